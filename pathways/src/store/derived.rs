//! What follows from the records and is kept beside them: the words of awards, and the evidence on which estimates rest.
//!
//! Temporary tables hold what an import has changed: `changed` the ids of records, `touched` the numbers of awards for which
//! something may follow anew. They live with the connection and are no part of the store.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension, params};

use super::packs::{self, Wanted, ids, json};
use super::{StoreError, words};
use crate::estimate::{Amount, Spread, evidence};
use crate::frameworks::Frameworks;
use crate::model::{Award, Catalogue, Currency, Rational};

/// The number of the rules by which things are derived. A change of the rules of estimates, of the words that are searched or
/// of the counts raises it: stores are then derived anew when they are opened.
pub(super) const RULES: i64 = 1;

/// How many awards are looked at together.
const BATCH: usize = 1_000;

/// How many differences are gathered before they are written.
const MOST_PENDING: usize = 200_000;

/// Makes the temporary tables, empty.
pub(super) fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS changed (id TEXT PRIMARY KEY) WITHOUT ROWID;
         CREATE TEMP TABLE IF NOT EXISTS touched (number INTEGER PRIMARY KEY);
         DELETE FROM changed; DELETE FROM touched;",
    )
}

/// Notes that a record is new, different or gone.
pub(super) fn note_changed(connection: &Connection, id: &str) -> rusqlite::Result<()> {
    connection.prepare_cached("INSERT OR IGNORE INTO changed (id) VALUES (?1)")?.execute([id])?;
    Ok(())
}

/// Notes that something follows anew for an award.
pub(super) fn touch(connection: &Connection, number: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("INSERT OR IGNORE INTO touched (number) VALUES (?1)")?.execute([number])?;
    Ok(())
}

/// Touches the awards that name what has changed: their evidence looks at what they require and at their issuer, their words
/// at the names of issuer and platform.
pub(super) fn touch_dependents(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "INSERT OR IGNORE INTO touched SELECT award.number FROM changed
           JOIN edge ON edge.award = changed.id AND edge.relation = 'requires' JOIN award ON award.id = edge.source;
         INSERT OR IGNORE INTO touched SELECT award.number FROM changed JOIN award ON award.issuer = changed.id;
         INSERT OR IGNORE INTO touched SELECT award.number FROM changed JOIN award ON award.platform = changed.id;",
    )
}

/// A level as a value of the counts.
pub(super) fn level_value(framework: &str, value: &str) -> String {
    format!("{framework}\u{1f}{value}")
}

/// Framework and value of a level in the counts.
pub(super) fn level_of(value: &str) -> Option<(&str, &str)> {
    value.split_once('\u{1f}')
}

/// Derives, and gathers the differences of evidence until they are written.
pub(super) struct Derived<'t> {
    connection: &'t Connection,
    groups: HashMap<String, i64>,
    pending: HashMap<Entry, i64>,
    regrouped: BTreeSet<i64>,
}

/// A group, a currency (empty: hours) and a value.
type Entry = (i64, String, String);

impl<'t> Derived<'t> {
    pub(super) fn new(connection: &'t Connection) -> Self {
        Self { connection, groups: HashMap::new(), pending: HashMap::new(), regrouped: BTreeSet::new() }
    }

