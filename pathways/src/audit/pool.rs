//! Sums of credit under caps (contract 1.2: `credits` … `at_most`).

use num_traits::Zero;

use crate::model::credit;
use crate::model::{AwardId, Cap, Catalogue, CreditPool, PoolEntry, Rational};

/// The worth of an entry: `counts`, else the award's own. `None`: nothing converts.
pub(super) fn worth(catalogue: &Catalogue, pool: &CreditPool, entry: &PoolEntry) -> Option<Rational> {
    entry.counts.or_else(|| own_worth(catalogue, pool, &entry.award))
}

/// The award's own worth in the pool's unit.
pub(super) fn own_worth(catalogue: &Catalogue, pool: &CreditPool, award: &AwardId) -> Option<Rational> {
    credit::worth(&catalogue.awards.get(award)?.credits, &pool.unit).map(|(value, _)| value)
}

/// The sum that counts. Caps are disjoint or nested, so each is applied once all that it holds has been capped.
pub(super) fn sum(entries: &[(&AwardId, Rational)], pool: &CreditPool) -> Rational {
    let caps = innermost_first(pool);
    let mut within = vec![Rational::zero(); caps.len()];
    let mut total = Rational::zero();
    for (award, worth) in entries {
        match caps.iter().position(|cap| cap.from.contains(award)) {
            Some(cap) => within[cap] += worth,
            None => total += worth,
        }
    }
    total + settle(&caps, within)
}

/// The caps of a pool, each before those that hold it.
pub(super) fn innermost_first(pool: &CreditPool) -> Vec<&Cap> {
    let mut caps: Vec<&Cap> = pool.at_most.iter().collect();
    caps.sort_by_key(|cap| cap.from.len());
    caps
}

/// What capped parts contribute, given what falls directly under each cap.
pub(super) fn settle(caps: &[&Cap], mut within: Vec<Rational>) -> Rational {
    let mut total = Rational::zero();
    for at in 0..caps.len() {
        let kept = within[at].min(caps[at].credits);
        match outer(caps, at) {
            Some(outer) => within[outer] += kept,
            None => total += kept,
        }
    }
    total
}

/// The innermost cap that holds this one.
fn outer(caps: &[&Cap], inner: usize) -> Option<usize> {
    let first = caps[inner].from.first()?;
    (inner + 1..caps.len()).find(|at| caps[*at].from.contains(first))
}
