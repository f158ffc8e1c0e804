//! Encryption with a passphrase, the log of what was done, and erasing that reaches the backups.

mod store_world;

use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use pathways::interchange::SourceFile;
use pathways::model::LearnerRecord;
use pathways::store::{Action, BackupReason, LearnerId, Passphrase, SearchQuery, Store, StoreError, StorePath};
use store_world::{World, pack, today};

const NAME: &str = "Amara Okonkwo-Lindqvist";

fn add(store: &mut Store, name: &str) -> LearnerId {
    let record = LearnerRecord { name: Some(name.to_owned()), ..LearnerRecord::default() };
    store.add_learner(&record, DateTime::UNIX_EPOCH).expect("a learner")
}

fn phrase(text: &str) -> Option<Passphrase> {
    Some(Passphrase::new(text.to_owned()))
}

fn names(store: &Store) -> Vec<String> {
    store.learners().expect("a list").into_iter().map(|learner| learner.name).collect()
}

fn done(store: &Store) -> Vec<String> {
    store.activity(100).expect("the log").into_iter().rev().map(|entry| entry.what).collect()
}

/// Every file of a folder, and of those in it, that holds some bytes.
fn holding(folder: &Path, text: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(holding(&path, text));
        } else if fs::read(&path).expect("a file").windows(text.len()).any(|bytes| bytes == text.as_bytes()) {
            found.push(path);
        }
    }
    found
}

#[test]
fn nothing_of_a_learner_can_be_read_without_the_passphrase() {
    let world = World::new();
    let path = StorePath::new(world.folder());
    let mut store = world.open();
    let award = r#"{"id":"p:a","title":"Weaving","kind":"course","issuer":"org:p"}"#;
    store.import_packs(&[SourceFile::new("p.json", pack("p", "1", award))], today()).expect("a good pack");
    add(&mut store, NAME);
    store.back_up(BackupReason::Asked, today()).expect("a copy");
    let found = store.search(&SearchQuery { limit: 5, ..SearchQuery::default() }).expect("a search");
    assert!(holding(world.folder(), NAME).len() >= 2, "before, the store and its backup say the name");

    let (store, resealed) = store.change_passphrase(phrase("correct horse battery"), DateTime::UNIX_EPOCH).expect("encrypted");
    assert_eq!((resealed.followed, resealed.left), (path.backups().len(), Vec::new()));
    assert_eq!(names(&store), [NAME]);
    assert_eq!(store.search(&SearchQuery { limit: 5, ..SearchQuery::default() }).expect("a search"), found);
    store.back_up(BackupReason::Asked, today()).expect("a copy under the passphrase");
    assert_eq!(holding(world.folder(), NAME), Vec::<PathBuf>::new(), "open, with its log of changes");
    drop(store);
    assert_eq!(holding(world.folder(), NAME), Vec::<PathBuf>::new());
    assert_eq!(holding(world.folder(), "CREATE TABLE"), Vec::<PathBuf>::new());

    assert!(path.is_encrypted());
    assert!(matches!(Store::open(&path), Err(StoreError::Locked { .. })));
    assert!(matches!(Store::open_read_only(&path), Err(StoreError::Locked { .. })));
    let wrong = path.clone().with_passphrase(phrase("correct horse batterz"));
    assert!(matches!(Store::open(&wrong), Err(StoreError::WrongPassphrase { .. })));
    let right = path.clone().with_passphrase(phrase("correct horse battery"));
    assert_eq!(names(&Store::open(&right).expect("it opens")), [NAME]);
    assert_eq!(names(&Store::open_read_only(&right).expect("it opens")), [NAME]);
}

