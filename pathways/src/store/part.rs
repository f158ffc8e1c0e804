//! Parts of the catalogue: what one question can touch, and no more. A store may hold a million awards; a question about a
//! target touches its cone, a page its neighbours, a list its rows.
//!
//! A part is a catalogue like the whole one, in the same order, with the estimates that the whole one would give.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension};

use super::packs::{self, Wanted, ids, json};
use super::{Store, StoreError};
use crate::estimate::{Amount, Estimates, Median, Medians};
use crate::frameworks::Frameworks;
use crate::model::{AwardId, Catalogue, Currency, ExceptionKind, LearnerRecord, PinKind, Rational};

/// The most neighbours of one kind that a part holds: a page shows no more, and their number is known besides.
const MOST_NEIGHBOURS: usize = 500;

/// The most records that are read to explain a gate that the learner has answered.
const MOST_ASKING: usize = 6;

/// A part of the catalogue.
#[derive(Debug, Default)]
pub struct Part {
    /// The records. Besides those that were asked for it holds the awards that they name, one step far, and their organizations.
    pub catalogue: Catalogue,
    /// Estimates for the awards that were asked for, as in the whole catalogue.
    pub estimates: Estimates,
    /// In how many recognitions each award that was asked for stands as what is recognised.
    pub recognised_by: HashMap<AwardId, usize>,
}

impl Store {
    /// All that a question about targets can touch: their cones, what the record holds and speaks of, and the agreements in
    /// which something held stands.
    ///
    /// # Errors
    /// When the database fails, or what it holds can no longer be read.
    pub fn toward(&self, targets: &[AwardId], record: &LearnerRecord) -> Result<Part, StoreError> {
        let spoken: BTreeSet<&AwardId> = spoken_of(record).collect();
        let connection = &self.connection;
        let mut selection = Wanted::default();
        selection.cone(connection, targets.iter().chain(spoken.iter().copied()))?;
        for held in &record.held {
            selection.awards.insert(held.award.to_string());
            selection.recognised(connection, held.award.as_str(), "edge.relation = 'from'")?;
        }
        for gate in record.gates.keys() {
            selection.asking(connection, gate.as_str())?;
        }
        selection.awards.extend(record.preferences.exclude_awards.iter().map(ToString::to_string));
        selection.organizations.extend(record.preferences.exclude_organizations.iter().map(ToString::to_string));
        self.part(selection)
    }

