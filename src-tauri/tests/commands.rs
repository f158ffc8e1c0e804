//! The commands as the window calls them, over a runtime without a window.

mod mock_window;

use std::path::Path;

use mock_window::start;
use serde_json::{Value, json};

fn held(learner: &Value) -> Vec<&str> {
    learner["held"].as_array().expect("a list").iter().filter_map(|held| held["award"].as_str()).collect()
}

#[test]
fn a_first_start_loads_the_bundled_catalogue_and_a_role_ends_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = start(folder.path());
    let first = window.ok("start", json!({}));
    let packs = pathways::bundled::packs().len();
    assert_eq!(first["first_start"], true);
    assert_eq!(first["catalogue"]["packs"].as_u64(), u64::try_from(packs).ok());
    assert!(first["facets"]["kinds"].as_array().is_some_and(|kinds| kinds.len() > 5), "{}", first["facets"]);
    let explorer = window.ok("choose_role", json!({ "role": "explorer" }));
    assert_eq!(explorer["sample"], true);
    assert!(held(&explorer).is_empty());
    assert_eq!(window.ok("start", json!({}))["first_start"], false);
    assert_eq!(window.ok("catalogue_packs", json!({})).as_array().map(Vec::len), Some(packs));
}

#[test]
fn what_is_held_leads_to_routes_and_is_there_after_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = start(folder.path());
    window.ok("choose_role", json!({ "role": "explorer" }));
    window.ok("hold", json!({ "award": "edx:gtx-isye6501x", "earned": "2026-01-10", "grade": "91", "expires": null }));
    window.ok("hold", json!({ "award": "edx:gtx-cse6040x", "earned": "2026-05-10", "grade": null, "expires": null }));
    let plan = window.plan("gt:oms-analytics");
    assert_eq!(plan["status"], "routes", "{}", plan["notes"]);
    assert_eq!(plan["notes"], json!([]), "no route is withheld");
    let routes = plan["routes"].as_array().expect("routes");
    assert_eq!(routes.len(), 3);
    routes.iter().for_each(assert_route_agrees_with_itself);
    drop(window);

    let learner = start(folder.path()).ok("start", json!({}))["learner"].clone();
    assert_eq!(held(&learner), ["edx:gtx-isye6501x", "edx:gtx-cse6040x"]);
    assert_eq!(learner["can_undo"], true);
}

/// The parts of a route that the window draws agree with each other.
fn assert_route_agrees_with_itself(route: &Value) {
    let split = &route["cost_split"];
    let parts: i64 = ["stated", "derived", "assumed", "estimated"].iter().filter_map(|part| split[part]["minor"].as_i64()).sum();
    let total = route["cost"]["minor"].as_i64().expect("a total");
    assert!((parts - total).abs() <= 4, "each part is rounded by itself: {parts} and {total}");
    let nodes = route["map"]["nodes"].as_array().expect("nodes");
    let depth = |id: &Value| nodes.iter().find(|node| node["id"] == *id).and_then(|node| node["depth"].as_u64());
    for edge in route["map"]["edges"].as_array().expect("edges") {
        let (from, to) = (depth(&edge["from"]), depth(&edge["to"]));
        assert!(from.is_some() && from < to, "an edge leads forward: {edge}");
    }
    for kind in ["held", "target"] {
        assert!(nodes.iter().any(|node| node["kind"] == kind), "there is a {kind} node");
    }
    for step in route["steps"].as_array().expect("steps") {
        assert!(nodes.iter().any(|node| node["award"] == step["award"]), "{} is on the map", step["award"]);
    }
    assert!(route["ledger"]["lines"].as_array().is_some_and(|lines| !lines.is_empty()));
    assert_eq!(route["ledger"]["own"].as_array().map(Vec::len), Some(2), "the fate of all that is held");
}

