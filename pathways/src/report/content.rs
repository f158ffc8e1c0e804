//! What a report says, ready to be set: text, and whole numbers for what is drawn.

use chrono::NaiveDate;
use serde::Serialize;

use super::Words;
use crate::language::Language;

/// A report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The language of all that is not quoted.
    pub language: Language,
    /// Headings and labels.
    pub words: &'static Words,
    /// The title of the document.
    pub title: String,
    /// Whose plan it is.
    pub learner: String,
    /// The target.
    pub target: String,
    /// Who awards the target.
    pub issuer: String,
    /// When the report was made, and when and with whom the plan was agreed.
    pub made: String,
    /// That nothing of it is a promise.
    pub unofficial: String,
    /// Whom to ask.
    pub ask: Vec<Contact>,
    /// Finish, money, study, proof.
    pub figures: Vec<Figure>,
    /// What no longer holds.
    pub drift: Vec<String>,
    /// The steps in order.
    pub steps: Vec<StepRow>,
    /// Conditions that somebody must still decide.
    pub confirm: Vec<String>,
    /// Grades that the plan relies on.
    pub grades: Vec<String>,
    /// Decisions of an authority that the plan relies on.
    pub exceptions: Vec<String>,
    /// What is due when.
    pub dues: Vec<DueRow>,
    /// The currency of all amounts, by its ISO code.
    pub currency: String,
    /// What counts where.
    pub ledger: Vec<LedgerRow>,
    /// What becomes of everything that is held.
    pub own: Vec<OwnRow>,
    /// The steps in time.
    pub timeline: Timeline,
    /// The stations of the map, by columns from what is held to the target.
    pub map: Vec<Vec<Station>>,
    /// What each station leads to.
    pub leads: Vec<Lead>,
    /// Where the facts come from.
    pub sources: Vec<SourceRow>,
    /// What else a person should know.
    pub notes: Vec<String>,
    /// The words.
    pub glossary: Vec<Term>,
}

/// An institution to ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// Its name.
    pub name: String,
    /// Its page.
    pub url: Option<String>,
}

/// A figure of the first page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// What it is.
    pub label: String,
    /// Its value.
    pub value: String,
    /// How sure it is, or what it is made of.
    pub note: String,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StepRow {
    /// Its place in the order, from 1.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// Its kind and issuer, or the agreement that grants it.
    pub how: String,
    /// The first day.
    pub start: String,
    /// The day by which it has ended.
    pub end: String,
    /// The same as days, for a table.
    pub days: (NaiveDate, NaiveDate),
    /// What it costs.
    pub cost: String,
    /// The same in major units without its currency, for a table.
    pub amount: String,
    /// How sure that is; empty: stated.
    pub cost_mark: String,
    /// Study hours.
    pub hours: String,
    /// How sure that is; empty: stated.
    pub hours_mark: String,
    /// Where it stands.
    pub state: String,
    /// Its sources, by number.
    pub sources: Vec<usize>,
    /// What a person should know.
    pub notes: Vec<String>,
}

/// Something with a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DueRow {
    /// The day.
    pub on: String,
    /// What is to be done.
    pub what: String,
}

/// A requirement and what counts toward it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LedgerRow {
    /// Whose requirement it is.
    pub of: String,
    /// What it asks for.
    pub asks: String,
    /// How much credit counts, of how much.
    pub credit: String,
    /// Whether the plan meets it.
    pub met: bool,
    /// The same as a word.
    pub state: String,
    /// What counts.
    pub counts: Vec<String>,
}

/// What becomes of something held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnRow {
    /// The award.
    pub award: String,
    /// Applied, excess or unusable.
    pub fate: String,
    /// Why.
    pub why: String,
}

/// The steps in time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Timeline {
    /// The years as they begin.
    pub ticks: Vec<Tick>,
    /// The steps that last.
    pub bars: Vec<Bar>,
}

/// The beginning of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tick {
    /// The year.
    pub label: String,
    /// Where it lies, in thousandths of the whole.
    pub at: u32,
}

/// A step in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// The step.
    pub title: String,
    /// From when to when, in words.
    pub dates: String,
    /// Where it begins, in thousandths of the whole.
    pub at: u32,
    /// How long it is, in thousandths of the whole.
    pub length: u32,
}

/// A station of the map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Station {
    /// The award.
    pub title: String,
    /// held, planned, recognised or target.
    pub kind: String,
    /// The same as a word to read.
    pub sign: String,
}

/// What a station leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lead {
    /// The station.
    pub from: String,
    /// Where it counts.
    pub to: Vec<String>,
}

/// Where facts come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceRow {
    /// Its number.
    pub number: usize,
    /// The page.
    pub url: String,
    /// When it was read, or that this is not known.
    pub read: String,
    /// Whether that was long ago.
    pub old: bool,
    /// What it says something about.
    pub about: String,
}

/// A word and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Term {
    /// The word.
    pub word: String,
    /// What it means.
    pub meaning: String,
}
