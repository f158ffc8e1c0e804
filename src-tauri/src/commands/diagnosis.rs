//! What a person hands on when something has gone wrong.

use tauri::State;

use crate::state::App;
use crate::wire::fault::Fault;
use crate::{diagnosis, fault};

/// Versions, figures and the last lines of the log, without personal data.
#[tauri::command]
pub async fn diagnostics(app: State<'_, App>) -> Result<String, Fault> {
    app.apart(|path| Ok(diagnosis::summary(path.folder()))).await
}

/// The report of the latest failure of the program that nobody has been told of.
#[tauri::command]
pub async fn failure_report(app: State<'_, App>) -> Result<Option<String>, Fault> {
    app.apart(|path| Ok(diagnosis::last(&diagnosis::folder(path.folder())))).await
}

/// The person has been told; the reports stay beside the log.
#[tauri::command]
pub async fn put_failures_away(app: State<'_, App>) -> Result<(), Fault> {
    app.apart(|path| {
        diagnosis::put_away(&diagnosis::folder(path.folder())).map_err(|error| {
            let message = format!("The report of the failure cannot be put away: {error}.");
            fault::fault("file-unwritable", message, None, "Check that you may write into the folder of the store.")
        })
    })
    .await
}
