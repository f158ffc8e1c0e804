//! Packs coming in: whole or not at all.

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use indexmap::IndexMap;
use rusqlite::{OptionalExtension, TransactionBehavior};
use serde_json::value::RawValue;

use super::backup::BackupReason;
use super::changes::PackChange;
use super::check::check;
use super::derived::{self, Derived};
use super::incoming::{Incoming, Origin};
use super::packs::{self, KINDS};
use super::removed;
use super::touched::{Touched, touched};
use super::{Store, StoreError};
use crate::bundled;
use crate::finding::{Finding, Severity};
use crate::interchange::contract::{self, Portion, ReadPack};
use crate::interchange::{LARGEST_FILE, SourceFile};

/// How many records are read together where a pack is not read as a whole.
const BATCH: i64 = 1_000;

/// The most findings that are told of a large file.
const MOST_FINDINGS: usize = 10_000;

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// The packs that came, in the order of the files.
    pub packs: Vec<PackChange>,
    /// What a person should look at.
    pub warnings: Vec<Finding>,
    /// Whose plans it touches.
    pub touched: Touched,
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
    /// The file cannot be read.
    #[error("nothing was imported: {} cannot be read ({source}); check that it is there and that you may read it", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
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
        self.import(files, today, false, true)
    }

    /// Imports a pack from a file of any size, on the day `today`. What is held in memory is a small part of it. A file that is
    /// not larger than [`LARGEST_FILE`] is read as [`Store::import_packs`] reads it.
    ///
    /// # Errors
    /// With what is wrong with the file; when it has been cancelled; when the file cannot be read or the database fails. Nothing has
    /// changed then.
    pub fn import_pack_file(&mut self, path: &Path, today: NaiveDate, watch: &dyn ImportWatch) -> Result<ImportReport, ImportError> {
        let unreadable = |source| ImportError::File { path: path.to_owned(), source };
        let total = fs::metadata(path).map_err(unreadable)?.len();
        if total <= LARGEST_FILE as u64 {
            let file = SourceFile::new(path.display().to_string(), fs::read(path).map_err(unreadable)?);
            return self.import_packs(&[file], today);
        }
        self.import_large(path, total, today, watch)
    }

    /// Goes through the file three times: to see whether it is well formed and what pack it is, to write its records, and to
    /// check what they say of one another.
    fn import_large(&mut self, path: &Path, total: u64, today: NaiveDate, watch: &dyn ImportWatch) -> Result<ImportReport, ImportError> {
        let name = path.display().to_string();
        let unreadable = |source| ImportError::File { path: path.to_owned(), source };
        let pass = |stage, each: &mut dyn FnMut(Portion) -> Result<(), ImportError>| {
            let file = BufReader::with_capacity(1 << 20, File::open(path).map_err(unreadable)?);
            let mut failed = Ok(());
            let ended = contract::stream_pack(&name, file, &mut |portion, done| {
                watch.progress(ImportProgress { stage, done, total });
                failed = if watch.cancelled() { Err(ImportError::Cancelled) } else { each(portion) };
                failed.is_ok()
            });
            failed?;
            ended.map_err(|findings| ImportError::Refused { findings })?.ok_or(ImportError::Cancelled)
        };
        let mut findings: Vec<Finding> = Vec::new();
        let mut fingerprint = DefaultHasher::new();
        let looked = pass(ImportStage::Looking, &mut |portion| {
            match portion {
                Portion::Read(read) => read.located.declared().for_each(|(id, _)| read.located.raw(id).hash(&mut fingerprint)),
                Portion::Refused(refused) => findings.extend(refused.into_iter().take(MOST_FINDINGS.saturating_sub(findings.len()))),
            }
            Ok(())
        });
        let (head, header) = match looked {
            Ok(looked) if findings.is_empty() => looked,
            Ok(_) => return Err(ImportError::Refused { findings }),
            Err(ImportError::Refused { findings: refused }) => {
                findings.extend(refused);
                return Err(ImportError::Refused { findings });
            }
            Err(error) => return Err(error),
        };
        header.hash(&mut fingerprint);
        let fingerprint = i64::from_ne_bytes(fingerprint.finish().to_ne_bytes());
        let header = header_of(header.as_bytes()).map(|header| header_text(&header)).unwrap_or_default();
        self.back_up(BackupReason::Import, today)?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        derived::prepare(&transaction)?;
        let before = packs::changes(&transaction)?;
        let mut derived = Derived::new(&transaction);
        let origin = Origin { file: &name, fingerprint, header: &header, bundled: false, today };
        let replaced = removed::replaced(&transaction, &head.pack.header.id, fingerprint, today)?;
        let mut incoming = Incoming::begin(&transaction, &head.pack.header, &origin)?;
        if let Some(replaced) = replaced {
            incoming.keep(replaced)?;
        }
        let changed_meanwhile = |findings: Vec<Finding>| ImportError::Refused { findings };
        pass(ImportStage::Reading, &mut |portion| match portion {
            Portion::Read(read) => {
                incoming.put(&read, &mut derived)?;
                // A pack with very many errors is not read to its end.
                if incoming.findings.len() < MOST_FINDINGS {
                    Ok(())
                } else {
                    Err(changed_meanwhile(std::mem::take(&mut incoming.findings)))
                }
            }
            Portion::Refused(findings) => Err(changed_meanwhile(findings)),
        })?;
        incoming.remove_the_rest(&mut derived)?;
        findings.append(&mut incoming.findings);
        derived::touch_dependents(&transaction)?;
        pass(ImportStage::Checking, &mut |portion| match portion {
            Portion::Read(read) => {
                let found = check(&transaction, *read, &mut derived)?;
                findings.extend(found.into_iter().take(MOST_FINDINGS.saturating_sub(findings.len())));
                Ok(())
            }
            Portion::Refused(findings) => Err(changed_meanwhile(findings)),
        })?;
        if findings.iter().any(|finding| finding.severity == Severity::Error) {
            return Err(ImportError::Refused { findings });
        }
        derived.derive_the_rest()?;
        derived.end()?;
        let change = incoming.end()?;
        let touched = touched(&transaction, before)?;
        if watch.cancelled() {
            return Err(ImportError::Cancelled);
        }
        transaction.commit()?;
        Ok(ImportReport { packs: vec![change], warnings: findings, touched })
    }

    /// Brings the bundled packs in: those that are missing, and those that differ from what this program carries. A pack that
    /// somebody has replaced by a version of their own stays theirs, and one that was taken out stays out. Quick when there is nothing to do.
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
            if kept == Some(fingerprint(file.text.as_bytes())) || self.is_removed(file.name)? {
                continue;
            }
            let source = SourceFile::new(file.name, file.text);
            if kept.is_none() && self.is_somebodys(&source)? {
                continue;
            }
            missing.push(source);
        }
        if missing.is_empty() { Ok(ImportReport::default()) } else { self.import(&missing, today, true, false) }
    }

    /// Whether the pack of a bundled file has been replaced by one that somebody imported.
    fn is_somebodys(&self, file: &SourceFile) -> rusqlite::Result<bool> {
        let id = header(file).and_then(|header| serde_json::from_str::<String>(header.get("id")?.get()).ok());
        let mut statement = self.connection.prepare_cached("SELECT 1 FROM pack WHERE id = ?1 AND bundled = 0")?;
        id.map_or(Ok(false), |id| statement.exists([id]))
    }

    /// `keeps`: a version that is replaced is kept, so that it can be brought back in one step.
    pub(super) fn import(
        &mut self,
        files: &[SourceFile],
        today: NaiveDate,
        bundled: bool,
        keeps: bool,
    ) -> Result<ImportReport, ImportError> {
        let read = read(files)?;
        if !bundled {
            self.back_up(BackupReason::Import, today)?;
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        derived::prepare(&transaction)?;
        let before = packs::changes(&transaction)?;
        let mut derived = Derived::new(&transaction);
        let (mut incoming, mut findings) = (Vec::with_capacity(files.len()), Vec::new());
        for (file, read) in files.iter().zip(&read) {
            let header = header(file).map(|header| header_text(&header)).unwrap_or_default();
            let origin = Origin { file: &file.name, fingerprint: fingerprint(&file.bytes), header: &header, bundled, today };
            let replaced = if keeps { removed::replaced(&transaction, &read.pack.header.id, origin.fingerprint, today)? } else { None };
            let mut pack = Incoming::begin(&transaction, &read.pack.header, &origin)?;
            if let Some(replaced) = replaced {
                pack.keep(replaced)?;
            }
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
        let touched = touched(&transaction, before)?;
        transaction.commit()?;
        Ok(ImportReport { packs, warnings: findings, touched })
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
    header_of(&file.bytes)
}

fn header_of(bytes: &[u8]) -> Option<IndexMap<String, Box<RawValue>>> {
    let mut keys: IndexMap<String, Box<RawValue>> = serde_json::from_slice(bytes).ok()?;
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
