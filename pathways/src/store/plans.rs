//! Saved plans: what was answered, and from which versions of the packs.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::activity::{self, Action};
use super::learners::write_edit;
use super::{LearnerId, Store, StoreError};
use crate::agreed::AgreedPlan;
use crate::interchange::SourceFile;
use crate::interchange::contract;
use crate::model::{AwardId, LearnerRecord, PackId, Plan, PlanStatus};

/// Names a saved plan of this store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlanId(i64);

impl fmt::Display for PlanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for PlanId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// A saved plan in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanSummary {
    /// Which one.
    pub id: PlanId,
    /// What the person called it.
    pub title: String,
    /// The qualification that it leads to.
    pub target: AwardId,
    /// When it was saved.
    pub saved: DateTime<Utc>,
}

/// A saved plan.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedPlan {
    /// What the list says of it.
    pub summary: PlanSummary,
    /// The plan.
    pub plan: Plan,
    /// The versions of the packs from which it was computed.
    pub packs: BTreeMap<PackId, String>,
}

impl Store {
    /// Saves a plan of a learner, with the versions of the packs as they are now.
    ///
    /// # Errors
    /// When there is no such learner, or the database fails.
    pub fn save_plan(&mut self, learner: LearnerId, title: &str, plan: &Plan, at: DateTime<Utc>) -> Result<PlanId, StoreError> {
        self.learner_text(learner)?;
        let packs = self.pack_versions()?;
        insert(&self.connection, learner, title, plan, &packs, at)
    }

    /// Agrees a plan: the edited record and a snapshot of the plan, one transaction. The snapshot stays when the edit is undone.
    ///
    /// # Errors
    /// When there is no such learner, or the database fails.
    pub fn agree(
        &mut self,
        learner: LearnerId,
        record: &LearnerRecord,
        agreed: &AgreedPlan,
        what: &str,
        at: DateTime<Utc>,
    ) -> Result<PlanId, StoreError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        write_edit(&transaction, learner, record, what, at)?;
        let plan = Plan {
            target: agreed.target.clone(),
            status: PlanStatus::Routes,
            routes: vec![agreed.route.clone()],
            blockers: Vec::new(),
            notes: Vec::new(),
        };
        let id = insert(&transaction, learner, what, &plan, &agreed.packs, at)?;
        activity::note(&transaction, &self.actor, Action::PlanAgreed, Some(learner), at)?;
        transaction.commit()?;
        Ok(id)
    }

    /// The saved plans of a learner, the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn plans(&self, learner: LearnerId) -> Result<Vec<PlanSummary>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT number, title, target, saved FROM saved_plan WHERE learner = ?1 ORDER BY saved DESC, number DESC")?;
        let rows = statement.query_map([learner.number()], summary)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A saved plan.
    ///
    /// # Errors
    /// When there is no such plan, it can no longer be read, or the database fails.
    pub fn plan(&self, id: PlanId) -> Result<SavedPlan, StoreError> {
        let (summary, text, packs): (PlanSummary, String, String) = self
            .connection
            .prepare_cached("SELECT number, title, target, saved, plan, packs FROM saved_plan WHERE number = ?1")?
            .query_row([id.0], |row| Ok((summary(row)?, row.get(4)?, row.get(5)?)))
            .optional()?
            .ok_or(StoreError::NoPlan(id))?;
        let plan = contract::read_plan(&SourceFile::new(format!("plan {id} in the store"), text))
            .map_err(|findings| StoreError::Unreadable { what: format!("plan {id}"), findings })?;
        let packs =
            serde_json::from_str(&packs).map_err(|source| StoreError::Value { what: format!("the list of packs of plan {id}"), source })?;
        Ok(SavedPlan { summary, plan, packs })
    }

    /// Removes a saved plan.
    ///
    /// # Errors
    /// When there is no such plan, or the database fails.
    pub fn remove_plan(&mut self, id: PlanId) -> Result<(), StoreError> {
        match self.connection.execute("DELETE FROM saved_plan WHERE number = ?1", [id.0])? {
            0 => Err(StoreError::NoPlan(id)),
            _ => Ok(()),
        }
    }
}

fn insert(
    connection: &Connection,
    learner: LearnerId,
    title: &str,
    plan: &Plan,
    packs: &BTreeMap<PackId, String>,
    at: DateTime<Utc>,
) -> Result<PlanId, StoreError> {
    let packs: BTreeMap<&str, &String> = packs.iter().map(|(id, version)| (id.as_str(), version)).collect();
    let packs = serde_json::to_string(&packs).map_err(|source| StoreError::Value { what: "the list of packs".to_owned(), source })?;
    connection.execute(
        "INSERT INTO saved_plan (learner, title, target, plan, packs, saved) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![learner.number(), title, plan.target.as_str(), contract::write_plan(plan), packs, at],
    )?;
    Ok(PlanId(connection.last_insert_rowid()))
}

fn summary(row: &rusqlite::Row<'_>) -> rusqlite::Result<PlanSummary> {
    Ok(PlanSummary { id: PlanId(row.get(0)?), title: row.get(1)?, target: row.get::<_, String>(2)?.into(), saved: row.get(3)? })
}
