//! Tauri's command line, which makes the installers: fetched once into `target/tools`.

use std::path::PathBuf;
use std::process::Command;

use crate::Outcome;
use crate::process::run_here;
use crate::project::{npm, root, target};

/// The release that goes with the `tauri` of the lock file.
const VERSION: &str = "2.12.5";

fn folder() -> PathBuf {
    target().join("tools").join("tauri-cli")
}

fn script() -> PathBuf {
    folder().join("node_modules/@tauri-apps/cli/tauri.js")
}

/// Fetches it when it is absent.
///
/// # Errors
/// When it cannot be fetched, for want of a network the first time, for example.
pub fn ensure() -> Outcome {
    if script().exists() {
        return Ok(());
    }
    println!("Fetching Tauri's command line {VERSION}, once");
    let package = format!("@tauri-apps/cli@{VERSION}");
    run_here(
        Command::new(npm())
            .arg("--prefix")
            .arg(folder())
            .args(["install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund"])
            .arg(package),
    )
}

/// The command line with arguments, in the shell's folder.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new("node");
    command.arg(script()).args(arguments).current_dir(root().join("src-tauri")).env("CI", "true");
    command
}
