//! The plan of record: a route that was agreed, followed step by step, and kept true while the world changes.
//!
//! It stands in the learner record (under `x-agreed`), so that one undo takes back a completed step together with what it put
//! into what is held, and a record carried to another machine brings its plan along. `form` reads and writes it, `progress`
//! says what is done and what is due, `drift` what no longer holds and why, `repair` how to go on, `difference` sets two plans
//! side by side.

mod difference;
mod drift;
mod form;
mod progress;
mod repair;
mod triage;

pub use difference::{Difference, Moved, difference};
pub use drift::{Drift, DriftCause, drift};
pub use form::{FormError, KEY};
pub use progress::{Due, DueKind, Progress, dues, progress};
pub use repair::{Repair, RepairError, Repairs, repairs};
pub use triage::{Triage, look, looked_at, triage};

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use num_traits::Zero;

use crate::model::{AwardId, HeldAward, LearnerRecord, PackId, Rational, Route, Step};

/// A route that was agreed, and how far it has come.
#[derive(Clone, Debug, PartialEq)]
pub struct AgreedPlan {
    /// The qualification that it leads to.
    pub target: AwardId,
    /// What was agreed.
    pub route: Route,
    /// The day of the agreement.
    pub agreed: NaiveDate,
    /// With whom the learner agreed it; `None`: nobody else.
    pub by: Option<String>,
    /// What steps completed under earlier plans have cost, in major units of the route's currency.
    pub spent_before: Rational,
    /// The versions of the packs that it was made from.
    pub packs: BTreeMap<PackId, String>,
    /// Where a step stands; one that is absent is planned. What was completed under an earlier plan stays here.
    pub states: BTreeMap<AwardId, StepState>,
}

/// Where a step stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Not begun.
    Planned,
    /// Under way.
    Enrolled {
        /// Since when.
        on: NaiveDate,
    },
    /// Achieved, and held from then on.
    Completed {
        /// When.
        on: NaiveDate,
        /// The grade, 0 to 100; `None`: unknown.
        grade: Option<Rational>,
    },
    /// Given up.
    Dropped {
        /// When.
        on: NaiveDate,
        /// Why.
        why: Option<String>,
    },
}

/// Why a step cannot be moved on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StepError {
    /// The plan has no such step.
    #[error("the agreed plan has no step {0}; choose one of its steps")]
    NoStep(AwardId),
    /// A completion in the future.
    #[error("{award} cannot have been completed on {on}, which is still to come; enter the day on which it was")]
    InTheFuture {
        /// The award.
        award: AwardId,
        /// The day that was given.
        on: NaiveDate,
    },
    /// No grade of the contract.
    #[error("a grade is a number from 0 to 100")]
    GradeRange,
}

impl AgreedPlan {
    /// A route as it is agreed on a day.
    #[must_use]
    pub fn new(target: AwardId, route: Route, agreed: NaiveDate, packs: BTreeMap<PackId, String>) -> Self {
        Self { target, route, agreed, by: None, spent_before: Rational::zero(), packs, states: BTreeMap::new() }
    }

    /// The first day of week 0.
    #[must_use]
    pub fn start(&self) -> NaiveDate {
        self.route.finish.checked_sub_days(Days::new(7 * u64::from(self.route.finish_week))).unwrap_or(self.route.finish)
    }

    /// The first day of a week.
    #[must_use]
    pub fn day(&self, week: u32) -> NaiveDate {
        let start = self.start();
        start.checked_add_days(Days::new(7 * u64::from(week))).unwrap_or(start)
    }

    /// Where a step stands.
    #[must_use]
    pub fn state(&self, award: &AwardId) -> &StepState {
        self.states.get(award).unwrap_or(&StepState::Planned)
    }

    /// The steps that are neither completed nor dropped, in order.
    pub fn open_steps(&self) -> impl Iterator<Item = &Step> {
        self.route.steps.iter().filter(|step| matches!(self.state(&step.award), StepState::Planned | StepState::Enrolled { .. }))
    }

    /// What has been paid: earlier plans, and the steps that are completed or under way.
    #[must_use]
    pub fn spent(&self) -> Rational {
        let paid = |step: &&Step| matches!(self.state(&step.award), StepState::Completed { .. } | StepState::Enrolled { .. });
        self.spent_before + self.route.steps.iter().filter(paid).map(|step| step.cost).sum::<Rational>()
    }

    /// The day on which a step is to have ended: as planned, or as long after its enrolment as it was planned to last.
    #[must_use]
    pub fn expected_end(&self, step: &Step) -> NaiveDate {
        match self.state(&step.award) {
            StepState::Enrolled { on } => {
                let length = Days::new(7 * u64::from(step.end_week.saturating_sub(step.start_week)));
                on.checked_add_days(length).unwrap_or(*on)
            }
            _ => self.day(step.end_week),
        }
    }
}

/// Makes a plan the record's plan of record. What was completed under the one before stays in view.
pub fn adopt(record: &mut LearnerRecord, mut plan: AgreedPlan) {
    if let Ok(Some(before)) = form::read(record) {
        plan.spent_before = before.spent();
        let done = before.states.into_iter().filter(|(_, state)| matches!(state, StepState::Completed { .. }));
        for (award, state) in done {
            plan.states.entry(award).or_insert(state);
        }
    }
    form::write(record, Some(&plan));
}

/// The record's plan of record; `None`: nothing has been agreed.
///
/// # Errors
/// When what stands there is no plan.
pub fn of(record: &LearnerRecord) -> Result<Option<AgreedPlan>, FormError> {
    form::read(record)
}

/// Takes the plan of record out of the record; what is held stays.
pub fn give_up(record: &mut LearnerRecord) {
    form::write(record, None);
}

/// Moves a step on. A completed one is held from then on; one that is taken back is held no longer.
///
/// # Errors
/// When the plan has no such step, or it is completed in the future or with an impossible grade. The record is unchanged then.
pub fn mark(
    record: &mut LearnerRecord,
    plan: &mut AgreedPlan,
    award: &AwardId,
    state: StepState,
    today: NaiveDate,
) -> Result<(), StepError> {
    if !plan.route.steps.iter().any(|step| step.award == *award) {
        return Err(StepError::NoStep(award.clone()));
    }
    if let StepState::Completed { on, grade } = &state {
        if *on > today {
            return Err(StepError::InTheFuture { award: award.clone(), on: *on });
        }
        let range = Rational::from_integer(0)..=Rational::from_integer(100);
        if grade.is_some_and(|grade| !range.contains(&grade)) {
            return Err(StepError::GradeRange);
        }
    }
    if let StepState::Completed { on, grade } = plan.state(award) {
        record.held.retain(|held| !(held.award == *award && held.earned == *on && held.grade == *grade));
    }
    if let StepState::Completed { on, grade } = &state {
        record.held.retain(|held| held.award != *award);
        let held = HeldAward { award: award.clone(), earned: *on, grade: *grade, expires: None, extensions: Vec::new() };
        record.held.push(held);
    }
    match state {
        StepState::Planned => plan.states.remove(award),
        state => plan.states.insert(award.clone(), state),
    };
    form::write(record, Some(plan));
    Ok(())
}
