//! What else may befall a store: a folder that cannot be written to, a newer version, a clock that jumps, two programs at once, and
//! a change of passphrase that is killed.
#![cfg(unix)]

mod store_world;
mod writes;

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use chrono::{DateTime, Days, TimeDelta, Utc};
use pathways::model::LearnerRecord;
use pathways::store::{BackupReason, LearnerId, LookOnly, Passphrase, Store, StoreError, StorePath, TriageQuery};
use store_world::{World, today};
use writes::{contents, mixed};

fn record(name: &str) -> LearnerRecord {
    LearnerRecord { name: Some(name.to_owned()), ..LearnerRecord::default() }
}

fn names(store: &Store) -> Vec<String> {
    store.learners().expect("a list").into_iter().map(|learner| learner.name).collect()
}

fn asked(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// What a process that this program starts of itself is told.
const TOLD: &str = "CAIRN_TRIAL_TOLD";

/// This program as a process that runs one of the tests that are none. Root may write anywhere, so it becomes nobody.
fn process(test: &str, told: &str, as_nobody: bool, folder: &Path) -> Command {
    let own = std::env::current_exe().expect("this program");
    let root = Command::new("id").arg("-u").output().is_ok_and(|said| said.stdout == b"0\n");
    let mut command = if as_nobody && root {
        let copy = folder.join("program");
        fs::copy(&own, &copy).expect("a copy that nobody may run");
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(copy);
        command
    } else {
        Command::new(own)
    };
    command.args(["--exact", test, "--nocapture"]).env(TOLD, told).stdout(Stdio::piped()).stderr(Stdio::inherit());
    command
}

#[test]
fn the_process_that_looks() {
    let Ok(folder) = std::env::var(TOLD) else { return };
    let (mut store, why) = Store::open_or_look(&StorePath::new(folder)).expect("it can be looked at");
    assert_eq!(why, Some(LookOnly::Unwritable));
    assert_eq!(names(&store), ["Amara"]);
    let error = store.add_learner(&record("Noor"), DateTime::UNIX_EPOCH).expect_err("it cannot be changed");
    assert!(matches!(error, StoreError::ReadOnly) && error.to_string().contains("cannot be written to"), "{error}");
    println!("\nlooked");
}

#[test]
fn a_store_in_a_read_only_folder_is_looked_at_and_not_changed() {
    let world = World::new();
    let mut store = world.open();
    store.add_learner(&record("Amara"), DateTime::UNIX_EPOCH).expect("a learner");
    drop(store);
    let apart = tempfile::tempdir().expect("a folder");
    fs::set_permissions(apart.path(), Permissions::from_mode(0o755)).expect("permissions");
    fs::set_permissions(world.folder(), Permissions::from_mode(0o555)).expect("permissions");
    fs::set_permissions(StorePath::new(world.folder()).database(), Permissions::from_mode(0o444)).expect("permissions");
    let before = contents(world.folder()).expect("a sound store");
    let said = process("the_process_that_looks", &world.folder().to_string_lossy(), true, apart.path()).output().expect("it runs");
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    fs::set_permissions(world.folder(), Permissions::from_mode(0o755)).expect("permissions");
    assert!(said.contains("\nlooked"), "{said}");
    assert_eq!(contents(world.folder()).expect("a sound store"), before);
    println!("TRIAL read-only folder 1: the store was opened to be looked at, a write was refused with a word");
}

#[test]
fn a_newer_store_is_opened_to_be_looked_at() {
    let world = World::new();
    let mut store = world.open();
    store.add_learner(&record("Amara"), DateTime::UNIX_EPOCH).expect("a learner");
    drop(store);
    let path = StorePath::new(world.folder());
    let newer = "CREATE TABLE tomorrow (what TEXT, whose TEXT) STRICT; ALTER TABLE learner ADD COLUMN mood TEXT; PRAGMA user_version = 99;";
    rusqlite::Connection::open(path.database()).and_then(|c| c.execute_batch(newer)).expect("a newer form");
    let before = contents(world.folder()).expect("a sound store");
    let (mut store, why) = Store::open_or_look(&path).expect("it can be looked at");
    assert_eq!((why, names(&store)), (Some(LookOnly::Newer), vec!["Amara".to_owned()]));
    let error = store.set_setting("role", "advisor").expect_err("it cannot be changed");
    assert!(error.to_string().contains("newer version"), "{error}");
    drop(store);
    assert_eq!(contents(world.folder()).expect("a sound store"), before);
    println!("TRIAL newer store 1: it was opened to be looked at, a write was refused with a word");
}

#[test]
fn a_clock_that_jumps_costs_neither_an_edit_nor_a_backup() {
    let jumps = asked("CAIRN_JUMPS", 30);
    let world = World::new();
    let path = StorePath::new(world.folder());
    let mut store = world.open();
    let now = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000);
    // Some years to either side of what it should say.
    let clock = |number: u64| now + TimeDelta::days(i64::try_from(mixed(7, number) % 8_000).unwrap_or(0) - 4_000);
    let id = store.add_learner(&record("0"), clock(0)).expect("a learner");
    store.start_session(id, "Dr. Iqbal", clock(1)).expect("a session");
    for jump in 1..=jumps {
        store.save_learner(id, &record(&jump.to_string()), &format!("Edit {jump}"), clock(jump)).expect("an edit");
        store.back_up_daily(clock(jump).date_naive()).expect("a copy of that day");
    }
    let decided = store.open_session(id).expect("a session").expect("it is open").decided;
    assert_eq!(decided.len() as u64, jumps, "every edit of the session is among what was decided: {decided:?}");
    store.end_session(id, clock(3)).expect("closed");
    // The order of edits is that in which they were made, whatever the clock said.
    for jump in (1..=jumps).rev() {
        assert_eq!(store.undo(id, clock(jump)).expect("undone"), Some(format!("Edit {jump}")));
        assert_eq!(store.learner(id).expect("the learner").record, record(&(jump - 1).to_string()));
    }
    for jump in 1..=jumps {
        assert_eq!(store.redo(id, clock(jump)).expect("done again"), Some(format!("Edit {jump}")));
    }
    assert_eq!(store.activity_broken_at().expect("the log"), None);
    assert_eq!(store.activity(10).expect("the log").first().map(|entry| entry.what.clone()), Some("session-closed".to_owned()));
    // What is looked at again is told by the state of the record and by the day, not by which of two times is later.
    let stale = |day| store.triage(&TriageQuery { limit: 5, ..TriageQuery::default() }, day).expect("a list").stale;
    assert_eq!((stale(clock(4).date_naive()), stale(clock(5).date_naive())), (1, 1));
    // The clock is right again: today's copy is made, and it is the one that is offered, not one that says it is of a later day.
    let today = now.date_naive();
    let copy = store.back_up(BackupReason::Asked, today).expect("a copy").expect("a backup");
    assert!(path.backups().iter().any(|backup| backup.day > today), "some say they are of later days");
    assert_eq!(path.best_backup(today), Some(copy));
    assert!(store.back_up_daily(today + Days::new(1)).expect("a copy").is_some());
    println!("TRIAL clock jumps {jumps}: every edit in its order, the log whole, the right backup offered");
}

