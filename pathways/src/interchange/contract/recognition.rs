//! Recognitions and organizations (contract 1 and 1.3).

use super::super::json::Node;
use super::super::reading::{Object, Reading};
use super::super::values::{Bounds, shortened};
use super::requirement;
use super::shared::{about, money};
use crate::model::{Money, Organization, Recognition, Validity};

/// The keys of a recognition.
pub(super) const KEYS: [&str; 14] = [
    "id",
    "by",
    "from",
    "grants",
    "title",
    "into",
    "requires",
    "within_months",
    "fee",
    "valid",
    "sources",
    "description",
    "url",
    "confidence",
];

/// The keys of an organization.
pub(super) const ORGANIZATION_KEYS: [&str; 8] = ["id", "name", "country", "kind", "url", "description", "sources", "confidence"];

/// Reads a recognition whose keys have been checked.
pub(super) fn recognition<'t>(r: &mut Reading<'t>, object: &Object<'t>) -> Option<Recognition> {
    let id = r.required_id(object, "id");
    let title = r.text(object, "title");
    let by = r.required_id(object, "by");
    let from = r.required(object, "from").and_then(|n| requirement::requirement(r, n));
    let grants = r.required_id(object, "grants");
    let into = r.id(object, "into");
    let requires = requirement::optional(r, object, "requires");
    let within_months = r.number(object, "within_months", Bounds::NotNegative);
    let fee = object.get("fee").and_then(|n| fee(r, n));
    let valid = object.get("valid").and_then(|n| validity(r, n));
    let about = about(r, object);
    let extensions = r.take_extensions(object.node);
    Some(Recognition {
        id: id?,
        title,
        by: by?,
        from: from?,
        grants: grants?,
        into,
        requires,
        within_months,
        fee,
        valid,
        url: about.url,
        description: about.description,
        sources: about.sources,
        confidence: about.confidence,
        extensions,
    })
}

fn fee<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Option<Money> {
    let object = r.object(node, "a fee", &["amount", "currency", "basis", "as_of"])?;
    // Planning has no use for them; they are kept, so that writing the recognition loses nothing.
    if r.text(&object, "basis").is_some() {
        r.keep(object.member("basis")?);
    }
    if r.as_of(&object).is_some() {
        r.keep(object.member("as_of")?);
    }
    money(r, &object)
}

fn validity<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Option<Validity> {
    let object = r.object(node, "a validity", &["from", "until"])?;
    let valid = Validity { from: r.day(&object, "from"), until: r.day(&object, "until") };
    r.in_order(&object, valid.from, valid.until);
    Some(valid)
}

/// Reads an organization whose keys have been checked.
pub(super) fn organization<'t>(r: &mut Reading<'t>, object: &Object<'t>) -> Option<Organization> {
    let id = r.required_id(object, "id");
    let name = r.required_text(object, "name");
    let country = object.get("country").and_then(|n| country(r, n));
    let kind = r.word(object, "kind");
    let about = about(r, object);
    let extensions = r.take_extensions(object.node);
    Some(Organization {
        id: id?,
        name: name?,
        country,
        kind,
        url: about.url,
        description: about.description,
        sources: about.sources,
        confidence: about.confidence,
        extensions,
    })
}

fn country<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Option<String> {
    let text = r.text_of(node, "country")?;
    if text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()) {
        return Some(text);
    }
    r.error(
        "invalid-country",
        node,
        format!("`{}` is no ISO 3166-1 country", shortened(&text)),
        "Write two capital letters, as US, DE or IN",
    );
    None
}
