//! Sessions of an advisor with the open learner.

use chrono::Utc;
use pathways::store;
use tauri::State;

use super::learner::date;
use crate::state::{App, Opened};
use crate::wire::fault::Fault;
use crate::wire::learner::LearnerView;
use crate::wire::session::{SessionNotes, SessionView, SessionsView, TryOut};

fn shown(session: store::Session) -> SessionView {
    let store::SessionNotes { notes, questions, next_step, next_date } = session.notes;
    SessionView {
        id: session.number.to_string(),
        advisor: session.advisor,
        started: session.started.to_rfc3339(),
        ended: session.ended.map(|ended| ended.to_rfc3339()),
        written: SessionNotes { talked: notes, questions, next_step, next_date: next_date.map(|day| day.to_string()) },
        sentences: session.decided,
        what_if: session.what_if,
    }
}

fn all(opened: &mut Opened) -> Result<SessionsView, Fault> {
    let id = opened.learner()?.id;
    Ok(SessionsView {
        open: opened.store.open_session(id)?.map(shown),
        past: opened.store.past_sessions(id)?.into_iter().map(shown).collect(),
    })
}

#[tauri::command]
pub async fn sessions(app: State<'_, App>) -> Result<SessionsView, Fault> {
    app.with(all).await
}

#[tauri::command]
pub async fn start_session(app: State<'_, App>, advisor: String) -> Result<SessionsView, Fault> {
    app.with(move |opened| {
        let id = opened.learner()?.id;
        opened.store.start_session(id, advisor.trim(), Utc::now())?;
        all(opened)
    })
    .await
}

#[tauri::command]
pub async fn note_session(app: State<'_, App>, written: SessionNotes) -> Result<(), Fault> {
    let next_date = written.next_date.as_deref().map(|day| date("next_date", day)).transpose()?;
    let SessionNotes { talked: notes, questions, next_step, .. } = written;
    app.with(move |opened| {
        let id = opened.learner()?.id;
        Ok(opened.store.note_session(id, &store::SessionNotes { notes, questions, next_step, next_date })?)
    })
    .await
}

#[tauri::command]
pub async fn try_out_session(app: State<'_, App>, what: TryOut) -> Result<LearnerView, Fault> {
    let what = match what {
        TryOut::Begin => store::WhatIf::Begin,
        TryOut::Keep => store::WhatIf::Keep,
        TryOut::Drop => store::WhatIf::Drop,
    };
    app.with(move |opened| {
        let id = opened.learner()?.id;
        opened.store.what_if(id, what, Utc::now())?;
        opened.learner_view()
    })
    .await
}

#[tauri::command]
pub async fn end_session(app: State<'_, App>) -> Result<SessionsView, Fault> {
    app.with(|opened| {
        let id = opened.learner()?.id;
        opened.store.end_session(id, Utc::now())?;
        all(opened)
    })
    .await
}
