//! What each step rests on: held awards and earlier steps in the weeks given, on what the route lists, and on no step in vain.

use std::collections::BTreeSet;

use super::Report;
use super::route::Claims;
use super::rulings::Rulings;
use super::satisfaction::{Evidence, Satisfaction};
use super::world::World;
use crate::model::exact::{days_per_month, whole};
use crate::model::{AwardId, Catalogue, GateId, Rational, Step, Way};

/// What is taken for granted beyond what the route lists, to find out what is missing.
#[derive(Clone, Copy, Default)]
struct Leniency<'a> {
    every_gate: bool,
    every_grade: bool,
    every_exception: bool,
    any_week: bool,
    without: Option<&'a AwardId>,
}

/// Judges what the steps rest on, and that none can be left out.
pub(super) fn judge<'a>(world: &World<'a>, claims: &Claims<'a>, report: &mut Report) {
    let achieved = achieve(world, claims, Leniency::default());
    let missing: Vec<&AwardId> = claims.steps.keys().filter(|award| !achieved.contains(*award)).copied().collect();
    if missing.is_empty() {
        for award in claims.steps.keys().filter(|award| **award != claims.target) {
            if achieve(world, claims, Leniency { without: Some(award), ..Leniency::default() }).contains(claims.target) {
                report.of_step(award, "superfluous", "it can be left out, the target is achieved without it");
            }
        }
        return;
    }
    let by = |leniency: Leniency<'a>| achieve(world, claims, leniency);
    let none = Leniency::default();
    let gates = by(Leniency { every_gate: true, ..none });
    let grades = by(Leniency { every_grade: true, ..none });
    let exceptions = by(Leniency { every_exception: true, ..none });
    let listed = by(Leniency { every_gate: true, every_grade: true, every_exception: true, ..none });
    let timeless = by(Leniency { every_gate: true, every_grade: true, every_exception: true, any_week: true, ..none });
    for award in missing {
        let (rule, why) = if gates.contains(award) {
            ("unlisted-gate", "it rests on a gate that to_confirm does not list".to_owned())
        } else if grades.contains(award) {
            ("unlisted-grade", "it rests on a grade that the assumptions do not list".to_owned())
        } else if exceptions.contains(award) {
            ("unlisted-exception", "it rests on an exception of the record that the route does not list".to_owned())
        } else if listed.contains(award) {
            ("unlisted", "it rests on gates, grades or exceptions that the route does not list".to_owned())
        } else if timeless.contains(award) {
            let week = claims.steps[award].start_week;
            ("too-early", format!("what it requires is not there in week {week}: it ends later, or lies outside the window"))
        } else {
            ("unsupported", "its requirement is not satisfied by what is held and by earlier steps".to_owned())
        };
        report.of_step(award, rule, why);
    }
}

/// The awards of the route that are achieved in the weeks given: the least fixpoint, so nothing rests on itself.
fn achieve<'a>(world: &World<'a>, claims: &Claims<'a>, leniency: Leniency<'_>) -> BTreeSet<&'a AwardId> {
    let mut waiting: Vec<&'a Step> =
        claims.route.steps.iter().filter(|s| claims.steps.contains_key(&s.award) && leniency.without != Some(&s.award)).collect();
    waiting.sort_by_key(|step| step.start_week);
    let mut achieved = BTreeSet::new();
    loop {
        let before = waiting.len();
        waiting.retain(|step| {
            let holds = rests(world, claims, &achieved, leniency, step);
            if holds {
                achieved.insert(&step.award);
            }
            !holds
        });
        if waiting.len() == before {
            return achieved;
        }
    }
}

/// Whether a step's requirement holds in its week, given what has been achieved.
fn rests<'a>(world: &World<'a>, claims: &Claims<'a>, achieved: &BTreeSet<&'a AwardId>, leniency: Leniency<'_>, step: &'a Step) -> bool {
    let rulings = rulings_for(world, claims, leniency, step);
    let (from, requires) = Claims::requirements(world, step);
    let within = match &step.way {
        Way::Earn => None,
        Way::Recognition(id) => world.catalogue.recognitions.get(id).and_then(|recognition| recognition.within_months),
    };
    let holds = |requirement, within_months| {
        let moment = Moment { world, claims, achieved, leniency, rulings: &rulings, week: step.start_week, within_months };
        Satisfaction { catalogue: world.catalogue, rulings: &rulings, evidence: &moment }.holds(requirement, None)
    };
    from.is_none_or(|from| holds(from, within)) && requires.is_none_or(|requires| holds(requires, None))
}

