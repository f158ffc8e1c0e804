//! How much one route differs from another.

use crate::model::{Rational, Route, exact};

/// What a route asks of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Costs and fees, in major units of the route's currency.
    pub cost: Rational,
    /// The week of the finish.
    pub finish_week: u32,
    /// Study hours.
    pub hours: Rational,
    /// Earned awards.
    pub steps: usize,
}

impl From<&Route> for Totals {
    fn from(route: &Route) -> Self {
        Self { cost: route.cost, finish_week: route.finish_week, hours: route.hours, steps: route.earned_steps() }
    }
}

/// What is more in one route than in another; less is negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delta {
    /// Costs and fees, in major units of the routes' currency.
    pub cost: Rational,
    /// Weeks until the finish, both counted from their own start.
    pub weeks: i64,
    /// Study hours.
    pub hours: Rational,
    /// Earned awards.
    pub steps: i64,
}

impl Delta {
    /// What `after` asks beyond `before`.
    #[must_use]
    pub fn between(before: &Totals, after: &Totals) -> Self {
        let signed = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        Self {
            cost: after.cost - before.cost,
            weeks: i64::from(after.finish_week) - i64::from(before.finish_week),
            hours: after.hours - before.hours,
            steps: signed(after.steps) - signed(before.steps),
        }
    }

    /// Whether both ask the same.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.cost == exact::whole(0) && self.weeks == 0 && self.hours == exact::whole(0) && self.steps == 0
    }
}
