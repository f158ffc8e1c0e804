//! The audit accepts what the contract allows and refuses what it forbids: one rule, one test.

mod small_world;

use pathways::audit::audit;
use pathways::model::exact::whole;
use pathways::model::*;
use small_world::*;

/// The rules that a route breaks, by their codes.
fn broken(catalogue: &Catalogue, record: &LearnerRecord, target: &str, routes: Vec<Route>) -> Vec<&'static str> {
    audit(catalogue, record, false, &plan(target, routes)).into_iter().map(|violation| violation.rule).collect()
}

fn none() -> Vec<&'static str> {
    Vec::new()
}

/// Two courses of 20 hours that lead to `t`.
fn two_courses() -> Catalogue {
    catalogue(vec![course("a", 100, 20, 1), course("b", 50, 20, 1), bundle("t", all(vec![leaf("a"), leaf("b")]))], vec![])
}

fn two_course_steps(world: &Catalogue) -> Vec<Step> {
    vec![earn(world, "a", 0, 2), earn(world, "b", 2, 4), earn(world, "t", 4, 4)]
}

#[test]
fn a_legal_route_is_accepted() {
    let (world, record) = (two_courses(), learner());
    assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", two_course_steps(&world))]), none());
}

#[test]
fn a_step_must_exist_once_and_not_be_held() {
    let (world, mut record) = (two_courses(), learner());
    holds(&mut record, "a", "2026-01-01", None);
    let mut steps = two_course_steps(&world);
    steps.push(earn(&world, "b", 4, 6));
    steps.push(Step { award: "ghost".into(), ..earn(&world, "b", 4, 6) });
    let rules = broken(&world, &record, "t", vec![route(&record, "t", steps)]);
    for rule in ["already-held", "achieved-twice", "unknown-award"] {
        assert!(rules.contains(&rule), "{rule} in {rules:?}");
    }
}

#[test]
fn a_requirement_rests_on_what_ended_before() {
    let (world, record) = (two_courses(), learner());
    let steps = vec![earn(&world, "a", 0, 2), earn(&world, "b", 2, 4), earn(&world, "t", 3, 3)];
    assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", steps)]), ["too-early"]);
    let steps = vec![earn(&world, "a", 0, 2), earn(&world, "t", 2, 2)];
    assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", steps)]), ["unsupported"]);
}

#[test]
fn nothing_rests_on_itself() {
    let world = catalogue(
        vec![block("a"), block("b"), bundle("t", leaf("a"))],
        vec![recognition("rec:ab", leaf("a"), "b"), recognition("rec:ba", leaf("b"), "a")],
    );
    let mut record = learner();
    let steps = vec![recognised("a", "rec:ba", 0), recognised("b", "rec:ab", 0), earn(&world, "t", 0, 0)];
    let rules = broken(&world, &record, "t", vec![route(&record, "t", steps)]);
    assert_eq!(rules, ["unsupported", "unsupported", "unsupported"]);
    holds(&mut record, "b", "2026-01-01", None);
    let steps = vec![recognised("a", "rec:ba", 0), earn(&world, "t", 0, 0)];
    assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", steps)]), none());
}

#[test]
fn a_step_that_can_be_left_out_is_refused() {
    let world = catalogue(vec![course("a", 100, 20, 1), course("b", 50, 20, 1), bundle("t", leaf("a"))], vec![]);
    let record = learner();
    assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", two_course_steps(&world))]), ["superfluous"]);
}

#[test]
fn barred_steps_are_refused() {
    let steps = |world: &Catalogue| vec![earn(world, "a", 0, 2), earn(world, "t", 2, 2)];
    let cases: [(Award, &str); 4] = [
        (Award { status: AwardStatus::Retired, ..course("a", 1, 20, 1) }, "not-active"),
        (Award { earnable: false, ..course("a", 1, 20, 1) }, "not-earnable"),
        (Award { platform: Some("org:out".into()), ..course("a", 1, 20, 1) }, "excluded"),
        (course("a", 1, 20, 1), "pin-avoid"),
    ];
    for (award, rule) in cases {
        let world = catalogue(vec![award, bundle("t", leaf("a"))], vec![]);
        let mut record = learner();
        record.preferences.exclude_organizations.push("org:out".into());
        if rule == "pin-avoid" {
            record.pins.push(Pin { kind: PinKind::Avoid, award: "a".into() });
        }
        assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", steps(&world))]), [rule]);
    }
}