#[test]
fn a_passphrase_is_changed_and_removed_and_the_backups_follow() {
    let world = World::new();
    let path = StorePath::new(world.folder());
    let mut store = world.open();
    add(&mut store, NAME);
    let short = store.change_passphrase(phrase("short"), DateTime::UNIX_EPOCH);
    assert!(matches!(short, Err(StoreError::ShortPassphrase)));
    let (mut store, _) = world.open().change_passphrase(phrase("it's the first"), DateTime::UNIX_EPOCH).expect("encrypted");
    let backup = store.back_up(BackupReason::Asked, today()).expect("a copy").expect("a backup");
    add(&mut store, "Björn");
    let (store, resealed) = store.change_passphrase(phrase("the second one"), DateTime::UNIX_EPOCH).expect("changed");
    assert_eq!((resealed.followed, resealed.left), (path.backups().len(), Vec::new()));
    drop(store);
    let first = path.clone().with_passphrase(phrase("it's the first"));
    assert!(matches!(Store::open(&first), Err(StoreError::WrongPassphrase { .. })));
    assert_eq!(first.best_backup(today()), None, "the old passphrase opens no backup either");

    let second = path.clone().with_passphrase(phrase("the second one"));
    assert!(second.best_backup(today()).is_some());
    second.restore(&backup.name()).expect("a backup is restored under the passphrase");
    let store = Store::open(&second).expect("it opens");
    assert_eq!(names(&store), [NAME]);

    let (store, resealed) = store.change_passphrase(None, DateTime::UNIX_EPOCH).expect("no longer encrypted");
    assert_eq!(resealed.left, Vec::<PathBuf>::new());
    assert_eq!(done(&store).last().map(String::as_str), Some(Action::PassphraseRemoved.as_str()));
    drop(store);
    assert!(!path.is_encrypted());
    assert_eq!(names(&world.open()), [NAME]);
}

#[test]
fn a_store_that_is_open_elsewhere_is_not_encrypted_under_its_feet() {
    let world = World::new();
    let mut store = world.open();
    add(&mut store, NAME);
    let other = world.open();
    assert_eq!(names(&other), [NAME]);
    assert!(store.change_passphrase(phrase("correct horse battery"), DateTime::UNIX_EPOCH).is_err());
    assert_eq!(names(&other), [NAME]);
    drop(other);
    assert_eq!(names(&world.open()), [NAME], "it is as it was");
}

#[test]
fn a_damaged_encrypted_store_is_told_from_a_wrong_passphrase() {
    let world = World::new();
    let path = StorePath::new(world.folder());
    let mut store = world.open();
    add(&mut store, NAME);
    let (store, _) = store.change_passphrase(phrase("correct horse battery"), DateTime::UNIX_EPOCH).expect("encrypted");
    store.back_up(BackupReason::Asked, today()).expect("a copy");
    drop(store);
    let mut bytes = fs::read(path.database()).expect("the store");
    bytes[100..400].fill(0x5a);
    fs::write(path.database(), bytes).expect("a spoiled store");
    let wrong = path.clone().with_passphrase(phrase("correct horse batterz"));
    assert!(matches!(Store::open(&wrong), Err(StoreError::WrongPassphrase { .. })));
    let right = path.with_passphrase(phrase("correct horse battery"));
    assert!(matches!(Store::open(&right), Err(StoreError::Damaged { .. })));
    let best = right.best_backup(today()).expect("a sound backup");
    right.restore(&best.name()).expect("restored");
    assert_eq!(names(&Store::open(&right).expect("it opens")), [NAME]);
}

#[test]
fn an_interrupted_change_leaves_nothing_readable() {
    let world = World::new();
    let path = StorePath::new(world.folder());
    let mut store = world.open();
    add(&mut store, NAME);
    store.back_up(BackupReason::Asked, today()).expect("a copy");
    let plain = fs::read(world.folder().join("backups").join(path.backups()[0].name())).expect("a backup that says the name");
    let (store, _) = store.change_passphrase(phrase("correct horse battery"), DateTime::UNIX_EPOCH).expect("encrypted");
    drop(store);
    // Broken off before the old file was overwritten, and before the backups followed.
    fs::write(world.folder().join("cairn.replaced"), &plain).expect("a file");
    fs::write(world.folder().join("backups").join(path.backups()[0].name()), &plain).expect("a file");
    drop(Store::open(&path.with_passphrase(phrase("correct horse battery"))).expect("it opens"));
    assert_eq!(holding(world.folder(), NAME), Vec::<PathBuf>::new());
}

