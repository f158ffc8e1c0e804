//! What an agreement is worth to whoever has what it takes: credit, and the money and study that need not be spent again.

use std::collections::BTreeSet;

use crate::frameworks::Frameworks;
use crate::model::credit::worth;
use crate::model::provenance::AsOf;
use crate::model::{Award, AwardId, Catalogue, Credit, CreditUnit, Money, Rational, Recognition, exact};

/// An agreement with what it grants and spares.
#[derive(Clone, Debug, PartialEq)]
pub struct Transfer<'a> {
    /// The agreement.
    pub recognition: &'a Recognition,
    /// What the same would cost at the institution, before the fee of the agreement. `None`: nothing stated supports a figure.
    pub money: Option<Spared<Money>>,
    /// The study hours that the same would take there.
    pub hours: Option<Spared<Rational>>,
    /// When the oldest of its sources was read.
    pub read: Option<AsOf>,
}

/// Something that need not be spent again, and how it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spared<T> {
    /// How much.
    pub amount: T,
    /// By what rule.
    pub rule: SparedRule,
}

/// How it is known what an agreement spares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SparedRule {
    /// What is granted can also be taken, and states it.
    Stated,
    /// So many credits, at the median price of a credit among so many parts of the programme that state theirs.
    PriceOfCredits {
        /// The credits.
        credits: Credit,
        /// The price of one.
        each: Money,
        /// Of how many awards it is the median.
        awards: usize,
    },
    /// So many credits, at the official study hours of a credit.
    HoursOfCredits {
        /// The credits.
        credits: Credit,
        /// The hours of one.
        each: Rational,
    },
}

/// Every agreement that can rest on `award`, or every agreement there is, in the catalogue's order.
#[must_use]
pub fn transfers<'a>(award: Option<&AwardId>, catalogue: &'a Catalogue, frameworks: &Frameworks) -> Vec<Transfer<'a>> {
    let rests = |recognition: &&Recognition| award.is_none_or(|award| recognition.from.awards().contains(&award));
    let transfer = |recognition: &'a Recognition| Transfer {
        recognition,
        money: money(recognition, catalogue),
        hours: hours(recognition, catalogue, frameworks),
        read: recognition.sources.iter().filter_map(|source| source.as_of).min(),
    };
    catalogue.recognitions.values().filter(rests).map(transfer).collect()
}

/// The credit that is granted, and that of the programme: in the programme's unit where the grant converts to it.
#[must_use]
pub fn granted(recognition: &Recognition, catalogue: &Catalogue) -> (Option<Credit>, Option<Credit>) {
    let granted = catalogue.awards.get(&recognition.grants).map_or(&[][..], |award| award.credits.as_slice());
    let whole = recognition.into.as_ref().and_then(|into| catalogue.awards.get(into)).and_then(|into| into.credits.first());
    if let Some(whole) = whole
        && let Some((value, _)) = worth(granted, &whole.unit)
    {
        return (Some(Credit { value, unit: whole.unit.clone() }), Some(whole.clone()));
    }
    (granted.first().cloned(), None)
}

/// What is granted, where it could also be taken.
fn takeable<'a>(recognition: &Recognition, catalogue: &'a Catalogue) -> Option<&'a Award> {
    catalogue.awards.get(&recognition.grants).filter(|award| award.can_be_earned())
}

fn money(recognition: &Recognition, catalogue: &Catalogue) -> Option<Spared<Money>> {
    let stated = takeable(recognition, catalogue).and_then(price);
    if let Some(amount) = stated {
        return Some(Spared { amount, rule: SparedRule::Stated });
    }
    let credits = granted(recognition, catalogue).0?;
    let (each, awards) = price_of_a_credit(recognition.into.as_ref()?, &credits.unit, catalogue)?;
    let amount = Money { minor: each.minor * credits.value, ..each };
    Some(Spared { amount, rule: SparedRule::PriceOfCredits { credits, each, awards } })
}

/// An own price that is one sum and not nothing.
fn price(award: &Award) -> Option<Money> {
    award.cost.as_ref().filter(|cost| !cost.per_month && cost.money.minor > exact::whole(0)).map(|cost| cost.money)
}

