//! An award's page.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fact::{Credit, Fact, Money, SourceRef};
use super::recognition::RecognitionRow;
use super::requirement::RequirementView;
use super::search::AwardRow;

/// All that is known of an award, and what it stands beside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct AwardPage {
    /// Its row.
    pub row: AwardRow,
    /// What a person should know.
    pub description: Option<String>,
    /// Its page.
    pub url: Option<String>,
    /// Its issuer's page.
    pub issuer_url: Option<String>,
    /// Its facts, each with certainty and sources.
    pub facts: AwardFacts,
    /// The names of skills that it develops.
    pub skills: Vec<String>,
    /// What must be achieved before.
    pub requires: Option<RequirementView>,
    /// Advice.
    pub recommends: Option<RequirementView>,
    /// Agreements that take it.
    pub recognised_by: Vec<RecognitionRow>,
    /// Agreements that give it.
    pub granted_by: Vec<RecognitionRow>,
    /// Awards whose requirement names it, or that an agreement grants for it.
    pub opens: Vec<AwardRow>,
    /// Qualifications in whose requirement it stands.
    pub part_of: Vec<AwardRow>,
    /// Where its facts come from.
    pub sources: Vec<SourceRef>,
}

/// The facts of an award one by one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct AwardFacts {
    /// Credit in each unit that is stated.
    pub credits: Fact<Vec<Credit>>,
    /// The price, or the price of a month.
    pub cost: Fact<Money>,
    /// What the price is for.
    pub cost_basis: Option<String>,
    /// Whether the price is paid each month.
    pub per_month: bool,
    /// Study hours.
    pub hours: Fact<String>,
    /// Nominal length in weeks.
    pub weeks: Fact<u32>,
    /// Level, and the EQF level that compares.
    pub level: Fact<String>,
    /// Where and at whose pace.
    pub delivery: Fact<String>,
    /// Known start dates.
    pub starts: Fact<Vec<String>>,
    /// Months after which it expires.
    pub validity_months: Fact<u32>,
    /// Language of instruction, BCP 47.
    pub language: Fact<String>,
    /// `active`, `retired` or `planned`.
    pub status: Fact<String>,
}
