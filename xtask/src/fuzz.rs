//! `cargo xtask fuzz`: every target of `pathways/fuzz` for some seconds each, two at a time, and what came of it.
//!
//! It runs on the stable compiler: the sanitizer, which is left out, is what would need a nightly one.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use crate::fuzz_report::{Finding, table};
use crate::process::{Ending, answer, run_here, run_into};
use crate::project::{cargo, root, target};
use crate::{Outcome, fuzz_kept};

const VERSION: &str = "0.13.2";
/// Seconds for each target, unless the command line says otherwise.
const SECONDS: u64 = 60;
/// Inputs are not longer than this, in bytes; what is slow on more is what `reading_stream.rs` looks at.
const LONGEST: u32 = 65_536;
/// A target that takes more memory has failed, in megabytes.
const MOST_MEMORY: u32 = 2_048;
/// One input that takes longer has failed, in seconds.
const SLOWEST: u32 = 60;

/// From what the inputs are drawn: fixed, so that two runs on one state of the code look at much the same. What was kept of earlier runs,
/// and how long one looks, is what brings others.
const SEED: u32 = 20_261_124;

/// Each target, and the folder from which its first inputs come. What it kept before (`pathways/fuzz/kept`) comes along.
const TARGETS: &[(&str, &str)] = &[
    ("credential", "pathways/tests/credentials"),
    ("baked_png", "pathways/tests/credentials"),
    ("baked_svg", "pathways/tests/credentials"),
    ("europass", "pathways/tests/credentials"),
    ("status_list", "pathways/tests/credentials"),
    ("trust_document", "pathways/tests/credentials"),
    ("archive", "pathways/tests/credentials"),
    ("contract", "pathways/catalogue"),
    ("ctdl", "pathways/tests/snapshots"),
    ("curriculum", "pathways/tests/snapshots"),
    ("planner", ""),
    ("scheduler", ""),
];

/// Builds the targets and runs those that are named, or all; the first argument may say for how many seconds.
///
/// # Errors
/// When they cannot be built, or one finds an input that it should not fail on.
pub fn fuzz(arguments: &[String]) -> Outcome {
    let (record, keep) = (arguments.iter().any(|argument| argument == "--record"), arguments.iter().any(|argument| argument == "--keep"));
    let words: Vec<&str> = arguments.iter().map(String::as_str).filter(|argument| !argument.starts_with("--")).collect();
    let seconds = words.iter().find_map(|word| word.parse::<u64>().ok()).unwrap_or(SECONDS);
    let named: Vec<&str> = words.iter().copied().filter(|word| word.parse::<u64>().is_err()).collect();
    if let Some(unknown) = named.iter().find(|name| TARGETS.iter().all(|(target, _)| target != *name)) {
        let known: Vec<&str> = TARGETS.iter().map(|(target, _)| *target).collect();
        return Err(format!("there is no target `{unknown}`; the targets are {}", known.join(", ")));
    }
    let Some(found) = survey(&named, seconds)? else {
        println!("\n0 passed, 0 failed");
        return Ok(());
    };
    let failed = found.iter().filter(|(_, one)| one.is_err()).count();
    if record {
        table(&found, seconds)?;
    }
    for (name, _) in found.iter().filter(|(name, one)| keep && one.is_ok() && fuzz_kept::KEPT.contains(name)) {
        fuzz_kept::keep(name, &program(name)?, &home().join("corpus").join(name), &home().join("merged").join(name))?;
    }
    println!("\n{} passed, {failed} failed", found.len() - failed);
    if failed == 0 { Ok(()) } else { Err(format!("{failed} of the targets failed; each input is kept in {}", artifacts("").display())) }
}

