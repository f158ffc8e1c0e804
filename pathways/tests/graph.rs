//! The graph of awards: cones, what an award opens, what a record reaches, and circles of recognition.

mod small_world;

use pathways::graph::AwardGraph;
use pathways::model::*;
use small_world::*;

/// `t` rests on `a` and the block `x`; `x` is granted for `m`, `m` rests on `b`; `side` stands alone.
fn world() -> Catalogue {
    catalogue(
        vec![
            course("a", 1, 10, 1),
            course("b", 1, 10, 1),
            bundle("m", leaf("b")),
            block("x"),
            bundle("t", all(vec![leaf("a"), leaf("x")])),
            course("side", 1, 10, 1),
        ],
        vec![recognition("rec:x", leaf("m"), "x")],
    )
}

fn names<'a>(awards: impl IntoIterator<Item = &'a AwardId>) -> Vec<&'a str> {
    awards.into_iter().map(AwardId::as_str).collect()
}

#[test]
fn the_cone_is_all_that_a_target_could_rest_on_by_distance() {
    let world = world();
    let graph = AwardGraph::new(&world);
    let cone = names(graph.cone(&"t".into()));
    assert_eq!(cone.first(), Some(&"t"));
    assert_eq!(cone.iter().position(|id| *id == "b"), Some(4), "the farthest comes last: {cone:?}");
    assert_eq!(cone.len(), 5);
    assert!(graph.cone(&"ghost".into()).is_empty());
}

#[test]
fn an_award_opens_what_names_it_and_in_the_end_what_rests_on_that() {
    let world = world();
    let graph = AwardGraph::new(&world);
    assert_eq!(names(graph.opens(&"m".into())), ["x"]);
    assert_eq!(names(graph.opens_in_the_end(&"b".into())), ["m", "x", "t"]);
    assert!(graph.opens(&"t".into()).is_empty());
}

#[test]
fn only_circles_are_components() {
    assert!(AwardGraph::new(&world()).components().is_empty());
    let mutual = catalogue(
        vec![course("a", 1, 10, 1), course("b", 1, 10, 1), bundle("t", leaf("a"))],
        vec![recognition("rec:ab", leaf("a"), "b"), recognition("rec:ba", leaf("b"), "a")],
    );
    let components = AwardGraph::new(&mutual).components();
    assert_eq!(components.into_iter().map(names).collect::<Vec<_>>(), [["a", "b"]]);
}

#[test]
fn reach_respects_status_exclusions_gates_and_the_end_of_agreements() {
    let reached = |world: &Catalogue, record: &LearnerRecord, strict| AwardGraph::new(world).reachable(record, strict).len();
    let open = world();
    let mut record = learner();
    assert_eq!(reached(&open, &record, false), 6);
    record.preferences.exclude_awards.push("b".into());
    assert_eq!(reached(&open, &record, false), 2, "a and side");
    holds(&mut record, "b", "2026-01-01", None);
    assert_eq!(reached(&open, &record, false), 5, "held awards count although new steps are excluded");

    let ended =
        Recognition { valid: Some(Validity { from: None, until: Some(day("2026-12-31")) }), ..recognition("rec:x", leaf("m"), "x") };
    let lapsed = catalogue(vec![course("m", 1, 1, 1), block("x")], vec![ended]);
    assert_eq!(reached(&lapsed, &learner(), false), 1);

    let gated = catalogue(vec![bundle("t", gate("g"))], vec![]);
    assert_eq!((reached(&gated, &learner(), false), reached(&gated, &learner(), true)), (1, 0));

    let retired = catalogue(vec![Award { status: AwardStatus::Retired, ..course("t", 1, 1, 1) }], vec![]);
    assert_eq!(reached(&retired, &learner(), false), 0);
}

#[test]
fn reach_counts_credit_under_nested_caps() {
    let courses = || vec![credit_course("a", 1, 1, 6), credit_course("b", 1, 1, 6), credit_course("c", 1, 1, 6)];
    for (needed, opens) in [(13, true), (14, false)] {
        let mut awards = courses();
        awards.push(bundle("t", capped(needed, &["a", "b", "c"], &[(7, &["a", "b"]), (4, &["a"])])));
        let world = catalogue(awards, vec![]);
        assert_eq!(AwardGraph::new(&world).reachable(&learner(), false).contains(&AwardId::from("t")), opens, "{needed}");
    }
}

#[test]
fn dot_shows_the_cone_alone() {
    let world = world();
    let dot = AwardGraph::new(&world).dot(&"m".into());
    assert!(dot.starts_with("digraph") && dot.contains("label=\"Award B\"") && dot.contains("label=\"study\""), "{dot}");
    assert!(!dot.contains("Award A"), "{dot}");
}
