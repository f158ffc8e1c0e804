//! The best route by a list of measures, first things first, proven.
//!
//! Measures that do not depend on time are minimised without weeks, which is a relaxation: if its optimum can be
//! scheduled, it is the optimum. Otherwise, and for the finish, the search runs in time.

use super::encode::{Encoding, Quantity};
use super::fitting::{Fitted, Wanted};
use super::reach::{Reach, reach};
use super::schedule::{finish, schedule};
use super::solver::{self, Budget, Known, Minimum, Term};
use super::soonest::Outlook;
use super::support::Achieved;
use super::ties::Tie;
use super::world::{AwardNumber, WayNumber, World};
use super::{PlanError, Watch, encode};
use crate::model::exact::Rational;

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
    /// Whether the values of the decisive measures are proven, or proven that there is no route.
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

/// Work allowed for breaking ties after the first measure is proven: a number, so that runs repeat themselves.
pub(super) const TIE_WORK: u64 = 400_000;
/// Weeks looked ahead at first where nothing says how long a route takes.
const FIRST_HORIZON: u32 = 104;

/// Searches one world.
pub struct Search<'w, 'a> {
    pub(super) world: &'w World<'a>,
    pub(super) quantities: &'w Quantities,
    pub(super) reached: Reach,
    pub(super) stop: &'w dyn Fn() -> bool,
    pub(super) watch: &'w dyn Watch,
}

/// The ways of a route, without weeks.
pub(super) type Picks = Vec<(AwardNumber, WayNumber)>;

/// What the measures that do not depend on time leave.
struct Stage {
    picks: Picks,
    /// Routes met on the way, each better than the one before by the first measure.
    earlier: Vec<Picks>,
    bounded: Vec<(Measure, i64)>,
    proven: bool,
    bound: i64,
}

impl<'w, 'a> Search<'w, 'a> {
    /// A search over the ways that nothing bars.
    pub fn new(world: &'w World<'a>, quantities: &'w Quantities, stop: &'w dyn Fn() -> bool, watch: &'w dyn Watch) -> Self {
        let candidates: Vec<bool> = world.ways.iter().map(|w| w.obstacles.is_empty()).collect();
        Self { world, quantities, reached: reach(world, &candidates), stop, watch }
    }

    /// The best route: least of the first measure, among those least of the second, and so on. The first `decisive` measures
    /// are worked at until they are proven, the others with limited work.
    pub fn best(&self, measures: &[Measure], decisive: usize, limits: Limits) -> Found {
        if limits.impossible || !self.reached.achievable(self.world, 0) {
            return Found { steps: None, proven: true, bound: 0 };
        }
        let untimed: Vec<Measure> = measures.iter().copied().take_while(|m| *m != Measure::Finish).collect();
        if untimed.is_empty() {
            return self.soonest(measures, decisive, limits);
        }
        if let ([measure], Some(last)) = (&untimed[..], limits.finish) {
            return self.best_by(last, *measure, measures, decisive, limits);
        }
        let (stage, encoding) = match self.untimed(&untimed, limits) {
            Ok(done) => done,
            Err(found) => return found,
        };
        match self.placed_within(&stage.picks, limits) {
            Some(steps) if stage.proven => {
                let decisive = decisive.saturating_sub(untimed.len());
                let tie = Tie { limits, sums: encoding, bounded: stage.bounded };
                let (steps, proven) = self.break_tie(tie, &measures[untimed.len()..], decisive, steps);
                Found { steps: Some(steps), proven, bound: stage.bound }
            }
            Some(steps) => Found { steps: Some(steps), proven: false, bound: stage.bound },
            None => {
                let steps = stage.earlier.iter().rev().find_map(|picks| self.placed_within(picks, limits));
                let mut found = self.best_in_time(measures, decisive, limits, Outlook { steps, earliest: 0, least: stage.bound });
                found.bound = found.bound.max(stage.bound);
                found
            }
        }
    }

