//! The search: decisions, conflicts that are learned from, restarts, and the work allowed.

use super::{Literal, Reason, Solver};

/// How a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A model was found; [`Solver::model`] tells it.
    Satisfied,
    /// There is no model under the assumptions; [`Solver::core`] tells which of them are to blame.
    Unsatisfied,
    /// The budget was used up or the person cancelled.
    Stopped,
}

/// Work allowed, counted in steps of about a tenth of a microsecond so that a run repeats itself; `stop` is asked now and then for the clock.
pub struct Budget<'a> {
    /// Work left.
    pub work: u64,
    /// Whether to stop at once (cancelled, or the time limit has passed).
    pub stop: &'a dyn Fn() -> bool,
}

/// Until when a search works, by the solver's own count.
struct Limits {
    work: u64,
    /// When to look at the clock next.
    look: u64,
}

/// Work between two looks at the clock.
const LOOK: u64 = 10_000;

impl Solver {
    /// Searches for a model under `assumptions`.
    pub fn solve(&mut self, assumptions: &[Literal], budget: &mut Budget<'_>) -> Outcome {
        self.backtrack(0);
        self.core.clear();
        if !self.consistent {
            return Outcome::Unsatisfied;
        }
        self.settle();
        if !self.consistent {
            return Outcome::Unsatisfied;
        }
        let mut restarts = 0;
        let mut limits = Limits { work: self.work.saturating_add(budget.work), look: self.work };
        loop {
            let allowance = 64 * luby(restarts);
            restarts += 1;
            if let Some(outcome) = self.search(assumptions, allowance, budget, &mut limits) {
                budget.work = limits.work.saturating_sub(self.work);
                if outcome != Outcome::Satisfied {
                    self.backtrack(0);
                }
                return outcome;
            }
            self.backtrack(0);
            self.forget_clauses();
        }
    }

    /// Searches until a result, or `None` when it is time to restart.
    fn search(&mut self, assumptions: &[Literal], allowance: u64, budget: &Budget<'_>, limits: &mut Limits) -> Option<Outcome> {
        let mut met = 0;
        loop {
            let conflict = self.propagate();
            let conflicting = conflict.is_some();
            if let Some(conflict) = conflict {
                self.conflicts += 1;
                met += 1;
                if self.level() == 0 {
                    self.consistent = false;
                    return Some(Outcome::Unsatisfied);
                }
                self.learn(&conflict);
                if !self.consistent {
                    return Some(Outcome::Unsatisfied);
                }
            }
            if self.work >= limits.work {
                return Some(Outcome::Stopped);
            }
            if self.work >= limits.look {
                limits.look = self.work + LOOK;
                if (budget.stop)() {
                    return Some(Outcome::Stopped);
                }
            }
            if conflicting {
                continue;
            }
            if met >= allowance {
                return None;
            }
            let mut next = None;
            while (self.level() as usize) < assumptions.len() {
                let assumption = assumptions[self.level() as usize];
                match self.value(assumption) {
                    Some(true) => self.limits.push(self.trail.len()),
                    Some(false) => {
                        self.blame(assumption);
                        return Some(Outcome::Unsatisfied);
                    }
                    None => {
                        next = Some(assumption);
                        break;
                    }
                }
            }
            let Some(decision) = next.or_else(|| self.choose()) else {
                self.model = (0..self.levels.len()).map(|v| self.values[2 * v] > 0).collect();
                return Some(Outcome::Satisfied);
            };
            self.limits.push(self.trail.len());
            self.enqueue(decision, Reason::None);
        }
    }

    fn choose(&mut self) -> Option<Literal> {
        if let Some(literal) = self.choose_by_relaxation() {
            return Some(literal);
        }
        loop {
            let Some(variable) = self.order.pop() else { return self.choose_week() };
            let literal = Literal::positive(variable);
            if self.decidable[variable as usize] && self.value(literal).is_none() {
                return Some(if self.phases[variable as usize] { literal } else { !literal });
            }
        }
    }
}

/// The sequence 1, 1, 2, 1, 1, 2, 4, … that tells how long to search before a restart.
fn luby(mut at: u64) -> u64 {
    let mut size = 1;
    let mut power = 0_u32;
    while size < at + 1 {
        power += 1;
        size = 2 * size + 1;
    }
    while size - 1 != at {
        size = (size - 1) / 2;
        power -= 1;
        at %= size;
    }
    1 << power
}
