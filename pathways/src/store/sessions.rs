//! Sessions: an advisor and a learner at one table. Notes beside the plan, a what-if that is kept or dropped as a whole, and a
//! summary at the end that nobody changes afterwards.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rusqlite::{OptionalExtension, Row, TransactionBehavior, params};

use super::activity::Action;
use super::learners::write_edit;
use super::{LearnerId, Store, StoreError};
use crate::interchange::SourceFile;
use crate::interchange::contract;

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Names it.
    pub number: i64,
    /// Who advises.
    pub advisor: String,
    /// When it began.
    pub started: DateTime<Utc>,
    /// When it ended; `None`: it is open.
    pub ended: Option<DateTime<Utc>>,
    /// What people write.
    pub notes: SessionNotes,
    /// What was changed in the record, in words and in order.
    pub decided: Vec<String>,
    /// Whether a what-if is being tried.
    pub what_if: bool,
}

/// What people write in a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionNotes {
    /// Notes.
    pub notes: String,
    /// What is still open.
    pub questions: String,
    /// What is to be done next.
    pub next_step: String,
    /// When they meet next, or by when it is to be done.
    pub next_date: Option<NaiveDate>,
}

/// What becomes of a what-if.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhatIf {
    /// It begins: the record as it stands is put aside.
    Begin,
    /// What was tried stays.
    Keep,
    /// The record returns to what it was.
    Drop,
}

/// What the edit is called by which a what-if is dropped.
const DROPPED: &str = "Dropped a what-if";

const COLUMNS: &str = "number, advisor, started, ended, notes, questions, next_step, next_date, decided, what_if IS NOT NULL FROM session";

impl Store {
    /// Starts a session with a learner. One that is open goes on.
    ///
    /// # Errors
    /// When there is no such learner, or the database fails.
    pub fn start_session(&mut self, learner: LearnerId, advisor: &str, at: DateTime<Utc>) -> Result<Session, StoreError> {
        self.learner_text(learner)?;
        if let Some(open) = self.open_session(learner)? {
            return Ok(open);
        }
        // Edits belong to a session by their time. When the clock says less than it did at the last of them, those of before stay out.
        let last: Option<DateTime<Utc>> =
            self.connection.query_row("SELECT max(made) FROM learner_edit WHERE learner = ?1", [learner.number()], |row| row.get(0))?;
        let started = last.filter(|last| *last > at).map_or(at, |last| last + TimeDelta::microseconds(1));
        self.connection
            .execute("INSERT INTO session (learner, advisor, started) VALUES (?1, ?2, ?3)", params![learner.number(), advisor, started])?;
        self.open_session(learner)?.ok_or(StoreError::NoSession)
    }

    /// The open session of a learner, with what has been changed so far.
    ///
    /// # Errors
    /// When the database fails.
    pub fn open_session(&self, learner: LearnerId) -> Result<Option<Session>, StoreError> {
        let sql = format!("SELECT {COLUMNS} WHERE learner = ?1 AND ended IS NULL ORDER BY started DESC LIMIT 1");
        let open = self.connection.prepare_cached(&sql)?.query_row([learner.number()], session).optional()?;
        let Some(open) = open else { return Ok(None) };
        Ok(Some(Session { decided: self.decided(learner, open.started)?, ..open }))
    }

