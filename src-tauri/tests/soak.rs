//! Random actions of a person through the window's commands, with what must hold looked at all the while: what is undone and done
//! again is as before, every record can be read, every plan has passed its audit, the database finds nothing wrong, nothing
//! breaks off, and memory does not grow.
//!
//! `CAIRN_SOAK_MINUTES` asks for more than the few seconds of the ordinary tests; `CAIRN_SEED` chooses other actions.

mod mock_window;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use mock_window::{Window, start};
use pathways::interchange::SourceFile;
use pathways::interchange::contract::read_learner;
use serde_json::{Value, json};

/// Codes of faults that a person can meet by a wrong move. Any other would be a fault of the program.
const USUAL: &[&str] = &[
    "bad-field",
    "cancelled",
    "no-agreed-plan",
    "no-hours-per-week",
    "no-learner",
    "no-pack",
    "no-session",
    "no-start",
    "route-gone",
    "unknown-award",
    "import-refused",
    "conflict",
];

/// How many learners there are at most.
const MOST_LEARNERS: usize = 12;

/// Actions between two looks at everything.
const BETWEEN_LOOKS: u64 = 150;

const TARGETS: &[&str] = &["gt:oms-analytics", "edx:gtx-analytics-mm", "ou:ma-msc-open"];

struct Person {
    window: Window,
    chance: u64,
    /// How often each command was called, and how often it was refused.
    called: BTreeMap<&'static str, (u64, u64)>,
    awards: Vec<String>,
    agreed: Option<Value>,
}

impl Person {
    /// A number below `sides`, by chance.
    fn roll(&mut self, sides: usize) -> usize {
        self.chance ^= self.chance << 13;
        self.chance ^= self.chance >> 7;
        self.chance ^= self.chance << 17;
        usize::try_from(self.chance >> 24).unwrap_or(0) % sides.max(1)
    }

    fn one(&mut self, of: &[String]) -> Option<String> {
        let at = self.roll(of.len());
        of.get(at).cloned()
    }

    /// Calls a command; a refusal that a person can meet is none of its faults.
    fn call(&mut self, command: &'static str, arguments: Value) -> Option<Value> {
        let answer = self.window.call(command, arguments);
        let counts = self.called.entry(command).or_default();
        counts.0 += 1;
        match answer {
            Ok(answer) => Some(answer),
            Err(fault) => {
                let code = fault["code"].as_str().unwrap_or_default().to_owned();
                assert!(USUAL.contains(&code.as_str()), "{command} failed: {fault}");
                counts.1 += 1;
                None
            }
        }
    }

    fn learners(&mut self) -> Vec<String> {
        let listed = self.call("learners", json!({})).unwrap_or_default();
        listed.as_array().into_iter().flatten().filter_map(|one| one["id"].as_str().map(str::to_owned)).collect()
    }

    fn act(&mut self, folder: &Path) {
        let awards = std::mem::take(&mut self.awards);
        let award = self.one(&awards).unwrap_or_default();
        self.awards = awards;
        let day = format!("20{:02}-0{}-1{}", 20 + self.roll(6), 1 + self.roll(9), self.roll(9));
        match self.roll(40) {
            0..=3 => self.hold(&award, &day),
            4 => _ = self.call("drop_held", json!({ "award": award })),
            5..=8 => self.undo_and_redo(),
            9..=10 => self.look_for_awards(),
            11 => _ = self.call("award", json!({ "id": award })),
            12..=13 => self.new_or_other_learner(),
            14 => self.say_goodbye(),
            15..=16 => self.prefer(),
            17 => {
                let excluded = self.roll(2) == 0;
                _ = self.call("exclude", json!({ "kind": "award", "id": award, "excluded": excluded }));
            }
            18..=21 => self.plan(),
            22 => self.agree(),
            23 => self.mark(&day),
            24 => _ = self.call("give_up_plan", json!({})),
            25 => self.choose_among_versions(),
            26..=27 => self.advise(),
            28 => self.triage(),
            29 => self.pack(folder),
            30 => self.take_a_pack_out_and_back(),
            31 => _ = self.call("export_learner", json!({ "path": folder.join("record.json"), "form": "record" })),
            32 => _ = self.call("import_learner", json!({ "path": folder.join("record.json") })).map(|_| self.keep_few()),
            33 => {
                let state = ["met", "unmet", "unknown"][self.roll(3)];
                _ = self.call("answer_gate", json!({ "gate": "gt:oms-admission", "state": state }));
            }
            34 => _ = self.call("ranked_unlocks", json!({ "request": "unlocks", "strict": self.chance.is_multiple_of(2) })),
            35 => _ = self.call("transfers", json!({ "award": award })),
            36 => {
                let commands =
                    ["start", "privacy", "activity", "backups", "removed_packs", "trust_documents", "catalogue_packs", "licences"];
                let command = commands[self.roll(commands.len())];
                _ = self.call(command, json!({}));
            }
            37 => self.badge(),
            38 => self.explain(),
            _ => _ = self.call("hold", json!({ "award": "no:such", "earned": "soon", "grade": "900", "expires": null })),
        }
    }

