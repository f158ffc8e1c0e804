//! A pack that is read in portions says what it says when it is read as a whole, and is refused for the same reasons.

use std::io::BufReader;

use pathways::bundled;
use pathways::finding::Finding;
use pathways::interchange::SourceFile;
use pathways::interchange::contract::{Portion, read_pack, stream_pack};
use proptest::prelude::*;

/// What streaming finds: the raw texts of records, or the findings.
fn streamed(name: &str, text: &[u8]) -> Result<Vec<(String, String)>, Vec<Finding>> {
    let (mut records, mut findings) = (Vec::new(), Vec::new());
    let ended = stream_pack(name, BufReader::new(text), &mut |portion, _| {
        match portion {
            Portion::Read(read) => {
                let located = &read.located;
                records.extend(located.declared().map(|(id, _)| (id.to_owned(), located.raw(id).unwrap_or_default().to_owned())));
            }
            Portion::Refused(refused) => findings.extend(refused),
        }
        true
    });
    match ended {
        Ok(_) if findings.is_empty() => Ok(records),
        Ok(_) => Err(findings),
        Err(refused) => Err(findings.into_iter().chain(refused).collect()),
    }
}

#[test]
fn every_bundled_pack_has_the_same_records_in_portions() {
    for file in bundled::packs() {
        let whole = read_pack(&SourceFile::new(file.name, file.text)).expect(file.name);
        let records = streamed(file.name, file.text.as_bytes()).expect(file.name);
        assert_eq!(records.len(), whole.located.declared().count(), "{}", file.name);
        for (id, raw) in records {
            assert_eq!(Some(raw.as_str()), whole.located.raw(&id), "{id} in {}", file.name);
        }
    }
}

fn places(findings: &[Finding]) -> Vec<(String, u32, u32, String)> {
    let mut places: Vec<_> = findings.iter().map(|f| (f.code.clone(), f.line, f.column, f.pointer.clone())).collect();
    places.sort();
    places
}

/// How many cases are drawn: as `PROPTEST_CASES` says, which a number that stands in the code would overrule.
fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(48), failure_persistence: None, ..ProptestConfig::default() })]

    /// One value of a pack is spoiled: it is found at the same place either way.
    #[test]
    fn a_spoiled_value_is_found_at_the_same_place(pack in 0..40_usize, at in any::<prop::sample::Index>(), spoiled in 0..3_usize) {
        let file = bundled::packs()[pack % bundled::packs().len()];
        let marks: Vec<usize> = file.text.match_indices("\"kind\":").map(|(at, _)| at).collect();
        prop_assume!(!marks.is_empty());
        let mark = marks[at.index(marks.len())];
        let instead = ["\"kindd\":", "\"kind\":7,\"x-was\":", "\"id\":\"Not an id\",\"x-was\":"][spoiled];
        let text = format!("{}{instead}{}", &file.text[..mark], &file.text[mark + "\"kind\":".len()..]);
        let whole = read_pack(&SourceFile::new(file.name, text.clone())).expect_err("it is spoiled");
        let parts = streamed(file.name, text.as_bytes()).expect_err("it is spoiled");
        prop_assert_eq!(places(&parts), places(&whole));
    }

    /// A file that is cut off is refused, wherever it is cut.
    #[test]
    fn a_file_that_is_cut_off_is_refused(pack in 0..40_usize, at in any::<prop::sample::Index>()) {
        let file = bundled::packs()[pack % bundled::packs().len()];
        let cut = &file.text.as_bytes()[..at.index(file.text.trim_end().len())];
        prop_assert!(streamed(file.name, cut).is_err());
    }
}

#[test]
fn a_file_that_is_no_pack_is_refused() {
    for (what, text) in [
        ("a list", "[]"),
        ("no awards", "{\"format\":\"cairn.catalogue/1\",\"id\":\"p\",\"version\":\"1\"}"),
        ("another format", "{\"format\":\"cairn.learner/1\",\"id\":\"p\",\"version\":\"1\",\"awards\":[]}"),
        ("awards twice", "{\"format\":\"cairn.catalogue/1\",\"id\":\"p\",\"version\":\"1\",\"awards\":[],\"awards\":[]}"),
        ("awards are no list", "{\"format\":\"cairn.catalogue/1\",\"id\":\"p\",\"version\":\"1\",\"awards\":{}}"),
        ("something after it", "{\"format\":\"cairn.catalogue/1\",\"id\":\"p\",\"version\":\"1\",\"awards\":[]} 1"),
    ] {
        assert!(streamed("f.json", text.as_bytes()).is_err(), "{what}");
        assert!(read_pack(&SourceFile::new("f.json", text)).is_err(), "{what}");
    }
}

/// A record that never ends is given up before it fills the memory.
#[test]
fn an_endless_record_is_refused() {
    struct Endless(&'static [u8]);
    impl std::io::Read for Endless {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            if self.0.is_empty() {
                out.fill(b'a');
                return Ok(out.len());
            }
            std::io::Read::read(&mut self.0, out)
        }
    }
    let endless = BufReader::new(Endless(b"{\"awards\":[{\"id\":\""));
    let findings = stream_pack("f.json", endless, &mut |_, _| true).expect_err("it never ends");
    assert!(findings.iter().any(|finding| finding.message.contains("more than")), "{findings:?}");
}
