//! A file as it comes in, and the checks that come before its JSON is looked at.

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::finding::{Finding, Severity};

/// The largest file that is read, in bytes: 64 MiB, forty times all bundled packs together.
pub const LARGEST_FILE: usize = 64 * 1024 * 1024;

/// How many lists and objects may lie inside one another. Real packs need about ten.
pub const MOST_NESTING: usize = 100;

/// A file: its name, as findings show it, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The name that findings show: a path, or `-` for standard input.
    pub name: String,
    /// The content, not checked in any way.
    pub bytes: Vec<u8>,
}

impl SourceFile {
    /// A file from its name and content.
    #[must_use]
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }

    /// Whether the content is one well-formed JSON value of sensible size and nesting.
    ///
    /// # Errors
    /// With what is wrong, and where.
    pub fn well_formed(&self) -> Result<(), Box<Finding>> {
        self.json().map(drop)
    }

    /// The content as one well-formed JSON value of sensible size and nesting.
    pub(super) fn json(&self) -> Result<(&str, &RawValue), Box<Finding>> {
        if self.bytes.len() > LARGEST_FILE {
            return Err(self.refuse(
                "too-large",
                None,
                format!("The file has {} MB, more than the {} MB that are read", self.bytes.len() >> 20, LARGEST_FILE >> 20),
                "Split it into several packs",
            ));
        }
        if self.bytes.starts_with(b"\xef\xbb\xbf") {
            return Err(self.refuse(
                "byte-order-mark",
                Some(0),
                "The file begins with a byte order mark, which JSON does not allow",
                "Save it as UTF-8 without a byte order mark",
            ));
        }
        let text = std::str::from_utf8(&self.bytes).map_err(|error| {
            let at = error.valid_up_to();
            let byte = self.bytes.get(at).copied().unwrap_or_default();
            let remedy = if self.bytes.starts_with(b"\xff\xfe") || self.bytes.starts_with(b"\xfe\xff") {
                "It looks like UTF-16; save it as UTF-8"
            } else {
                "Save the file as UTF-8"
            };
            self.refuse("not-utf8", Some(at), format!("The file is not UTF-8: byte 0x{byte:02x} cannot stand here"), remedy)
        })?;
        if text.trim_ascii().is_empty() {
            return Err(self.refuse("empty-file", None, "The file is empty", "Choose the file that was meant"));
        }
        if let Some(at) = first_too_deep(&self.bytes) {
            return Err(self.refuse(
                "too-deep",
                Some(at),
                format!("Lists and objects lie inside one another more than {MOST_NESTING} deep"),
                "Check how the file was made; no real record is nested like this",
            ));
        }
        match serde_json::from_str(text) {
            Ok(root) => Ok((text, root)),
            Err(error) => {
                let at = offset_of(&self.bytes, error.line(), error.column());
                Err(self.refuse(
                    "syntax",
                    Some(at),
                    format!("This is not JSON: {}", plain_message(&error)),
                    "Correct the file at this place, or save it again with the program that made it",
                ))
            }
        }
    }

    fn refuse(&self, code: &str, at: Option<usize>, message: impl Into<String>, remedy: &str) -> Box<Finding> {
        let (line, column) = at.map_or((0, 0), |at| line_and_column(&self.bytes, at));
        Box::new(Finding {
            severity: Severity::Error,
            code: code.to_owned(),
            file: self.name.clone(),
            line,
            column,
            pointer: String::new(),
            id: None,
            message: message.into(),
            remedy: remedy.to_owned(),
        })
    }
}

/// Line and column, both from 1, of a byte offset. Columns count characters; a byte that belongs to none counts as one.
pub(super) fn line_and_column(bytes: &[u8], at: usize) -> (u32, u32) {
    let before = &bytes[..at.min(bytes.len())];
    let start = before.iter().rposition(|&b| b == b'\n').map_or(0, |newline| newline + 1);
    let lines = before.iter().filter(|&&b| b == b'\n').count() + 1;
    (saturated(lines), column(&before[start..]))
}

/// The column, from 1, that follows `line_so_far`.
pub(super) fn column(line_so_far: &[u8]) -> u32 {
    let line: Cow<'_, str> = String::from_utf8_lossy(line_so_far);
    saturated(line.chars().count() + 1)
}

pub(super) fn saturated(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The byte offset of serde_json's line (from 1) and column (bytes of the line read so far).
fn offset_of(bytes: &[u8], line: usize, column: usize) -> usize {
    let mut start = 0;
    for _ in 1..line {
        match bytes[start..].iter().position(|&b| b == b'\n') {
            Some(newline) => start += newline + 1,
            None => break,
        }
    }
    (start + column.saturating_sub(1)).min(bytes.len())
}

/// serde_json's message without the place that it appends, which findings carry themselves.
fn plain_message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(place) => text[..place].to_owned(),
        None => text,
    }
}

/// Where nesting first exceeds [`MOST_NESTING`]. It looks at brackets outside strings only, so that it needs neither a
/// stack nor well-formed JSON: a hundred megabytes of `[` are refused at the hundred and first.
fn first_too_deep(bytes: &[u8]) -> Option<usize> {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'[' | b'{' => {
                depth += 1;
                if depth > MOST_NESTING {
                    return Some(at);
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'"' => {
                at += 1;
                while let Some(&inside) = bytes.get(at) {
                    match inside {
                        b'"' => break,
                        b'\\' => at += 2,
                        _ => at += 1,
                    }
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(bytes: &[u8]) -> Finding {
        *SourceFile::new("f.json", bytes).json().expect_err("the file is refused")
    }

    #[test]
    fn places_count_lines_and_characters() {
        let text = "a\näöü \u{1f600}x".as_bytes();
        assert_eq!(line_and_column(text, 0), (1, 1));
        assert_eq!(line_and_column(text, text.len() - 1), (2, 6));
        assert_eq!(line_and_column(text, 1000), (2, 7));
    }

    #[test]
    fn syntax_errors_name_the_place() {
        let finding = refusal(b"{\n \"a\": 1,\n \"b\" 2\n}");
        assert_eq!((finding.code.as_str(), finding.line, finding.column), ("syntax", 3, 6));
        assert!(finding.message.contains("expected `:`") && !finding.message.contains("line"), "{}", finding.message);
    }

    #[test]
    fn bytes_that_are_no_text_name_the_place() {
        let finding = refusal(b"{\n\"a\": \"\xff\"}");
        assert_eq!((finding.code.as_str(), finding.line, finding.column), ("not-utf8", 2, 7));
        assert!(refusal(b"\xff\xfe{\0}\0").remedy.contains("UTF-16"));
        assert_eq!(refusal(b"\xef\xbb\xbf{}").code, "byte-order-mark");
        assert_eq!(refusal(b" \n\t").code, "empty-file");
    }

    #[test]
    fn nesting_is_limited_without_a_stack() {
        let at_limit = ["[".repeat(MOST_NESTING), "]".repeat(MOST_NESTING)].concat();
        assert!(SourceFile::new("f", at_limit).json().is_ok());
        let finding = refusal("[".repeat(MOST_NESTING + 1).as_bytes());
        assert_eq!((finding.code.as_str(), finding.column), ("too-deep", 101));
        let in_a_string = format!("[\"{}\\\"[\"]", "[".repeat(200));
        assert!(SourceFile::new("f", in_a_string).json().is_ok());
    }
}
