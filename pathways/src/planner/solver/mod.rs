//! A small exact solver: conflict-driven search over clauses and linear constraints, with whole-number
//! variables for weeks. It knows nothing of awards; `encode` gives the problem its meaning.
//!
//! Every inference carries its reason, so a conflict is learned from once and never met again. All weights are
//! integers. A run is deterministic: nothing depends on time, addresses or hashing order.

mod analysis;
mod foundation;
mod linear;
mod literal;
mod minimise;
mod order;
mod relaxation;
mod simplex;
mod weeks;

pub use foundation::{Atom, Body, Foundation};
pub use linear::Linear;
pub use literal::{Literal, Variable};
pub use minimise::{Minimum, Term, minimise};
pub use weeks::{WeekVariable, Work};

use order::Order;
use relaxation::Relaxation;
use weeks::Weeks;

/// Why a literal holds.
#[derive(Clone, Copy, Debug)]
enum Reason {
    /// Decided, assumed, or a fact.
    None,
    /// The other literals of this clause are false.
    Clause(u32),
    /// This linear constraint has no room left.
    Linear(u32),
    /// The explanation that starts here in the explanation stack; it ends where the next begins.
    Explained { start: u32, length: u32 },
}

/// What is violated.
enum Conflict {
    Clause(u32),
    Linear(u32),
    /// These literals cannot all be false.
    Explained(Vec<Literal>),
}

struct Clause {
    literals: Vec<Literal>,
    learned: bool,
    activity: f64,
    /// How many decision levels it joins: the fewer, the more useful.
    levels: u32,
}

