//! The trail: what holds by now, in the order in which it came to hold, each literal with its reason.

use super::{Literal, Solver};

/// Why a literal holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reason {
    /// Decided, assumed, or a fact.
    None,
    /// The other literals of this clause are false.
    Clause(u32),
    /// This linear constraint has no room left.
    Linear(u32),
    /// The explanation that starts here in the explanation stack; it ends where the next begins.
    Explained { start: u32, length: u32 },
}

/// What is violated.
pub(super) enum Conflict {
    Clause(u32),
    Linear(u32),
    /// These literals cannot all be false.
    Explained(Vec<Literal>),
}

impl Solver {
    pub(super) fn level(&self) -> u32 {
        self.limits.len() as u32
    }

    pub(super) fn enqueue(&mut self, literal: Literal, reason: Reason) {
        let variable = literal.variable() as usize;
        self.values[literal.index()] = 1;
        self.values[(!literal).index()] = -1;
        self.levels[variable] = self.level();
        self.reasons[variable] = reason;
        self.places[variable] = self.trail.len() as u32;
        self.trail.push(literal);
    }

    /// Records why `literal` follows (the `others` are false) and sets it.
    pub(super) fn explain(&mut self, literal: Literal, others: &[Literal]) {
        debug_assert!(others.iter().all(|&l| self.value(l) == Some(false)), "an explanation is made of false literals");
        let start = self.explanations.len() as u32;
        self.explanations.extend_from_slice(others);
        self.enqueue(literal, Reason::Explained { start, length: others.len() as u32 });
    }

    pub(super) fn backtrack(&mut self, level: u32) {
        if self.level() <= level {
            return;
        }
        let keep = self.limits[level as usize];
        for place in (keep..self.trail.len()).rev() {
            let literal = self.trail[place];
            let variable = literal.variable();
            if place < self.head {
                self.linear.forget(literal);
                self.weeks.forget(literal);
            }
            self.values[literal.index()] = 0;
            self.values[(!literal).index()] = 0;
            self.phases[variable as usize] = literal.is_positive();
            if let Reason::Explained { start, .. } = self.reasons[variable as usize] {
                self.explanations.truncate(start as usize);
            }
            if self.decidable[variable as usize] {
                self.order.insert(variable);
            }
        }
        self.trail.truncate(keep);
        self.limits.truncate(level as usize);
        self.head = self.head.min(keep);
        self.weeks.rewind();
    }
}
