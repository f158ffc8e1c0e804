//! Files in and out. Bad input gives findings that name the place, and nothing else happens.
//!
//! [`contract`] reads and writes Cairn's own files: catalogue packs, learner records and plans.

pub mod contract;
mod json;
mod reading;
mod source;
mod values;

pub use source::{LARGEST_FILE, MOST_NESTING, SourceFile};
