//! The records of one pack coming in: what is new, what differs, what is gone.
//!
//! A record that is as it was is left where it is, so that a new version of a pack costs what it changes.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use super::StoreError;
use super::changes::{ChangedRecord, Changes, PackChange, differing};
use super::derived::{self, Derived};
use super::packs::{KINDS, table};
use super::removed::{self, Replaced};
use crate::finding::{Finding, Severity};
use crate::interchange::contract::{Places, ReadPack, RecordKind};
use crate::model::provenance::{AsOf, Source};
use crate::model::{Award, Gate, Organization, Pacing, PackHeader, Recognition, Requirement, exact};

/// Where a pack comes from.
pub(super) struct Origin<'o> {
    /// The name of its file.
    pub file: &'o str,
    /// Of the whole file, to see whether another one is the same.
    pub fingerprint: i64,
    /// What the pack says of itself, as it stands there.
    pub header: &'o str,
    /// Whether it came with the program.
    pub bundled: bool,
    /// The day on which it came.
    pub today: NaiveDate,
}

/// A pack whose records come in.
pub(super) struct Incoming<'t> {
    connection: &'t Connection,
    pack: i64,
    change: PackChange,
    /// The records of the version before that have not come again, by number; one set for each of [`KINDS`].
    left: [HashSet<i64>; 3],
    positions: [i64; 3],
    counts: HashMap<(&'static str, String), usize>,
    ages: Option<(AsOf, AsOf)>,
    /// Whether records that are as they were are written again, because what follows from them is new.
    anew: bool,
    /// What is wrong with the records beside others that are already there.
    pub findings: Vec<Finding>,
}

