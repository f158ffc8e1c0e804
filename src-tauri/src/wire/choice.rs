//! Choosing among routes: what if, and how routes differ.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fact::Money;
use super::learner::{ExcludedKind, GateState};
use super::plan::Objective;

/// A record as it would be; nothing of it is kept. What is null, empty or absent stays as the record has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct WhatIf {
    /// The first day of week 0.
    pub start: Option<String>,
    /// Study hours in a week, decimal.
    pub hours_per_week: Option<String>,
    /// The currency of totals.
    pub currency: Option<String>,
    /// A hard limit on cost, in major units, decimal.
    pub budget: Option<String>,
    /// No limit on cost.
    pub no_budget: Option<bool>,
    /// A hard limit on the finish.
    pub deadline: Option<String>,
    /// No limit on the finish.
    pub no_deadline: Option<bool>,
    /// Answers to gates.
    pub gates: Option<Vec<GateAnswer>>,
    /// Awards held besides; one that is held already is replaced.
    pub hold: Option<Vec<Holding>>,
    /// Awards no longer held.
    pub drop: Option<Vec<String>>,
    /// What is barred besides.
    pub exclude: Option<Vec<Barred>>,
    /// What is allowed again.
    pub allow: Option<Vec<Barred>>,
    /// Pins besides.
    pub pin: Option<Vec<PinView>>,
    /// Awards about which every pin is released.
    pub release: Option<Vec<String>>,
}

/// An answer to a gate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GateAnswer {
    /// The gate.
    pub gate: String,
    /// The answer.
    pub state: GateState,
}

/// An award held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Holding {
    /// The award.
    pub award: String,
    /// When it was earned.
    pub earned: String,
    /// The grade, 0 to 100.
    pub grade: Option<String>,
    /// The last day on which it counts.
    pub expires: Option<String>,
}

/// What is barred.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Barred {
    /// An award or an organization.
    pub kind: ExcludedKind,
    /// Its id.
    pub id: String,
}

/// A wish that restricts the routes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PinView {
    /// What is wished.
    pub kind: PinKind,
    /// The award that it is about.
    pub award: String,
    /// For `count`: where the award shall count.
    pub toward: Option<String>,
}

/// Kinds of pins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum PinKind {
    /// The award counts there.
    Count,
    /// The award is a step.
    Take,
    /// The award is no step.
    Avoid,
}

/// What a route asks of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TotalsView {
    /// What the route is best by.
    pub by: Objective,
    /// Whether that is proven.
    pub proven: bool,
    /// Sum of costs and fees.
    pub cost: Money,
    /// Sum of study hours, decimal.
    pub hours: String,
    /// Earned awards.
    pub steps: u32,
    /// The week in which the target is achieved, counted from the start.
    pub finish_week: u32,
    /// The first day of that week.
    pub finish: String,
}

/// What is more than elsewhere; less is negative.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeltaView {
    /// Costs and fees.
    pub cost: Money,
    /// Weeks until the finish.
    pub weeks: i32,
    /// Study hours, decimal.
    pub hours: String,
    /// Earned awards.
    pub steps: i32,
}
