//! The planner against brute force, on many small random catalogues: same optimum, or the same "there is none".
//!
//! Worlds come from seeds, and from the bytes that fuzzing has found worth keeping (`pathways/fuzz/kept`).

mod every_choice;
mod random_world;

use std::time::Duration;

use every_choice::Judge;

use pathways::audit::audit;
use pathways::estimate::Estimates;
use pathways::frameworks::Frameworks;
use pathways::model::{self, AwardId, Catalogue, LearnerRecord, Objective, PlanStatus, Rational};
use pathways::planner::{Request, Unwatched, plan, plan_keeping};

fn agrees(seed: &str, (catalogue, record): (Catalogue, LearnerRecord)) {
    let target = AwardId::from("t");
    let estimates = Estimates::new(&catalogue, Frameworks::bundled());
    let request = Request {
        catalogue: &catalogue,
        estimates: &estimates,
        record: &record,
        target: &target,
        objectives: &[Objective::Cost, Objective::Hours, Objective::Steps],
        strict: false,
        without_estimates: false,
        time_limit: Duration::from_secs(60),
    };
    let plan = plan(&request, &Unwatched).expect("the record says enough");
    let violations = audit(&catalogue, &record, false, &plan);
    assert!(violations.is_empty(), "seed {seed}: {violations:?}");
    match (Judge { record: &record, catalogue: &catalogue }.least(&target), plan.status) {
        (None, PlanStatus::Unreachable) => assert!(!plan.blockers.is_empty(), "seed {seed}: no blocker"),
        (Some(least), PlanStatus::Routes) => {
            let found = [plan.routes[0].cost, plan.routes[1].hours, Rational::from_integer(plan.routes[2].earned_steps() as i128)];
            assert_eq!(found, least, "seed {seed}");
            assert!(plan.routes.iter().all(|r| r.proven), "seed {seed}: not proven");
        }
        (least, status) => panic!("seed {seed}: brute force finds {least:?}, the planner says {status}"),
    }
}

#[test]
fn the_planner_finds_what_brute_force_finds() {
    for seed in 0..20_000 {
        agrees(&seed.to_string(), random_world::world(seed));
    }
}

#[test]
fn the_planner_finds_what_brute_force_finds_in_the_worlds_that_were_kept() {
    let kept = random_world::kept("planner");
    assert!(!kept.is_empty());
    for (name, bytes) in kept {
        agrees(&name, random_world::world_of(&bytes));
    }
}

/// Of what could be done in this world, a part that was agreed before, by the seed alone.
fn agreed_before(catalogue: &Catalogue, seed: u64) -> Vec<(AwardId, model::Way)> {
    let by_study = catalogue.awards.keys().map(|id| (id.clone(), model::Way::Earn));
    let granted = catalogue.recognitions.values().map(|r| (r.grants.clone(), model::Way::Recognition(r.id.clone())));
    let chosen = |place: usize| (seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (place % 60)) & 1 == 1;
    by_study.chain(granted).enumerate().filter(|(place, _)| chosen(*place)).map(|(_, way)| way).collect()
}

#[test]
fn what_was_agreed_is_kept_as_far_as_brute_force_can_keep_it() {
    for seed in 0..3_000 {
        let (catalogue, record) = random_world::world(seed);
        let target = AwardId::from("t");
        let estimates = Estimates::new(&catalogue, Frameworks::bundled());
        let request = Request {
            catalogue: &catalogue,
            estimates: &estimates,
            record: &record,
            target: &target,
            objectives: &[Objective::Cost],
            strict: false,
            without_estimates: false,
            time_limit: Duration::from_secs(60),
        };
        let agreed = agreed_before(&catalogue, seed);
        let plan = plan_keeping(&request, &agreed, &Unwatched).expect("the record says enough");
        let violations = audit(&catalogue, &record, false, &plan);
        assert!(violations.is_empty(), "seed {seed}: {violations:?}");
        let found = plan.routes.first().map(|route| {
            assert!(route.proven && plan.notes.is_empty(), "seed {seed}: not proven");
            let new = route.steps.iter().filter(|s| !agreed.iter().any(|(id, way)| *id == s.award && *way == s.way)).count();
            (new, route.cost)
        });
        assert_eq!(found, (Judge { record: &record, catalogue: &catalogue }).least_changed(&target, &agreed), "seed {seed}");
    }
}
