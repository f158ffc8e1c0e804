//! The plan to take home: one content, written as a document (PDF, HTML), a calendar, a table.
//!
//! [`report`] gathers everything that a page says as plain text and numbers; the writers only set it. So the PDF and the HTML
//! say the same, and every figure stands there with its sources, their age, and that nothing is official until it is confirmed.

mod calendar;
mod content;
mod gather;
mod glossary;
mod html;
mod map;
mod pdf;
mod table;
mod words;

pub use calendar::calendar;
pub use content::{Bar, Contact, DueRow, Figure, Lead, LedgerRow, OwnRow, Report, SourceRow, Station, StepRow, Term, Tick, Timeline};
pub use gather::report;
pub use html::html;
pub use pdf::{PdfError, pdf};
pub use table::{TableError, table};
pub use words::Words;

use chrono::NaiveDate;

use crate::agreed::AgreedPlan;
use crate::language::Language;
use crate::model::exact::decimal;
use crate::model::{Catalogue, Credit, LearnerRecord};

/// What a report is about.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The world.
    pub catalogue: &'a Catalogue,
    /// The person.
    pub record: &'a LearnerRecord,
    /// The plan: agreed, or a route that is looked at.
    pub plan: &'a AgreedPlan,
    /// The day on which the report is made.
    pub today: NaiveDate,
    /// Leaves out the name, grades, and who decided what: for sharing.
    pub redacted: bool,
    /// The language that it speaks. What is quoted from a source stays in the language of the source.
    pub language: Language,
}

impl Subject<'_> {
    /// A sentence of the library in the language of the report.
    fn said(&self, sentence: &str) -> String {
        self.language.said(sentence)
    }

    /// A day in the language of the report.
    fn day(&self, day: NaiveDate) -> String {
        self.language.day(day)
    }

    /// An amount of credit with its unit.
    fn credit(&self, credit: &Credit) -> String {
        format!("{}\u{a0}{}", decimal(credit.value, 2), self.language.unit(&credit.unit.to_string()))
    }

    /// The headings and labels.
    fn words(&self) -> &'static Words {
        words::words(self.language)
    }
}

/// The paper of the PDF.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// 210 by 297 mm.
    #[default]
    A4,
    /// 8.5 by 11 inches.
    Letter,
}
