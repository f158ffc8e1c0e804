#![no_main]
//! A curriculum or degree plan of Curricular Analytics.

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use pathways::interchange::SourceFile;
use pathways::interchange::curriculum::{is_curriculum, read_curriculum};

fuzz_target!(|bytes: &[u8]| {
    let _ = is_curriculum(bytes);
    let _ = read_curriculum(&SourceFile::new("fuzzed", bytes), NaiveDate::MIN);
});
