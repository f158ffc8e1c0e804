//! Settings: small values by key, such as the role chosen at first start, the theme, the learner that is open.

use rusqlite::{OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Store, StoreError};

impl Store {
    /// A setting; `None` when it was never set.
    ///
    /// # Errors
    /// When the database fails, or the value is kept in another form than the one asked for.
    pub fn setting<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, StoreError> {
        let value: Option<String> =
            self.connection.prepare_cached("SELECT value FROM setting WHERE key = ?1")?.query_row([key], |row| row.get(0)).optional()?;
        let read =
            |text: String| serde_json::from_str(&text).map_err(|source| StoreError::Value { what: format!("the setting {key}"), source });
        value.map(read).transpose()
    }

    /// Sets a setting.
    ///
    /// # Errors
    /// When the database fails, or the value cannot be written as JSON.
    pub fn set_setting<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), StoreError> {
        let text = serde_json::to_string(value).map_err(|source| StoreError::Value { what: format!("the setting {key}"), source })?;
        self.connection
            .execute("INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2", params![key, text])?;
        Ok(())
    }

    /// Forgets a setting.
    ///
    /// # Errors
    /// When the database fails.
    pub fn forget_setting(&mut self, key: &str) -> Result<(), StoreError> {
        self.connection.execute("DELETE FROM setting WHERE key = ?1", [key])?;
        Ok(())
    }
}
