//! What becomes of a catalogue in another form: a pack of the contract, and an account of what that pack cannot say.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde::Serialize;

use super::contract::write_pack;
use super::recognise::{FileKind, recognise};
use super::source::SourceFile;
use super::{ctdl, curriculum, elm};
use crate::finding::{Finding, Severity};
use crate::model::Pack;

/// A catalogue in another form, read without an error.
#[derive(Clone, Debug, PartialEq)]
pub struct Conversion {
    /// What the contract can say of it. Everything else is kept in its extensions, as it came.
    pub pack: Pack,
    /// What the pack does not say, by term.
    pub unmapped: Vec<Unmapped>,
    /// Credit that somebody says an award brings, and that the receiving side does not confirm.
    pub claims: Vec<Claim>,
    /// What a person should look at.
    pub warnings: Vec<Finding>,
}

impl Conversion {
    /// The pack as a file of the contract, named after itself. `None`: the documents describe nothing that a pack could hold.
    #[must_use]
    pub fn pack_file(&self) -> Option<SourceFile> {
        let Pack { header, organizations, awards, recognitions } = &self.pack;
        let is_empty = organizations.is_empty() && awards.is_empty() && recognitions.is_empty();
        (!is_empty).then(|| SourceFile::new(format!("{} (converted)", header.id), write_pack(&self.pack)))
    }
}

/// What became of several files.
#[derive(Debug, Default)]
pub struct Converted {
    /// The catalogues: all CTDL documents together are one as far as memory allows, each curriculum and each European document is one.
    pub conversions: Vec<Conversion>,
    /// Why files were refused.
    pub refused: Vec<Finding>,
}

/// Converts catalogues in other forms. A file is taken whole or not at all; one that is refused does not keep the others
/// from being taken. `day` becomes the version of the packs.
#[must_use]
pub fn convert(files: &[SourceFile], day: NaiveDate) -> Converted {
    let mut converted = Converted::default();
    let (mut curricula, mut european, mut documents) = (Vec::new(), Vec::new(), Vec::new());
    for file in files {
        match recognise(file) {
            FileKind::Curriculum => curricula.push(file),
            FileKind::Elm => european.push(file),
            _ => documents.push(file.clone()),
        }
    }
    for documents in together(documents) {
        convert_ctdl(documents, day, &mut converted);
    }
    settle(&mut converted.conversions);
    let each = curricula.into_iter().map(|file| curriculum::read_curriculum(file, day));
    for read in each.chain(european.into_iter().map(|file| elm::read_elm(file, day))) {
        match read {
            Ok(conversion) => converted.conversions.push(conversion),
            Err(findings) => converted.refused.extend(findings),
        }
    }
    converted
}

/// The documents in groups that are read together: all of them, as long as memory is not exhausted by it.
fn together(documents: Vec<SourceFile>) -> Vec<Vec<SourceFile>> {
    let mut groups: Vec<Vec<SourceFile>> = Vec::new();
    let mut size = 0;
    for document in documents {
        size += document.bytes.len();
        match groups.last_mut() {
            Some(group) if size <= ctdl::LARGEST_CTDL => group.push(document),
            _ => {
                size = document.bytes.len();
                groups.push(vec![document]);
            }
        }
    }
    groups
}

/// Documents that may refer to each other; those that are refused do not keep the others from being taken.
fn convert_ctdl(mut documents: Vec<SourceFile>, day: NaiveDate, converted: &mut Converted) {
    while !documents.is_empty() {
        match ctdl::read_ctdl(&documents, day) {
            Ok(conversion) => {
                converted.conversions.push(conversion);
                break;
            }
            Err(findings) => {
                let is_refused = |file: &SourceFile| findings.iter().any(|f| f.severity == Severity::Error && f.file == file.name);
                let before = documents.len();
                documents.retain(|file| !is_refused(file));
                let is_stuck = documents.len() == before;
                converted.refused.extend(findings.into_iter().filter(|finding| finding.severity == Severity::Error));
                if is_stuck {
                    break;
                }
            }
        }
    }
}

/// A record that several groups describe stands in one pack: in the first that was read from a description of it, else in the first.
fn settle(conversions: &mut [Conversion]) {
    if conversions.len() < 2 {
        return;
    }
    let mut places: HashMap<String, (usize, bool)> = HashMap::new();
    let mut note = |id: &str, place: usize, is_described: bool| {
        let held = places.entry(id.to_owned()).or_insert((place, is_described));
        if is_described && !held.1 {
            *held = (place, true);
        }
    };
    for (place, Conversion { pack, .. }) in conversions.iter().enumerate() {
        pack.organizations.iter().for_each(|one| note(one.id.as_str(), place, !one.extensions.is_empty()));
        pack.awards.iter().for_each(|one| note(one.id.as_str(), place, !one.extensions.is_empty()));
        pack.recognitions.iter().for_each(|one| note(one.id.as_str(), place, !one.extensions.is_empty()));
    }
    for (place, Conversion { pack, .. }) in conversions.iter_mut().enumerate() {
        let stands_here = |id: &str| places.get(id).is_none_or(|held| held.0 == place);
        pack.organizations.retain(|one| stands_here(one.id.as_str()));
        pack.awards.retain(|one| stands_here(one.id.as_str()));
        pack.recognitions.retain(|one| stands_here(one.id.as_str()));
    }
}

/// A term that has no place in the contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unmapped {
    /// The class or column it stands in, and the term: `ceterms:Course ceterms:keyword`.
    pub term: String,
    /// How often it came.
    pub count: usize,
}

/// Credit that somebody says an award brings. Only the receiving side's own word is an agreement, so no route rests on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// What it is called, or what it says.
    pub title: Option<String>,
    /// Who says it.
    pub by: String,
    /// What is said to count, by title.
    pub from: Vec<String>,
    /// What it is said to count for, by title; empty when nothing is named.
    pub toward: Vec<String>,
    /// Why it is a claim and no agreement, a sentence without a full stop.
    pub reason: String,
}

/// Counts terms.
#[derive(Debug, Default)]
pub(super) struct Terms(BTreeMap<String, usize>);

impl Terms {
    pub fn add(&mut self, term: impl Into<String>) {
        *self.0.entry(term.into()).or_default() += 1;
    }

    /// By count, the most frequent first, then by name.
    pub fn counted(self) -> Vec<Unmapped> {
        let mut list: Vec<Unmapped> = self.0.into_iter().map(|(term, count)| Unmapped { term, count }).collect();
        list.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.term.cmp(&b.term)));
        list
    }
}
