//! Warnings about what nobody could ever achieve: requirements that cannot be satisfied, awards that nothing leads to,
//! and cycles of awards that rest on one another without a way in.
//!
//! The view is the widest there is: every gate open, every grade reached, every agreement in force, and whatever is
//! retired, planned or in no pack held already. What fails even then fails for everybody.

use std::collections::HashSet;

use num_traits::Zero;
use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;

use super::world::{Spot, World, walk};
use crate::finding::{Finding, Severity};
use crate::model::credit::worth;
use crate::model::exact::Rational;
use crate::model::{Award, AwardStatus, Catalogue, CreditPool, Requirement};

/// Every doubt about what can be achieved. Each cause is reported once, where it lies, not at all that rests on it.
pub(super) fn achievable(world: &World<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    impossible(world, &mut findings);
    dead_ends(world, &mut findings);
    cycles(world, &mut findings);
    findings
}

/// Requirements that fail whatever is achieved.
fn impossible(world: &World<'_>, findings: &mut Vec<Finding>) {
    for (spot, requirement) in world.requirements() {
        walk(&spot, requirement, &mut |spot, part| {
            let message = match part {
                Requirement::Any(of) if of.is_empty() => "An empty `any` can never be satisfied".to_owned(),
                Requirement::AtLeast { count, of } if *count as usize > of.len() => {
                    format!("At least {count} of {} can never be satisfied", of.len())
                }
                Requirement::Credits(pool) => match most(world.catalogue, pool) {
                    Some(most) if most < pool.credits => {
                        let shown = |number| crate::model::exact::decimal(number, 3);
                        format!("The pool asks for {} {} and can reach {} at most", shown(pool.credits), pool.unit, shown(most))
                    }
                    _ => return,
                },
                _ => return,
            };
            let remedy = "Correct what is asked for, or add what may count";
            findings.push(world.finding(Severity::Warning, "impossible-requirement", spot, message, remedy));
        });
    }
}

/// The most that a pool can reach with all its awards achieved. `None`: an award's worth is not known.
fn most(catalogue: &Catalogue, pool: &CreditPool) -> Option<Rational> {
    let worths = pool.from.iter().map(|entry| {
        let stated = || worth(&catalogue.awards.get(&entry.award)?.credits, &pool.unit).map(|(value, _)| value);
        Some((entry.award.as_str(), entry.counts.or_else(stated)?))
    });
    let mut remaining: Vec<(&str, Rational)> = worths.collect::<Option<_>>()?;
    // Inner caps first: caps are disjoint or nested, so what a cap leaves of its awards is one sum within the outer ones.
    let mut caps: Vec<_> = pool.at_most.iter().collect();
    caps.sort_by_key(|cap| cap.from.len());
    for cap in caps {
        let covered: HashSet<&str> = cap.from.iter().map(|award| award.as_str()).collect();
        let total: Rational = remaining.iter().filter(|(award, _)| covered.contains(award)).map(|(_, value)| *value).sum();
        if total > cap.credits {
            // The sum stays with one of the awards; which does not matter, as every outer cap covers all of them.
            let mut left = cap.credits;
            for (_, value) in remaining.iter_mut().filter(|(award, _)| covered.contains(award)) {
                *value = std::mem::replace(&mut left, Rational::zero());
            }
        }
    }
    Some(remaining.iter().map(|(_, value)| *value).sum())
}

/// Awards that can only be granted, and that nothing grants.
fn dead_ends(world: &World<'_>, findings: &mut Vec<Finding>) {
    for award in world.catalogue.awards.values() {
        if is_dead_end(world.catalogue, award) {
            let path = if award.earnable { "status" } else { "earnable" };
            let message = "It cannot be earned, and no recognition grants it";
            let remedy = "Add the recognition that grants it, or the pack that has it";
            findings.push(world.finding(Severity::Warning, "never-granted", &Spot::new(award.id.as_str(), &[path]), message, remedy));
        }
    }
}

fn is_dead_end(catalogue: &Catalogue, award: &Award) -> bool {
    award.status == AwardStatus::Active && !award.can_be_earned() && catalogue.granting(&award.id).next().is_none()
}

