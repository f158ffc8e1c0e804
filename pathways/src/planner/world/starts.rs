//! Weeks and days: when a way may start, and how long what was earned is young enough.

use chrono::{Duration, NaiveDate};

use super::{WayEntry, World};
use crate::model::exact;
use crate::planner::support::Achieved;

impl World<'_> {
    /// The day on which a week begins.
    pub fn day(&self, week: u32) -> NaiveDate {
        self.start + Duration::weeks(i64::from(week))
    }

    /// The last week in which what was earned on a day is young enough for a way's window; `None`: never.
    pub fn last_week_in_window(&self, earned: NaiveDate, way: &WayEntry<'_>) -> Option<Option<u32>> {
        let Some(days) = way.window else { return Some(None) };
        let age = exact::whole((self.start - earned).num_days());
        let left = ((days - age) / exact::whole(7)).floor().to_integer();
        u32::try_from(left).ok().map(Some)
    }

    /// The week in which a step starts.
    pub fn start_of(&self, step: &Achieved) -> u32 {
        self.breaks.start(step.end, self.ways[step.way].length)
    }

    /// The weeks up to `horizon` in which a way may start; `None`: every week (study then waits for the end of a break).
    pub fn start_weeks(&self, way: &WayEntry<'_>, horizon: u32) -> Option<Vec<u32>> {
        let listed = way.weeks.listed(horizon);
        if !way.scheduled || way.length == 0 || self.breaks.is_empty() {
            return listed;
        }
        let clear = |week: &u32| self.breaks.are_clear_of(*week, way.length);
        Some(listed.unwrap_or_else(|| (0..=horizon).collect()).into_iter().filter(clear).collect())
    }

    /// The first week not before `week` in which a way may start; `None`: none comes.
    pub fn next_start(&self, way: &WayEntry<'_>, week: u32) -> Option<u32> {
        let mut week = week;
        loop {
            week = way.weeks.next(week)?;
            if way.length == 0 {
                return Some(week);
            }
            if !way.scheduled {
                return Some(self.breaks.calendar_week(self.breaks.study_week(week)));
            }
            if self.breaks.are_clear_of(week, way.length) {
                return Some(week);
            }
            week += 1;
        }
    }
}
