//! What the linear relaxation proves, in whole numbers.
//!
//! The simplex gives multipliers of rows in floating point. Rounded to whole numbers and applied to the rows exactly,
//! they give one linear constraint that every model keeps. From it alone, in whole numbers, this module infers:
//! that the search is lost here, or that a literal must hold. So no inference rests on floating point.

mod branching;
mod cuts;
mod derived;
mod rows;

use branching::{Experience, Trial};
use rows::Row;

use super::simplex::{Ended, Simplex};
use super::{Conflict, Literal, Solver, Term, Variable};

/// The relaxation of a solver's clauses and linear constraints, with an objective to minimise.
pub struct Relaxation {
    variables: Vec<Variable>,
    /// By variable: its column.
    columns: Vec<Option<u32>>,
    rows: Vec<Row>,
    /// Rows of the solver with several weights, as knapsacks from which stronger rows are cut.
    knapsacks: Vec<Row>,
    objective: Vec<i64>,
    /// The objective where all columns are 0.
    constant: i64,
    /// While this literal holds, the objective must stay under `cutoff`.
    better: Literal,
    cutoff: Option<i64>,
    simplex: Simplex,
    /// By column: 0 and 1 when fixed, else 2, as the simplex knows it.
    known: Vec<u8>,
    solution: Vec<f64>,
    /// Whether `solution` is the best under the bounds that the simplex knows.
    current: bool,
    experience: [Vec<Experience>; 2],
    trial: Option<Trial>,
    /// The best bound proven without any decision.
    proven: i64,
}

/// Pivots after which the tableau is computed anew.
const REFRESH: u32 = 500;

/// Work after which no more cuts are looked for.
const CUTTING: u64 = 300_000;

const WHOLE: f64 = 1e-6;

impl Relaxation {
    fn sync(&mut self, values: &[i8]) -> bool {
        let mut must_solve = !self.current;
        for (column, &variable) in self.variables.iter().enumerate() {
            let now = match values[2 * variable as usize] {
                0 => 2,
                v if v > 0 => 1,
                _ => 0,
            };
            let before = self.known[column];
            if now == before {
                continue;
            }
            self.known[column] = now;
            let (lower, upper) = if now == 2 { (0.0, 1.0) } else { (f64::from(now), f64::from(now)) };
            self.simplex.set_bounds(column, lower, upper);
            must_solve |= before != 2 || (self.solution[column] - lower).abs() > WHOLE;
        }
        must_solve
    }

    fn refresh(&mut self) {
        let rows = &self.rows;
        self.simplex.refresh(|number| (&rows[number as usize].terms, rows[number as usize].bound));
        self.current = false;
    }
}

impl Solver {
    /// Sets up the relaxation of all constraints so far, to minimise the terms. While `better` holds, only values
    /// under the cutoff are wanted. Set up once; `divisor` divides all weights.
    pub(super) fn relax(&mut self, terms: &[Term], divisor: i64, better: Literal) {
        self.backtrack(0);
        if self.relaxation.is_some() {
            return;
        }
        let mut columns: Vec<Option<u32>> = vec![None; self.levels.len()];
        let mut variables: Vec<Variable> = Vec::new();
        for variable in 0..self.levels.len() as Variable {
            if self.relaxable[variable as usize] && self.value(Literal::positive(variable)).is_none() {
                columns[variable as usize] = Some(variables.len() as u32);
                variables.push(variable);
            }
        }
        let mut objective = vec![0; variables.len()];
        let mut constant = 0;
        for &Term { weight, literal } in terms {
            let weight = weight / divisor;
            match (self.value(literal), columns[literal.variable() as usize]) {
                (Some(true), _) => constant += weight,
                (None, Some(column)) if literal.is_positive() => objective[column as usize] += weight,
                (None, Some(column)) => {
                    objective[column as usize] -= weight;
                    constant += weight;
                }
                _ => {}
            }
        }
        let costs: Vec<f64> = objective.iter().map(|w| *w as f64).collect();
        let known = vec![2; variables.len()];
        let solution = vec![0.0; variables.len()];
        let blank = vec![Experience::default(); variables.len()];
        self.relaxation = Some(Box::new(Relaxation {
            simplex: Simplex::new(&costs),
            variables,
            columns,
            rows: Vec::new(),
            knapsacks: Vec::new(),
            objective,
            constant,
            better,
            cutoff: None,
            known,
            solution,
            current: false,
            experience: [blank.clone(), blank],
            trial: None,
            proven: i64::MIN,
        }));
        for (terms, bound) in self.constraints().collect::<Vec<_>>() {
            self.relax_row(&terms, bound);
        }
    }