#[test]
fn unknown_gates_are_listed_and_strict_mode_shuts_them() {
    let world = catalogue(vec![bundle("t", gate("g"))], vec![]);
    let mut record = learner();
    let silent = route(&record, "t", vec![earn(&world, "t", 0, 0)]);
    let listed = Route { to_confirm: vec!["g".into()], ..silent.clone() };
    assert_eq!(broken(&world, &record, "t", vec![silent.clone()]), ["unlisted-gate"]);
    assert_eq!(broken(&world, &record, "t", vec![listed.clone()]), none());
    let strict: Vec<_> = audit(&world, &record, true, &plan("t", vec![listed.clone()])).into_iter().map(|v| v.rule).collect();
    assert_eq!(strict, ["strict", "unsupported"]);
    record.gates.insert("g".into(), GateState::Met);
    assert_eq!(broken(&world, &record, "t", vec![silent]), none());
    assert_eq!(broken(&world, &record, "t", vec![listed]), ["gate-answered"]);
}

#[test]
fn grades_of_planned_awards_are_listed_and_low_grades_do_not_count() {
    let world = catalogue(vec![course("a", 100, 20, 1), bundle("t", graded("a", 80))], vec![]);
    let mut record = learner();
    let silent = route(&record, "t", vec![earn(&world, "a", 0, 2), earn(&world, "t", 2, 2)]);
    let listed = Route { assumptions: vec![Assumption { award: "a".into(), min_grade: whole(80) }], ..silent.clone() };
    assert_eq!(broken(&world, &record, "t", vec![silent]), ["unlisted-grade"]);
    assert_eq!(broken(&world, &record, "t", vec![listed]), none());
    holds(&mut record, "a", "2026-01-01", Some(70));
    assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", vec![earn(&world, "t", 0, 0)])]), ["unsupported"]);
    record.held[0].grade = Some(whole(80));
    assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", vec![earn(&world, "t", 0, 0)])]), none());
}

#[test]
fn an_expired_award_does_not_count_and_may_be_achieved_again() {
    let world = catalogue(vec![Award { validity_months: Some(12), ..course("a", 1, 20, 1) }, bundle("t", leaf("a"))], vec![]);
    let mut record = learner();
    holds(&mut record, "a", "2025-12-01", None);
    assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", vec![earn(&world, "t", 0, 0)])]), ["unsupported"]);
    let again = vec![earn(&world, "a", 0, 2), earn(&world, "t", 2, 2)];
    assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", again)]), none());
    record.held[0].expires = Some(day("2027-01-04"));
    assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", vec![earn(&world, "t", 0, 0)])]), none());
}

#[test]
fn an_agreement_counts_while_in_force_and_within_its_window() {
    let dated = Recognition {
        within_months: Some(whole(6)),
        valid: Some(Validity { from: None, until: Some(day("2027-03-01")) }),
        ..recognition("rec:a", leaf("a"), "x")
    };
    let world = catalogue(vec![course("a", 1, 20, 1), block("x"), bundle("t", leaf("x"))], vec![dated]);
    let mut record = learner();
    holds(&mut record, "a", "2026-07-10", None);
    let at = |week| vec![recognised("x", "rec:a", week), earn(&world, "t", week, week)];
    assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", at(0))]), none());
    assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", at(1))]), ["too-early", "too-early"]);
    record.held[0].earned = day("2027-01-01");
    assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", at(8))]), none());
    assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", at(9))]), ["not-in-force"]);
}

#[test]
fn pools_respect_nested_caps() {
    let world = catalogue(
        vec![
            credit_course("a", 1, 10, 6),
            credit_course("b", 1, 10, 6),
            credit_course("c", 1, 10, 6),
            bundle("t", capped(12, &["a", "b", "c"], &[(7, &["a", "b"]), (4, &["a"])])),
        ],
        vec![],
    );
    let record = learner();
    let two = vec![earn(&world, "a", 0, 1), earn(&world, "b", 1, 2), earn(&world, "t", 2, 2)];
    assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", two)]), ["unsupported"], "4 + 6 capped to 7");
    let other = vec![earn(&world, "b", 0, 1), earn(&world, "c", 1, 2), earn(&world, "t", 2, 2)];
    assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", other)]), none(), "6 + 6");
}

#[test]
fn distinct_children_do_not_share_an_award() {
    let needs = distinct(vec![pool(5, &["a", "b"]), pool(5, &["a", "b", "c"])]);
    let awards = vec![credit_course("a", 10, 10, 10), credit_course("b", 40, 10, 5), bundle("t", needs)];
    let world = catalogue(awards, vec![]);
    let record = learner();
    let one = vec![earn(&world, "a", 0, 1), earn(&world, "t", 1, 1)];
    assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", one)]), ["unsupported"]);
    let two = vec![earn(&world, "a", 0, 1), earn(&world, "b", 1, 2), earn(&world, "t", 2, 2)];
    assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", two)]), none());
}

