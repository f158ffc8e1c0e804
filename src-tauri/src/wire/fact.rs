//! Amounts, and facts with their certainty and sources.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An amount of money, rounded to whole minor units for display.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Money {
    /// The amount in minor units (cents for USD).
    #[ts(type = "number")]
    pub minor: i64,
    /// How many decimals the minor unit stands for: 2 for USD, 0 for KRW.
    pub exponent: u32,
    /// The ISO 4217 code.
    pub currency: String,
}

/// An amount of credit in one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Credit {
    /// A decimal such as `7.5`.
    pub value: String,
    /// The unit as packs write it: `ects`, `us-semester`, …
    pub unit: String,
}

/// How sure a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// A source says so.
    Stated,
    /// Computed from what sources say.
    Derived,
    /// A person filled the gap.
    Assumed,
    /// Found by a named rule, because no source says it.
    Estimated,
    /// Nobody knows.
    Unknown,
}

/// Where a fact comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SourceRef {
    /// The page.
    pub url: String,
    /// When it said so: a year, a month or a day.
    pub as_of: Option<String>,
}

/// A fact with its certainty and sources. `value` is null exactly when the certainty is `unknown`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Fact<T> {
    /// The value.
    pub value: Option<T>,
    /// How sure it is.
    pub certainty: Certainty,
    /// Where it comes from; empty for estimates.
    pub sources: Vec<SourceRef>,
    /// How it was found, for an estimate or a gap that a person filled.
    pub note: Option<String>,
}

impl<T> Fact<T> {
    /// A fact that nobody knows.
    #[must_use]
    pub fn unknown() -> Self {
        Self { value: None, certainty: Certainty::Unknown, sources: Vec::new(), note: None }
    }
}

/// A total by the certainty of its parts; the parts sum to the total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Split<T> {
    /// What sources state.
    pub stated: T,
    /// What was computed from sources.
    pub derived: T,
    /// What a person filled in.
    pub assumed: T,
    /// What was estimated.
    pub estimated: T,
}
