//! Section 5 of the contract in the planner: exceptions, pins and breaks, against brute force on many random worlds.
//!
//! The judge is slow and plain: every choice of ways and every week of every step up to a horizon is tried, and each
//! choice is judged by the audit, which shares nothing with the search. The planner must find the same least values.

mod small_world;

use std::time::Duration;

use pathways::audit::audit;
use pathways::estimate::Estimates;
use pathways::frameworks::Frameworks;
use pathways::model::*;
use pathways::planner::{Request, Unwatched, plan};
use small_world::*;

fn planned(catalogue: &Catalogue, record: &LearnerRecord, target: &str, objectives: &[Objective]) -> Plan {
    planned_within(Duration::from_secs(60), catalogue, record, target, objectives)
}

fn planned_within(time_limit: Duration, catalogue: &Catalogue, record: &LearnerRecord, target: &str, objectives: &[Objective]) -> Plan {
    let target = AwardId::from(target);
    let estimates = Estimates::new(catalogue, Frameworks::bundled());
    let request = Request {
        catalogue,
        estimates: &estimates,
        record,
        target: &target,
        objectives,
        strict: false,
        without_estimates: false,
        time_limit,
    };
    let plan = plan(&request, &Unwatched).expect("the record says enough");
    let violations = audit(catalogue, record, false, &plan);
    assert!(violations.is_empty(), "{violations:?}\n{plan:#?}");
    plan
}

fn exception(kind: ExceptionKind, award: &str, within: Option<&str>, date: &str, until: Option<&str>) -> Exception {
    Exception {
        kind,
        award: award.into(),
        within: within.map(Into::into),
        reason: "Reviewed".to_owned(),
        authority: "Programme director".to_owned(),
        date: day(date),
        until: until.map(day),
        extensions: Vec::new(),
    }
}

fn pin(kind: PinKind, award: &str) -> Pin {
    Pin { kind, award: award.into() }
}

fn awards(route: &Route) -> Vec<&str> {
    route.steps.iter().map(|s| s.award.as_str()).collect()
}

#[test]
fn a_route_relies_on_exceptions_and_lists_them() {
    let world = catalogue(vec![course("a", 90, 10, 1), course("b", 20, 10, 1), course("t", 0, 0, 0)], vec![]);
    let mut world = world;
    world.awards.get_mut("t").expect("the target").requires = Some(leaf("a"));
    let mut record = learner();
    record.exceptions = vec![exception(ExceptionKind::Substitute { with: "b".into() }, "a", Some("t"), "2026-10-02", None)];
    let plan = planned(&world, &record, "t", &[Objective::Cost]);
    assert_eq!((awards(&plan.routes[0]), plan.routes[0].cost), (vec!["b", "t"], number("20")));
    assert_eq!(plan.routes[0].exceptions, record.exceptions);
    record.exceptions = vec![exception(ExceptionKind::Waive, "a", None, "2026-10-02", None)];
    assert_eq!(awards(&planned(&world, &record, "t", &[Objective::Cost]).routes[0]), ["t"]);
    record.exceptions = vec![exception(ExceptionKind::Grant, "a", None, "2026-10-02", None)];
    assert_eq!(awards(&planned(&world, &record, "t", &[Objective::Cost]).routes[0]), ["t"]);
}

#[test]
fn an_exception_counts_while_it_is_in_force() {
    let world = catalogue(vec![course("a", 90, 300, 1), bundle("t", leaf("a"))], vec![]);
    let mut record = learner();
    // In force from 18 January, the third week; by study the target takes 30 weeks.
    record.exceptions = vec![exception(ExceptionKind::Waive, "a", None, "2027-01-18", Some("2027-02-01"))];
    let plan = planned(&world, &record, "t", &[Objective::Finish]);
    assert_eq!((awards(&plan.routes[0]), plan.routes[0].finish_week), (vec!["t"], 2));
    record.exceptions.push(exception(ExceptionKind::Deny, "a", None, "2027-01-01", None));
    record.exceptions[0].until = Some(day("2027-01-17"));
    assert_eq!(planned(&world, &record, "t", &[Objective::Cost]).status, PlanStatus::Unreachable);
}

#[test]
fn what_is_granted_everywhere_is_held() {
    let world = catalogue(vec![course("t", 90, 10, 1)], vec![]);
    let mut record = learner();
    record.exceptions = vec![exception(ExceptionKind::Grant, "t", None, "2026-10-02", None)];
    assert_eq!(planned(&world, &record, "t", &[Objective::Cost]).status, PlanStatus::Held);
}

