//! What the linear relaxation proves, in whole numbers.
//!
//! The simplex gives multipliers of rows in floating point. Rounded to whole numbers and applied to the rows exactly,
//! they give one linear constraint that every model keeps. From it alone, in whole numbers, this module infers:
//! that the search is lost here, or that a literal must hold. So no inference rests on floating point.

use super::simplex::{Ended, Simplex};
use super::{Conflict, Literal, Solver, Term, Variable};

/// A row over columns: `Σ weight·x >= bound`.
struct Row {
    terms: Vec<(i64, u32)>,
    bound: i64,
}

/// What is known of how the value moves when a column is decided.
#[derive(Clone, Copy, Default)]
struct Experience {
    gain: f64,
    times: f64,
}

/// A decision whose effect on the value is not yet known.
struct Trial {
    column: usize,
    up: bool,
    distance: f64,
    before: f64,
}

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

/// A constraint that every model keeps: `Σ weight·x >= bound`; under `better`, if the objective took part.
struct Derived {
    weights: Vec<i128>,
    bound: i128,
    /// What the objective was multiplied by, and the value that it must not pass; `None`: it takes no part.
    objective: Option<(i128, i64)>,
}

/// Pivots after which the tableau is computed anew.
const REFRESH: u32 = 500;
/// Work after which no more cuts are looked for.
const CUTTING: u64 = 300_000;
const SCALE: f64 = (1_u64 << 30) as f64;
const VIOLATION: f64 = 1e-6;
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

    fn violated(&self, row: &Row) -> f64 {
        row.bound as f64 - row.terms.iter().map(|(w, c)| *w as f64 * self.solution[*c as usize]).sum::<f64>()
    }

    /// Adds the rows that the solution violates most. Whether there were any.
    fn add_violated(&mut self) -> bool {
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

    /// Cuts knapsack rows: with some columns at 1, what remains to be reached bounds how much any other can help;
    /// divided and rounded up, the row becomes stronger.
    fn cut(&mut self) -> bool {
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
        let mut terms: Vec<(i64, u32)> = row.terms.clone();
        let need = row.bound + terms.iter().filter(|t| t.0 < 0).map(|t| -t.0).sum::<i64>();
        terms.sort_by(|a, b| value(*b).total_cmp(&value(*a)).then(b.0.abs().cmp(&a.0.abs())).then(a.1.cmp(&b.1)));
        let mut best: Option<(f64, Row)> = None;
        let mut left = need;
        for taken in 0..=terms.len().min(40) {
            if taken > 0 {
                left -= terms[taken - 1].0.abs();
            }
            if left <= 0 {
                break;
            }
            let rest = &terms[taken..];
            let mut divisors: Vec<i64> = rest.iter().map(|t| t.0.abs().min(left)).collect();
            divisors.push(1);
            divisors.sort_unstable();
            divisors.dedup();
            for divisor in divisors {
                let bound = left.div_euclid(divisor) + i64::from(left.rem_euclid(divisor) != 0);
                let up = |w: i64| {
                    let w = w.abs().min(left);
                    (w.div_euclid(divisor) + i64::from(w.rem_euclid(divisor) != 0)).min(bound)
                };
                let reached: f64 = rest.iter().map(|t| up(t.0) as f64 * value(*t)).sum();
                let size = rest.iter().map(|t| (up(t.0) as f64).powi(2)).sum::<f64>().sqrt();
                let score = (bound as f64 - reached) / size.max(1e-9);
                if score > 0.02 && best.as_ref().is_none_or(|b| score > b.0) {
                    let complemented: i64 = rest.iter().filter(|t| t.0 < 0).map(|t| up(t.0)).sum();
                    let terms = rest.iter().map(|t| (if t.0 > 0 { up(t.0) } else { -up(t.0) }, t.1)).collect();
                    best = Some((score, Row { terms, bound: bound - complemented }));
                }
            }
        }
        best.map(|b| b.1)
    }

    fn refresh(&mut self) {
        let rows = &self.rows;
        self.simplex.refresh(|number| (&rows[number as usize].terms, rows[number as usize].bound));
        self.current = false;
    }

    /// The exact constraint that the multipliers give, with the objective kept to `cutoff` if there is one.
    fn derive(&self, multipliers: &[(u32, f64)], cutoff: Option<i64>) -> Option<Derived> {
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

    /// Remembers how much a decision has raised the value.
    fn learn_trial(&mut self, now: f64) {
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

    /// Adds a constraint to the relaxation, if all that it names takes part.
    pub(super) fn relax_row(&mut self, terms: &[(i64, Literal)], mut bound: i64) {
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

    /// Adds rows by which sets that found themselves violate the solution. Whether there were any.
    fn cut_unfounded(&self, relaxation: &mut Relaxation) -> bool {
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

    /// Infers from an exact constraint what it says under the values so far.
    fn infer_derived(&mut self, relaxation: &mut Relaxation, derived: &Derived, wanted: bool, at_start: bool) -> Result<bool, Conflict> {
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

    /// A decision by the relaxation's solution: a column that it leaves open, with the value to try first.
    pub(super) fn choose_by_relaxation(&mut self) -> Option<Literal> {
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
