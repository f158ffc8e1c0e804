//! What the learner has when the route is completed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::model::{
    AwardId, Catalogue, CreditPool, Exception, ExceptionKind, Gate, GateState, HeldAward, LearnerRecord, Rational, Requirement, Route,
    Step, Way, credit, exact,
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
    /// Exceptions that the route relies on, and denials: those that bear on the requirement that is looked at.
    exceptions: Vec<&'a Exception>,
}

/// An award that a pool counts.
pub struct Applied {
    /// The award.
    pub award: AwardId,
    /// The place of the pool that it fills: itself, or the award that it stands in for.
    pub place: AwardId,
    /// What of it counts.
    pub counts: Rational,
    /// Its whole worth there.
    pub worth: Rational,
}

impl<'a> Evidence<'a> {
    pub fn new(catalogue: &'a Catalogue, record: &'a LearnerRecord, route: &'a Route) -> Self {
        let held = record.held.iter().filter(|h| expired_on(catalogue, record, h).is_none()).map(|h| (&h.award, h)).collect();
        let exceptions = route.exceptions.iter().chain(record.exceptions.iter().filter(|e| e.kind == ExceptionKind::Deny)).collect();
        Self { catalogue, record, route, held, steps: route.steps.iter().map(|s| (&s.award, s)).collect(), exceptions }
    }

    /// The same for the requirement of one step: only the exceptions that hold there, on the day on which it starts.
    pub fn inside(&self, step: &Step) -> Self {
        let scope = match &step.way {
            Way::Earn => step.award.as_str(),
            Way::Recognition(id) => id.as_str(),
        };
        let day = self.record.preferences.start.map(|start| start + chrono::Days::new(7 * u64::from(step.start_week)));
        let bears = |e: &&&Exception| {
            let in_scope = e.within.as_ref().is_none_or(|within| within.as_str() == scope);
            in_scope && day.is_none_or(|day| e.date <= day && e.until.is_none_or(|until| day <= until))
        };
        Self {
            held: self.held.clone(),
            steps: self.steps.clone(),
            exceptions: self.exceptions.iter().filter(bears).copied().collect(),
            ..*self
        }
    }

    fn about<'e>(&'e self, award: &'e AwardId) -> impl Iterator<Item = &'a ExceptionKind> + 'e {
        self.exceptions.iter().filter(move |e| e.award == *award).map(|e| &e.kind)
    }

    /// Whether a decision satisfies every leaf that names the award.
    pub fn waives(&self, award: &AwardId) -> bool {
        self.about(award).any(|kind| *kind == ExceptionKind::Waive)
    }

    /// What stands in for an award by decision.
    pub fn stand_ins<'e>(&'e self, award: &'e AwardId) -> impl Iterator<Item = &'a AwardId> + 'e {
        self.about(award).filter_map(|kind| if let ExceptionKind::Substitute { with } = kind { Some(with) } else { None })
    }

    /// Awards on which an expression could rely, in order: those that it names, and by decision those beside them.
    pub fn reliable(&self, e: &Requirement) -> Vec<AwardId> {
        let mut out: Vec<AwardId> = e.awards().into_iter().cloned().collect();
        let mut has_pool = false;
        e.walk(&mut |e| has_pool |= matches!(e, Requirement::Credits(_)));
        for exception in &self.exceptions {
            match &exception.kind {
                ExceptionKind::Substitute { with } if out.contains(&exception.award) => out.push(with.clone()),
                ExceptionKind::AlsoAllow { .. } if has_pool => out.push(exception.award.clone()),
                _ => {}
            }
        }
        out
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
            && !self.about(award).any(|kind| *kind == ExceptionKind::Deny)
            && (self.about(award).any(|kind| *kind == ExceptionKind::Grant)
                || self.steps.contains_key(award)
                || self.held(award).is_some_and(|h| least.is_none_or(|least| h.grade.is_none_or(|grade| grade >= least))))
    }

    /// Whether a gate is answered with yes, or relied upon by the route.
    pub fn opens(&self, gate: &Gate) -> bool {
        self.record.gate(&gate.gate) == GateState::Met || self.route.to_confirm.contains(&gate.gate)
    }

    /// Whether a requirement holds, by some awards alone.
    pub fn holds(&self, e: &Requirement, only: Only<'_>) -> bool {
        match e {
            Requirement::Award { award, min_grade } => {
                self.waives(award)
                    || self.has(award, *min_grade, only)
                    || self.stand_ins(award).any(|with| self.has(with, *min_grade, only))
            }
            Requirement::All { of, distinct: false } => of.iter().all(|c| self.holds(c, only)),
            Requirement::All { of, distinct: true } => super::dealing::deal(self, of, only).is_some(),
            Requirement::Any(of) => of.iter().any(|c| self.holds(c, only)),
            Requirement::AtLeast { count, of } => of.iter().filter(|c| self.holds(c, only)).count() >= *count as usize,
            Requirement::Credits(pool) => self.applied(pool, only).iter().map(|a| a.counts).sum::<Rational>() >= pool.credits,
            Requirement::Gate(gate) => self.opens(gate) || gate.met_by.as_ref().is_some_and(|e| self.holds(e, only)),
        }
    }

    /// What each award of a pool contributes: what is held first, then the steps in order, up to the caps and the need.
    pub fn applied(&self, pool: &CreditPool, only: Only<'_>) -> Vec<Applied> {
        let listed = |id: &AwardId| pool.from.iter().any(|entry| entry.award == *id);
        let mut used: Vec<&AwardId> = Vec::new();
        let mut present: Vec<Applied> = Vec::new();
        let mut add = |award: &AwardId, place: &AwardId, worth: Rational| {
            present.push(Applied { award: award.clone(), place: place.clone(), counts: Rational::from_integer(0), worth });
        };
        for entry in &pool.from {
            let worth = self.worth(pool, &entry.award);
            if self.has(&entry.award, None, only) {
                add(&entry.award, &entry.award, worth);
            } else if let Some(with) =
                self.stand_ins(&entry.award).find(|with| !listed(with) && !used.contains(with) && self.has(with, None, only))
            {
                used.push(with);
                add(with, &entry.award, worth);
            }
        }
        for exception in &self.exceptions {
            let award = &exception.award;
            if let ExceptionKind::AlsoAllow { counts } = exception.kind
                && !listed(award)
                && !used.contains(&award)
                && self.has(award, None, only)
            {
                used.push(award);
                add(award, award, counts.unwrap_or_else(|| self.worth(pool, award)));
            }
        }
        let order = |award: &AwardId| match self.held(award) {
            Some(_) => 0,
            None => 1 + self.route.steps.iter().position(|s| s.award == *award).unwrap_or(usize::MAX - 1),
        };
        present.sort_by(|a, b| order(&a.award).cmp(&order(&b.award)).then(b.worth.cmp(&a.worth)).then(a.award.cmp(&b.award)));
        let mut left: Vec<Rational> = pool.at_most.iter().map(|cap| cap.credits).collect();
        let mut need = pool.credits;
        for one in &mut present {
            let caps: Vec<usize> = (0..left.len()).filter(|&i| pool.at_most[i].from.contains(&one.place)).collect();
            one.counts = caps.iter().map(|&i| left[i]).fold(one.worth.min(need), Rational::min);
            for i in caps {
                left[i] -= one.counts;
            }
            need -= one.counts;
        }
        present
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
