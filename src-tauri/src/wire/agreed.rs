//! The plan of record: what was agreed, where each step stands, what no longer holds, how to go on.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fact::Money;
use super::plan::{Blocker, PlanView};

/// The plan of record as it stands today.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct AgreedView {
    /// What was agreed: a plan with one route.
    pub plan: PlanView,
    /// The day of the agreement.
    pub agreed: String,
    /// With whom; null: nobody else.
    pub by: Option<String>,
    /// Where each step of the route stands, in its order.
    pub steps: Vec<StepStanding>,
    /// What was completed under earlier plans.
    pub before: Vec<DoneBefore>,
    /// How far it has come.
    pub progress: ProgressView,
    /// What is due, the earliest first.
    pub dues: Vec<DueView>,
    /// What no longer holds; what breaks the plan first.
    pub drift: Vec<DriftView>,
    /// Packs that have another version now than when the plan was agreed, by title or id.
    pub packs_changed: Vec<String>,
}

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum StepState {
    /// Not begun.
    Planned,
    /// Under way.
    Enrolled,
    /// Achieved.
    Completed,
    /// Given up.
    Dropped,
}

/// A step's standing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StepStanding {
    /// The award.
    pub award: String,
    /// Where it stands.
    pub state: StepState,
    /// Since when; null while it is planned.
    pub on: Option<String>,
    /// The grade, 0 to 100.
    pub grade: Option<String>,
    /// Why it was given up.
    pub reason: Option<String>,
    /// Whether it was to have begun or ended by now.
    pub overdue: bool,
}

/// A step completed under an earlier plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DoneBefore {
    /// The award.
    pub award: String,
    /// Its title.
    pub title: String,
    /// When.
    pub on: String,
    /// The grade, 0 to 100.
    pub grade: Option<String>,
}

/// How far a plan has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProgressView {
    /// Steps completed.
    pub completed: u32,
    /// Steps under way.
    pub enrolled: u32,
    /// Steps in all; dropped ones do not count.
    pub steps: u32,
    /// Study hours of completed steps, decimal.
    pub hours_done: String,
    /// Study hours in all, decimal.
    pub hours: String,
    /// Paid for what is completed or under way.
    pub spent: Money,
    /// Still to be paid.
    pub ahead: Money,
    /// The award to begin next.
    pub next: Option<String>,
    /// Whether the target is achieved.
    pub arrived: bool,
}

/// Something with a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DueView {
    /// The day.
    pub on: String,
    /// confirm, enrol, start, end, use-by, expires, agreement-ends, finish.
    pub kind: String,
    /// The award concerned.
    pub award: String,
    /// What is to be done, a sentence.
    pub text: String,
}

/// Something of the plan that no longer holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DriftView {
    /// A stable word: grade, late, price, …
    pub cause: String,
    /// The step concerned.
    pub award: Option<String>,
    /// What happened, a sentence.
    pub text: String,
    /// Whether the plan cannot be followed as agreed.
    pub breaks: bool,
}

/// Names a step of a route that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StepRef {
    /// The award.
    pub award: String,
    /// `earn`, or the id of the recognition.
    pub way: String,
    /// The week in which it starts.
    pub start_week: u32,
}

/// How a step moves on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StepMark {
    /// The award.
    pub award: String,
    /// Where it stands now.
    pub state: StepState,
    /// Since when; needed unless it is planned.
    pub on: Option<String>,
    /// The grade, 0 to 100.
    pub grade: Option<String>,
    /// Why it is given up.
    pub reason: Option<String>,
}

/// Two ways to go on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct RepairsView {
    /// The best from today.
    pub best: RepairView,
    /// The one with the fewest steps that were not agreed.
    pub smallest: RepairView,
    /// Whether both take the same steps in the same weeks.
    pub same: bool,
}

/// A way to go on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct RepairView {
    /// What it changes; null: there is no route.
    pub difference: Option<DifferenceView>,
    /// Still to be paid.
    pub cost: Option<Money>,
    /// When the target is achieved.
    pub finish: Option<String>,
    /// Whether its objective is proven.
    pub proven: bool,
    /// Why there is none.
    pub blockers: Vec<Blocker>,
    /// What the person should know.
    pub notes: Vec<String>,
}

/// What a later plan changes of an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DifferenceView {
    /// How many steps stay as they are.
    pub kept: u32,
    /// New steps.
    pub added: Vec<Named>,
    /// Steps given up.
    pub removed: Vec<Named>,
    /// Steps taken another way.
    pub rerouted: Vec<Named>,
    /// Steps whose dates move.
    pub moved: Vec<MovedView>,
    /// What the steps ahead cost more (or less, below zero); null: another currency.
    pub cost: Option<Money>,
    /// How many days later it finishes.
    pub days: i32,
}

/// An award by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Named {
    /// The award.
    pub award: String,
    /// Its title.
    pub title: String,
}

/// A step whose dates move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MovedView {
    /// The award.
    pub award: String,
    /// Its title.
    pub title: String,
    /// When it started.
    pub from: String,
    /// When it starts now.
    pub to: String,
}

/// Which repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum WhichRepair {
    /// The best.
    Best,
    /// The smallest.
    Smallest,
}

/// A snapshot of a plan that was agreed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VersionRow {
    /// Names it.
    pub id: String,
    /// What was done when it was agreed.
    pub title: String,
    /// The title of its target.
    pub target: String,
    /// When, with the time.
    pub agreed: String,
    /// Whether it is the plan of record now.
    pub current: bool,
}
