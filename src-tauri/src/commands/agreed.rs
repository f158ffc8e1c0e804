//! The plan of record: agreeing a route, moving its steps on, repairing it, its versions.

use std::sync::Arc;
use std::time::Duration;

use chrono::{Local, NaiveDate, Utc};
use pathways::agreed::{self, AgreedPlan, Repairs, StepState};
use pathways::model::{AwardId, LearnerRecord, Route};
use pathways::store::{PlanId, StoredLearner};
use tauri::State;
use tauri::ipc::Channel;

use super::choice::Shown;
use super::learner::{date, number};
use crate::fault;
use crate::state::{App, Opened, aside};
use crate::view::{self, Viewer};
use crate::wire::agreed::{self as wire, AgreedView, DifferenceView, RepairsView, StepMark, StepRef, VersionRow, WhichRepair};
use crate::wire::fault::Fault;
use crate::wire::learner::LearnerView;
use crate::wire::plan::PlanEvent;
use crate::world::World;

/// How long repairs are sought.
const TIME_LIMIT: Duration = Duration::from_secs(20);

/// What was computed last, so that the window can ask about it and choose from it without sending it back.
#[derive(Default)]
pub struct Offered {
    /// The plans that are shown, the latest last: of the record as it stands, with what is tried out, of targets beside it.
    shown: Vec<Arc<Shown>>,
    /// The repairs that are shown, and the record that they are for.
    pub repairs: Option<(LearnerRecord, Repairs)>,
}

/// So many plans can be asked about: the plan, what is tried out, and the targets that are compared with it.
const MOST_SHOWN: usize = 6;

impl Offered {
    /// Remembers a plan that is about to be shown. It takes the place of one like it.
    pub fn show(&mut self, plan: Shown) {
        self.shown.retain(|other| other.plan.target != plan.plan.target || other.tried != plan.tried);
        self.shown.push(Arc::new(plan));
        let surplus = self.shown.len().saturating_sub(MOST_SHOWN);
        self.shown.drain(..surplus);
    }

    /// The plan that answered a request.
    pub fn answering(&self, request: &str) -> Option<Arc<Shown>> {
        self.shown.iter().find(|shown| shown.request == request).cloned()
    }

    /// The routes to a target that may be agreed. What was only tried out rests on wishes that the record does not have.
    fn routes(&self, target: &str) -> &[Route] {
        let standing = self.shown.iter().find(|shown| !shown.tried && shown.plan.target.as_str() == target);
        standing.map_or(&[], |shown| &shown.plan.routes)
    }
}

fn today() -> NaiveDate {
    Local::now().date_naive()
}

/// The open learner with their plan of record.
fn followed(opened: &mut Opened) -> Result<(StoredLearner, AgreedPlan), Fault> {
    let learner = opened.learner()?;
    let plan = agreed::of(&learner.record)?.ok_or_else(no_agreed_plan)?;
    Ok((learner, plan))
}

/// What a plan can touch: the cone of its target, and those of its steps, which the catalogue may have left outside since.
pub(super) fn reach(opened: &mut Opened, plan: &AgreedPlan, record: &LearnerRecord) -> Result<Arc<World>, Fault> {
    let targets: Vec<AwardId> = std::iter::once(&plan.target).chain(plan.route.steps.iter().map(|step| &step.award)).cloned().collect();
    opened.toward(&targets, record)
}

pub(super) fn no_agreed_plan() -> Fault {
    fault::fault("no-agreed-plan", "Nothing has been agreed yet.", None, "Choose a route under Routes and agree it.")
}

/// Agrees a plan for the open learner; `what` names the edit for undo.
fn agree(opened: &mut Opened, plan: AgreedPlan, what: &str) -> Result<LearnerView, Fault> {
    let StoredLearner { id, mut record, .. } = opened.learner()?;
    agreed::adopt(&mut record, plan);
    let plan = agreed::of(&record)?.ok_or_else(no_agreed_plan)?;
    opened.store.agree(id, &record, &plan, what, Utc::now())?;
    opened.learner_view()
}

