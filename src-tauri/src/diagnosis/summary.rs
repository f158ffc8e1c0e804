//! What a person hands on when they ask for help: versions, figures, and the last lines of the log.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::{log, named};

/// How many of the last lines of the log.
const LINES: usize = 60;

/// The summary, from the folder of the store. It names no person, no file and nothing that was entered.
#[must_use]
pub fn summary(store: &Path) -> String {
    let mut text = String::new();
    let web = tauri::webview_version().unwrap_or_else(|_| "unknown".to_owned());
    // Writing into a text cannot fail.
    let _ = writeln!(text, "Cairn {}", env!("CARGO_PKG_VERSION"));
    let _ = writeln!(text, "system: {} {}; web view: {web}", std::env::consts::OS, std::env::consts::ARCH);
    for name in ["cairn.sqlite3", "cairn.sqlite3-wal"] {
        let size = fs::metadata(store.join(name)).map_or_else(|_| "absent".to_owned(), |facts| format!("{} kB", facts.len() / 1024));
        let _ = writeln!(text, "{name}: {size}");
    }
    let _ = writeln!(text, "backups: {}", fs::read_dir(store.join("backups")).map_or(0, Iterator::count));
    let folder = super::folder(store);
    let _ = writeln!(text, "reports of failures: {}", named(&folder, "failure-").len() + named(&folder, "offered-").len());
    let _ = writeln!(text, "\nthe last lines of the log:");
    for line in last_lines(&folder) {
        let _ = writeln!(text, "{line}");
    }
    text
}

fn last_lines(folder: &Path) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for file in named(folder, log::NAME) {
        let written = fs::read_to_string(file).unwrap_or_default();
        let mut earlier: Vec<String> = written.lines().map(str::to_owned).collect();
        earlier.append(&mut lines);
        lines = earlier;
        if lines.len() >= LINES {
            break;
        }
    }
    lines.split_off(lines.len().saturating_sub(LINES))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_has_figures_and_the_last_lines_and_not_the_place_of_the_store() {
        let store = tempfile::tempdir().expect("a folder");
        let logs = super::super::folder(store.path());
        fs::create_dir_all(&logs).expect("made");
        let written = |from: usize, to: usize| (from..to).map(|number| format!("line {number}\n")).collect::<String>();
        fs::write(logs.join("cairn.2026-11-23.log"), written(0, 50)).expect("written");
        fs::write(logs.join("cairn.2026-11-24.log"), written(50, 80)).expect("written");
        let text = summary(store.path());
        assert!(text.contains("cairn.sqlite3: absent") && text.contains("backups: 0"), "{text}");
        assert!(text.contains("line 20\n") && !text.contains("line 19\n") && text.ends_with("line 79\n"), "{text}");
        assert!(!text.contains(&*store.path().to_string_lossy()), "{text}");
    }
}