    fn hold(&mut self, award: &str, day: &str) {
        let grade = (self.roll(2) == 0).then(|| self.roll(101).to_string());
        _ = self.call("hold", json!({ "award": award, "earned": day, "grade": grade, "expires": null }));
    }

    /// Back and forth again is where one was.
    fn undo_and_redo(&mut self) {
        let Some(before) = self.call("learner", json!({})) else { return };
        if before["can_undo"] != true {
            return;
        }
        let steps = 1 + self.roll(3);
        let done = (0..steps).take_while(|_| self.call("undo", json!({})).is_some_and(|learner| learner["can_undo"] == true)).count();
        let mut after = Value::Null;
        for _ in 0..(done + 1).min(steps) {
            after = self.call("redo", json!({})).unwrap_or_default();
        }
        assert_eq!(what_is_held(&after), what_is_held(&before), "undone and done again");
        assert_eq!(after["preferences"], before["preferences"], "undone and done again");
    }

    fn look_for_awards(&mut self) {
        let words = ["", "data", "analytics", "statistics", "supply", "cyber", "\"", "naïve %_"][self.roll(8)];
        let query = json!({ "words": words, "kinds": [], "issuers": [], "platforms": [], "countries": [], "levels": [],
            "min_credit_ects": null, "max_cost_minor": null, "currency": null, "pacing": null, "status": null,
            "qualifications_only": false, "sort": null, "descending": false, "offset": self.roll(30), "limit": 20 });
        let found = self.call("search", json!({ "query": query })).unwrap_or_default();
        let ids: Vec<String> =
            found["rows"].as_array().into_iter().flatten().filter_map(|row| row["id"].as_str().map(str::to_owned)).collect();
        if !ids.is_empty() {
            self.awards = ids;
        }
    }

    fn new_or_other_learner(&mut self) {
        if self.roll(3) == 0 {
            let name = format!("Somebody {}", self.roll(1_000));
            _ = self.call("new_learner", json!({ "name": name }));
            return self.keep_few();
        }
        let learners = self.learners();
        if let Some(id) = self.one(&learners) {
            _ = self.call("open_learner", json!({ "id": id }));
        }
    }

    fn keep_few(&mut self) {
        while self.learners().len() > MOST_LEARNERS {
            self.say_goodbye();
        }
    }

    fn say_goodbye(&mut self) {
        let learners = self.learners();
        if learners.len() < 3 {
            return;
        }
        let Some(id) = self.one(&learners) else { return };
        let command = if self.roll(6) == 0 { "erase_learner" } else { "remove_learner" };
        _ = self.call(command, json!({ "id": id }));
    }

    fn prefer(&mut self) {
        let hours = ["2", "7.5", "12", "40", "none"][self.roll(5)];
        let budget = ["800", "12000.50", "90000"][self.roll(3)];
        let edit =
            json!({ "start": "2027-01-04", "hours_per_week": hours, "currency": "USD", "budget": budget, "deadline": null, "rates": [] });
        _ = self.call("set_preferences", json!({ "edit": edit }));
    }

