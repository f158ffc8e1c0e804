//! What becomes of a catalogue in another form: a pack of the contract, and an account of what that pack cannot say.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::finding::Finding;
use crate::model::Pack;

/// A catalogue in another form, read without an error.
#[derive(Clone, Debug, PartialEq)]
pub struct Conversion {
    /// What the contract can say of it. Everything else is kept in its extensions, as it came.
    pub pack: Pack,
    /// What the pack does not say, by term.
    pub unmapped: Vec<Unmapped>,
    /// Credit that somebody says an award brings, and that the receiving side does not confirm.
    pub claims: Vec<Claim>,
    /// What a person should look at.
    pub warnings: Vec<Finding>,
}

/// A term that has no place in the contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unmapped {
    /// The class or column it stands in, and the term: `ceterms:Course ceterms:keyword`.
    pub term: String,
    /// How often it came.
    pub count: usize,
}

/// Credit that somebody says an award brings. Only the receiving side's own word is an agreement, so no route rests on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// What it is called, or what it says.
    pub title: Option<String>,
    /// Who says it.
    pub by: String,
    /// What is said to count, by title.
    pub from: Vec<String>,
    /// What it is said to count for, by title; empty when nothing is named.
    pub toward: Vec<String>,
    /// Why it is a claim and no agreement, a sentence without a full stop.
    pub reason: String,
}

/// Counts terms.
#[derive(Debug, Default)]
pub(super) struct Terms(BTreeMap<String, usize>);

impl Terms {
    pub fn add(&mut self, term: impl Into<String>) {
        *self.0.entry(term.into()).or_default() += 1;
    }

    /// By count, the most frequent first, then by name.
    pub fn counted(self) -> Vec<Unmapped> {
        let mut list: Vec<Unmapped> = self.0.into_iter().map(|(term, count)| Unmapped { term, count }).collect();
        list.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.term.cmp(&b.term)));
        list
    }
}
