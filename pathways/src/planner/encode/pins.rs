//! The learner's wishes: what to take, and what to count toward what.

use super::{Change, Dealt, Encoding, Part, Truth};
use crate::model::exact;
use crate::model::{Cause, Pin, PinKind};
use crate::planner::pins::without_pin;
use crate::planner::rulings::reliable_by;
use crate::planner::solver::Literal;
use crate::planner::support::Achieved;
use crate::planner::world::WayNumber;

impl Encoding<'_, '_> {
    /// A wish of the learner. That what is pinned is not superfluous is seen to once there are steps: see [`Self::keeps_pins`].
    pub(super) fn pin(&mut self, pin: &Pin) {
        let world = self.world;
        let unless = self.change(Change { cause: Cause::Exclusion, id: pin.award.to_string(), detail: "pin".to_owned() });
        let number = world.numbers.get(&pin.award).copied();
        match &pin.kind {
            PinKind::Avoid => {}
            PinKind::Take if number.is_some_and(|n| world.has_at_start(n)) => {}
            PinKind::Take => self.require_truth(&unless, number.map_or(Truth::No, |n| self.awards[n])),
            PinKind::Count { toward } => {
                let mut clause = unless;
                let toward = world.numbers.get(toward).copied().filter(|n| !world.has_at_start(*n));
                let ways: Vec<(WayNumber, Literal)> =
                    toward.iter().flat_map(|&n| &world.awards[n].ways).filter_map(|&w| Some((w, self.ways[w]?))).collect();
                for (at, &(way, used)) in ways.iter().enumerate() {
                    for (_, other) in &ways[at + 1..] {
                        self.solver.clause(&[!used, !*other]);
                    }
                    for (part, e) in [(Part::Requires, world.ways[way].requires), (Part::From, world.ways[way].from)] {
                        let Some((number, e)) = number.zip(e) else { continue };
                        if reliable_by(world, &world.ways[way], e).contains(&number) {
                            let counts = self.leaf(way, part, number, &Dealt::new());
                            if let Truth::When(literal) = self.both(Truth::When(used), counts) {
                                clause.push(literal);
                            }
                        }
                    }
                }
                self.solver.clause(&clause);
            }
        }
    }

    /// Whether every pin is kept by what remains of the last model once the superfluous is left out; what breaks a pin is
    /// forbidden. Without time this is not judged: what is superfluous depends on the weeks.
    pub fn keeps_pins(&mut self) -> bool {
        if self.horizon.is_none() || self.changes.is_some() {
            return true;
        }
        match without_pin(self.world, &self.steps()) {
            None => true,
            Some((rest, reliance)) => {
                // A route that relies on less may need what this one does without: then only this very choice is forbidden.
                let others = if reliance.is_empty() { Vec::new() } else { self.ways.iter().flatten().copied().collect() };
                let others = others.into_iter().map(|used: Literal| if self.solver.model(used) { !used } else { used }).collect();
                self.forbid(&rest, others);
                false
            }
        }
    }

    /// Forbids, unless one of `unless` holds, that these ways are used with each resting on the others in time, as they do in
    /// these weeks.
    fn forbid(&mut self, steps: &[Achieved], unless: Vec<Literal>) {
        let mut clause = unless;
        for step in steps {
            let Some(used) = self.ways[step.way] else { continue };
            clause.push(!used);
            let entry = &self.world.ways[step.way];
            let times = if entry.length > 0 { &self.study } else { &self.ends };
            let start = self.world.start_of(step);
            for earlier in steps.iter().filter(|s| s.end <= start && entry.rests_on.contains(&s.award)) {
                let (Some(before), Some(after)) = (times[earlier.award], times[step.award]) else { continue };
                let late = self.solver.variable(false);
                self.solver.difference(Some(late), after, before, 1 - i64::from(entry.length));
                clause.push(late);
                if let Some(days) = entry.window {
                    let weeks = i64::try_from((days / exact::whole(7)).floor().to_integer()).unwrap_or(i64::from(u32::MAX));
                    let stale = self.solver.variable(false);
                    self.solver.difference(Some(stale), before, after, weeks + 1);
                    clause.push(stale);
                }
            }
        }
        self.solver.clause(&clause);
    }
}
