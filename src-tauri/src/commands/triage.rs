//! The list of learners: triage, looking at all of them again, archiving, erasing, and many from one table.

use chrono::{Local, Utc};
use pathways::agreed::{self, Triage};
use pathways::interchange::roster::{self, Columns, Field};
use pathways::model::LearnerRecord;
use pathways::store::{self, TriageQuery};
use tauri::State;
use tauri::ipc::Channel;

use super::learner::learner_id;
use crate::fault;
use crate::state::{App, aside};
use crate::view::learner::finding;
use crate::view::search::count;
use crate::wire::fault::Fault;
use crate::wire::learner::LearnerView;
use crate::wire::triage::{
    ErasedRows, Receipt, RecheckDone, RecheckEvent, RosterColumn, RosterPerson, RosterPreview, TriageAsk, TriageKnown, TriageOnly,
    TriageOrder, TriageRow, TriageView,
};

/// How many people of a table are shown before it is taken in.
const SHOWN_PEOPLE: usize = 8;

/// Learners that are looked at before progress is told and what was found is kept.
const BATCH: usize = 500;

#[tauri::command]
pub async fn triage(app: State<'_, App>, ask: TriageAsk) -> Result<TriageView, Fault> {
    let query = TriageQuery {
        words: ask.words,
        tag: ask.tag,
        only: ask.only.map(|only| match only {
            TriageOnly::Broken => store::TriageOnly::Broken,
            TriageOnly::Conditions => store::TriageOnly::Conditions,
            TriageOnly::WithoutPlan => store::TriageOnly::WithoutPlan,
            TriageOnly::Touched => store::TriageOnly::Touched,
        }),
        archived: ask.archived,
        order: match ask.order {
            TriageOrder::Urgency => store::TriageOrder::Urgency,
            TriageOrder::Name => store::TriageOrder::Name,
            TriageOrder::Changed => store::TriageOrder::Changed,
        },
        offset: ask.offset as usize,
        limit: ask.limit as usize,
    };
    app.with(move |opened| {
        let list = opened.store.triage(&query, Local::now().date_naive())?;
        let targets = list.rows.iter().filter_map(|row| row.triage.as_ref()?.target.as_ref()).map(|id| id.as_str());
        let titles = opened.store.names(targets)?;
        let known = |triage: Triage| TriageKnown {
            held: count(triage.held),
            target: triage.target.map(|id| titles.get(id.as_str()).cloned().unwrap_or_else(|| id.to_string())),
            finish: triage.finish.map(|day| day.to_string()),
            completed: count(triage.completed),
            steps: count(triage.steps),
            due: triage.due.as_ref().map(|due| due.0.to_string()),
            due_text: triage.due.map(|due| due.1),
            conditions: count(triage.conditions),
            broken: count(triage.broken),
            drifted: count(triage.drifted),
            text: triage.what,
        };
        let row = |row: store::TriageRow| TriageRow {
            id: row.id.to_string(),
            name: row.name,
            tags: row.tags,
            changed: row.changed.date_naive().to_string(),
            stale: row.stale,
            known: row.triage.map(known),
        };
        Ok(TriageView {
            total: count(list.total),
            stale: count(list.stale),
            tags: list.tags.into_iter().map(|(tag, _)| tag).collect(),
            rows: list.rows.into_iter().map(row).collect(),
        })
    })
    .await
}

#[tauri::command]
pub async fn recheck_learners(app: State<'_, App>, request: String, on: Channel<RecheckEvent>) -> Result<RecheckDone, Fault> {
    let running = app.begin(&request);
    let today = Local::now().date_naive();
    let ids = app.with(move |opened| Ok(opened.store.stale_learners(today)?)).await?;
    let mut done = RecheckDone { looked: 0, broken: 0, drifted: 0 };
    for part in ids.chunks(BATCH) {
        if running.cancelled() {
            return Err(fault::fault("cancelled", "Looking was stopped.", None, "What was found so far is kept. Go on when you like."));
        }
        let wanted = part.to_vec();
        let batch = app.with(move |opened| Ok(opened.store.to_look_at(&wanted)?)).await?;
        // The store is free while all cores look.
        let found = aside(move || Ok(agreed::look(&batch.learners, &batch.catalogue, today))).await?;
        done.looked += count(found.len());
        done.broken += count(found.iter().filter(|(_, triage)| triage.broken > 0).count());
        done.drifted += count(found.iter().filter(|(_, triage)| triage.drifted > 0).count());
        app.with(move |opened| Ok(opened.store.keep_triage(&found, today)?)).await?;
        // A window that has gone away needs no progress.
        let _ = on.send(RecheckEvent { done: done.looked, of: count(ids.len()) });
    }
    Ok(done)
}

