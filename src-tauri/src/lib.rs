//! Cairn's window: a thin shell over the `pathways` library.
//!
//! A command reads its arguments, asks the library and shows the answer in wire types; nothing about routes or credit is
//! decided here. `wire` is what crosses to the window, `view` makes it, `state` holds the store, `commands` are the doors.

mod commands;
pub mod diagnosis;
pub mod fault;
pub mod opening;
pub mod state;
pub mod view;
pub mod wire;
pub mod world;

pub use commands::handler;
use pathways::store::StorePath;
pub use state::App;
use tauri::Manager;

/// Opens the window and runs until it is closed.
///
/// # Errors
/// When the system gives no window. A store that cannot be opened is no error here: the window shows it.
pub fn run() -> tauri::Result<()> {
    let mut builder = tauri::Builder::default();
    // A person without a folder for data is told so by the window; there is no log then.
    if let Ok(store) = StorePath::find(None) {
        // First of all plugins: a second start ends here.
        if let Some(plugin) = opening::only_one(&store) {
            builder = builder.plugin(plugin);
        }
        let logs = diagnosis::folder(store.folder());
        diagnosis::begin(&logs);
        diagnosis::report_failures(logs);
    }
    tracing::info!(version = env!("CARGO_PKG_VERSION"), system = std::env::consts::OS, "start");
    let app = builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .manage(App::default())
        .setup(|app| {
            let arguments: Vec<String> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
            opening::open(app.handle(), opening::files_in(&arguments, &std::env::current_dir().unwrap_or_default()));
            Ok(())
        })
        .invoke_handler(logged(handler()))
        .build(tauri::generate_context!())?;
    app.run(|handle, event| match event {
        #[cfg(target_os = "macos")]
        tauri::RunEvent::Opened { urls } => opening::open(handle, urls.iter().filter_map(|url| url.to_file_path().ok()).collect()),
        tauri::RunEvent::Exit => tracing::info!(windows = handle.webview_windows().len(), "end"),
        _ => {}
    });
    Ok(())
}

/// The name of every command that the window calls goes to the log, and nothing of its arguments.
fn logged<R: tauri::Runtime>(
    handler: impl Fn(tauri::ipc::Invoke<R>) -> bool + Send + Sync + 'static,
) -> impl Fn(tauri::ipc::Invoke<R>) -> bool + Send + Sync + 'static {
    move |invoke| {
        tracing::info!(command = invoke.message.command(), "called");
        handler(invoke)
    }
}
