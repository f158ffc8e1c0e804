//! Planning: routes on request, with progress and a way to stop.

use std::num::NonZeroUsize;
use std::thread;
use std::time::{Duration, Instant};

use pathways::audit::audit;
use pathways::model::{AwardId, Currency, Objective, Plan, PlanStatus, Route, exact};
use pathways::planner::{self, Request, Watch};
use tauri::State;
use tauri::ipc::Channel;

use super::choice::{Shown, Terms};
use crate::fault;
use crate::state::{App, Running, aside};
use crate::view::Viewer;
use crate::view::choice::totals;
use crate::view::plan::{currency, measure, objective, view};
use crate::wire::fault::Fault;
use crate::wire::plan::{self as wire, PlanAsk, PlanEvent, PlanView};

#[tauri::command]
pub async fn plan_routes(app: State<'_, App>, ask: PlanAsk, on: Channel<PlanEvent>) -> Result<PlanView, Fault> {
    let running = app.begin(&ask.request);
    let what_if = ask.what_if.map(super::choice::what_if).transpose()?.unwrap_or_default();
    let target = AwardId::from(ask.target.as_str());
    let asked = target.clone();
    let (world, record) = app
        .with(move |opened| {
            let learner = opened.learner()?;
            let world = opened.toward(std::slice::from_ref(&asked), &learner.record)?;
            if !world.catalogue.awards.contains_key(&asked) {
                return Err(fault::unknown_award(asked.as_str()));
            }
            opened.keep_target(learner.id, &asked)?;
            Ok((world, learner.record))
        })
        .await?;
    let shell = app.inner().clone();
    // The store is free while the planner works: search and edits go on.
    aside(move || {
        let objectives: Vec<Objective> = ask.objectives.iter().map(|by| sought(*by)).collect();
        let changed = what_if.apply(&record);
        let request = Request {
            catalogue: &world.catalogue,
            estimates: &world.estimates,
            record: &changed,
            target: &target,
            objectives: &objectives,
            strict: ask.strict,
            without_estimates: ask.without_estimates,
            time_limit: Duration::from_millis(ask.time_limit_ms.into()),
        };
        let showing = |route: &Route| {
            let alone = Plan {
                target: target.clone(),
                status: PlanStatus::Routes,
                routes: vec![route.clone()],
                blockers: Vec::new(),
                notes: Vec::new(),
            };
            let alone = checked(alone, &request);
            if alone.routes.is_empty() { None } else { view(&alone, None, &Viewer::today(&world, &changed)) }
        };
        let reporting = Reporting::new(running, on, Some(&showing));
        // The person waits: every objective may have a processor of its own.
        let threads = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let plan = checked(planner::plan_on(threads, &request, &reporting)?, &request);
        let standing = Request { record: &record, ..request };
        let beside = match ask.beside {
            Some(true) => Some(checked(planner::plan_on(threads, &standing, &Quiet(&reporting.running))?, &standing)),
            _ => None,
        };
        reporting.cancelled()?;
        let shown = view(&plan, beside.as_ref(), &Viewer::today(&world, &changed)).ok_or_else(|| fault::unknown_award(target.as_str()))?;
        let tried = !what_if.is_empty();
        let terms = Terms { strict: ask.strict, without_estimates: ask.without_estimates };
        let request = ask.request;
        shell.offered(|offered| offered.show(Shown { request, world, record: changed, plan, terms, tried }));
        Ok(shown)
    })
    .await
}

#[tauri::command]
pub async fn cancel(app: State<'_, App>, request: String) -> Result<(), Fault> {
    app.cancel(&request);
    Ok(())
}

fn sought(by: wire::Objective) -> Objective {
    match by {
        wire::Objective::Cost => Objective::Cost,
        wire::Objective::Finish => Objective::Finish,
        wire::Objective::Hours => Objective::Hours,
        wire::Objective::Steps => Objective::Steps,
        wire::Objective::Front => Objective::Front,
    }
}

/// The plan without the routes that the independent checker refuses; a note says that there were some.
pub(super) fn checked(mut plan: Plan, request: &Request<'_>) -> Plan {
    let violations = audit(request.catalogue, request.record, request.strict, &plan);
    let mut number = 0;
    plan.routes.retain(|_| {
        number += 1;
        !violations.iter().any(|violation| violation.route.is_none_or(|route| route + 1 == number))
    });
    for violation in violations {
        plan.notes.push(format!("A route is not shown, because the check of routes refuses it: {}", violation.message));
    }
    plan
}

/// Shows one route as a plan; nothing where the check refuses it.
type Showing<'s> = &'s (dyn Fn(&Route) -> Option<PlanView> + Sync);

/// Tells the window how the search goes.
pub(super) struct Reporting<'s> {
    running: Running,
    on: Channel<PlanEvent>,
    began: Instant,
    showing: Option<Showing<'s>>,
}

/// Tells the window nothing, and stops when the person cancels.
pub(super) struct Quiet<'r>(pub(super) &'r Running);

impl Watch for Quiet<'_> {
    fn cancelled(&self) -> bool {
        self.0.cancelled()
    }
}

impl<'s> Reporting<'s> {
    /// For a request that begins now; `showing`: routes are shown as they are found.
    pub(super) fn new(running: Running, on: Channel<PlanEvent>, showing: Option<Showing<'s>>) -> Self {
        Self { running, on, began: Instant::now(), showing }
    }

    /// Ends the request when the person has cancelled it.
    pub(super) fn cancelled(&self) -> Result<(), Fault> {
        if self.running.cancelled() {
            return Err(fault::fault("cancelled", "Planning was stopped.", None, "Ask again when you like."));
        }
        Ok(())
    }

    fn tell(&self, by: Objective, phase: &str, best: Option<String>, found: Option<&Route>) {
        let elapsed_ms = u32::try_from(self.began.elapsed().as_millis()).unwrap_or(u32::MAX);
        let so_far = found.zip(self.showing).and_then(|(route, show)| show(route)).map(Box::new);
        let found = found.map(totals);
        let event = PlanEvent { objective: Some(objective(by)), phase: phase.to_owned(), best, bound: None, found, so_far, elapsed_ms };
        // A window that has gone away needs no progress; the answer will tell nobody either.
        let _ = self.on.send(event);
    }
}

impl Watch for Reporting<'_> {
    fn cancelled(&self) -> bool {
        self.running.cancelled()
    }

    fn begins(&self, objective: Objective) {
        self.tell(objective, "searching", None, None);
    }

    fn improved(&self, finish_week: u32) {
        self.tell(Objective::Finish, "found", Some(measure(Objective::Finish, exact::whole(finish_week), Currency::XXX)), None);
    }

    fn found(&self, route: &Route) {
        let value = match route.by {
            Objective::Cost | Objective::Front => route.cost,
            Objective::Finish => exact::whole(route.finish_week),
            Objective::Hours => route.hours,
            Objective::Steps => exact::whole(i128::try_from(route.earned_steps()).unwrap_or(i128::MAX)),
        };
        self.tell(route.by, "found", Some(measure(route.by, value, currency(route))), Some(route));
    }
}
