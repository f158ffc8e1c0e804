//! The list of learners to triage: search, tags, what is due next, whose plan no longer holds; archiving and erasing.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Row, TransactionBehavior, params};

use super::{LearnerId, Store, StoreError};
use crate::agreed::{Triage, looked_at};
use crate::interchange::SourceFile;
use crate::interchange::contract;
use crate::model::{AwardId, Catalogue, LearnerRecord};

/// What the list is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TriageQuery {
    /// Words of the name or of a tag; each must occur.
    pub words: String,
    /// Only learners with this tag.
    pub tag: Option<String>,
    /// Only those whose plan is broken, or has drifted.
    pub only: Option<TriageOnly>,
    /// The archived instead of the others.
    pub archived: bool,
    /// In which order.
    pub order: TriageOrder,
    /// How many are skipped.
    pub offset: usize,
    /// How many come at most.
    pub limit: usize,
}

/// A restriction of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TriageOnly {
    /// The plan cannot be followed as agreed.
    Broken,
    /// Conditions are outstanding.
    Conditions,
    /// Nothing is agreed.
    WithoutPlan,
    /// The catalogue has changed where the plan rests, and nobody has looked since.
    Touched,
}

/// An order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TriageOrder {
    /// Who needs attention first: broken plans, then what is due next.
    #[default]
    Urgency,
    /// By name.
    Name,
    /// The last changed first.
    Changed,
}

/// A learner in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TriageRow {
    /// Who.
    pub id: LearnerId,
    /// The name in the list.
    pub name: String,
    /// Tags, in order.
    pub tags: Vec<String>,
    /// When the record was last changed.
    pub changed: DateTime<Utc>,
    /// What is known; `None`: nobody has looked yet.
    pub triage: Option<Triage>,
    /// Whether the record or the catalogue has changed since somebody looked.
    pub stale: bool,
}

/// What the list answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TriageList {
    /// How many there are in all.
    pub total: usize,
    /// Those that were asked for.
    pub rows: Vec<TriageRow>,
    /// How many, archived ones left out, have changed since somebody looked, or whom nobody has looked at.
    pub stale: usize,
    /// All tags, with how many learners have each.
    pub tags: Vec<(String, usize)>,
}

/// Learners who are about to be looked at.
#[derive(Clone, Debug)]
pub struct ToLookAt {
    /// Who, the time of the last change of the record, and the record.
    pub learners: Vec<((LearnerId, DateTime<Utc>), LearnerRecord)>,
    /// What their plans can rest on.
    pub catalogue: Catalogue,
}

const STALE: &str = "(t.learner IS NULL OR t.record <> l.changed OR t.packs <> ?1 OR t.checked <> ?2)";

