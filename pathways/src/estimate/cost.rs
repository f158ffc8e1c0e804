//! Prices of awards that state none.

use super::evidence::{Ask, Group, Medians, country, worths};
use super::parts::{self, Own};
use super::words::{counted, credits_phrase};
use super::{CostEstimate, RuleKind};
use crate::model::{Award, Catalogue, Credit, Currency, Money, exact};

/// The first rule that applies; `None` when nothing in the catalogue supports any.
pub(super) fn estimate(award: &Award, catalogue: &Catalogue, medians: &dyn Medians) -> Option<CostEstimate> {
    let credits = match parts::own(award, catalogue) {
        Own::Nothing => {
            // Nothing has a currency too: the one in which its country asks, so that it reads like the rest of the route.
            let of_country = country(award, catalogue).and_then(|country| medians.price(&Group::PriceOfCountry(country)));
            let currency = of_country.or_else(|| medians.price(&Group::Price)).map_or(Currency::USD, |(price, _)| price.currency);
            let rule = "Its parts carry the cost: nothing is added for completing them".to_owned();
            return Some(CostEstimate { money: Money::zero(currency), kind: RuleKind::PartsCarry, awards: 0, rule });
        }
        Own::Everything => award.credits.clone(),
        Own::Rest(rest) => vec![rest],
    };
    per_credit(award, &credits, catalogue, medians).or_else(|| median(award, catalogue, medians))
}

/// Credits × the median price of a credit: at the same issuer, else in the same country and kind.
fn per_credit(award: &Award, credits: &[Credit], catalogue: &Catalogue, medians: &dyn Medians) -> Option<CostEstimate> {
    let worths = worths(credits);
    let of_issuer = worths.iter().find_map(|(unit, value)| {
        let median = medians.price(&Group::PriceOfIssuerUnit(&award.issuer, unit))?;
        let who = catalogue.organization_name(&award.issuer);
        Some((unit, value, median, RuleKind::PricePerCreditOfIssuer, format!("of {who}")))
    });
    let (unit, value, (price, awards), kind, alike) = of_issuer.or_else(|| {
        let country = country(award, catalogue)?;
        worths.iter().find_map(|(unit, value)| {
            let median = medians.price(&Group::PriceOfCountryKindUnit(country, award.kind, unit))?;
            Some((unit, value, median, RuleKind::PricePerCreditOfCountryAndKind, format!("of kind {} in {country}", award.kind)))
        })
    })?;
    let rule = format!(
        "{} at {} each, the median price of a credit among {} {alike}",
        credits_phrase(*value, unit),
        price,
        counted(awards, "award")
    );
    Some(CostEstimate { money: to_minor(Money { minor: price.minor * value, ..price }), kind, awards, rule })
}

/// The median price of awards that are alike.
fn median(award: &Award, catalogue: &Catalogue, medians: &dyn Medians) -> Option<CostEstimate> {
    let in_country = country(award, catalogue).and_then(|country| {
        let median = medians.price(&Group::PriceOfKindCountry(award.kind, country))?;
        Some((median, RuleKind::PriceOfKindInCountry, format!("of kind {} in {country}", award.kind)))
    });
    let ((price, awards), kind, alike) = in_country
        .or_else(|| medians.price(&Group::PriceOfKind(award.kind)).map(|m| (m, RuleKind::PriceOfKind, format!("of kind {}", award.kind))))
        .or_else(|| medians.price(&Group::Price).map(|m| (m, RuleKind::PriceOfAll, "of any kind".to_owned())))?;
    let rule = format!("The median price of {} {alike}", counted(awards, "award"));
    Some(CostEstimate { money: to_minor(price), kind, awards, rule })
}

/// To whole minor units, half up.
fn to_minor(money: Money) -> Money {
    Money { minor: exact::whole(money.rounded_minor()), ..money }
}