    fn plan(&mut self) {
        let target = TARGETS[self.roll(TARGETS.len())];
        let objectives = [json!(["cost"]), json!(["steps", "hours"]), json!(["cost", "finish"])][self.roll(3)].clone();
        let ask = json!({ "request": "r1", "target": target, "objectives": objectives, "strict": self.roll(4) == 0,
            "without_estimates": self.roll(4) == 0, "time_limit_ms": 1_500 });
        // Every plan that is shown has passed the audit: one that has not is the fault `no-plan`, which is not usual.
        let shown = self.call("plan_routes", json!({ "ask": ask, "on": "__CHANNEL__:7" }));
        self.agreed = shown.and_then(|plan| {
            let steps = plan["routes"].as_array()?.first()?["steps"].as_array()?.iter();
            let steps: Vec<Value> =
                steps.map(|step| json!({ "award": step["award"], "way": step["way"], "start_week": step["start_week"] })).collect();
            Some(json!({ "target": target, "steps": steps, "by": "Dr. Iqbal" }))
        });
    }

    fn agree(&mut self) {
        if let Some(route) = self.agreed.take() {
            _ = self.call("adopt_route", route);
        }
    }

    fn mark(&mut self, day: &str) {
        let Some(agreed) = self.call("agreed_plan", json!({})).filter(|agreed| !agreed.is_null()) else { return };
        let steps: Vec<String> =
            agreed["steps"].as_array().into_iter().flatten().filter_map(|step| step["award"].as_str().map(str::to_owned)).collect();
        let Some(award) = self.one(&steps) else { return };
        let state = ["planned", "enrolled", "completed", "dropped"][self.roll(4)];
        _ = self.call("mark_step", json!({ "mark": { "award": award, "state": state, "on": day, "grade": null, "reason": null } }));
    }

    fn choose_among_versions(&mut self) {
        let versions = self.call("plan_versions", json!({})).unwrap_or_default();
        let ids: Vec<String> = versions.as_array().into_iter().flatten().filter_map(|one| one["id"].as_str().map(str::to_owned)).collect();
        let (Some(one), Some(other)) = (self.one(&ids), self.one(&ids)) else { return };
        if self.roll(2) == 0 {
            _ = self.call("restore_version", json!({ "id": one }));
        } else {
            _ = self.call("compare_versions", json!({ "before": one, "after": other }));
        }
    }

    fn advise(&mut self) {
        match self.roll(4) {
            0 => _ = self.call("start_session", json!({ "advisor": "Dr. Iqbal" })),
            1 => {
                let written = json!({ "talked": format!("Note {}", self.chance), "questions": "", "next_step": "", "next_date": null });
                _ = self.call("note_session", json!({ "written": written }));
            }
            2 => _ = self.call("end_session", json!({})),
            _ => _ = self.call("sessions", json!({})),
        }
    }

    fn triage(&mut self) {
        let ask =
            json!({ "words": "", "tag": null, "only": null, "archived": self.roll(5) == 0, "order": "urgency", "offset": 0, "limit": 50 });
        _ = self.call("triage", json!({ "ask": ask }));
        let learners = self.learners();
        let Some(id) = self.one(&learners) else { return };
        match self.roll(4) {
            0 => _ = self.call("recheck_learners", json!({ "request": "t", "on": "__CHANNEL__:9" })),
            1 => _ = self.call("tag_learner", json!({ "id": id, "tags": ["first-year"] })),
            2 => {
                _ = self.call("archive_learner", json!({ "id": id, "archived": true }));
                _ = self.call("archive_learner", json!({ "id": id, "archived": false }));
            }
            _ => {}
        }
    }