impl Store {
    /// The list of learners.
    ///
    /// # Errors
    /// When the database fails.
    pub fn triage(&self, query: &TriageQuery, today: NaiveDate) -> Result<TriageList, StoreError> {
        let packs = self.pack_changes()?;
        let words: Vec<String> = query.words.split_whitespace().map(|word| format!("%{}%", word.replace(['%', '_'], ""))).collect();
        let mut conditions = vec![format!("l.archived IS {} NULL", if query.archived { "NOT" } else { "" })];
        conditions.extend((0..words.len()).map(|at| {
            let word = at + 4;
            format!("(l.name LIKE ?{word} OR EXISTS (SELECT 1 FROM learner_tag WHERE learner = l.number AND tag LIKE ?{word}))")
        }));
        conditions.push("(?3 IS NULL OR EXISTS (SELECT 1 FROM learner_tag WHERE learner = l.number AND tag = ?3))".to_owned());
        conditions.extend(query.only.map(|only| {
            match only {
                TriageOnly::Broken => "t.broken > 0",
                TriageOnly::Conditions => "t.conditions > 0",
                TriageOnly::WithoutPlan => "t.target IS NULL",
                TriageOnly::Touched => "t.target IS NOT NULL AND t.packs <> ?1",
            }
            .to_owned()
        }));
        let from = format!("FROM learner l LEFT JOIN triage t ON t.learner = l.number WHERE {}", conditions.join(" AND "));
        let order = match query.order {
            TriageOrder::Urgency => "coalesce(t.broken, 0) = 0, t.due IS NULL, t.due, l.name COLLATE NOCASE, l.number",
            TriageOrder::Name => "l.name COLLATE NOCASE, l.number",
            TriageOrder::Changed => "l.changed DESC, l.number DESC",
        };
        let mut given: Vec<&dyn rusqlite::ToSql> = vec![&packs, &today, &query.tag];
        given.extend(words.iter().map(|word| word as &dyn rusqlite::ToSql));
        let total = self.connection.prepare_cached(&format!("SELECT count(*), ?1, ?2 {from}"))?.query_row(&given[..], |row| row.get(0))?;
        let sql = format!(
            "SELECT l.number, l.name, l.changed, {STALE},
               (SELECT json_group_array(tag) FROM (SELECT tag FROM learner_tag WHERE learner = l.number ORDER BY tag)),
               t.held, t.target, t.agreed, t.finish, t.completed, t.steps, t.due, t.due_what, t.conditions, t.broken, t.drifted, t.what
             {from} ORDER BY {order} LIMIT {} OFFSET {}",
            query.limit, query.offset
        );
        let rows = self.connection.prepare_cached(&sql)?.query_map(&given[..], row)?.collect::<Result<_, _>>()?;
        let stale =
            format!("SELECT count(*) FROM learner l LEFT JOIN triage t ON t.learner = l.number WHERE l.archived IS NULL AND {STALE}");
        let stale = self.connection.prepare_cached(&stale)?.query_row(params![packs, today], |row| row.get(0))?;
        let mut tags = self.connection.prepare_cached("SELECT tag, count(*) FROM learner_tag GROUP BY tag ORDER BY tag COLLATE NOCASE")?;
        let tags = tags.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        Ok(TriageList { total, rows, stale, tags })
    }

    /// The learners whom somebody should look at again: whose record or catalogue has changed since, or the day.
    ///
    /// # Errors
    /// When the database fails.
    pub fn stale_learners(&self, today: NaiveDate) -> Result<Vec<LearnerId>, StoreError> {
        let sql = format!(
            "SELECT l.number FROM learner l LEFT JOIN triage t ON t.learner = l.number WHERE l.archived IS NULL AND {STALE} ORDER BY l.number"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let numbers = statement.query_map(params![self.pack_changes()?, today], |row| row.get(0))?;
        Ok(numbers.collect::<Result<Vec<i64>, _>>()?.into_iter().map(LearnerId::from).collect())
    }

    /// A record with the time of its last change, read without what can be undone: for looking at many.
    ///
    /// # Errors
    /// When there is no such learner, the record can no longer be read, or the database fails.
    pub fn record(&self, id: LearnerId) -> Result<(LearnerRecord, DateTime<Utc>), StoreError> {
        let text = self.learner_text(id)?;
        let changed =
            self.connection.prepare_cached("SELECT changed FROM learner WHERE number = ?1")?.query_row([id.number()], |row| row.get(0))?;
        let (record, _) = contract::read_learner(&SourceFile::new(format!("learner {id} in the store"), text))
            .map_err(|findings| StoreError::Unreadable { what: format!("the record of learner {id}"), findings })?;
        Ok((record, changed))
    }

    /// Learners to look at, with the part of the catalogue on which their plans can rest.
    ///
    /// # Errors
    /// When there is no such learner, a record can no longer be read, or the database fails.
    pub fn to_look_at(&self, ids: &[LearnerId]) -> Result<ToLookAt, StoreError> {
        let mut learners = Vec::with_capacity(ids.len());
        for id in ids {
            let (record, changed) = self.record(*id)?;
            learners.push(((*id, changed), record));
        }
        let mut awards: Vec<AwardId> = learners.iter().flat_map(|(_, record)| looked_at(record)).collect();
        awards.sort();
        awards.dedup();
        let catalogue = self.toward(&awards, &LearnerRecord::default())?.catalogue;
        Ok(ToLookAt { learners, catalogue })
    }

    /// Keeps what was found by looking at learners as they were changed last, one transaction.
    ///
    /// # Errors
    /// When the database fails.
    pub fn keep_triage(&mut self, found: &[((LearnerId, DateTime<Utc>), Triage)], today: NaiveDate) -> Result<(), StoreError> {
        let packs = self.pack_changes()?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for ((id, changed), triage) in found {
            transaction
                .prepare_cached(
                    "INSERT OR REPLACE INTO triage (learner, held, target, agreed, finish, completed, steps, due, due_what, conditions,
                       broken, drifted, what, record, packs, checked)
                     SELECT number, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16 FROM learner WHERE number = ?1",
                )?
                .execute(params![
                    id.number(),
                    triage.held,
                    triage.target.as_ref().map(|target| target.as_str()),
                    triage.agreed,
                    triage.finish,
                    triage.completed,
                    triage.steps,
                    triage.due.as_ref().map(|due| due.0),
                    triage.due.as_ref().map(|due| &due.1),
                    triage.conditions,
                    triage.broken,
                    triage.drifted,
                    triage.what,
                    changed,
                    packs,
                    today
                ])?;
            transaction.prepare_cached("DELETE FROM plan_rests_on WHERE learner = ?1")?.execute([id.number()])?;
            let mut rests =
                transaction.prepare_cached("INSERT INTO plan_rests_on (learner, id) SELECT number, ?2 FROM learner WHERE number = ?1")?;
            for on in &triage.rests_on {
                rests.execute(params![id.number(), on])?;
            }
        }
        transaction.commit()?;
        Ok(())
    }

