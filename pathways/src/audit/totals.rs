//! Money, hours, finish and bound: what the steps cost, and whether the route sums it up truly.

use num_traits::{CheckedAdd, Signed, Zero};

use super::route::Claims;
use super::world::World;
use super::{Report, tolerance};
use crate::model::exact::{decimal, whole};
use crate::model::{Objective, Rational};

/// Sums of one measure over the steps.
struct Sum {
    total: Rational,
    estimated: Rational,
    exact: bool,
}

impl Sum {
    fn new() -> Self {
        Self { total: Rational::zero(), estimated: Rational::zero(), exact: true }
    }

    fn add(&mut self, value: Rational, estimated: bool) {
        let share = if estimated { value } else { Rational::zero() };
        match (self.total.checked_add(&value), self.estimated.checked_add(&share)) {
            (Some(total), Some(estimated)) => (self.total, self.estimated) = (total, estimated),
            _ => self.exact = false,
        }
    }
}

/// Judges costs, hours, sums, estimates, finish, currency, bound and budget.
pub(super) fn judge(world: &World<'_>, claims: &Claims<'_>, report: &mut Report) {
    let route = claims.route;
    let (mut cost, mut hours) = (Sum::new(), Sum::new());
    for step in claims.steps.values() {
        let id = &step.award;
        let Some(award) = world.catalogue.awards.get(id) else { continue };
        let facts = [
            ("cost", world.cost(award, &step.way), step.cost, step.cost_estimated, &mut cost),
            ("hours", world.hours(award, &step.way), step.hours, step.hours_estimated, &mut hours),
        ];
        for (measure, known, told, estimated, sum) in facts {
            match known {
                Some(known) if differ(known, told, 1) => {
                    let message = format!("its {measure} is {}, the plan says {}", decimal(known, 2), decimal(told, 2));
                    report.of_step(id, measure, message);
                }
                None if !estimated => {
                    let message = format!("its {measure} is unknown, and the step does not say that it is estimated");
                    report.of_step(id, "unmarked-estimate", message);
                }
                _ => {}
            }
            sum.add(told, known.is_none());
        }
    }
    let count = claims.steps.len().max(1);
    for (measure, sum, told, told_estimated) in
        [("cost", &cost, route.cost, route.estimated_cost), ("hours", &hours, route.hours, route.estimated_hours)]
    {
        if !sum.exact {
            report.breaks("too-large", format!("the {measure} of the steps is too large to add up exactly"));
            continue;
        }
        if differ(sum.total, told, count) {
            let message = format!("{measure} is {}, the steps sum to {}", decimal(told, 2), decimal(sum.total, 2));
            report.breaks("total", message);
        }
        if differ(sum.estimated, told_estimated, count) {
            let (told, true_sum) = (decimal(told_estimated, 2), decimal(sum.estimated, 2));
            report.breaks("estimated-total", format!("estimated {measure} is {told}, the estimated steps sum to {true_sum}"));
        }
    }
    finish(world, claims, report);
    limits(world, claims, report);
    bound(claims, report);
}

fn finish(world: &World<'_>, claims: &Claims<'_>, report: &mut Report) {
    let (route, target) = (claims.route, claims.target);
    let Some(last) = claims.steps.get(target) else {
        report.breaks("target-missing", format!("the target {target} is not among the steps"));
        return;
    };
    if route.finish_week != last.end_week {
        report.breaks("finish", format!("finish_week is {}, the target is achieved in week {}", route.finish_week, last.end_week));
    }
    if route.finish != world.day(route.finish_week) {
        let message = format!("finish is {}, week {} begins on {}", route.finish, route.finish_week, world.day(route.finish_week));
        report.breaks("finish", message);
    }
}

fn limits(world: &World<'_>, claims: &Claims<'_>, report: &mut Report) {
    let (route, preferences) = (claims.route, &world.record.preferences);
    if let (Some(told), Some(own)) = (route.currency, preferences.currency)
        && told != own
    {
        report.breaks("currency", format!("currency is {}, the learner's is {}", told.code(), own.code()));
    }
    if let Some(budget) = preferences.budget
        && route.cost > budget + tolerance()
    {
        report.breaks("budget", format!("cost {} exceeds the budget {}", decimal(route.cost, 2), decimal(budget, 2)));
    }
}

fn bound(claims: &Claims<'_>, report: &mut Report) {
    let route = claims.route;
    let value = match route.by {
        Objective::Cost => route.cost,
        Objective::Hours => route.hours,
        Objective::Finish => whole(route.finish_week),
        Objective::Steps => whole(i128::try_from(route.earned_steps()).unwrap_or(i128::MAX)),
        Objective::Front => return,
    };
    if route.bound > value + tolerance() {
        report.breaks("bound", format!("bound {} lies above the value {}", decimal(route.bound, 2), decimal(value, 2)));
    } else if route.proven && differ(route.bound, value, 1) {
        let (bound, value) = (decimal(route.bound, 2), decimal(value, 2));
        report.breaks("bound", format!("the route is called proven, but its bound {bound} differs from its value {value}"));
    }
}

/// Whether two amounts differ by more than the rounding of so many addends.
fn differ(a: Rational, b: Rational, addends: usize) -> bool {
    (a - b).abs() > tolerance() * whole(i128::try_from(addends).unwrap_or(i128::MAX))
}
