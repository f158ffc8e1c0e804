//! Exceptions of the record: while they are in force they grant, stand in, or deny.

use super::weeks::negated;
use super::{Encoding, Part, Truth};
use crate::planner::rulings::RulingNumber;
use crate::planner::solver::Literal;
use crate::planner::world::WayNumber;

impl Encoding<'_, '_> {
    /// Whether the way starts while a ruling is in force. Without time it may.
    pub(super) fn in_force(&mut self, way: WayNumber, ruling: RulingNumber) -> Truth {
        let entry = &self.world.rulings[ruling];
        if self.horizon.is_none() || entry.is_always_in_force() {
            return Truth::Yes;
        }
        if let Some(&literal) = self.in_force.get(&(way, ruling)) {
            return Truth::When(literal);
        }
        let literal = self.solver.variable(false);
        self.in_force.insert((way, ruling), literal);
        let begun = self.starts_at_least(way, entry.first);
        self.solver_clause(&[!literal], &[begun]);
        if let Some(last) = entry.last {
            let over = self.starts_at_least(way, last + 1);
            self.solver_clause(&[!literal], &[negated(over)]);
        }
        Truth::When(literal)
    }

    /// Whether an award granted by a ruling counts for the way.
    pub(super) fn granted(&mut self, way: WayNumber, part: Part, ruling: RulingNumber) -> Truth {
        let in_force = self.in_force(way, ruling);
        if part == Part::Requires {
            return in_force;
        }
        match self.world.last_week_in_window(self.world.rulings[ruling].exception.date, &self.world.ways[way]) {
            None => Truth::No,
            Some(Some(last)) if self.horizon.is_some_and(|horizon| last < horizon) => {
                let recent = self.solver.variable(false);
                let over = self.starts_at_least(way, last + 1);
                self.solver_clause(&[!recent], &[negated(over)]);
                self.both(in_force, Truth::When(recent))
            }
            Some(_) => in_force,
        }
    }

    /// The same, but not while one of the denials is in force.
    pub(super) fn outside(&mut self, way: WayNumber, denials: &[RulingNumber], lifted: &[Literal], counts: Truth) -> Truth {
        if denials.is_empty() || counts == Truth::No || (self.horizon.is_none() && lifted.is_empty()) {
            return counts;
        }
        let literal = self.solver.variable(false);
        self.require_truth(&[!literal], counts);
        for &denial in denials {
            if self.horizon.is_none() && !self.world.rulings[denial].is_always_in_force() {
                continue;
            }
            let begun = self.starts_at_least(way, self.world.rulings[denial].first);
            let over = self.world.rulings[denial].last.map_or(Err(false), |last| self.starts_at_least(way, last + 1));
            self.solver_clause(&[&[!literal], lifted].concat(), &[negated(begun), over]);
        }
        Truth::When(literal)
    }
}