#[test]
fn distinct_deals_awards_where_greed_fails() {
    // `a` and `b` both serve the first child; only `a` serves the second, only `c` with `b` the nested third.
    let nested = Requirement::Any(vec![all(vec![leaf("b"), leaf("c")]), leaf("z")]);
    let needs = distinct(vec![Requirement::Any(vec![leaf("a"), leaf("b"), leaf("d")]), leaf("a"), nested]);
    let mut awards: Vec<Award> = ["a", "b", "c", "d", "z"].iter().map(|id| course(id, 1, 10, 1)).collect();
    awards.push(bundle("t", needs));
    let world = catalogue(awards, vec![]);
    let record = learner();
    let mut steps: Vec<Step> = ["a", "b", "c", "d"].iter().zip(0..).map(|(id, k)| earn(&world, id, k, k + 1)).collect();
    steps.push(earn(&world, "t", 4, 4));
    assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", steps.clone())]), none());
    steps.remove(3);
    assert!(broken(&world, &record, "t", vec![route(&record, "t", steps)]).contains(&"unsupported"));
}

#[test]
fn durations_follow_hours_and_nominal_weeks() {
    let (world, record) = (two_courses(), learner());
    let steps = vec![earn(&world, "a", 0, 1), earn(&world, "b", 2, 4), earn(&world, "t", 4, 4)];
    assert!(broken(&world, &record, "t", vec![route(&record, "t", steps)]).contains(&"duration"));
}

#[test]
fn the_load_of_a_week_is_limited() {
    let (world, record) = (two_courses(), learner());
    let steps = vec![earn(&world, "a", 0, 2), earn(&world, "b", 1, 3), earn(&world, "t", 3, 3)];
    assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", steps)]), ["weekly-load"]);
}

#[test]
fn scheduled_steps_start_on_their_dates_and_yearly_ones_come_back() {
    let once = catalogue(vec![scheduled(course("t", 1, 20, 4), &["2027-01-13"], false)], vec![]);
    let yearly = catalogue(vec![scheduled(course("t", 1, 20, 4), &["2020-02-29"], true)], vec![]);
    let record = learner();
    let at = |world: &Catalogue, week| broken(world, &record, "t", vec![route(&record, "t", vec![earn(world, "t", week, week + 4)])]);
    assert_eq!(at(&once, 2), none(), "13 January lies in the week before the 18th");
    assert_eq!(at(&once, 1), ["start-date"]);
    assert_eq!(at(&once, 54), ["start-date"]);
    assert_eq!(at(&yearly, 8), none(), "28 February 2027 is the day before week 8 begins");
    assert_eq!(at(&yearly, 60), ["start-date"], "2028 has a 29 February");
    assert_eq!(at(&yearly, 61), none(), "29 February 2028 lies in the week that ends when week 61 begins");
}

#[test]
fn a_heavy_scheduled_step_is_refused() {
    let world = catalogue(vec![scheduled(course("t", 1, 100, 4), &["2027-01-13"], false)], vec![]);
    let record = learner();
    let rules = broken(&world, &record, "t", vec![route(&record, "t", vec![earn(&world, "t", 2, 6)])]);
    assert!(rules.contains(&"weekly-load"), "{rules:?}");
}

#[test]
fn costs_are_those_of_the_packs_in_the_learners_currency() {
    let cost = Some(Cost { money: Money::from_major(whole(100), Currency::EUR), per_month: true, basis: None, as_of: None });
    let world = catalogue(vec![Award { cost, ..course("t", 0, 130, 0) }], vec![]);
    let mut record = learner();
    record.preferences.rates.insert("EUR".to_owned(), number("1.08"));
    // 13 weeks are 91 days, 2.99 months: three payments.
    let with = |cost| vec![Step { cost, ..earn(&world, "t", 0, 13) }];
    assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", with(whole(324)))]), none());
    assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", with(whole(300)))]), ["cost"]);
    record.preferences.rates.clear();
    assert_eq!(broken(&world, &record, "t", vec![route(&record, "t", with(whole(324)))]), ["unmarked-estimate", "estimated-total"]);
    let marked = vec![Step { cost: whole(324), cost_estimated: true, ..earn(&world, "t", 0, 13) }];
    let told = Route { estimated_cost: whole(324), ..route(&record, "t", marked) };
    assert_eq!(broken(&world, &record, "t", vec![told]), none());
}

