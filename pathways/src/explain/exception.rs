//! What a decision of an authority changes.

use crate::model::{Catalogue, Exception, ExceptionKind};

/// An exception as a sentence: what it does, where, why, who decided, and how long it holds.
#[must_use]
pub fn sentence(catalogue: &Catalogue, exception: &Exception) -> String {
    let (reason, authority, date) = (&exception.reason, &exception.authority, exception.date);
    format!("{}: {reason} ({authority}, {date})", effect(catalogue, exception))
}

/// What an exception does.
#[must_use]
pub fn effect(catalogue: &Catalogue, exception: &Exception) -> String {
    let title = catalogue.title(&exception.award);
    match &exception.kind {
        ExceptionKind::Substitute { with } => format!("{} stands in for {title}", catalogue.title(with)),
        ExceptionKind::Waive => format!("{title} is waived"),
        ExceptionKind::AlsoAllow { .. } => format!("{title} is also allowed"),
        ExceptionKind::Grant => format!("{title} is granted"),
        ExceptionKind::Deny => format!("{title} does not count"),
    }
}
