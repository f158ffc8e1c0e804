//! Explanations: why a step, why not another, what the record opens, what an agreement is worth, how the weeks fill. Facts of a plan
//! in, plain sentences out.

pub mod calendar;
pub mod choices;
pub mod exception;
pub mod transfer;
pub mod unlocks;
pub mod why;
