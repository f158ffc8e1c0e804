//! Section 5 of the contract as the audit reads it: exceptions, pins and breaks.

mod small_world;

use pathways::audit::audit;
use pathways::model::*;
use small_world::*;

fn broken(catalogue: &Catalogue, record: &LearnerRecord, target: &str, route: Route) -> Vec<&'static str> {
    audit(catalogue, record, false, &plan(target, vec![route])).into_iter().map(|violation| violation.rule).collect()
}

fn exception(kind: ExceptionKind, award: &str, within: Option<&str>) -> Exception {
    Exception {
        kind,
        award: award.into(),
        within: within.map(Into::into),
        reason: "Reviewed".to_owned(),
        authority: "Programme director".to_owned(),
        date: day("2026-10-02"),
        until: None,
        extensions: Vec::new(),
    }
}

/// The rules that `steps` break when the record has `exception`: first where the route lists it, then where it does not.
fn with_and_without(world: &Catalogue, record: &LearnerRecord, exception: Exception, steps: Vec<Step>) -> [Vec<&'static str>; 2] {
    let mut record = record.clone();
    record.exceptions.push(exception.clone());
    let silent = route(&record, "t", steps);
    [broken(world, &record, "t", Route { exceptions: vec![exception], ..silent.clone() }), broken(world, &record, "t", silent)]
}

#[test]
fn a_substitute_satisfies_leaf_and_pool_where_the_route_lists_it() {
    for requires in [leaf("a"), pool(6, &["a"])] {
        let world = catalogue(vec![credit_course("a", 1, 10, 6), course("b", 1, 10, 1), bundle("t", requires)], vec![]);
        let steps = vec![earn(&world, "b", 0, 1), earn(&world, "t", 1, 1)];
        let substitute = |within| exception(ExceptionKind::Substitute { with: "b".into() }, "a", within);
        assert_eq!(with_and_without(&world, &learner(), substitute(Some("t")), steps.clone()), [vec![], vec!["unlisted-exception"]]);
        let [elsewhere, _] = with_and_without(&world, &learner(), substitute(Some("b")), steps.clone());
        assert_eq!(elsewhere, ["unsupported"]);
        let lapsed = Exception { until: Some(day("2027-01-10")), ..substitute(None) };
        let [late, _] = with_and_without(&world, &learner(), lapsed, steps);
        assert_eq!(late, ["unsupported"], "the requirement is judged on 11 January");
    }
}

#[test]
fn a_waiver_satisfies_a_leaf_and_gives_no_credit() {
    for (requires, rules) in [(leaf("a"), vec![]), (pool(6, &["a"]), vec!["unsupported"])] {
        let world = catalogue(vec![credit_course("a", 1, 10, 6), bundle("t", requires)], vec![]);
        let [listed, _] = with_and_without(&world, &learner(), exception(ExceptionKind::Waive, "a", None), vec![earn(&world, "t", 0, 0)]);
        assert_eq!(listed, rules);
    }
}

#[test]
fn also_allow_opens_a_pool() {
    let world = catalogue(vec![credit_course("a", 1, 10, 6), credit_course("b", 1, 10, 3), bundle("t", pool(5, &["a"]))], vec![]);
    let steps = vec![earn(&world, "b", 0, 1), earn(&world, "t", 1, 1)];
    let allow = |counts| exception(ExceptionKind::AlsoAllow { counts }, "b", Some("t"));
    let [own_worth, _] = with_and_without(&world, &learner(), allow(None), steps.clone());
    assert_eq!(own_worth, ["unsupported"], "3 of 5");
    assert_eq!(with_and_without(&world, &learner(), allow(Some(number("5"))), steps), [vec![], vec!["unlisted-exception"]]);
}

#[test]
fn a_grant_holds_an_award_and_a_denial_takes_it_away() {
    let world = catalogue(vec![course("a", 1, 10, 1), bundle("t", leaf("a"))], vec![]);
    let steps = vec![earn(&world, "t", 0, 0)];
    let grant = exception(ExceptionKind::Grant, "a", None);
    assert_eq!(with_and_without(&world, &learner(), grant.clone(), steps.clone()), [vec![], vec!["unlisted-exception"]]);
    let mut granted = learner();
    granted.exceptions.push(grant);
    let again = route(&granted, "t", vec![earn(&world, "a", 0, 1), earn(&world, "t", 1, 1)]);
    assert!(broken(&world, &granted, "t", again).contains(&"already-held"));

    let mut record = learner();
    holds(&mut record, "a", "2026-01-01", None);
    assert_eq!(broken(&world, &record, "t", route(&record, "t", steps.clone())), Vec::<&str>::new());
    record.exceptions.push(exception(ExceptionKind::Deny, "a", None));
    assert_eq!(broken(&world, &record, "t", route(&record, "t", steps)), ["unsupported"]);
}

#[test]
fn an_exception_that_the_record_does_not_have_is_refused() {
    let world = catalogue(vec![course("a", 1, 10, 1), bundle("t", leaf("a"))], vec![]);
    let invented =
        Route { exceptions: vec![exception(ExceptionKind::Waive, "a", None)], ..route(&learner(), "t", vec![earn(&world, "t", 0, 0)]) };
    assert_eq!(broken(&world, &learner(), "t", invented), ["unknown-exception", "unsupported"]);
}

#[test]
fn pins_are_honoured() {
    let any = Requirement::Any(vec![leaf("a"), leaf("b")]);
    let world = catalogue(vec![course("a", 1, 10, 1), course("b", 1, 10, 1), bundle("t", any)], vec![]);
    let mut record = learner();
    let by_a = route(&record, "t", vec![earn(&world, "a", 0, 1), earn(&world, "t", 1, 1)]);
    for (kind, pinned, rules) in [
        (PinKind::Take, "a", vec![]),
        (PinKind::Take, "b", vec!["pin-take"]),
        (PinKind::Count { toward: "t".into() }, "a", vec![]),
        (PinKind::Count { toward: "t".into() }, "b", vec!["pin-count"]),
    ] {
        record.pins = vec![Pin { kind, award: pinned.into() }];
        assert_eq!(broken(&world, &record, "t", by_a.clone()), rules);
    }
}

#[test]
fn breaks_prolong_self_paced_steps_and_bar_scheduled_ones() {
    let mut record = learner();
    record.preferences.breaks.push(Break { from: day("2027-01-13"), until: day("2027-01-20") });
    // Weeks 1 (from 11 January) and 2 (from 18 January) are touched.
    let paced = catalogue(vec![course("t", 1, 20, 1)], vec![]);
    let weeks = |world: &Catalogue, from, to| broken(world, &record, "t", route(&record, "t", vec![earn(world, "t", from, to)]));
    assert_eq!(weeks(&paced, 0, 4), Vec::<&str>::new());
    assert_eq!(weeks(&paced, 0, 2), ["duration", "break"]);
    assert_eq!(weeks(&paced, 3, 5), Vec::<&str>::new());
    let dated = catalogue(vec![scheduled(course("t", 1, 20, 2), &["2027-01-04", "2027-01-20"], false)], vec![]);
    assert!(weeks(&dated, 0, 2).contains(&"break"));
    assert_eq!(weeks(&dated, 3, 5), Vec::<&str>::new());
}