impl<'t> Incoming<'t> {
    /// Begins with the pack itself.
    pub(super) fn begin(connection: &'t Connection, header: &PackHeader, origin: &Origin<'_>) -> rusqlite::Result<Self> {
        let predecessor: Option<(i64, String)> = connection
            .prepare_cached("SELECT number, version FROM pack WHERE id = ?1")?
            .query_row([header.id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let pack = connection
            .prepare_cached(
                "INSERT INTO pack (id, title, version, header, file, fingerprint, bundled, imported) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                 ON CONFLICT (id) DO UPDATE SET title = ?2, version = ?3, header = ?4, file = ?5, fingerprint = ?6, bundled = ?7,
                   imported = ?8
                 RETURNING number",
            )?
            .query_row(
                params![
                    header.id.as_str(),
                    header.title,
                    header.version,
                    origin.header,
                    origin.file,
                    origin.fingerprint,
                    origin.bundled,
                    origin.today
                ],
                |row| row.get(0),
            )?;
        // A version of it that was replaced before stays where it is, unless this one is kept in its place.
        if predecessor.is_none() {
            removed::has_returned(connection, &header.id)?;
        }
        let change = PackChange {
            id: header.id.clone(),
            title: header.title.clone(),
            version: header.version.clone(),
            replaced: predecessor.map(|(_, version)| version),
            kept: false,
            organizations: Changes::default(),
            awards: Changes::default(),
            recognitions: Changes::default(),
        };
        Self::over(connection, pack, change, false)
    }

    /// A pack that is already there, all of whose records are written again.
    pub(super) fn again(connection: &'t Connection, pack: i64, header: &PackHeader) -> rusqlite::Result<Self> {
        let change = PackChange {
            id: header.id.clone(),
            title: header.title.clone(),
            version: header.version.clone(),
            replaced: Some(header.version.clone()),
            kept: false,
            organizations: Changes::default(),
            awards: Changes::default(),
            recognitions: Changes::default(),
        };
        Self::over(connection, pack, change, true)
    }

    /// Keeps the version that this one replaces.
    pub(super) fn keep(&mut self, replaced: Replaced) -> rusqlite::Result<()> {
        self.change.kept = true;
        replaced.keep(self.connection)
    }

    fn over(connection: &'t Connection, pack: i64, change: PackChange, anew: bool) -> rusqlite::Result<Self> {
        let mut left: [HashSet<i64>; 3] = Default::default();
        for (left, kind) in left.iter_mut().zip(KINDS) {
            let mut statement = connection.prepare_cached(&format!("SELECT number FROM {} WHERE pack = ?1", table(kind)))?;
            *left = statement.query_map([pack], |row| row.get(0))?.collect::<Result<_, _>>()?;
        }
        Ok(Self { connection, pack, change, left, positions: [0; 3], counts: HashMap::new(), ages: None, anew, findings: Vec::new() })
    }

    /// Writes records, which follow those that came before.
    pub(super) fn put(&mut self, read: &ReadPack, derived: &mut Derived<'_>) -> Result<(), StoreError> {
        let located = &read.located;
        for organization in &read.pack.organizations {
            let Organization { id, name, country, .. } = organization;
            let Some(place) = self.place(RecordKind::Organization, id.as_str(), located, derived)? else { continue };
            self.connection
                .prepare_cached(
                    "INSERT INTO organization (pack, position, id, name, country, raw) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                     ON CONFLICT (id) DO UPDATE SET pack = ?1, position = ?2, name = ?4, country = ?5, raw = ?6",
                )?
                .execute(params![self.pack, place.position, id.as_str(), name, country, place.raw])?;
        }
        for award in &read.pack.awards {
            self.count(award);
            self.age(&award.sources);
            let Some(place) = self.place(RecordKind::Award, award.id.as_str(), located, derived)? else { continue };
            let number = write_award(self.connection, self.pack, place.position, award, place.raw)?;
            derived::touch(self.connection, number)?;
            let requirements = [("requires", award.requires.as_ref()), ("recommends", award.recommends.as_ref())];
            self.relations(award.id.as_str(), &requirements)?;
        }
        for recognition in &read.pack.recognitions {
            let Recognition { id, by, grants, into, from, requires, .. } = recognition;
            self.age(&recognition.sources);
            let Some(place) = self.place(RecordKind::Recognition, id.as_str(), located, derived)? else { continue };
            self.connection
                .prepare_cached(
                    "INSERT INTO recognition (pack, position, id, by, grants, raw) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                     ON CONFLICT (id) DO UPDATE SET pack = ?1, position = ?2, by = ?4, grants = ?5, raw = ?6",
                )?
                .execute(params![self.pack, place.position, id.as_str(), by.as_str(), grants.as_str(), place.raw])?;
            self.relations(id.as_str(), &[("from", Some(from)), ("needs", requires.as_ref())])?;
            self.edge(id.as_str(), "grants", grants.as_str())?;
            if let Some(into) = into {
                self.edge(id.as_str(), "into", into.as_str())?;
            }
        }
        Ok(())
    }

    /// Where a record is to be written; `None`: it is there already as it is, or it cannot stand beside one that is.
    fn place<'r>(
        &mut self,
        kind: RecordKind,
        id: &str,
        located: &'r Places,
        derived: &mut Derived<'_>,
    ) -> Result<Option<Place<'r>>, StoreError> {
        let own = KINDS.iter().position(|one| *one == kind).unwrap_or_default();
        let raw = located.raw(id).unwrap_or_default();
        let position = self.positions[own];
        self.positions[own] += 1;
        let mut predecessor = None;
        for (at, other) in KINDS.into_iter().enumerate() {
            let found: Option<(i64, i64)> = self
                .connection
                .prepare_cached(&format!("SELECT number, pack FROM {} WHERE id = ?1", table(other)))?
                .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            match found {
                None => {}
                Some((number, pack)) if pack == self.pack && self.left[at].remove(&number) => {
                    if at == own {
                        predecessor = Some(number);
                    } else {
                        self.remove(other, number, derived)?;
                    }
                }
                Some((_, pack)) => {
                    self.findings.push(self.claimed(id, other, pack, located)?);
                    return Ok(None);
                }
            }
        }
        let changes = match kind {
            RecordKind::Organization => &mut self.change.organizations,
            RecordKind::Award => &mut self.change.awards,
            RecordKind::Recognition => &mut self.change.recognitions,
        };
        if let Some(number) = predecessor {
            let before: String = self
                .connection
                .prepare_cached(&format!("SELECT raw FROM {} WHERE number = ?1", table(kind)))?
                .query_row([number], |row| row.get(0))?;
            let fields = differing(&before, raw);
            if fields.is_empty() {
                changes.unchanged += 1;
            } else {
                changes.changed.push(ChangedRecord { id: id.to_owned(), fields });
            }
            if before == raw && !self.anew {
                self.connection
                    .prepare_cached(&format!("UPDATE {} SET position = ?2 WHERE number = ?1 AND position <> ?2", table(kind)))?
                    .execute([number, position])?;
                return Ok(None);
            }
            self.forget_relations(id)?;
        } else {
            changes.added.push(id.to_owned());
        }
        derived::note_changed(self.connection, id)?;
        Ok(Some(Place { position, raw }))
    }

