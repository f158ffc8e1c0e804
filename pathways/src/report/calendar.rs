//! The plan as a calendar file (RFC 5545): what starts, what is to be confirmed, what runs out, each as a whole day with a reminder.

use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::{Duration, NaiveTime, TimeZone, Utc};
use icalendar::{Alarm, Calendar, Component, Event, EventLike};

use super::Subject;
use crate::agreed::{DueKind, dues};

/// How many days before something is due a calendar reminds of it.
fn notice(kind: DueKind) -> i64 {
    match kind {
        DueKind::Confirm | DueKind::Enrol => 28,
        DueKind::UseBy | DueKind::Expires | DueKind::AgreementEnds => 90,
        DueKind::Start | DueKind::End | DueKind::Finish => 7,
    }
}

/// The calendar. An event keeps its name when its date moves, so that a calendar that has the plan already updates it.
#[must_use]
pub fn calendar(subject: &Subject<'_>) -> String {
    let plan = subject.plan;
    let title = subject.catalogue.title(&plan.target);
    let mut calendar = Calendar::new();
    calendar.name(&format!("Plan: {title}"));
    let stamp = Utc.from_utc_datetime(&plan.agreed.and_time(NaiveTime::MIN));
    let mut names: BTreeMap<String, u32> = BTreeMap::new();
    for due in dues(plan, subject.catalogue, subject.record) {
        let name = format!("{}-{}", due.kind.as_str(), due.award);
        let again = names.entry(name.clone()).and_modify(|times| *times += 1).or_insert(0_u32);
        let mut description = format!("{}\nToward {title}. Unofficial until the institution confirms it.", due.what);
        if let Some(url) = subject.catalogue.awards.get(&due.award).and_then(|award| award.url.as_ref()) {
            let _ = write!(description, "\n{url}");
        }
        let reminder = Alarm::display(&due.what, -Duration::days(notice(due.kind)));
        let event = Event::new()
            .uid(&format!("{name}-{again}-{}@cairn", plan.target))
            .timestamp(stamp)
            .summary(due.what.trim_end_matches('.'))
            .description(&description)
            .all_day(due.on)
            .add_property("TRANSP", "TRANSPARENT")
            .alarm(reminder)
            .done();
        calendar.push(event);
    }
    calendar.to_string()
}
