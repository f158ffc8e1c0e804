//! Sessions of an advisor with a learner.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The sessions with the open learner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SessionsView {
    /// The one that is open.
    pub open: Option<SessionView>,
    /// Those that have ended, the latest first.
    pub past: Vec<SessionView>,
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SessionView {
    /// Names it.
    pub id: String,
    /// Who advises.
    pub advisor: String,
    /// When it began, with the time.
    pub started: String,
    /// When it ended; null: it is open.
    pub ended: Option<String>,
    /// What people write.
    pub written: SessionNotes,
    /// What was changed in the record, in order.
    pub sentences: Vec<String>,
    /// Whether a what-if is being tried.
    pub what_if: bool,
}

/// What people write in a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SessionNotes {
    /// What was talked about.
    pub talked: String,
    /// What is still open.
    pub questions: String,
    /// What is to be done next.
    pub next_step: String,
    /// When they meet next, or by when it is to be done.
    pub next_date: Option<String>,
}

/// What becomes of a what-if.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum TryOut {
    /// It begins.
    Begin,
    /// What was tried stays.
    Keep,
    /// The record returns to what it was.
    Drop,
}
