//! What rests on what, in given weeks: satisfaction of requirements by a set of steps (contract 1.2).

use std::collections::{BTreeMap, BTreeSet};

use num_traits::Zero;

use super::world::{AwardNumber, WayNumber, World};
use crate::model::exact::{self, Rational};
use crate::model::{CreditPool, GateId, GateState, Requirement, credit};

/// A step: an award achieved by a way, ended by a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Achieved {
    /// The award.
    pub award: AwardNumber,
    /// How.
    pub way: WayNumber,
    /// The week at whose beginning it has ended.
    pub end: u32,
}

/// What may be relied on without being certain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reliance {
    /// Unknown gates; `None`: all of them.
    pub gates: Option<BTreeSet<GateId>>,
    /// Grades that are not known, by award; `None`: any grade of any award.
    pub grades: Option<BTreeMap<AwardNumber, Rational>>,
}

/// Judges requirements by what is held and by some steps.
pub struct Support<'w, 'a> {
    world: &'w World<'a>,
    /// By award: the week by which a step has achieved it.
    ended: Vec<Option<u32>>,
    reliance: &'w Reliance,
    /// Windows do not matter.
    timeless: bool,
}

/// When a requirement is looked at, and how old what it rests on may be (in days).
#[derive(Clone, Copy)]
struct Moment {
    week: u32,
    window: Option<Rational>,
}

impl<'w, 'a> Support<'w, 'a> {
    /// Nothing achieved yet.
    pub fn new(world: &'w World<'a>, reliance: &'w Reliance) -> Self {
        Self { world, ended: vec![None; world.awards.len()], reliance, timeless: false }
    }

    /// The same without regard to the age of what is held.
    pub fn timeless(world: &'w World<'a>, reliance: &'w Reliance) -> Self {
        Self { timeless: true, ..Self::new(world, reliance) }
    }

    /// Counts a step as achieved.
    pub fn achieve(&mut self, award: AwardNumber, end: u32) {
        self.ended[award] = Some(end);
    }

    /// Whether a step has achieved the award.
    pub fn achieved(&self, award: AwardNumber) -> bool {
        self.ended[award].is_some()
    }

    /// Whether a way's requirements hold in a week.
    pub fn holds(&self, way: WayNumber, week: u32) -> bool {
        let entry = &self.world.ways[way];
        let now = Moment { week, window: None };
        entry.requires.is_none_or(|e| self.satisfied(e, now, None))
            && entry.from.is_none_or(|e| self.satisfied(e, Moment { week, window: entry.window.filter(|_| !self.timeless) }, None))
    }

    fn has(&self, award: AwardNumber, grade: Option<Rational>, at: Moment) -> bool {
        let relied = |least: Rational| self.reliance.grades.as_ref().is_none_or(|g| g.get(&award).is_some_and(|g| *g >= least));
        if let Some(end) = self.ended[award] {
            let fresh = at.window.is_none_or(|days| exact::whole(7 * (i64::from(at.week) - i64::from(end))) <= days);
            return end <= at.week && fresh && grade.is_none_or(relied);
        }
        let Some(held) = self.world.awards[award].held else { return false };
        let age = (self.world.start - held.earned).num_days() + 7 * i64::from(at.week);
        let fresh = at.window.is_none_or(|days| exact::whole(age) <= days);
        fresh
            && grade.is_none_or(|least| match held.grade {
                Some(grade) => grade >= least,
                None => self.world.grade_reached(held, least) && relied(least),
            })
    }

    fn satisfied(&self, e: &Requirement, at: Moment, only: Option<&BTreeSet<AwardNumber>>) -> bool {
        match e {
            Requirement::Award { award, min_grade } => {
                let number = self.world.numbers[award];
                only.is_none_or(|o| o.contains(&number)) && self.has(number, *min_grade, at)
            }
            Requirement::All { of, distinct: true } => self.distinct(of, at, only),
            Requirement::All { of, distinct: false } => of.iter().all(|c| self.satisfied(c, at, only)),
            Requirement::Any(of) => of.iter().any(|c| self.satisfied(c, at, only)),
            Requirement::AtLeast { count, of } => {
                of.iter().filter(|c| self.satisfied(c, at, only)).take(*count as usize).count() >= *count as usize
            }
            Requirement::Credits(pool) => self.credit(pool, at, only) >= pool.credits,
            Requirement::Gate(gate) => {
                let open = match self.world.gate(&gate.gate) {
                    GateState::Met => true,
                    GateState::Unmet => false,
                    GateState::Unknown => self.reliance.gates.as_ref().is_none_or(|g| g.contains(&gate.gate)),
                };
                open || gate.met_by.as_ref().is_some_and(|e| self.satisfied(e, at, only))
            }
        }
    }

