//! Routes: exact search for the best set of steps to a target.
//!
//! [`plan`] is the door: a [`Request`] in, a [`Plan`] out, proven optimal or marked with its bound.
//!
//! `world` numbers what the record makes of the target's cone, `reach` keeps what can matter, `encode` states the
//! problem to `solver`, `search` asks it for the best, `schedule` gives weeks quickly, `route` writes the answer
//! down, `blockers` says what would open a closed target.

mod alike;
mod blockers;
mod breaks;
mod calendar;
mod encode;
mod energy;
mod foundation;
mod pins;
mod program;
mod reach;
mod route;
mod rulings;
mod schedule;
mod search;
mod solver;
mod soonest;
mod support;
mod world;

pub use program::{Program, program};

use std::cell::Cell;
use std::time::{Duration, Instant};

use num_traits::Zero;

use crate::estimate::Estimates;
use crate::model::exact::Rational;
use crate::model::{AwardId, Catalogue, LearnerRecord, Objective, Plan, PlanStatus, Route, Way, exact};
use search::{Found, Limits, Measure, Quantities, Search};
use support::{Achieved, Reliance};
use world::World;

/// What is asked.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The world.
    pub catalogue: &'a Catalogue,
    /// Estimates for what the world leaves unknown.
    pub estimates: &'a Estimates,
    /// The person.
    pub record: &'a LearnerRecord,
    /// The qualification that is wanted.
    pub target: &'a AwardId,
    /// Which routes: one for each objective, any number for the front.
    pub objectives: &'a [Objective],
    /// Unknown gates and unknown grades count as unmet.
    pub strict: bool,
    /// Only routes whose every cost and hour is known.
    pub without_estimates: bool,
    /// After this long the best routes found are returned with their bounds.
    pub time_limit: Duration,
}

/// Looks on while the planner works.
pub trait Watch: Sync {
    /// Whether the person has cancelled; the planner then stops as at the time limit.
    fn cancelled(&self) -> bool {
        false
    }

    /// A route was found; it may be replaced by a better one of the same objective.
    fn found(&self, _route: &Route) {}

    /// Work on an objective has begun.
    fn begins(&self, _objective: Objective) {}

    /// The search knows of a route that finishes in this week.
    fn improved(&self, _finish_week: u32) {}
}

/// Nobody looks on.
pub struct Unwatched;

impl Watch for Unwatched {}

/// Why no plan could be made at all.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PlanError {
    /// The record does not say when to start.
    #[error("the learner record has no preferences.start; say when the learner starts")]
    NoStart,
    /// The record does not say how many hours a week there are.
    #[error("the learner record has no preferences.hours_per_week; say how many hours a week the learner has")]
    NoHoursPerWeek,
    /// Numbers of the packs are so large that sums would not be exact.
    #[error("the numbers of {0} are too large to compute with exactly; correct them in the pack")]
    TooLarge(String),
}

/// Computes routes.
///
/// # Errors
/// When the record lacks what planning needs. An unreachable target is no error: the plan says why.
pub fn plan(request: &Request<'_>, watch: &dyn Watch) -> Result<Plan, PlanError> {
    plan_in(&World::new(request)?, watch)
}

/// Computes routes that change as little as possible of what was agreed: of all routes those with the fewest steps that are
/// not among `agreed`, and of those the best by each objective. An agreed step that is taken another way is a change.
///
/// # Errors
/// As [`plan`].
pub fn plan_keeping(request: &Request<'_>, agreed: &[(AwardId, Way)], watch: &dyn Watch) -> Result<Plan, PlanError> {
    let mut world = World::new(request)?;
    world.keep(agreed);
    plan_in(&world, watch)
}

fn plan_in(world: &World<'_>, watch: &dyn Watch) -> Result<Plan, PlanError> {
    let request = &world.request;
    let began = Instant::now();
    let answer = |status| Plan { target: request.target.clone(), status, routes: Vec::new(), blockers: Vec::new(), notes: Vec::new() };
    if world.has_at_start(0) {
        return Ok(answer(PlanStatus::Held));
    }
    if world.awards[0].award.is_none() {
        return Ok(answer(PlanStatus::UnknownTarget));
    }
    let clock = Clock { began, limit: request.time_limit, allowed: Cell::new(request.time_limit), watch };
    let stop = || clock.stops();
    let quantities = Quantities::new(world)?;
    let limits = limits(world, &quantities)?;
    let mut session = Session {
        world,
        quantities: &quantities,
        search: Search::new(world, &quantities, &stop, watch),
        limits,
        watch,
        unfinished: Cell::new(false),
    };
    let fewest = session.limit_changes();
    let mut routes = session.routes(&|left| clock.share(left));
    if routes.is_empty() && stop() {
        routes = session.any_routes();
    }
    let mut plan = answer(if routes.is_empty() { PlanStatus::Unreachable } else { PlanStatus::Routes });
    plan.routes = routes;
    plan.notes.extend(fewest);
    if session.unfinished.get() && !plan.routes.is_empty() {
        plan.notes.push("The search was stopped before it had found every route of the front".to_owned());
    }
    Session::settle_ties(&mut plan.routes);
    if plan.routes.is_empty() {
        if stop() {
            plan.notes.push("The search was stopped before it found a route or proved that there is none".to_owned());
        }
        plan.blockers = blockers::blockers(&session, &stop);
    }
    Ok(plan)
}

