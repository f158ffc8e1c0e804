//! What rests on what, in given weeks: satisfaction of requirements by a set of steps (contract 1.2).

use std::collections::{BTreeMap, BTreeSet};

use num_traits::Zero;

use super::rulings::{Reading, RulingNumber};
use super::world::{AwardNumber, WayNumber, World};
use crate::model::exact::{self, Rational};
use crate::model::{AwardId, CreditPool, GateId, GateState, Requirement, credit};

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
    /// Exceptions in the learner's favour; `None`: all of them.
    pub exceptions: Option<BTreeSet<RulingNumber>>,
}

impl Reliance {
    /// Whether nothing uncertain and no exception is relied on.
    pub fn is_empty(&self) -> bool {
        self.gates.as_ref().is_some_and(BTreeSet::is_empty)
            && self.grades.as_ref().is_some_and(BTreeMap::is_empty)
            && self.exceptions.as_ref().is_some_and(BTreeSet::is_empty)
    }
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

/// When a requirement is looked at, how old what it rests on may be (in days), and what the exceptions make of it.
#[derive(Clone, Copy)]
struct Moment<'m, 'a> {
    week: u32,
    window: Option<Rational>,
    reading: &'m Reading<'m, 'a>,
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
        let reading = &Reading::new(self.world, way, (!self.timeless).then_some(week), self.reliance);
        let now = Moment { week, window: None, reading };
        entry.requires.is_none_or(|e| self.satisfied(e, now, None))
            && entry.from.is_none_or(|e| self.satisfied(e, Moment { window: entry.window.filter(|_| !self.timeless), ..now }, None))
    }

    /// Whether the award counts in the requirements of a way in a week, and which of them could rely on it.
    pub fn counts_in(&self, award: AwardNumber, way: WayNumber, week: u32) -> bool {
        let entry = &self.world.ways[way];
        let reading = &Reading::new(self.world, way, Some(week), self.reliance);
        [(entry.requires, None), (entry.from, entry.window)].into_iter().any(|(e, window)| {
            e.is_some_and(|e| reading.reliable(self.world, e).contains(&award) && self.has(award, None, Moment { week, window, reading }))
        })
    }

    fn has(&self, award: AwardNumber, grade: Option<Rational>, at: Moment<'_, '_>) -> bool {
        let entry = &self.world.awards[award];
        if at.reading.denies(entry.id) {
            return false;
        }
        let relied = |least: Rational| self.reliance.grades.as_ref().is_none_or(|g| g.get(&award).is_some_and(|g| *g >= least));
        if let Some(end) = self.ended[award] {
            let fresh = at.window.is_none_or(|days| exact::whole(7 * (i64::from(at.week) - i64::from(end))) <= days);
            return end <= at.week && fresh && grade.is_none_or(relied);
        }
        let fresh = |earned: chrono::NaiveDate| {
            let age = (self.world.start - earned).num_days() + 7 * i64::from(at.week);
            at.window.is_none_or(|days| exact::whole(age) <= days)
        };
        let held = entry.held.is_some_and(|held| {
            fresh(held.earned)
                && grade.is_none_or(|least| match held.grade {
                    Some(grade) => grade >= least,
                    None => self.world.grade_reached(held, least) && relied(least),
                })
        });
        let ungraded = |least: Rational| !self.world.request.strict && relied(least);
        held || at.reading.grants(entry.id).any(|day| fresh(day) && grade.is_none_or(ungraded))
    }

    fn satisfied(&self, e: &Requirement, at: Moment<'_, '_>, only: Option<&BTreeSet<AwardNumber>>) -> bool {
        match e {
            Requirement::Award { award, min_grade } => {
                let has = |id: &AwardId| {
                    let number = self.world.numbers[id];
                    only.is_none_or(|o| o.contains(&number)) && self.has(number, *min_grade, at)
                };
                at.reading.waives(award) || has(award) || at.reading.stand_ins(award).any(has)
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
    fn credit(&self, pool: &CreditPool, at: Moment<'_, '_>, only: Option<&BTreeSet<AwardNumber>>) -> Rational {
        let has = |number: AwardNumber| only.is_none_or(|o| o.contains(&number)) && self.has(number, None, at);
        let mut counted: Vec<(AwardNumber, Rational)> = Vec::new();
        let mut open: Vec<(AwardNumber, Rational, Vec<AwardNumber>)> = Vec::new();
        for entry in &pool.from {
            let number = self.world.numbers[&entry.award];
            let credit = worth(self.world, number, entry.counts, pool);
            if has(number) {
                counted.push((number, credit));
                continue;
            }
            let unlisted = |id: &&AwardId| !pool.from.iter().any(|other| other.award == **id);
            let stand_ins = at.reading.stand_ins(&entry.award).filter(unlisted).map(|id| self.world.numbers[id]).filter(|n| has(*n));
            open.push((number, credit, stand_ins.collect()));
        }
        let mut allowed: Vec<(AwardNumber, Rational)> = Vec::new();
        for (id, counts) in at.reading.also_allowed() {
            let number = self.world.numbers[id];
            let listed = pool.from.iter().any(|entry| entry.award == *id) || allowed.iter().any(|a| a.0 == number);
            if !listed && has(number) {
                allowed.push((number, worth(self.world, number, counts, pool)));
            }
        }
        open.retain(|o| !o.2.is_empty());
        self.best_credit(pool, &mut counted, &open, &allowed, &mut Vec::new())
    }

    /// The most credit over all choices of what stands in where: each award fills one place of the pool.
    fn best_credit(
        &self,
        pool: &CreditPool,
        counted: &mut Vec<(AwardNumber, Rational)>,
        open: &[(AwardNumber, Rational, Vec<AwardNumber>)],
        allowed: &[(AwardNumber, Rational)],
        used: &mut Vec<AwardNumber>,
    ) -> Rational {
        let Some(((number, credit, stand_ins), rest)) = open.split_first() else {
            let free: Rational = allowed.iter().filter(|a| !used.contains(&a.0)).map(|a| a.1).sum();
            return free + self.capped(pool, counted);
        };
        let mut best = self.best_credit(pool, counted, rest, allowed, used);
        for stand_in in stand_ins {
            if used.contains(stand_in) {
                continue;
            }
            used.push(*stand_in);
            counted.push((*number, *credit));
            best = best.max(self.best_credit(pool, counted, rest, allowed, used));
            counted.pop();
            used.pop();
        }
        best
    }

    fn capped(&self, pool: &CreditPool, counted: &[(AwardNumber, Rational)]) -> Rational {
        let mut parts: Vec<(BTreeSet<AwardNumber>, Rational)> = counted.iter().map(|c| (BTreeSet::from([c.0]), c.1)).collect();
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
    fn distinct(&self, of: &[Requirement], at: Moment<'_, '_>, only: Option<&BTreeSet<AwardNumber>>) -> bool {
        let named: Vec<BTreeSet<AwardNumber>> = of
            .iter()
            .map(|c| at.reading.reliable(self.world, c).into_iter().filter(|n| only.is_none_or(|o| o.contains(n))).collect())
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
        at: Moment<'_, '_>,
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
            let holds = support.holds(step.way, world.start_of(step));
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
