#![no_main]
//! A zip archive.

use libfuzzer_sys::fuzz_target;
use pathways::interchange::{SourceFile, unpack};

fuzz_target!(|bytes: &[u8]| {
    let _ = unpack(SourceFile::new("fuzzed", [b"PK\x03\x04".as_slice(), bytes].concat()));
});
