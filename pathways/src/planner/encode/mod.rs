//! The problem in the solver's terms.
//!
//! One literal per award (it is achieved) and per way (it is used). A way that is used needs its requirement; a
//! requirement holds through literals "this way rests on that award". Those are also the edges along which time
//! runs (with weeks: the later ends no earlier than the earlier plus its own length) and along which no circle may
//! close (mutual recognition founds nothing).

mod changes;
mod dealing;
mod exceptions;
mod pins;
mod pool;
mod quantity;
mod requirement;
mod steps;
mod truth;
mod weeks;

use std::collections::{BTreeMap, HashMap};

pub use changes::Change;
pub use quantity::{Quantity, count_changes, count_earned};

use dealing::Dealt;
use truth::Truth;

use super::alike::alike;
use super::foundation::foundation;
use super::reach::Reach;
use super::rulings::RulingNumber;
use super::solver::{Literal, Solver, WeekVariable};
use super::world::{AwardNumber, WayNumber, World};

/// Which requirement of a way: its window applies to `from` alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Part {
    Requires,
    From,
}

/// "This way rests on that award."
struct Use {
    literal: Literal,
    way: WayNumber,
    on: AwardNumber,
}

/// The problem, encoded.
pub struct Encoding<'w, 'a> {
    world: &'w World<'a>,
    reach: &'w Reach,
    /// The solver that holds it.
    pub solver: Solver,
    awards: Vec<Truth>,
    ways: Vec<Option<Literal>>,
    /// By award: the week by which it is achieved.
    ends: Vec<Option<WeekVariable>>,
    /// The same in study weeks: other variables only where there are breaks.
    study: Vec<Option<WeekVariable>>,
    /// By way and ruling that is not always in force: the way starts while it is.
    in_force: HashMap<(WayNumber, RulingNumber), Literal>,
    uses: Vec<Use>,
    used: HashMap<(WayNumber, Part, AwardNumber), Literal>,
    horizon: Option<u32>,
    /// What could be changed, when asking what would open a closed target: each change with its literal.
    changes: Option<BTreeMap<Change, Literal>>,
}

impl<'w, 'a> Encoding<'w, 'a> {
    /// Encodes the problem; with a horizon, in time: the target is achieved by that week.
    pub fn new(world: &'w World<'a>, reach: &'w Reach, horizon: Option<u32>) -> Self {
        Self::build(world, reach, horizon, None)
    }

    /// The same with everything that could be changed left open, at the price of a literal each: see [`Self::changes`].
    pub fn changeable(world: &'w World<'a>, reach: &'w Reach, horizon: Option<u32>) -> Self {
        Self::build(world, reach, horizon, Some(BTreeMap::new()))
    }

    fn build(world: &'w World<'a>, reach: &'w Reach, horizon: Option<u32>, changes: Option<BTreeMap<Change, Literal>>) -> Self {
        let mut encoding = Self {
            world,
            reach,
            solver: Solver::default(),
            awards: vec![Truth::No; world.awards.len()],
            ways: vec![None; world.ways.len()],
            ends: vec![None; world.awards.len()],
            study: vec![None; world.awards.len()],
            in_force: HashMap::new(),
            uses: Vec::new(),
            used: HashMap::new(),
            horizon,
            changes,
        };
        for (number, award) in world.awards.iter().enumerate() {
            encoding.awards[number] = if award.held.is_some() {
                Truth::Yes
            } else if reach.achievable(world, number) || encoding.changes.is_some() {
                Truth::When(encoding.solver.variable(false))
            } else {
                Truth::No
            };
        }
        for way in (0..world.ways.len()).filter(|&w| reach.ways[w]) {
            let award = world.ways[way].award;
            let only = encoding.changes.is_none() && reach.ways_of(world, award).count() == 1;
            // The only way is used exactly when its award is achieved.
            let used = encoding.award(award).filter(|_| only);
            encoding.ways[way] = Some(used.unwrap_or_else(|| encoding.solver.variable(false)));
        }
        if let Some(horizon) = horizon {
            for number in 0..world.awards.len() {
                if matches!(encoding.awards[number], Truth::When(_)) {
                    encoding.ends[number] = Some(encoding.solver.week_variable(horizon));
                }
            }
            encoding.count_study_weeks(horizon);
        }
        for number in 0..world.awards.len() {
            encoding.achieve(number);
        }
        for pin in &world.request.record.pins {
            encoding.pin(pin);
        }
        if encoding.changes.is_none() {
            encoding.take_in_order();
            let rules = foundation(world, reach, |number| encoding.award(number), |way| encoding.ways[way]);
            encoding.solver.found(rules);
        }
        encoding.share();
        encoding.require_truth(&[], encoding.awards[0]);
        encoding
    }

    /// An achieved award needs a way; a way that is used achieves it, in its weeks, on its requirement.
    fn achieve(&mut self, number: AwardNumber) {
        let Truth::When(achieved) = self.awards[number] else { return };
        let mut support = vec![!achieved];
        support.extend(self.granted_anew(number));
        for &way in &self.world.awards[number].ways {
            let Some(used) = self.ways[way] else { continue };
            support.push(used);
            self.solver.clause(&[!used, achieved]);
            let entry = &self.world.ways[way];
            for obstacle in &entry.obstacles {
                let removed = self.change(obstacle.change());
                self.solver.clause(&[&[!used], &removed[..]].concat());
            }
            if let Some(end) = self.ends[number] {
                self.place(way, used, end);
            }
            if let Some(requirement) = entry.requires {
                self.require(&[!used], way, Part::Requires, requirement, &Dealt::new());
            }
            if let Some(requirement) = entry.from {
                self.require(&[!used], way, Part::From, requirement, &Dealt::new());
            }
        }
        self.solver.clause(&support);
    }

    /// Of awards that are alike, a later one is taken only with the earlier, and is achieved no sooner.
    fn take_in_order(&mut self) {
        for group in alike(self.world, self.reach) {
            for pair in group.windows(2) {
                if let (Truth::When(first), Truth::When(second)) = (self.awards[pair[0]], self.awards[pair[1]]) {
                    self.solver.clause(&[!second, first]);
                    if let (Some(earlier), Some(later)) = (self.ends[pair[0]], self.ends[pair[1]]) {
                        self.solver.difference(Some(second), earlier, later, 0);
                    }
                }
            }
        }
    }

    /// The literal of an award, if it is open whether it is achieved.
    fn award(&self, award: AwardNumber) -> Option<Literal> {
        match self.awards[award] {
            Truth::When(literal) => Some(literal),
            Truth::Yes | Truth::No => None,
        }
    }

    /// The literal of a way, if it takes part.
    pub fn way(&self, way: WayNumber) -> Option<Literal> {
        self.ways[way]
    }

    /// Where a literal holds, the first award rests on the second.
    pub fn rests(&self) -> impl Iterator<Item = (Literal, AwardNumber, AwardNumber)> {
        self.uses.iter().map(|used| (used.literal, self.world.ways[used.way].award, used.on))
    }
}
