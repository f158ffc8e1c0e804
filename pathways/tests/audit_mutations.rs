//! The audit beside the planner on whole cases: it accepts what the planner answers, and refuses what is left when a step,
//! a gate or a grade is taken out of it. The planner leaves nothing superfluous in a route, so everything is missed.
//!
//! The cases lie beside the repository; where they are absent the test says so and passes.

use std::path::Path;
use std::time::Duration;

use pathways::audit::audit;
use pathways::estimate::Estimates;
use pathways::frameworks::Frameworks;
use pathways::interchange::SourceFile;
use pathways::interchange::contract::{plan_to_json, read_learner, read_packs, read_plan};
use pathways::model::*;
use pathways::planner::{Request, Unwatched, plan};

struct Case {
    name: String,
    catalogue: Catalogue,
    record: LearnerRecord,
    target: AwardId,
    strict: bool,
}

fn read(path: &Path) -> SourceFile {
    SourceFile::new(path.display().to_string(), std::fs::read(path).expect("a readable file"))
}

/// Every case of the folder whose name begins with one of `families`, in order.
fn cases(families: &[&str]) -> Vec<Case> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(1);
    let found = above.map(|place| place.join("shared/conformance/cases")).find(|path| path.is_dir());
    let Some(folder) = found else {
        println!("skipped: no folder shared/conformance beside the repository");
        return Vec::new();
    };
    let entries = std::fs::read_dir(&folder).expect("a readable folder");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.sort();
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    paths.retain(|path| families.iter().any(|family| name(path).starts_with(family)));
    paths
        .iter()
        .map(|path| {
            let mut packs: Vec<_> = std::fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
            packs.retain(|file| name(file).starts_with("pack"));
            packs.sort();
            let packs: Vec<SourceFile> = packs.iter().map(|file| read(file)).collect();
            let expect: serde_json::Value = serde_json::from_slice(&read(&path.join("expect.json")).bytes).expect("JSON");
            Case {
                name: name(path),
                catalogue: read_packs(&packs).expect("packs without an error").0,
                record: read_learner(&read(&path.join("learner.json"))).expect("a record without an error").0,
                target: expect["target"].as_str().expect("a target").into(),
                strict: expect["strict"].as_bool().unwrap_or(false),
            }
        })
        .collect()
}

fn planned(case: &Case) -> Plan {
    let estimates = Estimates::new(&case.catalogue, Frameworks::bundled());
    let request = Request {
        catalogue: &case.catalogue,
        estimates: &estimates,
        record: &case.record,
        target: &case.target,
        objectives: &[Objective::Cost, Objective::Hours, Objective::Steps, Objective::Finish],
        strict: case.strict,
        without_estimates: false,
        time_limit: Duration::from_secs(10),
    };
    plan(&request, &Unwatched).expect("the record says when to start")
}

fn rules(case: &Case, plan: &Plan) -> Vec<&'static str> {
    audit(&case.catalogue, &case.record, case.strict, plan).into_iter().map(|violation| violation.rule).collect()
}

/// The route without one step, its sums made true again.
fn without_step(route: &Route, at: usize) -> Route {
    let mut route = route.clone();
    route.steps.remove(at);
    route.cost = route.steps.iter().map(|step| step.cost).sum();
    route.hours = route.steps.iter().map(|step| step.hours).sum();
    route.proven = false;
    route.bound = Rational::from_integer(0);
    route
}

#[test]
fn the_audit_accepts_the_planner_and_misses_whatever_is_taken_away() {
    let mut judged = 0;
    for case in cases(&["mini-", "dense-15", "mutual-12", "nested-20", "schedule-6", "blocked-30-0"]) {
        let plan = planned(&case);
        assert_eq!(
            rules(&case, &plan),
            Vec::<&str>::new(),
            "{}: {:?}",
            case.name,
            audit(&case.catalogue, &case.record, case.strict, &plan)
        );
        for route in &plan.routes {
            let alone = |route: Route| Plan { routes: vec![route], ..plan.clone() };
            for at in (0..route.steps.len()).filter(|at| route.steps[*at].award != plan.target) {
                let broken = rules(&case, &alone(without_step(route, at)));
                assert!(!broken.is_empty(), "{}: {} is missed", case.name, route.steps[at].award);
            }
            if !route.to_confirm.is_empty() {
                let silent = Route { to_confirm: Vec::new(), ..route.clone() };
                assert!(rules(&case, &alone(silent)).contains(&"unlisted-gate"), "{}", case.name);
            }
            if !route.assumptions.is_empty() {
                let silent = Route { assumptions: Vec::new(), ..route.clone() };
                assert!(rules(&case, &alone(silent)).contains(&"unlisted-grade"), "{}", case.name);
            }
            judged += 1;
        }
        let reread = read_plan(&SourceFile::new("plan", plan_to_json(&plan).to_string())).expect("what is written can be read");
        assert_eq!(rules(&case, &reread), Vec::<&str>::new(), "{}: as read from its file", case.name);
    }
    println!("{judged} routes judged");
}
