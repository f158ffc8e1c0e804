//! The best route of a small world by trying every choice of ways.
//!
//! Slow and plain on purpose: what a choice achieves is computed by a fixpoint over what is held, and requirements are read by the
//! text of the contract. Nothing is shared with the search.
#![allow(dead_code, reason = "each caller uses its own part")]

use std::collections::BTreeSet;

use pathways::model::{self, Award, AwardId, Catalogue, GateState, LearnerRecord, Rational, Recognition, Requirement, credit};

/// A way: study, or the n-th recognition that grants the award.
#[derive(Clone, Copy)]
enum Way<'a> {
    Earn(&'a Award),
    Granted(&'a Recognition),
}

impl Way<'_> {
    fn written(&self) -> model::Way {
        match self {
            Self::Earn(_) => model::Way::Earn,
            Self::Granted(recognition) => model::Way::Recognition(recognition.id.clone()),
        }
    }
}

/// An award and the way chosen to it.
type Chosen<'a> = (AwardId, Way<'a>);

/// What is tried: every choice of ways.
pub struct Judge<'a> {
    pub record: &'a LearnerRecord,
    pub catalogue: &'a Catalogue,
}

impl Judge<'_> {
    fn has(&self, done: &BTreeSet<AwardId>, award: &AwardId, least: Option<Rational>) -> bool {
        match self.record.held.iter().find(|h| h.award == *award) {
            Some(held) => least.is_none_or(|least| held.grade.is_none_or(|grade| grade >= least)),
            None => done.contains(award),
        }
    }

    fn holds(&self, e: &Requirement, done: &BTreeSet<AwardId>, only: Option<&BTreeSet<AwardId>>) -> bool {
        let allowed = |award: &AwardId| only.is_none_or(|o| o.contains(award));
        match e {
            Requirement::Award { award, min_grade } => allowed(award) && self.has(done, award, *min_grade),
            Requirement::All { of, distinct: false } => of.iter().all(|c| self.holds(c, done, only)),
            Requirement::All { of, distinct: true } => {
                let named: BTreeSet<AwardId> = of.iter().flat_map(Requirement::awards).filter(|a| allowed(a)).cloned().collect();
                self.dealt(of, done, &named.into_iter().collect::<Vec<_>>(), &mut vec![BTreeSet::new(); of.len()])
            }
            Requirement::Any(of) => of.iter().any(|c| self.holds(c, done, only)),
            Requirement::AtLeast { count, of } => of.iter().filter(|c| self.holds(c, done, only)).count() >= *count as usize,
            Requirement::Gate(gate) => {
                self.record.gate(&gate.gate) != GateState::Unmet || gate.met_by.as_ref().is_some_and(|e| self.holds(e, done, only))
            }
            Requirement::Credits(pool) => {
                let value = |award: &AwardId, counts: Option<Rational>| {
                    counts.unwrap_or_else(|| credit::worth(&self.catalogue.awards[award].credits, &pool.unit).expect("it converts").0)
                };
                let present: Vec<(&AwardId, Rational)> = pool
                    .from
                    .iter()
                    .filter(|x| allowed(&x.award) && self.has(done, &x.award, None))
                    .map(|x| (&x.award, value(&x.award, x.counts)))
                    .collect();
                // The generated caps are disjoint.
                let capped: Rational = pool
                    .at_most
                    .iter()
                    .map(|cap| present.iter().filter(|p| cap.from.contains(p.0)).map(|p| p.1).sum::<Rational>().min(cap.credits))
                    .sum();
                let free: Rational = present.iter().filter(|p| !pool.at_most.iter().any(|cap| cap.from.contains(p.0))).map(|p| p.1).sum();
                capped + free >= pool.credits
            }
        }
    }

    /// Every way of dealing the awards out to the children.
    fn dealt(&self, of: &[Requirement], done: &BTreeSet<AwardId>, left: &[AwardId], hands: &mut Vec<BTreeSet<AwardId>>) -> bool {
        let Some((award, rest)) = left.split_first() else {
            return of.iter().zip(hands.iter()).all(|(c, hand)| self.holds(c, done, Some(hand)));
        };
        (0..of.len()).any(|child| {
            hands[child].insert(award.clone());
            let fits = self.dealt(of, done, rest, hands);
            hands[child].remove(award);
            fits
        })
    }

    /// What a choice of ways achieves, from what is held upwards.
    fn achieved(&self, chosen: &[Chosen<'_>]) -> BTreeSet<AwardId> {
        let mut done = BTreeSet::new();
        loop {
            let before = done.len();
            for (award, way) in chosen {
                let holds = match way {
                    Way::Earn(award) => award.requires.as_ref().is_none_or(|e| self.holds(e, &done, None)),
                    Way::Granted(r) => self.holds(&r.from, &done, None) && r.requires.as_ref().is_none_or(|e| self.holds(e, &done, None)),
                };
                if holds {
                    done.insert(award.clone());
                }
            }
            if done.len() == before {
                return done;
            }
        }
    }

    /// The least cost, hours and steps over all choices; `None`: nothing reaches the target.
    pub fn least(&self, target: &AwardId) -> Option<[Rational; 3]> {
        let mut best: Option<[Rational; 3]> = None;
        self.each_way_to(target, &mut |chosen| {
            let totals = totals(chosen);
            best = Some(best.map_or(totals, |b| [0, 1, 2].map(|k| b[k].min(totals[k]))));
        });
        best
    }

    /// The fewest ways that were not agreed, and the least cost with so few.
    pub fn least_changed(&self, target: &AwardId, agreed: &[(AwardId, model::Way)]) -> Option<(usize, Rational)> {
        let mut best: Option<(usize, Rational)> = None;
        self.each_way_to(target, &mut |chosen| {
            let is_new = |(award, way): &&Chosen<'_>| !agreed.iter().any(|(id, how)| id == award && *how == way.written());
            let value = (chosen.iter().filter(is_new).count(), totals(chosen)[0]);
            best = Some(best.map_or(value, |best| best.min(value)));
        });
        best
    }

    /// Shows every choice of ways that reaches the target.
    fn each_way_to(&self, target: &AwardId, see: &mut dyn FnMut(&[Chosen<'_>])) {
        let awards: Vec<&Award> = self.catalogue.awards.values().filter(|a| !self.record.held.iter().any(|h| h.award == a.id)).collect();
        let ways: Vec<Vec<Option<Way<'_>>>> = awards
            .iter()
            .map(|a| {
                let earn = a.can_be_earned().then_some(Some(Way::Earn(a)));
                std::iter::once(None).chain(earn).chain(self.catalogue.granting(&a.id).map(|r| Some(Way::Granted(r)))).collect()
            })
            .collect();
        let mut choice = vec![0; awards.len()];
        loop {
            let chosen: Vec<Chosen<'_>> = (0..awards.len()).filter_map(|i| Some((awards[i].id.clone(), ways[i][choice[i]]?))).collect();
            if self.achieved(&chosen).contains(target) {
                see(&chosen);
            }
            let mut place = 0;
            while place < choice.len() && choice[place] + 1 == ways[place].len() {
                choice[place] = 0;
                place += 1;
            }
            if place == choice.len() {
                return;
            }
            choice[place] += 1;
        }
    }
}

fn totals(chosen: &[Chosen<'_>]) -> [Rational; 3] {
    let mut out = [Rational::from_integer(0); 3];
    for (_, way) in chosen {
        match way {
            Way::Earn(award) => {
                out[0] += award.cost.as_ref().expect("every price is known").money.major();
                out[1] += award.hours().expect("every effort is known");
                out[2] += Rational::from_integer(1);
            }
            Way::Granted(r) => out[0] += r.fee.as_ref().map_or_else(|| Rational::from_integer(0), |fee| fee.major()),
        }
    }
    out
}
