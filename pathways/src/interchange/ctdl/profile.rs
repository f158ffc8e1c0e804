//! Condition profiles: what an award requires or recommends.

use super::super::words::{all, any};
use super::Import;
use super::facts::Target;
use super::requirement::Subject;
use super::terms::is_reference;
use super::tree::{Datum, Item};
use crate::model::{CreditUnit, GateKind, Requirement, Skill};

/// Where a profile stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// What completes the award: the skills that it asks for are those that the award stands for.
    Requires,
    /// What must be there before.
    Entry,
    /// Advice.
    Advice,
}

/// Where the things that a profile asks for stand.
const TARGETS: [&str; 4] =
    ["ceterms:targetCredential", "ceterms:targetLearningOpportunity", "ceterms:targetAssessment", "ceterms:targetPathway"];

/// How deep alternatives are followed; real profiles have one level.
const MOST_LEVELS: usize = 20;

impl<'t> Import<'t> {
    /// All profiles of a property: each of them must hold.
    pub fn profiles(&self, subject: &Subject, entity: usize, term: &str, role: Role) -> Vec<Requirement> {
        self.items(entity, term).iter().filter_map(|item| self.profile_item(subject, item, role)).collect()
    }

    fn profile_item(&self, subject: &Subject, item: &Item<'t>, role: Role) -> Option<Requirement> {
        if let Datum::Text { text, language } = &item.datum
            && (language.is_some() || !is_reference(text))
        {
            return Some(subject.gate(GateKind::Other, text.trim()));
        }
        match self.target(item)? {
            Target::Known(index) if self.is_a(index, "ceterms:ConditionProfile") || self.has_no_class(index) => {
                self.profile(subject, index, role, 0)
            }
            Target::Known(index) if role == Role::Requires && self.is_a(index, "ceasn:Competency") => {
                subject.skills.borrow_mut().push(self.skill(item)?);
                None
            }
            target => Some(self.leaf(subject, &target, item.place)),
        }
    }

    fn has_no_class(&self, index: usize) -> bool {
        self.tree.entities[index].types.is_empty()
    }

    /// Whether the profiles of an award only state its size and its skills, and ask for nothing.
    pub fn asks_for_nothing(&self, award: usize) -> bool {
        const NO_CONDITION: [&str; 5] =
            ["ceterms:creditValue", "ceterms:targetCompetency", "ceterms:name", "ceterms:description", "ceterms:subjectWebpage"];
        let stated = self.tree.entities[award].properties.get("ceterms:requires");
        stated.into_iter().flat_map(|property| &property.items).all(|item| match item.datum {
            Datum::Entity(profile) => self.tree.entities[profile].properties.keys().all(|term| NO_CONDITION.contains(&term.as_str())),
            _ => false,
        })
    }

    fn profile(&self, subject: &Subject, index: usize, role: Role, level: usize) -> Option<Requirement> {
        let place = self.tree.entities[index].place;
        if level > MOST_LEVELS {
            self.notes.warn(place, "circular-condition", "This condition leads back to itself", "Ask the owner what was meant");
            return Some(subject.gate(GateKind::Other, "A condition that refers to itself: ask what was meant"));
        }
        let mut parts = self.targets(subject, index);
        let said_otherwise = self.skills_and_work(subject, index, role, &mut parts);
        parts.extend(self.questions(subject, index));
        let alternatives: Vec<Requirement> = self
            .items(index, "ceterms:alternativeCondition")
            .iter()
            .filter_map(|item| match self.target(item)? {
                Target::Known(inner) => self.profile(subject, inner, role, level + 1),
                target @ Target::Unknown(_) => Some(self.leaf_elsewhere(subject, &target, item.place)),
            })
            .collect();
        if parts.is_empty() && alternatives.is_empty() {
            if said_otherwise {
                return None;
            }
            let words = ["ceterms:description", "ceterms:name", "ceterms:submissionOfDescription"];
            let label = words.iter().find_map(|term| self.text(index, term))?;
            return Some(subject.gate(self.gate_kind(index), label));
        }
        self.with_alternatives(index, parts, alternatives)
    }

    /// What a profile says itself holds besides any one of its alternatives; a single alternative is one to the profile itself.
    fn with_alternatives(&self, index: usize, mut parts: Vec<Requirement>, alternatives: Vec<Requirement>) -> Option<Requirement> {
        if !parts.is_empty() && !alternatives.is_empty() {
            let message = if alternatives.len() == 1 {
                "Beside its own conditions this profile has one alternative; either of the two is taken to do"
            } else {
                "Beside its own conditions this profile has alternatives; its own and any one of them are taken to be needed"
            };
            self.notes.warn(self.tree.entities[index].place, "ambiguous-alternative", message, "Ask the owner if this is meant");
        }
        if alternatives.len() == 1 && !parts.is_empty() {
            let own = all(parts)?;
            return any([vec![own], alternatives].concat());
        }
        parts.extend(any(alternatives));
        all(parts)
    }

