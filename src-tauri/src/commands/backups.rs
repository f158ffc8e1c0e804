//! Backups: what there is, one more, and the way back. They work when the store itself cannot be opened.

use chrono::Local;
use pathways::store::BackupReason;
use tauri::State;

use crate::state::App;
use crate::view;
use crate::wire::backup::BackupRow;
use crate::wire::fault::Fault;

#[tauri::command]
pub async fn backups(app: State<'_, App>) -> Result<Vec<BackupRow>, Fault> {
    app.apart(|path| Ok(view::backup::rows(&path.backups(), path.best_backup(Local::now().date_naive()).as_ref()))).await
}

#[tauri::command]
pub async fn back_up(app: State<'_, App>) -> Result<Vec<BackupRow>, Fault> {
    app.with(|opened| Ok(opened.store.back_up(BackupReason::Asked, Local::now().date_naive())?)).await?;
    backups(app).await
}

#[tauri::command]
pub async fn restore_backup(app: State<'_, App>, name: String) -> Result<Option<String>, Fault> {
    app.closed(move |path| Ok(path.restore(&name)?.map(|kept| kept.display().to_string()))).await
}
