//! The plan: what the planner answers (contract 3 and 4).

use chrono::NaiveDate;

use super::exact::Rational;
use super::id::{AwardId, GateId, RecognitionId};
use super::learner::Exception;
use super::money::Currency;
use super::terms::terms;

/// The answer to "how do I get there".
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The qualification that is wanted.
    pub target: AwardId,
    /// Whether there is a way.
    pub status: PlanStatus,
    /// The routes; empty unless the status is `Routes`.
    pub routes: Vec<Route>,
    /// Why there is none, and what would open one.
    pub blockers: Vec<Blocker>,
    /// What the person should know besides.
    pub notes: Vec<String>,
}

terms! {
    /// Whether there is a way.
    PlanStatus {
        /// There are routes.
        Routes = "routes",
        /// The target is already held.
        Held = "held",
        /// There is none; blockers say why.
        Unreachable = "unreachable",
        /// No pack has the target.
        UnknownTarget = "unknown-target",
    }
}

terms! {
    /// What a route is best by. Ties are broken by cost, then finish, then hours, then steps.
    Objective {
        /// The sum of costs and fees in the learner's currency.
        Cost = "cost",
        /// The week in which the target is achieved.
        Finish = "finish",
        /// The sum of study hours.
        Hours = "hours",
        /// The number of earned awards.
        Steps = "steps",
        /// Not dominated in (cost, finish).
        Front = "front",
    }
}

/// A set of steps that leads to the target.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// What it is best by.
    pub by: Objective,
    /// Whether that is proven.
    pub proven: bool,
    /// No route can be better than this, in the objective's own measure (major units for cost).
    pub bound: Rational,
    /// Sum of costs and fees, in major units of `currency`.
    pub cost: Rational,
    /// The learner's currency; `None` when the record names none.
    pub currency: Option<Currency>,
    /// Sum of study hours.
    pub hours: Rational,
    /// The week in which the target is achieved, counted from the start.
    pub finish_week: u32,
    /// The first day of that week.
    pub finish: NaiveDate,
    /// The steps by start week, each after what it rests on.
    pub steps: Vec<Step>,
    /// Unknown gates that the route relies on.
    pub to_confirm: Vec<GateId>,
    /// Grades that the route relies on.
    pub assumptions: Vec<Assumption>,
    /// How much of the cost is estimated, in major units.
    pub estimated_cost: Rational,
    /// How much of the hours is estimated.
    pub estimated_hours: Rational,
    /// Exceptions of the record that the route relies on.
    pub exceptions: Vec<Exception>,
    /// What the person should know.
    pub notes: Vec<String>,
    /// Time spent on planning it, in microseconds.
    pub solve_micros: u64,
}

impl Route {
    /// The number of earned awards.
    #[must_use]
    pub fn earned_steps(&self) -> usize {
        self.steps.iter().filter(|step| step.way == Way::Earn).count()
    }
}

/// How an award is achieved.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// By study.
    Earn,
    /// By an agreement.
    Recognition(RecognitionId),
}

impl Way {
    /// As plans write it: `earn` or the recognition's id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Earn => "earn",
            Self::Recognition(id) => id.as_str(),
        }
    }
}

/// One award achieved.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The award.
    pub award: AwardId,
    /// How.
    pub way: Way,
    /// The week in which it starts, counted from the learner's start.
    pub start_week: u32,
    /// The week at whose beginning it has ended.
    pub end_week: u32,
    /// What it costs, in major units of the route's currency.
    pub cost: Rational,
    /// Study hours.
    pub hours: Rational,
    /// Whether the cost is estimated.
    pub cost_estimated: bool,
    /// Whether the hours are estimated.
    pub hours_estimated: bool,
    /// What the person should know: how an estimate was made, an assumed date, a unit used.
    pub notes: Vec<String>,
}

/// A grade that a route relies on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// The award.
    pub award: AwardId,
    /// The least grade, 0 to 100.
    pub min_grade: Rational,
}

/// A cause why there is no route, and the change that would remove it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocker {
    /// What is in the way.
    pub cause: Cause,
    /// Whose it is: an award, a gate, a recognition, an organization; the target for a limit of the record.
    pub id: String,
    /// What to change, as a sentence.
    pub change: String,
}

terms! {
    /// Causes why there is no route.
    Cause {
        /// The award is retired.
        Retired = "retired",
        /// The award is not active.
        NotActive = "not-active",
        /// A gate is unmet.
        UnmetGate = "unmet-gate",
        /// No agreement grants it.
        MissingAgreement = "missing-agreement",
        /// The agreement is not in force.
        LapsedAgreement = "lapsed-agreement",
        /// What is held is too old for the agreement.
        Window = "window",
        /// The learner excluded it.
        Exclusion = "exclusion",
        /// The budget is too small.
        Budget = "budget",
        /// The deadline is too early.
        Deadline = "deadline",
        /// A scheduled step needs more hours a week.
        WeeklyHours = "weekly-hours",
        /// It has no start left.
        NoStart = "no-start",
        /// The grade is too low.
        Grade = "grade",
        /// The pool cannot reach the credits.
        Credits = "credits",
        /// A list of alternatives is empty.
        EmptyAny = "empty-any",
        /// No pack has the award.
        MissingAward = "missing-award",
    }
}
