//! What an advisor must know of a learner to decide who comes first.

use chrono::NaiveDate;

use super::{DriftCause, StepState, drift, dues, form, progress};
use crate::model::{AwardId, Catalogue, GateState, LearnerRecord};

/// A learner at a glance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Triage {
    /// How many awards are held.
    pub held: usize,
    /// The target of the plan of record; `None`: nothing is agreed.
    pub target: Option<AwardId>,
    /// When it was agreed.
    pub agreed: Option<NaiveDate>,
    /// When it finishes.
    pub finish: Option<NaiveDate>,
    /// Steps completed.
    pub completed: usize,
    /// Steps in all.
    pub steps: usize,
    /// What is due next, overdue beginnings included.
    pub due: Option<(NaiveDate, String)>,
    /// Conditions that the plan relies on and nobody has decided.
    pub conditions: usize,
    /// What of the plan cannot be followed as agreed.
    pub broken: usize,
    /// Everything of it that no longer holds.
    pub drifted: usize,
    /// The first of it, in words.
    pub what: Option<String>,
}

/// Looks at a learner. What is agreed and cannot be read counts as broken.
#[must_use]
pub fn triage(catalogue: &Catalogue, record: &LearnerRecord, today: NaiveDate) -> Triage {
    let mut out = Triage { held: record.held.len(), ..Triage::default() };
    let plan = match form::read(record) {
        Ok(Some(plan)) => plan,
        Ok(None) => return out,
        Err(error) => {
            out.broken = 1;
            out.drifted = 1;
            out.what = Some(error.to_string());
            return out;
        }
    };
    let (progress, found) = (progress(&plan), drift(&plan, catalogue, record, today));
    out.target = Some(plan.target.clone());
    out.agreed = Some(plan.agreed);
    out.finish = Some(plan.route.finish);
    (out.completed, out.steps) = (progress.completed, progress.steps);
    out.conditions = plan.route.to_confirm.iter().filter(|gate| record.gate(gate) == GateState::Unknown).count();
    out.broken = found.iter().filter(|drift| drift.cause.breaks()).count();
    out.drifted = found.len();
    out.what = found.first().map(|drift| drift.what.clone());
    // What was to have begun by now is due still; other past dates are over.
    let late = |award: &AwardId| {
        *plan.state(award) == StepState::Planned
            && found.iter().any(|drift| drift.cause == DriftCause::NotBegun && drift.award.as_ref() == Some(award))
    };
    let next = dues(&plan, catalogue, record).into_iter().find(|due| due.on >= today || late(&due.award));
    out.due = next.map(|due| (due.on, due.what));
    out
}