/// Awards that rest on one another, and into which nothing leads from outside.
fn cycles(world: &World<'_>, findings: &mut Vec<Finding>) {
    let catalogue = world.catalogue;
    // What has a cause of its own counts as achieved here: its followers are no cycle.
    let mut achieved: HashSet<&str> = catalogue
        .awards
        .values()
        .filter(|award| award.status != AwardStatus::Active || is_dead_end(catalogue, award))
        .map(|award| award.id.as_str())
        .collect();
    loop {
        let before = achieved.len();
        for award in catalogue.awards.values() {
            let earned = award.can_be_earned() && award.requires.as_ref().is_none_or(|e| holds(catalogue, &achieved, e));
            let granted = || {
                let mut ways = catalogue.granting(&award.id);
                ways.any(|way| {
                    holds(catalogue, &achieved, &way.from) && way.requires.as_ref().is_none_or(|e| holds(catalogue, &achieved, e))
                })
            };
            if !achieved.contains(award.id.as_str()) && (earned || granted()) {
                achieved.insert(award.id.as_str());
            }
        }
        if achieved.len() == before {
            break;
        }
    }
    let closed = |id: &str| catalogue.awards.contains_key(id) && !achieved.contains(id);
    let mut rests_on: DiGraphMap<&str, ()> = DiGraphMap::new();
    for award in catalogue.awards.values().filter(|award| closed(award.id.as_str())) {
        let ways = catalogue.granting(&award.id).flat_map(|way| [Some(&way.from), way.requires.as_ref()]);
        let own = Some(award.requires.as_ref()).filter(|_| award.can_be_earned());
        for named in ways.chain(own).flatten().flat_map(Requirement::awards) {
            if closed(named.as_str()) {
                rests_on.add_edge(award.id.as_str(), named.as_str(), ());
            }
        }
    }
    let mut rings: Vec<Vec<&str>> = tarjan_scc(&rests_on);
    rings.retain(|ring| ring.len() > 1 || ring.iter().any(|id| rests_on.contains_edge(id, id)));
    for ring in &mut rings {
        ring.sort_unstable();
    }
    rings.sort_unstable();
    for ring in rings {
        let Some(first) = ring.first() else { continue };
        let named = ring.iter().take(8).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
        let more = if ring.len() > 8 { format!(" and {} more", ring.len() - 8) } else { String::new() };
        let message = if ring.len() == 1 {
            "It rests on itself".to_owned()
        } else {
            format!("{named}{more} rest on one another, and nothing leads in from outside")
        };
        let remedy = "Give one of them a way that needs none of the others";
        findings.push(world.finding(Severity::Warning, "closed-cycle", &Spot::new(first, &[]), message, remedy));
    }
}

/// Whether a requirement holds in the widest view, given what is achieved. What is impossible by itself counts as held:
/// it is reported where it stands.
fn holds(catalogue: &Catalogue, achieved: &HashSet<&str>, requirement: &Requirement) -> bool {
    let has = |id: &str| achieved.contains(id) || !catalogue.awards.contains_key(id);
    match requirement {
        Requirement::Award { award, .. } => has(award.as_str()),
        Requirement::All { of, .. } => of.iter().all(|e| holds(catalogue, achieved, e)),
        Requirement::Any(of) => of.is_empty() || of.iter().any(|e| holds(catalogue, achieved, e)),
        Requirement::AtLeast { count, of } => {
            let held = of.iter().filter(|e| holds(catalogue, achieved, e)).count();
            held >= (*count as usize).min(of.len())
        }
        Requirement::Credits(pool) => {
            let part = |from: Vec<crate::model::PoolEntry>| {
                let at_most = pool.at_most.iter().map(|cap| crate::model::Cap {
                    from: cap.from.iter().filter(|award| from.iter().any(|entry| entry.award == **award)).cloned().collect(),
                    ..cap.clone()
                });
                CreditPool { at_most: at_most.collect(), from, ..pool.clone() }
            };
            let held = pool.from.iter().filter(|entry| has(entry.award.as_str())).cloned().collect();
            match (most(catalogue, &part(held)), most(catalogue, pool)) {
                (Some(now), Some(ever)) => now >= pool.credits.min(ever),
                _ => true,
            }
        }
        Requirement::Gate(_) => true,
    }
}
