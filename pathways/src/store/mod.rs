//! Everything that is kept, in one local SQLite database: packs, learners, plans, settings.
//!
//! The store returns domain values and knows no rules of planning. Every change of several rows is one transaction: it happens
//! as a whole or not at all. Nothing here reads the clock; times come in as values. One file per noun.

mod activity;
mod attachments;
mod awards;
mod backup;
mod carried;
mod catalogues;
mod changes;
mod check;
mod credentials;
mod database;
mod derived;
mod erasure;
mod evidence;
mod import;
mod incoming;
mod learners;
mod packs;
mod part;
mod place;
mod plans;
mod query;
mod removed;
mod seal;
mod sessions;
mod settings;
mod touched;
mod triage;
mod words;

pub use activity::{Action, Activity};
pub use awards::SearchResults;
pub use backup::{Backup, BackupReason, kept};
pub use carried::Returned;
pub use catalogues::{CataloguesImport, RefusedFile};
pub use changes::{ChangedRecord, Changes, PackChange};
pub use credentials::{AcceptError, ClaimPlace, Granting, Received, ReceivedCredential};
pub use database::LookOnly;
pub use erasure::Erasure;
pub use evidence::{KeptEvidence, TrustDocument, TrustDocumentId, TrustKind, TrustRefused, fingerprint};
pub use import::{ImportError, ImportProgress, ImportReport, ImportStage, ImportWatch, Unwatched};
pub use learners::{LearnerId, LearnerSummary, StoredLearner};
pub use packs::{CatalogueSize, StoredPack};
pub use part::Part;
pub use place::{StorePath, account};
pub use plans::{PlanId, PlanSummary, SavedPlan};
pub use query::{FacetCount, Facets, SearchQuery};
pub use removed::{Removal, RemovedPack};
pub use seal::{Passphrase, Resealed};
pub use sessions::{Session, SessionNotes, WhatIf};
pub use touched::{MOST_NAMED, Touched};
pub use triage::{ToLookAt, TriageList, TriageOnly, TriageOrder, TriageQuery, TriageRow};
pub use words::Correction;

use std::path::PathBuf;

use rusqlite::Connection;

use crate::finding::Finding;

/// The database, open.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: StorePath,
    /// The account that does what is done.
    actor: String,
}

/// Why the store could not do what was asked. Nothing has been changed then.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The system names no place for application data.
    #[error("this system names no folder for application data; name one with --store or the environment variable CAIRN_STORE")]
    NoPlace,
    /// The folder cannot be made or entered.
    #[error("the folder {} cannot be used ({source}); check its permissions, or name another with --store", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A newer version of Cairn has written it.
    #[error(
        "the store {} was written by a newer version of Cairn (its form is {found}, this program knows up to {known}); \
         update Cairn, or name another folder with --store",
        path.display()
    )]
    Newer {
        /// The database file.
        path: PathBuf,
        /// The number of its form.
        found: i64,
        /// The last form that this program knows.
        known: i64,
    },
    /// The file is no database, or is damaged.
    #[error("the store {} is damaged or no database ({source}); move it away to start afresh, and keep it", path.display())]
    Damaged {
        /// The database file.
        path: PathBuf,
        /// Why.
        source: rusqlite::Error,
    },
    /// It is encrypted, and no passphrase was given.
    #[error("the store {} is encrypted; give its passphrase (the command reads it from the environment variable CAIRN_PASSPHRASE)", path.display())]
    Locked {
        /// The database file.
        path: PathBuf,
    },
    /// The passphrase does not open it.
    #[error("this passphrase does not open the store {}; type it again: one that is forgotten cannot be recovered", path.display())]
    WrongPassphrase {
        /// The database file.
        path: PathBuf,
    },
    /// A passphrase is too short to protect anything.
    #[error("a passphrase needs at least {} characters; several words are easy to keep in mind", Passphrase::SHORTEST)]
    ShortPassphrase,
    /// Another program has the store open.
    #[error("another program has the store open; close it and try again")]
    InUse,
    /// Its form could not be brought up to date.
    #[error("the store {} could not be brought up to date ({source}); it was left as it was", path.display())]
    Migration {
        /// The database file.
        path: PathBuf,
        /// Why.
        source: rusqlite_migration::Error,
    },
    /// What is stored can no longer be read as what it is.
    #[error("{what} in the store cannot be read: {}", findings.first().map_or_else(String::new, ToString::to_string))]
    Unreadable {
        /// Which part.
        what: String,
        /// What is wrong with it.
        findings: Vec<Finding>,
    },
    /// A value cannot be written as JSON, or one that is stored cannot be read as what is asked for.
    #[error("{what} is not kept in the form that is expected ({source})")]
    Value {
        /// Which value.
        what: String,
        /// Why.
        source: serde_json::Error,
    },
    /// A file of the store cannot be written, read or renamed.
    #[error("{} cannot be used ({source}); check the free space and the permissions", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// There is no such backup.
    #[error("there is no backup {0}; list the backups and choose one of them")]
    NoBackup(String),
    /// There is no such learner.
    #[error("there is no learner {0} in the store; list the learners and choose one of them")]
    NoLearner(LearnerId),
    /// There is no such plan.
    #[error("there is no saved plan {0} in the store; list the saved plans and choose one of them")]
    NoPlan(PlanId),
    /// No session is open, or no what-if is being tried in it.
    #[error("no session is open with this learner, or nothing is being tried in it; start one first")]
    NoSession,
    /// There is no such pack.
    #[error("there is no pack {0} in the store; list the packs and choose one of them")]
    NoPack(crate::model::PackId),
    /// It is open to be looked at only.
    #[error("the store can be looked at and not changed: a newer version of Cairn has written it, or its folder cannot be written to")]
    ReadOnly,
    /// The database failed.
    #[error("the store failed ({0}); nothing was changed, try again")]
    Database(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::ReadOnly) => Self::ReadOnly,
            _ => Self::Database(error),
        }
    }
}
