//! How a plan that no longer holds can go on: the best way from today, and the one that changes least.

use std::time::Duration;

use chrono::NaiveDate;

use super::{AgreedPlan, Difference, StepState, difference};
use crate::answer::{AnswerError, answer, answer_keeping};
use crate::estimate::Estimates;
use crate::model::exact::{ceil, whole};
use crate::model::{AwardId, AwardStatus, Catalogue, Cost, Currency, Effort, LearnerRecord, Money, Objective, Plan, Step, Way};
use crate::planner::{Request, Watch};

/// A way to go on.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// The plan as it could be agreed; `None`: there is no route, see `answer`.
    pub plan: Option<AgreedPlan>,
    /// What it changes of the agreed one.
    pub difference: Option<Difference>,
    /// What the planner answered: its notes, and blockers when there is no route.
    pub answer: Plan,
}

/// The ways to go on that are offered beside one another.
#[derive(Clone, Debug, PartialEq)]
pub struct Repairs {
    /// The best from today, whatever it changes.
    pub best: Repair,
    /// The best of those with the fewest steps that were not agreed.
    pub smallest: Repair,
}

/// Why there is none.
#[derive(Debug, thiserror::Error)]
pub enum RepairError {
    /// The record lacks what planning needs, or the planner and the audit disagree.
    #[error(transparent)]
    Answer(#[from] AnswerError),
}

/// Computes both. Steps under way cost nothing more and take what is left of their time; dropped ones are not taken again.
///
/// # Errors
/// When the record lacks what planning needs.
pub fn repairs(
    plan: &AgreedPlan,
    catalogue: &Catalogue,
    estimates: &Estimates,
    record: &LearnerRecord,
    today: NaiveDate,
    time_limit: Duration,
    watch: &dyn Watch,
) -> Result<Repairs, RepairError> {
    let ahead = Ahead::new(plan, catalogue, record, today);
    let objectives = [match plan.route.by {
        Objective::Front => Objective::Cost,
        by => by,
    }];
    let request = Request {
        catalogue: &ahead.catalogue,
        estimates,
        record: &ahead.record,
        target: &plan.target,
        objectives: &objectives,
        strict: false,
        without_estimates: false,
        time_limit: time_limit / 2,
    };
    let agreed: Vec<(AwardId, Way)> = plan.open_steps().map(|step| (step.award.clone(), step.way.clone())).collect();
    Ok(Repairs {
        best: repair(plan, answer(&request, watch)?, today, catalogue),
        smallest: repair(plan, answer_keeping(&request, &agreed, watch)?, today, catalogue),
    })
}

fn repair(plan: &AgreedPlan, answer: Plan, today: NaiveDate, catalogue: &Catalogue) -> Repair {
    let packs = catalogue.packs.iter().map(|pack| (pack.id.clone(), pack.version.clone())).collect();
    let next = answer.routes.first().map(|route| {
        let mut next = AgreedPlan::new(plan.target.clone(), route.clone(), today, packs);
        next.by.clone_from(&plan.by);
        next.spent_before = plan.spent();
        next.states = plan.states.clone();
        let stands = |award: &AwardId| route.steps.iter().any(|step| step.award == *award);
        next.states.retain(|award, state| stands(award) || matches!(state, StepState::Completed { .. }));
        for step in &mut next.route.steps {
            if let StepState::Enrolled { on } = plan.state(&step.award) {
                step.notes.push(format!("Under way since {on}: what is left of it is counted"));
            }
        }
        next
    });
    Repair { difference: next.as_ref().map(|next| difference(plan, next)), plan: next, answer }
}

/// The world in which the rest of the plan is planned.
struct Ahead {
    catalogue: Catalogue,
    record: LearnerRecord,
}

impl Ahead {
    fn new(plan: &AgreedPlan, catalogue: &Catalogue, record: &LearnerRecord, today: NaiveDate) -> Self {
        let mut ahead = Self { catalogue: catalogue.clone(), record: record.clone() };
        // Weeks go on being counted from the day that was agreed.
        let passed = ceil(whole((today - plan.start()).num_days().max(0)) / whole(7));
        let first = plan.day(u32::try_from(passed).unwrap_or(0));
        let preferences = &mut ahead.record.preferences;
        let start = preferences.start.map_or(first, |start| start.max(first));
        preferences.start = Some(start);
        preferences.budget = preferences.budget.map(|budget| (budget - plan.spent()).max(whole(0)));
        let currency = preferences.currency.or(plan.route.currency).unwrap_or(Currency::USD);
        for step in &plan.route.steps {
            match plan.state(&step.award) {
                StepState::Dropped { .. } => ahead.record.preferences.exclude_awards.push(step.award.clone()),
                StepState::Enrolled { .. } if step.way == Way::Earn => ahead.under_way(plan, step, start, currency),
                StepState::Enrolled { .. } | StepState::Planned | StepState::Completed { .. } => {}
            }
        }
        ahead
    }

    /// What is left of a step that has begun: paid for, admitted to, and running without a date.
    fn under_way(&mut self, plan: &AgreedPlan, step: &Step, start: NaiveDate, currency: Currency) {
        let Some(award) = self.catalogue.awards.get_mut(&step.award) else { return };
        let weeks = whole(step.end_week.saturating_sub(step.start_week));
        let left = ceil(whole((plan.expected_end(step) - start).num_days().max(0)) / whole(7));
        let share = if weeks > whole(0) { (whole(left) / weeks).min(whole(1)) } else { whole(0) };
        award.effort = Some(Effort { hours: Some(step.hours * share), weeks: u32::try_from(left).ok() });
        award.cost = Some(Cost { money: Money::zero(currency), per_month: false, basis: None, as_of: None });
        award.requires = None;
        award.delivery = None;
        award.earnable = true;
        award.status = AwardStatus::Active;
    }
}
