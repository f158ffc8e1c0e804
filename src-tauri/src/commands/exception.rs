//! Exceptions: decisions of an authority, each with its reason, its date and the document behind it.

use chrono::Utc;
use pathways::model::{AwardId, Exception, ExceptionKind};
use pathways::store::Action;
use serde_json::json;
use tauri::State;

use super::learner::{date, number};
use crate::fault;
use crate::state::App;
use crate::view::exception::ATTACHMENT;
use crate::wire::exception::{self as wire, ExceptionEdit};
use crate::wire::fault::Fault;
use crate::wire::learner::LearnerView;

fn needed(field: &str, text: &str) -> Result<String, Fault> {
    let text = text.trim();
    if text.is_empty() { Err(fault::field(field, "it is empty, and every exception needs it")) } else { Ok(text.to_owned()) }
}

/// The exception that an edit describes.
fn exception(edit: &ExceptionEdit) -> Result<Exception, Fault> {
    let award = |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(AwardId::from);
    let kind = match edit.kind {
        wire::ExceptionKind::Substitute => {
            let with = award(&edit.with).ok_or_else(|| fault::field("with", "a substitution names the award that stands in"))?;
            ExceptionKind::Substitute { with }
        }
        wire::ExceptionKind::Waive => ExceptionKind::Waive,
        wire::ExceptionKind::AlsoAllow => {
            ExceptionKind::AlsoAllow { counts: edit.counts.as_deref().map(|counts| number("counts", counts)).transpose()? }
        }
        wire::ExceptionKind::Grant => ExceptionKind::Grant,
        wire::ExceptionKind::Deny => ExceptionKind::Deny,
    };
    Ok(Exception {
        kind,
        award: needed("award", &edit.award)?.into(),
        within: award(&edit.within),
        reason: needed("reason", &edit.reason)?,
        authority: needed("authority", &edit.authority)?,
        date: date("date", &edit.date)?,
        until: edit.until.as_deref().map(|until| date("until", until)).transpose()?,
        extensions: Vec::new(),
    })
}

#[tauri::command]
pub async fn grant_exception(app: State<'_, App>, edit: ExceptionEdit) -> Result<LearnerView, Fault> {
    let mut exception = exception(&edit)?;
    let document = edit.attachment.as_deref().map(super::read).transpose()?;
    app.with(move |opened| {
        let what = format!("Exception: {}", opened.called(&exception.award)?);
        if let Some(document) = document {
            let name = std::path::Path::new(&document.name).file_name().map(|name| name.to_string_lossy().into_owned());
            let name = name.unwrap_or(document.name);
            let id = opened.learner()?.id;
            let number = opened.store.attach(id, &name, &document.bytes, Utc::now())?;
            exception.extensions.push((ATTACHMENT.to_owned(), json!({ "name": name, "number": number })));
        }
        let view = opened.edit(&what, |record| record.exceptions.push(exception))?;
        let id = opened.learner()?.id;
        opened.store.note(Action::ExceptionEntered, Some(id), Utc::now())?;
        Ok(view)
    })
    .await
}

#[tauri::command]
pub async fn remove_exception(app: State<'_, App>, at: u32) -> Result<LearnerView, Fault> {
    app.with(move |opened| {
        opened.edit("Removed an exception", |record| {
            let mut place = 0..;
            record.exceptions.retain(|_| place.next() != Some(at));
        })
    })
    .await
}

#[tauri::command]
pub async fn save_attachment(app: State<'_, App>, id: String, path: String) -> Result<(), Fault> {
    let number: i64 = id.parse().map_err(|_| fault::field("id", "it names no document"))?;
    app.with(move |opened| {
        let learner = opened.learner()?.id;
        let gone =
            || fault::fault("no-attachment", "The document is not kept on this machine.", None, "Ask whoever attached it for a copy.");
        let bytes = opened.store.attachment(learner, number)?.ok_or_else(gone)?;
        super::report::write(&path, &bytes)
    })
    .await
}
