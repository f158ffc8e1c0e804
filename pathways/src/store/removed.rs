//! Packs going out of the catalogue, and coming back: those that were taken out, and the versions that an import has replaced.
//!
//! Learners keep what they hold: a record that names an award of a removed pack stays as it is, and counts again when the pack
//! comes back.

use std::fs;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::derived::{self, Derived};
use super::import::{ImportReport, Unwatched};
use super::incoming::Incoming;
use super::packs;
use super::touched::{Touched, touched};
use super::{ImportError, Store, StoreError};
use crate::interchange::{LARGEST_FILE, SourceFile};
use crate::model::PackId;

/// A pack that was taken out, or a version that was replaced, and can come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemovedPack {
    /// Its id.
    pub id: PackId,
    /// Its title.
    pub title: Option<String>,
    /// Its version.
    pub version: String,
    /// Whether it came with the program.
    pub bundled: bool,
    /// How many awards it has.
    pub awards: usize,
    /// The day on which it was taken out.
    pub removed: NaiveDate,
}

/// What taking a pack out leaves behind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removal {
    /// The packs that name awards or organizations of it, by title: what they say of those leads nowhere now.
    pub naming: Vec<String>,
    /// How many learners hold an award of it. They go on holding it.
    pub learners: usize,
    /// Whose plans rested on it.
    pub touched: Touched,
}

impl Store {
    /// Takes a pack out of the catalogue on the day `today`, and keeps it so that it can come back.
    ///
    /// # Errors
    /// When there is no such pack, or the database fails. Nothing has changed then.
    pub fn remove_pack(&mut self, id: &PackId, today: NaiveDate) -> Result<Removal, StoreError> {
        let number: Option<i64> = self
            .connection
            .prepare_cached("SELECT number FROM pack WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?;
        let number = number.ok_or_else(|| StoreError::NoPack(id.clone()))?;
        let text = self.pack_text(id)?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let removal = left_behind(&transaction, number)?;
        transaction.execute(
            "INSERT OR REPLACE INTO removed_pack (id, title, version, file, bundled, awards, removed, text)
             SELECT id, title, version, file, bundled, awards, ?2, ?3 FROM pack WHERE number = ?1",
            params![number, today, text],
        )?;
        derived::prepare(&transaction)?;
        let before = packs::changes(&transaction)?;
        let mut derived = Derived::new(&transaction);
        let header = packs::read_range(&transaction, number, None, 0..0)?.pack.header;
        Incoming::again(&transaction, number, &header)?.remove_the_rest(&mut derived)?;
        derived::touch_dependents(&transaction)?;
        derived.derive_the_rest()?;
        derived.end()?;
        transaction.execute("DELETE FROM pack WHERE number = ?1", [number])?;
        let removal = Removal { touched: touched(&transaction, before)?, ..removal };
        transaction.commit()?;
        Ok(removal)
    }

    /// The packs that were taken out and the versions that were replaced, by title.
    ///
    /// # Errors
    /// When the database fails.
    pub fn removed_packs(&self) -> Result<Vec<RemovedPack>, StoreError> {
        let sql = "SELECT id, title, version, bundled, awards, removed FROM removed_pack ORDER BY coalesce(title, id) COLLATE NOCASE, id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            Ok(RemovedPack {
                id: row.get::<_, String>(0)?.into(),
                title: row.get(1)?,
                version: row.get(2)?,
                bundled: row.get(3)?,
                awards: row.get(4)?,
                removed: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Brings a pack back that was taken out, or the version that an import has replaced, on the day `today`. The version that it
    /// replaces is kept in its turn.
    ///
    /// # Errors
    /// When it was not taken out or replaced, when it no longer goes with the packs that are there, or when the database fails.
    pub fn restore_pack(&mut self, id: &PackId, today: NaiveDate) -> Result<ImportReport, ImportError> {
        let kept: Option<(String, bool, String)> = self
            .connection
            .prepare_cached("SELECT file, bundled, text FROM removed_pack WHERE id = ?1")?
            .query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let (name, bundled, text) = kept.ok_or_else(|| StoreError::NoPack(id.clone()))?;
        if text.len() <= LARGEST_FILE {
            return self.import(&[SourceFile::new(name, text)], today, bundled, true);
        }
        // One that is larger than what is read at once comes back as it came in: from a file.
        let path = self.path.folder().join("returning-pack.json");
        let unwritable = |source| ImportError::File { path: path.clone(), source };
        fs::write(&path, text).map_err(unwritable)?;
        let report = self.import_pack_file(&path, today, &Unwatched);
        fs::remove_file(&path).map_err(unwritable)?;
        self.connection.execute("UPDATE pack SET file = ?2 WHERE id = ?1", params![id.as_str(), name])?;
        report
    }

    /// Whether a bundled file holds a pack that somebody has taken out.
    pub(super) fn is_removed(&self, file: &str) -> rusqlite::Result<bool> {
        self.connection.prepare_cached("SELECT 1 FROM removed_pack WHERE bundled = 1 AND file = ?1")?.exists([file])
    }
}

/// A version of a pack that is about to be replaced.
pub(super) struct Replaced {
    id: PackId,
    title: Option<String>,
    version: String,
    file: String,
    bundled: bool,
    awards: i64,
    day: NaiveDate,
    text: String,
}

/// The version of a pack that another one is about to replace; `None`: there is none, or it is the same file.
pub(super) fn replaced(connection: &Connection, id: &PackId, fingerprint: i64, day: NaiveDate) -> rusqlite::Result<Option<Replaced>> {
    let sql = "SELECT number, title, version, file, bundled, awards FROM pack WHERE id = ?1 AND fingerprint <> ?2";
    let found = connection.prepare_cached(sql)?.query_row(params![id.as_str(), fingerprint], |row| {
        let replaced = Replaced {
            id: id.clone(),
            title: row.get(1)?,
            version: row.get(2)?,
            file: row.get(3)?,
            bundled: row.get(4)?,
            awards: row.get(5)?,
            day,
            text: String::new(),
        };
        Ok((row.get::<_, i64>(0)?, replaced))
    });
    let Some((number, replaced)) = found.optional()? else { return Ok(None) };
    Ok(Some(Replaced { text: packs::text_of(connection, number)?, ..replaced }))
}

impl Replaced {
    /// Keeps it where packs are kept that were taken out.
    pub(super) fn keep(self, connection: &Connection) -> rusqlite::Result<()> {
        let Self { id, title, version, file, bundled, awards, day, text } = self;
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO removed_pack (id, title, version, file, bundled, awards, removed, text)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![id.as_str(), title, version, file, bundled, awards, day, text])?;
        Ok(())
    }
}

/// A pack that comes in is no longer one that was taken out.
pub(super) fn has_returned(connection: &Connection, id: &PackId) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM removed_pack WHERE id = ?1")?.execute([id.as_str()])?;
    Ok(())
}

