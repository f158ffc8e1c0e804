//! What estimates rest on: stated prices and hours of other awards, grouped, and the median of each group.

use std::collections::{BTreeMap, HashMap};

use num_traits::Zero;

use super::parts::{self, Own};
use crate::frameworks::{Frameworks, LevelGroup};
use crate::model::{Award, AwardKind, Catalogue, Credit, CreditUnit, Currency, Money, OrganizationId, Rational, exact};

/// Awards that are alike in what a rule looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Group<'a> {
    /// Hours per credit: the same unit.
    HoursOfUnit(&'a CreditUnit),
    /// Hours: the same kind and comparable level.
    HoursOfKindLevel(AwardKind, LevelGroup),
    /// Hours: the same kind.
    HoursOfKind(AwardKind),
    /// Hours: all.
    Hours,
    /// Price per credit: the same issuer and unit.
    PriceOfIssuerUnit(&'a OrganizationId, &'a CreditUnit),
    /// Price per credit: the same country, kind and unit.
    PriceOfCountryKindUnit(&'a str, AwardKind, &'a CreditUnit),
    /// Price: the same kind in the same country.
    PriceOfKindCountry(AwardKind, &'a str),
    /// Price: the same country.
    PriceOfCountry(&'a str),
    /// Price: the same kind.
    PriceOfKind(AwardKind),
    /// Price: all.
    Price,
}

impl Group<'_> {
    /// The group's name, by which it is kept. No two groups have the same one: free text stands last.
    pub(super) fn name(&self) -> String {
        match self {
            Self::HoursOfUnit(unit) => format!("hours unit {unit}"),
            Self::HoursOfKindLevel(kind, LevelGroup::Eqf(level)) => format!("hours {kind} eqf {level}"),
            Self::HoursOfKindLevel(kind, LevelGroup::Own(level)) => {
                format!("hours {kind} level {} {} {}", level.framework.len(), level.framework, level.value)
            }
            Self::HoursOfKind(kind) => format!("hours kind {kind}"),
            Self::Hours => "hours".to_owned(),
            Self::PriceOfIssuerUnit(issuer, unit) => format!("price issuer {issuer} {unit}"),
            Self::PriceOfCountryKindUnit(country, kind, unit) => format!("price credit {kind} {unit} {country}"),
            Self::PriceOfKindCountry(kind, country) => format!("price {kind} in {country}"),
            Self::PriceOfCountry(country) => format!("price country {country}"),
            Self::PriceOfKind(kind) => format!("price kind {kind}"),
            Self::Price => "price".to_owned(),
        }
    }
}

/// What an award states, as evidence: hours, or a price in minor units of its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// How much.
    pub value: Rational,
    /// In which currency; `None`: these are hours.
    pub currency: Option<Currency>,
}

/// The middle of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Median {
    /// The median: the mean of the two in the middle for an even count.
    pub amount: Amount,
    /// Of how many awards.
    pub awards: usize,
}

/// How often each amount stands in a group.
#[derive(Clone, Debug, Default)]
pub struct Spread(Vec<(Option<Currency>, BTreeMap<Rational, usize>)>);

impl Spread {
    /// Adds an amount that so many awards state.
    pub fn add(&mut self, amount: Amount, awards: usize) {
        let place = self.0.iter().position(|(currency, _)| *currency == amount.currency).unwrap_or_else(|| {
            self.0.push((amount.currency, BTreeMap::new()));
            self.0.len() - 1
        });
        *self.0[place].1.entry(amount.value).or_default() += awards;
    }

    /// The median in the most frequent currency; of equally frequent ones the first by its code. `None`: the group is empty.
    #[must_use]
    pub fn median(&self) -> Option<Median> {
        let code = |currency: Option<Currency>| currency.map_or("", |currency| currency.code());
        let counted = self.0.iter().map(|(currency, amounts)| (*currency, amounts, amounts.values().sum::<usize>()));
        let (currency, amounts, awards) = counted.max_by(|a, b| a.2.cmp(&b.2).then_with(|| code(b.0).cmp(code(a.0))))?;
        let upper = nth(amounts, awards / 2)?;
        let value = if awards.is_multiple_of(2) { (nth(amounts, awards / 2 - 1)? + upper) / exact::whole(2) } else { upper };
        Some(Median { amount: Amount { value, currency }, awards })
    }
}

/// The amount at a place in the order of size, from 0.
fn nth(amounts: &BTreeMap<Rational, usize>, place: usize) -> Option<Rational> {
    let mut before = 0;
    amounts.iter().find_map(|(value, awards)| {
        before += awards;
        (place < before).then_some(*value)
    })
}

/// Where the medians of groups are looked up: gathered from a catalogue, or kept beside it.
pub trait Medians {
    /// The median of a group, by the group's name.
    fn median(&self, group: &str) -> Option<Median>;
}

/// What rules ask of medians.
pub(super) trait Ask: Medians {
    /// The median hours of a group; per credit for groups that are.
    fn hours(&self, group: &Group<'_>) -> Option<(Rational, usize)> {
        self.median(&group.name()).map(|median| (median.amount.value, median.awards))
    }

    /// The median price of a group, in its most frequent currency; per credit for groups that are.
    fn price(&self, group: &Group<'_>) -> Option<(Money, usize)> {
        let median = self.median(&group.name())?;
        Some((Money { minor: median.amount.value, currency: median.amount.currency? }, median.awards))
    }
}

impl<M: Medians + ?Sized> Ask for M {}

