//! Whether a requirement is satisfied (contract 1.2), by what counts at the moment of its use.

use std::collections::BTreeSet;

use super::rulings::Rulings;
use super::{distinct, pool};
use crate::model::{AwardId, Catalogue, CreditPool, GateId, Rational, Requirement};

/// What counts at one moment.
pub(super) trait Evidence {
    /// Whether the award counts, with at least that grade when one is named.
    fn counts(&self, award: &AwardId, min_grade: Option<Rational>) -> bool;
    /// Whether the gate is open.
    fn opens(&self, gate: &GateId) -> bool;
}

/// The awards that may be relied upon; `None`: all.
pub(super) type Only<'s> = Option<&'s BTreeSet<&'s AwardId>>;

/// Judges requirements by one body of evidence under one set of rulings.
pub(super) struct Satisfaction<'s> {
    pub catalogue: &'s Catalogue,
    pub rulings: &'s Rulings<'s>,
    pub evidence: &'s dyn Evidence,
}

impl<'s> Satisfaction<'s> {
    /// Whether the requirement holds.
    pub fn holds(&self, requirement: &'s Requirement, only: Only<'_>) -> bool {
        match requirement {
            Requirement::Award { award, min_grade } => {
                self.rulings.waived.contains(award)
                    || self.has(award, *min_grade, only)
                    || self.rulings.stand_ins(award).any(|with| self.has(with, *min_grade, only))
            }
            Requirement::All { of, distinct: true } => distinct::holds(self, of, only),
            Requirement::All { of, distinct: false } => of.iter().all(|child| self.holds(child, only)),
            Requirement::Any(of) => of.iter().any(|child| self.holds(child, only)),
            Requirement::AtLeast { count, of } => {
                let needed = usize::try_from(*count).unwrap_or(usize::MAX);
                of.iter().filter(|child| self.holds(child, only)).take(needed).count() == needed
            }
            Requirement::Credits(pool) => pool::sum(&self.entries(pool, only), pool) >= pool.credits,
            Requirement::Gate(gate) => {
                self.evidence.opens(&gate.gate) || gate.met_by.as_deref().is_some_and(|met_by| self.holds(met_by, only))
            }
        }
    }

    /// Whether an award counts and may be relied upon.
    pub fn has(&self, award: &AwardId, min_grade: Option<Rational>, only: Only<'_>) -> bool {
        only.is_none_or(|only| only.contains(award)) && self.evidence.counts(award, min_grade)
    }

    /// What the entries of a pool contribute before caps: the entry's award (under whose caps it falls) and its worth.
    fn entries(&self, pool: &'s CreditPool, only: Only<'_>) -> Vec<(&'s AwardId, Rational)> {
        let mut used: Vec<&AwardId> = Vec::new();
        let mut out = Vec::new();
        for entry in &pool.from {
            let counts = self.has(&entry.award, None, only) || {
                let free = |with: &&AwardId| !pool.from.iter().any(|other| other.award == **with) && !used.contains(with);
                let stand_in = self.rulings.stand_ins(&entry.award).filter(free).find(|with| self.has(with, None, only));
                used.extend(stand_in);
                stand_in.is_some()
            };
            if counts && let Some(worth) = pool::worth(self.catalogue, pool, entry) {
                out.push((&entry.award, worth));
            }
        }
        for (award, counts) in &self.rulings.also_allowed {
            let listed = pool.from.iter().any(|entry| entry.award == **award) || out.iter().any(|(other, _)| other == award);
            if !listed && !used.contains(award) && self.has(award, None, only) {
                out.extend(counts.or_else(|| pool::own_worth(self.catalogue, pool, award)).map(|worth| (*award, worth)));
            }
        }
        out
    }

    /// Every award on which the requirement could rely: those that it names, and by ruling those beside them.
    pub fn reliable(&self, requirement: &'s Requirement) -> BTreeSet<&'s AwardId> {
        let mut out: BTreeSet<&'s AwardId> = requirement.awards().into_iter().collect();
        let mut has_pool = false;
        requirement.walk(&mut |e| has_pool |= matches!(e, Requirement::Credits(_)));
        for (award, with) in &self.rulings.substitutes {
            if out.contains(award) {
                out.insert(with);
            }
        }
        if has_pool {
            out.extend(self.rulings.also_allowed.iter().map(|(award, _)| *award));
        }
        out
    }
}
