#![no_main]
//! A PNG, whose first bytes are right.

use libfuzzer_sys::fuzz_target;
use chrono::DateTime;
use pathways::interchange::SourceFile;
use pathways::interchange::credential::Verifier;

fuzz_target!(|bytes: &[u8]| {
    let verifier = Verifier::new(DateTime::UNIX_EPOCH);
    let judged = verifier.verify(&SourceFile::new("fuzzed", [b"\x89PNG\r\n\x1a\n".as_slice(), bytes].concat()));
    assert!(!judged.is_empty());
});
