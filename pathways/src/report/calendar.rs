//! The plan as a calendar file (RFC 5545): what starts, what is to be confirmed, what runs out, each as a whole day with a reminder.

use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::{Duration, NaiveTime, TimeZone, Utc};
use icalendar::{Alarm, Calendar, Component, Event, EventLike, Property};

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
    let mut calendar = Calendar::empty();
    let words = subject.words();
    calendar.name(&format!("{}: {title}", words.plan));
    for (key, value) in [("VERSION", "2.0"), ("PRODID", "-//Cairn//Plan//EN"), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property(Property::new(key, value));
    }
    let stamp = Utc.from_utc_datetime(&plan.agreed.and_time(NaiveTime::MIN));
    let mut names: BTreeMap<String, u32> = BTreeMap::new();
    for due in dues(plan, subject.catalogue, subject.record) {
        let name = format!("{}-{}", due.kind.as_str(), due.award);
        let again = names.entry(name.clone()).and_modify(|times| *times += 1).or_insert(0_u32);
        let what = subject.said(&due.what);
        let unofficial = subject.said("Unofficial until the institution confirms it.");
        let mut description = format!("{what}\n{} {title}. {unofficial}", words.toward);
        if let Some(url) = subject.catalogue.awards.get(&due.award).and_then(|award| award.url.as_ref()) {
            let _ = write!(description, "\n{url}");
        }
        let uid = format!("{name}-{again}-{}@cairn", plan.target);
        let reminder = Alarm::display(&what, -Duration::days(notice(due.kind)))
            .add_property("TRIGGER", format!("-P{}D", notice(due.kind)))
            .uid(&format!("alarm-{uid}"))
            .timestamp(stamp)
            .done();
        let event = Event::new()
            .uid(&uid)
            .timestamp(stamp)
            .summary(what.trim_end_matches('.'))
            .description(&description)
            .starts(due.on)
            .add_property("TRANSP", "TRANSPARENT")
            .alarm(reminder)
            .done();
        calendar.push(event);
    }
    calendar.to_string()
}
