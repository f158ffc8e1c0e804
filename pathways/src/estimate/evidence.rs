//! What estimates rest on: stated prices and hours of other awards, grouped, and the median of each group.

use std::collections::HashMap;

use num_traits::Zero;

use super::parts::{self, Own};
use crate::frameworks::{Frameworks, LevelGroup};
use crate::model::{Award, AwardKind, Catalogue, Credit, CreditUnit, Currency, Money, OrganizationId, Rational, exact};

/// Awards that are alike in what a rule looks at.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Group<'a> {
    /// Per credit: the same issuer and unit.
    IssuerUnit(&'a OrganizationId, CreditUnit),
    /// Per credit: the same country, kind and unit.
    CountryKindUnit(&'a str, AwardKind, CreditUnit),
    /// Per credit: the same unit.
    Unit(CreditUnit),
    /// The same kind in the same country.
    KindCountry(AwardKind, &'a str),
    /// The same country.
    Country(&'a str),
    /// The same kind and comparable level.
    KindLevel(AwardKind, LevelGroup),
    /// The same kind.
    Kind(AwardKind),
    /// All.
    All,
}

/// The middle of a group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Median<T> {
    /// The median: the mean of the two in the middle for an even count.
    pub(super) value: T,
    /// Of how many awards.
    pub(super) awards: usize,
}

/// Medians of all groups of a catalogue.
#[derive(Debug, Default)]
pub(super) struct Evidence<'a> {
    hours: HashMap<Group<'a>, Median<Rational>>,
    prices: HashMap<Group<'a>, Median<Money>>,
}

impl<'a> Evidence<'a> {
    /// Gathers what the awards of a catalogue state. Bundles are no evidence: their zero says that the parts are paid for.
    /// Subscriptions are none either: what they come to depends on the pace.
    pub(super) fn gather(catalogue: &'a Catalogue, frameworks: &Frameworks) -> Self {
        let mut hours: HashMap<Group<'a>, Vec<Rational>> = HashMap::new();
        let mut prices: HashMap<Group<'a>, Vec<Money>> = HashMap::new();
        for award in catalogue.awards.values() {
            if award.kind == AwardKind::TransferCredit || parts::own(award, catalogue) != Own::Everything {
                continue;
            }
            let country = country(award, catalogue);
            let worths = worths(&award.credits);
            let stated_hours = award.hours();
            if let Some(value) = stated_hours.filter(|hours| !hours.is_zero()) {
                for (unit, worth) in &worths {
                    hours.entry(Group::Unit(unit.clone())).or_default().push(value / worth);
                }
                if let Some(level) = &award.level {
                    hours.entry(Group::KindLevel(award.kind, frameworks.group(level))).or_default().push(value);
                }
                hours.entry(Group::Kind(award.kind)).or_default().push(value);
                hours.entry(Group::All).or_default().push(value);
            }
            let price = award.cost.as_ref().filter(|cost| !cost.per_month).map(|cost| cost.money);
            // Free and without study is the mark of a container; free study is a real price.
            let Some(price) = price.filter(|price| !(price.minor.is_zero() && stated_hours.is_some_and(|h| h.is_zero()))) else {
                continue;
            };
            for (unit, worth) in &worths {
                let per_credit = Money { minor: price.minor / worth, currency: price.currency };
                prices.entry(Group::IssuerUnit(&award.issuer, unit.clone())).or_default().push(per_credit);
                if let Some(country) = country {
                    prices.entry(Group::CountryKindUnit(country, award.kind, unit.clone())).or_default().push(per_credit);
                }
            }
            if let Some(country) = country {
                prices.entry(Group::KindCountry(award.kind, country)).or_default().push(price);
                prices.entry(Group::Country(country)).or_default().push(price);
            }
            prices.entry(Group::Kind(award.kind)).or_default().push(price);
            prices.entry(Group::All).or_default().push(price);
        }
        Self {
            hours: hours.into_iter().filter_map(|(group, values)| Some((group, median(values)?))).collect(),
            prices: prices.into_iter().filter_map(|(group, values)| Some((group, median_price(&values)?))).collect(),
        }
    }

    /// The median hours of a group; per credit for groups that are.
    pub(super) fn hours(&self, group: &Group<'a>) -> Option<Median<Rational>> {
        self.hours.get(group).copied()
    }

    /// The median price of a group, in its most frequent currency; per credit for groups that are.
    pub(super) fn price(&self, group: &Group<'a>) -> Option<Median<Money>> {
        self.prices.get(group).copied()
    }
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

fn median(mut values: Vec<Rational>) -> Option<Median<Rational>> {
    values.sort_unstable();
    let awards = values.len();
    let upper = *values.get(awards / 2)?;
    let value = if awards.is_multiple_of(2) { (values[awards / 2 - 1] + upper) / exact::whole(2) } else { upper };
    Some(Median { value, awards })
}

/// The median in the most frequent currency; of equally frequent ones the first by its code.
fn median_price(prices: &[Money]) -> Option<Median<Money>> {
    let mut counts: Vec<(Currency, usize)> = Vec::new();
    for price in prices {
        match counts.iter_mut().find(|(currency, _)| *currency == price.currency) {
            Some((_, count)) => *count += 1,
            None => counts.push((price.currency, 1)),
        }
    }
    let (currency, _) = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.code().cmp(a.0.code())))?;
    let of_it = prices.iter().filter(|price| price.currency == currency).map(|price| price.minor).collect();
    median(of_it).map(|median| Median { value: Money { minor: median.value, currency }, awards: median.awards })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_are_exact() {
        let whole = |values: &[i128]| median(values.iter().map(|v| exact::whole(*v)).collect());
        assert_eq!(whole(&[]), None);
        assert_eq!(whole(&[7, 1, 3]), Some(Median { value: exact::whole(3), awards: 3 }));
        assert_eq!(whole(&[1, 2]), Some(Median { value: Rational::new(3, 2), awards: 2 }));
    }

    #[test]
    fn a_median_price_keeps_the_most_frequent_currency() {
        let money = |amount: i128, currency| Money::from_major(exact::whole(amount), currency);
        let prices = [money(1, Currency::USD), money(100, Currency::EUR), money(300, Currency::EUR)];
        assert_eq!(median_price(&prices), Some(Median { value: money(200, Currency::EUR), awards: 2 }));
        let tie = [money(5, Currency::USD), money(7, Currency::AUD)];
        assert_eq!(median_price(&tie).map(|m| m.value), Some(money(7, Currency::AUD)));
    }
}
