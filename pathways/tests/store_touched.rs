//! Hundreds of learners with agreed plans: a change of the catalogue asks for another look at those whose plans rest on it, and at
//! nobody else.

mod store_world;

use std::time::Duration;

use chrono::{DateTime, Utc};
use pathways::agreed::{self, AgreedPlan};
use pathways::answer::answer;
use pathways::estimate::Estimates;
use pathways::frameworks::Frameworks;
use pathways::interchange::SourceFile;
use pathways::model::exact::whole;
use pathways::model::{AwardId, Catalogue, Currency, LearnerRecord, Objective};
use pathways::planner::{Request, Unwatched};
use pathways::store::{Store, TriageOnly, TriageQuery};
use store_world::{World, pack, today};

const LEARNERS: usize = 300;

/// Two certificates, each over a course of its own, and an award on which nothing rests.
fn awards(price_of_one: u32) -> String {
    let course = |id: &str, price: u32| {
        format!(
            r#"{{"id":"p:{id}","kind":"course","title":"Course {id}","issuer":"org:p","level":{{"framework":"EQF","value":"5"}},
"cost":{{"amount":{price},"currency":"GBP"}},"effort":{{"hours":40,"weeks":4}},
"sources":[{{"url":"https://p.example/{id}","as_of":"2026-01"}}],"confidence":"stated"}}"#
        )
    };
    let certificate = |id: &str, over: &str| {
        format!(
            r#"{{"id":"p:{id}","kind":"certificate","title":"Certificate {id}","issuer":"org:p","level":{{"framework":"EQF","value":"5"}},
"cost":{{"amount":0,"currency":"GBP"}},"effort":{{"hours":0,"weeks":0}},"requires":{{"award":"p:{over}"}},
"sources":[{{"url":"https://p.example/{id}","as_of":"2026-01"}}],"confidence":"stated"}}"#
        )
    };
    let all =
        [course("one", price_of_one), course("two", 200), course("alone", 300), certificate("first", "one"), certificate("second", "two")];
    all.join(",")
}

fn bring(store: &mut Store, version: &str, awards: &str) -> pathways::store::ImportReport {
    let file = SourceFile::new("p.json", pack("p", version, awards));
    store.import_packs(&[file], today()).expect("a good pack")
}

fn with_plan(catalogue: &Catalogue, name: String, target: &str) -> LearnerRecord {
    let mut record = LearnerRecord { name: Some(name), ..LearnerRecord::default() };
    record.preferences.start = Some(today());
    record.preferences.hours_per_week = Some(whole(10));
    record.preferences.currency = Currency::from_code("GBP");
    let estimates = Estimates::new(catalogue, Frameworks::bundled());
    let target = AwardId::from(target);
    let request = Request {
        catalogue,
        estimates: &estimates,
        record: &record,
        target: &target,
        objectives: &[Objective::Cost],
        strict: false,
        without_estimates: false,
        time_limit: Duration::from_secs(20),
    };
    let route = answer(&request, &Unwatched).expect("a plan").routes.into_iter().next().expect("a route");
    agreed::adopt(&mut record, AgreedPlan::new(target, route, today(), Default::default()));
    record
}

/// A store in which every other learner goes for the second certificate.
fn filled(world: &World) -> Store {
    let mut store = world.open();
    bring(&mut store, "1", &awards(100));
    let catalogue = store.catalogue().expect("a catalogue");
    let models = ["p:first", "p:second"].map(|target| with_plan(&catalogue, String::new(), target));
    let people: Vec<(LearnerRecord, Vec<String>)> = (0..LEARNERS)
        .map(|number| {
            let record = LearnerRecord { name: Some(format!("Learner {number:03}")), ..models[number % 2].clone() };
            (record, vec![["odd", "even"][number % 2].to_owned()])
        })
        .collect();
    let at: DateTime<Utc> = today().and_hms_opt(9, 0, 0).expect("a time").and_utc();
    store.add_learners(&people, at).expect("learners");
    store
}

/// Looks at everyone who asks for it; returns how many.
fn look_again(store: &mut Store) -> usize {
    let ids = store.stale_learners(today()).expect("a list");
    let batch = store.to_look_at(&ids).expect("records");
    let found = agreed::look(&batch.learners, &batch.catalogue, today());
    store.keep_triage(&found, today()).expect("kept");
    found.len()
}