#[tauri::command]
pub async fn agreed_plan(app: State<'_, App>) -> Result<Option<AgreedView>, Fault> {
    app.with(|opened| {
        let learner = opened.learner()?;
        let plan = agreed::of(&learner.record)?;
        let Some(plan) = plan else { return Ok(None) };
        let world = reach(opened, &plan, &learner.record)?;
        Ok(view::agreed::view(&plan, &Viewer::today(&world, &learner.record)))
    })
    .await
}

#[tauri::command]
pub async fn adopt_route(app: State<'_, App>, target: String, steps: Vec<StepRef>, by: Option<String>) -> Result<LearnerView, Fault> {
    let meant = |route: &&Route| {
        let same = |(step, asked): (&pathways::model::Step, &StepRef)| {
            step.award.as_str() == asked.award && step.way.as_str() == asked.way && step.start_week == asked.start_week
        };
        route.steps.len() == steps.len() && route.steps.iter().zip(&steps).all(same)
    };
    let route = app.offered(|offered| offered.routes(&target).iter().find(meant).cloned());
    let route = route.ok_or_else(|| {
        fault::fault("route-gone", "This route is no longer the one that was computed.", None, "Plan again and agree the route anew.")
    })?;
    let target = AwardId::from(target);
    app.with(move |opened| {
        let what = format!("Agreed a plan: {}", opened.called(&target)?);
        let mut plan = AgreedPlan::new(target, route, today(), opened.store.pack_versions()?);
        plan.by = by.map(|by| by.trim().to_owned()).filter(|by| !by.is_empty());
        agree(opened, plan, &what)
    })
    .await
}

#[tauri::command]
pub async fn mark_step(app: State<'_, App>, mark: StepMark) -> Result<LearnerView, Fault> {
    let on = || date("on", mark.on.as_deref().unwrap_or_default());
    let state = match mark.state {
        wire::StepState::Planned => StepState::Planned,
        wire::StepState::Enrolled => StepState::Enrolled { on: on()? },
        wire::StepState::Completed => {
            StepState::Completed { on: on()?, grade: mark.grade.as_deref().map(|grade| number("grade", grade)).transpose()? }
        }
        wire::StepState::Dropped => StepState::Dropped { on: on()?, why: mark.reason.clone() },
    };
    app.with(move |opened| {
        let (learner, mut plan) = followed(opened)?;
        let award = AwardId::from(mark.award);
        let done = match mark.state {
            wire::StepState::Planned => "Planned again",
            wire::StepState::Enrolled => "Enrolled",
            wire::StepState::Completed => "Completed",
            wire::StepState::Dropped => "Dropped",
        };
        let what = format!("{done}: {}", opened.called(&award)?);
        let mut record = learner.record;
        agreed::mark(&mut record, &mut plan, &award, state, today())?;
        opened.edit(&what, |kept| *kept = record)
    })
    .await
}

#[tauri::command]
pub async fn give_up_plan(app: State<'_, App>) -> Result<LearnerView, Fault> {
    app.with(|opened| opened.edit("Gave the agreed plan up", agreed::give_up)).await
}

#[tauri::command]
pub async fn plan_repairs(app: State<'_, App>, request: String, on: Channel<PlanEvent>) -> Result<RepairsView, Fault> {
    let running = app.begin(&request);
    let (world, learner, plan): (Arc<World>, StoredLearner, AgreedPlan) = app
        .with(|opened| {
            let (learner, plan) = followed(opened)?;
            Ok((reach(opened, &plan, &learner.record)?, learner, plan))
        })
        .await?;
    let shell = app.inner().clone();
    aside(move || {
        let reporting = super::plan::Reporting::new(running, on, None);
        let record = learner.record;
        let found = agreed::repairs(&plan, &world.catalogue, &world.estimates, &record, today(), TIME_LIMIT, &reporting)?;
        reporting.cancelled()?;
        let viewer = Viewer::today(&world, &record);
        let route = |repair: &agreed::Repair| repair.plan.as_ref().map(|plan| plan.route.steps.clone());
        let shown = RepairsView {
            best: view::agreed::repair(&found.best, &viewer),
            smallest: view::agreed::repair(&found.smallest, &viewer),
            same: route(&found.best) == route(&found.smallest),
        };
        shell.offered(|offered| offered.repairs = Some((record.clone(), found)));
        Ok(shown)
    })
    .await
}

