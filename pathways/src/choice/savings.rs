//! What is saved by what is held, and by recognition.

use super::cone::without;
use super::{Again, Delta, Outcome, Totals};
use crate::answer::AnswerError;
use crate::model::{AwardId, ExceptionKind, LearnerRecord, RecognitionId, Route, Way};

/// A route without something that the learner has, and what the learner saves by having it.
#[derive(Clone, Debug, PartialEq)]
pub struct Saving {
    /// The best without it.
    pub outcome: Outcome,
    /// What that asks more: what is saved; `None`: without it nothing leads to the target.
    pub saved: Option<Delta>,
}

/// What is saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Savings {
    /// Against the direct route, which ignores all that is held or granted.
    pub held: Saving,
    /// Against the best route without any agreement.
    pub recognition: Saving,
    /// By each held award alone, the most first. An award that saves nothing is left out.
    pub by_award: Vec<(AwardId, Saving)>,
    /// By each agreement that the route uses alone, the most first.
    pub by_agreement: Vec<(RecognitionId, Saving)>,
}

/// What a route saves, by its own measure.
///
/// # Errors
/// When the audit refuses a route.
pub fn savings(again: &Again<'_>, route: &Route) -> Result<Savings, AnswerError> {
    let record = again.request.record;
    let cone = again.cone();
    let totals = Totals::from(route);
    let saving = |outcome: Outcome| Saving { saved: outcome.beyond(&totals), outcome };
    let held: Vec<&AwardId> = record.held.iter().map(|h| &h.award).filter(|id| cone.awards.contains_key(*id)).collect();
    let agreements: Vec<&RecognitionId> = route
        .steps
        .iter()
        .filter_map(|step| match &step.way {
            Way::Recognition(id) => Some(id),
            Way::Earn => None,
        })
        .collect();
    let all = 2 + held.len() + agreements.len();
    let mut bare = record.clone();
    bare.held.clear();
    bare.exceptions.retain(|e| e.kind != ExceptionKind::Grant);
    let direct = saving(again.ask(&cone, &bare, route.by)?);
    again.done(1, all);
    let recognition = saving(again.ask(&without(&cone, |_| true), record, route.by)?);
    again.done(2, all);
    let mut savings = Savings { held: direct, recognition, by_award: Vec::new(), by_agreement: Vec::new() };
    for (at, award) in held.iter().enumerate() {
        let mut less: LearnerRecord = record.clone();
        less.held.retain(|h| h.award != **award);
        savings.by_award.push(((*award).clone(), saving(again.ask(&cone, &less, route.by)?)));
        again.done(3 + at, all);
    }
    for (at, id) in agreements.iter().enumerate() {
        savings.by_agreement.push(((*id).clone(), saving(again.ask(&without(&cone, |r| r.id == **id), record, route.by)?)));
        again.done(3 + held.len() + at, all);
    }
    savings.by_award.retain(|(_, saving)| saving.saves());
    savings.by_agreement.retain(|(_, saving)| saving.saves());
    savings.by_award.sort_by_key(|(_, saving)| std::cmp::Reverse(saving.weight()));
    savings.by_agreement.sort_by_key(|(_, saving)| std::cmp::Reverse(saving.weight()));
    Ok(savings)
}

impl Saving {
    /// Whether something is saved at all, as far as is known.
    #[must_use]
    pub fn saves(&self) -> bool {
        match &self.outcome {
            Outcome::Closed(_) => true,
            Outcome::Route(_) => self.saved.is_some_and(|saved| !saved.is_nothing()),
            Outcome::Held | Outcome::Unsettled => false,
        }
    }

    /// What matters more is larger: without it there is no way, then money, then weeks.
    fn weight(&self) -> (bool, Option<(crate::model::Rational, i64)>) {
        (matches!(self.outcome, Outcome::Closed(_)), self.saved.map(|saved| (saved.cost, saved.weeks)))
    }
}