#[test]
fn the_process_that_backs_up() {
    let Ok(folder) = std::env::var(TOLD) else { return };
    let store = Store::open(&StorePath::new(folder)).expect("a store");
    for _ in 0..3 {
        store.back_up_daily(today()).expect("once a day");
        store.back_up(BackupReason::Asked, today()).expect("a copy").expect("a backup");
    }
}

#[test]
fn two_programs_that_back_up_at_once_make_one_copy_of_the_day_and_lose_none() {
    let world = World::new();
    world.open().add_learner(&record("Amara"), DateTime::UNIX_EPOCH).expect("a learner");
    let apart = tempfile::tempdir().expect("a folder");
    let start = || process("the_process_that_backs_up", &world.folder().to_string_lossy(), false, apart.path()).spawn().expect("it starts");
    let mut both = [start(), start()];
    // And twice in one program, as when the window and an import back up.
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| world.open().back_up_daily(today()).expect("once a day"));
        }
    });
    assert!(both.iter_mut().all(|child| child.wait().expect("it ends").success()));
    let backups = StorePath::new(world.folder()).backups();
    let of = |reason| backups.iter().filter(|backup| backup.reason == reason).count();
    assert_eq!((of(BackupReason::Daily), of(BackupReason::Asked)), (1, 6));
    println!("TRIAL two programs 2: one copy of the day, no copy lost");
}

