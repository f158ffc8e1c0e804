//! One request being answered: a route for each objective, within its share of the time.

use std::cell::Cell;
use std::time::{Duration, Instant};

use num_traits::Zero;

use super::Watch;
use super::route;
use super::search::{Found, Limits, Measure, Quantities, Search};
use super::support::{Achieved, Reliance};
use super::world::World;
use crate::model::exact::{self, Rational};
use crate::model::{Objective, Route};

/// The time that is left.
pub struct Clock<'w> {
    began: Instant,
    limit: Duration,
    /// Since the beginning, until when the present objective may take.
    allowed: Cell<Duration>,
    watch: &'w dyn Watch,
}

impl<'w> Clock<'w> {
    /// All the time of a request that began then.
    pub fn new(began: Instant, limit: Duration, watch: &'w dyn Watch) -> Self {
        Self { began, limit, allowed: Cell::new(limit), watch }
    }

    /// Whether the time is over or the person has cancelled.
    pub fn stops(&self) -> bool {
        self.watch.cancelled() || self.began.elapsed() > self.allowed.get()
    }

    /// Allows the present objective its share of what is left among so many.
    pub fn share(&self, among: u32) {
        let spent = self.began.elapsed();
        self.allowed.set(spent + self.limit.saturating_sub(spent) / among);
    }
}

/// One request being answered.
pub struct Session<'w, 'a> {
    pub(super) world: &'w World<'a>,
    quantities: &'w Quantities,
    pub(super) search: Search<'w, 'a>,
    pub(super) limits: Limits,
    pub(super) watch: &'w dyn Watch,
    /// Whether the search for the front was stopped before it had found all of it.
    pub(super) unfinished: Cell<bool>,
}

/// What one objective came to.
pub struct Answered {
    /// Its routes.
    pub routes: Vec<Route>,
    /// It is proven that there is no route at all.
    pub closed: bool,
}

impl<'w, 'a> Session<'w, 'a> {
    /// Begins to answer within some limits, until `stop`.
    pub fn new(world: &'w World<'a>, quantities: &'w Quantities, limits: Limits, stop: &'w dyn Fn() -> bool, watch: &'w dyn Watch) -> Self {
        let search = Search::new(world, quantities, stop, watch);
        Self { world, quantities, search, limits, watch, unfinished: Cell::new(false) }
    }

    /// Where something was agreed before, no route may change more of it than it must. Says so when fewer changes than those
    /// found are not ruled out.
    pub(super) fn limit_changes(&mut self) -> Option<String> {
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
    pub(super) fn routes(&self, share: &dyn Fn(u32)) -> Vec<Route> {
        let objectives = self.world.request.objectives;
        let mut routes: Vec<Route> = Vec::new();
        for (place, &objective) in objectives.iter().enumerate() {
            share((objectives.len() - place) as u32);
            let answered = self.answered(objective);
            if answered.closed {
                return Vec::new();
            }
            routes.extend(answered.routes);
        }
        routes
    }

    /// What one objective comes to.
    pub(super) fn answered(&self, objective: Objective) -> Answered {
        self.watch.begins(objective);
        if objective == Objective::Front {
            return Answered { routes: self.front(), closed: false };
        }
        let began = Instant::now();
        let measures = measures(objective);
        let found = self.search.best(measures, 1, self.limits);
        let routes: Vec<Route> = self.write(objective, measures[0], &found, began).into_iter().collect();
        // No legal route by one objective is none by any.
        Answered { closed: routes.is_empty() && found.proven, routes }
    }

    /// One route that was found when the time was over, for each objective asked for: nothing is proven of it.
    pub(super) fn any_routes(&self) -> Vec<Route> {
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
    pub(super) fn settle_ties(routes: &mut [Route]) {
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