    /// Gives a learner these tags and no others.
    ///
    /// # Errors
    /// When there is no such learner, or the database fails.
    pub fn tag_learner(&mut self, id: LearnerId, tags: &[String]) -> Result<(), StoreError> {
        self.learner_text(id)?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute("DELETE FROM learner_tag WHERE learner = ?1", [id.number()])?;
        for tag in tags.iter().map(|tag| tag.trim()).filter(|tag| !tag.is_empty()) {
            transaction.execute("INSERT OR IGNORE INTO learner_tag (learner, tag) VALUES (?1, ?2)", params![id.number(), tag])?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// Archives a learner, or takes them back: archived ones leave the list and keep everything.
    ///
    /// # Errors
    /// When there is no such learner, or the database fails.
    pub fn archive_learner(&mut self, id: LearnerId, day: Option<NaiveDate>) -> Result<(), StoreError> {
        match self.connection.execute("UPDATE learner SET archived = ?2 WHERE number = ?1", params![id.number(), day])? {
            0 => Err(StoreError::NoLearner(id)),
            _ => Ok(()),
        }
    }
}

fn row(row: &Row<'_>) -> rusqlite::Result<TriageRow> {
    let tags: String = row.get(4)?;
    let triage = match row.get::<_, Option<usize>>(5)? {
        None => None,
        Some(held) => Some(Triage {
            held,
            target: row.get::<_, Option<String>>(6)?.map(Into::into),
            agreed: row.get(7)?,
            finish: row.get(8)?,
            completed: row.get(9)?,
            steps: row.get(10)?,
            due: row.get::<_, Option<NaiveDate>>(11)?.zip(row.get(12)?),
            conditions: row.get(13)?,
            broken: row.get(14)?,
            drifted: row.get(15)?,
            what: row.get(16)?,
            rests_on: BTreeSet::new(),
        }),
    };
    Ok(TriageRow {
        id: LearnerId::from(row.get::<_, i64>(0)?),
        name: row.get(1)?,
        changed: row.get(2)?,
        stale: row.get(3)?,
        tags: serde_json::from_str(&tags).unwrap_or_default(),
        triage,
    })
}
