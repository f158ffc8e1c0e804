//! Credit pools: what their awards are worth there, caps, and the places that exceptions fill.

use std::collections::BTreeMap;

use num_integer::Integer;

use super::{Dealt, Encoding, Part, Truth};
use crate::model::exact::Rational;
use crate::model::{AwardId, CreditPool, ExceptionKind};
use crate::planner::rulings::RulingNumber;
use crate::planner::solver::{Linear, Literal};
use crate::planner::support::worth;
use crate::planner::world::{AwardNumber, WayNumber};

impl Encoding<'_, '_> {
    /// The awards of a pool sum to enough, caps regarded: for every choice of caps that do not overlap, what they
    /// let through and what lies outside them together suffice.
    pub(super) fn pool(&mut self, unless: &[Literal], way: WayNumber, part: Part, pool: &CreditPool, dealt: &Dealt) {
        let entries = self.entries(way, part, pool, dealt);
        let mut per = *pool.credits.denom();
        for value in entries.iter().map(|e| e.1).chain(pool.at_most.iter().map(|c| c.credits)) {
            per = per.lcm(value.denom());
        }
        let unless = &self.unless_credit(unless, way);
        let scaled = |value: Rational| i64::try_from((value * Rational::from_integer(per)).to_integer()).unwrap_or(i64::MAX >> 20);
        let caps: Vec<(i64, Vec<AwardNumber>)> = pool
            .at_most
            .iter()
            .map(|cap| (scaled(cap.credits), cap.from.iter().filter_map(|id| self.world.numbers.get(id).copied()).collect()))
            .collect();
        let mut parts: Vec<(i64, Truth, AwardNumber)> = entries.into_iter().map(|(n, v, t)| (scaled(v), t, n)).collect();
        let need = scaled(pool.credits);
        if caps.len() <= 5 {
            for choice in 0..1_usize << caps.len() {
                let chosen: Vec<&(i64, Vec<AwardNumber>)> = (0..caps.len()).filter(|i| choice >> i & 1 == 1).map(|i| &caps[i]).collect();
                let overlap = (0..chosen.len()).any(|i| (0..i).any(|j| chosen[i].1.iter().any(|a| chosen[j].1.contains(a))));
                if overlap {
                    continue;
                }
                let open = parts.iter().filter(|p| !chosen.iter().any(|c| c.1.contains(&p.2))).map(|p| (p.0, p.1)).collect();
                self.sum(unless, open, need - chosen.iter().map(|c| c.0).sum::<i64>());
            }
            return;
        }
        self.capped(&mut parts, caps);
        self.sum(unless, parts.into_iter().map(|p| (p.0, p.1)).collect(), need);
    }

    /// What a pool counts: the award of the place, its worth, and when it counts. By exception other awards fill a place or come
    /// beside the list; each fills one place.
    fn entries(&mut self, way: WayNumber, part: Part, pool: &CreditPool, dealt: &Dealt) -> Vec<(AwardNumber, Rational, Truth)> {
        let world = self.world;
        let listed = |id: &AwardId| pool.from.iter().any(|entry| entry.award == *id);
        let mut entries: Vec<(AwardNumber, Rational, Truth)> = Vec::new();
        let mut places: BTreeMap<AwardNumber, Vec<Literal>> = BTreeMap::new();
        for entry in &pool.from {
            let number = world.numbers[&entry.award];
            let mut options = vec![self.leaf(way, part, number, dealt)];
            for &ruling in &world.ways[way].rulings {
                let exception = world.rulings[ruling].exception;
                let ExceptionKind::Substitute { with } = &exception.kind else { continue };
                if exception.award == entry.award && !listed(with) {
                    options.push(self.fill(way, part, ruling, with, dealt, &mut places));
                }
            }
            let truth = self.any_of(&options);
            entries.push((number, worth(world, number, entry.counts, pool), truth));
        }
        for &ruling in &world.ways[way].rulings {
            let exception = world.rulings[ruling].exception;
            let ExceptionKind::AlsoAllow { counts } = exception.kind else { continue };
            if !listed(&exception.award) {
                let number = world.numbers[&exception.award];
                let truth = self.fill(way, part, ruling, &exception.award, dealt, &mut places);
                entries.push((number, worth(world, number, counts, pool), truth));
            }
        }
        for literals in places.into_values().filter(|literals| literals.len() > 1) {
            let bound = literals.len() as i64 - 1;
            self.solver.linear(Linear { terms: literals.into_iter().map(|l| (1, !l)).collect(), bound });
        }
        entries
    }

    /// An award fills a place of a pool by a ruling.
    fn fill(
        &mut self,
        way: WayNumber,
        part: Part,
        ruling: RulingNumber,
        with: &AwardId,
        dealt: &Dealt,
        places: &mut BTreeMap<AwardNumber, Vec<Literal>>,
    ) -> Truth {
        let number = self.world.numbers[with];
        let counts = self.leaf(way, part, number, dealt);
        let in_force = self.in_force(way, ruling);
        let fills = self.both(in_force, counts);
        if fills == Truth::No {
            return Truth::No;
        }
        let place = self.solver.variable(false);
        self.require_truth(&[!place], fills);
        places.entry(number).or_default().push(place);
        Truth::When(place)
    }

    /// Many caps: what a cap lets through becomes a binary number of its own, from the innermost outwards.
    fn capped(&mut self, parts: &mut Vec<(i64, Truth, AwardNumber)>, mut caps: Vec<(i64, Vec<AwardNumber>)>) {
        caps.sort_by_key(|c| c.1.len());
        for (most, members) in caps {
            let (inside, outside): (Vec<_>, Vec<_>) = parts.drain(..).partition(|p| members.contains(&p.2));
            *parts = outside;
            let Some(first) = inside.first().map(|p| p.2) else { continue };
            let mut terms: Vec<(i64, Truth)> = inside.iter().map(|p| (p.0, p.1)).collect();
            let mut left = most;
            let mut weight = 1;
            let mut total = 0;
            while left > 0 {
                let value = weight.min(left);
                let bit = self.solver.variable(false);
                parts.push((value, Truth::When(bit), first));
                terms.push((value, Truth::When(!bit)));
                left -= value;
                total += value;
                weight *= 2;
            }
            self.sum(&[], terms, total);
        }
    }
}
