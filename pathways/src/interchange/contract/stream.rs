//! Packs that are larger than the memory should be: read record by record, in portions.
//!
//! A portion is a small pack of its own: it goes through the same strict reader as any other, and its findings are told with
//! the places of the large file. What is held in memory is one portion, whatever the size of the file.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::io::{self, BufRead};
use std::rc::Rc;

use serde::Deserializer as _;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::places::RecordKind;
use super::sheet::{Sheet, relocated};
use super::{ReadPack, read_pack};
use crate::finding::{Finding, Severity};
use crate::interchange::SourceFile;

/// The largest record, and the largest part of a header, in bytes.
const LARGEST_RECORD: u64 = 8 << 20;

/// A portion ends with the record that makes it as large as this, in bytes.
const PORTION_BYTES: usize = 2 << 20;

/// A portion has at most so many records.
const PORTION_RECORDS: usize = 1_000;

/// A part of a large pack.
pub enum Portion {
    /// Its records, read.
    Read(Box<ReadPack>),
    /// What is wrong with it.
    Refused(Vec<Finding>),
}

/// Goes through a pack from beginning to end. `sink` gets the records in portions, with the number of bytes passed so far, and
/// says whether to go on. Returns the pack as it is without its records, or `None` when `sink` has stopped.
///
/// # Errors
/// With what is wrong with the file as a whole: it is not JSON, not UTF-8, cut off, or its header is no pack's.
pub fn stream_pack(
    name: &str,
    file: impl BufRead,
    sink: &mut dyn FnMut(Portion, u64) -> bool,
) -> Result<Option<(ReadPack, String)>, Vec<Finding>> {
    let place = Rc::new(Passed::default());
    let mut parser = serde_json::Deserializer::from_reader(Counting { inner: file, place: Rc::clone(&place) });
    let reader = Reader {
        name,
        place,
        sink: RefCell::new(sink),
        stopped: Cell::new(false),
        header: RefCell::default(),
        refused: RefCell::default(),
    };
    let read = parser.deserialize_map(&reader).and_then(|()| parser.end());
    if reader.stopped.get() {
        return Ok(None);
    }
    if let Err(error) = read {
        let mut findings = reader.refused.into_inner();
        if findings.is_empty() {
            findings.push(broken(name, &error));
        }
        return Err(findings);
    }
    let refused = reader.refused.into_inner();
    let header = reader.header.into_inner().text(true);
    let text = header.text.clone();
    match read_pack(&SourceFile::new(name, header.text.clone())) {
        Ok(pack) if refused.is_empty() => Ok(Some((pack, text))),
        Ok(_) => Err(refused),
        Err(findings) => Err(refused.into_iter().chain(findings.into_iter().map(|finding| relocated(&header.parts, finding))).collect()),
    }
}

fn broken(name: &str, error: &serde_json::Error) -> Finding {
    let text = error.to_string();
    let message = text.rfind(" at line ").map_or(text.as_str(), |at| &text[..at]);
    finding(
        name,
        "syntax",
        (error.line(), error.column()),
        format!("This cannot be read as JSON: {message}"),
        "Correct the file at this place, or save it again with the program that made it",
    )
}

fn finding(name: &str, code: &str, (line, column): (usize, usize), message: String, remedy: &str) -> Finding {
    Finding {
        severity: Severity::Error,
        code: code.to_owned(),
        file: name.to_owned(),
        line: u32::try_from(line).unwrap_or(u32::MAX),
        column: u32::try_from(column).unwrap_or(u32::MAX),
        pointer: String::new(),
        id: None,
        message,
        remedy: remedy.to_owned(),
    }
}

/// How far the file has been read.
#[derive(Default)]
struct Passed {
    bytes: Cell<u64>,
    line: Cell<usize>,
    /// Where lines began, in bytes: the one on which reading was allowed last, and those since.
    line_starts: RefCell<Vec<u64>>,
    /// How far reading may go before it is given up: nothing that is kept in memory may be larger than a record.
    limit: Cell<u64>,
}

struct Counting<R> {
    inner: R,
    place: Rc<Passed>,
}

impl<R: BufRead> io::Read for Counting<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(out)?;
        let place = &self.place;
        for byte in &out[..read] {
            place.bytes.set(place.bytes.get() + 1);
            if *byte == b'\n' {
                place.line.set(place.line.get() + 1);
                place.line_starts.borrow_mut().push(place.bytes.get());
            }
        }
        if place.bytes.get() > place.limit.get() + LARGEST_RECORD {
            return Err(io::Error::other(format!("one record has more than {} MB", LARGEST_RECORD >> 20)));
        }
        Ok(read)
    }
}

/// The members of the pack that are no records.
#[derive(Default)]
struct Header {
    members: Vec<(String, String, (usize, usize))>,
    lists: Vec<RecordKind>,
}

