//! The learner record: what one person holds, may do and wants (contract 2 and 5).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Extensions;
use super::exact::Rational;
use super::id::{AwardId, GateId, OrganizationId};
use super::money::Currency;
use super::terms::terms;

/// A learner record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LearnerRecord {
    /// The person's name.
    pub name: Option<String>,
    /// What is held; an award stands here once.
    pub held: Vec<HeldAward>,
    /// Answers to gates; a gate that is absent is unknown.
    pub gates: BTreeMap<GateId, GateState>,
    /// What the person wants.
    pub preferences: Preferences,
    /// Decisions of an authority that change what counts.
    pub exceptions: Vec<Exception>,
    /// Wishes that restrict the routes.
    pub pins: Vec<Pin>,
    /// Keys that begin with `x-`, kept.
    pub extensions: Extensions,
}

impl LearnerRecord {
    /// The answer to a gate, `Unknown` when the record is silent.
    #[must_use]
    pub fn gate(&self, gate: &GateId) -> GateState {
        self.gates.get(gate).copied().unwrap_or(GateState::Unknown)
    }
}

/// An award granted to the learner.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldAward {
    /// The award.
    pub award: AwardId,
    /// When it was earned.
    pub earned: NaiveDate,
    /// The grade, 0 to 100; `None`: unknown.
    pub grade: Option<Rational>,
    /// The last day on which it counts; overrides the award's own validity.
    pub expires: Option<NaiveDate>,
    /// Keys that begin with `x-`, kept.
    pub extensions: Extensions,
}

terms! {
    /// The answer to a gate.
    GateState {
        /// Satisfied.
        Met = "met",
        /// Not satisfied.
        Unmet = "unmet",
        /// Not decided yet: a route may rely on it and then lists it to be confirmed.
        Unknown = "unknown",
    }
}

/// What the person wants.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preferences {
    /// The first day of week 0.
    pub start: Option<NaiveDate>,
    /// Study hours available in a week; a multiple of 1/60.
    pub hours_per_week: Option<Rational>,
    /// The currency in which totals are shown.
    pub currency: Option<Currency>,
    /// A hard limit on cost, in major units of `currency`.
    pub budget: Option<Rational>,
    /// A hard limit on the finish.
    pub deadline: Option<NaiveDate>,
    /// Awards that are no new steps.
    pub exclude_awards: Vec<AwardId>,
    /// Organizations whose awards and recognitions are no new steps.
    pub exclude_organizations: Vec<OrganizationId>,
    /// Units of `currency` for one unit of the other.
    pub rates: BTreeMap<String, Rational>,
    /// Spans in which no step runs.
    pub breaks: Vec<Break>,
}

/// A span in which no step runs, both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
}

/// A decision of an authority that changes what counts (contract 5).
#[derive(Clone, Debug, PartialEq)]
pub struct Exception {
    /// What it does.
    pub kind: ExceptionKind,
    /// The award that it is about.
    pub award: AwardId,
    /// Inside whose requirement it holds; `None`: everywhere.
    pub within: Option<AwardId>,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub authority: String,
    /// From when it holds.
    pub date: NaiveDate,
    /// Until when; `None`: without end.
    pub until: Option<NaiveDate>,
    /// Keys that begin with `x-`, kept.
    pub extensions: Extensions,
}

/// What an exception does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExceptionKind {
    /// `with`, once achieved, also satisfies every leaf that names the award, and counts in pools as it would.
    Substitute {
        /// The award that stands in.
        with: AwardId,
    },
    /// Every leaf that names the award is satisfied; in a pool its credit does not count.
    Waive,
    /// The pools also accept the award.
    AlsoAllow {
        /// For so many credits; `None`: its own.
        counts: Option<Rational>,
    },
    /// The award is held (credit by prior learning).
    Grant,
    /// The award does not count, held or not.
    Deny,
}

/// A wish of the learner that restricts the routes (contract 5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// What is wished.
    pub kind: PinKind,
    /// The award that it is about.
    pub award: AwardId,
}

/// Kinds of pins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PinKind {
    /// The award counts there.
    Count {
        /// Where.
        toward: AwardId,
    },
    /// The award is a step.
    Take,
    /// The award is no step.
    Avoid,
}
