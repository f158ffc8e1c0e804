//! The objectives of one question on several threads: the same routes, and still cancelled and limited.

use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

use pathways::bundled;
use pathways::estimate::Estimates;
use pathways::frameworks::Frameworks;
use pathways::interchange::SourceFile;
use pathways::interchange::contract::read_learner;
use pathways::model::{AwardId, Catalogue, LearnerRecord, Objective, Plan, PlanStatus};
use pathways::planner::{Request, Unwatched, Watch, plan, plan_on};

const ALL: [Objective; 5] = [Objective::Cost, Objective::Finish, Objective::Hours, Objective::Steps, Objective::Front];

struct Asked {
    catalogue: Catalogue,
    estimates: Estimates,
    record: LearnerRecord,
    target: AwardId,
}

impl Asked {
    /// The question of a sample learner.
    fn sample(number: usize) -> Self {
        let catalogue = bundled::catalogue().expect("the bundled catalogue");
        let estimates = Estimates::new(&catalogue, Frameworks::bundled());
        let file = &bundled::learners()[number];
        let (record, _) = read_learner(&SourceFile::new(file.name, file.text)).expect("a record");
        let target = record.extensions.iter().find(|(key, _)| key == "x-target").and_then(|(_, value)| value.as_str()).map(AwardId::from);
        Self { catalogue, estimates, record, target: target.expect("a sample names what it is for") }
    }

    fn request(&self, seconds: u64) -> Request<'_> {
        Request {
            catalogue: &self.catalogue,
            estimates: &self.estimates,
            record: &self.record,
            target: &self.target,
            objectives: &ALL,
            strict: false,
            without_estimates: false,
            time_limit: Duration::from_secs(seconds),
        }
    }
}

/// Without what no two runs have in common.
fn timeless(mut plan: Plan) -> Plan {
    plan.routes.iter_mut().for_each(|route| route.solve_micros = 0);
    plan
}

fn threads(number: usize) -> NonZeroUsize {
    NonZeroUsize::new(number).expect("some threads")
}

#[test]
fn every_number_of_threads_finds_the_same_routes() {
    for number in 0..bundled::learners().len() {
        let asked = Asked::sample(number);
        let alone = timeless(plan(&asked.request(600), &Unwatched).expect("the samples say enough"));
        assert_eq!(alone.status, PlanStatus::Routes);
        for several in [1, 2, 5, 16] {
            let together = timeless(plan_on(threads(several), &asked.request(600), &Unwatched).expect("the samples say enough"));
            assert_eq!(alone, together, "{} on {several} threads", asked.target);
        }
    }
}

#[test]
fn a_closed_target_is_closed_on_every_thread_with_the_same_causes() {
    let mut asked = Asked::sample(2);
    asked.record.preferences.exclude_awards.push(asked.target.clone());
    let alone = plan(&asked.request(600), &Unwatched).expect("the sample says enough");
    assert_eq!(alone.status, PlanStatus::Unreachable);
    assert!(!alone.blockers.is_empty());
    assert_eq!(alone, plan_on(threads(2), &asked.request(600), &Unwatched).expect("the sample says enough"));
}

struct Cancelled;

impl Watch for Cancelled {
    fn cancelled(&self) -> bool {
        true
    }
}

#[test]
fn every_thread_stops_when_the_person_cancels_and_when_the_time_is_over() {
    let asked = Asked::sample(1);
    let began = Instant::now();
    let cancelled = plan_on(threads(2), &asked.request(600), &Cancelled).expect("the sample says enough");
    assert!(cancelled.routes.iter().all(|route| !route.proven), "nothing is proven by a search that was cancelled");
    let stopped = plan_on(threads(2), &asked.request(0), &Unwatched).expect("the sample says enough");
    assert!(stopped.routes.iter().all(|route| !route.proven), "nothing is proven in no time");
    assert!(began.elapsed() < Duration::from_secs(60), "a search that is stopped ends soon");
}
