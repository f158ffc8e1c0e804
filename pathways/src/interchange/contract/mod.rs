//! Cairn's own files: catalogue packs, learner records, plans, read strictly and written exactly.
//!
//! A file is taken without an error or not at all, and every finding is reported, not the first. Keys that begin with
//! `x-` are kept: those of a record in its `extensions`, those of a part of it there too, under their pointer within
//! the record (`delivery/x-pacing`).

mod award;
mod learner;
mod pack;
mod places;
mod recognition;
mod requirement;
mod shared;

pub use learner::read_learner;
pub use pack::{ReadPack, check_packs, read_pack, read_packs};
pub use places::{Declared, Places, RecordKind};
