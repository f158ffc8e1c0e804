//! Awards: anything that can be achieved (contract 1.1).
//! CTDL: `Credential`, `LearningOpportunity`, `AssessmentProfile`; Open Badges 3.0: `Achievement`.

use chrono::NaiveDate;

use super::Extensions;
use super::credit::Credit;
use super::exact::Rational;
use super::id::{AwardId, OrganizationId};
use super::money::Money;
use super::provenance::{AsOf, Confidence, Source};
use super::requirement::Requirement;
use super::terms::terms;

terms! {
    /// Kinds of awards.
    AwardKind {
        /// A course.
        Course = "course",
        /// A module.
        Module = "module",
        /// An exam.
        Exam = "exam",
        /// A capstone.
        Capstone = "capstone",
        /// A part of a programme that is not awarded by itself.
        Component = "component",
        /// A block of credit granted on recognition; never earnable.
        TransferCredit = "transfer-credit",
        /// A badge.
        Badge = "badge",
        /// A certificate.
        Certificate = "certificate",
        /// A microcredential.
        Microcredential = "microcredential",
        /// A MicroMasters programme.
        Micromasters = "micromasters",
        /// A MicroBachelors programme.
        Microbachelors = "microbachelors",
        /// A MasterTrack certificate.
        Mastertrack = "mastertrack",
        /// A professional certificate.
        ProfessionalCertificate = "professional-certificate",
        /// A specialization.
        Specialization = "specialization",
        /// A nanodegree.
        Nanodegree = "nanodegree",
        /// A certification.
        Certification = "certification",
        /// A licence.
        Licence = "licence",
        /// An undergraduate certificate.
        UndergraduateCertificate = "undergraduate-certificate",
        /// A graduate certificate.
        GraduateCertificate = "graduate-certificate",
        /// A graduate diploma.
        GraduateDiploma = "graduate-diploma",
        /// An associate degree.
        Associate = "associate",
        /// A bachelor's degree.
        Bachelor = "bachelor",
        /// A master's degree.
        Master = "master",
        /// A doctorate.
        Doctorate = "doctorate",
        /// Anything else.
        Other = "other",
    }
}

impl AwardKind {
    /// Whether people plan toward it: a qualification in its own right, not a course, a part or a block of credit.
    #[must_use]
    pub fn is_qualification(self) -> bool {
        !matches!(self, Self::Course | Self::Module | Self::Exam | Self::Capstone | Self::Component | Self::TransferCredit | Self::Other)
    }
}

terms! {
    /// Whether an award can be earned today.
    AwardStatus {
        /// It can.
        Active = "active",
        /// No longer; held ones count and it can still be granted by a recognition.
        Retired = "retired",
        /// Not yet.
        Planned = "planned",
    }
}

terms! {
    /// Where study takes place.
    DeliveryMode {
        /// Online.
        Online = "online",
        /// On campus.
        OnCampus = "on-campus",
        /// Both.
        Blended = "blended",
    }
}

terms! {
    /// Who sets the pace.
    Pacing {
        /// The learner: it starts in any week and stretches with the hours available.
        SelfPaced = "self-paced",
        /// The provider: it starts on its dates and lasts as long as it lasts.
        Scheduled = "scheduled",
    }
}

/// A level within a qualifications framework.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level {
    /// EQF, AQF, NZQCF, RQF, SCQF, NFQ-IE, US, …
    pub framework: String,
    /// The level, as the pack writes it.
    pub value: String,
}

/// What an award itself costs, beyond what it requires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// The price, or the price of one month when `per_month`.
    pub money: Money,
    /// A subscription: the price is paid for each month that the step lasts (contract 1.1).
    pub per_month: bool,
    /// What the price is for, in the source's words.
    pub basis: Option<String>,
    /// When the price was read.
    pub as_of: Option<AsOf>,
}

/// Study effort of an award itself, beyond what it requires.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// Total study hours; `None`: unknown.
    pub hours: Option<Rational>,
    /// Nominal length in whole weeks; `None`: unknown.
    pub weeks: Option<u32>,
}

/// How and when an award is taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivery {
    /// Where.
    pub mode: Option<DeliveryMode>,
    /// Whose pace; `None` counts as self-paced.
    pub pacing: Option<Pacing>,
    /// Known start dates. `None`: dates unknown; `Some` of an empty list: no start at all.
    pub starts: Option<Vec<NaiveDate>>,
    /// Each start recurs on that day in every later year (29 February: on the 28th in years without one).
    pub repeats_yearly: bool,
}

/// A skill that an award develops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skill {
    /// Its name.
    pub name: String,
    /// Its identifier in a vocabulary (ESCO, O*NET, CTDL-ASN).
    pub uri: Option<String>,
}

/// An award. Its invariants are those of a pack that was read without an error.
#[derive(Clone, Debug, PartialEq)]
pub struct Award {
    /// Its id.
    pub id: AwardId,
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: AwardKind,
    /// Who awards it.
    pub issuer: OrganizationId,
    /// Where it is taken, if elsewhere.
    pub platform: Option<OrganizationId>,
    /// Its page.
    pub url: Option<String>,
    /// What a person should know; how a gap was filled when the confidence is `assumed`.
    pub description: Option<String>,
    /// Its level.
    pub level: Option<Level>,
    /// Its credit, one entry per unit in which the source states it.
    pub credits: Vec<Credit>,
    /// Its price. `None`: unknown, not free.
    pub cost: Option<Cost>,
    /// Its effort. `None`: unknown.
    pub effort: Option<Effort>,
    /// Its delivery. `None`: self-paced.
    pub delivery: Option<Delivery>,
    /// Whether it can be earned; otherwise it is achieved through a recognition only.
    pub earnable: bool,
    /// What must be achieved before it can start; for a bundle or degree, what completes it.
    pub requires: Option<Requirement>,
    /// Advice only: never blocks a route.
    pub recommends: Option<Requirement>,
    /// Months (of 365.25/12 days) after which it has expired.
    pub validity_months: Option<u32>,
    /// Skills that it develops.
    pub skills: Vec<Skill>,
    /// Language of instruction, BCP 47.
    pub language: Option<String>,
    /// Whether it is active.
    pub status: AwardStatus,
    /// Where its facts come from.
    pub sources: Vec<Source>,
    /// How sure they are.
    pub confidence: Confidence,
    /// Keys that begin with `x-`, kept.
    pub extensions: Extensions,
}

impl Award {
    /// Whether it starts on dates of the provider.
    #[must_use]
    pub fn is_scheduled(&self) -> bool {
        self.delivery.as_ref().and_then(|d| d.pacing) == Some(Pacing::Scheduled)
    }

    /// Total study hours; `None`: unknown.
    #[must_use]
    pub fn hours(&self) -> Option<Rational> {
        self.effort.as_ref().and_then(|e| e.hours)
    }

    /// Nominal length in whole weeks, 0 when unstated (contract 3: w).
    #[must_use]
    pub fn weeks(&self) -> u32 {
        self.effort.as_ref().and_then(|e| e.weeks).unwrap_or(0)
    }

    /// Whether a learner could ever take it: earnable and active.
    #[must_use]
    pub fn can_be_earned(&self) -> bool {
        self.earnable && self.kind != AwardKind::TransferCredit && self.status == AwardStatus::Active
    }
}
