//! Choosing among routes: what a change of the record would do, and how routes differ.

mod delta;
mod what_if;

pub use delta::{Delta, Totals};
pub use what_if::{Limit, WhatIf};
