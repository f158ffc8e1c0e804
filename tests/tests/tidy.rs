//! Promises about the tree that no compiler keeps: the direction of dependencies, the one door to the shell, no leftovers.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use cairn_tests::programs::root;

/// What each module of the library may use. Nothing reaches up, and the audit shares nothing with the planner.
const MAY_USE: &[(&str, &[&str])] = &[
    ("language", &[]),
    ("model", &[]),
    ("finding", &[]),
    ("graph", &["model"]),
    ("audit", &["model"]),
    ("ledger", &["model"]),
    ("explain", &["bundled", "choice", "frameworks", "graph", "ledger", "model"]),
    ("skills", &["model"]),
    ("frameworks", &["bundled", "model"]),
    ("estimate", &["bundled", "frameworks", "model"]),
    ("lint", &["finding", "frameworks", "graph", "interchange", "model"]),
    ("planner", &["estimate", "graph", "model"]),
    ("interchange", &["finding", "frameworks", "graph", "lint", "model"]),
    ("bundled", &["finding", "interchange", "model"]),
    ("answer", &["audit", "bundled", "estimate", "frameworks", "model", "planner"]),
    ("choice", &["answer", "estimate", "model", "planner"]),
    ("agreed", &["answer", "audit", "estimate", "finding", "interchange", "model", "planner"]),
    ("report", &["agreed", "explain", "language", "ledger", "model"]),
    ("store", &["agreed", "bundled", "estimate", "finding", "frameworks", "graph", "interchange", "lint", "model"]),
];

/// Folders that are made by tools or hold other people's texts.
const NOT_OURS: &[&str] = &["target", "node_modules", "dist", "dist-fake", ".git", "gen", "conformance", "output", "bindings"];

const NO_CURRENCY: &str = concat!("Currency::X", "XX");

#[test]
fn dependencies_in_the_library_point_one_way() {
    let source = root().join("pathways/src");
    let mut wrong = Vec::new();
    for module in modules(&source) {
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
            wrong.push(format!("{module} is not in the table of this test"));
            continue;
        };
        let own = [source.join(format!("{module}.rs")), source.join(&module)];
        for file in own.iter().flat_map(|path| files(path, &["rs"])) {
            let used = used_modules(&read(&file));
            let up = used.iter().filter(|used| **used != module && !allowed.contains(&used.as_str()));
            wrong.extend(up.map(|used| format!("{} uses {used}", file.display())));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_window_has_one_door_to_the_shell() {
    let source = root().join("ui/src");
    let ipc = source.join("ipc");
    let outside = files(&source, &["ts", "svelte"]).into_iter().filter(|file| !file.starts_with(&ipc));
    let importers: Vec<PathBuf> = outside.filter(|file| read(file).contains("@tauri-apps/")).collect();
    assert!(importers.is_empty(), "only ui/src/ipc speaks to the shell: {importers:#?}");
}

#[test]
fn nothing_is_left_over() {
    // Written in two parts, so that this file does not find itself.
    let marks = [("TO", "DO"), ("FIX", "ME"), ("XX", "X"), ("todo", "!("), ("unimplemented", "!("), ("<<<<", "<<<"), (">>>>", ">>>")];
    let mut found = Vec::new();
    for file in files(root(), &["rs", "ts", "svelte", "css", "toml", "md", "json", "mjs", "js"]) {
        // ISO 4217 calls the absence of a currency so.
        for (number, line) in read(&file).replace(NO_CURRENCY, "").lines().enumerate() {
            let marked = marks.iter().any(|(front, back)| line.split(front).skip(1).any(|rest| rest.starts_with(back)));
            if marked && !is_word_of_a_pack(&file) {
                found.push(format!("{}:{}: {line}", file.display(), number + 1));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_build_is_locked() {
    for lock in ["Cargo.lock", "ui/package-lock.json"] {
        assert!(root().join(lock).exists(), "{lock} is missing");
        let ignored = read(&root().join(".gitignore")).lines().any(|line| line.trim_start_matches('/') == lock);
        assert!(!ignored, "{lock} is not kept");
    }
}

#[test]
fn nothing_is_fetched_by_the_window() {
    let configuration = read(&root().join("src-tauri/tauri.conf.json"));
    let policy = configuration.lines().find(|line| line.contains("\"csp\"")).expect("a content security policy");
    let remote = policy.split(['"', ' ', ';']).filter(|word| word.starts_with("http") && *word != "http://ipc.localhost");
    assert_eq!(remote.count(), 0, "{policy}");
    assert!(policy.contains("default-src 'self'"), "{policy}");
}

/// Texts of issuers and their lock files may hold any word.
fn is_word_of_a_pack(file: &Path) -> bool {
    file.starts_with(root().join("pathways/catalogue/packs")) || file.ends_with("package-lock.json")
}

/// The modules at the top of the library.
fn modules(source: &Path) -> BTreeSet<String> {
    let declared = read(&source.join("lib.rs"));
    let names = declared.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    names.map(str::to_owned).collect()
}

/// The modules named by `crate::name` and `crate::{name, …}`.
fn used_modules(text: &str) -> BTreeSet<String> {
    let name = |text: &str| text.trim_start().chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>();
    let mut used = BTreeSet::new();
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    for rest in code.split("crate::").skip(1) {
        let Some(group) = rest.strip_prefix('{') else {
            used.insert(name(rest));
            continue;
        };
        let mut depth = 0;
        let mut entry = true;
        for (at, c) in group.char_indices() {
            if entry && !c.is_whitespace() {
                used.insert(name(&group[at..]));
                entry = false;
            }
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' => entry = depth == 0,
                _ => {}
            }
        }
    }
    used.remove("");
    used
}

#[test]
fn uses_are_read_from_single_and_grouped_imports() {
    let text = "use crate::{graph::{self, Cone}, model::AwardId};\n// crate::store\nfn f() -> crate::planner::Plan {}";
    assert_eq!(used_modules(text).into_iter().collect::<Vec<_>>(), ["graph", "model", "planner"]);
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All files of ours below a path with one of these endings.
fn files(path: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let named = |path: &Path, names: &[&str]| path.file_name().is_some_and(|name| names.iter().any(|one| name == *one));
    if path.is_file() {
        let fits = path.extension().is_some_and(|ending| endings.iter().any(|one| ending == *one));
        return if fits { vec![path.to_path_buf()] } else { Vec::new() };
    }
    let entries = fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.filter(|entry| !named(entry, NOT_OURS)).flat_map(|entry| files(&entry, endings)).collect()
}
