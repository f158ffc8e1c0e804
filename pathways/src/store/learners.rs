//! Learners: their records, and every edit of them so that it can be undone.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::activity::{self, Action};
use super::{ImportError, Store, StoreError};
use crate::finding::Finding;
use crate::interchange::SourceFile;
use crate::interchange::contract;
use crate::model::LearnerRecord;

/// How many states of a record are kept; older ones can no longer be returned to.
const MOST_STATES: i64 = 200;

/// The setting that names the learner who is open.
const CURRENT: &str = "current-learner";

/// Names a learner of this store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LearnerId(i64);

impl fmt::Display for LearnerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for LearnerId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// A learner in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearnerSummary {
    /// Whose it is.
    pub id: LearnerId,
    /// The name in the list.
    pub name: String,
    /// When the record was last changed.
    pub changed: DateTime<Utc>,
    /// How many awards are held.
    pub held: usize,
}

/// A learner's record as it stands, and what can be undone.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredLearner {
    /// Whose it is.
    pub id: LearnerId,
    /// The name in the list.
    pub name: String,
    /// The record.
    pub record: LearnerRecord,
    /// What undoing would take back, in words; `None`: nothing can be undone.
    pub undo: Option<String>,
    /// What redoing would bring back, in words; `None`: nothing can be redone.
    pub redo: Option<String>,
    /// When the record was last changed.
    pub changed: DateTime<Utc>,
}

impl Store {
    /// The learners who are not archived, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub fn learners(&self) -> Result<Vec<LearnerSummary>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT l.number, l.name, l.changed, coalesce(json_array_length(e.record, '$.held'), 0)
                 FROM learner l JOIN learner_edit e ON e.learner = l.number AND e.number = l.position
                 WHERE l.archived IS NULL ORDER BY l.name COLLATE NOCASE, l.number",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(LearnerSummary { id: LearnerId(row.get(0)?), name: row.get(1)?, changed: row.get(2)?, held: row.get(3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Adds a learner with a record.
    ///
    /// # Errors
    /// When the database fails.
    pub fn add_learner(&mut self, record: &LearnerRecord, at: DateTime<Utc>) -> Result<LearnerId, StoreError> {
        self.add(record.name.as_deref(), &contract::write_learner(record), Action::LearnerCreated, at)
    }

    /// Adds a learner from a file, which is kept byte for byte until it is edited. The warnings of reading it come back too.
    ///
    /// # Errors
    /// With every finding when the file is refused; when the database fails. Nothing has changed then.
    pub fn import_learner(&mut self, file: &SourceFile, at: DateTime<Utc>) -> Result<(LearnerId, Vec<Finding>), ImportError> {
        let (record, warnings) = contract::read_learner(file).map_err(|findings| ImportError::Refused { findings })?;
        let id = self.add(record.name.as_deref(), &String::from_utf8_lossy(&file.bytes), Action::LearnerImported, at)?;
        Ok((id, warnings))
    }

