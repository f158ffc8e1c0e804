//! Packs coming in: whole or not at all.

use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;
use indexmap::IndexMap;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use serde_json::value::RawValue;

use super::changes::{Changes, PackChange};
use super::{Store, StoreError, packs, words};
use crate::bundled;
use crate::finding::{Finding, Severity};
use crate::interchange::SourceFile;
use crate::interchange::contract::{self, ReadPack, RecordKind};
use crate::model::{Award, Organization, Pacing, PackId, Recognition, Requirement, exact};

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// The packs that came, in the order of the files.
    pub packs: Vec<PackChange>,
    /// What a person should look at.
    pub warnings: Vec<Finding>,
}

/// Why nothing was imported. The store is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A file was refused, or does not go with what is already there.
    #[error("nothing was imported: {}", findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Refused {
        /// Everything that is wrong.
        findings: Vec<Finding>,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for ImportError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl Store {
    /// Imports packs on the day `today`. All of them, or none when one is refused, names an id that another pack has, or does not go
    /// with the packs that stay. A pack that is already there is replaced, and the report says what that changes.
    ///
    /// # Errors
    /// With every finding when a file is refused; when the database fails. Nothing has changed then.
    pub fn import_packs(&mut self, files: &[SourceFile], today: NaiveDate) -> Result<ImportReport, ImportError> {
        self.import(files, today, false)
    }

    /// Brings the bundled packs in: those that are missing, and those that differ from what this program carries. A pack that
    /// somebody has replaced by a version of their own stays theirs. Quick when there is nothing to do.
    ///
    /// # Errors
    /// As [`Store::import_packs`]: a pack of somebody's may use an id that a new bundled one uses too.
    pub fn ensure_bundled(&mut self, today: NaiveDate) -> Result<ImportReport, ImportError> {
        let mut missing = Vec::new();
        for file in bundled::packs() {
            let kept: Option<i64> = self
                .connection
                .prepare_cached("SELECT fingerprint FROM pack WHERE bundled = 1 AND file = ?1")?
                .query_row([file.name], |row| row.get(0))
                .optional()?;
            if kept == Some(fingerprint(file.text.as_bytes())) {
                continue;
            }
            let source = SourceFile::new(file.name, file.text);
            if kept.is_none() && self.is_somebodys(&source)? {
                continue;
            }
            missing.push(source);
        }
        if missing.is_empty() { Ok(ImportReport::default()) } else { self.import(&missing, today, true) }
    }

    /// Whether the pack of a bundled file has been replaced by one that somebody imported.
    fn is_somebodys(&self, file: &SourceFile) -> rusqlite::Result<bool> {
        let id = header(file).and_then(|header| serde_json::from_str::<String>(header.get("id")?.get()).ok());
        let mut statement = self.connection.prepare_cached("SELECT 1 FROM pack WHERE id = ?1 AND bundled = 0")?;
        id.map_or(Ok(false), |id| statement.exists([id]))
    }

    fn import(&mut self, files: &[SourceFile], today: NaiveDate, bundled: bool) -> Result<ImportReport, ImportError> {
        let read = read(files)?;
        let new: Vec<&PackId> = read.iter().map(|read| &read.pack.header.id).collect();
        let mut together = packs::files(&self.connection, &new)?;
        together.extend_from_slice(files);
        let ours = |findings: Vec<Finding>| -> Vec<Finding> {
            findings.into_iter().filter(|finding| files.iter().any(|file| file.name == finding.file)).collect()
        };
        let warnings = match contract::read_packs(&together) {
            Ok((_, warnings)) => ours(warnings),
            // What is wrong in packs that are already there is no reason to refuse a good one.
            Err(findings) => match ours(findings) {
                findings if findings.iter().any(|finding| finding.severity == Severity::Error) => {
                    return Err(ImportError::Refused { findings });
                }
                findings => findings,
            },
        };
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut report = ImportReport { packs: Vec::with_capacity(files.len()), warnings };
        for (file, read) in files.iter().zip(&read) {
            report.packs.push(put(&transaction, file, read, today, bundled)?);
        }
        words::index(&transaction, &new)?;
        transaction.commit()?;
        Ok(report)
    }
}

