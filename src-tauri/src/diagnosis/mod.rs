//! What is kept on this machine for the day when something goes wrong: a log, reports of failures, and a summary to hand on.
//!
//! None of it holds what a person has entered, the names of files, or the texts of a catalogue: a line has the name of a
//! command or the code of a fault, and figures.

mod crash;
mod log;
mod summary;

use std::path::{Path, PathBuf};

pub use crash::{last, put_away, report_failures};
pub use log::begin;
pub use summary::summary;

/// The folder of the log and of the reports, beside the store.
#[must_use]
pub fn folder(store: &Path) -> PathBuf {
    store.join("logs")
}

/// The files of a folder whose names begin with a word, the newest name first.
fn named(folder: &Path, begins: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let fits = |path: &PathBuf| path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(begins));
    let mut files: Vec<PathBuf> = entries.filter(fits).collect();
    files.sort();
    files.reverse();
    files
}
