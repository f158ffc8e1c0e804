#![no_main]
//! The weeks of a route in the world that bytes describe, against every choice of ways and weeks: the soonest finish and the front.

#[path = "../../tests/every_schedule/mod.rs"]
mod every_schedule;
#[path = "../../tests/timed_world/mod.rs"]
mod timed_world;

use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use pathways::audit::audit;
use pathways::estimate::Estimates;
use pathways::frameworks::Frameworks;
use pathways::model::{AwardId, Objective};
use pathways::planner::{Request, Unwatched, plan};

fuzz_target!(|bytes: &[u8]| {
    let (catalogue, record) = timed_world::world_of(bytes);
    let estimates = Estimates::new(&catalogue, Frameworks::bundled());
    let request = Request {
        catalogue: &catalogue,
        estimates: &estimates,
        record: &record,
        target: &AwardId::from("t"),
        objectives: &[Objective::Finish, Objective::Front],
        strict: false,
        without_estimates: false,
        time_limit: Duration::from_secs(60),
    };
    let plan = plan(&request, &Unwatched).expect("the record says enough");
    assert_eq!(audit(&catalogue, &record, false, &plan).len(), 0);
    assert!(plan.routes.iter().all(|route| route.proven), "not proven");
    let expected = every_schedule::front(&catalogue, &record, "t");
    let by = |objective| plan.routes.iter().filter(move |route| route.by == objective).map(|route| (route.cost, route.finish_week));
    assert_eq!(by(Objective::Front).collect::<Vec<_>>(), expected, "the front");
    assert_eq!(by(Objective::Finish).next().as_ref(), expected.last(), "the soonest");
});
