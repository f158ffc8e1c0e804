//! Every kind of write to a store, as a sequence that a number decides: the same number gives the same writes.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::path::Path;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use pathways::interchange::SourceFile;
use pathways::model::{AwardId, HeldAward, LearnerRecord, Plan, PlanStatus};
use pathways::store::{ImportError, LearnerId, Store, StoreError, StorePath};
use rusqlite::types::Value;

/// What goes on in a store.
pub struct Writer {
    /// The store.
    pub store: Store,
    seed: u64,
}

/// A number that looks arbitrary and is always the same.
pub fn mixed(seed: u64, number: u64) -> u64 {
    let mut x = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 30)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap_or_default()
}

impl Writer {
    /// Opens the store in a folder.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(folder: &Path, seed: u64) -> Result<Self, StoreError> {
        Ok(Self { store: Store::open(&StorePath::new(folder))?, seed })
    }

    /// Carries out the write with this number, and says which kind it was.
    ///
    /// # Errors
    /// When the store fails. A write that the store refuses by its rules is no error: it changes nothing.
    pub fn write(&mut self, number: u64) -> Result<&'static str, StoreError> {
        let chance = mixed(self.seed, number);
        let at = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::seconds(i64::try_from(number).unwrap_or(0));
        let learners = self.store.learners()?;
        let some = (!learners.is_empty()).then(|| learners[usize::try_from(chance >> 16).unwrap_or(0) % learners.len()].id);
        Ok(match (chance % 12, some) {
            (0, _) | (_, None) => {
                let record = LearnerRecord { name: Some(format!("Learner {number}")), ..LearnerRecord::default() };
                self.store.add_learner(&record, at)?;
                "add a learner"
            }
            (1..=3, Some(id)) => {
                self.hold(id, number, at)?;
                "edit a record"
            }
            (4, Some(id)) => {
                self.store.undo(id, at)?;
                "undo"
            }
            (5, Some(id)) => {
                self.store.redo(id, at)?;
                "redo"
            }
            (6, Some(id)) if learners.len() > 4 => {
                self.store.remove_learner(id, at)?;
                "remove a learner"
            }
            (6 | 7, Some(id)) => {
                self.store.save_plan(id, &format!("Plan {number}"), &plan(number), at)?;
                "save a plan"
            }
            (8, Some(id)) => {
                self.store.open_learner(id)?;
                "set a setting"
            }
            (9 | 10, _) => {
                self.import(&pack(number, 1 + chance % 60))?;
                "import a pack"
            }
            _ => {
                // One award without a title: the whole file is refused.
                self.import(&pack(number, 20).replacen("\"title\"", "\"titel\"", 1))?;
                "refuse a pack"
            }
        })
    }

    fn import(&mut self, text: &str) -> Result<(), StoreError> {
        match self.store.import_packs(&[SourceFile::new("pack.json", text)], day()) {
            Ok(_) | Err(ImportError::Refused { .. } | ImportError::Cancelled | ImportError::File { .. }) => Ok(()),
            Err(ImportError::Store(error)) => Err(error),
        }
    }

    fn hold(&mut self, id: LearnerId, number: u64, at: DateTime<Utc>) -> Result<(), StoreError> {
        let mut record = self.store.learner(id)?.record;
        let award: AwardId = format!("made:a{}", number % 50).into();
        record.held.retain(|held| held.award != award);
        record.held.push(HeldAward { award, earned: day(), grade: None, expires: None, extensions: Vec::new() });
        self.store.save_learner(id, &record, "Held an award", at)
    }
}

fn plan(number: u64) -> Plan {
    Plan {
        target: format!("made:a{number}").into(),
        status: PlanStatus::Unreachable,
        routes: Vec::new(),
        blockers: Vec::new(),
        notes: vec![format!("Plan {number}")],
    }
}

/// One of three packs, in a version that the number decides.
fn pack(number: u64, awards: u64) -> String {
    let (pack, first) = (number % 3, number % 40);
    let awards: Vec<String> = (first..first + awards)
        .map(|at| {
            format!(
                r#"{{"id":"made{pack}:a{at}","title":"Award {at} of {}","kind":"course","issuer":"org:made{pack}","cost":{{"amount":{},"currency":"EUR"}},"effort":{{"hours":{}}}}}"#,
                number % 7,
                at * 10 + number % 5,
                at + 1
            )
        })
        .collect();
    format!(
        r#"{{"format":"cairn.catalogue/1","id":"made{pack}","version":"{number}","organizations":[{{"id":"org:made{pack}","name":"Made {pack}","country":"IE"}}],"awards":[{}]}}"#,
        awards.join(",")
    )
}

/// A table with its rows.
pub type Table = (String, Vec<Vec<Value>>);

/// Everything that a store holds, table by table: the words of the index instead of its own tables, and nothing that is only
/// how the database keeps it.
///
/// # Errors
/// When the database cannot be read, or says of itself that it is not sound.
pub fn contents(folder: &Path) -> rusqlite::Result<Vec<Table>> {
    let connection = rusqlite::Connection::open(StorePath::new(folder).database())?;
    let sound: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    let names: Vec<String> = connection
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'award_text%' AND name NOT LIKE 'sqlite_%' ORDER BY name",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let rows = |name: &String| -> rusqlite::Result<Table> {
        let mut statement = connection.prepare(&format!("SELECT * FROM \"{name}\" ORDER BY 1, 2"))?;
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| (0..columns).map(|column| row.get(column)).collect())?;
        Ok((name.clone(), rows.collect::<Result<_, _>>()?))
    };
    let mut tables = names.iter().map(rows).collect::<rusqlite::Result<Vec<Table>>>()?;
    tables.push(("integrity".to_owned(), vec![vec![Value::Text(sound)]]));
    Ok(tables)
}
