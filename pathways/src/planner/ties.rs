//! Ties: of all routes as good as the one found, the best by the remaining measures, one after another.
//!
//! What the sums allow without weeks is searched, and what is met there put into weeks (`fitting`). Only where that does not settle a
//! measure that has to be proven, the search in time has to answer.

use super::encode::Encoding;
use super::fitting::Wanted;
use super::reach::reach;
use super::schedule::finish;
use super::search::{Limits, Measure, Search, TIE_WORK};
use super::solver::{Budget, Known, Outcome};
use super::support::Achieved;

/// Work allowed for asking whether a way can take part in a best route, and for all such questions together.
const PROBE_WORK: u64 = 10_000;
const PROBES_WORK: u64 = 400_000;

/// Routes that are equally good so far.
pub struct Tie<'t, 'a> {
    /// The limits of the search.
    pub limits: Limits,
    /// The problem without weeks, with the limits and all that is settled.
    pub sums: Encoding<'t, 'a>,
    /// The measures that are settled: none of the routes has more.
    pub bounded: Vec<(Measure, i64)>,
}

impl<'a> Search<'_, 'a> {
    /// The ways that take part in any route as good as the one found. Mostly few: the search in time is then small.
    fn possible(&self, encoding: &mut Encoding<'_, '_>, best: &[Achieved]) -> Vec<bool> {
        let mut possible = vec![false; self.world.ways.len()];
        for step in best {
            possible[step.way] = true;
        }
        let mut left = PROBES_WORK;
        for way in self.reached.all_ways() {
            let Some(literal) = encoding.way(way) else { continue };
            // What the solver holds by now may be the last probe's model, not what is known: each way is asked for.
            if possible[way] {
                continue;
            }
            let allowed = PROBE_WORK.min(left);
            let mut budget = Budget { work: allowed, stop: self.stop };
            let outcome = if allowed == 0 { Outcome::Stopped } else { encoding.solver.solve(&[literal], &mut budget) };
            left -= allowed - budget.work;
            match outcome {
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

    /// The best by the remaining measures, none at the expense of an earlier one; and whether the decisive ones are proven.
    /// `best`: one of the routes, in its weeks.
    pub(super) fn break_tie(
        &self,
        mut tie: Tie<'_, 'a>,
        rest: &[Measure],
        decisive: usize,
        mut best: Vec<Achieved>,
    ) -> (Vec<Achieved>, bool) {
        let mut proven = true;
        for (place, &measure) in rest.iter().enumerate() {
            let is_decisive = place < decisive;
            let work = if is_decisive { u64::MAX } else { TIE_WORK };
            let (mut settled, least) = match measure {
                Measure::Finish => self.soonest_of(&mut tie, &mut best, work),
                _ => self.least_of(&mut tie, measure, &mut best, work),
            };
            if !settled && is_decisive {
                settled = self.settle_in_time(&mut tie, measure, least, &mut best);
            }
            proven &= settled || !is_decisive;
            let value = self.value(measure, &best);
            self.settle(&mut tie, measure, value);
        }
        (best, proven)
    }

    /// No more of a measure from here on. For the finish, no more study than fits before it.
    pub(super) fn settle(&self, tie: &mut Tie<'_, '_>, measure: Measure, most: i64) {
        if measure == Measure::Finish {
            tie.limits.finish = u32::try_from(most).ok();
            self.limit_study(&mut tie.sums, tie.limits);
        } else {
            self.keep_within(&mut tie.sums, measure, most);
        }
        tie.bounded.push((measure, most));
    }

    /// Makes `best` the soonest of the tie. Whether that is proven, and a week before which none finishes.
    fn soonest_of(&self, tie: &mut Tie<'_, 'a>, best: &mut Vec<Achieved>, work: u64) -> (bool, i64) {
        let outlook = self.outlook_from(Some(std::mem::take(best)), &mut tie.sums, tie.limits, work);
        let (sooner, proven) = self.sooner(tie, outlook.earliest, outlook.steps.unwrap_or_default(), work);
        *best = sooner;
        (proven, outlook.earliest.into())
    }

    /// Makes `best` the one with the least of a measure that is a sum. Whether that is proven, and a value that none undercuts.
    fn least_of(&self, tie: &mut Tie<'_, 'a>, measure: Measure, best: &mut Vec<Achieved>, work: u64) -> (bool, i64) {
        let last = tie.limits.finish.unwrap_or_else(|| finish(best));
        let known = Known { below: Some(self.value(measure, best)), least: 0 };
        let fitted = self.fitted(&mut tie.sums, measure, tie.limits, Wanted { last, any: false, known }, work);
        *best = fitted.steps.unwrap_or_else(|| std::mem::take(best));
        (fitted.minimum.proven, fitted.minimum.bound)
    }

    /// The same by a search in time over all that takes part in a route of the tie; no such route has less than `least`.
    fn settle_in_time(&self, tie: &mut Tie<'_, 'a>, measure: Measure, least: i64, best: &mut Vec<Achieved>) -> bool {
        let reached = reach(self.world, &self.possible(&mut tie.sums, best));
        let mut timed = Encoding::new(self.world, &reached, Some(finish(best)));
        self.limit_sums(&mut timed, tie.limits);
        for &(measure, value) in &tie.bounded {
            self.keep_within(&mut timed, measure, value);
        }
        if measure == Measure::Finish {
            timed.finish_not_before(u32::try_from(least).unwrap_or(0));
        }
        let known = Known { below: Some(self.value(measure, best)), least };
        let (minimum, better) = self.least(&mut timed, measure, known, &mut Budget { work: u64::MAX, stop: self.stop });
        *best = better.into_iter().next_back().unwrap_or_else(|| std::mem::take(best));
        minimum.proven
    }
}