fn total(store: &Store, query: TriageQuery) -> usize {
    store.triage(&TriageQuery { limit: 10, ..query }, today()).expect("a list").total
}

fn only(store: &Store, only: TriageOnly) -> usize {
    total(store, TriageQuery { only: Some(only), ..TriageQuery::default() })
}

#[test]
fn hundreds_are_listed_searched_and_looked_at_once() {
    let world = World::new();
    let mut store = filled(&world);
    assert_eq!(look_again(&mut store), LEARNERS);
    assert_eq!(look_again(&mut store), 0, "nothing has changed since");
    assert_eq!(total(&store, TriageQuery::default()), LEARNERS);
    assert_eq!(total(&store, TriageQuery { words: "learner 123".to_owned(), ..TriageQuery::default() }), 1);
    assert_eq!(total(&store, TriageQuery { tag: Some("even".to_owned()), ..TriageQuery::default() }), LEARNERS / 2);
    assert_eq!(only(&store, TriageOnly::Broken), 0);
}

#[test]
fn a_new_version_asks_for_another_look_at_the_plans_that_rest_on_what_it_changes() {
    let world = World::new();
    let mut store = filled(&world);
    look_again(&mut store);

    let touched = bring(&mut store, "2", &awards(150)).touched;
    assert_eq!(touched.total, LEARNERS / 2);
    assert_eq!(touched.first[0].1, "Learner 000");
    assert_eq!(only(&store, TriageOnly::Touched), LEARNERS / 2);
    assert_eq!(look_again(&mut store), LEARNERS / 2, "the others were not looked at again");
    assert_eq!(only(&store, TriageOnly::Touched), 0);
    assert_eq!(only(&store, TriageOnly::Broken), 0, "another price breaks no plan");

    let retired = awards(150).replace(r#""title":"Course one""#, r#""title":"Course one","status":"retired""#);
    assert_eq!(bring(&mut store, "3", &retired).touched.total, LEARNERS / 2);
    assert_eq!(look_again(&mut store), LEARNERS / 2);
    assert_eq!(only(&store, TriageOnly::Broken), LEARNERS / 2);
}

#[test]
fn a_change_on_which_nothing_rests_leaves_everyone_as_found() {
    let world = World::new();
    let mut store = filled(&world);
    look_again(&mut store);
    let other = awards(100).replace(r#""amount":300"#, r#""amount":900"#);
    assert_eq!(bring(&mut store, "2", &other).touched.total, 0);
    assert_eq!(look_again(&mut store), 0);
}

#[test]
fn a_pack_that_is_taken_out_touches_every_plan_that_rested_on_it() {
    let world = World::new();
    let mut store = filled(&world);
    look_again(&mut store);
    assert_eq!(store.remove_pack(&"p".into(), today()).expect("it goes").touched.total, LEARNERS);
    assert_eq!(look_again(&mut store), LEARNERS);
    assert_eq!(only(&store, TriageOnly::Broken), LEARNERS);
    assert_eq!(store.restore_pack(&"p".into(), today()).expect("it comes back").touched.total, LEARNERS);
    look_again(&mut store);
    assert_eq!(only(&store, TriageOnly::Broken), 0);
}

/// An edit that came while the catalogue was being changed is not taken for one that somebody has seen.
#[test]
fn an_edited_record_stays_to_be_looked_at_when_the_catalogue_changes_elsewhere() {
    let world = World::new();
    let mut store = filled(&world);
    look_again(&mut store);
    let id = store.learners().expect("learners")[0].id;
    let (record, _) = store.record(id).expect("a record");
    let later = today().and_hms_opt(10, 0, 0).expect("a time").and_utc();
    store.save_learner(id, &LearnerRecord { name: Some("Renamed".to_owned()), ..record }, "Renamed", later).expect("saved");
    let other = awards(100).replace(r#""amount":300"#, r#""amount":900"#);
    bring(&mut store, "2", &other);
    assert_eq!(store.stale_learners(today()).expect("a list"), [id]);
}
