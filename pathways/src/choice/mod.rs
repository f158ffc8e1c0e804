//! Choosing among routes: what all of them share, what one rests on, what a change would do, and what it costs.
//!
//! Most answers solve the same question again with something changed: a gate answered otherwise, a course failed, an
//! agreement refused. [`Again`] does that, within one time limit for all, judged by the audit like every plan that is shown.
//! Answers are plain data with exact amounts; `explain` makes sentences of them.

mod again;
mod cone;
mod delta;
mod exits;
mod fragility;
mod instead;
mod no_regret;
mod openings;
mod pins;
mod plan_b;
mod savings;
mod shelf_life;
mod unlocks;
mod what_if;

pub use again::{Again, Outcome, Unfollowed, WorkWatch};
pub use delta::{Delta, Totals};
pub use exits::{Exit, exits};
pub use fragility::{Failure, Risk, Steadiest, fragility, steadiest};
pub use instead::{Instead, choosing, replacing};
pub use no_regret::{Shared, no_regret};
pub use openings::{Opening, openings};
pub use pins::{PinPrice, pin_prices};
pub use plan_b::{PlanB, plan_b};
pub use savings::{Saving, Savings, savings};
pub use shelf_life::{Clock, ClockKind, shelf_life};
pub use unlocks::{Bounds, Unlock, unlocks};
pub use what_if::{Limit, WhatIf};
