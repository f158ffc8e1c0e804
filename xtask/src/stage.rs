//! One stage of the tests: a command with a time limit, how it ended, and how many tests it counted.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::process::{self, Ending};

/// What is to be run.
pub struct Stage {
    /// The word by which it is chosen on the command line and named in the summary.
    pub name: &'static str,
    /// The command, made when it is run: how it runs depends on programs that are installed before the first stage.
    pub command: fn() -> Command,
    /// After this long it is ended and has failed.
    pub limit: Duration,
}

/// How it went.
pub struct Report {
    /// The stage's name.
    pub name: &'static str,
    /// Whether it succeeded within its limit.
    pub succeeded: bool,
    /// From start to end.
    pub took: Duration,
    /// Tests that passed; a stage that counts none is one test itself.
    pub passed: u64,
    /// Tests that failed, at least one when the stage failed.
    pub failed: u64,
    /// A word on the ending where it is not obvious.
    pub remark: String,
}

impl Stage {
    /// Runs it; what it printed goes to `logs`, and to the terminal when it failed.
    pub fn run(self, logs: &std::path::Path) -> Report {
        let command = (self.command)();
        println!("── {}: {}", self.name, process::shown(&command));
        let log: PathBuf = logs.join(format!("{}.log", self.name));
        let started = Instant::now();
        let ending = process::run_into(command, &log, self.limit);
        let took = started.elapsed();
        let output = fs::read(&log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        let succeeded = ending.succeeded();
        let remark = match &ending {
            Ending::Exited(_) => String::new(),
            Ending::TimedOut => format!("ended after its limit of {} s", self.limit.as_secs()),
            Ending::NotStarted(error) => format!("did not start: {error}"),
        };
        if !succeeded {
            println!("{output}\n── {} failed {remark}; this output is in {}", self.name, log.display());
        }
        let (passed, failed) = tests_in(&output, succeeded);
        Report { name: self.name, succeeded, took, passed, failed, remark }
    }
}

/// Counts what cargo and Vitest report. A success without counts is one passed test; a failure counts at least one failed test.
fn tests_in(output: &str, succeeded: bool) -> (u64, u64) {
    let (mut passed, mut failed, mut counted) = (0, 0, false);
    for line in output.lines().map(str::trim) {
        let of_cargo = line.starts_with("test result:");
        let of_vitest = line.starts_with("Tests ");
        let plain = line.split_once(" passed, ").is_some_and(|(count, rest)| count.parse::<u64>().is_ok() && rest.ends_with(" failed"));
        if of_cargo || of_vitest || plain {
            counted |= plain;
            passed += number_before("passed", line);
            failed += number_before("failed", line);
        }
    }
    match (succeeded, passed, failed) {
        // A stage that says itself that it ran nothing has passed nothing.
        (true, 0, 0) if counted => (0, 0),
        (true, 0, 0) => (1, 0),
        (false, _, 0) => (passed, 1),
        _ => (passed, failed),
    }
}

fn number_before(word: &str, line: &str) -> u64 {
    let words: Vec<&str> = line.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(2).filter(|pair| pair[1] == word).find_map(|pair| pair[0].parse().ok()).unwrap_or(0)
}

/// The table of all stages and, alone on the last line, the count of tests.
pub fn summary(reports: &[Report]) -> String {
    let mut table = String::from("\nstage          result       time    passed    failed\n");
    for report in reports {
        let result = if report.succeeded { "ok" } else { "FAILED" };
        let time = format!("{:.1} s", report.took.as_secs_f64());
        let line = format!("{:<14} {result:<6} {time:>10} {:>9} {:>9}  {}", report.name, report.passed, report.failed, report.remark);
        table.push_str(line.trim_end());
        table.push('\n');
    }
    let time: Duration = reports.iter().map(|report| report.took).sum();
    let passed: u64 = reports.iter().map(|report| report.passed).sum();
    let failed: u64 = reports.iter().map(|report| report.failed).sum();
    table.push_str(&format!("{:<14} {:<6} {:>10}\n\n{passed} passed, {failed} failed", "all", "", format!("{:.1} s", time.as_secs_f64())));
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_those_of_cargo_and_vitest() {
        let cargo = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.02s\n\
                     test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(tests_in(cargo, false), (15, 2));
        assert_eq!(tests_in("      Tests  1 failed | 41 passed (42)", false), (41, 1));
    }

    #[test]
    fn a_stage_without_counts_is_one_test() {
        assert_eq!(tests_in("", true), (1, 0));
        assert_eq!(tests_in("error: could not compile", false), (0, 1));
    }

    #[test]
    fn a_stage_that_says_its_own_count_is_believed() {
        assert_eq!(tests_in("planner: 60 s\n\n12 passed, 0 failed\n", true), (12, 0));
        assert_eq!(tests_in("nothing is fuzzed\n\n0 passed, 0 failed\n", true), (0, 0));
    }

    #[test]
    fn a_failed_stage_never_counts_as_passed_alone() {
        assert_eq!(tests_in("test result: ok. 9 passed; 0 failed", false), (9, 1));
    }

    #[test]
    fn the_summary_ends_with_the_count_alone_on_its_line() {
        let report = |succeeded, passed, failed| Report {
            name: "rust",
            succeeded,
            took: Duration::from_secs(2),
            passed,
            failed,
            remark: String::new(),
        };
        let table = summary(&[report(true, 5, 0), report(false, 1, 3)]);
        assert_eq!(table.lines().last(), Some("6 passed, 3 failed"));
        assert!(table.contains("FAILED"));
    }
}
