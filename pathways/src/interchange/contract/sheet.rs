//! Parts of a large file on a sheet of their own, and where they stand in the file.

use super::places::RecordKind;
use crate::finding::Finding;

/// Text that stands for parts of a file, each on lines of its own.
#[derive(Default)]
pub(super) struct Sheet {
    /// The text.
    pub text: String,
    /// The parts, in the order of the sheet.
    pub parts: Vec<Part>,
    lines: usize,
}

/// A part of a file on a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The line on the sheet on which it begins, from 1.
    on_sheet: usize,
    /// Line and column in the file, from 1.
    in_file: (usize, usize),
    /// Of a record: its kind and its place in the file's list.
    record: Option<(RecordKind, usize)>,
}

impl Sheet {
    /// Writes what is no part of the file.
    pub fn write(&mut self, text: &str) {
        self.text.push_str(text);
        self.lines += text.bytes().filter(|byte| *byte == b'\n').count();
    }

    /// Writes a part of the file, on a new line.
    pub fn put(&mut self, raw: &str, in_file: (usize, usize), record: Option<(RecordKind, usize)>) {
        self.write("\n");
        self.parts.push(Part { on_sheet: self.lines + 1, in_file, record });
        self.write(raw);
    }
}

/// A finding about a sheet, as one about the file.
pub(super) fn relocated(parts: &[Part], mut finding: Finding) -> Finding {
    let line = finding.line as usize;
    let found = parts.partition_point(|part| part.on_sheet <= line).checked_sub(1).map(|at| &parts[at]);
    let Some(part) = found else { return finding };
    let saturated = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    if line == part.on_sheet {
        finding.column = saturated(finding.column as usize + part.in_file.1 - 1);
    }
    finding.line = saturated(line - part.on_sheet + part.in_file.0);
    if let Some((kind, index)) = part.record {
        let rest = finding.pointer.splitn(4, '/').nth(3).map(|rest| format!("/{rest}")).unwrap_or_default();
        finding.pointer = format!("/{}/{index}{rest}", kind.key());
    }
    finding
}
