//! The best route by a list of measures, first things first, proven.
//!
//! Measures that do not depend on time are minimised without weeks, which is a relaxation: if its optimum can be
//! scheduled, it is the optimum. Otherwise, and for the finish, the search runs in time.

use super::encode::{Encoding, Quantity};
use super::reach::{Reach, reach};
use super::schedule::{finish, schedule};
use super::solver::{Budget, Outcome, Term};
use super::support::Achieved;
use super::world::{AwardNumber, WayNumber, World};
use super::{PlanError, Watch, encode};
use crate::model::exact::{self, Rational};

/// What a route can be measured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Costs and fees.
    Cost,
    /// The week of the finish.
    Finish,
    /// Study hours.
    Hours,
    /// Earned awards.
    Steps,
    /// Steps that were not agreed.
    Changes,
}

/// The measures as integers.
pub struct Quantities {
    cost: Quantity,
    hours: Quantity,
    steps: Quantity,
    changes: Quantity,
}

impl Quantities {
    /// # Errors
    /// When sums would not be exact.
    pub fn new(world: &World<'_>) -> Result<Self, PlanError> {
        let costs: Vec<Rational> = world.ways.iter().map(|w| w.cost).collect();
        let hours: Vec<Rational> = world.ways.iter().map(|w| w.hours).collect();
        Ok(Self {
            cost: Quantity::new(&costs, "the costs of the awards concerned")?,
            hours: Quantity::new(&hours, "the hours of the awards concerned")?,
            steps: encode::count_earned(world),
            changes: encode::count_changes(world),
        })
    }

    /// A measure that is a sum over ways; `None`: the finish.
    pub fn of(&self, measure: Measure) -> Option<&Quantity> {
        match measure {
            Measure::Cost => Some(&self.cost),
            Measure::Hours => Some(&self.hours),
            Measure::Steps => Some(&self.steps),
            Measure::Changes => Some(&self.changes),
            Measure::Finish => None,
        }
    }
}

/// What a search found.
pub struct Found {
    /// The steps of the best route; `None`: there is none, or none was found in time.
    pub steps: Option<Vec<Achieved>>,
    /// Whether the first measure's value is proven, or proven that there is no route.
    pub proven: bool,
    /// No route has less of the first measure, in its units.
    pub bound: i64,
}

/// Limits of one search.
#[derive(Clone, Copy, Default)]
pub struct Limits {
    /// The most cost, in units of the cost quantity.
    pub cost: Option<i64>,
    /// The last week of the finish.
    pub finish: Option<u32>,
    /// The most steps that were not agreed.
    pub changes: Option<i64>,
    /// The deadline lies before the start.
    pub impossible: bool,
}

/// Conflicts allowed for breaking ties after the first measure is proven: a number, so that runs repeat themselves.
const TIE_CONFLICTS: u64 = 2_000;
/// Conflicts allowed for asking whether a way can take part in a best route.
const PROBE_CONFLICTS: u64 = 200;

/// Conflicts allowed for the least study that any route needs.
const STUDY_CONFLICTS: u64 = 5_000;

/// Searches one world.
pub struct Search<'w, 'a> {
    world: &'w World<'a>,
    quantities: &'w Quantities,
    candidates: Vec<bool>,
    stop: &'w dyn Fn() -> bool,
    watch: &'w dyn Watch,
}

/// What the stages of a search hand on.
struct Stage {
    picks: Vec<(AwardNumber, WayNumber)>,
    bounded: Vec<(Measure, i64)>,
    proven: bool,
    bound: i64,
}

impl<'w, 'a> Search<'w, 'a> {
    /// A search over the ways that nothing bars.
    pub fn new(world: &'w World<'a>, quantities: &'w Quantities, stop: &'w dyn Fn() -> bool, watch: &'w dyn Watch) -> Self {
        let candidates = world.ways.iter().map(|w| w.obstacles.is_empty()).collect();
        Self { world, quantities, candidates, stop, watch }
    }

