//! Catalogue packs: one alone, and several together.

use chrono::NaiveDate;

use super::super::json::{self, Node};
use super::super::reading::{Object, Reading};
use super::super::source::SourceFile;
use super::super::values::shortened;
use super::places::{Places, RecordKind};
use super::shared::about;
use super::{award, recognition};
use crate::finding::{Finding, Severity};
use crate::lint::{self, References};
use crate::model::id::is_id;
use crate::model::{Catalogue, Pack, PackHeader};

/// The format that a pack declares.
pub(super) const FORMAT: &str = "cairn.catalogue/1";

const KEYS: [&str; 11] =
    ["format", "id", "version", "awards", "title", "organizations", "recognitions", "description", "url", "sources", "confidence"];

/// A pack that was read without an error.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadPack {
    /// Its facts.
    pub pack: Pack,
    /// Where they stand, and the text of each record.
    pub located: Places,
    /// What a person should look at.
    pub warnings: Vec<Finding>,
}

/// Reads one pack by itself: its form, and the ids within it. What it says of other packs is judged by [`read_packs`]
/// and [`check_packs`].
///
/// # Errors
/// Every finding, if one of them is an error: the file is no pack of the contract.
pub fn read_pack(file: &SourceFile) -> Result<ReadPack, Vec<Finding>> {
    match parts(file) {
        Ok(Parts { pack: Some(pack), places, findings }) if findings.is_empty() => {
            Ok(ReadPack { pack, located: places, warnings: findings })
        }
        Ok(Parts { findings, .. }) => Err(findings),
        Err(refused) => Err(vec![*refused]),
    }
}

/// Reads packs to plan with. What no pack has is a warning: the planner plans around it.
///
/// # Errors
/// Every finding, if one of them is an error.
pub fn read_packs(files: &[SourceFile]) -> Result<(Catalogue, Vec<Finding>), Vec<Finding>> {
    let (catalogue, places, mut findings) = join(files);
    findings.extend(lint::references(&catalogue, &places, References::Open));
    if findings.iter().any(|finding| finding.severity == Severity::Error) { Err(findings) } else { Ok((catalogue, findings)) }
}

/// Everything that can be said of packs that are to stand by themselves: errors and warnings, in the order of the files.
/// What no pack has is an error. Ages are counted to `today`.
#[must_use]
pub fn check_packs(files: &[SourceFile], today: NaiveDate) -> Vec<Finding> {
    let (catalogue, places, mut findings) = join(files);
    findings.extend(lint::references(&catalogue, &places, References::Closed));
    findings.extend(lint::facts(&catalogue, &places, today));
    // What could not be read may be what leads to the rest: what can be achieved is judged once everything is read.
    if findings.iter().all(|finding| finding.severity == Severity::Warning) {
        findings.extend(lint::achievable(&catalogue, &places));
    }
    let order = |finding: &Finding| files.iter().position(|file| file.name == finding.file).unwrap_or(files.len());
    findings.sort_by_key(|finding| (order(finding), finding.line, finding.column));
    findings
}

/// Joins what could be read of each file, and reports what stands in two of them.
fn join(files: &[SourceFile]) -> (Catalogue, Vec<Places>, Vec<Finding>) {
    let (mut packs, mut places, mut findings) = (Vec::new(), Vec::<Places>::new(), Vec::new());
    for file in files {
        match parts(file) {
            Ok(read) => {
                findings.extend(read.findings);
                findings.extend(lint::claimed_twice(&places, &read.places));
                packs.extend(read.pack);
                places.push(read.places);
            }
            Err(refused) => findings.push(*refused),
        }
    }
    (Catalogue::from_packs(packs), places, findings)
}

/// What could be read of a pack. With findings, the pack holds the records that have none.
struct Parts {
    pack: Option<Pack>,
    places: Places,
    findings: Vec<Finding>,
}

fn parts(file: &SourceFile) -> Result<Parts, Box<Finding>> {
    let (text, root) = file.json()?;
    let mut r = Reading::new(&file.name, text, root);
    let mut places = Places::new(&file.name, text);
    let pack = pack(&mut r, root, &mut places);
    Ok(Parts { pack, places, findings: r.findings() })
}

