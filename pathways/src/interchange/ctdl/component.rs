//! Pathways: their components, and the conditions under which a component is achieved.

use super::super::words::{all, any};
use super::Import;
use super::facts::Target;
use super::requirement::Subject;
use super::terms::{is_component, local};
use super::tree::Item;
use crate::model::exact::{self, Rational};
use crate::model::{GateKind, Requirement};

/// What a condition may say without changing what it asks for.
const WORDS: [&str; 8] = [
    "ceterms:ctid",
    "ceterms:name",
    "ceterms:description",
    "ceterms:alternateName",
    "ceterms:isPartOf",
    "ceasn:isPartOf",
    "ceterms:sourceData",
    "ceterms:subjectWebpage",
];

/// How deep conditions are followed; real ones have three levels.
const MOST_LEVELS: usize = 40;

impl<'t> Import<'t> {
    /// Finds out which pathway each component belongs to, and which components are nothing but the award they stand for.
    pub fn find_pathways(&mut self) {
        let all: Vec<usize> = (0..self.tree.entities.len()).filter(|&i| self.tree.entities[i].same_as.is_none()).collect();
        let pathways: Vec<usize> = all.iter().copied().filter(|&index| self.is_a(index, "ceterms:Pathway")).collect();
        for pathway in pathways {
            for term in ["ceterms:hasPart", "ceasn:hasPart", "ceterms:hasDestinationComponent"] {
                for part in self.entities(pathway, term) {
                    self.pathway_of.entry(part).or_insert(pathway);
                }
            }
        }
        for &component in &all {
            for term in ["ceterms:isPartOf", "ceasn:isPartOf", "ceterms:isDestinationComponentOf", "ceterms:isDestinationComponentFor"] {
                let stated = self.tree.entities[component].properties.get(term);
                let wholes = stated.into_iter().flat_map(|property| &property.items).filter_map(|item| self.peek(item));
                let pathway = wholes.into_iter().find_map(|whole| match whole {
                    Target::Known(whole) if self.is_a(whole, "ceterms:Pathway") => Some(whole),
                    _ => None,
                });
                if let Some(pathway) = pathway {
                    self.items(component, term);
                    self.pathway_of.entry(component).or_insert(pathway);
                }
            }
        }
        for &component in &all {
            if let Some(award) = self.stand_in(component) {
                self.stands_for.insert(component, award);
            }
        }
    }

    pub fn is_component(&self, index: usize) -> bool {
        self.tree.entities[index].types.iter().any(|class| is_component(class))
    }

    /// The award that a component stands for, when the component adds nothing to it: it has no condition of its own, or it
    /// is where its owner's pathway to that award ends and the award itself states no requirement.
    fn stand_in(&self, component: usize) -> Option<usize> {
        if !self.is_component(component) || !self.has(component, "ceterms:proxyFor") {
            return None;
        }
        let award = self.proxied(component)?;
        if !self.has(component, "ceterms:hasCondition") {
            return Some(award);
        }
        let pathway = *self.pathway_of.get(&component)?;
        let is_end = self.entities(pathway, "ceterms:hasDestinationComponent").contains(&component);
        let states_nothing =
            self.asks_for_nothing(award) && ["ceterms:entryCondition", "ceterms:hasCondition"].iter().all(|term| !self.has(award, term));
        let owners = |index: usize| [self.entities(index, "ceterms:ownedBy"), self.entities(index, "ceterms:offeredBy")].concat();
        let same_owner = owners(award).iter().any(|owner| owners(pathway).contains(owner));
        (is_end && states_nothing && same_owner).then_some(award)
    }

    /// The described award that a component is a proxy for.
    fn proxied(&self, component: usize) -> Option<usize> {
        let found = self
            .entities(component, "ceterms:proxyFor")
            .into_iter()
            .find(|&index| (self.is_award(index) || self.is_block(index)) && index != component);
        if found.is_none() {
            self.unread(component, "ceterms:proxyFor");
        }
        found
    }