    /// Adds many learners with their tags: all of them, or none.
    ///
    /// # Errors
    /// When the database fails. Nothing has changed then.
    pub fn add_learners(&mut self, people: &[(LearnerRecord, Vec<String>)], at: DateTime<Utc>) -> Result<Vec<LearnerId>, StoreError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut added = Vec::with_capacity(people.len());
        for (record, tags) in people {
            let id = insert(&transaction, record.name.as_deref(), &contract::write_learner(record), at)?;
            for tag in tags {
                transaction
                    .prepare_cached("INSERT OR IGNORE INTO learner_tag (learner, tag) VALUES (?1, ?2)")?
                    .execute(params![id.0, tag])?;
            }
            activity::note(&transaction, &self.actor, Action::LearnerImported, Some(id), at)?;
            added.push(id);
        }
        transaction.commit()?;
        Ok(added)
    }

    fn add(&mut self, name: Option<&str>, text: &str, action: Action, at: DateTime<Utc>) -> Result<LearnerId, StoreError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let id = insert(&transaction, name, text, at)?;
        activity::note(&transaction, &self.actor, action, Some(id), at)?;
        transaction.commit()?;
        Ok(id)
    }

    /// A learner's record as it stands.
    ///
    /// # Errors
    /// When there is no such learner, the record can no longer be read, or the database fails.
    pub fn learner(&self, id: LearnerId) -> Result<StoredLearner, StoreError> {
        let text = self.learner_text(id)?;
        let (name, changed) = self
            .connection
            .prepare_cached("SELECT name, changed FROM learner WHERE number = ?1")?
            .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let (record, _warnings) = contract::read_learner(&SourceFile::new(format!("learner {id} in the store"), text))
            .map_err(|findings| StoreError::Unreadable { what: format!("the record of learner {id}"), findings })?;
        let undo = self.what(id, "number = (SELECT position FROM learner WHERE number = ?1) AND number > (SELECT min(number) FROM learner_edit WHERE learner = ?1)")?;
        let redo = self.what(id, "number = (SELECT position + 1 FROM learner WHERE number = ?1)")?;
        Ok(StoredLearner { id, name, record, undo, redo, changed })
    }

    /// A learner's record as a file of the contract.
    ///
    /// # Errors
    /// When there is no such learner, or the database fails.
    pub fn learner_text(&self, id: LearnerId) -> Result<String, StoreError> {
        self.connection
            .prepare_cached("SELECT record FROM learner_edit JOIN learner ON learner = learner.number AND learner_edit.number = position WHERE learner = ?1")?
            .query_row([id.0], |row| row.get(0))
            .optional()?
            .ok_or(StoreError::NoLearner(id))
    }

    /// Keeps an edited record; `what` says in words what was done ("Added a held award"). What had been undone is gone then.
    ///
    /// # Errors
    /// When there is no such learner, or the database fails.
    pub fn save_learner(&mut self, id: LearnerId, record: &LearnerRecord, what: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        write_edit(&transaction, id, record, what, at)?;
        transaction.commit()?;
        Ok(())
    }

    /// Takes the last edit back. Returns what was taken back, in words; `None`: there was nothing to undo.
    ///
    /// # Errors
    /// When there is no such learner, or the database fails.
    pub fn undo(&mut self, id: LearnerId, at: DateTime<Utc>) -> Result<Option<String>, StoreError> {
        self.step(id, -1, at)
    }

    /// Brings back the edit that was undone last. Returns what was brought back, in words; `None`: there was nothing to redo.
    ///
    /// # Errors
    /// When there is no such learner, or the database fails.
    pub fn redo(&mut self, id: LearnerId, at: DateTime<Utc>) -> Result<Option<String>, StoreError> {
        self.step(id, 1, at)
    }

    fn step(&mut self, id: LearnerId, by: i64, at: DateTime<Utc>) -> Result<Option<String>, StoreError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let from = position(&transaction, id)?;
        let to = from + by;
        // An edit is named by the state that it led to: going back leaves that of `from`, going on enters that of `to`.
        let what = |number: i64| {
            transaction
                .query_row("SELECT what FROM learner_edit WHERE learner = ?1 AND number = ?2", params![id.0, number], |row| {
                    row.get::<_, String>(0)
                })
                .optional()
        };
        let Some(entered) = what(to)? else { return Ok(None) };
        let done = if by < 0 { what(from)? } else { Some(entered) };
        let record: String =
            transaction
                .query_row("SELECT record FROM learner_edit WHERE learner = ?1 AND number = ?2", params![id.0, to], |row| row.get(0))?;
        let name =
            contract::read_learner(&SourceFile::new(format!("learner {id} in the store"), record)).ok().and_then(|(record, _)| record.name);
        transaction.execute(
            "UPDATE learner SET position = ?2, changed = ?3, name = coalesce(?4, name) WHERE number = ?1",
            params![id.0, to, at, name],
        )?;
        transaction.commit()?;
        Ok(done)
    }

    /// Removes a learner, with every edit and plan.
    ///
    /// # Errors
    /// When there is no such learner, or the database fails.
    pub fn remove_learner(&mut self, id: LearnerId, at: DateTime<Utc>) -> Result<(), StoreError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if transaction.execute("DELETE FROM learner WHERE number = ?1", [id.0])? == 0 {
            return Err(StoreError::NoLearner(id));
        }
        activity::note(&transaction, &self.actor, Action::LearnerRemoved, Some(id), at)?;
        transaction.execute("DELETE FROM setting WHERE key = ?1 AND value = ?2", params![CURRENT, id.0.to_string()])?;
        transaction.commit()?;
        Ok(())
    }

    /// The learner who is open; `None` when none is.
    ///
    /// # Errors
    /// When the database fails.
    pub fn current_learner(&self) -> Result<Option<LearnerId>, StoreError> {
        let Some(number) = self.setting::<i64>(CURRENT)? else { return Ok(None) };
        let there = self.connection.prepare_cached("SELECT 1 FROM learner WHERE number = ?1")?.exists([number])?;
        Ok(there.then_some(LearnerId(number)))
    }

    /// Opens a learner.
    ///
    /// # Errors
    /// When there is no such learner, or the database fails.
    pub fn open_learner(&mut self, id: LearnerId) -> Result<(), StoreError> {
        position(&self.connection, id)?;
        self.set_setting(CURRENT, &id.0)
    }

    fn what(&self, id: LearnerId, condition: &str) -> Result<Option<String>, StoreError> {
        let sql = format!("SELECT what FROM learner_edit WHERE learner = ?1 AND {condition}");
        Ok(self.connection.prepare_cached(&sql)?.query_row([id.0], |row| row.get(0)).optional()?)
    }
}

