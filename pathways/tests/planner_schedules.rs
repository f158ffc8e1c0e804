//! Finish and front against brute force, on many small random worlds in which time decides.

mod every_schedule;
mod random_world;
mod timed_world;

use std::time::Duration;

use pathways::audit::audit;
use pathways::estimate::Estimates;
use pathways::frameworks::Frameworks;
use pathways::model::{AwardId, Catalogue, LearnerRecord, Objective, Plan, PlanStatus, Rational, Route};
use pathways::planner::{Request, Unwatched, plan};

fn planned(catalogue: &Catalogue, record: &LearnerRecord, objectives: &[Objective]) -> Plan {
    let estimates = Estimates::new(catalogue, Frameworks::bundled());
    let request = Request {
        catalogue,
        estimates: &estimates,
        record,
        target: &AwardId::from("t"),
        objectives,
        strict: false,
        without_estimates: false,
        time_limit: Duration::from_secs(120),
    };
    plan(&request, &Unwatched).expect("the record says enough")
}

fn values<'p>(routes: impl IntoIterator<Item = &'p Route>) -> Vec<(Rational, u32)> {
    routes.into_iter().map(|route| (route.cost, route.finish_week)).collect()
}

/// Holds the plan against brute force; how many routes the front has.
fn agrees(seed: &str, (catalogue, record): (Catalogue, LearnerRecord)) -> usize {
    let plan = planned(&catalogue, &record, &[Objective::Finish, Objective::Cost, Objective::Front]);
    let violations = audit(&catalogue, &record, false, &plan);
    assert!(violations.is_empty(), "seed {seed}: {violations:?}");
    assert!(plan.routes.iter().all(|route| route.proven), "seed {seed}: not proven");
    let expected = every_schedule::front(&catalogue, &record, "t");
    let by = |objective| plan.routes.iter().filter(move |route| route.by == objective);
    assert_eq!(values(by(Objective::Front)), expected, "seed {seed}: the front");
    // The ends of the front are the cheapest route and the soonest, ties included.
    let ends = |end: Option<&(Rational, u32)>| end.copied().into_iter().collect::<Vec<_>>();
    assert_eq!(values(by(Objective::Cost)), ends(expected.first()), "seed {seed}: the cheapest");
    assert_eq!(values(by(Objective::Finish)), ends(expected.last()), "seed {seed}: the soonest");
    assert_eq!(plan.status == PlanStatus::Unreachable, expected.is_empty(), "seed {seed}");
    assert!(!expected.is_empty() || !plan.blockers.is_empty(), "seed {seed}: no blocker");
    expected.len()
}

/// How many worlds: `PROPTEST_CASES`, or so many that the test takes seconds.
fn cases() -> u64 {
    std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(2_000)
}

#[test]
fn finishes_and_fronts_are_those_of_brute_force() {
    let fronts: Vec<usize> = (0..cases()).map(|seed| agrees(&seed.to_string(), timed_world::world(seed))).collect();
    let with = |routes: usize| fronts.iter().filter(|points| **points >= routes).count();
    // The worlds are worth asking: half have a route, and some a choice.
    let few = fronts.len() < 1_000;
    assert!(few || with(1) * 2 > fronts.len() && with(2) * 30 > fronts.len(), "{} of {}, {}", with(1), fronts.len(), with(2));
}

#[test]
fn so_they_are_in_the_worlds_that_fuzzing_kept() {
    let kept = random_world::kept("scheduler");
    assert!(!kept.is_empty());
    for (name, bytes) in kept {
        agrees(&name, timed_world::world_of(&bytes));
    }
}
