//! Plans as JSON (contract 4).

use num_traits::Zero;
use serde_json::Value;

use super::plan::FORMAT;
use super::write_learner::exception;
use super::written::{Json, Object, decimals, texts};
use crate::model::exact::{self, Rational};
use crate::model::{Currency, Objective, Plan, Route, Step};

/// A plan as a value to embed in another document.
#[must_use]
pub fn plan_to_json(plan: &Plan) -> Value {
    self::plan(plan).to_value()
}

/// A plan as the text of a file, keys in the contract's order.
#[must_use]
pub fn write_plan(plan: &Plan) -> String {
    self::plan(plan).to_file()
}

fn plan(plan: &Plan) -> Json {
    let mut out = Object::default();
    out.put("format", FORMAT);
    out.put("target", plan.target.as_str());
    out.put("status", plan.status.as_str());
    out.put("routes", Json::List(plan.routes.iter().map(route).collect()));
    let blockers = plan.blockers.iter().map(|blocker| {
        let mut out = Object::default();
        out.put("cause", blocker.cause.as_str());
        out.put("id", &blocker.id);
        out.put("change", &blocker.change);
        out.into()
    });
    out.put("blockers", Json::List(blockers.collect()));
    out.put_list("notes", texts(&plan.notes));
    out.into()
}

fn route(route: &Route) -> Json {
    let mut out = Object::default();
    out.put("by", route.by.as_str());
    out.put("proven", route.proven);
    let bound = if matches!(route.by, Objective::Cost) { amount(route.bound, route.currency) } else { route.bound.into() };
    // A point of the front has no one measure of its own: a bound is given where the contract asks for it.
    if route.by != Objective::Front || !route.proven {
        out.put("bound", bound);
    }
    out.put("cost", amount(route.cost, route.currency));
    out.put_some("currency", route.currency.map(|currency| currency.code()));
    out.put("hours", route.hours);
    out.put("finish_week", route.finish_week);
    out.put("finish", route.finish);
    out.put("steps", Json::List(route.steps.iter().map(|one| step(one, route.currency)).collect()));
    out.put("to_confirm", Json::List(route.to_confirm.iter().map(|gate| gate.as_str().into()).collect()));
    let assumptions = route.assumptions.iter().map(|assumption| {
        let mut out = Object::default();
        out.put("award", assumption.award.as_str());
        out.put("min_grade", assumption.min_grade);
        out.into()
    });
    out.put("assumptions", Json::List(assumptions.collect()));
    let mut estimated = Object::default();
    if !route.estimated_cost.is_zero() {
        estimated.put("cost", amount(route.estimated_cost, route.currency));
    }
    if !route.estimated_hours.is_zero() {
        estimated.put("hours", route.estimated_hours);
    }
    if !estimated.is_empty() {
        out.put("estimated", estimated);
    }
    out.put_list("exceptions", route.exceptions.iter().map(|one| exception(one).into()).collect());
    out.put("notes", Json::List(texts(&route.notes)));
    out.put("x-solve-ms", Rational::new(route.solve_micros.into(), 1000));
    out.into()
}

fn step(step: &Step, currency: Option<Currency>) -> Json {
    let mut out = Object::default();
    out.put("award", step.award.as_str());
    out.put("way", step.way.as_str());
    out.put("start_week", step.start_week);
    out.put("end_week", step.end_week);
    out.put("cost", amount(step.cost, currency));
    out.put("hours", step.hours);
    let estimated: Vec<&str> =
        [(step.cost_estimated, "cost"), (step.hours_estimated, "hours")].iter().filter(|(is, _)| *is).map(|(_, key)| *key).collect();
    if !estimated.is_empty() {
        out.put("estimated", true);
        out.put("x-estimated", Json::List(texts(&estimated)));
    }
    out.put_list("notes", texts(&step.notes));
    out.into()
}

/// An amount in major units: exact where its decimals end, otherwise rounded to the currency's minor unit, and to
/// hundredths where that is coarser, so that the sum of rounded steps stays at the total.
fn amount(major: Rational, currency: Option<Currency>) -> Json {
    if decimals(major).is_some() {
        return major.into();
    }
    let minor = currency.and_then(|currency| currency.exponent()).map_or(2, usize::from);
    Json::Number(exact::decimal(major, minor.max(2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_unless_they_have_no_end() {
        let shown = |major, currency| amount(major, currency).to_value().to_string();
        assert_eq!(shown(Rational::new(7150, 1), Some(Currency::USD)), "7150");
        assert_eq!(shown(Rational::new(1, 8), Some(Currency::USD)), "0.125");
        assert_eq!(shown(Rational::new(2, 3), Some(Currency::USD)), "0.67");
        assert_eq!(shown(Rational::new(2, 3), Some(Currency::KRW)), "0.67");
        assert_eq!(shown(Rational::new(2, 3), Some(Currency::KWD)), "0.667");
    }
}
