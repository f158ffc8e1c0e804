//! `cairn plan` for many records: each planned by itself, several at once, one JSON line each in the order of the files.

use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use pathways::answer::AnswerError;
use pathways::interchange::contract::plan_to_json;
use pathways::model::{LearnerRecord, Plan};
use serde_json::{Value, json};

use crate::input;
use crate::progress::Bar;
use crate::{Answer, Refused, refuse};

/// Records by their files; a record that was refused is `None`, and why has been said.
pub struct Cohort(Vec<(PathBuf, Option<LearnerRecord>)>);

/// Lines that wait for those before them.
struct Lines {
    waiting: Vec<Option<Value>>,
    printed: usize,
}

impl Lines {
    /// Prints every line whose turn it is.
    fn take(&mut self, at: usize, line: Value) {
        self.waiting[at] = Some(line);
        while let Some(line) = self.waiting.get_mut(self.printed).and_then(Option::take) {
            println!("{line}");
            self.printed += 1;
        }
    }
}

impl Cohort {
    /// Reads the records.
    pub fn read(files: &[PathBuf]) -> Self {
        Self(files.iter().map(|file| (file.clone(), input::learner(file).ok())).collect())
    }

    /// One record that speaks of all that any of them speaks of.
    pub fn together(&self) -> LearnerRecord {
        let mut together = LearnerRecord::default();
        for record in self.0.iter().filter_map(|(_, record)| record.as_ref()) {
            together.held.extend(record.held.iter().cloned());
            together.exceptions.extend(record.exceptions.iter().cloned());
            together.pins.extend(record.pins.iter().cloned());
            together.gates.extend(record.gates.iter().map(|(gate, state)| (gate.clone(), *state)));
            together.preferences.exclude_awards.extend(record.preferences.exclude_awards.iter().cloned());
            together.preferences.exclude_organizations.extend(record.preferences.exclude_organizations.iter().cloned());
        }
        together
    }

    /// Plans every record. One that is refused has a line that says so; the others are planned all the same.
    pub fn plan(&self, solve: &(dyn Fn(&LearnerRecord) -> Result<Plan, AnswerError> + Sync)) -> Answer {
        let bar = Bar::new(self.0.len(), "records planned");
        let lines = Mutex::new(Lines { waiting: vec![None; self.0.len()], printed: 0 });
        let (next, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..thread::available_parallelism().map_or(1, usize::from).min(self.0.len()) {
                scope.spawn(|| {
                    while let Some((at, line)) = self.next(&next, &refused, solve) {
                        if let Ok(mut lines) = lines.lock() {
                            lines.take(at, line);
                        }
                        bar.done();
                    }
                });
            }
        });
        match refused.into_inner() {
            0 => Ok(()),
            count => Err(refuse(format!("{count} of {} records were refused; the others are planned.", self.0.len()))),
        }
    }

    /// The line of the next record that nobody has taken, with its place.
    fn next(
        &self,
        next: &AtomicUsize,
        refused: &AtomicUsize,
        solve: &(dyn Fn(&LearnerRecord) -> Result<Plan, AnswerError> + Sync),
    ) -> Option<(usize, Value)> {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let (file, record) = self.0.get(at)?;
        let name = file.display().to_string();
        let plan = record.as_ref().ok_or(Refused).and_then(|record| solve(record).map_err(|error| refuse(format!("{name}: {error}"))));
        let line = match plan {
            Ok(plan) => {
                let mut line = plan_to_json(&plan);
                line["x-learner"] = json!(name);
                line
            }
            Err(Refused) => {
                refused.fetch_add(1, Ordering::Relaxed);
                json!({ "x-learner": name, "x-refused": true })
            }
        };
        Some((at, line))
    }
}
