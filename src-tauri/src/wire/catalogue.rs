//! The catalogue as a whole, its packs, and what the window needs at its start.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::learner::{LearnerSummary, LearnerView};
use super::search::Facets;

/// How large and how new the catalogue is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CatalogueSummary {
    /// Packs.
    pub packs: u32,
    /// Awards.
    pub awards: u32,
    /// Recognitions.
    pub recognitions: u32,
    /// Organizations.
    pub organizations: u32,
    /// The newest date at which any of its sources was read.
    pub newest: Option<String>,
    /// The newest version of its packs.
    pub version: String,
}

/// All that the window needs to draw itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Start {
    /// The catalogue.
    pub catalogue: CatalogueSummary,
    /// The learner that is open.
    pub learner: LearnerView,
    /// All learners.
    pub learners: Vec<LearnerSummary>,
    /// Whether nobody has chosen a role yet.
    pub first_start: bool,
    /// Why nothing can be changed here; absent where everything can.
    pub look_only: Option<LookOnly>,
    /// The day, so that ages of facts can be told.
    pub today: String,
    /// What can be searched by, with counts over the whole catalogue.
    pub facets: Facets,
}

/// Why a store can be looked at and not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum LookOnly {
    /// A newer version of Cairn has written it.
    Newer,
    /// Its folder or its file cannot be written to.
    Unwritable,
}

/// What a person comes for; each lands in a prepared place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Holds credentials and looks for where they lead.
    Learner,
    /// Advises learners.
    Advisor,
    /// Looks around.
    Explorer,
}

/// One pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PackRow {
    /// Its id.
    pub id: String,
    /// Its title, or its id when it has none.
    pub title: String,
    /// Its version.
    pub version: String,
    /// How many awards.
    pub awards: u32,
    /// How many recognitions.
    pub recognitions: u32,
    /// When the newest of its sources was read.
    pub newest: Option<String>,
    /// When the oldest of its sources was read.
    pub oldest: Option<String>,
    /// Whether it came with the program.
    pub bundled: bool,
}

/// How an imported pack came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum PackArrival {
    /// It is new.
    New,
    /// It took the place of another version, which is kept.
    Replaced,
    /// The same file once more.
    Same,
}

/// What an imported pack changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PackChanges {
    /// The pack.
    pub pack: String,
    /// Its title, or its id when it has none.
    pub title: String,
    /// How it came, which decides how it is taken back.
    pub arrival: PackArrival,
    /// Records that are new.
    pub added: u32,
    /// Records that say something else than before.
    pub changed: u32,
    /// Records that are gone.
    pub removed: u32,
    /// The changes one by one, as sentences.
    pub sentences: Vec<String>,
}
