//! The planner against an established solver, on random catalogues of 20 to 60 awards: same optimum, or the same "there is none".
//!
//! `PROPTEST_CASES=2000 cargo test --test planner_programs` tries more of them.

mod middle_world;
mod route_program;

use std::time::Duration;

use pathways::audit::audit;
use pathways::estimate::Estimates;
use pathways::frameworks::Frameworks;
use pathways::model::{AwardId, Objective, PlanStatus, Rational};
use pathways::planner::{Request, Unwatched, plan};
use proptest::prelude::*;

fn agrees(seed: u64, objective: Objective) {
    let (catalogue, record) = middle_world::world(seed);
    let target = AwardId::from("t");
    let estimates = Estimates::new(&catalogue, Frameworks::bundled());
    let request = Request {
        catalogue: &catalogue,
        estimates: &estimates,
        record: &record,
        target: &target,
        objectives: &[objective],
        strict: false,
        without_estimates: false,
        time_limit: Duration::from_secs(120),
    };
    let plan = plan(&request, &Unwatched).expect("the record says enough");
    let violations = audit(&catalogue, &record, false, &plan);
    assert!(violations.is_empty(), "seed {seed}: {violations:?}");
    let expected = route_program::least(&catalogue, &record, &target, objective).map(Rational::from_integer);
    let found = plan.routes.first().map(|route| {
        assert!(route.proven, "seed {seed} by {}: not proven", objective.as_str());
        match objective {
            Objective::Cost => route.cost,
            Objective::Hours => route.hours,
            _ => Rational::from_integer(route.earned_steps() as i128),
        }
    });
    assert_eq!(found, expected, "seed {seed} by {}, of {} awards", objective.as_str(), catalogue.awards.len());
    assert_eq!(plan.status == PlanStatus::Unreachable, expected.is_none(), "seed {seed}");
}

/// How many cases of each: `PROPTEST_CASES`, or so few that the test takes seconds.
fn cases(few: u32) -> ProptestConfig {
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { ProptestConfig::default().cases } else { few };
    // A seed is a world: a smaller one is another, not a simpler one.
    ProptestConfig { cases, max_shrink_iters: 0, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn the_cheapest_routes_are_those_of_the_other_solver(seed in any::<u32>()) {
        agrees(u64::from(seed), Objective::Cost);
    }

    #[test]
    fn the_routes_of_least_effort_are_those_of_the_other_solver(seed in any::<u32>()) {
        agrees(u64::from(seed), Objective::Hours);
    }

    #[test]
    fn the_routes_of_fewest_steps_are_those_of_the_other_solver(seed in any::<u32>()) {
        agrees(u64::from(seed), Objective::Steps);
    }
}
