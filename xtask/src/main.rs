//! `cargo xtask`: builds, runs and tests Cairn on a machine that has only Rust and Node.

mod bundle;
mod bundle_trial;
mod clean_room;
mod fuzz;
mod fuzz_kept;
mod fuzz_report;
mod interface;
mod prerequisites;
mod process;
mod project;
mod run;
mod sbom;
mod stage;
mod system_packages;
mod tauri_cli;
mod test;
mod trials;
mod webdriver;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask COMMAND

  run [-- ARGS]    build Cairn and open its window (ARGS go to the application);
                   without a display, print the sample learner's routes instead
  test [STAGE…]    check and test everything; with names of stages, only those
  trials [--AMOUNT N …]
                   the long trials of what Cairn survives, more than an hour; writes docs/RELIABILITY.md;
                   the amounts are --kills, --disks, --passphrases, --jumps, --sequences, --soak (minutes),
                   --fuzz (seconds for each target) and --seed
  bundle [--try] [FORMAT…]
                   the installers; with --try the .deb is installed, used and removed
  fuzz [--record] [--keep] [SECONDS] [TARGET…]
                   every target of pathways/fuzz for so long (60); --record writes docs/FUZZING.md,
                   --keep renews pathways/fuzz/kept
  clean-room [--again] [STAGE…]
                   `run` and `test` from a clean clone in a minimal Debian (needs root)
  sbom             what Cairn is built from: target/sbom/cairn.cdx.json and src-tauri/licences.json
  ui               install the interface's dependencies and build it
  help             this text
";

/// What is said to the person when a command could not be carried out: what happened and what to do.
type Outcome = Result<(), String>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = arguments.split_first().map_or(("help", &[][..]), |(first, rest)| (first.as_str(), rest));
    let outcome = match command {
        "run" => run::run(rest),
        "test" => return test::test(rest),
        "bundle" => bundle::bundle(rest),
        "clean-room" => clean_room::clean_room(rest),
        "fuzz" => fuzz::fuzz(rest),
        "sbom" => sbom::sbom(),
        "trials" => trials::trials(rest),
        "ui" => prerequisites::check_tools().and_then(|()| interface::build()),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        other => {
            eprintln!("cargo xtask: there is no command `{other}`\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            eprintln!("cargo xtask {command}: {what}");
            ExitCode::FAILURE
        }
    }
}