#[test]
fn edits_are_undone_and_done_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = start(folder.path());
    window.ok("new_learner", json!({ "name": "Noor" }));
    window.ok("hold", json!({ "award": "mitx:ctl-sc0x", "earned": "2026-01-10", "grade": null, "expires": null }));
    let before = window.ok("undo", json!({}));
    assert!(held(&before).is_empty() && before["can_redo"] == true && before["can_undo"] == false, "{before}");
    assert_eq!(held(&window.ok("redo", json!({}))), ["mitx:ctl-sc0x"]);
    let edit =
        json!({ "start": "2027-01-04", "hours_per_week": "7.5", "currency": "EUR", "budget": "1200.50", "deadline": null, "rates": [] });
    let learner = window.ok("set_preferences", json!({ "edit": edit }));
    assert_eq!(learner["preferences"]["budget"], json!({ "minor": 120_050, "exponent": 2, "currency": "EUR" }));
    let learner = window.ok("exclude", json!({ "kind": "organization", "id": "org:mit", "excluded": true }));
    assert_eq!(learner["preferences"]["exclude_organizations"][0]["id"], "org:mit");
    assert_eq!(learner["preferences"]["hours_per_week"], "7.5", "exclusions leave the rest alone");
}

#[test]
fn refusals_carry_a_code_a_place_and_a_remedy_and_change_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = start(folder.path());
    window.ok("new_learner", json!({ "name": "Noor" }));
    let unknown = window.fault("award", json!({ "id": "no:such" }));
    assert_eq!((unknown["code"].as_str(), unknown["place"].as_str()), (Some("unknown-award"), Some("no:such")));
    let grade = window.fault("hold", json!({ "award": "mitx:ctl-sc0x", "earned": "2026-01-10", "grade": "900", "expires": null }));
    assert_eq!(grade["code"], "bad-field", "{grade}");
    let day = window.fault("hold", json!({ "award": "mitx:ctl-sc0x", "earned": "soon", "grade": null, "expires": null }));
    assert_eq!((day["code"].as_str(), day["place"].as_str()), (Some("bad-field"), Some("earned")));
    assert!(held(&window.ok("learner", json!({}))).is_empty());
    let broken = folder.path().join("broken.json");
    std::fs::write(&broken, "{ \"format\": \"cairn.catalogue/1\", ").expect("the file is written");
    let import = |name: &str| json!({ "request": "i", "paths": [folder.path().join(name)], "on": "__CHANNEL__:7" });
    let refused = window.ok("import_catalogues", import("broken.json"))["refused"][0].clone();
    assert!(refused["findings"][0]["place"].as_str().is_some_and(|place| place.contains("line 1")), "{refused}");
    assert_eq!(window.fault("import_catalogues", import("none.json"))["code"], "file-unreadable");
    let ask = json!({ "request": "r", "target": "gt:oms-analytics", "objectives": ["cost"],
        "strict": false, "without_estimates": false, "time_limit_ms": 1000 });
    assert_eq!(window.fault("plan_routes", json!({ "ask": ask, "on": "__CHANNEL__:7" }))["code"], "no-start");
}

#[test]
fn a_pack_is_taken_out_leaves_what_is_held_and_comes_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = start(folder.path());
    window.ok("choose_role", json!({ "role": "explorer" }));
    window.ok("hold", json!({ "award": "gt:oms-analytics", "earned": "2026-01-10", "grade": null, "expires": null }));
    let removal = window.ok("remove_pack", json!({ "id": "us-georgia-tech" }));
    assert_eq!(removal["learners"], 1, "{removal}");
    let learner = window.ok("learner", json!({}));
    assert_eq!((held(&learner), learner["held"][0]["state"].as_str()), (vec!["gt:oms-analytics"], Some("unknown-award")), "{learner}");
    assert_eq!(window.ok("removed_packs", json!({}))[0]["bundled"], true);
    window.ok("restore_pack", json!({ "id": "us-georgia-tech" }));
    assert_eq!(window.ok("learner", json!({}))["held"][0]["state"], "valid");
    assert_eq!(window.ok("removed_packs", json!({})), json!([]));
    assert_eq!(window.fault("remove_pack", json!({ "id": "none" }))["code"], "no-pack");
}

