//! The exceptions of a record that hold for one requirement on one day (contract 5).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::model::{AwardId, Exception, ExceptionKind, Rational};

/// What authorities have decided about one requirement on one day.
#[derive(Default)]
pub(super) struct Rulings<'a> {
    /// An award, and what stands in for it.
    pub substitutes: Vec<(&'a AwardId, &'a AwardId)>,
    /// Leaves that hold by themselves.
    pub waived: BTreeSet<&'a AwardId>,
    /// Awards that pools accept beyond their lists, and for how much.
    pub also_allowed: Vec<(&'a AwardId, Option<Rational>)>,
    /// Awards held by grant, and since when.
    pub granted: BTreeMap<&'a AwardId, NaiveDate>,
    /// Awards that do not count.
    pub denied: BTreeSet<&'a AwardId>,
}

impl<'a> Rulings<'a> {
    /// What holds inside the requirement of `scope` on `day`. Exceptions in the learner's favour hold where `relied_upon`
    /// says that the route names them; a denial holds always.
    pub fn new(exceptions: &'a [Exception], scope: &str, day: NaiveDate, relied_upon: &dyn Fn(&Exception) -> bool) -> Self {
        let mut rulings = Self::default();
        for exception in exceptions {
            let in_scope = exception.within.as_ref().is_none_or(|within| within.as_str() == scope);
            let in_force = exception.date <= day && exception.until.is_none_or(|until| day <= until);
            if !in_scope || !in_force || (exception.kind != ExceptionKind::Deny && !relied_upon(exception)) {
                continue;
            }
            let award = &exception.award;
            match &exception.kind {
                ExceptionKind::Substitute { with } => rulings.substitutes.push((award, with)),
                ExceptionKind::Waive => _ = rulings.waived.insert(award),
                ExceptionKind::AlsoAllow { counts } => rulings.also_allowed.push((award, *counts)),
                ExceptionKind::Grant => _ = rulings.granted.entry(award).or_insert(exception.date),
                ExceptionKind::Deny => _ = rulings.denied.insert(award),
            }
        }
        rulings
    }

    /// What stands in for an award, in the order of the record.
    pub fn stand_ins(&self, award: &AwardId) -> impl Iterator<Item = &'a AwardId> {
        self.substitutes.iter().filter(move |(replaced, _)| *replaced == award).map(|(_, with)| *with)
    }

    /// Whether requirements read differently than they are written.
    pub fn change_reading(&self) -> bool {
        !self.substitutes.is_empty() || !self.waived.is_empty() || !self.also_allowed.is_empty()
    }
}