    /// An award with its neighbours: what it requires, what grants it, what recognises it, what it opens, and what it is a part
    /// of in the end. Of each kind of neighbour at most 500.
    ///
    /// # Errors
    /// When the database fails, or what it holds can no longer be read.
    pub fn around(&self, award: &AwardId) -> Result<Part, StoreError> {
        let connection = &self.connection;
        let id = award.as_str();
        let mut selection = Wanted::default();
        selection.awards.insert(id.to_owned());
        selection.recognised(connection, id, "edge.relation IN ('from', 'needs')")?;
        let opened = "SELECT DISTINCT coalesce(recognition.grants, edge.source) FROM edge
             LEFT JOIN recognition ON recognition.id = edge.source
             WHERE edge.award = ?1 AND edge.relation IN ('requires', 'from', 'needs') LIMIT ?2";
        let counted_into = "SELECT DISTINCT other.award FROM edge JOIN edge other ON other.source = edge.source AND other.relation = 'into'
             WHERE edge.award = ?1 AND edge.relation = 'from' LIMIT ?2";
        let whole = "WITH RECURSIVE whole (id) AS (
               VALUES (?1) UNION SELECT edge.source FROM whole JOIN edge ON edge.award = whole.id AND edge.relation = 'requires'
               LIMIT ?2)
             SELECT id FROM whole";
        for sql in [opened, counted_into, whole] {
            selection.awards.extend(ids(connection, sql, (id, MOST_NEIGHBOURS))?);
        }
        let granting = "SELECT id FROM recognition WHERE grants = ?1 ORDER BY pack, position LIMIT ?2";
        selection.recognitions.extend(ids(connection, granting, (id, MOST_NEIGHBOURS))?);
        self.part(selection)
    }

    /// Awards as rows of a list: with what their estimates rest on, and without their neighbours.
    ///
    /// # Errors
    /// When the database fails, or what it holds can no longer be read.
    pub fn rows<'i>(&self, awards: impl IntoIterator<Item = &'i AwardId>) -> Result<Part, StoreError> {
        let wanted = Wanted { awards: awards.into_iter().map(ToString::to_string).collect(), ..Wanted::default() };
        self.part(wanted)
    }

    /// Every qualification that is not held and could rest on something that is, in the catalogue's order, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn opened_by(&self, record: &LearnerRecord, limit: usize) -> Result<Vec<AwardId>, StoreError> {
        let held = json(record.held.iter().map(|held| held.award.as_str()));
        let sql = "WITH RECURSIVE opened (id) AS (
               SELECT value FROM json_each(?1)
               UNION SELECT edge.source FROM opened JOIN edge ON edge.award = opened.id AND edge.relation = 'requires'
               UNION SELECT recognition.grants FROM opened JOIN edge ON edge.award = opened.id AND edge.relation IN ('from', 'needs')
                 JOIN recognition ON recognition.id = edge.source)
             SELECT award.id FROM opened JOIN award ON award.id = opened.id
             WHERE award.qualification AND award.id NOT IN (SELECT value FROM json_each(?1))
             ORDER BY award.pack, award.position LIMIT ?2";
        Ok(ids(&self.connection, sql, (held, limit))?.into_iter().map(AwardId::from).collect())
    }

    /// What agreements grant and count into: those that can rest on `award`, or all; at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn recognising(&self, award: Option<&AwardId>, limit: usize) -> Result<Vec<AwardId>, StoreError> {
        let sql = "SELECT DISTINCT edge.award FROM edge WHERE edge.relation IN ('grants', 'into')
             AND (?1 IS NULL OR edge.source IN (SELECT source FROM edge WHERE award = ?1 AND relation = 'from')) LIMIT ?2";
        Ok(ids(&self.connection, sql, (award.map(AwardId::as_str), limit))?.into_iter().map(AwardId::from).collect())
    }

    /// What ids are called: awards by their title, organizations by their name. Unknown ids are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub fn names<'i>(&self, of: impl IntoIterator<Item = &'i str>) -> Result<HashMap<String, String>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, title FROM award WHERE id IN (SELECT value FROM json_each(?1))
             UNION ALL SELECT id, name FROM organization WHERE id IN (SELECT value FROM json_each(?1))",
        )?;
        let rows = statement.query_map([json(of)], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whether a pack has the award.
    ///
    /// # Errors
    /// When the database fails.
    pub fn has_award(&self, award: &AwardId) -> Result<bool, StoreError> {
        Ok(self.connection.prepare_cached("SELECT 1 FROM award WHERE id = ?1")?.exists([award.as_str()])?)
    }

    fn part(&self, mut wanted: Wanted) -> Result<Part, StoreError> {
        let connection = &self.connection;
        let asked = wanted.awards.clone();
        let of_awards =
            "SELECT DISTINCT award FROM edge WHERE source IN (SELECT value FROM json_each(?1)) AND relation IN ('requires', 'recommends')";
        wanted.awards.extend(ids(connection, of_awards, [json(&asked)])?);
        let of_recognitions = "SELECT DISTINCT award FROM edge WHERE source IN (SELECT value FROM json_each(?1))";
        wanted.awards.extend(ids(connection, of_recognitions, [json(&wanted.recognitions)])?);
        let catalogue = Catalogue::from_packs(packs::read(connection, wanted)?);
        let medians = KeptMedians::new(connection);
        let of = catalogue.awards.values().filter(|award| asked.contains(award.id.as_str()));
        let estimates = Estimates::resting_on(&medians, of, &catalogue, Frameworks::bundled());
        medians.failure.into_inner().map_or(Ok(()), Err)?;
        let mut statement = connection
            .prepare_cached("SELECT value, (SELECT count(*) FROM edge WHERE award = value AND relation = 'from') FROM json_each(?1)")?;
        let counted = statement.query_map([json(&asked)], |row| Ok((row.get::<_, String>(0)?.into(), row.get(1)?)))?;
        let recognised_by = counted.collect::<Result<_, _>>()?;
        Ok(Part { catalogue, estimates, recognised_by })
    }
}

