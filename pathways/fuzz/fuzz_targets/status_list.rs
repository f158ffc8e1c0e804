#![no_main]
//! A status list.

use libfuzzer_sys::fuzz_target;
use chrono::DateTime;
use pathways::interchange::SourceFile;
use pathways::interchange::credential::Verifier;

fuzz_target!(|bytes: &[u8]| {
    let mut verifier = Verifier::new(DateTime::UNIX_EPOCH);
    let _ = verifier.add_status_list(&SourceFile::new("fuzzed", bytes));
});
