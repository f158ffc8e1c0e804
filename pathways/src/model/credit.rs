//! Credits and their units. Conversions are the contract's fixed ones (section 1.1) and nothing else.

use std::fmt;

use num_traits::One;

use super::exact::Rational;
use super::id::OrganizationId;

/// A unit in which credit is counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CreditUnit {
    /// European Credit Transfer and Accumulation System; `ie-ects` is the same.
    Ects,
    /// US semester hour.
    UsSemester,
    /// US quarter hour.
    UsQuarter,
    /// UK credit.
    Cats,
    /// Scottish credit.
    Scqf,
    /// New Zealand credit.
    Nz,
    /// Australian equivalent full-time student load, in EFTSL.
    AuEftsl,
    /// Singapore modular credit.
    SgMc,
    /// Canadian credit.
    CaCredit,
    /// An issuer's own unit, written `org:<id>:<unit>`.
    Own {
        /// Whose unit it is.
        organization: OrganizationId,
        /// Its name there.
        name: String,
    },
}

impl CreditUnit {
    /// Reads a unit as packs write it. `None`: not a unit of the contract.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "ects" | "ie-ects" => Self::Ects,
            "us-semester" => Self::UsSemester,
            "us-quarter" => Self::UsQuarter,
            "cats" => Self::Cats,
            "scqf" => Self::Scqf,
            "nz" => Self::Nz,
            "au-eftsl" => Self::AuEftsl,
            "sg-mc" => Self::SgMc,
            "ca-credit" => Self::CaCredit,
            own => {
                let (organization, name) = own.strip_prefix("org:")?.rsplit_once(':')?;
                let plain = |b: u8| b.is_ascii_alphanumeric() || b"._-".contains(&b);
                if !super::id::is_id(organization) || name.is_empty() || !name.bytes().all(plain) {
                    return None;
                }
                Self::Own { organization: format!("org:{organization}").into(), name: name.to_owned() }
            }
        })
    }

    /// The fixed worth of one credit in ECTS; `None` for units that convert only inside their own.
    #[must_use]
    pub fn to_ects(&self) -> Option<Rational> {
        Some(match self {
            Self::Ects => Rational::one(),
            Self::UsSemester => Rational::from_integer(2),
            Self::UsQuarter => Rational::new(4, 3),
            Self::Cats | Self::Scqf | Self::Nz => Rational::new(1, 2),
            Self::AuEftsl => Rational::from_integer(60),
            Self::SgMc | Self::CaCredit | Self::Own { .. } => return None,
        })
    }
}

impl fmt::Display for CreditUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ects => "ects",
            Self::UsSemester => "us-semester",
            Self::UsQuarter => "us-quarter",
            Self::Cats => "cats",
            Self::Scqf => "scqf",
            Self::Nz => "nz",
            Self::AuEftsl => "au-eftsl",
            Self::SgMc => "sg-mc",
            Self::CaCredit => "ca-credit",
            Self::Own { organization, name } => return write!(f, "{organization}:{name}"),
        })
    }
}

/// An amount of credit in one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// How much.
    pub value: Rational,
    /// Of what.
    pub unit: CreditUnit,
}

/// How an award's worth in a unit was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// The award states its credit in that unit.
    Stated,
    /// Converted from this stated credit by the contract's fixed rate.
    Converted(Credit),
}

/// An award's worth in `unit`: as stated if it states it, otherwise from the first stated unit that converts.
/// `None`: nothing that it states converts.
#[must_use]
pub fn worth(stated: &[Credit], unit: &CreditUnit) -> Option<(Rational, Conversion)> {
    if let Some(credit) = stated.iter().find(|c| c.unit == *unit) {
        return Some((credit.value, Conversion::Stated));
    }
    let target = unit.to_ects()?;
    stated.iter().find_map(|c| Some((c.value * c.unit.to_ects()? / target, Conversion::Converted(c.clone()))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_reads_back_as_written() {
        for text in
            ["ects", "us-semester", "us-quarter", "cats", "scqf", "nz", "au-eftsl", "sg-mc", "ca-credit", "org:ugc:credit", "org:a:b:CP_1"]
        {
            assert_eq!(CreditUnit::parse(text).map(|u| u.to_string()).as_deref(), Some(text));
        }
        assert_eq!(CreditUnit::parse("ie-ects"), Some(CreditUnit::Ects));
        for bad in ["", "ECTS", "org:", "org:a", "org::x", "org:a:", "org:A:x", "points"] {
            assert_eq!(CreditUnit::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_first_unit_that_converts_is_used() {
        let ca = Credit { value: Rational::from_integer(3), unit: CreditUnit::CaCredit };
        let us = Credit { value: Rational::from_integer(3), unit: CreditUnit::UsSemester };
        assert_eq!(
            worth(&[ca.clone(), us.clone()], &CreditUnit::Ects),
            Some((Rational::from_integer(6), Conversion::Converted(us.clone())))
        );
        assert_eq!(worth(&[us, ca.clone()], &CreditUnit::CaCredit).map(|w| w.1), Some(Conversion::Stated));
        assert_eq!(worth(&[ca], &CreditUnit::Ects), None);
    }
}
