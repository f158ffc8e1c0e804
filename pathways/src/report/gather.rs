//! Gathering what a report says.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::Subject;
use super::content::{Bar, Contact, DueRow, Figure, LedgerRow, OwnRow, Report, SourceRow, StepRow, Tick, Timeline};
use super::{glossary, map};
use crate::agreed::{StepState, drift, dues, progress};
use crate::explain::exception;
use crate::ledger::{self, Fate};
use crate::model::exact::{decimal, whole};
use crate::model::provenance::{AsOf, Confidence, Source};
use crate::model::{AwardId, Currency, Money, Objective, OrganizationId, Rational, Route, Step, Way};

/// A source that was read longer ago is out of date.
const OUT_OF_DATE_DAYS: i64 = 3 * 365;

/// Gathers a report.
#[must_use]
pub fn report(subject: &Subject<'_>) -> Report {
    let Subject { catalogue, record, plan, today, redacted } = *subject;
    let route = &plan.route;
    let target = catalogue.title(&plan.target).to_owned();
    let mut sources = Sources { subject, rows: Vec::new() };
    let steps = route.steps.iter().enumerate().map(|(place, step)| self::step(subject, place + 1, step, &mut sources)).collect();
    sources.award(&plan.target);
    let ledger = ledger::ledger(catalogue, record, route, &plan.target);
    let (stations, leads) = map::map(subject);
    let with = plan.by.as_ref().filter(|_| !redacted).map_or_else(String::new, |by| format!(" with {by}"));
    let issuer = catalogue.awards.get(&plan.target).map(|award| &award.issuer);
    Report {
        title: format!("Plan: {target}"),
        learner: if redacted { "Name left out".to_owned() } else { record.name.clone().unwrap_or_else(|| "No name given".to_owned()) },
        issuer: issuer.map(|issuer| catalogue.organization_name(issuer).to_owned()).unwrap_or_default(),
        target,
        made: format!("Made on {today}. Agreed on {}{with}.", plan.agreed),
        unofficial: "Unofficial until the institution confirms it.".to_owned(),
        ask: ask(subject, issuer),
        figures: figures(subject),
        drift: drift(plan, catalogue, record, today).into_iter().map(|drift| drift.what).collect(),
        steps,
        confirm: confirm(subject),
        grades: grades(subject),
        exceptions: exceptions(subject),
        dues: dues(plan, catalogue, record).into_iter().map(|due| DueRow { on: due.on.to_string(), what: due.what }).collect(),
        ledger: ledger.lines.iter().map(|line| line_row(subject, line)).collect(),
        own: ledger.own.iter().map(|own| own_row(subject, own)).collect(),
        timeline: timeline(subject),
        map: stations,
        leads,
        sources: sources.rows,
        notes: route.notes.clone(),
        glossary: glossary::terms(),
    }
}

fn money(route: &Route, amount: Rational) -> String {
    Money::from_major(amount, route.currency.unwrap_or(Currency::XXX)).to_string()
}

/// How sure a fact is, as a word; nothing for what a source states.
fn mark(confidence: Confidence, estimated: bool) -> String {
    match confidence {
        _ if estimated => "estimated",
        Confidence::Stated => "",
        Confidence::Derived => "derived",
        Confidence::Assumed => "assumed",
    }
    .to_owned()
}

