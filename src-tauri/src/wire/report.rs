//! The plan to take home.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What to write, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportAsk {
    /// The file.
    pub path: String,
    /// The format.
    pub format: ReportFormat,
    /// US Letter instead of A4, for a PDF.
    pub letter: bool,
    /// Leave out the name, grades, and who decided what.
    pub redacted: bool,
    /// The language of the window, as a BCP 47 tag; English when the library does not speak it.
    pub language: String,
}

/// Formats of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum ReportFormat {
    /// A document.
    Pdf,
    /// A page.
    Html,
    /// A calendar.
    Ics,
    /// A table.
    Csv,
}
