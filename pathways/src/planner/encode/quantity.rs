//! What a route has a total of: scaled to integers, as terms to minimise, and limited.

use num_integer::Integer;

use super::Encoding;
use crate::model::exact::Rational;
use crate::planner::PlanError;
use crate::planner::solver::{Linear, Term};
use crate::planner::world::World;

/// A quantity that a route has a total of, as integers: value = units / `per`.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// By way.
    pub units: Vec<i64>,
    /// Units for one.
    pub per: i128,
}

impl Quantity {
    /// Scales exact values of the ways to integers.
    ///
    /// # Errors
    /// When the integers would be too large to add up.
    pub fn new(values: &[Rational], what: &str) -> Result<Self, PlanError> {
        let too_large = || PlanError::TooLarge(what.to_owned());
        let mut per: i128 = 1;
        for value in values {
            per = per.lcm(value.denom());
            if per > 1 << 60 {
                return Err(too_large());
            }
        }
        let limit = i64::MAX / 8 / (values.len().max(1) as i64);
        let units = values.iter().map(|v| i64::try_from((v * Rational::from_integer(per)).to_integer()).ok().filter(|u| *u <= limit));
        Ok(Self { units: units.collect::<Option<Vec<i64>>>().ok_or_else(too_large)?, per })
    }

    /// A total of units as an exact value.
    pub fn value(&self, units: i64) -> Rational {
        Rational::new(units.into(), self.per)
    }
}

impl Encoding<'_, '_> {
    /// The weighted literals of a quantity.
    pub fn terms(&self, quantity: &Quantity) -> Vec<Term> {
        (0..self.ways.len())
            .filter_map(|w| Some(Term { weight: quantity.units[w], literal: self.ways[w]? }))
            .filter(|t| t.weight > 0)
            .collect()
    }

    /// The quantity's total is at most `most` units.
    pub fn limit(&mut self, quantity: &Quantity, most: i64) {
        let terms = self.terms(quantity);
        let all: i64 = terms.iter().map(|t| t.weight).sum();
        self.solver.linear(Linear { terms: terms.iter().map(|t| (t.weight, !t.literal)).collect(), bound: all - most });
    }
}

/// One unit for each step that was not agreed.
pub fn count_changes(world: &World<'_>) -> Quantity {
    Quantity { units: (0..world.ways.len()).map(|way| i64::from(world.is_change(way))).collect(), per: 1 }
}

/// One unit for each earned award.
pub fn count_earned(world: &World<'_>) -> Quantity {
    Quantity { units: world.ways.iter().map(|w| if w.recognition.is_none() { 1 } else { 0 }).collect(), per: 1 }
}
