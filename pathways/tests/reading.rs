//! Packs and learner records of the conformance kit and of the real catalogue are read without an error.

use std::path::{Path, PathBuf};

use pathways::finding::{Finding, Severity};
use pathways::interchange::SourceFile;
use pathways::interchange::contract::{check_packs, read_learner, read_pack, read_packs, recognition_to_json, write_learner, write_pack};

/// A folder of the `shared` folder beside the repository or above it; tests that need it say so and pass where it is absent.
fn shared(folder: &str) -> Option<PathBuf> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found = above.map(|place| place.join("shared").join(folder)).find(|path| path.is_dir());
    if found.is_none() {
        println!("skipped: no folder shared/{folder} beside the repository");
    }
    found
}

fn files(folder: &Path, begins: &str) -> Vec<SourceFile> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder can be listed")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .filter(|path| path.file_name().and_then(|n| n.to_str()).is_some_and(|n| n.starts_with(begins)))
        .collect();
    paths.sort();
    paths.iter().map(|path| SourceFile::new(path.display().to_string(), std::fs::read(path).expect("the file can be read"))).collect()
}

fn listing(findings: &[Finding]) -> String {
    findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_real_catalogue_is_read() {
    let Some(folder) = shared("packs") else { return };
    let files = files(&folder, "");
    let started = std::time::Instant::now();
    let (catalogue, warnings) = read_packs(&files).unwrap_or_else(|findings| panic!("{}", listing(&findings)));
    println!("{} packs in {:?}, {} warnings", files.len(), started.elapsed(), warnings.len());
    assert!(warnings.is_empty(), "{}", listing(&warnings));
    assert_eq!(catalogue.packs.len(), files.len());
    assert!(catalogue.awards.len() > 500);
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    let mut codes = std::collections::BTreeMap::new();
    for finding in check_packs(&files, today) {
        assert_eq!(finding.severity, Severity::Warning, "{finding}");
        assert!(finding.line > 0 && finding.id.is_some(), "{finding}");
        *codes.entry(finding.code.clone()).or_insert(0) += 1;
        if ["impossible-requirement", "closed-cycle", "never-granted", "repeats-without-starts"].contains(&finding.code.as_str()) {
            println!("{finding}");
        }
    }
    println!("{codes:?}");
}

/// Every record of a pack as the pack has it, byte for byte, and as this program writes it.
#[test]
fn the_real_catalogue_is_written_without_loss() {
    let Some(folder) = shared("packs") else { return };
    for file in files(&folder, "") {
        let read = read_pack(&file).unwrap_or_else(|findings| panic!("{}", listing(&findings)));
        let given: serde_json::Value = serde_json::from_slice(&file.bytes).expect("a pack is JSON");
        for (index, award) in read.pack.awards.iter().enumerate() {
            let raw = read.located.raw(award.id.as_str()).expect("every award has its text");
            assert_eq!(serde_json::from_str::<serde_json::Value>(raw).expect("it is JSON"), given["awards"][index]);
        }
        let again =
            read_pack(&SourceFile::new("again", write_pack(&read.pack))).unwrap_or_else(|findings| panic!("{}", listing(&findings)));
        assert_eq!(again.pack, read.pack);
        for (index, recognition) in read.pack.recognitions.iter().enumerate() {
            let given = &given["recognitions"][index];
            let written = recognition_to_json(recognition);
            assert_eq!((&written["fee"], &written["from"]), (&given["fee"], &given["from"]), "{}", recognition.id);
        }
    }
}

#[test]
fn every_conformance_case_is_read() {
    let Some(folder) = shared("conformance/cases") else { return };
    let mut cases = 0;
    for entry in std::fs::read_dir(&folder).expect("the cases can be listed") {
        let case = entry.expect("an entry").path();
        read_packs(&files(&case, "pack")).unwrap_or_else(|findings| panic!("{}", listing(&findings)));
        for file in files(&case, "learner") {
            read_learner(&file).unwrap_or_else(|findings| panic!("{}", listing(&findings)));
        }
        cases += 1;
    }
    assert!(cases > 50);
}

#[test]
fn the_id_of_a_gate_may_begin_as_a_key_of_ones_own_does() {
    let text = r#"{"format":"cairn.learner/1","gates":{"x-visa":"met","x-note":{"any":"thing"},"x-Not an id":"met"}}"#;
    let (record, _) = read_learner(&SourceFile::new("record", text)).expect("the record is well formed");
    assert_eq!(record.gates.keys().map(|gate| gate.as_str()).collect::<Vec<_>>(), ["x-visa"]);
    let kept: Vec<&str> = record.extensions.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(kept, ["gates/x-note", "gates/x-Not an id"]);
    let (again, _) = read_learner(&SourceFile::new("again", write_learner(&record))).expect("it was just written");
    assert_eq!(again, record);
}
