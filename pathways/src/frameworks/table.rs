//! The shape of the table in `catalogue/frameworks.json`: only what is used is read, the rest is there for people.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize)]
pub(super) struct Table {
    pub(super) frameworks: IndexMap<String, Framework>,
    pub(super) credit_units: IndexMap<String, Unit>,
    pub(super) sources: IndexMap<String, FrameworkSource>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Framework {
    /// The framework that the others are compared through.
    #[serde(default)]
    pub(super) reference: bool,
    #[serde(default)]
    pub(super) levels: Vec<u8>,
    pub(super) to_eqf: Option<Map>,
    pub(super) to_nzqcf: Option<Map>,
    pub(super) note: Option<String>,
}

/// Levels of one framework to levels of another; `null` says that the two sides agreed on no equivalent.
#[derive(Debug, Deserialize)]
pub(super) struct Map {
    pub(super) confidence: Correspondence,
    #[serde(default)]
    pub(super) sources: Vec<String>,
    pub(super) map: IndexMap<String, Option<u8>>,
    pub(super) note: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Unit {
    pub(super) hours: Option<Hours>,
    pub(super) year: Option<serde_json::Number>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the contract's exact rates are used; a test compares them with these"))]
    pub(super) to_ects: Option<serde_json::Number>,
    pub(super) confidence: Correspondence,
    #[serde(default)]
    pub(super) sources: Vec<String>,
    pub(super) note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Hours {
    One(u32),
    Range([u32; 2]),
}

/// How a correspondence came about, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Correspondence {
    /// Published by the bodies in charge, or restating them.
    Official,
    /// Usual practice of evaluators.
    Convention,
    /// Computed from official ones.
    Derived,
    /// By the names of the qualifications only.
    Assumed,
    /// Nothing was captured.
    None,
}

/// Where a correspondence can be read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct FrameworkSource {
    /// What it is.
    pub title: String,
    /// Its address.
    pub url: String,
    /// When it said so, as the table writes it: a year, a month, a span.
    pub as_of: Option<String>,
}

impl Table {
    pub(super) fn cited(&self, keys: &[String]) -> Vec<&FrameworkSource> {
        keys.iter().filter_map(|key| self.sources.get(key)).collect()
    }
}
