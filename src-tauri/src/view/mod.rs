//! From the domain to the wire: pure functions, one file per noun. Nothing here decides anything; it shows what the library says.

pub mod agreed;
pub mod award;
pub mod backup;
pub mod calendar;
pub mod catalogue;
pub mod choice;
pub mod credential;
pub mod exception;
pub mod fact;
pub mod importing;
pub mod learner;
pub mod ledger;
pub mod map;
pub mod phrase;
pub mod plan;
pub mod recognition;
pub mod requirement;
pub mod search;
pub mod transfer;

use chrono::NaiveDate;
use pathways::model::{AwardId, LearnerRecord};

use crate::world::World;

/// What a view is seen from: the world, one learner, one day.
#[derive(Clone, Copy)]
pub struct Viewer<'a> {
    /// The catalogue and what follows from it.
    pub world: &'a World,
    /// The open learner.
    pub record: &'a LearnerRecord,
    /// The day on which ages and validity are judged.
    pub today: NaiveDate,
}

impl<'a> Viewer<'a> {
    /// A record seen today.
    #[must_use]
    pub fn today(world: &'a World, record: &'a LearnerRecord) -> Self {
        Self { world, record, today: chrono::Local::now().date_naive() }
    }

    /// Whether the learner holds the award.
    #[must_use]
    pub fn holds(&self, award: &AwardId) -> bool {
        self.record.held.iter().any(|held| held.award == *award)
    }
}
