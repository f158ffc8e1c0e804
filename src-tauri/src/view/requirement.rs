//! Requirements as trees.

use pathways::model::credit::worth;
use pathways::model::{CreditPool, Gate, PoolEntry, Requirement, exact};

use super::{Viewer, fact};
use crate::wire::fact::Credit;
use crate::wire::requirement::{CapView, PoolItem, RequirementView};

/// A requirement, node by node.
#[must_use]
pub fn tree(requirement: &Requirement, viewer: &Viewer<'_>) -> RequirementView {
    let trees = |of: &[Requirement]| of.iter().map(|part| tree(part, viewer)).collect();
    match requirement {
        Requirement::Award { award, min_grade } => RequirementView::Award {
            award: award.to_string(),
            title: viewer.world.catalogue.title(award).to_owned(),
            kind: viewer.world.catalogue.awards.get(award).map_or("other", |award| award.kind.as_str()).to_owned(),
            min_grade: min_grade.map(|grade| exact::decimal(grade, 2)),
            held: viewer.holds(award),
        },
        Requirement::All { of, distinct } => RequirementView::All { distinct: *distinct, of: trees(of) },
        Requirement::Any(of) => RequirementView::Any { of: trees(of) },
        Requirement::AtLeast { count, of } => RequirementView::AtLeast { count: *count, of: trees(of) },
        Requirement::Credits(pool) => credits(pool, viewer),
        Requirement::Gate(gate) => RequirementView::Gate {
            gate: gate.gate.to_string(),
            kind: kind(gate).to_owned(),
            label: label(gate),
            met_by: gate.met_by.as_deref().map(|inner| Box::new(tree(inner, viewer))),
        },
    }
}

/// A gate's kind, `other` when unstated.
#[must_use]
pub fn kind(gate: &Gate) -> &'static str {
    gate.kind.map_or("other", |kind| kind.as_str())
}

/// A gate's question, its id when the source puts none.
#[must_use]
pub fn label(gate: &Gate) -> String {
    gate.label.clone().unwrap_or_else(|| gate.gate.to_string())
}

fn credits(pool: &CreditPool, viewer: &Viewer<'_>) -> RequirementView {
    let amount = |value| fact::credit(&pathways::model::Credit { value, unit: pool.unit.clone() });
    let title = |award| viewer.world.catalogue.title(award).to_owned();
    let caps = pool.at_most.iter().map(|cap| CapView {
        credits: amount(cap.credits),
        from: cap.from.iter().map(title).collect(),
        reason: cap.reason.clone(),
    });
    let from = pool.from.iter().map(|entry| PoolItem {
        award: entry.award.to_string(),
        title: title(&entry.award),
        counts: counts(entry, pool, viewer),
        held: viewer.holds(&entry.award),
    });
    RequirementView::Credits { credits: amount(pool.credits), from: from.collect(), caps: caps.collect() }
}

/// What an award is worth in a pool, in the pool's unit.
#[must_use]
pub fn counts(entry: &PoolEntry, pool: &CreditPool, viewer: &Viewer<'_>) -> Option<Credit> {
    let own = || worth(&viewer.world.catalogue.awards.get(&entry.award)?.credits, &pool.unit).map(|(value, _)| value);
    let value = entry.counts.or_else(own)?;
    Some(fact::credit(&pathways::model::Credit { value, unit: pool.unit.clone() }))
}
