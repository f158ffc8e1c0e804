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
mod fitting;
mod foundation;
mod pins;
mod program;
mod reach;
mod route;
mod rulings;
mod schedule;
mod search;
mod session;
mod solver;
mod soonest;
mod support;
mod threads;
mod ties;
mod world;

pub use program::{Program, program};

use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

use crate::estimate::Estimates;
use crate::model::exact::Rational;
use crate::model::{AwardId, Catalogue, LearnerRecord, Objective, Plan, PlanStatus, Route, Way};
use search::{Limits, Measure, Quantities};
use session::{Clock, Session};
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
    plan_in(&World::new(request)?, NonZeroUsize::MIN, watch)
}

/// The same with the objectives spread over so many threads. Every objective is searched for by one thread alone, so that the
/// routes are those of [`plan`]; only with a time limit that is too short may each thread get further.
///
/// # Errors
/// As [`plan`].
pub fn plan_on(threads: NonZeroUsize, request: &Request<'_>, watch: &dyn Watch) -> Result<Plan, PlanError> {
    plan_in(&World::new(request)?, threads, watch)
}

/// Computes routes that change as little as possible of what was agreed: of all routes those with the fewest steps that are
/// not among `agreed`, and of those the best by each objective. An agreed step that is taken another way is a change.
///
/// # Errors
/// As [`plan`].
pub fn plan_keeping(request: &Request<'_>, agreed: &[(AwardId, Way)], watch: &dyn Watch) -> Result<Plan, PlanError> {
    let mut world = World::new(request)?;
    world.keep(agreed);
    plan_in(&world, NonZeroUsize::MIN, watch)
}

fn plan_in(world: &World<'_>, threads: NonZeroUsize, watch: &dyn Watch) -> Result<Plan, PlanError> {
    let request = &world.request;
    let began = Instant::now();
    let answer = |status| Plan { target: request.target.clone(), status, routes: Vec::new(), blockers: Vec::new(), notes: Vec::new() };
    if world.has_at_start(0) {
        return Ok(answer(PlanStatus::Held));
    }
    if world.awards[0].award.is_none() {
        return Ok(answer(PlanStatus::UnknownTarget));
    }
    let clock = Clock::new(began, request.time_limit, watch);
    let stop = || clock.stops();
    let quantities = Quantities::new(world)?;
    let mut session = Session::new(world, &quantities, limits(world, &quantities)?, &stop, watch);
    let fewest = session.limit_changes();
    let mut routes = match threads.get().min(request.objectives.len()) {
        0 | 1 => session.routes(&|left| clock.share(left)),
        several => threads::routes(&session, &quantities, several, began),
    };
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
    let clock = Clock::new(Instant::now(), request.time_limit, watch);
    let stop = || clock.stops();
    let world = World::new(request)?;
    let quantities = Quantities::new(&world)?;
    let session = Session::new(&world, &quantities, limits(&world, &quantities)?, &stop, watch);
    Ok(session.routes(&|left| clock.share(left)))
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
