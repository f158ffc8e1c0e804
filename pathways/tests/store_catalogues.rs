//! Many files at once: what can be taken is taken, and the rest is named.

mod store_world;

use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;

use pathways::interchange::FileKind;
use pathways::store::{ImportError, ImportProgress, ImportWatch, Unwatched};
use store_world::{World, dump, pack, today};

const COURSE: &str = r#"{"id":"p:a","title":"A","kind":"course","issuer":"org:p"}"#;
const CTDL: &str = r#"{"@context":"https://credreg.net/ctdl/schema/context/json","@graph":[
  {"@id":"https://example.org/o","@type":"ceterms:CredentialOrganization","ceterms:name":{"en":"College"}},
  {"@id":"https://example.org/c","@type":"ceterms:Certificate","ceterms:name":{"en":"Welding"},
   "ceterms:ownedBy":["https://example.org/o"],"ceterms:keyword":{"en":["steel"]},"ceterms:made-up":1}]}"#;

fn folder(files: &[(&str, &str)]) -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("it is written");
    }
    let path = folder.path().to_owned();
    (folder, vec![path])
}

#[test]
fn a_folder_of_all_forms_comes_in_and_what_cannot_is_named() {
    let good = pack("p", "1", COURSE);
    let bad = pack("bad", "1", r#"{"id":"bad:a","title":"A","kind":"course","issuer":"org:bad","wrong":1}"#);
    let same = pack("same", "1", r#"{"id":"p:a","title":"A","kind":"course","issuer":"org:same"}"#);
    let (_folder, paths) = folder(&[
        ("1.json", &good),
        ("2.json", &bad),
        ("3.json", CTDL),
        ("4.json", r#"{"format":"cairn.learner/1","held":[]}"#),
        ("5.txt", "x"),
    ]);
    let world = World::new();
    let mut store = world.open();
    let done = store.import_catalogues(&paths, today(), &Unwatched).expect("it comes in");
    assert_eq!(done.report.packs.len(), 2);
    let [conversion] = &done.conversions[..] else { panic!("one conversion: {:?}", done.conversions) };
    assert!(conversion.unmapped.iter().any(|unmapped| unmapped.term.contains("made-up")), "{:?}", conversion.unmapped);
    let [refused] = &done.refused[..] else { panic!("one is refused: {:?}", done.refused) };
    assert!(refused.file.ends_with("2.json") && refused.findings[0].message.contains("wrong"), "{refused:?}");
    let kinds: Vec<FileKind> = done.others.iter().map(|(_, kind)| *kind).collect();
    assert_eq!(kinds, [FileKind::LearnerRecord, FileKind::Unknown]);

    let (_other, paths) = folder(&[("same.json", &same), ("new.json", &pack("q", "1", ""))]);
    let done = store.import_catalogues(&paths, today(), &Unwatched).expect("the other one comes in");
    assert_eq!(done.report.packs.len(), 1, "a pack that claims another's id is left out");
    assert_eq!(done.refused[0].findings[0].code, "duplicate-id");
}

/// Cancels after the first word of progress.
#[derive(Default)]
struct Impatient(RefCell<Vec<ImportProgress>>);

impl ImportWatch for Impatient {
    fn cancelled(&self) -> bool {
        !self.0.borrow().is_empty()
    }

    fn progress(&self, progress: ImportProgress) {
        self.0.borrow_mut().push(progress);
    }
}

#[test]
fn cancelling_leaves_the_store_as_it_was() {
    let (_folder, paths) = folder(&[("1.json", &pack("p", "1", COURSE)), ("2.json", CTDL)]);
    let world = World::new();
    let mut store = world.open();
    let before = dump(&world);
    let watch = Impatient::default();
    assert!(matches!(store.import_catalogues(&paths, today(), &watch), Err(ImportError::Cancelled)));
    assert_eq!(dump(&world), before);
    let progress = watch.0.borrow();
    assert!(progress[0].done > 0 && progress[0].done < progress[0].total, "{progress:?}");
}
