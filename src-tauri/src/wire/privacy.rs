//! The passphrase of the store, and the log of what was done on this machine.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How the store is protected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PrivacyView {
    /// Whether it is encrypted with a passphrase.
    pub encrypted: bool,
    /// After how many idle minutes the window locks; 0: never.
    pub idle_minutes: u32,
    /// What the person at this machine calls themself in the log; empty: only the account is noted.
    pub me: String,
    /// The account of the system.
    pub account: String,
}

/// What became of a change of passphrase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PassphraseChange {
    /// How the store is protected now.
    pub privacy: PrivacyView,
    /// How many backups and kept files followed.
    pub followed: u32,
    /// Files that could not be read and are as they were.
    pub left: Vec<String>,
}

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActivityRow {
    /// Its number.
    pub number: String,
    /// When, ISO 8601.
    pub at: String,
    /// The account that did it, after the name of the person where one was given.
    pub who: String,
    /// What, by a word that the window knows.
    pub action: String,
    /// The number of the learner whom it was about.
    pub learner: Option<String>,
}

/// The log of what was done on this machine, the latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActivityView {
    /// The latest entries.
    pub rows: Vec<ActivityRow>,
    /// The number of the first entry that is not as it was written; `null`: the log is whole.
    pub broken: Option<String>,
}
