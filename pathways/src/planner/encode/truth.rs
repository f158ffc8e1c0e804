//! What is known of an expression, and the clauses and sums that it becomes.

use super::Encoding;
use crate::planner::solver::{Linear, Literal};

/// The value of an expression, as far as it is known beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    No,
    Yes,
    When(Literal),
}

impl Encoding<'_, '_> {
    pub(super) fn require_truth(&mut self, unless: &[Literal], truth: Truth) {
        let mut clause = unless.to_vec();
        match truth {
            Truth::Yes => return,
            Truth::No => {}
            Truth::When(literal) => clause.push(literal),
        }
        self.solver.clause(&clause);
    }

    /// A clause of literals and of bounds of weeks.
    pub(super) fn solver_clause(&mut self, literals: &[Literal], bounds: &[Result<Literal, bool>]) {
        if !bounds.contains(&Err(true)) {
            let clause: Vec<Literal> = literals.iter().copied().chain(bounds.iter().filter_map(|b| b.ok())).collect();
            self.solver.clause(&clause);
        }
    }

    pub(super) fn any_of(&mut self, options: &[Truth]) -> Truth {
        if options.contains(&Truth::Yes) {
            return Truth::Yes;
        }
        let mut open: Vec<Literal> =
            options.iter().filter_map(|o| if let Truth::When(literal) = o { Some(*literal) } else { None }).collect();
        match open[..] {
            [] => Truth::No,
            [only] => Truth::When(only),
            _ => {
                let holds = self.solver.variable(false);
                open.push(!holds);
                self.solver.clause(&open);
                Truth::When(holds)
            }
        }
    }

    pub(super) fn both(&mut self, a: Truth, b: Truth) -> Truth {
        match (a, b) {
            (Truth::No, _) | (_, Truth::No) => Truth::No,
            (Truth::Yes, other) | (other, Truth::Yes) => other,
            (Truth::When(a), Truth::When(b)) => {
                let holds = self.solver.variable(false);
                self.solver.clause(&[!holds, a]);
                self.solver.clause(&[!holds, b]);
                Truth::When(holds)
            }
        }
    }

    /// Demands that the weights of what holds reach `need`, unless one of `unless` holds.
    pub(super) fn sum(&mut self, unless: &[Literal], terms: Vec<(i64, Truth)>, mut need: i64) {
        let mut open: Vec<(i64, Literal)> = Vec::new();
        for (weight, truth) in terms {
            match truth {
                Truth::Yes => need -= weight,
                Truth::No => {}
                Truth::When(literal) => open.push((weight, literal)),
            }
        }
        if need <= 0 {
            return;
        }
        if open.iter().map(|t| t.0.min(need)).fold(0_i64, i64::saturating_add) < need {
            self.solver.clause(unless);
            return;
        }
        for term in &mut open {
            term.0 = term.0.min(need);
        }
        open.extend(unless.iter().map(|&l| (need, l)));
        self.solver.linear(Linear { terms: open, bound: need });
    }
}