    fn claimed(&self, id: &str, kind: RecordKind, pack: i64, located: &Places) -> Result<Finding, StoreError> {
        let other: String = self.connection.prepare_cached("SELECT id FROM pack WHERE number = ?1")?.query_row([pack], |row| row.get(0))?;
        let message = format!("The id is already used by {} in the pack {other}", kind.name());
        let remedy = "Leave out one of the two packs, or give one of the two another id".to_owned();
        Ok(located.finding(Severity::Error, "duplicate-id", id, &["id".to_owned()], message, remedy))
    }

    /// Takes out what has not come again. After that everything that follows from the records can be derived.
    pub(super) fn remove_the_rest(&mut self, derived: &mut Derived<'_>) -> Result<(), StoreError> {
        for (place, kind) in KINDS.into_iter().enumerate() {
            let mut gone: Vec<i64> = self.left[place].drain().collect();
            gone.sort_unstable();
            for number in gone {
                let id = self.remove(kind, number, derived)?;
                match kind {
                    RecordKind::Organization => self.change.organizations.removed.push(id),
                    RecordKind::Award => self.change.awards.removed.push(id),
                    RecordKind::Recognition => self.change.recognitions.removed.push(id),
                }
            }
        }
        Ok(())
    }

    fn remove(&self, kind: RecordKind, number: i64, derived: &mut Derived<'_>) -> Result<String, StoreError> {
        if kind == RecordKind::Award {
            derived.forget(number)?;
            self.connection.prepare_cached("DELETE FROM award_text WHERE rowid = ?1")?.execute([number])?;
        }
        let id: String = self
            .connection
            .prepare_cached(&format!("DELETE FROM {} WHERE number = ?1 RETURNING id", table(kind)))?
            .query_row([number], |row| row.get(0))?;
        self.forget_relations(&id)?;
        derived::note_changed(self.connection, &id)?;
        Ok(id)
    }

    /// Ends: writes the counts, and returns what changed.
    pub(super) fn end(self) -> rusqlite::Result<PackChange> {
        let Self { connection, pack, change, counts, ages, positions, .. } = self;
        connection.prepare_cached("DELETE FROM pack_count WHERE pack = ?1")?.execute([pack])?;
        let mut insert = connection.prepare_cached("INSERT INTO pack_count (pack, facet, value, awards) VALUES (?1, ?2, ?3, ?4)")?;
        for ((facet, value), awards) in counts {
            insert.execute(params![pack, facet, value, awards])?;
        }
        let (oldest, newest) = ages.unzip();
        connection
            .prepare_cached(
                "UPDATE pack SET derived = ?2, organizations = ?3, awards = ?4, recognitions = ?5, newest = ?6, oldest = ?7 WHERE number = ?1",
            )?
            .execute(params![
                pack,
                derived::RULES,
                positions[0],
                positions[1],
                positions[2],
                newest.map(|age| age.to_string()),
                oldest.map(|age| age.to_string())
            ])?;
        Ok(change)
    }