#[test]
fn a_catalogue_and_a_record_go_out_in_every_form_and_the_catalogue_comes_in_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = start(folder.path());
    window.ok("choose_role", json!({ "role": "learner" }));
    let target = "edx:gtx-analytics-mm";
    let text = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("it was written");
    for (form, says) in [("pack", "cairn.catalogue/1"), ("ctdl", "@graph"), ("graphml", "<graphml"), ("dot", "digraph")] {
        let path = folder.path().join(form);
        window.ok("export_catalogue", json!({ "path": path, "form": form, "target": target }));
        let written = text(form);
        assert!(written.contains(says) && written.contains("ISYE 6501x") && !written.contains("SC0x"), "{form}");
    }
    for (form, says) in [("record", "cairn.learner/1"), ("clr", "ClrCredential"), ("elm", "edc-ap")] {
        window.ok("export_learner", json!({ "path": folder.path().join("record"), "form": form }));
        assert!(text("record").contains(says), "{form}: {}", text("record"));
    }
    let refused = window.fault("export_catalogue", json!({ "path": folder.path().join("x"), "form": "dot", "target": "no:such" }));
    assert_eq!(refused["code"], "unknown-award");
    // What went out claims the ids of the packs that it came from, so it is refused beside them, and says so.
    let ask = json!({ "request": "i", "paths": [folder.path().join("pack")], "on": "__CHANNEL__:7" });
    let refused = window.ok("import_catalogues", ask);
    assert_eq!(refused["packs"], json!([]));
    assert!(refused["refused"][0]["findings"][0]["message"].as_str().is_some_and(|says| says.contains("already used")), "{refused}");
}

#[test]
fn a_store_that_cannot_be_opened_is_a_fault_that_says_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    std::fs::write(&file, "no folder").expect("the file is written");
    let window = start(&file);
    let fault = window.fault("start", json!({}));
    assert_eq!(fault["code"], "store-folder");
    assert!(fault["remedy"].as_str().is_some_and(|remedy| remedy.contains("CAIRN_STORE")), "{fault}");
    // Once the cause is gone, the same window goes on.
    std::fs::remove_file(&file).expect("the file is removed");
    assert_eq!(window.ok("start", json!({}))["first_start"], true);
}

#[test]
fn search_finds_awards_and_pages_name_who_recognises_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = start(folder.path());
    let query = json!({ "words": "analytics micromasters", "kinds": ["micromasters"], "issuers": [], "platforms": [], "countries": [],
        "levels": [], "min_credit_ects": null, "max_cost_minor": null, "currency": null, "pacing": null, "status": null,
        "qualifications_only": false, "sort": null, "descending": false, "offset": 0, "limit": 20 });
    let found = window.ok("search", json!({ "query": query }));
    let rows = found["rows"].as_array().expect("rows");
    assert!(!rows.is_empty() && rows.iter().all(|row| row["kind"] == "micromasters"));
    let page = window.ok("award", json!({ "id": rows[0]["id"] }));
    assert_eq!(page["row"]["recognised_by"].as_u64(), page["recognised_by"].as_array().map(|rows| rows.len() as u64));
    assert!(page["requires"]["form"].is_string(), "{page}");
    let mut bad = query;
    bad["kinds"] = json!(["nonsense"]);
    assert_eq!(window.fault("search", json!({ "query": bad }))["place"], "kinds");
}

