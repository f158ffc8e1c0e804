//! Recognitions as rows: who takes what, for how much, into what, on which conditions.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fact::{Certainty, Credit, Fact, Money, SourceRef};
use super::requirement::RequirementView;

/// An agreement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct RecognitionRow {
    /// Its id.
    pub id: String,
    /// What it says, in a line.
    pub title: String,
    /// Who recognises, by organization id.
    pub by: String,
    /// Who recognises, by name.
    pub by_name: String,
    /// What is recognised.
    pub from: Option<RequirementView>,
    /// What is recognised, in a line.
    pub from_text: String,
    /// What is achieved by it.
    pub grants: String,
    /// Its title.
    pub grants_title: String,
    /// The programme in which it counts.
    pub into: Option<String>,
    /// Its title.
    pub into_title: Option<String>,
    /// The credit that is granted, in the programme's unit where it converts.
    pub credits: Option<Credit>,
    /// Of how many credits the programme has, in the same unit.
    pub of_credits: Option<Credit>,
    /// What else must hold.
    pub conditions: Option<RequirementView>,
    /// What it costs.
    pub fee: Fact<Money>,
    /// What is recognised must have been earned within so many months; may be fractional.
    pub within_months: Option<f64>,
    /// The first day of the agreement.
    pub valid_from: Option<String>,
    /// The last day of the agreement.
    pub valid_until: Option<String>,
    /// Whether it is in force today.
    pub in_force: bool,
    /// Where it is stated.
    pub sources: Vec<SourceRef>,
    /// How sure it is.
    pub certainty: Certainty,
}
