//! The `cairn` command: the engine of the desktop application, without a window.
//!
//! Exit status: 0 answered (whatever the answer is), 1 the input was refused, 2 wrong usage.

mod audit;
mod bench;
mod check;
mod cohort;
mod compare;
mod export;
mod import;
mod input;
mod large;
mod manual;
mod pipe;
mod plan;
mod progress;
mod report;
mod search;
mod show;
mod text;
mod unlocks;
mod verify;
mod why;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Plans routes from what a learner holds to the qualification they want: exact, offline, with sources.
#[derive(Parser)]
#[command(name = "cairn", version, about)]
struct Cairn {
    #[command(subcommand)]
    command: Command,
    /// Print one JSON document and nothing else.
    #[arg(long, global = true)]
    json: bool,
    /// The folder of the store (default: the application's own data folder).
    #[arg(long, global = true, value_name = "DIR")]
    store: Option<std::path::PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    Check(check::Check),
    Plan(plan::PlanCommand),
    Audit(audit::Audit),
    Unlocks(unlocks::Unlocks),
    Compare(compare::Compare),
    Why(why::Why),
    Report(report::ReportCommand),
    Bench(bench::Bench),
    Show(show::Show),
    Search(search::Search),
    Verify(verify::Verify),
    Import(import::Import),
    Export(export::Export),
    #[command(hide = true)]
    Manual(manual::Manual),
}

/// The input was refused; what there is to say has been said on standard error.
struct Refused;

/// What a subcommand returns.
type Answer = Result<(), Refused>;

/// Says why the input is refused.
fn refuse(message: impl std::fmt::Display) -> Refused {
    eprintln!("cairn: {message}");
    Refused
}

fn main() -> ExitCode {
    pipe::end_when_nobody_reads();
    let cairn = Cairn::parse();
    let answer = match cairn.command {
        Command::Check(command) => command.run(cairn.json),
        Command::Plan(command) => command.run(cairn.json, cairn.store.as_deref()),
        Command::Audit(command) => command.run(cairn.json),
        Command::Unlocks(command) => command.run(cairn.json),
        Command::Compare(command) => command.run(cairn.json),
        Command::Why(command) => command.run(cairn.json),
        Command::Report(command) => command.run(cairn.json),
        Command::Bench(command) => command.run(cairn.json),
        Command::Show(command) => command.run(cairn.json, cairn.store.as_deref()),
        Command::Search(command) => command.run(cairn.json, cairn.store.as_deref()),
        Command::Verify(command) => command.run(cairn.json),
        Command::Import(command) => command.run(cairn.json, cairn.store.as_deref()),
        Command::Export(command) => command.run(cairn.json, cairn.store.as_deref()),
        Command::Manual(command) => command.run(),
    };
    match answer {
        Ok(()) => ExitCode::SUCCESS,
        Err(Refused) => ExitCode::from(1),
    }
}
