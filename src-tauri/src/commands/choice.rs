//! Choosing among routes.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use pathways::choice::{
    Again, Limit, WhatIf, WorkWatch, choosing, exits, fragility, openings, pin_prices, plan_b, replacing, savings, steadiest, unlocks,
};
use pathways::model::{AwardId, Currency, GateState, HeldAward, LearnerRecord, Objective, Pin, PinKind, Plan, Route};
use pathways::planner::{self, Request};
use tauri::State;
use tauri::ipc::Channel;

use super::learner::{date, number};
use super::plan::{Quiet, checked};
use crate::fault;
use crate::state::{App, Running, aside};
use crate::view::search::count;
use crate::view::{self, Viewer};
use crate::wire::choice::{
    self as wire, ChoiceAsk, FragilityView, InsteadView, OpeningView, PlanBView, RemainsView, RouteChoices, SavingsView, UnlockView,
    WorkEvent,
};
use crate::wire::fault::Fault;
use crate::wire::learner::{self, ExcludedKind, LearnerView};
use crate::world::World;

/// The most qualifications that are ranked.
const MOST_UNLOCKS: usize = 2_000;

/// The plan that is shown, with what it was asked by.
pub struct Shown {
    /// The request that it answered.
    pub request: String,
    /// The part of the catalogue that it is about.
    pub world: Arc<World>,
    /// The record, changed by what the window asked.
    pub record: LearnerRecord,
    /// The plan.
    pub plan: Plan,
    /// On which terms it was asked for.
    pub terms: Terms,
    /// Whether the record was changed for it alone.
    pub tried: bool,
}

/// On which terms a plan is asked for.
#[derive(Clone, Copy)]
pub struct Terms {
    /// Unknown gates and grades count as unmet.
    pub strict: bool,
    /// Only routes whose every cost and hour is known.
    pub without_estimates: bool,
}

impl Shown {
    fn route(&self, number: u32) -> Result<&Route, Fault> {
        self.plan.routes.get(number as usize).ok_or_else(gone)
    }
}

fn gone() -> Fault {
    fault::fault("no-plan", "These routes are no longer the ones that are shown.", None, "Plan again.")
}

fn stopped() -> Fault {
    fault::fault("cancelled", "The work was stopped.", None, "Ask again when you like.")
}

/// Tells the window how far the work is.
struct Reporting {
    running: Running,
    on: Channel<WorkEvent>,
}

impl WorkWatch for Reporting {
    fn cancelled(&self) -> bool {
        self.running.cancelled()
    }

    fn done(&self, done: usize, of: usize) {
        // A window that has gone away needs no progress; the answer will tell nobody either.
        let _ = self.on.send(WorkEvent { done: count(done), of: count(of) });
    }
}

/// Answers a question about the plan that is shown, off the main thread.
async fn answer<T: Send + 'static>(
    app: &App,
    ask: ChoiceAsk,
    on: Channel<WorkEvent>,
    work: impl FnOnce(&Again<'_>, &Shown, &Viewer<'_>, u32) -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    let running = app.begin(&ask.request);
    let shown = app.offered(|offered| offered.answering(&ask.plan)).ok_or_else(gone)?;
    aside(move || {
        let reporting = Reporting { running, on };
        let request = Request {
            catalogue: &shown.world.catalogue,
            estimates: &shown.world.estimates,
            record: &shown.record,
            target: &shown.plan.target,
            objectives: &[Objective::Cost],
            strict: shown.terms.strict,
            without_estimates: shown.terms.without_estimates,
            time_limit: Duration::from_millis(ask.time_limit_ms.into()),
        };
        let answer = work(&Again::new(&request, &reporting), &shown, &Viewer::today(&shown.world, &shown.record), ask.route)?;
        if reporting.running.cancelled() {
            return Err(stopped());
        }
        Ok(answer)
    })
    .await
}

#[tauri::command]
pub async fn explain_route(app: State<'_, App>, ask: ChoiceAsk, on: Channel<WorkEvent>) -> Result<RouteChoices, Fault> {
    answer(app.inner(), ask, on, |again, shown, viewer, route| {
        let route = shown.route(route)?;
        let (exits, prices) = (exits(again, route)?, pin_prices(again, route)?);
        Ok(view::choice::route_choices(route, (&exits, &prices), viewer))
    })
    .await
}