    fn count(&mut self, award: &Award) {
        let level = award.level.as_ref().map(|level| derived::level_value(&level.framework, &level.value));
        let values = [
            ("kind", Some(award.kind.to_string())),
            ("issuer", Some(award.issuer.to_string())),
            ("platform", award.platform.as_ref().map(ToString::to_string)),
            ("level", level),
            ("pacing", Some(pacing(award).as_str().to_owned())),
            ("status", Some(award.status.to_string())),
            ("qualification", award.kind.is_qualification().then(|| "1".to_owned())),
        ];
        for (facet, value) in values {
            if let Some(value) = value {
                *self.counts.entry((facet, value)).or_default() += 1;
            }
        }
    }

    fn age(&mut self, sources: &[Source]) {
        for age in sources.iter().filter_map(|source| source.as_of) {
            self.ages = Some(self.ages.map_or((age, age), |(oldest, newest)| (oldest.min(age), newest.max(age))));
        }
    }

    fn relations(&self, source: &str, requirements: &[(&str, Option<&Requirement>)]) -> rusqlite::Result<()> {
        for (relation, requirement) in requirements {
            for award in requirement.map(Requirement::awards).unwrap_or_default() {
                self.edge(source, relation, award.as_str())?;
            }
            // What is only recommended asks nothing.
            for gate in requirement.filter(|_| *relation != "recommends").map(Requirement::gates).unwrap_or_default() {
                self.gate(source, gate)?;
            }
        }
        Ok(())
    }

    /// A requirement may name an award twice; the edge stands once.
    fn edge(&self, source: &str, relation: &str, award: &str) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("INSERT OR IGNORE INTO edge (pack, source, relation, award) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![self.pack, source, relation, award])?;
        Ok(())
    }

    fn gate(&self, source: &str, gate: &Gate) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO gate (gate, source, kind, pack) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (gate, source) DO UPDATE SET kind = coalesce(kind, ?3)",
            )?
            .execute(params![gate.gate.as_str(), source, gate.kind.map(|kind| kind.as_str()), self.pack])?;
        Ok(())
    }

    fn forget_relations(&self, source: &str) -> rusqlite::Result<()> {
        self.connection.prepare_cached("DELETE FROM edge WHERE source = ?1")?.execute([source])?;
        self.connection.prepare_cached("DELETE FROM gate WHERE source = ?1")?.execute([source])?;
        Ok(())
    }
}

/// Where a record is to be written.
struct Place<'r> {
    position: i64,
    raw: &'r str,
}

fn pacing(award: &Award) -> Pacing {
    if award.is_scheduled() { Pacing::Scheduled } else { Pacing::SelfPaced }
}

fn write_award(connection: &Connection, pack: i64, position: i64, award: &Award, raw: &str) -> rusqlite::Result<i64> {
    let names_parts = award.requires.as_ref().is_some_and(|requirement| !requirement.awards().is_empty());
    let price = award.cost.as_ref().filter(|cost| !cost.per_month && (cost.money.minor > exact::whole(0) || !names_parts));
    let ects = award.credits.iter().find_map(|credit| Some(credit.value * credit.unit.to_ects()?));
    connection
        .prepare_cached(
            "INSERT INTO award (pack, position, id, title, kind, issuer, platform, level_framework, level_value, ects_micro,
               price_minor, price_currency, pacing, status, qualification, raw)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
             ON CONFLICT (id) DO UPDATE SET pack = ?1, position = ?2, title = ?4, kind = ?5, issuer = ?6, platform = ?7,
               level_framework = ?8, level_value = ?9, ects_micro = ?10, price_minor = ?11, price_currency = ?12, pacing = ?13,
               status = ?14, qualification = ?15, raw = ?16
             RETURNING number",
        )?
        .query_row(
            params![
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
                pacing(award).as_str(),
                award.status.as_str(),
                award.kind.is_qualification(),
                raw
            ],
            |row| row.get(0),
        )
}
