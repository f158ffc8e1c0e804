//! Drift: what of an agreed plan no longer holds today, and why.
//!
//! Dates are compared with the day. Everything else is judged by the audit: the steps still to be taken are put before it as a
//! route of their own, against today's record and today's catalogue, in the weeks that were agreed.

use chrono::NaiveDate;

use super::{AgreedPlan, StepState};
use crate::audit::audit;
use crate::model::exact::{decimal, whole};
use crate::model::{AwardId, Catalogue, GateId, GateState, LearnerRecord, Objective, Plan, PlanStatus, Rational, Route, Step};

/// Why something no longer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DriftCause {
    /// A step that was to have begun is not under way.
    NotBegun,
    /// A step that was to have ended is not completed.
    Late,
    /// A grade was missed.
    Grade,
    /// A step was given up, and others rest on it.
    Dropped,
    /// A condition was answered with no.
    Condition,
    /// What is held has run out.
    Expired,
    /// The award is in no pack, or can no longer be earned.
    AwardGone,
    /// The agreement is gone, or not in force when it is to be used.
    AgreementGone,
    /// What a step rests on is no longer enough.
    Requirement,
    /// It costs something else now.
    Price,
    /// It takes other hours or weeks now.
    Length,
    /// It starts on other days now.
    Dates,
    /// There is not enough time in a week.
    Load,
    /// The budget no longer suffices.
    Budget,
    /// The finish lies after the deadline.
    Deadline,
    /// The learner excludes it now, or a wish speaks against it.
    Wish,
    /// An exception is gone that the plan relies on.
    Exception,
    /// The target is achieved without it.
    NotNeeded,
    /// Anything else that the audit finds.
    Other,
}

impl DriftCause {
    /// Whether the plan cannot be followed as it was agreed. A price or a step that is not needed leaves it standing.
    #[must_use]
    pub fn breaks(self) -> bool {
        !matches!(self, Self::Price | Self::NotNeeded | Self::Late | Self::NotBegun)
    }

    /// A stable word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotBegun => "not-begun",
            Self::Late => "late",
            Self::Grade => "grade",
            Self::Dropped => "dropped",
            Self::Condition => "condition",
            Self::Expired => "expired",
            Self::AwardGone => "award-gone",
            Self::AgreementGone => "agreement-gone",
            Self::Requirement => "requirement",
            Self::Price => "price",
            Self::Length => "length",
            Self::Dates => "dates",
            Self::Load => "load",
            Self::Budget => "budget",
            Self::Deadline => "deadline",
            Self::Wish => "wish",
            Self::Exception => "exception",
            Self::NotNeeded => "not-needed",
            Self::Other => "other",
        }
    }
}

/// Something of the plan that no longer holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// Why.
    pub cause: DriftCause,
    /// The step concerned; `None`: the plan as a whole.
    pub award: Option<AwardId>,
    /// What happened, as a sentence.
    pub what: String,
}

