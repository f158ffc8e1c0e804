//! Documents behind exceptions: a letter, a form, an email. The record names them, the bytes are kept here.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, params};

use super::{LearnerId, Store, StoreError};

impl Store {
    /// Keeps a document of a learner; its number is what a record names it by.
    ///
    /// # Errors
    /// When there is no such learner, or the database fails.
    pub fn attach(&mut self, learner: LearnerId, name: &str, bytes: &[u8], at: DateTime<Utc>) -> Result<i64, StoreError> {
        self.learner_text(learner)?;
        self.connection.execute(
            "INSERT INTO attachment (learner, name, bytes, added) VALUES (?1, ?2, ?3, ?4)",
            params![learner.number(), name, bytes, at],
        )?;
        Ok(self.connection.last_insert_rowid())
    }

    /// A document of a learner; `None`: there is no such one.
    ///
    /// # Errors
    /// When the database fails.
    pub fn attachment(&self, learner: LearnerId, number: i64) -> Result<Option<Vec<u8>>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT bytes FROM attachment WHERE learner = ?1 AND number = ?2")?;
        Ok(statement.query_row(params![learner.number(), number], |row| row.get(0)).optional()?)
    }
}
