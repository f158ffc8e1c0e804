//! Packs: what is there, and the catalogue that they form.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::NaiveDate;
use indexmap::IndexMap;
use rusqlite::{Connection, OptionalExtension};

use super::{Store, StoreError};
use crate::interchange::SourceFile;
use crate::interchange::contract::{self, RecordKind};
use crate::model::{Catalogue, PackId};

/// A pack in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPack {
    /// Its id.
    pub id: PackId,
    /// Its title.
    pub title: Option<String>,
    /// Its version.
    pub version: String,
    /// The name of the file that it came from.
    pub file: String,
    /// Whether it came with the program; otherwise somebody imported it.
    pub bundled: bool,
    /// The day on which it came.
    pub imported: NaiveDate,
    /// How many organizations it has.
    pub organizations: usize,
    /// How many awards.
    pub awards: usize,
    /// How many recognitions.
    pub recognitions: usize,
}

impl Store {
    /// The packs, in the order of loading.
    ///
    /// # Errors
    /// When the database fails.
    pub fn packs(&self) -> Result<Vec<StoredPack>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, title, version, file, bundled, imported,
               (SELECT count(*) FROM organization WHERE pack = pack.number),
               (SELECT count(*) FROM award WHERE pack = pack.number),
               (SELECT count(*) FROM recognition WHERE pack = pack.number)
             FROM pack ORDER BY number",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(StoredPack {
                id: row.get::<_, String>(0)?.into(),
                title: row.get(1)?,
                version: row.get(2)?,
                file: row.get(3)?,
                bundled: row.get(4)?,
                imported: row.get(5)?,
                organizations: row.get(6)?,
                awards: row.get(7)?,
                recognitions: row.get(8)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The version of each pack: what a plan must name to be understood later.
    ///
    /// # Errors
    /// When the database fails.
    pub fn pack_versions(&self) -> Result<BTreeMap<PackId, String>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT id, version FROM pack")?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?.into(), row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A pack as a file of the contract. Each record in it is as it came, byte for byte.
    ///
    /// # Errors
    /// When there is no such pack, or the database fails.
    pub fn pack_text(&self, id: &PackId) -> Result<String, StoreError> {
        let number = self
            .connection
            .prepare_cached("SELECT number FROM pack WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?;
        Ok(text_of(&self.connection, number.ok_or_else(|| StoreError::NoPack(id.clone()))?)?)
    }

    /// The catalogue: all packs as one world, in the order of loading.
    ///
    /// # Errors
    /// When the database fails, or what it holds can no longer be read.
    pub fn catalogue(&self) -> Result<Catalogue, StoreError> {
        let files = files(&self.connection, &[])?;
        match contract::read_packs(&files) {
            Ok((catalogue, _warnings)) => Ok(catalogue),
            Err(findings) => Err(StoreError::Unreadable { what: "the catalogue".to_owned(), findings }),
        }
    }
}

/// The stored packs as files, those in `except` left out.
pub(super) fn files(connection: &Connection, except: &[&PackId]) -> rusqlite::Result<Vec<SourceFile>> {
    let mut statement = connection.prepare_cached("SELECT number, id FROM pack ORDER BY number")?;
    let packs: Vec<(i64, String)> = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let kept = packs.into_iter().filter(|(_, id)| !except.iter().any(|pack| pack.as_str() == id));
    kept.map(|(number, id)| Ok(SourceFile::new(format!("pack {id} in the store"), text_of(connection, number)?))).collect()
}

/// A pack's text, put together again: its header, and its records as they came.
fn text_of(connection: &Connection, number: i64) -> rusqlite::Result<String> {
    let header: String = connection.prepare_cached("SELECT header FROM pack WHERE number = ?1")?.query_row([number], |row| row.get(0))?;
    let mut text = header.trim_end().trim_end_matches('}').to_owned();
    for kind in [RecordKind::Organization, RecordKind::Award, RecordKind::Recognition] {
        let records = records(connection, number, kind)?;
        if records.is_empty() && kind != RecordKind::Award {
            continue;
        }
        let _ = write!(text, ",\n\"{}\": [\n", kind.key());
        for (position, raw) in records.values().enumerate() {
            text.push_str(if position == 0 { "" } else { ",\n" });
            text.push_str(raw);
        }
        text.push_str("\n]");
    }
    text.push_str("\n}\n");
    Ok(text)
}

/// The texts of a pack's records by id, in its order.
pub(super) fn records(connection: &Connection, pack: i64, kind: RecordKind) -> rusqlite::Result<IndexMap<String, String>> {
    let sql = match kind {
        RecordKind::Organization => "SELECT id, raw FROM organization WHERE pack = ?1 ORDER BY position",
        RecordKind::Award => "SELECT id, raw FROM award WHERE pack = ?1 ORDER BY position",
        RecordKind::Recognition => "SELECT id, raw FROM recognition WHERE pack = ?1 ORDER BY position",
    };
    connection.prepare_cached(sql)?.query_map([pack], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}
