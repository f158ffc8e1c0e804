//! The European Learning Model on the catalogue's side: specifications, qualifications and learning opportunities, as JSON-LD.
//!
//! Each specification and each opportunity without one becomes an award. Parts make up the whole, so they are required. What one
//! must have before is text in this model: a question for a person. An entitlement says what an award opens and not which credit
//! counts there; it is listed as claimed. Every node is kept as it came under `x-elm`.

mod award;
mod nodes;
mod specification;

pub(super) use nodes::{Nodes, classes, cut};
pub use specification::Specification;
pub(super) use specification::{MOST_ENTITLEMENTS, MOST_SKILLS, ects, hours, level, weeks};

use std::collections::HashSet;

use chrono::NaiveDate;
use serde_json::Value;

use self::award::Reader;
use super::conversion::Conversion;
use super::credential::document;
use super::source::SourceFile;
use crate::finding::{Finding, Severity};

/// The key under which nodes are kept.
const KEY: &str = "x-elm";

/// The classes that describe what can be earned.
const CLASSES: [&str; 3] = ["Qualification", "LearningAchievementSpecification", "LearningOpportunity"];

/// What the model's addresses have in common.
const MARK: &str = "data.europa.eu/snb";

/// Whether a file could be such a catalogue: JSON in the words of the model that describes something, and no credential.
#[must_use]
pub fn is_elm(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let begins = text.trim_start();
    (begins.starts_with('{') || begins.starts_with('['))
        && text.contains(MARK)
        && CLASSES.iter().any(|class| text.contains(class))
        && !text.contains("EuropeanDigitalCredential")
}

/// Reads a document as a catalogue. `day` becomes the version of the pack.
///
/// # Errors
/// Every finding, if one of them is an error: nothing is taken then.
pub fn read_elm(file: &SourceFile, day: NaiveDate) -> Result<Conversion, Vec<Finding>> {
    file.well_formed().map_err(|finding| vec![*finding])?;
    let unreadable = |reason: String| vec![finding(file, Severity::Error, "unreadable", None, &reason, "Correct the file")];
    let document = document::read(file).map_err(unreadable)?;
    let described = described(&document);
    if described.is_empty() {
        let message = "The document describes nothing that could be earned";
        return Err(vec![finding(file, Severity::Error, "no-awards", None, message, "Choose the file that was meant")]);
    }
    let conversion = Reader::new(file, &document, described).conversion(day);
    let is_refused = conversion.warnings.iter().any(|finding| finding.severity == Severity::Error);
    if is_refused { Err(conversion.warnings) } else { Ok(conversion) }
}

/// The nodes that describe what can be earned, in the order of the document, each once in its fullest form.
fn described(document: &Value) -> Vec<&Value> {
    let nodes = Nodes::of(document);
    let (mut out, mut known) = (Vec::new(), HashSet::new());
    let mut open = vec![document];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(list) => open.extend(list.iter().rev()),
            Value::Object(map) => {
                let is_one = classes(value).iter().any(|class| CLASSES.contains(class));
                if is_one && known.insert(Name::of(nodes.full(value))) {
                    out.push(nodes.full(value));
                }
                open.extend(map.values().rev());
            }
            _ => {}
        }
    }
    out
}

/// What tells one node from another: its identifier, else its place.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Name<'v> {
    Id(&'v str),
    Place(*const Value),
}

impl<'v> Name<'v> {
    fn of(node: &'v Value) -> Self {
        document::id_of(node).map_or(Self::Place(std::ptr::from_ref(node)), Self::Id)
    }
}

fn finding(file: &SourceFile, severity: Severity, code: &str, id: Option<&str>, message: &str, remedy: &str) -> Finding {
    Finding {
        severity,
        code: code.to_owned(),
        file: file.name.clone(),
        line: 0,
        column: 0,
        pointer: String::new(),
        id: id.map(str::to_owned),
        message: message.to_owned(),
        remedy: remedy.to_owned(),
    }
}
