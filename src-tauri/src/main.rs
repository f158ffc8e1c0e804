//! Starts the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    match cairn_desktop::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Cairn could not open its window: {error}. On Linux it needs a display and WebKitGTK 4.1.");
            ExitCode::FAILURE
        }
    }
}
