//! `cargo xtask run`: from a fresh clone to an open window.

use std::path::Path;
use std::process::Command;

use crate::Outcome;
use crate::process::run_here;
use crate::project::{cargo, debug_program, root};
use crate::{interface, prerequisites, system_packages};

/// The record and the target that stand in for the window where there is no display.
const SAMPLE: (&str, &str) = ("pathways/catalogue/learners/learner.json", "gt:oms-analytics");
/// The soonest finish takes the longest to prove; a first look does not wait for that, and the route shows its bound.
const SECONDS: &str = "10";

/// Builds what is not built yet and opens the window.
///
/// The build is the development build: it takes half as long as a release build and starts as fast as a person can tell,
/// because the planner is optimised in every profile.
///
/// # Errors
/// When something is missing that cannot be installed from here, or a build fails.
pub fn run(arguments: &[String]) -> Outcome {
    prerequisites::check_tools()?;
    let arguments = arguments.strip_prefix(&["--".to_owned()]).unwrap_or(arguments);
    if !display_is_there() {
        println!("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open.");
        println!("These are the sample learner's routes, from the same engine:\n");
        // The library's own needs are asked for on Debian only: elsewhere the list is that of the window, which nobody asked for.
        system_packages::ensure_to_compile()?;
        return print_sample_routes();
    }
    system_packages::ensure(system_packages::TO_RUN)?;
    interface::build()?;
    run_here(Command::new(cargo()).args(["build", "--package", "cairn-desktop"]).current_dir(root()))?;
    run_here(Command::new(debug_program("cairn-desktop")).args(arguments).current_dir(root()))
}

fn display_is_there() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos")) || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn print_sample_routes() -> Outcome {
    let (learner, target) = SAMPLE;
    run_here(Command::new(cargo()).args(["build", "--package", "cairn-pathways", "--bin", "cairn"]).current_dir(root()))?;
    let mut plan = Command::new(debug_program("cairn"));
    plan.args(["plan", "--target", target, "--learner"]).arg(Path::new(learner)).args(["--by", "all", "--time-limit", SECONDS]);
    run_here(plan.current_dir(root()))
}