/// What no longer holds on a day; empty: the plan stands as it was agreed.
#[must_use]
pub fn drift(plan: &AgreedPlan, catalogue: &Catalogue, record: &LearnerRecord, today: NaiveDate) -> Vec<Drift> {
    let target_done = record.held.iter().any(|held| held.award == plan.target);
    if target_done {
        return Vec::new();
    }
    let mut out = overdue(plan, catalogue, today);
    let frame = frame(plan, catalogue, record, today, &mut out);
    let route = remaining(plan, catalogue, &frame, &mut out);
    let explained = out.iter().any(|drift| drift.cause.breaks());
    let judged =
        Plan { target: plan.target.clone(), status: PlanStatus::Routes, routes: vec![route], blockers: Vec::new(), notes: Vec::new() };
    for violation in audit(catalogue, &frame, false, &judged) {
        let step = plan.open_steps().find(|step| violation.award.as_ref() == Some(&step.award));
        let cause = cause(violation.rule);
        // A length that changed shows as a duration and as hours; the first is enough.
        if out.iter().any(|drift| drift.cause == cause && drift.award.as_ref() == step.map(|s| &s.award)) {
            continue;
        }
        let why = violation.message.as_str();
        let what = match step {
            Some(step) if cause == DriftCause::Requirement && explained => {
                format!("{} cannot follow as agreed: {why}.", catalogue.title(&step.award))
            }
            Some(step) => format!("{}: {why}.", catalogue.title(&step.award)),
            None => format!("{}.", capitalised(&violation.to_string())),
        };
        out.push(Drift { cause, award: step.map(|s| s.award.clone()), what });
    }
    out.sort_by_key(|drift| (!drift.cause.breaks(), drift.cause));
    out
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn cause(rule: &str) -> DriftCause {
    match rule {
        "unknown-award" | "not-active" | "not-earnable" => DriftCause::AwardGone,
        "unknown-way" | "not-in-force" => DriftCause::AgreementGone,
        "cost" | "currency" | "unmarked-estimate" => DriftCause::Price,
        "hours" | "duration" => DriftCause::Length,
        "start-date" => DriftCause::Dates,
        "weekly-load" | "break" => DriftCause::Load,
        "budget" => DriftCause::Budget,
        "deadline" => DriftCause::Deadline,
        "superfluous" => DriftCause::NotNeeded,
        "excluded" | "pin-avoid" | "pin-take" | "pin-count" => DriftCause::Wish,
        "unsupported" | "too-early" | "unlisted" | "unlisted-gate" | "unlisted-grade" | "unlisted-exception" | "unknown-gate" => {
            DriftCause::Requirement
        }
        _ => DriftCause::Other,
    }
}

/// Steps that were to have begun or ended by now.
fn overdue(plan: &AgreedPlan, catalogue: &Catalogue, today: NaiveDate) -> Vec<Drift> {
    let mut out = Vec::new();
    for step in plan.open_steps() {
        let title = catalogue.title(&step.award);
        let (start, end) = (plan.day(step.start_week), plan.expected_end(step));
        let (cause, what) = if *plan.state(&step.award) == StepState::Planned && start < today {
            (DriftCause::NotBegun, format!("{title} was to start on {start} and is not under way."))
        } else if end < today {
            (DriftCause::Late, format!("{title} was to end by {end} and is not completed."))
        } else {
            continue;
        };
        out.push(Drift { cause, award: Some(step.award.clone()), what });
    }
    out
}

/// Today's record as the audit is to read it: counted from the plan's first day, with the budget that is left.
fn frame(plan: &AgreedPlan, catalogue: &Catalogue, record: &LearnerRecord, today: NaiveDate, out: &mut Vec<Drift>) -> LearnerRecord {
    let mut frame = record.clone();
    frame.preferences.start = Some(plan.start());
    let completed: Rational =
        plan.route.steps.iter().filter(|step| matches!(plan.state(&step.award), StepState::Completed { .. })).map(|step| step.cost).sum();
    frame.preferences.budget = frame.preferences.budget.map(|budget| (budget - plan.spent_before - completed).max(whole(0)));
    frame.held.retain(|held| {
        let runs_out = super::progress::last_day(catalogue, held);
        let Some(last) = runs_out.filter(|last| *last < today && *last >= plan.start()) else { return true };
        out.push(Drift {
            cause: DriftCause::Expired,
            award: Some(held.award.clone()),
            what: format!("{} ran out on {last}.", catalogue.title(&held.award)),
        });
        false
    });
    frame
}

/// The steps still to be taken, as a route that relies on what is still open.
fn remaining(plan: &AgreedPlan, catalogue: &Catalogue, record: &LearnerRecord, out: &mut Vec<Drift>) -> Route {
    let held = |award: &AwardId| record.held.iter().find(|held| held.award == *award);
    let steps: Vec<Step> = plan.open_steps().filter(|step| held(&step.award).is_none()).cloned().collect();
    for (award, state) in &plan.states {
        if let StepState::Dropped { on, .. } = state
            && plan.route.steps.iter().any(|step| step.award == *award)
        {
            let what = format!("{} was dropped on {on}.", catalogue.title(award));
            out.push(Drift { cause: DriftCause::Dropped, award: Some(award.clone()), what });
        }
    }
    let open = |gate: &&GateId| match record.gate(gate) {
        GateState::Unknown => true,
        GateState::Met => false,
        GateState::Unmet => {
            let label = catalogue.gate(gate).and_then(|gate| gate.label.as_deref()).unwrap_or(gate.as_str());
            let what = format!("“{label}” was answered with no.");
            out.push(Drift { cause: DriftCause::Condition, award: None, what });
            false
        }
    };
    let to_confirm: Vec<GateId> = plan.route.to_confirm.iter().filter(open).cloned().collect();
    let mut assumptions = plan.route.assumptions.clone();
    assumptions.retain(|assumption| {
        let (award, least) = (&assumption.award, assumption.min_grade);
        match held(award).map(|held| held.grade) {
            None => steps.iter().any(|step| step.award == *award),
            Some(None) => true,
            Some(Some(grade)) => {
                if grade < least {
                    let (title, grade, least) = (catalogue.title(award), decimal(grade, 2), decimal(least, 2));
                    let what = format!("{title} was completed with {grade}; the plan needs {least} or better.");
                    out.push(Drift { cause: DriftCause::Grade, award: Some(award.clone()), what });
                }
                false
            }
        }
    });
    let mut exceptions = plan.route.exceptions.clone();
    exceptions.retain(|exception| {
        let kept = record.exceptions.contains(exception);
        if !kept {
            let what = format!("An exception about {} that the plan relies on is gone.", catalogue.title(&exception.award));
            out.push(Drift { cause: DriftCause::Exception, award: Some(exception.award.clone()), what });
        }
        kept
    });
    let sum = |pick: fn(&Step) -> Option<Rational>| steps.iter().filter_map(pick).fold(whole(0), |a, b| a + b);
    Route {
        by: Objective::Front,
        cost: sum(|s| Some(s.cost)),
        hours: sum(|s| Some(s.hours)),
        estimated_cost: sum(|s| s.cost_estimated.then_some(s.cost)),
        estimated_hours: sum(|s| s.hours_estimated.then_some(s.hours)),
        to_confirm,
        assumptions,
        exceptions,
        steps,
        ..plan.route.clone()
    }
}
