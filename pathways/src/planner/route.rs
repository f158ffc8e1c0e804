//! From achieved awards to a route that a person reads: nothing superfluous, in order, with what it relies on.

use std::collections::{BTreeMap, BTreeSet};

use num_traits::Zero;

use super::rulings::RulingNumber;
use super::support::{Achieved, Reliance, founded};
use super::world::{AwardNumber, WayEntry, World};
use crate::model::exact::{self, Rational};
use crate::model::{Assumption, AwardId, Conversion, ExceptionKind, GateId, GateState, Objective, Requirement, Route, Step, credit};

/// How good a route is, to compare routes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Totals {
    /// Costs and fees, in major units.
    pub cost: Rational,
    /// The week of the finish.
    pub finish: u32,
    /// Study hours.
    pub hours: Rational,
    /// Earned awards.
    pub steps: usize,
}

/// Sums up.
pub fn totals(world: &World<'_>, steps: &[Achieved]) -> Totals {
    Totals {
        cost: steps.iter().map(|s| world.ways[s.way].cost).sum(),
        finish: super::schedule::finish(steps),
        hours: steps.iter().map(|s| world.ways[s.way].hours).sum(),
        steps: steps.iter().filter(|s| world.ways[s.way].recognition.is_none()).count(),
    }
}

/// Leaves out what the target is achieved without, the dearest first, and finds the least that must be relied on.
pub fn trim(world: &World<'_>, steps: &[Achieved]) -> (Vec<Achieved>, Reliance) {
    let mut kept = steps.to_vec();
    kept.sort_by_key(|s| (s.end, s.award));
    let anything = Reliance::default();
    let sound = founded(world, &kept, &anything);
    kept.retain(|s| sound.contains(&s.award));
    // What is pinned may be needed only because the route relies on no gate or exception instead: both are left out last.
    if !super::pins::ask_for_steps(world) {
        drop_superfluous(world, &mut kept, &anything);
    }
    let reliance = rely(world, &kept);
    drop_superfluous(world, &mut kept, &reliance);
    (kept, reliance)
}

fn drop_superfluous(world: &World<'_>, kept: &mut Vec<Achieved>, reliance: &Reliance) {
    let pinned = super::pins::pinned_steps(world);
    let mut order: Vec<Achieved> = kept.clone();
    order
        .sort_by_key(|s| (pinned.contains(&s.award), std::cmp::Reverse((world.ways[s.way].cost, world.ways[s.way].hours, s.end)), s.award));
    for step in order {
        if step.award == 0 {
            continue;
        }
        let trial: Vec<Achieved> = kept.iter().copied().filter(|s| s.award != step.award).collect();
        let done = founded(world, &trial, reliance);
        if done.contains(&0) {
            *kept = trial.into_iter().filter(|s| done.contains(&s.award)).collect();
        }
    }
}

