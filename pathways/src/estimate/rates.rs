//! Indicative exchange rates, for records that give none.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::bundled;
use crate::model::{Currency, Rational, exact};

/// A dated table of rates against one currency.
#[derive(Debug)]
pub struct RateTable {
    base: Currency,
    /// Units of each currency for one of the base.
    rates: HashMap<Currency, Rational>,
    /// The day of the rates.
    pub as_of: NaiveDate,
    /// Who publishes them.
    pub source_title: String,
    /// Where.
    pub source_url: String,
}

#[derive(Deserialize)]
struct File {
    base: String,
    as_of: NaiveDate,
    source: Source,
    rates: HashMap<String, serde_json::Number>,
}

#[derive(Deserialize)]
struct Source {
    title: String,
    url: String,
}

impl RateTable {
    /// The table that is compiled into the program.
    ///
    /// # Panics
    /// Never with a table that the tests have read.
    #[must_use]
    pub fn bundled() -> &'static Self {
        static TABLE: LazyLock<RateTable> = LazyLock::new(|| RateTable::read(bundled::RATES).expect("the bundled table is read by a test"));
        &TABLE
    }

    fn read(text: &str) -> Option<Self> {
        let file: File = serde_json::from_str(text).ok()?;
        let rates = file
            .rates
            .iter()
            .map(|(code, rate)| Some((Currency::from_code(code)?, exact::parse(&rate.to_string()).filter(|r| *r > exact::whole(0))?)))
            .collect::<Option<_>>()?;
        Some(Self {
            base: Currency::from_code(&file.base)?,
            rates,
            as_of: file.as_of,
            source_title: file.source.title,
            source_url: file.source.url,
        })
    }

    /// Units of `to` for one of `from`; `None` when the table lacks one of them.
    #[must_use]
    pub fn rate(&self, from: Currency, to: Currency) -> Option<Rational> {
        let of_base = |currency| if currency == self.base { Some(exact::one()) } else { self.rates.get(&currency).copied() };
        if from == to {
            return Some(exact::one());
        }
        Some(of_base(to)? / of_base(from)?)
    }
}

/// An indicative exchange rate: units of `to` for one of `from`, from the bundled table. For records that give no rate; what it
/// converts is an estimate. `None` when the table lacks one of the currencies.
#[must_use]
pub fn indicative_rate(from: Currency, to: Currency) -> Option<Rational> {
    RateTable::bundled().rate(from, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_cross_through_the_base_exactly() {
        assert_eq!(indicative_rate(Currency::EUR, Currency::USD), Some(Rational::new(10389, 10000)));
        let there = indicative_rate(Currency::GBP, Currency::INR).expect("both are in the table");
        let back = indicative_rate(Currency::INR, Currency::GBP).expect("both are in the table");
        assert_eq!(there * back, exact::one());
        assert_eq!(indicative_rate(Currency::KRW, Currency::KRW), Some(exact::one()));
    }

    #[test]
    fn a_currency_that_the_table_lacks_has_no_rate() {
        assert_eq!(indicative_rate(Currency::EUR, Currency::MYR), None);
        assert_eq!(indicative_rate(Currency::MYR, Currency::EUR), None);
    }

    #[test]
    fn the_table_names_its_day_and_source() {
        let table = RateTable::bundled();
        assert_eq!(table.as_of, NaiveDate::from_ymd_opt(2024, 12, 31).expect("a day"));
        assert!(table.source_url.starts_with("https://www.ecb.europa.eu/"));
    }
}
