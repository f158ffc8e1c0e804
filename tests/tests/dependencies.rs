//! What Cairn is built from: under licences that deny.toml allows, from the registries, and listed for whoever uses it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use cairn_tests::programs::root;
use serde_json::Value;

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The list that the window shows: name and version, and the licence.
fn listed() -> BTreeMap<(String, String), String> {
    let rows: Vec<BTreeMap<String, String>> = serde_json::from_str(&read("src-tauri/licences.json")).expect("a list of rows");
    rows.into_iter().map(|row| ((row["name"].clone(), row["version"].clone()), row["licence"].clone())).collect()
}

/// The words in quotes of one list of deny.toml.
fn of_policy(list: &str) -> BTreeSet<String> {
    let policy = read("deny.toml");
    let (_, rest) = policy.split_once(&format!("\n{list} = [")).expect("the list is there");
    let (list, _) = rest.split_once("\n]").expect("the list ends");
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whether an SPDX expression can be met with the licences that are allowed.
fn allowed(expression: &str, allow: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let met = any(&words, &mut at, allow);
    met && at == words.len()
}

fn any(words: &[&str], at: &mut usize, allow: &BTreeSet<String>) -> bool {
    let mut met = all(words, at, allow);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= all(words, at, allow);
    }
    met
}

fn all(words: &[&str], at: &mut usize, allow: &BTreeSet<String>) -> bool {
    let mut met = one(words, at, allow);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at, allow);
    }
    met
}

fn one(words: &[&str], at: &mut usize, allow: &BTreeSet<String>) -> bool {
    let word = words.get(*at).copied().unwrap_or_default();
    *at += 1;
    if word == "(" {
        let met = any(words, at, allow);
        *at += 1;
        return met;
    }
    if words.get(*at) == Some(&"WITH") {
        let exception = words.get(*at + 1).copied().unwrap_or_default();
        *at += 2;
        return allow.contains(&format!("{word} WITH {exception}"));
    }
    allow.contains(word)
}

/// Parts of the pages with a licence that is allowed for them alone: the layout of the map is a file of its own, used unchanged,
/// which is all that the Eclipse licence asks for.
const EXCEPTIONS: &[(&str, &str)] = &[("elkjs", "EPL-2.0 OR GPL-3.0-or-later")];

