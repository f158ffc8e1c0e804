//! Two plans side by side: what stays, what comes, what goes, what moves.

use chrono::NaiveDate;

use super::AgreedPlan;
use crate::model::{AwardId, Rational, Step, Way};

/// What a later plan changes of an earlier one.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Steps of both, taken the same way in the same weeks.
    pub kept: Vec<AwardId>,
    /// Steps that are new.
    pub added: Vec<AwardId>,
    /// Steps that are given up.
    pub removed: Vec<AwardId>,
    /// Steps that are taken another way: the award, how before, how now.
    pub rerouted: Vec<(AwardId, Way, Way)>,
    /// Steps whose dates move.
    pub moved: Vec<Moved>,
    /// What the steps still ahead cost more, in major units of the later plan's currency; `None`: the currencies differ.
    pub cost: Option<Rational>,
    /// How many days later it finishes.
    pub days: i64,
    /// The target before and now, where it is another.
    pub target: Option<(AwardId, AwardId)>,
}

/// A step whose dates move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The award.
    pub award: AwardId,
    /// When it started.
    pub from: NaiveDate,
    /// When it starts now.
    pub to: NaiveDate,
}

impl Difference {
    /// Whether the plans are the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.rerouted.is_empty() && self.moved.is_empty() && self.target.is_none()
    }
}

/// Compares two plans. A step that one of them counts as completed is no change.
#[must_use]
pub fn difference(before: &AgreedPlan, after: &AgreedPlan) -> Difference {
    let find = |plan: &AgreedPlan, award: &AwardId| -> Option<Step> { plan.route.steps.iter().find(|s| s.award == *award).cloned() };
    let done = |award: &AwardId| [before, after].iter().any(|plan| matches!(plan.state(award), super::StepState::Completed { .. }));
    let ahead = |plan: &AgreedPlan| plan.route.steps.iter().filter(|s| !done(&s.award)).map(|s| s.cost).sum::<Rational>();
    let mut out = Difference {
        kept: Vec::new(),
        added: Vec::new(),
        removed: Vec::new(),
        rerouted: Vec::new(),
        moved: Vec::new(),
        cost: (before.route.currency == after.route.currency).then(|| ahead(after) - ahead(before)),
        days: (after.route.finish - before.route.finish).num_days(),
        target: (before.target != after.target).then(|| (before.target.clone(), after.target.clone())),
    };
    for step in &after.route.steps {
        let award = step.award.clone();
        match find(before, &award) {
            None if done(&award) => {}
            None => out.added.push(award),
            Some(old) if old.way != step.way => out.rerouted.push((award, old.way, step.way.clone())),
            Some(old) => {
                let (from, to) = (before.day(old.start_week), after.day(step.start_week));
                if from == to {
                    out.kept.push(award);
                } else {
                    out.moved.push(Moved { award, from, to });
                }
            }
        }
    }
    let gone = before.route.steps.iter().map(|step| &step.award).filter(|award| find(after, award).is_none() && !done(award));
    out.removed.extend(gone.cloned());
    out
}
