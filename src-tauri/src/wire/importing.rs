//! Catalogues that come in and go out, and packs that are taken out.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::catalogue::PackChanges;
use super::fault::FindingView;

/// How far an import has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportEvent {
    /// `looking`, `reading` or `checking`.
    pub stage: String,
    /// Of a hundred.
    pub percent: u32,
}

/// What became of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportView {
    /// The packs that came.
    pub packs: Vec<PackChanges>,
    /// Those that came in another form, and what a pack cannot say of them.
    pub conversions: Vec<ConversionView>,
    /// What a person should look at.
    pub warnings: Vec<FindingView>,
    /// Files that were refused.
    pub refused: Vec<RefusedView>,
    /// Files that hold no catalogue.
    pub others: Vec<OtherFile>,
    /// Whose plans rest on what has changed.
    pub touched: TouchedView,
}

/// Learners whose plans rest on what has changed in the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TouchedView {
    /// How many there are.
    pub total: u32,
    /// The first of them by name.
    pub first: Vec<TouchedLearner>,
}

/// A learner whose plan is touched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TouchedLearner {
    /// Who.
    pub id: String,
    /// The name in the list.
    pub name: String,
}

/// A catalogue that came in another form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConversionView {
    /// The title of its pack, or its id.
    pub title: String,
    /// How many awards it has.
    pub awards: u32,
    /// How many recognitions.
    pub recognitions: u32,
    /// How many organizations.
    pub organizations: u32,
    /// What is kept and not interpreted.
    pub unmapped: Vec<TermCount>,
    /// Credit that only the sending side speaks of.
    pub claims: Vec<ClaimedCredit>,
    /// What a person should look at.
    pub warnings: Vec<FindingView>,
}

/// A term, and how often it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TermCount {
    /// The class or column it stands in, and the term.
    pub term: String,
    /// How often it came.
    pub count: u32,
}

/// Credit that somebody says an award brings, and the receiving side does not confirm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClaimedCredit {
    /// Who says it.
    pub by: String,
    /// What is said to count.
    pub from: Vec<String>,
    /// What it is said to count for; empty: nothing is named.
    pub toward: Vec<String>,
    /// Why it is no agreement, a sentence.
    pub reason: String,
}

/// A file that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RefusedView {
    /// Its name.
    pub file: String,
    /// Why, a sentence.
    pub reason: String,
    /// Everything that is wrong with it.
    pub findings: Vec<FindingView>,
}

/// A file that holds no catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OtherFile {
    /// Its name.
    pub file: String,
    /// What it holds.
    pub kind: OtherKind,
}

/// What a file holds that is no catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum OtherKind {
    /// A learner record.
    Record,
    /// A credential.
    Credential,
    /// A plan.
    Plan,
    /// Nothing that is known here.
    Unknown,
}

/// A form in which a catalogue goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum CatalogueForm {
    /// A pack of the contract.
    Pack,
    /// CTDL JSON-LD.
    Ctdl,
    /// The graph as GraphML.
    Graphml,
    /// The graph for Graphviz.
    Dot,
}

/// A form in which a learner record goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum RecordForm {
    /// The learner record of the contract.
    Record,
    /// The shape of a Comprehensive Learner Record 2.0, unsigned.
    Clr,
    /// The European Learning Model, for Europass, unsigned.
    Elm,
}

/// A pack that was taken out and can come back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RemovedRow {
    /// Its id.
    pub id: String,
    /// Its title, or its id when it has none.
    pub title: String,
    /// Its version.
    pub version: String,
    /// How many awards it has.
    pub awards: u32,
    /// Whether it came with the program.
    pub bundled: bool,
    /// The day on which it was taken out.
    pub removed: String,
}

/// What taking a pack out leaves behind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RemovalView {
    /// The packs that name something of it.
    pub naming: Vec<String>,
    /// How many learners hold an award of it; they go on holding it.
    pub learners: u32,
}
