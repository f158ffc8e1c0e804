//! Parts of the catalogue answer as the whole does: the same plans, the same estimates, the same neighbours.

mod store_world;

use std::collections::BTreeSet;
use std::time::Duration;

use pathways::bundled;
use pathways::estimate::Estimates;
use pathways::explain::unlocks::closer;
use pathways::frameworks::Frameworks;
use pathways::graph::AwardGraph;
use pathways::interchange::contract::{plan_to_json, read_learner};
use pathways::interchange::{SourceFile, contract};
use pathways::model::{AwardId, Catalogue, LearnerRecord, Objective};
use pathways::planner::{Request, Unwatched, plan};
use pathways::store::{Part, Store};
use store_world::{World, pack, today};

struct Whole {
    catalogue: Catalogue,
    estimates: Estimates,
    records: Vec<LearnerRecord>,
}

impl Whole {
    fn bundled() -> Self {
        let catalogue = bundled::catalogue().expect("the bundled catalogue");
        let estimates = Estimates::new(&catalogue, Frameworks::bundled());
        let read = |file: &bundled::BundledFile| read_learner(&SourceFile::new(file.name, file.text)).expect(file.name).0;
        Self { catalogue, estimates, records: bundled::learners().iter().map(read).collect() }
    }

    fn qualifications(&self) -> Vec<AwardId> {
        self.catalogue.awards.values().filter(|award| award.kind.is_qualification()).map(|award| award.id.clone()).collect()
    }
}

fn with_bundled(world: &World) -> Store {
    let mut store = world.open();
    store.ensure_bundled(today()).expect("the bundled packs go together");
    store
}

/// A plan as its file, without how long it took.
fn planned(catalogue: &Catalogue, estimates: &Estimates, record: &LearnerRecord, target: &AwardId) -> String {
    let objectives = [Objective::Steps];
    let request = Request {
        catalogue,
        estimates,
        record,
        target,
        objectives: &objectives,
        strict: false,
        without_estimates: false,
        time_limit: Duration::from_secs(600),
    };
    let mut plan = plan(&request, &Unwatched).expect("the record says what is needed");
    plan.routes.iter_mut().for_each(|route| route.solve_micros = 0);
    plan_to_json(&plan).to_string()
}

/// All that the planner and the audit read of a catalogue for a target: the cone, the agreements into it, the estimates in it.
#[test]
fn every_bundled_target_has_the_same_cone_as_in_the_whole_catalogue() {
    let (world, whole) = (World::new(), Whole::bundled());
    let store = with_bundled(&world);
    let graph = AwardGraph::new(&whole.catalogue);
    for target in &whole.qualifications() {
        for record in &whole.records {
            let part = store.toward(std::slice::from_ref(target), record).expect("a part");
            let cone = AwardGraph::new(&part.catalogue).cone(target);
            assert_eq!(cone, graph.cone(target), "{target}");
            let spoken = record.held.iter().map(|held| &held.award);
            let of: BTreeSet<&AwardId> = cone.iter().copied().chain(spoken).collect();
            for id in &of {
                assert_eq!(part.catalogue.awards.get(*id), whole.catalogue.awards.get(*id), "{id} toward {target}");
                let organizations = whole.catalogue.awards.get(*id).map(|award| std::iter::once(&award.issuer).chain(&award.platform));
                for organization in organizations.into_iter().flatten() {
                    assert_eq!(part.catalogue.organizations.get(organization), whole.catalogue.organizations.get(organization));
                }
            }
            for id in &cone {
                let into = |catalogue: &Catalogue| catalogue.granting(id).cloned().collect::<Vec<_>>();
                assert_eq!(into(&part.catalogue), into(&whole.catalogue), "agreements into {id} toward {target}");
            }
            let in_order = whole.catalogue.awards.keys().filter(|id| part.catalogue.awards.contains_key(*id));
            assert!(in_order.eq(part.catalogue.awards.keys()), "the order of the catalogue is kept toward {target}");
            assert_estimates_agree(&part, &of, &whole.estimates);
        }
    }
}

#[test]
fn a_target_has_the_same_plan_from_its_cone_as_from_the_whole_catalogue() {
    let (world, whole) = (World::new(), Whole::bundled());
    let store = with_bundled(&world);
    for (number, target) in whole.qualifications().iter().step_by(83).enumerate() {
        let record = &whole.records[number % whole.records.len()];
        let part = store.toward(std::slice::from_ref(target), record).expect("a part");
        assert_eq!(
            planned(&part.catalogue, &part.estimates, record, target),
            planned(&whole.catalogue, &whole.estimates, record, target),
            "{target}"
        );
    }
}

fn assert_estimates_agree(part: &Part, of: &BTreeSet<&AwardId>, estimates: &Estimates) {
    for id in of {
        assert_eq!(part.estimates.hours(id), estimates.hours(id), "hours of {id}");
        assert_eq!(part.estimates.cost(id), estimates.cost(id), "price of {id}");
    }
}

#[test]
fn estimates_of_rows_are_those_of_the_whole_catalogue() {
    let (world, whole) = (World::new(), Whole::bundled());
    let store = with_bundled(&world);
    let all: Vec<&AwardId> = whole.catalogue.awards.keys().collect();
    for some in all.chunks(50) {
        let part = store.rows(some.iter().copied()).expect("rows");
        assert_estimates_agree(&part, &some.iter().copied().collect(), &whole.estimates);
        for id in some {
            assert_eq!(part.catalogue.awards[*id], whole.catalogue.awards[*id]);
            let recognised = whole.catalogue.recognitions.values().filter(|r| r.from.awards().contains(id)).count();
            assert_eq!(part.recognised_by[*id], recognised, "{id}");
        }
    }
}