#[test]
fn totals_finish_bound_and_limits_are_true() {
    let (world, mut record) = (two_courses(), learner());
    let good = route(&record, "t", two_course_steps(&world));
    let cases = [
        (Route { cost: whole(151), bound: whole(151), ..good.clone() }, vec!["total"]),
        (Route { hours: whole(39), ..good.clone() }, vec!["total"]),
        (Route { finish_week: 5, ..good.clone() }, vec!["finish", "finish"]),
        (Route { finish: day("2027-02-02"), ..good.clone() }, vec!["finish"]),
        (Route { bound: whole(149), ..good.clone() }, vec!["bound"]),
        (Route { bound: whole(149), proven: false, ..good.clone() }, vec![]),
        (Route { bound: whole(151), proven: false, ..good.clone() }, vec!["bound"]),
        (Route { currency: Some(Currency::EUR), ..good.clone() }, vec!["currency"]),
    ];
    for (route, rules) in cases {
        assert_eq!(broken(&world, &record, "t", vec![route]), rules);
    }
    record.preferences.budget = Some(whole(149));
    assert_eq!(broken(&world, &record, "t", vec![good.clone()]), ["budget"]);
    record.preferences.budget = Some(whole(150));
    record.preferences.deadline = Some(day("2027-02-01"));
    assert_eq!(broken(&world, &record, "t", vec![good.clone()]), none());
    record.preferences.deadline = Some(day("2027-01-31"));
    assert_eq!(broken(&world, &record, "t", vec![good]), ["deadline"]);
}

#[test]
fn routes_of_one_plan_do_not_contradict_one_another() {
    let world =
        catalogue(vec![course("a", 10, 40, 1), course("b", 50, 10, 1), bundle("t", Requirement::Any(vec![leaf("a"), leaf("b")]))], vec![]);
    let record = learner();
    let slow = route(&record, "t", vec![earn(&world, "a", 0, 4), earn(&world, "t", 4, 4)]);
    let fast = route(&record, "t", vec![earn(&world, "b", 0, 1), earn(&world, "t", 1, 1)]);
    let by = |by, bound, route: &Route| Route { by, bound: whole(bound), ..route.clone() };
    assert_eq!(broken(&world, &record, "t", vec![slow.clone(), by(Objective::Finish, 1, &fast)]), none());
    assert_eq!(broken(&world, &record, "t", vec![fast.clone(), by(Objective::Finish, 4, &slow)]), ["not-best", "not-best"]);
    let steps_tie = vec![by(Objective::Steps, 2, &fast), by(Objective::Hours, 10, &fast), slow.clone()];
    assert_eq!(broken(&world, &record, "t", steps_tie), ["tie"]);
    let front = |route: &Route| by(Objective::Front, 0, route);
    assert_eq!(broken(&world, &record, "t", vec![front(&slow), front(&fast)]), none());
    assert_eq!(broken(&world, &record, "t", vec![front(&slow), front(&slow)]), ["dominated"]);
    let later = route(&record, "t", vec![earn(&world, "a", 1, 5), earn(&world, "t", 5, 5)]);
    assert_eq!(broken(&world, &record, "t", vec![front(&slow), front(&later)]), ["dominated"]);
}

#[test]
fn status_and_blockers_are_true() {
    let (world, mut record) = (two_courses(), learner());
    let rules = |record: &LearnerRecord, plan: &Plan| audit(&world, record, false, plan).into_iter().map(|v| v.rule).collect::<Vec<_>>();
    assert_eq!(rules(&record, &plan("t", vec![])), ["no-blocker", "reachable"]);
    let unknown = Plan { status: PlanStatus::UnknownTarget, ..plan("ghost", vec![]) };
    assert_eq!(rules(&record, &unknown), none());
    let blocked = |cause, id: &str| Plan {
        blockers: vec![Blocker { cause, id: id.to_owned(), change: "Do something.".to_owned() }],
        ..plan("t", vec![])
    };
    record.preferences.exclude_awards.push("a".into());
    assert_eq!(rules(&record, &blocked(Cause::Exclusion, "a")), none());
    assert_eq!(rules(&record, &blocked(Cause::Retired, "a")), ["untrue-blocker"]);
    holds(&mut record, "t", "2026-01-01", None);
    assert_eq!(rules(&record, &blocked(Cause::Exclusion, "a")), ["status"]);
}
