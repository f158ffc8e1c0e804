//! Packs coming in: whole or not at all.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;
use indexmap::IndexMap;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use serde_json::value::RawValue;

use super::changes::PackChange;
use super::derived::{self, Derived};
use super::incoming::{Incoming, Origin};
use super::packs::{self, KINDS, Wanted};
use super::{Store, StoreError};
use crate::bundled;
use crate::finding::{Finding, Severity};
use crate::interchange::SourceFile;
use crate::interchange::contract::{self, Places, ReadPack};
use crate::lint::{self, References};
use crate::model::{Catalogue, Pack, Requirement};

/// How many records are read together where a pack is not read as a whole.
const BATCH: i64 = 1_000;

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
    /// The person has cancelled it.
    #[error("nothing was imported: the import was cancelled")]
    Cancelled,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for ImportError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// What an import is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportStage {
    /// The file is looked through: is it well formed, what does it hold.
    Looking,
    /// Records are read and written.
    Reading,
    /// What records say of one another is checked, and what follows from them is written.
    Checking,
}

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportProgress {
    /// What it is doing.
    pub stage: ImportStage,
    /// How many bytes of the file it has passed in this stage.
    pub done: u64,
    /// How many bytes there are.
    pub total: u64,
}

/// Looks on while an import works.
pub trait ImportWatch {
    /// Whether the person has cancelled; nothing is imported then.
    fn cancelled(&self) -> bool {
        false
    }

    /// How far it has come.
    fn progress(&self, _progress: ImportProgress) {}
}

/// Nobody looks on.
pub struct Unwatched;

impl ImportWatch for Unwatched {}

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
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        derived::prepare(&transaction)?;
        let mut derived = Derived::new(&transaction);
        let (mut incoming, mut findings) = (Vec::with_capacity(files.len()), Vec::new());
        for (file, read) in files.iter().zip(&read) {
            let header = header(file).map(|header| header_text(&header)).unwrap_or_default();
            let origin = Origin { file: &file.name, fingerprint: fingerprint(&file.bytes), header: &header, bundled, today };
            let mut pack = Incoming::begin(&transaction, &read.pack.header, &origin)?;
            pack.put(read, &mut derived)?;
            incoming.push(pack);
        }
        for pack in &mut incoming {
            pack.remove_the_rest(&mut derived)?;
            findings.append(&mut pack.findings);
        }
        derived::touch_dependents(&transaction)?;
        for read in read {
            findings.extend(check(&transaction, read, &mut derived)?);
        }
        if findings.iter().any(|finding| finding.severity == Severity::Error) {
            return Err(ImportError::Refused { findings });
        }
        derived.derive_the_rest()?;
        derived.end()?;
        let packs = incoming.into_iter().map(Incoming::end).collect::<Result<_, _>>()?;
        transaction.commit()?;
        Ok(ImportReport { packs, warnings: findings })
    }

    /// Derives anew what older rules have derived: after an update of the program, when the store is opened.
    pub(super) fn derive_anew(&mut self) -> Result<(), StoreError> {
        let outdated = "SELECT number, organizations + awards + recognitions FROM pack WHERE derived <> ?1 ORDER BY number";
        let packs: Vec<i64> =
            self.connection.prepare_cached(outdated)?.query_map([derived::RULES], |row| row.get(0))?.collect::<Result<_, _>>()?;
        if packs.is_empty() {
            return Ok(());
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        derived::prepare(&transaction)?;
        let mut derived = Derived::new(&transaction);
        for pack in packs {
            let none = packs::read_range(&transaction, pack, None, 0..0)?;
            let mut again = Incoming::again(&transaction, pack, &none.pack.header)?;
            for kind in KINDS {
                let mut from = 0;
                loop {
                    let read = packs::read_range(&transaction, pack, Some(kind), from..from + BATCH)?;
                    if read.located.declared().next().is_none() {
                        break;
                    }
                    again.put(&read, &mut derived)?;
                    from += BATCH;
                }
            }
            again.end()?;
        }
        derived.derive_the_rest()?;
        derived.end()?;
        Ok(transaction.commit()?)
    }
}

