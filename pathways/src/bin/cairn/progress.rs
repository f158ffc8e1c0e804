//! Progress on a terminal: a line on standard error while the planner works, and nothing anywhere else.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
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
