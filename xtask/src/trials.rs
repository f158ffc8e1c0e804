//! `cargo xtask trials`: the long trials of what Cairn survives, and the table of what they came to.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::process::shown;
use crate::project::{cargo, root};
use crate::{Outcome, fuzz};

/// What stands above the table, and what stands below it.
const MARKS: (&str, &str) = ("<!-- trials -->\n", "<!-- end of trials -->\n");

/// The test programs that try; each says in lines that begin with `TRIAL` what it survived.
const PROGRAMS: &[&str] = &["crash", "store_conditions", "store_samples", "store_model", "soak"];

/// How much is tried: the word on the command line, the variable that the tests read, and how much unless it is said.
const AMOUNTS: &[(&str, &str, u64)] = &[
    ("--kills", "CAIRN_KILLS", 400),
    ("--disks", "CAIRN_FAULTS", 40),
    ("--passphrases", "CAIRN_PASSPHRASE_KILLS", 60),
    ("--jumps", "CAIRN_JUMPS", 100),
    ("--sequences", "CAIRN_SEQUENCES", 60),
    ("--soak", "CAIRN_SOAK_MINUTES", 60),
    ("--seed", "CAIRN_SEED", 1),
];

/// Seconds of fuzzing for each target; 0 leaves it out.
const FUZZ: (&str, u64) = ("--fuzz", 60);

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    /// What was done, such as `kills`.
    what: String,
    /// How often, or for how long.
    amount: u64,
    /// What came of it.
    outcome: String,
}

/// Runs the trials and writes their table into docs/RELIABILITY.md.
///
/// # Errors
/// When an argument is no amount, a trial fails, or the table cannot be written.
pub fn trials(arguments: &[String]) -> Outcome {
    let known = || AMOUNTS.iter().map(|(word, _, _)| *word).chain([FUZZ.0]);
    for pair in arguments.chunks(2) {
        if !known().any(|word| word == pair[0]) || pair.get(1).is_none_or(|amount| amount.parse::<u64>().is_err()) {
            let words: Vec<&str> = known().collect();
            return Err(format!("`{}` is no amount; the amounts are {}, each with a number", pair.join(" "), words.join(", ")));
        }
    }
    let asked = |word: &str, otherwise: u64| {
        let pair = arguments.chunks(2).find(|pair| pair[0] == word);
        pair.and_then(|pair| pair.get(1)?.parse().ok()).unwrap_or(otherwise)
    };
    let mut command = Command::new(cargo());
    command.args(["test", "--workspace", "--no-fail-fast"]);
    command.args(PROGRAMS.iter().flat_map(|program| ["--test", program])).args(["--", "--nocapture", "--test-threads=1"]);
    command.envs(AMOUNTS.iter().map(|(word, variable, usual)| (*variable, asked(word, *usual).to_string())));
    let began = Instant::now();
    println!("── {}", shown(&command));
    let output = command.current_dir(root()).stderr(Stdio::inherit()).output().map_err(|error| format!("{}: {error}", shown(&command)))?;
    let said = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        return Err(format!("a trial failed:\n{said}"));
    }
    let mut rows: Vec<Row> = said.lines().filter_map(trial).collect();
    let seconds = asked(FUZZ.0, FUZZ.1);
    if seconds > 0 {
        for (target, found) in fuzz::survey(&[], seconds)?.into_iter().flatten() {
            let found = found.map_err(|what| format!("the fuzzing of {target} failed: {what}"))?;
            let outcome = format!("no panic, none too slow, {} MB at most", found.memory);
            rows.push(Row { what: format!("inputs to `{target}`"), amount: found.executions, outcome });
        }
    }
    let minutes = began.elapsed().as_secs().div_ceil(60);
    for Row { what, amount, outcome } in &rows {
        println!("{what} {amount}: {outcome}");
    }
    let total = total(&rows, minutes);
    println!("\n{total}");
    write(&rows, &total, asked("--seed", 1))
}