    /// What a component needs: its conditions, all of them, and the award that it stands for.
    pub fn component_requirements(&self, subject: &Subject, component: usize) -> Vec<Requirement> {
        let mut parts = self.own_requirements(subject, component);
        if self.is_component(component)
            && self.has(component, "ceterms:proxyFor")
            && let Some(award) = self.proxied(component)
        {
            parts.push(Requirement::award(self.award_id(award)));
        }
        parts
    }

    /// The same without the award that it stands for.
    pub fn own_requirements(&self, subject: &Subject, component: usize) -> Vec<Requirement> {
        let mut parts = self.conditions(subject, component, component, &mut Vec::new());
        let is = |class: &str| self.is_a(component, class);
        if is("ceterms:WorkExperienceComponent") || is("ceterms:JobComponent") {
            parts.push(subject.gate(GateKind::WorkExperience, self.label(component)));
        }
        if parts.is_empty() && (self.has(component, "ceasn:hasChild") || self.has(component, "ceterms:hasChild")) {
            let message = "Components stand below this one, and no condition says which of them are needed; they are not required";
            self.notes.warn(self.tree.entities[component].place, "hierarchy-only", message, "Add the condition if there is one");
        }
        self.check_children(component);
        parts
    }

    /// The conditions that stand at `holder`, the component itself or a condition of it; `seen` are those under way.
    fn conditions(&self, subject: &Subject, holder: usize, component: usize, seen: &mut Vec<usize>) -> Vec<Requirement> {
        let items = self.items(holder, "ceterms:hasCondition");
        items
            .iter()
            .filter_map(|item| match self.target(item)? {
                Target::Known(index) => Some(self.condition(subject, index, component, seen)),
                target @ Target::Unknown(_) => Some(self.leaf_elsewhere(subject, &target, item.place)),
            })
            .collect()
    }

    fn condition(&self, subject: &Subject, index: usize, component: usize, seen: &mut Vec<usize>) -> Requirement {
        let place = self.tree.entities[index].place;
        if seen.contains(&index) || seen.len() > MOST_LEVELS {
            self.notes.warn(place, "circular-condition", "This condition leads back to itself", "Ask the owner what was meant");
            return subject.gate(GateKind::Other, "A condition that refers to itself: ask what was meant");
        }
        seen.push(index);
        let targets = self.condition_targets(index, component);
        let nested = self.conditions(subject, index, component, seen);
        seen.pop();
        let known: Vec<Target> = targets.iter().map(|(target, _)| target.clone()).collect();
        let mut parts: Vec<Requirement> = targets.iter().map(|(target, item)| self.leaf(subject, target, item.place)).collect();
        parts.extend(nested);
        let (pools, questions) = self.constraints(subject, index, &known);
        let counted = self.counted(subject, index, parts, !pools.is_empty());
        let mut whole: Vec<Requirement> = counted.into_iter().chain(pools).chain(questions).collect();
        whole.extend(self.unknown_terms(subject, index));
        if whole.is_empty() {
            whole.push(self.asked(subject, index));
        }
        all(whole).unwrap_or(Requirement::Any(Vec::new()))
    }

    /// A condition that names nothing is a question for a person.
    fn asked(&self, subject: &Subject, index: usize) -> Requirement {
        let kind = self.gate_kind(index);
        let text = self.text(index, "ceterms:description").unwrap_or_else(|| self.label(index));
        let mut question = subject.gate(kind, text);
        if let (Requirement::Gate(gate), Some(id)) = (&mut question, self.own_gate(index)) {
            gate.gate = id;
        }
        question
    }

    fn condition_targets(&self, index: usize, component: usize) -> Vec<(Target, &Item<'t>)> {
        let pathway = self.pathway_of.get(&component).copied();
        let mut out = Vec::new();
        for item in self.items(index, "ceterms:targetComponent") {
            let Some(target) = self.target(item) else { continue };
            if let (Target::Known(inner), Some(pathway)) = (&target, pathway)
                && self.pathway_of.get(inner).is_none_or(|other| *other != pathway)
                && (self.has(pathway, "ceterms:hasPart") || self.has(pathway, "ceasn:hasPart"))
            {
                self.notes.warn(
                    item.place,
                    "outside-pathway",
                    "This component is required, and the pathway does not list it as its part",
                    "Add it to `ceterms:hasPart`",
                );
            }
            out.push((target, item));
        }
        out
    }

