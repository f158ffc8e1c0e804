//! The application opens no connection: followed from its start to a page that has asked for everything it shows.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use cairn_tests::connections::{Followed, possible, to_the_network};
use cairn_tests::programs::program;
use cairn_tests::window::{Home, wanted};

/// A start under observation on a busy machine.
const START: Duration = Duration::from_secs(120);

#[test]
fn the_application_speaks_to_nobody() {
    if !wanted() {
        return;
    }
    if let Err(why) = possible() {
        println!("skipped: {why}");
        return;
    }
    let home = Home::new();
    let folder = tempfile::tempdir().expect("a folder");
    let followed = Followed::into(folder.path());
    let mut command = followed.command(&program("cairn-desktop").expect("the window is built"));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    home.apply(&mut command);
    in_own_group(&mut command);
    let mut running = Ended(command.spawn().expect("strace starts"));
    // The copy of the day is made after the page has called the shell for what it shows.
    let backups = home.file("cairn_store").join("backups");
    let started = Instant::now();
    while !any_file(&backups) {
        assert!(running.0.try_wait().expect("a child can be asked").is_none(), "the application ended by itself:\n{}", followed.calls());
        assert!(started.elapsed() < START, "no page asked for the store within {START:?}");
        sleep(Duration::from_millis(200));
    }
    drop(running);
    let calls = followed.calls();
    assert!(calls.contains("AF_UNIX"), "the display at least is spoken to, or nothing was seen:\n{calls}");
    let outside = to_the_network(&calls);
    assert!(outside.is_empty(), "{outside:#?}");
}

fn any_file(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

/// Ends the program and what it started, after a failure too.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // Failures are ignored: the processes may be gone already.
        for signal in ["-TERM", "-KILL"] {
            drop(Command::new("kill").args([signal, "--", &format!("-{}", self.0.id())]).stderr(Stdio::null()).status());
            sleep(Duration::from_millis(500));
        }
        drop(self.0.wait());
    }
}

#[cfg(unix)]
fn in_own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn in_own_group(_: &mut Command) {}
