#![no_main]
//! A DID document, a key set, or a document of Open Badges 2.0.

use libfuzzer_sys::fuzz_target;
use pathways::interchange::SourceFile;
use pathways::interchange::credential::TrustStore;

fuzz_target!(|bytes: &[u8]| {
    let _ = TrustStore::default().add(&SourceFile::new("fuzzed", bytes), None);
});
