#![no_main]
//! A badge inside an SVG.

use libfuzzer_sys::fuzz_target;
use chrono::DateTime;
use pathways::interchange::SourceFile;
use pathways::interchange::credential::Verifier;

fuzz_target!(|bytes: &[u8]| {
    let verifier = Verifier::new(DateTime::UNIX_EPOCH);
    let judged = verifier.verify(&SourceFile::new("fuzzed", [
        b"<svg xmlns='http://www.w3.org/2000/svg' xmlns:o='https://purl.imsglobal.org/ob/v3p0'><o:credential>".as_slice(),
        bytes,
        b"</o:credential></svg>",
    ].concat()));
    assert!(!judged.is_empty());
});