#[test]
fn pins_select_among_routes_and_close_a_target_where_none_is_left() {
    let any = Requirement::Any(vec![leaf("a"), leaf("b")]);
    let world = catalogue(vec![course("a", 10, 10, 1), course("b", 30, 10, 1), course("c", 1, 1, 1), bundle("t", any)], vec![]);
    let mut record = learner();
    record.pins = vec![pin(PinKind::Take, "b")];
    assert_eq!(awards(&planned(&world, &record, "t", &[Objective::Cost]).routes[0]), ["b", "t"]);
    record.pins = vec![pin(PinKind::Avoid, "a")];
    assert_eq!(awards(&planned(&world, &record, "t", &[Objective::Finish]).routes[0]), ["b", "t"]);
    record.pins = vec![pin(PinKind::Count { toward: "t".into() }, "b")];
    assert_eq!(awards(&planned(&world, &record, "t", &[Objective::Hours]).routes[0]), ["b", "t"]);
    // c serves nothing: no legal route has it.
    record.pins = vec![pin(PinKind::Take, "c")];
    let closed = planned(&world, &record, "t", &[Objective::Cost]);
    assert_eq!(closed.status, PlanStatus::Unreachable);
    assert_eq!(closed.blockers[0].change, "A pin about “Award C” leaves no route; release it.");
}

#[test]
fn a_step_that_only_brings_another_forward_may_be_pinned() {
    // x rests on b or y; y is needed anyway and slow. With b pinned, x starts before y has ended.
    let x = Award { requires: Some(Requirement::Any(vec![leaf("b"), leaf("y")])), ..course("x", 10, 5, 1) };
    let world = catalogue(vec![course("b", 5, 1, 1), course("y", 10, 20, 10), x, bundle("t", all(vec![leaf("x"), leaf("y")]))], vec![]);
    let mut record = learner();
    assert_eq!(awards(&planned(&world, &record, "t", &[Objective::Cost]).routes[0]), ["y", "x", "t"]);
    record.pins = vec![pin(PinKind::Take, "b")];
    let plan = planned(&world, &record, "t", &[Objective::Cost, Objective::Finish]);
    assert!(plan.routes.iter().all(|r| awards(r).contains(&"b") && r.proven));
    assert_eq!(plan.routes[1].finish_week, 10);
}

#[test]
fn of_many_routes_at_the_same_cost_the_one_that_finishes_first_is_taken() {
    // No two are alike, or the search would not look at each of them.
    let ids = ["a", "b", "c", "d", "e"];
    for soonest in ids {
        let courses = ids.iter().zip(4..).map(|(&id, weeks)| course(id, 50, 10, if id == soonest { 2 } else { weeks }));
        let target = bundle("t", Requirement::Any(ids.map(leaf).to_vec()));
        let plan = planned(&catalogue(courses.chain([target]).collect(), vec![]), &learner(), "t", &[Objective::Cost]);
        let route = &plan.routes[0];
        assert_eq!((awards(route), route.cost, route.finish_week), (vec![soonest, "t"], number("50"), 2));
    }
}

#[test]
fn where_the_time_is_over_at_once_a_route_is_shown_all_the_same_and_nothing_is_claimed_of_it() {
    let courses = (1..=6).map(|n| course(&format!("c{n}"), 10 * n, 10, 2));
    let three = Requirement::AtLeast { count: 3, of: (1..=6).map(|n| leaf(&format!("c{n}"))).collect() };
    let world = catalogue(courses.chain([bundle("t", three)]).collect(), vec![]);
    let objectives = [Objective::Cost, Objective::Finish];
    let plan = planned_within(Duration::ZERO, &world, &learner(), "t", &objectives);
    assert_eq!(plan.status, PlanStatus::Routes);
    assert_eq!(plan.routes.iter().map(|r| (r.by, r.proven)).collect::<Vec<_>>(), objectives.map(|by| (by, false)));
    let proven = planned(&world, &learner(), "t", &objectives);
    assert!(proven.routes.iter().all(|r| r.proven));
    assert!(plan.routes[0].bound <= proven.routes[0].cost && proven.routes[0].cost <= plan.routes[0].cost);
    assert!(plan.routes[1].finish_week >= proven.routes[1].finish_week);
}

