//! What closes a target, and the fewest changes that would open it.
//!
//! The same exact search, with everything that could be changed left open at a price of one: the cheapest answer is
//! the smallest set of causes.

use super::encode::{Change, Encoding};
use super::reach::everything;
use super::search::{Limits, Measure};
use super::solver::{self, Budget, Known, Term};
use super::{Request, Session, World};
use crate::model::{AwardId, Blocker, Cause, LearnerRecord, Objective, Pin, RecognitionId};

/// One change weighs this much; less decides between sets of the same size.
const ONE: i64 = 1_000;
/// Work allowed: a number, so that runs repeat themselves.
const WORK: u64 = 50_000_000;
/// Weeks looked ahead when only dates are in the way.
const LONGEST: u32 = 520;

/// The smallest set of causes. Empty when the search was stopped before it found one.
pub fn blockers(session: &Session<'_, '_>, stop: &dyn Fn() -> bool) -> Vec<Blocker> {
    if let Some(limits) = limits_in_the_way(session) {
        return limits.into_iter().map(|change| blocker(session.world, change)).collect();
    }
    if let Some(pins) = pins_in_the_way(session) {
        return pins.into_iter().map(|change| blocker(session.world, change)).collect();
    }
    let changes = fewest(session, None, stop).filter(|changes| !changes.is_empty());
    let changes = changes.or_else(|| {
        let reached = everything(session.world);
        fewest(session, Some(session.search.last_week(&reached).min(LONGEST)), stop)
    });
    changes.unwrap_or_default().into_iter().map(|change| blocker(session.world, change)).collect()
}

/// The limits of the record that are too tight, if there is a route without them.
fn limits_in_the_way(session: &Session<'_, '_>) -> Option<Vec<Change>> {
    let limits = session.limits;
    let budget = Change { cause: Cause::Budget, id: "budget".to_owned(), detail: String::new() };
    let deadline = Change { cause: Cause::Deadline, id: "deadline".to_owned(), detail: String::new() };
    let without_deadline = Limits { finish: None, impossible: false, ..limits };
    let without_budget = Limits { cost: None, ..limits };
    let best = |limits: Limits, measure: Measure| session.search.best(&[measure], 1, limits).steps;
    let has_deadline = limits.finish.is_some() || limits.impossible;
    if limits.cost.is_some()
        && let Some(steps) = best(without_budget, Measure::Cost)
    {
        let least = super::route::totals(session.world, &steps).cost;
        return Some(vec![Change { detail: crate::model::exact::decimal(least, 2), ..budget }]);
    }
    if has_deadline && let Some(steps) = best(without_deadline, Measure::Finish) {
        let week = super::schedule::finish(&steps);
        return Some(vec![Change { detail: session.world.day(week).to_string(), ..deadline }]);
    }
    if has_deadline && limits.cost.is_some() {
        let steps = best(Limits::default(), Measure::Cost)?;
        let totals = super::route::totals(session.world, &steps);
        return Some(vec![
            Change { detail: crate::model::exact::decimal(totals.cost, 2), ..budget },
            Change { detail: session.world.day(totals.finish).to_string(), ..deadline },
        ]);
    }
    None
}

/// The pins that leave no route, if there is one without them: one alone if that suffices.
fn pins_in_the_way(session: &Session<'_, '_>) -> Option<Vec<Change>> {
    let request = session.world.request;
    let pins = &request.record.pins;
    if pins.is_empty() {
        return None;
    }
    let opens = |kept: Vec<Pin>| {
        let record = LearnerRecord { pins: kept, ..request.record.clone() };
        let asked = Request { record: &record, objectives: &[Objective::Cost], ..request };
        super::routes_alone(&asked, session.watch).is_ok_and(|routes| !routes.is_empty())
    };
    let change = |pin: &Pin| Change { cause: Cause::Exclusion, id: pin.award.to_string(), detail: "pin".to_owned() };
    if !opens(Vec::new()) {
        return None;
    }
    let without = |at: usize| pins.iter().enumerate().filter(|(other, _)| *other != at).map(|p| p.1.clone()).collect();
    let alone = (0..pins.len()).find(|&at| opens(without(at)));
    Some(alone.map_or_else(|| pins.iter().map(change).collect(), |at| vec![change(&pins[at])]))
}

