//! Skills as a target: the cheapest awards that cover them, proven, and judged by the audit.

use std::time::Duration;

use pathways::answer::answer;
use pathways::audit::audit;
use pathways::estimate::Estimates;
use pathways::frameworks::Frameworks;
use pathways::interchange::SourceFile;
use pathways::interchange::contract::{read_learner, read_packs};
use pathways::model::{Catalogue, LearnerRecord, Objective, Plan, PlanStatus, exact};
use pathways::planner::{Request, Unwatched};
use pathways::skills::{SkillTarget, all_skills, skill_target};
use proptest::prelude::*;
use serde_json::{Value, json};

const ESCO: &str = "http://data.europa.eu/esco/skill/";

fn uri(skill: usize) -> String {
    format!("{ESCO}{skill}")
}

/// Courses with their prices and skills.
fn catalogue(courses: &[(u32, Vec<usize>)]) -> Catalogue {
    let awards: Vec<Value> = courses
        .iter()
        .enumerate()
        .map(|(number, (price, skills))| {
            let skills: Vec<Value> = skills.iter().map(|skill| json!({ "name": format!("Skill {skill}"), "uri": uri(*skill) })).collect();
            json!({ "id": format!("c{number}"), "title": format!("Course {number}"), "kind": "course", "issuer": "org:x",
                "cost": { "amount": price, "currency": "EUR" }, "effort": { "hours": 10 }, "skills": skills })
        })
        .collect();
    let pack = json!({ "format": "cairn.catalogue/1", "id": "p", "version": "1", "organizations": [{ "id": "org:x", "name": "X" }], "awards": awards });
    read_packs(&[SourceFile::new("pack", pack.to_string())]).expect("the pack is well formed").0
}

fn record(held: Value) -> LearnerRecord {
    let record = json!({ "format": "cairn.learner/1", "held": held, "preferences": { "start": "2027-01-04", "hours_per_week": 10, "currency": "EUR" } });
    read_learner(&SourceFile::new("learner", record.to_string())).expect("the record is well formed").0
}

fn plan(target: &SkillTarget, record: &LearnerRecord) -> Plan {
    let estimates = Estimates::new(&target.catalogue, Frameworks::bundled());
    let request = Request {
        catalogue: &target.catalogue,
        estimates: &estimates,
        record,
        target: &target.target,
        objectives: &[Objective::Cost],
        strict: false,
        without_estimates: false,
        time_limit: Duration::from_secs(60),
    };
    let plan = answer(&request, &Unwatched).expect("the record says enough");
    assert!(audit(&target.catalogue, record, false, &plan).is_empty());
    plan
}

#[test]
fn one_award_for_two_skills_beats_two_that_cost_more() {
    let catalogue = catalogue(&[(100, vec![1]), (100, vec![2]), (150, vec![1, 2]), (1, vec![3])]);
    let wanted = skill_target(&catalogue, &[uri(1), uri(2), uri(1)], None);
    assert_eq!(wanted.wanted.iter().map(|skill| skill.awards.len()).collect::<Vec<_>>(), [2, 2]);
    let found = plan(&wanted, &record(json!([])));
    let route = &found.routes[0];
    assert!(route.proven);
    assert_eq!(route.cost, exact::whole(150));
    assert_eq!(route.steps.iter().map(|step| step.award.as_str()).collect::<Vec<_>>(), ["c2", wanted.target.as_str()]);
}

#[test]
fn what_is_held_counts_and_names_do_not() {
    let catalogue = catalogue(&[(100, vec![1]), (40, vec![2])]);
    let held = record(json!([{ "award": "c0", "earned": "2026-01-01" }]));
    assert_eq!(plan(&skill_target(&catalogue, &[uri(1), uri(2)], None), &held).routes[0].cost, exact::whole(40));
    let by_name = plan(&skill_target(&catalogue, &["Skill 1".to_owned()], None), &held);
    assert_eq!(by_name.status, PlanStatus::Unreachable);
    assert_eq!(all_skills(&catalogue).iter().map(|skill| skill.name.as_str()).collect::<Vec<_>>(), ["Skill 1", "Skill 2"]);
}

#[test]
fn the_same_skills_are_the_same_target() {
    let catalogue = catalogue(&[(1, vec![1, 2])]);
    let one = skill_target(&catalogue, &[uri(1), uri(2)], None).target;
    assert_eq!(one, skill_target(&catalogue, &[uri(2), uri(1)], None).target);
    assert_ne!(one, skill_target(&catalogue, &[uri(1)], None).target);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn the_cover_is_the_cheapest_of_all(courses in prop::collection::vec((0_u32..60, prop::collection::btree_set(0_usize..4, 0..4)), 1..7)) {
        let courses: Vec<(u32, Vec<usize>)> = courses.into_iter().map(|(price, skills)| (price, skills.into_iter().collect())).collect();
        let uris: Vec<String> = (0..4).map(uri).collect();
        let found = plan(&skill_target(&catalogue(&courses), &uris, None), &record(json!([])));
        let covers = |set: u32| (0..4).all(|skill| courses.iter().enumerate().any(|(at, (_, skills))| set >> at & 1 == 1 && skills.contains(&skill)));
        let price = |set: u32| courses.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, (price, _))| *price).sum::<u32>();
        let best = (0..1_u32 << courses.len()).filter(|set| covers(*set)).map(price).min();
        prop_assert_eq!(found.routes.first().map(|route| route.cost), best.map(exact::whole));
    }
}
