//! Gathering what a report says.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::content::{Bar, Contact, DueRow, Figure, LedgerRow, OwnRow, Report, SourceRow, StepRow, Tick, Timeline};
use super::{Subject, Words};
use super::{glossary, map};
use crate::agreed::{Drift, DriftCause, StepState, drift, dues, progress};
use crate::explain::exception;
use crate::ledger::{self, Fate};
use crate::model::exact::{decimal, whole};
use crate::model::provenance::{AsOf, Confidence, Source};
use crate::model::{AwardId, Credit, Currency, Money, Objective, OrganizationId, Rational, Step, Way};

/// A source that was read longer ago is out of date.
const OUT_OF_DATE_DAYS: i64 = 3 * 365;

/// Gathers a report.
#[must_use]
pub fn report(subject: &Subject<'_>) -> Report {
    let Subject { catalogue, record, plan, today, redacted, language } = *subject;
    let words = subject.words();
    let route = &plan.route;
    let target = catalogue.title(&plan.target).to_owned();
    let mut sources = Sources { subject, rows: Vec::new() };
    let steps = route.steps.iter().enumerate().map(|(place, step)| self::step(subject, place + 1, step, &mut sources)).collect();
    sources.award(&plan.target);
    let ledger = ledger::ledger(catalogue, record, route, &plan.target);
    let (stations, leads) = map::map(subject);
    let with = plan.by.as_ref().filter(|_| !redacted).map_or_else(String::new, |by| format!(" {} {by}", words.agreed_with));
    let issuer = catalogue.awards.get(&plan.target).map(|award| &award.issuer);
    Report {
        language,
        words,
        title: format!("{}: {target}", words.plan),
        learner: if redacted { words.name_left_out.to_owned() } else { record.name.clone().unwrap_or_else(|| words.nameless.to_owned()) },
        issuer: issuer.map(|issuer| catalogue.organization_name(issuer).to_owned()).unwrap_or_default(),
        target,
        made: format!("{} {}. {} {}{with}.", words.made, subject.day(today), words.agreed, subject.day(plan.agreed)),
        unofficial: subject.said("Unofficial until the institution confirms it."),
        ask: ask(subject, issuer),
        figures: figures(subject),
        drift: drift(plan, catalogue, record, today).iter().map(|drift| drift_said(subject, drift)).collect(),
        steps,
        confirm: confirm(subject),
        grades: grades(subject),
        exceptions: exceptions(subject),
        currency: route.currency.unwrap_or(Currency::XXX).code().to_owned(),
        dues: dues(plan, catalogue, record)
            .into_iter()
            .map(|due| DueRow { on: subject.day(due.on), what: subject.said(&due.what) })
            .collect(),
        ledger: ledger.lines.iter().map(|line| line_row(subject, line)).collect(),
        own: ledger.own.iter().map(|own| own_row(subject, own)).collect(),
        timeline: timeline(subject),
        map: stations,
        leads,
        sources: sources.rows,
        notes: route.notes.iter().map(|note| subject.said(note)).collect(),
        glossary: glossary::terms(language),
    }
}

fn money(subject: &Subject<'_>, amount: Rational) -> String {
    let money = Money::from_major(amount, subject.plan.route.currency.unwrap_or(Currency::XXX));
    subject.language.written(&money.to_string()).replace(' ', "\u{a0}")
}

/// What no longer holds. A redacted report says that a grade was missed, and not which was reached.
fn drift_said(subject: &Subject<'_>, drift: &Drift) -> String {
    match &drift.award {
        Some(award) if subject.redacted && drift.cause == DriftCause::Grade => {
            format!("{}: {}", subject.catalogue.title(award), subject.words().grade_missed)
        }
        _ => subject.said(&drift.what),
    }
}

/// How sure a fact is, as a word; nothing for what a source states.
fn mark(words: &Words, confidence: Confidence, estimated: bool) -> String {
    match confidence {
        _ if estimated => words.estimated,
        Confidence::Stated => "",
        Confidence::Derived => words.derived,
        Confidence::Assumed => words.assumed,
    }
    .to_owned()
}

