//! What would stand in a step's place, and what choosing another award would cost.

use super::{Again, Delta, Outcome, Totals, WhatIf};
use crate::answer::AnswerError;
use crate::model::{AwardId, Pin, PinKind, Route};

/// A route that is chosen instead.
#[derive(Clone, Debug, PartialEq)]
pub struct Instead {
    /// The award that is left out or chosen.
    pub award: AwardId,
    /// The best by the route's own measure.
    pub outcome: Outcome,
    /// What that asks beyond the route; `None`: there is none.
    pub delta: Option<Delta>,
    /// Steps that come in.
    pub comes: Vec<AwardId>,
    /// Steps that go out.
    pub goes: Vec<AwardId>,
}

/// What would replace a step, and at which price.
///
/// # Errors
/// When the audit refuses a route.
pub fn replacing(again: &Again<'_>, route: &Route, award: &AwardId) -> Result<Instead, AnswerError> {
    let avoided = WhatIf { pin: vec![Pin { kind: PinKind::Avoid, award: award.clone() }], ..WhatIf::default() };
    instead(again, route, award, &avoided)
}

/// What choosing an award that is not in the route would cost more.
///
/// # Errors
/// When the audit refuses a route.
pub fn choosing(again: &Again<'_>, route: &Route, award: &AwardId) -> Result<Instead, AnswerError> {
    let taken = WhatIf { pin: vec![Pin { kind: PinKind::Take, award: award.clone() }], ..WhatIf::default() };
    instead(again, route, award, &taken)
}

fn instead(again: &Again<'_>, route: &Route, award: &AwardId, what_if: &WhatIf) -> Result<Instead, AnswerError> {
    let outcome = again.with_record(&what_if.apply(again.request.record), route.by)?;
    let beside = |one: &Route, other: &Route| -> Vec<AwardId> {
        one.steps.iter().filter(|step| !other.steps.iter().any(|s| s.award == step.award)).map(|step| step.award.clone()).collect()
    };
    let (comes, goes) = outcome.route().map_or_else(Default::default, |other| (beside(other, route), beside(route, other)));
    Ok(Instead { award: award.clone(), delta: outcome.beyond(&Totals::from(route)), outcome, comes, goes })
}
