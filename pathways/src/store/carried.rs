//! Records that are carried to another machine and come back.
//!
//! A copy that leaves says from which store it left and in which state (`x-carried`), and that state is kept: when the copy comes
//! back, changed, the three are merged.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, params};
use serde_json::{Map, Value};

use super::activity::Action;
use super::{LearnerId, Store, StoreError};
use crate::interchange::SourceFile;
use crate::interchange::contract;
use crate::interchange::merge::CARRIED;
use crate::model::LearnerRecord;

/// The setting that holds this store's own name.
const STORE: &str = "store-name";

/// A copy that has come back.
#[derive(Clone, Debug, PartialEq)]
pub struct Returned {
    /// Whose record it is.
    pub learner: LearnerId,
    /// The state in which it left.
    pub base: LearnerRecord,
}

impl Store {
    /// A learner's record as a file to carry away; the state in which it leaves is kept.
    ///
    /// # Errors
    /// When there is no such learner, or the database fails.
    pub fn carry(&mut self, id: LearnerId, at: DateTime<Utc>) -> Result<String, StoreError> {
        let mut record = self.learner(id)?.record;
        let store = self.name()?;
        self.connection.execute(
            "INSERT INTO carried (learner, record, made) VALUES (?1, ?2, ?3)",
            params![id.number(), contract::write_learner(&record), at],
        )?;
        let copy = self.connection.last_insert_rowid();
        self.note(Action::LearnerExported, Some(id), at)?;
        let state = Value::from(format!("{}.{}", id.number(), copy));
        match record.extensions.iter_mut().find(|(key, _)| key == CARRIED) {
            Some((_, Value::Object(stores))) => _ = stores.insert(store, state),
            Some((_, other)) => *other = Value::Object(Map::from_iter([(store, state)])),
            None => record.extensions.push((CARRIED.to_owned(), Value::Object(Map::from_iter([(store, state)])))),
        }
        Ok(contract::write_learner(&record))
    }

    /// Whose record a copy is, and in which state it left; `None`: it did not leave from here, or nothing is known of it any more.
    ///
    /// # Errors
    /// When the database fails, or the state can no longer be read.
    pub fn returned(&mut self, copy: &LearnerRecord) -> Result<Option<Returned>, StoreError> {
        let store = self.name()?;
        let stores = copy.extensions.iter().find(|(key, _)| key == CARRIED).map(|(_, stores)| stores);
        let state = stores.and_then(|stores| stores.get(&store)).and_then(Value::as_str);
        let numbers = state
            .and_then(|state| state.split_once('.'))
            .and_then(|(id, state)| Some((id.parse::<LearnerId>().ok()?, state.parse::<i64>().ok()?)));
        let Some((learner, number)) = numbers else { return Ok(None) };
        let text: Option<String> = self
            .connection
            .prepare_cached("SELECT record FROM carried WHERE learner = ?1 AND number = ?2")?
            .query_row(params![learner.number(), number], |row| row.get(0))
            .optional()?;
        let Some(text) = text else { return Ok(None) };
        let (base, _) = contract::read_learner(&SourceFile::new(format!("the record of learner {learner} as it left"), text))
            .map_err(|findings| StoreError::Unreadable { what: format!("the record of learner {learner} as it left"), findings })?;
        Ok(Some(Returned { learner, base }))
    }

    /// This store's own name, made up once.
    fn name(&mut self) -> Result<String, StoreError> {
        if let Some(name) = self.setting::<String>(STORE)? {
            return Ok(name);
        }
        let name: String = self.connection.query_row("SELECT lower(hex(randomblob(8)))", [], |row| row.get(0))?;
        self.set_setting(STORE, &name)?;
        Ok(name)
    }
}
