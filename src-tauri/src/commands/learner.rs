//! Learners and the edits of their records. Every edit is kept at once and can be undone.

use chrono::{NaiveDate, Utc};
use pathways::model::{Currency, GateState, HeldAward, LearnerRecord, Rational, exact};
use pathways::store::LearnerId;
use tauri::State;

use crate::fault;
use crate::state::{App, Opened};
use crate::view::search::count;
use crate::wire::fault::Fault;
use crate::wire::learner::{self as wire, ExcludedKind, LearnerSummary, LearnerView, PreferencesEdit};

pub(super) fn date(field: &str, text: &str) -> Result<NaiveDate, Fault> {
    text.parse().map_err(|_| fault::field(field, "a day is written as year-month-day, 2027-01-04"))
}

pub(super) fn number(field: &str, text: &str) -> Result<Rational, Fault> {
    exact::parse(text.trim()).ok_or_else(|| fault::field(field, "it is not a number such as 7.5"))
}

pub(super) fn learner_id(text: &str) -> Result<LearnerId, Fault> {
    text.parse().map_err(|_| fault::field("id", "it names no learner"))
}

/// How many learners the menu lists; the others are found in the list of learners.
const MOST_LISTED: usize = 100;

/// The learners whose records were changed last, by name.
pub(super) fn list(opened: &Opened) -> Result<Vec<LearnerSummary>, Fault> {
    let mut learners: Vec<(usize, pathways::store::LearnerSummary)> = opened.store.learners()?.into_iter().enumerate().collect();
    learners.sort_by_key(|(_, learner)| std::cmp::Reverse(learner.changed));
    learners.truncate(MOST_LISTED);
    learners.sort_by_key(|(by_name, _)| *by_name);
    let summary = |(_, learner): (usize, pathways::store::LearnerSummary)| LearnerSummary {
        id: learner.id.to_string(),
        name: learner.name,
        held: count(learner.held),
    };
    Ok(learners.into_iter().map(summary).collect())
}

#[tauri::command]
pub async fn learners(app: State<'_, App>) -> Result<Vec<LearnerSummary>, Fault> {
    app.with(|opened| list(opened)).await
}

#[tauri::command]
pub async fn learner(app: State<'_, App>) -> Result<LearnerView, Fault> {
    app.with(Opened::learner_view).await
}

#[tauri::command]
pub async fn open_learner(app: State<'_, App>, id: String) -> Result<LearnerView, Fault> {
    app.with(move |opened| {
        opened.open_learner(learner_id(&id)?)?;
        opened.learner_view()
    })
    .await
}

#[tauri::command]
pub async fn new_learner(app: State<'_, App>, name: String) -> Result<LearnerView, Fault> {
    app.with(move |opened| {
        let name = name.trim();
        let record = LearnerRecord { name: (!name.is_empty()).then(|| name.to_owned()), ..LearnerRecord::default() };
        let id = opened.store.add_learner(&record, Utc::now())?;
        opened.store.open_learner(id)?;
        opened.learner_view()
    })
    .await
}

#[tauri::command]
pub async fn remove_learner(app: State<'_, App>, id: String) -> Result<LearnerView, Fault> {
    app.with(move |opened| {
        opened.store.remove_learner(learner_id(&id)?, Utc::now())?;
        opened.learner_view()
    })
    .await
}

#[tauri::command]
pub async fn import_learner(app: State<'_, App>, path: String) -> Result<LearnerView, Fault> {
    app.with(move |opened| {
        let (id, _warnings) = opened.store.import_learner(&super::read(&path)?, Utc::now())?;
        opened.store.open_learner(id)?;
        opened.learner_view()
    })
    .await
}

