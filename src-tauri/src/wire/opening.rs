//! Files that were opened from outside the window.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a file is, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum ArrivedKind {
    /// A catalogue pack.
    Pack,
    /// A learner record.
    Learner,
    /// A digital credential, an archive or a folder of them.
    Credential,
}

/// A file that was opened from outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArrivedFile {
    /// Where it is.
    pub path: String,
    /// What it is.
    pub kind: ArrivedKind,
}