    /// The sessions of a learner that have ended, the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn past_sessions(&self, learner: LearnerId) -> Result<Vec<Session>, StoreError> {
        let sql = format!("SELECT {COLUMNS} WHERE learner = ?1 AND ended IS NOT NULL ORDER BY started DESC, number DESC");
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_map([learner.number()], session)?.collect::<Result<_, _>>()?)
    }

    /// Writes down what people write in the open session.
    ///
    /// # Errors
    /// When no session is open, or the database fails.
    pub fn note_session(&mut self, learner: LearnerId, notes: &SessionNotes) -> Result<(), StoreError> {
        let SessionNotes { notes, questions, next_step, next_date } = notes;
        let written = self.connection.execute(
            "UPDATE session SET notes = ?2, questions = ?3, next_step = ?4, next_date = ?5 WHERE learner = ?1 AND ended IS NULL",
            params![learner.number(), notes, questions, next_step, next_date],
        )?;
        if written == 0 { Err(StoreError::NoSession) } else { Ok(()) }
    }

    /// Begins, keeps or drops a what-if of the open session. Dropping is one edit, so that it can be undone.
    ///
    /// # Errors
    /// When no session is open, none is being tried, or the database fails.
    pub fn what_if(&mut self, learner: LearnerId, what: WhatIf, at: DateTime<Utc>) -> Result<(), StoreError> {
        let record = self.learner_text(learner)?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let tried: Option<Option<String>> = transaction
            .query_row("SELECT what_if FROM session WHERE learner = ?1 AND ended IS NULL", [learner.number()], |row| row.get(0))
            .optional()?;
        let before = tried.ok_or(StoreError::NoSession)?;
        let aside = match what {
            WhatIf::Begin => Some(before.unwrap_or(record)),
            WhatIf::Keep => None,
            WhatIf::Drop => {
                let text = before.ok_or(StoreError::NoSession)?;
                let (record, _) = contract::read_learner(&SourceFile::new("the record before the what-if", text))
                    .map_err(|findings| StoreError::Unreadable { what: "the record before the what-if".to_owned(), findings })?;
                write_edit(&transaction, learner, &record, DROPPED, at)?;
                None
            }
        };
        transaction.execute("UPDATE session SET what_if = ?2 WHERE learner = ?1 AND ended IS NULL", params![learner.number(), aside])?;
        transaction.commit()?;
        Ok(())
    }

    /// Ends the open session: what was changed is written down, and from then on nothing of it changes. A what-if that is still
    /// being tried is kept.
    ///
    /// # Errors
    /// When no session is open, or the database fails.
    pub fn end_session(&mut self, learner: LearnerId, at: DateTime<Utc>) -> Result<(), StoreError> {
        let open = self.open_session(learner)?.ok_or(StoreError::NoSession)?;
        let decided = serde_json::to_string(&open.decided)
            .map_err(|source| StoreError::Value { what: "what was decided in the session".to_owned(), source })?;
        self.connection
            .execute("UPDATE session SET ended = ?2, decided = ?3, what_if = NULL WHERE number = ?1", params![open.number, at, decided])?;
        self.note(Action::SessionClosed, Some(learner), at)
    }

    /// What has been changed in a record since a time, as it stands. What was tried and dropped is no decision.
    fn decided(&self, learner: LearnerId, since: DateTime<Utc>) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT what, record FROM learner_edit JOIN learner ON learner.number = learner_edit.learner
             WHERE learner_edit.learner = ?1 AND learner_edit.number <= position AND made >= ?2 ORDER BY learner_edit.number",
        )?;
        let mut decided: Vec<(String, String)> = Vec::new();
        for edit in statement.query_map(params![learner.number(), since], |row| Ok((row.get(0)?, row.get(1)?)))? {
            let (what, record): (String, String) = edit?;
            if what == DROPPED {
                // Everything after the edit to whose record it went back; all of it when the what-if was the first of the session.
                let stays = decided.iter().rposition(|(_, before)| normal(before) == record).map_or(0, |at| at + 1);
                decided.truncate(stays);
            } else {
                decided.push((what, record));
            }
        }
        Ok(decided.into_iter().map(|(what, _)| what).collect())
    }
}

/// A record as it is written here, whoever wrote it.
fn normal(text: &str) -> String {
    let read = contract::read_learner(&SourceFile::new("an edit", text.to_owned()));
    read.map_or_else(|_| text.to_owned(), |(record, _)| contract::write_learner(&record))
}

fn session(row: &Row<'_>) -> rusqlite::Result<Session> {
    let decided: Option<String> = row.get(8)?;
    Ok(Session {
        number: row.get(0)?,
        advisor: row.get(1)?,
        started: row.get(2)?,
        ended: row.get(3)?,
        notes: SessionNotes { notes: row.get(4)?, questions: row.get(5)?, next_step: row.get(6)?, next_date: row.get(7)? },
        decided: decided.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default(),
        what_if: row.get(9)?,
    })
}
