//! What the window is told when something cannot be done.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a call was refused: what happened, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Fault {
    /// A stable code in kebab case, on which the window may branch.
    pub code: String,
    /// What happened, a sentence.
    pub message: String,
    /// Where: a file, a field, an id.
    pub place: Option<String>,
    /// What to do, a sentence.
    pub remedy: Option<String>,
    /// Every finding, when a file was refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<FindingView>>")]
    pub findings: Vec<FindingView>,
}

/// One finding about a file or a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FindingView {
    /// `error` or `warning`.
    pub severity: String,
    /// What is the matter.
    pub message: String,
    /// The place: line, column, pointer, id.
    pub place: Option<String>,
    /// What to do.
    pub remedy: Option<String>,
}
