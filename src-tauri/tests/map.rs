//! The map of a route, over a small world of its own.

use std::time::Duration;

use cairn_desktop::view::{Viewer, map};
use cairn_desktop::wire::learner::GateState;
use cairn_desktop::wire::map::{Bar, EdgeKind, MapNode, MapView, NodeKind};
use cairn_desktop::world::World;
use pathways::interchange::SourceFile;
use pathways::interchange::contract::{read_learner, read_packs};
use pathways::model::{AwardId, Objective};
use pathways::planner::{self, Request, Unwatched};

const PACK: &str = r#"{"format":"cairn.catalogue/1","id":"t","version":"1",
"organizations":[{"id":"org:t","name":"College"}],
"awards":[
 {"id":"a","title":"Held course","kind":"course","issuer":"org:t","credits":[{"value":10,"unit":"ects"}]},
 {"id":"b","title":"Cheap course","kind":"course","issuer":"org:t","credits":[{"value":20,"unit":"ects"}],
  "cost":{"amount":10,"currency":"EUR"},"effort":{"hours":20}},
 {"id":"c","title":"Dear course","kind":"course","issuer":"org:t","credits":[{"value":20,"unit":"ects"}],
  "cost":{"amount":900,"currency":"EUR"},"effort":{"hours":20}},
 {"id":"d","title":"Barred course","kind":"course","issuer":"org:t","credits":[{"value":20,"unit":"ects"}],
  "cost":{"amount":5,"currency":"EUR"},"effort":{"hours":20}},
 {"id":"m","title":"Degree","kind":"master","issuer":"org:t","cost":{"amount":0,"currency":"EUR"},"effort":{"hours":0},
  "requires":{"all":[
   {"credits":30,"unit":"ects","from":["a","b","c","d"]},
   {"gate":"t:admission","kind":"admission","label":"Are you admitted?"}]}}]}"#;

const RECORD: &str = r#"{"format":"cairn.learner/1","held":[{"award":"a","earned":"2026-01-01"}],
"preferences":{"start":"2027-01-04","hours_per_week":10,"currency":"EUR","exclude":{"awards":["d"]}}}"#;

/// The map of the cheapest route to the degree.
fn drawn() -> MapView {
    drawn_with(100)
}

/// The same with room for so many awards that could stand in.
fn drawn_with(alternatives: usize) -> MapView {
    let (catalogue, _) = read_packs(&[SourceFile::new("pack.json", PACK)]).expect("the pack is legal");
    let (record, _) = read_learner(&SourceFile::new("learner.json", RECORD)).expect("the record is legal");
    let world = World::new(catalogue);
    let target = AwardId::from("m");
    let request = Request {
        catalogue: &world.catalogue,
        estimates: &world.estimates,
        record: &record,
        target: &target,
        objectives: &[Objective::Cost],
        strict: false,
        without_estimates: false,
        time_limit: Duration::from_secs(20),
    };
    let plan = planner::plan(&request, &Unwatched).expect("the record says what planning needs");
    let today = record.preferences.start.expect("a start");
    map::draw(&plan.routes[0], &target, alternatives, &Viewer { world: &world, record: &record, today }).map
}

fn only(map: &MapView, kind: NodeKind) -> &MapNode {
    let nodes: Vec<&MapNode> = map.nodes.iter().filter(|node| node.kind == kind).collect();
    assert_eq!(nodes.len(), 1, "one {kind:?}: {nodes:?}");
    nodes[0]
}

#[test]
fn what_is_held_and_what_is_planned_meet_in_the_requirement_before_the_target() {
    let map = drawn();
    let [held, planned, station, target] =
        [NodeKind::Held, NodeKind::Planned, NodeKind::Requirement, NodeKind::Target].map(|k| only(&map, k));
    assert_eq!((held.award.as_deref(), planned.award.as_deref(), target.award.as_deref()), (Some("a"), Some("b"), Some("m")));
    for from in [held, planned] {
        assert!(map.edges.iter().any(|e| e.from == from.id && e.to == station.id && e.kind == EdgeKind::Credit), "{:?}", map.edges);
        assert!(from.depth < station.depth);
    }
    assert!(map.edges.iter().any(|e| e.from == station.id && e.to == target.id));
    assert!(station.depth < target.depth);
}

#[test]
fn a_station_tells_how_far_what_is_held_leads() {
    let map = drawn();
    let progress = only(&map, NodeKind::Requirement).progress.clone().expect("a station tells its progress");
    let amounts = [&progress.have, &progress.planned, &progress.need].map(String::as_str);
    assert_eq!((amounts, progress.unit.as_str(), progress.options), (["10", "20", "30"], "ects", 4));
}

#[test]
fn what_could_stand_in_is_told_from_what_the_learner_barred() {
    let map = drawn();
    let [open, barred] = [NodeKind::Alternative, NodeKind::Barred].map(|kind| only(&map, kind));
    assert_eq!((open.award.as_deref(), barred.award.as_deref()), (Some("c"), Some("d")));
    assert_eq!((open.bar, barred.bar), (None, Some(Bar::Excluded)));
    for node in [open, barred] {
        let edges: Vec<_> = map.edges.iter().filter(|edge| edge.from == node.id).collect();
        assert!(edges.len() == 1 && edges[0].kind == EdgeKind::Alternative, "nothing rests on it: {edges:?}");
    }
}

#[test]
fn a_gate_to_confirm_leads_to_the_award_that_asks_it() {
    let map = drawn();
    let (gate, target) = (only(&map, NodeKind::Gate), only(&map, NodeKind::Target));
    assert_eq!((gate.title.as_str(), gate.gate), ("Are you admitted?", Some(GateState::Unknown)));
    assert!(map.edges.iter().any(|edge| edge.from == gate.id && edge.to == target.id));
}

#[test]
fn what_is_left_out_for_want_of_room_is_counted() {
    let map = drawn_with(1);
    assert_eq!(only(&map, NodeKind::Alternative).award.as_deref(), Some("c"), "what is open to the learner is drawn first");
    assert_eq!(only(&map, NodeKind::Requirement).more, 1);
}
