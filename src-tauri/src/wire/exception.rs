//! Decisions of an authority that change what counts for one person.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What an exception does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ExceptionKind {
    /// Another award stands in.
    Substitute,
    /// Nothing is asked for it.
    Waive,
    /// Pools accept it as well.
    AlsoAllow,
    /// It is held, by prior learning.
    Grant,
    /// It does not count.
    Deny,
}

/// An exception as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExceptionView {
    /// Its place in the record, from 0.
    pub at: u32,
    /// What it does.
    pub kind: ExceptionKind,
    /// The award that it is about.
    pub award: String,
    /// Its title.
    pub title: String,
    /// What stands in, by title.
    pub with: Option<String>,
    /// Inside whose requirement it holds, by title; null: everywhere.
    pub within: Option<String>,
    /// For how much credit, decimal.
    pub counts: Option<String>,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub authority: String,
    /// From when it holds.
    pub date: String,
    /// Until when; null: without end.
    pub until: Option<String>,
    /// Whether it holds today.
    pub in_force: bool,
    /// The document behind it.
    pub attachment: Option<AttachmentView>,
    /// Whether the plan of record relies on it.
    pub relied_upon: bool,
}

/// A document behind an exception.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AttachmentView {
    /// Names it.
    pub id: String,
    /// The name of its file.
    pub name: String,
}

/// A new exception.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExceptionEdit {
    /// What it does.
    pub kind: ExceptionKind,
    /// The award that it is about.
    pub award: String,
    /// What stands in; needed for a substitution.
    pub with: Option<String>,
    /// Inside whose requirement it holds; null: everywhere.
    pub within: Option<String>,
    /// For how much credit it is also allowed, decimal; null: its own.
    pub counts: Option<String>,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub authority: String,
    /// From when it holds.
    pub date: String,
    /// Until when; null: without end.
    pub until: Option<String>,
    /// The file of the document behind it.
    pub attachment: Option<String>,
}
