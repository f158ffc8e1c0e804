//! Tables of terms: a short form of JSON-LD contexts.
//!
//! A term is written `"name": "meaning as type in container"`. `heads` gives short names for the beginnings of addresses
//! (`ob~Achievement`). A meaning that begins with `=` is written as a plain text in the context, so that it may serve as a
//! prefix. A term with terms of its own is `{"is": meaning, "within": {…}}`. A context may be `like` another, with `changes`
//! by path.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

#[derive(Deserialize)]
struct Table {
    heads: BTreeMap<String, String>,
    contexts: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    url: String,
    #[serde(default)]
    terms: Map<String, Value>,
    like: Option<String>,
    #[serde(default)]
    changes: Map<String, Value>,
}

/// The contexts of a table, by address. A table that cannot be read gives none: a test holds that ours can.
pub(super) fn contexts(text: &str) -> Vec<(String, Value)> {
    let Ok(table) = serde_json::from_str::<Table>(text) else { return Vec::new() };
    let mut terms_of: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    let mut out = Vec::new();
    for entry in table.contexts {
        let mut terms = entry.like.and_then(|like| terms_of.get(&like).cloned()).unwrap_or_default();
        terms.extend(entry.terms);
        for (path, value) in entry.changes {
            change(&mut terms, &path, value);
        }
        out.push((entry.url.clone(), json!({ "@context": expanded(&terms, &table.heads) })));
        terms_of.insert(entry.url, terms);
    }
    out
}

fn change(terms: &mut Map<String, Value>, path: &str, value: Value) {
    if let Some((first, rest)) = path.split_once('/') {
        if let Some(Value::Object(within)) = terms.get_mut(first).and_then(|term| term.get_mut("within")) {
            change(within, rest, value);
        }
    } else if value.is_null() {
        terms.remove(path);
    } else {
        terms.insert(path.to_owned(), value);
    }
}

fn expanded(terms: &Map<String, Value>, heads: &BTreeMap<String, String>) -> Value {
    let term = |(name, value): (&String, &Value)| {
        let definition = match value {
            Value::String(spec) => definition(spec, heads),
            Value::Object(scoped) => {
                let spec = scoped.get("is").and_then(Value::as_str).unwrap_or_default();
                let mut definition = definition(spec, heads);
                if let (Value::Object(map), Some(Value::Object(within))) = (&mut definition, scoped.get("within")) {
                    map.insert("@context".to_owned(), expanded(within, heads));
                }
                definition
            }
            keyword => keyword.clone(),
        };
        (name.clone(), definition)
    };
    Value::Object(terms.iter().map(term).collect())
}

fn definition(spec: &str, heads: &BTreeMap<String, String>) -> Value {
    let long = |short: &str| match short.split_once('~').and_then(|(head, rest)| Some((heads.get(head)?, rest))) {
        Some((start, rest)) => format!("{start}{rest}"),
        None => short.to_owned(),
    };
    if let Some(plain) = spec.strip_prefix('=') {
        return Value::String(long(plain));
    }
    let mut map = Map::new();
    let mut key = "@id";
    for word in spec.split_whitespace() {
        match word {
            "as" => key = "@type",
            "in" => key = "@container",
            value => {
                let mut parts = value.split('+').map(|part| Value::String(long(part)));
                let first = parts.next().unwrap_or_default();
                let rest: Vec<Value> = parts.collect();
                let value = if rest.is_empty() { first } else { Value::Array([vec![first], rest].concat()) };
                map.insert(key.to_owned(), value);
            }
        }
    }
    Value::Object(map)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_of_ours_can_be_read() {
        for text in super::super::TABLES {
            assert!(!contexts(text).is_empty());
        }
    }

    #[test]
    fn a_table_is_expanded_and_changed_by_path() {
        let text = r#"{"heads":{"o":"https://o.example/#"},"contexts":[
            {"url":"a","terms":{"@protected":true,"id":"=@id","T":{"is":"o~T","within":{"p":"o~p as x:date in @set"}}}},
            {"url":"b","like":"a","changes":{"T/p":"o~q","id":null}}]}"#;
        let made = contexts(text);
        let of = |at: usize| made[at].1["@context"].clone();
        assert_eq!(
            of(0),
            json!({"@protected":true,"id":"@id","T":{"@id":"https://o.example/#T",
                "@context":{"p":{"@id":"https://o.example/#p","@type":"x:date","@container":"@set"}}}})
        );
        assert_eq!(of(1), json!({"@protected":true,"T":{"@id":"https://o.example/#T","@context":{"p":{"@id":"https://o.example/#q"}}}}));
    }
}
