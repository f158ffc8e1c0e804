//! Estimates for what no source states: named rules, always marked.
//!
//! An estimate is never a fact. It is made only for awards that can be earned and that state no price or no hours, it
//! carries its rule as a sentence, and it says on how many awards it rests. The rules, in the order of trying:
//!
//! | hours | price |
//! |---|---|
//! | its parts carry the effort: nothing of its own | its parts carry the cost: nothing of its own |
//! | credits × the unit's official hours (the middle of a range) | credits × the median price of a credit at the same issuer |
//! | credits × the median hours of a credit in the same issuer's unit | credits × the median price of a credit in the same country, same kind |
//! | median of the same kind and comparable level | median of the same kind in the same country |
//! | median of the same kind | median of the same kind |
//! | median of all | median of all |
//!
//! A price keeps the currency of what it rests on (the most frequent one there). Exact where the arithmetic is; prices are
//! rounded to whole minor units, and hours that come of a median to quarter hours, so that every total has finite decimals.
//! Equal catalogues give equal estimates.

mod cost;
mod evidence;
mod hours;
mod parts;
mod rates;
mod words;

pub use evidence::{Amount, Median, Medians, Spread, evidence};
pub use parts::is_made_of_parts;
pub use rates::{RateTable, indicative_rate};

use std::collections::HashMap;

use crate::frameworks::Frameworks;
use crate::model::{Award, AwardId, Catalogue, Money, Rational};
use evidence::Evidence;

/// The rule by which an estimate was made, for programs; the sentence beside it is for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleKind {
    /// The award completes others: they carry the effort or the cost.
    PartsCarry,
    /// Credits times the unit's official hours.
    OfficialHours,
    /// Credits times the median hours of a credit in the same issuer's own unit.
    HoursPerCredit,
    /// The median hours of the same kind and comparable level.
    HoursOfKindAndLevel,
    /// The median hours of the same kind.
    HoursOfKind,
    /// The median hours of all awards.
    HoursOfAll,
    /// Credits times the median price of a credit at the same issuer.
    PricePerCreditOfIssuer,
    /// Credits times the median price of a credit in the same country and kind.
    PricePerCreditOfCountryAndKind,
    /// The median price of the same kind in the same country.
    PriceOfKindInCountry,
    /// The median price of the same kind.
    PriceOfKind,
    /// The median price of all awards.
    PriceOfAll,
}

impl RuleKind {
    /// A stable code in kebab case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PartsCarry => "parts-carry",
            Self::OfficialHours => "official-hours",
            Self::HoursPerCredit => "hours-per-credit",
            Self::HoursOfKindAndLevel => "hours-of-kind-and-level",
            Self::HoursOfKind => "hours-of-kind",
            Self::HoursOfAll => "hours-of-all",
            Self::PricePerCreditOfIssuer => "price-per-credit-of-issuer",
            Self::PricePerCreditOfCountryAndKind => "price-per-credit-of-country-and-kind",
            Self::PriceOfKindInCountry => "price-of-kind-in-country",
            Self::PriceOfKind => "price-of-kind",
            Self::PriceOfAll => "price-of-all",
        }
    }
}

/// Estimated study hours.
#[derive(Clone, Debug, PartialEq)]
pub struct HoursEstimate {
    /// The hours.
    pub hours: Rational,
    /// How they were found, for programs.
    pub kind: RuleKind,
    /// On how many other awards they rest; 0 for rules that need none.
    pub awards: usize,
    /// How they were found, as a sentence.
    pub rule: String,
}

/// An estimated price.
#[derive(Clone, Debug, PartialEq)]
pub struct CostEstimate {
    /// The price in whole minor units, in the currency of what it was estimated from.
    pub money: Money,
    /// How it was found, for programs.
    pub kind: RuleKind,
    /// On how many other awards it rests; 0 for rules that need none.
    pub awards: usize,
    /// How it was found, as a sentence.
    pub rule: String,
}

/// Estimates for every earnable award whose price or hours no source states.
#[derive(Debug, Default)]
pub struct Estimates {
    hours: HashMap<AwardId, HoursEstimate>,
    costs: HashMap<AwardId, CostEstimate>,
}

impl Estimates {
    /// Estimates for a catalogue.
    #[must_use]
    pub fn new(catalogue: &Catalogue, frameworks: &Frameworks) -> Self {
        Self::resting_on(&Evidence::gather(catalogue, frameworks), catalogue.awards.values(), catalogue, frameworks)
    }

    /// Estimates for some awards, from medians of a whole catalogue. The part of it that is given must hold the issuer of each of
    /// them and the awards that its requirement names; the estimates are then those of the whole.
    #[must_use]
    pub fn resting_on<'a>(
        medians: &dyn Medians,
        of: impl Iterator<Item = &'a Award>,
        catalogue: &Catalogue,
        frameworks: &Frameworks,
    ) -> Self {
        let mut estimates = Self::default();
        for award in of.filter(|award| award.can_be_earned()) {
            if award.hours().is_none()
                && let Some(estimate) = hours::estimate(award, catalogue, frameworks, medians)
            {
                estimates.hours.insert(award.id.clone(), estimate);
            }
            if award.cost.is_none()
                && let Some(estimate) = cost::estimate(award, catalogue, medians)
            {
                estimates.costs.insert(award.id.clone(), estimate);
            }
        }
        estimates
    }

    /// Hours of an award that states none; `None` when they are stated, not needed, or nothing supports an estimate.
    #[must_use]
    pub fn hours(&self, award: &AwardId) -> Option<&HoursEstimate> {
        self.hours.get(award)
    }

    /// Price of an award that states none; `None` when it is stated, not needed, or nothing supports an estimate.
    #[must_use]
    pub fn cost(&self, award: &AwardId) -> Option<&CostEstimate> {
        self.costs.get(award)
    }
}
