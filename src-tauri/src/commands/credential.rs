//! Digital credentials: brought in, matched, accepted; and the documents that verifying them relies on.

use std::path::Path;

use chrono::Utc;
use pathways::interchange::read_batch;
use pathways::model::AwardId;
use pathways::store::{AcceptError, ClaimPlace, Granting, TrustRefused};
use tauri::State;

use crate::fault;
use crate::state::App;
use crate::view;
use crate::wire::credential::{ClaimRef, CredentialFile, TrustRow};
use crate::wire::fault::Fault;
use crate::wire::learner::LearnerView;

fn place(claim: ClaimRef) -> Result<ClaimPlace, Fault> {
    let whole = |number: u32| usize::try_from(number).map_err(|_| fault::field("claim", "it is no number of a claim"));
    Ok(ClaimPlace { fingerprint: claim.fingerprint, credential: whole(claim.credential)?, claim: whole(claim.claim)? })
}

#[tauri::command]
pub async fn import_credentials(app: State<'_, App>, paths: Vec<String>) -> Result<Vec<CredentialFile>, Fault> {
    app.with(move |opened| {
        let mut items = Vec::new();
        for path in paths {
            items.extend(read_batch(Path::new(&path)).map_err(|error| super::unreadable(&path, &error))?);
        }
        let learner = opened.learner()?.id;
        let received = opened.store.receive_credentials(learner, &items, Utc::now())?;
        let titles = opened.store.names(received.iter().flat_map(view::credential::awards))?;
        Ok(received.iter().map(|file| view::credential::file(file, &titles)).collect())
    })
    .await
}

#[tauri::command]
pub async fn accept_credential(app: State<'_, App>, claim: ClaimRef, award: String) -> Result<LearnerView, Fault> {
    let place = place(claim)?;
    app.with(move |opened| {
        let (learner, award) = (opened.learner()?.id, AwardId::from(award));
        let title = opened.title(&award)?;
        opened.store.accept_match(learner, &place, &award, &title, Utc::now())?;
        opened.learner_view()
    })
    .await
}

#[tauri::command]
pub async fn grant_credential(
    app: State<'_, App>,
    claim: ClaimRef,
    award: String,
    authority: String,
    reason: String,
) -> Result<LearnerView, Fault> {
    let place = place(claim)?;
    for (name, text) in [("authority", &authority), ("reason", &reason)] {
        if text.trim().is_empty() {
            return Err(fault::field(name, "an exception says who decided and why"));
        }
    }
    app.with(move |opened| {
        let (learner, award) = (opened.learner()?.id, AwardId::from(award));
        opened.title(&award)?;
        opened.store.grant_despite(learner, &place, &award, &Granting { authority, reason }, Utc::now())?;
        opened.learner_view()
    })
    .await
}

#[tauri::command]
pub async fn leave_credential(app: State<'_, App>, claim: ClaimRef) -> Result<(), Fault> {
    let place = place(claim)?;
    app.with(move |opened| {
        let learner = opened.learner()?.id;
        Ok(opened.store.leave_unmatched(learner, &place, Utc::now())?)
    })
    .await
}

#[tauri::command]
pub async fn private_award(app: State<'_, App>, claim: ClaimRef) -> Result<LearnerView, Fault> {
    let place = place(claim)?;
    app.with(move |opened| {
        let learner = opened.learner()?.id;
        let award = opened.store.private_award(learner, &place, Utc::now())?;
        let title = opened.title(&award)?;
        opened.store.accept_match(learner, &place, &award, &title, Utc::now())?;
        opened.learner_view()
    })
    .await
}

#[tauri::command]
pub async fn trust_documents(app: State<'_, App>) -> Result<Vec<TrustRow>, Fault> {
    app.with(|opened| Ok(view::credential::trust(opened.store.trust_documents()?))).await
}

#[tauri::command]
pub async fn add_trust(app: State<'_, App>, path: String, issuer: Option<String>) -> Result<Vec<TrustRow>, Fault> {
    app.with(move |opened| {
        let file = super::read(&path)?;
        let issuer = issuer.as_deref().map(str::trim).filter(|issuer| !issuer.is_empty());
        opened.store.add_trust_document(&file, issuer, Utc::now()).map_err(|refused| match refused {
            TrustRefused::Store(error) => error.into(),
            TrustRefused::Unusable(_) => fault::trust_refused(&path, &refused),
        })?;
        Ok(view::credential::trust(opened.store.trust_documents()?))
    })
    .await
}

#[tauri::command]
pub async fn remove_trust(app: State<'_, App>, id: String) -> Result<Vec<TrustRow>, Fault> {
    let id = id.parse().map_err(|_| fault::field("id", "it names no document"))?;
    app.with(move |opened| {
        opened.store.remove_trust_document(id)?;
        Ok(view::credential::trust(opened.store.trust_documents()?))
    })
    .await
}

impl From<AcceptError> for Fault {
    fn from(error: AcceptError) -> Self {
        match error {
            AcceptError::NoEvidence => fault::not_evidence(&error, "Import the file again."),
            AcceptError::NotHeld(_) => fault::not_evidence(&error, "Enter it by hand, or let an authority grant it as an exception."),
            AcceptError::Import(error) => error.into(),
            AcceptError::Store(error) => error.into(),
        }
    }
}