#[tauri::command]
pub async fn gate_refusals(app: State<'_, App>, ask: ChoiceAsk, on: Channel<WorkEvent>) -> Result<Vec<PlanBView>, Fault> {
    answer(app.inner(), ask, on, |again, shown, viewer, route| {
        let route = shown.route(route)?;
        let found = plan_b(again, &shown.plan.routes, route)?;
        Ok(found.iter().map(|b| view::choice::plan_b(b, route, &shown.plan.target, viewer)).collect())
    })
    .await
}

#[tauri::command]
pub async fn route_risks(app: State<'_, App>, ask: ChoiceAsk, on: Channel<WorkEvent>) -> Result<FragilityView, Fault> {
    answer(app.inner(), ask, on, |again, shown, viewer, route| {
        let route = shown.route(route)?;
        let risks = fragility(again, route)?;
        let steady = steadiest(again, &shown.plan.routes)?;
        Ok(view::choice::fragility(&risks, steady.as_ref(), route, &shown.plan.target, viewer))
    })
    .await
}

#[tauri::command]
pub async fn route_savings(app: State<'_, App>, ask: ChoiceAsk, on: Channel<WorkEvent>) -> Result<SavingsView, Fault> {
    answer(app.inner(), ask, on, |again, shown, viewer, route| {
        let route = shown.route(route)?;
        Ok(view::choice::savings(&savings(again, route)?, route, &shown.plan.target, viewer))
    })
    .await
}

/// `chosen`: what choosing the award costs more; otherwise what would stand in its place.
#[tauri::command]
pub async fn instead(
    app: State<'_, App>,
    ask: ChoiceAsk,
    award: String,
    chosen: bool,
    on: Channel<WorkEvent>,
) -> Result<InsteadView, Fault> {
    answer(app.inner(), ask, on, move |again, shown, viewer, route| {
        let route = shown.route(route)?;
        let award = AwardId::from(award);
        let found = if chosen { choosing(again, route, &award)? } else { replacing(again, route, &award)? };
        Ok(view::choice::instead(&found, chosen, route, &shown.plan.target, viewer))
    })
    .await
}

#[tauri::command]
pub async fn target_openings(app: State<'_, App>, ask: ChoiceAsk, on: Channel<WorkEvent>) -> Result<Vec<OpeningView>, Fault> {
    answer(app.inner(), ask, on, |again, shown, viewer, _| {
        let found = openings(again, &shown.plan.blockers)?;
        Ok(found.iter().map(|opening| view::choice::opening(opening, viewer)).collect())
    })
    .await
}

#[tauri::command]
pub async fn ranked_unlocks(app: State<'_, App>, request: String, strict: bool) -> Result<Vec<UnlockView>, Fault> {
    let running = app.begin(&request);
    let (world, record, of) = app
        .with(|opened| {
            let record = opened.learner()?.record;
            let of = opened.store.opened_by(&record, MOST_UNLOCKS)?;
            Ok((opened.toward(&of, &record)?, record, of))
        })
        .await?;
    aside(move || {
        let ranked = unlocks(&world.catalogue, &world.estimates, &record, strict, &of, &|| running.cancelled()).ok_or_else(stopped)?;
        let viewer = Viewer::today(&world, &record);
        Ok(ranked.iter().filter_map(|unlock| view::choice::unlock(unlock, &viewer)).collect())
    })
    .await
}

