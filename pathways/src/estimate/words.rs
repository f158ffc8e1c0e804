//! Numbers and units in the sentences of rules.

use crate::model::{CreditUnit, Rational, exact};

/// A number with at most two decimals.
pub(super) fn number(value: Rational) -> String {
    exact::decimal(value, 2)
}

/// A count with its noun.
pub(super) fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// An amount of credit with the name of its unit.
pub(super) fn credits_phrase(value: Rational, unit: &CreditUnit) -> String {
    let name = match unit {
        CreditUnit::Ects => "ECTS",
        CreditUnit::UsSemester => "US semester",
        CreditUnit::UsQuarter => "US quarter",
        CreditUnit::Cats => "UK",
        CreditUnit::Scqf => "Scottish",
        CreditUnit::Nz => "New Zealand",
        CreditUnit::AuEftsl => return format!("{} EFTSL", number(value)),
        CreditUnit::SgMc => return format!("{} Singapore modular credits", number(value)),
        CreditUnit::CaCredit => "Canadian",
        CreditUnit::Own { name, .. } => return format!("{} of the issuer's own {name}", number(value)),
    };
    let noun = if value == exact::one() { "credit" } else { "credits" };
    format!("{} {name} {noun}", number(value))
}
