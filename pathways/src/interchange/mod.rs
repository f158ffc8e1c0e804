//! Files in and out. Bad input gives findings that name the place, and nothing else happens.
//!
//! [`contract`] reads and writes Cairn's own files: catalogue packs, learner records and plans. [`ctdl`] reads and writes catalogues of
//! the Credential Registry, [`curriculum`] curricula and degree plans of Curricular Analytics. [`credential`] reads and verifies
//! digital credentials, [`records`] writes learner records for others, [`graphs`] the graph of a catalogue.

mod batch;
pub mod contract;
mod conversion;
pub mod credential;
pub mod ctdl;
pub mod curriculum;
pub mod elm;
mod export;
pub mod graphs;
mod json;
pub mod merge;
mod occupation;
mod reading;
mod recognise;
pub mod records;
pub mod roster;
mod source;
mod values;
mod words;

pub use batch::{BatchItem, is_archive, read_batch, unpack};
pub use conversion::{Claim, Conversion, Converted, Unmapped, convert};
pub use export::{CatalogueForm, CatalogueText, CatalogueTextError, catalogue_text};
pub use occupation::{OccupationProfile, ProfileSkill, read_occupation};
pub use recognise::{FileKind, recognise};
pub use source::{LARGEST_FILE, MOST_NESTING, SourceFile};
