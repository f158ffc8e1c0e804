//! The order of awards in a table, by any column that it shows. What is unknown comes last either way.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::estimate::{Estimates, indicative_rate};
use crate::frameworks::Frameworks;
use crate::model::{Award, AwardId, Catalogue, Currency, Rational};

/// By what awards are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// By title.
    Title,
    /// By kind, as the contract names it.
    Kind,
    /// By level of the European framework.
    Level,
    /// By credit in ECTS.
    Credits,
    /// By own price, stated or estimated.
    Cost,
    /// By own study hours, stated or estimated.
    Hours,
    /// By the number of agreements that take it.
    Recognised,
}

/// What the values of a column are looked up in.
#[derive(Clone, Copy)]
pub struct Values<'a> {
    /// The awards and agreements.
    pub catalogue: &'a Catalogue,
    /// Prices and hours that no source states.
    pub estimates: &'a Estimates,
    /// In which prices are compared.
    pub currency: Currency,
    /// The learner's rates: units of `currency` for one of the other. Indicative rates stand in for those that lack.
    pub rates: &'a BTreeMap<String, Rational>,
    /// In how many agreements an award stands.
    pub recognised_by: &'a dyn Fn(&AwardId) -> usize,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Text(String),
    Number(Rational),
}

/// Orders awards by a column; those that are alike in it keep their order.
pub fn order(awards: &mut [AwardId], by: Column, descending: bool, values: &Values<'_>) {
    let key = |id: &AwardId| values.catalogue.awards.get(id).and_then(|award| values.key(award, by));
    let mut keyed: Vec<(Option<Key>, AwardId)> = awards.iter().map(|id| (key(id), id.clone())).collect();
    keyed.sort_by(|(a, _), (b, _)| match (a, b) {
        (Some(a), Some(b)) if descending => b.cmp(a),
        (Some(a), Some(b)) => a.cmp(b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    });
    for (place, (_, id)) in awards.iter_mut().zip(keyed) {
        *place = id;
    }
}

impl Values<'_> {
    fn key(&self, award: &Award, by: Column) -> Option<Key> {
        let number = match by {
            Column::Title => return Some(Key::Text(award.title.to_lowercase())),
            Column::Kind => return Some(Key::Text(award.kind.to_string())),
            Column::Level => Rational::from_integer(Frameworks::bundled().eqf(award.level.as_ref()?)?.level.into()),
            Column::Credits => award.credits.iter().find_map(|credit| Some(credit.value * credit.unit.to_ects()?))?,
            Column::Cost => self.price(award)?,
            Column::Hours => award.hours().or_else(|| self.estimates.hours(&award.id).map(|estimate| estimate.hours))?,
            Column::Recognised => Rational::from_integer(i128::try_from((self.recognised_by)(&award.id)).ok()?),
        };
        Some(Key::Number(number))
    }

    fn price(&self, award: &Award) -> Option<Rational> {
        let stated = award.cost.as_ref().map(|cost| cost.money);
        let money = stated.or_else(|| self.estimates.cost(&award.id).map(|estimate| estimate.money))?;
        if money.currency == self.currency {
            return Some(money.major());
        }
        let own = self.rates.get(money.currency.code()).copied();
        Some(money.major() * own.or_else(|| indicative_rate(money.currency, self.currency))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundled;
    use crate::model::Currency;

    fn ordered(by: Column, descending: bool) -> (Catalogue, Vec<AwardId>) {
        let catalogue = bundled::catalogue().expect("the bundled catalogue is read by a test");
        let estimates = Estimates::new(&catalogue, Frameworks::bundled());
        let mut ids: Vec<AwardId> = catalogue.awards.keys().cloned().collect();
        let rates = BTreeMap::new();
        let taking = |id: &AwardId| catalogue.recognitions.values().filter(|one| one.from.awards().contains(&id)).count();
        let values =
            Values { catalogue: &catalogue, estimates: &estimates, currency: Currency::USD, rates: &rates, recognised_by: &taking };
        order(&mut ids, by, descending, &values);
        (catalogue, ids)
    }

    #[test]
    fn credit_of_any_unit_compares_and_what_states_none_comes_last_either_way() {
        for descending in [false, true] {
            let (catalogue, ids) = ordered(Column::Credits, descending);
            let ects = |id: &AwardId| {
                let credits = &catalogue.awards[id].credits;
                credits.iter().find_map(|credit| Some(credit.value * credit.unit.to_ects()?))
            };
            let known: Vec<Rational> = ids.iter().map_while(ects).collect();
            assert!(known.len() > 100 && ids[known.len()..].iter().all(|id| ects(id).is_none()));
            assert!(known.windows(2).all(|pair| if descending { pair[0] >= pair[1] } else { pair[0] <= pair[1] }));
        }
    }

    #[test]
    fn the_most_recognised_comes_first_when_that_is_asked() {
        let (catalogue, ids) = ordered(Column::Recognised, true);
        let taking = |id: &AwardId| catalogue.recognitions.values().filter(|one| one.from.awards().contains(&id)).count();
        let counts: Vec<usize> = ids.iter().take(20).map(taking).collect();
        assert!(counts[0] > 1 && counts.windows(2).all(|pair| pair[0] >= pair[1]), "{counts:?}");
    }
}