    fn pack(&mut self, folder: &Path) {
        let path = folder.join("pack.json");
        let title = if self.roll(4) == 0 { "titel" } else { "title" };
        let pack = format!(
            r#"{{"format":"cairn.catalogue/1","id":"soak","version":"{}","organizations":[{{"id":"org:soak","name":"Soak"}}],
              "awards":[{{"id":"soak:a","{title}":"A","kind":"course","issuer":"org:soak"}}]}}"#,
            self.chance
        );
        std::fs::write(&path, pack).expect("the file is written");
        _ = self.call("import_catalogues", json!({ "request": "i", "paths": [path], "on": "__CHANNEL__:7" }));
    }

    fn take_a_pack_out_and_back(&mut self) {
        let id = ["us-georgia-tech", "soak"][self.roll(2)];
        if self.call("remove_pack", json!({ "id": id })).is_some() {
            assert!(self.call("restore_pack", json!({ "id": id })).is_some(), "{id} comes back");
        }
    }

    fn badge(&mut self) {
        let name = ["di-good.json", "di-grade-tampered.json", "jwt-expired.jwt"][self.roll(3)];
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pathways/tests/credentials/made").join(name);
        _ = self.call("import_credentials", json!({ "paths": [path] }));
    }

    fn explain(&mut self) {
        let command = ["explain_route", "gate_refusals", "route_savings"][self.roll(3)];
        let ask = json!({ "request": "q1", "plan": "r1", "route": 0, "time_limit_ms": 1_000 });
        let answer = self.window.call(command, json!({ "ask": ask, "on": "__CHANNEL__:8" }));
        self.called.entry(command).or_default().0 += 1;
        // Where no route is shown there is nothing to explain.
        if let Err(fault) = answer {
            assert!(
                matches!(fault["code"].as_str(), Some("no-plan" | "cancelled" | "no-start" | "no-hours-per-week")),
                "{command} failed: {fault}"
            );
        }
    }

    /// Looks at everything: each record reads, the log is whole, and the database finds a copy of itself sound.
    fn look(&mut self, folder: &Path) {
        for id in self.learners() {
            let shown = self.call("open_learner", json!({ "id": id })).expect("every learner opens");
            let path = folder.join("look.json");
            self.call("export_learner", json!({ "path": path, "form": "record" })).expect("every record goes out");
            let text = std::fs::read(&path).expect("it was written");
            let (record, _) = read_learner(&SourceFile::new("look.json", text)).expect("every record can be read");
            assert_eq!(record.held.len(), shown["held"].as_array().map_or(0, Vec::len));
        }
        assert_eq!(self.window.ok("activity", json!({}))["broken"], json!(null), "the log is whole");
        self.window.ok("back_up", json!({}));
    }
}

fn what_is_held(learner: &Value) -> Vec<(&str, &Value)> {
    learner["held"].as_array().into_iter().flatten().map(|held| (held["award"].as_str().unwrap_or_default(), &held["grade"])).collect()
}

/// The memory of this process in megabytes, where the system tells.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? / 1024)
}

fn median(of: &[u64]) -> u64 {
    let mut sorted = of.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or(0)
}

#[test]
fn a_person_who_does_anything_meets_no_fault_of_the_program() {
    let asked = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let minutes = asked("CAIRN_SOAK_MINUTES");
    let lasts = minutes.map_or(Duration::from_secs(12), |minutes| Duration::from_secs(60 * minutes));
    let folder = tempfile::tempdir().expect("a folder");
    let window = start(&folder.path().join("store"));
    window.ok("choose_role", json!({ "role": "learner" }));
    let chance = asked("CAIRN_SEED").unwrap_or(20_261_124).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut person =
        Person { window, chance, called: BTreeMap::new(), awards: TARGETS.iter().map(|id| (*id).to_owned()).collect(), agreed: None };
    person.call("export_learner", json!({ "path": folder.path().join("record.json"), "form": "record" }));
    let (began, mut actions, mut samples) = (Instant::now(), 0_u64, Vec::new());
    while began.elapsed() < lasts {
        person.act(folder.path());
        actions += 1;
        if actions.is_multiple_of(BETWEEN_LOOKS) {
            person.look(folder.path());
            samples.extend(memory());
        }
    }
    person.look(folder.path());
    let (calls, refused) = person.called.values().fold((0, 0), |(calls, refused), one| (calls + one.0, refused + one.1));
    assert!(actions > 10 && person.called.len() > 8, "{actions} actions, {} commands", person.called.len());
    // The first third warms up; from then on what is used may vary, and may not grow.
    let (middle, last) = (&samples[samples.len() / 3..samples.len() * 2 / 3], &samples[samples.len() * 2 / 3..]);
    let (before, after) = (median(middle), median(last));
    if minutes.is_some() {
        assert!(after <= before + before / 10 + 16, "memory grows: {samples:?} MB");
    }
    println!(
        "TRIAL soak {} minutes: {actions} actions, {calls} calls of {} commands, {refused} of them refused with a word; memory {before} MB, then {after} MB",
        lasts.as_secs() / 60,
        person.called.len()
    );
}
