//! HiGHS on the integer program of a question, in the same run as the planner. Only with the feature `highs`.

use std::num::NonZeroU32;
use std::time::Instant;

use highs::{HighsModelStatus, RowProblem, Sense};
use pathways::planner::Program;

/// What HiGHS says to a program.
pub struct Solved {
    /// The optimum it has proven, in the program's own numbers; `None`: not within the limit.
    pub proven: Option<i64>,
    /// On the clock, building the model included.
    pub milliseconds: f64,
}

/// Solves it on one thread, to no gap.
pub fn solve(program: &Program, seconds: u64) -> Solved {
    let began = Instant::now();
    let mut model = stated(program).optimise(Sense::Minimise);
    model.make_quiet();
    model.set_threads(NonZeroU32::MIN);
    model.set_option("time_limit", seconds as f64);
    model.set_option("mip_rel_gap", 0.0);
    model.set_option("mip_abs_gap", 0.0);
    let solved = model.solve();
    let constant: i64 = program.objective.iter().filter(|(_, literal)| *literal < 0).map(|(weight, _)| weight).sum();
    let proven = (solved.status() == HighsModelStatus::Optimal).then(|| solved.objective_value().round() as i64 + constant);
    Solved { proven, milliseconds: began.elapsed().as_secs_f64() * 1000.0 }
}

/// A literal that is negative counts as one less its variable. What rests on another comes later in an order, so that no circle closes.
fn stated(program: &Program) -> RowProblem {
    let mut problem = RowProblem::default();
    let mut costs = vec![0.0; program.variables];
    for &(weight, literal) in &program.objective {
        costs[literal.unsigned_abs() as usize - 1] += (weight * literal.signum()) as f64;
    }
    let columns: Vec<_> = costs.into_iter().map(|cost| problem.add_integer_column(cost, 0..=1)).collect();
    let column = |literal: i64| columns[literal.unsigned_abs() as usize - 1];
    for (terms, bound) in &program.rows {
        let moved: i64 = terms.iter().filter(|(_, literal)| *literal < 0).map(|(weight, _)| weight).sum();
        problem.add_row(
            (bound - moved) as f64..,
            terms.iter().map(|&(weight, literal)| (column(literal), (weight * literal.signum()) as f64)),
        );
    }
    let awards = program.rests.iter().map(|&(_, later, earlier)| later.max(earlier) + 1).max().unwrap_or(0);
    let order: Vec<_> = (0..awards).map(|_| problem.add_column(0.0, 0..=awards as u32)).collect();
    let most = awards as f64 + 1.0;
    for &(literal, later, earlier) in &program.rests {
        let least = if literal > 0 { 1.0 - most } else { 1.0 };
        let steps = [(order[later], 1.0), (order[earlier], -1.0), (column(literal), -most * literal.signum() as f64)];
        problem.add_row(least.., steps);
    }
    problem
}
