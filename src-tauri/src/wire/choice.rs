//! Choosing among routes: what if, and how routes differ.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fact::{Credit, Money};
use super::learner::{ExcludedKind, GateQuestion, GateState};
use super::plan::{Blocker, Objective};
use super::search::AwardRow;

/// A record as it would be; nothing of it is kept. What is null, empty or absent stays as the record has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields = nullable)]
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

/// A question about the routes shown last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChoiceAsk {
    /// Names this question, so that it can be cancelled.
    pub request: String,
    /// The `request` of the plan that is shown; another plan since then is a fault `no-plan`.
    pub plan: String,
    /// Which of its routes, from 0. A closed target has none: 0 then.
    pub route: u32,
    /// After this long what is known by then is answered.
    pub time_limit_ms: u32,
}

/// How far a question is that is solved many times over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WorkEvent {
    /// Solutions done.
    pub done: u32,
    /// Solutions to do.
    pub of: u32,
}

/// An award by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Titled {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// What becomes of the target if something changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OutcomeView {
    /// What is known.
    pub state: OutcomeState,
    /// The best route that remains, in sum; null unless the state is `route`.
    pub totals: Option<TotalsView>,
    /// What that asks beyond the route shown; null unless the state is `route`.
    pub delta: Option<DeltaView>,
    /// Why there is none, when the state is `closed`.
    pub blockers: Vec<Blocker>,
}

/// What is known of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum OutcomeState {
    /// There is a route.
    Route,
    /// The target is held.
    Held,
    /// There is none.
    Closed,
    /// Nothing was found in time.
    Unsettled,
}

/// What there is to know about one route beside its steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RouteChoices {
    /// The steps in the order of their achievement, with the qualifications that each brings.
    pub exits: Vec<ExitView>,
    /// Until when something must be used, the first to run out first.
    pub shelf_life: Vec<ClockView>,
    /// What each pin of the record costs.
    pub pins: Vec<PinPriceView>,
}

/// A step that every route takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SharedView {
    /// The award.
    pub award: String,
    /// Its title.
    pub title: String,
    /// The earliest week in which a route starts it.
    pub start_week: u32,
    /// A sentence.
    pub text: String,
}

/// A step after which a person could stop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExitView {
    /// The step.
    pub after: Titled,
    /// The week by which it is achieved.
    pub week: u32,
    /// The first day of that week.
    pub day: String,
    /// Qualifications that the step itself brings.
    pub gained: Vec<Titled>,
    /// Qualifications that can be claimed from then on without further study or money.
    pub claimable: Vec<Titled>,
}

/// A clock on a route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClockView {
    /// What runs out: `window`, `agreement`, `validity` or `exception`.
    pub kind: String,
    /// The award concerned.
    pub award: Titled,
    /// The credit that is granted, where it is stated.
    pub credit: Option<Credit>,
    /// The last day on which it counts.
    pub use_by: String,
    /// When the route uses it; null: it counts to the end whatever the day.
    pub used_on: Option<String>,
    /// Days to spare when the route uses it.
    pub days_to_spare: Option<i32>,
    /// A sentence.
    pub text: String,
}

/// A pin and what it costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PinPriceView {
    /// The pin.
    pub pin: PinView,
    /// What the route asks beyond the best without the pin; null: not known.
    pub price: Option<DeltaView>,
    /// A sentence.
    pub text: String,
}

/// What happens if a gate stays shut. The gate on which most hangs comes first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanBView {
    /// The gate as a question.
    pub gate: GateQuestion,
    /// How many of the plan's routes rely on it.
    pub relying: u32,
    /// What remains.
    pub outcome: OutcomeView,
    /// A sentence.
    pub text: String,
    /// The answer as a change, to plan with it: see `PlanAsk.what_if`.
    pub what_if: WhatIf,
}

/// What can go wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FragilityView {
    /// What happens if a step fails, is refused or does not run, the worst first.
    pub risks: Vec<RiskView>,
    /// The route of the plan that minds its worst failure least; null: not every failure could be tried in time.
    pub steadiest: Option<SteadiestView>,
}

/// A failure and what it leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RiskView {
    /// `failed`, `refused` or `cancelled`.
    pub kind: String,
    /// The award that is then not achieved in this way.
    pub award: Titled,
    /// The agreement that is refused.
    pub recognition: Option<String>,
    /// The week of the run that is cancelled, by its last day.
    pub run: Option<String>,
    /// What remains.
    pub outcome: OutcomeView,
    /// A sentence.
    pub text: String,
}

/// The route that minds a failure least.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SteadiestView {
    /// Its place among the plan's routes, from 0.
    pub route: u32,
    /// The failure that hurts it most, a sentence.
    pub worst: Option<String>,
    /// The finish, in weeks, after that failure; null: the target would be closed.
    pub worst_finish_week: Option<u32>,
}

/// What is saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavingsView {
    /// Against the direct route, which ignores all that is held or granted.
    pub held: SavingView,
    /// Against the best route without any agreement.
    pub recognition: SavingView,
    /// By each held award alone, the most first.
    pub by_award: Vec<SavingView>,
    /// By each agreement of the route alone, the most first.
    pub by_agreement: Vec<SavingView>,
}

/// What something saves: what the best route without it asks more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavingView {
    /// The award or agreement; null for all of them.
    pub of: Option<Titled>,
    /// The best without it; `delta` is what is saved.
    pub outcome: OutcomeView,
    /// A sentence.
    pub text: String,
}

/// What would stand in a step's place, or what choosing an award leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InsteadView {
    /// The award.
    pub award: Titled,
    /// What it leads to.
    pub outcome: OutcomeView,
    /// Steps that come in.
    pub comes: Vec<Titled>,
    /// Steps that go out.
    pub goes: Vec<Titled>,
    /// A sentence.
    pub text: String,
    /// The pin that asks for it, as a change: see `PlanAsk.what_if` and `apply_change`.
    pub what_if: WhatIf,
}

/// A change of the record that opens a closed target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpeningView {
    /// The change, to plan with (`PlanAsk.what_if`) or to keep (`apply_change`).
    pub what_if: WhatIf,
    /// The same as requests, each a phrase.
    pub changes: Vec<String>,
    /// The route that it opens, in sum.
    pub totals: TotalsView,
}

/// A qualification and what remains to it at least.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct UnlockView {
    /// The qualification.
    pub award: AwardRow,
    /// No route costs less; null: it is closed, whatever is spent.
    pub cost: Option<Money>,
    /// No route takes fewer study hours.
    pub hours: Option<String>,
    /// No route earns fewer awards.
    pub steps: Option<u32>,
}

/// What remains exactly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RemainsView {
    /// The best route by cost, by hours and by steps, in sum; empty: there is none, or none was found in time.
    pub best: Vec<TotalsView>,
    /// Why there is none.
    pub blockers: Vec<Blocker>,
}