/// What names a pack that is about to go.
fn left_behind(connection: &Connection, pack: i64) -> rusqlite::Result<Removal> {
    let naming = "SELECT DISTINCT coalesce(p.title, p.id) FROM pack p WHERE p.number <> ?1 AND (
           EXISTS (SELECT 1 FROM edge e JOIN award a ON a.id = e.award WHERE a.pack = ?1 AND e.pack = p.number)
           OR EXISTS (SELECT 1 FROM award a JOIN organization o ON o.id IN (a.issuer, a.platform) WHERE o.pack = ?1 AND a.pack = p.number)
           OR EXISTS (SELECT 1 FROM recognition r JOIN organization o ON o.id = r.by WHERE o.pack = ?1 AND r.pack = p.number)
         ) ORDER BY 1 COLLATE NOCASE";
    let holding = "SELECT count(DISTINCT e.learner) FROM learner_edit e JOIN learner l ON l.number = e.learner AND l.position = e.number,
           json_each(e.record, '$.held') held JOIN award a ON a.id = json_extract(held.value, '$.award') WHERE a.pack = ?1";
    Ok(Removal {
        naming: connection.prepare_cached(naming)?.query_map([pack], |row| row.get(0))?.collect::<Result<_, _>>()?,
        learners: connection.prepare_cached(holding)?.query_row([pack], |row| row.get(0))?,
        touched: Touched::default(),
    })
}
