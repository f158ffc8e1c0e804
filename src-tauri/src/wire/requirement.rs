//! Requirements as a tree that mirrors the contract's expressions, node by node.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fact::Credit;

/// A requirement expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum RequirementView {
    /// That award.
    Award {
        /// The award.
        award: String,
        /// Its title.
        title: String,
        /// Its kind; `other` when no pack has it.
        kind: String,
        /// The least grade, 0 to 100.
        min_grade: Option<String>,
        /// Whether the open learner holds it.
        held: bool,
    },
    /// Every child.
    All {
        /// Whether an award counts toward one child only.
        distinct: bool,
        /// The children.
        of: Vec<RequirementView>,
    },
    /// At least one child.
    Any {
        /// The children.
        of: Vec<RequirementView>,
    },
    /// At least `count` children.
    AtLeast {
        /// How many.
        count: u32,
        /// The children.
        of: Vec<RequirementView>,
    },
    /// So many credits from a list.
    Credits {
        /// How many.
        credits: Credit,
        /// From what.
        from: Vec<PoolItem>,
        /// Limits on parts of the list.
        caps: Vec<CapView>,
    },
    /// A person or body decides.
    Gate {
        /// Its id.
        gate: String,
        /// Its kind; `other` when unstated.
        kind: String,
        /// The question.
        label: String,
        /// What satisfies it without a decision.
        met_by: Option<Box<RequirementView>>,
    },
}

/// An award in a pool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PoolItem {
    /// The award.
    pub award: String,
    /// Its title.
    pub title: String,
    /// What it is worth in the pool; null when no unit that it states converts.
    pub counts: Option<Credit>,
    /// Whether the open learner holds it.
    pub held: bool,
}

/// A limit on what some awards of a pool contribute together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CapView {
    /// The most that counts.
    pub credits: Credit,
    /// The titles of the awards concerned.
    pub from: Vec<String>,
    /// Why.
    pub reason: Option<String>,
}
