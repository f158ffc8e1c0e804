//! Where everything stands: the places of ids in a file, and the text of each record.

use std::ops::Range;
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::value::RawValue;

use super::super::json;
use super::super::source::line_and_column;
use super::sheet::{Part, relocated};
use crate::finding::{Finding, Severity};

/// The kinds of records that a pack holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecordKind {
    /// An organization.
    Organization,
    /// An award.
    Award,
    /// A recognition.
    Recognition,
}

impl RecordKind {
    /// The key of a pack under which such records stand.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Organization => "organizations",
            Self::Award => "awards",
            Self::Recognition => "recognitions",
        }
    }

    /// As findings call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Organization => "an organization",
            Self::Award => "an award",
            Self::Recognition => "a recognition",
        }
    }
}

/// A record that a file declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// What it is.
    pub kind: RecordKind,
    /// Its position in the list of its kind, from 0.
    pub index: usize,
    /// Where its text stands in the file, in bytes.
    span: Range<usize>,
}

/// Where the records of one pack stand, and their text byte for byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    file: String,
    text: Arc<str>,
    pack: Option<String>,
    declared: IndexMap<String, Declared>,
    /// Where the text stands in the file, when it is a sheet with parts of it.
    elsewhere: Vec<Part>,
}

impl Places {
    pub(super) fn new(file: &str, text: &str) -> Self {
        Self { file: file.to_owned(), text: text.into(), pack: None, declared: IndexMap::new(), elsewhere: Vec::new() }
    }

    /// The text is a sheet with parts of the file: findings tell the places there.
    pub(super) fn stand_elsewhere(&mut self, parts: Vec<Part>) {
        self.elsewhere = parts;
    }

    pub(super) fn name_pack(&mut self, id: &str) {
        self.pack = Some(id.to_owned());
    }

    /// Notes a record. The id's earlier record, if it has one in this file, stays.
    pub(super) fn declare(&mut self, id: &str, kind: RecordKind, index: usize, span: Range<usize>) -> Option<&Declared> {
        if self.declared.contains_key(id) {
            return self.declared.get(id);
        }
        self.declared.insert(id.to_owned(), Declared { kind, index, span });
        None
    }

    /// The file as it was named.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The pack's id, if it could be read.
    #[must_use]
    pub fn pack(&self) -> Option<&str> {
        self.pack.as_deref()
    }

    /// Every record that the file declares, by id, in its order: those with errors too.
    pub fn declared(&self) -> impl Iterator<Item = (&str, &Declared)> {
        self.declared.iter().map(|(id, declared)| (id.as_str(), declared))
    }

    /// What an id names in this file.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Declared> {
        self.declared.get(id)
    }

    /// The text of a record, byte for byte as the file has it. `None`: the file has no such record.
    #[must_use]
    pub fn raw(&self, id: &str) -> Option<&str> {
        self.text.get(self.declared.get(id)?.span.clone())
    }

    /// The line of a record, from 1.
    #[must_use]
    pub fn line(&self, id: &str) -> Option<u32> {
        Some(line_and_column(self.text.as_bytes(), self.declared.get(id)?.span.start).0)
    }

    /// A finding about the part of a record that `path` leads to (keys and positions), or about the nearest part there is.
    pub(crate) fn finding(&self, severity: Severity, code: &str, id: &str, path: &[String], message: String, remedy: String) -> Finding {
        let mut finding = Finding {
            severity,
            code: code.to_owned(),
            file: self.file.clone(),
            line: 0,
            column: 0,
            pointer: String::new(),
            id: Some(id.to_owned()),
            message,
            remedy,
        };
        if let Some(declared) = self.declared.get(id) {
            finding.pointer = format!("/{}/{}", declared.kind.key(), declared.index);
            let mut at = declared.span.start;
            if let Some(inside) = self.raw(id).and_then(|raw| serde_json::from_str::<&RawValue>(raw).ok().map(|root| (raw, root)))
                && let Some((name, depth)) =
                    (0..=path.len()).rev().find_map(|depth| json::at_path(inside.1, &path[..depth]).map(|p| (p.0, depth)))
            {
                at += json::offset(inside.0, name);
                for token in &path[..depth] {
                    finding.pointer.push('/');
                    finding.pointer.push_str(&json::escaped(token));
                }
            }
            (finding.line, finding.column) = line_and_column(self.text.as_bytes(), at);
        }
        relocated(&self.elsewhere, finding)
    }

    /// A finding about the pack as a whole.
    pub(crate) fn finding_on_pack(&self, code: &str, message: String, remedy: String) -> Finding {
        let root = serde_json::from_str::<&RawValue>(&self.text).ok();
        let id = root.and_then(|root| json::at_path(root, &["id".to_owned()]));
        let (line, column) = id.map_or((1, 1), |(name, _)| line_and_column(self.text.as_bytes(), json::offset(&self.text, name)));
        Finding {
            severity: Severity::Error,
            code: code.to_owned(),
            file: self.file.clone(),
            line,
            column,
            pointer: "/id".to_owned(),
            id: self.pack.clone(),
            message,
            remedy,
        }
    }
}
