//! A CTDL document made even: every property a list, every name with its prefix, every text with its language.

use std::cell::Cell;
use std::collections::HashMap;

use indexmap::IndexMap;

use super::super::json::{self, Node, Shape};
use super::notes::{Notes, Place};
use super::terms::{Names, identity, is_bare};

/// A resource, or a part of one.
#[derive(Debug)]
pub(super) struct Entity<'t> {
    /// Where it stands.
    pub place: Place<'t>,
    /// What it is called; that of a blank node begins with `_:` and the number of its document.
    pub id: Option<String>,
    /// Its classes.
    pub types: Vec<String>,
    /// Its properties by term.
    pub properties: IndexMap<String, Property<'t>>,
    /// The entity that it stands in; `None` at the top of a document.
    pub parent: Option<(usize, String)>,
    /// The entity of which this is another description.
    pub same_as: Option<usize>,
    /// Whether something of it was read.
    pub used: Cell<bool>,
}

/// The values of a property.
#[derive(Debug)]
pub(super) struct Property<'t> {
    pub items: Vec<Item<'t>>,
    /// Whether the contract says what it says.
    pub used: Cell<bool>,
}

/// One value.
#[derive(Clone, Debug)]
pub(super) struct Item<'t> {
    pub place: Place<'t>,
    pub datum: Datum,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Datum {
    Text {
        text: String,
        language: Option<String>,
    },
    /// A number by its digits.
    Number(String),
    Flag(bool),
    /// Something that stands elsewhere.
    Link(String),
    /// Something that stands here.
    Entity(usize),
}

/// All documents of an import.
#[derive(Debug, Default)]
pub(super) struct Tree<'t> {
    pub entities: Vec<Entity<'t>>,
    /// Entities by what they are called.
    pub by_identity: HashMap<String, usize>,
}

impl<'t> Tree<'t> {
    /// Takes a resource and all that it holds. `None`: it is no object.
    pub fn take(&mut self, notes: &Notes<'t>, names: &Names, place: Place<'t>, parent: Option<(usize, String)>) -> Option<usize> {
        let members = notes.members(place, "this resource")?;
        let index = self.entities.len();
        self.entities.push(Entity {
            place,
            id: None,
            types: Vec::new(),
            properties: IndexMap::new(),
            parent,
            same_as: None,
            used: Cell::new(false),
        });
        for member in members {
            match member.key.as_ref() {
                "@context" => {}
                "@id" | "id" => self.entities[index].id = json::text(member.value).map(|id| scoped(&names.address(&id), place.document)),
                "@type" | "type" => {
                    let types = one_or_many(member.value).into_iter().filter_map(json::text);
                    self.entities[index].types = types.map(|name| names.term(&name).into_owned()).collect();
                }
                key => {
                    if is_bare(key) {
                        let message = "Terms stand here without a prefix; they are read as those of CTDL";
                        notes.once(place.at(member.name), "bare-term", message, "Write `ceterms:` before them");
                    }
                    let term = names.term(key).into_owned();
                    let items = self.items(notes, names, place.at(member.value), index, &term);
                    let property = Property { items, used: Cell::new(false) };
                    match self.entities[index].properties.get_mut(&term) {
                        Some(there) => there.items.extend(property.items),
                        None => {
                            self.entities[index].properties.insert(term, property);
                        }
                    }
                }
            }
        }
        Some(index)
    }

