//! Other people's vectors: contexts, canonicalisation, signature suites. They lie beside the repository; without them these
//! tests say that they were skipped.

use std::path::PathBuf;

use super::*;
use crate::interchange::credential::linked::{Hash, canonical, canonical_dataset};
use oxrdf_canon as old;

/// A folder of fixtures, if there are any.
fn fixtures(folder: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/fixtures").join(folder);
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: there are no fixtures {folder} beside the repository");
    None
}

fn clock() -> DateTime<Utc> {
    time::instant("2026-01-01T00:00:00Z").expect("it is an instant")
}

fn file(path: &std::path::Path) -> SourceFile {
    SourceFile::new(path.display().to_string(), std::fs::read(path).expect("the fixture can be read"))
}

/// The product's contexts and those of examples, which define every term.
fn with_examples() -> Contexts {
    let examples = [
        ("https://www.w3.org/ns/credentials/examples/v2", ssi_contexts::CREDENTIALS_EXAMPLES_V2),
        ("https://www.w3.org/2018/credentials/examples/v1", ssi_contexts::CREDENTIALS_EXAMPLES_V1),
    ];
    Contexts::bundled().with(examples.map(|(url, text)| (url.to_owned(), text.to_owned())))
}

#[test]
fn contexts_say_what_their_publishers_say() {
    let Some(folder) = fixtures("contexts") else { return };
    let index = document::read(&file(&folder.join("index.json"))).expect("the index is JSON");
    // Cairn reads CTDL and Open Badges 2.0 without processing contexts, and never takes in the contexts of examples.
    let left_out = |url: &str| url.contains("credreg.net") || url.contains("examples") || url.ends_with("openbadges/v2");
    let mut compared = 0;
    for (url, name) in index.as_object().expect("the index is an object") {
        let bundled = Contexts::bundled().get(url).map(str::to_owned);
        if left_out(url) {
            assert_eq!(bundled, None, "{url}");
            continue;
        }
        let ours: Value = serde_json::from_str(&bundled.unwrap_or_else(|| panic!("{url} is bundled"))).expect("ours is JSON");
        let theirs = document::read(&file(&folder.join(name.as_str().expect("a name")))).expect("theirs is JSON");
        assert_eq!(ours["@context"], theirs["@context"], "{url}");
        compared += 1;
    }
    assert!(compared > 18, "{compared}");
}

#[test]
fn canonical_forms_are_those_of_the_suite() {
    let Some(folder) = fixtures("rdfc10") else { return };
    let mut passed = 0;
    for entry in std::fs::read_dir(&folder).expect("the folder can be read").flatten() {
        let path = entry.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let Some(test) = name.strip_suffix("-in.nq") else { continue };
        let text = std::fs::read_to_string(&path).expect("the fixture can be read");
        let dataset: old::Dataset = oxttl::NQuadsParser::new().for_reader(text.as_bytes()).map(|quad| quad.expect("N-Quads")).collect();
        let hash = if test == "test075" { Hash::Sha384 } else { Hash::Sha256 };
        let form = canonical_dataset(&dataset, hash);
        match std::fs::read_to_string(folder.join(format!("{test}-rdfc10.nq"))) {
            Ok(expected) => assert_eq!(form.as_deref(), Ok(expected.as_str()), "{test}"),
            Err(_) => assert!(form.is_err(), "{test} is made to take for ever and is refused"),
        }
        passed += 1;
    }
    assert!(passed > 40, "{passed}");
}

#[test]
fn canonical_documents_are_those_of_the_implementation_guides() {
    for (folder, signed, expected) in [
        ("openbadges3", "spec-vector-signed.json", "spec-vector-document-canon.nq"),
        ("vc-data-integrity", "eddsa-rdfc-2022__signedDataInt.json", "eddsa-rdfc-2022__canonDocDataInt.txt"),
    ] {
        let Some(folder) = fixtures(folder) else { return };
        let document = document::read(&file(&folder.join(signed))).expect("the fixture is JSON");
        let form = canonical(&integrity::unsecured(&document), &with_examples(), Hash::Sha256).expect("it has a canonical form");
        assert_eq!(form, std::fs::read_to_string(folder.join(expected)).expect("the fixture can be read"), "{signed}");
    }
}