/// The routes of a plan, without a word about a target that cannot be reached.
fn routes_alone(request: &Request<'_>, watch: &dyn Watch) -> Result<Vec<Route>, PlanError> {
    let clock = Clock { began: Instant::now(), limit: request.time_limit, allowed: Cell::new(request.time_limit), watch };
    let stop = || clock.stops();
    let world = World::new(request)?;
    let quantities = Quantities::new(&world)?;
    let limits = limits(&world, &quantities)?;
    let session = Session {
        world: &world,
        quantities: &quantities,
        search: Search::new(&world, &quantities, &stop, watch),
        limits,
        watch,
        unfinished: Cell::new(false),
    };
    Ok(session.routes(&|left| clock.share(left)))
}

/// The time that is left.
struct Clock<'w> {
    began: Instant,
    limit: Duration,
    /// Since the beginning, until when the present objective may take.
    allowed: Cell<Duration>,
    watch: &'w dyn Watch,
}

impl Clock<'_> {
    fn stops(&self) -> bool {
        self.watch.cancelled() || self.began.elapsed() > self.allowed.get()
    }

    /// Allows the present objective its share of what is left among so many.
    fn share(&self, among: u32) {
        let spent = self.began.elapsed();
        self.allowed.set(spent + self.limit.saturating_sub(spent) / among);
    }
}

/// The record's hard limits. `finish`: the last week that does not begin after the deadline.
fn limits(world: &World<'_>, quantities: &Quantities) -> Result<Limits, PlanError> {
    let preferences = &world.request.record.preferences;
    let cost = match (preferences.budget, quantities.of(Measure::Cost)) {
        (Some(budget), Some(cost)) => {
            let units = (budget * Rational::from_integer(cost.per)).floor().to_integer();
            Some(i64::try_from(units).map_err(|_| PlanError::TooLarge("the budget".to_owned()))?)
        }
        _ => None,
    };
    let finish = preferences.deadline.map(|deadline| u32::try_from((deadline - world.start).num_days().max(-1).div_euclid(7)).ok());
    Ok(Limits { cost, finish: finish.flatten(), changes: None, impossible: finish.is_some_and(|f| f.is_none()) })
}

/// One request being answered.
struct Session<'w, 'a> {
    world: &'w World<'a>,
    quantities: &'w Quantities,
    search: Search<'w, 'a>,
    limits: Limits,
    watch: &'w dyn Watch,
    /// Whether the search for the front was stopped before it had found all of it.
    unfinished: Cell<bool>,
}

impl Session<'_, '_> {
    /// Where something was agreed before, no route may change more of it than it must. Says so when fewer changes than those
    /// found are not ruled out.
    fn limit_changes(&mut self) -> Option<String> {
        self.world.kept.as_ref()?;
        let found = self.search.best(&[Measure::Changes], 1, self.limits);
        let steps = found.steps?;
        let changes = steps.iter().filter(|step| self.world.is_change(step.way)).count() as i64;
        self.limits.changes = Some(changes);
        (!found.proven).then(|| format!("It is not proven that {changes} changes are the fewest: no route has under {}", found.bound))
    }

    /// A route for each objective asked for; none at all if the target cannot be reached.
    ///
    /// Each objective gets an equal share of the time that is left; `share` is told among how many.
    fn routes(&self, share: &dyn Fn(u32)) -> Vec<Route> {
        let mut routes: Vec<Route> = Vec::new();
        for (place, &objective) in self.world.request.objectives.iter().enumerate() {
            share((self.world.request.objectives.len() - place) as u32);
            self.watch.begins(objective);
            let began = Instant::now();
            if objective == Objective::Front {
                routes.extend(self.front());
                continue;
            }
            let measures = measures(objective);
            let found = self.search.best(measures, 1, self.limits);
            let Some(route) = self.write(objective, measures[0], &found, began) else {
                if found.proven {
                    // No legal route by one objective is none by any.
                    return Vec::new();
                }
                continue;
            };
            routes.push(route);
        }
        routes
    }

