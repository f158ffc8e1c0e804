//! One folder with everything that hostile input can be: each file is refused with its reason, the rest comes in, and a summary lists
//! all of it.

mod issuing;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

use issuing::{Issuer, png};
use serde_json::{Value, json};

const PACK: &str = r#"{"format":"cairn.catalogue/1","id":"p","version":"1","organizations":[{"id":"org:river","name":"Riverbank College"}],
    "awards":[{"id":"river:stat","title":"Applied Statistics","kind":"course","issuer":"org:river"}]}"#;

fn cairn(store: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cairn")).args(arguments).env("CAIRN_STORE", store).output().expect("the command runs")
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("it is written to memory");
        writer.write_all(bytes).expect("it is written to memory");
    }
    writer.finish().expect("it is written to memory").into_inner()
}

#[test]
fn everything_is_listed_and_what_is_good_comes_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("store");
    let files = folder.path().join("files");
    fs::create_dir(&files).expect("a folder");
    let issuer = Issuer::new(1);
    let good = issuer.signed(issuer.badge("urn:x:1", "Applied Statistics", "Riverbank College")).to_string();
    let mut marked = issuer.badge("urn:x:2", "<script>alert(1)</script>", "Riverbank College");
    marked["@context"] = json!([marked["@context"][0], marked["@context"][1], "https://evil.example/context.json"]);
    let utf16 = |text: &str| -> Vec<u8> { [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect() };
    let bomb = vec![b' '; 65 * 1024 * 1024];
    // What each file is, and a word of the reason for which it is refused; none: it comes in.
    let cases: Vec<(&str, Vec<u8>, Option<&str>)> = vec![
        ("01-pack.json", PACK.into(), None),
        ("02-badge.png", png("openbadgecredential", &[&good], true), None),
        ("03-deep.json", format!("{}{}", "[".repeat(5_000), "]".repeat(5_000)).into(), Some("inside one another")),
        (
            "04-deep-pack.json",
            format!(r#"{{"format":"cairn.catalogue/1","awards":{}{}}}"#, "[".repeat(5_000), "]".repeat(5_000)).into(),
            Some("errors"),
        ),
        ("05-twice.json", good.replacen("\"id\"", "\"id\":\"urn:x:y\",\"id\"", 1).into(), Some("stands twice")),
        ("06-utf16.json", utf16(PACK), Some("UTF-16")),
        ("07-latin1.json", b"{\"format\":\"cairn.catalogue/1\",\"title\":\"Caf\xe9\"}".to_vec(), Some("not UTF-8")),
        ("08-mark.json", [b"\xef\xbb\xbf".as_slice(), PACK.as_bytes()].concat(), Some("byte order mark")),
        ("09-number.json", PACK.replacen("\"version\":\"1\"", "\"version\":1e99999", 1).into(), Some("errors")),
        (
            "10-surrogate.json",
            PACK.replacen("Applied", "\\ud800", 1).replacen("river:stat", "river:other", 1).replacen("\"p\"", "\"q\"", 1).into(),
            Some("errors"),
        ),
        (
            "11-bomb.zip",
            archive(&[
                ("spaces.json", &bomb),
                ("../../out.json", PACK.as_bytes()),
                ("/abs.json", PACK.as_bytes()),
                ("in.zip", &archive(&[("x", b"1")])),
            ]),
            Some(""),
        ),
        ("12-entities.svg", br#"<!DOCTYPE svg [<!ENTITY e "x"><!ENTITY f "&e;&e;">]><svg>&f;</svg>"#.to_vec(), Some("hold others")),
        ("13-attributes.xml", format!("<a{}/>", (0..2_000).map(|n| format!(" x{n}=''")).collect::<String>()).into(), Some("attributes")),
        ("14-plan.json", br#"{"format":"cairn.plan/1"}"#.to_vec(), Some("computed anew")),
        ("15-nothing", Vec::new(), Some("known here")),
        ("16-ctdl.json", br#"{"@graph":[{"@type":"ceterms:Course","ceterms:name":"A",}]}"#.to_vec(), Some("errors")),
        ("17-remote.json", marked.to_string().into(), None),
    ];
    for (name, bytes, _) in &cases {
        fs::write(files.join(name), bytes).expect("it is written");
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/passwd", files.join("18-link.json")).expect("a link");
    let output = cairn(&store, &["import", "--json", "--accept", &files.display().to_string(), "no-such-file"]);
    assert_eq!(output.status.code(), Some(1), "something was refused");
    let summary: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let list = |key: &str| summary[key].as_array().cloned().unwrap_or_default();
    // Where a file is told of: among those that came in, the credentials, or the refused.
    let told = |name: &str| -> Vec<String> {
        let of = |key: &str| {
            let entries = list(key).into_iter().filter(|one| one["file"].as_str().is_some_and(|file| file.contains(name)));
            entries.map(|one| format!("{key}: {one}")).collect::<Vec<_>>()
        };
        [of("imported"), of("refused"), of("credentials")].concat()
    };
    for (name, _, reason) in &cases {
        let said = told(name);
        assert!(!said.is_empty(), "{name} is told of nowhere: {summary}");
        let refused = said.iter().all(|line| line.starts_with("refused") || line.contains("\"evidence\":\"rejected\""));
        match reason {
            Some(word) => assert!(refused && said.iter().any(|line| line.contains(word)), "{name}: {said:?}"),
            None => assert!(!refused, "{name}: {said:?}"),
        }
    }
    assert_eq!(told("11-bomb.zip").len(), 4, "every entry of the archive: {:?}", told("11-bomb.zip"));
    assert!(told("no-such-file")[0].contains("cannot be read"));
    #[cfg(unix)]
    assert!(told("18-link.json")[0].contains("not followed"));
    assert_eq!(list("credentials").iter().filter(|one| one["matches"][0]["held"] == true).count(), 1, "{summary}");
    // Nothing was written where an archive pointed.
    assert!(!folder.path().join("out.json").exists() && !Path::new("/abs.json").exists());
    let shown = cairn(&store, &["show", "river:stat", "--store", &store.display().to_string()]);
    assert!(
        shown.status.success() && String::from_utf8_lossy(&shown.stdout).contains("Applied Statistics"),
        "the store knows what came in"
    );
    let without = cairn(&store, &["show", "river:stat"]);
    assert_eq!(without.status.code(), Some(1), "without --store it is the bundled catalogue that is asked");
}
