//! `cargo xtask test`: every check and every test, one summary.

use std::fs;
use std::process::{Command, ExitCode};
use std::time::Duration;

use crate::process::answer;
use crate::project::{cargo, root, target};
use crate::stage::{Stage, summary};
use crate::{Outcome, interface, prerequisites, system_packages, webdriver};

/// Set for the tests that open the window; without it they say that they were skipped.
const WINDOW: &str = "CAIRN_WINDOW_TESTS";
/// Where the tests find tauri-driver.
const DRIVER: &str = "CAIRN_TAURI_DRIVER";

/// The seed of the property tests. It is fixed, so that one state of the code has one result; the long trials and whoever
/// sets it draw others.
const SEED: &str = "PROPTEST_RNG_SEED";

/// Stages that take long and are part of a whole run only where the result is kept: in CI. By name they run anywhere.
const LONG: &[&str] = &["fuzz"];

/// Runs all stages, or those named, goes on after a failure, and ends with the summary.
pub fn test(names: &[String]) -> ExitCode {
    let mut stages = stages();
    if let Some(unknown) = names.iter().find(|name| stages.iter().all(|stage| stage.name != **name)) {
        let known: Vec<&str> = stages.iter().map(|stage| stage.name).collect();
        eprintln!("cargo xtask test: there is no stage `{unknown}`; the stages are {}", known.join(", "));
        return ExitCode::from(2);
    }
    let chosen = |stage: &Stage| names.iter().any(|name| name == stage.name || needs(name).contains(&stage.name));
    let in_ci = std::env::var_os("CI").is_some();
    stages.retain(|stage| if names.is_empty() { in_ci || !LONG.contains(&stage.name) } else { chosen(stage) });
    let logs = target().join("test-logs");
    let ready = prepare().and_then(|()| fs::create_dir_all(&logs).map_err(|error| format!("{}: {error}", logs.display())));
    if let Err(what) = ready {
        eprintln!("cargo xtask test: {what}");
        println!("\n0 passed, 1 failed");
        return ExitCode::FAILURE;
    }
    let reports: Vec<_> = stages.into_iter().map(|stage| stage.run(&logs)).collect();
    println!("{}", summary(&reports));
    if reports.iter().all(|report| report.succeeded) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn prepare() -> Outcome {
    prerequisites::check_tools()?;
    prerequisites::check_components()?;
    system_packages::ensure(&[system_packages::TO_RUN, system_packages::TO_TEST].concat())?;
    interface::install()?;
    if cfg!(target_os = "macos") { Ok(()) } else { webdriver::ensure() }
}

/// The stages in order: what fails fast and what others need comes first.
///
/// Every build and test of Rust selects the whole workspace, so that cargo unifies features in one way and compiles each
/// dependency once.
fn stages() -> Vec<Stage> {
    let stage = |name, minutes: u64, command: fn() -> Command| Stage { name, command, limit: Duration::from_secs(60 * minutes) };
    vec![
        stage("format", 5, || cargo_command(&["fmt", "--all", "--", "--check"])),
        stage("ui-check", 10, || interface::npm_command(&["run", "check"])),
        stage("ui-lint", 10, || interface::npm_command(&["run", "lint"])),
        stage("ui-test", 10, || quiet(interface::npm_command(&["run", "test"]))),
        stage("ui-build", 10, || this_program(&["ui"])),
        stage("clippy", 25, || cargo_command(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])),
        stage("build", 40, || cargo_command(&["build", "--workspace", "--all-targets"])),
        // The tests of the window open it, and have a stage of their own.
        stage("rust", 30, rust_command),
        stage("window", 25, window_command),
        stage("fuzz", 40, || this_program(&["fuzz"])),
    ]
}

/// The stages without which a stage would test something older than the sources, without a word: the application embeds the
/// interface, and the tests of the window open the application.
fn needs(name: &str) -> &'static [&'static str] {
    match name {
        "clippy" | "build" | "rust" => &["ui-build"],
        "window" => &["ui-build", "build"],
        _ => &[],
    }
}

fn rust_command() -> Command {
    let mut command = cargo_command(&["test", "--workspace", "--no-fail-fast", "--", "--skip", "real_window::"]);
    if std::env::var_os(SEED).is_none() {
        command.env(SEED, "20261124");
    }
    command
}

fn cargo_command(arguments: &[&str]) -> Command {
    let mut command = Command::new(cargo());
    command.args(arguments).current_dir(root());
    quiet(command)
}

/// Without colours, whose control codes would stand between a count and its word.
fn quiet(mut command: Command) -> Command {
    command.env("CARGO_TERM_COLOR", "never").env("NO_COLOR", "1").env("CI", "true");
    command
}

/// This program once more. A stage before may have linked it anew: Linux then calls the file that is running deleted, and the new one
/// lies where it was.
fn this_program(arguments: &[&str]) -> Command {
    let running = std::env::current_exe().unwrap_or_else(|_| "cargo-xtask".into());
    let there = running.to_str().and_then(|path| path.strip_suffix(" (deleted)")).map_or(running.clone(), Into::into);
    let mut command = Command::new(there);
    command.args(arguments);
    command
}

/// The window's tests one after another; on Linux on a display of their own, whether or not there is a real one.
fn window_command() -> Command {
    let tests = cargo_command(&["test", "--workspace", "--no-fail-fast", "--test", "window", "--", "--test-threads=1", "--nocapture"]);
    let mut command = if answer("xvfb-run", &["--help"]).is_some() {
        let mut under = Command::new("xvfb-run");
        under.args(["--auto-servernum", "--server-args", "-screen 0 1400x1000x24"]);
        under.arg(tests.get_program()).args(tests.get_args()).current_dir(root());
        quiet(under)
    } else {
        tests
    };
    command.env(WINDOW, "1").env(DRIVER, webdriver::driver());
    command
}