#[tauri::command]
pub async fn adopt_repair(app: State<'_, App>, which: WhichRepair) -> Result<LearnerView, Fault> {
    let offered = app.offered(|offered| offered.repairs.take());
    app.with(move |opened| {
        let record = opened.learner()?.record;
        let plan = offered.filter(|(seen, _)| *seen == record).and_then(|(_, repairs)| match which {
            WhichRepair::Best => repairs.best.plan,
            WhichRepair::Smallest => repairs.smallest.plan,
        });
        let stale = || fault::fault("route-gone", "The record has changed since this was computed.", None, "Look for repairs again.");
        let plan = plan.ok_or_else(stale)?;
        let what = format!("Repaired the plan: {}", opened.called(&plan.target)?);
        agree(opened, plan, &what)
    })
    .await
}

#[tauri::command]
pub async fn plan_versions(app: State<'_, App>) -> Result<Vec<VersionRow>, Fault> {
    app.with(|opened| {
        let learner = opened.learner()?;
        let current = agreed::of(&learner.record)?;
        let mut marked = false;
        let mut rows = Vec::new();
        for summary in opened.store.plans(learner.id)? {
            // Of equal snapshots the latest is the one in force.
            let current = !marked && current.as_ref().is_some_and(|plan| is_snapshot_of(opened, summary.id, plan));
            marked |= current;
            rows.push(VersionRow {
                id: summary.id.to_string(),
                title: summary.title,
                target: opened.called(&summary.target)?,
                agreed: summary.saved.to_rfc3339(),
                current,
            });
        }
        Ok(rows)
    })
    .await
}

fn is_snapshot_of(opened: &Opened, id: PlanId, plan: &AgreedPlan) -> bool {
    let route = opened.store.plan(id).ok().and_then(|saved| saved.plan.routes.into_iter().next());
    route.is_some_and(|route| route.steps == plan.route.steps && route.finish == plan.route.finish)
}

/// A snapshot as a plan that could be agreed.
fn version(opened: &Opened, id: &str) -> Result<AgreedPlan, Fault> {
    let id: PlanId = id.parse().map_err(|_| fault::field("id", "it names no version"))?;
    let saved = opened.store.plan(id)?;
    let route = saved.plan.routes.into_iter().next().ok_or_else(no_agreed_plan)?;
    Ok(AgreedPlan::new(saved.plan.target, route, saved.summary.saved.date_naive(), saved.packs))
}

#[tauri::command]
pub async fn compare_versions(app: State<'_, App>, before: String, after: String) -> Result<DifferenceView, Fault> {
    app.with(move |opened| {
        let learner = opened.learner()?;
        let (before, after) = (version(opened, &before)?, version(opened, &after)?);
        let difference = agreed::difference(&before, &after);
        let world = reach(opened, &after, &learner.record)?;
        Ok(view::agreed::difference(&difference, &after, &Viewer::today(&world, &learner.record)))
    })
    .await
}

#[tauri::command]
pub async fn restore_version(app: State<'_, App>, id: String) -> Result<LearnerView, Fault> {
    app.with(move |opened| {
        let mut plan = version(opened, &id)?;
        let what = format!("Restored the plan of {}", plan.agreed);
        plan.agreed = today();
        if let Some(before) = agreed::of(&opened.learner()?.record)? {
            plan.by = before.by;
            plan.states = before.states;
        }
        agree(opened, plan, &what)
    })
    .await
}
