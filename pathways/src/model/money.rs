//! Money in minor units (cents, pence), exact.

use std::fmt;

pub use iso_currency::Currency;
use num_traits::Zero;

use super::exact::{self, Rational};

/// An amount of money.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// The amount in minor units of the currency (cents for USD). Whole for what is published; a fraction after a conversion.
    pub minor: Rational,
    /// The ISO 4217 currency.
    pub currency: Currency,
}

impl Money {
    /// From an amount in major units (dollars), as packs state it.
    #[must_use]
    pub fn from_major(amount: Rational, currency: Currency) -> Self {
        Self { minor: amount * exact::whole(minor_per_major(currency)), currency }
    }

    /// No money.
    #[must_use]
    pub fn zero(currency: Currency) -> Self {
        Self { minor: Rational::zero(), currency }
    }

    /// The amount in major units.
    #[must_use]
    pub fn major(&self) -> Rational {
        self.minor / exact::whole(minor_per_major(self.currency))
    }

    /// The amount rounded to whole minor units, half away from zero: what a screen shows.
    #[must_use]
    pub fn rounded_minor(&self) -> i128 {
        self.minor.round().to_integer()
    }
}

/// How many minor units one major unit has: 100 for USD, 1 for KRW, 1000 for KWD. 100 where ISO 4217 defines none.
#[must_use]
pub fn minor_per_major(currency: Currency) -> i128 {
    10_i128.pow(u32::from(currency.exponent().unwrap_or(2)))
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = usize::from(self.currency.exponent().unwrap_or(2));
        let text = exact::decimal(self.major(), decimals);
        let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |t| ("-", t));
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        write!(f, "{sign}{}", grouped(whole))?;
        if !fraction.is_empty() {
            write!(f, ".{fraction:0<decimals$}")?;
        }
        write!(f, " {}", self.currency.code())
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

fn grouped(digits: &str) -> String {
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_shown_to_the_cent() {
        let usd = |text: &str| Money::from_major(exact::parse(text).expect("a number"), Currency::USD).to_string();
        assert_eq!(usd("1350"), "1,350 USD");
        assert_eq!(usd("1234567.5"), "1,234,567.50 USD");
        assert_eq!(Money::from_major(exact::whole(900), Currency::KRW).minor, exact::whole(900));
    }
}
