//! Plans as they are shown: computed by the planner, judged by the audit. A route that the audit refuses is never shown.

pub mod order;

use crate::audit::{Violation, audit};
use crate::model::{AwardId, Plan, Way};
use crate::planner::{PlanError, Request, Watch, plan, plan_keeping};

/// Why there is nothing to show.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// The record lacks what planning needs.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The planner and the audit disagree: a fault of the program, with what to report.
    #[error("the plan was refused by the independent audit and is not shown; please report this with the files concerned: {}", sentences(.0))]
    Refused(Vec<Violation>),
}

fn sentences(violations: &[Violation]) -> String {
    violations.iter().map(|v| v.to_string()).collect::<Vec<_>>().join("; ")
}

/// Computes a plan and judges it. A point of the front that another route of the plan turns out to dominate is left
/// out: a search that was stopped early may have found it before the better one.
///
/// # Errors
/// When the record lacks what planning needs, or when the audit finds a violation.
pub fn answer(request: &Request<'_>, watch: &dyn Watch) -> Result<Plan, AnswerError> {
    judged(request, plan(request, watch)?)
}

/// The same with as few steps as possible that are not among `agreed`.
///
/// # Errors
/// As [`answer`].
pub fn answer_keeping(request: &Request<'_>, agreed: &[(AwardId, Way)], watch: &dyn Watch) -> Result<Plan, AnswerError> {
    judged(request, plan_keeping(request, agreed, watch)?)
}

fn judged(request: &Request<'_>, mut plan: Plan) -> Result<Plan, AnswerError> {
    let (dominated, violations): (Vec<_>, Vec<_>) =
        audit(request.catalogue, request.record, request.strict, &plan).into_iter().partition(|violation| violation.rule == "dominated");
    if !violations.is_empty() {
        return Err(AnswerError::Refused(violations));
    }
    let mut at = 0..;
    plan.routes.retain(|_| at.next().is_none_or(|at| dominated.iter().all(|violation| violation.route != Some(at))));
    Ok(plan)
}
