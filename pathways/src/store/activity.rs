//! The log of what was done on this machine, and by whom. It only grows, names learners by number and holds nothing of what
//! their records say: so it can stay when a learner is erased. Each entry carries a hash over itself and the one before it.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::{LearnerId, Store, StoreError};

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// A learner was added.
    LearnerCreated,
    /// A learner came in from a file.
    LearnerImported,
    /// A record or a report left as a file.
    LearnerExported,
    /// A learner was removed from the list.
    LearnerRemoved,
    /// A learner was erased for good.
    LearnerErased,
    /// A plan was agreed.
    PlanAgreed,
    /// An exception was entered.
    ExceptionEntered,
    /// A session was closed.
    SessionClosed,
    /// The store was encrypted with a passphrase.
    PassphraseSet,
    /// Another passphrase took the place of the one before.
    PassphraseChanged,
    /// The store is no longer encrypted.
    PassphraseRemoved,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 11] = [
        Self::LearnerCreated,
        Self::LearnerImported,
        Self::LearnerExported,
        Self::LearnerRemoved,
        Self::LearnerErased,
        Self::PlanAgreed,
        Self::ExceptionEntered,
        Self::SessionClosed,
        Self::PassphraseSet,
        Self::PassphraseChanged,
        Self::PassphraseRemoved,
    ];

    /// As it is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LearnerCreated => "learner-created",
            Self::LearnerImported => "learner-imported",
            Self::LearnerExported => "learner-exported",
            Self::LearnerRemoved => "learner-removed",
            Self::LearnerErased => "learner-erased",
            Self::PlanAgreed => "plan-agreed",
            Self::ExceptionEntered => "exception-entered",
            Self::SessionClosed => "session-closed",
            Self::PassphraseSet => "passphrase-set",
            Self::PassphraseChanged => "passphrase-changed",
            Self::PassphraseRemoved => "passphrase-removed",
        }
    }
}

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Its number, from 1.
    pub number: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// The account of this machine that did it.
    pub who: String,
    /// What, as [`Action::as_str`] says it; an entry of an older version may say it otherwise.
    pub what: String,
    /// Whom it was about, by number; the learner may be gone.
    pub learner: Option<LearnerId>,
}

impl Store {
    /// Names the account that does what is done from now on.
    pub fn acted_by(&mut self, who: &str) {
        who.clone_into(&mut self.actor);
    }

    /// Notes what was done outside the store, such as writing a report.
    ///
    /// # Errors
    /// When the database fails.
    pub fn note(&mut self, action: Action, learner: Option<LearnerId>, at: DateTime<Utc>) -> Result<(), StoreError> {
        note(&self.connection, &self.actor, action, learner, at)
    }

    /// The log, the latest first; `limit` entries at most.
    ///
    /// # Errors
    /// When the database fails.
    pub fn activity(&self, limit: usize) -> Result<Vec<Activity>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT number, at, who, what, learner FROM activity ORDER BY number DESC LIMIT ?1")?;
        let rows = statement.query_map([limit], |row| {
            Ok(Activity {
                number: row.get(0)?,
                at: row.get(1)?,
                who: row.get(2)?,
                what: row.get(3)?,
                learner: row.get::<_, Option<i64>>(4)?.map(LearnerId::from),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The number of the first entry that is not as it was written, or that follows one that is gone; `None`: the log is whole.
    ///
    /// # Errors
    /// When the database fails.
    pub fn activity_broken_at(&self) -> Result<Option<i64>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT number, at, who, what, learner, hash FROM activity ORDER BY number")?;
        let mut rows = statement.query([])?;
        let mut before = String::new();
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            let text = |column| row.get_ref(column).and_then(|value| Ok(value.as_str()?.to_owned()));
            match row.get::<_, Option<String>>(5)? {
                None if before.is_empty() => {}
                Some(hash) if hash == chained(&before, &text(1)?, &text(2)?, &text(3)?, row.get(4)?) => before = hash,
                _ => return Ok(Some(number)),
            }
        }
        Ok(None)
    }

    /// The log as a table (CSV), the oldest entry first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn activity_table(&self) -> Result<String, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT number, at, who, what, learner, hash FROM activity ORDER BY number")?;
        let mut rows = statement.query([])?;
        let mut table = csv::Writer::from_writer(Vec::new());
        let unwritten = |error: csv::Error| StoreError::File { path: "activity.csv".into(), source: error.into() };
        table.write_record(["number", "at", "who", "what", "learner", "hash"]).map_err(unwritten)?;
        while let Some(row) = rows.next()? {
            let number = |column| row.get::<_, Option<i64>>(column).map(|number| number.map_or_else(String::new, |one| one.to_string()));
            let text = |column| row.get::<_, Option<String>>(column).map(Option::unwrap_or_default);
            table.write_record([number(0)?, text(1)?, text(2)?, text(3)?, number(4)?, text(5)?]).map_err(unwritten)?;
        }
        let bytes = table.into_inner().map_err(|error| StoreError::File { path: "activity.csv".into(), source: error.into_error() })?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// Writes an entry.
pub(super) fn note(
    connection: &Connection,
    who: &str,
    action: Action,
    learner: Option<LearnerId>,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let before: Option<Option<String>> =
        connection.prepare_cached("SELECT hash FROM activity ORDER BY number DESC LIMIT 1")?.query_row([], |row| row.get(0)).optional()?;
    let (learner, at) = (learner.map(LearnerId::number), at.to_rfc3339());
    let hash = chained(before.flatten().as_deref().unwrap_or_default(), &at, who, action.as_str(), learner);
    connection.prepare_cached("INSERT INTO activity (at, who, what, learner, hash) VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(params![
        at,
        who,
        action.as_str(),
        learner,
        hash
    ])?;
    Ok(())
}

fn chained(before: &str, at: &str, who: &str, what: &str, learner: Option<i64>) -> String {
    let learner = learner.map_or_else(String::new, |number| number.to_string());
    let mut hasher = Sha256::new();
    // Each part is preceded by its length, so that no two entries read alike.
    for part in [before, at, who, what, &learner] {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
