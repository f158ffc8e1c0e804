//! The application opens no connection: followed from its start to a page that has asked for everything it shows.

use std::process::Stdio;

use cairn_tests::connections::{Followed, possible, to_the_network};
use cairn_tests::programs::program;
use cairn_tests::running::{Running, any_file, wait_for};
use cairn_tests::window::{Home, wanted};

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
    command.stdout(Stdio::null());
    home.apply(&mut command);
    let mut running = Running::start(command);
    // The copy of the day is made after the page has called the shell for what it shows.
    let backups = home.file("cairn_store").join("backups");
    wait_for("a page that asks for the store", || {
        let alive = running.child().try_wait().expect("a child can be asked").is_none();
        assert!(alive, "the application ended by itself:\n{}", followed.calls());
        any_file(&backups)
    });
    drop(running);
    let calls = followed.calls();
    assert!(calls.contains("AF_UNIX"), "the display at least is spoken to, or nothing was seen:\n{calls}");
    let outside = to_the_network(&calls);
    assert!(outside.is_empty(), "{outside:#?}");
}