    /// The best route: least of the first measure, among those least of the second, and so on.
    pub fn best(&self, measures: &[Measure], limits: Limits) -> Found {
        let reached = reach(self.world, &self.candidates);
        if limits.impossible || !reached.achievable(self.world, 0) {
            return Found { steps: None, proven: true, bound: 0 };
        }
        let untimed: Vec<Measure> = measures.iter().copied().take_while(|m| *m != Measure::Finish).collect();
        if untimed.is_empty() {
            return self.in_time(&reached, measures, limits);
        }
        let (stage, encoding) = match self.untimed(&reached, &untimed, limits) {
            Ok(done) => done,
            Err(found) => return found,
        };
        let planned = schedule(self.world, &stage.picks)
            .filter(|s| limits.finish.is_none_or(|last| finish(s) <= last))
            .filter(|s| super::pins::without_pin(self.world, s).is_none());
        match planned {
            Some(steps) if stage.proven => {
                let rest: Vec<Measure> = measures[untimed.len()..].to_vec();
                let possible = self.possible(encoding, &reached, &stage);
                let steps = self.break_ties(&possible, &stage, &rest, limits, steps);
                Found { steps: Some(steps), proven: true, bound: stage.bound }
            }
            Some(steps) => Found { steps: Some(steps), proven: false, bound: stage.bound },
            None => {
                let mut found = self.in_time(&reached, measures, limits);
                found.bound = found.bound.max(stage.bound);
                found
            }
        }
    }

