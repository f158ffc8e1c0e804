//! What libFuzzer says at the end of a run, and the table of runs in docs/FUZZING.md.

use std::fmt;
use std::time::Duration;

use crate::Outcome;
use crate::project::root;
use crate::trials::put_between;

/// What stands above the table, and what stands below it.
const MARKS: (&str, &str) = ("<!-- runs -->\n", "<!-- end of runs -->\n");

/// How a run ended that found nothing to complain of.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// Wall time in seconds.
    pub seconds: u64,
    /// How often the target ran.
    pub executions: u64,
    /// Edges of the program that were reached: with the first inputs, and at the end.
    pub coverage: (u64, u64),
    /// Inputs that reached something new.
    pub new: u64,
    /// The slowest input, in seconds.
    pub slowest: u64,
    /// The most memory, in megabytes.
    pub memory: u64,
}

impl Finding {
    /// Reads it from what libFuzzer printed.
    pub fn read(said: &str, took: Duration) -> Option<Self> {
        let figure = |name: &str| said.lines().find_map(|line| line.strip_prefix(&format!("stat::{name}:"))?.trim().parse().ok());
        let edges = |line: &str| line.split_once("cov: ")?.1.split_whitespace().next()?.parse().ok();
        let first = said.lines().find(|line| line.contains("INITED")).and_then(edges).unwrap_or(0);
        let last = said.lines().rev().find_map(edges).unwrap_or(first);
        Some(Self {
            seconds: took.as_secs(),
            executions: figure("number_of_executed_units")?,
            coverage: (first, last),
            new: figure("new_units_added")?,
            slowest: figure("slowest_unit_time_sec")?,
            memory: figure("peak_rss_mb")?,
        })
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} s, {} executions, coverage {} → {}, {} new inputs, the slowest {} s, {} MB",
            self.seconds, self.executions, self.coverage.0, self.coverage.1, self.new, self.slowest, self.memory
        )
    }
}

/// Writes the table of runs into docs/FUZZING.md.
pub fn table(rows: &[(&str, Result<Finding, String>)], seconds: u64) -> Outcome {
    let path = root().join("docs/FUZZING.md");
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let row = |(name, one): &(&str, Result<Finding, String>)| match one {
        Ok(found) => format!(
            "| `{name}` | {} s | {} | {} → {} | {} | {} s | {} MB | none |\n",
            found.seconds, found.executions, found.coverage.0, found.coverage.1, found.new, found.slowest, found.memory
        ),
        Err(what) => format!("| `{name}` | | | | | | | **{what}** |\n"),
    };
    let head = "| Target | Time | Executions | Coverage | New inputs | Slowest input | Memory | Panics, hangs |\n|---|---|---|---|---|---|---|---|\n";
    let rows: String = rows.iter().map(row).collect();
    let table = format!("`cargo xtask fuzz {seconds} --record`\n\n{head}{rows}");
    let text = put_between(&text, MARKS, &table).ok_or_else(|| format!("{} has lost the marks of its table", path.display()))?;
    std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_those_that_libfuzzer_prints() {
        let said = "#11\tINITED cov: 711 ft: 712 corp: 9/1Kb exec/s: 0 rss: 30Mb\n#99\tNEW    cov: 800 ft: 900\n\
            #17638\tDONE   cov: 897 ft: 1200 corp: 498/1Mb\nDone 17638 runs in 61 second(s)\nstat::number_of_executed_units: 17638\n\
            stat::average_exec_per_sec:     289\nstat::new_units_added:          498\nstat::slowest_unit_time_sec:    1\n\
            stat::peak_rss_mb:              34\n";
        let found = Finding::read(said, Duration::from_secs(61)).expect("figures");
        assert_eq!(found, Finding { seconds: 61, executions: 17_638, coverage: (711, 897), new: 498, slowest: 1, memory: 34 });
        assert_eq!(Finding::read("==1== ERROR: libFuzzer: deadly signal", Duration::ZERO), None);
    }
}
