//! The commands that the window calls, by noun. Each reads its arguments, asks the library, and shows the answer.

mod agreed;
mod backups;
mod catalogue;
mod choice;
mod credential;
mod diagnosis;
mod exception;
mod learner;
mod licence;
mod opening;
mod packs;
mod plan;
pub mod privacy;
mod report;
mod session;
mod sharing;
mod triage;

pub use agreed::Offered;
use tauri::Runtime;
use tauri::ipc::Invoke;

/// Every command.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        backups::backups,
        backups::back_up,
        backups::restore_backup,
        diagnosis::diagnostics,
        diagnosis::failure_report,
        diagnosis::put_failures_away,
        licence::licences,
        opening::arrived_files,
        catalogue::start,
        catalogue::choose_role,
        catalogue::search,
        catalogue::award,
        catalogue::transfers,
        packs::catalogue_packs,
        packs::removed_packs,
        packs::remove_pack,
        packs::restore_pack,
        packs::import_catalogues,
        packs::export_catalogue,
        catalogue::open_source,
        learner::learners,
        learner::learner,
        learner::open_learner,
        learner::new_learner,
        learner::remove_learner,
        learner::import_learner,
        packs::export_learner,
        learner::hold,
        learner::drop_held,
        learner::answer_gate,
        learner::set_preferences,
        learner::exclude,
        learner::undo,
        learner::redo,
        agreed::agreed_plan,
        agreed::adopt_route,
        agreed::mark_step,
        agreed::give_up_plan,
        agreed::plan_repairs,
        agreed::adopt_repair,
        agreed::plan_versions,
        agreed::compare_versions,
        agreed::restore_version,
        exception::grant_exception,
        exception::remove_exception,
        exception::save_attachment,
        privacy::privacy,
        privacy::unlock,
        privacy::lock,
        privacy::change_passphrase,
        privacy::name_myself,
        privacy::set_idle_minutes,
        privacy::activity,
        privacy::save_activity,
        report::write_report,
        report::preview_merge,
        report::apply_merge,
        session::sessions,
        session::start_session,
        session::note_session,
        session::try_out_session,
        session::end_session,
        triage::triage,
        triage::recheck_learners,
        triage::tag_learner,
        triage::archive_learner,
        triage::erase_learner,
        triage::preview_roster,
        triage::import_roster,
        credential::import_credentials,
        credential::accept_credential,
        credential::grant_credential,
        credential::leave_credential,
        credential::private_award,
        credential::trust_documents,
        credential::add_trust,
        credential::remove_trust,
        plan::plan_routes,
        plan::cancel,
        choice::explain_route,
        choice::gate_refusals,
        choice::route_risks,
        choice::route_savings,
        choice::instead,
        choice::target_openings,
        choice::ranked_unlocks,
        choice::what_remains,
        choice::apply_change,
        sharing::save_picture,
        sharing::write_mail,
    ]
}

use crate::fault;
use crate::wire::fault::Fault;
use pathways::interchange::{LARGEST_FILE, SourceFile};

/// A file or folder that the person chose cannot be read.
fn unreadable(path: &str, error: &std::io::Error) -> Fault {
    let place = Some(path.to_owned());
    fault::fault("file-unreadable", format!("The file cannot be read: {error}."), place, "Check that it is there and that you may read it.")
}

/// Reads a file that the person chose. One that is far too large is not even loaded.
fn read(path: &str) -> Result<SourceFile, Fault> {
    let size = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?.len();
    if size > LARGEST_FILE as u64 {
        let limit = format!("The file has {} MB, more than the {} MB that are read.", size >> 20, LARGEST_FILE >> 20);
        return Err(fault::fault("file-unreadable", limit, Some(path.to_owned()), "Split it into several files."));
    }
    Ok(SourceFile::new(path, std::fs::read(path).map_err(|error| unreadable(path, &error))?))
}
