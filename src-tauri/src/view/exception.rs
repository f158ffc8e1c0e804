//! Exceptions of a record.

use pathways::agreed;
use pathways::model::{Exception, ExceptionKind, exact};

use super::Viewer;
use crate::view::search::count;
use crate::wire::exception::{self as wire, AttachmentView, ExceptionView};

/// The key of an exception under which it names the document behind it.
pub const ATTACHMENT: &str = "x-attachment";

/// The exceptions of the viewed record, in its order.
#[must_use]
pub fn exceptions(viewer: &Viewer<'_>) -> Vec<ExceptionView> {
    let relied: Vec<Exception> = agreed::of(viewer.record).ok().flatten().map(|plan| plan.route.exceptions).unwrap_or_default();
    let all = viewer.record.exceptions.iter().enumerate();
    all.map(|(at, exception)| self::exception(at, exception, relied.contains(exception), viewer)).collect()
}

fn exception(at: usize, exception: &Exception, relied_upon: bool, viewer: &Viewer<'_>) -> ExceptionView {
    let title = |award: &pathways::model::AwardId| viewer.world.catalogue.title(award).to_owned();
    let (kind, with, counts) = match &exception.kind {
        ExceptionKind::Substitute { with } => (wire::ExceptionKind::Substitute, Some(title(with)), None),
        ExceptionKind::Waive => (wire::ExceptionKind::Waive, None, None),
        ExceptionKind::AlsoAllow { counts } => (wire::ExceptionKind::AlsoAllow, None, *counts),
        ExceptionKind::Grant => (wire::ExceptionKind::Grant, None, None),
        ExceptionKind::Deny => (wire::ExceptionKind::Deny, None, None),
    };
    ExceptionView {
        at: count(at),
        kind,
        award: exception.award.to_string(),
        title: title(&exception.award),
        with,
        within: exception.within.as_ref().map(title),
        counts: counts.map(|counts| exact::decimal(counts, 3)),
        reason: exception.reason.clone(),
        authority: exception.authority.clone(),
        date: exception.date.to_string(),
        until: exception.until.map(|until| until.to_string()),
        in_force: exception.date <= viewer.today && exception.until.is_none_or(|until| viewer.today <= until),
        attachment: attachment(exception),
        relied_upon,
    }
}

fn attachment(exception: &Exception) -> Option<AttachmentView> {
    let (_, document) = exception.extensions.iter().find(|(key, _)| key == ATTACHMENT)?;
    Some(AttachmentView { id: document.get("number")?.to_string(), name: document.get("name")?.as_str()?.to_owned() })
}