    fn items(&mut self, notes: &Notes<'t>, names: &Names, at: Place<'t>, parent: usize, term: &str) -> Vec<Item<'t>> {
        let mut items = Vec::new();
        for value in one_or_many(at.node) {
            let place = at.at(value);
            let item = |datum| Item { place, datum };
            match Shape::of(value) {
                Shape::Null => {}
                Shape::Text => match json::text(value) {
                    Some(text) => items.push(item(Datum::Text { text: text.into_owned(), language: None })),
                    None => notes.error(place, "bad-text", "This text holds half a surrogate pair", "Write the character itself"),
                },
                Shape::Number => items.push(item(Datum::Number(value.get().to_owned()))),
                Shape::Boolean => items.push(item(Datum::Flag(value.get() == "true"))),
                Shape::List => items.extend(self.items(notes, names, place, parent, term)),
                Shape::Object => self.object(notes, names, place, (parent, term), &mut items),
            }
        }
        items
    }

    fn object(&mut self, notes: &Notes<'t>, names: &Names, place: Place<'t>, parent: (usize, &str), items: &mut Vec<Item<'t>>) {
        let Some(members) = json::members(place.node) else { return };
        let get = |key: &str| members.iter().find(|member| member.key == key).map(|member| member.value);
        if let Some(value) = get("@value") {
            let language = get("@language").and_then(json::text).map(std::borrow::Cow::into_owned);
            let datum = match Shape::of(value) {
                Shape::Text => json::text(value).map(|text| Datum::Text { text: text.into_owned(), language }),
                Shape::Number => Some(Datum::Number(value.get().to_owned())),
                Shape::Boolean => Some(Datum::Flag(value.get() == "true")),
                Shape::Null | Shape::List | Shape::Object => None,
            };
            items.extend(datum.map(|datum| Item { place, datum }));
        } else if let Some(list) = get("@list").or_else(|| get("@set")) {
            items.extend(self.items(notes, names, place.at(list), parent.0, parent.1));
        } else if let (Some(id), true) = (get("@id").or_else(|| get("id")), members.iter().all(|m| is_identifying(&m.key))) {
            let link = json::text(id).map(|id| Datum::Link(scoped(&names.address(&id), place.document)));
            items.extend(link.map(|datum| Item { place, datum }));
        } else if is_language_map(&members) {
            for member in &members {
                let language = member.key.trim_start_matches('@').to_owned();
                for value in one_or_many(member.value) {
                    let text = json::text(value).map(|text| text.into_owned());
                    let datum = text.map(|text| Datum::Text { text, language: Some(language.clone()) });
                    items.extend(datum.map(|datum| Item { place: place.at(value), datum }));
                }
            }
        } else if let Some(index) = self.take(notes, names, place, Some((parent.0, parent.1.to_owned()))) {
            items.push(Item { place, datum: Datum::Entity(index) });
        }
    }

    /// Brings together what different documents, or different parts of one, say of the same thing.
    pub fn join(&mut self, notes: &Notes<'t>) {
        for index in 0..self.entities.len() {
            let Some(key) = self.key(index) else { continue };
            let other_name = self.entities[index].id.as_deref().map(|id| identity(id).to_owned()).filter(|name| *name != key);
            let first = *self.by_identity.entry(key).or_insert(index);
            if let Some(name) = other_name {
                self.by_identity.entry(name).or_insert(first);
            }
            if first != index {
                self.merge(notes, first, index);
            }
        }
    }

    /// What an entity is called: its CTID, else its address.
    fn key(&self, index: usize) -> Option<String> {
        let entity = &self.entities[index];
        let ctid = entity.properties.get("ceterms:ctid").and_then(|property| match property.items.first().map(|item| &item.datum) {
            Some(Datum::Text { text, .. }) if super::terms::is_ctid(text) => Some(text.clone()),
            _ => None,
        });
        ctid.or_else(|| entity.id.as_deref().map(|id| identity(id).to_owned()))
    }

    fn merge(&mut self, notes: &Notes<'t>, first: usize, second: usize) {
        self.entities[second].same_as = Some(first);
        let same_text = self.entities[first].place.node.get() == self.entities[second].place.node.get();
        let properties = std::mem::take(&mut self.entities[second].properties);
        let is_blank = self.entities[second].id.as_deref().is_some_and(|id| id.starts_with("_:"));
        if same_text {
            return;
        }
        if is_blank {
            notes.error(
                self.entities[second].place,
                "node-defined-twice",
                "Two different nodes of this document have the same blank name",
                "Give one of the two another name; which is meant cannot be told",
            );
            return;
        }
        for (term, property) in properties {
            match self.entities[first].properties.get(&term) {
                Some(there) => {
                    let texts = |items: &[Item<'_>]| items.iter().map(|item| item.place.node.get().to_owned()).collect::<Vec<_>>();
                    if texts(&there.items) != texts(&property.items) {
                        let at = property.items.first().map_or(self.entities[second].place, |item| item.place);
                        let message = format!("`{term}` was already stated otherwise for this resource; the first statement is used");
                        notes.warn(at, "stated-twice", &message, "Decide which of the two is right");
                    }
                }
                None => {
                    self.entities[first].properties.insert(term, property);
                }
            }
        }
        let types = std::mem::take(&mut self.entities[second].types);
        for class in types {
            if !self.entities[first].types.contains(&class) {
                self.entities[first].types.push(class);
            }
        }
    }

    /// The entity that a reference means. `None`: no document has it.
    pub fn find(&self, address: &str) -> Option<usize> {
        self.by_identity.get(identity(address)).copied()
    }

    /// Where the description of an entity is gathered.
    pub fn gathered(&self, index: usize) -> usize {
        self.entities[index].same_as.unwrap_or(index)
    }
}

/// Blank names are those of their document.
fn scoped(address: &str, document: usize) -> String {
    match address.strip_prefix("_:") {
        Some(label) => format!("_:{document}:{label}"),
        None => address.to_owned(),
    }
}

/// The name that a reference text means within a document.
pub(super) fn reference(names: &Names, text: &str, document: usize) -> String {
    scoped(&names.address(text), document)
}

/// An address as people know it: a blank name without the number of its document.
pub(super) fn shown(address: &str) -> String {
    match address.strip_prefix("_:").and_then(|rest| rest.split_once(':')) {
        Some((_, label)) => format!("_:{label}"),
        None => address.to_owned(),
    }
}

fn is_identifying(key: &str) -> bool {
    matches!(key, "@id" | "id" | "@type" | "type")
}

fn one_or_many(node: Node<'_>) -> Vec<Node<'_>> {
    json::elements(node).unwrap_or_else(|| vec![node])
}

/// `{"en-US": "…"}`, `{"en": ["…", "…"]}`, and the drafts' `{"@en-US": "…"}`.
fn is_language_map(members: &[json::Member<'_>]) -> bool {
    let is_tag = |key: &str| {
        let tag = key.trim_start_matches('@');
        tag == "none" || oxilangtag::LanguageTag::parse(tag).is_ok_and(|tag| (2..=3).contains(&tag.primary_language().len()))
    };
    let is_text = |node: Node<'_>| one_or_many(node).into_iter().all(|value| Shape::of(value) == Shape::Text);
    !members.is_empty() && members.iter().all(|member| is_tag(&member.key) && is_text(member.value))
}
