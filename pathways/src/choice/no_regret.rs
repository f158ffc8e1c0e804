//! What every route has in common: to be done first, whatever is decided later.

use crate::model::{AwardId, Objective, Route, Way};

/// A step that every route takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The award.
    pub award: AwardId,
    /// How it is achieved, where all routes agree on that.
    pub way: Option<Way>,
    /// The earliest week in which a route starts it.
    pub start_week: u32,
}

/// The steps of every route of the front, or of every route where there is no front, by their earliest start.
#[must_use]
pub fn no_regret(routes: &[Route]) -> Vec<Shared> {
    let front: Vec<&Route> = routes.iter().filter(|route| route.by == Objective::Front).collect();
    let routes = if front.is_empty() { routes.iter().collect() } else { front };
    let Some((first, others)) = routes.split_first() else { return Vec::new() };
    let mut shared: Vec<Shared> = Vec::new();
    for step in &first.steps {
        let counterparts: Option<Vec<_>> = others.iter().map(|route| route.steps.iter().find(|s| s.award == step.award)).collect();
        let Some(counterparts) = counterparts else { continue };
        let start_week = counterparts.iter().map(|s| s.start_week).fold(step.start_week, u32::min);
        let way = counterparts.iter().all(|s| s.way == step.way).then(|| step.way.clone());
        shared.push(Shared { award: step.award.clone(), way, start_week });
    }
    shared.sort_by_key(|s| s.start_week);
    shared
}