#[test]
fn an_award_comes_with_all_that_it_opens_and_all_that_leads_to_it() {
    let (world, whole) = (World::new(), Whole::bundled());
    let store = with_bundled(&world);
    let graph = AwardGraph::new(&whole.catalogue);
    for id in whole.catalogue.awards.keys() {
        let part = store.around(id).expect("a part");
        let near = AwardGraph::new(&part.catalogue);
        assert_eq!(near.opens(id), graph.opens(id), "{id}");
        let granting = |catalogue: &Catalogue| catalogue.granting(id).map(|r| r.id.clone()).collect::<Vec<_>>();
        assert_eq!(granting(&part.catalogue), granting(&whole.catalogue), "{id}");
        let shown: BTreeSet<&AwardId> = graph.opens(id).into_iter().chain([id]).collect();
        assert_estimates_agree(&part, &shown, &whole.estimates);
    }
}

#[test]
fn what_a_record_opens_is_found_along_the_edges() {
    let (world, whole) = (World::new(), Whole::bundled());
    let store = with_bundled(&world);
    for record in &whole.records {
        assert_eq!(store.opened_by(record, usize::MAX >> 1).expect("ids"), closer(&whole.catalogue, record));
    }
}

/// A course with a price, or the price left to be estimated.
fn course(id: &str, issuer: &str, price: Option<u32>) -> String {
    let cost = price.map_or_else(String::new, |price| format!(r#""cost":{{"amount":{price},"currency":"GBP"}},"#));
    format!(r#"{{"id":"{id}","title":"{id}","kind":"course","issuer":"org:{issuer}",{cost}"effort":{{"hours":10}}}}"#)
}

#[test]
fn medians_follow_every_change_of_packs() {
    let world = World::new();
    let mut store = world.open();
    let steps = [
        // Prices of another pack's awards depend on where the issuer is: `q` issues in the name of `p`.
        vec![("p", pack("p", "1", &[course("p:a", "p", Some(100)), course("p:b", "p", Some(300))].join(",")))],
        vec![("q", pack("q", "1", &[course("q:a", "p", Some(500)), course("q:b", "p", None)].join(",")))],
        // The issuer moves, an award goes, one changes, one comes.
        vec![("p", pack("p", "2", &[course("p:b", "p", Some(900)), course("p:c", "p", None)].join(",")).replace("\"GB\"", "\"IE\""))],
        vec![("q", pack("q", "2", &course("q:c", "q", Some(7)))), ("p", pack("p", "3", &course("p:c", "p", Some(1))))],
        vec![("p", pack("p", "4", ""))],
    ];
    for (number, step) in steps.into_iter().enumerate() {
        let files: Vec<SourceFile> = step.into_iter().map(|(name, text)| SourceFile::new(format!("{name}.json"), text)).collect();
        store.import_packs(&files, today()).expect("good packs");
        let catalogue = store.catalogue().expect("a catalogue");
        let estimates = Estimates::new(&catalogue, Frameworks::bundled());
        let ids: BTreeSet<&AwardId> = catalogue.awards.keys().collect();
        assert_estimates_agree(&store.rows(ids.iter().copied()).expect("rows"), &ids, &estimates);
        let size = store.size().expect("a size");
        assert_eq!((size.awards, size.organizations), (catalogue.awards.len(), catalogue.organizations.len()), "step {number}");
    }
}

#[test]
fn what_older_rules_derived_is_derived_anew_when_the_store_opens() {
    let world = World::new();
    drop(with_bundled(&world));
    let before = store_world::dump(&world);
    let connection = rusqlite::Connection::open(pathways::store::StorePath::new(world.folder()).database()).expect("the database");
    connection
        .execute_batch(
            "UPDATE pack SET derived = 0, awards = 0, newest = NULL; DELETE FROM pack_count; DELETE FROM gate; DELETE FROM estimate_amount;
             DELETE FROM estimate_basis; UPDATE estimate_group SET value = NULL, awards = 0; DELETE FROM edge;",
        )
        .expect("what an older version would have left");
    drop(connection);
    let store = world.open();
    let whole = Whole::bundled();
    let ids: BTreeSet<&AwardId> = whole.catalogue.awards.keys().collect();
    assert_estimates_agree(&store.rows(ids.iter().copied()).expect("rows"), &ids, &whole.estimates);
    drop(store);
    let words = |name: &str| name.starts_with("award_text");
    for ((table, rows), (_, earlier)) in store_world::dump(&world).iter().zip(&before).filter(|((table, _), _)| !words(table)) {
        assert_eq!(rows, earlier, "{table}");
    }
}

#[test]
fn a_part_is_read_by_the_same_strict_reader() {
    let world = World::new();
    let mut store = world.open();
    let odd = r#"{ "id":"p:a","title":"A" ,  "kind":"course", "issuer":"org:p", "x-note": [1.50, "ü"] }"#;
    store.import_packs(&[SourceFile::new("p.json", pack("p", "1", odd))], today()).expect("a good pack");
    let part = store.rows([&"p:a".into()]).expect("rows");
    let direct = contract::read_pack(&SourceFile::new("p.json", pack("p", "1", odd))).expect("a good pack");
    assert_eq!(part.catalogue.awards["p:a"], direct.pack.awards[0]);
    assert!(store.rows([&"p:unknown".into()]).expect("rows").catalogue.awards.is_empty());
}
