//! The weeks of a route: how much study falls into each, and which the learner keeps free.

use num_traits::ToPrimitive;

use crate::model::exact::{ceil, whole};
use crate::model::{LearnerRecord, Route, Step};

/// One week of a route.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Week {
    /// Study in it, in minutes.
    pub minutes: u64,
    /// Whether a break of the learner touches it: no step runs.
    pub broken: bool,
}

/// The weeks from the start of the plan to the finish of the route. A step's hours are spread over the weeks in which it
/// runs, rounded up to whole minutes (contract 3); a step that takes no weeks is no load.
#[must_use]
pub fn weeks(record: &LearnerRecord, route: &Route) -> Vec<Week> {
    let start = route.finish - chrono::Days::new(7 * u64::from(route.finish_week));
    let broken = |week: u32| {
        let first = start + chrono::Days::new(7 * u64::from(week));
        record.preferences.breaks.iter().any(|span| span.from <= first + chrono::Days::new(6) && first <= span.until)
    };
    let last = route.steps.iter().map(|step| step.end_week).max().unwrap_or(0).max(route.finish_week);
    let mut weeks: Vec<Week> = (0..last).map(|week| Week { minutes: 0, broken: broken(week) }).collect();
    for step in &route.steps {
        spread(step, &mut weeks);
    }
    weeks
}

fn spread(step: &Step, weeks: &mut [Week]) {
    let span = step.start_week as usize..step.end_week as usize;
    let Some(weeks) = weeks.get_mut(span) else { return };
    let running = weeks.iter().filter(|week| !week.broken).count();
    if running == 0 {
        return;
    }
    let load = ceil(step.hours * whole(60) / whole(i128::try_from(running).unwrap_or(i128::MAX)));
    for week in weeks.iter_mut().filter(|week| !week.broken) {
        week.minutes += load.to_u64().unwrap_or(0);
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{Week, weeks};
    use crate::model::learner::Break;
    use crate::model::{AwardId, LearnerRecord, Objective, Route, Step, Way, exact};

    fn day(iso: &str) -> NaiveDate {
        iso.parse().expect("a day")
    }

    fn step(award: &str, weeks: (u32, u32), hours: i128) -> Step {
        let (start_week, end_week) = weeks;
        let award = AwardId::from(award);
        let (cost, hours) = (exact::whole(0), exact::whole(hours));
        Step { award, way: Way::Earn, start_week, end_week, cost, hours, cost_estimated: false, hours_estimated: false, notes: Vec::new() }
    }

    fn route(steps: Vec<Step>, finish_week: u32) -> Route {
        Route {
            by: Objective::Cost,
            proven: true,
            bound: exact::whole(0),
            cost: exact::whole(0),
            currency: None,
            hours: exact::whole(0),
            finish_week,
            finish: day("2027-01-04") + chrono::Days::new(7 * u64::from(finish_week)),
            steps,
            to_confirm: Vec::new(),
            assumptions: Vec::new(),
            estimated_cost: exact::whole(0),
            estimated_hours: exact::whole(0),
            exceptions: Vec::new(),
            notes: Vec::new(),
            solve_micros: 0,
        }
    }

    #[test]
    fn steps_that_run_together_add_up() {
        let found = weeks(&LearnerRecord::default(), &route(vec![step("a", (0, 2), 10), step("b", (1, 3), 7), step("m", (3, 3), 0)], 3));
        assert_eq!(found.iter().map(|week| week.minutes).collect::<Vec<_>>(), [300, 510, 210]);
    }

    #[test]
    fn a_break_carries_no_study_and_the_rest_carries_it_all() {
        let mut record = LearnerRecord::default();
        record.preferences.breaks.push(Break { from: day("2027-01-13"), until: day("2027-01-14") });
        let found = weeks(&record, &route(vec![step("a", (0, 3), 10)], 3));
        let study = |minutes| Week { minutes, broken: false };
        assert_eq!(found, [study(300), Week { minutes: 0, broken: true }, study(300)]);
    }
}