    /// Derives for the awards among `awards` that are touched. The catalogue holds what they name and their organizations.
    pub(super) fn derive<'a>(&mut self, awards: impl Iterator<Item = &'a Award>, catalogue: &Catalogue) -> Result<(), StoreError> {
        let mut touched = self
            .connection
            .prepare_cached("DELETE FROM touched WHERE number = (SELECT number FROM award WHERE id = ?1) RETURNING number")?;
        for award in awards {
            let Some(number) = touched.query_row([award.id.as_str()], |row| row.get(0)).optional()? else { continue };
            self.set(number, evidence(award, catalogue, Frameworks::bundled()))?;
            words::put(self.connection, number, award, catalogue)?;
        }
        Ok(())
    }

    /// Derives for all awards that are still touched.
    pub(super) fn derive_the_rest(&mut self) -> Result<(), StoreError> {
        loop {
            let sql = "SELECT award.id FROM touched JOIN award ON award.number = touched.number ORDER BY touched.number LIMIT ?1";
            let batch = ids(self.connection, sql, [BATCH])?;
            if batch.is_empty() {
                return Ok(());
            }
            let mut wanted = Wanted { awards: batch.iter().cloned().collect(), ..Wanted::default() };
            let named = "SELECT DISTINCT award FROM edge WHERE source IN (SELECT value FROM json_each(?1)) AND relation = 'requires'";
            wanted.awards.extend(ids(self.connection, named, [json(&batch)])?);
            let catalogue = Catalogue::from_packs(packs::read(self.connection, wanted)?);
            self.derive(batch.iter().filter_map(|id| catalogue.awards.get(id.as_str())), &catalogue)?;
        }
    }

    /// Takes out what an award adds, before it goes.
    pub(super) fn forget(&mut self, award: i64) -> Result<(), StoreError> {
        self.set(award, Vec::new())
    }

    fn set(&mut self, award: i64, adds: Vec<(String, Amount)>) -> Result<(), StoreError> {
        let mut entries = Vec::with_capacity(adds.len());
        for (group, Amount { value, currency }) in adds {
            let currency = currency.map_or("", |currency| currency.code());
            entries.push((self.group(&group)?, currency.to_owned(), value.to_string()));
        }
        let unwritable = |source| StoreError::Value { what: "the evidence of an award".to_owned(), source };
        let text = serde_json::to_string(&entries).map_err(unwritable)?;
        let before: Option<String> = self
            .connection
            .prepare_cached("SELECT adds FROM estimate_basis WHERE award = ?1")?
            .query_row([award], |row| row.get(0))
            .optional()?;
        if before.as_ref() == Some(&text) || (before.is_none() && entries.is_empty()) {
            return Ok(());
        }
        let before: Vec<Entry> = before.as_deref().map_or(Ok(Vec::new()), serde_json::from_str).map_err(unwritable)?;
        for (entry, awards) in before.into_iter().map(|entry| (entry, -1)).chain(entries.into_iter().map(|entry| (entry, 1))) {
            self.regrouped.insert(entry.0);
            *self.pending.entry(entry).or_default() += awards;
        }
        self.connection
            .prepare_cached("INSERT INTO estimate_basis (award, adds) VALUES (?1, ?2) ON CONFLICT (award) DO UPDATE SET adds = ?2")?
            .execute(params![award, text])?;
        if self.pending.len() > MOST_PENDING {
            self.write()?;
        }
        Ok(())
    }

    fn group(&mut self, name: &str) -> rusqlite::Result<i64> {
        if let Some(number) = self.groups.get(name) {
            return Ok(*number);
        }
        let number = self
            .connection
            .prepare_cached("INSERT INTO estimate_group (name) VALUES (?1) ON CONFLICT (name) DO UPDATE SET name = ?1 RETURNING number")?
            .query_row([name], |row| row.get(0))?;
        if self.groups.len() > MOST_PENDING {
            self.groups.clear();
        }
        self.groups.insert(name.to_owned(), number);
        Ok(number)
    }

    fn write(&mut self) -> rusqlite::Result<()> {
        let mut put = self.connection.prepare_cached(
            "INSERT INTO estimate_amount (in_group, currency, value, awards) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (in_group, currency, value) DO UPDATE SET awards = awards + ?4",
        )?;
        for ((group, currency, value), awards) in self.pending.drain().filter(|(_, awards)| *awards != 0) {
            put.execute(params![group, currency, value, awards])?;
        }
        Ok(())
    }

    /// Writes what is pending and the medians of the groups that it concerns.
    pub(super) fn end(mut self) -> Result<(), StoreError> {
        self.write()?;
        let mut tidy = self.connection.prepare_cached("DELETE FROM estimate_amount WHERE in_group = ?1 AND awards = 0")?;
        let mut amounts = self.connection.prepare_cached("SELECT currency, value, awards FROM estimate_amount WHERE in_group = ?1")?;
        let mut put =
            self.connection.prepare_cached("UPDATE estimate_group SET value = ?2, currency = ?3, awards = ?4 WHERE number = ?1")?;
        for group in std::mem::take(&mut self.regrouped) {
            tidy.execute([group])?;
            let mut spread = Spread::default();
            let mut rows = amounts.query([group])?;
            while let Some(row) = rows.next()? {
                let currency = Currency::from_code(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?);
                if let Ok(value) = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?.parse::<Rational>() {
                    spread.add(Amount { value, currency }, row.get(2)?);
                }
            }
            let median = spread.median();
            put.execute(params![
                group,
                median.map(|median| median.amount.value.to_string()),
                median.and_then(|median| median.amount.currency).map(|currency| currency.code()),
                median.map_or(0, |median| median.awards)
            ])?;
        }
        Ok(())
    }
}
