//! Packs: catalogues in and out, and packs that are taken out and come back.

use std::path::PathBuf;

use chrono::{Local, Utc};
use pathways::graph::AwardGraph;
use pathways::interchange::records::{write_clr, write_elm};
use pathways::interchange::{self, catalogue_text};
use pathways::model::{AwardId, PackId};
use pathways::store::{ImportProgress, ImportStage, ImportWatch};
use tauri::State;
use tauri::ipc::Channel;

use crate::fault;
use crate::state::{App, Running};
use crate::view::{self, importing};
use crate::wire::catalogue::PackRow;
use crate::wire::fault::Fault;
use crate::wire::importing::{CatalogueForm, ImportEvent, ImportView, RecordForm, RemovalView, RemovedRow, TermCount};

#[tauri::command]
pub async fn catalogue_packs(app: State<'_, App>) -> Result<Vec<PackRow>, Fault> {
    app.with(|opened| Ok(opened.store.packs()?.into_iter().map(view::catalogue::pack).collect())).await
}

#[tauri::command]
pub async fn removed_packs(app: State<'_, App>) -> Result<Vec<RemovedRow>, Fault> {
    app.with(|opened| Ok(opened.store.removed_packs()?.into_iter().map(importing::removed).collect())).await
}

#[tauri::command]
pub async fn remove_pack(app: State<'_, App>, id: String) -> Result<RemovalView, Fault> {
    app.with(move |opened| Ok(importing::removal(opened.store.remove_pack(&PackId::from(id), Local::now().date_naive())?))).await
}

#[tauri::command]
pub async fn restore_pack(app: State<'_, App>, id: String) -> Result<(), Fault> {
    app.with(move |opened| {
        opened.store.restore_pack(&PackId::from(id), Local::now().date_naive())?;
        Ok(())
    })
    .await
}

/// Tells the window how an import goes.
struct Importing {
    running: Running,
    on: Channel<ImportEvent>,
}

impl ImportWatch for Importing {
    fn cancelled(&self) -> bool {
        self.running.cancelled()
    }

    fn progress(&self, progress: ImportProgress) {
        let stage = match progress.stage {
            ImportStage::Looking => "looking",
            ImportStage::Reading => "reading",
            ImportStage::Checking => "checking",
        };
        let percent = (progress.done * 100).checked_div(progress.total).map_or(0, |percent| u32::try_from(percent).unwrap_or(100));
        // A window that has gone away needs no progress.
        let _ = self.on.send(ImportEvent { stage: stage.to_owned(), percent });
    }
}

#[tauri::command]
pub async fn import_catalogues(
    app: State<'_, App>,
    request: String,
    paths: Vec<String>,
    on: Channel<ImportEvent>,
) -> Result<ImportView, Fault> {
    let watch = Importing { running: app.begin(&request), on };
    app.with(move |opened| {
        let paths: Vec<PathBuf> = paths.into_iter().map(PathBuf::from).collect();
        let done = opened.store.import_catalogues(&paths, Local::now().date_naive(), &watch)?;
        let names = opened.store.names(view::catalogue::named(&done.report))?;
        Ok(importing::import(&done, &names))
    })
    .await
}

#[tauri::command]
pub async fn export_catalogue(
    app: State<'_, App>,
    path: String,
    form: CatalogueForm,
    target: Option<String>,
) -> Result<Vec<TermCount>, Fault> {
    app.with(move |opened| {
        let whole = opened.store.catalogue()?;
        let target = target.map(AwardId::from);
        if let Some(target) = &target
            && !whole.awards.contains_key(target)
        {
            return Err(fault::unknown_award(target.as_str()));
        }
        let part = target.as_ref().map(|target| AwardGraph::new(&whole).cone_catalogue(target));
        let form = match form {
            CatalogueForm::Pack => interchange::CatalogueForm::Pack,
            CatalogueForm::Ctdl => interchange::CatalogueForm::Ctdl,
            CatalogueForm::Graphml => interchange::CatalogueForm::Graphml,
            CatalogueForm::Dot => interchange::CatalogueForm::Dot,
        };
        let written = catalogue_text(part.unwrap_or(whole), form, target.as_ref())
            .map_err(|error| fault::fault("no-pack", fault::sentence(&error.to_string()), None, "Import a pack first."))?;
        super::report::write(&path, written.text.as_bytes())?;
        Ok(importing::terms(&written.unsaid))
    })
    .await
}

#[tauri::command]
pub async fn export_learner(app: State<'_, App>, path: String, form: RecordForm) -> Result<(), Fault> {
    app.with(move |opened| {
        let learner = opened.learner()?;
        let today = Local::now().date_naive();
        let text = match form {
            // The copy that left is remembered, so that it can be merged when it comes back.
            RecordForm::Record => opened.store.carry(learner.id, Utc::now())?,
            RecordForm::Clr => write_clr(&learner.record, &opened.toward(&[], &learner.record)?.catalogue, today),
            RecordForm::Elm => write_elm(&learner.record, &opened.toward(&[], &learner.record)?.catalogue, today),
        };
        super::report::write(&path, text.as_bytes())
    })
    .await
}
