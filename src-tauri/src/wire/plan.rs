//! Plans: what is asked, how the work goes, and the answer.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::calendar::CalendarView;
use super::choice::{DeltaView, SharedView, TotalsView, WhatIf};
use super::fact::{Credit, Fact, Money, Split};
use super::learner::GateQuestion;
use super::ledger::LedgerView;
use super::map::MapView;
use super::recognition::RecognitionRow;
use super::search::AwardRow;

/// What a route is best by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Objective {
    /// Cost.
    Cost,
    /// Finish.
    Finish,
    /// Study hours.
    Hours,
    /// Earned awards.
    Steps,
    /// Every route that no other beats in cost and finish: any number of them.
    Front,
}

/// A request for routes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanAsk {
    /// Names this request, so that it can be cancelled.
    pub request: String,
    /// The award that is wanted.
    pub target: String,
    /// One route for each; any number for the front.
    pub objectives: Vec<Objective>,
    /// Unknown gates and grades count as unmet.
    pub strict: bool,
    /// Only routes whose every cost and hour is known.
    pub without_estimates: bool,
    /// After this long the best routes found are returned with their bounds.
    pub time_limit_ms: u32,
    /// The record as it would be, for this plan alone.
    #[serde(default)]
    #[ts(optional)]
    pub what_if: Option<WhatIf>,
    /// Plan by the record as it stands as well, and tell the difference in `RouteView.delta` and `PlanView.beside`.
    #[serde(default)]
    #[ts(optional)]
    pub beside: Option<bool>,
}

/// How the work goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PlanEvent {
    /// Which route is sought.
    pub objective: Option<Objective>,
    /// `searching`: work on the objective has begun; `found`: a route stands, a better one may follow.
    pub phase: String,
    /// The best value found, in words.
    pub best: Option<String>,
    /// No route can be better than this, in words; null while nothing is proven.
    pub bound: Option<String>,
    /// The route that was found, in sum. A route of the front comes once, when it is certain; others may be replaced.
    pub found: Option<TotalsView>,
    /// The same route in full, as the only one of a plan, while the others are computed; null where routes are not shown yet.
    pub so_far: Option<Box<PlanView>>,
    /// Since the request, in milliseconds.
    pub elapsed_ms: u32,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PlanView {
    /// The target.
    pub target: AwardRow,
    /// Whether there is a way.
    pub status: PlanStatus,
    /// The routes.
    pub routes: Vec<RouteView>,
    /// Steps that every route of the front takes (of the plan, where there is no front), by their earliest start.
    pub no_regret: Vec<SharedView>,
    /// When the ask said `beside`: the routes by the record as it stands, in sum. Empty: there is none.
    pub beside: Option<Vec<TotalsView>>,
    /// Why there is none.
    pub blockers: Vec<Blocker>,
    /// What the person should know besides.
    pub notes: Vec<String>,
    /// That nothing of this is a promise, and whom to ask.
    pub unofficial: Unofficial,
}

/// Whether there is a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PlanStatus {
    /// There are routes.
    Routes,
    /// The target is held.
    Held,
    /// There is none.
    Unreachable,
    /// No pack has the target.
    UnknownTarget,
}

/// A cause why there is no route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Blocker {
    /// One of the contract's causes.
    pub cause: String,
    /// Whose it is.
    pub id: String,
    /// Its title or name, where it has one.
    pub title: Option<String>,
    /// What to change, a sentence.
    pub change: String,
}

/// That a plan is unofficial.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Unofficial {
    /// The sentence.
    pub text: String,
    /// Whom to ask: the issuer of the target, and who recognises on the way.
    pub ask: Vec<Contact>,
}

/// An institution to ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Contact {
    /// Its name.
    pub name: String,
    /// Its page.
    pub url: Option<String>,
}

/// A route.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct RouteView {
    /// What it is best by.
    pub by: Objective,
    /// When the ask said `beside`: what it asks beyond the route of the same objective by the record as it stands. Null
    /// besides, for the front, and where the currencies differ.
    pub delta: Option<DeltaView>,
    /// Whether that is proven.
    pub proven: bool,
    /// When it is not: no route can be better than this, in words.
    pub bound: Option<String>,
    /// Sum of costs and fees.
    pub cost: Money,
    /// The same by certainty.
    pub cost_split: Split<Money>,
    /// Sum of study hours, decimal.
    pub hours: String,
    /// The same by certainty.
    pub hours_split: Split<String>,
    /// The week in which the target is achieved.
    pub finish_week: u32,
    /// The first day of that week.
    pub finish: String,
    /// The steps in order.
    pub steps: Vec<StepView>,
    /// Unknown gates that it relies on.
    pub to_confirm: Vec<GateQuestion>,
    /// Grades that it relies on.
    pub assumptions: Vec<AssumptionView>,
    /// What counts where.
    pub ledger: LedgerView,
    /// The route as a graph.
    pub map: MapView,
    /// The route week by week.
    pub calendar: CalendarView,
    /// What is gained by what is held.
    pub saved: Saved,
    /// What the person should know.
    pub notes: Vec<String>,
    /// Exceptions of the record that it relies on, as sentences.
    pub exceptions: Vec<String>,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct StepView {
    /// The award.
    pub award: String,
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: String,
    /// Who awards it.
    pub issuer_name: String,
    /// `earn`, or the id of the recognition.
    pub way: String,
    /// The recognition.
    pub recognition: Option<RecognitionRow>,
    /// The first day.
    pub start: String,
    /// The day on which it has ended.
    pub end: String,
    /// The week in which it starts.
    pub start_week: u32,
    /// The week at whose beginning it has ended.
    pub end_week: u32,
    /// What it costs.
    pub cost: Fact<Money>,
    /// The same as it is stated, where that is in another currency.
    pub listed: Option<Money>,
    /// Study hours.
    pub hours: Fact<String>,
    /// What it is there for.
    pub serves: Vec<ServesView>,
    /// What the person should know.
    pub notes: Vec<String>,
    /// Its page.
    pub url: Option<String>,
}

/// What a step is there for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ServesView {
    /// The award that rests on it.
    pub award: String,
    /// Its title.
    pub title: String,
    /// In which part: `required`, `3 of 12 us-semester`, `recognised`.
    #[serde(rename = "as")]
    pub part: String,
}

/// A grade that a route relies on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AssumptionView {
    /// The award.
    pub award: String,
    /// Its title.
    pub title: String,
    /// The least grade, 0 to 100.
    pub min_grade: String,
}

/// What is gained by what is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Saved {
    /// How many held awards the route relies on, with credit or without.
    pub awards: u32,
    /// Credit of held awards that the route applies, by unit.
    pub credit: Vec<Credit>,
    /// The prices of the held awards that the route relies on, stated or estimated: what need not be paid again.
    pub money: Fact<Money>,
}