    /// One route that was found when the time was over, for each objective asked for: nothing is proven of it.
    fn any_routes(&self) -> Vec<Route> {
        let began = Instant::now();
        let found = Found { steps: self.search.any_route(self.limits), proven: false, bound: 0 };
        let objectives = self.world.request.objectives.iter();
        objectives.filter_map(|&objective| self.write(objective, measures(objective)[0], &found, began)).collect()
    }

    /// The routes not dominated in (cost, finish): the cheapest, then each time the cheapest of those that finish sooner.
    fn front(&self) -> Vec<Route> {
        let measures = measures(Objective::Cost);
        let mut routes: Vec<Route> = Vec::new();
        let mut limits = self.limits;
        loop {
            let began = Instant::now();
            let found = self.search.best(measures, 2, limits);
            let Some(route) = self.write(Objective::Front, Measure::Cost, &found, began) else {
                self.unfinished.set(!found.proven);
                return routes;
            };
            let finish = route.finish_week;
            // It finishes sooner: where it costs no more, the point before it was only as good because a search for ties ended early.
            if routes.last().is_some_and(|before| before.cost >= route.cost) {
                routes.pop();
            }
            routes.push(route);
            match finish.checked_sub(1) {
                Some(sooner) => limits.finish = Some(sooner),
                None => return routes,
            }
        }
    }

    /// Where the search for ties was stopped early, another route of the plan may be as good and win the tie: it is shown.
    fn settle_ties(routes: &mut [Route]) {
        let totals = |r: &Route| (r.cost, r.finish_week, r.hours, r.earned_steps());
        let value = |by: Objective, r: &Route| match by {
            Objective::Cost | Objective::Front => r.cost,
            Objective::Finish => exact::whole(r.finish_week),
            Objective::Hours => r.hours,
            Objective::Steps => exact::whole(r.earned_steps() as i128),
        };
        for at in 0..routes.len() {
            let by = routes[at].by;
            if by == Objective::Front {
                continue;
            }
            let better = routes
                .iter()
                .filter(|r| (value(by, r), totals(r)) < (value(by, &routes[at]), totals(&routes[at])))
                .min_by_key(|r| (value(by, r), totals(r)))
                .cloned();
            if let Some(better) = better {
                let (proven, bound, solve_micros) = (routes[at].proven, routes[at].bound, routes[at].solve_micros);
                routes[at] = Route { by, proven, bound: bound.min(value(by, &better)), solve_micros, ..better };
            }
        }
    }

    fn write(&self, by: Objective, measure: Measure, found: &Found, began: Instant) -> Option<Route> {
        let (steps, reliance) = self.trimmed(found.steps.as_deref()?);
        let totals = route::totals(self.world, &steps);
        let value = match measure {
            Measure::Cost => totals.cost,
            Measure::Finish => exact::whole(totals.finish),
            Measure::Hours => totals.hours,
            Measure::Steps => exact::whole(totals.steps as i128),
            Measure::Changes => exact::whole(steps.iter().filter(|step| self.world.is_change(step.way)).count() as i128),
        };
        let bound = match self.quantities.of(measure) {
            _ if found.proven => value,
            Some(quantity) => quantity.value(found.bound).max(Rational::zero()),
            None => exact::whole(found.bound),
        };
        let mut route = route::route(self.world, by, &steps, &reliance, found.proven, bound.min(value));
        route.solve_micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.watch.found(&route);
        Some(route)
    }

    fn trimmed(&self, steps: &[Achieved]) -> (Vec<Achieved>, Reliance) {
        route::trim(self.world, steps)
    }
}

/// What an objective compares by, in order (contract 3: ties by cost, then finish, then hours, then steps).
fn measures(objective: Objective) -> &'static [Measure] {
    match objective {
        Objective::Cost | Objective::Front => &[Measure::Cost, Measure::Finish, Measure::Hours, Measure::Steps],
        Objective::Finish => &[Measure::Finish, Measure::Cost, Measure::Hours, Measure::Steps],
        Objective::Hours => &[Measure::Hours, Measure::Cost, Measure::Finish, Measure::Steps],
        Objective::Steps => &[Measure::Steps, Measure::Cost, Measure::Finish, Measure::Hours],
    }
}
