//! CTDL documents of others, where they are at hand: each is taken or refused as its description says.

use std::fs;
use std::path::PathBuf;

use chrono::NaiveDate;
use pathways::finding::Severity;
use pathways::interchange::SourceFile;
use pathways::interchange::contract::{read_packs, write_pack};
use pathways::interchange::ctdl::read_ctdl;

/// What is refused, and with which code.
const REFUSED: &[(&str, &str)] = &[
    ("nasty-pathway-welding-aas-concatenated.json", "syntax"),
    ("nasty-constraints-trailing-comma.json", "syntax"),
    ("nasty-pathway-conditions-draft.json", "node-defined-twice"),
    ("invalid_credential.txt", "no-type"),
    ("vc-carrying-ctdl-degree.json", "wrong-format"),
    ("vocabulary-ctdl-schema.json", "no-ctdl"),
    ("registry-jsonschema-pathway-component.json", "no-type"),
    ("registry-jsonschema-pathway.json", "no-type"),
    ("registry-jsonschema-tvp.json", "no-type"),
];

#[test]
fn every_document_is_taken_or_refused_as_described() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/fixtures/ctdl");
    let Ok(entries) = fs::read_dir(&folder) else {
        eprintln!("skipped: {} is not here", folder.display());
        return;
    };
    let day = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| !path.ends_with("README.md")).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let file = SourceFile::new(name.clone(), fs::read(&path).expect("the file can be read"));
        let refused = REFUSED.iter().find(|(refused, _)| *refused == name);
        match (read_ctdl(&[file], day), refused) {
            (Err(findings), Some((_, code))) => {
                assert!(findings.iter().any(|f| f.severity == Severity::Error && f.code == *code), "{name}: {findings:#?}");
            }
            (Err(findings), None) => panic!("{name} is refused: {findings:#?}"),
            (Ok(_), Some(_)) => panic!("{name} is taken"),
            (Ok(conversion), None) => {
                let text = write_pack(&conversion.pack);
                read_packs(&[SourceFile::new("pack", text)]).unwrap_or_else(|findings| panic!("{name}: {findings:#?}"));
            }
        }
    }
}
