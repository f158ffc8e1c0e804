//! Clocks that run on a route: until when something must be used.

use chrono::{Days, NaiveDate};

use crate::model::exact::{days_per_month, whole};
use crate::model::{AwardId, Catalogue, Credit, LearnerRecord, Rational, RecognitionId, Route, Way};

/// What runs out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClockKind {
    /// An agreement accepts what was earned within so many months.
    Window(RecognitionId),
    /// An agreement ends.
    Agreement(RecognitionId),
    /// A held award runs out. It counts to the end if it was valid at the start.
    Validity,
    /// A decision that the route relies on ends.
    Exception,
}

/// A clock on a route.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock {
    /// What runs out.
    pub kind: ClockKind,
    /// The award concerned: what is used, or what the agreement grants.
    pub award: AwardId,
    /// The credit that is granted, where the award that is granted states it.
    pub credit: Option<Credit>,
    /// The last day on which it counts.
    pub use_by: NaiveDate,
    /// When the route uses it; `None`: it counts to the end whatever the day.
    pub used_on: Option<NaiveDate>,
}

impl Clock {
    /// How many days are left when the route uses it.
    #[must_use]
    pub fn days_to_spare(&self) -> Option<i64> {
        self.used_on.map(|used| (self.use_by - used).num_days())
    }
}

/// The clocks of a route, the first to run out first.
#[must_use]
pub fn shelf_life(catalogue: &Catalogue, record: &LearnerRecord, route: &Route) -> Vec<Clock> {
    let Some(start) = record.preferences.start else { return Vec::new() };
    let day = |week: u32| start + Days::new(7 * u64::from(week));
    let mut clocks = Vec::new();
    for step in &route.steps {
        let Way::Recognition(id) = &step.way else { continue };
        let Some(recognition) = catalogue.recognitions.get(id) else { continue };
        let used_on = Some(day(step.start_week));
        let credit = catalogue.awards.get(&step.award).and_then(|award| award.credits.first().cloned());
        if let Some(until) = recognition.valid.and_then(|valid| valid.until) {
            let kind = ClockKind::Agreement(id.clone());
            clocks.push(Clock { kind, award: step.award.clone(), credit: credit.clone(), use_by: until, used_on });
        }
        let Some(months) = recognition.within_months else { continue };
        let mut named: Vec<&AwardId> = recognition.from.awards();
        named.sort();
        named.dedup();
        for award in named {
            let held = record.held.iter().find(|h| h.award == *award).map(|h| h.earned);
            let achieved = route.steps.iter().find(|s| s.award == *award && s.end_week <= step.start_week).map(|s| day(s.end_week));
            // What is too old already is not what the agreement rests on.
            if let Some(use_by) = achieved.or(held).and_then(|earned| after(earned, months)).filter(|use_by| Some(*use_by) >= used_on) {
                let kind = ClockKind::Window(id.clone());
                clocks.push(Clock { kind, award: award.clone(), credit: credit.clone(), use_by, used_on });
            }
        }
    }
    for held in &record.held {
        let validity = || after(held.earned, whole(catalogue.awards.get(&held.award)?.validity_months?));
        if let Some(use_by) = held.expires.or_else(validity).filter(|use_by| *use_by >= start && *use_by < route.finish)
            && names(catalogue, route, &held.award)
        {
            clocks.push(Clock { kind: ClockKind::Validity, award: held.award.clone(), credit: None, use_by, used_on: None });
        }
    }
    for exception in &route.exceptions {
        if let Some(use_by) = exception.until {
            clocks.push(Clock { kind: ClockKind::Exception, award: exception.award.clone(), credit: None, use_by, used_on: None });
        }
    }
    clocks.sort_by_key(|clock| clock.use_by);
    clocks
}

fn after(day: NaiveDate, months: Rational) -> Option<NaiveDate> {
    let days = (months * days_per_month()).floor().to_integer();
    day.checked_add_days(Days::new(u64::try_from(days).ok()?))
}

/// Whether a step of the route could rest on the award.
fn names(catalogue: &Catalogue, route: &Route, award: &AwardId) -> bool {
    route.steps.iter().any(|step| match &step.way {
        Way::Earn => catalogue.awards.get(&step.award).and_then(|a| a.requires.as_ref()).is_some_and(|e| e.awards().contains(&award)),
        Way::Recognition(id) => catalogue
            .recognitions
            .get(id)
            .is_some_and(|r| r.from.awards().contains(&award) || r.requires.as_ref().is_some_and(|e| e.awards().contains(&award))),
    })
}