    /// Minimises the measures one after another without regard to time.
    fn untimed<'r>(&self, reached: &'r Reach, measures: &[Measure], limits: Limits) -> Result<(Stage, Encoding<'r, 'a>), Found>
    where
        'w: 'r,
    {
        let mut encoding = Encoding::new(self.world, reached, None);
        self.limit_sums(&mut encoding, limits);
        let mut stage = Stage { picks: Vec::new(), bounded: Vec::new(), proven: true, bound: 0 };
        for (place, &measure) in measures.iter().enumerate() {
            let Some(quantity) = self.quantities.of(measure) else { break };
            let conflicts = if place == 0 { u64::MAX } else { TIE_CONFLICTS };
            let mut budget = Budget { conflicts, stop: self.stop };
            let (minimum, picks) = minimise(&mut encoding, quantity, &mut budget);
            if let Some(picks) = picks {
                stage.picks = picks;
            }
            if place == 0 {
                stage.proven = minimum.proven;
                stage.bound = minimum.bound;
                if minimum.value.is_none() {
                    return Err(Found { steps: None, proven: minimum.proven, bound: minimum.bound });
                }
            }
            let value = self.total(quantity, &stage.picks);
            encoding.limit(quantity, value);
            stage.bounded.push((measure, value));
            if !stage.proven {
                break;
            }
        }
        Ok((stage, encoding))
    }

    fn limit_sums(&self, encoding: &mut Encoding<'_, '_>, limits: Limits) {
        for (most, measure) in [(limits.cost, Measure::Cost), (limits.changes, Measure::Changes)] {
            if let (Some(most), Some(quantity)) = (most, self.quantities.of(measure)) {
                encoding.limit(quantity, most);
            }
        }
    }

    fn total(&self, quantity: &Quantity, picks: &[(AwardNumber, WayNumber)]) -> i64 {
        picks.iter().map(|p| quantity.units[p.1]).sum()
    }

    /// The ways that take part in any route as good as the one found. Mostly few: the search in time is then small.
    fn possible(&self, mut encoding: Encoding<'_, '_>, reached: &Reach, stage: &Stage) -> Vec<bool> {
        let mut possible = vec![false; self.world.ways.len()];
        for &(_, way) in &stage.picks {
            possible[way] = true;
        }
        for way in 0..possible.len() {
            if possible[way] || !reached.ways[way] {
                continue;
            }
            let Some(literal) = encoding.way(way) else { continue };
            let mut budget = Budget { conflicts: PROBE_CONFLICTS, stop: self.stop };
            match encoding.solver.solve(&[literal], &mut budget) {
                Outcome::Satisfied => {
                    possible[way] = true;
                    for (_, way) in encoding.picks() {
                        possible[way] = true;
                    }
                }
                Outcome::Unsatisfied => encoding.solver.clause(&[!literal]),
                Outcome::Stopped => possible[way] = true,
            }
        }
        possible
    }

    /// Among the routes as good as the one found, the best by the remaining measures.
    fn break_ties(&self, possible: &[bool], stage: &Stage, rest: &[Measure], limits: Limits, steps: Vec<Achieved>) -> Vec<Achieved> {
        if rest.is_empty() {
            return steps;
        }
        let reached = reach(self.world, possible);
        let mut best = steps;
        let mut encoding = Encoding::new(self.world, &reached, Some(finish(&best)));
        self.limit_sums(&mut encoding, limits);
        for &(measure, value) in &stage.bounded {
            if let Some(quantity) = self.quantities.of(measure) {
                encoding.limit(quantity, value);
            }
        }
        for &measure in rest {
            let mut budget = Budget { conflicts: TIE_CONFLICTS, stop: self.stop };
            let better = match self.quantities.of(measure) {
                None => self.soonest(&mut encoding, finish(&best), 0, &mut budget).0,
                Some(quantity) => {
                    let now = best.iter().map(|s| quantity.units[s.way]).sum::<i64>();
                    minimise_below(&mut encoding, quantity, Some(now), &mut budget)
                }
            };
            if let Some(better) = better {
                best = better;
            }
            match self.quantities.of(measure) {
                None => forbid_after(&mut encoding, finish(&best)),
                Some(quantity) => encoding.limit(quantity, best.iter().map(|s| quantity.units[s.way]).sum()),
            }
        }
        best
    }

    /// Searches in time from the first measure on.
    fn in_time(&self, reached: &Reach, measures: &[Measure], limits: Limits) -> Found {
        // A cheap route gives the search for the finish a week to beat.
        let known = match measures.first() {
            Some(Measure::Finish) => self.best(&[Measure::Cost], limits).steps.filter(|s| self.within(s, limits)),
            _ => None,
        };
        let last = self.last_week(reached).min(limits.finish.unwrap_or(u32::MAX));
        let first_measure = measures.first().copied().unwrap_or(Measure::Finish);
        let floor = if first_measure == Measure::Finish { self.weeks_of_study(reached, limits) } else { 0 };
        let mut horizon = match (&known, first_measure) {
            (Some(steps), Measure::Finish) => finish(steps),
            _ => last.min(104),
        };
        loop {
            let mut encoding = Encoding::new(self.world, reached, Some(horizon));
            self.limit_sums(&mut encoding, limits);
            let found = self.timed(&mut encoding, measures, known.clone(), horizon, floor);
            // A sum found within a short horizon may be beaten by a later finish; the finish itself cannot.
            let complete = horizon >= last || (first_measure == Measure::Finish && found.steps.is_some());
            if complete || (self.stop)() {
                return Found { proven: found.proven && complete, ..found };
            }
            horizon = last.min(horizon.saturating_mul(2).max(1));
        }
    }

    /// A week before which no route finishes: the least study that any needs, at the learner's hours a week.
    fn weeks_of_study(&self, reached: &Reach, limits: Limits) -> u32 {
        let Some(hours) = self.quantities.of(Measure::Hours) else { return 0 };
        let mut encoding = Encoding::new(self.world, reached, None);
        self.limit_sums(&mut encoding, limits);
        let mut budget = Budget { conflicts: STUDY_CONFLICTS, stop: self.stop };
        let (minimum, _) = minimise(&mut encoding, hours, &mut budget);
        let minutes = hours.value(minimum.bound) * exact::whole(60);
        let weeks = u32::try_from(exact::ceil(minutes / exact::whole(self.world.minutes_per_week.max(1)))).unwrap_or(0);
        self.world.breaks.end(0, weeks)
    }

    fn within(&self, steps: &[Achieved], limits: Limits) -> bool {
        let cost = self.quantities.of(Measure::Cost).map_or(0, |q| steps.iter().map(|s| q.units[s.way]).sum());
        limits.finish.is_none_or(|last| finish(steps) <= last) && limits.cost.is_none_or(|most| cost <= most)
    }

    /// A week by which every route that is possible at all can have finished, if nothing is put off without need.
    pub fn last_week(&self, reached: &Reach) -> u32 {
        let mut last = 0_u32;
        // From then on nothing comes between: no break, no exception that begins or ends.
        let mut latest_date = self.world.breaks.over();
        for ruling in &self.world.rulings {
            latest_date = latest_date.max(ruling.first).max(ruling.last.map_or(0, |last| last.saturating_add(1)));
        }
        for (_, way) in self.world.ways.iter().enumerate().filter(|(n, _)| reached.ways[*n]) {
            last = last.saturating_add(way.length);
            match &way.weeks {
                super::calendar::Weeks::Any => {}
                super::calendar::Weeks::Between(first, end) => latest_date = latest_date.max(end.unwrap_or(*first)),
                super::calendar::Weeks::Listed { yearly: true, .. } => last = last.saturating_add(106),
                listed @ super::calendar::Weeks::Listed { .. } => {
                    latest_date = latest_date.max(listed.listed(5_200).and_then(|w| w.last().copied()).unwrap_or(0));
                }
            }
        }
        last.saturating_add(latest_date).min(5_200)
    }

    fn timed(
        &self,
        encoding: &mut Encoding<'_, '_>,
        measures: &[Measure],
        known: Option<Vec<Achieved>>,
        horizon: u32,
        floor: u32,
    ) -> Found {
        let mut best = known;
        let mut result = Found { steps: None, proven: false, bound: 0 };
        for (place, &measure) in measures.iter().enumerate() {
            let mut budget = Budget { conflicts: if place == 0 { u64::MAX } else { 5 * TIE_CONFLICTS }, stop: self.stop };
            match self.quantities.of(measure) {
                None => {
                    let before = best.as_ref().map_or(horizon + 1, |s| finish(s));
                    let (better, proven, bound) = self.soonest_from(encoding, before, floor, &mut budget);
                    best = better.or(best);
                    if place == 0 {
                        (result.proven, result.bound) = (proven, i64::from(bound));
                    }
                }
                Some(quantity) if place == 0 => {
                    let (minimum, steps) = minimise_steps(encoding, quantity, None, &mut budget);
                    best = steps.or(best);
                    (result.proven, result.bound) = (minimum.proven, minimum.bound);
                }
                Some(quantity) => {
                    let now = best.as_ref().map(|s| s.iter().map(|s| quantity.units[s.way]).sum::<i64>());
                    best = minimise_below(encoding, quantity, now, &mut budget).or(best);
                }
            }
            let Some(steps) = &best else { return result };
            match self.quantities.of(measure) {
                None => forbid_after(encoding, finish(steps)),
                Some(quantity) => encoding.limit(quantity, steps.iter().map(|s| quantity.units[s.way]).sum()),
            }
            if !result.proven {
                break;
            }
        }
        result.steps = best;
        result
    }

    fn soonest(&self, encoding: &mut Encoding<'_, '_>, before: u32, floor: u32, budget: &mut Budget<'_>) -> (Option<Vec<Achieved>>, bool) {
        let (steps, proven, _) = self.soonest_from(encoding, before, floor, budget);
        (steps, proven)
    }

    /// The earliest finish before week `before`: each model found asks for an earlier one, until there is none.
    /// Tells the steps, whether the search came to its end, and a week before which no route finishes.
    fn soonest_from(
        &self,
        encoding: &mut Encoding<'_, '_>,
        before: u32,
        floor: u32,
        budget: &mut Budget<'_>,
    ) -> (Option<Vec<Achieved>>, bool, u32) {
        let mut best: Option<Vec<Achieved>> = None;
        let mut before = before;
        loop {
            if before <= floor {
                return (best, true, before);
            }
            let assumption = match encoding.target_at_least(before) {
                Ok(literal) => vec![!literal],
                Err(true) => return (best, true, before),
                Err(false) => Vec::new(),
            };
            match encoding.solver.solve(&assumption, budget) {
                Outcome::Satisfied => {
                    if encoding.break_circles() || !encoding.keeps_pins() {
                        continue;
                    }
                    let steps = encoding.steps();
                    before = finish(&steps);
                    self.watch.improved(before);
                    best = Some(steps);
                }
                Outcome::Unsatisfied => return (best, true, before),
                Outcome::Stopped => return (best, false, earliest(encoding).max(floor)),
            }
        }
    }
}

