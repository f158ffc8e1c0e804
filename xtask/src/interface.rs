//! The interface in `ui`: its dependencies from the lock file, and the build that the application embeds.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, time::SystemTime};

use crate::Outcome;
use crate::process::run_here;
use crate::project::{interface, npm};

/// A command of npm in the interface's folder.
pub fn npm_command(arguments: &[&str]) -> Command {
    let mut command = Command::new(npm());
    command.arg("--prefix").arg(interface()).args(arguments).current_dir(interface());
    command
}

/// Installs the dependencies, unless those of this very lock file are there already.
///
/// # Errors
/// When npm fails.
pub fn install() -> Outcome {
    let lock = fs::read(interface().join("package-lock.json")).map_err(|error| format!("ui/package-lock.json cannot be read: {error}"))?;
    let stamp = interface().join("node_modules").join(".cairn-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("Installing the interface's dependencies");
    run_here(&mut npm_command(&["ci", "--no-audit", "--no-fund"]))?;
    fs::write(&stamp, lock).map_err(|error| format!("{} cannot be written: {error}", stamp.display()))
}

/// Installs and builds, the latter only when a source is newer than the last build: a new build makes cargo compile the application anew.
///
/// # Errors
/// When npm fails.
pub fn build() -> Outcome {
    install()?;
    let built = modified(&interface().join("dist").join("index.html"));
    if built.is_some_and(|built| sources().iter().all(|source| newest(source).is_none_or(|changed| changed < built))) {
        return Ok(());
    }
    run_here(&mut npm_command(&["run", "build"]))
}

/// Everything in `ui` that a build reads.
fn sources() -> Vec<PathBuf> {
    let beside = ["node_modules", "dist", "dist-fake", "tests"];
    let Ok(entries) = fs::read_dir(interface()) else { return Vec::new() };
    entries.flatten().map(|entry| entry.path()).filter(|path| !beside.iter().any(|name| path.ends_with(name))).collect()
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|facts| facts.modified()).ok()
}

fn newest(path: &Path) -> Option<SystemTime> {
    match fs::read_dir(path) {
        Ok(entries) => entries.flatten().filter_map(|entry| newest(&entry.path())).max(),
        Err(_) => modified(path),
    }
}
