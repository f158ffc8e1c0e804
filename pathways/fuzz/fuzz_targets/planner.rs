#![no_main]
//! The planner on the world that bytes describe, against brute force: same optimum, or the same "there is none".

#[path = "../../tests/every_choice/mod.rs"]
mod every_choice;
#[path = "../../tests/random_world/mod.rs"]
mod random_world;

use std::time::Duration;

use every_choice::Judge;
use libfuzzer_sys::fuzz_target;
use pathways::audit::audit;
use pathways::estimate::Estimates;
use pathways::frameworks::Frameworks;
use pathways::model::{AwardId, Objective, PlanStatus, Rational};
use pathways::planner::{Request, Unwatched, plan};

fuzz_target!(|bytes: &[u8]| {
    let (catalogue, record) = random_world::world_of(bytes);
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
    assert_eq!(audit(&catalogue, &record, false, &plan).len(), 0);
    match (Judge { record: &record, catalogue: &catalogue }.least(&target), plan.status) {
        (None, PlanStatus::Unreachable) => assert!(!plan.blockers.is_empty(), "no blocker"),
        (Some(least), PlanStatus::Routes) => {
            let found = [plan.routes[0].cost, plan.routes[1].hours, Rational::from_integer(plan.routes[2].earned_steps() as i128)];
            assert_eq!(found, least);
            assert!(plan.routes.iter().all(|route| route.proven), "not proven");
        }
        (least, status) => panic!("brute force finds {least:?}, the planner says {status}"),
    }
});