/// The gates, grades and exceptions that the route must rely on: each is left out if the rest suffices.
fn rely(world: &World<'_>, steps: &[Achieved]) -> Reliance {
    let mut gates: BTreeSet<GateId> = BTreeSet::new();
    let mut levels: BTreeMap<AwardNumber, BTreeSet<Rational>> = BTreeMap::new();
    let mut exceptions: BTreeSet<RulingNumber> = BTreeSet::new();
    for step in steps {
        let way = &world.ways[step.way];
        exceptions.extend(way.rulings.iter().filter(|&&n| !world.rulings[n].denies()));
        for requirement in [way.requires, way.from].into_iter().flatten() {
            requirement.walk(&mut |e| match e {
                Requirement::Gate(gate) if world.gate(&gate.gate) == GateState::Unknown => {
                    gates.insert(gate.gate.clone());
                }
                Requirement::Award { award, min_grade: Some(least) } => {
                    for &number in way.rests_on.iter().filter(|&&n| is_or_stands_in(world, way, n, award)) {
                        levels.entry(number).or_default().insert(*least);
                    }
                }
                _ => {}
            });
        }
    }
    // Only what is a step, or held or granted without a grade, is a matter of assumption.
    let granted = |award: AwardNumber| {
        let grants = |r: &RulingNumber| {
            let exception = world.rulings[*r].exception;
            exception.kind == ExceptionKind::Grant && exception.award == *world.awards[award].id
        };
        world.awards[award].held.is_none() && exceptions.iter().any(grants)
    };
    levels.retain(|award, _| {
        steps.iter().any(|s| s.award == *award) || world.awards[*award].held.is_some_and(|h| h.grade.is_none()) || granted(*award)
    });
    let highest = levels.iter().filter_map(|(award, set)| Some((*award, *set.last()?))).collect();
    let mut reliance = Reliance { gates: Some(gates.clone()), grades: Some(highest), exceptions: Some(exceptions.clone()) };
    let pins_kept = super::pins::kept(world, steps, &reliance);
    let suffices = |reliance: &Reliance| {
        founded(world, steps, reliance).len() == steps.len() && (!pins_kept || super::pins::kept(world, steps, reliance))
    };
    for gate in &gates {
        let mut trial = reliance.clone();
        if let Some(set) = &mut trial.gates {
            set.remove(gate);
        }
        if suffices(&trial) {
            reliance = trial;
        }
    }
    for (award, levels) in &levels {
        for level in std::iter::once(None).chain(levels.iter().map(Some)) {
            let mut trial = reliance.clone();
            if let Some(grades) = &mut trial.grades {
                grades.remove(award);
                if let Some(level) = level {
                    grades.insert(*award, *level);
                }
            }
            if suffices(&trial) {
                reliance = trial;
                break;
            }
        }
    }
    for exception in &exceptions {
        let mut trial = reliance.clone();
        if let Some(set) = &mut trial.exceptions {
            set.remove(exception);
        }
        if suffices(&trial) {
            reliance = trial;
        }
    }
    reliance
}

/// Whether an award is the one that a leaf names, or one that stands in for it by ruling.
fn is_or_stands_in(world: &World<'_>, way: &WayEntry<'_>, number: AwardNumber, named: &AwardId) -> bool {
    let id = world.awards[number].id;
    let stands_in = |r: &RulingNumber| {
        let exception = world.rulings[*r].exception;
        exception.award == *named && matches!(&exception.kind, ExceptionKind::Substitute { with } if with == id)
    };
    id == named || way.rulings.iter().any(stands_in)
}

/// Writes the route down.
pub fn route(world: &World<'_>, by: Objective, steps: &[Achieved], reliance: &Reliance, proven: bool, bound: Rational) -> Route {
    let totals = totals(world, steps);
    let mut written: Vec<Step> = in_order(world, steps, reliance).iter().map(|s| step(world, s)).collect();
    note_units(world, steps, &mut written);
    let sum = |pick: fn(&Step) -> Option<Rational>| written.iter().filter_map(pick).fold(Rational::zero(), |a, b| a + b);
    let mut notes = notes(world, steps);
    notes.extend(runs_out(world, totals.finish));
    Route {
        by,
        proven,
        bound,
        cost: totals.cost,
        currency: world.request.record.preferences.currency,
        hours: totals.hours,
        finish_week: totals.finish,
        finish: world.day(totals.finish),
        estimated_cost: sum(|s| s.cost_estimated.then_some(s.cost)),
        estimated_hours: sum(|s| s.hours_estimated.then_some(s.hours)),
        steps: written,
        to_confirm: reliance.gates.iter().flatten().cloned().collect(),
        assumptions: reliance
            .grades
            .iter()
            .flatten()
            .map(|(award, least)| Assumption { award: world.awards[*award].id.clone(), min_grade: *least })
            .collect(),
        exceptions: reliance.exceptions.iter().flatten().map(|&n| world.rulings[n].exception.clone()).collect(),
        notes,
        solve_micros: 0,
    }
}

/// By start week, each after what it rests on.
fn in_order(world: &World<'_>, steps: &[Achieved], reliance: &Reliance) -> Vec<Achieved> {
    let start = |s: &Achieved| world.start_of(s);
    let mut waiting = steps.to_vec();
    waiting.sort_by_key(|s| (start(s), s.end, s.award));
    let mut ordered: Vec<Achieved> = Vec::with_capacity(steps.len());
    while !waiting.is_empty() {
        let ready = waiting.iter().position(|s| {
            let mut trial = ordered.clone();
            trial.push(*s);
            founded(world, &trial, reliance).len() == trial.len()
        });
        ordered.push(waiting.remove(ready.unwrap_or(0)));
    }
    ordered
}

