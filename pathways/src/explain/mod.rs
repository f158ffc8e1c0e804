//! Explanations: why a step, why not another, what the record opens. Facts of a plan in, plain sentences out.

pub mod unlocks;
pub mod why;
