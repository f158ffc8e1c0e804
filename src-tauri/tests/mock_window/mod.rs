//! The application over a runtime without a window: its commands as the page calls them.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::path::Path;

use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets};
use tauri::webview::InvokeRequest;
use tauri::{WebviewWindow, WebviewWindowBuilder};

/// The application with its one window.
pub struct Window {
    webview: WebviewWindow<MockRuntime>,
    _app: tauri::App<MockRuntime>,
}

/// The application as it starts over a store in `folder`.
pub fn start(folder: &Path) -> Window {
    let app = mock_builder()
        .invoke_handler(cairn_desktop::handler())
        .manage(cairn_desktop::App::at(folder))
        .build(mock_context(noop_assets()))
        .expect("the application is built");
    let webview = WebviewWindowBuilder::new(&app, "main", Default::default()).build().expect("the window is built");
    Window { webview, _app: app }
}

impl Window {
    pub fn call(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        let request = InvokeRequest {
            cmd: command.to_owned(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: "tauri://localhost".parse().expect("a URL"),
            body: InvokeBody::Json(arguments),
            headers: Default::default(),
            invoke_key: INVOKE_KEY.to_owned(),
        };
        get_ipc_response(&self.webview, request).map(|body| body.deserialize().expect("JSON"))
    }

    pub fn ok(&self, command: &str, arguments: Value) -> Value {
        self.call(command, arguments).unwrap_or_else(|fault| panic!("{command} was refused: {fault}"))
    }

    pub fn fault(&self, command: &str, arguments: Value) -> Value {
        self.call(command, arguments).expect_err("the call is refused")
    }

    pub fn plan(&self, target: &str) -> Value {
        let ask = json!({ "request": "r1", "target": target, "objectives": ["cost", "hours", "steps"],
            "strict": false, "without_estimates": false, "time_limit_ms": 60_000 });
        self.ok("plan_routes", json!({ "ask": ask, "on": "__CHANNEL__:7" }))
    }
}
