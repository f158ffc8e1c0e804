//! The `cairn` command from outside: exit status, what goes to which stream, and that its parts agree.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const PACK: &str = r#"{
  "format": "cairn.catalogue/1", "id": "small", "version": "1",
  "organizations": [ { "id": "org:u", "name": "University U" } ],
  "awards": [
    { "id": "a", "title": "Statistics", "kind": "course", "issuer": "org:u", "cost": {"amount": 100, "currency": "USD"}, "effort": {"hours": 20, "weeks": 1} },
    { "id": "b", "title": "Algebra", "kind": "course", "issuer": "org:u", "cost": {"amount": 40, "currency": "USD"}, "effort": {"hours": 60, "weeks": 1} },
    { "id": "core", "title": "Core", "kind": "component", "issuer": "org:u", "earnable": false },
    { "id": "t", "title": "Certificate", "kind": "certificate", "issuer": "org:u", "cost": {"amount": 0, "currency": "USD"},
      "effort": {"hours": 0, "weeks": 0}, "requires": {"all": ["core", {"gate": "g", "kind": "admission", "label": "Admission"}]} } ]
}"#;

const AGREEMENTS: &str = r#"{
  "format": "cairn.catalogue/1", "id": "agreements", "version": "1", "awards": [],
  "recognitions": [ { "id": "rec:1", "title": "Core for a course", "by": "org:u", "from": {"any": ["a", "b"]}, "grants": "core" } ]
}"#;

const LEARNER: &str = r#"{ "format": "cairn.learner/1",
  "preferences": { "start": "2027-01-04", "hours_per_week": 10, "currency": "USD" } }"#;

