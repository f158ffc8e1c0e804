//! The plan of record: steps move on and can be taken back, drift is found and named, repairs change as little as they must.

mod small_world;

use std::time::Duration;

use pathways::agreed::{
    self, AgreedPlan, DriftCause, DueKind, KEY, StepError, StepState, difference, drift, dues, mark, progress, repairs,
};
use pathways::answer::answer;
use pathways::estimate::Estimates;
use pathways::frameworks::Frameworks;
use pathways::interchange::SourceFile;
use pathways::interchange::contract::{read_learner, write_learner};
use pathways::model::exact::whole;
use pathways::model::*;
use pathways::planner::{Request, Unwatched};
use small_world::*;

const TODAY: &str = "2026-11-24";

/// A certificate over two courses; each has a rival that costs more. `b` asks for a grade of 70 in `a`.
fn world() -> Catalogue {
    let either = |one: Requirement, other: &str| Requirement::Any(vec![one, leaf(other)]);
    let b = Award { requires: Some(either(graded("a", 70), "a2")), ..course("b", 200, 40, 4) };
    catalogue(
        vec![
            bundle("t", all(vec![either(leaf("a"), "a2"), either(leaf("b"), "b2")])),
            course("a", 100, 40, 4),
            course("a2", 150, 40, 4),
            b,
            course("b2", 400, 40, 4),
        ],
        Vec::new(),
    )
}

fn cheapest(catalogue: &Catalogue, record: &LearnerRecord) -> Route {
    let estimates = Estimates::new(catalogue, Frameworks::bundled());
    let target = AwardId::from("t");
    let request = Request {
        catalogue,
        estimates: &estimates,
        record,
        target: &target,
        objectives: &[Objective::Cost],
        strict: false,
        without_estimates: false,
        time_limit: Duration::from_secs(20),
    };
    answer(&request, &Unwatched).expect("a plan").routes.into_iter().next().expect("a route")
}

/// A learner who has agreed the cheapest route.
fn agreed(catalogue: &Catalogue) -> (LearnerRecord, AgreedPlan) {
    let mut record = learner();
    let packs = catalogue.packs.iter().map(|pack| (pack.id.clone(), pack.version.clone())).collect();
    let plan = AgreedPlan::new("t".into(), cheapest(catalogue, &record), day(TODAY), packs);
    agreed::adopt(&mut record, plan);
    let plan = agreed::of(&record).expect("it can be read").expect("it is there");
    (record, plan)
}

fn completed(on: &str, grade: i128) -> StepState {
    StepState::Completed { on: day(on), grade: Some(whole(grade)) }
}

fn causes(found: &[agreed::Drift]) -> Vec<(DriftCause, Option<&str>)> {
    found.iter().map(|drift| (drift.cause, drift.award.as_ref().map(|id| id.as_str()))).collect()
}

#[test]
fn a_plan_travels_in_the_record() {
    let (mut record, mut plan) = agreed(&world());
    mark(&mut record, &mut plan, &"a".into(), completed("2027-02-01", 88), day("2027-02-02")).expect("a step");
    let (again, _) = read_learner(&SourceFile::new("record", write_learner(&record))).expect("the record is well formed");
    assert_eq!(agreed::of(&again).expect("it can be read"), Some(plan));
    assert_eq!(again.held, record.held);
}

#[test]
fn completing_a_step_holds_it_and_taking_it_back_does_not() {
    let (mut record, mut plan) = agreed(&world());
    let today = day("2027-02-02");
    mark(&mut record, &mut plan, &"a".into(), StepState::Enrolled { on: day("2027-01-04") }, today).expect("a step");
    assert!(record.held.is_empty());
    mark(&mut record, &mut plan, &"a".into(), completed("2027-02-01", 88), today).expect("a step");
    assert_eq!((record.held[0].award.as_str(), record.held[0].grade), ("a", Some(whole(88))));
    let done = progress(&plan);
    assert_eq!((done.completed, done.steps, done.spent, done.ahead), (1, 3, whole(100), whole(200)));
    assert_eq!(done.next, Some("b".into()));
    mark(&mut record, &mut plan, &"a".into(), StepState::Planned, today).expect("a step");
    assert!(record.held.is_empty());
}

#[test]
fn impossible_steps_are_refused_and_change_nothing() {
    let (mut record, mut plan) = agreed(&world());
    let before = record.clone();
    let tomorrow = mark(&mut record, &mut plan, &"a".into(), completed("2027-02-03", 88), day("2027-02-02"));
    assert!(matches!(tomorrow, Err(StepError::InTheFuture { .. })));
    assert_eq!(mark(&mut record, &mut plan, &"zzz".into(), StepState::Planned, day(TODAY)), Err(StepError::NoStep("zzz".into())));
    assert_eq!(mark(&mut record, &mut plan, &"a".into(), completed("2026-01-01", 101), day(TODAY)), Err(StepError::GradeRange));
    assert_eq!(record, before);
}

