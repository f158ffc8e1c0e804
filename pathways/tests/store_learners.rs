//! The store of learners: records without loss, edits that can be undone after a restart, plans, settings.

mod store_world;

use chrono::{DateTime, Days, NaiveDate, Utc};
use pathways::agreed::{self, AgreedPlan};
use pathways::bundled;
use pathways::interchange::SourceFile;
use pathways::model::{AwardId, HeldAward, Plan, PlanStatus};
use pathways::store::{ImportError, LearnerId, Store, StoreError};
use store_world::{World, dump, pack, today};

fn at(day: u64) -> DateTime<Utc> {
    let noon = today().and_hms_opt(12, 0, 0).expect("a time").and_utc();
    noon.checked_add_days(Days::new(day)).expect("a day")
}

fn sample(store: &mut Store) -> LearnerId {
    let file = bundled::learners()[0];
    store.import_learner(&SourceFile::new(file.name, file.text), at(0)).expect("a sample learner").0
}

fn hold(store: &mut Store, id: LearnerId, award: &str, day: u64) {
    let mut record = store.learner(id).expect("the learner").record;
    let earned = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
    record.held.push(HeldAward { award: award.into(), earned, grade: None, expires: None, extensions: Vec::new() });
    store.save_learner(id, &record, &format!("Added {award}"), at(day)).expect("an edit");
}

fn held(store: &Store, id: LearnerId) -> Vec<String> {
    store.learner(id).expect("the learner").record.held.iter().map(|held| held.award.to_string()).collect()
}

#[test]
fn an_imported_record_is_kept_as_it_came() {
    let world = World::new();
    let mut store = world.open();
    for file in bundled::learners() {
        let (id, warnings) = store.import_learner(&SourceFile::new(file.name, file.text), at(0)).expect(file.name);
        assert_eq!(warnings, []);
        assert_eq!(store.learner_text(id).expect("the text"), file.text);
    }
    drop(store);
    let names: Vec<String> = world.open().learners().expect("a list").into_iter().map(|learner| learner.name).collect();
    assert_eq!(names.len(), 3);
    assert!(names.is_sorted(), "{names:?}");
}

