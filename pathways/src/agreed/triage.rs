//! What an advisor must know of a learner to decide who comes first.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use chrono::NaiveDate;

use super::{AgreedPlan, DriftCause, StepState, drift, dues, form, progress};
use crate::model::{AwardId, Catalogue, GateState, LearnerRecord, Way};

/// A learner at a glance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Triage {
    /// How many awards are held.
    pub held: usize,
    /// The target of the plan of record; `None`: nothing is agreed.
    pub target: Option<AwardId>,
    /// When it was agreed.
    pub agreed: Option<NaiveDate>,
    /// When it finishes.
    pub finish: Option<NaiveDate>,
    /// Steps completed.
    pub completed: usize,
    /// Steps in all.
    pub steps: usize,
    /// What is due next, overdue beginnings included.
    pub due: Option<(NaiveDate, String)>,
    /// Conditions that the plan relies on and nobody has decided.
    pub conditions: usize,
    /// What of the plan cannot be followed as agreed.
    pub broken: usize,
    /// Everything of it that no longer holds.
    pub drifted: usize,
    /// The first of it, in words.
    pub what: Option<String>,
    /// The ids of the awards and recognitions on which it rests: as long as these are as they are, the plan stands as it was found. Empty
    /// where it was read from a list.
    pub rests_on: BTreeSet<String>,
}

/// Looks at a learner. What is agreed and cannot be read counts as broken.
#[must_use]
pub fn triage(catalogue: &Catalogue, record: &LearnerRecord, today: NaiveDate) -> Triage {
    let mut out = Triage { held: record.held.len(), ..Triage::default() };
    let plan = match form::read(record) {
        Ok(Some(plan)) => plan,
        Ok(None) => return out,
        Err(error) => {
            out.broken = 1;
            out.drifted = 1;
            out.what = Some(error.to_string());
            return out;
        }
    };
    let (progress, found) = (progress(&plan), drift(&plan, catalogue, record, today));
    out.rests_on = rests_on(&plan, catalogue, record);
    out.target = Some(plan.target.clone());
    out.agreed = Some(plan.agreed);
    out.finish = Some(plan.route.finish);
    (out.completed, out.steps) = (progress.completed, progress.steps);
    out.conditions = plan.route.to_confirm.iter().filter(|gate| record.gate(gate) == GateState::Unknown).count();
    out.broken = found.iter().filter(|drift| drift.cause.breaks()).count();
    out.drifted = found.len();
    out.what = found.first().map(|drift| drift.what.clone());
    // What was to have begun by now is due still; other past dates are over.
    let late = |award: &AwardId| {
        *plan.state(award) == StepState::Planned
            && found.iter().any(|drift| drift.cause == DriftCause::NotBegun && drift.award.as_ref() == Some(award))
    };
    let next = dues(&plan, catalogue, record).into_iter().find(|due| due.on >= today || late(&due.award));
    out.due = next.map(|due| (due.on, due.what));
    out
}

/// What a plan rests on: its steps and the agreements by which they are taken, what those ask for, and what is held.
fn rests_on(plan: &AgreedPlan, catalogue: &Catalogue, record: &LearnerRecord) -> BTreeSet<String> {
    let mut out: BTreeSet<String> = record.held.iter().map(|held| held.award.to_string()).collect();
    out.insert(plan.target.to_string());
    for step in &plan.route.steps {
        out.insert(step.award.to_string());
        if let Way::Recognition(id) = &step.way {
            out.insert(id.to_string());
        }
        let asked = super::progress::requirements(catalogue, step).flat_map(|requirement| requirement.awards());
        out.extend(asked.map(ToString::to_string));
    }
    out
}

/// Looks at many learners on all cores. The keys come back in no particular order.
#[must_use]
pub fn look<K: Clone + Send + Sync>(records: &[(K, LearnerRecord)], catalogue: &Catalogue, today: NaiveDate) -> Vec<(K, Triage)> {
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut found = Vec::new();
        while let Some((key, record)) = records.get(next.fetch_add(1, Ordering::Relaxed)) {
            found.push((key.clone(), triage(catalogue, record, today)));
        }
        found
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    })
}

/// The awards that a record's plan and holdings touch: with their cones, all that is needed to look at it.
#[must_use]
pub fn looked_at(record: &LearnerRecord) -> Vec<AwardId> {
    let plan = form::read(record).ok().flatten();
    let planned = plan.into_iter().flat_map(|plan| {
        let steps = plan.route.steps.into_iter().map(|step| step.award);
        std::iter::once(plan.target).chain(steps).collect::<Vec<_>>()
    });
    planned.chain(record.held.iter().map(|held| held.award.clone())).collect()
}
