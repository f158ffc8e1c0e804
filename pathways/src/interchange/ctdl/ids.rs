//! Ids of the contract for what CTDL calls by a CTID or an address: the same thing gets the same id in every import.

use std::collections::HashMap;

use serde_json::Value;

use super::super::credential::document::label;
use super::super::words::slug;
use super::Import;
use super::facts::Target;
use super::terms::{OWN, identity, is_ctid, local};
use super::tree::Datum;
use crate::model::id::is_id;
use crate::model::{AwardId, Extensions};

/// The key under which a record may keep its CTID, where the record did not come as CTDL.
const CTID: &str = "x-ctid";

/// The CTID that a record came with: in the resource it was read from, or as it was noted. None is ever made up.
pub(in crate::interchange) fn ctid(extensions: &Extensions) -> Option<String> {
    let text = |value: &Value| label(value).filter(|text| is_ctid(text));
    let noted = extensions.iter().find(|(key, _)| key == CTID).and_then(|(_, value)| text(value));
    let kept = || extensions.iter().find(|(key, _)| key == super::KEY).map(|(_, value)| value);
    let resources = || kept().map(|value| value.as_array().map_or_else(|| vec![value], |list| list.iter().collect())).unwrap_or_default();
    let stated = |resource: &Value| resource.as_object()?.iter().find(|(key, _)| local(key) == "ctid").and_then(|(_, value)| text(value));
    noted.or_else(|| resources().into_iter().find_map(stated))
}

/// The CTID that an address or an id ends in.
#[must_use]
pub fn ctid_in(address: &str) -> Option<&str> {
    let last = address.trim_end_matches('/').rsplit(['/', ':', '#']).next()?;
    is_ctid(last).then_some(last)
}

/// The ids given so far.
#[derive(Debug, Default)]
pub(super) struct Ids {
    given: HashMap<String, String>,
    taken: HashMap<String, String>,
}

impl Ids {
    /// The id of what is called `name`; a second thing whose id would be the same gets a number.
    fn give(&mut self, prefix: &str, name: &str) -> String {
        if let Some(own) = name.strip_prefix(OWN).filter(|own| is_id(own)) {
            return own.to_owned();
        }
        let key = format!("{prefix}{name}");
        if let Some(id) = self.given.get(&key) {
            return id.clone();
        }
        let plain = format!("{prefix}{}", slug(name));
        let mut id = plain.clone();
        let mut number = 2;
        while self.taken.contains_key(&id) {
            id = format!("{plain}-{number}");
            number += 1;
        }
        self.taken.insert(id.clone(), key.clone());
        self.given.insert(key, id.clone());
        id
    }
}

impl Import<'_> {
    /// The award id of an entity.
    pub fn award_id(&self, index: usize) -> AwardId {
        self.record_id("ctdl:", index).into()
    }

    /// The award id of what a reference leads to.
    pub fn award_id_of(&self, target: &Target) -> AwardId {
        match target {
            Target::Known(index) => self.award_id(*index),
            Target::Unknown(address) => self.ids.borrow_mut().give("ctdl:", &self.name_of_address(address)).into(),
        }
    }

    /// The id of an entity as a record of the kind that the prefix stands for.
    pub fn record_id(&self, prefix: &str, index: usize) -> String {
        let name = self.name(self.tree.gathered(index));
        self.ids.borrow_mut().give(prefix, &name)
    }

    /// The id of something that no document describes.
    pub fn id_of_address(&self, prefix: &str, address: &str) -> String {
        let name = self.name_of_address(address);
        self.ids.borrow_mut().give(prefix, &name)
    }

    /// What an entity is called over all imports: its CTID, its address, or its place in the entity that holds it.
    fn name(&self, index: usize) -> String {
        let entity = &self.tree.entities[index];
        // What went out of Cairn comes back under the id it had, whatever else it is called.
        if let Some(own) = entity.id.as_deref().filter(|id| id.strip_prefix(OWN).is_some_and(is_id)) {
            return own.to_owned();
        }
        let ctid = entity.properties.get("ceterms:ctid").and_then(|property| match &property.items.first()?.datum {
            Datum::Text { text, .. } if is_ctid(text) => Some(text.clone()),
            _ => None,
        });
        if let Some(name) = ctid {
            return name;
        }
        match (&entity.id, &entity.parent) {
            (Some(id), _) => self.name_of_address(id),
            (None, Some((parent, term))) => {
                let siblings = self.tree.entities[self.tree.gathered(*parent)].properties.get(term);
                let position = siblings.and_then(|p| p.items.iter().position(|item| item.datum == Datum::Entity(index))).unwrap_or(0);
                format!("{}/{}-{}", self.name(self.tree.gathered(*parent)), local(term), position + 1)
            }
            (None, None) => {
                let document = entity.place.document;
                let position = self.documents[document].resources.iter().position(|&other| other == index).unwrap_or(0);
                format!("{}/{}", self.document_name(document), position + 1)
            }
        }
    }

    fn name_of_address(&self, address: &str) -> String {
        match address.strip_prefix("_:").and_then(|rest| rest.split_once(':')) {
            Some((document, label)) => {
                let document = document.parse().unwrap_or(0);
                format!("{}/{label}", self.document_name(document))
            }
            None => identity(address).to_owned(),
        }
    }

    /// What a document is called: its own address, that of its first resource, or its file.
    fn document_name(&self, document: usize) -> String {
        let Some(document) = self.documents.get(document) else { return "document".to_owned() };
        let own = document.around.get("@id").and_then(serde_json::Value::as_str).map(|id| identity(id).to_owned());
        let first = || {
            let ids = document.resources.iter().filter_map(|&index| self.tree.entities[index].id.as_deref());
            ids.filter(|id| !id.starts_with("_:")).map(|id| identity(id).to_owned()).next()
        };
        own.or_else(first).unwrap_or_else(|| self.notes.file_name(document.place.file))
    }

    /// The pack's id: that of the only document, else of the first and how many there are.
    pub fn pack_id(&self) -> String {
        let first = slug(self.document_name(0).trim_start_matches(OWN));
        match self.documents.len() {
            0 | 1 => format!("ctdl:{first}"),
            more => format!("ctdl:{first}/with-{}-more", more - 1),
        }
    }

    /// The pack's title: the names of its pathways, else of its first resource.
    pub fn pack_title(&self) -> Option<String> {
        let tops = || self.documents.iter().flat_map(|document| document.resources.iter().copied());
        let name = |index: usize| self.text(index, "ceterms:name");
        let is_pathway = |index: &usize| self.is_a(*index, "ceterms:Pathway");
        tops().filter(is_pathway).find_map(name).or_else(|| tops().find_map(name))
    }
}
