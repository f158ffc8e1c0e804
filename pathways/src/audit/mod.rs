//! A small independent checker of plans. It shares no code with the search; a route that it refuses is never shown.
//!
//! [`audit`] judges every rule of the contract's sections 3 and 4: that each step is possible, rests on what is held
//! and on earlier steps in the weeks given, costs and lasts what the packs say, and cannot be left out; that the
//! totals, the limits and the bounds are true; that no route of the plan makes another pointless; that blockers are real.
//!
//! Section 5 (exceptions, pins, breaks) leaves room for readings. These are the ones judged here:
//! - An exception holds on every day from `date` to `until`, both included. A requirement is judged on the first day of
//!   the week in which its step starts (or its recognition is used), so it is that day which must lie within.
//! - "Inside the requirement of `in`" is the `requires` of the award of that id (or `from` and `requires` of the
//!   recognition of that id), not what its parts require in their turn.
//! - `substitute`: a leaf's least grade is asked of `with`. In a pool `with` takes the place of `award`, with its worth and
//!   under its caps, when `award` itself does not count there; a `with` that the pool lists itself counts as itself. It
//!   fills one place of a pool.
//! - `waive`: the leaf holds and relies on no award. A waiver gives no credit; an award really achieved gives its own.
//! - `also-allow`: one more entry of each pool in scope, outside its caps; nothing where the award is listed already.
//! - `grant`: held, without a grade, earned on `date`. `deny` prevails over having and being granted the award, but not
//!   over a waiver or a substitute for it.
//! - A route may rely on the exceptions that it lists and on no others; `deny` holds without being listed.
//! - Pins select among legal routes. `take`: the award is a step unless it is held. `avoid`: it is none.
//!   `count`: `toward` is a step whose requirement, in the way taken, names the award, and the award counts there.
//! - A week is broken when a day of it lies in a break. A step of d weeks takes d unbroken weeks and ends with the last of
//!   them; a scheduled one touches no broken week. A subscription is paid for d weeks. Steps of no length are not concerned.

mod closure;
mod distinct;
mod plan;
mod pool;
mod route;
mod rulings;
mod satisfaction;
mod schedule;
mod support;
mod totals;
mod world;

use std::fmt;

use crate::model::{AwardId, Catalogue, LearnerRecord, Plan, Rational};

/// A rule of the contract that a plan breaks, as a sentence with the ids concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Which route of the plan, from 0; `None`: the plan as a whole.
    pub route: Option<usize>,
    /// A stable code in kebab case for the rule: `superfluous`, `weekly-load`, …
    pub rule: &'static str,
    /// The step that breaks it; `None`: the route or the plan as a whole does.
    pub award: Option<AwardId>,
    /// What is wrong, of the step or of the whole.
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(award) = &self.award {
            write!(f, "step {award}: ")?;
        }
        f.write_str(&self.message)
    }
}

/// Checks a plan rule by rule (contract 3, 4 and 5). Empty: the plan is legal. That a proven route is the best is
/// judged against the other routes of the plan only.
#[must_use]
pub fn audit(catalogue: &Catalogue, record: &LearnerRecord, strict: bool, plan: &Plan) -> Vec<Violation> {
    let mut report = Report::default();
    match world::World::new(catalogue, record, strict) {
        Some(world) => plan::judge(&world, plan, &mut report),
        None => report.breaks("no-start-date", "the learner record has no preferences.start, from which weeks are counted".to_owned()),
    }
    report.violations
}

/// How far an amount in a plan may lie from the exact one: plans show cents.
fn tolerance() -> Rational {
    Rational::new(6, 1000)
}

/// Violations as they are found.
#[derive(Default)]
struct Report {
    route: Option<usize>,
    violations: Vec<Violation>,
}

impl Report {
    fn breaks(&mut self, rule: &'static str, message: String) {
        self.violations.push(Violation { route: self.route, rule, award: None, message });
    }

    fn of_step(&mut self, award: &AwardId, rule: &'static str, message: impl Into<String>) {
        self.violations.push(Violation { route: self.route, rule, award: Some(award.clone()), message: message.into() });
    }
}