#[test]
fn a_plan_that_stands_has_no_drift() {
    let catalogue = world();
    let (mut record, mut plan) = agreed(&catalogue);
    assert_eq!(drift(&plan, &catalogue, &record, day(TODAY)), []);
    mark(&mut record, &mut plan, &"a".into(), completed("2027-02-01", 88), day("2027-02-01")).expect("a step");
    assert_eq!(drift(&plan, &catalogue, &record, day("2027-02-01")), []);
}

#[test]
fn a_missed_grade_breaks_what_rests_on_it() {
    let catalogue = world();
    let (mut record, mut plan) = agreed(&catalogue);
    mark(&mut record, &mut plan, &"a".into(), completed("2027-02-01", 60), day("2027-02-01")).expect("a step");
    let found = drift(&plan, &catalogue, &record, day("2027-02-01"));
    let broken = [(DriftCause::Grade, Some("a")), (DriftCause::Requirement, Some("b")), (DriftCause::Requirement, Some("t"))];
    assert_eq!(causes(&found), broken);
    assert_eq!(found[0].what, "Award A was completed with 60; the plan needs 70 or better.");
}

#[test]
fn slipped_dates_are_named() {
    let catalogue = world();
    let (mut record, mut plan) = agreed(&catalogue);
    let found = drift(&plan, &catalogue, &record, day("2027-01-20"));
    assert_eq!(causes(&found), [(DriftCause::NotBegun, Some("a"))]);
    assert!(!found[0].cause.breaks());
    mark(&mut record, &mut plan, &"a".into(), StepState::Enrolled { on: day("2027-01-04") }, day("2027-01-20")).expect("a step");
    assert_eq!(drift(&plan, &catalogue, &record, day("2027-01-20")), []);
    let late = drift(&plan, &catalogue, &record, day("2027-02-02"));
    assert_eq!(causes(&late), [(DriftCause::NotBegun, Some("b")), (DriftCause::Late, Some("a"))]);
}

#[test]
fn a_changed_catalogue_is_named_by_what_changed() {
    let before = world();
    let (record, plan) = agreed(&before);
    let with = |change: &dyn Fn(&mut Award)| {
        let mut after = before.clone();
        change(after.awards.get_mut("b").expect("an award"));
        drift(&plan, &after, &record, day(TODAY))
    };
    let dearer = with(&|b| b.cost = course("b", 250, 40, 4).cost);
    assert_eq!(causes(&dearer), [(DriftCause::Price, Some("b"))]);
    assert_eq!(dearer[0].what, "Award B: its cost is 250, the plan says 200.");
    assert!(!dearer[0].cause.breaks());
    assert_eq!(causes(&with(&|b| b.status = AwardStatus::Retired)), [(DriftCause::AwardGone, Some("b"))]);
    assert_eq!(causes(&with(&|b| b.effort = course("b", 200, 80, 4).effort)), [(DriftCause::Length, Some("b"))]);
    let harder = with(&|b| b.requires = Some(leaf("b2")));
    assert_eq!(causes(&harder), [(DriftCause::Requirement, Some("b")), (DriftCause::Requirement, Some("t"))]);
    let mut gone = before.clone();
    gone.awards.shift_remove("b");
    let found = drift(&plan, &gone, &record, day(TODAY));
    assert_eq!(found[0].cause, DriftCause::AwardGone);
}

#[test]
fn the_smallest_repair_keeps_what_was_agreed_and_the_best_need_not() {
    let mut after = world();
    let (record, plan) = agreed(&after);
    after.awards.get_mut("a").expect("an award").status = AwardStatus::Retired;
    let estimates = Estimates::new(&after, Frameworks::bundled());
    let found = repairs(&plan, &after, &estimates, &record, day(TODAY), Duration::from_secs(20), &Unwatched).expect("repairs");
    let smallest = found.smallest.difference.expect("a route");
    assert_eq!((smallest.added, smallest.removed), (vec!["a2".into()], vec!["a".into()]));
    assert_eq!(found.best.plan.expect("a route").route.cost, whole(350));
}

#[test]
fn a_cheaper_rival_is_the_best_repair_and_not_the_smallest() {
    let mut after = world();
    let (record, plan) = agreed(&after);
    after.awards.get_mut("b2").expect("an award").cost = course("b2", 10, 40, 4).cost;
    after.awards.get_mut("a").expect("an award").effort = course("a", 100, 80, 4).effort;
    let estimates = Estimates::new(&after, Frameworks::bundled());
    let found = repairs(&plan, &after, &estimates, &record, day(TODAY), Duration::from_secs(20), &Unwatched).expect("repairs");
    let (best, smallest) = (found.best.plan.expect("a route").route, found.smallest.plan.expect("a route").route);
    assert_eq!((best.cost, smallest.cost), (whole(110), whole(300)));
    assert!(found.smallest.difference.expect("a route").added.is_empty());
}

