//! What a store does in random sequences, against a model of it that is a few maps: learners and their edits, plans, tags, packs,
//! settings, the log, erasing, backups and restoring them.
//!
//! `CAIRN_SEQUENCES` asks for more sequences than the few of the ordinary tests; `CAIRN_SEED` chooses others.

mod store_world;
mod writes;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use pathways::interchange::SourceFile;
use pathways::model::{Blocker, Cause, HeldAward, LearnerRecord, Plan, PlanStatus};
use pathways::store::{BackupReason, ImportError, LearnerId, PlanId, Store, StorePath};
use store_world::{World, pack, today};
use writes::{contents, mixed};

/// Operations of one sequence.
const OPERATIONS: u64 = 120;

/// A learner as the model knows them.
#[derive(Clone, Debug)]
struct Person {
    added: DateTime<Utc>,
    /// Each state that can be returned to, and which of them stands.
    states: Vec<(LearnerRecord, String)>,
    place: usize,
    plans: BTreeMap<PlanId, String>,
    tags: BTreeSet<String>,
    archived: bool,
}

/// All that the store should hold.
#[derive(Clone, Debug, Default)]
struct Model {
    people: BTreeMap<LearnerId, Person>,
    open: Option<LearnerId>,
    settings: BTreeMap<String, u64>,
    /// The packs, as texts, and those that were taken out.
    packs: BTreeMap<String, String>,
    removed: BTreeMap<String, String>,
    log: Vec<(&'static str, LearnerId)>,
}

struct Trial {
    world: World,
    store: Option<Store>,
    model: Model,
    /// What each backup holds.
    backups: BTreeMap<String, Model>,
    seed: u64,
}

fn blocker() -> Blocker {
    Blocker { cause: Cause::Retired, id: "a".to_owned(), change: "Choose another one".to_owned() }
}

fn plan(number: u64) -> Plan {
    let notes = vec![format!("Plan {number}")];
    Plan { target: "p0:a".into(), status: PlanStatus::Unreachable, routes: Vec::new(), blockers: vec![blocker()], notes }
}

impl Trial {
    fn new(seed: u64) -> Self {
        let world = World::new();
        let store = Some(world.open());
        Self { world, store, model: Model::default(), backups: BTreeMap::new(), seed }
    }

    fn path(&self) -> StorePath {
        StorePath::new(self.world.folder())
    }

    fn store(&mut self) -> &mut Store {
        self.store.as_mut().expect("it is open")
    }

    /// One of some, by chance.
    fn one<T: Clone>(chance: u64, of: impl Iterator<Item = T>) -> Option<T> {
        let all: Vec<T> = of.collect();
        (!all.is_empty()).then(|| all[usize::try_from(chance >> 20).unwrap_or(0) % all.len()].clone())
    }

    /// Does the operation with this number to the store and to the model. Returns what it was.
    fn step(&mut self, number: u64) -> String {
        let chance = mixed(self.seed, number);
        let at = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::seconds(i64::try_from(number).unwrap_or(0) + 1);
        let somebody = Self::one(chance, self.model.people.keys().copied());
        let (before, kind) = (self.model.clone(), chance % 40);
        let what = match (kind, somebody) {
            (0..=2, _) | (_, None) => self.add(number, at),
            (3..=9, Some(id)) => self.edit(id, number, at),
            (10..=13, Some(id)) => self.undo(id, at),
            (14..=16, Some(id)) => self.redo(id, at),
            (17, Some(id)) => self.remove(id, at),
            (18, Some(id)) => self.erase(id, at),
            (19..=20, Some(id)) => self.save_plan(id, number, at),
            (21, Some(id)) => self.remove_plan(id, chance),
            (22, Some(id)) => self.tag(id, chance),
            (23, Some(id)) => self.archive(id),
            (24, Some(id)) => {
                self.store().open_learner(id).expect("opened");
                self.model.open = Some(id);
                "open".to_owned()
            }
            (25..=26, _) => self.set(number, chance),
            (27..=30, _) => self.import(number, chance),
            (31, _) => self.refuse(number),
            (32..=33, _) => self.take_out(chance),
            (34, _) => self.bring_back(chance),
            (35, _) => {
                let backup = self.store().back_up(BackupReason::Asked, today()).expect("a copy").expect("a backup");
                self.backups.insert(backup.name(), self.model.clone());
                "back up".to_owned()
            }
            (36, _) => self.restore(chance),
            _ => {
                self.store = None;
                self.store = Some(self.world.open());
                "open the store anew".to_owned()
            }
        };
        // Packs come in after a copy of what was there before.
        for backup in self.path().backups() {
            self.backups.entry(backup.name()).or_insert_with(|| before.clone());
        }
        format!("{number}: {what}")
    }

