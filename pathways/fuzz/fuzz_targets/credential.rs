#![no_main]
//! Any file as a credential: JSON, tokens, images, XML.

use libfuzzer_sys::fuzz_target;
use chrono::DateTime;
use pathways::interchange::SourceFile;
use pathways::interchange::credential::Verifier;

fuzz_target!(|bytes: &[u8]| {
    let verifier = Verifier::new(DateTime::UNIX_EPOCH);
    let judged = verifier.verify(&SourceFile::new("fuzzed", bytes));
    assert!(!judged.is_empty());
});
