//! Which addresses of a network a program speaks to, as the kernel sees it: strace follows it and everything that it starts.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The calls by which anything leaves a process for an address.
const CALLS: &str = "trace=connect,sendto,sendmsg,sendmmsg,bind";

/// Programs that can be followed, or the reason why not: a container may forbid it, and strace is of Linux alone.
///
/// # Errors
/// With what stands in the way.
pub fn possible() -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        return Err("programs are followed on Linux only".into());
    }
    let tried = Command::new("strace").args(["-f", "-e", CALLS, "-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    match tried {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("strace may not follow a program here ({status})")),
        Err(error) => Err(format!("strace does not start: {error}")),
    }
}

/// A program followed into a file of its calls.
pub struct Followed {
    calls: PathBuf,
}

impl Followed {
    /// The calls go to a file in `folder`.
    #[must_use]
    pub fn into(folder: &Path) -> Self {
        Self { calls: folder.join("calls") }
    }

    /// The command that runs `program` and follows it. Arguments and environment are to be added.
    #[must_use]
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new("strace");
        command.args(["-f", "--seccomp-bpf", "-e", CALLS, "-o"]).arg(&self.calls).arg("--").arg(program);
        command
    }

    /// All calls that were seen.
    ///
    /// # Panics
    /// When strace has written nothing.
    #[must_use]
    pub fn calls(&self) -> String {
        fs::read_to_string(&self.calls).expect("strace has written what it saw")
    }
}

/// The calls with an address of the internet, this machine's own included.
#[must_use]
pub fn to_the_network(calls: &str) -> Vec<&str> {
    calls.lines().filter(|line| line.contains("AF_INET")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_is_seen() {
        if let Err(why) = possible() {
            println!("skipped: {why}");
            return;
        }
        let folder = tempfile::tempdir().expect("a folder");
        let followed = Followed::into(folder.path());
        // Nobody listens on this port; the attempt counts.
        let script = "exec 3<>/dev/tcp/127.0.0.1/9";
        followed.command(Path::new("bash")).args(["-c", script]).stderr(Stdio::null()).status().expect("strace starts");
        assert_eq!(to_the_network(&followed.calls()).len(), 1, "{}", followed.calls());
    }
}