    /// How many of the parts are needed. `None`: the credit that is asked for says it.
    fn counted(&self, subject: &Subject, index: usize, parts: Vec<Requirement>, has_pool: bool) -> Option<Requirement> {
        let place = self.tree.entities[index].place;
        let number = if self.has(index, "ceterms:requiredNumber") { self.number(index, "ceterms:requiredNumber") } else { None };
        let operator = self.concepts(index, "ceterms:logicalOperator").into_iter().next();
        if let Some(number) = number {
            if operator.is_some() {
                let message = "Both `requiredNumber` and `logicalOperator` stand here; the number is used";
                self.notes.warn(place, "number-and-operator", message, "Keep one of the two");
            }
            let count = u32::try_from(number.to_integer()).ok().filter(|_| number.is_integer());
            let Some(count) = count else {
                self.notes.warn(place, "no-number", "`requiredNumber` is no whole number of parts", "Correct it");
                return Some(subject.gate(GateKind::Other, self.label(index)));
            };
            if count as usize > parts.len() {
                let message = format!("{count} of {} are required here: this cannot be satisfied", parts.len());
                self.notes.warn(place, "unsatisfiable-number", &message, "Correct the number, or add what is missing");
            }
            return match count as usize {
                n if n == parts.len() => all(parts),
                1 if !parts.is_empty() => any(parts),
                _ => Some(Requirement::AtLeast { count, of: parts }),
            };
        }
        match operator.as_deref() {
            Some("Or") => any(parts),
            Some("OnlyOne") => {
                let message = "Exactly one of several is asked for; a route with one of them satisfies it, more are not forbidden";
                self.notes.warn(place, "exactly-one", message, "Nothing, if more than one does no harm");
                any(parts)
            }
            None if has_pool => None,
            _ => all(parts),
        }
    }

    /// Constraints: sums of credit that can be computed, and questions for everything else.
    fn constraints(&self, subject: &Subject, index: usize, targets: &[Target]) -> (Vec<Requirement>, Option<Requirement>) {
        let (units, constraints): (Vec<usize>, Vec<usize>) =
            self.entities(index, "ceterms:hasConstraint").into_iter().partition(|&constraint| self.unit_of(constraint).is_some());
        let unit = units.first().and_then(|&constraint| self.unit_of(constraint)).map(|name| self.unit(&subject.owner, &name));
        let needed = if self.has(index, "ceterms:requiredConstraints") { self.number(index, "ceterms:requiredConstraints") } else { None };
        let (mut pools, mut questions) = (Vec::new(), Vec::new());
        let count = constraints.len();
        if !constraints.iter().any(|&constraint| self.sum_of_credit(constraint).is_some()) {
            questions.extend(units.iter().map(|&constraint| self.constraint_question(subject, constraint, index)));
        }
        for constraint in constraints {
            match self.sum_of_credit(constraint).filter(|_| !targets.is_empty()) {
                Some(credits) => pools.push(self.pool(subject, credits, unit.as_ref(), targets, self.tree.entities[constraint].place)),
                None => questions.push(self.constraint_question(subject, constraint, index)),
            }
        }
        let fewer = needed.and_then(|n| u32::try_from(n.to_integer()).ok()).filter(|n| (*n as usize) < count);
        match fewer {
            Some(count) => {
                let of = pools.into_iter().chain(questions).collect();
                (vec![Requirement::AtLeast { count, of }], None)
            }
            None => (pools, all(questions)),
        }
    }

    /// The credits of a constraint that asks for at least so many in sum.
    fn sum_of_credit(&self, constraint: usize) -> Option<Rational> {
        let word = |term: &str| self.concepts(constraint, term).into_iter().next();
        let sources = self.concepts(constraint, "ceterms:leftSource");
        let is_credit = sources.len() == 1 && matches!(sources[0].as_str(), "creditValue" | "value");
        let is_sum = word("ceterms:leftAction").as_deref() == Some("Sum") && word("ceterms:comparator").as_deref() == Some("GTEQ");
        let right = self.items(constraint, "ceterms:rightSource");
        let [amount] = right else { return None };
        self.number_of(amount).filter(|credits| is_credit && is_sum && *credits >= exact::whole(0))
    }

