//! What recognises what in circles, as rules for the solver: an award of a circle needs a way in from outside it.

use num_integer::Integer;

use super::reach::Reach;
use super::solver::{Atom, Body, Foundation, Literal};
use super::support::worth;
use super::world::{AwardNumber, WayNumber, World};
use crate::model::{CreditPool, Gate, GateState, Rational, Requirement};

/// The rules of all awards that lie on circles.
///
/// A body may be easier to satisfy than the requirement (caps, windows, grades and what has to be distinct are left
/// out): what it rules out is ruled out all the same, and a model's steps are put in order exactly afterwards.
pub fn foundation(
    world: &World<'_>,
    reach: &Reach,
    award: impl Fn(AwardNumber) -> Option<Literal>,
    way: impl Fn(WayNumber) -> Option<Literal>,
) -> Foundation {
    let mut foundation = Foundation::default();
    let circular: Vec<bool> = (0..world.awards.len()).map(|number| reach.is_circular(world, number)).collect();
    if !circular.contains(&true) {
        return foundation;
    }
    let atoms: Vec<Option<Atom>> =
        (0..world.awards.len()).map(|number| award(number).map(|literal| foundation.atom(literal, circular[number]))).collect();
    for (number, entry) in world.ways.iter().enumerate().filter(|(_, entry)| circular[entry.award]) {
        let (Some(literal), Some(head)) = (way(number), atoms[entry.award]) else { continue };
        let parts: Vec<Body> = [entry.requires, entry.from].into_iter().flatten().map(|e| body(world, &atoms, e)).collect();
        // What an authority has ruled may add to what a requirement accepts: it is not weighed here.
        let body = if entry.rulings.is_empty() { Body::AtLeast(parts.len(), parts) } else { Body::Open };
        foundation.rule(head, literal, body);
    }
    foundation
}

fn body(world: &World<'_>, atoms: &[Option<Atom>], e: &Requirement) -> Body {
    let all = |of: &[Requirement]| -> Vec<Body> { of.iter().map(|child| body(world, atoms, child)).collect() };
    match e {
        Requirement::Award { award, .. } => leaf(world, atoms, world.numbers[award]),
        Requirement::All { of, .. } => Body::AtLeast(of.len(), all(of)),
        Requirement::Any(of) => Body::AtLeast(1, all(of)),
        Requirement::AtLeast { count, of } => Body::AtLeast(*count as usize, all(of)),
        Requirement::Credits(pool) => credits(world, atoms, pool),
        Requirement::Gate(Gate { gate, met_by, .. }) => match (world.gate(gate), met_by) {
            (GateState::Met | GateState::Unknown, _) => Body::Open,
            (GateState::Unmet, Some(e)) => body(world, atoms, e),
            (GateState::Unmet, None) => Body::Closed,
        },
    }
}

fn leaf(world: &World<'_>, atoms: &[Option<Atom>], award: AwardNumber) -> Body {
    match atoms[award] {
        _ if world.has_at_start(award) => Body::Open,
        Some(atom) => Body::Atom(atom),
        None => Body::Closed,
    }
}

fn credits(world: &World<'_>, atoms: &[Option<Atom>], pool: &CreditPool) -> Body {
    let entries: Vec<(AwardNumber, Rational)> = pool
        .from
        .iter()
        .map(|entry| (world.numbers[&entry.award], worth(world, world.numbers[&entry.award], entry.counts, pool)))
        .collect();
    let per = entries.iter().fold(*pool.credits.denom(), |per, entry| per.lcm(entry.1.denom()));
    let scaled = |value: Rational| i64::try_from((value * Rational::from_integer(per)).to_integer()).ok();
    let (mut base, mut terms) = (0, Vec::new());
    for (number, value) in entries {
        let Some(weight) = scaled(value) else { return Body::Open };
        match leaf(world, atoms, number) {
            Body::Open => base += weight,
            Body::Atom(atom) => terms.push((weight, atom)),
            _ => {}
        }
    }
    scaled(pool.credits).map_or(Body::Open, |need| Body::Sum(base, need, terms))
}
