//! A route in time.

use num_traits::ToPrimitive;
use pathways::explain::calendar::weeks;
use pathways::model::{Route, exact};

use super::Viewer;
use crate::wire::calendar::{CalendarView, WeekView};

/// The weeks of a route.
#[must_use]
pub fn view(route: &Route, viewer: &Viewer<'_>) -> CalendarView {
    let preferences = &viewer.record.preferences;
    let start = route.finish - chrono::Days::new(7 * u64::from(route.finish_week));
    let week = |week: pathways::explain::calendar::Week| WeekView {
        minutes: u32::try_from(week.minutes).unwrap_or(u32::MAX),
        broken: week.broken,
    };
    CalendarView {
        start: start.to_string(),
        weeks: weeks(viewer.record, route).into_iter().map(week).collect(),
        limit_minutes: preferences.hours_per_week.and_then(|hours| (hours * exact::whole(60)).to_integer().to_u32()),
        deadline: preferences.deadline.map(|day| day.to_string()),
    }
}
