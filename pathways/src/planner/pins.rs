//! Pins: wishes of the learner that select among the routes (contract 5).
//!
//! A pin never makes a superfluous step legal: a step that is to be taken must be needed in the route that takes it.

use std::collections::BTreeSet;

use super::route::trim;
use super::support::{Achieved, Reliance, Support};
use super::world::{AwardNumber, World};
use crate::model::{AwardId, PinKind};

/// Whether a pin names the award.
pub fn names(world: &World<'_>, award: &AwardId) -> bool {
    let named = |kind: &PinKind| matches!(kind, PinKind::Count { toward } if toward == award);
    world.request.record.pins.iter().any(|pin| pin.award == *award || named(&pin.kind))
}

/// Whether a pin asks for something to be in the route.
pub fn ask_for_steps(world: &World<'_>) -> bool {
    world.request.record.pins.iter().any(|pin| pin.kind != PinKind::Avoid)
}

/// The awards of which a pin wants that the route achieves them.
pub fn pinned_steps(world: &World<'_>) -> BTreeSet<AwardNumber> {
    let mut out = BTreeSet::new();
    for pin in &world.request.record.pins {
        let wanted = match &pin.kind {
            PinKind::Avoid => continue,
            PinKind::Take => vec![&pin.award],
            PinKind::Count { toward } => vec![&pin.award, toward],
        };
        out.extend(wanted.into_iter().filter_map(|id| world.numbers.get(id)));
    }
    out
}

/// Whether the steps keep every pin, relying on no more than `reliance`.
pub fn kept(world: &World<'_>, steps: &[Achieved], reliance: &Reliance) -> bool {
    let number = |id: &AwardId| world.numbers.get(id).copied();
    let step = |id: &AwardId| steps.iter().find(|s| Some(s.award) == number(id));
    world.request.record.pins.iter().all(|pin| match &pin.kind {
        PinKind::Avoid => true,
        PinKind::Take => step(&pin.award).is_some() || number(&pin.award).is_some_and(|n| world.has_at_start(n)),
        PinKind::Count { toward } => {
            let Some((award, step)) = number(&pin.award).zip(step(toward)) else { return false };
            let mut support = Support::new(world, reliance);
            for done in steps {
                support.achieve(done.award, done.end);
            }
            support.counts_in(award, step.way, world.start_of(step))
        }
    })
}

/// What remains of the steps without the superfluous, and what that relies on, if it breaks a pin.
pub fn without_pin(world: &World<'_>, steps: &[Achieved]) -> Option<(Vec<Achieved>, Reliance)> {
    if !ask_for_steps(world) {
        return None;
    }
    let (rest, reliance) = trim(world, steps);
    (!kept(world, &rest, &reliance)).then_some((rest, reliance))
}
