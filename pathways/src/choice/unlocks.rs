//! What remains to every qualification: lower bounds for all at once, found without a search.
//!
//! A bound never exceeds what a route asks. Of alternatives the least counts; of parts that are all needed the largest bound,
//! or the sum of what the parts cost by themselves where that is more: a part may serve several others, so bounds of whole
//! parts are not added. Of a pool the best worth for its price counts, part of an award included.

use std::collections::{BTreeSet, HashMap};

use num_traits::Zero;

use crate::estimate::{Estimates, indicative_rate};
use crate::model::{
    Award, AwardId, Catalogue, CreditPool, ExceptionKind, GateState, LearnerRecord, Money, PinKind, Rational, Recognition, Requirement,
    credit, exact,
};

/// What remains at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Costs and fees, in major units of the learner's currency.
    pub cost: Rational,
    /// Study hours.
    pub hours: Rational,
    /// Awards to earn.
    pub steps: Rational,
}

/// A qualification and what remains to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlock {
    /// The qualification.
    pub award: AwardId,
    /// What remains at least; `None`: it is closed, whatever is spent.
    pub remains: Option<Bounds>,
}

/// The qualifications ranked by what remains at least: cost, then hours; closed ones last. `None`: it was stopped before.
#[must_use]
pub fn unlocks(
    catalogue: &Catalogue,
    estimates: &Estimates,
    record: &LearnerRecord,
    strict: bool,
    of: &[AwardId],
    stop: &dyn Fn() -> bool,
) -> Option<Vec<Unlock>> {
    let bounds = |measure| Relaxed::new(catalogue, estimates, record, strict, measure).settled(stop);
    let bounds = [bounds(Measure::Cost)?, bounds(Measure::Hours)?, bounds(Measure::Steps)?];
    let mut out: Vec<Unlock> = of
        .iter()
        .map(|award| {
            let [cost, hours, steps] = [0, 1, 2].map(|m| bounds[m].get(award).copied());
            let remains = cost.zip(hours).zip(steps).map(|((cost, hours), steps)| Bounds { cost, hours, steps });
            Unlock { award: award.clone(), remains }
        })
        .collect();
    out.sort_by(|a, b| {
        let key = |unlock: &Unlock| (unlock.remains.is_none(), unlock.remains.map(|r| (r.cost, r.hours, r.steps)));
        key(a).cmp(&key(b)).then_with(|| a.award.cmp(&b.award))
    });
    Some(out)
}

/// Ways that are looked at between two questions whether to stop.
const LOOK: u32 = 256;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Measure {
    Cost,
    Hours,
    Steps,
}

/// One measure of one record.
struct Relaxed<'a> {
    catalogue: &'a Catalogue,
    estimates: &'a Estimates,
    record: &'a LearnerRecord,
    strict: bool,
    measure: Measure,
    /// What is held and counts.
    held: HashMap<&'a AwardId, Option<Rational>>,
    /// Awards that a decision may spare, or let others stand in for.
    spared: BTreeSet<&'a AwardId>,
    /// Whether a decision lets pools accept more than they list.
    wider_pools: bool,
    /// By award: the least that it takes with all that it rests on. Absent: it is closed so far.
    least: HashMap<&'a AwardId, Rational>,
    /// By award: the least that its ways take by themselves.
    own: HashMap<&'a AwardId, Rational>,
}

/// A way, and what it takes by itself.
struct Way<'a> {
    award: &'a AwardId,
    own: Rational,
    asks: Vec<&'a Requirement>,
}

impl<'a> Relaxed<'a> {
    fn new(catalogue: &'a Catalogue, estimates: &'a Estimates, record: &'a LearnerRecord, strict: bool, measure: Measure) -> Self {
        let start = record.preferences.start;
        let valid = |held: &&crate::model::HeldAward| held.expires.is_none_or(|last| start.is_none_or(|start| start <= last));
        let held = record.held.iter().filter(valid).map(|held| (&held.award, held.grade)).collect();
        let spares = |kind: &ExceptionKind| !matches!(kind, ExceptionKind::Deny | ExceptionKind::AlsoAllow { .. });
        Self {
            catalogue,
            estimates,
            record,
            strict,
            measure,
            held,
            spared: record.exceptions.iter().filter(|e| spares(&e.kind)).map(|e| &e.award).collect(),
            wider_pools: record.exceptions.iter().any(|e| matches!(e.kind, ExceptionKind::AlsoAllow { .. })),
            least: HashMap::new(),
            own: HashMap::new(),
        }
    }

