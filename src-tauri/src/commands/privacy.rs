//! The passphrase: setting, changing and removing it, locking and unlocking; and the log of what was done on this machine.

use pathways::store::{Activity, Passphrase, account};
use tauri::State;

use crate::fault;
use crate::state::{App, Opened};
use crate::view::search::count;
use crate::wire::fault::Fault;
use crate::wire::privacy::{ActivityRow, ActivityView, PassphraseChange, PrivacyView};

/// The setting that holds after how many idle minutes the window locks.
const IDLE: &str = "idle-minutes";

/// The setting that holds what the person at this machine calls themself.
pub const ME: &str = "me";

/// What holds when nobody has chosen.
const USUAL_MINUTES: u32 = 10;

/// How many entries of the log are shown; a table holds them all.
const SHOWN_ENTRIES: usize = 200;

fn shown(opened: &Opened) -> Result<PrivacyView, Fault> {
    let idle_minutes = opened.store.setting(IDLE)?.unwrap_or(USUAL_MINUTES);
    let me = opened.store.setting(ME)?.unwrap_or_default();
    Ok(PrivacyView { encrypted: opened.store.is_encrypted(), idle_minutes, me, account: account() })
}

/// Under which name the log notes what is done: what the person calls themself, beside the account, which nobody chooses.
pub fn actor(me: Option<&str>) -> String {
    me.map(str::trim).filter(|me| !me.is_empty()).map_or_else(account, |me| format!("{me} ({})", account()))
}

#[tauri::command]
pub async fn name_myself(app: State<'_, App>, name: String) -> Result<PrivacyView, Fault> {
    app.with(move |opened| {
        let name = name.trim();
        opened.store.set_setting(ME, &name)?;
        opened.store.acted_by(&actor(Some(name)));
        shown(opened)
    })
    .await
}

#[tauri::command]
pub async fn privacy(app: State<'_, App>) -> Result<PrivacyView, Fault> {
    app.with(|opened| shown(opened)).await
}

#[tauri::command]
pub async fn unlock(app: State<'_, App>, passphrase: String) -> Result<(), Fault> {
    app.unlock(Passphrase::new(passphrase)).await
}

#[tauri::command]
pub async fn lock(app: State<'_, App>) -> Result<(), Fault> {
    app.lock().await
}

#[tauri::command]
pub async fn change_passphrase(app: State<'_, App>, current: Option<String>, next: Option<String>) -> Result<PassphraseChange, Fault> {
    let (current, next) = (current.map(Passphrase::new), next.map(Passphrase::new));
    app.with(move |opened| match current {
        // Whoever finds the window open must not shut its owner out.
        Some(current) if opened.store.is_encrypted() && !opened.store.is_passphrase(&current) => Err(wrong()),
        None if opened.store.is_encrypted() => Err(wrong()),
        _ => Ok(()),
    })
    .await?;
    let resealed = app.change_passphrase(next).await?;
    let privacy = app.with(|opened| shown(opened)).await?;
    let left = resealed.left.iter().map(|file| file.display().to_string()).collect();
    Ok(PassphraseChange { privacy, followed: count(resealed.followed), left })
}

fn wrong() -> Fault {
    fault::fault("wrong-passphrase", "This is not the passphrase of the store.", Some("current".to_owned()), "Type it again.")
}

#[tauri::command]
pub async fn set_idle_minutes(app: State<'_, App>, minutes: u32) -> Result<PrivacyView, Fault> {
    app.with(move |opened| {
        opened.store.set_setting(IDLE, &minutes)?;
        shown(opened)
    })
    .await
}

#[tauri::command]
pub async fn activity(app: State<'_, App>) -> Result<ActivityView, Fault> {
    let row = |entry: Activity| ActivityRow {
        number: entry.number.to_string(),
        at: entry.at.to_rfc3339(),
        who: entry.who,
        action: entry.what,
        learner: entry.learner.map(|id| id.to_string()),
    };
    app.with(move |opened| {
        let rows = opened.store.activity(SHOWN_ENTRIES)?.into_iter().map(row).collect();
        Ok(ActivityView { rows, broken: opened.store.activity_broken_at()?.map(|number| number.to_string()) })
    })
    .await
}

#[tauri::command]
pub async fn save_activity(app: State<'_, App>, path: String) -> Result<(), Fault> {
    app.with(move |opened| super::report::write(&path, opened.store.activity_table()?.as_bytes())).await
}