#[test]
fn what_is_under_way_is_paid_for_and_takes_what_is_left() {
    let catalogue = world();
    let (mut record, mut plan) = agreed(&catalogue);
    let today = day("2027-01-18");
    mark(&mut record, &mut plan, &"a".into(), StepState::Enrolled { on: day("2027-01-04") }, today).expect("a step");
    let estimates = Estimates::new(&catalogue, Frameworks::bundled());
    let found = repairs(&plan, &catalogue, &estimates, &record, today, Duration::from_secs(20), &Unwatched).expect("repairs");
    let next = found.best.plan.expect("a route");
    let a = next.route.steps.iter().find(|step| step.award.as_str() == "a").expect("the step under way");
    assert_eq!((a.cost, a.hours, next.day(a.start_week), next.day(a.end_week)), (whole(0), whole(20), today, day("2027-02-01")));
    assert_eq!((next.spent(), next.route.finish), (whole(100), day("2027-03-01")));
    assert!(matches!(next.state(&"a".into()), StepState::Enrolled { .. }));
}

#[test]
fn a_dropped_step_is_not_planned_again() {
    let catalogue = world();
    let (mut record, mut plan) = agreed(&catalogue);
    let dropped = StepState::Dropped { on: day(TODAY), why: Some("No seat".to_owned()) };
    mark(&mut record, &mut plan, &"a".into(), dropped, day(TODAY)).expect("a step");
    let found = drift(&plan, &catalogue, &record, day(TODAY));
    assert_eq!(found[0].cause, DriftCause::Dropped);
    let estimates = Estimates::new(&catalogue, Frameworks::bundled());
    let repaired = repairs(&plan, &catalogue, &estimates, &record, day(TODAY), Duration::from_secs(20), &Unwatched).expect("repairs");
    let ways = [repaired.best, repaired.smallest].map(|repair| repair.plan.expect("a route").route.steps);
    assert!(ways.iter().flatten().all(|step| step.award.as_str() != "a"));
}

#[test]
fn a_later_plan_keeps_what_was_completed_in_view() {
    let catalogue = world();
    let (mut record, mut plan) = agreed(&catalogue);
    mark(&mut record, &mut plan, &"a".into(), completed("2027-01-30", 60), day("2027-02-01")).expect("a step");
    let estimates = Estimates::new(&catalogue, Frameworks::bundled());
    let found = repairs(&plan, &catalogue, &estimates, &record, day("2027-02-01"), Duration::from_secs(20), &Unwatched).expect("repairs");
    let next = found.best.plan.expect("a route");
    agreed::adopt(&mut record, next);
    let next = agreed::of(&record).expect("it can be read").expect("it is there");
    assert_eq!((next.state(&"a".into()), next.spent()), (&completed("2027-01-30", 60), whole(100)));
    let change = difference(&plan, &next);
    // The missed grade is made up for by the rival of `a`, which `b` accepts as well.
    assert_eq!((change.added, change.removed), (vec!["a2".into()], Vec::<AwardId>::new()));
    assert_eq!(drift(&next, &catalogue, &record, day("2027-02-01")), []);
}

#[test]
fn dates_that_matter_are_due() {
    let mut catalogue = world();
    let until = Some(day("2028-06-30"));
    let granted = Recognition {
        within_months: Some(whole(12)),
        valid: Some(Validity { from: None, until }),
        title: Some("A counts as a block".to_owned()),
        requires: Some(gate("g")),
        ..recognition("rec:block", leaf("a"), "block")
    };
    catalogue = small_world::catalogue(
        catalogue
            .awards
            .into_values()
            .filter(|award| award.id.as_str() != "t")
            .chain([bundle("t", leaf("block")), block("block")])
            .collect(),
        vec![granted],
    );
    let (record, plan) = agreed(&catalogue);
    let found = dues(&plan, &catalogue, &record);
    let said: Vec<(DueKind, String)> = found.iter().map(|due| (due.kind, due.on.to_string())).collect();
    let wanted = [
        (DueKind::Start, "2027-01-04"),
        (DueKind::Confirm, "2027-02-01"),
        (DueKind::Start, "2027-02-01"),
        (DueKind::End, "2027-02-01"),
        (DueKind::Finish, "2027-02-01"),
        (DueKind::UseBy, "2028-02-01"),
        (DueKind::AgreementEnds, "2028-06-30"),
    ];
    assert_eq!(said, wanted.map(|(kind, on)| (kind, on.to_owned())));
}

#[test]
fn what_is_no_plan_is_refused_with_what_to_do() {
    let mut record = learner();
    record.extensions.push((KEY.to_owned(), serde_json::json!({ "agreed": "2026-11-24", "plan": { "format": "cairn.plan/1" } })));
    let refused = agreed::of(&record).expect_err("no plan").to_string();
    assert!(refused.contains("x-agreed") && refused.contains("cannot be read"), "{refused}");
}
