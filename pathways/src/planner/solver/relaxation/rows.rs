//! Rows of the relaxation: made from constraints, and given to the simplex once the solution violates them.

use super::Relaxation;
use crate::planner::solver::{Literal, Solver};

/// A row over columns: `Σ weight·x >= bound`.
pub(super) struct Row {
    pub(super) terms: Vec<(i64, u32)>,
    pub(super) bound: i64,
}

const VIOLATION: f64 = 1e-6;

impl Relaxation {
    fn violated(&self, row: &Row) -> f64 {
        row.bound as f64 - row.terms.iter().map(|(w, c)| *w as f64 * self.solution[*c as usize]).sum::<f64>()
    }

    /// Adds the rows that the solution violates most. Whether there were any.
    pub(super) fn add_violated(&mut self) -> bool {
        let mut found: Vec<(f64, u32)> = Vec::new();
        for (number, row) in self.rows.iter().enumerate() {
            if self.simplex.has(number as u32) {
                continue;
            }
            let violation = self.violated(row);
            if violation > VIOLATION * row.bound.abs().max(1) as f64 {
                let size = row.terms.iter().map(|t| (t.0 as f64).powi(2)).sum::<f64>().sqrt();
                found.push((violation / size, number as u32));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(10 + self.variables.len() / 4);
        for &(_, number) in &found {
            let row = &self.rows[number as usize];
            self.simplex.add(number, &row.terms, row.bound);
        }
        !found.is_empty()
    }
}

impl Solver {
    /// Adds a constraint to the relaxation, if all that it names takes part.
    pub(in crate::planner::solver) fn relax_row(&mut self, terms: &[(i64, Literal)], mut bound: i64) {
        let mut row: Vec<(i64, u32)> = Vec::with_capacity(terms.len());
        let fixed = |literal: Literal| self.value(literal).filter(|_| self.levels[literal.variable() as usize] == 0);
        let open: Vec<(i64, Literal)> = terms.iter().copied().filter(|t| fixed(t.1) != Some(false)).collect();
        let mut open_bound = bound;
        open_bound -= open.iter().filter(|t| fixed(t.1) == Some(true)).map(|t| t.0).sum::<i64>();
        if open_bound <= 0 {
            return;
        }
        bound = open_bound;
        let free: Vec<(i64, Literal)> = open.into_iter().filter(|t| fixed(t.1).is_none()).collect();
        let Some(relaxation) = self.relaxation.as_mut() else { return };
        for (weight, literal) in free {
            let Some(column) = relaxation.columns.get(literal.variable() as usize).copied().flatten() else { return };
            let weight = weight.min(open_bound);
            if literal.is_positive() {
                row.push((weight, column));
            } else {
                row.push((-weight, column));
                bound -= weight;
            }
        }
        if row.iter().any(|t| t.0.abs() != row[0].0.abs()) {
            relaxation.knapsacks.push(Row { terms: row.clone(), bound });
        }
        relaxation.rows.push(Row { terms: row, bound });
        relaxation.current = false;
    }
}