/// The median price of a credit among the parts of a programme that state theirs, in the currency that most of them have.
fn price_of_a_credit(programme: &AwardId, unit: &CreditUnit, catalogue: &Catalogue) -> Option<(Money, usize)> {
    let issuer = &catalogue.awards.get(programme)?.issuer;
    let per_credit = |award: &Award| {
        let money = price(award)?;
        let (credits, _) = worth(&award.credits, unit).filter(|(credits, _)| *credits > exact::whole(0))?;
        Some(Money { minor: money.minor / credits, ..money })
    };
    let parts = parts(programme, catalogue);
    let prices: Vec<Money> = parts.into_iter().filter(|award| award.issuer == *issuer).filter_map(per_credit).collect();
    let count = |money: &&Money| prices.iter().filter(|other| other.currency == money.currency).count();
    let currency = prices.iter().max_by_key(count)?.currency;
    let mut minors: Vec<Rational> = prices.iter().filter(|money| money.currency == currency).map(|money| money.minor).collect();
    minors.sort();
    let (low, high) = (minors[(minors.len() - 1) / 2], minors[minors.len() / 2]);
    Some((Money { minor: (low + high) / exact::whole(2), currency }, minors.len()))
}

/// Every award that a programme's requirement names, and what those name.
fn parts<'a>(programme: &AwardId, catalogue: &'a Catalogue) -> Vec<&'a Award> {
    let mut seen: BTreeSet<&AwardId> = BTreeSet::new();
    let mut found = Vec::new();
    let mut queue: Vec<&'a Award> = catalogue.awards.get(programme).into_iter().collect();
    while let Some(award) = queue.pop() {
        for id in award.requires.iter().flat_map(|requires| requires.awards()) {
            if seen.insert(id)
                && let Some(part) = catalogue.awards.get(id)
            {
                found.push(part);
                queue.push(part);
            }
        }
    }
    found
}

fn hours(recognition: &Recognition, catalogue: &Catalogue, frameworks: &Frameworks) -> Option<Spared<Rational>> {
    let stated = takeable(recognition, catalogue).and_then(Award::hours).filter(|hours| *hours > exact::whole(0));
    if let Some(amount) = stated {
        return Some(Spared { amount, rule: SparedRule::Stated });
    }
    let credits = granted(recognition, catalogue).0?;
    let official = |unit: &CreditUnit| frameworks.unit(unit).and_then(|facts| facts.hours).map(|hours| hours.midpoint());
    let each = official(&credits.unit).or_else(|| Some(credits.unit.to_ects()? * official(&CreditUnit::Ects)?))?;
    Some(Spared { amount: each * credits.value, rule: SparedRule::HoursOfCredits { credits, each } })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundled;

    /// The credit granted, the credit of the whole, and the money and hours spared.
    type Gains = (Option<Credit>, Option<Credit>, Option<Spared<Money>>, Option<Spared<Rational>>);

    fn spared(id: &str) -> Gains {
        let catalogue = bundled::catalogue().expect("the bundled catalogue is read by a test");
        let all = transfers(None, &catalogue, Frameworks::bundled());
        let one = all.into_iter().find(|transfer| transfer.recognition.id.as_str() == id).expect("the agreement is bundled");
        let (credits, of) = granted(one.recognition, &catalogue);
        (credits, of, one.money, one.hours)
    }

    #[test]
    fn a_block_of_credit_spares_what_its_credits_cost_in_the_programme() {
        let (credits, of, money, hours) = spared("rec:gt-omsa-analytics-mm");
        let credit = |value: i128| Credit { value: exact::whole(value), unit: CreditUnit::UsSemester };
        assert_eq!((credits, of), (Some(credit(9)), Some(credit(36))));
        let money = money.expect("courses of the programme state their prices");
        let SparedRule::PriceOfCredits { each, awards, .. } = money.rule else { panic!("{:?}", money.rule) };
        assert!(awards > 3, "{awards}");
        assert_eq!(money.amount.minor, each.minor * exact::whole(9));
        assert!(matches!(hours.expect("a US semester credit has official hours").rule, SparedRule::HoursOfCredits { .. }));
    }

    #[test]
    fn what_can_also_be_taken_spares_its_own_price() {
        let (_, _, money, _) = spared("rec:athabasca-cga-fa2");
        let money = money.expect("the course states its price");
        assert_eq!((money.rule, money.amount.major()), (SparedRule::Stated, exact::parse("713.25").expect("a number")));
    }

    #[test]
    fn without_credit_or_price_nothing_is_claimed() {
        let (credits, _, money, hours) = spared("rec:cima-corporate-mcs");
        assert_eq!((credits, money, hours), (None, None, None));
    }
}
