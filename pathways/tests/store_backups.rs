//! Backups: made, verified, kept by age, restored in one step; a damaged store is noticed and kept.

mod store_world;

use std::collections::BTreeSet;
use std::fs;

use chrono::{DateTime, Days, NaiveDate};
use pathways::interchange::SourceFile;
use pathways::model::LearnerRecord;
use pathways::store::{Backup, BackupReason, Store, StoreError, StorePath, kept};
use proptest::prelude::*;
use store_world::{World, pack, today};

fn add(store: &mut Store, name: &str) {
    let record = LearnerRecord { name: Some(name.to_owned()), ..LearnerRecord::default() };
    store.add_learner(&record, DateTime::UNIX_EPOCH).expect("a learner");
}

fn names(store: &Store) -> Vec<String> {
    store.learners().expect("a list").into_iter().map(|learner| learner.name).collect()
}

#[test]
fn a_backup_is_restored_and_what_it_replaces_is_kept() {
    let world = World::new();
    let path = StorePath::new(world.folder());
    let mut store = world.open();
    add(&mut store, "Amara");
    let backup = store.back_up_daily(today()).expect("a copy").expect("the first of the day");
    assert_eq!(store.back_up_daily(today()).expect("nothing to do"), None, "once a day");
    add(&mut store, "Björn");
    drop(store);
    let kept = path.restore(&backup.name()).expect("restored").expect("the store before is kept");
    assert_eq!(names(&world.open()), ["Amara"]);
    fs::create_dir(world.folder().join("other")).expect("a folder");
    let other = StorePath::new(world.folder().join("other"));
    fs::copy(&kept, other.database()).expect("what was kept");
    assert_eq!(names(&Store::open(&other).expect("it is a store")), ["Amara", "Björn"]);
}

#[test]
fn a_damaged_store_is_noticed_and_the_best_backup_restored() {
    let world = World::new();
    let path = StorePath::new(world.folder());
    let mut store = world.open();
    (0..200).for_each(|number| add(&mut store, &format!("Learner {number}")));
    let good = store.back_up(BackupReason::Asked, today()).expect("a copy").expect("a backup");
    let later = store.back_up(BackupReason::Asked, today()).expect("a copy").expect("a backup");
    drop(store);
    let spoil = |file: &std::path::Path| {
        let mut bytes = fs::read(file).expect("a file");
        let middle = bytes.len() / 2;
        bytes[4096..middle].fill(0x5a);
        fs::write(file, bytes).expect("a spoiled file");
    };
    spoil(&path.database());
    spoil(&world.folder().join("backups").join(later.name()));
    let error = Store::open(&path).expect_err("it is damaged");
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    assert_eq!(path.backups().len(), 2);
    assert_eq!(path.best_backup(today()), Some(good.clone()), "the later one is not sound");
    assert!(matches!(path.restore(&later.name()), Err(StoreError::Damaged { .. })));
    assert!(Store::open(&path).is_err(), "a backup that is not sound changes nothing");
    let kept = path.restore(&good.name()).expect("restored").expect("the damaged file is kept");
    assert_eq!(fs::read(kept).expect("the damaged file")[5000], 0x5a);
    assert_eq!(names(&world.open()).len(), 200);
}

#[test]
fn a_restore_that_was_interrupted_is_finished_at_the_next_start() {
    let world = World::new();
    let path = StorePath::new(world.folder());
    let mut store = world.open();
    add(&mut store, "Amara");
    let backup = store.back_up(BackupReason::Asked, today()).expect("a copy").expect("a backup");
    add(&mut store, "Björn");
    drop(store);
    let decided =
        || fs::copy(world.folder().join("backups").join(backup.name()), world.folder().join("restoring.sqlite3")).expect("a copy");
    // Ended when it was decided, and when the store had been put aside already.
    decided();
    assert_eq!(names(&world.open()), ["Amara"]);
    decided();
    fs::rename(path.database(), world.folder().join("kept-9.sqlite3")).expect("put aside");
    assert_eq!(names(&world.open()), ["Amara"]);
    assert!(matches!(path.restore("2000-01-01_001_daily.sqlite3"), Err(StoreError::NoBackup(_))));
    assert!(matches!(path.restore("../cairn.sqlite3"), Err(StoreError::NoBackup(_))), "a name is no path");
}

#[test]
fn packs_come_in_after_a_backup_and_an_older_form_is_backed_up_before_it_is_upgraded() {
    let world = World::new();
    let path = StorePath::new(world.folder());
    let first = include_str!("../src/store/migrations/2026-11-24_1_first.sql");
    let old = rusqlite::Connection::open(path.database()).expect("a database");
    old.execute_batch(&format!("{first}; PRAGMA user_version = 1;")).expect("the first form");
    old.execute(
        "INSERT INTO learner (name, position, added, changed) VALUES ('Amara', 0, '2026-11-01T00:00:00Z', '2026-11-01T00:00:00Z')",
        [],
    )
    .expect("a learner of then");
    old.execute(
        "INSERT INTO learner_edit (learner, number, record, what, made)
         VALUES (1, 0, '{\"format\":\"cairn.learner/1\",\"name\":\"Amara\",\"held\":[]}', 'Added', '2026-11-01T00:00:00Z')",
        [],
    )
    .expect("the record of then");
    drop(old);
    let mut store = world.open();
    assert_eq!(names(&store), ["Amara"]);
    assert_eq!(path.backups().iter().map(|backup| backup.reason).collect::<Vec<_>>(), [BackupReason::Upgrade]);
    store.import_packs(&[SourceFile::new("p.json", pack("p", "1", ""))], today()).expect("a good pack");
    assert!(path.backups().iter().any(|backup| backup.reason == BackupReason::Import && backup.day == today()));
    let form = |backup: &Backup| {
        let file = world.folder().join("backups").join(backup.name());
        rusqlite::Connection::open(file)
            .and_then(|c| c.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0)))
            .expect("a form")
    };
    let upgrade = path.backups().into_iter().find(|backup| backup.reason == BackupReason::Upgrade).expect("made before the upgrade");
    assert_eq!(form(&upgrade), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the clock did: the latest five stay, each of the last days and months has one, and old ones go.
    #[test]
    fn backups_are_kept_by_age(ages in prop::collection::vec(-400_i64..800, 0..120)) {
        let day = |age: i64| NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day") - chrono::TimeDelta::days(age);
        let mut all: Vec<Backup> = ages.iter().zip(1..).map(|(age, number)| Backup { day: day(*age), number, reason: BackupReason::Daily, bytes: 1 }).collect();
        all.sort_by(|a, b| b.cmp(a));
        let today = day(0);
        let keep = kept(&all, today);
        prop_assert!(all.iter().take(5).all(|backup| keep.contains(backup)));
        let days = |of: &mut dyn Iterator<Item = &Backup>| of.filter(|b| b.day + Days::new(14) >= today).map(|b| b.day).collect::<BTreeSet<_>>();
        prop_assert_eq!(days(&mut keep.iter()), days(&mut all.iter()));
        prop_assert!(keep.iter().all(|backup| all[..all.len().min(5)].contains(backup) || backup.day + Days::new(366) >= today));
    }
}
