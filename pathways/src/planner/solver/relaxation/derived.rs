//! The exact constraint behind a result of the simplex, and what it lets the search infer.

use super::Relaxation;
use crate::planner::solver::{Conflict, Literal, Solver};

/// A constraint that every model keeps: `Σ weight·x >= bound`; under `better`, if the objective took part.
pub(super) struct Derived {
    weights: Vec<i128>,
    bound: i128,
    /// What the objective was multiplied by, and the value that it must not pass; `None`: it takes no part.
    objective: Option<(i128, i64)>,
}

const SCALE: f64 = (1_u64 << 30) as f64;

impl Relaxation {
    /// The exact constraint that the multipliers give, with the objective kept to `cutoff` if there is one.
    pub(super) fn derive(&self, multipliers: &[(u32, f64)], cutoff: Option<i64>) -> Option<Derived> {
        let largest = multipliers.iter().map(|m| m.1).fold(if cutoff.is_some() { 1.0 } else { 0.0 }, f64::max);
        if !(largest > 0.0 && largest <= SCALE) {
            return None;
        }
        let scale = (SCALE / largest).trunc();
        let mut derived = Derived { weights: vec![0; self.variables.len()], bound: 0, objective: None };
        if let Some(cutoff) = cutoff {
            let factor = scale as i128;
            for (weight, price) in derived.weights.iter_mut().zip(&self.objective) {
                *weight -= factor * i128::from(*price);
            }
            derived.bound -= factor * i128::from(cutoff - self.constant);
            derived.objective = Some((factor, cutoff));
        }
        for &(number, multiplier) in multipliers {
            let factor = (multiplier * scale).round() as i128;
            let row = &self.rows[number as usize];
            for &(weight, column) in &row.terms {
                derived.weights[column as usize] += factor * i128::from(weight);
            }
            derived.bound += factor * i128::from(row.bound);
        }
        Some(derived)
    }
}

impl Solver {
    /// Infers from an exact constraint what it says under the values so far.
    pub(super) fn infer_derived(
        &mut self,
        relaxation: &mut Relaxation,
        derived: &Derived,
        wanted: bool,
        at_start: bool,
    ) -> Result<bool, Conflict> {
        // The most that the sum can still reach, and the false literals that keep it from more.
        let mut most: i128 = 0;
        let mut blamed: Vec<(i128, Literal)> = Vec::new();
        for (&variable, &weight) in relaxation.variables.iter().zip(&derived.weights) {
            if weight == 0 {
                continue;
            }
            let literal = Literal::positive(variable);
            let helpful = if weight > 0 { literal } else { !literal };
            match self.value(helpful) {
                Some(false) => {
                    most += weight.min(0);
                    if self.levels[variable as usize] > 0 {
                        blamed.push((weight.abs(), helpful));
                    }
                }
                Some(true) | None => most += weight.max(0),
            }
        }
        let room = most - derived.bound;
        if let Some((factor, cutoff)) = derived.objective {
            if at_start && let Ok(proven) = i64::try_from(i128::from(cutoff) - room.div_euclid(factor)) {
                relaxation.proven = relaxation.proven.max(proven);
            }
            if !wanted {
                return Ok(false);
            }
        }
        let better = relaxation.better;
        blamed.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let all: i128 = blamed.iter().map(|b| b.0).sum();
        // Enough of the blamed that what is left of the rest stays below zero.
        let enough = |own: i128| {
            let mut left = room + all - own;
            let mut why: Vec<Literal> = Vec::new();
            for &(weight, literal) in &blamed {
                if left < 0 {
                    break;
                }
                why.push(literal);
                left -= weight;
            }
            if derived.objective.is_some() {
                why.push(!better);
            }
            why
        };
        if room < 0 {
            return Err(Conflict::Explained(enough(0)));
        }
        let mut inferred = false;
        for (&variable, &weight) in relaxation.variables.iter().zip(&derived.weights) {
            let literal = Literal::positive(variable);
            if weight.abs() > room && self.value(literal).is_none() {
                let why = enough(weight.abs());
                self.explain(if weight > 0 { literal } else { !literal }, &why);
                inferred = true;
            }
        }
        Ok(inferred)
    }
}
