//! A store that a newer version has written: the window opens it, says so, shows everything and changes nothing.

mod mock_window;

use mock_window::start;
use pathways::store::StorePath;
use serde_json::json;

#[test]
fn a_newer_store_is_shown_and_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = start(folder.path());
    window.ok("choose_role", json!({ "role": "learner" }));
    let first = window.ok("learner", json!({}))["id"].clone();
    let second = window.ok("new_learner", json!({ "name": "Noor" }))["id"].clone();
    assert_eq!(window.ok("start", json!({}))["look_only"], json!(null));
    drop(window);
    let database = StorePath::new(folder.path()).database();
    let newer = rusqlite::Connection::open(&database).expect("the database");
    newer.execute_batch("ALTER TABLE learner ADD COLUMN mood TEXT; PRAGMA user_version = 99;").expect("a newer form");
    newer.close().expect("closed");
    let before = std::fs::read(&database).expect("the store");

    let window = start(folder.path());
    let shown = window.ok("start", json!({}));
    assert_eq!((&shown["look_only"], &shown["first_start"]), (&json!("newer"), &json!(false)));
    assert_eq!(shown["learner"]["id"], second);
    assert_eq!(window.ok("open_learner", json!({ "id": first }))["id"], first, "others can be opened");
    assert_eq!(window.plan("gt:oms-analytics")["status"], "routes", "and planned for");
    for command in ["privacy", "sessions", "agreed_plan", "plan_versions", "catalogue_packs", "removed_packs", "backups", "activity"] {
        window.ok(command, json!({}));
    }
    window.ok("export_learner", json!({ "path": folder.path().join("record"), "form": "clr" }));
    let hold = json!({ "award": "gt:oms-analytics", "earned": "2026-01-10", "grade": null, "expires": null });
    let refused = window.fault("hold", hold);
    assert_eq!(refused["code"], "store-read-only", "{refused}");
    assert!(refused["remedy"].as_str().is_some_and(|remedy| remedy.starts_with("Update Cairn")), "{refused}");
    for command in ["undo", "back_up"] {
        drop(window.call(command, json!({})));
    }
    drop(window);
    assert_eq!(std::fs::read(&database).expect("the store"), before, "byte for byte");
}
