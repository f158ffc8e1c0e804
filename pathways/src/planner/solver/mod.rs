//! A small exact solver: conflict-driven search over clauses and linear constraints, with whole-number
//! variables for weeks. It knows nothing of awards; `encode` gives the problem its meaning.
//!
//! Every inference carries its reason, so a conflict is learned from once and never met again. All weights are
//! integers. A run is deterministic: nothing depends on time, addresses or hashing order.

mod analysis;
mod clauses;
mod foundation;
mod linear;
mod literal;
mod minimise;
mod order;
mod propagation;
mod relaxation;
mod search;
mod simplex;
mod trail;
mod weeks;

pub use foundation::{Atom, Body, Foundation};
pub use linear::Linear;
pub use literal::{Literal, Variable};
pub use minimise::{Known, Minimum, Term, minimise};
pub use search::{Budget, Outcome};
pub use weeks::{WeekVariable, Work};

use clauses::{Clause, Watch};
use order::Order;
use relaxation::Relaxation;
use trail::{Conflict, Reason};
use weeks::Weeks;

/// The solver.
pub struct Solver {
    /// By literal: 1 it holds, -1 it does not, 0 open.
    values: Vec<i8>,
    levels: Vec<u32>,
    reasons: Vec<Reason>,
    /// Place of the variable in the trail.
    places: Vec<u32>,
    phases: Vec<bool>,
    decidable: Vec<bool>,
    trail: Vec<Literal>,
    limits: Vec<usize>,
    head: usize,
    clauses: Vec<Option<Clause>>,
    free_clauses: Vec<u32>,
    learned: Vec<u32>,
    watches: Vec<Vec<Watch>>,
    linear: linear::Constraints,
    weeks: Weeks,
    foundation: Foundation,
    relaxation: Option<Box<Relaxation>>,
    /// Whether the relaxation is asked during the search.
    relaxing: bool,
    explanations: Vec<Literal>,
    order: Order,
    bump: f64,
    clause_bump: f64,
    seen: Vec<bool>,
    /// False once the facts alone contradict each other.
    consistent: bool,
    model: Vec<bool>,
    core: Vec<Literal>,
    /// Conflicts met so far.
    pub conflicts: u64,
    /// Work done so far.
    work: u64,
    /// By variable: whether the relaxation knows it.
    relaxable: Vec<bool>,
}

impl Default for Solver {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            levels: Vec::new(),
            reasons: Vec::new(),
            places: Vec::new(),
            phases: Vec::new(),
            decidable: Vec::new(),
            trail: Vec::new(),
            limits: Vec::new(),
            head: 0,
            clauses: Vec::new(),
            free_clauses: Vec::new(),
            learned: Vec::new(),
            watches: Vec::new(),
            linear: linear::Constraints::default(),
            weeks: Weeks::default(),
            foundation: Foundation::default(),
            relaxation: None,
            relaxing: false,
            explanations: Vec::new(),
            order: Order::default(),
            bump: 1.0,
            clause_bump: 1.0,
            seen: Vec::new(),
            consistent: true,
            model: Vec::new(),
            core: Vec::new(),
            conflicts: 0,
            work: 0,
            relaxable: Vec::new(),
        }
    }
}

impl Solver {
    /// A new variable. Searching tries `phase` for it first.
    pub fn variable(&mut self, phase: bool) -> Literal {
        let variable = self.levels.len() as Variable;
        self.values.extend([0, 0]);
        self.levels.push(0);
        self.reasons.push(Reason::None);
        self.places.push(0);
        self.phases.push(phase);
        self.decidable.push(true);
        self.watches.extend([Vec::new(), Vec::new()]);
        self.linear.grow();
        self.weeks.grow();
        self.seen.push(false);
        self.relaxable.push(true);
        self.order.add(0.0);
        Literal::positive(variable)
    }

    /// A new variable that the relaxation does not know: it only serves the search.
    fn auxiliary(&mut self, phase: bool) -> Literal {
        let literal = self.variable(phase);
        self.relaxable[literal.variable() as usize] = false;
        literal
    }

    /// How many variables there are.
    pub fn variables(&self) -> usize {
        self.levels.len()
    }

    /// All constraints of the problem as rows; what was learned and what ties weeks is not among them.
    pub fn constraints(&self) -> impl Iterator<Item = (Vec<(i64, Literal)>, i64)> {
        let facts = self.trail[..self.limits.first().copied().unwrap_or(self.trail.len())].iter().map(|&fact| (vec![(1, fact)], 1));
        let clauses = self.clauses.iter().flatten().filter(|clause| !clause.learned);
        let clauses = clauses.map(|clause| (clause.literals.iter().map(|&literal| (1, literal)).collect(), 1));
        facts.chain(clauses).chain(self.linear.plain().map(|(terms, bound)| (terms.to_vec(), bound)))
    }

    /// The literal's value by now: at the top level, what is known for good.
    pub fn value(&self, literal: Literal) -> Option<bool> {
        match self.values[literal.index()] {
            0 => None,
            v => Some(v > 0),
        }
    }

    /// Whether the literal holds in the last model.
    pub fn model(&self, literal: Literal) -> bool {
        self.model[literal.variable() as usize] == literal.is_positive()
    }

    /// The assumptions that cannot hold together, after [`Outcome::Unsatisfied`]; empty: there is no model at all.
    pub fn core(&self) -> &[Literal] {
        &self.core
    }
}
