//! What records say of one another: ids that two packs use, names that nobody declares, gates and pools that do not agree.

use std::collections::HashMap;

use super::world::{Spot, World, walk};
use crate::finding::{Finding, Severity};
use crate::interchange::contract::{Places, RecordKind};
use crate::model::credit::worth;
use crate::model::{Catalogue, CreditPool, Gate, GateKind, Requirement};

/// What a name means that no pack declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum References {
    /// An error: the packs are to stand by themselves.
    Closed,
    /// A warning: the planner plans around what is missing.
    Open,
}

/// Errors: names that nobody declares (see [`References`]), a gate of two kinds, and pools that name an award whose
/// credit does not convert and give no `counts`.
#[must_use]
pub fn references(catalogue: &Catalogue, places: &[Places], references: References) -> Vec<Finding> {
    let world = World::new(catalogue, places);
    let mut check = Check { world: &world, severity: references, gates: HashMap::new(), findings: Vec::new() };
    check.organizations();
    for recognition in catalogue.recognitions.values() {
        let id = recognition.id.as_str();
        check.award(&Spot::new(id, &["grants"]), recognition.grants.as_str());
        if let Some(into) = &recognition.into {
            check.award(&Spot::new(id, &["into"]), into.as_str());
        }
    }
    for (spot, requirement) in world.requirements() {
        walk(&spot, requirement, &mut |spot, part| check.requirement(spot, part));
    }
    check.findings
}

/// Errors: ids of `new` that one of the earlier files uses already.
#[must_use]
pub fn claimed_twice(earlier: &[Places], new: &Places) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(pack) = new.pack()
        && let Some(other) = earlier.iter().find(|places| places.pack() == Some(pack))
    {
        let message = format!("The pack id is already used by {}", other.file());
        findings.push(new.finding_on_pack("duplicate-id", message, "Leave out one of the two packs, or give it another id".to_owned()));
    }
    for (id, _) in new.declared() {
        if let Some((other, record)) = earlier.iter().find_map(|places| Some((places, places.get(id)?))) {
            let line = other.line(id).unwrap_or_default();
            let message = format!("The id is already used by {} in {}, line {line}", record.kind.name(), other.file());
            let path = ["id".to_owned()];
            let remedy = "Leave out one of the two packs, or give one of the two another id".to_owned();
            findings.push(new.finding(Severity::Error, "duplicate-id", id, &path, message, remedy));
        }
    }
    findings
}

struct Check<'w, 'c> {
    world: &'w World<'c>,
    severity: References,
    gates: HashMap<&'c str, (GateKind, &'c str)>,
    findings: Vec<Finding>,
}

impl<'c> Check<'_, 'c> {
    fn missing(&mut self, code: &str, spot: &Spot<'_>, message: String, remedy: &str) {
        let severity = match self.severity {
            References::Closed => Severity::Error,
            References::Open => Severity::Warning,
        };
        self.findings.push(self.world.finding(severity, code, spot, message, remedy));
    }

    fn award(&mut self, spot: &Spot<'_>, award: &str) {
        if !self.world.catalogue.awards.contains_key(award) && !self.world.declares(RecordKind::Award, award) {
            let message = format!("The award `{award}` is in no pack");
            self.missing("unknown-award", spot, message, "Add the pack that has it, or correct the id");
        }
    }

    fn organizations(&mut self) {
        let catalogue = self.world.catalogue;
        for award in catalogue.awards.values() {
            self.organization(&Spot::new(award.id.as_str(), &["issuer"]), award.issuer.as_str());
            if let Some(platform) = &award.platform {
                self.organization(&Spot::new(award.id.as_str(), &["platform"]), platform.as_str());
            }
        }
        for recognition in catalogue.recognitions.values() {
            self.organization(&Spot::new(recognition.id.as_str(), &["by"]), recognition.by.as_str());
        }
    }

    fn organization(&mut self, spot: &Spot<'_>, organization: &str) {
        if !self.world.catalogue.organizations.contains_key(organization) && !self.world.declares(RecordKind::Organization, organization) {
            let message = format!("The organization `{organization}` is in no pack");
            self.missing("unknown-organization", spot, message, "Add the pack that has it, or correct the id");
        }
    }

    fn requirement(&mut self, spot: &Spot<'c>, requirement: &'c Requirement) {
        match requirement {
            Requirement::Award { award, .. } => self.award(spot, award.as_str()),
            Requirement::Credits(pool) => self.pool(spot, pool),
            Requirement::Gate(gate) => self.gate(spot, gate),
            Requirement::All { .. } | Requirement::Any(_) | Requirement::AtLeast { .. } => {}
        }
    }

    fn pool(&mut self, spot: &Spot<'c>, pool: &'c CreditPool) {
        for (index, entry) in pool.from.iter().enumerate() {
            let at = spot.into(&["from", &index.to_string()]);
            self.award(&at, entry.award.as_str());
            let Some(award) = self.world.catalogue.awards.get(&entry.award) else { continue };
            if entry.counts.is_none() && worth(&award.credits, &pool.unit).is_none() {
                let message = format!("`{}` states no credit that converts to `{}`, and the pool gives no `counts`", award.id, pool.unit);
                let remedy = format!("Write {{\"award\": \"{}\", \"counts\": …}}, or state its credit in `{}`", award.id, pool.unit);
                self.findings.push(self.world.finding(Severity::Error, "does-not-convert", &at, message, remedy));
            }
        }
    }

    fn gate(&mut self, spot: &Spot<'c>, gate: &'c Gate) {
        let Some(kind) = gate.kind else { return };
        let (first, by) = *self.gates.entry(gate.gate.as_str()).or_insert((kind, spot.id));
        if first != kind {
            let message = format!("The gate `{}` is of kind `{kind}` here and of kind `{first}` in `{by}`", gate.gate);
            let finding = self.world.finding(
                Severity::Error,
                "gate-of-two-kinds",
                &spot.into(&["kind"]),
                message,
                "Give it one kind, or make two gates of it",
            );
            self.findings.push(finding);
        }
    }
}