#[test]
fn the_log_only_grows_and_shows_that_it_was_changed() {
    let world = World::new();
    let mut store = world.open();
    store.acted_by("advisor");
    let learner = add(&mut store, NAME);
    store.start_session(learner, "Dr. Iqbal", DateTime::UNIX_EPOCH).expect("a session");
    store.end_session(learner, DateTime::UNIX_EPOCH).expect("closed");
    store.carry(learner, DateTime::UNIX_EPOCH).expect("a copy");
    store.note(Action::ExceptionEntered, Some(learner), DateTime::UNIX_EPOCH).expect("noted");
    assert_eq!(done(&store), ["learner-created", "session-closed", "learner-exported", "exception-entered"]);
    assert!(store.activity(1).expect("the log").iter().all(|entry| entry.who == "advisor" && entry.learner == Some(learner)));
    assert_eq!(store.activity_broken_at().expect("the log"), None);
    let database = rusqlite::Connection::open(StorePath::new(world.folder()).database()).expect("the database");
    assert!(database.execute("DELETE FROM activity", []).is_err());
    assert!(database.execute("UPDATE activity SET who = 'another'", []).is_err());
    database
        .execute_batch("DROP TRIGGER activity_is_not_changed; UPDATE activity SET what = 'learner-imported' WHERE number = 2")
        .expect("whoever goes around the store can change it");
    assert_eq!(store.activity_broken_at().expect("the log"), Some(2), "and it shows");
    assert_eq!(store.activity_table().expect("a table").lines().count(), 5);
}

#[test]
fn erasing_a_learner_reaches_the_backups_and_the_log_keeps_no_name() {
    let world = World::new();
    let path = StorePath::new(world.folder());
    let mut store = world.open();
    let learner = add(&mut store, NAME);
    store.back_up(BackupReason::Asked, today()).expect("a copy");
    drop(store);
    let first = path.backups().last().expect("a backup").name();
    path.restore(&first).expect("restored; the store before is kept");
    let mut store = world.open();
    add(&mut store, "Björn");
    assert!(holding(world.folder(), NAME).len() >= 3, "the store, the backup and what was kept");
    let erasure = store.erase_learner(learner, DateTime::UNIX_EPOCH).expect("erased");
    assert_eq!(erasure.left, Vec::<PathBuf>::new());
    assert!(erasure.backups >= 2, "{erasure:?}");
    assert_eq!(holding(world.folder(), NAME), Vec::<PathBuf>::new());
    assert_eq!(names(&store), ["Björn"]);
    assert_eq!(done(&store).last().map(String::as_str), Some("learner-erased"));
    assert!(path.best_backup(today()).is_some(), "the backups are sound");
    let table = store.activity_table().expect("a table");
    assert!(!table.contains("Amara"), "{table}");
}

#[test]
fn a_backup_that_cannot_be_read_is_named_when_a_learner_is_erased() {
    let world = World::new();
    let path = StorePath::new(world.folder());
    let mut store = world.open();
    let learner = add(&mut store, NAME);
    let backup = store.back_up(BackupReason::Asked, today()).expect("a copy").expect("a backup");
    let file = world.folder().join("backups").join(backup.name());
    fs::write(&file, "no database").expect("a spoiled backup");
    let erasure = store.erase_learner(learner, DateTime::UNIX_EPOCH).expect("erased");
    assert_eq!(erasure.left, [file]);
    assert_eq!(path.backups().len(), 1, "it is not removed unasked");
}
