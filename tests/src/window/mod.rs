//! The real window, driven as a person would: tauri-driver, WebKitWebDriver and the built application.
//!
//! `driver` starts and ends the processes, `session` finds and uses what is on the page, `accessibility` asks axe-core.

mod accessibility;
mod driver;
mod session;

pub use driver::Home;
pub use session::Window;

/// Set to 1 for the tests that open the window.
const WANTED: &str = "CAIRN_WINDOW_TESTS";

/// Whether the window is to be opened; if not, says so, so that nobody takes the silence for a success.
#[must_use]
pub fn wanted() -> bool {
    let wanted = std::env::var(WANTED).is_ok_and(|value| value == "1");
    if !wanted {
        println!("skipped: set {WANTED}=1, on a display, to drive the window (`cargo xtask test window` does)");
    }
    wanted
}