/// What came of each target.
pub type Survey = Vec<(&'static str, Result<Finding, String>)>;

/// Runs the targets that are named, or all, for so many seconds each. `None`: it cannot be done here, and why has been said.
///
/// # Errors
/// When they cannot be built.
pub fn survey(named: &[&str], seconds: u64) -> Result<Option<Survey>, String> {
    let chosen: Vec<(&'static str, &'static str)> =
        TARGETS.iter().copied().filter(|(target, _)| named.is_empty() || named.contains(target)).collect();
    if cfg!(windows) {
        println!("libFuzzer is not built here on Windows; nothing is fuzzed");
        return Ok(None);
    }
    let fuzzer = match tool() {
        Ok(fuzzer) => fuzzer,
        Err(what) => {
            println!("cargo-fuzz {VERSION} is not here and could not be built ({what}); nothing is fuzzed");
            return Ok(None);
        }
    };
    build(&fuzzer)?;
    let (next, at_once) = (AtomicUsize::new(0), available_parallelism().map_or(1, |cores| cores.get().min(2)));
    let take = || -> Vec<(usize, Result<Finding, String>)> {
        let mut found = Vec::new();
        while let Some(at) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|at| *at < chosen.len()) {
            let (target, seeds) = chosen[at];
            let one = run(target, seeds, seconds);
            match &one {
                Ok(finding) => println!("{target}: {finding}"),
                Err(what) => println!("{target}: FAILED: {what}"),
            }
            found.push((at, one));
        }
        found
    };
    let mut found: Vec<(usize, Result<Finding, String>)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..at_once).map(|_| scope.spawn(take)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    });
    found.sort_by_key(|(at, _)| *at);
    Ok(Some(found.into_iter().map(|(at, one)| (chosen[at].0, one)).collect()))
}

fn home() -> PathBuf {
    target().join("fuzz")
}

fn artifacts(name: &str) -> PathBuf {
    home().join("artifacts").join(name)
}

/// The command of cargo-fuzz: the one that is installed, else one that is built once into `target/tools`.
fn tool() -> Result<String, String> {
    if answer("cargo-fuzz", &["--version"]).is_some() {
        return Ok("cargo-fuzz".into());
    }
    let own = target().join("tools/bin/cargo-fuzz");
    if !own.exists() {
        println!("Building cargo-fuzz {VERSION}, once");
        run_here(
            Command::new(cargo())
                .args(["install", "cargo-fuzz", "--version", VERSION, "--locked", "--root"])
                .arg(target().join("tools"))
                .env("CARGO_TARGET_DIR", target().join("tools-build")),
        )?;
    }
    Ok(own.to_string_lossy().into_owned())
}

fn build(fuzzer: &str) -> Outcome {
    // The versions of the workspace; what only fuzzing needs is added to them.
    let (lock, own) = (root().join("Cargo.lock"), root().join("pathways/fuzz/Cargo.lock"));
    fs::copy(&lock, &own).map_err(|error| format!("{}: {error}", own.display()))?;
    let mut command = Command::new(fuzzer);
    command.args(["build", "--fuzz-dir", ".", "--sanitizer", "none", "--target-dir"]).arg(home());
    command.current_dir(root().join("pathways/fuzz"));
    run_here(&mut command)
}

fn program(name: &str) -> Result<PathBuf, String> {
    let facts = answer("rustc", &["-vV"]).unwrap_or_default();
    let triple = facts.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("rustc does not name its target")?;
    Ok(home().join(triple).join("release").join(name))
}

/// Runs one target, from what it found before, what is kept of it, and the first inputs.
fn run(name: &str, seeds: &str, seconds: u64) -> Result<Finding, String> {
    let corpus = home().join("corpus").join(name);
    for folder in [&corpus, &artifacts(name)] {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let mut command = Command::new(program(name)?);
    command.arg(format!("-artifact_prefix={}/", artifacts(name).display()));
    command.args([format!("-max_total_time={seconds}"), format!("-max_len={LONGEST}"), format!("-rss_limit_mb={MOST_MEMORY}")]);
    command.args([format!("-seed={SEED}"), format!("-timeout={SLOWEST}"), "-print_final_stats=1".to_owned()]).arg(&corpus);
    let kept = home().join("kept").join(name);
    fuzz_kept::unpack(name, &kept)?;
    command.arg(kept);
    if !seeds.is_empty() {
        command.arg(root().join(seeds));
    }
    command.stdin(Stdio::null());
    let log = home().join(format!("{name}.log"));
    let began = Instant::now();
    // Reading the first inputs comes on top of the time that is asked for.
    let ending = run_into(command, &log, Duration::from_secs(2 * seconds + 600));
    let said = read(&log)?;
    match ending {
        Ending::Exited(status) if status.success() => Finding::read(&said, began.elapsed()).ok_or_else(|| "it printed no figures".into()),
        Ending::Exited(_) => Err(format!("an input failed; see {}", log.display())),
        Ending::TimedOut => Err("it did not end in time".into()),
        Ending::NotStarted(error) => Err(format!("it did not start: {error}")),
    }
}

fn read(log: &Path) -> Result<String, String> {
    use std::io::Read;
    let mut bytes = Vec::new();
    let read = File::open(log).and_then(|mut file| file.read_to_end(&mut bytes));
    read.map_err(|error| format!("{}: {error}", log.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
