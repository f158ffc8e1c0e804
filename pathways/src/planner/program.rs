//! The problem as an integer program, for other solvers: to measure against, never to plan with.

use serde::Serialize;

use super::encode::Encoding;
use super::reach::reach;
use super::search::{Measure, Quantities};
use super::solver::Literal;
use super::world::World;
use super::{PlanError, Request};
use crate::model::Objective;

/// A minimisation over variables 1..=`variables`, each 0 or 1. A literal is a variable, or its negation with a minus.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Program {
    /// How many variables there are.
    pub variables: usize,
    /// Weights and literals whose total is to be least.
    pub objective: Vec<(i64, i64)>,
    /// What one is worth in the objective's own unit: value = total / `per`.
    pub per: i128,
    /// Rows: the weights of the literals that hold reach the bound.
    pub rows: Vec<(Vec<(i64, i64)>, i64)>,
    /// Where a literal holds, the first award rests on the second: no circle may close.
    pub rests: Vec<(i64, usize, usize)>,
}

/// The program of a request by an objective that is a sum; `None`: it is none (finish, front), or the target cannot be reached at all.
///
/// # Errors
/// When the record lacks what planning needs.
pub fn program(request: &Request<'_>, objective: Objective) -> Result<Option<Program>, PlanError> {
    let measure = match objective {
        Objective::Cost => Measure::Cost,
        Objective::Hours => Measure::Hours,
        Objective::Steps => Measure::Steps,
        Objective::Finish | Objective::Front => return Ok(None),
    };
    let world = World::new(request)?;
    let quantities = Quantities::new(&world)?;
    let candidates: Vec<bool> = world.ways.iter().map(|way| way.obstacles.is_empty()).collect();
    let reached = reach(&world, &candidates);
    let Some(quantity) = quantities.of(measure).filter(|_| reached.achievable(&world, 0)) else { return Ok(None) };
    let encoding = Encoding::new(&world, &reached, None);
    let signed = |literal: Literal| {
        let number = i64::from(literal.variable()) + 1;
        if literal.is_positive() { number } else { -number }
    };
    let weighted = |terms: &[(i64, Literal)]| terms.iter().map(|&(weight, literal)| (weight, signed(literal))).collect();
    Ok(Some(Program {
        variables: encoding.solver.variables(),
        objective: encoding.terms(quantity).into_iter().map(|term| (term.weight, signed(term.literal))).collect(),
        per: quantity.per,
        rows: encoding.solver.constraints().map(|(terms, bound)| (weighted(&terms), bound)).collect(),
        rests: encoding.rests().map(|(literal, later, earlier)| (signed(literal), later, earlier)).collect(),
    }))
}
