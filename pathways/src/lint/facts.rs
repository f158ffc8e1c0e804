//! Warnings about single records: facts without a source or too old, agreements out of date, dates that cannot be meant.

use chrono::{Months, NaiveDate};

use super::world::{Spot, World};
use crate::finding::{Finding, Severity};
use crate::model::{Award, Recognition, Source};

/// Prices read longer ago than this many months are reported: five years.
pub const OLD_PRICE_MONTHS: u32 = 60;

/// Every doubt about single facts.
pub(super) fn facts(world: &World<'_>, today: NaiveDate) -> Vec<Finding> {
    let mut check = Check { world, today, findings: Vec::new() };
    for award in world.catalogue.awards.values() {
        let id = award.id.as_str();
        let stated = award.cost.is_some() || award.effort.is_some() || !award.credits.is_empty() || award.requires.is_some();
        check.sources(id, &award.sources, stated);
        check.price(award);
        check.dates(award);
    }
    for recognition in world.catalogue.recognitions.values() {
        check.sources(recognition.id.as_str(), &recognition.sources, true);
        check.agreement(recognition);
    }
    check.findings
}

struct Check<'w, 'c> {
    world: &'w World<'c>,
    today: NaiveDate,
    findings: Vec<Finding>,
}

impl Check<'_, '_> {
    fn warn(&mut self, code: &str, id: &str, path: &[&str], message: impl Into<String>, remedy: &str) {
        self.findings.push(self.world.finding(Severity::Warning, code, &Spot::new(id, path), message, remedy));
    }

    fn sources(&mut self, id: &str, sources: &[Source], states_facts: bool) {
        if sources.is_empty() && states_facts {
            self.warn("no-source", id, &[], "It states facts and names no source", "Add `sources` with the page that says so");
        }
        let undated = sources.iter().filter(|source| source.as_of.is_none()).count();
        if undated > 0 {
            let message = format!("{undated} of its {} sources do not say when they were read", sources.len());
            self.warn("undated-source", id, &["sources"], message, "Add `as_of` with the year, month or day");
        }
    }

    fn price(&mut self, award: &Award) {
        let Some(as_of) = award.cost.as_ref().and_then(|cost| cost.as_of) else { return };
        if as_of.earliest().checked_add_months(Months::new(OLD_PRICE_MONTHS)).is_some_and(|limit| limit < self.today) {
            let message = format!("Its price is of {as_of}, more than {} years ago", OLD_PRICE_MONTHS / 12);
            self.warn("old-price", award.id.as_str(), &["cost", "as_of"], message, "Look up the price of today");
        }
    }

    fn dates(&mut self, award: &Award) {
        let id = award.id.as_str();
        let Some(delivery) = &award.delivery else { return };
        let known = delivery.starts.as_ref();
        if award.is_scheduled() {
            match known {
                None => self.warn(
                    "no-dates",
                    id,
                    &["delivery"],
                    "It is scheduled and gives no start dates: any week is assumed",
                    "Add `starts` when the dates are known",
                ),
                Some(starts) if starts.is_empty() => self.warn(
                    "no-start",
                    id,
                    &["delivery", "starts"],
                    "Its list of start dates is empty: it never starts",
                    "Add the dates, or leave `starts` out if they are unknown",
                ),
                Some(_) => {}
            }
        }
        if delivery.repeats_yearly && known.is_none_or(Vec::is_empty) {
            self.warn(
                "repeats-without-starts",
                id,
                &["delivery", "repeats"],
                "It repeats yearly and gives no start that could recur",
                "Add `starts`, or remove `repeats`",
            );
        }
    }

    fn agreement(&mut self, recognition: &Recognition) {
        if let Some(until) = recognition.valid.and_then(|valid| valid.until)
            && until < self.today
        {
            let message = format!("The agreement ended on {until}");
            self.warn("lapsed-agreement", recognition.id.as_str(), &["valid", "until"], message, "Look up whether it was renewed");
        }
    }
}