/// Reads each file by itself; every finding of every file when one is refused.
fn read(files: &[SourceFile]) -> Result<Vec<ReadPack>, ImportError> {
    let (mut packs, mut findings) = (Vec::<ReadPack>::new(), Vec::new());
    for file in files {
        match contract::read_pack(file) {
            Ok(read) => match packs.iter().find(|other| other.pack.header.id == read.pack.header.id) {
                Some(other) => findings.push(twice(file, other, &read)),
                None => packs.push(read),
            },
            Err(refused) => findings.extend(refused),
        }
    }
    if findings.is_empty() { Ok(packs) } else { Err(ImportError::Refused { findings }) }
}

fn twice(file: &SourceFile, other: &ReadPack, read: &ReadPack) -> Finding {
    let id = read.pack.header.id.to_string();
    Finding {
        severity: Severity::Error,
        code: "duplicate-pack".to_owned(),
        file: file.name.clone(),
        line: 0,
        column: 0,
        pointer: "/id".to_owned(),
        message: format!("The pack {id} is also in {}", other.located.file()),
        remedy: "Import one of the two files".to_owned(),
        id: Some(id),
    }
}

/// Writes one pack in the place of its predecessor, and says what differs.
fn put(
    transaction: &Transaction<'_>,
    file: &SourceFile,
    read: &ReadPack,
    today: NaiveDate,
    bundled: bool,
) -> Result<PackChange, ImportError> {
    let about = &read.pack.header;
    let predecessor: Option<(i64, String)> = transaction
        .prepare_cached("SELECT number, version FROM pack WHERE id = ?1")?
        .query_row([about.id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let kinds = [RecordKind::Organization, RecordKind::Award, RecordKind::Recognition];
    let mut before = [IndexMap::new(), IndexMap::new(), IndexMap::new()];
    if let Some((number, _)) = &predecessor {
        for (place, kind) in before.iter_mut().zip(kinds) {
            *place = packs::records(transaction, *number, kind)?;
        }
        words::forget(transaction, *number)?;
        transaction.execute("DELETE FROM pack WHERE number = ?1", [number])?;
    }
    let header = header(file).map(|header| header_text(&header)).unwrap_or_default();
    transaction.prepare_cached(
        "INSERT INTO pack (number, id, title, version, header, file, fingerprint, bundled, imported) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        predecessor.as_ref().map(|(number, _)| number),
        about.id.as_str(),
        about.title,
        about.version,
        header,
        file.name,
        fingerprint(&file.bytes),
        bundled,
        today
    ])?;
    let number = transaction.last_insert_rowid();
    write_records(transaction, number, read)?;
    let mut changes = Vec::with_capacity(3);
    for (before, kind) in before.iter().zip(kinds) {
        changes.push(Changes::between(before, &packs::records(transaction, number, kind)?));
    }
    let [organizations, awards, recognitions] = <[Changes; 3]>::try_from(changes).unwrap_or_default();
    Ok(PackChange {
        id: about.id.clone(),
        title: about.title.clone(),
        version: about.version.clone(),
        replaced: predecessor.map(|(_, version)| version),
        organizations,
        awards,
        recognitions,
    })
}

fn write_records(connection: &Connection, pack: i64, read: &ReadPack) -> rusqlite::Result<()> {
    let raw = |id: &str| read.located.raw(id).unwrap_or_default();
    for (position, organization) in read.pack.organizations.iter().enumerate() {
        let Organization { id, name, country, .. } = organization;
        connection
            .prepare_cached("INSERT INTO organization (pack, position, id, name, country, raw) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute(params![pack, place(position), id.as_str(), name, country, raw(id.as_str())])?;
    }
    for (position, award) in read.pack.awards.iter().enumerate() {
        write_award(connection, pack, place(position), award, raw(award.id.as_str()))?;
    }
    for (position, recognition) in read.pack.recognitions.iter().enumerate() {
        let Recognition { id, by, grants, into, from, requires, .. } = recognition;
        connection
            .prepare_cached("INSERT INTO recognition (pack, position, id, by, grants, raw) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute(params![pack, place(position), id.as_str(), by.as_str(), grants.as_str(), raw(id.as_str())])?;
        edges(connection, pack, id.as_str(), "from", Some(from))?;
        edges(connection, pack, id.as_str(), "needs", requires.as_ref())?;
        edge(connection, pack, id.as_str(), "grants", grants.as_str())?;
        if let Some(into) = into {
            edge(connection, pack, id.as_str(), "into", into.as_str())?;
        }
    }
    Ok(())
}

fn write_award(connection: &Connection, pack: i64, position: i64, award: &Award, raw: &str) -> rusqlite::Result<()> {
    let names_parts = award.requires.as_ref().is_some_and(|requirement| !requirement.awards().is_empty());
    let price = award.cost.as_ref().filter(|cost| !cost.per_month && (cost.money.minor > exact::whole(0) || !names_parts));
    let ects = award.credits.iter().find_map(|credit| Some(credit.value * credit.unit.to_ects()?));
    let pacing = if award.is_scheduled() { Pacing::Scheduled } else { Pacing::SelfPaced };
    connection
        .prepare_cached(
            "INSERT INTO award (pack, position, id, title, kind, issuer, platform, level_framework, level_value, ects_micro,
               price_minor, price_currency, pacing, status, qualification, raw)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        )?
        .execute(params![
            pack,
            position,
            award.id.as_str(),
            award.title,
            award.kind.as_str(),
            award.issuer.as_str(),
            award.platform.as_ref().map(|platform| platform.as_str()),
            award.level.as_ref().map(|level| &level.framework),
            award.level.as_ref().map(|level| &level.value),
            ects.and_then(|ects| i64::try_from((ects * exact::whole(1_000_000)).floor().to_integer()).ok()),
            price.and_then(|cost| i64::try_from(cost.money.rounded_minor()).ok()),
            price.map(|cost| cost.money.currency.code()),
            pacing.as_str(),
            award.status.as_str(),
            award.kind.is_qualification(),
            raw
        ])?;
    edges(connection, pack, award.id.as_str(), "requires", award.requires.as_ref())?;
    edges(connection, pack, award.id.as_str(), "recommends", award.recommends.as_ref())
}

fn edges(connection: &Connection, pack: i64, source: &str, relation: &str, requirement: Option<&Requirement>) -> rusqlite::Result<()> {
    for award in requirement.map(Requirement::awards).unwrap_or_default() {
        edge(connection, pack, source, relation, award.as_str())?;
    }
    Ok(())
}

/// A requirement may name an award twice; the edge stands once.
fn edge(connection: &Connection, pack: i64, source: &str, relation: &str, award: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO edge (pack, source, relation, award) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![pack, source, relation, award])?;
    Ok(())
}

fn place(position: usize) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}

/// What a pack says of itself, key by key, without its records.
fn header(file: &SourceFile) -> Option<IndexMap<String, Box<RawValue>>> {
    let mut keys: IndexMap<String, Box<RawValue>> = serde_json::from_slice(&file.bytes).ok()?;
    for kind in [RecordKind::Organization, RecordKind::Award, RecordKind::Recognition] {
        keys.shift_remove(kind.key());
    }
    Some(keys)
}

fn header_text(header: &IndexMap<String, Box<RawValue>>) -> String {
    let keys: Vec<String> =
        header.iter().map(|(key, value)| format!("{}: {}", serde_json::Value::from(key.as_str()), value.get())).collect();
    format!("{{\n{}\n}}", keys.join(",\n"))
}

/// Tells whether two files are the same. It may differ between versions of the program: a pack is then read once more.
fn fingerprint(bytes: &[u8]) -> i64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    i64::from_ne_bytes(hasher.finish().to_ne_bytes())
}
