//! tauri-driver, which lets tests drive the window: built once into `target/tools`.

use std::path::PathBuf;
use std::process::Command;

use crate::Outcome;
use crate::process::run_here;
use crate::project::{cargo, target};

const VERSION: &str = "2.1.0";

/// Where the driver stands after [`ensure`].
pub fn driver() -> PathBuf {
    tools().join("bin").join(format!("tauri-driver{}", std::env::consts::EXE_SUFFIX))
}

fn tools() -> PathBuf {
    target().join("tools")
}

/// Builds the driver when it is absent.
///
/// # Errors
/// When it cannot be built, for want of a network the first time, for example.
pub fn ensure() -> Outcome {
    if driver().exists() {
        return Ok(());
    }
    println!("Building tauri-driver {VERSION}, once");
    run_here(
        Command::new(cargo())
            .args(["install", "tauri-driver", "--version", VERSION, "--locked", "--root"])
            .arg(tools())
            .env("CARGO_TARGET_DIR", target().join("tools-build")),
    )
}
