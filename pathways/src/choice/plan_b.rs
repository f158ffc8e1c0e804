//! Plan B: what remains if somebody says no.

use super::{Again, Delta, Outcome, Totals, WhatIf};
use crate::answer::AnswerError;
use crate::model::{Gate, GateId, GateState, Requirement, Route};

/// What happens if a gate stays shut.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanB {
    /// The gate.
    pub gate: GateId,
    /// The gate as the catalogue words it.
    pub asked: Option<Gate>,
    /// How many of the routes rely on it.
    pub relying: usize,
    /// The best that remains without it, by the route's own measure.
    pub outcome: Outcome,
    /// What that asks beyond the route; `None`: nothing remains.
    pub delta: Option<Delta>,
}

/// For each gate that `route` or another of `routes` has to confirm: the plan if the answer is no. What hangs on most comes
/// first: that evidence is worth obtaining first.
///
/// # Errors
/// When the audit refuses a route.
pub fn plan_b(again: &Again<'_>, routes: &[Route], route: &Route) -> Result<Vec<PlanB>, AnswerError> {
    let mut gates: Vec<&GateId> = Vec::new();
    for gate in route.to_confirm.iter().chain(routes.iter().flat_map(|r| &r.to_confirm)) {
        if !gates.contains(&gate) {
            gates.push(gate);
        }
    }
    let totals = Totals::from(route);
    let mut out = Vec::new();
    for (at, gate) in gates.iter().enumerate() {
        let refused = WhatIf { gates: [((*gate).clone(), GateState::Unmet)].into(), ..WhatIf::default() };
        let outcome = again.with_record(&refused.apply(again.request.record), route.by)?;
        out.push(PlanB {
            gate: (*gate).clone(),
            asked: asked(again, gate),
            relying: routes.iter().filter(|r| r.to_confirm.contains(gate)).count(),
            delta: outcome.beyond(&totals),
            outcome,
        });
        again.done(at + 1, gates.len());
    }
    out.sort_by_key(|b| std::cmp::Reverse((matches!(b.outcome, Outcome::Closed(_)), b.delta.map(|d| (d.cost, d.weeks)), b.relying)));
    Ok(out)
}

/// The gate as the catalogue words it, looked for in what the target could rest on.
fn asked(again: &Again<'_>, gate: &GateId) -> Option<Gate> {
    let cone = again.cone();
    let own = cone.awards.values().filter_map(|award| award.requires.as_ref());
    let agreed = cone.recognitions.values().flat_map(|r| std::iter::once(&r.from).chain(&r.requires));
    own.chain(agreed).flat_map(Requirement::gates).find(|asked| asked.gate == *gate).cloned()
}
