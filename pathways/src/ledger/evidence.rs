//! What the learner has when the route is completed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::model::{
    AwardId, Catalogue, CreditPool, Gate, GateState, HeldAward, LearnerRecord, Rational, Requirement, Route, Step, credit, exact,
};

/// A restriction to some awards; `None`: any.
pub type Only<'o> = Option<&'o BTreeSet<AwardId>>;

/// Held awards that count, and the steps of the route.
pub struct Evidence<'a> {
    pub catalogue: &'a Catalogue,
    pub record: &'a LearnerRecord,
    pub route: &'a Route,
    held: BTreeMap<&'a AwardId, &'a HeldAward>,
    steps: BTreeMap<&'a AwardId, &'a Step>,
}

impl<'a> Evidence<'a> {
    pub fn new(catalogue: &'a Catalogue, record: &'a LearnerRecord, route: &'a Route) -> Self {
        let held = record.held.iter().filter(|h| expired_on(catalogue, record, h).is_none()).map(|h| (&h.award, h)).collect();
        Self { catalogue, record, route, held, steps: route.steps.iter().map(|s| (&s.award, s)).collect() }
    }

    pub fn held(&self, award: &AwardId) -> Option<&'a HeldAward> {
        self.held.get(award).copied()
    }

    pub fn step(&self, award: &AwardId) -> Option<&'a Step> {
        self.steps.get(award).copied()
    }

    /// Whether an award counts; a planned one reaches any grade, a held one without a grade is relied upon.
    pub fn has(&self, award: &AwardId, least: Option<Rational>, only: Only<'_>) -> bool {
        only.is_none_or(|o| o.contains(award))
            && (self.steps.contains_key(award)
                || self.held(award).is_some_and(|h| least.is_none_or(|least| h.grade.is_none_or(|grade| grade >= least))))
    }

    /// Whether a gate is answered with yes, or relied upon by the route.
    pub fn opens(&self, gate: &Gate) -> bool {
        self.record.gate(&gate.gate) == GateState::Met || self.route.to_confirm.contains(&gate.gate)
    }

    /// Whether a requirement holds, by some awards alone.
    pub fn holds(&self, e: &Requirement, only: Only<'_>) -> bool {
        match e {
            Requirement::Award { award, min_grade } => self.has(award, *min_grade, only),
            Requirement::All { of, distinct: false } => of.iter().all(|c| self.holds(c, only)),
            Requirement::All { of, distinct: true } => super::dealing::deal(self, of, only).is_some(),
            Requirement::Any(of) => of.iter().any(|c| self.holds(c, only)),
            Requirement::AtLeast { count, of } => of.iter().filter(|c| self.holds(c, only)).count() >= *count as usize,
            Requirement::Credits(pool) => self.applied(pool, only).iter().map(|a| a.1).sum::<Rational>() >= pool.credits,
            Requirement::Gate(gate) => self.opens(gate) || gate.met_by.as_ref().is_some_and(|e| self.holds(e, only)),
        }
    }

    /// What each award of a pool contributes: what is held first, then the steps in order, up to the caps and the need.
    /// Tells award, what counts, and its whole worth.
    pub fn applied<'p>(&self, pool: &'p CreditPool, only: Only<'_>) -> Vec<(&'p AwardId, Rational, Rational)> {
        let mut present: Vec<(usize, &AwardId, Rational)> = pool
            .from
            .iter()
            .filter(|entry| self.has(&entry.award, None, only))
            .map(|entry| {
                let order = if self.held(&entry.award).is_some() {
                    0
                } else {
                    1 + self.route.steps.iter().position(|s| s.award == entry.award).unwrap_or(usize::MAX - 1)
                };
                (order, &entry.award, self.worth(pool, &entry.award))
            })
            .collect();
        present.sort_by(|a, b| a.0.cmp(&b.0).then(b.2.cmp(&a.2)).then(a.1.cmp(b.1)));
        let mut left: Vec<Rational> = pool.at_most.iter().map(|cap| cap.credits).collect();
        let mut need = pool.credits;
        let mut out = Vec::new();
        for (_, award, worth) in present {
            let caps: Vec<usize> = (0..left.len()).filter(|&i| pool.at_most[i].from.contains(award)).collect();
            let counts = caps.iter().map(|&i| left[i]).fold(worth.min(need), Rational::min);
            for i in caps {
                left[i] -= counts;
            }
            need -= counts;
            out.push((award, counts, worth));
        }
        out
    }

    /// What an award is worth in a pool.
    pub fn worth(&self, pool: &CreditPool, award: &AwardId) -> Rational {
        let named = pool.from.iter().find(|entry| entry.award == *award).and_then(|entry| entry.counts);
        let own = || self.catalogue.awards.get(award).and_then(|a| credit::worth(&a.credits, &pool.unit)).map(|w| w.0);
        named.or_else(own).unwrap_or_else(|| exact::whole(0))
    }
}

/// The day on which a held award ran out, if that was before the start.
pub fn expired_on(catalogue: &Catalogue, record: &LearnerRecord, held: &HeldAward) -> Option<NaiveDate> {
    let start = record.preferences.start?;
    let last = held.expires.or_else(|| {
        let months = catalogue.awards.get(&held.award)?.validity_months?;
        let days = (exact::whole(months) * exact::days_per_month()).floor().to_integer();
        held.earned.checked_add_days(chrono::Days::new(u64::try_from(days).ok()?))
    })?;
    (last < start).then_some(last)
}
