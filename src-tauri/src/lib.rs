//! Cairn's window: a thin shell over the `pathways` library.
//!
//! A command reads its arguments, asks the library and shows the answer in wire types; nothing about routes or credit is
//! decided here. `wire` is what crosses to the window, `view` makes it, `state` holds the store, `commands` are the doors.

mod commands;
pub mod fault;
pub mod state;
pub mod view;
pub mod wire;
pub mod world;

pub use commands::handler;
pub use state::App;

/// Opens the window and runs until it is closed.
///
/// # Errors
/// When the system gives no window. A store that cannot be opened is no error here: the window shows it.
pub fn run() -> tauri::Result<()> {
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .manage(App::default())
        .invoke_handler(handler())
        .run(tauri::generate_context!())
}