#[test]
fn every_licence_is_allowed() {
    let allow = of_policy("allow");
    assert!(allow.len() > 5, "{allow:?}");
    let wrong: Vec<_> = listed()
        .into_iter()
        .filter(|((name, _), licence)| !allowed(licence, &allow) && !EXCEPTIONS.contains(&(name.as_str(), licence.as_str())))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn expressions_are_read_with_their_brackets() {
    let allow = BTreeSet::from(["MIT".to_owned(), "ISC".to_owned(), "Apache-2.0 WITH LLVM-exception".to_owned()]);
    for met in ["MIT", "GPL-3.0 OR MIT", "MIT AND ISC", "(MIT OR GPL-3.0) AND ISC", "Apache-2.0 WITH LLVM-exception OR GPL-3.0"] {
        assert!(allowed(met, &allow), "{met}");
    }
    for unmet in ["GPL-3.0", "MIT AND GPL-3.0", "Apache-2.0", "(MIT AND GPL-3.0) OR GPL-3.0", "MIT GPL-3.0", ""] {
        assert!(!allowed(unmet, &allow), "{unmet}");
    }
}

/// On this system at least; the list names the parts of all systems.
#[test]
fn the_list_of_licences_is_fresh() {
    let listed = listed();
    let lock = read("Cargo.lock");
    let npm: Value = serde_json::from_str(&read("ui/package-lock.json")).expect("JSON");
    let modules = npm["packages"].as_object().expect("packages");
    let mut locked: BTreeSet<(String, String)> = BTreeSet::new();
    for part in lock.split("[[package]]").skip(1) {
        let value = |key: &str| part.lines().find_map(|line| line.strip_prefix(&format!("{key} = \""))?.strip_suffix('"'));
        locked.extend(value("name").zip(value("version")).map(|(name, version)| (name.to_owned(), version.to_owned())));
    }
    let mut built: BTreeSet<(String, String)> = BTreeSet::new();
    for (path, facts) in modules.iter().filter(|(path, _)| !path.is_empty()) {
        let name = path.rsplit("node_modules/").next().unwrap_or(path).to_owned();
        let module = (name, facts["version"].as_str().unwrap_or_default().to_owned());
        if facts["dev"] != true && facts["peer"] != true {
            built.insert(module.clone());
        }
        locked.insert(module);
    }
    for package in ["cairn-desktop", "cairn-pathways"] {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
        let mut tree = Command::new(cargo);
        tree.args(["tree", "--offline", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}", "--package", package]);
        let output = tree.current_dir(root()).output().expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        for line in String::from_utf8_lossy(&output.stdout).lines().filter(|line| !line.starts_with("cairn-")) {
            let mut words = line.split_whitespace();
            built.extend(
                words.next().zip(words.next()).map(|(name, version)| (name.to_owned(), version.trim_start_matches('v').to_owned())),
            );
        }
    }
    let renew = "run `cargo xtask sbom`";
    let missing: Vec<_> = built.iter().filter(|part| !listed.contains_key(*part)).collect();
    assert!(missing.is_empty(), "not in src-tauri/licences.json, {renew}: {missing:#?}");
    let gone: Vec<_> = listed.keys().filter(|part| !locked.contains(*part)).collect();
    assert!(gone.is_empty(), "in src-tauri/licences.json and no more in a lock file, {renew}: {gone:#?}");
}

/// What `deny.toml` says of sources, held without cargo-deny, which takes long to build.
#[test]
fn everything_comes_from_the_registries() {
    let lock = read("Cargo.lock");
    let others: Vec<&str> = lock
        .lines()
        .filter(|line| line.starts_with("source = ") && *line != "source = \"registry+https://github.com/rust-lang/crates.io-index\"")
        .collect();
    assert!(others.is_empty(), "{others:#?}");
    let npm: Value = serde_json::from_str(&read("ui/package-lock.json")).expect("JSON");
    for (path, facts) in npm["packages"].as_object().expect("packages").iter().filter(|(path, _)| !path.is_empty()) {
        // The lock file leaves out the address of what comes from the registry.
        assert!(facts["resolved"].is_null(), "{path} comes from {}", facts["resolved"]);
        assert!(facts["integrity"].is_string(), "{path} has no checksum");
    }
}

/// Known holes depend on the day, so they fail a test only where they are asked for, as the release does.
fn holes_fail() -> bool {
    std::env::var("CAIRN_AUDIT").is_ok_and(|asked| asked == "1")
}

#[test]
fn cargo_deny_finds_nothing_where_it_is_installed() {
    let deny = |checks: &[&str], offline: bool| {
        let mut command = Command::new("cargo");
        command.arg("deny").args(if offline { &["--offline"][..] } else { &[] }).args(["--workspace", "check"]).args(checks);
        command.current_dir(root()).output().expect("cargo runs")
    };
    if !Command::new("cargo").args(["deny", "--version"]).output().is_ok_and(|said| said.status.success()) {
        assert!(!holes_fail(), "install it: `cargo install cargo-deny --locked`");
        println!(
            "skipped: cargo-deny is not installed (`cargo install cargo-deny --locked`); licences and sources are held by the tests above"
        );
        return;
    }
    let said = deny(&["licenses", "bans", "sources"], true);
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    // The database of known holes is fetched, or was fetched before.
    let said = deny(&["advisories"], !holes_fail());
    let text = String::from_utf8_lossy(&said.stderr).into_owned();
    assert!(said.status.success() || !holes_fail(), "{text}");
    println!("known holes: {}", text.lines().last().unwrap_or("none"));
}

#[test]
fn npm_audit_finds_nothing_where_the_registry_answers() {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut command = Command::new(npm);
    command.args(["--prefix", "ui", "audit", "--omit=dev", "--json", "--fetch-retries=0", "--fetch-timeout=20000"]);
    let said = command.current_dir(root()).output().expect("npm runs");
    let answer: Value = serde_json::from_slice(&said.stdout).unwrap_or_default();
    let Some(found) = answer["metadata"]["vulnerabilities"]["total"].as_u64() else {
        assert!(!holes_fail(), "the registry does not answer: {answer}");
        println!("skipped: the registry does not say which holes are known: {}", answer["message"]);
        return;
    };
    assert!(found == 0 || !holes_fail(), "{answer}");
    println!("known holes in modules: {found}");
}
