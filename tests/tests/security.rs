//! What docs/SECURITY.md promises of the window and of what is linked.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cairn_tests::programs::root;

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn files(folder: &Path, endings: &[&str], out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, endings, out);
        } else if path.extension().is_some_and(|ending| endings.iter().any(|one| ending == *one)) {
            out.push(path);
        }
    }
}

/// Texts of catalogues reach the window as data; nothing there takes data for markup or for code.
#[test]
fn no_component_renders_markup_from_data() {
    let mut sources = Vec::new();
    files(&root().join("ui/src"), &["svelte", "ts"], &mut sources);
    assert!(sources.len() > 50, "{}", sources.len());
    let marks = ["{@html", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"];
    for source in sources {
        let text = fs::read_to_string(&source).expect("a source");
        for mark in marks {
            assert!(!text.contains(mark), "{} has {mark}", source.display());
        }
    }
}

#[test]
fn the_policy_of_the_window_allows_no_code_but_its_own() {
    let configuration: serde_json::Value = serde_json::from_str(&read("src-tauri/tauri.conf.json")).expect("JSON");
    let policy = configuration["app"]["security"]["csp"].as_str().expect("a policy");
    let rules: Vec<Vec<&str>> = policy.split(';').map(|rule| rule.split_whitespace().collect()).collect();
    let rule = |name: &str| rules.iter().find(|rule| rule.first() == Some(&name));
    assert_eq!(rule("default-src").map(|rule| &rule[1..]), Some(&["'self'"][..]));
    assert_eq!(rule("object-src").map(|rule| &rule[1..]), Some(&["'none'"][..]));
    assert_eq!(rule("base-uri").map(|rule| &rule[1..]), Some(&["'none'"][..]));
    assert!(rule("script-src").is_none_or(|rule| rule[1..].iter().all(|word| *word == "'self'")), "{policy}");
    assert!(!policy.contains("unsafe-eval") && !policy.contains('*'), "{policy}");
}

/// The window may call each command of the shell and a few parts of Tauri that need no file and no network.
#[test]
fn the_window_has_the_permissions_of_its_commands_and_no_more() {
    let capability: serde_json::Value = serde_json::from_str(&read("src-tauri/capabilities/main.json")).expect("JSON");
    let granted: BTreeSet<&str> =
        capability["permissions"].as_array().expect("a list").iter().map(|one| one.as_str().expect("no scope is opened")).collect();
    let build = read("src-tauri/build.rs");
    let list = build.split("COMMANDS: &[&str] = &[").nth(1).and_then(|rest| rest.split("];").next()).expect("the list of commands");
    let commands: BTreeSet<String> = list.split('"').skip(1).step_by(2).map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
    let own: BTreeSet<&str> = granted.iter().copied().filter(|one| one.starts_with("allow-")).collect();
    assert_eq!(own, commands.iter().map(String::as_str).collect());
    for other in granted.difference(&own) {
        assert!(["core:", "dialog:"].iter().any(|plugin| other.starts_with(plugin)), "{other}");
    }
    assert!(!capability.to_string().contains("remote"), "no remote page may call anything");
}

/// What cannot speak HTTP and TLS sends nothing to anybody.
#[test]
fn no_client_of_the_network_is_linked() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    for package in ["cairn-pathways", "cairn-desktop"] {
        let mut tree = Command::new(&cargo);
        tree.args(["tree", "--offline", "--locked", "--edges", "normal", "--prefix", "none", "--package", package]).current_dir(root());
        let output = tree.output().expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        let linked: BTreeSet<&str> = printed.lines().filter_map(|line| line.split(' ').next()).collect();
        assert!(linked.len() > 20, "{printed}");
        for client in ["reqwest", "hyper", "ureq", "curl", "isahc", "surf", "rustls", "native-tls", "openssl", "tungstenite", "quinn", "h2"]
        {
            assert!(!linked.contains(client), "{package} links {client}");
        }
    }
}

#[test]
fn a_hostile_title_stays_text() {
    use pathways::interchange::SourceFile;
    use pathways::interchange::contract::{read_pack, write_pack};
    let title = "<img src=x onerror=alert(1)><script>alert(2)</script>";
    let text = format!(
        r#"{{"format":"cairn.catalogue/1","id":"p","version":"1","awards":[{{"id":"p:a","title":"{title}","kind":"course","issuer":"org:p","description":"{title}"}}]}}"#
    );
    let read = read_pack(&SourceFile::new("p.json", text)).expect("any text is a title");
    assert_eq!(read.pack.awards[0].title, title, "it is neither changed nor escaped, and shown as the text that it is");
    assert!(write_pack(&read.pack).contains(title));
}

/// The command plans, verifies and imports under observation, with documents that name addresses of the network.
#[test]
fn the_command_speaks_to_nobody() {
    use cairn_tests::connections::{Followed, possible, to_the_network};
    if let Err(why) = possible() {
        println!("skipped: {why}");
        return;
    }
    let Some(cairn) = cairn_tests::programs::program("cairn") else {
        println!("skipped: the command is not built; `cargo build --workspace` builds it");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("store");
    let learner = root().join("pathways/catalogue/learners/learner.json");
    let credential = root().join("pathways/tests/credentials/made/di-good.json");
    let words = |text: &str| text.split(' ').map(Into::into).collect::<Vec<std::ffi::OsString>>();
    let runs = [
        [words("plan --time-limit 5 --target gt:oms-analytics --learner"), vec![learner.clone().into()]].concat(),
        [words("report --help"), vec![]].concat(),
        [words("verify"), vec![credential.clone().into()]].concat(),
        [words("import --store"), vec![store.into(), credential.into()]].concat(),
        [words("search analytics"), vec![]].concat(),
    ];
    for arguments in runs {
        let followed = Followed::into(folder.path());
        let output =
            followed.command(&cairn).args(&arguments).env("CAIRN_STORE", folder.path().join("own")).output().expect("strace starts");
        assert!(output.status.code() != Some(2), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        let calls = followed.calls();
        assert!(calls.contains("+++ exited"), "it was seen to its end:\n{calls}");
        let outside = to_the_network(&calls);
        assert!(outside.is_empty(), "{arguments:?}: {outside:#?}");
    }
}
