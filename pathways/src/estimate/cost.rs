//! Prices of awards that state none.

use super::evidence::{Evidence, Group, country, worths};
use super::parts::{self, Own};
use super::words::{counted, credits_phrase};
use super::{CostEstimate, RuleKind};
use crate::model::{Award, Catalogue, Credit, Currency, Money, exact};

/// The first rule that applies; `None` when nothing in the catalogue supports any.
pub(super) fn estimate(award: &Award, catalogue: &Catalogue, evidence: &Evidence<'_>) -> Option<CostEstimate> {
    let credits = match parts::own(award, catalogue) {
        Own::Nothing => {
            // Nothing has a currency too: the one in which its country asks, so that it reads like the rest of the route.
            let of_country = country(award, catalogue).and_then(|country| evidence.price(&Group::Country(country)));
            let currency = of_country.or_else(|| evidence.price(&Group::All)).map_or(Currency::USD, |median| median.value.currency);
            let rule = "Its parts carry the cost: nothing is added for completing them".to_owned();
            return Some(CostEstimate { money: Money::zero(currency), kind: RuleKind::PartsCarry, awards: 0, rule });
        }
        Own::Everything => award.credits.clone(),
        Own::Rest(rest) => vec![rest],
    };
    per_credit(award, &credits, catalogue, evidence).or_else(|| median(award, catalogue, evidence))
}

/// Credits × the median price of a credit: at the same issuer, else in the same country and kind.
fn per_credit(award: &Award, credits: &[Credit], catalogue: &Catalogue, evidence: &Evidence<'_>) -> Option<CostEstimate> {
    let worths = worths(credits);
    let of_issuer = worths.iter().find_map(|(unit, value)| {
        let median = evidence.price(&Group::IssuerUnit(&award.issuer, unit.clone()))?;
        let who = catalogue.organization_name(&award.issuer);
        Some((unit, value, median, RuleKind::PricePerCreditOfIssuer, format!("of {who}")))
    });
    let (unit, value, median, kind, alike) = of_issuer.or_else(|| {
        let country = country(award, catalogue)?;
        worths.iter().find_map(|(unit, value)| {
            let median = evidence.price(&Group::CountryKindUnit(country, award.kind, unit.clone()))?;
            Some((unit, value, median, RuleKind::PricePerCreditOfCountryAndKind, format!("of kind {} in {country}", award.kind)))
        })
    })?;
    let rule = format!(
        "{} at {} each, the median price of a credit among {} {alike}",
        credits_phrase(*value, unit),
        median.value,
        counted(median.awards, "award")
    );
    Some(CostEstimate { money: to_minor(Money { minor: median.value.minor * value, ..median.value }), kind, awards: median.awards, rule })
}

/// The median price of awards that are alike.
fn median(award: &Award, catalogue: &Catalogue, evidence: &Evidence<'_>) -> Option<CostEstimate> {
    let in_country = country(award, catalogue).and_then(|country| {
        let median = evidence.price(&Group::KindCountry(award.kind, country))?;
        Some((median, RuleKind::PriceOfKindInCountry, format!("of kind {} in {country}", award.kind)))
    });
    let (median, kind, alike) = in_country
        .or_else(|| evidence.price(&Group::Kind(award.kind)).map(|m| (m, RuleKind::PriceOfKind, format!("of kind {}", award.kind))))
        .or_else(|| evidence.price(&Group::All).map(|m| (m, RuleKind::PriceOfAll, "of any kind".to_owned())))?;
    let rule = format!("The median price of {} {alike}", counted(median.awards, "award"));
    Some(CostEstimate { money: to_minor(median.value), kind, awards: median.awards, rule })
}

/// To whole minor units, half up.
fn to_minor(money: Money) -> Money {
    Money { minor: exact::whole(money.rounded_minor()), ..money }
}
