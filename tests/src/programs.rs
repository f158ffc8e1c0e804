//! The programs under test, as cargo built them beside the tests.

use std::path::{Path, PathBuf};

/// The root of the checkout.
#[must_use]
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or_else(|| Path::new("."))
}

/// A program of this workspace, or `None` when it has not been built: cargo builds no other package's programs for a test.
#[must_use]
pub fn program(name: &str) -> Option<PathBuf> {
    let test = std::env::current_exe().ok()?;
    let folder = test.parent()?.parent()?;
    let path = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    path.exists().then_some(path)
}

/// Where tests leave pictures and logs for people to look at.
///
/// # Panics
/// When the folder cannot be made.
#[must_use]
pub fn output_folder() -> PathBuf {
    let folder = root().join("tests").join("output");
    std::fs::create_dir_all(&folder).expect("tests/output can be made");
    folder
}
