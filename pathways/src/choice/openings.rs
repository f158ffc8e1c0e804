//! What would open a closed target: the smallest set of causes removed together, and single changes of the record.

use std::collections::BTreeSet;

use super::{Again, Limit, Outcome, WhatIf};
use crate::answer::AnswerError;
use crate::model::{
    AwardId, Blocker, Catalogue, Cause, GateId, GateState, LearnerRecord, Objective, OrganizationId, Rational, Requirement, Route, exact,
};

/// A change that opens the target.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    /// The change, ready to be applied to the record.
    pub what_if: WhatIf,
    /// The cheapest route that it opens; where a deadline or the hours are changed, the soonest.
    pub route: Route,
}

/// Study hours a week beyond which nobody is asked to go.
const MOST_HOURS: i128 = 60;

/// Changes of the record that open a closed target, the cheapest route first; what depends on others (an agreement, a course
/// that is no longer offered) is no change of the record and stays with the blockers.
///
/// # Errors
/// When the audit refuses a route.
pub fn openings(again: &Again<'_>, blockers: &[Blocker]) -> Result<Vec<Opening>, AnswerError> {
    let record = again.request.record;
    let cone = again.cone();
    let mut candidates: Vec<WhatIf> = Vec::new();
    let together: Option<Vec<WhatIf>> = blockers.iter().map(|blocker| removing(record, blocker)).collect();
    candidates.extend(together.filter(|changes| changes.len() > 1).map(|changes| changes.into_iter().fold(WhatIf::default(), WhatIf::and)));
    candidates.extend(single(again, &cone));
    let mut openings: Vec<Opening> = Vec::new();
    let all = candidates.len() + 1;
    for (at, candidate) in candidates.into_iter().enumerate() {
        if let Some(opening) = opened(again, &cone, candidate)?
            && !openings.iter().any(|known| known.what_if == opening.what_if)
        {
            openings.push(opening);
        }
        again.done(at + 1, all);
    }
    let short_of_time = record.preferences.deadline.is_some() || blockers.iter().any(|b| b.cause == Cause::WeeklyHours);
    if short_of_time {
        openings.extend(more_hours(again, &cone)?);
    }
    again.done(all, all);
    openings.sort_by_key(|opening| (opening.route.cost, opening.route.finish_week));
    Ok(openings)
}

/// The change of the record that removes a cause; `None`: it is not the learner's to change, or asks for a search.
fn removing(record: &LearnerRecord, blocker: &Blocker) -> Option<WhatIf> {
    let id = blocker.id.as_str();
    match blocker.cause {
        Cause::UnmetGate => Some(met(id.into())),
        Cause::Budget => Some(WhatIf { budget: Limit::Lifted, ..WhatIf::default() }),
        Cause::Deadline => Some(WhatIf { deadline: Limit::Lifted, ..WhatIf::default() }),
        Cause::Exclusion => {
            let award = AwardId::from(id);
            let pinned = record.pins.iter().any(|pin| pin.award == award);
            let excluded = record.preferences.exclude_awards.contains(&award);
            let organization = OrganizationId::from(id);
            if pinned || excluded {
                let release = if pinned { vec![award.clone()] } else { Vec::new() };
                Some(WhatIf { allow_awards: if excluded { vec![award] } else { Vec::new() }, release, ..WhatIf::default() })
            } else if record.preferences.exclude_organizations.contains(&organization) {
                Some(WhatIf { allow_organizations: vec![organization], ..WhatIf::default() })
            } else {
                None
            }
        }
        _ => None,
    }
}

fn met(gate: GateId) -> WhatIf {
    WhatIf { gates: [(gate, GateState::Met)].into(), ..WhatIf::default() }
}

/// Every single change of the record that could matter.
fn single(again: &Again<'_>, cone: &Catalogue) -> Vec<WhatIf> {
    let record = again.request.record;
    let preferences = &record.preferences;
    let own = cone.awards.values().filter_map(|award| award.requires.as_ref());
    let agreed = cone.recognitions.values().flat_map(|r| std::iter::once(&r.from).chain(&r.requires));
    let gates: BTreeSet<&GateId> = own.chain(agreed).flat_map(Requirement::gates).map(|gate| &gate.gate).collect();
    let shut = |gate: &&&GateId| match record.gate(gate) {
        GateState::Unmet => true,
        GateState::Unknown => again.request.strict,
        GateState::Met => false,
    };
    let mut out: Vec<WhatIf> = gates.iter().filter(shut).map(|gate| met((*gate).clone())).collect();
    out.extend(
        preferences
            .exclude_awards
            .iter()
            .filter(|id| cone.awards.contains_key(*id))
            .map(|id| WhatIf { allow_awards: vec![id.clone()], ..WhatIf::default() }),
    );
    out.extend(preferences.exclude_organizations.iter().map(|id| WhatIf { allow_organizations: vec![id.clone()], ..WhatIf::default() }));
    out.extend(record.pins.iter().map(|pin| WhatIf { release: vec![pin.award.clone()], ..WhatIf::default() }));
    out.extend(preferences.budget.map(|_| WhatIf { budget: Limit::Lifted, ..WhatIf::default() }));
    out.extend(preferences.deadline.map(|_| WhatIf { deadline: Limit::Lifted, ..WhatIf::default() }));
    out
}

/// The change with limits no wider than needed, if it opens the target.
fn opened(again: &Again<'_>, cone: &Catalogue, mut change: WhatIf) -> Result<Option<Opening>, AnswerError> {
    let by = if change.deadline == Limit::Lifted { Objective::Finish } else { Objective::Cost };
    let Outcome::Route(route) = again.ask(cone, &change.apply(again.request.record), by)? else { return Ok(None) };
    if change.budget == Limit::Lifted {
        change.budget = Limit::Set(exact::whole(exact::ceil(route.cost)));
    }
    if change.deadline == Limit::Lifted {
        change.deadline = Limit::Set(route.finish);
    }
    Ok(Some(Opening { what_if: change, route: *route }))
}

/// The fewest whole hours a week that open the target.
fn more_hours(again: &Again<'_>, cone: &Catalogue) -> Result<Option<Opening>, AnswerError> {
    let Some(now) = again.request.record.preferences.hours_per_week else { return Ok(None) };
    let try_out = |hours: i128| -> Result<Option<Opening>, AnswerError> {
        let what_if = WhatIf { hours_per_week: Some(Rational::from_integer(hours)), ..WhatIf::default() };
        let outcome = again.ask(cone, &what_if.apply(again.request.record), Objective::Cost)?;
        Ok(outcome.route().map(|route| Opening { what_if, route: route.clone() }))
    };
    let mut too_few = exact::ceil(now + Rational::new(1, 1_000_000)) - 1;
    let mut enough = MOST_HOURS;
    if too_few >= enough {
        return Ok(None);
    }
    let Some(mut best) = try_out(enough)? else { return Ok(None) };
    while enough - too_few > 1 && !again.is_over() {
        let middle = i128::midpoint(too_few, enough);
        match try_out(middle)? {
            Some(opening) => (enough, best) = (middle, opening),
            None => too_few = middle,
        }
    }
    Ok(Some(best))
}
