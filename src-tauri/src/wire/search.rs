//! Search over the catalogue.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fact::{Credit, Fact, Money};

/// By what results are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SortColumn {
    /// By title.
    Title,
    /// By kind.
    Kind,
    /// By EQF level.
    Level,
    /// By credit in ECTS.
    Credits,
    /// By own price.
    Cost,
    /// By own study hours.
    Hours,
    /// By the number of recognitions that take it.
    Recognised,
}

/// What is searched for. Empty lists and nulls do not restrict.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct SearchQuery {
    /// Words; the last may be the beginning of one.
    pub words: String,
    /// Kinds of awards.
    pub kinds: Vec<String>,
    /// Issuers, by organization id.
    pub issuers: Vec<String>,
    /// Platforms, by organization id.
    pub platforms: Vec<String>,
    /// Countries of issuers, ISO 3166-1 alpha-2.
    pub countries: Vec<String>,
    /// EQF levels.
    pub levels: Vec<String>,
    /// At least that much credit, in ECTS.
    pub min_credit_ects: Option<f64>,
    /// At most that price, in minor units of `currency`.
    #[ts(type = "number | null")]
    pub max_cost_minor: Option<i64>,
    /// The currency of `max_cost_minor`.
    pub currency: Option<String>,
    /// `self-paced` or `scheduled`.
    pub pacing: Option<String>,
    /// `active`, `retired` or `planned`.
    pub status: Option<String>,
    /// Whether courses, modules and parts are left out.
    pub qualifications_only: bool,
    /// By what the results are sorted; null: the best match first.
    pub sort: Option<SortColumn>,
    /// Whether the largest comes first.
    pub descending: bool,
    /// How many rows to skip.
    pub offset: u32,
    /// How many rows to return.
    pub limit: u32,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchResults {
    /// How many awards match.
    pub total: u32,
    /// The rows asked for, best first.
    pub rows: Vec<AwardRow>,
    /// How the matches divide.
    pub facets: Facets,
}

/// An award in a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AwardRow {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: String,
    /// Who awards it, by organization id.
    pub issuer: String,
    /// Who awards it, by name.
    pub issuer_name: String,
    /// Where it is taken, if elsewhere.
    pub platform_name: Option<String>,
    /// The issuer's country.
    pub country: Option<String>,
    /// Its level as the pack writes it, `NZQCF 9`.
    pub level: Option<String>,
    /// The EQF level that compares; null when none does.
    pub level_eqf: Option<String>,
    /// Its credit in each unit that is stated.
    pub credits: Vec<Credit>,
    /// Whether the awards that it requires make it up: its own price and hours are then what it asks beyond theirs.
    pub made_of_parts: bool,
    /// Its price.
    pub cost: Fact<Money>,
    /// Its study hours.
    pub hours: Fact<String>,
    /// `active`, `retired` or `planned`.
    pub status: String,
    /// How many recognitions take it.
    pub recognised_by: u32,
    /// Whether the open learner holds it.
    pub held: bool,
}

/// How awards divide, each list with the most frequent first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Facets {
    /// By kind.
    pub kinds: Vec<FacetValue>,
    /// By issuer.
    pub issuers: Vec<FacetValue>,
    /// By platform.
    pub platforms: Vec<FacetValue>,
    /// By country of the issuer.
    pub countries: Vec<FacetValue>,
    /// By EQF level.
    pub levels: Vec<FacetValue>,
    /// By pacing.
    pub pacing: Vec<FacetValue>,
    /// By status.
    pub status: Vec<FacetValue>,
}

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FacetValue {
    /// What a query names.
    pub value: String,
    /// What a person reads; the value itself where it is a word of the contract.
    pub label: String,
    /// How many awards.
    pub count: u32,
}
