//! One route: its steps as such, and what it says that it relies on.

use std::collections::BTreeMap;

use super::world::World;
use super::{Report, schedule, support, totals};
use crate::model::exact::{decimal, whole};
use crate::model::{AwardId, Exception, GateId, GateState, PinKind, Rational, Requirement, Route, Step, Way};

/// A route whose steps are possible as such, with what it relies on.
pub(super) struct Claims<'a> {
    pub route: &'a Route,
    pub target: &'a AwardId,
    pub steps: BTreeMap<&'a AwardId, &'a Step>,
    pub gates: Vec<&'a GateId>,
    pub grades: BTreeMap<&'a AwardId, Rational>,
    pub exceptions: Vec<&'a Exception>,
}

impl<'a> Claims<'a> {
    /// The requirements that a step must satisfy: of the award for study; of the recognition, `from` first.
    pub fn requirements(world: &World<'a>, step: &'a Step) -> (Option<&'a Requirement>, Option<&'a Requirement>) {
        match &step.way {
            Way::Earn => (None, world.catalogue.awards.get(&step.award).and_then(|a| a.requires.as_ref())),
            Way::Recognition(id) => match world.catalogue.recognitions.get(id) {
                Some(recognition) => (Some(&recognition.from), recognition.requires.as_ref()),
                None => (None, None),
            },
        }
    }
}

/// Judges a route. Whether it is legal.
pub(super) fn judge<'a>(world: &World<'a>, route: &'a Route, target: &'a AwardId, report: &mut Report) -> bool {
    let before = report.violations.len();
    let steps = admit(world, route, report);
    let mut claims = Claims { route, target, steps, gates: Vec::new(), grades: BTreeMap::new(), exceptions: Vec::new() };
    rely(world, &mut claims, report);
    schedule::judge(world, &claims, report);
    totals::judge(world, &claims, report);
    support::judge(world, &claims, report);
    pins(world, &claims, report);
    report.violations.len() == before
}

/// The steps that name an award and a way that exist, are needed once, and are not barred.
fn admit<'a>(world: &World<'a>, route: &'a Route, report: &mut Report) -> BTreeMap<&'a AwardId, &'a Step> {
    let mut steps = BTreeMap::new();
    for step in &route.steps {
        let id = &step.award;
        let Some(award) = world.catalogue.awards.get(id) else {
            report.of_step(id, "unknown-award", "no pack has this award");
            continue;
        };
        if world.is_held(id) {
            report.of_step(id, "already-held", "it is held already");
            continue;
        }
        if steps.contains_key(id) {
            report.of_step(id, "achieved-twice", "it is achieved twice");
            continue;
        }
        if let Way::Recognition(way) = &step.way
            && world.catalogue.recognitions.get(way).is_none_or(|recognition| recognition.grants != *id)
        {
            report.of_step(id, "unknown-way", format!("{way} is no recognition that grants it"));
            continue;
        }
        if let Some((rule, why)) = world.barred(award, &step.way) {
            report.of_step(id, rule, why);
        }
        if step.cost < whole(0) || step.hours < whole(0) {
            report.of_step(id, "negative", "its cost or its hours are below zero");
        }
        steps.insert(id, step);
    }
    steps
}

/// What the route lists as relied upon, as far as it may be.
fn rely<'a>(world: &World<'a>, claims: &mut Claims<'a>, report: &mut Report) {
    let asked: Vec<&Requirement> = claims
        .steps
        .values()
        .flat_map(|step| {
            let (first, second) = Claims::requirements(world, step);
            first.into_iter().chain(second)
        })
        .collect();
    for gate in &claims.route.to_confirm {
        let state = world.record.gate(gate);
        if !world.names_gate(gate, &asked) {
            report.breaks("unknown-gate", format!("to_confirm names {gate}, which is no gate of the packs"));
        } else if state != GateState::Unknown {
            report.breaks("gate-answered", format!("to_confirm names {gate}, which the record says is {state}"));
        } else if world.strict {
            report.breaks("strict", format!("to_confirm names {gate}, but in strict mode an unknown gate counts as unmet"));
        } else if claims.gates.contains(&gate) {
            report.breaks("listed-twice", format!("to_confirm names {gate} twice"));
        } else {
            claims.gates.push(gate);
        }
    }
    for assumption in &claims.route.assumptions {
        let (award, grade) = (&assumption.award, assumption.min_grade);
        let held = world.held.get(award);
        if grade < whole(0) || grade > whole(100) {
            report.breaks("grade-range", format!("the grade {} assumed of {award} is not between 0 and 100", decimal(grade, 2)));
        } else if held.is_some_and(|held| held.grade.is_some()) {
            report.breaks("grade-known", format!("assumptions name {award}, whose grade the record states"));
        } else if world.is_held(award) && world.strict {
            report.breaks("strict", format!("assumptions name {award}, held without a grade, which strict mode counts as not reached"));
        } else if !claims.steps.contains_key(award) && !world.is_held(award) && !granted_somewhere(world, award) {
            report.breaks("assumption-unused", format!("assumptions name {award}, which is neither held nor a step"));
        } else {
            let known = claims.grades.entry(award).or_insert(grade);
            *known = grade.max(*known);
        }
    }
    for exception in &claims.route.exceptions {
        if world.record.exceptions.contains(exception) {
            claims.exceptions.push(exception);
        } else {
            let award = &exception.award;
            report.breaks("unknown-exception", format!("the route relies on an exception about {award} that the record does not have"));
        }
    }
}

fn granted_somewhere(world: &World<'_>, award: &AwardId) -> bool {
    world.record.exceptions.iter().any(|e| e.kind == crate::model::ExceptionKind::Grant && e.award == *award)
}

/// Whether the route honours the learner's pins; `avoid` is judged as a bar on steps.
fn pins(world: &World<'_>, claims: &Claims<'_>, report: &mut Report) {
    for pin in &world.record.pins {
        let award = &pin.award;
        match &pin.kind {
            PinKind::Avoid => {}
            PinKind::Take if claims.steps.contains_key(award) || world.is_held(award) => {}
            PinKind::Take => report.breaks("pin-take", format!("a pin asks for the step {award}, which the route does not have")),
            PinKind::Count { toward } => {
                if !support::counts_toward(world, claims, award, toward) {
                    let message = format!("a pin asks that {award} counts toward {toward}, and in this route it does not");
                    report.breaks("pin-count", message);
                }
            }
        }
    }
}
