//! The least total weight of literals that hold, proven.
//!
//! Two methods take turns, and learn from each other's conflicts. One works from below: assume that nothing weighted
//! holds; each contradiction names a set of which something must, raises the lower bound, and puts a counter in its
//! place (core-guided search with soft cardinality constraints, "OLL"; heavier weights first). The other demands
//! better than the best that is known and asks the linear relaxation at every step what that rules out. Many problems
//! yield to one of them at once and resist the other; which, nobody knows beforehand.

use std::collections::BTreeMap;

use num_integer::Integer;

use super::{Budget, Linear, Literal, Outcome, Solver};

/// A literal and what it weighs when it holds.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// Its weight, above zero.
    pub weight: i64,
    /// The literal.
    pub literal: Literal,
}

/// What is known of the minimum before.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known {
    /// Only totals under it are wanted.
    pub below: Option<i64>,
    /// No model has less.
    pub least: i64,
}

/// What minimising found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minimum {
    /// The least total found, its model accepted by the caller; `None`: no model was found.
    pub value: Option<i64>,
    /// No model has less than this.
    pub bound: i64,
    /// Whether the search came to its end: `value` is the minimum, or there is no model at all.
    pub proven: bool,
}

/// Which method works.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Cores,
    Relaxation,
}

/// Work before the other method has its turn; half more each time.
const FIRST_SLICE: u64 = 100_000;
/// The relaxation works longer than the cores: it needs more to begin, and mostly decides the harder problems.
const RELAXATION: u64 = 4;

/// Work allowed for leaving one literal out of a core.
const SHRINK: u64 = 5_000;

/// A counter over the literals of a core: `outputs[k]` holds when more than `k + 1` of them do.
struct Counter {
    literals: Vec<Literal>,
    /// How many may hold at this output's price.
    reached: usize,
    weight: i64,
}

/// Minimises the total weight of `terms` under the constraints of `host`'s solver.
///
/// `accept` sees every better model with its total, and returns that total or a
/// smaller one that it knows how to reach; or nothing to refuse the model, and then must have added a constraint
/// that excludes it. Nothing stays in the solver but what holds anyway.
pub fn minimise<H>(
    host: &mut H,
    solver: fn(&mut H) -> &mut Solver,
    terms: &[Term],
    known: Known,
    budget: &mut Budget<'_>,
    accept: &mut dyn FnMut(&mut H, i64) -> Option<i64>,
) -> Minimum {
    let below = known.below;
    let all: i64 = terms.iter().map(|t| t.weight).sum();
    let inner = solver(host);
    // While this literal holds, only better totals are allowed.
    let better = inner.auxiliary(true);
    let mut limit: Vec<(i64, Literal)> = terms.iter().map(|t| (t.weight, !t.literal)).collect();
    limit.push((all + 1, !better));
    let limit = inner.adjustable(limit, 0);
    if let Some(most) = below {
        inner.tighten(limit, all - most + 1);
    }
    let divisor = terms.iter().fold(0, |d: i64, t| d.gcd(&t.weight)).max(1);
    let mut best: Option<i64> = None;
    let mut lower = Lower::new(terms);
    let mut turn = Turn::Cores;
    let mut slice = FIRST_SLICE;
    let minimum = loop {
        let inner = solver(host);
        if let Some(most) = best.or(below) {
            let least = lower.bound.max(known.least);
            if least >= most {
                break Minimum { value: best, bound: best.unwrap_or(least), proven: true };
            }
            lower.harden(inner, most, better);
        }
        let mut assumptions = vec![better];
        match turn {
            Turn::Cores => assumptions.extend(lower.assumptions()),
            Turn::Relaxation => {
                inner.relax(terms, divisor, better);
                if let Some(most) = best.or(below) {
                    inner.relax_below((most - 1).div_euclid(divisor));
                }
            }
        }
        inner.relaxing = turn == Turn::Relaxation;
        let allowed = if turn == Turn::Cores { slice } else { RELAXATION * slice }.min(budget.work);
        let mut part = Budget { work: allowed, stop: budget.stop };
        let outcome = inner.solve(&assumptions, &mut part);
        budget.work -= allowed - part.work;
        match outcome {
            Outcome::Stopped if budget.work > 0 && part.work == 0 => {
                turn = if turn == Turn::Cores { Turn::Relaxation } else { Turn::Cores };
                slice += slice / 2;
            }
            Outcome::Satisfied => {
                let total: i64 = terms.iter().filter(|t| inner.model(t.literal)).map(|t| t.weight).sum();
                if let Some(total) = accept(host, total) {
                    best = Some(total);
                    solver(host).tighten(limit, all - total + 1);
                    lower.finer();
                }
            }
            Outcome::Unsatisfied => {
                let core: Vec<Literal> = inner.core().iter().copied().filter(|l| *l != better).collect();
                let core = shrink(inner, core, better, budget);
                if core.is_empty() {
                    break Minimum { value: best, bound: best.or(below).unwrap_or(lower.bound), proven: true };
                }
                lower.relax(inner, &core, better);
            }
            Outcome::Stopped => {
                break Minimum { value: best, bound: known.least.max(lower.bound).max(inner.relaxed_bound(divisor)), proven: false };
            }
        }
    };
    let inner = solver(host);
    inner.forget_relaxation();
    inner.clause(&[!better]);
    minimum
}

