//! Programs that run beside a test and end with it, with everything that they have started.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// What is waited for comes within this time on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A program; on Drop its process group ends, after a failure too.
pub struct Running(Child);

impl Running {
    /// Starts it in a group of its own, without the test's streams: a pipe kept open would hold up the test.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn start(mut command: Command) -> Self {
        command.stdin(Stdio::null()).stderr(Stdio::null());
        in_own_group(&mut command);
        Self(command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}")))
    }

    /// The program, to be asked and read from.
    pub fn child(&mut self) -> &mut Child {
        &mut self.0
    }

    /// Waits until it has ended by itself, and says whether with success.
    ///
    /// # Panics
    /// When it runs on.
    pub fn ends(&mut self) -> bool {
        let mut ended = None;
        wait_for("the program to end", || {
            ended = self.0.try_wait().expect("a child can be asked");
            ended.is_some()
        });
        ended.is_some_and(|status| status.success())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Failures are ignored: the processes may be gone already.
        if cfg!(unix) {
            for signal in ["-TERM", "-KILL"] {
                drop(Command::new("kill").args([signal, "--", &format!("-{}", self.0.id())]).stderr(Stdio::null()).status());
                sleep(Duration::from_millis(300));
            }
        }
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Waits until something is so.
///
/// # Panics
/// When it does not become so.
pub fn wait_for(what: &str, mut so: impl FnMut() -> bool) {
    let started = Instant::now();
    while !so() {
        assert!(started.elapsed() < PATIENCE, "waited {PATIENCE:?} for {what}");
        sleep(Duration::from_millis(200));
    }
}

/// Whether a folder holds anything.
#[must_use]
pub fn any_file(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

#[cfg(unix)]
fn in_own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn in_own_group(_: &mut Command) {}
