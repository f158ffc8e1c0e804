//! The catalogue: what is in it, search, an award's page.

use chrono::Local;
use pathways::explain::transfer;
use pathways::frameworks::Frameworks;
use pathways::model::{AwardId, LearnerRecord};
use pathways::store;
use tauri::{AppHandle, Runtime, State};
use tauri_plugin_opener::OpenerExt;

use crate::fault;
use crate::state::App;
use crate::view::{self, Viewer};
use crate::wire::award::AwardPage;
use crate::wire::catalogue::{LookOnly, Role, Start};
use crate::wire::fault::Fault;
use crate::wire::learner::LearnerView;
use crate::wire::search::{SearchQuery, SearchResults};
use crate::wire::transfer::TransferRow;
use crate::world::World;

/// At most so many programmes are looked at when everything that counts somewhere is asked for.
const MOST_RECOGNISING: usize = 2_000;

#[tauri::command]
pub async fn start(app: State<'_, App>) -> Result<Start, Fault> {
    app.with(|opened| {
        Ok(Start {
            learner: opened.learner_view()?,
            catalogue: view::catalogue::summary(opened.store.size()?),
            learners: super::learner::list(opened)?,
            first_start: opened.first_start()?,
            look_only: opened.look_only.map(|why| match why {
                store::LookOnly::Newer => LookOnly::Newer,
                store::LookOnly::Unwritable => LookOnly::Unwritable,
            }),
            today: Local::now().date_naive().to_string(),
            facets: view::search::facets(&opened.store.search(&store::SearchQuery::default())?.facets),
        })
    })
    .await
}

#[tauri::command]
pub async fn choose_role(app: State<'_, App>, role: Role) -> Result<LearnerView, Fault> {
    app.with(move |opened| {
        opened.choose_role(role)?;
        opened.learner_view()
    })
    .await
}

#[tauri::command]
pub async fn search(app: State<'_, App>, query: SearchQuery) -> Result<SearchResults, Fault> {
    app.with(move |opened| {
        let learner = opened.learner()?;
        let mut found = opened.store.search(&view::search::question(&query, &learner.record)?)?;
        if query.sort.is_some() {
            let world = opened.rows(&found.awards)?;
            view::search::sort(&mut found, &query, &Viewer::today(&world, &learner.record));
        }
        Ok(view::search::results(&found, &Viewer::today(&opened.rows(&found.awards)?, &learner.record)))
    })
    .await
}

#[tauri::command]
pub async fn transfers(app: State<'_, App>, award: Option<String>) -> Result<Vec<TransferRow>, Fault> {
    app.with(move |opened| {
        let learner = opened.learner()?;
        let award = award.map(|id| AwardId::from(id.as_str()));
        let programmes = opened.store.recognising(award.as_ref(), MOST_RECOGNISING)?;
        // Prices of credit rest on the parts of a programme, so its whole cone is read.
        let world: World = opened.store.toward(&programmes, &LearnerRecord::default())?.into();
        let found = transfer::transfers(award.as_ref(), &world.catalogue, Frameworks::bundled());
        let viewer = Viewer::today(&world, &learner.record);
        Ok(found.iter().map(|one| view::transfer::row(one, &viewer)).collect())
    })
    .await
}

#[tauri::command]
pub async fn award(app: State<'_, App>, id: String) -> Result<AwardPage, Fault> {
    app.with(move |opened| {
        let learner = opened.learner()?;
        let world = opened.around(&id.as_str().into())?;
        let award = world.catalogue.awards.get(id.as_str()).ok_or_else(|| fault::unknown_award(&id))?;
        Ok(view::award::page(award, &Viewer::today(&world, &learner.record)))
    })
    .await
}

#[tauri::command]
pub async fn open_source<R: Runtime>(handle: AppHandle<R>, url: String) -> Result<(), Fault> {
    let refuse = |message: String, remedy| fault::fault("no-link", message, Some(url.clone()), remedy);
    if !url.starts_with("https://") {
        return Err(refuse("Only secure pages (https) are opened.".to_owned(), "Copy the address and judge it yourself."));
    }
    let opened = handle.opener().open_url(url.as_str(), None::<&str>);
    opened.map_err(|error| refuse(format!("The page could not be opened: {error}."), "Copy the address into a browser."))
}
