//! A copy of a record that has come back.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What merging a copy would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MergeView {
    /// The file.
    pub path: String,
    /// Whose record it is merged into.
    pub learner: String,
    /// Whether the state in which it left is known; without it every difference is a conflict.
    pub known: bool,
    /// Fields that would be taken from the copy.
    pub taken: Vec<String>,
    /// Fields on which both disagree.
    pub conflicts: Vec<ConflictView>,
}

/// A field on which both copies disagree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConflictView {
    /// Which field: `held/…`, `preferences/budget`, …
    pub field: String,
    /// Its value here; null: it is gone.
    pub ours: Option<String>,
    /// Its value there; null: it is gone.
    pub theirs: Option<String>,
}

/// A decision about a conflict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Decision {
    /// The field.
    pub field: String,
    /// Whether the other copy's value is taken.
    pub theirs: bool,
}
