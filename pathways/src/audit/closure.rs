//! A lower bound on what can be reached: if the target lies within it, a plan that calls it unreachable is wrong.

use std::collections::{BTreeMap, BTreeSet};

use super::rulings::Rulings;
use super::satisfaction::{Evidence, Satisfaction};
use super::world::World;
use crate::model::exact::whole;
use crate::model::{AwardId, Catalogue, ExceptionKind, GateId, PinKind, Rational, Requirement, Way};

/// Whether the target can be achieved by ways that no date, no window and no missing fact stands against.
/// Exceptions in the learner's favour are left aside, denials taken at their widest; pins that ask for a step decide nothing here.
pub(super) fn surely_reaches(world: &World<'_>, target: &AwardId) -> bool {
    if world.record.pins.iter().any(|pin| pin.kind != PinKind::Avoid) {
        return false;
    }
    let catalogue: &Catalogue = world.catalogue;
    let mut ways: Vec<(&AwardId, Vec<&Requirement>)> = Vec::new();
    let mut users: BTreeMap<&AwardId, Vec<usize>> = BTreeMap::new();
    let mut seen = BTreeSet::from([target]);
    let mut open = vec![target];
    while let Some(id) = open.pop() {
        let Some((id, award)) = catalogue.awards.get_key_value(id) else { continue };
        let recognitions = catalogue.granting(id).filter(|r| r.within_months.is_none() && r.valid.is_none());
        let earn = (Way::Earn, award.requires.iter().collect::<Vec<_>>());
        let agreed = recognitions.map(|r| (Way::Recognition(r.id.clone()), std::iter::once(&r.from).chain(&r.requires).collect()));
        for (way, asks) in std::iter::once(earn).chain(agreed) {
            let known = world.cost(award, &way).is_some() && world.hours(award, &way).is_some();
            if !known || world.barred(award, &way).is_some() || (way == Way::Earn && !starts_every_year(world, id)) {
                continue;
            }
            for needed in asks.iter().flat_map(|ask| ask.awards()) {
                users.entry(needed).or_default().push(ways.len());
                if seen.insert(needed) {
                    open.push(needed);
                }
            }
            ways.push((id, asks));
        }
    }
    let denied = world.record.exceptions.iter().filter(|e| e.kind == ExceptionKind::Deny).map(|e| &e.award).collect();
    let mut reached = Reached { world, denied, achieved: BTreeSet::new() };
    let rulings = Rulings::default();
    let mut queue: BTreeSet<usize> = (0..ways.len()).collect();
    while let Some(at) = queue.pop_first() {
        let (award, asks) = &ways[at];
        if reached.achieved.contains(award) {
            continue;
        }
        let judge = Satisfaction { catalogue, rulings: &rulings, evidence: &reached };
        if asks.iter().all(|ask| judge.holds(ask, None)) {
            reached.achieved.insert(award);
            queue.extend(users.get(award).into_iter().flatten());
        }
    }
    reached.achieved.contains(target)
}

/// Whether an award can be taken from some week on: self-paced, or on dates that are unknown or come back every year,
/// without meeting the breaks and with a load that fits.
fn starts_every_year(world: &World<'_>, id: &AwardId) -> bool {
    let Some(award) = world.catalogue.awards.get(id) else { return false };
    if !award.is_scheduled() {
        return true;
    }
    let dates = award.delivery.as_ref().and_then(|d| d.starts.as_ref().map(|starts| d.repeats_yearly && !starts.is_empty()));
    let fits = match (world.shape(award), world.minutes()) {
        (Some(shape), Some(minutes)) => whole(shape.load) <= minutes,
        _ => true,
    };
    dates.unwrap_or(true) && fits
}

struct Reached<'m, 'a> {
    world: &'m World<'a>,
    denied: BTreeSet<&'a AwardId>,
    achieved: BTreeSet<&'a AwardId>,
}

impl Evidence for Reached<'_, '_> {
    fn counts(&self, award: &AwardId, min_grade: Option<Rational>) -> bool {
        if self.denied.contains(award) {
            return false;
        }
        match (self.world.held.get(award), min_grade) {
            (Some(held), Some(least)) => held.grade.map_or(!self.world.strict, |grade| grade >= least),
            (Some(_), None) => true,
            (None, _) => self.achieved.contains(award),
        }
    }

    fn opens(&self, gate: &GateId) -> bool {
        self.world.gate_is_open(gate, true)
    }
}
