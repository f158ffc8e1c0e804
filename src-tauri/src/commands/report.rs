//! The plan to take home, and records that are carried to another machine.

use std::collections::BTreeMap;

use chrono::{Local, Utc};
use pathways::agreed;
use pathways::interchange::merge::{Merge, Side};
use pathways::interchange::{contract, merge};
use pathways::language::Language;
use pathways::model::LearnerRecord;
use pathways::report::{Paper, Subject, calendar, html, pdf, report, table};
use pathways::store::{Action, LearnerId, StoredLearner};
use tauri::State;

use super::agreed::reach;
use crate::fault;
use crate::state::{App, Opened, aside};
use crate::wire::fault::Fault;
use crate::wire::learner::LearnerView;
use crate::wire::merge::{ConflictView, Decision, MergeView};
use crate::wire::report::{ReportAsk, ReportFormat};

/// Writes a file that the person chose.
pub(super) fn write(path: &str, bytes: &[u8]) -> Result<(), Fault> {
    std::fs::write(path, bytes).map_err(|error| {
        let message = format!("The file cannot be written: {error}.");
        fault::fault("file-unwritable", message, Some(path.to_owned()), "Choose another place.")
    })
}

#[tauri::command]
pub async fn write_report(app: State<'_, App>, ask: ReportAsk) -> Result<(), Fault> {
    let (world, record, plan) = app
        .with(|opened| {
            let StoredLearner { id, record, .. } = opened.learner()?;
            let plan = agreed::of(&record)?.ok_or_else(super::agreed::no_agreed_plan)?;
            let world = reach(opened, &plan, &record)?;
            opened.store.note(Action::LearnerExported, Some(id), Utc::now())?;
            Ok((world, record, plan))
        })
        .await?;
    // Setting pages takes a moment; the store is free meanwhile.
    aside(move || {
        let subject = Subject {
            catalogue: &world.catalogue,
            record: &record,
            plan: &plan,
            today: Local::now().date_naive(),
            redacted: ask.redacted,
            language: Language::of_tag(&ask.language).unwrap_or_default(),
        };
        let content = report(&subject);
        let refused = |message: String| fault::fault("report", message, None, "Choose another format, and report this.");
        let bytes = match ask.format {
            ReportFormat::Html => html(&content).into_bytes(),
            ReportFormat::Ics => calendar(&subject).into_bytes(),
            ReportFormat::Csv => table(&content).map_err(|error| refused(fault::sentence(&error.to_string())))?.into_bytes(),
            ReportFormat::Pdf => {
                let paper = if ask.letter { Paper::Letter } else { Paper::A4 };
                pdf(&content, paper).map_err(|error| refused(fault::sentence(&error.to_string())))?
            }
        };
        write(&ask.path, &bytes)
    })
    .await
}

/// A copy that has come back, beside the record that it is merged into.
fn merged(opened: &mut Opened, path: &str, decided: &BTreeMap<String, Side>) -> Result<(LearnerId, LearnerRecord, bool, Merge), Fault> {
    let (copy, _) = contract::read_learner(&super::read(path)?).map_err(|findings| fault::refused(&findings))?;
    let (id, base) = match opened.store.returned(&copy)? {
        Some(returned) => (returned.learner, Some(returned.base)),
        None => (opened.learner()?.id, None),
    };
    let ours = opened.store.learner(id)?.record;
    let merge = merge::merge(base.as_ref(), &ours, &copy, decided).map_err(|findings| fault::refused(&findings))?;
    Ok((id, ours, base.is_some(), merge))
}

#[tauri::command]
pub async fn preview_merge(app: State<'_, App>, path: String) -> Result<MergeView, Fault> {
    app.with(move |opened| {
        let (_, ours, known, merge) = merged(opened, &path, &BTreeMap::new())?;
        let conflict = |conflict: pathways::interchange::merge::Conflict| ConflictView {
            field: conflict.field,
            ours: conflict.ours,
            theirs: conflict.theirs,
        };
        Ok(MergeView {
            path,
            learner: ours.name.unwrap_or_default(),
            known,
            taken: merge.taken,
            conflicts: merge.conflicts.into_iter().map(conflict).collect(),
        })
    })
    .await
}

#[tauri::command]
pub async fn apply_merge(app: State<'_, App>, path: String, decisions: Vec<Decision>) -> Result<LearnerView, Fault> {
    let side = |theirs: bool| if theirs { Side::Theirs } else { Side::Ours };
    let decided: BTreeMap<String, Side> = decisions.into_iter().map(|one| (one.field, side(one.theirs))).collect();
    app.with(move |opened| {
        let (id, _, _, merge) = merged(opened, &path, &decided)?;
        if let Some(open) = merge.conflicts.first() {
            let message = format!("Both copies changed {}, and nobody has decided which counts.", open.field);
            return Err(fault::fault("conflict", message, Some(open.field.clone()), "Decide every conflict, then merge."));
        }
        opened.store.open_learner(id)?;
        opened.edit("Merged a copy of the record", |record| *record = merge.record)
    })
    .await
}