fn step(world: &World<'_>, achieved: &Achieved) -> Step {
    let way = &world.ways[achieved.way];
    let id = world.awards[achieved.award].id;
    let mut notes = Vec::new();
    if let (None, Some(award)) = (way.recognition, world.awards[achieved.award].award) {
        if way.hours_estimated {
            let rule =
                world.request.estimates.hours(id).map_or("no source states it and nothing supports an estimate; counted as 0", |e| &e.rule);
            notes.push(format!("Hours estimated: {rule}"));
        }
        if way.cost_estimated {
            notes.push(match (&award.cost, world.request.estimates.cost(id)) {
                (Some(cost), _) => format!("Cost converted from {} at an indicative rate, or over an estimated length", cost.money),
                (None, Some(estimate)) => format!("Cost estimated: {}", estimate.rule),
                (None, None) => "Cost estimated: no source states it and nothing supports an estimate; counted as 0".to_owned(),
            });
        }
        if award.is_scheduled() && award.delivery.as_ref().is_some_and(|d| d.starts.is_none()) {
            notes.push("It runs on dates that no source states; the start week is assumed".to_owned());
        }
    } else if way.cost_estimated {
        notes.push("Fee converted at an indicative rate".to_owned());
    }
    Step {
        award: id.clone(),
        way: world.way(achieved.way),
        start_week: world.start_of(achieved),
        end_week: achieved.end,
        cost: way.cost,
        hours: way.hours,
        cost_estimated: way.cost_estimated,
        hours_estimated: way.hours_estimated,
        notes,
    }
}

/// Says where a pool counts an award in another unit than it states.
fn note_units(world: &World<'_>, steps: &[Achieved], written: &mut [Step]) {
    let mut said: BTreeSet<(AwardNumber, String)> = BTreeSet::new();
    for achieved in steps {
        let way = &world.ways[achieved.way];
        for requirement in [way.requires, way.from].into_iter().flatten() {
            requirement.walk(&mut |e| {
                let Requirement::Credits(pool) = e else { return };
                for entry in pool.from.iter().filter(|entry| entry.counts.is_none()) {
                    let number = world.numbers[&entry.award];
                    let Some(award) = world.awards[number].award.filter(|_| steps.iter().any(|s| s.award == number)) else { continue };
                    if let Some((value, Conversion::Converted(from))) = credit::worth(&award.credits, &pool.unit) {
                        let note = format!(
                            "Counted as {} {}, converted from {} {}",
                            exact::decimal(value, 4),
                            pool.unit,
                            exact::decimal(from.value, 4),
                            from.unit
                        );
                        if said.insert((number, note.clone()))
                            && let Some(step) = written.iter_mut().find(|s| s.award == *world.awards[number].id)
                        {
                            step.notes.push(note);
                        }
                    }
                }
            });
        }
    }
}

fn notes(world: &World<'_>, steps: &[Achieved]) -> Vec<String> {
    let mut notes = Vec::new();
    for held in &world.expired {
        if world.numbers.contains_key(&held.award) {
            let again = if steps.iter().any(|s| world.awards[s.award].id == &held.award) { "; the route achieves it again" } else { "" };
            notes.push(format!("{} has expired before the start and does not count{again}", world.request.catalogue.title(&held.award)));
        }
    }
    notes
}

/// What is held and counts at the start, and runs out before the finish.
fn runs_out(world: &World<'_>, finish: u32) -> Vec<String> {
    let last = world.day(finish);
    world
        .awards
        .iter()
        .filter_map(|entry| {
            let held = entry.held?;
            let day = held.expires.or_else(|| {
                let days = exact::whole(entry.award?.validity_months?) * exact::days_per_month();
                held.earned.checked_add_days(chrono::Days::new(u64::try_from(days.floor().to_integer()).ok()?))
            })?;
            (day < last).then(|| format!("{} runs out on {day}, before the finish", world.request.catalogue.title(entry.id)))
        })
        .collect()
}
