//! What a new version of a pack changes.

use serde_json::{Map, Value};

use crate::model::PackId;

/// What importing a pack changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackChange {
    /// The pack.
    pub id: PackId,
    /// Its title.
    pub title: Option<String>,
    /// Its version now.
    pub version: String,
    /// The version that it replaced; `None`: it is new.
    pub replaced: Option<String>,
    /// Whether that version is kept and can be brought back; the same file once more replaces nothing.
    pub kept: bool,
    /// Its organizations.
    pub organizations: Changes,
    /// Its awards.
    pub awards: Changes,
    /// Its recognitions.
    pub recognitions: Changes,
}

impl PackChange {
    /// Whether any record differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        [&self.organizations, &self.awards, &self.recognitions].iter().all(|changes| changes.is_empty())
    }
}

/// Records of one kind: what came, what went, what is different.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Ids that are new, in the order of the file.
    pub added: Vec<String>,
    /// Ids that are gone.
    pub removed: Vec<String>,
    /// Records that differ.
    pub changed: Vec<ChangedRecord>,
    /// How many are as they were.
    pub unchanged: usize,
}

/// A record that differs from the one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedRecord {
    /// Its id.
    pub id: String,
    /// The keys whose values differ, came or went, as the contract names them.
    pub fields: Vec<String>,
}

impl Changes {
    /// Whether nothing came, went or differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

/// The keys whose values differ. The order of keys and white space are no difference.
pub(super) fn differing(before: &str, after: &str) -> Vec<String> {
    if before == after {
        return Vec::new();
    }
    let object = |text| serde_json::from_str::<Map<String, Value>>(text).unwrap_or_default();
    let (before, after) = (object(before), object(after));
    let mut fields: Vec<String> = before.keys().chain(after.keys().filter(|key| !before.contains_key(*key))).cloned().collect();
    fields.retain(|key| before.get(key) != after.get(key));
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_named_by_field() {
        let fields =
            differing(r#"{"id":"a","title":"A","cost":{"amount":1}}"#, r#"{"title":"A", "id":"a", "cost":{"amount":2}, "level":1}"#);
        assert_eq!(fields, ["cost", "level"]);
        assert_eq!(differing(r#"{"a":1,"b":2}"#, r#"{ "b": 2, "a": 1 }"#), Vec::<String>::new());
    }
}