    /// The bounds of all awards: lowered until nothing changes. `None`: it was stopped before.
    fn settled(mut self, stop: &dyn Fn() -> bool) -> Option<HashMap<&'a AwardId, Rational>> {
        let ways = self.ways();
        for way in &ways {
            let own = self.own.entry(way.award).or_insert(way.own);
            *own = (*own).min(way.own);
        }
        let mut users: HashMap<&AwardId, Vec<usize>> = HashMap::new();
        for (at, way) in ways.iter().enumerate() {
            for award in way.asks.iter().flat_map(|ask| ask.awards()) {
                users.entry(award).or_default().push(at);
            }
        }
        let mut queue: BTreeSet<usize> = (0..ways.len()).collect();
        let mut looks: u32 = 0;
        while let Some(at) = queue.pop_first() {
            if looks.is_multiple_of(LOOK) && stop() {
                return None;
            }
            looks = looks.wrapping_add(1);
            let way = &ways[at];
            let asks: Option<Vec<Rational>> = way.asks.iter().map(|ask| self.bound(ask)).collect();
            let Some(rests) = asks.map(|bounds| bounds.into_iter().fold(Rational::zero(), Rational::max)) else { continue };
            let total = rests + way.own;
            if self.least.get(way.award).is_none_or(|known| total < *known) {
                self.least.insert(way.award, total);
                queue.extend(users.get(way.award).into_iter().flatten());
            }
        }
        Some(self.least)
    }

    fn ways(&self) -> Vec<Way<'a>> {
        let preferences = &self.record.preferences;
        let avoided = |award: &AwardId| self.record.pins.iter().any(|pin| pin.kind == PinKind::Avoid && pin.award == *award);
        let mut ways = Vec::new();
        for award in self.catalogue.awards.values() {
            let barred = |organization: &_| preferences.exclude_organizations.contains(organization);
            if self.held.contains_key(&award.id)
                || preferences.exclude_awards.contains(&award.id)
                || avoided(&award.id)
                || barred(&award.issuer)
                || award.platform.as_ref().is_some_and(barred)
            {
                continue;
            }
            if award.can_be_earned() {
                ways.push(Way { award: &award.id, own: self.own_study(award), asks: award.requires.iter().collect() });
            }
            for recognition in self.catalogue.granting(&award.id) {
                let lapsed = recognition.valid.and_then(|v| v.until).zip(preferences.start).is_some_and(|(until, start)| until < start);
                if !lapsed && !barred(&recognition.by) {
                    let asks = std::iter::once(&recognition.from).chain(&recognition.requires).collect();
                    ways.push(Way { award: &award.id, own: self.own_fee(recognition), asks });
                }
            }
        }
        ways
    }

    fn own_study(&self, award: &Award) -> Rational {
        match self.measure {
            Measure::Steps => exact::one(),
            Measure::Hours => {
                let estimated = || self.estimates.hours(&award.id).map(|e| e.hours);
                award.hours().or_else(estimated).unwrap_or_else(Rational::zero)
            }
            Measure::Cost => {
                let stated = award.cost.as_ref().map(|cost| cost.money);
                stated.or_else(|| self.estimates.cost(&award.id).map(|e| e.money)).map_or_else(Rational::zero, |money| self.amount(&money))
            }
        }
    }

    fn own_fee(&self, recognition: &Recognition) -> Rational {
        match (self.measure, &recognition.fee) {
            (Measure::Cost, Some(fee)) => self.amount(fee),
            _ => Rational::zero(),
        }
    }

    /// In the learner's currency, rounded down to cents where no exact rate is given.
    fn amount(&self, money: &Money) -> Rational {
        let preferences = &self.record.preferences;
        match preferences.currency {
            Some(currency) if currency != money.currency => match preferences.rates.get(money.currency.code()) {
                Some(rate) => money.major() * rate,
                None => indicative_rate(money.currency, currency)
                    .map_or_else(Rational::zero, |rate| (money.major() * rate * exact::whole(100)).floor() / exact::whole(100)),
            },
            _ => money.major(),
        }
    }

    /// The least that satisfies a requirement; `None`: nothing does, so far.
    fn bound(&self, e: &Requirement) -> Option<Rational> {
        match e {
            Requirement::Award { award, min_grade } => self.leaf(award, *min_grade),
            Requirement::All { of, .. } => {
                let mut largest = Rational::zero();
                let mut sum = Rational::zero();
                let mut counted: BTreeSet<&AwardId> = BTreeSet::new();
                for child in of {
                    largest = largest.max(self.bound(child)?);
                    if let Requirement::Award { award, .. } = child
                        && !self.is_free(award)
                        && counted.insert(award)
                    {
                        sum += self.own.get(award).copied().unwrap_or_else(Rational::zero);
                    }
                }
                Some(largest.max(sum))
            }
            Requirement::Any(of) => of.iter().filter_map(|child| self.bound(child)).min(),
            Requirement::AtLeast { count, of } => {
                let mut bounds: Vec<Rational> = of.iter().filter_map(|child| self.bound(child)).collect();
                bounds.sort();
                match (*count as usize).checked_sub(1) {
                    None => Some(Rational::zero()),
                    Some(last) => bounds.get(last).copied(),
                }
            }
            Requirement::Credits(pool) => self.pool(pool),
            Requirement::Gate(gate) => {
                let open = match self.record.gate(&gate.gate) {
                    GateState::Met => true,
                    GateState::Unmet => false,
                    GateState::Unknown => !self.strict,
                };
                if open { Some(Rational::zero()) } else { gate.met_by.as_ref().and_then(|inner| self.bound(inner)) }
            }
        }
    }

    fn is_free(&self, award: &AwardId) -> bool {
        self.spared.contains(award) || self.held.contains_key(award)
    }

    fn leaf(&self, award: &AwardId, min_grade: Option<Rational>) -> Option<Rational> {
        if self.spared.contains(award) {
            return Some(Rational::zero());
        }
        match (self.held.get(award), min_grade) {
            (Some(Some(grade)), Some(least)) => (*grade >= least).then(Rational::zero),
            (Some(None), Some(_)) => (!self.strict).then(Rational::zero),
            (Some(_), None) => Some(Rational::zero()),
            (None, _) => self.least.get(award).copied(),
        }
    }

    /// The cheapest worth first, by what the awards take by themselves; caps are left aside.
    fn pool(&self, pool: &CreditPool) -> Option<Rational> {
        if self.wider_pools {
            return Some(Rational::zero());
        }
        let mut priced: Vec<(Rational, Rational)> = Vec::new();
        let mut missing = pool.credits;
        for entry in &pool.from {
            let own = || self.catalogue.awards.get(&entry.award).and_then(|a| credit::worth(&a.credits, &pool.unit)).map(|w| w.0);
            let Some(worth) = entry.counts.or_else(own).filter(|worth| *worth > Rational::zero()) else { continue };
            match self.leaf(&entry.award, None) {
                Some(_) if self.is_free(&entry.award) => missing -= worth,
                Some(_) => priced.push((self.own.get(&entry.award).copied().unwrap_or_else(Rational::zero), worth)),
                None => {}
            }
        }
        priced.sort_by_key(|(price, worth)| *price / *worth);
        let mut total = Rational::zero();
        for (price, worth) in priced {
            if missing <= Rational::zero() {
                break;
            }
            let part = missing.min(worth);
            total += price * part / worth;
            missing -= part;
        }
        (missing <= Rational::zero()).then_some(total)
    }
}