/// The first week in which the target can be achieved by all that is known for good.
fn earliest(encoding: &Encoding<'_, '_>) -> u32 {
    let certain = |week: u32| match encoding.target_at_least(week) {
        Ok(literal) => encoding.solver.value(literal) == Some(true),
        Err(fixed) => fixed,
    };
    (0..).take_while(|&week| certain(week + 1)).count() as u32
}

fn forbid_after(encoding: &mut Encoding<'_, '_>, week: u32) {
    if let Ok(literal) = encoding.target_at_least(week + 1) {
        encoding.solver.clause(&[!literal]);
    }
}

type Picks = Vec<(AwardNumber, WayNumber)>;

fn minimise(encoding: &mut Encoding<'_, '_>, quantity: &Quantity, budget: &mut Budget<'_>) -> (super::solver::Minimum, Option<Picks>) {
    let (minimum, steps) = minimise_steps(encoding, quantity, None, budget);
    (minimum, steps.map(|steps| steps.into_iter().map(|s| (s.award, s.way)).collect()))
}

fn minimise_below(
    encoding: &mut Encoding<'_, '_>,
    quantity: &Quantity,
    below: Option<i64>,
    budget: &mut Budget<'_>,
) -> Option<Vec<Achieved>> {
    minimise_steps(encoding, quantity, below, budget).1
}

fn minimise_steps(
    encoding: &mut Encoding<'_, '_>,
    quantity: &Quantity,
    below: Option<i64>,
    budget: &mut Budget<'_>,
) -> (super::solver::Minimum, Option<Vec<Achieved>>) {
    let terms: Vec<Term> = encoding.terms(quantity);
    let mut best = None;
    let minimum = super::solver::minimise(encoding, |e| &mut e.solver, &terms, below, budget, &mut |encoding| {
        let sound = !encoding.break_circles() && encoding.keeps_pins();
        if sound {
            best = Some(encoding.steps());
        }
        sound
    });
    (minimum, best)
}
