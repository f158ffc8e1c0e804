//! Erasing a learner for good: from the store, from its backups, and from what was kept when backups were restored.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior, params};

use super::activity::{self, Action};
use super::backup::verify;
use super::seal::{self, Passphrase};
use super::{LearnerId, Store, StoreError};

/// What erasing a learner removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// Whose data it was, by number: the name is gone.
    pub learner: LearnerId,
    /// Rows by table.
    pub removed: Vec<(String, usize)>,
    /// From how many backups and kept files the learner was erased as well.
    pub backups: usize,
    /// Files that could not be read or written: they may still hold the learner until they are removed.
    pub left: Vec<PathBuf>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Tables that hold something of a learner, and the column that says whose it is.
const OF_A_LEARNER: &[(&str, &str)] = &[
    ("learner_edit", "learner"),
    ("saved_plan", "learner"),
    ("attachment", "learner"),
    ("evidence", "learner"),
    ("session", "learner"),
    ("carried", "learner"),
    ("learner_tag", "learner"),
    ("triage", "learner"),
    ("plan_rests_on", "learner"),
    ("learner", "number"),
];

impl Store {
    /// Erases everything that this store and its backups hold of a learner, and overwrites where it stood. It cannot be undone.
    ///
    /// # Errors
    /// When there is no such learner, or the database fails.
    pub fn erase_learner(&mut self, id: LearnerId, at: DateTime<Utc>) -> Result<Erasure, StoreError> {
        let added = added(&self.connection, id)?.ok_or(StoreError::NoLearner(id))?;
        self.connection.pragma_update(None, "secure_delete", true)?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let removed = erase(&transaction, id)?;
        activity::note(&transaction, &self.actor, Action::LearnerErased, Some(id), at)?;
        transaction.commit()?;
        // What was overwritten may still stand in the log and in pages that are free.
        self.connection.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")?;
        let (mut backups, mut left) = (0, Vec::new());
        for file in self.path.files_beside() {
            match erase_from(&file, id, &added, self.path.passphrase.as_ref()) {
                Ok(found) => backups += usize::from(found),
                Err(_) => left.push(file),
            }
        }
        Ok(Erasure { learner: id, removed, backups, left, at })
    }
}

/// When a learner was added; numbers can be given anew after a backup is restored, and the time tells whose one is.
fn added(connection: &Connection, id: LearnerId) -> rusqlite::Result<Option<String>> {
    connection.query_row("SELECT added FROM learner WHERE number = ?1", [id.number()], |row| row.get(0)).optional()
}

/// Deletes what the tables hold of a learner; an older form of the store does not have them all.
fn erase(connection: &Connection, id: LearnerId) -> rusqlite::Result<Vec<(String, usize)>> {
    let mut removed = Vec::new();
    for (table, column) in OF_A_LEARNER {
        if connection.table_exists(None, *table)? {
            let rows = connection.execute(&format!("DELETE FROM {table} WHERE {column} = ?1"), [id.number()])?;
            removed.push(((*table).to_owned(), rows));
        }
    }
    let settings = connection.execute("DELETE FROM setting WHERE key = ?1", [format!("target-{id}")])?;
    removed.push(("setting".to_owned(), settings));
    connection.execute("DELETE FROM setting WHERE key = 'current-learner' AND value = ?1", params![id.to_string()])?;
    Ok(removed)
}

/// Erases a learner from a backup: in a copy, which takes its place when it is sound. Returns whether the learner was there.
fn erase_from(file: &Path, id: LearnerId, when: &str, passphrase: Option<&Passphrase>) -> Result<bool, StoreError> {
    let unusable = |source| StoreError::File { path: file.to_owned(), source };
    let reading = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if added(&seal::connect(file, passphrase, reading)?, id)?.as_deref() != Some(when) {
        return Ok(false);
    }
    let (part, old) = (file.with_extension(seal::NEXT), file.with_extension(seal::REPLACED));
    fs::copy(file, &part).map_err(unusable)?;
    let erased = || -> Result<(), StoreError> {
        let mut connection = seal::connect(&part, passphrase, OpenFlags::default())?;
        connection.pragma_update(None, "secure_delete", true)?;
        connection.pragma_update(None, "journal_mode", "MEMORY")?;
        let transaction = connection.transaction()?;
        erase(&transaction, id)?;
        transaction.commit()?;
        connection.execute_batch("VACUUM")?;
        drop(connection);
        verify(&part, passphrase)
    };
    if let Err(error) = erased() {
        drop(seal::shred(&part));
        return Err(error);
    }
    seal::replace(file, &part, &old).map_err(unusable)?;
    Ok(true)
}
