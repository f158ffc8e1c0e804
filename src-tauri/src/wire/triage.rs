//! The list of learners to triage, and many learners from one table.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fault::FindingView;

/// What the list is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TriageAsk {
    /// Words of the name or of a tag.
    pub words: String,
    /// Only learners with this tag.
    pub tag: Option<String>,
    /// Only some.
    pub only: Option<TriageOnly>,
    /// The archived instead of the others.
    pub archived: bool,
    /// In which order.
    pub order: TriageOrder,
    /// How many are skipped.
    pub offset: u32,
    /// How many come at most.
    pub limit: u32,
}

/// A restriction of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum TriageOnly {
    /// The plan cannot be followed as agreed.
    Broken,
    /// Conditions are outstanding.
    Conditions,
    /// Nothing is agreed.
    WithoutPlan,
    /// The catalogue has changed where the plan rests, and nobody has looked since.
    Touched,
}

/// An order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum TriageOrder {
    /// Who needs attention first.
    Urgency,
    /// By name.
    Name,
    /// The last changed first.
    Changed,
}

/// The list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TriageView {
    /// How many there are in all.
    pub total: u32,
    /// Those that were asked for.
    pub rows: Vec<TriageRow>,
    /// How many should be looked at again.
    pub stale: u32,
    /// All tags.
    pub tags: Vec<String>,
}

/// A learner in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TriageRow {
    /// Who.
    pub id: String,
    /// The name.
    pub name: String,
    /// Tags.
    pub tags: Vec<String>,
    /// The day of the last change.
    pub changed: String,
    /// Whether the record or the catalogue has changed since somebody looked.
    pub stale: bool,
    /// What is known; null: nobody has looked yet.
    pub known: Option<TriageKnown>,
}

/// What is known of a learner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TriageKnown {
    /// How many awards are held.
    pub held: u32,
    /// The title of the target of the plan; null: nothing is agreed.
    pub target: Option<String>,
    /// When it finishes.
    pub finish: Option<String>,
    /// Steps completed.
    pub completed: u32,
    /// Steps in all.
    pub steps: u32,
    /// When something is due next.
    pub due: Option<String>,
    /// What, a sentence.
    pub due_text: Option<String>,
    /// Conditions outstanding.
    pub conditions: u32,
    /// What of the plan cannot be followed as agreed.
    pub broken: u32,
    /// Everything that no longer holds.
    pub drifted: u32,
    /// The first of it, a sentence.
    pub text: Option<String>,
}

/// How far looking at many has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecheckEvent {
    /// Learners looked at.
    pub done: u32,
    /// Learners in all.
    pub of: u32,
}

/// What looking at many found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecheckDone {
    /// Learners looked at.
    pub looked: u32,
    /// Those whose plan cannot be followed as agreed.
    pub broken: u32,
    /// Those of whose plan something no longer holds.
    pub drifted: u32,
}

/// What erasing removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Receipt {
    /// Whose data it was, by number.
    pub learner: String,
    /// When.
    pub at: String,
    /// From how many backups and kept files it was erased as well.
    pub backups: u32,
    /// Files that could not be read and may still hold it.
    pub left: Vec<String>,
    /// What was removed.
    pub removed: Vec<ErasedRows>,
}

/// What was removed of somebody in one respect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ErasedRows {
    /// What it was, by a word that the window knows.
    pub what: String,
    /// How many of it.
    pub rows: u32,
}

/// A table of learners before it is taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RosterPreview {
    /// The file.
    pub path: String,
    /// The names of its columns.
    pub headers: Vec<String>,
    /// Which column means what.
    pub columns: Vec<RosterColumn>,
    /// How many people it holds.
    pub people: u32,
    /// The first of them, as they would be taken in.
    pub first: Vec<RosterPerson>,
    /// What is wrong; then nothing is taken in.
    pub findings: Vec<FindingView>,
}

/// A meaning and the column that has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RosterColumn {
    /// name, award, earned, grade, start, hours-per-week, currency, tag.
    pub field: String,
    /// The column, from 0; null: none has it.
    pub column: Option<u32>,
}

/// A person of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RosterPerson {
    /// The name.
    pub name: String,
    /// What is held, by title or id.
    pub held: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
}
