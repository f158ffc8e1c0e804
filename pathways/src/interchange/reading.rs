//! The reading of one file: collects every finding with its place, and goes on.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::Value;

use super::json::{self, Member, Node, Shape};
use super::source::{column, saturated};
use crate::finding::{Finding, Severity};
use crate::model::Extensions;

/// The most findings that are kept of one file: more help nobody, and a file of garbage must not fill the memory.
const MOST_FINDINGS: usize = 10_000;

/// A file that is being read.
pub(super) struct Reading<'t> {
    name: &'t str,
    text: &'t str,
    root: Node<'t>,
    drafts: Vec<Draft>,
    unreported: usize,
    extensions: Vec<(Member<'t>, Value)>,
    /// The id of the record that is being read: findings name it.
    pub subject: Option<String>,
}

struct Draft {
    severity: Severity,
    code: &'static str,
    at: usize,
    id: Option<String>,
    message: String,
    remedy: String,
}

/// An object whose keys have been checked.
pub(super) struct Object<'t> {
    /// The whole object.
    pub node: Node<'t>,
    /// What it is, for findings: `an award`.
    pub what: &'static str,
    members: Vec<Member<'t>>,
}

impl<'t> Object<'t> {
    /// The value of a key; of the first, should it stand twice.
    pub fn get(&self, key: &str) -> Option<Node<'t>> {
        self.member(key).map(|m| m.value)
    }

    pub fn member(&self, key: &str) -> Option<&Member<'t>> {
        self.members.iter().find(|m| m.key == key)
    }
}

impl<'t> Reading<'t> {
    pub fn new(name: &'t str, text: &'t str, root: Node<'t>) -> Self {
        Self { name, text, root, drafts: Vec::new(), unreported: 0, extensions: Vec::new(), subject: None }
    }

