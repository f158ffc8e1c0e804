//! What the contract has no place for: counted by term, and kept as it came.

use serde_json::{Map, Value};

use super::facts::Target;
use super::terms::{is_component, is_organization};
use super::{Import, KEY};
use crate::model::Extensions;

/// Terms that say the same from the other side.
const INVERSES: [(&str, &str); 6] = [
    ("ceterms:hasPart", "ceterms:isPartOf"),
    ("ceasn:hasPart", "ceasn:isPartOf"),
    ("ceterms:precedes", "ceterms:precededBy"),
    ("ceasn:hasChild", "ceasn:isChildOf"),
    ("ceterms:isRequiredFor", "ceterms:requires"),
    ("ceterms:hasDestinationComponent", "ceterms:isDestinationComponentOf"),
];

impl Import<'_> {
    /// A resource as it came, to be kept with its record: every description of it.
    pub fn kept_of(&self, index: usize) -> Extensions {
        let index = self.tree.gathered(index);
        let others = self.tree.entities.iter().filter(|entity| entity.same_as == Some(index));
        let places =
            std::iter::once(&self.tree.entities[index]).chain(others).filter(|entity| entity.parent.is_none()).map(|entity| entity.place);
        let mut values: Vec<Value> = Vec::new();
        for place in places {
            if let Some(value) = self.notes.kept(place)
                && !values.contains(&value)
            {
                values.push(value);
            }
        }
        match values.len() {
            0 => Vec::new(),
            1 => vec![(KEY.to_owned(), values.remove(0))],
            _ => vec![(KEY.to_owned(), Value::Array(values))],
        }
    }

    /// Whether an entity became a record, which then keeps it.
    fn is_record(&self, index: usize) -> bool {
        let index = self.tree.gathered(index);
        let is_organization = self.tree.entities[index].types.iter().any(|class| is_organization(class));
        is_organization || (self.is_award(index) && !self.stands_for.contains_key(&index))
    }

    /// What surrounds the resources, and the resources that became no record.
    pub fn leftovers(&self) -> Extensions {
        let mut documents = Vec::new();
        for document in &self.documents {
            let left = document.resources.iter().filter(|&&index| !self.is_record(index));
            let graph: Vec<Value> = left.filter_map(|&index| self.notes.kept(self.tree.entities[index].place)).collect();
            let mut value: Map<String, Value> = document.around.clone();
            if !graph.is_empty() {
                value.insert("@graph".to_owned(), Value::Array(graph));
            }
            if !value.is_empty() {
                documents.push(Value::Object(value));
            }
        }
        match documents.len() {
            0 => Vec::new(),
            _ => vec![(KEY.to_owned(), Value::Array(documents))],
        }
    }

    /// Counts the properties that were never read, and the resources of which nothing was.
    pub fn count_unmapped(&self) {
        for entity in self.tree.entities.iter().filter(|entity| entity.same_as.is_none()) {
            let class = entity.types.first().map_or("(no class)", String::as_str);
            if !entity.used.get() {
                if entity.parent.is_none() {
                    self.notes.unmapped(class);
                }
                continue;
            }
            for (term, property) in &entity.properties {
                if !property.used.get() {
                    self.notes.unmapped(format!("{class} {term}"));
                }
            }
        }
    }

    /// Two resources that each say of the other what does not go together.
    pub fn check_inverses(&self) {
        for (index, entity) in self.tree.entities.iter().enumerate().filter(|(_, entity)| entity.same_as.is_none()) {
            for (term, inverse) in INVERSES {
                let Some(property) = entity.properties.get(term) else { continue };
                for item in &property.items {
                    let Some(Target::Known(other)) = self.peek(item) else { continue };
                    let Some(back) = self.tree.entities[other].properties.get(inverse) else { continue };
                    let links: Vec<Option<Target>> = back.items.iter().map(|item| self.peek(item)).collect();
                    let agrees = links.is_empty() || links.iter().any(|link| link.is_none() || *link == Some(Target::Known(index)));
                    // Conditions stand between an award and what it requires, so only plain links can disagree.
                    let is_plain =
                        links.iter().all(|link| !matches!(*link, Some(Target::Known(i)) if self.is_a(i, "ceterms:ConditionProfile")));
                    if !agrees && is_plain {
                        let message = format!("`{term}` names a resource whose own `{inverse}` names others");
                        self.notes.warn(item.place, "inverse-mismatch", &message, "Correct the one that is wrong");
                    }
                }
            }
            if entity.types.iter().any(|class| is_component(class)) && entity.properties.contains_key("ceterms:hasChild") {
                self.notes.warn(entity.place, "misplaced-term", "`ceterms:hasChild` is read as `ceasn:hasChild`", "Write `ceasn:hasChild`");
            }
        }
    }
}