#[test]
fn the_codes_of_faults_stay_as_they_are() {
    let codes = [
        "bad-field",
        "cancelled",
        "conflict",
        "file-unreadable",
        "file-unwritable",
        "import-refused",
        "no-attachment",
        "no-hours-per-week",
        "no-agreed-plan",
        "no-backup",
        "no-learner",
        "no-link",
        "no-pack",
        "no-plan",
        "no-session",
        "no-start",
        "not-evidence",
        "report",
        "route-gone",
        "shell",
        "store-damaged",
        "store-failed",
        "store-in-use",
        "store-locked",
        "store-folder",
        "store-newer",
        "store-no-place",
        "store-read-only",
        "store-unreadable",
        "store-upgrade",
        "too-large",
        "trust-refused",
        "unknown-award",
        "wrong-passphrase",
    ];
    assert_eq!(cairn_desktop::fault::CODES, codes);
}

#[test]
fn choices_are_about_the_routes_that_are_shown_and_a_change_can_be_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = start(folder.path());
    window.ok("choose_role", json!({ "role": "learner" }));
    let about = |command: &str, plan: &str| {
        let ask = json!({ "request": "q1", "plan": plan, "route": 0, "time_limit_ms": 60_000 });
        window.call(command, json!({ "ask": ask, "on": "__CHANNEL__:8" }))
    };
    assert_eq!(about("explain_route", "r1").expect_err("nothing is shown")["code"], "no-plan");
    let plan = window.plan("gt:oms-analytics");
    let told = about("explain_route", "r1").expect("an answer");
    let steps = plan["routes"][0]["steps"].as_array().expect("steps").len();
    assert_eq!(told["exits"].as_array().map(Vec::len), Some(steps));
    assert!(plan["no_regret"].as_array().is_some_and(|shared| !shared.is_empty()));
    let refusals = about("gate_refusals", "r1").expect("an answer");
    let gate = refusals[0]["gate"]["id"].as_str().expect("a gate to confirm").to_owned();
    assert_eq!(refusals[0]["outcome"]["state"], "closed");
    let saved = about("route_savings", "r1").expect("an answer");
    assert!(saved["held"]["outcome"]["delta"]["cost"]["minor"].as_i64().is_some_and(|minor| minor >= 0), "{saved}");

    window.ok("answer_gate", json!({ "gate": gate, "state": "unmet" }));
    assert_eq!(window.plan("gt:oms-analytics")["status"], "unreachable");
    let openings = about("target_openings", "r1").expect("an answer");
    assert_eq!(openings[0]["what_if"]["gates"], json!([{ "gate": gate, "state": "met" }]));
    assert!(openings[0]["changes"][0].as_str().is_some_and(|says| says.ends_with("answered with yes")), "{}", openings[0]);
    let learner = window.ok("apply_change", json!({ "change": openings[0]["what_if"] }));
    assert_eq!(learner["can_undo"], true);
    assert_eq!(window.plan("gt:oms-analytics")["status"], "routes");
}

#[test]
fn what_if_plans_by_a_changed_record_and_keeps_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = start(folder.path());
    window.ok("choose_role", json!({ "role": "learner" }));
    let ask = json!({ "request": "r1", "target": "gt:oms-analytics", "objectives": ["finish", "front"], "strict": false,
        "without_estimates": false, "time_limit_ms": 60_000, "what_if": { "hours_per_week": "30" }, "beside": true });
    let plan = window.ok("plan_routes", json!({ "ask": ask, "on": "__CHANNEL__:7" }));
    let delta = &plan["routes"][0]["delta"];
    assert!(delta["weeks"].as_i64().is_some_and(|weeks| weeks < 0), "with thirty hours a week it is sooner: {delta}");
    assert_eq!(plan["beside"][0]["by"], "finish");
    assert!(plan["routes"].as_array().is_some_and(|routes| routes.iter().any(|route| route["by"] == "front")));
    assert_eq!(window.ok("start", json!({}))["learner"]["can_undo"], false, "nothing is kept");

    // What was only tried out can be asked about, and is not offered for agreement.
    let steps: Vec<_> = plan["routes"][0]["steps"].as_array().expect("steps").iter().map(step_ref).collect();
    let agree = json!({ "target": "gt:oms-analytics", "steps": steps, "by": null });
    assert_eq!(window.fault("adopt_route", agree)["code"], "route-gone");
    let about = json!({ "request": "q1", "plan": "r1", "route": 0, "time_limit_ms": 60_000 });
    window.ok("explain_route", json!({ "ask": about, "on": "__CHANNEL__:8" }));
}