const PHRASES: [&str; 2] = ["correct horse battery", "the second of the two"];

fn phrase(number: usize) -> Option<Passphrase> {
    PHRASES.get(number).map(|text| Passphrase::new((*text).to_owned()))
}

#[test]
fn the_process_that_changes_the_passphrase() {
    let Ok(told) = std::env::var(TOLD) else { return };
    let mut words = told.splitn(3, ' ');
    let mut number = || words.next().and_then(|word| word.parse::<usize>().ok()).expect("a number");
    let (from, to) = (number(), number());
    let path = StorePath::new(words.next().expect("a folder")).with_passphrase(phrase(from));
    let store = Store::open(&path).expect("it opens");
    println!("\nready");
    store.change_passphrase(phrase(to), DateTime::UNIX_EPOCH).expect("changed");
}

/// Whenever a change of passphrase is killed, the store opens with the old or the new one, and once it has been opened, every
/// backup does with the same.
#[test]
fn a_killed_change_of_passphrase_leaves_one_passphrase_for_all() {
    use std::io::{BufRead, BufReader};
    let kills = asked("CAIRN_PASSPHRASE_KILLS", 6);
    let world = World::new();
    let mut store = world.open();
    let id: LearnerId = store.add_learner(&record("Amara"), DateTime::UNIX_EPOCH).expect("a learner");
    for _ in 0..3 {
        store.back_up(BackupReason::Asked, today()).expect("a copy");
    }
    drop(store);
    // 2 stands for no passphrase at all.
    let (mut now, mut before, mut after) = (2, 0, 0);
    for kill in 0..kills {
        let next = (now + 1 + usize::try_from(mixed(3, kill) % 2).unwrap_or(0)) % 3;
        let told = format!("{now} {next} {}", world.folder().display());
        let mut child = process("the_process_that_changes_the_passphrase", &told, false, world.folder()).spawn().expect("it starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines().map_while(Result::ok);
        assert!(lines.any(|line| line == "ready"));
        thread::sleep(Duration::from_millis(mixed(11, kill) % 1_500));
        child.kill().expect("it is killed");
        child.wait().expect("it has ended");
        let path = |phrase_of: usize| StorePath::new(world.folder()).with_passphrase(phrase(phrase_of));
        let opened = |number: usize| Store::open(&path(number)).ok().map(|store| (number, store));
        let (found, store) = opened(now).or_else(|| opened(next)).expect("one of the two opens it");
        let kept = store.learner(id).expect("the learner").name;
        assert_eq!((kept.as_str(), store.setting::<String>("passphrase-before").ok().flatten()), ("Amara", None));
        drop(store);
        // No passphrase opens what is not encrypted as well; then that is what was found.
        let found = if StorePath::new(world.folder()).is_encrypted() { found } else { 2 };
        for backup in path(found).backups() {
            let apart = tempfile::tempdir().expect("a folder");
            fs::copy(world.folder().join("backups").join(backup.name()), apart.path().join("cairn.sqlite3")).expect("a copy");
            let alone = StorePath::new(apart.path()).with_passphrase(phrase(found));
            assert_eq!(names(&Store::open(&alone).expect("the backup opens")), ["Amara"], "kill {kill}: {}", backup.name());
        }
        if found == next {
            after += 1
        } else {
            before += 1
        }
        now = found;
    }
    println!("TRIAL passphrase kills {kills}: the old one {before} times, the new one {after} times, for the store and every backup");
}