fn step(subject: &Subject<'_>, number: usize, step: &Step, sources: &mut Sources<'_, '_>) -> StepRow {
    let (catalogue, plan) = (subject.catalogue, subject.plan);
    let award = catalogue.awards.get(&step.award);
    let issuer = award.map(|award| catalogue.organization_name(&award.issuer)).unwrap_or_default();
    let (how, confidence, numbers) = match &step.way {
        Way::Earn => {
            let kind = award.map(|award| award.kind.as_str().replace('-', " ")).unwrap_or_default();
            (format!("{kind}, {issuer}"), award.map_or(Confidence::Assumed, |award| award.confidence), sources.award(&step.award))
        }
        Way::Recognition(id) => {
            let recognition = catalogue.recognitions.get(id);
            let by = recognition.map(|one| catalogue.organization_name(&one.by)).unwrap_or_default();
            let title = recognition.and_then(|one| one.title.clone()).unwrap_or_else(|| id.to_string());
            let numbers = recognition.map(|one| sources.add(&one.sources, &title)).unwrap_or_default();
            (format!("recognised by {by}: {title}"), recognition.map_or(Confidence::Assumed, |one| one.confidence), numbers)
        }
    };
    let date = |day: NaiveDate| day.to_string();
    let grade = |grade: &Option<Rational>| grade.filter(|_| !subject.redacted).map(|grade| format!(", grade {}", decimal(grade, 2)));
    let state = match plan.state(&step.award) {
        StepState::Planned => "planned".to_owned(),
        StepState::Enrolled { on } => format!("under way since {on}"),
        StepState::Completed { on, grade: reached } => format!("completed on {on}{}", grade(reached).unwrap_or_default()),
        StepState::Dropped { on, .. } => format!("dropped on {on}"),
    };
    StepRow {
        number,
        title: catalogue.title(&step.award).to_owned(),
        how,
        start: date(plan.day(step.start_week)),
        end: date(plan.expected_end(step)),
        cost: money(&plan.route, step.cost),
        cost_mark: mark(confidence, step.cost_estimated),
        hours: decimal(step.hours, 2),
        hours_mark: mark(confidence, step.hours_estimated),
        state,
        sources: numbers,
        notes: step.notes.clone(),
    }
}

/// Whom to ask: the issuer of the target, and who recognises on the way.
fn ask(subject: &Subject<'_>, issuer: Option<&OrganizationId>) -> Vec<Contact> {
    let catalogue = subject.catalogue;
    let by = subject.plan.route.steps.iter().filter_map(|step| match &step.way {
        Way::Earn => None,
        Way::Recognition(id) => catalogue.recognitions.get(id).map(|recognition| &recognition.by),
    });
    let mut out: Vec<&OrganizationId> = Vec::new();
    for organization in issuer.into_iter().chain(by) {
        if !out.contains(&organization) {
            out.push(organization);
        }
    }
    let url = |id: &OrganizationId| catalogue.organizations.get(id).and_then(|organization| organization.url.clone());
    out.into_iter().map(|id| Contact { name: catalogue.organization_name(id).to_owned(), url: url(id) }).collect()
}

fn figures(subject: &Subject<'_>) -> Vec<Figure> {
    let (plan, route) = (subject.plan, &subject.plan.route);
    let progress = progress(plan);
    let is_ahead = |step: &&Step| step.cost_estimated && *plan.state(&step.award) == StepState::Planned;
    let estimated_ahead: Rational = route.steps.iter().filter(is_ahead).map(|step| step.cost).sum();
    let of_that = |estimated: Rational, said: String| {
        if estimated == whole(0) { "all of it from sources".to_owned() } else { format!("of that estimated: {said}") }
    };
    let by = match route.by {
        Objective::Cost => "cost",
        Objective::Finish => "finish",
        Objective::Hours => "study hours",
        Objective::Steps => "number of steps",
        Objective::Front => "balance of cost and finish",
    };
    let proof = if route.proven { "proven: no other route does better" } else { "the best found in time, not proven" };
    vec![
        Figure { label: "Finish".into(), value: route.finish.to_string(), note: format!("starting {}", plan.start()) },
        Figure {
            label: "Still to pay".into(),
            value: money(route, progress.ahead),
            note: of_that(estimated_ahead, money(route, estimated_ahead)),
        },
        Figure { label: "Paid".into(), value: money(route, progress.spent), note: "steps completed or under way".into() },
        Figure {
            label: "Study".into(),
            value: format!("{} hours", decimal(progress.hours, 2)),
            note: of_that(route.estimated_hours, format!("{} hours", decimal(route.estimated_hours, 2))),
        },
        Figure { label: "Steps".into(), value: format!("{} of {}", progress.completed, progress.steps), note: "completed".into() },
        Figure { label: "Best by".into(), value: by.into(), note: proof.into() },
    ]
}

fn confirm(subject: &Subject<'_>) -> Vec<String> {
    let open = subject.plan.route.to_confirm.iter();
    open.map(|id| subject.catalogue.gate(id).and_then(|gate| gate.label.clone()).unwrap_or_else(|| id.to_string())).collect()
}

fn grades(subject: &Subject<'_>) -> Vec<String> {
    let relied = subject.plan.route.assumptions.iter();
    relied.map(|one| format!("{} or better in {}", decimal(one.min_grade, 2), subject.catalogue.title(&one.award))).collect()
}

