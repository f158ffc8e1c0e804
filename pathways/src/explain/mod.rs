//! Explanations: why a step, why not another, what the record opens, what an agreement is worth. Facts of a plan in, plain sentences out.

pub mod transfer;
pub mod unlocks;
pub mod why;