/// The signed vectors of the suites.
fn vectors() -> Vec<PathBuf> {
    let Some(folder) = fixtures("vc-data-integrity") else { return Vec::new() };
    let mut all: Vec<PathBuf> = std::fs::read_dir(folder).expect("the folder can be read").flatten().map(|entry| entry.path()).collect();
    all.retain(|path| path.extension().is_some_and(|ending| ending == "json") && path.to_string_lossy().contains("__signed"));
    all.sort();
    all
}

#[test]
fn the_vectors_of_the_suites_verify() {
    for path in vectors() {
        let verifier = Verifier::new(clock()).with_contexts(with_examples());
        let judged = verifier.verify(&file(&path));
        let verdicts: Vec<&Verdict> = judged.iter().flat_map(|credential| &credential.verdicts).collect();
        assert!(
            !verdicts.is_empty() && verdicts.iter().all(|verdict| verdict.proof == ProofCheck::Good),
            "{}: {verdicts:#?}",
            path.display()
        );
        // Their keys are not their issuers', and their terms are made up: good mathematics is no evidence.
        assert_eq!(judged[0].evidence(), Evidence::Rejected);
        // The product itself does not know the contexts of examples, and says so.
        let linked = !path.to_string_lossy().contains("jcs");
        let product = Verifier::new(clock()).verify(&file(&path));
        assert_eq!(product[0].verdicts[0].proof == ProofCheck::ContextUnknown, linked, "{}", path.display());
    }
}

/// Bytes of a file changed in turn, each by its lowest bit: `a` becomes `` ` ``, a quotation mark `#`, a blank `!`. Every byte with
/// `CAIRN_EVERY_BYTE` set, which takes some two minutes; else every eleventh.
fn changed(bytes: &[u8]) -> impl Iterator<Item = (usize, Vec<u8>)> {
    let step = if std::env::var_os("CAIRN_EVERY_BYTE").is_some() { 1 } else { 11 };
    (0..bytes.len()).step_by(step).map(|place| {
        let mut changed = bytes.to_vec();
        changed[place] ^= 1;
        (place, changed)
    })
}

#[test]
fn every_vector_with_one_byte_changed_fails() {
    let made = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/credentials/made");
    let own = ["di-good.json", "di-jcs-good.json", "jwt-eddsa-good.jwt", "jwt-es256-good.jwt"].map(|name| made.join(name));
    let verifier = Verifier::new(clock()).with_contexts(with_examples());
    let (mut tried, mut seen) = (0, 0);
    for path in vectors().into_iter().chain(own) {
        let whole = file(&path);
        for (place, bytes) in changed(&whole.bytes) {
            tried += 1;
            let judged = verifier.verify(&SourceFile::new("changed", bytes));
            assert!(!judged.is_empty());
            for credential in judged {
                let fails = |verdict: &Verdict| {
                    verdict.proof != ProofCheck::Good
                        || verdict.terms == TermsCheck::Undefined
                        || verdict.shape == ShapeCheck::Invalid
                        || verdict.refused
                };
                // Of a proof set, the proof whose own bytes were not touched still holds.
                let failed = credential.verdicts.iter().any(fails);
                assert!(failed, "{} with byte {place} changed: {:#?}", path.display(), credential.verdicts);
                seen += usize::from(credential.verdicts.iter().any(|verdict| verdict.proof == ProofCheck::Bad));
            }
        }
    }
    // Many changes leave a document that can be read, so that it is the signature that tells.
    assert!(tried > 500 && seen * 10 > tried, "{seen} of {tried}");
}
