//! What can be said of the finish before the search in time: a route that finishes early, and a week before which none does.
//!
//! How long a set of studies takes at least is a sum over them, by several measures ([`energy`]). The least of such a sum is a
//! question without weeks and soon answered; and the set that has it, put into weeks, mostly finishes early.

use super::encode::{Encoding, Quantity};
use super::energy::{self, Bound};
use super::schedule::finish;
use super::search::{Limits, Picks, Search};
use super::solver::{self, Budget, Known};
use super::support::Achieved;

/// Work allowed for the least of one sum.
const SUM_WORK: u64 = 6_000_000;

/// Work allowed for any route at all once the time is over.
const GRACE_WORK: u64 = 1_000_000;

/// What is known before the search in time.
#[derive(Default)]
pub struct Outlook {
    /// A route that keeps the limits.
    pub steps: Option<Vec<Achieved>>,
    /// No route that keeps the limits finishes before this week.
    pub earliest: u32,
    /// No route that keeps the limits has less of the first measure.
    pub least: i64,
}

impl Outlook {
    /// Whether nothing is left to search for.
    fn is_settled(&self) -> bool {
        self.steps.as_ref().is_some_and(|steps| finish(steps) <= self.earliest)
    }

    /// Keeps the better of two routes. Whether it was the new one.
    fn improve(&mut self, steps: Vec<Achieved>) -> bool {
        let better = self.steps.as_ref().is_none_or(|best| finish(&steps) < finish(best));
        if better {
            self.steps = Some(steps);
        }
        better
    }
}

impl Search<'_, '_> {
    /// The sums over ways that tell how long study takes at least.
    fn sums(&self) -> Vec<Bound> {
        let ways = self.world.ways.iter().zip(&self.reached.ways);
        let studies: Vec<energy::Study> = ways.map(|(way, &taken)| if taken { (way.length, way.load) } else { (0, 0) }).collect();
        energy::bounds(&studies, self.world.minutes_per_week)
    }

    /// Without weeks: what must finish by a week can hold no more study than fits before it.
    pub(super) fn limit_study(&self, encoding: &mut Encoding<'_, '_>, limits: Limits) {
        let Some(last) = limits.finish else { return };
        let weeks = i64::from(self.world.breaks.study_week(last));
        for bound in self.sums() {
            encoding.limit(&Quantity { units: bound.weights, per: 1 }, bound.each_week.saturating_mul(weeks));
        }
    }

    /// Looks for a route that finishes early and for a bound, by sums of study alone.
    pub(super) fn outlook(&self, limits: Limits) -> Outlook {
        let mut encoding = self.without_weeks(limits);
        self.outlook_from(None, &mut encoding, limits, u64::MAX)
    }

    /// The same from a route that is known, among those that an encoding without weeks allows, with so much work at most.
    pub(super) fn outlook_from(
        &self,
        known: Option<Vec<Achieved>>,
        encoding: &mut Encoding<'_, '_>,
        limits: Limits,
        mut work: u64,
    ) -> Outlook {
        let mut open = self.sums();
        let mut outlook = Outlook { steps: known, ..Outlook::default() };
        while !outlook.is_settled() && !open.is_empty() && work > 0 && !(self.stop)() {
            // The sum that says most about the best route so far; at first the hours themselves.
            let said =
                |bound: &Bound| outlook.steps.as_ref().map_or(0, |steps| weeks(steps.iter().map(|s| bound.weights[s.way]).sum(), bound));
            let place = (0..open.len()).max_by_key(|&i| (said(&open[i]), usize::MAX - i)).unwrap_or(0);
            let bound = open.remove(place);
            if outlook.steps.is_some() && said(&bound) <= self.world.breaks.study_week(outlook.earliest) {
                break;
            }
            let allowed = SUM_WORK.min(work);
            let mut budget = Budget { work: allowed, stop: self.stop };
            self.least_sum(encoding, &bound, limits, &mut outlook, &mut budget);
            work -= allowed - budget.work;
        }
        outlook
    }

    /// Any route that keeps the limits, for when the time was over before one was found: the work is so little that only the
    /// person's own wish to stop is heeded.
    pub fn any_route(&self, limits: Limits) -> Option<Vec<Achieved>> {
        if limits.impossible || !self.reached.achievable(self.world, 0) {
            return None;
        }
        let hours = self.sums().into_iter().next()?;
        let mut encoding = self.without_weeks(limits);
        let mut outlook = Outlook::default();
        let cancelled = || self.watch.cancelled();
        self.least_sum(&mut encoding, &hours, limits, &mut outlook, &mut Budget { work: GRACE_WORK, stop: &cancelled });
        outlook.steps
    }

    /// The least of one sum, over routes that keep the limits.
    fn least_sum(&self, encoding: &mut Encoding<'_, '_>, bound: &Bound, limits: Limits, outlook: &mut Outlook, budget: &mut Budget<'_>) {
        let quantity = Quantity { units: bound.weights.clone(), per: 1 };
        let terms = encoding.terms(&quantity);
        let minimum = solver::minimise(encoding, |e| &mut e.solver, &terms, Known::default(), budget, &mut |encoding, total| {
            if encoding.break_circles() || !encoding.keeps_pins() {
                return None;
            }
            let picks: Picks = encoding.picks();
            if let Some(steps) = self.placed_within(&picks, limits).filter(|steps| !steps.is_empty()) {
                let week = finish(&steps);
                if outlook.improve(steps) {
                    self.watch.improved(week);
                }
            }
            Some(total)
        });
        // In study weeks; the last of them ends a week later.
        let least = minimum.value.map_or(minimum.bound, |value| value.min(minimum.bound));
        if let Some(last) = weeks(least, bound).checked_sub(1) {
            outlook.earliest = outlook.earliest.max(self.world.breaks.calendar_week(last) + 1);
        }
    }
}

/// How many weeks such a sum takes at least.
fn weeks(sum: i64, bound: &Bound) -> u32 {
    let full = sum.div_euclid(bound.each_week.max(1)) + i64::from(sum.rem_euclid(bound.each_week.max(1)) > 0);
    u32::try_from(full).unwrap_or(0)
}