    /// Only values of the objective up to `most` are wanted while `better` holds.
    pub(super) fn relax_below(&mut self, most: i64) {
        if let Some(relaxation) = self.relaxation.as_mut() {
            relaxation.cutoff = Some(most);
        }
    }

    /// No model of the problem has less than this, by the relaxation at its start.
    pub(super) fn relaxed_bound(&self, divisor: i64) -> i64 {
        self.relaxation.as_ref().map_or(i64::MIN, |r| r.proven.saturating_mul(divisor))
    }

    /// The relaxation is no longer asked.
    pub(super) fn forget_relaxation(&mut self) {
        self.relaxation = None;
        self.relaxing = false;
    }

    /// Solves the relaxation where the search stands, and infers what it proves. Whether anything was inferred.
    pub(super) fn propagate_relaxation(&mut self) -> Result<bool, Conflict> {
        if !self.relaxing {
            return Ok(false);
        }
        let Some(mut relaxation) = self.relaxation.take() else { return Ok(false) };
        let result = self.consult(&mut relaxation);
        self.relaxation = Some(relaxation);
        result
    }

    fn consult(&mut self, relaxation: &mut Relaxation) -> Result<bool, Conflict> {
        self.work += relaxation.variables.len() as u64 / 20;
        if !relaxation.sync(&self.values) {
            return Ok(false);
        }
        if relaxation.simplex.pivots > REFRESH {
            relaxation.refresh();
        }
        let wanted = relaxation.cutoff.filter(|_| self.value(relaxation.better) == Some(true));
        let limit = wanted.map_or(f64::INFINITY, |most| (most - relaxation.constant) as f64 + 1e-3);
        let at_start = self.level() <= 1;
        let before = relaxation.simplex.work;
        let mut rounds = 0;
        let ended = loop {
            let ended = relaxation.simplex.minimise(limit, 2_000);
            if ended != Ended::Optimal {
                break ended;
            }
            for column in 0..relaxation.variables.len() {
                relaxation.solution[column] = relaxation.simplex.value(column);
            }
            self.work += relaxation.rows.len() as u64 / 4;
            if relaxation.add_violated() {
                continue;
            }
            rounds += 1;
            // Few rounds of cuts once the search has begun: most come from the start.
            if rounds > if at_start { 50 } else { 1 } || relaxation.simplex.work - before > CUTTING {
                break ended;
            }
            let founded = self.cut_unfounded(relaxation);
            if !relaxation.cut() && !founded {
                break ended;
            }
        };
        self.work += relaxation.simplex.work - before;
        relaxation.current = ended == Ended::Optimal;
        let value = relaxation.simplex.total();
        relaxation.learn_trial(if matches!(ended, Ended::Infeasible(_)) { limit.min(2.0 * value) } else { value });
        let derived = match ended {
            Ended::Infeasible(row) => relaxation.derive(&relaxation.simplex.ray(row), None),
            _ if wanted.is_some() || at_start => relaxation.derive(&relaxation.simplex.prices(), Some(wanted.unwrap_or(0))),
            _ => None,
        };
        relaxation.simplex.drop_idle(50);
        let Some(derived) = derived else { return Ok(false) };
        let result = self.infer_derived(relaxation, &derived, wanted.is_some(), at_start);
        if ended != Ended::Optimal && result.is_ok() {
            relaxation.refresh();
        }
        result
    }
}