fn insert(connection: &Connection, name: Option<&str>, text: &str, at: DateTime<Utc>) -> Result<LearnerId, StoreError> {
    let name = name.unwrap_or("Learner without a name");
    connection.prepare_cached("INSERT INTO learner (name, position, added, changed) VALUES (?1, 0, ?2, ?2)")?.execute(params![name, at])?;
    let id = LearnerId(connection.last_insert_rowid());
    connection
        .prepare_cached("INSERT INTO learner_edit (learner, number, record, what, made) VALUES (?1, 0, ?2, 'Added', ?3)")?
        .execute(params![id.0, text, at])?;
    Ok(id)
}

/// Writes a new state of a record, in the place of those that were undone.
pub(super) fn write_edit(
    connection: &Connection,
    id: LearnerId,
    record: &LearnerRecord,
    what: &str,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let next = position(connection, id)? + 1;
    // A clock that was set back must not move an edit out of the session in which it was made.
    let begun: Option<DateTime<Utc>> = connection
        .prepare_cached("SELECT started FROM session WHERE learner = ?1 AND ended IS NULL ORDER BY number DESC LIMIT 1")?
        .query_row([id.0], |row| row.get(0))
        .optional()?;
    let made = begun.map_or(at, |begun| begun.max(at));
    connection
        .execute("DELETE FROM learner_edit WHERE learner = ?1 AND (number >= ?2 OR number <= ?2 - ?3)", params![id.0, next, MOST_STATES])?;
    connection.execute(
        "INSERT INTO learner_edit (learner, number, record, what, made) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id.0, next, contract::write_learner(record), what, made],
    )?;
    connection.execute(
        "UPDATE learner SET position = ?2, changed = ?3, name = coalesce(?4, name) WHERE number = ?1",
        params![id.0, next, at, record.name],
    )?;
    Ok(())
}

fn position(connection: &Connection, id: LearnerId) -> Result<i64, StoreError> {
    let mut statement = connection.prepare_cached("SELECT position FROM learner WHERE number = ?1")?;
    statement.query_row([id.0], |row| row.get(0)).optional()?.ok_or(StoreError::NoLearner(id))
}

impl From<i64> for LearnerId {
    fn from(number: i64) -> Self {
        Self(number)
    }
}

impl LearnerId {
    /// The number under which the store keeps it.
    pub(super) fn number(self) -> i64 {
        self.0
    }
}
