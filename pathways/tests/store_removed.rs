//! Packs go out of the store and come back; nobody loses what they hold.

mod store_world;

use chrono::Utc;
use pathways::bundled;
use pathways::interchange::SourceFile;
use pathways::model::{HeldAward, LearnerRecord};
use pathways::store::{SearchQuery, Store, StoreError};
use store_world::{World, dump, pack, today};

fn titles(store: &Store) -> Vec<String> {
    store.packs().expect("packs").into_iter().map(|pack| pack.id.to_string()).collect()
}

fn course(id: &str, more: &str) -> String {
    let issuer = id.split(':').next().expect("a prefix");
    format!(
        r#"{{"id":"{id}","title":"Course {id}","kind":"course","issuer":"org:{issuer}","cost":{{"amount":10,"currency":"USD"}}{more}}}"#
    )
}

#[test]
fn a_pack_goes_with_all_that_follows_from_it_and_comes_back_byte_for_byte() {
    let world = World::new();
    let mut store = world.open();
    let [p, q] = [pack("p", "1", &course("p:a", "")), pack("q", "1", &course("q:a", r#","requires":{"award":"p:a"}"#))];
    store.import_packs(&[SourceFile::new("q.json", q)], today()).expect("a good pack");
    let without = dump(&world);
    store.import_packs(&[SourceFile::new("p.json", p)], today()).expect("a good pack");
    let text = store.pack_text(&"p".into()).expect("the pack");

    let removal = store.remove_pack(&"p".into(), today()).expect("it goes");
    assert_eq!(removal.naming, ["q"], "the other pack rests on it");
    assert_eq!(titles(&store), ["q"]);
    let rows = |table: &str, dump: &[(String, Vec<Vec<rusqlite::types::Value>>)]| {
        dump.iter().find(|(name, _)| name == table).map_or(0, |(_, rows)| rows.len())
    };
    let after = dump(&world);
    for table in
        ["award", "organization", "recognition", "edge", "gate", "pack_count", "estimate_basis", "estimate_amount", "award_text_docsize"]
    {
        assert_eq!(rows(table, &after), rows(table, &without), "{table} is as if the pack had never come");
    }
    let words = SearchQuery { words: "course".to_owned(), limit: 9, ..SearchQuery::default() };
    assert_eq!(store.search(&words).expect("an answer").awards.len(), 1);

    assert_eq!(store.removed_packs().expect("a list")[0].awards, 1);
    store.restore_pack(&"p".into(), today()).expect("it comes back");
    assert_eq!(store.pack_text(&"p".into()).expect("the pack"), text);
    assert_eq!(store.removed_packs().expect("a list"), []);
    assert_eq!(store.search(&words).expect("an answer").awards.len(), 2);
}

#[test]
fn a_bundled_pack_that_was_taken_out_stays_out_until_it_is_called_back() {
    let world = World::new();
    let mut store = world.open();
    store.ensure_bundled(today()).expect("the bundled packs go together");
    let id = "us-georgia-tech".into();
    store.remove_pack(&id, today()).expect("it goes");
    drop(store);
    let mut store = world.open();
    assert_eq!(store.ensure_bundled(today()).expect("nothing to do").packs, []);
    assert_eq!(store.packs().expect("packs").len(), bundled::packs().len() - 1);
    store.catalogue().expect("what is left can be read as a whole");
    store.restore_pack(&id, today()).expect("it comes back");
    let back = store.packs().expect("packs").into_iter().find(|pack| pack.id == id).expect("the pack");
    assert!(back.bundled);
    assert_eq!(store.catalogue().expect("a catalogue").awards, bundled::catalogue().expect("the bundled one").awards);
}

#[test]
fn learners_keep_what_they_hold_and_are_counted() {
    let world = World::new();
    let mut store = world.open();
    store.import_packs(&[SourceFile::new("p.json", pack("p", "1", &course("p:a", "")))], today()).expect("a good pack");
    let held = HeldAward { award: "p:a".into(), earned: today(), grade: None, expires: None, extensions: Vec::new() };
    let record = LearnerRecord { held: vec![held], ..LearnerRecord::default() };
    let learner = store.add_learner(&record, Utc::now()).expect("a learner");
    assert_eq!(store.remove_pack(&"p".into(), today()).expect("it goes").learners, 1);
    assert_eq!(store.learner(learner).expect("the learner").record, record);
}

#[test]
fn a_pack_that_is_not_there_can_neither_go_nor_come_back() {
    let world = World::new();
    let mut store = world.open();
    store.import_packs(&[SourceFile::new("p.json", pack("p", "1", &course("p:a", "")))], today()).expect("a good pack");
    let before = dump(&world);
    assert!(matches!(store.remove_pack(&"q".into(), today()), Err(StoreError::NoPack(_))));
    assert!(store.restore_pack(&"p".into(), today()).is_err());
    assert_eq!(dump(&world), before);
}

#[test]
fn importing_a_version_of_a_removed_pack_takes_its_place() {
    let world = World::new();
    let mut store = world.open();
    store.import_packs(&[SourceFile::new("p.json", pack("p", "1", &course("p:a", "")))], today()).expect("a good pack");
    store.remove_pack(&"p".into(), today()).expect("it goes");
    store.import_packs(&[SourceFile::new("p2.json", pack("p", "2", &course("p:a", "")))], today()).expect("a newer one");
    assert_eq!(store.removed_packs().expect("a list"), []);
}

#[test]
fn the_version_that_an_import_replaced_comes_back_in_one_step_and_so_does_the_newer_one() {
    let world = World::new();
    let mut store = world.open();
    let version = |n: &str, more: &str| SourceFile::new(format!("p{n}.json"), pack("p", n, &course("p:a", more)));
    store.import_packs(&[version("1", "")], today()).expect("a good pack");
    assert_eq!(store.removed_packs().expect("a list"), [], "nothing was replaced");
    let first = store.pack_text(&"p".into()).expect("the pack");
    store.import_packs(&[version("2", r#","level":{"framework":"EQF","value":6}"#)], today()).expect("a good pack");
    let second = store.pack_text(&"p".into()).expect("the pack");
    let kept: Vec<String> = store.removed_packs().expect("a list").into_iter().map(|pack| pack.version).collect();
    assert_eq!(kept, ["1"]);
    store.import_packs(&[version("2", r#","level":{"framework":"EQF","value":6}"#)], today()).expect("a good pack");
    let report = store.restore_pack(&"p".into(), today()).expect("it comes back");
    assert_eq!(report.packs[0].replaced.as_deref(), Some("2"));
    assert_eq!(store.pack_text(&"p".into()).expect("the pack"), first);
    store.restore_pack(&"p".into(), today()).expect("the newer one comes back");
    assert_eq!(store.pack_text(&"p".into()).expect("the pack"), second);
    // Taking out what is there now keeps that one.
    store.remove_pack(&"p".into(), today()).expect("it goes");
    store.restore_pack(&"p".into(), today()).expect("it comes back");
    assert_eq!(store.pack_text(&"p".into()).expect("the pack"), second);
    assert_eq!(store.removed_packs().expect("a list"), []);
}

#[test]
fn a_bundled_pack_that_was_replaced_comes_back_as_bundled() {
    let world = World::new();
    let mut store = world.open();
    store.ensure_bundled(today()).expect("the bundled packs go together");
    let id = "us-georgia-tech".into();
    let bundled = store.pack_text(&id).expect("the pack");
    let own = bundled.replacen("\"title\": \"", "\"title\": \"My own ", 1);
    assert_ne!(own, bundled);
    store.import_packs(&[SourceFile::new("own.json", own)], today()).expect("a good pack");
    assert_eq!(store.ensure_bundled(today()).expect("nothing to do").packs, [], "it stays theirs");
    store.restore_pack(&id, today()).expect("it comes back");
    let back = store.packs().expect("packs").into_iter().find(|pack| pack.id == id).expect("the pack");
    assert!(back.bundled);
    assert_eq!(store.pack_text(&id).expect("the pack"), bundled);
}
