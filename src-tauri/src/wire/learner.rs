//! The learner record as it is shown and edited.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::exception::ExceptionView;
use super::fact::Money;
use super::fault::FindingView;

/// A learner in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LearnerSummary {
    /// The id in the store.
    pub id: String,
    /// The name.
    pub name: String,
    /// How many awards are held.
    pub held: u32,
}

/// A learner record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LearnerView {
    /// The id in the store.
    pub id: String,
    /// The name.
    pub name: String,
    /// Whether it came with the program, to play with.
    pub sample: bool,
    /// What is held.
    pub held: Vec<HeldView>,
    /// Gates as questions, those that matter most first.
    pub gates: Vec<GateQuestion>,
    /// What is wanted.
    pub preferences: PreferencesView,
    /// Decisions of an authority that change what counts.
    pub exceptions: Vec<ExceptionView>,
    /// Whether an edit can be taken back.
    pub can_undo: bool,
    /// Whether an edit that was taken back can be made again.
    pub can_redo: bool,
    /// What a person should look at.
    pub problems: Vec<FindingView>,
}

/// An award held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HeldView {
    /// The award.
    pub award: String,
    /// Its title, or its id when no pack has it.
    pub title: String,
    /// Its kind.
    pub kind: Option<String>,
    /// Who awards it.
    pub issuer_name: Option<String>,
    /// When it was earned.
    pub earned: String,
    /// The grade, 0 to 100.
    pub grade: Option<String>,
    /// The last day on which it counts.
    pub expires: Option<String>,
    /// Whether it counts at the start of the plan.
    pub state: HeldState,
}

/// Whether a held award counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum HeldState {
    /// It does.
    Valid,
    /// It has expired before the start.
    Expired,
    /// No pack has it; it is kept.
    UnknownAward,
}

/// The answer to a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum GateState {
    /// Satisfied.
    Met,
    /// Not satisfied.
    Unmet,
    /// Not decided yet.
    Unknown,
}

/// A gate as a plain question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GateQuestion {
    /// The gate.
    pub id: String,
    /// Its kind; `other` when unstated.
    pub kind: String,
    /// The question as the source puts it.
    pub label: String,
    /// The learner's answer.
    pub state: GateState,
    /// The titles of the awards that ask it.
    pub asked_by: Vec<String>,
}

/// An exchange rate of the learner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RateView {
    /// The other currency.
    pub currency: String,
    /// Units of the learner's currency for one of the other, decimal.
    pub rate: String,
}

/// Something barred by the learner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Excluded {
    /// The award or organization.
    pub id: String,
    /// Its title or name.
    pub title: String,
}

/// What can be barred.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum ExcludedKind {
    /// An award.
    Award,
    /// An organization.
    Organization,
}

/// What is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PreferencesView {
    /// The first day of week 0.
    pub start: Option<String>,
    /// Study hours in a week, decimal.
    pub hours_per_week: Option<String>,
    /// The currency of totals.
    pub currency: Option<String>,
    /// A hard limit on cost.
    pub budget: Option<Money>,
    /// A hard limit on the finish.
    pub deadline: Option<String>,
    /// Exchange rates.
    pub rates: Vec<RateView>,
    /// Awards that are no new steps.
    pub exclude_awards: Vec<Excluded>,
    /// Organizations whose awards and recognitions are no new steps.
    pub exclude_organizations: Vec<Excluded>,
}

/// New preferences; null clears. Exclusions have their own call.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PreferencesEdit {
    /// The first day of week 0.
    pub start: Option<String>,
    /// Study hours in a week, decimal.
    pub hours_per_week: Option<String>,
    /// The currency of totals.
    pub currency: Option<String>,
    /// A hard limit on cost, in major units, decimal.
    pub budget: Option<String>,
    /// A hard limit on the finish.
    pub deadline: Option<String>,
    /// Exchange rates.
    pub rates: Vec<RateView>,
}