impl Header {
    /// The header as a pack: without records, or such that any records may follow.
    fn text(&self, awards: bool) -> Sheet {
        let mut sheet = Sheet::default();
        sheet.write("{");
        for (at, (key, raw, in_file)) in self.members.iter().enumerate() {
            sheet.write(if at == 0 { "" } else { "," });
            sheet.write(&serde_json::Value::from(key.as_str()).to_string());
            sheet.write(":");
            sheet.put(raw, *in_file, None);
        }
        if awards && self.lists.contains(&RecordKind::Award) {
            sheet.write(if self.members.is_empty() { "\"awards\":[]" } else { ",\"awards\":[]" });
        }
        sheet.write("\n}\n");
        sheet
    }
}

struct Reader<'r, 's> {
    name: &'r str,
    place: Rc<Passed>,
    sink: RefCell<&'s mut dyn FnMut(Portion, u64) -> bool>,
    stopped: Cell<bool>,
    header: RefCell<Header>,
    refused: RefCell<Vec<Finding>>,
}

impl Reader<'_, '_> {
    /// Line and column at which something begins that has just been read and whose text is `raw`.
    fn beginning(&self, raw: &str) -> (usize, usize) {
        let began = self.place.bytes.get().saturating_sub(raw.len() as u64);
        let starts = self.place.line_starts.borrow();
        let later = starts.len() - starts.partition_point(|start| *start <= began);
        let line = self.place.line.get() + 1 - later;
        let line_start = starts[..starts.len() - later].last().copied().unwrap_or(0);
        let column = usize::try_from(began - line_start).unwrap_or(usize::MAX).saturating_add(1);
        (line, column)
    }

    /// What comes next may be as large as a record.
    fn allow(&self) {
        self.place.limit.set(self.place.bytes.get());
        let mut starts = self.place.line_starts.borrow_mut();
        let last = starts.last().copied();
        starts.clear();
        starts.extend(last);
    }

    fn send(&self, kind: RecordKind, records: &mut Vec<(Box<RawValue>, (usize, usize))>, first: usize) -> bool {
        let mut sheet = Sheet::default();
        sheet.write("{\"format\":\"cairn.catalogue/1\",\"id\":\"p\",\"version\":\"1\",");
        sheet.write(if kind == RecordKind::Award { "" } else { "\"awards\":[]," });
        sheet.write(&format!("\"{}\":[", kind.key()));
        for (at, (raw, in_file)) in records.drain(..).enumerate() {
            sheet.write(if at == 0 { "" } else { "," });
            sheet.put(raw.get(), in_file, Some((kind, first + at)));
        }
        sheet.write("\n]}\n");
        let portion = match read_pack(&SourceFile::new(self.name, std::mem::take(&mut sheet.text))) {
            Ok(mut read) => {
                read.located.stand_elsewhere(sheet.parts);
                Portion::Read(Box::new(read))
            }
            Err(findings) => Portion::Refused(findings.into_iter().map(|finding| relocated(&sheet.parts, finding)).collect()),
        };
        let go_on = (self.sink.borrow_mut())(portion, self.place.bytes.get());
        self.stopped.set(self.stopped.get() || !go_on);
        go_on
    }
}

impl<'de> Visitor<'de> for &Reader<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a pack, which is an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        loop {
            self.allow();
            let Some(key) = map.next_key::<String>()? else { return Ok(()) };
            self.allow();
            let list = [RecordKind::Organization, RecordKind::Award, RecordKind::Recognition].into_iter().find(|kind| kind.key() == key);
            let known = self.header.borrow().members.iter().any(|(other, ..)| *other == key)
                || list.is_some_and(|kind| self.header.borrow().lists.contains(&kind));
            if known {
                let at = (self.place.line.get() + 1, 1);
                let message = format!("`{key}` stands twice in a pack");
                self.refused.borrow_mut().push(finding(self.name, "duplicate-key", at, message, "Keep one of the two"));
                map.next_value::<IgnoredAny>()?;
            } else if let Some(kind) = list {
                self.header.borrow_mut().lists.push(kind);
                map.next_value_seed(Records { reader: self, kind })?;
            } else {
                let raw = map.next_value::<Box<RawValue>>()?;
                let at = self.beginning(raw.get());
                self.header.borrow_mut().members.push((key, raw.get().to_owned(), at));
            }
        }
    }
}

/// The list of records of one kind.
struct Records<'r, 'n, 's> {
    reader: &'r Reader<'n, 's>,
    kind: RecordKind,
}

impl<'de> DeserializeSeed<'de> for Records<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Records<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of {}", self.kind.key())
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<(), S::Error> {
        let (mut records, mut bytes, mut first) = (Vec::new(), 0, 0);
        loop {
            self.reader.allow();
            let next = list.next_element::<Box<RawValue>>()?;
            let ended = next.is_none();
            if let Some(raw) = next {
                bytes += raw.get().len();
                let at = self.reader.beginning(raw.get());
                records.push((raw, at));
            }
            if !records.is_empty() && (ended || bytes >= PORTION_BYTES || records.len() >= PORTION_RECORDS) {
                let sent = records.len();
                if !self.reader.send(self.kind, &mut records, first) {
                    return Err(S::Error::custom("stopped"));
                }
                (first, bytes) = (first + sent, 0);
            }
            if ended {
                return Ok(());
            }
        }
    }
}
