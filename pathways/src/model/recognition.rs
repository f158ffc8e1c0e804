//! Recognitions: agreements that make one thing count for another (contract 1.3).
//! CTDL: `TransferValueProfile`, advanced standing with an agreement. (`recognizedBy` is a statement about quality, not this.)

use chrono::NaiveDate;

use super::Extensions;
use super::exact::Rational;
use super::id::{AwardId, OrganizationId, RecognitionId};
use super::money::Money;
use super::provenance::{Confidence, Source};
use super::requirement::Requirement;

/// An agreement: once `from` and `requires` hold, `grants` is achieved for `fee`, with no effort and no time.
#[derive(Clone, Debug, PartialEq)]
pub struct Recognition {
    /// Its id.
    pub id: RecognitionId,
    /// What it says, in a line.
    pub title: Option<String>,
    /// Who recognises.
    pub by: OrganizationId,
    /// What is recognised.
    pub from: Requirement,
    /// What is achieved by it.
    pub grants: AwardId,
    /// The programme that it counts in; for display.
    pub into: Option<AwardId>,
    /// What else must hold.
    pub requires: Option<Requirement>,
    /// `from` must rest on awards earned within that many months (of 365.25/12 days) before the week of use. May be fractional.
    pub within_months: Option<Rational>,
    /// What the recognition costs; `None`: nothing.
    pub fee: Option<Money>,
    /// When the agreement exists; outside it does not.
    pub valid: Option<Validity>,
    /// Its page.
    pub url: Option<String>,
    /// What a person should know.
    pub description: Option<String>,
    /// Where its facts come from.
    pub sources: Vec<Source>,
    /// How sure they are.
    pub confidence: Confidence,
    /// Keys that begin with `x-`, kept.
    pub extensions: Extensions,
}

/// A span of days, both ends included; an absent end is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Validity {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub until: Option<NaiveDate>,
}

impl Validity {
    /// Whether `day` lies within.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

impl Recognition {
    /// Whether the agreement exists on `day`.
    #[must_use]
    pub fn in_force(&self, day: NaiveDate) -> bool {
        self.valid.is_none_or(|valid| valid.contains(day))
    }
}
