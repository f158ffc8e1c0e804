//! Packs: what is there, and the catalogue that they form.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use super::{Store, StoreError};
use crate::interchange::SourceFile;
use crate::interchange::contract::{self, ReadPack, RecordKind};
use crate::model::provenance::AsOf;
use crate::model::{Catalogue, Pack, PackId};

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
    /// The newest date of a source of its awards and recognitions.
    pub newest: Option<AsOf>,
    /// The oldest one.
    pub oldest: Option<AsOf>,
}

/// How large the catalogue is, and how new.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CatalogueSize {
    /// How many packs it has.
    pub packs: usize,
    /// How many organizations.
    pub organizations: usize,
    /// How many awards.
    pub awards: usize,
    /// How many recognitions.
    pub recognitions: usize,
    /// The newest date of a source of its awards and recognitions.
    pub newest: Option<AsOf>,
    /// The highest version of a pack.
    pub version: Option<String>,
}

impl Store {
    /// The packs, in the order of loading.
    ///
    /// # Errors
    /// When the database fails.
    pub fn packs(&self) -> Result<Vec<StoredPack>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, title, version, file, bundled, imported, organizations, awards, recognitions, newest, oldest
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
                newest: age(row, 9)?,
                oldest: age(row, 10)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How large the catalogue is, without reading it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn size(&self) -> Result<CatalogueSize, StoreError> {
        let packs = self.packs()?;
        Ok(CatalogueSize {
            packs: packs.len(),
            organizations: packs.iter().map(|pack| pack.organizations).sum(),
            awards: packs.iter().map(|pack| pack.awards).sum(),
            recognitions: packs.iter().map(|pack| pack.recognitions).sum(),
            newest: packs.iter().filter_map(|pack| pack.newest).max(),
            version: packs.into_iter().map(|pack| pack.version).max(),
        })
    }

    /// A number that changes whenever a pack comes or changes, by whichever process: parts that were read before are outdated then.
    ///
    /// # Errors
    /// When the database fails.
    pub fn pack_changes(&self) -> Result<i64, StoreError> {
        Ok(changes(&self.connection)?)
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

    /// The catalogue: all packs as one world, in the order of loading. It reads everything; a question is answered from a part
    /// ([`Store::toward`], [`Store::around`], [`Store::rows`]).
    ///
    /// # Errors
    /// When the database fails, or what it holds can no longer be read.
    pub fn catalogue(&self) -> Result<Catalogue, StoreError> {
        let files = files(&self.connection)?;
        match contract::read_packs(&files) {
            Ok((catalogue, _warnings)) => Ok(catalogue),
            Err(findings) => Err(StoreError::Unreadable { what: "the catalogue".to_owned(), findings }),
        }
    }
}

/// Records that are asked for by id.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    pub organizations: BTreeSet<String>,
    pub awards: BTreeSet<String>,
    pub recognitions: BTreeSet<String>,
}

/// Records as packs that hold nothing else, in the order of the catalogue; ids that no pack has are left out. With the
/// awards and recognitions come the organizations that they name.
pub(super) fn read(connection: &Connection, mut wanted: Wanted) -> Result<Vec<Pack>, StoreError> {
    let of_them = "SELECT issuer FROM award WHERE id IN (SELECT value FROM json_each(?1))
         UNION SELECT platform FROM award WHERE id IN (SELECT value FROM json_each(?1)) AND platform IS NOT NULL
         UNION SELECT by FROM recognition WHERE id IN (SELECT value FROM json_each(?2))";
    wanted.organizations.extend(ids(connection, of_them, (json(&wanted.awards), json(&wanted.recognitions)))?);
    let kinds = [
        (RecordKind::Organization, wanted.organizations),
        (RecordKind::Award, wanted.awards),
        (RecordKind::Recognition, wanted.recognitions),
    ];
    let mut texts: BTreeMap<i64, [Vec<String>; 3]> = BTreeMap::new();
    for (place, (kind, wanted)) in kinds.into_iter().enumerate() {
        let sql = format!("SELECT pack, raw FROM {} WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY pack, position", table(kind));
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([json(&wanted)])?;
        while let Some(row) = rows.next()? {
            texts.entry(row.get(0)?).or_default()[place].push(row.get(1)?);
        }
    }
    let mut packs = Vec::with_capacity(texts.len());
    for (pack, records) in texts {
        let file = SourceFile::new(format!("pack {pack} in the store"), text_with(connection, pack, &records)?);
        let unreadable = |findings| StoreError::Unreadable { what: "the catalogue".to_owned(), findings };
        packs.push(contract::read_pack(&file).map_err(unreadable)?.pack);
    }
    Ok(packs)
}