#[tauri::command]
pub async fn tag_learner(app: State<'_, App>, id: String, tags: Vec<String>) -> Result<(), Fault> {
    let id = learner_id(&id)?;
    app.with(move |opened| Ok(opened.store.tag_learner(id, &tags)?)).await
}

#[tauri::command]
pub async fn archive_learner(app: State<'_, App>, id: String, archived: bool) -> Result<(), Fault> {
    let id = learner_id(&id)?;
    let day = archived.then(|| Local::now().date_naive());
    app.with(move |opened| Ok(opened.store.archive_learner(id, day)?)).await
}

#[tauri::command]
pub async fn erase_learner(app: State<'_, App>, id: String) -> Result<Receipt, Fault> {
    let id = learner_id(&id)?;
    app.with(move |opened| {
        let erasure = opened.store.erase_learner(id, Utc::now())?;
        let removed = erasure.removed.iter().filter(|(_, rows)| *rows > 0);
        Ok(Receipt {
            learner: erasure.learner.to_string(),
            at: erasure.at.to_rfc3339(),
            backups: count(erasure.backups),
            left: erasure.left.iter().map(|file| file.display().to_string()).collect(),
            removed: removed.map(|(table, rows)| ErasedRows { what: table.replace('_', "-"), rows: count(*rows) }).collect(),
        })
    })
    .await
}

fn field_name(field: Field) -> &'static str {
    match field {
        Field::Name => "name",
        Field::Award => "award",
        Field::Earned => "earned",
        Field::Grade => "grade",
        Field::Start => "start",
        Field::HoursPerWeek => "hours-per-week",
        Field::Currency => "currency",
        Field::Tag => "tag",
    }
}

fn columns(chosen: &[RosterColumn]) -> Columns {
    let known = |one: &RosterColumn| {
        let field = Field::ALL.into_iter().find(|field| field_name(*field) == one.field)?;
        Some((field, one.column? as usize))
    };
    chosen.iter().filter_map(known).collect()
}

#[tauri::command]
pub async fn preview_roster(app: State<'_, App>, path: String, chosen: Option<Vec<RosterColumn>>) -> Result<RosterPreview, Fault> {
    app.with(move |opened| {
        let file = super::read(&path)?;
        let headers = roster::headers(&file).map_err(|findings| fault::refused(&findings))?;
        let columns = chosen.map_or_else(|| roster::guess(&headers), |chosen| columns(&chosen));
        let (people, findings) = match roster::people(&file, &columns) {
            Ok(people) => (people, Vec::new()),
            Err(findings) => (Vec::new(), findings),
        };
        let mut first = Vec::new();
        for person in people.iter().take(SHOWN_PEOPLE) {
            let held = person.record.held.iter().map(|held| opened.called(&held.award)).collect::<Result<_, _>>()?;
            first.push(RosterPerson { name: person.record.name.clone().unwrap_or_default(), held, tags: person.tags.clone() });
        }
        let column = |field: Field| RosterColumn { field: field_name(field).to_owned(), column: columns.get(&field).map(|at| count(*at)) };
        Ok(RosterPreview {
            path,
            headers,
            columns: Field::ALL.into_iter().map(column).collect(),
            people: count(people.len()),
            first,
            findings: findings.iter().map(finding).collect(),
        })
    })
    .await
}

#[tauri::command]
pub async fn import_roster(app: State<'_, App>, path: String, chosen: Vec<RosterColumn>) -> Result<LearnerView, Fault> {
    app.with(move |opened| {
        let file = super::read(&path)?;
        let people = roster::people(&file, &columns(&chosen)).map_err(|findings| fault::refused(&findings))?;
        let people: Vec<(LearnerRecord, Vec<String>)> = people.into_iter().map(|person| (person.record, person.tags)).collect();
        opened.store.add_learners(&people, Utc::now())?;
        opened.learner_view()
    })
    .await
}
