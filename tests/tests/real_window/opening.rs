//! Files opened from outside: with the start, and with a second start, which the running window receives.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cairn_tests::programs::program;
use cairn_tests::running::{Running, wait_for};
use cairn_tests::window::{Home, wanted};
use pathways::store::{Store, StorePath};

const RECORD: &str = r#"{"format":"cairn.learner/1","name":"Opened from outside","held":[]}"#;
const PACK: &str = r#"{"format":"cairn.catalogue/1","id":"opened","version":"1","organizations":[{"id":"org:o","name":"Opened"}],
    "awards":[{"id":"opened:a","title":"Opened from outside","kind":"course","issuer":"org:o"}]}"#;

#[test]
fn files_come_in_at_the_start_and_with_a_second_start() {
    if !wanted() {
        return;
    }
    let Some((_bus, address)) = bus() else {
        println!("skipped: two starts find each other through a session bus, and dbus-daemon is not installed");
        return;
    };
    let home = Home::new();
    let path = StorePath::new(home.file("cairn_store"));
    // Somebody who has been here before: the welcome comes before everything else.
    Store::open(&path).and_then(|mut store| store.set_setting("role", "learner")).expect("a store");
    let file = |name: &str, text: &str| -> PathBuf {
        let path = home.file(name);
        std::fs::write(&path, text).expect("a file");
        path
    };
    let start = |file: &Path| {
        let mut command = Command::new(program("cairn-desktop").expect("the window is built"));
        home.apply(&mut command);
        command.arg(file).env("DBUS_SESSION_BUS_ADDRESS", &address).stdout(Stdio::null());
        Running::start(command)
    };
    let holds = |what: &dyn Fn(&Store) -> bool| Store::open_read_only(&path).is_ok_and(|store| what(&store));

    let _first = start(&file("record.json", RECORD));
    wait_for("the record to be brought in", || {
        holds(&|store| store.learners().is_ok_and(|all| all.iter().any(|one| one.name == "Opened from outside")))
    });
    let mut second = start(&file("pack.json", PACK));
    assert!(second.ends(), "a second start hands its file over and ends with success");
    wait_for("the pack to be brought in", || {
        holds(&|store| store.packs().is_ok_and(|all| all.iter().any(|pack| pack.id.as_str() == "opened")))
    });
}

/// A session bus of its own, and its address.
fn bus() -> Option<(Running, String)> {
    let mut command = Command::new("dbus-daemon");
    command.args(["--session", "--nofork", "--print-address"]).stdout(Stdio::piped());
    let there = Command::new("dbus-daemon").arg("--version").stdout(Stdio::null()).status().is_ok_and(|status| status.success());
    let mut bus = there.then(|| Running::start(command))?;
    let mut address = String::new();
    BufReader::new(bus.child().stdout.take()?).read_line(&mut address).ok()?;
    Some((bus, address.trim().to_owned()))
}