impl Wanted {
    /// The awards on which others could rest, and the agreements that lead to them.
    fn cone<'i>(&mut self, connection: &Connection, of: impl Iterator<Item = &'i AwardId>) -> rusqlite::Result<()> {
        let sql = "WITH RECURSIVE cone (id) AS (
               SELECT value FROM json_each(?1)
               UNION SELECT edge.award FROM cone JOIN edge ON edge.source = cone.id AND edge.relation = 'requires'
               UNION SELECT edge.award FROM cone JOIN recognition ON recognition.grants = cone.id
                 JOIN edge ON edge.source = recognition.id AND edge.relation IN ('from', 'needs'))
             SELECT id FROM cone";
        let cone = ids(connection, sql, [json(of.map(AwardId::as_str))])?;
        let granting = "SELECT id FROM recognition WHERE grants IN (SELECT value FROM json_each(?1))";
        self.recognitions.extend(ids(connection, granting, [json(&cone)])?);
        self.awards.extend(cone);
        Ok(())
    }

    /// The agreements in which an award stands.
    fn recognised(&mut self, connection: &Connection, award: &str, relation: &str) -> rusqlite::Result<()> {
        let sql = format!("SELECT DISTINCT source FROM edge WHERE edge.award = ?1 AND {relation} LIMIT ?2");
        self.recognitions.extend(ids(connection, &sql, (award, MOST_NEIGHBOURS))?);
        Ok(())
    }

    /// Records that ask a gate.
    fn asking(&mut self, connection: &Connection, gate: &str) -> rusqlite::Result<()> {
        let awards = "SELECT gate.source FROM gate JOIN award ON award.id = gate.source WHERE gate = ?1 LIMIT ?2";
        self.awards.extend(ids(connection, awards, (gate, MOST_ASKING))?);
        let recognitions = "SELECT gate.source FROM gate JOIN recognition ON recognition.id = gate.source WHERE gate = ?1 LIMIT ?2";
        self.recognitions.extend(ids(connection, recognitions, (gate, MOST_ASKING))?);
        Ok(())
    }
}

/// The awards of which exceptions and pins speak: they can take part though no requirement names them.
fn spoken_of(record: &LearnerRecord) -> impl Iterator<Item = &AwardId> {
    let exceptions = record.exceptions.iter().flat_map(|exception| {
        let with = match &exception.kind {
            ExceptionKind::Substitute { with } => Some(with),
            ExceptionKind::Waive | ExceptionKind::AlsoAllow { .. } | ExceptionKind::Grant | ExceptionKind::Deny => None,
        };
        [Some(&exception.award), exception.within.as_ref(), with]
    });
    let pins = record.pins.iter().flat_map(|pin| {
        let toward = match &pin.kind {
            PinKind::Count { toward } => Some(toward),
            PinKind::Take | PinKind::Avoid => None,
        };
        [Some(&pin.award), toward, None]
    });
    exceptions.chain(pins).flatten()
}

/// The medians that are kept in the store, each looked up once.
struct KeptMedians<'c> {
    connection: &'c Connection,
    known: RefCell<HashMap<String, Option<Median>>>,
    /// A look-up cannot fail; what went wrong is told afterwards.
    failure: RefCell<Option<rusqlite::Error>>,
}

impl<'c> KeptMedians<'c> {
    fn new(connection: &'c Connection) -> Self {
        Self { connection, known: RefCell::default(), failure: RefCell::default() }
    }

    fn look_up(&self, group: &str) -> rusqlite::Result<Option<Median>> {
        let mut statement =
            self.connection.prepare_cached("SELECT value, currency, awards FROM estimate_group WHERE name = ?1 AND value IS NOT NULL")?;
        let found = statement
            .query_row([group], |row| Ok((row.get::<_, String>(0)?.parse::<Rational>(), row.get::<_, Option<String>>(1)?, row.get(2)?)));
        let kept = found.optional()?.and_then(|(value, currency, awards)| Some((value.ok()?, currency, awards)));
        Ok(kept.map(|(value, currency, awards)| {
            let currency = currency.and_then(|code| Currency::from_code(&code));
            Median { amount: Amount { value, currency }, awards }
        }))
    }
}

impl Medians for KeptMedians<'_> {
    fn median(&self, group: &str) -> Option<Median> {
        if let Some(known) = self.known.borrow().get(group) {
            return *known;
        }
        let found = self.look_up(group).unwrap_or_else(|error| {
            self.failure.replace(Some(error));
            None
        });
        self.known.borrow_mut().insert(group.to_owned(), found);
        found
    }
}
