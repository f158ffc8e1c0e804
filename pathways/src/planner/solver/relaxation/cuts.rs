//! Cuts: rows that every model keeps and the solution violates, from knapsacks and from what would found itself.

use super::{Relaxation, Row, WHOLE};
use crate::planner::solver::{Literal, Solver};

impl Relaxation {
    /// Cuts knapsack rows: with some columns at 1, what remains to be reached bounds how much any other can help;
    /// divided and rounded up, the row becomes stronger.
    pub(super) fn cut(&mut self) -> bool {
        let mut cuts: Vec<Row> = Vec::new();
        for row in &self.knapsacks {
            if let Some(cut) = self.cover(row) {
                cuts.push(cut);
            }
        }
        let any = !cuts.is_empty();
        self.rows.extend(cuts);
        any
    }

    /// The most violated row that follows from a knapsack of positive weights over columns or their complements.
    fn cover(&self, row: &Row) -> Option<Row> {
        // weight·x with weight below zero is |weight|·(1 - x) less |weight|.
        let value = |(w, c): (i64, u32)| if w > 0 { self.solution[c as usize] } else { 1.0 - self.solution[c as usize] };
        let mut terms: Vec<(f64, i64, u32)> = row.terms.iter().map(|&t| (value(t), t.0, t.1)).collect();
        // Where the solution is whole, it violates nothing that every model keeps.
        if terms.iter().all(|t| !(WHOLE..=1.0 - WHOLE).contains(&t.0)) {
            return None;
        }
        let need = row.bound + terms.iter().filter(|t| t.1 < 0).map(|t| -t.1).sum::<i64>();
        terms.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.abs().cmp(&a.1.abs())).then(a.2.cmp(&b.2)));
        let mut best: Option<(f64, Row)> = None;
        let mut left = need;
        let mut divisors: Vec<i64> = Vec::new();
        for taken in 0..=terms.len().min(40) {
            if taken > 0 {
                // What is at 0 in the solution gains nothing at 1.
                if terms[taken - 1].0 < WHOLE {
                    break;
                }
                left -= terms[taken - 1].1.abs();
            }
            if left <= 0 {
                break;
            }
            let rest = &terms[taken..];
            divisors.clear();
            divisors.push(1);
            divisors.extend(rest.iter().map(|t| t.1.abs().min(left)));
            divisors.sort_unstable();
            divisors.dedup();
            for &divisor in &divisors {
                let bound = (left - 1) / divisor + 1;
                let up = |w: i64| (w.abs().min(left) - 1) / divisor + 1;
                let (mut reached, mut size) = (0.0, 0.0);
                for term in rest {
                    let weight = up(term.1) as f64;
                    reached += weight * term.0;
                    size += weight * weight;
                }
                let score = (bound as f64 - reached) / f64::sqrt(size).max(1e-9);
                if score > 0.02 && best.as_ref().is_none_or(|b| score > b.0) {
                    let complemented: i64 = rest.iter().filter(|t| t.1 < 0).map(|t| up(t.1)).sum();
                    let terms = rest.iter().map(|t| (if t.1 > 0 { up(t.1) } else { -up(t.1) }, t.2)).collect();
                    best = Some((score, Row { terms, bound: bound - complemented }));
                }
            }
        }
        best.map(|b| b.1)
    }
}

impl Solver {
    /// Adds rows by which sets that found themselves violate the solution. Whether there were any.
    pub(super) fn cut_unfounded(&self, relaxation: &mut Relaxation) -> bool {
        let column = |literal: Literal| relaxation.columns.get(literal.variable() as usize).copied().flatten();
        let value = |literal: Literal| match column(literal) {
            Some(column) => relaxation.solution[column as usize],
            None => f64::from(u8::from(self.value(literal) == Some(true))),
        };
        let mut rows: Vec<Row> = Vec::new();
        for (entering, atom) in self.foundation.violated(&value) {
            if entering.iter().any(|&l| column(l).is_none() && self.value(l) != Some(false)) {
                continue;
            }
            let mut terms: Vec<(i64, u32)> = entering.into_iter().filter_map(column).map(|c| (1, c)).collect();
            let bound = match column(atom) {
                Some(column) => {
                    terms.push((-1, column));
                    0
                }
                None => 1,
            };
            rows.push(Row { terms, bound });
        }
        let any = !rows.is_empty();
        relaxation.rows.extend(rows);
        any
    }
}