#[test]
fn breaks_prolong_study_and_bar_dates() {
    let mut record = learner();
    record.preferences.breaks.push(Break { from: day("2027-01-13"), until: day("2027-01-20") });
    let paced = catalogue(vec![course("t", 1, 20, 1)], vec![]);
    let plan = planned(&paced, &record, "t", &[Objective::Finish]);
    assert_eq!((plan.routes[0].steps[0].start_week, plan.routes[0].finish_week), (0, 4));
    let dated = catalogue(vec![scheduled(course("t", 1, 20, 2), &["2027-01-04", "2027-01-20"], false)], vec![]);
    let plan = planned(&dated, &record, "t", &[Objective::Cost]);
    assert_eq!((plan.routes[0].steps[0].start_week, plan.routes[0].finish_week), (3, 5));
}

/// A small generator of numbers.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

/// A world of few awards in few weeks, and a record with exceptions, pins and breaks.
fn small(seed: u64) -> (Catalogue, LearnerRecord) {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    for _ in 0..8 {
        dice.roll(2);
    }
    let names = ["a", "b", "c"];
    let leaf_of = |dice: &mut Dice| leaf(names[dice.roll(3) as usize]);
    let pool_of = |dice: &mut Dice| pool(1 + i128::from(dice.roll(5) as u8), if dice.roll(2) == 0 { &["a", "b"] } else { &["b", "c"] });
    let requirement = |dice: &mut Dice| match dice.roll(6) {
        0 => leaf_of(dice),
        1 => Requirement::Any(vec![leaf_of(dice), leaf_of(dice)]),
        2 => all(vec![leaf_of(dice), leaf_of(dice)]),
        3 => distinct(vec![leaf_of(dice), pool_of(dice)]),
        4 => graded(names[dice.roll(3) as usize], 60),
        _ => pool_of(dice),
    };
    let mut courses = Vec::new();
    for name in names {
        let length = dice.roll(3);
        let mut course =
            credit_course(name, i128::from(dice.roll(5) as u8) * 10, 10 * i128::from(length as u8), 1 + i128::from(dice.roll(4) as u8));
        course.effort = Some(Effort { hours: course.hours(), weeks: Some(length as u32) });
        if dice.roll(4) == 0 {
            course = scheduled(course, &["2027-01-06", "2027-01-20", "2027-02-03"], false);
        }
        if name == "c" && dice.roll(2) == 0 {
            course.requires = Some(leaf("a"));
        }
        courses.push(course);
    }
    let mut recognitions = Vec::new();
    if dice.roll(2) == 0 {
        let mut granted = recognition("rec:1", leaf_of(&mut dice), names[dice.roll(3) as usize]);
        if dice.roll(2) == 0 {
            granted.within_months = Some(number(["0.25", "0.5", "12"][dice.roll(3) as usize]));
        }
        recognitions.push(granted);
    }
    courses.push(Award { requires: Some(requirement(&mut dice)), ..bundle("t", leaf("a")) });
    let world = catalogue(courses, recognitions);
    let mut record = learner();
    if dice.roll(4) == 0 {
        holds(&mut record, names[dice.roll(3) as usize], "2026-12-20", if dice.roll(2) == 0 { Some(50) } else { None });
    }
    for _ in 0..dice.roll(3) {
        let about = names[dice.roll(3) as usize];
        let kind = match dice.roll(6) {
            0 | 1 => ExceptionKind::Substitute { with: names[dice.roll(3) as usize].into() },
            2 => ExceptionKind::Waive,
            3 => ExceptionKind::AlsoAllow { counts: (dice.roll(2) == 0).then(|| number("2")) },
            4 => ExceptionKind::Grant,
            _ => ExceptionKind::Deny,
        };
        let within = [None, Some("t"), Some("c"), Some("rec:1")][dice.roll(4) as usize];
        let date = ["2026-12-01", "2027-01-11", "2027-01-25"][dice.roll(3) as usize];
        let until = [None, Some("2027-01-24"), Some("2027-02-20")][dice.roll(3) as usize];
        if !matches!(&kind, ExceptionKind::Substitute { with } if with.as_str() == about) && until.is_none_or(|u| date <= u) {
            record.exceptions.push(exception(kind, about, within, date, until));
        }
    }
    if dice.roll(2) == 0 {
        let about = names[dice.roll(3) as usize];
        let kind = match dice.roll(3) {
            0 => PinKind::Take,
            1 => PinKind::Avoid,
            _ => PinKind::Count { toward: "t".into() },
        };
        record.pins.push(pin(kind, about));
    }
    for _ in 0..dice.roll(3) {
        let from = ["2027-01-05", "2027-01-13", "2027-01-27"][dice.roll(3) as usize];
        let until = day(from) + chrono::Days::new(dice.roll(10));
        record.preferences.breaks.push(Break { from: day(from), until });
    }
    (world, record)
}

/// Weeks tried by brute force.
const HORIZON: u32 = 6;