/// Tries to make a core smaller with little work: each member left out is asked for once.
fn shrink(solver: &mut Solver, mut core: Vec<Literal>, better: Literal, budget: &mut Budget<'_>) -> Vec<Literal> {
    let mut at = 0;
    while core.len() > 1 && at < core.len() && core.len() <= 60 {
        let mut trial = vec![better];
        trial.extend(core.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, l)| *l));
        let mut small = Budget { work: SHRINK.min(budget.work), stop: budget.stop };
        match solver.solve(&trial, &mut small) {
            Outcome::Unsatisfied => {
                let found = solver.core();
                core.retain(|l| found.contains(l));
            }
            Outcome::Satisfied | Outcome::Stopped => at += 1,
        }
    }
    core
}

/// The lower side.
struct Lower {
    /// What each literal still costs when it holds.
    prices: BTreeMap<Literal, i64>,
    /// Counters by their newest output.
    counters: BTreeMap<Literal, Counter>,
    bound: i64,
    /// Only prices from here on are assumed away yet.
    floor: i64,
}

impl Lower {
    fn new(terms: &[Term]) -> Self {
        let mut prices = BTreeMap::new();
        for term in terms {
            *prices.entry(term.literal).or_insert(0) += term.weight;
        }
        let floor = prices.values().copied().max().unwrap_or(0);
        let mut lower = Self { prices, counters: BTreeMap::new(), bound: 0, floor };
        lower.floor = lower.next_floor(floor).unwrap_or(1);
        lower
    }

    /// About a third of the remaining prices more, so that heavy ones are settled first.
    fn next_floor(&self, below: i64) -> Option<i64> {
        let mut left: Vec<i64> = self.prices.values().copied().filter(|&p| p > 0 && p <= below).collect();
        left.sort_unstable_by(|a, b| b.cmp(a));
        left.get(left.len() / 3).copied()
    }

    fn assumptions(&self) -> Vec<Literal> {
        let mut chosen: Vec<(i64, Literal)> =
            self.prices.iter().filter(|p| *p.1 >= self.floor && *p.1 > 0).map(|(l, p)| (*p, !*l)).collect();
        chosen.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        chosen.into_iter().map(|c| c.1).collect()
    }

    fn finer(&mut self) {
        self.floor = self.next_floor(self.floor - 1).unwrap_or(1);
    }

    /// What alone would lift the total to `most` cannot hold in anything better.
    fn harden(&self, solver: &mut Solver, most: i64, better: Literal) {
        for (&literal, price) in &self.prices {
            if *price > 0 && self.bound + price >= most && solver.value(literal).is_none() {
                solver.clause(&[!literal, !better]);
            }
        }
    }

    /// Something of the core must hold: pays for the cheapest of it and counts from there on.
    fn relax(&mut self, solver: &mut Solver, core: &[Literal], better: Literal) {
        let literals: Vec<Literal> = core.iter().map(|&l| !l).collect();
        let Some(least) = literals.iter().filter_map(|l| self.prices.get(l)).copied().min() else { return };
        self.bound += least;
        for literal in &literals {
            if let Some(price) = self.prices.get_mut(literal) {
                *price -= least;
            }
            if let Some(counter) = self.counters.remove(literal) {
                self.count(solver, Counter { reached: counter.reached + 1, ..counter });
            }
        }
        if literals.len() > 1 {
            self.count(solver, Counter { literals, reached: 1, weight: least });
        } else {
            solver.clause(&[literals[0], !better]);
        }
    }

    /// A new output: it holds when more than `reached` of the counter's literals do.
    fn count(&mut self, solver: &mut Solver, counter: Counter) {
        let (n, reached) = (counter.literals.len(), counter.reached);
        if reached >= n {
            return;
        }
        let output = solver.auxiliary(false);
        let need = (n - reached) as i64;
        let mut terms: Vec<(i64, Literal)> = counter.literals.iter().map(|&l| (1, !l)).collect();
        terms.push((need, output));
        solver.linear(Linear { terms, bound: need });
        *self.prices.entry(output).or_insert(0) += counter.weight;
        self.counters.insert(output, counter);
    }
}
