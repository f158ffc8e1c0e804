//! The credit ledger of a route.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fact::Credit;

/// Which award counts where, and what becomes of the learner's own credit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LedgerView {
    /// The requirements of the target, one by one.
    pub lines: Vec<LedgerLine>,
    /// What the learner holds, one by one.
    pub own: Vec<LedgerOwn>,
}

/// One requirement of the target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LedgerLine {
    /// Its place in the target's requirement.
    pub requirement: String,
    /// What it asks, in a line.
    pub label: String,
    /// Credits needed, where it counts credits.
    pub need: Option<Credit>,
    /// Credits counted.
    pub have: Option<Credit>,
    /// Whether the route satisfies it.
    pub met: bool,
    /// What counts.
    pub entries: Vec<LedgerEntry>,
}

/// An award that counts toward a requirement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LedgerEntry {
    /// The award.
    pub award: String,
    /// Its title.
    pub title: String,
    /// For how much.
    pub credits: Option<Credit>,
    /// How much of it is more than counts.
    pub excess: Option<Credit>,
    /// Whether the amount was converted from another unit.
    pub converted: bool,
    /// Whether it is held already.
    pub held: bool,
}

/// What becomes of a held award.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LedgerOwn {
    /// The award.
    pub award: String,
    /// Its title.
    pub title: String,
    /// Whether its credit counts.
    #[serde(rename = "use")]
    pub used: CreditUse,
    /// How much credit.
    pub credits: Option<Credit>,
    /// Why.
    pub why: String,
}

/// Whether credit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum CreditUse {
    /// It counts.
    Applied,
    /// It could, and is not needed.
    Excess,
    /// It cannot.
    Unusable,
}
