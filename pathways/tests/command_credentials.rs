//! `cairn verify` and `cairn import` from outside.

mod issuing;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use issuing::Issuer;
use serde_json::{Value, json};

fn cairn(store: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cairn")).args(arguments).env("CAIRN_STORE", store).output().expect("the command runs")
}

fn answer(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn verify_prints_an_object_for_each_credential_with_every_check() {
    let folder = tempfile::tempdir().expect("a folder");
    let issuer = Issuer::new(1);
    let good = issuer.signed(issuer.badge("urn:x:1", "Applied Statistics", "Riverbank College"));
    let badge = folder.path().join("badge.json");
    fs::write(&badge, good.to_string()).expect("it is written");
    let other = folder.path().join("other.json");
    fs::write(&other, "{}").expect("it is written");
    let path = |path: &Path| path.display().to_string();
    let output = cairn(folder.path(), &["verify", "--at", "2026-06-01", "--json", &path(&badge), &path(&other)]);
    assert!(output.status.success(), "every file was judged");
    let found = answer(&output);
    assert_eq!(
        found[0],
        json!({ "file": path(&badge), "format": "openbadges-3.0", "name": "Applied Statistics", "issuer_name": "Riverbank College",
            "proof": "good", "suite": "eddsa-jcs-2022", "issuer": "bound", "time": "valid", "status": "none", "terms": "defined",
            "shape": "valid", "evidence": "verified", "reasons": [] })
    );
    assert_eq!((&found[1]["evidence"], found[1]["reasons"].as_array().map(Vec::len)), (&json!("rejected"), Some(1)));

    let before = cairn(folder.path(), &["verify", "--at", "2026-01-01T00:00:00Z", "--json", &path(&badge)]);
    assert_eq!(answer(&before)[0]["time"], "not-yet-valid");
    let missing = cairn(folder.path(), &["verify", "--json", &path(&badge), "no-such-file"]);
    assert_eq!((missing.status.code(), answer(&missing).as_array().map(Vec::len)), (Some(1), Some(1)));
    assert_eq!(cairn(folder.path(), &["verify", "--at", "soon", "x"]).status.code(), Some(2));

    // A folder is taken as a whole.
    let whole = cairn(folder.path(), &["verify", "--json", &path(folder.path())]);
    assert_eq!(answer(&whole).as_array().map(Vec::len), Some(2));
}

#[test]
fn import_recognises_files_and_holds_what_is_certain() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("store");
    let write = |name: &str, text: String| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("it is written");
        path.display().to_string()
    };
    let pack = write("a", r#"{"format":"cairn.catalogue/1","id":"p","version":"1","organizations":[{"id":"org:river","name":"Riverbank College","sources":[{"url":"https://riverbank.example"}],"confidence":"stated"}],"awards":[{"id":"river:stat","title":"Applied Statistics","kind":"course","issuer":"org:river","sources":[{"url":"https://riverbank.example"}],"confidence":"stated"}]}"#.to_owned());
    let record = write("b", r#"{"format":"cairn.learner/1","name":"Ada"}"#.to_owned());
    let issuer = Issuer::new(1);
    let badge = write("c", issuer.signed(issuer.badge("urn:x:1", "Applied Statistics", "Riverbank College")).to_string());
    let output = cairn(&store, &["import", "--json", "--accept", &record, &pack, &badge]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let found = answer(&output);
    assert_eq!(found["imported"].as_array().map(Vec::len), Some(2));
    assert_eq!(found["credentials"][0]["matches"][0]["held"], true);

    let unknown = write("d", "x,y".to_owned());
    let output = cairn(&store, &["import", "--json", &unknown, &badge]);
    assert_eq!(output.status.code(), Some(1), "one was refused");
    assert_eq!(answer(&output)["credentials"].as_array().map(Vec::len), Some(1), "the rest went on");
}
