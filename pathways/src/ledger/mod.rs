//! The credit ledger: which award counts where, for how much, and what is excess or unusable, and why.
//!
//! It reads a route that is already judged: nothing here decides whether the route is legal. Where an award could
//! count in more than one place, what is held is used first, then the steps in their order, so that the same route
//! always gives the same ledger.

mod dealing;
mod evidence;
mod lines;
mod own;

use crate::model::{AwardId, Catalogue, Conversion, Credit, LearnerRecord, Route};
use evidence::Evidence;

/// The ledger of one route.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// The requirements of the target, then those of the steps that credit flows through.
    pub lines: Vec<Line>,
    /// What becomes of everything that the learner holds.
    pub own: Vec<Own>,
}

/// One requirement and what counts toward it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Whose requirement it is.
    pub of: AwardId,
    /// What it asks for, as a phrase.
    pub label: String,
    /// How much credit it asks for; `None`: it does not count credit.
    pub need: Option<Credit>,
    /// How much counts, caps applied and what exceeds the need left out.
    pub have: Option<Credit>,
    /// Whether it is met when the route is completed.
    pub met: bool,
    /// What counts toward it.
    pub entries: Vec<Entry>,
}

/// An award that counts toward a requirement.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The award.
    pub award: AwardId,
    /// Whether it is held already.
    pub held: bool,
    /// What of its credit counts here; `None`: the requirement does not count credit.
    pub applied: Option<Credit>,
    /// What of its credit is left over here.
    pub excess: Option<Credit>,
    /// Whether its credit is as stated or converted, and from what; `None`: the pool names the amount itself.
    pub conversion: Option<Conversion>,
}

/// What becomes of a held award.
#[derive(Clone, Debug, PartialEq)]
pub struct Own {
    /// The award.
    pub award: AwardId,
    /// Whether it helps.
    pub fate: Fate,
    /// How much credit the statement is about, where credit is counted.
    pub credits: Option<Credit>,
    /// Why, as a sentence.
    pub why: String,
}

/// Whether a held award helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It counts.
    Applied,
    /// It could count, but the route has enough without it.
    Excess,
    /// It cannot count.
    Unusable,
}

/// Draws up the ledger of a route to `target`.
#[must_use]
pub fn ledger(catalogue: &Catalogue, record: &LearnerRecord, route: &Route, target: &AwardId) -> Ledger {
    let evidence = Evidence::new(catalogue, record, route);
    let lines = lines::lines(&evidence, target);
    let own = own::own(&evidence, target, &lines);
    Ledger { lines, own }
}
