//! Weeks: how long steps last, when they start, what runs together, and when agreements are in force.

use super::Report;
use super::route::Claims;
use super::world::{Shape, World};
use crate::model::exact::{ceil, decimal, whole};
use crate::model::{Award, Step, Way};

/// Judges the weeks of every step, the load of every week, and the deadline.
pub(super) fn judge(world: &World<'_>, claims: &Claims<'_>, report: &mut Report) {
    for step in claims.steps.values() {
        let Some(award) = world.catalogue.awards.get(&step.award) else { continue };
        match &step.way {
            Way::Earn => study(world, award, step, report),
            Way::Recognition(_) => recognition(world, step, report),
        }
    }
    load(world, claims, report);
    if let (Some(deadline), Some(last)) = (world.record.preferences.deadline, claims.steps.get(claims.target)) {
        let finish = world.day(last.end_week);
        if finish > deadline {
            report.breaks("deadline", format!("the route finishes on {finish}, after the deadline {deadline}"));
        }
    }
}

/// Weeks from start to end in which no break falls.
fn unbroken(world: &World<'_>, step: &Step) -> i128 {
    if world.record.preferences.breaks.is_empty() {
        return i128::from(step.end_week) - i128::from(step.start_week);
    }
    i128::try_from((step.start_week..step.end_week).filter(|week| !world.is_broken(*week)).count()).unwrap_or(i128::MAX)
}

fn study(world: &World<'_>, award: &Award, step: &Step, report: &mut Report) {
    let id = &award.id;
    if step.end_week < step.start_week {
        report.of_step(id, "duration", format!("it ends in week {} before it starts in week {}", step.end_week, step.start_week));
        return;
    }
    let given = unbroken(world, step);
    match world.shape(award) {
        Some(Shape { weeks, .. }) if given != weeks => {
            report.of_step(id, "duration", format!("it lasts {weeks} weeks, the plan gives {given}"));
        }
        None if given < world.shape_with(award, step.hours).weeks => {
            let weeks = world.shape_with(award, step.hours).weeks;
            report.of_step(id, "duration", format!("with the hours assumed it lasts {weeks} weeks at least, the plan gives {given}"));
        }
        _ => {}
    }
    let spans_breaks = given < i128::from(step.end_week - step.start_week);
    if spans_breaks && award.is_scheduled() {
        report.of_step(id, "break", "it runs on the provider's dates and meets a break");
    } else if spans_breaks && world.is_broken(step.end_week - 1) {
        report.of_step(id, "break", format!("it ends in week {}, the week before which is a break", step.end_week));
    }
    if let Some(minutes) = world.minutes()
        && award.is_scheduled()
        && let Some(shape) = world.shape(award)
        && whole(shape.load) > minutes
    {
        let message = format!("it needs {} minutes a week, {} are there", shape.load, decimal(minutes, 2));
        report.of_step(id, "weekly-load", message);
    }
    if !world.starts_in(award, step.start_week) {
        let day = world.day(step.start_week);
        report.of_step(id, "start-date", format!("it does not start in week {} ({day})", step.start_week));
    }
}

fn recognition(world: &World<'_>, step: &Step, report: &mut Report) {
    let (id, way) = (&step.award, step.way.as_str());
    if step.end_week != step.start_week {
        report.of_step(
            id,
            "duration",
            format!("a recognition takes no time, the plan gives weeks {} to {}", step.start_week, step.end_week),
        );
    }
    let used = world.day(step.start_week);
    if world.catalogue.recognitions.get(way).is_some_and(|recognition| !recognition.in_force(used)) {
        report.of_step(id, "not-in-force", format!("{way} is not in force on {used}"));
    }
}

/// The first week in which the steps need more time than there is.
fn load(world: &World<'_>, claims: &Claims<'_>, report: &mut Report) {
    let Some(minutes) = world.minutes() else { return };
    let mut changes: Vec<(u32, i128)> = Vec::new();
    let mut add = |from: u32, until: u32, load: i128| changes.extend([(from, load), (until, -load)]);
    for step in claims.steps.values().filter(|step| step.way == Way::Earn && step.start_week < step.end_week) {
        let Some(award) = world.catalogue.awards.get(&step.award) else { continue };
        let load = match world.shape(award) {
            Some(shape) => shape.load,
            None => ceil(step.hours * whole(60) / whole(unbroken(world, step).max(1))),
        };
        if world.record.preferences.breaks.is_empty() {
            add(step.start_week, step.end_week, load);
        } else {
            for week in (step.start_week..step.end_week).filter(|week| !world.is_broken(*week)) {
                add(week, week + 1, load);
            }
        }
    }
    changes.sort_unstable();
    let mut running = 0;
    for (at, (week, change)) in changes.iter().enumerate() {
        running += change;
        let week_is_complete = changes.get(at + 1).is_none_or(|(next, _)| next != week);
        if week_is_complete && whole(running) > minutes {
            let message = format!("in week {week} the steps need {running} minutes, {} are there", decimal(minutes, 2));
            report.breaks("weekly-load", message);
            return;
        }
    }
}
