//! Catalogues in the Credential Transparency Description Language, as the Credential Registry publishes them.
//!
//! Documents are made even first (`document`, `tree`): prefixes, lists, language maps and shapes are all alike afterwards,
//! so no JSON-LD processor is needed and nothing is fetched. Then resources become records of a pack: `award`,
//! `organization`, `transfer`; what must be achieved is read by `profile` (condition profiles) and `component` (the
//! conditions of pathways). Nothing is guessed and nothing is lost: a question that the documents leave open becomes a gate
//! that a person answers, and every resource is kept as it came under `x-ctdl`. `write` is the other direction.

mod award;
mod component;
mod credit;
mod document;
mod facts;
mod ids;
mod kept;
mod notes;
mod organization;
mod profile;
mod requirement;
mod terms;
mod transfer;
mod tree;
mod write;

pub(super) use self::credit::ECTS;
pub(super) use self::facts::{Duration, parse_duration};
pub(super) use self::ids::ctid;
pub use self::ids::ctid_in;
pub use self::write::{CtdlExport, write_ctdl};

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::NaiveDate;
use indexmap::IndexMap;

use self::document::Document;
use self::ids::Ids;
use self::notes::{Notes, Place};
use self::tree::Tree;
use super::conversion::{Claim, Conversion};
use super::reading::Reading;
use super::source::SourceFile;
use crate::finding::{Finding, Severity};
use crate::model::{Award, AwardId, Confidence, Organization, OrganizationId, Pack, PackHeader, Recognition};

/// The most that documents of CTDL may have together when they are read together, in bytes. What they say is held forty times as
/// large while it is sorted out.
pub const LARGEST_CTDL: usize = 24 * 1024 * 1024;

/// The byte order mark that files of the Registry may begin with.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The key under which resources are kept.
const KEY: &str = "x-ctdl";

/// An import under way.
struct Import<'t> {
    tree: Tree<'t>,
    notes: Notes<'t>,
    documents: Vec<Document<'t>>,
    ids: RefCell<Ids>,
    /// Components that mean nothing but the award that they stand for.
    stands_for: HashMap<usize, usize>,
    /// The pathway of each component.
    pathway_of: HashMap<usize, usize>,
    organizations: RefCell<IndexMap<OrganizationId, Organization>>,
    claims: RefCell<Vec<Claim>>,
}

/// The records made so far.
#[derive(Default)]
struct Records {
    awards: IndexMap<AwardId, Award>,
    recognitions: Vec<Recognition>,
}

/// Whether a file could be CTDL: JSON that names one of its terms or contexts. It may still be refused.
#[must_use]
pub fn is_ctdl(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes)) else { return false };
    let begins = text.trim_start();
    (begins.starts_with('{') || begins.starts_with('['))
        && ["ceterms:", "purl.org/ctdl", "credreg.net/ctdl", "credentialengineregistry.org", "hasDestinationComponent", "CourseComponent"]
            .iter()
            .any(|mark| text.contains(mark))
}

/// Reads CTDL documents together as one catalogue, so that they may refer to each other. `day` becomes the version of the pack.
///
/// # Errors
/// Every finding, if one of them is an error: nothing is taken then.
pub fn read_ctdl(files: &[SourceFile], day: NaiveDate) -> Result<Conversion, Vec<Finding>> {
    let plain: Vec<SourceFile> = files.iter().map(without_mark).collect();
    let (mut readings, mut roots, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for file in &plain {
        if file.bytes.len() > LARGEST_CTDL {
            refused.push(too_large(file));
            continue;
        }
        match file.json() {
            Ok((text, root)) => {
                roots.push(root);
                readings.push(Reading::new(&file.name, text, root));
            }
            Err(finding) => refused.push(*finding),
        }
    }
    if !refused.is_empty() {
        return Err(refused);
    }
    let mut import = Import::new(Notes::new(readings));
    for (file, node) in roots.into_iter().enumerate() {
        let place = Place { file, document: 0, node };
        let before = import.documents.len();
        document::take(&mut import.tree, &import.notes, &mut import.documents, place);
        import.check_vocabulary(before, place);
    }
    import.tree.join(&import.notes);
    // What is not even well formed is not looked at further.
    if import.notes.is_refused() {
        return Err(import.notes.findings().0);
    }
    import.find_pathways();
    import.finish(day)
}

fn too_large(file: &SourceFile) -> Finding {
    let megabytes = |bytes: usize| bytes >> 20;
    Finding {
        severity: Severity::Error,
        code: "too-large".to_owned(),
        file: file.name.clone(),
        line: 0,
        column: 0,
        pointer: String::new(),
        id: None,
        message: format!(
            "The file has {} MB, more than the {} MB that are read of CTDL",
            megabytes(file.bytes.len()),
            megabytes(LARGEST_CTDL)
        ),
        remedy: "Split it into several files; they are brought in together".to_owned(),
    }
}

fn without_mark(file: &SourceFile) -> SourceFile {
    let bytes = file.bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&file.bytes);
    SourceFile::new(file.name.clone(), bytes)
}

impl<'t> Import<'t> {
    fn new(notes: Notes<'t>) -> Self {
        Self {
            tree: Tree::default(),
            notes,
            documents: Vec::new(),
            ids: RefCell::default(),
            stands_for: HashMap::new(),
            pathway_of: HashMap::new(),
            organizations: RefCell::default(),
            claims: RefCell::default(),
        }
    }

    /// A file that names no class of CTDL at all is another kind of file.
    fn check_vocabulary(&self, from: usize, place: Place<'t>) {
        if self.notes.is_refused() {
            return;
        }
        let resources = || self.documents[from..].iter().flat_map(|document| &document.resources);
        let has = |prefixes: &[&str]| {
            let mut classes = resources().flat_map(|&index| &self.tree.entities[index].types);
            classes.any(|class| prefixes.iter().any(|prefix| class.starts_with(prefix)))
        };
        if has(&["rdf:Property", "rdfs:Class"]) {
            self.notes.error(
                place,
                "no-ctdl",
                "This is a vocabulary: it defines terms and describes nothing",
                "Choose the file that was meant",
            );
        } else if resources().next().is_some() && !has(&["ceterms:", "ceasn:", "asn:", "skos:", "qdata:"]) {
            self.notes.error(place, "no-ctdl", "Nothing in this file is of a class of CTDL", "Choose the file that was meant");
        }
    }

    fn finish(self, day: NaiveDate) -> Result<Conversion, Vec<Finding>> {
        let mut records = Records::default();
        self.take_organizations();
        let all: Vec<usize> = (0..self.tree.entities.len()).filter(|&index| self.tree.entities[index].same_as.is_none()).collect();
        for &index in &all {
            if let Some(award) = self.award(index) {
                records.awards.insert(award.id.clone(), award);
            }
        }
        for &index in &all {
            self.transfers(index, &mut records);
        }
        self.check_inverses();
        let extensions = self.leftovers();
        self.count_unmapped();
        let header = PackHeader {
            id: self.pack_id().into(),
            title: self.pack_title(),
            version: day.to_string(),
            description: None,
            url: None,
            sources: Vec::new(),
            confidence: Confidence::Stated,
            extensions,
        };
        let pack = Pack {
            header,
            organizations: self.organizations.into_inner().into_values().collect(),
            awards: records.awards.into_values().collect(),
            recognitions: records.recognitions,
        };
        let is_refused = self.notes.is_refused();
        let (findings, unmapped) = self.notes.findings();
        if is_refused {
            return Err(findings);
        }
        Ok(Conversion { pack, unmapped: unmapped.counted(), claims: self.claims.into_inner(), warnings: findings })
    }
}
