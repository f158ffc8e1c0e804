//! Estimates for what no source states: named rules, always marked.

use crate::frameworks::Frameworks;
use crate::model::{AwardId, Catalogue, Currency, Money, Rational};

/// Estimates for every earnable award whose price or hours no source states.
#[derive(Debug, Default)]
pub struct Estimates {}

/// Estimated study hours.
#[derive(Clone, Debug, PartialEq)]
pub struct HoursEstimate {
    /// The hours.
    pub hours: Rational,
    /// How they were found, as a sentence.
    pub rule: String,
}

/// An estimated price.
#[derive(Clone, Debug, PartialEq)]
pub struct CostEstimate {
    /// The price, in the currency of what it was estimated from.
    pub money: Money,
    /// How it was found, as a sentence.
    pub rule: String,
}

impl Estimates {
    /// Estimates for a catalogue.
    #[must_use]
    pub fn new(_catalogue: &Catalogue, _frameworks: &Frameworks) -> Self {
        Self {}
    }

    /// Hours of an award that states none; `None` when nothing supports an estimate.
    #[must_use]
    pub fn hours(&self, _award: &AwardId) -> Option<&HoursEstimate> {
        None
    }

    /// Price of an award that states none; `None` when nothing supports an estimate.
    #[must_use]
    pub fn cost(&self, _award: &AwardId) -> Option<&CostEstimate> {
        None
    }
}

/// An indicative exchange rate: units of `to` for one of `from`. For records that give no rate; what it converts is an estimate.
#[must_use]
pub fn indicative_rate(_from: Currency, _to: Currency) -> Option<Rational> {
    None
}
