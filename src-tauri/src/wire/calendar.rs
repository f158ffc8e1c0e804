//! A route in time, week by week.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The weeks of a route, from the start of the plan to the finish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CalendarView {
    /// The first day of week 0.
    pub start: String,
    /// The weeks in order.
    pub weeks: Vec<WeekView>,
    /// The most study that a week may hold, in minutes; null when the record says none.
    pub limit_minutes: Option<u32>,
    /// The learner's deadline.
    pub deadline: Option<String>,
}

/// One week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WeekView {
    /// Study in it, in minutes.
    pub minutes: u32,
    /// Whether a break of the learner touches it.
    pub broken: bool,
}
