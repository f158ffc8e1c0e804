//! Nodes of a document in the European Learning Model: the same node may be spelled out once and referred to elsewhere, and its
//! terms may come with a prefix or without one.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::super::credential::document::{id_of, label};

/// The most characters of a text.
const LONGEST_TEXT: usize = 10_000;

/// Nodes by identifier.
pub(in crate::interchange) struct Nodes<'v>(HashMap<&'v str, &'v Value>);

/// A term or a class without its prefix; names that the vocabulary and its contexts spell differently are made one.
pub(super) fn local(name: &str) -> &str {
    match name.rsplit([':', '/', '#', '@']).next().unwrap_or(name) {
        "EQFLevel" => "eqfLevel",
        "NQFLevel" => "nqfLevel",
        "contentUrl" => "contentURL",
        "ISCEDFCode" => "thematicArea",
        other => other,
    }
}

/// The classes of a node, without their prefixes.
pub(in crate::interchange) fn classes(node: &Value) -> Vec<&str> {
    let stated = node.get("type").or_else(|| node.get("@type"));
    match stated {
        Some(Value::String(one)) => vec![local(one)],
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(local).collect(),
        _ => Vec::new(),
    }
}

/// A text, cut where it is longer than any that people write: one node may be referred to a thousand times.
pub(in crate::interchange) fn cut(text: &str) -> String {
    let end = text.char_indices().nth(LONGEST_TEXT).map_or(text.len(), |(end, _)| end);
    text[..end].to_owned()
}

/// The member that a term names, with or without a prefix.
fn member<'v>(node: &'v Value, term: &str) -> Option<&'v Value> {
    let map = node.as_object()?;
    let found = map.get(term).or_else(|| map.iter().find(|(key, _)| local(key) == term).map(|(_, value)| value));
    found.filter(|value| !value.is_null())
}

impl<'v> Nodes<'v> {
    pub(in crate::interchange) fn of(root: &'v Value) -> Self {
        let mut nodes: HashMap<&str, &Value> = HashMap::new();
        let mut open = vec![root];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(list) => open.extend(list),
                Value::Object(map) => {
                    if let Some(id) = id_of(value) {
                        let known = nodes.get(id).and_then(|node| node.as_object()).map_or(0, Map::len);
                        if map.len() > known {
                            nodes.insert(id, value);
                        }
                    }
                    open.extend(map.values());
                }
                _ => {}
            }
        }
        Self(nodes)
    }

    /// The fullest form of a node that is given whole or by its identifier.
    pub(in crate::interchange) fn full(&self, value: &'v Value) -> &'v Value {
        match id_of(value).and_then(|id| self.0.get(id)) {
            Some(node) if value.as_object().map_or(0, Map::len) < 3 => node,
            _ => value,
        }
    }

    /// What a term of a node names, each in its fullest form.
    pub(in crate::interchange) fn all(&self, node: &'v Value, term: &str) -> Vec<&'v Value> {
        let values = match member(node, term) {
            None => Vec::new(),
            Some(Value::Array(list)) => list.iter().collect(),
            Some(one) => vec![one],
        };
        values.into_iter().map(|value| self.full(value)).collect()
    }

    /// The first of them.
    pub(in crate::interchange) fn at(&self, node: &'v Value, term: &str) -> Option<&'v Value> {
        self.all(node, term).into_iter().next()
    }

    /// Whether a term is stated.
    pub(in crate::interchange) fn has(&self, node: &Value, term: &str) -> bool {
        member(node, term).is_some_and(|value| value.as_array().is_none_or(|list| !list.is_empty()))
    }

    /// The text for people that a term names.
    pub(in crate::interchange) fn label(&self, node: &Value, term: &str) -> Option<String> {
        member(node, term).and_then(label).map(|text| cut(text.trim())).filter(|text| !text.is_empty())
    }

    /// The plain text or number that a term names.
    pub(in crate::interchange) fn plain(&self, node: &Value, term: &str) -> Option<String> {
        let value = match member(node, term)? {
            Value::Array(list) => list.first()?,
            one => one,
        };
        let value = value.get("@value").unwrap_or(value);
        value.as_str().map(cut).or_else(|| (value.is_number() || value.is_boolean()).then(|| value.to_string()))
    }

    /// The identifiers of what a term names.
    pub(in crate::interchange) fn ids(&self, node: &'v Value, term: &str) -> Vec<&'v str> {
        self.all(node, term).into_iter().filter_map(id_of).collect()
    }

    /// The text of a note.
    pub(in crate::interchange) fn note(&self, node: &'v Value, term: &str) -> Option<String> {
        let note = self.at(node, term)?;
        self.label(note, "noteLiteral").or_else(|| note.as_str().map(cut))
    }

    /// The address of the page that a term names.
    pub(in crate::interchange) fn page(&self, node: &'v Value, term: &str) -> Option<String> {
        let page = self.at(node, term)?;
        self.plain(page, "contentURL").or_else(|| id_of(page).map(cut))
    }
}
