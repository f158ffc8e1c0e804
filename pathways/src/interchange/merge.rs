//! Two copies of a learner record become one again, field by field, without loss.
//!
//! A record that was carried to another machine is compared with the state in which it left: what changed on one side only is
//! taken from there; what changed on both sides in different ways is a conflict, which a person decides. Nothing is guessed.
//! A field is an award held, a gate, a preference, an exception, a step of the plan of record: what a person thinks of as one thing.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::SourceFile;
use super::contract;
use crate::finding::Finding;
use crate::model::LearnerRecord;

/// The key of a record under which it says where it was carried from, and in which state.
pub const CARRIED: &str = "x-carried";

/// What merging found.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// Both copies together; where they conflict and nobody has decided, this machine's.
    pub record: LearnerRecord,
    /// Fields that were taken from the other copy.
    pub taken: Vec<String>,
    /// Fields on which the copies disagree.
    pub conflicts: Vec<Conflict>,
}

/// A field that both copies changed, each in another way.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Which field: `held/mitx:ctl-sc0x`, `preferences/budget`, …
    pub field: String,
    /// This machine's value, as JSON; `None`: it is gone here.
    pub ours: Option<String>,
    /// The other copy's; `None`: it is gone there.
    pub theirs: Option<String>,
}

/// Which copy a conflict is decided for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// This machine's.
    Ours,
    /// The other copy's.
    Theirs,
}

/// Merges. `base`: the record as it left this machine; without it every difference is a conflict. `decided` names fields that a
/// person has decided.
///
/// # Errors
/// With every finding when the merged record breaks the contract: two sound copies can contradict each other.
pub fn merge(
    base: Option<&LearnerRecord>,
    ours: &LearnerRecord,
    theirs: &LearnerRecord,
    decided: &BTreeMap<String, Side>,
) -> Result<Merge, Vec<Finding>> {
    let (mut before, here, mut there) = (base.map(fields), fields(ours), fields(theirs));
    // Where a copy was carried from is no fact about the person.
    for copy in before.iter_mut().chain([&mut there]) {
        copy.shift_remove(CARRIED);
        copy.extend(here.get(CARRIED).map(|carried| (CARRIED.to_owned(), carried.clone())));
    }
    let mut merged: IndexMap<String, Value> = IndexMap::new();
    let (mut taken, mut conflicts) = (Vec::new(), Vec::new());
    let only_there = there.keys().filter(|field| !here.contains_key(*field));
    for field in here.keys().chain(only_there) {
        let (one, other) = (here.get(field), there.get(field));
        let was = before.as_ref().map(|before| before.get(field));
        let value = if one == other || was == Some(other) {
            one
        } else if was == Some(one) {
            taken.push(field.clone());
            other
        } else {
            let json = |value: Option<&Value>| value.map(ToString::to_string);
            conflicts.push(Conflict { field: field.clone(), ours: json(one), theirs: json(other) });
            if decided.get(field) == Some(&Side::Theirs) { other } else { one }
        };
        if let Some(value) = value {
            merged.insert(field.clone(), value.clone());
        }
    }
    let text = Value::Object(record(merged)).to_string();
    let (record, _) = contract::read_learner(&SourceFile::new("the merged record", text))?;
    conflicts.retain(|conflict| !decided.contains_key(&conflict.field));
    Ok(Merge { record, taken, conflicts })
}

/// Keys of the record whose elements are fields of their own, and by what an element is known.
const LISTS: &[(&str, &[&str])] = &[
    ("held", &["award"]),
    ("exceptions", &["kind", "award", "with", "in", "date"]),
    ("pins", &["kind", "award", "toward"]),
    ("preferences/breaks", &["from", "until"]),
    ("preferences/exclude/awards", &[]),
    ("preferences/exclude/organizations", &[]),
    ("x-agreed/steps", &["award"]),
];

/// Keys of the record whose members are fields of their own.
const GROUPS: &[&str] = &["gates", "preferences", "preferences/exclude", "preferences/rates", "x-agreed"];

/// A record taken apart, in its order.
fn fields(record: &LearnerRecord) -> IndexMap<String, Value> {
    let mut out = IndexMap::new();
    if let Value::Object(object) = contract::learner_to_json(record) {
        take_apart("", object, &mut out);
    }
    out
}

fn take_apart(path: &str, object: Map<String, Value>, out: &mut IndexMap<String, Value>) {
    for (key, value) in object {
        let path = if path.is_empty() { key } else { format!("{path}/{key}") };
        match value {
            Value::Object(members) if GROUPS.contains(&path.as_str()) => take_apart(&path, members, out),
            Value::Array(elements) if list(&path).is_some() => {
                for element in elements {
                    out.insert(format!("{path}/{}", identity(list(&path).unwrap_or_default(), &element)), element);
                }
            }
            value => {
                out.insert(path, value);
            }
        }
    }
}

fn list(path: &str) -> Option<&'static [&'static str]> {
    LISTS.iter().find(|(list, _)| *list == path).map(|(_, keys)| *keys)
}

/// By what an element of a list is known: the values of its keys, or the element itself.
fn identity(keys: &[&str], element: &Value) -> String {
    let word = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    if keys.is_empty() {
        return word(element);
    }
    let parts: Vec<String> = keys.iter().filter_map(|key| element.get(key)).map(word).collect();
    parts.join(" ")
}

/// A record put together again from its fields.
fn record(fields: IndexMap<String, Value>) -> Map<String, Value> {
    let mut out = Map::new();
    // These stand in every record, empty or not.
    for key in ["held", "gates", "preferences"] {
        out.insert(key.to_owned(), if key == "held" { Value::Array(Vec::new()) } else { Value::Object(Map::new()) });
    }
    for (path, value) in fields {
        let place = LISTS.iter().find(|(list, _)| path.strip_prefix(list).is_some_and(|rest| rest.starts_with('/')));
        match place {
            Some((list, _)) => put(&mut out, list, value, true),
            None => put(&mut out, &path, value, false),
        }
    }
    out
}

/// Puts a value at a path; `element`: as one more element of the list there.
fn put(object: &mut Map<String, Value>, path: &str, value: Value, element: bool) {
    // Ids hold slashes, so only the known groups are entered.
    let group = GROUPS
        .iter()
        .filter(|group| !group.contains('/'))
        .find(|group| path.strip_prefix(**group).is_some_and(|rest| rest.starts_with('/')));
    if let Some(group) = group {
        let inside = object.entry((*group).to_owned()).or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(inside) = inside {
            put_within(inside, group, &path[group.len() + 1..], value, element);
        }
        return;
    }
    add(object, path, value, element);
}

fn put_within(object: &mut Map<String, Value>, group: &str, rest: &str, value: Value, element: bool) {
    for inner in ["exclude", "rates"] {
        if let Some(rest) = rest.strip_prefix(inner).and_then(|rest| rest.strip_prefix('/'))
            && group == "preferences"
        {
            let inside = object.entry(inner.to_owned()).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inside) = inside {
                add(inside, rest, value, element);
            }
            return;
        }
    }
    add(object, rest, value, element);
}

fn add(object: &mut Map<String, Value>, key: &str, value: Value, element: bool) {
    if !element {
        object.insert(key.to_owned(), value);
        return;
    }
    if let Value::Array(list) = object.entry(key.to_owned()).or_insert_with(|| Value::Array(Vec::new())) {
        list.push(value);
    }
}
