//! The ledger says what counts where, and what becomes of everything that is held.

use std::time::Duration;

use pathways::estimate::Estimates;
use pathways::frameworks::Frameworks;
use pathways::interchange::SourceFile;
use pathways::interchange::contract::{read_learner, read_packs};
use pathways::ledger::{Fate, Ledger, ledger};
use pathways::model::{AwardId, Objective, exact};
use pathways::planner::{Request, Unwatched, plan};

const PACK: &str = r#"{"format":"cairn.catalogue/1","id":"p","version":"1",
 "organizations":[{"id":"org:u","name":"U"}],
 "awards":[
  {"id":"a","title":"A","kind":"course","issuer":"org:u","credits":[{"value":6,"unit":"ects"}],"cost":{"amount":100,"currency":"EUR"},"effort":{"hours":100}},
  {"id":"b","title":"B","kind":"course","issuer":"org:u","credits":[{"value":3,"unit":"us-semester"}],"cost":{"amount":100,"currency":"EUR"},"effort":{"hours":100}},
  {"id":"c","title":"C","kind":"course","issuer":"org:u","credits":[{"value":5,"unit":"ects"}],"cost":{"amount":50,"currency":"EUR"},"effort":{"hours":100}},
  {"id":"old","title":"Old","kind":"badge","issuer":"org:u","cost":{"amount":1,"currency":"EUR"},"effort":{"hours":1}},
  {"id":"stray","title":"Stray","kind":"badge","issuer":"org:u","cost":{"amount":1,"currency":"EUR"},"effort":{"hours":1}},
  {"id":"block","title":"Block","kind":"transfer-credit","issuer":"org:u","earnable":false},
  {"id":"t","title":"T","kind":"master","issuer":"org:u","cost":{"amount":0,"currency":"EUR"},"effort":{"hours":0},
   "requires":{"all":[{"credits":15,"unit":"ects","from":["a","b","c"],"at_most":[{"credits":10,"from":["a","b"]}]},"block"]}}],
 "recognitions":[{"id":"rec:block","by":"org:u","title":"Old badge for the block","from":{"any":["old","stray"]},"grants":"block","within_months":12},
  {"id":"rec:c","by":"org:u","title":"C for the block","from":"c","grants":"block"}]}"#;

fn drawn_up(held: &str) -> Ledger {
    let (catalogue, _) = read_packs(&[SourceFile::new("pack", PACK)]).expect("the pack is well formed");
    let record = format!(
        r#"{{"format":"cairn.learner/1","held":[{held}],"preferences":{{"start":"2027-01-04","hours_per_week":10,"currency":"EUR"}}}}"#
    );
    let (record, _) = read_learner(&SourceFile::new("learner", record)).expect("the record is well formed");
    let estimates = Estimates::new(&catalogue, Frameworks::bundled());
    let target = AwardId::from("t");
    let request = Request {
        catalogue: &catalogue,
        estimates: &estimates,
        record: &record,
        target: &target,
        objectives: &[Objective::Cost],
        strict: false,
        without_estimates: false,
        time_limit: Duration::from_secs(10),
    };
    let plan = plan(&request, &Unwatched).expect("the record says enough");
    ledger(&catalogue, &record, &plan.routes[0], &target)
}

#[test]
fn caps_and_conversions_show_in_the_pool() {
    let ledger = drawn_up(r#"{"award":"a","earned":"2026-06-01"},{"award":"b","earned":"2026-06-01"}"#);
    let pool = &ledger.lines[0];
    assert!(pool.met);
    assert_eq!(pool.have.as_ref().map(|c| c.value), Some(exact::whole(15)));
    let applied: Vec<(String, String)> = pool
        .entries
        .iter()
        .map(|e| (e.award.to_string(), e.applied.as_ref().map_or_else(String::new, |c| exact::decimal(c.value, 2))))
        .collect();
    // Nothing exceeds the cap of 10 over a and b together, though they are worth 12.
    assert_eq!(applied, [("a", "6"), ("b", "4"), ("c", "5")].map(|(a, c)| (a.to_owned(), c.to_owned())));
    let fates: Vec<(&str, Fate)> = ledger.own.iter().map(|o| (o.award.as_str(), o.fate)).collect();
    assert_eq!(fates, [("a", Fate::Applied), ("b", Fate::Applied), ("b", Fate::Excess)]);
}

#[test]
fn what_cannot_count_says_why() {
    let ledger = drawn_up(r#"{"award":"old","earned":"2020-06-01"},{"award":"gone:x","earned":"2026-06-01"}"#);
    let why: Vec<(&str, Fate, &str)> = ledger.own.iter().map(|o| (o.award.as_str(), o.fate, o.why.as_str())).collect();
    assert_eq!(
        why,
        [
            ("old", Fate::Unusable, "“Old badge for the block” accepts what was earned within 12 months; this is older."),
            ("gone:x", Fate::Unusable, "No pack that is loaded has this award."),
        ]
    );
}

#[test]
fn what_satisfies_an_agreement_is_applied_there() {
    let ledger = drawn_up(r#"{"award":"stray","earned":"2026-12-01"}"#);
    assert!(ledger.own.iter().any(|o| o.award.as_str() == "stray"));
    assert!(ledger.lines.iter().all(|line| line.met));
}
