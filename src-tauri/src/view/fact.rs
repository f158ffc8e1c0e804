//! Amounts and facts.

use pathways::estimate::Estimates;
use pathways::model::provenance::{AsOf, Confidence, Source};
use pathways::model::{Award, Rational, exact};

use crate::wire::fact::{Certainty, Credit, Fact, Money, SourceRef};

/// Money, rounded to whole minor units for display.
#[must_use]
pub fn money(money: &pathways::model::Money) -> Money {
    let minor = i64::try_from(money.rounded_minor()).unwrap_or(i64::MAX);
    Money { minor, exponent: u32::from(money.currency.exponent().unwrap_or(2)), currency: money.currency.code().to_owned() }
}

/// Credit, to three decimals.
#[must_use]
pub fn credit(credit: &pathways::model::Credit) -> Credit {
    Credit { value: exact::decimal(credit.value, 3), unit: credit.unit.to_string() }
}

/// Hours, to two decimals.
#[must_use]
pub fn hours(hours: Rational) -> String {
    exact::decimal(hours, 2)
}

/// How sure a record of a pack is.
#[must_use]
pub fn certainty(confidence: Confidence) -> Certainty {
    match confidence {
        Confidence::Stated => Certainty::Stated,
        Confidence::Derived => Certainty::Derived,
        Confidence::Assumed => Certainty::Assumed,
    }
}

/// The sources of a record that support the fact under `key`: those that name it, else those that name nothing.
#[must_use]
pub fn sources(all: &[Source], key: &str, read: Option<AsOf>) -> Vec<SourceRef> {
    let named: Vec<&Source> = all.iter().filter(|source| source.supports.iter().any(|supported| supported == key)).collect();
    let chosen = if named.is_empty() { all.iter().filter(|source| source.supports.is_empty()).collect() } else { named };
    chosen.into_iter().map(|source| reference(source, read)).collect()
}

/// Every source of a record.
#[must_use]
pub fn all_sources(all: &[Source]) -> Vec<SourceRef> {
    all.iter().map(|source| reference(source, None)).collect()
}

fn reference(source: &Source, read: Option<AsOf>) -> SourceRef {
    SourceRef { url: source.url.clone(), as_of: read.or(source.as_of).map(|as_of| as_of.to_string()) }
}

/// A fact that an award states under `key`, or an unknown one.
#[must_use]
pub fn of_award<T>(award: &Award, key: &str, value: Option<T>) -> Fact<T> {
    let Some(value) = value else { return Fact::unknown() };
    // A gap that a person filled is explained in the description.
    let note = (award.confidence == Confidence::Assumed).then(|| award.description.clone()).flatten();
    Fact { value: Some(value), certainty: certainty(award.confidence), sources: sources(&award.sources, key, None), note }
}

/// An award's own price: stated, else estimated, else unknown.
#[must_use]
pub fn cost(award: &Award, estimates: &Estimates) -> Fact<Money> {
    if let Some(cost) = &award.cost {
        let fact = of_award(award, "cost", Some(money(&cost.money)));
        let basis = cost.per_month.then(|| "Paid for each month that it lasts".to_owned());
        return Fact { sources: sources(&award.sources, "cost", cost.as_of), note: fact.note.or(basis), ..fact };
    }
    match estimates.cost(&award.id) {
        Some(estimate) => estimated(money(&estimate.money), &estimate.rule),
        None => unknown(award),
    }
}

/// An award's own study hours: stated, else estimated, else unknown.
#[must_use]
pub fn study_hours(award: &Award, estimates: &Estimates) -> Fact<String> {
    if let Some(stated) = award.hours() {
        return of_award(award, "effort", Some(hours(stated)));
    }
    match estimates.hours(&award.id) {
        Some(estimate) => estimated(hours(estimate.hours), &estimate.rule),
        None => unknown(award),
    }
}

fn estimated<T>(value: T, rule: &str) -> Fact<T> {
    Fact { value: Some(value), certainty: Certainty::Estimated, sources: Vec::new(), note: Some(rule.to_owned()) }
}

fn unknown<T>(award: &Award) -> Fact<T> {
    let note = (!award.can_be_earned()).then(|| "It cannot be taken; a recognition grants it".to_owned());
    Fact { note, ..Fact::unknown() }
}