    fn add(&mut self, number: u64, at: DateTime<Utc>) -> String {
        let record = LearnerRecord { name: Some(format!("L{number}")), ..LearnerRecord::default() };
        let id = self.store().add_learner(&record, at).expect("added");
        let states = vec![(record, "Added".to_owned())];
        let none = Person { added: at, states, place: 0, plans: BTreeMap::new(), tags: BTreeSet::new(), archived: false };
        assert!(self.model.people.insert(id, none).is_none(), "a number is given once");
        self.model.log.push(("learner-created", id));
        format!("add {id}")
    }

    fn edit(&mut self, id: LearnerId, number: u64, at: DateTime<Utc>) -> String {
        let person = self.model.people.get_mut(&id).expect("somebody");
        let mut record = person.states[person.place].0.clone();
        let award = format!("p{}:a", number % 3);
        match record.held.iter().position(|held| held.award.as_str() == award) {
            Some(place) => drop(record.held.remove(place)),
            None => record.held.push(HeldAward {
                award: award.as_str().into(),
                earned: today(),
                grade: None,
                expires: None,
                extensions: Vec::new(),
            }),
        }
        if number.is_multiple_of(5) {
            record.name = Some(format!("Renamed {number}"));
        }
        let what = format!("Edit {number}");
        person.states.truncate(person.place + 1);
        person.states.push((record.clone(), what.clone()));
        person.place += 1;
        self.store().save_learner(id, &record, &what, at).expect("kept");
        format!("edit {id}")
    }

    fn undo(&mut self, id: LearnerId, at: DateTime<Utc>) -> String {
        let done = self.store().undo(id, at).expect("undone or nothing to do");
        let person = self.model.people.get_mut(&id).expect("somebody");
        let expected = (person.place > 0).then(|| person.states[person.place].1.clone());
        person.place = person.place.saturating_sub(1);
        assert_eq!(done, expected, "what undoing says");
        format!("undo {id}")
    }

    fn redo(&mut self, id: LearnerId, at: DateTime<Utc>) -> String {
        let done = self.store().redo(id, at).expect("done again or nothing to do");
        let person = self.model.people.get_mut(&id).expect("somebody");
        let expected = person.states.get(person.place + 1).map(|(_, what)| what.clone());
        person.place = (person.place + 1).min(person.states.len() - 1);
        assert_eq!(done, expected, "what redoing says");
        format!("redo {id}")
    }

    fn remove(&mut self, id: LearnerId, at: DateTime<Utc>) -> String {
        self.store().remove_learner(id, at).expect("removed");
        self.model.forget(id, None);
        self.model.log.push(("learner-removed", id));
        format!("remove {id}")
    }

    fn erase(&mut self, id: LearnerId, at: DateTime<Utc>) -> String {
        let erasure = self.store().erase_learner(id, at).expect("erased");
        assert_eq!(erasure.left, Vec::<std::path::PathBuf>::new(), "every backup could be cleaned");
        let added = self.model.people[&id].added;
        self.model.forget(id, None);
        self.model.log.push(("learner-erased", id));
        for kept in self.backups.values_mut() {
            kept.forget(id, Some(added));
        }
        format!("erase {id}")
    }

    fn save_plan(&mut self, id: LearnerId, number: u64, at: DateTime<Utc>) -> String {
        let title = format!("Plan {number}");
        let plan = self.store().save_plan(id, &title, &plan(number), at).expect("kept");
        self.model.people.get_mut(&id).expect("somebody").plans.insert(plan, title);
        format!("plan {plan} of {id}")
    }

    fn remove_plan(&mut self, id: LearnerId, chance: u64) -> String {
        let person = self.model.people.get_mut(&id).expect("somebody");
        let Some(plan) = Self::one(chance, person.plans.keys().copied()) else { return "no plan to remove".to_owned() };
        person.plans.remove(&plan);
        self.store().remove_plan(plan).expect("removed");
        assert!(self.store().remove_plan(plan).is_err(), "it is gone");
        format!("remove plan {plan}")
    }