    /// The best among routes that finish by a week, by a sum first.
    fn best_by(&self, last: u32, first: Measure, measures: &[Measure], decisive: usize, limits: Limits) -> Found {
        let sums = self.without_weeks(limits);
        let mut tie = Tie { limits, sums, bounded: Vec::new() };
        let wanted = Wanted { last, any: false, known: Known::default() };
        let Fitted { steps, minimum } = self.fitted(&mut tie.sums, first, limits, wanted, u64::MAX);
        match steps {
            Some(steps) if minimum.proven => {
                self.settle(&mut tie, first, self.value(first, &steps));
                let (steps, proven) = self.break_tie(tie, &measures[1..], decisive.saturating_sub(1), steps);
                Found { steps: Some(steps), proven, bound: minimum.bound }
            }
            None if minimum.proven => Found { steps: None, proven: true, bound: minimum.bound },
            steps => {
                // The search was broken off for the sake of weeks: without them it says more of the least.
                let untimed = self.untimed(&[first], limits);
                let least = minimum.bound.max(untimed.map_or_else(|found| found.bound, |(stage, _)| stage.bound));
                let mut found = self.best_in_time(measures, decisive, limits, Outlook { steps, earliest: 0, least });
                found.bound = found.bound.max(least);
                found
            }
        }
    }

    /// The soonest finish first.
    fn soonest(&self, measures: &[Measure], decisive: usize, limits: Limits) -> Found {
        let mut outlook = self.outlook(limits);
        if let Some(steps) = outlook.steps.take() {
            let sums = self.without_weeks(limits);
            let mut tie = Tie { limits, sums, bounded: Vec::new() };
            let (steps, proven) = self.sooner(&tie, outlook.earliest, steps, u64::MAX);
            if proven {
                let week = finish(&steps).into();
                self.settle(&mut tie, Measure::Finish, week);
                let (steps, proven) = self.break_tie(tie, &measures[1..], decisive.saturating_sub(1), steps);
                return Found { steps: Some(steps), proven, bound: week };
            }
            outlook.steps = Some(steps);
        }
        self.best_in_time(measures, decisive, limits, outlook)
    }

    /// Minimises the measures one after another without regard to time.
    fn untimed(&self, measures: &[Measure], limits: Limits) -> Result<(Stage, Encoding<'_, 'a>), Found> {
        let mut encoding = self.without_weeks(limits);
        let mut stage = Stage { picks: Vec::new(), earlier: Vec::new(), bounded: Vec::new(), proven: true, bound: 0 };
        for (place, &measure) in measures.iter().enumerate() {
            let mut budget = Budget { work: if place == 0 { u64::MAX } else { TIE_WORK }, stop: self.stop };
            let below = (place > 0).then(|| self.total(measure, &stage.picks));
            let (minimum, steps) = self.least(&mut encoding, measure, Known { below, least: 0 }, &mut budget);
            let mut found: Vec<Picks> = steps.into_iter().map(|steps| steps.iter().map(|s| (s.award, s.way)).collect()).collect();
            stage.picks = found.pop().unwrap_or(stage.picks);
            if place == 0 {
                stage.proven = minimum.proven;
                stage.bound = minimum.bound;
                stage.earlier = found;
                if minimum.value.is_none() {
                    return Err(Found { steps: None, proven: minimum.proven, bound: minimum.bound });
                }
            }
            let value = self.total(measure, &stage.picks);
            self.keep_within(&mut encoding, measure, value);
            stage.bounded.push((measure, value));
            if !stage.proven {
                break;
            }
        }
        Ok((stage, encoding))
    }

    /// The problem without weeks, within limits.
    pub(super) fn without_weeks(&self, limits: Limits) -> Encoding<'_, 'a> {
        let mut encoding = Encoding::new(self.world, &self.reached, None);
        self.limit_sums(&mut encoding, limits);
        self.limit_study(&mut encoding, limits);
        encoding
    }

    pub(super) fn limit_sums(&self, encoding: &mut Encoding<'_, '_>, limits: Limits) {
        for (most, measure) in [(limits.cost, Measure::Cost), (limits.changes, Measure::Changes)] {
            if let Some(most) = most {
                self.keep_within(encoding, measure, most);
            }
        }
    }

    /// Only routes with at most so much of a measure from here on.
    pub(super) fn keep_within(&self, encoding: &mut Encoding<'_, '_>, measure: Measure, most: i64) {
        match self.quantities.of(measure) {
            Some(quantity) => encoding.limit(quantity, most),
            None => encoding.finish_by(most),
        }
    }

    fn total(&self, measure: Measure, picks: &Picks) -> i64 {
        self.quantities.of(measure).map_or(0, |quantity| picks.iter().map(|p| quantity.units[p.1]).sum())
    }

    pub(super) fn value(&self, measure: Measure, steps: &[Achieved]) -> i64 {
        match self.quantities.of(measure) {
            Some(quantity) => steps.iter().map(|s| quantity.units[s.way]).sum(),
            None => finish(steps).into(),
        }
    }

