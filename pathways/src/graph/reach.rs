//! What can be reached from a record, walked forward from what is held.

use std::collections::{BTreeSet, HashMap};

use chrono::{Days, NaiveDate};
use num_traits::Zero;

use super::AwardGraph;
use crate::model::credit;
use crate::model::exact::{days_per_month, whole};
use crate::model::{AwardId, Catalogue, CreditPool, GateState, HeldAward, LearnerRecord, Rational, Requirement};

impl<'a> AwardGraph<'a> {
    /// The awards that could be achieved from a record, those held left out, by id. Weeks, money, hours and `distinct` are left aside, so
    /// everything outside is certainly closed and nearly everything inside is open. Gates and grades that are unknown are
    /// open unless `strict`; what the record excludes, what is not active and agreements that have ended by the start are not used.
    /// Without a start in the record every agreement and everything held counts.
    #[must_use]
    pub fn reachable(&self, record: &LearnerRecord, strict: bool) -> BTreeSet<&'a AwardId> {
        let catalogue = self.catalogue;
        let mut walk = Walk { catalogue, record, strict, held: valid(catalogue, record), achieved: BTreeSet::new() };
        let ways = walk.ways();
        let mut users: HashMap<&AwardId, Vec<usize>> = HashMap::new();
        for (at, (_, asks)) in ways.iter().enumerate() {
            for award in asks.iter().flat_map(|ask| ask.awards()) {
                users.entry(award).or_default().push(at);
            }
        }
        let mut queue: Vec<usize> = (0..ways.len()).rev().collect();
        while let Some(at) = queue.pop() {
            let (award, asks) = &ways[at];
            if !walk.achieved.contains(award) && asks.iter().all(|ask| walk.holds(ask)) {
                walk.achieved.insert(award);
                queue.extend(users.get(award).into_iter().flatten());
            }
        }
        walk.achieved
    }
}

/// What is held and valid on the first day.
fn valid<'r>(catalogue: &Catalogue, record: &'r LearnerRecord) -> HashMap<&'r AwardId, &'r HeldAward> {
    let last = |held: &HeldAward| -> Option<NaiveDate> {
        held.expires.or_else(|| {
            let days = (whole(catalogue.awards.get(&held.award)?.validity_months?) * days_per_month()).floor().to_integer();
            held.earned.checked_add_days(Days::new(u64::try_from(days).ok()?))
        })
    };
    let counts = |held: &&HeldAward| record.preferences.start.is_none_or(|start| last(held).is_none_or(|last| start <= last));
    record.held.iter().filter(counts).map(|held| (&held.award, held)).collect()
}

struct Walk<'a, 'r> {
    catalogue: &'a Catalogue,
    record: &'r LearnerRecord,
    strict: bool,
    held: HashMap<&'r AwardId, &'r HeldAward>,
    achieved: BTreeSet<&'a AwardId>,
}

impl<'a> Walk<'a, '_> {
    /// Every way that the record leaves open, with what it asks.
    fn ways(&self) -> Vec<(&'a AwardId, Vec<&'a Requirement>)> {
        let preferences = &self.record.preferences;
        let open = |id: &AwardId| {
            self.catalogue.awards.get(id).is_some_and(|award| {
                let organizations = std::iter::once(&award.issuer).chain(&award.platform);
                !self.held.contains_key(id)
                    && !preferences.exclude_awards.contains(id)
                    && organizations.into_iter().all(|o| !preferences.exclude_organizations.contains(o))
            })
        };
        let study =
            self.catalogue.awards.values().filter(|award| award.can_be_earned()).map(|award| (&award.id, award.requires.iter().collect()));
        let agreed = self.catalogue.recognitions.values().filter(|recognition| {
            let ended = recognition.valid.and_then(|valid| valid.until).zip(preferences.start).is_some_and(|(until, start)| until < start);
            !ended && !preferences.exclude_organizations.contains(&recognition.by)
        });
        let agreed = agreed.map(|r| (&r.grants, std::iter::once(&r.from).chain(&r.requires).collect()));
        study.chain(agreed).filter(|(award, _)| open(award)).collect()
    }

    fn has(&self, award: &AwardId, least: Option<Rational>) -> bool {
        match (self.held.get(award), least) {
            (Some(held), Some(least)) => held.grade.map_or(!self.strict, |grade| grade >= least),
            (Some(_), None) => true,
            (None, _) => self.achieved.contains(award),
        }
    }

    fn holds(&self, requirement: &Requirement) -> bool {
        match requirement {
            Requirement::Award { award, min_grade } => self.has(award, *min_grade),
            Requirement::All { of, .. } => of.iter().all(|part| self.holds(part)),
            Requirement::Any(of) => of.iter().any(|part| self.holds(part)),
            Requirement::AtLeast { count, of } => {
                let needed = usize::try_from(*count).unwrap_or(usize::MAX);
                of.iter().filter(|part| self.holds(part)).take(needed).count() == needed
            }
            Requirement::Credits(pool) => self.credits(pool) >= pool.credits,
            Requirement::Gate(gate) => {
                let open = match self.record.gate(&gate.gate) {
                    GateState::Met => true,
                    GateState::Unmet => false,
                    GateState::Unknown => !self.strict,
                };
                open || gate.met_by.as_ref().is_some_and(|met_by| self.holds(met_by))
            }
        }
    }

    /// What a pool comes to. A cap that is exceeded is charged to its first award, so that outer caps see what is left.
    fn credits(&self, pool: &CreditPool) -> Rational {
        let own = |award| Some(credit::worth(&self.catalogue.awards.get(award)?.credits, &pool.unit)?.0);
        let mut worth: HashMap<&AwardId, Rational> = HashMap::new();
        for entry in pool.from.iter().filter(|entry| self.has(&entry.award, None)) {
            worth.insert(&entry.award, entry.counts.or_else(|| own(&entry.award)).unwrap_or_else(Rational::zero));
        }
        let mut caps: Vec<_> = pool.at_most.iter().collect();
        caps.sort_by_key(|cap| cap.from.len());
        for cap in caps {
            let present: Vec<&AwardId> = cap.from.iter().filter(|award| worth.contains_key(award)).collect();
            if present.iter().map(|award| worth[award]).sum::<Rational>() > cap.credits {
                for (place, award) in present.into_iter().enumerate() {
                    worth.insert(award, if place == 0 { cap.credits } else { Rational::zero() });
                }
            }
        }
        worth.values().sum()
    }
}
