//! The conformance cases in `tests/conformance/cases`: small worlds with a proven answer.

use std::fs;
use std::path::{Path, PathBuf};

use pathways::interchange::SourceFile;
use pathways::interchange::contract::{read_learner, read_packs};
use pathways::model::exact;
use pathways::model::{AwardId, Catalogue, LearnerRecord, Objective, Rational};
use serde_json::Value;

/// A world, a person, and the answer that is right.
pub struct Case {
    /// The name of its folder.
    pub name: String,
    /// Its packs, as files.
    pub packs: Vec<PathBuf>,
    /// Its learner record, as a file.
    pub learner: PathBuf,
    /// The expected answer, as a file.
    pub expectation: PathBuf,
    /// The packs read.
    pub catalogue: Catalogue,
    /// The record read.
    pub record: LearnerRecord,
    /// The expected answer read.
    pub expected: Expected,
}

/// What is known of the right answer.
pub struct Expected {
    /// The qualification that is wanted.
    pub target: AwardId,
    /// Whether unknown gates count as unmet.
    pub strict: bool,
    /// `routes`, `held`, `unreachable` or `unknown-target`.
    pub status: String,
    /// The proven optimum of each objective that is stated.
    pub best: Vec<(Objective, Rational)>,
    /// The whole front as (cost, week of the finish), where it is stated.
    pub front: Option<Vec<(Rational, Rational)>>,
    /// The known causes of an unreachable target, as (cause, id).
    pub blockers: Vec<(String, String)>,
    /// How many awards can matter for the target; the cases written by hand are small and do not state it.
    pub cone: u64,
}

/// All cases by name.
///
/// # Panics
/// When a case cannot be read: the cases are part of the repository.
#[must_use]
pub fn all() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance").join("cases");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(folder).expect("the cases are there").map(|entry| entry.expect("an entry").path()).collect();
    folders.sort();
    folders.iter().map(|folder| case(folder)).collect()
}

fn case(folder: &Path) -> Case {
    let name = folder.file_name().expect("a folder has a name").to_string_lossy().into_owned();
    let mut packs: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a case is a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("pack")))
        .collect();
    packs.sort();
    let (learner, expectation) = (folder.join("learner.json"), folder.join("expect.json"));
    let files: Vec<SourceFile> = packs.iter().map(|path| source(path)).collect();
    let (catalogue, _) = read_packs(&files).unwrap_or_else(|findings| panic!("{name}: {findings:#?}"));
    let (record, _) = read_learner(&source(&learner)).unwrap_or_else(|findings| panic!("{name}: {findings:#?}"));
    let json: Value = serde_json::from_slice(&fs::read(&expectation).expect("expect.json")).expect("expect.json is JSON");
    Case { expected: expected(&json), name, packs, learner, expectation, catalogue, record }
}

fn source(path: &Path) -> SourceFile {
    SourceFile::new(path.display().to_string(), fs::read(path).expect("a file of the case"))
}

fn expected(json: &Value) -> Expected {
    let objectives =
        [("cost", Objective::Cost), ("finish_week", Objective::Finish), ("hours", Objective::Hours), ("steps", Objective::Steps)];
    let best = objectives.iter().filter_map(|(key, objective)| Some((*objective, number(json["by"].get(key)?)))).collect();
    let pair = |point: &Value| (number(&point[0]), number(&point[1]));
    let blocker = |blocker: &Value| (text(&blocker["cause"]), text(&blocker["id"]));
    Expected {
        target: AwardId::from(text(&json["target"])),
        strict: json["strict"].as_bool().unwrap_or(false),
        status: text(&json["status"]),
        best,
        front: json["front"].as_array().map(|points| points.iter().map(pair).collect()),
        blockers: json["x-blockers"].as_array().map(|blockers| blockers.iter().map(blocker).collect()).unwrap_or_default(),
        cone: json["x-size"]["cone"].as_u64().unwrap_or(0),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn number(value: &Value) -> Rational {
    exact::parse(&value.to_string()).expect("an exact number")
}