/// The least cost and the least finish of all routes that the audit accepts and that start every step before the horizon.
fn least(world: &Catalogue, record: &LearnerRecord) -> Option<(Rational, u32)> {
    let ids = ["a", "b", "c", "t"];
    let mut options: Vec<Vec<Option<Step>>> = Vec::new();
    for id in ids {
        let award = &world.awards[id];
        let mut of = vec![None];
        let weeks = award.effort.as_ref().and_then(|e| e.weeks).expect("weeks");
        for start in 0..=HORIZON {
            let broken = |week: u32| {
                let from = record.preferences.start.expect("a start") + chrono::Days::new(7 * u64::from(week));
                record.preferences.breaks.iter().any(|b| b.from <= from + chrono::Days::new(6) && from <= b.until)
            };
            let mut end = start;
            let mut left = weeks;
            while left > 0 {
                left -= u32::from(!broken(end));
                end += 1;
            }
            let mut step = earn(world, id, start, end);
            step.cost = award.cost.as_ref().expect("a price").money.major();
            // A start within a break is a start after it.
            if weeks == 0 || !broken(start) {
                of.push(Some(step));
            }
            of.extend(world.granting(&award.id).map(|r| Some(recognised(id, r.id.as_str(), start))));
        }
        options.push(of);
    }
    let mut best: Option<(Rational, u32)> = None;
    let mut choice = [0_usize; 4];
    loop {
        let steps: Vec<Step> = (0..4).filter_map(|i| options[i][choice[i]].clone()).collect();
        if choice[3] > 0 {
            let candidate = route(record, "t", steps);
            if best.is_none_or(|b| candidate.cost < b.0 || candidate.finish_week < b.1) && legal(world, record, &candidate) {
                let b = best.unwrap_or((candidate.cost, candidate.finish_week));
                best = Some((b.0.min(candidate.cost), b.1.min(candidate.finish_week)));
            }
        }
        let mut place = 0;
        while place < 4 && choice[place] + 1 == options[place].len() {
            choice[place] = 0;
            place += 1;
        }
        if place == 4 {
            return best;
        }
        choice[place] += 1;
    }
}

/// Whether the audit accepts the steps with some of the record's exceptions listed.
fn legal(world: &Catalogue, record: &LearnerRecord, route: &Route) -> bool {
    let favours: Vec<&Exception> = record.exceptions.iter().filter(|e| e.kind != ExceptionKind::Deny).collect();
    let assumptions: Vec<Assumption> = ["a", "b", "c"]
        .into_iter()
        .filter(|id| record.held.iter().find(|h| h.award.as_str() == *id).is_none_or(|h| h.grade.is_none()))
        .map(|id| Assumption { award: id.into(), min_grade: whole60() })
        .collect();
    (0..1_usize << favours.len()).any(|chosen| {
        let exceptions: Vec<Exception> = (0..favours.len()).filter(|i| chosen >> i & 1 == 1).map(|i| favours[i].clone()).collect();
        let listed = Route { exceptions, assumptions: assumptions.clone(), ..route.clone() };
        audit(world, record, false, &plan_of(listed)).iter().all(|v| v.rule == "assumption-unused")
    })
}

fn whole60() -> Rational {
    number("60")
}

fn plan_of(route: Route) -> Plan {
    small_world::plan("t", vec![route])
}

#[test]
fn the_planner_finds_what_brute_force_finds_under_exceptions_pins_and_breaks() {
    for seed in 0..60 {
        let (world, record) = small(seed);
        let plan = planned(&world, &record, "t", &[Objective::Cost, Objective::Finish]);
        match (least(&world, &record), plan.status) {
            (None, PlanStatus::Unreachable) | (_, PlanStatus::Held) => {}
            // Only routes beyond the weeks that were tried.
            (None, PlanStatus::Routes) if plan.routes[1].steps.iter().any(|s| s.start_week > HORIZON) => {}
            (Some((cost, finish)), PlanStatus::Routes) => {
                assert!(plan.routes.iter().all(|r| r.proven), "seed {seed}");
                assert!(plan.routes[0].cost <= cost, "seed {seed}: {} is found, {cost} is least", plan.routes[0].cost);
                let all_early = plan.routes[0].steps.iter().all(|s| s.start_week <= HORIZON);
                assert!(!all_early || plan.routes[0].cost == cost, "seed {seed}: {} is called legal", plan.routes[0].cost);
                assert_eq!(plan.routes[1].finish_week, finish, "seed {seed}: finish");
            }
            (least, status) => panic!("seed {seed}: brute force finds {least:?}, the planner says {status} {:?}", plan.blockers),
        }
    }
}
