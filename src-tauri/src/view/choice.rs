//! Totals of routes and how they differ.

use pathways::choice::{Delta, Totals};
use pathways::model::{Currency, Money, Route};

use super::plan::{currency, objective};
use super::{fact, search::count};
use crate::wire::choice::{DeltaView, TotalsView};

/// What a route asks of a person.
#[must_use]
pub fn totals(route: &Route) -> TotalsView {
    TotalsView {
        by: objective(route.by),
        proven: route.proven,
        cost: fact::money(&Money::from_major(route.cost, currency(route))),
        hours: fact::hours(route.hours),
        steps: count(route.earned_steps()),
        finish_week: route.finish_week,
        finish: route.finish.to_string(),
    }
}

/// What is more in a route than in another one.
#[must_use]
pub fn delta(delta: &Delta, currency: Currency) -> DeltaView {
    let small = |number: i64| i32::try_from(number).unwrap_or(if number < 0 { i32::MIN } else { i32::MAX });
    DeltaView {
        cost: fact::money(&Money::from_major(delta.cost, currency)),
        weeks: small(delta.weeks),
        hours: fact::hours(delta.hours),
        steps: small(delta.steps),
    }
}

/// What `after` asks beyond `before`; nothing where their currencies differ.
#[must_use]
pub fn between(before: &Route, after: &Route) -> Option<DeltaView> {
    (before.currency == after.currency).then(|| delta(&Delta::between(&Totals::from(before), &Totals::from(after)), currency(after)))
}