#[tauri::command]
pub async fn hold(
    app: State<'_, App>,
    award: String,
    earned: String,
    grade: Option<String>,
    expires: Option<String>,
) -> Result<LearnerView, Fault> {
    let earned = date("earned", &earned)?;
    let grade = grade.map(|grade| number("grade", &grade)).transpose()?;
    let expires = expires.map(|day| date("expires", &day)).transpose()?;
    let held = HeldAward { award: award.into(), earned, grade, expires, extensions: Vec::new() };
    app.with(move |opened| {
        let what = format!("Held: {}", opened.title(&held.award)?);
        opened.edit(&what, |record| match record.held.iter_mut().find(|one| one.award == held.award) {
            Some(one) => *one = HeldAward { extensions: std::mem::take(&mut one.extensions), ..held },
            None => record.held.push(held),
        })
    })
    .await
}

#[tauri::command]
pub async fn drop_held(app: State<'_, App>, award: String) -> Result<LearnerView, Fault> {
    app.with(move |opened| {
        let what = format!("No longer held: {}", opened.called(&award.as_str().into())?);
        opened.edit(&what, |record| record.held.retain(|held| held.award.as_str() != award))
    })
    .await
}

#[tauri::command]
pub async fn answer_gate(app: State<'_, App>, gate: String, state: wire::GateState) -> Result<LearnerView, Fault> {
    app.with(move |opened| {
        opened.edit(&format!("Answer to {gate}"), |record| {
            match state {
                wire::GateState::Met => record.gates.insert(gate.into(), GateState::Met),
                wire::GateState::Unmet => record.gates.insert(gate.into(), GateState::Unmet),
                // Silence is the contract's way to say "unknown".
                wire::GateState::Unknown => record.gates.remove(gate.as_str()),
            };
        })
    })
    .await
}

#[tauri::command]
pub async fn set_preferences(app: State<'_, App>, edit: PreferencesEdit) -> Result<LearnerView, Fault> {
    let start = edit.start.map(|day| date("start", &day)).transpose()?;
    let hours_per_week = edit.hours_per_week.map(|hours| number("hours_per_week", &hours)).transpose()?;
    let code = |code: String| Currency::from_code(&code).ok_or_else(|| fault::field("currency", "it is no currency code such as USD"));
    let currency = edit.currency.map(code).transpose()?;
    let budget = edit.budget.map(|budget| number("budget", &budget)).transpose()?;
    let deadline = edit.deadline.map(|day| date("deadline", &day)).transpose()?;
    let rate = |rate: wire::RateView| Ok((rate.currency, number("rates", &rate.rate)?));
    let rates = edit.rates.into_iter().map(rate).collect::<Result<_, Fault>>()?;
    app.with(move |opened| {
        opened.edit("Preferences", |record| {
            let kept = std::mem::take(&mut record.preferences);
            record.preferences = pathways::model::Preferences { start, hours_per_week, currency, budget, deadline, rates, ..kept };
        })
    })
    .await
}

#[tauri::command]
pub async fn exclude(app: State<'_, App>, kind: ExcludedKind, id: String, excluded: bool) -> Result<LearnerView, Fault> {
    fn set<T: From<String> + PartialEq>(list: &mut Vec<T>, id: String, excluded: bool) {
        let id = T::from(id);
        list.retain(|one| *one != id);
        if excluded {
            list.push(id);
        }
    }
    app.with(move |opened| {
        opened.edit(if excluded { "Excluded" } else { "No longer excluded" }, |record| match kind {
            ExcludedKind::Award => set(&mut record.preferences.exclude_awards, id, excluded),
            ExcludedKind::Organization => set(&mut record.preferences.exclude_organizations, id, excluded),
        })
    })
    .await
}

#[tauri::command]
pub async fn undo(app: State<'_, App>) -> Result<LearnerView, Fault> {
    app.with(|opened| {
        let id = opened.learner()?.id;
        opened.store.undo(id, Utc::now())?;
        opened.learner_view()
    })
    .await
}

#[tauri::command]
pub async fn redo(app: State<'_, App>) -> Result<LearnerView, Fault> {
    app.with(|opened| {
        let id = opened.learner()?.id;
        opened.store.redo(id, Utc::now())?;
        opened.learner_view()
    })
    .await
}