fn exceptions(subject: &Subject<'_>) -> Vec<String> {
    let relied = subject.plan.route.exceptions.iter();
    let said = |one| if subject.redacted { exception::effect(subject.catalogue, one) } else { exception::sentence(subject.catalogue, one) };
    relied.map(said).collect()
}

fn line_row(subject: &Subject<'_>, line: &ledger::Line) -> LedgerRow {
    let title = |award: &AwardId| subject.catalogue.title(award).to_owned();
    let amount = |credit: &crate::model::Credit| format!("{} {}", decimal(credit.value, 2), credit.unit);
    let credit = match (&line.have, &line.need) {
        (Some(have), Some(need)) => format!("{} of {}", decimal(have.value, 2), amount(need)),
        (_, Some(need)) => format!("0 of {}", amount(need)),
        _ => String::new(),
    };
    let counts = line.entries.iter().map(|entry| {
        let applied = entry.applied.as_ref().map(|credit| format!(", {}", amount(credit))).unwrap_or_default();
        format!("{}{applied}{}", title(&entry.award), if entry.held { ", held" } else { "" })
    });
    LedgerRow { of: title(&line.of), asks: line.label.clone(), credit, met: line.met, counts: counts.collect() }
}

fn own_row(subject: &Subject<'_>, own: &ledger::Own) -> OwnRow {
    let fate = match own.fate {
        Fate::Applied => "applied",
        Fate::Excess => "excess",
        Fate::Unusable => "unusable",
    };
    OwnRow { award: subject.catalogue.title(&own.award).to_owned(), fate: fate.to_owned(), why: own.why.clone() }
}

fn timeline(subject: &Subject<'_>) -> Timeline {
    let plan = subject.plan;
    let (first, last) = (plan.start(), plan.route.finish);
    let days = (last - first).num_days().max(1);
    let share = |day: NaiveDate| u32::try_from(((day - first).num_days() * 1000 / days).clamp(0, 1000)).unwrap_or(0);
    let bar = |step: &Step| {
        let (from, until) = (plan.day(step.start_week), plan.day(step.end_week));
        let (at, end) = (share(from), share(until));
        let title = subject.catalogue.title(&step.award).to_owned();
        Bar { title, dates: format!("{from} to {until}"), at, length: (end.saturating_sub(at)).max(4) }
    };
    let years = (first.year() + 1)..=last.year();
    let tick = |year: i32| NaiveDate::from_ymd_opt(year, 1, 1).map(|day| Tick { label: year.to_string(), at: share(day) });
    Timeline {
        ticks: years.filter_map(tick).collect(),
        bars: plan.route.steps.iter().filter(|step| step.end_week > step.start_week).map(bar).collect(),
    }
}

/// Sources by number, each once.
struct Sources<'s, 'a> {
    subject: &'s Subject<'a>,
    rows: Vec<SourceRow>,
}

impl Sources<'_, '_> {
    fn award(&mut self, award: &AwardId) -> Vec<usize> {
        let catalogue = self.subject.catalogue;
        catalogue.awards.get(award).map(|found| self.add(&found.sources, catalogue.title(award))).unwrap_or_default()
    }

    fn add(&mut self, sources: &[Source], about: &str) -> Vec<usize> {
        let mut numbers: BTreeSet<usize> = BTreeSet::new();
        for source in sources {
            let read = source.as_of.map_or_else(|| "date not stated".to_owned(), |as_of| format!("read {as_of}"));
            let known = self.rows.iter_mut().find(|row| row.url == source.url && row.read == read);
            let number = match known {
                Some(row) => {
                    if !row.about.split("; ").any(|one| one == about) {
                        row.about = format!("{}; {about}", row.about);
                    }
                    row.number
                }
                None => {
                    let number = self.rows.len() + 1;
                    let old = source.as_of.is_some_and(|as_of| is_old(as_of, self.subject.today));
                    self.rows.push(SourceRow { number, url: source.url.clone(), read, old, about: about.to_owned() });
                    number
                }
            };
            numbers.insert(number);
        }
        numbers.into_iter().collect()
    }
}

fn is_old(as_of: AsOf, today: NaiveDate) -> bool {
    (today - as_of.earliest()).num_days() > OUT_OF_DATE_DAYS
}