#[derive(Clone, Copy)]
struct Watch {
    clause: u32,
    /// Another literal of the clause: when it holds, the clause need not be looked at.
    other: Literal,
}

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

    /// Adds a clause: at least one of the literals holds. Only between searches.
    pub fn clause(&mut self, literals: &[Literal]) {
        self.backtrack(0);
        if !self.consistent {
            return;
        }
        let mut kept: Vec<Literal> = Vec::with_capacity(literals.len());
        for &literal in literals {
            match self.value(literal) {
                Some(true) => return,
                Some(false) => {}
                None if kept.contains(&!literal) => return,
                None if kept.contains(&literal) => {}
                None => kept.push(literal),
            }
        }
        match kept[..] {
            [] => self.consistent = false,
            [only] => {
                self.enqueue(only, Reason::None);
                self.settle();
            }
            _ => {
                if self.relaxation.is_some() {
                    let terms: Vec<(i64, Literal)> = kept.iter().map(|l| (1, *l)).collect();
                    self.relax_row(&terms, 1);
                }
                self.attach(Clause { literals: kept, learned: false, activity: 0.0, levels: 0 });
            }
        }
    }

    /// Propagates facts at the top level.
    fn settle(&mut self) {
        if self.propagate().is_some() {
            self.consistent = false;
        }
    }

    fn attach(&mut self, clause: Clause) -> u32 {
        let (first, second) = (clause.literals[0], clause.literals[1]);
        let learned = clause.learned;
        let id = match self.free_clauses.pop() {
            Some(id) => {
                self.clauses[id as usize] = Some(clause);
                id
            }
            None => {
                self.clauses.push(Some(clause));
                (self.clauses.len() - 1) as u32
            }
        };
        self.watches[(!first).index()].push(Watch { clause: id, other: second });
        self.watches[(!second).index()].push(Watch { clause: id, other: first });
        if learned {
            self.learned.push(id);
        }
        id
    }

    fn level(&self) -> u32 {
        self.limits.len() as u32
    }

    fn enqueue(&mut self, literal: Literal, reason: Reason) {
        let variable = literal.variable() as usize;
        self.values[literal.index()] = 1;
        self.values[(!literal).index()] = -1;
        self.levels[variable] = self.level();
        self.reasons[variable] = reason;
        self.places[variable] = self.trail.len() as u32;
        self.trail.push(literal);
    }

    /// Records why `literal` follows (the `others` are false) and sets it.
    fn explain(&mut self, literal: Literal, others: &[Literal]) {
        debug_assert!(others.iter().all(|&l| self.value(l) == Some(false)), "an explanation is made of false literals");
        let start = self.explanations.len() as u32;
        self.explanations.extend_from_slice(others);
        self.enqueue(literal, Reason::Explained { start, length: others.len() as u32 });
    }

    fn backtrack(&mut self, level: u32) {
        if self.level() <= level {
            return;
        }
        let keep = self.limits[level as usize];
        for place in (keep..self.trail.len()).rev() {
            let literal = self.trail[place];
            let variable = literal.variable();
            if place < self.head {
                self.linear.forget(literal);
                self.weeks.forget(literal);
            }
            self.values[literal.index()] = 0;
            self.values[(!literal).index()] = 0;
            self.phases[variable as usize] = literal.is_positive();
            if let Reason::Explained { start, .. } = self.reasons[variable as usize] {
                self.explanations.truncate(start as usize);
            }
            if self.decidable[variable as usize] {
                self.order.insert(variable);
            }
        }
        self.trail.truncate(keep);
        self.limits.truncate(level as usize);
        self.head = self.head.min(keep);
        self.weeks.rewind();
    }

    fn propagate(&mut self) -> Option<Conflict> {
        loop {
            while self.head < self.trail.len() {
                let literal = self.trail[self.head];
                self.head += 1;
                // The sums must follow every literal that has been passed, also when a conflict ends the pass early.
                let tight = self.linear.note(literal);
                self.weeks.note(literal);
                self.foundation.note(literal);
                if let Some(conflict) = self.propagate_clauses(literal) {
                    return Some(conflict);
                }
                if tight && let Some(conflict) = self.propagate_linear(literal) {
                    return Some(conflict);
                }
            }
            match self.propagate_weeks() {
                Ok(true) => continue,
                Ok(false) => {}
                Err(conflict) => return Some(conflict),
            }
            match self.propagate_foundation() {
                Ok(true) => continue,
                Ok(false) => {}
                Err(conflict) => return Some(conflict),
            }
            match self.propagate_relaxation() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(conflict) => return Some(conflict),
            }
        }
    }

    fn propagate_clauses(&mut self, literal: Literal) -> Option<Conflict> {
        let mut list = std::mem::take(&mut self.watches[literal.index()]);
        self.work += 1 + (list.len() + self.linear.touched(literal)) as u64 / 4;
        let falsified = !literal;
        let mut kept = 0;
        let mut conflict = None;
        let mut at = 0;
        while at < list.len() {
            let watch = list[at];
            at += 1;
            if self.values[watch.other.index()] > 0 {
                list[kept] = watch;
                kept += 1;
                continue;
            }
            let Some(clause) = self.clauses[watch.clause as usize].as_mut() else { continue };
            if clause.literals[0] == falsified {
                clause.literals.swap(0, 1);
            }
            let first = clause.literals[0];
            if self.values[first.index()] > 0 {
                list[kept] = Watch { clause: watch.clause, other: first };
                kept += 1;
                continue;
            }
            let values = &self.values;
            if let Some(next) = (2..clause.literals.len()).find(|&k| values[clause.literals[k].index()] >= 0) {
                clause.literals.swap(1, next);
                let watched = clause.literals[1];
                self.watches[(!watched).index()].push(Watch { clause: watch.clause, other: first });
                continue;
            }
            list[kept] = Watch { clause: watch.clause, other: first };
            kept += 1;
            if self.values[first.index()] < 0 {
                conflict = Some(Conflict::Clause(watch.clause));
                break;
            }
            self.enqueue(first, Reason::Clause(watch.clause));
        }
        while at < list.len() {
            list[kept] = list[at];
            kept += 1;
            at += 1;
        }
        list.truncate(kept);
        // A clause never watches the negation of a literal that it is leaving, so nothing was pushed here meanwhile.
        self.watches[literal.index()] = list;
        conflict
    }

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

    /// Forgets the less useful half of what was learned, once there is much of it. Only at the top level.
    fn forget_clauses(&mut self) {
        if self.learned.len() < 4000 + self.clauses.len() / 4 {
            return;
        }
        let reasons: std::collections::HashSet<u32> = self
            .trail
            .iter()
            .filter_map(|l| match self.reasons[l.variable() as usize] {
                Reason::Clause(id) => Some(id),
                _ => None,
            })
            .collect();
        let mut ranked: Vec<(u32, f64, u32)> = std::mem::take(&mut self.learned)
            .into_iter()
            .filter_map(|id| self.clauses[id as usize].as_ref().map(|c| (c.levels, c.activity, id)))
            .collect();
        ranked.sort_by(|a, b| a.0.min(6).cmp(&b.0.min(6)).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        let keep = ranked.len() / 2;
        for (rank, (levels, _, id)) in ranked.into_iter().enumerate() {
            if rank < keep || levels <= 2 || reasons.contains(&id) {
                self.learned.push(id);
            } else {
                self.clauses[id as usize] = None;
                self.free_clauses.push(id);
            }
        }
        self.rewatch();
    }

    /// Builds all watch lists anew: freed clause numbers must not be met in old lists.
    fn rewatch(&mut self) {
        for list in &mut self.watches {
            list.clear();
        }
        for (id, clause) in self.clauses.iter().enumerate() {
            if let Some(clause) = clause {
                let (first, second) = (clause.literals[0], clause.literals[1]);
                self.watches[(!first).index()].push(Watch { clause: id as u32, other: second });
                self.watches[(!second).index()].push(Watch { clause: id as u32, other: first });
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