    /// The credit that a pool counts, caps applied from the innermost outwards.
    fn credit(&self, pool: &CreditPool, at: Moment, only: Option<&BTreeSet<AwardNumber>>) -> Rational {
        let mut parts: Vec<(BTreeSet<AwardNumber>, Rational)> = Vec::new();
        for entry in &pool.from {
            let number = self.world.numbers[&entry.award];
            if only.is_none_or(|o| o.contains(&number)) && self.has(number, None, at) {
                parts.push((BTreeSet::from([number]), worth(self.world, number, entry.counts, pool)));
            }
        }
        let mut caps: Vec<_> = pool.at_most.iter().collect();
        caps.sort_by_key(|cap| cap.from.len());
        for cap in caps {
            let members: BTreeSet<AwardNumber> = cap.from.iter().filter_map(|id| self.world.numbers.get(id).copied()).collect();
            let (inside, mut outside): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(set, _)| !set.is_disjoint(&members));
            let sum: Rational = inside.iter().map(|p| p.1).sum();
            outside.push((inside.into_iter().flat_map(|p| p.0).collect(), sum.min(cap.credits)));
            parts = outside;
        }
        parts.into_iter().map(|p| p.1).sum()
    }

    /// Whether the awards can be dealt out so that every child holds: the shared ones are tried in turn.
    fn distinct(&self, of: &[Requirement], at: Moment, only: Option<&BTreeSet<AwardNumber>>) -> bool {
        let named: Vec<BTreeSet<AwardNumber>> = of
            .iter()
            .map(|c| c.awards().into_iter().map(|id| self.world.numbers[id]).filter(|n| only.is_none_or(|o| o.contains(n))).collect())
            .collect();
        let everything: BTreeSet<AwardNumber> = named.iter().flatten().copied().filter(|&n| self.has(n, None, at)).collect();
        let shared: BTreeSet<AwardNumber> =
            everything.iter().copied().filter(|n| named.iter().filter(|set| set.contains(n)).count() > 1).collect();
        let own: Vec<BTreeSet<AwardNumber>> =
            named.iter().map(|set| set.iter().copied().filter(|n| !shared.contains(n)).collect()).collect();
        let free: Vec<BTreeSet<AwardNumber>> = named.iter().map(|set| set.intersection(&shared).copied().collect()).collect();
        self.deal(of, at, own, free, &mut BTreeSet::new())
    }

    fn deal(
        &self,
        of: &[Requirement],
        at: Moment,
        own: Vec<BTreeSet<AwardNumber>>,
        free: Vec<BTreeSet<AwardNumber>>,
        met: &mut BTreeSet<Vec<BTreeSet<AwardNumber>>>,
    ) -> bool {
        if !met.insert(own.iter().chain(&free).cloned().collect()) {
            return false;
        }
        let open: Vec<usize> = (0..of.len()).filter(|&i| !self.satisfied(&of[i], at, Some(&own[i]))).collect();
        let with_all = |i: usize| -> BTreeSet<AwardNumber> { own[i].union(&free[i]).copied().collect() };
        if !open.iter().all(|&i| self.satisfied(&of[i], at, Some(&with_all(i)))) {
            return false;
        }
        let Some(&child) = open.iter().min_by_key(|&&i| free[i].len()) else { return true };
        let Some(&award) = free[child].iter().min_by_key(|a| open.iter().filter(|&&i| free[i].contains(a)).count()) else { return false };
        let mut taken = own.clone();
        taken[child].insert(award);
        let rest: Vec<BTreeSet<AwardNumber>> = free.iter().map(|set| set.iter().copied().filter(|a| *a != award).collect()).collect();
        if self.deal(of, at, taken, rest, met) {
            return true;
        }
        let mut without = free;
        without[child].remove(&award);
        self.deal(of, at, own, without, met)
    }
}

/// What an award counts in a pool, in the pool's unit.
pub fn worth(world: &World<'_>, award: AwardNumber, counts: Option<Rational>, pool: &CreditPool) -> Rational {
    counts
        .or_else(|| world.awards[award].award.and_then(|a| credit::worth(&a.credits, &pool.unit)).map(|w| w.0))
        .unwrap_or_else(Rational::zero)
}

/// The awards of `steps` that are achieved in their weeks, each resting on what is held and on others of them (well-founded).
pub fn founded(world: &World<'_>, steps: &[Achieved], reliance: &Reliance) -> BTreeSet<AwardNumber> {
    let mut support = Support::new(world, reliance);
    let mut waiting: Vec<Achieved> = steps.to_vec();
    waiting.sort_by_key(|s| (s.end, s.award));
    loop {
        let before = waiting.len();
        waiting.retain(|step| {
            let holds = support.holds(step.way, step.end - world.ways[step.way].length.min(step.end));
            if holds {
                support.achieve(step.award, step.end);
            }
            !holds
        });
        if waiting.len() == before {
            break;
        }
    }
    steps.iter().map(|s| s.award).filter(|&a| support.achieved(a)).collect()
}
