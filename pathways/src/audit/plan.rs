//! The plan as a whole: its status, its blockers, and its routes beside one another.

use super::world::World;
use super::{Report, closure, route, tolerance};
use crate::model::exact::{decimal, whole};
use crate::model::{
    AwardId, AwardStatus, Blocker, Cause, ExceptionKind, GateId, GateState, Objective, OrganizationId, Plan, PlanStatus, Rational,
    RecognitionId, Route,
};

/// Judges a plan.
pub(super) fn judge(world: &World<'_>, plan: &Plan, report: &mut Report) {
    status(world, plan, report);
    for blocker in &plan.blockers {
        if !is_true(world, blocker) {
            report.breaks("untrue-blocker", format!("a blocker says {} of {}, which is not so", blocker.cause, blocker.id));
        }
        if blocker.change.trim().is_empty() {
            report.breaks("mute-blocker", format!("the blocker {} of {} names no change", blocker.cause, blocker.id));
        }
    }
    let mut legal = Vec::new();
    for (at, route) in plan.routes.iter().enumerate() {
        report.route = Some(at);
        if route::judge(world, route, &plan.target, report) {
            legal.push((at, route));
        }
    }
    report.route = None;
    side_by_side(&legal, report);
}

fn status(world: &World<'_>, plan: &Plan, report: &mut Report) {
    let target = &plan.target;
    let known = if world.is_held(target) {
        Some(PlanStatus::Held)
    } else if !world.catalogue.awards.contains_key(target) {
        Some(PlanStatus::UnknownTarget)
    } else {
        None
    };
    match known {
        Some(known) if plan.status != known => report.breaks("status", format!("status is {}, it should be {known}", plan.status)),
        None if matches!(plan.status, PlanStatus::Held | PlanStatus::UnknownTarget) => {
            report.breaks("status", format!("status is {}, but the target is in the packs and not held", plan.status));
        }
        _ => {}
    }
    match (plan.status, plan.routes.is_empty()) {
        (PlanStatus::Routes, true) => report.breaks("status", "status is routes, and there is none".to_owned()),
        (PlanStatus::Routes, false) | (_, true) => {}
        (status, false) => report.breaks("status", format!("status is {status}, and there are routes")),
    }
    if plan.status == PlanStatus::Unreachable {
        if plan.blockers.is_empty() {
            report.breaks("no-blocker", "status is unreachable, and no blocker is named".to_owned());
        }
        let preferences = &world.record.preferences;
        if known.is_none() && preferences.budget.is_none() && preferences.deadline.is_none() && closure::surely_reaches(world, target) {
            report.breaks("reachable", format!("status is unreachable, but there is a way to {target}"));
        }
    }
}

/// Whether what a blocker says is so, as far as the packs and the record can tell.
fn is_true(world: &World<'_>, blocker: &Blocker) -> bool {
    let id = blocker.id.as_str();
    let (catalogue, preferences) = (world.catalogue, &world.record.preferences);
    let award = catalogue.awards.get(id);
    let recognition = catalogue.recognitions.get(id);
    let dated = |id: &RecognitionId| catalogue.recognitions.get(id).is_some_and(|r| r.valid.is_some());
    match blocker.cause {
        Cause::Retired => award.is_some_and(|award| award.status == AwardStatus::Retired),
        Cause::NotActive => award.is_some_and(|award| award.status != AwardStatus::Active),
        Cause::UnmetGate => {
            let gate = GateId::from(id);
            let shut = match world.record.gate(&gate) {
                GateState::Met => false,
                GateState::Unmet => true,
                GateState::Unknown => world.strict,
            };
            shut && world.names_gate(&gate, &[])
        }
        Cause::MissingAward => award.is_none(),
        Cause::LapsedAgreement => {
            recognition.is_some_and(|r| dated(&r.id)) || catalogue.granting(&AwardId::from(id)).any(|r| r.valid.is_some())
        }
        Cause::Exclusion => {
            let organizations = award
                .into_iter()
                .flat_map(|award| std::iter::once(&award.issuer).chain(&award.platform))
                .chain(recognition.map(|recognition| &recognition.by));
            preferences.exclude_awards.iter().any(|excluded| excluded.as_str() == id)
                || preferences.exclude_organizations.contains(&OrganizationId::from(id))
                || organizations.into_iter().any(|organization| preferences.exclude_organizations.contains(organization))
                || world.record.pins.iter().any(|pin| pin.award.as_str() == id)
                || world.record.exceptions.iter().any(|e| e.kind == ExceptionKind::Deny && e.award.as_str() == id)
        }
        Cause::Budget => preferences.budget.is_some(),
        Cause::Deadline => preferences.deadline.is_some(),
        Cause::MissingAgreement | Cause::Window | Cause::WeeklyHours | Cause::NoStart | Cause::Grade | Cause::Credits | Cause::EmptyAny => {
            true
        }
    }
}

/// A route's value by an objective; the front has none of its own.
fn value(route: &Route, by: Objective) -> Option<Rational> {
    match by {
        Objective::Cost => Some(route.cost),
        Objective::Finish => Some(whole(route.finish_week)),
        Objective::Hours => Some(route.hours),
        Objective::Steps => Some(whole(i128::try_from(route.earned_steps()).unwrap_or(i128::MAX))),
        Objective::Front => None,
    }
}

fn tie_key(route: &Route) -> (Rational, u32, Rational, usize) {
    (route.cost, route.finish_week, route.hours, route.earned_steps())
}

/// Whether `other` makes `route` pointless in (cost, finish).
fn dominates(other: &Route, route: &Route) -> bool {
    let no_worse = other.cost <= route.cost + tolerance() && other.finish_week <= route.finish_week;
    no_worse && (other.cost < route.cost - tolerance() || other.finish_week < route.finish_week)
}

/// Judges the legal routes beside one another.
fn side_by_side(legal: &[(usize, &Route)], report: &mut Report) {
    for (place, (at, route)) in legal.iter().enumerate() {
        report.route = Some(*at);
        for (other_place, (other_at, other)) in legal.iter().enumerate().filter(|(other_place, _)| *other_place != place) {
            if route.by == other.by && route.by != Objective::Front && other_place < place {
                report.breaks("objective-twice", format!("route {other_at} is by {} as well", route.by));
            }
            if route.by == Objective::Front {
                let equal = (other.cost - route.cost).abs_within(tolerance()) && other.finish_week == route.finish_week;
                let doubled = equal && other.by == Objective::Front && other_place < place;
                if dominates(other, route) || doubled {
                    let (cost, week) = (decimal(other.cost, 2), other.finish_week);
                    report.breaks("dominated", format!("it is dominated by or equal to route {other_at} ({cost}, week {week})"));
                }
            } else if route.proven
                && let (Some(own), Some(better)) = (value(route, route.by), value(other, route.by))
            {
                if better < own - tolerance() {
                    let (own, better) = (decimal(own, 2), decimal(better, 2));
                    report.breaks("not-best", format!("it is called proven by {} with {own}, route {other_at} has {better}", route.by));
                } else if better == own && other.by != Objective::Front && tie_key(other) < tie_key(route) {
                    let message = format!("it loses a tie by {} to route {other_at} (cost, then finish, hours, steps)", route.by);
                    report.breaks("tie", message);
                }
            }
        }
    }
    report.route = None;
}

/// Closeness of exact amounts that were shown in cents.
trait Within {
    fn abs_within(&self, tolerance: Rational) -> bool;
}

impl Within for Rational {
    fn abs_within(&self, tolerance: Rational) -> bool {
        *self <= tolerance && *self >= -tolerance
    }
}
