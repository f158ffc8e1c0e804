//! Choosing among routes, over small worlds: what each answer says, and that its amounts are those of solving again.

mod small_world;

use std::time::Duration;

use pathways::answer::answer;
use pathways::choice::*;
use pathways::estimate::Estimates;
use pathways::explain::choices;
use pathways::frameworks::Frameworks;
use pathways::model::*;
use pathways::planner::{Request, Unwatched};
use small_world::*;

/// A question, and the plan that answers it.
struct Asked {
    world: Catalogue,
    estimates: Estimates,
    record: LearnerRecord,
    target: AwardId,
}

impl Asked {
    fn new(world: Catalogue, record: LearnerRecord) -> Self {
        let estimates = Estimates::new(&world, Frameworks::bundled());
        Self { world, estimates, record, target: "t".into() }
    }

    fn request<'a>(&'a self, objectives: &'a [Objective]) -> Request<'a> {
        Request {
            catalogue: &self.world,
            estimates: &self.estimates,
            record: &self.record,
            target: &self.target,
            objectives,
            strict: false,
            without_estimates: false,
            time_limit: Duration::from_secs(300),
        }
    }

    fn plan(&self, objectives: &[Objective]) -> Plan {
        answer(&self.request(objectives), &Unwatched).expect("the record says enough, and the audit agrees")
    }

    fn route(&self, by: Objective) -> Route {
        self.plan(&[by]).routes.remove(0)
    }