#[tauri::command]
pub async fn what_remains(
    app: State<'_, App>,
    request: String,
    target: String,
    strict: bool,
    time_limit_ms: u32,
) -> Result<RemainsView, Fault> {
    let running = app.begin(&request);
    let target = AwardId::from(target);
    let asked = target.clone();
    let (world, record) = app
        .with(move |opened| {
            let record = opened.learner()?.record;
            Ok((opened.toward(std::slice::from_ref(&asked), &record)?, record))
        })
        .await?;
    aside(move || {
        let request = Request {
            catalogue: &world.catalogue,
            estimates: &world.estimates,
            record: &record,
            target: &target,
            objectives: &[Objective::Cost, Objective::Hours, Objective::Steps],
            strict,
            without_estimates: false,
            time_limit: Duration::from_millis(time_limit_ms.into()),
        };
        let plan = checked(planner::plan(&request, &Quiet(&running))?, &request);
        let best = plan.routes.iter().map(view::choice::totals).collect();
        Ok(RemainsView { best, blockers: view::plan::blockers(&plan, &Viewer::today(&world, &record)) })
    })
    .await
}

#[tauri::command]
pub async fn apply_change(app: State<'_, App>, change: wire::WhatIf) -> Result<LearnerView, Fault> {
    let change = what_if(change)?;
    app.with(move |opened| opened.edit("A change that was proposed", |record| *record = change.apply(record))).await
}

/// The changes that the window asks for.
pub(super) fn what_if(ask: wire::WhatIf) -> Result<WhatIf, Fault> {
    let code = |code: String| Currency::from_code(&code).ok_or_else(|| fault::field("currency", "it is no currency code such as USD"));
    let mut out = WhatIf {
        start: ask.start.map(|day| date("start", &day)).transpose()?,
        hours_per_week: ask.hours_per_week.map(|hours| number("hours_per_week", &hours)).transpose()?,
        currency: ask.currency.map(code).transpose()?,
        budget: limit(ask.budget.map(|budget| number("budget", &budget)).transpose()?, ask.no_budget),
        deadline: limit(ask.deadline.map(|day| date("deadline", &day)).transpose()?, ask.no_deadline),
        gates: ask.gates.into_iter().flatten().map(|answer| (answer.gate.into(), gate(answer.state))).collect::<BTreeMap<_, _>>(),
        hold: ask.hold.into_iter().flatten().map(holding).collect::<Result<_, Fault>>()?,
        drop: ask.drop.into_iter().flatten().map(Into::into).collect(),
        pin: ask.pin.into_iter().flatten().map(pin).collect::<Result<_, Fault>>()?,
        release: ask.release.into_iter().flatten().map(Into::into).collect(),
        ..WhatIf::default()
    };
    for wire::Barred { kind, id } in ask.exclude.into_iter().flatten() {
        match kind {
            ExcludedKind::Award => out.exclude_awards.push(id.into()),
            ExcludedKind::Organization => out.exclude_organizations.push(id.into()),
        }
    }
    for wire::Barred { kind, id } in ask.allow.into_iter().flatten() {
        match kind {
            ExcludedKind::Award => out.allow_awards.push(id.into()),
            ExcludedKind::Organization => out.allow_organizations.push(id.into()),
        }
    }
    Ok(out)
}

fn limit<T>(value: Option<T>, none: Option<bool>) -> Limit<T> {
    match value {
        _ if none == Some(true) => Limit::Lifted,
        Some(value) => Limit::Set(value),
        None => Limit::Kept,
    }
}

fn gate(state: learner::GateState) -> GateState {
    match state {
        learner::GateState::Met => GateState::Met,
        learner::GateState::Unmet => GateState::Unmet,
        learner::GateState::Unknown => GateState::Unknown,
    }
}

fn holding(held: wire::Holding) -> Result<HeldAward, Fault> {
    Ok(HeldAward {
        award: held.award.into(),
        earned: date("earned", &held.earned)?,
        grade: held.grade.map(|grade| number("grade", &grade)).transpose()?,
        expires: held.expires.map(|day| date("expires", &day)).transpose()?,
        extensions: Vec::new(),
    })
}

fn pin(pin: wire::PinView) -> Result<Pin, Fault> {
    let kind = match (pin.kind, pin.toward) {
        (wire::PinKind::Count, Some(toward)) => PinKind::Count { toward: toward.into() },
        (wire::PinKind::Count, None) => return Err(fault::field("toward", "it must say where the award shall count")),
        (wire::PinKind::Take, _) => PinKind::Take,
        (wire::PinKind::Avoid, _) => PinKind::Avoid,
    };
    Ok(Pin { kind, award: pin.award.into() })
}
