//! `cargo xtask trials`: the long trials of what a store survives, and the table of what they came to.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::Outcome;
use crate::process::shown;
use crate::project::{cargo, root};

/// How many kills and full disks, unless the command line says otherwise.
const KILLS: u64 = 400;
const FULL_DISKS: u64 = 40;

/// What stands above the table, and what stands below it.
const MARKS: (&str, &str) = ("<!-- trials -->\n", "<!-- end of trials -->\n");

/// Runs the trials and writes their table into docs/RELIABILITY.md. Arguments: how many kills, and which seed.
///
/// # Errors
/// When a trial fails, or the table cannot be written.
pub fn trials(arguments: &[String]) -> Outcome {
    let number = |at: usize, otherwise: u64| arguments.get(at).map_or(Ok(otherwise), |text| text.parse::<u64>());
    let (Ok(kills), Ok(seed)) = (number(0, KILLS), number(1, 1)) else {
        return Err("the arguments are numbers: how many kills, and which seed".into());
    };
    let mut command = Command::new(cargo());
    command.args(["test", "--package", "cairn-pathways", "--test", "crash", "--", "--nocapture", "--test-threads=1"]);
    command.env("CAIRN_KILLS", kills.to_string()).env("CAIRN_FAULTS", FULL_DISKS.to_string()).env("CAIRN_SEED", seed.to_string());
    let began = Instant::now();
    let output = command.current_dir(root()).stderr(Stdio::inherit()).output().map_err(|error| format!("{}: {error}", shown(&command)))?;
    let minutes = began.elapsed().as_secs().div_ceil(60);
    let said = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        return Err(format!("a trial failed:\n{said}"));
    }
    let rows: Vec<(&str, &str)> = said.lines().filter_map(trial).collect();
    for (what, outcome) in &rows {
        println!("{what}: {outcome}");
    }
    println!("survived in {minutes} minutes, the build included");
    write(&rows, seed, minutes)
}

/// What a line of the tests says of a trial: `TRIAL kills 400: …`.
fn trial(line: &str) -> Option<(&str, &str)> {
    line.split_once("TRIAL ")?.1.split_once(": ")
}

fn write(rows: &[(&str, &str)], seed: u64, minutes: u64) -> Outcome {
    let path = root().join("docs/RELIABILITY.md");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let lines: Vec<String> = rows.iter().map(|(what, outcome)| format!("| {what} | {outcome} |\n")).collect();
    let table = format!("| Trial | Outcome |\n|---|---|\n{}\nSeed {seed}; {minutes} minutes, the build included.\n", lines.concat());
    let text = put(&text, &table).ok_or_else(|| format!("{} has lost the marks of its table", path.display()))?;
    fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
}

fn put(text: &str, table: &str) -> Option<String> {
    let (before, rest) = text.split_once(MARKS.0)?;
    let (_, after) = rest.split_once(MARKS.1)?;
    Some(format!("{before}{}{table}{}{after}", MARKS.0, MARKS.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trials_are_read_and_their_table_is_put_in_its_place() {
        assert_eq!(trial("test a ... TRIAL kills 4: all survived"), Some(("kills 4", "all survived")));
        assert_eq!(trial("test a ... ok"), None);
        let text = format!("a\n{}old\n{}b\n", MARKS.0, MARKS.1);
        assert_eq!(put(&text, "new\n"), Some(format!("a\n{}new\n{}b\n", MARKS.0, MARKS.1)));
        assert_eq!(put("no marks", "new"), None);
    }
}