/// What the records of a pack say of others, once all are written; what follows from them is derived on the way. Only what is
/// wrong in this pack is found: what is wrong in packs that are already there is no reason to refuse a good one.
fn check(connection: &Connection, read: ReadPack, derived: &mut Derived<'_>) -> Result<Vec<Finding>, StoreError> {
    let ReadPack { pack, located, warnings } = read;
    let declared = |id: &str| located.get(id).is_some();
    let mut wanted = Wanted::default();
    let requirements = pack.awards.iter().flat_map(|award| award.requires.iter().chain(&award.recommends));
    let agreed = pack.recognitions.iter().flat_map(|recognition| std::iter::once(&recognition.from).chain(&recognition.requires));
    let of_requirements = requirements.chain(agreed).flat_map(Requirement::awards);
    let of_recognitions = pack.recognitions.iter().flat_map(|recognition| std::iter::once(&recognition.grants).chain(&recognition.into));
    wanted.awards.extend(of_requirements.chain(of_recognitions).map(|id| id.as_str()).filter(|id| !declared(id)).map(str::to_owned));
    let issuers = pack.awards.iter().flat_map(|award| std::iter::once(&award.issuer).chain(&award.platform));
    let organizations = issuers.chain(pack.recognitions.iter().map(|recognition| &recognition.by));
    wanted.organizations.extend(organizations.map(|id| id.as_str()).filter(|id| !declared(id)).map(str::to_owned));
    let gates = gates_of_two_kinds(connection, &pack, &located)?;
    let ids: Vec<_> = pack.awards.iter().map(|award| award.id.clone()).collect();
    let catalogue = Catalogue::from_packs(packs::read(connection, wanted)?.into_iter().chain(std::iter::once(pack)));
    derived.derive(ids.iter().filter_map(|id| catalogue.awards.get(id)), &catalogue)?;
    let places = [located];
    let found = lint::references(&catalogue, &places, References::Open);
    let own = found.into_iter().filter(|finding| finding.file == places[0].file());
    Ok(warnings.into_iter().chain(own).chain(gates).collect())
}

/// Gates of the pack to which a record elsewhere gives another kind.
fn gates_of_two_kinds(connection: &Connection, pack: &Pack, located: &Places) -> rusqlite::Result<Vec<Finding>> {
    let own = pack.awards.iter().flat_map(|award| award.requires.iter().map(|requires| (award.id.as_str(), requires)));
    let agreed = pack.recognitions.iter().flat_map(|recognition| {
        std::iter::once(&recognition.from).chain(&recognition.requires).map(|requirement| (recognition.id.as_str(), requirement))
    });
    let mut elsewhere = connection.prepare_cached("SELECT kind, source FROM gate WHERE gate = ?1 AND kind <> ?2 LIMIT 50")?;
    let (mut findings, mut seen) = (Vec::new(), HashSet::new());
    for (id, gate) in own.chain(agreed).flat_map(|(id, requirement)| requirement.gates().into_iter().map(move |gate| (id, gate))) {
        let Some(kind) = gate.kind.filter(|kind| seen.insert((&gate.gate, *kind))) else { continue };
        let others: Vec<(String, String)> =
            elsewhere.query_map([gate.gate.as_str(), kind.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        // Two kinds within one file are found where its records are compared.
        if let Some((other, by)) = others.into_iter().find(|(_, source)| located.get(source).is_none()) {
            let message = format!("The gate `{}` is of kind `{kind}` here and of kind `{other}` in `{by}`", gate.gate);
            let remedy = "Give it one kind, or make two gates of it".to_owned();
            findings.push(located.finding(Severity::Error, "gate-of-two-kinds", id, &[], message, remedy));
        }
    }
    Ok(findings)
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

/// What a pack says of itself, key by key, without its records.
fn header(file: &SourceFile) -> Option<IndexMap<String, Box<RawValue>>> {
    let mut keys: IndexMap<String, Box<RawValue>> = serde_json::from_slice(&file.bytes).ok()?;
    for kind in KINDS {
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
