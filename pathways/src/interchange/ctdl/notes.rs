//! What an import of several files has to say about them, each thing at its place.

use std::cell::RefCell;
use std::collections::HashSet;

use serde_json::Value;

use super::super::conversion::Terms;
use super::super::json::{Member, Node};
use super::super::reading::Reading;
use crate::finding::Finding;

/// A place in one of the files.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'t> {
    /// The number of the file.
    pub file: usize,
    /// The number of the document in the import: a file may hold several.
    pub document: usize,
    /// The value or key there.
    pub node: Node<'t>,
}

impl<'t> Place<'t> {
    /// Another place of the same document.
    pub fn at(self, node: Node<'t>) -> Self {
        Self { node, ..self }
    }
}

/// The readings of all files of an import.
pub(super) struct Notes<'t> {
    readings: RefCell<Vec<Reading<'t>>>,
    said: RefCell<HashSet<(usize, String)>>,
    /// Terms without a place in the contract.
    pub unmapped: RefCell<Terms>,
}

impl<'t> Notes<'t> {
    pub fn new(readings: Vec<Reading<'t>>) -> Self {
        Self { readings: RefCell::new(readings), said: RefCell::default(), unmapped: RefCell::default() }
    }

    /// The members of an object. `None`: no object, which is reported.
    pub fn members(&self, at: Place<'t>, what: &'static str) -> Option<Vec<Member<'t>>> {
        self.readings.borrow_mut()[at.file].members(at.node, what)
    }

    /// A value as it came.
    pub fn kept(&self, at: Place<'t>) -> Option<Value> {
        self.readings.borrow_mut()[at.file].plain(at.node)
    }

    pub fn error(&self, at: Place<'t>, code: &'static str, message: &str, remedy: &str) {
        self.readings.borrow_mut()[at.file].error(code, at.node, message, remedy);
    }

    pub fn warn(&self, at: Place<'t>, code: &'static str, message: &str, remedy: &str) {
        self.readings.borrow_mut()[at.file].warning(code, at.node, message, remedy);
    }

    /// What is said once for a file, at the first place.
    pub fn once(&self, at: Place<'t>, code: &'static str, message: &str, remedy: &str) {
        if self.said.borrow_mut().insert((at.file, code.to_owned())) {
            self.warn(at, code, message, remedy);
        }
    }

    pub fn unmapped(&self, term: impl Into<String>) {
        self.unmapped.borrow_mut().add(term);
    }

    /// Whether one of the files is refused.
    pub fn is_refused(&self) -> bool {
        self.readings.borrow().iter().any(Reading::is_refused)
    }

    /// The name of a file.
    pub fn file_name(&self, file: usize) -> String {
        self.readings.borrow()[file].name().to_owned()
    }

    /// All findings, file by file.
    pub fn findings(self) -> (Vec<Finding>, Terms) {
        let findings: Vec<Finding> = self.readings.into_inner().into_iter().flat_map(Reading::findings).collect();
        (findings, self.unmapped.into_inner())
    }
}