    fn again<T>(&self, ask: impl FnOnce(&Again<'_>) -> T) -> T {
        ask(&Again::new(&self.request(&[Objective::Cost]), &Unfollowed))
    }
}

/// A master's of two courses, one of them replaceable at a price, and a block of credit that a held certificate gives.
fn degree() -> Asked {
    let t = Award {
        kind: AwardKind::Master,
        ..bundle("t", all(vec![leaf("a"), Requirement::Any(vec![leaf("b"), leaf("c")]), leaf("core"), gate("g:admission")]))
    };
    let certificate = bundle("cert", all(vec![leaf("a"), leaf("b")]));
    let dear = course("core-course", 900, 200, 10);
    let agreement = Recognition {
        title: Some("Core for the MicroMasters".to_owned()),
        within_months: Some(number("60")),
        ..recognition("rec:core", leaf("mm"), "core")
    };
    let bought = recognition("rec:bought", leaf("core-course"), "core");
    let core = Award { credits: vec![Credit { value: number("9"), unit: CreditUnit::UsSemester }], ..block("core") };
    let mm = Award { kind: AwardKind::Micromasters, ..course("mm", 1200, 400, 20) };
    let world = catalogue(
        vec![course("a", 100, 50, 5), course("b", 200, 50, 5), course("c", 350, 80, 8), core, dear, mm, certificate, t],
        vec![agreement, bought],
    );
    let mut record = learner();
    holds(&mut record, "mm", "2025-06-01", Some(80));
    Asked::new(world, record)
}

#[test]
fn what_every_route_takes_is_no_regret() {
    let asked = degree();
    let plan = asked.plan(&[Objective::Cost, Objective::Finish, Objective::Front]);
    let shared: Vec<_> = no_regret(&plan.routes).into_iter().map(|s| s.award.to_string()).collect();
    assert!(shared.contains(&"a".to_owned()) && shared.contains(&"core".to_owned()) && shared.contains(&"t".to_owned()), "{shared:?}");
    for name in &shared {
        assert!(plan.routes.iter().filter(|r| r.by == Objective::Front).all(|r| r.steps.iter().any(|s| s.award.as_str() == name)));
    }
    assert_eq!(no_regret(&[]), []);
}

#[test]
fn the_exit_ladder_names_what_can_be_claimed_on_the_way() {
    let asked = degree();
    let exits = asked.again(|again| exits(again, &asked.route(Objective::Cost))).expect("solved");
    let claimed: Vec<_> = exits.iter().filter(|e| !e.claimable.is_empty()).map(|e| (e.after.as_str(), e.claimable[0].as_str())).collect();
    assert_eq!(claimed, [("b", "cert")]);
    let last = exits.last().expect("steps");
    assert_eq!((last.after.as_str(), last.gained.len()), ("t", 1));
}

#[test]
fn plan_b_says_what_remains_without_the_admission() {
    let asked = degree();
    let plan = asked.plan(&[Objective::Cost]);
    let b = asked.again(|again| plan_b(again, &plan.routes, &plan.routes[0])).expect("solved");
    assert_eq!(b.len(), 1);
    assert!(matches!(&b[0].outcome, Outcome::Closed(blockers) if blockers[0].cause == Cause::UnmetGate));
    assert_eq!(
        choices::plan_b(&asked.world, &asked.target, &b[0], None),
        "If “g:admission” is answered with no, no route to “Award T” remains."
    );
}

#[test]
fn fragility_solves_again_without_each_step() {
    let asked = degree();
    let route = asked.route(Objective::Cost);
    let risks = asked.again(|again| fragility(again, &route)).expect("solved");
    let sentences: Vec<_> = risks.iter().map(|r| choices::risk(&asked.world, &asked.target, r, route.currency)).collect();
    insta::assert_snapshot!(sentences.join("\n"), @r"
    If “Award A” is failed, no route to “Award T” remains.
    If “Core for the MicroMasters” is not applied, the best that remains costs 900 USD more and finishes 20 weeks later.
    If “Award B” is failed, the best that remains costs 150 USD more and finishes 3 weeks later.
    ");
    let steady = asked.again(|again| steadiest(again, &[route])).expect("solved").expect("every failure was tried");
    assert_eq!((steady.route, steady.worst_finish), (0, None));
}

#[test]
fn a_cancelled_run_waits_for_the_next() {
    let t = Award { requires: None, ..scheduled(course("t", 10, 20, 2), &["2027-01-06", "2027-03-03"], false) };
    let asked = Asked::new(catalogue(vec![t], vec![]), learner());
    let route = asked.route(Objective::Cost);
    let risks = asked.again(|again| fragility(again, &route)).expect("solved");
    let run = risks.iter().find(|r| matches!(r.failure, Failure::Cancelled(..))).expect("the run may be cancelled");
    assert_eq!(run.delta.map(|d| d.weeks), Some(8));
}

#[test]
fn savings_are_what_the_best_route_without_asks_more() {
    let asked = degree();
    let route = asked.route(Objective::Cost);
    let saved = asked.again(|again| savings(again, &route)).expect("solved");
    assert_eq!(saved.held.saved.map(|s| s.cost), Some(number("900")));
    assert!(matches!(saved.recognition.outcome, Outcome::Closed(_)), "the core is granted by agreements alone");
    assert_eq!(saved.by_award.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["mm"]);
    assert_eq!(saved.by_agreement[0].1.saved.map(|s| s.cost), Some(number("900")));
}

#[test]
fn pins_have_a_price_and_steps_a_replacement() {
    let mut asked = degree();
    let route = asked.route(Objective::Cost);
    let without = asked.again(|again| replacing(again, &route, &"b".into())).expect("solved");
    assert_eq!(without.delta.map(|d| d.cost), Some(number("150")));
    assert_eq!((without.comes, without.goes), (vec![AwardId::from("c")], vec![AwardId::from("b")]));
    let chosen = asked.again(|again| choosing(again, &route, &"c".into())).expect("solved");
    assert_eq!(
        choices::instead(&asked.world, &asked.target, &chosen, true, route.currency),
        "With “Award C” the best route costs 150 USD more and finishes 3 weeks later."
    );
    asked.record.pins = vec![Pin { kind: PinKind::Take, award: "c".into() }];
    let pinned = asked.route(Objective::Cost);
    let prices = asked.again(|again| pin_prices(again, &pinned)).expect("solved");
    assert_eq!(prices[0].price.map(|p| (p.cost, p.weeks)), Some((number("150"), 3)));
}

#[test]
fn clocks_say_until_when_credit_is_to_be_used() {
    let asked = degree();
    let route = asked.route(Objective::Cost);
    let clocks = shelf_life(&asked.world, &asked.record, &route);
    let sentences: Vec<_> = clocks.iter().map(|c| choices::clock(&asked.world, c)).collect();
    insta::assert_snapshot!(sentences.join("\n"), @"Use “Award MM” for 9 us-semester by 2030-06-01: “Core for the MicroMasters” accepts nothing older. The route does so on 2027-01-04.");
}

#[test]
fn a_closed_target_is_opened_by_changes_that_can_be_applied() {
    let mut asked = degree();
    asked.record.gates.insert("g:admission".into(), GateState::Unmet);
    asked.record.preferences.exclude_awards = vec!["a".into()];
    let closed = asked.plan(&[Objective::Cost]);
    assert_eq!((closed.status, closed.blockers.len()), (PlanStatus::Unreachable, 2));
    let openings = asked.again(|again| openings(again, &closed.blockers)).expect("solved");
    assert_eq!(openings.len(), 1, "no single change opens it");
    assert_eq!(
        choices::opening(&asked.world, &openings[0]),
        "Have “g:admission” answered with yes; Allow “Award A” again: then a route costs 300 USD and finishes on 2027-03-15."
    );
    asked.record = openings[0].what_if.apply(&asked.record);
    assert_eq!(asked.plan(&[Objective::Cost]).status, PlanStatus::Routes);
}

#[test]
fn a_budget_a_deadline_and_hours_are_opened_no_wider_than_needed() {
    let mut asked = degree();
    asked.record.preferences.budget = Some(number("250"));
    let closed = asked.plan(&[Objective::Cost]);
    let found = asked.again(|again| openings(again, &closed.blockers)).expect("solved");
    assert_eq!(found.iter().map(|o| o.what_if.budget).collect::<Vec<_>>(), [Limit::Set(number("300"))]);

    asked.record.preferences.budget = None;
    asked.record.preferences.deadline = Some(day("2027-02-15"));
    let closed = asked.plan(&[Objective::Cost]);
    let found = asked.again(|again| openings(again, &closed.blockers)).expect("solved");
    let deadlines: Vec<_> = found.iter().map(|o| o.what_if.deadline).collect();
    assert!(deadlines.contains(&Limit::Set(day("2027-03-15"))), "{deadlines:?}");
    let hours: Vec<_> = found.iter().filter_map(|o| o.what_if.hours_per_week).collect();
    // Both courses take ten hours a week for five weeks: only side by side do they end in time.
    assert_eq!(hours, [number("20")]);
}

#[test]
fn ranking_stops_when_asked_to() {
    let catalogue = pathways::bundled::catalogue().expect("the bundled catalogue");
    let estimates = Estimates::new(&catalogue, Frameworks::bundled());
    let of: Vec<AwardId> = catalogue.awards.keys().cloned().collect();
    assert!(unlocks(&catalogue, &estimates, &LearnerRecord::default(), false, &of, &|| true).is_none());
    assert_eq!(unlocks(&catalogue, &estimates, &LearnerRecord::default(), false, &of, &|| false).map(|all| all.len()), Some(of.len()));
}

#[test]
fn bounds_never_exceed_what_the_best_route_asks() {
    let catalogue = pathways::bundled::catalogue().expect("the bundled catalogue");
    let estimates = Estimates::new(&catalogue, Frameworks::bundled());
    let file = &pathways::bundled::learners()[0];
    let (record, _) =
        pathways::interchange::contract::read_learner(&pathways::interchange::SourceFile::new(file.name, file.text)).expect("a record");
    let closer: Vec<AwardId> = pathways::explain::unlocks::closer(&catalogue, &record).into_iter().take(12).collect();
    for unlock in unlocks(&catalogue, &estimates, &record, false, &closer, &|| false).expect("nobody stops it") {
        let request = Request {
            catalogue: &catalogue,
            estimates: &estimates,
            record: &record,
            target: &unlock.award,
            objectives: &[Objective::Cost, Objective::Hours, Objective::Steps],
            strict: false,
            without_estimates: false,
            time_limit: Duration::from_secs(60),
        };
        let plan = answer(&request, &Unwatched).expect("the record says enough");
        let Some(bounds) = unlock.remains else {
            assert!(plan.routes.is_empty(), "{} is open", unlock.award);
            continue;
        };
        let of = |by| plan.routes.iter().find(|r| r.by == by);
        assert!(of(Objective::Cost).is_none_or(|r| bounds.cost <= r.cost), "{}", unlock.award);
        assert!(of(Objective::Hours).is_none_or(|r| bounds.hours <= r.hours), "{}", unlock.award);
        assert!(of(Objective::Steps).is_none_or(|r| bounds.steps <= exact::whole(r.earned_steps() as i128)), "{}", unlock.award);
    }
}
