//! The lines of the ledger: each requirement and what counts toward it.

use super::evidence::{Evidence, Only};
use super::{Entry, Line, dealing};
use crate::model::{AwardId, Conversion, Credit, CreditPool, Gate, Rational, Requirement, Step, Way, credit, exact};

/// The lines of the target, then of the steps whose requirements count something.
pub fn lines(evidence: &Evidence<'_>, target: &AwardId) -> Vec<Line> {
    let others = evidence.route.steps.iter().rev().map(|step| &step.award).filter(|award| *award != target);
    let mut lines = Vec::new();
    for award in std::iter::once(target).chain(others) {
        let Some(step) = evidence.step(award) else { continue };
        let mut writer = Writer { evidence: &evidence.inside(step), of: award.clone(), lines };
        writer.award(step);
        lines = writer.lines;
    }
    lines
}

struct Writer<'e, 'a> {
    evidence: &'e Evidence<'a>,
    of: AwardId,
    lines: Vec<Line>,
}

impl Writer<'_, '_> {
    /// The requirements of an achieved award, by the way that the route takes.
    fn award(&mut self, step: &Step) {
        let catalogue = self.evidence.catalogue;
        match &step.way {
            Way::Earn => {
                if let Some(requirement) = catalogue.awards.get(&step.award).and_then(|a| a.requires.as_ref()) {
                    self.requirement(requirement, None);
                }
            }
            Way::Recognition(id) => {
                let Some(recognition) = catalogue.recognitions.get(id) else { return };
                self.requirement(&recognition.from, None);
                if let Some(requirement) = &recognition.requires {
                    self.requirement(requirement, None);
                }
            }
        }
    }

    fn requirement(&mut self, e: &Requirement, only: Only<'_>) {
        match e {
            Requirement::All { of, distinct: false } => {
                for child in of {
                    self.requirement(child, only);
                }
            }
            Requirement::All { of, distinct: true } => match dealing::deal(self.evidence, of, only) {
                Some(dealt) => {
                    for (child, awards) in of.iter().zip(&dealt) {
                        self.requirement(child, Some(awards));
                    }
                }
                None => self.unmet(format!("All of {} parts, no award counting twice", of.len())),
            },
            Requirement::Any(of) => match of.iter().find(|child| self.evidence.holds(child, only)) {
                Some(child) => self.requirement(child, only),
                None => self.unmet(format!("One of {} alternatives", of.len())),
            },
            Requirement::AtLeast { count, of } => self.at_least(*count as usize, of, only),
            Requirement::Award { award, min_grade } => self.leaf(award, *min_grade, only),
            Requirement::Credits(pool) => self.pool(pool, only),
            Requirement::Gate(gate) => self.gate(gate, only),
        }
    }

    fn at_least(&mut self, count: usize, of: &[Requirement], only: Only<'_>) {
        let plain = of.iter().all(|child| matches!(child, Requirement::Award { .. }));
        let met: Vec<&Requirement> = of.iter().filter(|child| self.evidence.holds(child, only)).collect();
        if !plain {
            if met.len() < count {
                self.unmet(format!("{count} of {} parts", of.len()));
            }
            for child in met.into_iter().take(count) {
                self.requirement(child, only);
            }
            return;
        }
        let entries = met.iter().flat_map(|child| child.awards()).filter_map(|award| self.counting(award, None, only)).collect();
        self.push(format!("{count} of {}", of.len()), met.len() >= count, entries);
    }

    fn leaf(&mut self, award: &AwardId, least: Option<Rational>, only: Only<'_>) {
        let grade = least.map(|g| format!(", grade {} or better", exact::decimal(g, 2))).unwrap_or_default();
        let label = format!("{}{grade}", self.evidence.catalogue.title(award));
        if self.evidence.waives(award) {
            self.push(format!("{label} (waived)"), true, Vec::new());
            return;
        }
        let counts = self.counting(award, least, only);
        self.push(label, counts.is_some(), counts.into_iter().collect());
    }

    /// The award that satisfies a leaf: the one that it names, or one that stands in for it.
    fn counting(&self, award: &AwardId, least: Option<Rational>, only: Only<'_>) -> Option<Entry> {
        let mut candidates = std::iter::once(award).chain(self.evidence.stand_ins(award));
        candidates.find(|id| self.evidence.has(id, least, only)).map(|id| self.entry(id))
    }

    fn gate(&mut self, gate: &Gate, only: Only<'_>) {
        let label = gate.label.clone().unwrap_or_else(|| gate.gate.to_string());
        match &gate.met_by {
            Some(inner) if self.evidence.holds(inner, only) => self.requirement(inner, only),
            _ => self.push(label, self.evidence.opens(gate), Vec::new()),
        }
    }

    fn pool(&mut self, pool: &CreditPool, only: Only<'_>) {
        let applied = self.evidence.applied(pool, only);
        let amount = |value: Rational| Some(Credit { value, unit: pool.unit.clone() });
        let have: Rational = applied.iter().map(|a| a.counts).sum();
        let entries = applied
            .into_iter()
            .map(|one| Entry {
                held: self.evidence.held(&one.award).is_some(),
                applied: amount(one.counts),
                excess: amount(one.worth - one.counts).filter(|c| c.value > exact::whole(0)),
                conversion: self.conversion(pool, &one.place),
                award: one.award,
            })
            .collect();
        self.lines.push(Line {
            of: self.of.clone(),
            label: format!("{} {} from {} awards", exact::decimal(pool.credits, 4), pool.unit, pool.from.len()),
            need: amount(pool.credits),
            have: amount(have),
            met: have >= pool.credits,
            entries,
        });
    }

    fn conversion(&self, pool: &CreditPool, award: &AwardId) -> Option<Conversion> {
        if pool.from.iter().any(|entry| entry.award == *award && entry.counts.is_some()) {
            return None;
        }
        credit::worth(&self.evidence.catalogue.awards.get(award)?.credits, &pool.unit).map(|w| w.1)
    }

    fn entry(&self, award: &AwardId) -> Entry {
        Entry { award: award.clone(), held: self.evidence.held(award).is_some(), applied: None, excess: None, conversion: None }
    }

    fn unmet(&mut self, label: String) {
        self.push(label, false, Vec::new());
    }

    fn push(&mut self, label: String, met: bool, entries: Vec<Entry>) {
        self.lines.push(Line { of: self.of.clone(), label, need: None, have: None, met, entries });
    }
}