fn rulings_for<'a>(world: &World<'a>, claims: &Claims<'a>, leniency: Leniency<'_>, step: &Step) -> Rulings<'a> {
    let scope = match &step.way {
        Way::Earn => step.award.as_str(),
        Way::Recognition(id) => id.as_str(),
    };
    let listed = |exception: &_| leniency.every_exception || claims.exceptions.contains(&exception);
    Rulings::new(&world.record.exceptions, scope, world.day(step.start_week), &listed)
}

/// What counts in one week of the route.
struct Moment<'m, 'a> {
    world: &'m World<'a>,
    claims: &'m Claims<'a>,
    achieved: &'m BTreeSet<&'a AwardId>,
    leniency: Leniency<'m>,
    rulings: &'m Rulings<'a>,
    week: u32,
    /// Only what was earned within so many months counts.
    within_months: Option<Rational>,
}

impl Moment<'_, '_> {
    /// Whether so many days ago is recent enough.
    fn recent(&self, days: i128) -> bool {
        self.leniency.any_week || self.within_months.is_none_or(|months| whole(days) <= months * days_per_month())
    }

    /// Whether the route lists a grade that it relies on.
    fn listed(&self, award: &AwardId, min_grade: Rational) -> bool {
        self.leniency.every_grade || self.claims.grades.get(award).is_some_and(|grade| *grade >= min_grade)
    }

    fn days_since(&self, day: chrono::NaiveDate) -> i128 {
        i128::from((self.world.start - day).num_days()) + 7 * i128::from(self.week)
    }
}

impl Evidence for Moment<'_, '_> {
    fn counts(&self, award: &AwardId, min_grade: Option<Rational>) -> bool {
        if self.rulings.denied.contains(award) {
            return false;
        }
        if self.achieved.contains(award) {
            let end = self.claims.steps[award].end_week;
            let there = self.leniency.any_week || end <= self.week;
            return there
                && self.recent(7 * (i128::from(self.week) - i128::from(end)))
                && min_grade.is_none_or(|grade| self.listed(award, grade));
        }
        let ungraded = |grade: Rational| !self.world.strict && self.listed(award, grade);
        if let Some(held) = self.world.held.get(award)
            && self.recent(self.days_since(held.earned))
            && min_grade.is_none_or(|grade| held.grade.map_or_else(|| ungraded(grade), |reached| reached >= grade))
        {
            return true;
        }
        let granted = self.rulings.granted.get(award);
        granted.is_some_and(|date| self.recent(self.days_since(*date)) && min_grade.is_none_or(ungraded))
    }

    fn opens(&self, gate: &GateId) -> bool {
        self.world.gate_is_open(gate, self.leniency.every_gate || self.claims.gates.contains(&gate))
    }
}

/// Whether `award` counts in the requirement of the step that achieves `toward`.
pub(super) fn counts_toward(world: &World<'_>, claims: &Claims<'_>, award: &AwardId, toward: &AwardId) -> bool {
    let Some(step) = claims.steps.get(toward) else { return false };
    let achieved = achieve(world, claims, Leniency::default());
    let rulings = rulings_for(world, claims, Leniency::default(), step);
    let within_months = match &step.way {
        Way::Earn => None,
        Way::Recognition(id) => world.catalogue.recognitions.get(id).and_then(|recognition| recognition.within_months),
    };
    let (from, requires) = Claims::requirements(world, step);
    let in_expression = |requirement: Option<&_>, within_months| {
        requirement.is_some_and(|requirement| {
            let moment = Moment {
                world,
                claims,
                achieved: &achieved,
                leniency: Leniency::default(),
                rulings: &rulings,
                week: step.start_week,
                within_months,
            };
            let catalogue: &Catalogue = world.catalogue;
            Satisfaction { catalogue, rulings: &rulings, evidence: &moment }.reliable(requirement).contains(award)
                && moment.counts(award, None)
        })
    };
    in_expression(from, within_months) || in_expression(requires, None)
}