fn pack<'t>(r: &mut Reading<'t>, root: Node<'t>, places: &mut Places) -> Option<Pack> {
    let object = r.object(root, "a pack", &KEYS)?;
    if !is_format(r, &object, FORMAT) {
        return None;
    }
    let id: Option<String> = r.required_id(&object, "id");
    if let Some(id) = &id {
        places.name_pack(id);
    }
    r.subject = id.clone();
    let title = r.text(&object, "title");
    let version = r.required_text(&object, "version");
    let about = about(r, &object);
    let awards_stand = r.required(&object, "awards");
    r.subject = None;
    let organizations = records(r, &object, RecordKind::Organization, &recognition::ORGANIZATION_KEYS, places, recognition::organization);
    let awards =
        if awards_stand.is_some() { records(r, &object, RecordKind::Award, &award::KEYS, places, award::award) } else { Vec::new() };
    let recognitions = records(r, &object, RecordKind::Recognition, &recognition::KEYS, places, recognition::recognition);
    let extensions = r.take_extensions(root);
    // A header that failed has its finding; its records are still worth checking against those of other packs.
    let header = PackHeader {
        id: id.unwrap_or_default().into(),
        title,
        version: version.unwrap_or_default(),
        description: about.description,
        url: about.url,
        sources: about.sources,
        confidence: about.confidence,
        extensions,
    };
    Some(Pack { header, organizations, awards, recognitions })
}

/// Reads all records of one kind, noting their places; what fails is left out and has its findings.
fn records<'t, T>(
    r: &mut Reading<'t>,
    pack: &Object<'t>,
    kind: RecordKind,
    keys: &[&str],
    places: &mut Places,
    read: impl Fn(&mut Reading<'t>, &Object<'t>) -> Option<T>,
) -> Vec<T> {
    let mut out = Vec::new();
    let Some(list) = pack.get(kind.key()) else { return out };
    for (index, node) in r.list(list, &format!("`{}`", kind.key())).unwrap_or_default().into_iter().enumerate() {
        r.subject = id_of_record(node);
        let Some(object) = r.object(node, kind.name(), keys) else { continue };
        let record = read(r, &object);
        let start = r.offset(node);
        let mut new = true;
        if let Some((id, at)) = r.subject.clone().filter(|id| is_id(id)).zip(object.get("id"))
            && let Some(earlier) = places.declare(&id, kind, index, start..start + node.get().len())
        {
            new = false;
            let message = format!("The id is already used by {}, `/{}/{}`", earlier.kind.name(), earlier.kind.key(), earlier.index);
            r.error("duplicate-id", at, message, "Give one of the two another id");
        }
        out.extend(record.filter(|_| new));
    }
    r.subject = None;
    out
}

/// The id that a record states, whatever its form, so that findings can name it.
fn id_of_record(node: Node<'_>) -> Option<String> {
    let members = json::members(node)?;
    let id = members.iter().find(|member| member.key == "id")?;
    json::text(id.value).map(|id| if is_id(&id) { id.into_owned() } else { shortened(&id) })
}

/// Whether a file declares the format that is read.
pub(super) fn is_format<'t>(r: &mut Reading<'t>, object: &Object<'t>, format: &str) -> bool {
    let Some(node) = r.required(object, "format") else { return false };
    let Some(text) = r.text_of(node, "format") else { return false };
    if text != format {
        let remedy = match text.as_str() {
            "cairn.catalogue/1" => "This is a catalogue pack; use it as one".to_owned(),
            "cairn.learner/1" => "This is a learner record; use it as one".to_owned(),
            "cairn.plan/1" => "This is a plan; use it as one".to_owned(),
            _ => format!("Write `\"format\": \"{format}\"`, or choose the file that was meant"),
        };
        let shown = shortened(&text);
        r.error("wrong-format", node, format!("The format is `{shown}`, not `{format}`"), remedy);
    }
    text == format
}
