//! Files that were opened from outside the window.

use std::path::Path;

use pathways::interchange::{FileKind, recognise};
use tauri::State;

use crate::state::{App, aside};
use crate::wire::fault::Fault;
use crate::wire::opening::{ArrivedFile, ArrivedKind};

/// The files that are waiting, each with what it is; they wait no longer.
#[tauri::command]
pub async fn arrived_files(app: State<'_, App>) -> Result<Vec<ArrivedFile>, Fault> {
    let waiting = app.arrived();
    aside(move || {
        let kind = |path: &Path| -> Result<ArrivedKind, Fault> {
            if path.is_dir() {
                return Ok(ArrivedKind::Credential);
            }
            Ok(match recognise(&super::read(&path.to_string_lossy())?) {
                FileKind::LearnerRecord => ArrivedKind::Learner,
                FileKind::Credential | FileKind::Archive => ArrivedKind::Credential,
                // Importing says what is wrong with a file that is none.
                _ => ArrivedKind::Pack,
            })
        };
        waiting.iter().map(|path| Ok(ArrivedFile { kind: kind(path)?, path: path.to_string_lossy().into_owned() })).collect()
    })
    .await
}
