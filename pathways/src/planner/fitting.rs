//! The least of a sum among routes that finish by a week: the sums are searched without weeks, and every set of ways that is better
//! than the best so far is put to a second problem, in time, which finds weeks for it or says which of its ways have none together.
//! What has none is not proposed again.

use std::cell::Cell;
use std::collections::HashMap;

use super::encode::Encoding;
use super::schedule::finish;
use super::search::{Limits, Measure, Picks, Search};
use super::solver::{self, Budget, Known, Literal, Minimum, Outcome};
use super::support::Achieved;
use super::ties::Tie;
use super::world::WayNumber;

/// Work allowed for finding weeks for one set of ways, and for all sets together.
const SET_WORK: u64 = 300_000;
const SETS_WORK: u64 = 6_000_000;
/// Work allowed for leaving one way out of those that have no weeks together.
const SHARPEN_WORK: u64 = 3_000;

/// What is looked for.
pub struct Wanted {
    /// The last week of the finish.
    pub last: u32,
    /// Whether any such route will do.
    pub any: bool,
    /// What is known of the least.
    pub known: Known,
}

/// What came of it.
pub struct Fitted {
    /// The best route that was met, in its weeks.
    pub steps: Option<Vec<Achieved>>,
    /// What is known of the least.
    pub minimum: Minimum,
}

/// Whether a set of ways has weeks.
enum Weeks {
    Some(Vec<Achieved>),
    /// These cannot all be so: the way is used, or is not.
    None(Vec<(WayNumber, bool)>),
    /// Nobody knows; it would take too much work.
    Unknown,
}

/// The problem in time, up to a week.
struct Timetable<'s, 'a> {
    encoding: Encoding<'s, 'a>,
    /// By literal of a way: which way it is, and whether the literal says that it is used.
    ways: HashMap<Literal, (WayNumber, bool)>,
    work: u64,
}

impl<'s, 'a> Timetable<'s, 'a> {
    fn new(search: &'s Search<'_, 'a>, last: u32, work: u64) -> Self {
        let encoding = Encoding::new(search.world, &search.reached, Some(last));
        let mut ways = HashMap::new();
        for way in search.reached.all_ways() {
            if let Some(literal) = encoding.way(way) {
                ways.insert(literal, (way, true));
                ways.insert(!literal, (way, false));
            }
        }
        Self { encoding, ways, work: work.min(SETS_WORK) }
    }

    /// Looks for weeks for exactly these ways.
    fn weeks(&mut self, search: &Search<'_, 'a>, picks: &Picks) -> Weeks {
        let used = |way: WayNumber| picks.iter().any(|pick| pick.1 == way);
        let mut assumptions: Vec<Literal> = Vec::new();
        for wanted in [true, false] {
            let ways = search.reached.all_ways().filter(|&way| used(way) == wanted);
            let literals = ways.filter_map(|way| self.encoding.way(way));
            assumptions.extend(literals.map(|literal| if wanted { literal } else { !literal }));
        }
        let allowed = SET_WORK.min(self.work);
        let mut budget = Budget { work: allowed, stop: search.stop };
        let outcome = self.encoding.solver.solve(&assumptions, &mut budget);
        self.work -= allowed - budget.work;
        match outcome {
            Outcome::Stopped => Weeks::Unknown,
            Outcome::Satisfied if self.encoding.break_circles() || !self.encoding.keeps_pins() => Weeks::Unknown,
            Outcome::Satisfied => Weeks::Some(self.encoding.steps()),
            Outcome::Unsatisfied => {
                let core = self.encoding.solver.core().to_vec();
                let core = self.sharpen(search, core);
                Weeks::None(core.iter().filter_map(|literal| self.ways.get(literal).copied()).collect())
            }
        }
    }

    /// Leaves out of a contradiction what it does not need, with little work: what is not used first.
    fn sharpen(&mut self, search: &Search<'_, 'a>, mut core: Vec<Literal>) -> Vec<Literal> {
        core.sort_by_key(|literal| (self.ways.get(literal).is_none_or(|way| way.1), *literal));
        let mut at = 0;
        while at < core.len() && core.len() > 1 {
            let rest: Vec<Literal> = core.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, &literal)| literal).collect();
            let allowed = SHARPEN_WORK.min(self.work);
            let mut budget = Budget { work: allowed, stop: search.stop };
            let outcome = self.encoding.solver.solve(&rest, &mut budget);
            self.work -= allowed - budget.work;
            if outcome == Outcome::Unsatisfied {
                let needed = self.encoding.solver.core();
                core.retain(|literal| needed.contains(literal));
            } else {
                at += 1;
            }
        }
        core
    }
}

impl<'a> Search<'_, 'a> {
    /// The route with the least of a measure among those that `sums`, the problem without weeks, allows and that keep the limits.
    pub(super) fn fitted(&self, sums: &mut Encoding<'_, 'a>, measure: Measure, limits: Limits, wanted: Wanted, work: u64) -> Fitted {
        let Wanted { last, any, known } = wanted;
        let terms = self.quantities.of(measure).map(|quantity| sums.terms(quantity)).unwrap_or_default();
        let mut steps: Option<Vec<Achieved>> = None;
        let mut timetable: Option<Timetable<'_, 'a>> = None;
        let unknown = Cell::new(false);
        let stop = || unknown.get() || (self.stop)();
        let mut budget = Budget { work, stop: &stop };
        let minimum = solver::minimise(sums, |e| &mut e.solver, &terms, known, &mut budget, &mut |sums, total| {
            if sums.break_circles() || !sums.keeps_pins() {
                return None;
            }
            let total = if any { 0 } else { total };
            let picks: Picks = sums.picks();
            if let Some(placed) = self.placed_within(&picks, limits) {
                steps = Some(placed);
                return Some(total);
            }
            match timetable.get_or_insert_with(|| Timetable::new(self, last, work / 4)).weeks(self, &picks) {
                Weeks::Some(found) => {
                    steps = Some(found);
                    Some(total)
                }
                Weeks::None(ways) => {
                    let clause = ways.iter().filter_map(|&(way, used)| sums.way(way).map(|literal| if used { !literal } else { literal }));
                    sums.solver.clause(&clause.collect::<Vec<_>>());
                    None
                }
                Weeks::Unknown => {
                    unknown.set(true);
                    None
                }
            }
        });
        Fitted { steps, minimum }
    }

    /// Looks for a route of the tie that finishes sooner than `best`, again and again, until there is none; and whether that is proven.
    /// `earliest`: a week before which none finishes.
    pub(super) fn sooner(&self, tie: &Tie<'_, 'a>, earliest: u32, mut best: Vec<Achieved>, work: u64) -> (Vec<Achieved>, bool) {
        while let Some(last) = finish(&best).checked_sub(1).filter(|last| *last >= earliest) {
            let limits = Limits { finish: Some(last), ..tie.limits };
            let mut sums = self.without_weeks(limits);
            for &(measure, most) in &tie.bounded {
                self.keep_within(&mut sums, measure, most);
            }
            let fitted = self.fitted(&mut sums, Measure::Hours, limits, Wanted { last, any: true, known: Known::default() }, work);
            match fitted.steps {
                Some(steps) => best = steps,
                None => return (best, fitted.minimum.proven),
            }
            self.watch.improved(finish(&best));
        }
        (best, true)
    }
}
