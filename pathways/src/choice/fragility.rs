//! What can go wrong on a route, and what that would cost: solved again without it.

use chrono::{Datelike, Days, NaiveDate};

use super::cone::without;
use super::{Again, Delta, Outcome, Totals};
use crate::answer::AnswerError;
use crate::model::{AwardId, Catalogue, LearnerRecord, Objective, RecognitionId, Route, Way};

/// Something that goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Failure {
    /// The course is failed for good.
    Failed(AwardId),
    /// The agreement is not applied.
    Refused(RecognitionId),
    /// The run that starts in the week before this day, or on it, does not take place.
    Cancelled(AwardId, NaiveDate),
}

/// A failure and what it leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Risk {
    /// What goes wrong.
    pub failure: Failure,
    /// The award that is then not achieved in this way.
    pub award: AwardId,
    /// The best that remains, by the route's own measure.
    pub outcome: Outcome,
    /// What that asks beyond the route; `None`: nothing remains.
    pub delta: Option<Delta>,
}

/// For each step of a route: what happens if it fails, is refused or does not run. The worst comes first: what closes the
/// target, then what delays most, then what costs most.
///
/// # Errors
/// When the audit refuses a route.
pub fn fragility(again: &Again<'_>, route: &Route) -> Result<Vec<Risk>, AnswerError> {
    let cone = again.cone();
    let failures = failures(&cone, route, again.request.record);
    let totals = Totals::from(route);
    let mut risks = Vec::new();
    for (at, (failure, award)) in failures.iter().enumerate() {
        let outcome = after(again, &cone, failure, route.by)?;
        risks.push(Risk { failure: failure.clone(), award: award.clone(), delta: outcome.beyond(&totals), outcome });
        again.done(at + 1, failures.len());
    }
    let weight = |risk: &Risk| (matches!(risk.outcome, Outcome::Closed(_)), risk.delta.map(|d| (d.weeks, d.cost)));
    risks.sort_by_key(|risk| std::cmp::Reverse(weight(risk)));
    Ok(risks)
}

/// The route that minds a failure least.
#[derive(Clone, Debug, PartialEq)]
pub struct Steadiest {
    /// Its place among the routes.
    pub route: usize,
    /// The failure that hurts it most.
    pub worst: Option<Failure>,
    /// The finish, in weeks, after that failure; `None`: the target would be closed.
    pub worst_finish: Option<u32>,
}

/// Of some routes the one whose worst failure leaves the earliest finish. `None`: not every failure could be tried.
///
/// # Errors
/// When the audit refuses a route.
pub fn steadiest(again: &Again<'_>, routes: &[Route]) -> Result<Option<Steadiest>, AnswerError> {
    let cone = again.cone();
    let of: Vec<Vec<Failure>> =
        routes.iter().map(|route| failures(&cone, route, again.request.record).into_iter().map(|f| f.0).collect()).collect();
    let mut all: Vec<&Failure> = of.iter().flatten().collect();
    all.sort();
    all.dedup();
    let mut finishes: Vec<(&Failure, Option<u32>)> = Vec::new();
    for (at, failure) in all.iter().enumerate() {
        match after(again, &cone, failure, Objective::Finish)? {
            Outcome::Unsettled => return Ok(None),
            outcome => finishes.push((failure, outcome.route().map(|route| route.finish_week))),
        }
        again.done(at + 1, all.len());
    }
    let weight = |finish: Option<u32>| (finish.is_none(), finish);
    let worst =
        |failures: &[Failure]| finishes.iter().filter(|(failure, _)| failures.contains(failure)).max_by_key(|(_, finish)| weight(*finish));
    let judged = (0..routes.len()).map(|route| {
        let worst = worst(&of[route]);
        Steadiest { route, worst: worst.map(|w| w.0.clone()), worst_finish: worst.map_or(Some(routes[route].finish_week), |w| w.1) }
    });
    Ok(judged.min_by_key(|steady| (weight(steady.worst_finish), routes[steady.route].cost)))
}

/// What can go wrong with each step but the target, in the route's order.
fn failures(cone: &Catalogue, route: &Route, record: &LearnerRecord) -> Vec<(Failure, AwardId)> {
    let mut out = Vec::new();
    let Some(start) = record.preferences.start else { return out };
    for step in &route.steps {
        let award = cone.awards.get(&step.award);
        match &step.way {
            Way::Recognition(id) => out.push((Failure::Refused(id.clone()), step.award.clone())),
            Way::Earn if award.is_some_and(|a| a.requires.is_some() && a.hours().is_some_and(|h| *h.numer() == 0)) => {}
            Way::Earn => {
                out.push((Failure::Failed(step.award.clone()), step.award.clone()));
                if award.is_some_and(|a| a.is_scheduled() && a.delivery.as_ref().is_some_and(|d| d.starts.is_some())) {
                    let day = start + Days::new(7 * u64::from(step.start_week));
                    out.push((Failure::Cancelled(step.award.clone(), day), step.award.clone()));
                }
            }
        }
    }
    out
}

/// The best after a failure.
fn after(again: &Again<'_>, cone: &Catalogue, failure: &Failure, by: Objective) -> Result<Outcome, AnswerError> {
    let record = again.request.record;
    match failure {
        Failure::Failed(award) => {
            let mut record = record.clone();
            record.preferences.exclude_awards.push(award.clone());
            again.ask(cone, &record, by)
        }
        Failure::Refused(id) => again.ask(&without(cone, |r| r.id == *id), record, by),
        Failure::Cancelled(award, day) => {
            let mut changed = cone.clone();
            if let Some(delivery) = changed.awards.get_mut(award).and_then(|a| a.delivery.as_mut())
                && let Some(starts) = &mut delivery.starts
            {
                *starts = without_run(starts, std::mem::take(&mut delivery.repeats_yearly), *day);
            }
            again.ask(&changed, record, by)
        }
    }
}

/// Years in which a run that comes back every year is looked for.
const YEARS: i32 = 15;

/// The starts without those of the week that ends with `day`; those that come back every year are listed one by one.
fn without_run(starts: &[NaiveDate], yearly: bool, day: NaiveDate) -> Vec<NaiveDate> {
    let years = |start: NaiveDate| if yearly { start.year()..=day.year().max(start.year()) + YEARS } else { start.year()..=start.year() };
    let in_year = |start: NaiveDate, year| start.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 2, 28));
    let mut out: Vec<NaiveDate> = starts.iter().flat_map(|&start| years(start).filter_map(move |year| in_year(start, year))).collect();
    out.retain(|run| !(*run <= day && *run + Days::new(7) > day));
    out.sort();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(texts: &[&str]) -> Vec<NaiveDate> {
        texts.iter().map(|text| text.parse().expect("a date")).collect()
    }

    #[test]
    fn a_cancelled_run_leaves_the_others() {
        let starts = days(&["2027-01-13", "2027-08-25"]);
        assert_eq!(without_run(&starts, false, days(&["2027-01-18"])[0]), days(&["2027-08-25"]));
        let yearly = without_run(&starts, true, days(&["2028-01-17"])[0]);
        assert_eq!(yearly[..4], days(&["2027-01-13", "2027-08-25", "2028-08-25", "2029-01-13"])[..]);
    }
}