/// What a line of the tests says of a trial: `TRIAL kills 400: …`.
fn trial(line: &str) -> Option<Row> {
    let (name, outcome) = line.split_once("TRIAL ")?.1.split_once(": ")?;
    let amount = name.split(' ').find_map(|word| word.parse().ok())?;
    let words: Vec<&str> = name.split(' ').filter(|word| word.parse::<u64>().is_err()).collect();
    Some(Row { what: words.join(" "), amount, outcome: outcome.to_owned() })
}

/// Everything in one sentence.
fn total(rows: &[Row], minutes: u64) -> String {
    let sum = |belongs: fn(&str) -> bool| rows.iter().filter(|row| belongs(&row.what)).map(|row| row.amount).sum::<u64>();
    let kills = sum(|what| what.ends_with("kills"));
    let inputs = sum(|what| what.starts_with("inputs"));
    let soak = sum(|what| what.starts_with("soak"));
    let others =
        |what: &str| !what.ends_with("kills") && !what.starts_with("inputs") && !what.starts_with("soak") && what != "store sequences";
    let faults = sum(others);
    let sequences = sum(|what| what == "store sequences");
    format!(
        "survived: {kills} kills, {faults} other faults, {sequences} sequences of operations, {inputs} inputs, {soak} minutes of use; in {minutes} minutes, the build included"
    )
}

fn write(rows: &[Row], total: &str, seed: u64) -> Outcome {
    let path = root().join("docs/RELIABILITY.md");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let lines: Vec<String> = rows.iter().map(|row| format!("| {} | {} | {} |\n", row.what, row.amount, row.outcome)).collect();
    let total = total.replacen('s', "S", 1);
    let table = format!("| Trial | How much | Outcome |\n|---|---|---|\n{}\n{total}. Seed {seed}.\n", lines.concat());
    let text = put_between(&text, MARKS, &table).ok_or_else(|| format!("{} has lost the marks of its table", path.display()))?;
    fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
}

/// Puts a table between two marks of a text; `None`: the marks are not there.
pub fn put_between(text: &str, marks: (&str, &str), table: &str) -> Option<String> {
    let (before, rest) = text.split_once(marks.0)?;
    let (_, after) = rest.split_once(marks.1)?;
    Some(format!("{before}{}{table}{}{after}", marks.0, marks.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(what: &str, amount: u64) -> Row {
        Row { what: what.to_owned(), amount, outcome: "all survived".to_owned() }
    }

    #[test]
    fn trials_are_read_and_their_table_is_put_in_its_place() {
        assert_eq!(trial("test a ... TRIAL kills 4: all survived"), Some(row("kills", 4)));
        assert_eq!(trial("TRIAL soak 60 minutes: all survived"), Some(row("soak minutes", 60)));
        assert_eq!(trial("test a ... ok"), None);
        let text = format!("a\n{}old\n{}b\n", MARKS.0, MARKS.1);
        assert_eq!(put_between(&text, MARKS, "new\n"), Some(format!("a\n{}new\n{}b\n", MARKS.0, MARKS.1)));
        assert_eq!(put_between("no marks", MARKS, "new"), None);
    }

    #[test]
    fn the_total_names_each_kind_of_trial_once() {
        let rows = [
            row("kills", 400),
            row("passphrase kills", 60),
            row("full disks", 40),
            row("clock jumps", 100),
            row("store sequences", 9),
            row("soak minutes", 60),
            row("inputs to `ctdl`", 5),
            row("inputs to `planner`", 7),
        ];
        let said = total(&rows, 90);
        let expected = "survived: 460 kills, 140 other faults, 9 sequences of operations, 12 inputs, 60 minutes of use; in 90 minutes";
        assert!(said.starts_with(expected), "{said}");
    }

    #[test]
    fn an_amount_that_is_none_is_refused_with_those_that_are() {
        let refused = trials(&["--kills".to_owned(), "many".to_owned()]).expect_err("no number");
        assert!(refused.contains("--kills many") && refused.contains("--soak"), "{refused}");
    }
}
