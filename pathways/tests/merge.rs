//! A record that was carried away comes back: nothing is lost, and what contradicts is shown.

use std::collections::BTreeMap;

use pathways::interchange::SourceFile;
use pathways::interchange::contract::{read_learner, write_learner};
use pathways::interchange::merge::{Side, merge};
use pathways::model::LearnerRecord;
use proptest::prelude::*;
use serde_json::{Value, json};

fn read(value: &Value) -> LearnerRecord {
    read_learner(&SourceFile::new("record", value.to_string())).expect("a record").0
}

fn base() -> Value {
    json!({ "format": "cairn.learner/1", "name": "Ada",
        "held": [{ "award": "a:one/two", "earned": "2026-01-01", "grade": 80 }, { "award": "a:three", "earned": "2026-02-01" }],
        "gates": { "g:in": "unknown" },
        "preferences": { "start": "2027-01-04", "hours_per_week": 10, "currency": "EUR", "budget": 9000,
            "exclude": { "awards": ["a:no"], "organizations": [] }, "rates": { "USD": 0.9 }, "breaks": [{ "from": "2027-07-01", "until": "2027-07-31" }] },
        "exceptions": [{ "kind": "waive", "award": "a:w", "reason": "r", "authority": "x", "date": "2026-01-01" }],
        "x-agreed": { "agreed": "2026-11-24", "plan": { "k": 1 }, "steps": [{ "award": "a:s", "state": "enrolled", "on": "2027-01-04" }] } })
}

fn with(change: impl Fn(&mut Value)) -> LearnerRecord {
    let mut value = base();
    change(&mut value);
    read(&value)
}

#[test]
fn what_changed_on_one_side_is_taken_from_there() {
    let start = read(&base());
    let ours = with(|r| r["gates"]["g:in"] = json!("met"));
    let theirs = with(|r| {
        r["held"].as_array_mut().expect("a list").push(json!({ "award": "a:new", "earned": "2026-05-05" }));
        r["preferences"]["budget"] = json!(7000);
        r["x-agreed"]["steps"][0]["state"] = json!("completed");
        r["preferences"]["exclude"]["awards"] = json!([]);
    });
    let merged = merge(Some(&start), &ours, &theirs, &BTreeMap::new()).expect("a record");
    assert_eq!(merged.conflicts, []);
    let wanted = with(|r| {
        r["gates"]["g:in"] = json!("met");
        r["held"].as_array_mut().expect("a list").push(json!({ "award": "a:new", "earned": "2026-05-05" }));
        r["preferences"]["budget"] = json!(7000);
        r["x-agreed"]["steps"][0]["state"] = json!("completed");
        r["preferences"]["exclude"]["awards"] = json!([]);
    });
    assert_eq!(write_learner(&merged.record), write_learner(&wanted));
    let mut taken = merged.taken;
    taken.sort();
    assert_eq!(taken, ["held/a:new", "preferences/budget", "preferences/exclude/awards/a:no", "x-agreed/steps/a:s"]);
}

#[test]
fn what_changed_on_both_sides_is_shown_and_decided_by_a_person() {
    let start = read(&base());
    let ours = with(|r| r["held"][0]["grade"] = json!(85));
    let theirs = with(|r| r["held"][0]["grade"] = json!(75));
    let shown = merge(Some(&start), &ours, &theirs, &BTreeMap::new()).expect("a record");
    assert_eq!(shown.conflicts.len(), 1);
    assert_eq!(shown.conflicts[0].field, "held/a:one/two");
    assert!(shown.conflicts[0].ours.as_deref().is_some_and(|ours| ours.contains("85")));
    assert_eq!(shown.record, ours, "until it is decided nothing changes");
    let decided = BTreeMap::from([("held/a:one/two".to_owned(), Side::Theirs)]);
    let merged = merge(Some(&start), &ours, &theirs, &decided).expect("a record");
    assert_eq!((merged.record, merged.conflicts), (theirs, Vec::new()));
}

#[test]
fn without_the_state_in_which_it_left_every_difference_is_a_conflict() {
    let theirs = with(|r| r["preferences"]["budget"] = json!(1));
    let shown = merge(None, &read(&base()), &theirs, &BTreeMap::new()).expect("a record");
    assert_eq!(shown.conflicts.iter().map(|c| c.field.as_str()).collect::<Vec<_>>(), ["preferences/budget"]);
}

/// A change of one field.
fn change(which: u8, value: u8, record: &mut Value) {
    match which % 6 {
        0 => record["held"][0]["grade"] = json!(value % 101),
        1 => record["gates"]["g:in"] = json!(["met", "unmet", "unknown"][usize::from(value % 3)]),
        2 => record["preferences"]["budget"] = json!(value),
        3 => record["held"].as_array_mut().expect("a list").truncate(usize::from(value % 3)),
        4 => record["preferences"]["rates"]["GBP"] = json!(1 + u32::from(value)),
        _ => record["x-agreed"]["steps"][0]["on"] = json!(format!("2027-01-{:02}", 1 + value % 28)),
    }
}

proptest! {
    /// Merging with the state in which it left gives the other copy; merging with itself gives itself; both ways agree.
    #[test]
    fn nothing_is_lost(ours in prop::collection::vec((0..6_u8, any::<u8>()), 0..4), theirs in prop::collection::vec((0..6_u8, any::<u8>()), 0..4)) {
        let apply = |changes: &[(u8, u8)]| {
            let mut value = base();
            // A list that lost its first element can no longer have that element changed.
            for (which, to) in changes.iter().filter(|(which, _)| which % 6 != 3).chain(changes.iter().filter(|(which, _)| which % 6 == 3)) {
                change(*which, *to, &mut value);
            }
            read(&value)
        };
        let (start, one, other) = (read(&base()), apply(&ours), apply(&theirs));
        prop_assert_eq!(&merge(Some(&start), &start, &other, &BTreeMap::new()).expect("a record").record.preferences, &other.preferences);
        let same = merge(Some(&start), &one, &one, &BTreeMap::new()).expect("a record");
        prop_assert_eq!(&same.record, &one);
        prop_assert!(same.conflicts.is_empty() && same.taken.is_empty());
        let here = merge(Some(&start), &one, &other, &BTreeMap::new()).expect("a record");
        let there = merge(Some(&start), &other, &one, &BTreeMap::new()).expect("a record");
        prop_assert_eq!(here.conflicts.len(), there.conflicts.len());
        if here.conflicts.is_empty() {
            let sorted = |record: &LearnerRecord| { let mut held = record.held.clone(); held.sort_by(|a, b| a.award.cmp(&b.award)); held };
            prop_assert_eq!(sorted(&here.record), sorted(&there.record));
            prop_assert_eq!(here.record.gates, there.record.gates);
        }
    }
}
