//! Backups of the store.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupRow {
    /// By which it is asked for.
    pub name: String,
    /// The day on which it was made, ISO 8601.
    pub day: String,
    /// Why: `daily`, `import`, `upgrade` or `asked`.
    pub reason: String,
    /// Its size in kilobytes.
    pub kilobytes: u32,
    /// Whether it is the one to restore: the latest that is sound.
    pub best: bool,
}
