//! Credit units: the study hours that their owners say one credit stands for.

use super::Frameworks;
use super::table::{Correspondence, FrameworkSource, Hours};
use crate::model::{CreditUnit, Rational, exact};

/// The official study hours of one credit: a number, or a range when both ends differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoursPerCredit {
    /// The fewest.
    pub least: Rational,
    /// The most.
    pub most: Rational,
}

impl HoursPerCredit {
    /// The middle of the range, exact: 27.5 for the 25 to 30 hours of an ECTS credit.
    #[must_use]
    pub fn midpoint(&self) -> Rational {
        (self.least + self.most) / exact::whole(2)
    }

    /// Whether the owners give a range and not one number.
    #[must_use]
    pub fn is_range(&self) -> bool {
        self.least != self.most
    }
}

/// What is known about a credit unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitFacts<'a> {
    /// Study hours of one credit; `None`: the owners name none.
    pub hours: Option<HoursPerCredit>,
    /// Credits of a full-time year.
    pub year: Option<Rational>,
    /// How sure that is.
    pub confidence: Correspondence,
    /// Where it can be read.
    pub sources: Vec<&'a FrameworkSource>,
    /// What a person should know.
    pub note: Option<&'a str>,
}

impl Frameworks {
    /// What is known about a unit. `None`: nothing, as for most units that an issuer calls its own.
    #[must_use]
    pub fn unit(&self, unit: &CreditUnit) -> Option<UnitFacts<'_>> {
        let row = self.table.credit_units.get(unit.to_string().as_str())?;
        let hours = row.hours.as_ref().map(|hours| {
            let (least, most) = match hours {
                Hours::One(hours) => (*hours, *hours),
                Hours::Range([least, most]) => (*least, *most),
            };
            HoursPerCredit { least: exact::whole(least), most: exact::whole(most) }
        });
        Some(UnitFacts {
            hours,
            year: row.year.as_ref().and_then(|year| exact::parse(&year.to_string())),
            confidence: row.confidence,
            sources: self.table.cited(&row.sources),
            note: row.note.as_deref(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(text: &str) -> Option<UnitFacts<'static>> {
        Frameworks::bundled().unit(&CreditUnit::parse(text).expect("a unit of the contract"))
    }

    #[test]
    fn official_hours_are_read_as_numbers_or_ranges() {
        let ects = unit("ects").expect("in the table").hours.expect("has hours");
        assert!(ects.is_range());
        assert_eq!(ects.midpoint(), Rational::new(55, 2));
        let cats = unit("cats").expect("in the table").hours.expect("has hours");
        assert!(!cats.is_range());
        assert_eq!(cats.midpoint(), exact::whole(10));
        assert_eq!(unit("us-semester").expect("in the table").confidence, Correspondence::Convention);
    }

    #[test]
    fn units_without_official_hours_have_none() {
        assert_eq!(unit("sg-mc").expect("in the table").hours, None);
        assert_eq!(unit("us-quarter").expect("in the table").hours, None);
        assert_eq!(unit("org:iitm:credit"), None);
    }

    #[test]
    fn the_table_agrees_with_the_fixed_conversions_of_the_contract() {
        for (name, row) in &Frameworks::bundled().table.credit_units {
            let Some(unit) = CreditUnit::parse(name) else { continue };
            let Some(stated) = row.to_ects.as_ref().and_then(|n| exact::parse(&format!("{:.9}", n.as_f64().expect("finite")))) else {
                continue;
            };
            let fixed = unit.to_ects().expect("a unit that the table converts");
            assert_eq!(exact::decimal(fixed, 9), exact::decimal(stated, 9), "{name}");
        }
    }
}
