//! The plan of record.

use pathways::agreed::{self, AgreedPlan, Difference, Drift, Due, Repair, StepState};
use pathways::model::{AwardId, Money, Objective, Plan, PlanStatus, Rational, exact};

use super::{Viewer, fact, plan};
use crate::view::search::count;
use crate::wire::agreed as wire;
use crate::wire::fact::Money as WireMoney;

/// A plan of one route, as the views of plans take it.
#[must_use]
pub fn as_plan(agreed: &AgreedPlan) -> Plan {
    // A point of the front is shown among the routes by cost.
    let by = if agreed.route.by == Objective::Front { Objective::Cost } else { agreed.route.by };
    let route = pathways::model::Route { by, ..agreed.route.clone() };
    Plan { target: agreed.target.clone(), status: PlanStatus::Routes, routes: vec![route], blockers: Vec::new(), notes: Vec::new() }
}

/// The plan of record as it stands today; `None`: no pack has its target.
#[must_use]
pub fn view(agreed: &AgreedPlan, viewer: &Viewer<'_>) -> Option<wire::AgreedView> {
    let catalogue = &viewer.world.catalogue;
    let drift = agreed::drift(agreed, catalogue, viewer.record, viewer.today);
    let overdue = |award: &AwardId| {
        let late = [agreed::DriftCause::Late, agreed::DriftCause::NotBegun];
        drift.iter().any(|one| late.contains(&one.cause) && one.award.as_ref() == Some(award))
    };
    let steps = agreed.route.steps.iter().map(|step| standing(&step.award, agreed.state(&step.award), overdue(&step.award)));
    let before = agreed.states.iter().filter_map(|(award, state)| match state {
        StepState::Completed { on, grade } if agreed.route.steps.iter().all(|step| step.award != *award) => Some(wire::DoneBefore {
            award: award.to_string(),
            title: catalogue.title(award).to_owned(),
            on: on.to_string(),
            grade: grade.map(|grade| exact::decimal(grade, 2)),
        }),
        _ => None,
    });
    let changed = catalogue.packs.iter().filter(|pack| agreed.packs.get(&pack.id).is_some_and(|version| *version != pack.version));
    Some(wire::AgreedView {
        plan: plan::view(&as_plan(agreed), None, viewer)?,
        agreed: agreed.agreed.to_string(),
        by: agreed.by.clone(),
        steps: steps.collect(),
        before: before.collect(),
        progress: progress(agreed),
        dues: agreed::dues(agreed, catalogue, viewer.record).iter().map(due).collect(),
        packs_changed: changed.map(|pack| pack.title.clone().unwrap_or_else(|| pack.id.to_string())).collect(),
        drift: drift.iter().map(drifted).collect(),
    })
}

fn standing(award: &AwardId, state: &StepState, overdue: bool) -> wire::StepStanding {
    let planned =
        wire::StepStanding { award: award.to_string(), state: wire::StepState::Planned, on: None, grade: None, reason: None, overdue };
    match state {
        StepState::Planned => planned,
        StepState::Enrolled { on } => wire::StepStanding { state: wire::StepState::Enrolled, on: Some(on.to_string()), ..planned },
        StepState::Completed { on, grade } => wire::StepStanding {
            state: wire::StepState::Completed,
            on: Some(on.to_string()),
            grade: grade.map(|grade| exact::decimal(grade, 2)),
            ..planned
        },
        StepState::Dropped { on, why } => {
            wire::StepStanding { state: wire::StepState::Dropped, on: Some(on.to_string()), reason: why.clone(), ..planned }
        }
    }
}

fn money(agreed: &AgreedPlan, amount: Rational) -> WireMoney {
    fact::money(&Money::from_major(amount, plan::currency(&agreed.route)))
}

fn progress(agreed: &AgreedPlan) -> wire::ProgressView {
    let progress = agreed::progress(agreed);
    wire::ProgressView {
        completed: count(progress.completed),
        enrolled: count(progress.enrolled),
        steps: count(progress.steps),
        hours_done: fact::hours(progress.hours_done),
        hours: fact::hours(progress.hours),
        spent: money(agreed, progress.spent),
        ahead: money(agreed, progress.ahead),
        next: progress.next.map(|award| award.to_string()),
        arrived: progress.arrived,
    }
}

fn due(due: &Due) -> wire::DueView {
    wire::DueView { on: due.on.to_string(), kind: due.kind.as_str().to_owned(), award: due.award.to_string(), text: due.what.clone() }
}

fn drifted(drift: &Drift) -> wire::DriftView {
    wire::DriftView {
        cause: drift.cause.as_str().to_owned(),
        award: drift.award.as_ref().map(ToString::to_string),
        text: drift.what.clone(),
        breaks: drift.cause.breaks(),
    }
}

/// What a later plan changes.
#[must_use]
pub fn difference(difference: &Difference, after: &AgreedPlan, viewer: &Viewer<'_>) -> wire::DifferenceView {
    let catalogue = &viewer.world.catalogue;
    let named = |award: &AwardId| wire::Named { award: award.to_string(), title: catalogue.title(award).to_owned() };
    let moved = |moved: &agreed::Moved| wire::MovedView {
        award: moved.award.to_string(),
        title: catalogue.title(&moved.award).to_owned(),
        from: moved.from.to_string(),
        to: moved.to.to_string(),
    };
    wire::DifferenceView {
        kept: count(difference.kept.len()),
        added: difference.added.iter().map(named).collect(),
        removed: difference.removed.iter().map(named).collect(),
        rerouted: difference.rerouted.iter().map(|(award, _, _)| named(award)).collect(),
        moved: difference.moved.iter().map(moved).collect(),
        cost: difference.cost.map(|cost| money(after, cost)),
        days: i32::try_from(difference.days).unwrap_or(i32::MAX),
    }
}

/// A way to go on.
#[must_use]
pub fn repair(repair: &Repair, viewer: &Viewer<'_>) -> wire::RepairView {
    let plan = repair.plan.as_ref();
    wire::RepairView {
        difference: plan.zip(repair.difference.as_ref()).map(|(plan, difference)| self::difference(difference, plan, viewer)),
        cost: plan.map(|plan| money(plan, plan.route.cost)),
        finish: plan.map(|plan| plan.route.finish.to_string()),
        proven: plan.is_some_and(|plan| plan.route.proven),
        blockers: plan::blockers(&repair.answer, viewer),
        notes: repair.answer.notes.clone(),
    }
}