/// The fewest changes that open the target, money and deadline aside; with a horizon, in time.
fn fewest(session: &Session<'_, '_>, horizon: Option<u32>, stop: &dyn Fn() -> bool) -> Option<Vec<Change>> {
    let reached = everything(session.world);
    let mut encoding = Encoding::changeable(session.world, &reached, horizon);
    let priced: Vec<(Change, Term)> =
        encoding.changes().map(|(change, literal)| (change.clone(), Term { weight: ONE + rank(change.cause), literal })).collect();
    let terms: Vec<Term> = priced.iter().map(|p| p.1).collect();
    let mut budget = Budget { work: WORK, stop };
    let mut best = None;
    solver::minimise(&mut encoding, |e| &mut e.solver, &terms, Known::default(), &mut budget, &mut |encoding, total| {
        if encoding.break_circles() {
            return None;
        }
        best = Some(priced.iter().filter(|(_, term)| encoding.solver.model(term.literal)).map(|p| p.0.clone()).collect());
        Some(total)
    });
    best
}

/// Among sets of the same size, what a person can change goes first.
fn rank(cause: Cause) -> i64 {
    match cause {
        Cause::UnmetGate | Cause::Exclusion | Cause::Budget | Cause::Deadline => 0,
        Cause::WeeklyHours | Cause::Grade => 1,
        Cause::Window | Cause::NoStart => 2,
        Cause::LapsedAgreement | Cause::Retired | Cause::NotActive => 3,
        Cause::EmptyAny => 4,
        Cause::MissingAgreement | Cause::MissingAward => 5,
        Cause::Credits => 6,
    }
}

fn blocker(world: &World<'_>, change: Change) -> Blocker {
    let catalogue = world.request.catalogue;
    let award = |id: &str| catalogue.title(&AwardId::from(id)).to_owned();
    let agreement = |id: &str| {
        let recognition = catalogue.recognitions.get(&RecognitionId::from(id));
        recognition.and_then(|r| r.title.clone()).unwrap_or_else(|| id.to_owned())
    };
    let Change { cause, id, detail } = &change;
    let sentence = match cause {
        Cause::Retired => format!("“{}” is no longer offered; ask its issuer for a successor that counts in its place.", award(id)),
        Cause::NotActive => {
            format!("“{}” is planned and cannot be taken yet; wait until it opens, or ask for something in its place.", award(id))
        }
        Cause::UnmetGate => {
            let label = if detail.is_empty() { id } else { detail };
            format!("“{label}” is answered with no (or undecided, where only certain answers count); it must be met.")
        }
        Cause::MissingAgreement if detail == "estimates" => {
            format!("The cost or the hours of “{}” are unknown; allow estimates to plan with it.", award(id))
        }
        Cause::MissingAgreement => {
            format!("“{}” is only granted by recognition, and no agreement grants it here; one would be needed.", award(id))
        }
        Cause::LapsedAgreement => {
            format!("The agreement “{}” is not in force when it is needed; it would have to be renewed.", agreement(id))
        }
        Cause::Window => format!(
            "“{}” was earned too long ago for “{}”; it would have to be renewed, or accepted all the same.",
            award(detail),
            agreement(id)
        ),
        Cause::Exclusion if detail == "pin" => format!("A pin about “{}” leaves no route; release it.", award(id)),
        Cause::Exclusion if detail == "denied" => {
            format!("A decision in the record says that “{}” does not count; it would have to be lifted.", award(id))
        }
        Cause::Exclusion => match catalogue.organizations.get(id.as_str()) {
            Some(organization) => format!("The record excludes {}; allow it again.", organization.name),
            None => format!("The record excludes “{}”; allow it again.", award(id)),
        },
        Cause::Budget => format!("Every route costs more than the budget; the cheapest costs {detail}{}.", currency(world)),
        Cause::Deadline => format!("Every route finishes after the deadline; the earliest finish is {detail}."),
        Cause::WeeklyHours => {
            let (needed, there) = detail.split_once(' ').unwrap_or((detail, ""));
            let hours = |minutes: &str| minutes.parse::<i128>().map_or_else(|_| minutes.to_owned(), hours_of);
            format!("“{}” takes {} hours a week on fixed dates; the record has {}.", award(id), hours(needed), hours(there))
        }
        Cause::NoStart => format!("“{}” has no start that is still in reach; a later run would be needed.", award(id)),
        Cause::Grade => format!("“{}” is held with a lower grade (or none) than the {detail} that is asked for.", award(id)),
        Cause::Credits => format!("The credit that “{}” asks for cannot be reached from what it accepts.", award(id)),
        Cause::EmptyAny => {
            format!("“{}” asks for one of a list that is empty; its requirement has to be completed in the catalogue.", award(id))
        }
        Cause::MissingAward => format!("“{id}” is in no pack that is loaded; load the pack that has it."),
    };
    Blocker { cause: *cause, id: id.clone(), change: sentence }
}

fn currency(world: &World<'_>) -> String {
    world.request.record.preferences.currency.map(|c| format!(" {}", c.code())).unwrap_or_default()
}

fn hours_of(minutes: i128) -> String {
    crate::model::exact::decimal(crate::model::Rational::new(minutes, 60), 2)
}
