//! Findings: what is wrong or doubtful in a file, where, and what to do about it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file is refused.
    Error,
    /// The file is taken; a person should look.
    Warning,
}

/// One finding. It names the place twice, for people (line, column) and for programs (JSON pointer).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// A stable code in kebab case, for tests and for scripts: `duplicate-id`, `unknown-key`, …
    pub code: String,
    /// The file as it was named.
    pub file: String,
    /// Line, from 1; 0 when the finding is about no place in particular.
    pub line: u32,
    /// Column in characters, from 1; 0 likewise.
    pub column: u32,
    /// RFC 6901 JSON pointer; empty for the document.
    pub pointer: String,
    /// The id of the award, recognition, organization, gate or pack concerned.
    pub id: Option<String>,
    /// What is the matter, a sentence without a full stop.
    pub message: String,
    /// What to do, a sentence without a full stop; it may be a question.
    pub remedy: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{}", self.file)?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        write!(f, ": {severity}[{}]: ", self.code)?;
        if let Some(id) = &self.id {
            write!(f, "{id}: ")?;
        }
        let end = if self.remedy.ends_with('?') { "" } else { "." };
        write!(f, "{}. {}{end}", self.message, self.remedy)
    }
}