fn step_ref(step: &Value) -> Value {
    json!({ "award": step["award"], "way": step["way"], "start_week": step["start_week"] })
}

#[test]
fn a_plan_stays_on_offer_while_others_are_tried_out_and_compared() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = start(folder.path());
    window.ok("choose_role", json!({ "role": "learner" }));
    let plan = window.plan("gt:oms-analytics");
    let ask = |request: &str, target: &str, what_if: Value| {
        json!({ "ask": { "request": request, "target": target, "objectives": ["cost"], "strict": false, "without_estimates": false,
            "time_limit_ms": 60_000, "what_if": what_if }, "on": "__CHANNEL__:7" })
    };
    window.ok("plan_routes", ask("r2", "gt:oms-analytics", json!({ "hours_per_week": "30" })));
    window.ok("plan_routes", ask("r3", "edx:gtx-analytics-mm", json!({})));
    let steps: Vec<_> = plan["routes"][0]["steps"].as_array().expect("steps").iter().map(step_ref).collect();
    let learner = window.ok("adopt_route", json!({ "target": "gt:oms-analytics", "steps": steps, "by": null }));
    assert_eq!(learner["can_undo"], true);
}

#[test]
fn a_credential_is_verified_kept_and_held_and_a_forged_one_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = start(folder.path());
    window.ok("choose_role", json!({ "role": "explorer" }));
    let made = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("../pathways/tests/credentials/made").join(name);
    let files = window.ok("import_credentials", json!({ "paths": [made("di-good.json"), made("di-grade-tampered.json")] }));
    let evidence = |at: usize| &files[at]["credentials"][0]["evidence"];
    assert_eq!((evidence(0), evidence(1)), (&json!("verified"), &json!("rejected")));
    let outcomes = files[1]["credentials"][0]["checks"].as_array().expect("checks").iter();
    assert!(outcomes.clone().any(|check| check["check"] == "proof" && check["outcome"] == "failed"), "{files}");
    let claim = |at: usize| json!({ "fingerprint": files[at]["fingerprint"], "credential": 0, "claim": 0 });

    let refused = window.fault("accept_credential", json!({ "claim": claim(1), "award": "edx:gtx-isye6501x" }));
    assert_eq!(refused["code"], "not-evidence");
    let learner = window.ok("private_award", json!({ "claim": claim(0) }));
    assert_eq!(held(&learner), ["private:riverbank-college/applied-statistics"]);
    assert!(held(&window.ok("undo", json!({}))).is_empty());
    let bare = window.fault("grant_credential", json!({ "claim": claim(1), "award": "edx:gtx-isye6501x", "authority": "", "reason": "x" }));
    assert_eq!(bare["code"], "bad-field");
    window.ok("leave_credential", json!({ "claim": claim(0) }));
}

#[test]
fn the_trust_store_takes_documents_of_issuers_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = start(folder.path());
    let path = folder.path().join("keys.json");
    std::fs::write(&path, r#"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","kid":"k"}]}"#)
        .expect("the file is written");
    let rows = window.ok("add_trust", json!({ "path": path, "issuer": "https://college.example" }));
    assert_eq!((&rows[0]["issuer"], &rows[0]["status_list"]), (&json!("https://college.example"), &json!(false)));
    assert_eq!(window.ok("remove_trust", json!({ "id": rows[0]["id"] })), json!([]));
    std::fs::write(&path, "{}").expect("the file is written");
    assert_eq!(window.fault("add_trust", json!({ "path": path, "issuer": null }))["code"], "trust-refused");
}
