//! What Cairn is built from, and under which licences.

use crate::fault;
use crate::wire::fault::Fault;
use crate::wire::licence::LicenceRow;

/// Written by `cargo xtask sbom`; a test holds it against the lock files.
const LIST: &str = include_str!("../../licences.json");

/// Every part with its licence, by name.
#[tauri::command]
pub async fn licences() -> Result<Vec<LicenceRow>, Fault> {
    serde_json::from_str(LIST).map_err(|error| fault::fault("shell", format!("The list cannot be read: {error}."), None, "Report this."))
}
