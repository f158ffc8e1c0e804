//! A catalogue with the places of its records, and the requirements in it.

use std::collections::HashMap;

use crate::finding::{Finding, Severity};
use crate::interchange::contract::{Places, RecordKind};
use crate::model::{Catalogue, Requirement};

/// Where something stands: a record and the way into it.
#[derive(Clone, Debug)]
pub(super) struct Spot<'c> {
    /// The record's id.
    pub id: &'c str,
    /// Keys and positions.
    pub path: Vec<String>,
}

impl<'c> Spot<'c> {
    pub(super) fn new(id: &'c str, path: &[&str]) -> Self {
        Self { id, path: path.iter().map(|&token| token.to_owned()).collect() }
    }

    pub(super) fn into(&self, tokens: &[&str]) -> Self {
        let path = self.path.iter().cloned().chain(tokens.iter().map(|&token| token.to_owned())).collect();
        Self { id: self.id, path }
    }
}

/// What the checks look at.
pub(super) struct World<'c> {
    pub catalogue: &'c Catalogue,
    files: HashMap<&'c str, &'c Places>,
}

impl<'c> World<'c> {
    pub(super) fn new(catalogue: &'c Catalogue, places: &'c [Places]) -> Self {
        let mut files = HashMap::new();
        for place in places {
            for (id, _) in place.declared() {
                files.entry(id).or_insert(place);
            }
        }
        Self { catalogue, files }
    }

    /// Whether a file declares such a record, be it one that could not be read.
    pub(super) fn declares(&self, kind: RecordKind, id: &str) -> bool {
        self.files.get(id).and_then(|places| places.get(id)).is_some_and(|declared| declared.kind == kind)
    }

    pub(super) fn finding(
        &self,
        severity: Severity,
        code: &str,
        spot: &Spot<'_>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Finding {
        match self.files.get(spot.id) {
            Some(places) => places.finding(severity, code, spot.id, &spot.path, message.into(), remedy.into()),
            None => Finding {
                severity,
                code: code.to_owned(),
                file: "catalogue".to_owned(),
                line: 0,
                column: 0,
                pointer: String::new(),
                id: Some(spot.id.to_owned()),
                message: message.into(),
                remedy: remedy.into(),
            },
        }
    }

    /// Every requirement of every record, outermost only, with its place. `recommends` is among them: it must name what exists.
    pub(super) fn requirements(&self) -> Vec<(Spot<'c>, &'c Requirement)> {
        let mut out = Vec::new();
        for award in self.catalogue.awards.values() {
            let parts = [("requires", &award.requires), ("recommends", &award.recommends)];
            out.extend(parts.iter().filter_map(|(key, part)| Some((Spot::new(award.id.as_str(), &[key]), part.as_ref()?))));
        }
        for recognition in self.catalogue.recognitions.values() {
            out.push((Spot::new(recognition.id.as_str(), &["from"]), &recognition.from));
            out.extend(recognition.requires.as_ref().map(|part| (Spot::new(recognition.id.as_str(), &["requires"]), part)));
        }
        out
    }
}

/// Calls `visit` for a requirement and all within it, outermost first, with the place of each.
pub(super) fn walk<'c>(spot: &Spot<'c>, requirement: &'c Requirement, visit: &mut dyn FnMut(&Spot<'c>, &'c Requirement)) {
    visit(spot, requirement);
    let key = match requirement {
        Requirement::All { .. } => "all",
        Requirement::Any(_) => "any",
        Requirement::AtLeast { .. } => "of",
        Requirement::Gate(_) => {
            for child in requirement.children() {
                walk(&spot.into(&["met_by"]), child, visit);
            }
            return;
        }
        Requirement::Award { .. } | Requirement::Credits(_) => return,
    };
    for (index, child) in requirement.children().iter().enumerate() {
        walk(&spot.into(&[key, &index.to_string()]), child, visit);
    }
}