    /// The unit that a constraint asks credit to be in.
    fn unit_of(&self, constraint: usize) -> Option<String> {
        let is_unit = self.concepts(constraint, "ceterms:leftSource") == ["creditUnitType"];
        let is_equal = self.concepts(constraint, "ceterms:comparator") == ["EQ"];
        match self.items(constraint, "ceterms:rightSource") {
            [only] if is_unit && is_equal && !self.has(constraint, "ceterms:leftAction") => match &only.datum {
                // An issuer's own unit has colons of its own.
                super::tree::Datum::Text { text, .. } if text.starts_with("org:") => Some(text.clone()),
                _ => self.concept_of(only),
            },
            _ => None,
        }
    }

    fn constraint_question(&self, subject: &Subject, constraint: usize, condition: usize) -> Requirement {
        let place = self.tree.entities[constraint].place;
        self.notes.warn(
            place,
            "needs-decision",
            "Whether this constraint holds cannot be computed from the catalogue; it is asked",
            "Answer it in the learner record",
        );
        let words = |term: &str| self.words(constraint, term).join(", ");
        let said = ["ceterms:leftSource", "ceterms:comparator", "ceterms:rightSource"].map(words).join(" ");
        let text = self.text(constraint, "ceterms:description").or_else(|| self.text(constraint, "ceterms:name"));
        let text = text.unwrap_or_else(|| format!("{}: {said}", self.label(condition)));
        subject.gate(GateKind::Other, text)
    }

    /// The values of a property as words, whatever they are.
    fn words(&self, entity: usize, term: &str) -> Vec<String> {
        use super::tree::Datum;
        let word = |item: &Item<'t>| match &item.datum {
            Datum::Text { text, .. } => local(text).to_owned(),
            Datum::Link(address) => local(address).to_owned(),
            Datum::Number(digits) => digits.clone(),
            Datum::Flag(flag) => flag.to_string(),
            Datum::Entity(index) => self.label(*index),
        };
        self.items(entity, term).iter().map(word).collect()
    }

    /// A condition that uses terms whose meaning is not known is not decided by the rest of it.
    fn unknown_terms(&self, subject: &Subject, index: usize) -> Option<Requirement> {
        let entity = &self.tree.entities[self.tree.gathered(index)];
        let unknown: Vec<&str> = entity
            .properties
            .iter()
            .filter(|(term, property)| !property.used.get() && !WORDS.contains(&term.as_str()))
            .map(|(term, _)| term.as_str())
            .collect();
        if unknown.is_empty() {
            return None;
        }
        let message = format!("This condition says something by terms that are not known: {}", unknown.join(", "));
        self.notes.warn(entity.place, "unknown-condition-term", &message, "Ask the owner what they mean; the learner record answers");
        Some(subject.gate(GateKind::Other, format!("{} ({})", self.label(index), unknown.join(", "))))
    }

    /// The hierarchy and the conditions should agree; when they do not, the conditions hold.
    fn check_children(&self, component: usize) {
        if !self.has(component, "ceterms:hasCondition") {
            return;
        }
        let mut required = Vec::new();
        let mut open = self.entities(component, "ceterms:hasCondition");
        let mut seen = Vec::new();
        while let Some(condition) = open.pop() {
            if seen.contains(&condition) {
                continue;
            }
            seen.push(condition);
            required.extend(self.entities(condition, "ceterms:targetComponent"));
            open.extend(self.entities(condition, "ceterms:hasCondition"));
        }
        for term in ["ceasn:hasChild", "ceterms:hasChild"] {
            for item in self.items(component, term) {
                if let Some(Target::Known(child)) = self.target(item)
                    && !required.contains(&child)
                {
                    let message = "A component stands below this one, and no condition names it; the conditions hold";
                    self.notes.warn(item.place, "hierarchy-differs", message, "Add it to a condition if it is needed");
                }
            }
        }
    }
}