/// A folder with two packs that belong together and a record.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().expect("a folder"));
        for (name, text) in [("pack.json", PACK), ("agreements.json", AGREEMENTS), ("learner.json", LEARNER)] {
            desk.put(name, text);
        }
        desk
    }

    fn put(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).expect("a file is written");
        path
    }

    /// Runs the command in the folder, with its store there too.
    fn cairn(&self, arguments: &[&str]) -> Output {
        self.cairn_with(arguments, "")
    }

    fn cairn_with(&self, arguments: &[&str], input: &str) -> Output {
        let mut child = Command::new(Path::new(env!("CARGO_BIN_EXE_cairn")))
            .args(arguments)
            .current_dir(self.0.path())
            .env("CAIRN_STORE", self.0.path().join("store"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command starts");
        child.stdin.take().expect("an input").write_all(input.as_bytes()).expect("the input is read");
        child.wait_with_output().expect("the command ends")
    }
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", text(&output.stdout)))
}

/// The plan without the time spent, which alone may differ between runs.
fn timeless(mut plan: Value) -> Value {
    for route in plan["routes"].as_array_mut().into_iter().flatten() {
        assert!(route["x-solve-ms"].is_number(), "each route says how long it took");
        route["x-solve-ms"] = Value::Null;
    }
    plan
}

const PLAN: [&str; 8] = ["plan", "--target", "t", "--learner", "learner.json", "--pack", "pack.json", "agreements.json"];

#[test]
fn a_plan_is_one_document_and_its_own_audit_accepts_it() {
    let desk = Desk::new();
    let planned = desk.cairn(&[&PLAN[..], &["--json"]].concat());
    assert_eq!((planned.status.code(), text(&planned.stderr)), (Some(0), ""));
    let plan = json(&planned);
    assert_eq!(plan["routes"][0]["cost"], 40);
    assert_eq!(plan["routes"][0]["to_confirm"][0], "g");
    desk.put("plan.json", text(&planned.stdout));
    let audit = ["audit", "plan.json", "--learner", "learner.json", "--pack", "pack.json", "--pack", "agreements.json", "--json"];
    let judged = desk.cairn(&audit);
    assert_eq!((judged.status.code(), &json(&judged)["legal"]), (Some(0), &Value::Bool(true)));
    desk.put("plan.json", &text(&planned.stdout).replace("\"cost\": 40", "\"cost\": 39"));
    let judged = desk.cairn(&audit);
    assert_eq!((judged.status.code(), &json(&judged)["legal"]), (Some(1), &Value::Bool(false)));
}

#[test]
fn packs_may_follow_one_flag_or_have_one_each_and_runs_repeat() {
    let desk = Desk::new();
    let once = json(&desk.cairn(&[&PLAN[..], &["--json"]].concat()));
    let each = ["plan", "--json", "--pack", "pack.json", "--target", "t", "--pack", "agreements.json", "--learner", "learner.json"];
    assert_eq!(timeless(once.clone()), timeless(json(&desk.cairn(&each))));
    let piped = ["plan", "--json", "--pack", "pack.json", "--target", "t", "--pack", "agreements.json", "--learner", "-"];
    assert_eq!(timeless(once), timeless(json(&desk.cairn_with(&piped, LEARNER))));
}

#[test]
fn people_read_dates_gates_and_whom_to_ask() {
    let output = Desk::new().cairn(&PLAN);
    let shown = text(&output.stdout);
    for part in ["40 USD", "2027-01-04 – 2027-02-15", "Algebra", "to confirm: Admission (g)", "Unofficial", "University U"] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
}

#[test]
fn input_is_refused_with_status_one_and_wrong_usage_with_two() {
    let desk = Desk::new();
    let broken = desk.put("broken.json", &PACK.replace("\"kind\": \"course\"", "\"kind\": \"curse\""));
    for (arguments, status, said) in [
        (vec!["check", "broken.json"], 1, "curse"),
        (vec!["plan", "--target", "t", "--learner", "learner.json", "--pack", "broken.json"], 1, "broken.json:5"),
        (vec!["plan", "--target", "t", "--learner", "absent.json", "--pack", "pack.json"], 1, "absent.json"),
        (vec!["plan", "--target", "t"], 2, "--learner"),
        (vec!["sing"], 2, "sing"),
    ] {
        let output = desk.cairn(&arguments);
        let all = [text(&output.stdout), text(&output.stderr)].concat();
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {all}");
        assert!(all.contains(said), "{arguments:?} says {said}: {all}");
    }
    assert!(broken.exists());
    assert_eq!(desk.cairn(&["check", "pack.json", "agreements.json"]).status.code(), Some(0));
}

#[test]
fn a_question_with_any_answer_is_answered() {
    let desk = Desk::new();
    let shut = LEARNER.replace("\"preferences\"", "\"gates\": {\"g\": \"unmet\"}, \"preferences\"");
    let closed = desk.cairn_with(&["plan", "--json", "--target", "t", "--learner", "-", "--pack", "pack.json", "agreements.json"], &shut);
    assert_eq!((closed.status.code(), &json(&closed)["status"]), (Some(0), &Value::from("unreachable")));
    assert_eq!(json(&closed)["blockers"][0]["cause"], "unmet-gate");
    let ghost = desk.cairn(&["plan", "--json", "--target", "ghost", "--learner", "learner.json", "--pack", "pack.json", "agreements.json"]);
    assert_eq!((ghost.status.code(), &json(&ghost)["status"]), (Some(0), &Value::from("unknown-target")));
}

#[test]
fn targets_and_awards_may_follow_the_packs() {
    let desk = Desk::new();
    let packs = ["--learner", "learner.json", "--pack", "pack.json", "--pack", "agreements.json"];
    let compared = desk.cairn(&[&["compare", "--json"], &packs[..], &["t", "a"]].concat());
    assert_eq!(json(&compared)["plans"].as_array().map(Vec::len), Some(2), "{}", text(&compared.stderr));
    let why = desk.cairn(&[&["why", "--target", "t"], &packs[..], &["core"]].concat());
    assert!(text(&why.stdout).contains("Core"), "{}", text(&why.stderr));
}

#[test]
fn a_cohort_is_planned_one_line_each_in_the_order_of_the_files() {
    let desk = Desk::new();
    std::fs::create_dir(desk.0.path().join("cohort")).expect("a folder");
    desk.put("cohort/2.json", &LEARNER.replace("\"hours_per_week\": 10", "\"hours_per_week\": 20"));
    desk.put("cohort/1.json", LEARNER);
    let packs = ["--pack", "pack.json", "agreements.json", "--by", "cost"];
    let lines = |output: &Output| -> Vec<Value> {
        String::from_utf8_lossy(&output.stdout).lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect()
    };
    let output = desk.cairn(&[&["plan", "--target", "t", "--learner", "cohort"], &packs[..]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let plans = lines(&output);
    let files: Vec<&str> = plans.iter().filter_map(|plan| plan["x-learner"].as_str()).collect();
    assert!(files.len() == 2 && files[0].ends_with("1.json") && files[1].ends_with("2.json"), "{files:?}");
    assert!(plans.iter().all(|plan| plan["status"] == "routes" && plan["routes"][0]["cost"] == 40));

    desk.put("cohort/0.json", "{");
    let output = desk.cairn(&[&["plan", "--target", "t", "--learner", "cohort/0.json", "--learner", "learner.json"], &packs[..]].concat());
    assert_eq!(output.status.code(), Some(1));
    let plans = lines(&output);
    assert_eq!((&plans[0]["x-refused"], &plans[1]["status"]), (&Value::Bool(true), &Value::String("routes".to_owned())));
}

/// `cairn … | head`: whoever has read enough closes the pipe, and nobody is told of a failure.
#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    use std::io::Read;
    let folder = tempfile::tempdir().expect("a folder");
    // More than a pipe holds.
    let mut child = Command::new(env!("CARGO_BIN_EXE_cairn"))
        .args(["search", "--limit", "5000", "a", "--store"])
        .arg(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut first = [0; 1];
    let mut pipe = child.stdout.take().expect("a pipe");
    pipe.read_exact(&mut first).expect("it prints something");
    drop(pipe);
    let said = child.wait_with_output().expect("it ends");
    assert_eq!(String::from_utf8_lossy(&said.stderr), "");
    assert!(said.status.success(), "{:?}", said.status);
}