fn step(subject: &Subject<'_>, number: usize, step: &Step, sources: &mut Sources<'_, '_>) -> StepRow {
    let (catalogue, plan, words) = (subject.catalogue, subject.plan, subject.words());
    let award = catalogue.awards.get(&step.award);
    let issuer = award.map(|award| catalogue.organization_name(&award.issuer)).unwrap_or_default();
    let (how, confidence, numbers) = match &step.way {
        Way::Earn => {
            let kind = award.map(|award| subject.said(award.kind.as_str()).replace('-', " ")).unwrap_or_default();
            (format!("{kind}, {issuer}"), award.map_or(Confidence::Assumed, |award| award.confidence), sources.award(&step.award))
        }
        Way::Recognition(id) => {
            let recognition = catalogue.recognitions.get(id);
            let by = recognition.map(|one| catalogue.organization_name(&one.by)).unwrap_or_default();
            let title = recognition.and_then(|one| one.title.clone()).unwrap_or_else(|| id.to_string());
            let numbers = recognition.map(|one| sources.add(&one.sources, &title)).unwrap_or_default();
            (format!("{} {by}: {title}", words.recognised_by), recognition.map_or(Confidence::Assumed, |one| one.confidence), numbers)
        }
    };
    let grade =
        |grade: &Option<Rational>| grade.filter(|_| !subject.redacted).map(|grade| format!(", {} {}", words.grade, decimal(grade, 2)));
    let since = |word: &str, on: NaiveDate| format!("{word} {}", subject.day(on));
    let days = (plan.day(step.start_week), plan.expected_end(step));
    let state = match plan.state(&step.award) {
        StepState::Planned => words.planned.to_owned(),
        StepState::Enrolled { on } => since(words.under_way, *on),
        StepState::Completed { on, grade: reached } => since(words.completed_on, *on) + &grade(reached).unwrap_or_default(),
        StepState::Dropped { on, .. } => since(words.dropped_on, *on),
    };
    StepRow {
        number,
        title: catalogue.title(&step.award).to_owned(),
        how,
        start: subject.day(days.0),
        end: subject.day(days.1),
        days,
        cost: money(subject, step.cost),
        amount: decimal(step.cost, 2),
        cost_mark: mark(words, confidence, step.cost_estimated),
        hours: decimal(step.hours, 2),
        hours_mark: mark(words, confidence, step.hours_estimated),
        state,
        sources: numbers,
        notes: step.notes.iter().map(|note| subject.said(note)).collect(),
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
    let (plan, route, words) = (subject.plan, &subject.plan.route, subject.words());
    let progress = progress(plan);
    let is_ahead = |step: &&Step| step.cost_estimated && *plan.state(&step.award) == StepState::Planned;
    let estimated_ahead: Rational = route.steps.iter().filter(is_ahead).map(|step| step.cost).sum();
    let of_that = |estimated: Rational, said: String| {
        if estimated == whole(0) { words.from_sources.to_owned() } else { format!("{} {said}", words.estimated_of_that) }
    };
    let by = match route.by {
        Objective::Cost => words.by_cost,
        Objective::Finish => words.by_finish,
        Objective::Hours => words.by_hours,
        Objective::Steps => words.by_steps,
        Objective::Front => words.by_front,
    };
    let hours = |hours: Rational| format!("{} {}", decimal(hours, 2), words.hours_of);
    let figure = |label: &str, value: String, note: String| Figure { label: label.to_owned(), value, note };
    let proof = if route.proven { words.proven } else { words.unproven };
    vec![
        figure(words.finish, subject.day(route.finish), format!("{} {}", words.starting, subject.day(plan.start()))),
        figure(words.still_to_pay, money(subject, progress.ahead), of_that(estimated_ahead, money(subject, estimated_ahead))),
        figure(words.paid, money(subject, progress.spent), words.paid_for.to_owned()),
        figure(words.study, hours(progress.hours), of_that(route.estimated_hours, hours(route.estimated_hours))),
        figure(words.steps, format!("{} {} {}", progress.completed, words.of, progress.steps), words.completed.to_owned()),
        figure(words.best_by, by.to_owned(), proof.to_owned()),
    ]
}

fn confirm(subject: &Subject<'_>) -> Vec<String> {
    let open = subject.plan.route.to_confirm.iter();
    open.map(|id| subject.catalogue.gate(id).and_then(|gate| gate.label.clone()).unwrap_or_else(|| id.to_string())).collect()
}

fn grades(subject: &Subject<'_>) -> Vec<String> {
    let relied = subject.plan.route.assumptions.iter();
    relied
        .map(|one| format!("{} {} {}", decimal(one.min_grade, 2), subject.words().or_better, subject.catalogue.title(&one.award)))
        .collect()
}

fn exceptions(subject: &Subject<'_>) -> Vec<String> {
    let relied = subject.plan.route.exceptions.iter();
    let said = |one| if subject.redacted { exception::effect(subject.catalogue, one) } else { exception::sentence(subject.catalogue, one) };
    relied.map(said).map(|sentence| subject.said(&sentence)).collect()
}

fn line_row(subject: &Subject<'_>, line: &ledger::Line) -> LedgerRow {
    let title = |award: &AwardId| subject.catalogue.title(award).to_owned();
    let words = subject.words();
    let amount = |credit: &Credit| subject.credit(credit);
    let credit = match (&line.have, &line.need) {
        (Some(have), Some(need)) => format!("{} {} {}", decimal(have.value, 2), words.of, amount(need)),
        (_, Some(need)) => format!("0 {} {}", words.of, amount(need)),
        _ => String::new(),
    };
    let counts = line.entries.iter().map(|entry| {
        let applied = entry.applied.as_ref().map(|credit| format!(", {}", amount(credit))).unwrap_or_default();
        let held = if entry.held { format!(", {}", words.held) } else { String::new() };
        format!("{}{applied}{held}", title(&entry.award))
    });
    // Nobody has decided a condition that the plan relies on: to call it met would promise it.
    let undecided = line.met && line.entries.is_empty() && confirm(subject).contains(&line.label);
    let state = match line.met {
        _ if undecided => words.to_confirm,
        true => words.met,
        false => words.open,
    }
    .to_owned();
    LedgerRow { of: title(&line.of), asks: subject.said(&line.label), credit, met: line.met, state, counts: counts.collect() }
}

fn own_row(subject: &Subject<'_>, own: &ledger::Own) -> OwnRow {
    let words = subject.words();
    let fate = match own.fate {
        Fate::Applied => words.applied,
        Fate::Excess => words.excess,
        Fate::Unusable => words.unusable,
    };
    OwnRow { award: subject.catalogue.title(&own.award).to_owned(), fate: fate.to_owned(), why: subject.said(&own.why) }
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
        Bar {
            title,
            dates: format!("{} {} {}", subject.day(from), subject.words().until, subject.day(until)),
            at,
            length: (end.saturating_sub(at)).max(4),
        }
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
        let words = self.subject.words();
        let mut numbers: BTreeSet<usize> = BTreeSet::new();
        for source in sources {
            let read = source.as_of.map_or_else(
                || words.undated.to_owned(),
                |as_of| format!("{} {}", words.read_on, self.subject.language.written(&as_of.to_string())),
            );
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
