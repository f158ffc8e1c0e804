//! Stores as every earlier version left them, kept in `tests/stores`, are brought up to date and lose nothing.
//!
//! `cargo test --workspace --test store_samples -- --ignored` makes the sample of the latest form, when there is a new one; those
//! that are kept are never made again.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use pathways::interchange::SourceFile;
use pathways::model::{Blocker, Cause, HeldAward, LearnerRecord, Plan, PlanStatus};
use pathways::store::{BackupReason, SearchQuery, Store, StorePath};
use rusqlite::Connection;

const STEPS: &[&str] = &[
    include_str!("../src/store/migrations/2026-11-24_1_first.sql"),
    include_str!("../src/store/migrations/2026-11-24_2_whole.sql"),
    include_str!("../src/store/migrations/2026-11-24_3_evidence.sql"),
    include_str!("../src/store/migrations/2026-11-24_4_advising.sql"),
    include_str!("../src/store/migrations/2026-11-24_5_removed.sql"),
    include_str!("../src/store/migrations/2026-11-24_6_activity.sql"),
    include_str!("../src/store/migrations/2026-11-24_7_touched.sql"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stores")
}

fn sample(form: usize) -> PathBuf {
    folder().join(format!("form-{form}.sqlite3"))
}

fn at(second: i64) -> DateTime<Utc> {
    DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::seconds(second)
}

const PACK: &str = r#"{"format":"cairn.catalogue/1","id":"made","version":"3","x-origin": {"by":"test"},
"organizations":[{"id":"org:made","name":"Made College","country":"IE"}],
"awards":[{"id":"made:weaving","title":"Weaving","kind":"course","issuer":"org:made","cost":{"amount":120.50,"currency":"EUR"},"effort":{"hours":40},
  "credits":[{"value":5,"unit":"ects"}],"requires":{"gate":"made:age","kind":"admission"}},
 {"id":"made:felting","title":"Felting","kind":"course","issuer":"org:made","effort":{"hours":20}},
 {"id":"made:master","title":"Master of Textiles","kind":"master","issuer":"org:made",
  "requires":{"all":[{"award":"made:weaving"},{"award":"made:felting"}]}}],
"recognitions":[{"id":"made:rec","by":"org:made","from":{"award":"made:weaving"},"grants":"made:felting"}]}"#;

fn holding(name: &str, awards: &[&str]) -> LearnerRecord {
    let held = awards.iter().map(|award| HeldAward {
        award: (*award).into(),
        earned: at(0).date_naive(),
        grade: None,
        expires: None,
        extensions: vec![("x-note".to_owned(), serde_json::json!("ü"))],
    });
    LearnerRecord { name: Some(name.to_owned()), held: held.collect(), ..LearnerRecord::default() }
}

fn blocker() -> Blocker {
    Blocker { cause: Cause::Retired, id: "a".to_owned(), change: "Choose another one".to_owned() }
}

fn plan() -> Plan {
    let notes = vec!["kept".to_owned()];
    Plan { target: "made:master".into(), status: PlanStatus::Unreachable, routes: Vec::new(), blockers: vec![blocker()], notes }
}

/// A store of the latest form with something of everything.
fn fill(folder: &Path) {
    let mut store = Store::open(&StorePath::new(folder)).expect("a store");
    let day = at(0).date_naive();
    let spare = PACK.replace("made", "spare");
    store.import_packs(&[SourceFile::new("made.json", PACK), SourceFile::new("spare.json", spare)], day).expect("good packs");
    store.remove_pack(&"spare".into(), day).expect("it goes");
    let amara = store.add_learner(&holding("Amara", &[]), at(1)).expect("a learner");
    store.save_learner(amara, &holding("Amara", &["made:weaving"]), "Added Weaving", at(2)).expect("an edit");
    store.save_learner(amara, &holding("Amara", &["made:weaving", "made:felting"]), "Added Felting", at(3)).expect("an edit");
    store.undo(amara, at(4)).expect("undone");
    store.save_plan(amara, "First idea", &plan(), at(5)).expect("a plan");
    store.open_learner(amara).expect("opened");
    store.set_setting("role", "advisor").expect("a setting");
    let noor = store.add_learner(&holding("Noor", &["made:felting"]), at(6)).expect("a learner");
    store.keep_evidence(noor, &SourceFile::new("badge.json", "{}"), at(7)).expect("evidence");
    store.decide_match("https://made.example|felting", Some(&"made:felting".into()), at(7)).expect("a decision");
    store.attach(noor, "letter.pdf", b"%PDF", at(8)).expect("a document");
    store.tag_learner(noor, &["first-year".to_owned()]).expect("a tag");
    store.carry(noor, at(9)).expect("a copy");
    store.start_session(noor, "Dr. Iqbal", at(10)).expect("a session");
    store.end_session(noor, at(11)).expect("closed");
}

