//! What if: a record as it would be, without keeping it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::{AwardId, Currency, GateId, GateState, HeldAward, LearnerRecord, OrganizationId, Pin, Rational};

/// What becomes of a limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Limit<T> {
    /// As the record has it.
    #[default]
    Kept,
    /// None at all.
    Lifted,
    /// This.
    Set(T),
}

impl<T: Copy> Limit<T> {
    fn over(self, kept: Option<T>) -> Option<T> {
        match self {
            Self::Kept => kept,
            Self::Lifted => None,
            Self::Set(value) => Some(value),
        }
    }
}

/// Changes of a record. What is not named stays as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WhatIf {
    /// The first day of week 0.
    pub start: Option<NaiveDate>,
    /// Study hours in a week.
    pub hours_per_week: Option<Rational>,
    /// The currency of totals.
    pub currency: Option<Currency>,
    /// The most that a route may cost, in major units of the record's currency.
    pub budget: Limit<Rational>,
    /// The last day of the finish.
    pub deadline: Limit<NaiveDate>,
    /// Answers to gates.
    pub gates: BTreeMap<GateId, GateState>,
    /// Awards held besides; one that is held already is replaced.
    pub hold: Vec<HeldAward>,
    /// Awards no longer held.
    pub drop: Vec<AwardId>,
    /// Awards that are no new steps.
    pub exclude_awards: Vec<AwardId>,
    /// Organizations whose awards and recognitions are no new steps.
    pub exclude_organizations: Vec<OrganizationId>,
    /// Awards that are allowed again.
    pub allow_awards: Vec<AwardId>,
    /// Organizations that are allowed again.
    pub allow_organizations: Vec<OrganizationId>,
    /// Pins besides.
    pub pin: Vec<Pin>,
    /// Awards about which every pin is released; what is pinned besides stays.
    pub release: Vec<AwardId>,
}

impl WhatIf {
    /// Whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The record as it would be.
    #[must_use]
    pub fn apply(&self, record: &LearnerRecord) -> LearnerRecord {
        let mut changed = record.clone();
        let preferences = &mut changed.preferences;
        preferences.start = self.start.or(preferences.start);
        preferences.hours_per_week = self.hours_per_week.or(preferences.hours_per_week);
        preferences.currency = self.currency.or(preferences.currency);
        preferences.budget = self.budget.over(preferences.budget);
        preferences.deadline = self.deadline.over(preferences.deadline);
        replace(&mut preferences.exclude_awards, &self.allow_awards, &self.exclude_awards);
        replace(&mut preferences.exclude_organizations, &self.allow_organizations, &self.exclude_organizations);
        for (gate, state) in &self.gates {
            match state {
                // Silence is the contract's way to say "unknown".
                GateState::Unknown => changed.gates.remove(gate),
                answered => changed.gates.insert(gate.clone(), *answered),
            };
        }
        let out = |award: &AwardId| self.drop.contains(award) || self.hold.iter().any(|held| held.award == *award);
        changed.held.retain(|held| !out(&held.award));
        changed.held.extend(self.hold.iter().cloned());
        changed.pins.retain(|pin| !self.release.contains(&pin.award) && !self.pin.contains(pin));
        changed.pins.extend(self.pin.iter().cloned());
        changed
    }

    /// Both changes; where they differ, `other` prevails.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.start = other.start.or(self.start);
        self.hours_per_week = other.hours_per_week.or(self.hours_per_week);
        self.currency = other.currency.or(self.currency);
        if other.budget != Limit::Kept {
            self.budget = other.budget;
        }
        if other.deadline != Limit::Kept {
            self.deadline = other.deadline;
        }
        self.gates.extend(other.gates);
        self.hold.extend(other.hold);
        self.drop.extend(other.drop);
        self.exclude_awards.extend(other.exclude_awards);
        self.exclude_organizations.extend(other.exclude_organizations);
        self.allow_awards.extend(other.allow_awards);
        self.allow_organizations.extend(other.allow_organizations);
        self.pin.extend(other.pin);
        self.release.extend(other.release);
        self
    }
}

fn replace<T: Clone + PartialEq>(list: &mut Vec<T>, out: &[T], into: &[T]) {
    list.retain(|one| !out.contains(one));
    for one in into {
        if !list.contains(one) {
            list.push(one.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PinKind;

    fn held(award: &str, grade: i128) -> HeldAward {
        let earned = "2026-01-01".parse().expect("a date");
        HeldAward { award: award.into(), earned, grade: Some(Rational::from_integer(grade)), expires: None, extensions: Vec::new() }
    }

    #[test]
    fn what_is_not_named_stays() {
        let mut record = LearnerRecord { held: vec![held("a", 60), held("b", 70)], ..LearnerRecord::default() };
        record.preferences.budget = Some(Rational::from_integer(500));
        record.gates.insert("g".into(), GateState::Met);
        assert_eq!(WhatIf::default().apply(&record), record);
        assert!(WhatIf::default().is_empty());
    }

    #[test]
    fn changes_are_made_on_a_copy() {
        let mut record = LearnerRecord { held: vec![held("a", 60), held("b", 70)], ..LearnerRecord::default() };
        record.preferences.budget = Some(Rational::from_integer(500));
        record.preferences.exclude_awards = vec!["x".into(), "y".into()];
        record.gates = BTreeMap::from([("g".into(), GateState::Met), ("h".into(), GateState::Unmet)]);
        record.pins = vec![Pin { kind: PinKind::Take, award: "p".into() }, Pin { kind: PinKind::Avoid, award: "q".into() }];
        let what_if = WhatIf {
            budget: Limit::Lifted,
            gates: BTreeMap::from([("g".into(), GateState::Unknown), ("h".into(), GateState::Met)]),
            hold: vec![held("a", 90), held("c", 50)],
            drop: vec!["b".into()],
            exclude_awards: vec!["y".into(), "z".into()],
            allow_awards: vec!["x".into()],
            pin: vec![Pin { kind: PinKind::Avoid, award: "p".into() }],
            release: vec!["p".into()],
            ..WhatIf::default()
        };
        let changed = what_if.apply(&record);
        assert_eq!(changed.held, [held("a", 90), held("c", 50)]);
        assert_eq!(changed.preferences.budget, None);
        assert_eq!(changed.preferences.exclude_awards, [AwardId::from("y"), "z".into()]);
        assert_eq!(changed.gates, BTreeMap::from([("h".into(), GateState::Met)]));
        assert_eq!(changed.pins, [Pin { kind: PinKind::Avoid, award: "q".into() }, Pin { kind: PinKind::Avoid, award: "p".into() }]);
        assert_eq!(record.held.len(), 2);
    }
}
