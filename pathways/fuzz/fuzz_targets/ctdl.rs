#![no_main]
//! A catalogue in CTDL, however badly formed.

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use pathways::interchange::SourceFile;
use pathways::interchange::ctdl::{is_ctdl, read_ctdl};

fuzz_target!(|bytes: &[u8]| {
    let _ = is_ctdl(bytes);
    let _ = read_ctdl(&[SourceFile::new("fuzzed", bytes)], NaiveDate::MIN);
});
