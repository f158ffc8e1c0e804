//! Files that a person opens from outside: by a double click, on the command line, or with a second start.
//!
//! One window has one store. A second start over the same store hands its files to the window that is open and ends.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use pathways::store::StorePath;
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Emitter, Manager, Runtime};

use crate::state::App;

/// Tells the page that files are waiting; it asks for them by a command.
const ARRIVED: &str = "files-arrived";

/// The files among the arguments of a start, the program's own name first. Relative ones are those of the folder it was started in.
#[must_use]
pub fn files_in<S: AsRef<str>>(arguments: &[S], folder: &Path) -> Vec<PathBuf> {
    let words = arguments.iter().skip(1).map(AsRef::as_ref);
    // An option is no file; one that begins with a dash can be opened as ./-name.
    words.filter(|word| !word.is_empty() && !word.starts_with('-')).map(|word| folder.join(word)).collect()
}

/// Keeps the files until the page asks for them, and tells it.
pub fn open<R: Runtime>(handle: &AppHandle<R>, files: Vec<PathBuf>) {
    if files.is_empty() {
        return;
    }
    handle.state::<App>().arrive(files);
    if let Err(error) = handle.emit(ARRIVED, ()) {
        tracing::warn!(%error, "the page could not be told of files");
    }
}

/// Lets a second start over the same store hand over its files, where the system can tell stores apart.
pub fn only_one<R: Runtime>(store: &StorePath) -> Option<TauriPlugin<R>> {
    // Windows and macOS know a program by its identifier alone; a store that is named explicitly is somebody's trial there.
    if !cfg!(target_os = "linux") && std::env::var_os(StorePath::VARIABLE).is_some_and(|folder| !folder.is_empty()) {
        return None;
    }
    let second = |handle: &AppHandle<R>, arguments: Vec<String>, folder: String| {
        tracing::info!("a second start was handed over");
        open(handle, files_in(&arguments, Path::new(&folder)));
        for window in handle.webview_windows().values() {
            // What the system refuses here, a person can do by hand.
            drop(window.unminimize());
            drop(window.set_focus());
        }
    };
    Some(tauri_plugin_single_instance::Builder::new().dbus_id(name(store)).callback(second).build())
}

/// The name by which the window of a store is found.
fn name(store: &StorePath) -> String {
    let folder = std::path::absolute(store.folder()).unwrap_or_else(|_| store.folder().to_owned());
    let mut hasher = DefaultHasher::new();
    folder.hash(&mut hasher);
    format!("org.cairn.planner.store_{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_those_of_the_folder_of_the_start_and_options_are_none() {
        let folder = Path::new("/home/amara");
        let files = files_in(&["cairn-desktop", "badge.png", "--verbose", "", "/tmp/pack.cairnpack"], folder);
        assert_eq!(files, [Path::new("/home/amara/badge.png"), Path::new("/tmp/pack.cairnpack")]);
        assert!(files_in::<&str>(&[], folder).is_empty());
    }

    #[test]
    fn each_store_has_its_own_window() {
        let named = |folder: &str| name(&StorePath::new(folder));
        assert_eq!(named("/a"), named("/a"));
        assert_ne!(named("/a"), named("/b"));
    }
}
