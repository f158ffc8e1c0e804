//! Small catalogues and records, written in a few words, for the tests of audit, graph and ledger.
#![allow(dead_code, reason = "each test file uses its own part")]

use chrono::{Days, NaiveDate};
use pathways::model::exact::{days_per_month, parse, whole};
use pathways::model::*;

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub fn number(text: &str) -> Rational {
    parse(text).expect("a number")
}

/// An active, self-paced course of `org:u` with this price in USD, these hours and nominal weeks.
pub fn course(id: &str, cost: i128, hours: i128, weeks: u32) -> Award {
    Award {
        id: id.into(),
        title: format!("Award {}", id.to_uppercase()),
        kind: AwardKind::Course,
        issuer: "org:u".into(),
        platform: None,
        url: None,
        description: None,
        level: None,
        credits: Vec::new(),
        cost: Some(Cost { money: Money::from_major(whole(cost), Currency::USD), per_month: false, basis: None, as_of: None }),
        effort: Some(Effort { hours: Some(whole(hours)), weeks: Some(weeks) }),
        delivery: None,
        earnable: true,
        requires: None,
        recommends: None,
        validity_months: None,
        skills: Vec::new(),
        language: None,
        status: AwardStatus::Active,
        sources: Vec::new(),
        confidence: Confidence::Stated,
        extensions: Vec::new(),
    }
}

/// A course that gives so many ECTS.
pub fn credit_course(id: &str, cost: i128, hours: i128, ects: i128) -> Award {
    Award { credits: vec![Credit { value: whole(ects), unit: CreditUnit::Ects }], ..course(id, cost, hours, 1) }
}

/// A qualification that costs nothing itself and is complete once `requires` holds.
pub fn bundle(id: &str, requires: Requirement) -> Award {
    Award { kind: AwardKind::Certificate, requires: Some(requires), ..course(id, 0, 0, 0) }
}

/// A block that only a recognition grants.
pub fn block(id: &str) -> Award {
    Award { kind: AwardKind::TransferCredit, earnable: false, ..course(id, 0, 0, 0) }
}

pub fn scheduled(award: Award, starts: &[&str], repeats_yearly: bool) -> Award {
    let starts = Some(starts.iter().map(|s| day(s)).collect());
    Award { delivery: Some(Delivery { mode: None, pacing: Some(Pacing::Scheduled), starts, repeats_yearly }), ..award }
}

pub fn recognition(id: &str, from: Requirement, grants: &str) -> Recognition {
    Recognition {
        id: id.into(),
        title: None,
        by: "org:u".into(),
        from,
        grants: grants.into(),
        into: None,
        requires: None,
        within_months: None,
        fee: None,
        valid: None,
        url: None,
        description: None,
        sources: Vec::new(),
        confidence: Confidence::Stated,
        extensions: Vec::new(),
    }
}

pub fn leaf(id: &str) -> Requirement {
    Requirement::award(id)
}

pub fn graded(id: &str, min_grade: i128) -> Requirement {
    Requirement::Award { award: id.into(), min_grade: Some(whole(min_grade)) }
}

pub fn all(of: Vec<Requirement>) -> Requirement {
    Requirement::All { of, distinct: false }
}

pub fn distinct(of: Vec<Requirement>) -> Requirement {
    Requirement::All { of, distinct: true }
}

pub fn gate(id: &str) -> Requirement {
    Requirement::Gate(Gate { gate: id.into(), kind: Some(GateKind::Admission), label: None, met_by: None })
}

pub fn pool(credits: i128, from: &[&str]) -> Requirement {
    capped(credits, from, &[])
}

pub fn capped(credits: i128, from: &[&str], caps: &[(i128, &[&str])]) -> Requirement {
    Requirement::Credits(CreditPool {
        credits: whole(credits),
        unit: CreditUnit::Ects,
        from: from.iter().map(|id| PoolEntry { award: (*id).into(), counts: None }).collect(),
        at_most: caps
            .iter()
            .map(|(credits, from)| Cap { credits: whole(*credits), from: from.iter().map(|id| (*id).into()).collect(), reason: None })
            .collect(),
    })
}

pub fn catalogue(awards: Vec<Award>, recognitions: Vec<Recognition>) -> Catalogue {
    let header = PackHeader {
        id: "small".into(),
        title: None,
        version: "1".to_owned(),
        description: None,
        url: None,
        sources: Vec::new(),
        confidence: Confidence::Stated,
        extensions: Vec::new(),
    };
    Catalogue::from_packs([Pack { header, organizations: Vec::new(), awards, recognitions }])
}

/// A learner with ten hours a week who starts on Monday, 4 January 2027, and counts in USD.
pub fn learner() -> LearnerRecord {
    LearnerRecord {
        preferences: Preferences {
            start: Some(day("2027-01-04")),
            hours_per_week: Some(whole(10)),
            currency: Some(Currency::USD),
            ..Preferences::default()
        },
        ..LearnerRecord::default()
    }
}

pub fn holds(record: &mut LearnerRecord, id: &str, earned: &str, grade: Option<i128>) {
    record.held.push(HeldAward { award: id.into(), earned: day(earned), grade: grade.map(whole), expires: None, extensions: Vec::new() });
}

/// A step by study, in these weeks, with the price and hours of the catalogue (a subscription by the months that it lasts).
pub fn earn(catalogue: &Catalogue, id: &str, start_week: u32, end_week: u32) -> Step {
    let award = catalogue.awards.get(id).expect("an award of the catalogue");
    let cost = award.cost.as_ref().map_or(whole(0), |cost| {
        let months = (whole(i128::from(end_week - start_week) * 7) / days_per_month()).ceil().max(whole(1));
        if cost.per_month { cost.money.major() * months } else { cost.money.major() }
    });
    step(id, Way::Earn, start_week, end_week, cost, award.hours().unwrap_or(whole(0)))
}

/// A step by recognition, free of charge.
pub fn recognised(id: &str, way: &str, week: u32) -> Step {
    step(id, Way::Recognition(way.into()), week, week, whole(0), whole(0))
}

fn step(id: &str, way: Way, start_week: u32, end_week: u32, cost: Rational, hours: Rational) -> Step {
    Step { award: id.into(), way, start_week, end_week, cost, hours, cost_estimated: false, hours_estimated: false, notes: Vec::new() }
}

/// A route by cost with true sums, called proven.
pub fn route(record: &LearnerRecord, target: &str, steps: Vec<Step>) -> Route {
    let cost = steps.iter().map(|s| s.cost).sum();
    let finish_week = steps.iter().find(|s| s.award.as_str() == target).map_or(0, |s| s.end_week);
    Route {
        by: Objective::Cost,
        proven: true,
        bound: cost,
        cost,
        currency: record.preferences.currency,
        hours: steps.iter().map(|s| s.hours).sum(),
        finish_week,
        finish: record.preferences.start.expect("a start") + Days::new(7 * u64::from(finish_week)),
        steps,
        to_confirm: Vec::new(),
        assumptions: Vec::new(),
        estimated_cost: whole(0),
        estimated_hours: whole(0),
        exceptions: Vec::new(),
        notes: Vec::new(),
        solve_micros: 0,
    }
}

pub fn plan(target: &str, routes: Vec<Route>) -> Plan {
    let status = if routes.is_empty() { PlanStatus::Unreachable } else { PlanStatus::Routes };
    Plan { target: target.into(), status, routes, blockers: Vec::new(), notes: Vec::new() }
}