    /// Searches in time from the first measure on, from what is known before.
    fn best_in_time(&self, measures: &[Measure], decisive: usize, limits: Limits, outlook: Outlook) -> Found {
        let Some((&first, rest)) = measures.split_first() else { return Found { steps: None, proven: false, bound: 0 } };
        let known = outlook.steps;
        let last = self.last_week(&self.reached).min(limits.finish.unwrap_or(u32::MAX));
        let mut horizon = match &known {
            Some(steps) if first == Measure::Finish => finish(steps),
            // The limit was set for the sake of routes that finish about then.
            _ if limits.finish.is_some() => last,
            Some(steps) => last.min(FIRST_HORIZON.max(finish(steps))),
            None => last.min(FIRST_HORIZON),
        };
        loop {
            let mut encoding = Encoding::new(self.world, &self.reached, Some(horizon));
            self.limit_sums(&mut encoding, limits);
            encoding.finish_not_before(outlook.earliest.min(horizon));
            let mut budget = Budget { work: u64::MAX, stop: self.stop };
            let before = Known { below: known.as_ref().map(|steps| self.value(first, steps)), least: outlook.least };
            let (minimum, better) = self.least(&mut encoding, first, before, &mut budget);
            let steps = better.into_iter().next_back().or_else(|| known.clone());
            // A sum found within a short horizon may be beaten by a later finish; the finish itself cannot.
            let complete = horizon >= last || (first == Measure::Finish && steps.is_some());
            if !complete && minimum.proven {
                horizon = last.min(horizon.saturating_mul(2).max(1));
                continue;
            }
            let mut found = Found { steps: None, proven: minimum.proven && complete, bound: if complete { minimum.bound } else { 0 } };
            found.steps = steps;
            if found.proven
                && let Some(steps) = found.steps.take()
            {
                let sums = self.without_weeks(limits);
                let mut tie = Tie { limits, sums, bounded: Vec::new() };
                self.settle(&mut tie, first, self.value(first, &steps));
                let (steps, proven) = self.break_tie(tie, rest, decisive.saturating_sub(1), steps);
                (found.steps, found.proven) = (Some(steps), proven);
            }
            return found;
        }
    }

    /// The steps in weeks, found quickly, if that keeps every pin.
    pub(super) fn placed(&self, picks: &Picks) -> Option<Vec<Achieved>> {
        schedule(self.world, picks).filter(|steps| super::pins::without_pin(self.world, steps).is_none())
    }

    /// The same, if it keeps the last week of the finish.
    pub(super) fn placed_within(&self, picks: &Picks, limits: Limits) -> Option<Vec<Achieved>> {
        self.placed(picks).filter(|steps| limits.finish.is_none_or(|last| finish(steps) <= last))
    }

    /// The least value of a measure, and the routes that were met: the last one has it.
    pub(super) fn least(
        &self,
        encoding: &mut Encoding<'_, '_>,
        measure: Measure,
        known: Known,
        budget: &mut Budget<'_>,
    ) -> (Minimum, Vec<Vec<Achieved>>) {
        let terms: Vec<Term> = match self.quantities.of(measure) {
            Some(quantity) => encoding.terms(quantity),
            None => encoding.finish_terms(),
        };
        let mut met = Vec::new();
        let minimum = solver::minimise(encoding, |e| &mut e.solver, &terms, known, budget, &mut |encoding, total| {
            if encoding.break_circles() || !encoding.keeps_pins() {
                return None;
            }
            let mut steps = encoding.steps();
            let mut total = total;
            if measure == Measure::Finish {
                let picks: Picks = steps.iter().map(|s| (s.award, s.way)).collect();
                if let Some(sooner) = self.placed(&picks).filter(|sooner| i64::from(finish(sooner)) < total) {
                    total = finish(&sooner).into();
                    steps = sooner;
                }
                self.watch.improved(finish(&steps));
            }
            met.push(steps);
            Some(total)
        });
        (minimum, met)
    }

    /// A week by which every route that is possible at all can have finished, if nothing is put off without need.
    pub fn last_week(&self, reached: &Reach) -> u32 {
        let mut last = 0_u32;
        // From then on nothing comes between: no break, no exception that begins or ends.
        let mut latest_date = self.world.breaks.over();
        for ruling in &self.world.rulings {
            latest_date = latest_date.max(ruling.first).max(ruling.last.map_or(0, |last| last.saturating_add(1)));
        }
        for way in reached.all_ways().map(|number| &self.world.ways[number]) {
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
}
