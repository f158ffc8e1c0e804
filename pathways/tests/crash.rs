//! A store survives what happens to processes and disks: ended at any point of any write, out of space, without the right to
//! write, locked, opened twice. Each time it holds the state before the write or the one after it, never less.
//!
//! `CAIRN_KILLS` asks for more kills than the few dozen of the ordinary tests; `CAIRN_SEED` chooses other writes.
#![cfg(unix)]

mod writes;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use pathways::store::{Store, StoreError, StorePath};
use writes::{Table, Writer, contents, mixed};

fn asked(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// What the process that is killed is told: folder, seed, number of its first write.
const WRITER: &str = "CAIRN_TRIAL_WRITER";

/// This very program, as a process that writes until it is ended and says after each write that it is done.
fn writer(folder: &Path, seed: u64, first: u64) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", "the_process_that_writes", "--nocapture"]);
    command.env(WRITER, format!("{seed} {first} {}", folder.display())).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// Is no test of its own: it writes when a trial has started it as a process.
#[test]
fn the_process_that_writes() {
    let Ok(told) = std::env::var(WRITER) else { return };
    let mut words = told.splitn(3, ' ');
    let mut number = || words.next().and_then(|word| word.parse::<u64>().ok()).expect("a number");
    let (seed, first) = (number(), number());
    let folder = words.next().expect("a folder");
    let mut writer = Writer::open(Path::new(folder), seed).expect("a store");
    for number in first.. {
        match writer.write(number) {
            Ok(kind) => println!("\ndone {number} {kind}"),
            Err(error) => {
                println!("\nerror {number}: {error}");
                return;
            }
        }
    }
}

/// The number of the write that a line says is done.
fn done(line: &str) -> Option<u64> {
    line.strip_prefix("done ")?.split(' ').next()?.parse().ok()
}

/// The first table that differs, for the message.
fn differs(a: &[Table], b: &[Table]) -> Option<String> {
    a.iter().zip(b).find(|(a, b)| a != b).map(|(a, b)| format!("{}: {} rows and {} rows", a.0, a.1.len(), b.1.len()))
}

#[test]
fn a_writer_that_is_killed_leaves_the_state_before_or_after_its_write() {
    let (kills, seed) = (asked("CAIRN_KILLS", 40), asked("CAIRN_SEED", 1));
    let (killed, told) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let mut reference = Writer::open(told.path(), seed).expect("a store");
    drop(Writer::open(killed.path(), seed).expect("a store"));
    let (mut next, mut old, mut new) = (0, 0, 0);
    for kill in 0..kills {
        let mut child: Child = writer(killed.path(), seed, next).spawn().expect("the writer starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        // After so many writes that were said to be done, at an arbitrary point of the next one.
        let until = next + mixed(seed ^ 77, kill) % 8;
        let mut last = None;
        for line in lines.by_ref().map_while(Result::ok) {
            assert!(!line.starts_with("error"), "{line}");
            last = done(&line).or(last);
            if last.is_some_and(|last| last >= until) {
                break;
            }
        }
        for _ in 0..mixed(seed ^ 99, kill) % 40_000 {
            std::hint::spin_loop();
        }
        child.kill().expect("the writer is killed");
        child.wait().expect("the writer has ended");
        // What it said before it was killed counts as well.
        last = lines.map_while(Result::ok).filter_map(|line| done(&line)).last().or(last);
        let last = last.expect("it wrote");
        for number in next..=last {
            reference.write(number).expect("the same write elsewhere");
        }
        next = last + 1;
        drop(Store::open(&StorePath::new(killed.path())).expect("the store opens"));
        let found = contents(killed.path()).expect("a sound store");
        let before = contents(told.path()).expect("a sound store");
        if found == before {
            old += 1;
            continue;
        }
        reference.write(next).expect("the same write elsewhere");
        next += 1;
        let after = contents(told.path()).expect("a sound store");
        assert_eq!(found, after, "after kill {kill} at write {next}: {:?} and {:?}", differs(&found, &before), differs(&found, &after));
        new += 1;
    }
    println!("TRIAL kills {kills}: {next} writes, the state before the write {old} times, after it {new} times");
    assert_eq!(old + new, kills);
}

/// Under a limit on the size of files, as on a full disk: the write fails, says so, and the store is as it was.
#[test]
fn a_full_disk_costs_only_the_write_that_found_it_full() {
    let seed = asked("CAIRN_SEED", 1);
    let faults = asked("CAIRN_FAULTS", 12);
    let mut survived = 0;
    for fault in 0..faults {
        let folder = tempfile::tempdir().expect("a folder");
        let told = tempfile::tempdir().expect("a folder");
        drop(Writer::open(folder.path(), seed + fault).expect("a store"));
        let blocks = 300 + 150 * fault;
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
        let child = writer(folder.path(), seed + fault, 0);
        let mut command = Command::new("sh");
        command.args(["-c", &script, "sh"]).arg(child.get_program()).args(child.get_args());
        command.envs(child.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let output = command.output().expect("the writer runs");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let last = said.lines().find(|line| line.starts_with("error")).unwrap_or_else(|| panic!("it did not run into the limit: {said}"));
        let mut reference = Writer::open(told.path(), seed + fault).expect("a store");
        for number in said.lines().filter_map(done) {
            reference.write(number).expect("the same write elsewhere");
        }
        drop(Store::open(&StorePath::new(folder.path())).expect("the store opens when there is space again"));
        let (found, before) = (contents(folder.path()).expect("a sound store"), contents(told.path()).expect("a sound store"));
        assert_eq!(differs(&found, &before), None, "limit {blocks}: {last}");
        survived += 1;
    }
    println!("TRIAL full disks {survived}: the write failed with a word, and nothing else changed");
}

#[test]
fn two_writers_at_once_leave_a_sound_store_with_all_their_writes() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(Writer::open(folder.path(), 5).expect("a store"));
    let path = StorePath::new(folder.path());
    let add = |store: &mut Store, number: usize| {
        let record = pathways::model::LearnerRecord { name: Some(format!("L{number}")), ..Default::default() };
        store.add_learner(&record, chrono::DateTime::UNIX_EPOCH).expect("a write waits for the other");
    };
    std::thread::scope(|scope| {
        for part in 0..2 {
            let path = path.clone();
            scope.spawn(move || {
                let mut store = Store::open(&path).expect("opened twice");
                (0..30).for_each(|number| add(&mut store, part * 100 + number));
            });
        }
    });
    assert_eq!(Store::open(&path).expect("a store").learners().expect("a list").len(), 60);
    assert!(contents(folder.path()).expect("a sound store").iter().any(|(name, rows)| name == "learner" && rows.len() == 60));
    println!("TRIAL writers at once 2: all 60 writes of both");
}

#[test]
fn a_store_that_is_locked_says_so_and_is_not_harmed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut writer = Writer::open(folder.path(), 3).expect("a store");
    let other = rusqlite::Connection::open(StorePath::new(folder.path()).database()).expect("the same store");
    other.execute_batch("BEGIN IMMEDIATE").expect("a lock");
    let before = contents(folder.path()).expect("a sound store");
    let error = writer.write(0).expect_err("somebody else is writing");
    assert!(matches!(&error, StoreError::Database(_)) && error.to_string().contains("locked"), "{error}");
    assert_eq!(contents(folder.path()).expect("a sound store"), before);
    other.execute_batch("ROLLBACK").expect("the lock is gone");
    writer.write(0).expect("now it is written");
    println!("TRIAL locked database 1: the write said so, and nothing had changed");
}

#[test]
fn a_newer_store_is_looked_at_and_not_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut writer = Writer::open(folder.path(), 3).expect("a store");
    for number in 0..12 {
        writer.write(number).expect("a write");
    }
    let learners = writer.store.learners().expect("a list");
    drop(writer);
    let path = StorePath::new(folder.path());
    rusqlite::Connection::open(path.database()).and_then(|c| c.pragma_update(None, "user_version", 99)).expect("a newer form");
    let error = Store::open(&path).expect_err("it is newer");
    assert!(matches!(error, StoreError::Newer { found: 99, .. }) && error.to_string().contains("newer version"), "{error}");
    let mut store = Store::open_read_only(&path).expect("it can be looked at");
    assert_eq!(store.learners().expect("a list"), learners);
    let error = store.add_learner(&Default::default(), chrono::DateTime::UNIX_EPOCH).expect_err("it cannot be changed");
    assert!(matches!(error, StoreError::ReadOnly) && error.to_string().contains("not changed"), "{error}");
}
