//! Findings about a catalogue as a whole: what is well formed and still cannot be right.
//!
//! [`references()`] gives what makes packs unusable together, [`achievable()`] and [`facts()`] what a person should look at.
//! They work on any catalogue; with the [`Places`] of the files that it was read from, the findings name file, line and column.

mod achievable;
mod facts;
mod references;
mod world;

use chrono::NaiveDate;

use crate::finding::Finding;
use crate::interchange::contract::Places;
use crate::model::Catalogue;

use world::World;

pub use facts::OLD_PRICE_MONTHS;
pub use references::{References, claimed_twice, references};

/// Warnings: requirements that nobody can satisfy, awards that nothing leads to, cycles without a way in.
#[must_use]
pub fn achievable(catalogue: &Catalogue, places: &[Places]) -> Vec<Finding> {
    achievable::achievable(&World::new(catalogue, places))
}

/// Warnings: facts that are old or have no source, agreements that have ended, dates that cannot be meant.
/// Ages and agreements are judged on `today`.
#[must_use]
pub fn facts(catalogue: &Catalogue, places: &[Places], today: NaiveDate) -> Vec<Finding> {
    facts::facts(&World::new(catalogue, places), today)
}
