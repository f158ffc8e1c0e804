//! Packs and learner records of the conformance kit and of the real catalogue are read without an error.

use std::path::{Path, PathBuf};

use pathways::finding::Finding;
use pathways::interchange::SourceFile;
use pathways::interchange::contract::{read_learner, read_packs};

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