#[test]
fn a_bad_record_changes_nothing() {
    let world = World::new();
    let mut store = world.open();
    sample(&mut store);
    let before = dump(&world);
    let bad = SourceFile::new("bad.json", r#"{"format":"cairn.learner/1","held":[{"award":"a"}]}"#);
    let error = store.import_learner(&bad, at(1)).expect_err("a held award without a date");
    assert!(matches!(&error, ImportError::Refused { findings } if findings.iter().all(|finding| finding.file == "bad.json")), "{error}");
    assert_eq!(dump(&world), before);
}

#[test]
fn edits_are_undone_and_redone_across_a_restart() {
    let world = World::new();
    let mut store = world.open();
    let id = sample(&mut store);
    let first = held(&store, id);
    assert_eq!(store.learner(id).expect("the learner").undo, None, "there is nothing before the first state");
    assert_eq!(store.undo(id, at(1)).expect("no failure"), None);
    hold(&mut store, id, "x:one", 1);
    hold(&mut store, id, "x:two", 2);
    drop(store);

    let mut store = world.open();
    let learner = store.learner(id).expect("the learner");
    assert_eq!((learner.undo.as_deref(), learner.redo), (Some("Added x:two"), None));
    assert_eq!(store.undo(id, at(3)).expect("no failure").as_deref(), Some("Added x:two"));
    assert_eq!(store.undo(id, at(3)).expect("no failure").as_deref(), Some("Added x:one"));
    assert_eq!(held(&store, id), first);
    drop(store);

    let mut store = world.open();
    assert_eq!(store.learner(id).expect("the learner").redo.as_deref(), Some("Added x:one"));
    assert_eq!(store.redo(id, at(4)).expect("no failure").as_deref(), Some("Added x:one"));
    assert_eq!(held(&store, id).last().map(String::as_str), Some("x:one"));
    hold(&mut store, id, "x:three", 5);
    assert_eq!(store.redo(id, at(6)).expect("no failure"), None, "an edit ends what could be redone");
    assert_eq!(held(&store, id).len(), first.len() + 2);
}

#[test]
fn only_so_many_states_are_kept() {
    let world = World::new();
    let mut store = world.open();
    let id = sample(&mut store);
    for number in 0..230 {
        hold(&mut store, id, &format!("x:{number}"), 1);
    }
    let mut undone = 0;
    while store.undo(id, at(2)).expect("no failure").is_some() {
        undone += 1;
    }
    assert_eq!(undone, 199, "two hundred states are 199 edits");
    assert_eq!(store.learner(id).expect("the learner").undo, None);
    assert_eq!(held(&store, id).last().map(String::as_str), Some("x:30"));
}

#[test]
fn what_the_program_does_not_interpret_survives_an_edit() {
    let world = World::new();
    let mut store = world.open();
    let id = sample(&mut store);
    let before = store.learner(id).expect("the learner").record;
    hold(&mut store, id, "x:one", 1);
    let mut after = store.learner(id).expect("the learner").record;
    after.held.pop();
    assert_eq!(after, before);
    assert!(store.learner_text(id).expect("the text").contains("\"x-target\""));
}

#[test]
fn the_open_learner_is_remembered_until_removed() {
    let world = World::new();
    let mut store = world.open();
    assert_eq!(store.current_learner().expect("no failure"), None);
    let (one, two) = (sample(&mut store), sample(&mut store));
    store.open_learner(two).expect("a learner");
    drop(store);
    let mut store = world.open();
    assert_eq!(store.current_learner().expect("no failure"), Some(two));
    store.remove_learner(two, at(1)).expect("a learner");
    assert_eq!(store.current_learner().expect("no failure"), None);
    assert!(matches!(store.learner(two), Err(StoreError::NoLearner(id)) if id == two));
    assert!(matches!(store.open_learner(two), Err(StoreError::NoLearner(_))));
    assert!(matches!(store.remove_learner(two, at(1)), Err(StoreError::NoLearner(_))));
    assert_eq!(store.learners().expect("a list").iter().map(|learner| learner.id).collect::<Vec<_>>(), [one]);
}

#[test]
fn plans_are_kept_with_the_versions_of_the_packs() {
    let world = World::new();
    let mut store = world.open();
    let award = r#"{"id":"p:a","title":"A","kind":"master","issuer":"org:p"}"#;
    store.import_packs(&[SourceFile::new("p.json", pack("p", "1", award))], today()).expect("a good pack");
    let learner = sample(&mut store);
    let plan = Plan { target: AwardId::from("p:a"), status: PlanStatus::Held, routes: Vec::new(), blockers: Vec::new(), notes: Vec::new() };
    let first = store.save_plan(learner, "Before the meeting", &plan, at(1)).expect("a plan");
    store.import_packs(&[SourceFile::new("p.json", pack("p", "2", award))], today()).expect("a new version");
    let second = store.save_plan(learner, "After it", &plan, at(2)).expect("a plan");
    drop(store);
    let mut store = world.open();
    let titles: Vec<String> = store.plans(learner).expect("a list").into_iter().map(|plan| plan.title).collect();
    assert_eq!(titles, ["After it", "Before the meeting"]);
    let saved = store.plan(first).expect("a plan");
    assert_eq!((saved.plan, saved.packs.get("p").map(String::as_str)), (plan, Some("1")));
    assert_eq!(store.plan(second).expect("a plan").packs.get("p").map(String::as_str), Some("2"));
    store.remove_plan(first).expect("a plan");
    assert!(matches!(store.plan(first), Err(StoreError::NoPlan(id)) if id == first));
    store.remove_learner(learner, at(1)).expect("a learner");
    assert!(matches!(store.plan(second), Err(StoreError::NoPlan(_))), "plans go with their learner");
}

#[test]
fn settings_are_kept() {
    let world = World::new();
    let mut store = world.open();
    assert_eq!(store.setting::<String>("theme").expect("no failure"), None);
    store.set_setting("theme", "dark").expect("no failure");
    store.set_setting("theme", "light").expect("no failure");
    drop(store);
    let mut store = world.open();
    assert_eq!(store.setting::<String>("theme").expect("no failure").as_deref(), Some("light"));
    assert!(matches!(store.setting::<u32>("theme"), Err(StoreError::Value { .. })));
    store.forget_setting("theme").expect("no failure");
    assert_eq!(store.setting::<String>("theme").expect("no failure"), None);
}

#[test]
fn agreeing_a_plan_keeps_a_snapshot_and_undo_takes_the_agreement_back() {
    let world = World::new();
    let mut store = world.open();
    let id = sample(&mut store);
    let before = store.learner(id).expect("the learner").record;
    let mut record = before.clone();
    let route = pathways::interchange::contract::read_plan(&SourceFile::new(
        "plan",
        r#"{"format":"cairn.plan/1","target":"x:t","status":"routes","blockers":[],"routes":[{"by":"cost","proven":true,"cost":0,"hours":0,
            "finish_week":0,"finish":"2027-01-04","steps":[],"to_confirm":[],"assumptions":[],"notes":[]}]}"#,
    ))
    .expect("a plan")
    .routes
    .remove(0);
    let plan = AgreedPlan::new("x:t".into(), route, today(), store.pack_versions().expect("versions"));
    agreed::adopt(&mut record, plan.clone());
    let version = store.agree(id, &record, &plan, "Agreed a plan", at(1)).expect("an agreement");
    assert_eq!(agreed::of(&store.learner(id).expect("the learner").record).expect("it can be read"), Some(plan));
    assert_eq!(store.undo(id, at(2)).expect("undo").as_deref(), Some("Agreed a plan"));
    assert_eq!(store.learner(id).expect("the learner").record, before);
    assert_eq!(store.plans(id).expect("plans")[0].id, version);
}
