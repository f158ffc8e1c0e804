#![no_main]
//! A Europass credential in XML.

use libfuzzer_sys::fuzz_target;
use chrono::DateTime;
use pathways::interchange::SourceFile;
use pathways::interchange::credential::Verifier;

fuzz_target!(|bytes: &[u8]| {
    let verifier = Verifier::new(DateTime::UNIX_EPOCH);
    let judged = verifier.verify(&SourceFile::new("fuzzed", [b"<europassCredential xmlns='http://data.europa.eu/snb'>".as_slice(), bytes, b"</europassCredential>"].concat()));
    assert!(!judged.is_empty());
});
