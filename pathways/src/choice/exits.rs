//! The exit ladder: what is in a person's hands if they stop after a step.

use chrono::{Days, NaiveDate};
use num_traits::Zero;

use super::Again;
use crate::answer::AnswerError;
use crate::model::{AwardId, HeldAward, LearnerRecord, Objective, Requirement, Route, Step};

/// A step after which a person could stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exit {
    /// The step.
    pub after: AwardId,
    /// The week by which it is achieved.
    pub week: u32,
    /// The first day of that week.
    pub day: NaiveDate,
    /// Qualifications that the step itself brings.
    pub gained: Vec<AwardId>,
    /// Qualifications that can be claimed from then on without further study or money, though the route does not need them.
    pub claimable: Vec<AwardId>,
}

/// Qualifications beside the route that are looked at.
const MOST_BESIDE: usize = 60;

/// The steps of a route in the order of their achievement, with the qualifications that each brings within reach.
///
/// # Errors
/// When the audit refuses a route.
pub fn exits(again: &Again<'_>, route: &Route) -> Result<Vec<Exit>, AnswerError> {
    let (catalogue, record) = (again.request.catalogue, again.request.record);
    let Some(start) = record.preferences.start else { return Ok(Vec::new()) };
    let mut steps: Vec<&Step> = route.steps.iter().collect();
    steps.sort_by_key(|step| step.end_week);
    let qualifies = |id: &AwardId| catalogue.awards.get(id).is_some_and(|award| award.kind.is_qualification());
    let mut exits: Vec<Exit> = steps
        .iter()
        .map(|step| Exit {
            after: step.award.clone(),
            week: step.end_week,
            day: start + Days::new(7 * u64::from(step.end_week)),
            gained: Some(&step.award).filter(|id| qualifies(id)).into_iter().cloned().collect(),
            claimable: Vec::new(),
        })
        .collect();
    let beside = beside(again, route);
    for (at, award) in beside.iter().enumerate() {
        if again.is_over() {
            break;
        }
        let free = |count: usize| is_free(again, award, &after(record, start, &steps[..count]));
        if steps.is_empty() || !free(steps.len())? || free(0)? {
            continue;
        }
        // It stays claimable once it is.
        let (mut not_yet, mut then) = (0, steps.len());
        while then - not_yet > 1 {
            let middle = usize::midpoint(not_yet, then);
            if free(middle)? { then = middle } else { not_yet = middle }
        }
        exits[then - 1].claimable.push((*award).clone());
        again.done(at + 1, beside.len());
    }
    Ok(exits)
}

/// Qualifications that name a step of the route and are none themselves.
fn beside<'a>(again: &Again<'a>, route: &Route) -> Vec<&'a AwardId> {
    let (catalogue, record) = (again.request.catalogue, again.request.record);
    let in_route = |id: &AwardId| route.steps.iter().any(|step| step.award == *id);
    let rests_on_route = |requires: &Requirement| requires.awards().into_iter().any(in_route);
    catalogue
        .awards
        .values()
        .filter(|award| award.kind.is_qualification() && award.can_be_earned() && award.requires.as_ref().is_some_and(rests_on_route))
        .map(|award| &award.id)
        .filter(|id| !in_route(id) && !record.held.iter().any(|held| held.award == **id))
        .take(MOST_BESIDE)
        .collect()
}

/// The record after some steps, without wishes and limits.
fn after(record: &LearnerRecord, start: NaiveDate, steps: &[&Step]) -> LearnerRecord {
    let day = |week: u32| start + Days::new(7 * u64::from(week));
    let mut then = record.clone();
    then.pins.clear();
    then.preferences.budget = None;
    then.preferences.deadline = None;
    then.preferences.start = steps.last().map(|step| day(step.end_week)).or(record.preferences.start);
    then.held.retain(|held| !steps.iter().any(|step| step.award == held.award));
    then.held.extend(steps.iter().map(|step| HeldAward {
        award: step.award.clone(),
        earned: day(step.end_week),
        grade: None,
        expires: None,
        extensions: Vec::new(),
    }));
    then
}

fn is_free(again: &Again<'_>, award: &AwardId, record: &LearnerRecord) -> Result<bool, AnswerError> {
    let outcome = again.toward(award, record, Objective::Cost)?;
    Ok(outcome.route().is_some_and(|route| route.cost.is_zero() && route.hours.is_zero()))
}