/// Records of one kind by their positions in a pack; of no kind: the pack without records.
pub(super) fn read_range(
    connection: &Connection,
    pack: i64,
    kind: Option<RecordKind>,
    positions: Range<i64>,
) -> Result<ReadPack, StoreError> {
    let mut records: [Vec<String>; 3] = Default::default();
    for (records, _) in records.iter_mut().zip(KINDS).filter(|(_, one)| kind == Some(*one)) {
        let table = kind.map_or("", table);
        let sql = format!("SELECT raw FROM {table} WHERE pack = ?1 AND position >= ?2 AND position < ?3 ORDER BY position");
        *records = connection
            .prepare_cached(&sql)?
            .query_map((pack, positions.start, positions.end), |row| row.get(0))?
            .collect::<Result<_, _>>()?;
    }
    let file = SourceFile::new(format!("pack {pack} in the store"), text_with(connection, pack, &records)?);
    contract::read_pack(&file).map_err(|findings| StoreError::Unreadable { what: "the catalogue".to_owned(), findings })
}

/// The table in which records of a kind are kept.
pub(super) fn table(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Organization => "organization",
        RecordKind::Award => "award",
        RecordKind::Recognition => "recognition",
    }
}

/// The stored packs as files.
fn files(connection: &Connection) -> rusqlite::Result<Vec<SourceFile>> {
    let mut statement = connection.prepare_cached("SELECT number, id FROM pack ORDER BY number")?;
    let packs: Vec<(i64, String)> = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    packs.into_iter().map(|(number, id)| Ok(SourceFile::new(format!("pack {id} in the store"), text_of(connection, number)?))).collect()
}

/// A pack's text, put together again: its header, and its records as they came.
pub(super) fn text_of(connection: &Connection, number: i64) -> rusqlite::Result<String> {
    let mut records: [Vec<String>; 3] = Default::default();
    for (place, kind) in KINDS.into_iter().enumerate() {
        let sql = format!("SELECT raw FROM {} WHERE pack = ?1 ORDER BY position", table(kind));
        records[place] = connection.prepare_cached(&sql)?.query_map([number], |row| row.get(0))?.collect::<Result<_, _>>()?;
    }
    text_with(connection, number, &records)
}

/// The kinds of records, in the order in which a pack's text has them.
pub(super) const KINDS: [RecordKind; 3] = [RecordKind::Organization, RecordKind::Award, RecordKind::Recognition];

/// The text of a pack with these records, one list for each of [`KINDS`].
fn text_with(connection: &Connection, number: i64, records: &[Vec<String>; 3]) -> rusqlite::Result<String> {
    let header: String = connection.prepare_cached("SELECT header FROM pack WHERE number = ?1")?.query_row([number], |row| row.get(0))?;
    let mut text = header.trim_end().trim_end_matches('}').to_owned();
    for (kind, records) in KINDS.into_iter().zip(records) {
        if records.is_empty() && kind != RecordKind::Award {
            continue;
        }
        let _ = write!(text, ",\n\"{}\": [\n", kind.key());
        for (position, raw) in records.iter().enumerate() {
            text.push_str(if position == 0 { "" } else { ",\n" });
            text.push_str(raw);
        }
        text.push_str("\n]");
    }
    text.push_str("\n}\n");
    Ok(text)
}

fn age(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Option<AsOf>> {
    Ok(row.get::<_, Option<String>>(column)?.and_then(|text| AsOf::parse(&text)))
}

/// Ids as a JSON list, as `json_each` takes them.
pub(super) fn json<T: AsRef<str>>(ids: impl IntoIterator<Item = T>) -> String {
    let quoted: Vec<serde_json::Value> = ids.into_iter().map(|id| id.as_ref().into()).collect();
    serde_json::Value::from(quoted).to_string()
}

/// The ids that a query finds.
pub(super) fn ids(connection: &Connection, sql: &str, parameters: impl rusqlite::Params) -> rusqlite::Result<Vec<String>> {
    connection.prepare_cached(sql)?.query_map(parameters, |row| row.get(0))?.collect()
}

/// See [`Store::pack_changes`].
pub(super) fn changes(connection: &Connection) -> rusqlite::Result<i64> {
    let sql = "SELECT coalesce(sum(number * 31 + fingerprint % 1000000007), 0) FROM pack";
    connection.prepare_cached(sql)?.query_row([], |row| row.get(0))
}
