//! The rows of a file: keywords, columns, values, and the lines they stand on.

use crate::finding::{Finding, Severity};
use crate::interchange::source::{LARGEST_FILE, SourceFile, line_and_column, saturated};

/// The most rows of a file: a hundred times the largest curriculum.
const MOST_ROWS: usize = 20_000;

/// Keywords that stand before the courses.
const KEYWORDS: [&str; 6] = ["Curriculum", "Degree Plan", "Institution", "Degree Type", "System Type", "CIP"];

/// Columns without which a row says nothing.
const NEEDED: [&str; 3] = ["Course ID", "Course Name", "Credit Hours"];

/// What is wrong with a file.
pub(super) struct Notes {
    file: String,
    pub findings: Vec<Finding>,
}

impl Notes {
    pub fn new(file: &str) -> Self {
        Self { file: file.to_owned(), findings: Vec::new() }
    }

    pub fn error(&mut self, line: u32, code: &str, message: impl Into<String>, remedy: &str) {
        self.add(Severity::Error, line, 1, code, message.into(), remedy);
    }

    pub fn warn(&mut self, line: u32, code: &str, message: impl Into<String>, remedy: &str) {
        self.add(Severity::Warning, line, 1, code, message.into(), remedy);
    }

    fn add(&mut self, severity: Severity, line: u32, column: u32, code: &str, message: String, remedy: &str) {
        self.findings.push(Finding {
            severity,
            code: code.to_owned(),
            file: self.file.clone(),
            line,
            column,
            pointer: String::new(),
            id: None,
            message,
            remedy: remedy.to_owned(),
        });
    }
}

/// A row of the courses.
pub(super) struct Row {
    pub line: u32,
    /// Whether it stands below `Additional Courses`.
    pub is_additional: bool,
    /// Columns and values, trimmed.
    pub values: Vec<(String, String)>,
}

impl Row {
    pub fn get(&self, column: &str) -> &str {
        self.values.iter().find(|(name, _)| name == column).map_or("", |(_, value)| value.as_str())
    }
}

/// A file, row by row.
#[derive(Default)]
pub(super) struct Table {
    pub keywords: Vec<(String, String)>,
    pub rows: Vec<Row>,
    /// Rows of sections that are not understood, with their section.
    pub others: Vec<(String, Vec<String>)>,
    /// The line of `Courses`.
    pub courses_at: u32,
}

/// Which part of the file is being read.
enum Part {
    Keywords,
    Header { is_additional: bool },
    Rows { is_additional: bool, columns: Vec<String> },
    Other(String),
}

impl Table {
    /// Reads a file. `None`: it is no table at all, and the notes say why.
    pub fn read(file: &SourceFile, notes: &mut Notes) -> Option<Self> {
        if file.bytes.len() > LARGEST_FILE {
            notes.error(0, "too-large", format!("The file has {} MB", file.bytes.len() >> 20), "Split it into several curricula");
            return None;
        }
        let bytes = file.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&file.bytes);
        if let Err(error) = std::str::from_utf8(bytes) {
            let (line, column) = line_and_column(bytes, error.valid_up_to());
            notes.add(Severity::Error, line, column, "not-utf8", "The file is not UTF-8".to_owned(), "Save it as UTF-8");
            return None;
        }
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
        let mut table = Self::default();
        let mut part = Part::Keywords;
        for (number, record) in reader.records().enumerate() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let line = error.position().map_or(0, |at| saturated(usize::try_from(at.line()).unwrap_or(usize::MAX)));
                    notes.error(line, "syntax", format!("This is not CSV: {error}"), "Save it again with the program that made it");
                    return None;
                }
            };
            let line = record.position().map_or(0, |at| saturated(usize::try_from(at.line()).unwrap_or(usize::MAX)));
            if number >= MOST_ROWS {
                notes.error(line, "too-large", format!("The file has more than {MOST_ROWS} rows"), "Split it into several curricula");
                return None;
            }
            let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                part = table.row(part, cells, line, notes);
            }
        }
        table.check(notes);
        Some(table)
    }

    fn row(&mut self, part: Part, cells: Vec<String>, line: u32, notes: &mut Notes) -> Part {
        let first = cells[0].clone();
        let stands_alone = cells[1..].iter().all(String::is_empty);
        let is = |word: &str| first.eq_ignore_ascii_case(word);
        if stands_alone && is("Courses") {
            self.courses_at = line;
            return Part::Header { is_additional: false };
        }
        if stands_alone && is("Additional Courses") {
            return Part::Header { is_additional: true };
        }
        if stands_alone && !first.is_empty() && first.to_lowercase().ends_with("learning outcomes") {
            return Part::Other(first);
        }
        match part {
            Part::Keywords => {
                match KEYWORDS.iter().find(|keyword| is(keyword)) {
                    Some(keyword) if self.keyword(keyword).is_some() => {
                        notes.error(line, "duplicate-key", format!("`{keyword}` stands twice"), "Keep one of the two");
                    }
                    Some(keyword) => self.keywords.push(((*keyword).to_owned(), cells.into_iter().nth(1).unwrap_or_default())),
                    None => {
                        notes.warn(
                            line,
                            "unknown-key",
                            format!("`{first}` is no keyword of a curriculum; the line is kept"),
                            "Check its spelling",
                        );
                        self.others.push((first, cells));
                    }
                }
                Part::Keywords
            }
            Part::Header { is_additional } => {
                for needed in NEEDED.iter().filter(|needed| !cells.iter().any(|cell| cell.eq_ignore_ascii_case(needed))) {
                    notes.error(line, "missing-key", format!("The column `{needed}` is missing"), "Add it to the row of column names");
                }
                Part::Rows { is_additional, columns: cells.iter().map(|cell| named(cell)).collect() }
            }
            Part::Rows { is_additional, columns } => {
                let values = columns.iter().cloned().zip(cells.iter().cloned()).filter(|(column, _)| !column.is_empty()).collect();
                if cells.len() > columns.len() && cells[columns.len()..].iter().any(|cell| !cell.is_empty()) {
                    let message = "This row has more values than there are columns; a list with commas must stand in quotes";
                    notes.error(line, "too-many-values", message, "Put the list in quotes, or part it by semicolons");
                }
                self.rows.push(Row { line, is_additional, values });
                Part::Rows { is_additional, columns }
            }
            Part::Other(section) => {
                self.others.push((section.clone(), cells));
                Part::Other(section)
            }
        }
    }

    fn check(&self, notes: &mut Notes) {
        if self.keyword("Curriculum").is_none() {
            notes.error(1, "missing-key", "`Curriculum` and its name are missing", "Choose a file of Curricular Analytics");
        }
        if self.courses_at == 0 {
            notes.error(1, "missing-key", "The line `Courses` is missing", "Add it, with the courses below");
        }
    }

    /// The value of a keyword that has one.
    pub fn keyword(&self, keyword: &str) -> Option<&str> {
        self.keywords.iter().find(|(name, _)| name == keyword).map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }
}

/// A column by the name that the format gives it, whatever its capitals.
fn named(cell: &str) -> String {
    super::courses::MAPPED.iter().find(|name| cell.eq_ignore_ascii_case(name)).map_or_else(|| cell.to_owned(), |name| (*name).to_owned())
}