/// Makes the samples that are not there: the store of the latest form, and for an earlier one what its tables can hold of it.
#[test]
#[ignore = "makes files that are kept"]
fn make_the_samples_that_are_missing() {
    let made = tempfile::tempdir().expect("a folder");
    fill(made.path());
    fs::create_dir_all(folder()).expect("a folder");
    for form in (1..=STEPS.len()).filter(|form| !sample(*form).exists()) {
        let connection = Connection::open(sample(form)).expect("a file");
        connection.execute_batch("PRAGMA page_size = 1024; PRAGMA foreign_keys = OFF;").expect("small pages");
        connection.execute_batch(&STEPS[..form].concat()).expect("the form");
        let from = StorePath::new(made.path()).database();
        connection.execute("ATTACH DATABASE ?1 AS latest", [from.to_string_lossy()]).expect("attached");
        let list = |sql: &str| -> Vec<String> {
            let mut statement = connection.prepare(sql).expect("a list");
            statement.query_map([], |row| row.get(0)).and_then(Iterator::collect).expect("names")
        };
        for table in list("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'") {
            let columns = list(&format!("SELECT '\"' || name || '\"' FROM pragma_table_info('{table}')")).join(", ");
            connection.execute_batch(&format!("INSERT INTO main.{table} ({columns}) SELECT {columns} FROM latest.{table}")).expect("rows");
        }
        let words = "INSERT INTO award_text (rowid, title, issuer, skills, description, code)
                     SELECT a.number, a.title, o.name, '', '', a.id FROM award a JOIN organization o ON o.id = a.issuer";
        connection.execute_batch(words).expect("words");
        connection.execute_batch(&format!("DETACH DATABASE latest; PRAGMA user_version = {form}; VACUUM;")).expect("a sample");
    }
}

#[test]
fn every_form_has_its_sample() {
    let shipped = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/migrations")).expect("a folder").count();
    assert_eq!(shipped, STEPS.len(), "a new form needs a line in STEPS and a sample: see the head of this file");
    for form in 1..=STEPS.len() {
        let connection = Connection::open(sample(form)).expect("a sample");
        let found: usize = connection.pragma_query_value(None, "user_version", |row| row.get(0)).expect("its form");
        assert_eq!(found, form);
    }
}

#[test]
fn a_store_of_every_earlier_form_is_brought_up_to_date_and_loses_nothing() {
    for form in 1..=STEPS.len() {
        brought_up_to_date(form);
    }
    println!("TRIAL older forms {}: each kept sample brought up to date after a backup, nothing lost", STEPS.len() - 1);
}

fn brought_up_to_date(form: usize) {
    let world = tempfile::tempdir().expect("a folder");
    let path = StorePath::new(world.path());
    fs::copy(sample(form), path.database()).expect("the sample");
    let mut store = Store::open(&path).unwrap_or_else(|error| panic!("form {form}: {error}"));
    let reasons: Vec<BackupReason> = path.backups().iter().map(|backup| backup.reason).collect();
    assert_eq!(reasons, if form < STEPS.len() { vec![BackupReason::Upgrade] } else { Vec::new() }, "form {form}");

    let learners = store.learners().expect("a list");
    assert_eq!(learners.iter().map(|learner| learner.name.as_str()).collect::<Vec<_>>(), ["Amara", "Noor"], "form {form}");
    let (amara, noor) = (learners[0].id, learners[1].id);
    let kept = store.learner(amara).expect("the learner");
    assert_eq!(kept.record, holding("Amara", &["made:weaving"]));
    assert_eq!((kept.undo.as_deref(), kept.redo.as_deref()), (Some("Added Weaving"), Some("Added Felting")));
    assert_eq!(store.redo(amara, at(20)).expect("done again").as_deref(), Some("Added Felting"));
    assert_eq!(store.learner(amara).expect("the learner").record, holding("Amara", &["made:weaving", "made:felting"]));
    store.undo(amara, at(21)).expect("undone");
    store.undo(amara, at(22)).expect("undone");
    assert_eq!(store.learner(amara).expect("the learner").record, holding("Amara", &[]));
    let plans = store.plans(amara).expect("plans");
    assert_eq!(store.plan(plans[0].id).expect("the plan").plan, plan());
    assert_eq!(store.current_learner().expect("a setting"), Some(amara));
    assert_eq!(store.setting::<String>("role").expect("a setting").as_deref(), Some("advisor"));

    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    assert_eq!(json(&store.pack_text(&"made".into()).expect("the pack")), json(PACK), "form {form}");
    let words = SearchQuery { words: "weav".to_owned(), limit: 5, ..SearchQuery::default() };
    assert_eq!(store.search(&words).expect("an answer").awards, ["made:weaving".into()], "form {form}");
    let part = store.toward(&["made:master".into()], &LearnerRecord::default()).expect("the cone");
    assert_eq!((part.catalogue.awards.len(), part.catalogue.recognitions.len()), (3, 1), "form {form}");
    assert_eq!(store.size().expect("a size").awards, 3, "what is kept beside the records is derived");

    let has = |since: usize, rows: usize| if form >= since { rows } else { 0 };
    assert_eq!(store.evidence(noor).expect("evidence").len(), has(3, 1), "form {form}");
    assert_eq!(store.match_decisions().expect("decisions").len(), has(3, 1));
    assert_eq!(store.attachment(noor, 1).expect("a document").map_or(0, |_| 1), has(4, 1));
    assert_eq!(store.past_sessions(noor).expect("sessions").len(), has(4, 1));
    assert_eq!(store.removed_packs().expect("packs").len(), has(5, 1));
    assert_eq!(store.activity_broken_at().expect("the log"), None, "form {form}");
    assert_eq!(store.activity(100).expect("the log").len(), has(4, 4));

    // It can be worked with, and the database finds nothing wrong with itself.
    store.save_learner(noor, &holding("Noor", &[]), "Removed Felting", at(30)).expect("an edit");
    store.import_packs(&[SourceFile::new("made.json", PACK.replace("\"3\"", "\"4\""))], at(31).date_naive()).expect("a newer version");
    drop(store);
    let connection = Connection::open(path.database()).expect("the database");
    let sound: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a check");
    let strangers: i64 = connection.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0)).expect("a check");
    assert_eq!((sound.as_str(), strangers), ("ok", 0), "form {form}");
}
