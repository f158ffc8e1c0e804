//! The layers of the map: recognitions, circles, and what is held but does not count.

use cairn_desktop::view::{Viewer, map};
use cairn_desktop::wire::map::{EdgeKind, MapView, NodeKind};
use cairn_desktop::world::World;
use chrono::NaiveDate;
use pathways::interchange::{SourceFile, contract};
use pathways::model::{AwardId, LearnerRecord, Objective};
use pathways::planner::{self, Request, Unwatched};
use serde_json::{Value, json};

/// An award that costs 100 and takes ten hours.
fn award(id: &str, more: Value) -> Value {
    let mut award = json!({ "id": id, "title": id, "kind": "course", "issuer": "org:u", "cost": { "amount": 100, "currency": "USD" },
        "effort": { "hours": 10, "weeks": 1 }, "credits": [{ "value": 3, "unit": "ects" }] });
    for (key, value) in more.as_object().expect("an object") {
        award[key] = value.clone();
    }
    award
}

/// Plans the cheapest route to `t` and draws it.
fn draw(awards: &[Value], recognitions: Value, record: Value) -> MapView {
    let organization = json!({ "id": "org:u", "name": "U", "country": "US", "kind": "university" });
    let pack = json!({ "format": "cairn.catalogue/1", "id": "p", "version": "1", "organizations": [organization],
        "awards": awards, "recognitions": recognitions });
    let mut learner = json!({ "format": "cairn.learner/1", "held": [],
        "preferences": { "start": "2027-01-04", "hours_per_week": 10, "currency": "USD" } });
    for (key, value) in record.as_object().expect("an object") {
        learner[key] = value.clone();
    }
    let (catalogue, _) = contract::read_packs(&[SourceFile::new("p.json", pack.to_string())]).expect("a pack");
    let (record, _): (LearnerRecord, _) = contract::read_learner(&SourceFile::new("l.json", learner.to_string())).expect("a record");
    let world = World::new(catalogue);
    let target = AwardId::from("t");
    let request = Request {
        catalogue: &world.catalogue,
        estimates: &world.estimates,
        record: &record,
        target: &target,
        objectives: &[Objective::Cost],
        strict: false,
        without_estimates: false,
        time_limit: std::time::Duration::from_secs(30),
    };
    let plan = planner::plan(&request, &Unwatched).expect("a plan");
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    let viewer = Viewer { world: &world, record: &record, today };
    map::draw(plan.routes.first().expect("a route"), &target, 100, &viewer).map
}

fn kind(map: &MapView, id: &str) -> Option<NodeKind> {
    map.nodes.iter().find(|node| node.id == id).map(|node| node.kind)
}

fn edge(map: &MapView, from: &str, to: &str) -> Option<EdgeKind> {
    map.edges.iter().find(|edge| edge.from == from && edge.to == to).map(|edge| edge.kind)
}

fn assert_layered(map: &MapView) {
    let depth = |id: &str| map.nodes.iter().find(|node| node.id == id).map(|node| node.depth).expect("both ends are nodes");
    for edge in &map.edges {
        assert!(depth(&edge.from) < depth(&edge.to), "{edge:?}");
    }
}

#[test]
fn a_recognised_award_stands_between_what_is_held_and_the_target() {
    let awards = [
        award("a", json!({})),
        award("block", json!({ "kind": "transfer-credit", "earnable": false })),
        award("t", json!({ "kind": "master", "requires": { "all": ["block", { "gate": "g", "label": "Admission" }] } })),
    ];
    let recognition = json!([{ "id": "rec:1", "by": "org:u", "from": "a", "grants": "block", "into": "t" }]);
    let map = draw(&awards, recognition, json!({ "held": [{ "award": "a", "earned": "2026-01-01" }] }));
    assert_layered(&map);
    assert_eq!(kind(&map, "a"), Some(NodeKind::Held));
    assert_eq!(kind(&map, "block"), Some(NodeKind::Recognised));
    assert_eq!(kind(&map, "gate:g"), Some(NodeKind::Gate));
    assert_eq!(kind(&map, "t"), Some(NodeKind::Target));
    assert_eq!(edge(&map, "a", "block"), Some(EdgeKind::Recognition));
    let credit = map.edges.iter().find(|edge| edge.from == "a").and_then(|edge| edge.credit.as_ref());
    assert_eq!(credit.map(|credit| (credit.value.as_str(), credit.unit.as_str())), Some(("3", "ects")));
}

#[test]
fn awards_that_are_recognised_for_each_other_are_drawn_without_a_circle() {
    let awards = [
        award("a", json!({})),
        award("b", json!({ "cost": { "amount": 900, "currency": "USD" } })),
        award("t", json!({ "kind": "master", "requires": { "all": ["a", "b"] } })),
    ];
    let both = json!([
        { "id": "rec:ab", "by": "org:u", "from": "a", "grants": "b" },
        { "id": "rec:ba", "by": "org:u", "from": "b", "grants": "a" },
    ]);
    let map = draw(&awards, both, json!({}));
    assert_layered(&map);
    assert_eq!(edge(&map, "a", "b"), Some(EdgeKind::Recognition));
    assert_eq!(edge(&map, "b", "a"), None);
}

#[test]
fn what_is_held_and_does_not_count_is_not_drawn_as_counting() {
    let awards = [
        award("a", json!({ "validity_months": 12 })),
        award("b", json!({})),
        award("c", json!({})),
        award("t", json!({ "kind": "master", "requires": { "any": ["a", { "award": "b", "min_grade": 80 }, "c"] } })),
    ];
    let held = json!([{ "award": "a", "earned": "2020-01-01" }, { "award": "b", "earned": "2026-01-01", "grade": 50 }]);
    let map = draw(&awards, json!([]), json!({ "held": held }));
    assert_layered(&map);
    assert!(map.nodes.iter().all(|node| node.kind != NodeKind::Held), "{:?}", map.nodes);
    let counted: Vec<&str> = map.edges.iter().filter(|edge| edge.kind == EdgeKind::Requires).map(|edge| edge.from.as_str()).collect();
    assert_eq!(counted.len(), 1, "{counted:?}");
    assert!(["a", "c"].contains(&counted[0]), "{counted:?}");
}
