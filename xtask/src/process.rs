//! Child processes with a time limit. A child runs in a process group of its own, so that whatever it starts ends with it.

use std::fs::File;
use std::io;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How a child ended.
pub enum Ending {
    /// By itself.
    Exited(ExitStatus),
    /// It ran longer than allowed and was ended.
    TimedOut,
    /// It never started.
    NotStarted(io::Error),
}

impl Ending {
    /// Whether it exited by itself with success.
    pub fn succeeded(&self) -> bool {
        matches!(self, Self::Exited(status) if status.success())
    }
}

/// Runs a child to its end, everything that it prints going to a file: a pipe kept open by a grandchild would keep the caller waiting.
pub fn run_into(mut command: Command, output: &Path, limit: Duration) -> Ending {
    let opened = File::create(output).and_then(|file| Ok((file.try_clone()?, file)));
    let (out, err) = match opened {
        Ok(both) => both,
        Err(error) => return Ending::NotStarted(error),
    };
    command.stdin(Stdio::null()).stdout(out).stderr(err);
    in_own_group(&mut command);
    match command.spawn() {
        Ok(child) => await_ending(child, limit),
        Err(error) => Ending::NotStarted(error),
    }
}

fn await_ending(mut child: Child, limit: Duration) -> Ending {
    let started = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ending::Exited(status),
            Ok(None) if started.elapsed() < limit => sleep(Duration::from_millis(100)),
            Ok(None) => {
                end_group(&mut child);
                return Ending::TimedOut;
            }
            Err(error) => return Ending::NotStarted(error),
        }
    }
}

#[cfg(unix)]
fn in_own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn in_own_group(_: &mut Command) {}

/// Ends the child and, on Unix, everything in its group. Failures are ignored: the processes may be gone already.
fn end_group(child: &mut Child) {
    if cfg!(unix) {
        let group = format!("-{}", child.id());
        drop(Command::new("kill").args(["-KILL", "--", &group]).stdout(Stdio::null()).stderr(Stdio::null()).status());
    }
    drop(child.kill());
    drop(child.wait());
}

/// Runs a child in the foreground and says what failed.
///
/// # Errors
/// When it cannot start or exits with failure.
pub fn run_here(command: &mut Command) -> Result<(), String> {
    let shown = shown(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{shown}` failed ({status})")),
        Err(error) => Err(format!("`{shown}` could not be started: {error}")),
    }
}

/// What a program prints, when it runs and succeeds.
pub fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A command as a person would type it.
pub fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
