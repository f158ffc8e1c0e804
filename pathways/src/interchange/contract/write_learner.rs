//! Learner records as JSON.

use serde_json::Value;

use super::learner::FORMAT;
use super::written::{Json, Object};
use crate::model::{Exception, ExceptionKind, LearnerRecord, Pin, PinKind, Preferences};

/// A learner record as the text of a file. Reading it again gives the same record.
#[must_use]
pub fn write_learner(record: &LearnerRecord) -> String {
    learner(record).to_file()
}

/// A learner record as a value to embed in another document.
#[must_use]
pub fn learner_to_json(record: &LearnerRecord) -> Value {
    learner(record).to_value()
}

fn learner(record: &LearnerRecord) -> Json {
    let mut out = Object::default();
    out.put("format", FORMAT);
    out.put_some("name", record.name.as_ref());
    let held = record.held.iter().map(|held| {
        let mut out = Object::default();
        out.put("award", held.award.as_str());
        out.put("earned", held.earned);
        out.put_some("grade", held.grade);
        out.put_some("expires", held.expires);
        out.put_extensions(&held.extensions);
        out.into()
    });
    out.put("held", Json::List(held.collect()));
    let mut gates = Object::default();
    for (gate, state) in &record.gates {
        gates.put(gate.as_str(), state.as_str());
    }
    out.put("gates", gates);
    out.put("preferences", preferences(&record.preferences));
    out.put_list("exceptions", record.exceptions.iter().map(|one| exception(one).into()).collect());
    out.put_list("pins", record.pins.iter().map(pin).collect());
    out.put_extensions(&record.extensions);
    out.into()
}

fn preferences(preferences: &Preferences) -> Object {
    let mut out = Object::default();
    out.put_some("start", preferences.start);
    out.put_some("hours_per_week", preferences.hours_per_week);
    out.put_some("currency", preferences.currency.map(|currency| currency.code()));
    out.put_some("budget", preferences.budget);
    out.put_some("deadline", preferences.deadline);
    let mut exclude = Object::default();
    exclude.put_list("awards", preferences.exclude_awards.iter().map(|id| id.as_str().into()).collect());
    exclude.put_list("organizations", preferences.exclude_organizations.iter().map(|id| id.as_str().into()).collect());
    // Written even when empty: `x-` keys within have their place then.
    out.put("exclude", exclude);
    let mut rates = Object::default();
    for (currency, rate) in &preferences.rates {
        rates.put(currency, *rate);
    }
    out.put("rates", rates);
    let breaks = preferences.breaks.iter().map(|span| {
        let mut out = Object::default();
        out.put("from", span.from);
        out.put("until", span.until);
        out.into()
    });
    out.put_list("breaks", breaks.collect());
    out
}

/// An exception as it stands in a record, and in a route that relies on it.
pub(super) fn exception(exception: &Exception) -> Object {
    let mut out = Object::default();
    out.put(
        "kind",
        match exception.kind {
            ExceptionKind::Substitute { .. } => "substitute",
            ExceptionKind::Waive => "waive",
            ExceptionKind::AlsoAllow { .. } => "also-allow",
            ExceptionKind::Grant => "grant",
            ExceptionKind::Deny => "deny",
        },
    );
    out.put("award", exception.award.as_str());
    match &exception.kind {
        ExceptionKind::Substitute { with } => out.put("with", with.as_str()),
        ExceptionKind::AlsoAllow { counts } => out.put_some("counts", *counts),
        ExceptionKind::Waive | ExceptionKind::Grant | ExceptionKind::Deny => {}
    }
    out.put_some("in", exception.within.as_ref().map(|within| within.as_str()));
    out.put("reason", &exception.reason);
    out.put("authority", &exception.authority);
    out.put("date", exception.date);
    out.put_some("until", exception.until);
    out.put_extensions(&exception.extensions);
    out
}

fn pin(pin: &Pin) -> Json {
    let mut out = Object::default();
    out.put(
        "kind",
        match pin.kind {
            PinKind::Count { .. } => "count",
            PinKind::Take => "take",
            PinKind::Avoid => "avoid",
        },
    );
    out.put("award", pin.award.as_str());
    if let PinKind::Count { toward } = &pin.kind {
        out.put("toward", toward.as_str());
    }
    out.into()
}
