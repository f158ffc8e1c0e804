//! The list of learners: who comes first, who is looked at again, what erasing leaves, and records that are carried away.

mod store_world;

use std::collections::BTreeMap;

use chrono::{DateTime, Days, Utc};
use pathways::agreed::Triage;
use pathways::interchange::SourceFile;
use pathways::interchange::contract::read_learner;
use pathways::interchange::merge::merge;
use pathways::model::{GateState, LearnerRecord};
use pathways::store::{LearnerId, SessionNotes, Store, StoreError, TriageOnly, TriageQuery, WhatIf};
use store_world::{World, pack, today};

fn at(day: u64) -> DateTime<Utc> {
    let noon = today().and_hms_opt(12, 0, 0).expect("a time").and_utc();
    noon.checked_add_days(Days::new(day)).expect("a day")
}

fn add(store: &mut Store, name: &str) -> LearnerId {
    store.add_learner(&LearnerRecord { name: Some(name.to_owned()), ..LearnerRecord::default() }, at(0)).expect("a learner")
}

/// What was found by looking at a learner as they are now.
fn found(store: &Store, id: LearnerId, broken: usize, due: Option<u64>) -> ((LearnerId, DateTime<Utc>), Triage) {
    let (_, changed) = store.record(id).expect("a record");
    let due = due.map(|days| (today() + Days::new(days), "Start it.".to_owned()));
    (
        (id, changed),
        Triage { broken, drifted: broken, due, target: Some("x:t".into()), rests_on: ["x:a".to_owned()].into(), ..Triage::default() },
    )
}

fn query() -> TriageQuery {
    TriageQuery { limit: 100, ..TriageQuery::default() }
}

fn names(store: &Store, query: &TriageQuery) -> Vec<String> {
    store.triage(query, today()).expect("a list").rows.into_iter().map(|row| row.name).collect()
}

#[test]
fn broken_plans_come_first_then_what_is_due() {
    let world = World::new();
    let mut store = world.open();
    let ids = ["Calm", "Soon", "Later", "Broken"].map(|name| add(&mut store, name));
    let looked = [
        found(&store, ids[0], 0, None),
        found(&store, ids[1], 0, Some(1)),
        found(&store, ids[2], 0, Some(30)),
        found(&store, ids[3], 2, None),
    ];
    store.keep_triage(&looked, today()).expect("kept");
    assert_eq!(names(&store, &query()), ["Broken", "Soon", "Later", "Calm"]);
    let broken = TriageQuery { only: Some(TriageOnly::Broken), ..query() };
    assert_eq!(names(&store, &broken), ["Broken"]);
}

#[test]
fn the_list_is_searched_by_name_and_tag_and_archived_ones_leave_it() {
    let world = World::new();
    let mut store = world.open();
    let (ada, bo) = (add(&mut store, "Ada Lovelace"), add(&mut store, "Bo"));
    store.tag_learner(ada, &["spring".to_owned(), " ".to_owned()]).expect("tags");
    assert_eq!(names(&store, &TriageQuery { words: "love".to_owned(), ..query() }), ["Ada Lovelace"]);
    assert_eq!(names(&store, &TriageQuery { words: "spr ada".to_owned(), ..query() }), ["Ada Lovelace"]);
    assert_eq!(names(&store, &TriageQuery { tag: Some("spring".to_owned()), ..query() }), ["Ada Lovelace"]);
    store.archive_learner(bo, Some(today())).expect("archived");
    assert_eq!(names(&store, &query()), ["Ada Lovelace"]);
    assert_eq!(names(&store, &TriageQuery { archived: true, ..query() }), ["Bo"]);
    assert_eq!(store.learners().expect("the menu").len(), 1);
}

