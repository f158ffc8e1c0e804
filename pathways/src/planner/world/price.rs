//! Amounts in the learner's currency.

use num_traits::Zero;

use super::World;
use crate::estimate::indicative_rate;
use crate::model::Money;
use crate::model::exact::{self, Rational};

impl World<'_> {
    /// An amount in major units of the learner's currency, if the record lets it be converted.
    pub(super) fn stated(&self, money: &Money) -> Option<Rational> {
        let preferences = &self.request.record.preferences;
        match preferences.currency {
            None => Some(money.major()),
            Some(currency) if currency == money.currency => Some(money.major()),
            Some(_) => Some(money.major() * preferences.rates.get(money.currency.code())?),
        }
    }

    /// The same by an indicative rate where the record has none: an estimate. Nothing where there is no rate at all.
    pub(super) fn indicative(&self, money: &Money) -> Rational {
        self.stated(money).unwrap_or_else(|| {
            let rate = self.request.record.preferences.currency.and_then(|currency| indicative_rate(money.currency, currency));
            rate.map_or_else(Rational::zero, |rate| money.major() * rate)
        })
    }
}

/// An estimate is no finer than a cent.
pub(super) fn to_cents(amount: Rational) -> Rational {
    (amount * exact::whole(100)).round() / exact::whole(100)
}
