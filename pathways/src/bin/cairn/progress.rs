//! Progress on a terminal: a line on standard error while the planner works, and nothing anywhere else.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use pathways::choice::WorkWatch;
use pathways::model::{Objective, Route};
use pathways::planner::Watch;

/// Shows what the planner is doing.
pub struct Progress(ProgressBar);

impl Progress {
    /// Hidden unless standard error is a terminal.
    pub fn new() -> Self {
        if !std::io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        Self(bar)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

impl Watch for Progress {
    fn begins(&self, objective: Objective) {
        self.0.set_message(format!("Looking for the best route by {objective}"));
    }

    fn found(&self, route: &Route) {
        self.0.set_message(format!("Found a route by {}: {} steps, until {}", route.by, route.steps.len(), route.finish));
    }
}

/// A bar that counts what is done, on a terminal; nothing anywhere else.
pub struct Bar(ProgressBar);

impl Bar {
    /// For so many things.
    pub fn new(of: usize, what: &'static str) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new(of as u64);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} {msg} ({eta} left)") {
            bar.set_style(style);
        }
        bar.set_message(what);
        Self(bar)
    }

    /// One more is done.
    pub fn done(&self) {
        self.0.inc(1);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

impl WorkWatch for Bar {
    fn done(&self, done: usize, of: usize) {
        self.0.set_length(of as u64);
        self.0.set_position(done as u64);
    }
}