/// Medians of all groups of a catalogue.
#[derive(Debug, Default)]
pub(super) struct Evidence(HashMap<String, Median>);

impl Evidence {
    /// Gathers what the awards of a catalogue state.
    pub(super) fn gather(catalogue: &Catalogue, frameworks: &Frameworks) -> Self {
        let mut spreads: HashMap<String, Spread> = HashMap::new();
        for award in catalogue.awards.values() {
            for (group, amount) in evidence(award, catalogue, frameworks) {
                spreads.entry(group).or_default().add(amount, 1);
            }
        }
        Self(spreads.into_iter().filter_map(|(group, spread)| Some((group, spread.median()?))).collect())
    }
}

impl Medians for Evidence {
    fn median(&self, group: &str) -> Option<Median> {
        self.0.get(group).copied()
    }
}

/// What an award states, for each group that it belongs to, by the group's name. Of the catalogue only its issuer and the
/// awards that its requirement names are looked at.
///
/// Bundles are no evidence: their zero says that the parts are paid for. Subscriptions are none either: what they come to
/// depends on the pace.
#[must_use]
pub fn evidence(award: &Award, catalogue: &Catalogue, frameworks: &Frameworks) -> Vec<(String, Amount)> {
    let mut out = Vec::new();
    if award.kind == AwardKind::TransferCredit || parts::own(award, catalogue) != Own::Everything {
        return out;
    }
    let country = country(award, catalogue);
    let worths = worths(&award.credits);
    let stated_hours = award.hours();
    if let Some(value) = stated_hours.filter(|hours| !hours.is_zero()) {
        let mut put = |group: Group<'_>, value| out.push((group.name(), Amount { value, currency: None }));
        for (unit, worth) in &worths {
            put(Group::HoursOfUnit(unit), value / worth);
        }
        if let Some(level) = &award.level {
            put(Group::HoursOfKindLevel(award.kind, frameworks.group(level)), value);
        }
        put(Group::HoursOfKind(award.kind), value);
        put(Group::Hours, value);
    }
    let price = award.cost.as_ref().filter(|cost| !cost.per_month).map(|cost| cost.money);
    // Free and without study is the mark of a container; free study is a real price.
    let Some(price) = price.filter(|price| !(price.minor.is_zero() && stated_hours.is_some_and(|h| h.is_zero()))) else {
        return out;
    };
    let mut put = |group: Group<'_>, value| out.push((group.name(), Amount { value, currency: Some(price.currency) }));
    for (unit, worth) in &worths {
        put(Group::PriceOfIssuerUnit(&award.issuer, unit), price.minor / worth);
        if let Some(country) = country {
            put(Group::PriceOfCountryKindUnit(country, award.kind, unit), price.minor / worth);
        }
    }
    if let Some(country) = country {
        put(Group::PriceOfKindCountry(award.kind, country), price.minor);
        put(Group::PriceOfCountry(country), price.minor);
    }
    put(Group::PriceOfKind(award.kind), price.minor);
    put(Group::Price, price.minor);
    out
}

/// The country in which an award's issuer is.
pub(super) fn country<'a>(award: &Award, catalogue: &'a Catalogue) -> Option<&'a str> {
    catalogue.organizations.get(&award.issuer)?.country.as_deref()
}

/// An award's credit in every unit in which awards can be compared: ECTS for the first that converts, and each own unit.
pub(super) fn worths(credits: &[Credit]) -> Vec<(CreditUnit, Rational)> {
    let mut out: Vec<(CreditUnit, Rational)> = Vec::with_capacity(credits.len());
    for credit in credits.iter().filter(|credit| credit.value > Rational::zero()) {
        let (unit, value) = match credit.unit.to_ects() {
            Some(rate) => (CreditUnit::Ects, credit.value * rate),
            None => (credit.unit.clone(), credit.value),
        };
        if out.iter().all(|(known, _)| *known != unit) {
            out.push((unit, value));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn median(amounts: &[(i128, Option<Currency>)]) -> Option<Median> {
        let mut spread = Spread::default();
        amounts.iter().for_each(|(value, currency)| spread.add(Amount { value: exact::whole(*value), currency: *currency }, 1));
        spread.median()
    }

    #[test]
    fn medians_are_exact() {
        let whole = |values: &[i128]| median(&values.iter().map(|value| (*value, None)).collect::<Vec<_>>());
        let hours = |value| Amount { value, currency: None };
        assert_eq!(whole(&[]), None);
        assert_eq!(whole(&[7, 1, 3]), Some(Median { amount: hours(exact::whole(3)), awards: 3 }));
        assert_eq!(whole(&[1, 2]), Some(Median { amount: hours(Rational::new(3, 2)), awards: 2 }));
        assert_eq!(whole(&[5, 5, 5, 9]), Some(Median { amount: hours(exact::whole(5)), awards: 4 }));
    }

    #[test]
    fn a_median_price_keeps_the_most_frequent_currency() {
        let prices = [(1, Some(Currency::USD)), (100, Some(Currency::EUR)), (300, Some(Currency::EUR))];
        let of = |value: i128, currency| Amount { value: exact::whole(value), currency: Some(currency) };
        assert_eq!(median(&prices), Some(Median { amount: of(200, Currency::EUR), awards: 2 }));
        let tie = [(5, Some(Currency::USD)), (7, Some(Currency::AUD))];
        assert_eq!(median(&tie).map(|median| median.amount), Some(of(7, Currency::AUD)));
    }
}
