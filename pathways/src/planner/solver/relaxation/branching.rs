//! Decisions by the solution: the column that promises most, from what earlier decisions have raised.

use super::{Relaxation, WHOLE};
use crate::planner::solver::{Literal, Solver, Variable};

/// What is known of how the value moves when a column is decided.
#[derive(Clone, Copy, Default)]
pub(super) struct Experience {
    gain: f64,
    times: f64,
}

/// A decision whose effect on the value is not yet known.
pub(super) struct Trial {
    column: usize,
    up: bool,
    distance: f64,
    before: f64,
}

impl Relaxation {
    /// Remembers how much a decision has raised the value.
    pub(super) fn learn_trial(&mut self, now: f64) {
        if let Some(trial) = self.trial.take() {
            let gain = (now - trial.before).max(0.0) / trial.distance.max(0.01);
            let experience = &mut self.experience[usize::from(trial.up)][trial.column];
            experience.gain += gain;
            experience.times += 1.0;
        }
    }

    /// The fractional column whose decision promises most, and whether to try 1 first.
    fn branch(&mut self, values: &[i8], activity: impl Fn(Variable) -> f64) -> Option<(Variable, bool)> {
        let mean = |side: &[Experience]| {
            let (gain, times) = side.iter().fold((0.0, 0.0), |sum, e| (sum.0 + e.gain, sum.1 + e.times));
            if times > 0.0 { gain / times } else { 1.0 }
        };
        let means = [mean(&self.experience[0]), mean(&self.experience[1])];
        let expected = |side: usize, column: usize| {
            let e = &self.experience[side][column];
            (e.gain + 2.0 * means[side]) / (e.times + 2.0)
        };
        let mut best: Option<(f64, usize)> = None;
        for (column, &variable) in self.variables.iter().enumerate() {
            let part = self.solution[column];
            if values[2 * variable as usize] != 0 || !(WHOLE..=1.0 - WHOLE).contains(&part) {
                continue;
            }
            let down = (expected(0, column) * part).max(1e-6);
            let up = (expected(1, column) * (1.0 - part)).max(1e-6);
            let score = down * up * (1.0 + activity(variable));
            if best.is_none_or(|b| score > b.0) {
                best = Some((score, column));
            }
        }
        let (_, column) = best?;
        let part = self.solution[column];
        let up = part > 0.3;
        self.trial = Some(Trial { column, up, distance: if up { 1.0 - part } else { part }, before: self.simplex.total() });
        Some((self.variables[column], up))
    }
}

impl Solver {
    /// A decision by the relaxation's solution: a column that it leaves open, with the value to try first.
    pub(in crate::planner::solver) fn choose_by_relaxation(&mut self) -> Option<Literal> {
        if !self.relaxing {
            return None;
        }
        let mut relaxation = self.relaxation.take()?;
        let chosen = if relaxation.current {
            let largest = self.order.largest().max(1e-9);
            let chosen = relaxation.branch(&self.values, |v| self.order.activity(v) / largest);
            if chosen.is_none() {
                for (column, &variable) in relaxation.variables.iter().enumerate() {
                    self.phases[variable as usize] = relaxation.solution[column] > 0.5;
                }
            }
            chosen
        } else {
            None
        };
        self.relaxation = Some(relaxation);
        chosen.map(|(variable, up)| if up { Literal::positive(variable) } else { !Literal::positive(variable) })
    }
}