    fn tag(&mut self, id: LearnerId, chance: u64) -> String {
        let tags: Vec<String> = ["new", "part-time", "visa"]
            .iter()
            .enumerate()
            .filter(|(at, _)| chance >> at & 8 != 0)
            .map(|(_, tag)| (*tag).to_owned())
            .collect();
        self.store().tag_learner(id, &tags).expect("tagged");
        self.model.people.get_mut(&id).expect("somebody").tags = tags.into_iter().collect();
        format!("tag {id}")
    }

    fn archive(&mut self, id: LearnerId) -> String {
        let person = self.model.people.get_mut(&id).expect("somebody");
        person.archived = !person.archived;
        let day = person.archived.then(today);
        self.store().archive_learner(id, day).expect("archived or taken back");
        format!("archive {id}: {day:?}")
    }

    fn set(&mut self, number: u64, chance: u64) -> String {
        let key = format!("key-{}", chance >> 8 & 3);
        if chance >> 12 & 3 == 0 {
            self.store().forget_setting(&key).expect("forgotten");
            self.model.settings.remove(&key);
            return format!("forget {key}");
        }
        self.store().set_setting(&key, &number).expect("set");
        self.model.settings.insert(key.clone(), number);
        format!("set {key}")
    }

    fn import(&mut self, number: u64, chance: u64) -> String {
        let id = format!("p{}", chance >> 8 & 3);
        let award = |name: &str| format!(r#"{{"id":"{id}:{name}","title":"{name} {number}","kind":"course","issuer":"org:{id}"}}"#);
        let text = pack(
            &id,
            &number.to_string(),
            &["a", "b", "c"][..1 + usize::try_from(chance >> 12 & 1).unwrap_or(0)]
                .iter()
                .map(|name| award(name))
                .collect::<Vec<_>>()
                .join(","),
        );
        self.store().import_packs(&[SourceFile::new("pack.json", text.clone())], today()).expect("a good pack");
        self.model.removed.remove(&id);
        self.comes_in(&id, text);
        format!("import {id}")
    }

    fn refuse(&mut self, number: u64) -> String {
        let bad = pack("p1", &number.to_string(), r#"{"id":"p1:a","titel":"A","kind":"course","issuer":"org:p1"}"#);
        let good = pack("p2", &number.to_string(), "");
        let files = [SourceFile::new("good.json", good), SourceFile::new("bad.json", bad)];
        let refused = self.store().import_packs(&files, today());
        assert!(matches!(refused, Err(ImportError::Refused { .. })));
        "refuse two packs for the sake of one".to_owned()
    }

    fn take_out(&mut self, chance: u64) -> String {
        let Some(id) = Self::one(chance, self.model.packs.keys().cloned()) else { return "no pack to take out".to_owned() };
        self.store().remove_pack(&id.as_str().into(), today()).expect("taken out");
        let text = self.model.packs.remove(&id).expect("a pack");
        self.model.removed.insert(id.clone(), text);
        format!("take out {id}")
    }

    fn bring_back(&mut self, chance: u64) -> String {
        let Some(id) = Self::one(chance, self.model.removed.keys().cloned()) else { return "no pack to bring back".to_owned() };
        self.store().restore_pack(&id.as_str().into(), today()).expect("it comes back");
        let text = self.model.removed.remove(&id).expect("a pack");
        self.comes_in(&id, text);
        format!("bring back {id}")
    }

    /// A version that another one replaces is kept, so that it can come back.
    fn comes_in(&mut self, id: &str, text: String) {
        if let Some(replaced) = self.model.packs.insert(id.to_owned(), text) {
            self.model.removed.insert(id.to_owned(), replaced);
        }
    }

    fn restore(&mut self, chance: u64) -> String {
        let Some(backup) = Self::one(chance, self.path().backups().into_iter()) else { return "no backup".to_owned() };
        self.store = None;
        self.path().restore(&backup.name()).expect("restored");
        self.store = Some(self.world.open());
        self.model = self.backups[&backup.name()].clone();
        format!("restore {}", backup.name())
    }

    /// Holds the store against the model.
    fn check(&mut self, after: &str) {
        let model = self.model.clone();
        let store = self.store();
        let names = |archived: bool| -> BTreeMap<LearnerId, String> {
            let of = |person: &Person| person.states[person.place].0.name.clone().unwrap_or_default();
            model.people.iter().filter(|(_, person)| person.archived == archived).map(|(id, person)| (*id, of(person))).collect()
        };
        let listed: BTreeMap<LearnerId, String> =
            store.learners().expect("a list").into_iter().map(|learner| (learner.id, learner.name)).collect();
        assert_eq!(listed, names(false), "after {after}");
        for (id, person) in &model.people {
            let kept = store.learner(*id).expect("a learner");
            let (record, what) = &person.states[person.place];
            assert_eq!(&kept.record, record, "after {after}");
            let undo = (person.place > 0).then_some(what.as_str());
            let redo = person.states.get(person.place + 1).map(|(_, what)| what.as_str());
            assert_eq!((kept.undo.as_deref(), kept.redo.as_deref()), (undo, redo), "after {after}");
            let plans: BTreeMap<PlanId, String> = store.plans(*id).expect("plans").into_iter().map(|plan| (plan.id, plan.title)).collect();
            assert_eq!(plans, person.plans, "after {after}");
            for (plan, title) in &plans {
                assert_eq!(store.plan(*plan).expect("a plan").plan.notes, std::slice::from_ref(title), "after {after}");
            }
        }
        assert_eq!(store.current_learner().expect("a setting"), model.open, "after {after}");
        for key in (0..4).map(|number| format!("key-{number}")) {
            assert_eq!(store.setting::<u64>(&key).expect("a setting"), model.settings.get(&key).copied(), "after {after}");
        }
        let packs: BTreeSet<String> = store.packs().expect("packs").into_iter().map(|pack| pack.id.to_string()).collect();
        assert_eq!(packs, model.packs.keys().cloned().collect(), "after {after}");
        let removed: BTreeSet<String> = store.removed_packs().expect("packs").into_iter().map(|pack| pack.id.to_string()).collect();
        assert_eq!(removed, model.removed.keys().cloned().collect(), "after {after}");
        let mut awards = 0;
        for (id, text) in &model.packs {
            let (kept, meant) = (store.pack_text(&id.as_str().into()).expect("its text"), text);
            let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
            assert_eq!(json(&kept), json(meant), "after {after}");
            awards += json(meant)["awards"].as_array().map_or(0, Vec::len);
        }
        assert_eq!(store.size().expect("a size").awards, awards, "after {after}");
        let log: Vec<(String, Option<LearnerId>)> =
            store.activity(10_000).expect("the log").into_iter().rev().map(|entry| (entry.what, entry.learner)).collect();
        let meant: Vec<(String, Option<LearnerId>)> = model.log.iter().map(|(what, id)| ((*what).to_owned(), Some(*id))).collect();
        assert_eq!(log, meant, "after {after}");
        assert_eq!(store.activity_broken_at().expect("the log"), None, "after {after}");
    }
}

impl Model {
    /// Somebody is gone; from a backup only when they are the same who were added then.
    fn forget(&mut self, id: LearnerId, added: Option<DateTime<Utc>>) {
        if self.people.get(&id).is_some_and(|person| added.is_none_or(|added| person.added == added)) {
            self.people.remove(&id);
            self.open = self.open.filter(|open| *open != id);
        }
    }
}

#[test]
fn random_sequences_of_operations_leave_what_a_model_says() {
    let asked = |name: &str, otherwise: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let (sequences, seed) = (asked("CAIRN_SEQUENCES", 6), asked("CAIRN_SEED", 1));
    let mut kinds = BTreeSet::new();
    for sequence in 0..sequences {
        let mut trial = Trial::new(mixed(seed, sequence));
        let mut done = Vec::new();
        for number in 0..OPERATIONS {
            let what = trial.step(number);
            kinds.insert(what.split(' ').nth(1).unwrap_or_default().to_owned());
            done.push(what);
            trial.check(&format!("sequence {sequence} of seed {seed}, {}", done.last().map_or("", String::as_str)));
        }
        trial.store = None;
        let tables = contents(trial.world.folder()).expect("a sound store");
        let sound = tables.iter().any(|(name, rows)| name == "integrity" && format!("{rows:?}").contains("\"ok\""));
        assert!(sound, "sequence {sequence}: the database finds something wrong with itself");
    }
    assert!(kinds.len() >= 15, "the sequences are of every kind: {kinds:?}");
    println!("TRIAL store sequences {sequences}: {} operations, after each the store was what the model says", sequences * OPERATIONS);
}