    /// The name of the file.
    pub fn name(&self) -> &'t str {
        self.name
    }

    /// Records an error at a value or key.
    pub fn error(&mut self, code: &'static str, at: Node<'t>, message: impl Into<String>, remedy: impl Into<String>) {
        self.record(Severity::Error, code, at, message, remedy);
    }

    /// Records at a value or key what a person should look at.
    pub fn warning(&mut self, code: &'static str, at: Node<'t>, message: impl Into<String>, remedy: impl Into<String>) {
        self.record(Severity::Warning, code, at, message, remedy);
    }

    fn record(&mut self, severity: Severity, code: &'static str, at: Node<'t>, message: impl Into<String>, remedy: impl Into<String>) {
        if self.drafts.len() >= MOST_FINDINGS {
            self.unreported += 1;
            return;
        }
        self.drafts.push(Draft {
            severity,
            code,
            at: json::offset(self.text, at),
            id: self.subject.clone(),
            message: message.into(),
            remedy: remedy.into(),
        });
    }

    /// Whether nothing has been found wrong so far.
    pub fn is_clean(&self) -> bool {
        self.drafts.is_empty()
    }

    /// Whether an error has been found so far.
    pub fn is_refused(&self) -> bool {
        self.drafts.iter().any(|draft| draft.severity == Severity::Error)
    }

    /// Where a value begins.
    pub fn offset(&self, node: Node<'t>) -> usize {
        json::offset(self.text, node)
    }

    /// Every finding, in the order of the file.
    pub fn findings(mut self) -> Vec<Finding> {
        if self.drafts.is_empty() {
            return Vec::new();
        }
        self.drafts.sort_by_key(|draft| draft.at);
        let wanted: Vec<usize> = self.drafts.iter().map(|draft| draft.at).collect();
        let pointers = json::pointers(self.text, self.root, &wanted);
        let (mut line, mut line_start, mut seen) = (1_usize, 0_usize, 0_usize);
        let bytes = self.text.as_bytes();
        let mut findings: Vec<Finding> = Vec::with_capacity(self.drafts.len() + 1);
        for (draft, pointer) in self.drafts.into_iter().zip(pointers) {
            for (index, _) in bytes[seen..draft.at].iter().enumerate().filter(|(_, b)| **b == b'\n') {
                line += 1;
                line_start = seen + index + 1;
            }
            seen = draft.at;
            findings.push(Finding {
                severity: draft.severity,
                code: draft.code.to_owned(),
                file: self.name.to_owned(),
                line: saturated(line),
                column: column(&bytes[line_start..draft.at]),
                pointer,
                id: draft.id,
                message: draft.message,
                remedy: draft.remedy,
            });
        }
        if self.unreported > 0 {
            findings.push(Finding {
                severity: findings.iter().map(|finding| finding.severity).min().unwrap_or(Severity::Error),
                code: "too-many-findings".to_owned(),
                file: self.name.to_owned(),
                line: 0,
                column: 0,
                pointer: String::new(),
                id: None,
                message: format!("{} further findings are not listed", self.unreported),
                remedy: "Correct those above first, then read the file again".to_owned(),
            });
        }
        findings
    }

    /// An object of the contract: reports keys that it does not know and keys that stand twice, keeps those that begin
    /// with `x-`. `None`: no object.
    pub fn object(&mut self, node: Node<'t>, what: &'static str, known: &[&str]) -> Option<Object<'t>> {
        let members = self.members(node, what)?;
        for member in &members {
            if member.key.starts_with("x-") {
                self.keep(member);
            } else if !known.contains(&member.key.as_ref()) {
                let remedy = match nearest(&member.key, known) {
                    Some(near) => format!("Did you mean `{near}`? Keys of your own begin with `x-`"),
                    None => format!("Remove it, or begin it with `x-`; {what} has the keys {}", listed(known)),
                };
                self.error("unknown-key", member.name, format!("`{}` is not a key of {what}", member.key), remedy);
            }
        }
        Some(Object { node, what, members })
    }

    /// An object whose keys are data (gates, rates): all members but those that begin with `x-`, which are kept unless they are
    /// entries all the same: an id may begin so.
    pub fn dictionary(&mut self, node: Node<'t>, what: &'static str, is_entry: fn(&Member<'t>) -> bool) -> Option<Vec<Member<'t>>> {
        let is_own = |member: &Member<'t>| member.key.starts_with("x-") && !is_entry(member);
        let (own, entries): (Vec<_>, Vec<_>) = self.members(node, what)?.into_iter().partition(is_own);
        for member in &own {
            self.keep(member);
        }
        Some(entries)
    }

    /// The members of an object; keys that stand twice are reported.
    pub fn members(&mut self, node: Node<'t>, what: &'static str) -> Option<Vec<Member<'t>>> {
        let Some(members) = json::members(node) else {
            self.wrong_type(node, what, "an object");
            return None;
        };
        let mut seen: HashSet<Cow<'t, str>> = HashSet::with_capacity(members.len());
        for member in &members {
            if !seen.insert(member.key.clone()) {
                self.error("duplicate-key", member.name, format!("`{}` stands twice in {what}", member.key), "Keep one of the two");
            }
        }
        Some(members)
    }

    /// The value of a key that must be there.
    pub fn required(&mut self, object: &Object<'t>, key: &str) -> Option<Node<'t>> {
        let found = object.get(key);
        if found.is_none() {
            self.error("missing-key", object.node, format!("`{key}` is missing in {}", object.what), format!("Add `{key}`"));
        }
        found
    }

    /// The elements of a list.
    pub fn list(&mut self, node: Node<'t>, what: &str) -> Option<Vec<Node<'t>>> {
        let elements = json::elements(node);
        if elements.is_none() {
            self.wrong_type(node, what, "a list");
        }
        elements
    }

    /// Reports a value of another type than `needed`.
    pub fn wrong_type(&mut self, node: Node<'t>, what: &str, needed: &str) {
        let shape = Shape::of(node).name();
        if shape == needed {
            self.error("bad-text", node, format!("{what} holds a text with half a surrogate pair"), "Write the character itself");
        } else {
            let what = sentence(what);
            self.error("wrong-type", node, format!("{what} must be {needed}, not {shape}"), format!("Write {needed} here"));
        }
    }

    /// Keeps a member that is not interpreted for the extensions of its record.
    pub fn keep(&mut self, member: &Member<'t>) {
        if let Some(value) = self.plain(member.value) {
            self.extensions.push((member.clone(), value));
        }
    }

    /// A value that is kept and not interpreted. Keys that stand twice are an error here as everywhere.
    pub fn plain(&mut self, node: Node<'t>) -> Option<Value> {
        match Shape::of(node) {
            Shape::Object => {
                let members = self.members(node, "this object")?;
                Some(Value::Object(members.into_iter().filter_map(|m| Some((m.key.into_owned(), self.plain(m.value)?))).collect()))
            }
            Shape::List => Some(Value::Array(json::elements(node)?.into_iter().filter_map(|e| self.plain(e)).collect())),
            Shape::Number | Shape::Text | Shape::Boolean | Shape::Null => match serde_json::from_str(node.get()) {
                Ok(value) => Some(value),
                Err(_) if Shape::of(node) == Shape::Number => {
                    self.error("number-out-of-range", node, "This number is too large to be kept", "Write it as a text");
                    None
                }
                Err(_) => {
                    self.wrong_type(node, "The value", "a text");
                    None
                }
            },
        }
    }

    /// Takes the `x-` keys kept within `record`. Those of a part of it are named by their pointer: `delivery/x-pacing`.
    pub fn take_extensions(&mut self, record: Node<'t>) -> Extensions {
        if self.extensions.is_empty() {
            return Vec::new();
        }
        let start = self.offset(record);
        let range = start..start + record.get().len();
        let within = |member: &Member<'t>| range.contains(&json::offset(self.text, member.name));
        let first = self.extensions.iter().rposition(|(member, _)| !within(member)).map_or(0, |before| before + 1);
        let mut inside: Vec<(usize, Value)> =
            self.extensions.split_off(first).into_iter().map(|(m, value)| (json::offset(self.text, m.name), value)).collect();
        inside.sort_by_key(|(at, _)| *at);
        let wanted: Vec<usize> = inside.iter().map(|(at, _)| *at).collect();
        let pointers = json::pointers(self.text, record, &wanted);
        pointers.into_iter().zip(inside).map(|(pointer, (_, value))| (pointer.trim_start_matches('/').to_owned(), value)).collect()
    }
}

/// The word of `words` that was probably meant.
pub(super) fn nearest<'w>(word: &str, words: &[&'w str]) -> Option<&'w str> {
    if word.len() > 64 {
        return None;
    }
    let plain = word.to_lowercase().replace([' ', '_'], "-");
    words
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(&plain, &candidate.replace('_', "-")), *candidate))
        .filter(|(distance, candidate)| *distance <= 2.min(candidate.len() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// With a capital at its beginning.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Words for a sentence: `a`, `b`, `c`.
pub(super) fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