#[test]
fn an_edit_and_a_new_catalogue_ask_for_another_look() {
    let world = World::new();
    let mut store = world.open();
    let id = add(&mut store, "Ada");
    assert_eq!(store.stale_learners(today()).expect("a list"), [id]);
    let looked = found(&store, id, 0, None);
    store.keep_triage(&[looked], today()).expect("kept");
    assert_eq!(store.stale_learners(today()).expect("a list"), []);
    store.save_learner(id, &LearnerRecord::default(), "Edited", at(1)).expect("an edit");
    assert_eq!(store.stale_learners(today()).expect("a list"), [id]);
    let looked = found(&store, id, 0, None);
    store.keep_triage(&[looked], today()).expect("kept");
    let file = SourceFile::new("p.json", pack("p", "1", r#"{"id":"x:a","title":"A","kind":"course","issuer":"org:p"}"#));
    store.import_packs(&[file], today()).expect("a pack");
    assert_eq!(store.stale_learners(today()).expect("a list"), [id]);
}

#[test]
fn many_come_in_together_with_their_tags() {
    let world = World::new();
    let mut store = world.open();
    let people: Vec<(LearnerRecord, Vec<String>)> = (0..500)
        .map(|number| (LearnerRecord { name: Some(format!("Learner {number:03}")), ..LearnerRecord::default() }, vec!["cohort".to_owned()]))
        .collect();
    assert_eq!(store.add_learners(&people, at(0)).expect("added").len(), 500);
    let list = store.triage(&TriageQuery { words: "cohort 49".to_owned(), ..query() }, today()).expect("a list");
    assert_eq!((list.total, list.stale), (15, 500));
    assert_eq!(list.tags, [("cohort".to_owned(), 500)]);
}

#[test]
fn erasing_leaves_nothing_in_the_file() {
    let world = World::new();
    let mut store = world.open();
    let (id, other) = (add(&mut store, "Zebedee Quux"), add(&mut store, "Someone Else"));
    store.tag_learner(id, &["vermilion".to_owned()]).expect("a tag");
    store.attach(id, "letter.txt", b"ultramarine letter", at(0)).expect("a document");
    store.carry(id, at(0)).expect("a copy");
    let receipt = store.erase_learner(id, at(1)).expect("erased");
    assert!(receipt.removed.contains(&("attachment".to_owned(), 1)) && receipt.removed.contains(&("learner".to_owned(), 1)));
    drop(store);
    for file in std::fs::read_dir(world.folder()).expect("the folder") {
        let path = file.expect("a file").path();
        let bytes = std::fs::read(&path).expect("its bytes");
        for secret in ["Zebedee", "vermilion", "ultramarine"] {
            let there = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!there, "{} still holds {secret}", path.display());
        }
    }
    assert_eq!(world.open().learners().expect("the others")[0].id, other);
}

#[test]
fn a_record_comes_back_and_is_known_by_the_state_in_which_it_left() {
    let world = World::new();
    let mut store = world.open();
    let id = add(&mut store, "Ada");
    let text = store.carry(id, at(0)).expect("a copy");
    let (mut copy, _) = read_learner(&SourceFile::new("copy", text)).expect("a record");
    copy.gates.insert("g:in".into(), GateState::Met);
    let mut record = store.learner(id).expect("the learner").record;
    record.gates.insert("g:other".into(), GateState::Unmet);
    store.save_learner(id, &record, "Answered", at(1)).expect("an edit");
    let returned = store.returned(&copy).expect("an answer").expect("it left from here");
    assert_eq!(returned.learner, id);
    let merged = merge(Some(&returned.base), &record, &copy, &BTreeMap::new()).expect("a record");
    assert_eq!((merged.conflicts, merged.taken), (Vec::new(), vec!["gates/g:in".to_owned()]));
    assert_eq!(merged.record.gates.len(), 2);
    let elsewhere = World::new();
    assert_eq!(elsewhere.open().returned(&copy).expect("an answer"), None);
}

#[test]
fn a_session_says_what_was_decided_and_never_changes_again() {
    let world = World::new();
    let mut store = world.open();
    let id = add(&mut store, "Ada");
    let edit = |store: &mut Store, gate: &str, day: u64| {
        let mut record = store.learner(id).expect("the learner").record;
        record.gates.insert(gate.into(), GateState::Met);
        store.save_learner(id, &record, &format!("Answer to {gate}"), at(day)).expect("an edit");
    };
    edit(&mut store, "g:before", 1);
    store.start_session(id, "Grace", at(2)).expect("a session");
    edit(&mut store, "g:kept", 3);
    store.what_if(id, WhatIf::Begin, at(3)).expect("a what-if");
    edit(&mut store, "g:tried", 4);
    store.what_if(id, WhatIf::Drop, at(5)).expect("it is dropped");
    let record = store.learner(id).expect("the learner").record;
    assert_eq!((record.gate(&"g:kept".into()), record.gate(&"g:tried".into())), (GateState::Met, GateState::Unknown));
    let notes = SessionNotes { notes: "Talked".to_owned(), next_date: Some(today()), ..SessionNotes::default() };
    store.note_session(id, &notes).expect("notes");
    store.end_session(id, at(6)).expect("it ends");
    edit(&mut store, "g:after", 7);
    let past = store.past_sessions(id).expect("sessions");
    assert_eq!(past[0].decided, ["Answer to g:kept"], "what was tried and dropped is no decision");
    assert_eq!((past[0].advisor.as_str(), &past[0].notes), ("Grace", &notes));
    assert!(matches!(store.note_session(id, &SessionNotes::default()), Err(StoreError::NoSession)));
    assert_eq!(store.past_sessions(id).expect("sessions"), past);
}
