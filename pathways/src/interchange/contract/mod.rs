//! Cairn's own files: catalogue packs, learner records, plans, read strictly and written exactly.
//!
//! A file is taken without an error or not at all, and every finding is reported, not the first. Keys that begin with
//! `x-` are kept: those of a record in its `extensions`, those of a part of it there too, under their pointer within
//! the record (`delivery/x-pacing`).

mod award;
mod learner;
mod pack;
mod places;
mod plan;
mod recognition;
mod requirement;
mod shared;
mod sheet;
mod stream;
mod write_learner;
mod write_pack;
mod write_plan;
mod written;

pub use learner::read_learner;
pub use pack::{ReadPack, check_packs, read_pack, read_packs};
pub use places::{Declared, Places, RecordKind};
pub use plan::read_plan;
pub use stream::{Portion, stream_pack};
pub use write_learner::{learner_to_json, write_learner};
pub use write_pack::{award_to_json, organization_to_json, recognition_to_json, write_pack};
pub use write_plan::{plan_to_json, write_plan};
