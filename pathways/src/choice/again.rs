//! The same question again, with something changed.

use std::time::Instant;

use super::cone::cone;
use super::{Delta, Totals};
use crate::answer::{AnswerError, answer};
use crate::model::{AwardId, Blocker, Catalogue, LearnerRecord, Objective, Plan, PlanStatus, Route};
use crate::planner::{Request, Watch};

/// Looks on while a question is asked many times.
pub trait WorkWatch: Sync {
    /// Whether the person has cancelled; what is known by then is the answer.
    fn cancelled(&self) -> bool {
        false
    }

    /// So many of so many solutions are done.
    fn done(&self, _done: usize, _of: usize) {}
}

/// Nobody looks on.
pub struct Unfollowed;

impl WorkWatch for Unfollowed {}

/// What became of the question.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// There is a route.
    Route(Box<Route>),
    /// The target is held.
    Held,
    /// There is none, for these causes.
    Closed(Vec<Blocker>),
    /// The time was over, or the person cancelled, before anything was found.
    Unsettled,
}

impl Outcome {
    fn of(plan: Plan) -> Self {
        match (plan.status, plan.routes.into_iter().next()) {
            (_, Some(route)) => Self::Route(Box::new(route)),
            (PlanStatus::Held, None) => Self::Held,
            (PlanStatus::Unreachable, None) if !plan.blockers.is_empty() && plan.notes.is_empty() => Self::Closed(plan.blockers),
            _ => Self::Unsettled,
        }
    }

    /// The route, if there is one.
    #[must_use]
    pub fn route(&self) -> Option<&Route> {
        match self {
            Self::Route(route) => Some(route),
            _ => None,
        }
    }

    /// What it asks beyond `before`; `None`: there is no route.
    #[must_use]
    pub fn beyond(&self, before: &Totals) -> Option<Delta> {
        self.route().map(|route| Delta::between(before, &Totals::from(route)))
    }
}

/// A question that is asked again and again, within the time limit of the request for all together.
pub struct Again<'a> {
    /// The question.
    pub request: Request<'a>,
    watch: &'a dyn WorkWatch,
    began: Instant,
}

impl<'a> Again<'a> {
    /// The time runs from now.
    #[must_use]
    pub fn new(request: &Request<'a>, watch: &'a dyn WorkWatch) -> Self {
        Self { request: *request, watch, began: Instant::now() }
    }

    /// The awards and agreements that matter to the question: a catalogue to take something away from.
    #[must_use]
    pub fn cone(&self) -> Catalogue {
        cone(self.request.catalogue, self.request.record, self.request.target)
    }

    /// Whether no more is to be asked.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.watch.cancelled() || self.began.elapsed() >= self.request.time_limit
    }

    /// Says how far the work is.
    pub fn done(&self, done: usize, of: usize) {
        self.watch.done(done, of);
    }

    /// Asks by another record.
    ///
    /// # Errors
    /// When the record lacks what planning needs, or when the audit refuses a route.
    pub fn with_record(&self, record: &LearnerRecord, by: Objective) -> Result<Outcome, AnswerError> {
        self.ask(self.request.catalogue, record, by)
    }

    /// Asks in another catalogue and by another record.
    ///
    /// # Errors
    /// As [`Self::with_record`].
    pub fn ask(&self, catalogue: &Catalogue, record: &LearnerRecord, by: Objective) -> Result<Outcome, AnswerError> {
        self.solve(catalogue, self.request.target, record, by)
    }

    /// Asks for the way to another award.
    ///
    /// # Errors
    /// As [`Self::with_record`].
    pub fn toward(&self, target: &AwardId, record: &LearnerRecord, by: Objective) -> Result<Outcome, AnswerError> {
        self.solve(self.request.catalogue, target, record, by)
    }

    fn solve(&self, catalogue: &Catalogue, target: &AwardId, record: &LearnerRecord, by: Objective) -> Result<Outcome, AnswerError> {
        let time_limit = self.request.time_limit.saturating_sub(self.began.elapsed());
        if self.is_over() {
            return Ok(Outcome::Unsettled);
        }
        // A point of the front is the cheapest of its finish: the cheapest of all is asked for instead.
        let by = if by == Objective::Front { Objective::Cost } else { by };
        let objectives = [by];
        let request = Request { catalogue, record, target, objectives: &objectives, time_limit, ..self.request };
        Ok(Outcome::of(answer(&request, &Quiet(self.watch))?))
    }
}

/// Passes on that the person cancels, and nothing else.
struct Quiet<'w>(&'w dyn WorkWatch);

impl Watch for Quiet<'_> {
    fn cancelled(&self) -> bool {
        self.0.cancelled()
    }
}
