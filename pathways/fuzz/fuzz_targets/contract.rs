#![no_main]
//! Packs, learner records and plans.

use libfuzzer_sys::fuzz_target;
use pathways::interchange::SourceFile;
use pathways::interchange::contract::{read_learner, read_pack, read_plan};

fuzz_target!(|bytes: &[u8]| {
    let file = SourceFile::new("fuzzed", bytes);
    let _ = (read_pack(&file), read_learner(&file), read_plan(&file));
});