    /// The awards that a profile names: all of them, or enough credit from them when it states an amount.
    fn targets(&self, subject: &Subject, index: usize) -> Vec<Requirement> {
        let mut targets = Vec::new();
        for term in TARGETS {
            for item in self.items(index, term) {
                targets.extend(self.target(item).map(|target| (target, item.place)));
            }
        }
        let amounts = self.credits(index, "ceterms:creditValue", &subject.owner);
        let leaves = || targets.iter().map(|(target, at)| self.leaf(subject, target, *at)).collect();
        match (targets.len(), amounts.first()) {
            (0, Some(_)) => {
                subject.size.borrow_mut().extend(amounts);
                Vec::new()
            }
            (0 | 1, _) | (_, None) => leaves(),
            (_, Some(amount)) => {
                // Credit that nobody's unit measures is counted in whatever unit the awards state.
                let unit = Some(&amount.unit).filter(|unit| !matches!(unit, CreditUnit::Own { name, .. } if name == "credit"));
                let known: Vec<Target> = targets.iter().map(|(target, _)| target.clone()).collect();
                vec![self.pool(subject, amount.value, unit, &known, self.tree.entities[index].place)]
            }
        }
    }

    /// Skills, occupations, experience, age. Returns whether the profile says something that is no condition.
    fn skills_and_work(&self, subject: &Subject, index: usize, role: Role, parts: &mut Vec<Requirement>) -> bool {
        let mut said = self.has(index, "ceterms:creditValue");
        for item in self.items(index, "ceterms:targetCompetency") {
            let Some(skill) = self.skill(item) else { continue };
            if role == Role::Requires {
                subject.skills.borrow_mut().push(skill);
                said = true;
            } else {
                parts.push(subject.gate(GateKind::Other, skill.name));
            }
        }
        for term in ["ceterms:targetOccupation", "ceterms:targetJob", "ceterms:targetTask"] {
            for item in self.items(index, term) {
                match self.target(item) {
                    Some(Target::Known(inner)) => parts.push(self.question_about(subject, inner)),
                    Some(Target::Unknown(address)) => parts.push(subject.gate(GateKind::WorkExperience, address)),
                    None => {}
                }
            }
        }
        said
    }

    /// What only a person can say.
    fn questions(&self, subject: &Subject, index: usize) -> Vec<Requirement> {
        let mut out = Vec::new();
        let kind = self.gate_kind(index);
        let own = self.own_gate(index);
        for text in self.texts(index, "ceterms:condition") {
            let mut gate = subject.gate(kind, text.trim());
            if let (Requirement::Gate(gate), Some(id)) = (&mut gate, &own) {
                gate.gate = id.clone();
            }
            out.push(gate);
        }
        let years = self.number(index, "ceterms:yearsOfExperience");
        let experience = self.text(index, "ceterms:experience");
        let years = years.map(|years| format!("{years} years of experience"));
        let label: Vec<String> = years.into_iter().chain(experience).collect();
        if !label.is_empty() {
            out.push(subject.gate(GateKind::WorkExperience, label.join(": ")));
        }
        if let Some(age) = self.number(index, "ceterms:minimumAge") {
            out.push(subject.gate(GateKind::Age, format!("At least {age} years old")));
        }
        for item in self.items(index, "ceterms:residentOf") {
            let place = if let Datum::Entity(inner) = item.datum { self.label(inner) } else { "the place that is named".to_owned() };
            out.push(subject.gate(GateKind::Residency, format!("Resident of {place}")));
        }
        out
    }

    /// What kind of question a profile asks, when its name is that of a kind.
    pub fn gate_kind(&self, index: usize) -> GateKind {
        let name = self.text(index, "ceterms:name").map(|name| name.to_lowercase().replace(' ', "-"));
        name.and_then(|name| GateKind::parse(&name)).unwrap_or(GateKind::Other)
    }

    /// The gate that a profile of ours is.
    pub fn own_gate(&self, index: usize) -> Option<crate::model::GateId> {
        let id = self.tree.entities[index].id.as_deref()?.strip_prefix(super::terms::OWN)?;
        let id = id.strip_suffix(super::terms::AS_CONDITION).unwrap_or(id);
        crate::model::id::is_id(id).then(|| id.into())
    }

    /// A skill from an alignment, a competency or a text.
    pub fn skill(&self, item: &Item<'t>) -> Option<Skill> {
        // A blank node's name means nothing outside its document.
        let named = |id: &String| !id.starts_with("_:");
        let uri_of = |target: Option<Target>| match target {
            Some(Target::Unknown(address)) => Some(address).filter(named),
            Some(Target::Known(index)) => self.tree.entities[index].id.clone().filter(named),
            None => None,
        };
        match &item.datum {
            Datum::Text { text, .. } if !is_reference(text) => Some(Skill { name: text.trim().to_owned(), uri: None }),
            Datum::Text { .. } | Datum::Link(_) => {
                let target = self.target(item)?;
                let name = if let Target::Known(index) = target { Some(self.label(index)) } else { None };
                let uri = uri_of(Some(target))?;
                Some(Skill { name: name.unwrap_or_else(|| uri.clone()), uri: Some(uri) })
            }
            Datum::Entity(index) if self.is_a(*index, "ceasn:Competency") => {
                Some(Skill { name: self.label(*index), uri: self.tree.entities[*index].id.clone().filter(named) })
            }
            Datum::Entity(index) => {
                let target = self.items(*index, "ceterms:targetNode").first().and_then(|node| self.target(node));
                let described = if let Some(Target::Known(there)) = target { Some(self.label(there)) } else { None };
                let uri = uri_of(target);
                let name = self.text(*index, "ceterms:targetNodeName").or(described).or_else(|| uri.clone())?;
                Some(Skill { name, uri })
            }
            Datum::Number(_) | Datum::Flag(_) => None,
        }
    }
}
