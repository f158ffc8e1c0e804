//! Building blocks of requirements: leaves, gates for what a person decides, and their combinations.

use std::cell::{Cell, RefCell};

use super::super::words::all;
use super::Import;
use super::facts::Target;
use super::notes::Place;
use super::terms::{OWN, award_kind};
use super::tree::shown;
use crate::model::{AwardId, Credit, Gate, GateKind, OrganizationId, Requirement, Skill};

/// The award whose requirement is being read.
pub(super) struct Subject {
    pub id: AwardId,
    /// Whose credit units its amounts are in when the source names none that is shared.
    pub owner: OrganizationId,
    gates: Cell<u32>,
    /// Credit that a condition profile states without saying where it comes from: the size of the award.
    pub size: RefCell<Vec<Credit>>,
    /// Skills that its conditions ask for: whoever has the award has them.
    pub skills: RefCell<Vec<Skill>>,
}

impl Subject {
    pub fn new(id: AwardId, owner: OrganizationId) -> Self {
        Self { id, owner, gates: Cell::new(0), size: RefCell::default(), skills: RefCell::default() }
    }

    /// A question for a person.
    pub fn gate(&self, kind: GateKind, label: impl Into<String>) -> Requirement {
        self.gates.set(self.gates.get() + 1);
        let gate = format!("{}/gate-{}", self.id, self.gates.get()).into();
        Requirement::Gate(Gate { gate, kind: Some(kind), label: Some(label.into()), met_by: None })
    }
}

impl<'t> Import<'t> {
    pub fn is_a(&self, index: usize, class: &str) -> bool {
        self.tree.entities[self.tree.gathered(index)].types.iter().any(|one| one == class)
    }

    /// Whether an entity becomes an award.
    pub fn is_award(&self, index: usize) -> bool {
        self.tree.entities[self.tree.gathered(index)].types.iter().any(|class| award_kind(class).is_some())
    }

    /// Whether an entity is the value of a transfer value profile that has a name of its own: a block of credit.
    pub fn is_block(&self, index: usize) -> bool {
        let entity = &self.tree.entities[self.tree.gathered(index)];
        let is_value = entity.parent.as_ref().is_some_and(|(_, term)| term == "ceterms:transferValue");
        is_value && entity.id.as_deref().is_some_and(|id| id.starts_with(OWN))
    }

    /// A requirement that names what a reference leads to: an award; a question when it is something else.
    pub fn leaf(&self, subject: &Subject, target: &Target, at: Place<'t>) -> Requirement {
        match target {
            Target::Known(index) if self.is_award(*index) || self.is_block(*index) => {
                let award = self.stands_for.get(index).copied().unwrap_or(*index);
                Requirement::award(self.award_id(award))
            }
            Target::Known(index) if self.is_a(*index, "ceterms:Pathway") => {
                let ends = self.entities(*index, "ceterms:hasDestinationComponent");
                let leaves = ends.into_iter().map(|end| self.leaf(subject, &Target::Known(end), at)).collect();
                all(leaves).unwrap_or_else(|| subject.gate(GateKind::Other, self.label(*index)))
            }
            Target::Known(index) => self.question_about(subject, *index),
            Target::Unknown(address) => {
                let message = format!("Nothing in these documents describes {}, which is required here", shown(address));
                self.notes.warn(at, "dangling-reference", &message, "Import the document that describes it as well");
                Requirement::award(self.award_id_of(target))
            }
        }
    }

    /// Whether somebody has what is described and is no award: an occupation, a skill. It is asked once, wherever it stands.
    pub fn question_about(&self, subject: &Subject, index: usize) -> Requirement {
        const WORK: [&str; 4] = ["ceterms:Occupation", "ceterms:Job", "ceterms:Task", "ceterms:WorkRole"];
        let is_work = WORK.iter().any(|class| self.is_a(index, class));
        let mut question = subject.gate(if is_work { GateKind::WorkExperience } else { GateKind::Other }, self.label(index));
        if let Requirement::Gate(gate) = &mut question {
            gate.gate = self.record_id("gate:", index).into();
        }
        question
    }

    /// A condition that no document describes: only a person can say whether it holds.
    pub fn leaf_elsewhere(&self, subject: &Subject, target: &Target, at: Place<'t>) -> Requirement {
        let label = match target {
            Target::Known(index) => self.label(*index),
            Target::Unknown(address) => shown(address),
        };
        self.notes.warn(
            at,
            "dangling-reference",
            &format!("Nothing in these documents describes the condition {label}"),
            "Import the document that describes it as well",
        );
        subject.gate(GateKind::Other, format!("The condition described at {label}"))
    }

    /// What an entity is called for people.
    pub fn label(&self, index: usize) -> String {
        let terms = [
            "ceterms:name",
            "ceasn:competencyText",
            "ceasn:competencyLabel",
            "ceterms:targetNodeName",
            "skos:prefLabel",
            "ceterms:description",
        ];
        let id = || self.tree.entities[self.tree.gathered(index)].id.clone();
        terms.iter().find_map(|term| self.text(index, term)).or_else(id).unwrap_or_else(|| "(without a name)".to_owned())
    }
}
