//! Linear constraints over literals: the weights of those that hold reach a bound.

use num_integer::Integer;

use super::{Conflict, Literal, Reason, Solver};

/// At least `bound` in total from the weights of the literals that hold. Weights are positive.
pub struct Linear {
    /// Weighted literals; one literal of a variable stands here once.
    pub terms: Vec<(i64, Literal)>,
    /// What must be reached.
    pub bound: i64,
}

impl Linear {
    /// The same constraint with each variable named once, weights positive, and no weight above the bound.
    fn normal(mut self) -> Self {
        let mut merged: Vec<(i64, Literal)> = Vec::with_capacity(self.terms.len());
        self.terms.sort_by_key(|t| t.1);
        for (weight, literal) in self.terms {
            let (weight, literal) = if weight < 0 {
                self.bound -= weight;
                (-weight, !literal)
            } else {
                (weight, literal)
            };
            if weight == 0 {
                continue;
            }
            match merged.iter_mut().find(|t| t.1.variable() == literal.variable()) {
                Some(term) if term.1 == literal => term.0 += weight,
                Some(term) => {
                    // w·x + v·(1 - x): the smaller part is always there.
                    let always = weight.min(term.0);
                    self.bound -= always;
                    if weight > term.0 {
                        *term = (weight - always, literal);
                    } else {
                        term.0 -= always;
                    }
                }
                None => merged.push((weight, literal)),
            }
        }
        merged.retain(|t| t.0 > 0);
        for term in &mut merged {
            term.0 = term.0.min(self.bound.max(0));
        }
        // Sums come in multiples of the common divisor: the bound may be the next multiple.
        let divisor = merged.iter().fold(0, |d: i64, t| d.gcd(&t.0)).max(1);
        for term in &mut merged {
            term.0 /= divisor;
        }
        let bound = Integer::div_ceil(&self.bound, &divisor);
        merged.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        Self { terms: merged, bound }
    }
}

struct Row {
    /// By falling weight.
    terms: Vec<(i64, Literal)>,
    bound: i64,
    /// Sum of all weights.
    total: i64,
    /// Weights of the literals that are not false, less the bound: below zero the constraint is violated.
    room: i64,
    /// Whether its bound never changes.
    fixed: bool,
}

/// All linear constraints.
#[derive(Default)]
pub struct Constraints {
    rows: Vec<Row>,
    /// By literal: the rows that count it, with its weight there.
    uses: Vec<Vec<(u32, i64)>>,
}

impl Constraints {
    pub fn grow(&mut self) {
        self.uses.extend([Vec::new(), Vec::new()]);
    }

    /// The constraints whose bounds never change.
    pub fn plain(&self) -> impl Iterator<Item = (&[(i64, Literal)], i64)> {
        self.rows.iter().filter(|row| row.fixed).map(|row| (&row.terms[..], row.bound))
    }

    /// How many constraints count a literal's negation.
    pub fn touched(&self, literal: Literal) -> usize {
        self.uses[(!literal).index()].len()
    }

    /// `literal` has become true. Whether a row has become tight enough to infer something.
    pub fn note(&mut self, literal: Literal) -> bool {
        let mut tight = false;
        for &(row, weight) in &self.uses[(!literal).index()] {
            let row = &mut self.rows[row as usize];
            row.room -= weight;
            tight |= row.room < row.terms[0].0;
        }
        tight
    }

    pub fn forget(&mut self, literal: Literal) {
        for &(row, weight) in &self.uses[(!literal).index()] {
            self.rows[row as usize].room += weight;
        }
    }
}

impl Solver {
    /// Adds a constraint. Returns its number, for [`Solver::tighten`]; `None` when it always holds or was a plain clause.
    pub fn linear(&mut self, constraint: Linear) -> Option<u32> {
        self.backtrack(0);
        let Linear { terms, bound } = constraint.normal();
        if bound <= 0 || !self.consistent {
            return None;
        }
        if terms.iter().all(|t| t.0 == bound) {
            let literals: Vec<Literal> = terms.iter().map(|t| t.1).collect();
            self.clause(&literals);
            return None;
        }
        if self.relaxation.is_some() {
            self.relax_row(&terms, bound);
        }
        Some(self.row(terms, bound, true))
    }

    /// Adds a constraint whose bound will be raised later: it is kept whatever it says today.
    pub fn adjustable(&mut self, mut terms: Vec<(i64, Literal)>, bound: i64) -> u32 {
        self.backtrack(0);
        terms.retain(|t| t.0 > 0);
        terms.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        self.row(terms, bound, false)
    }

    fn row(&mut self, terms: Vec<(i64, Literal)>, bound: i64, fixed: bool) -> u32 {
        let id = self.linear.rows.len() as u32;
        let total: i64 = terms.iter().map(|t| t.0).sum();
        let open: i64 = terms.iter().filter(|t| self.value(t.1) != Some(false)).map(|t| t.0).sum();
        for &(weight, literal) in &terms {
            self.linear.uses[literal.index()].push((id, weight));
        }
        self.linear.rows.push(Row { terms, bound, total, room: open - bound, fixed });
        self.recheck(id);
        id
    }

    /// Raises a constraint's bound.
    pub fn tighten(&mut self, row: u32, bound: i64) {
        self.backtrack(0);
        let entry = &mut self.linear.rows[row as usize];
        if bound > entry.bound {
            entry.room -= bound - entry.bound;
            entry.bound = bound;
            self.recheck(row);
        }
    }

    fn recheck(&mut self, row: u32) {
        if !self.consistent {
            return;
        }
        if self.infer(row).is_some() {
            self.consistent = false;
        } else {
            self.settle();
        }
    }

    pub(super) fn propagate_linear(&mut self, literal: Literal) -> Option<Conflict> {
        let falsified = !literal;
        for at in 0..self.linear.uses[falsified.index()].len() {
            let (row, _) = self.linear.uses[falsified.index()][at];
            if let Some(conflict) = self.infer(row) {
                return Some(conflict);
            }
        }
        None
    }

    fn infer(&mut self, id: u32) -> Option<Conflict> {
        let row = &self.linear.rows[id as usize];
        if row.room < 0 {
            return Some(Conflict::Linear(id));
        }
        let room = row.room;
        let mut at = 0;
        while let Some(&(weight, literal)) = self.linear.rows[id as usize].terms.get(at) {
            if weight <= room {
                break;
            }
            if self.value(literal).is_none() {
                self.enqueue(literal, Reason::Linear(id));
            }
            at += 1;
        }
        None
    }

    /// False literals that leave the row too little for its bound without `implied` (or at all, for a conflict).
    /// Only what was false before `place` counts. The heaviest first: few suffice.
    pub(super) fn blame_linear(&self, id: u32, implied: Option<Literal>, place: u32, out: &mut Vec<Literal>) {
        let row = &self.linear.rows[id as usize];
        let own = implied.and_then(|l| row.terms.iter().find(|t| t.1 == l)).map_or(0, |t| t.0);
        let mut left = row.total - own;
        for &(weight, literal) in &row.terms {
            if left < row.bound {
                break;
            }
            if Some(literal) != implied && self.value(literal) == Some(false) && self.places[literal.variable() as usize] < place {
                out.push(literal);
                left -= weight;
            }
        }
    }
}
