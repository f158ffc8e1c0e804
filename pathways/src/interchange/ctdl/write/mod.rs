//! Catalogues as CTDL: resources with condition profiles, pathways for what profiles cannot say, transfer value profiles.
//!
//! What came as CTDL goes out as it came. Everything else is written with CTDL's terms; where the contract says more than
//! CTDL can, the export is shorter, and says by how much.

mod condition;
mod profile;
mod resource;
mod transfer;

use std::cell::RefCell;

use serde_json::{Map, Value, json};

use super::super::conversion::{Terms, Unmapped};
use super::KEY;
use super::terms::OWN;
use crate::model::{Award, AwardId, Catalogue, Extensions, OrganizationId, PackHeader};

/// A catalogue as the text of a CTDL file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CtdlExport {
    /// The file.
    pub text: String,
    /// What the catalogue says and CTDL cannot, by key.
    pub unsaid: Vec<Unmapped>,
}

/// An export under way.
struct Writer<'a> {
    catalogue: &'a Catalogue,
    unsaid: RefCell<Terms>,
}

/// Writes a catalogue as one CTDL graph.
#[must_use]
pub fn write_ctdl(catalogue: &Catalogue) -> CtdlExport {
    let writer = Writer { catalogue, unsaid: RefCell::default() };
    let mut graph = Vec::new();
    for organization in catalogue.organizations.values() {
        graph.extend(kept(&organization.extensions).unwrap_or_else(|| vec![writer.organization(organization)]));
    }
    for award in catalogue.awards.values() {
        match kept(&award.extensions) {
            Some(resources) => graph.extend(resources),
            None => graph.extend(writer.award(award)),
        }
    }
    for recognition in catalogue.recognitions.values() {
        graph.extend(kept(&recognition.extensions).unwrap_or_else(|| writer.recognition(recognition).into_iter().collect()));
    }
    for header in &catalogue.packs {
        graph.extend(left_over(header));
    }
    let mut seen = std::collections::HashSet::new();
    graph.retain(|resource| seen.insert(resource.to_string()));
    let document = json!({ "@context": context(catalogue), "@graph": graph });
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    CtdlExport { text, unsaid: writer.unsaid.into_inner().counted() }
}

/// CTDL's own context, the prefix for ECTS credit points, and whatever kept documents declared.
fn context(catalogue: &Catalogue) -> Value {
    let mut parts = vec![json!("https://credreg.net/ctdl/schema/context/json")];
    let mut prefixes = Map::new();
    prefixes.insert("elm".to_owned(), json!("http://data.europa.eu/snb/model/elm/"));
    for document in catalogue.packs.iter().flat_map(documents) {
        let stated = document.get("@context").cloned().unwrap_or_default();
        for part in if let Value::Array(list) = stated { list } else { vec![stated] } {
            match part {
                Value::Object(declared) => prefixes.extend(declared),
                Value::String(_) if !parts.contains(&part) => parts.push(part),
                _ => {}
            }
        }
    }
    parts.push(Value::Object(prefixes));
    Value::Array(parts)
}

/// The resources that a record was read from.
fn kept(extensions: &Extensions) -> Option<Vec<Value>> {
    let (_, value) = extensions.iter().find(|(key, _)| key == KEY)?;
    Some(if let Value::Array(list) = value { list.clone() } else { vec![value.clone()] })
}

fn documents(header: &PackHeader) -> Vec<Value> {
    kept(&header.extensions).unwrap_or_default()
}

/// Resources that became no record.
fn left_over(header: &PackHeader) -> Vec<Value> {
    documents(header).iter().filter_map(|document| document.get("@graph")?.as_array().cloned()).flatten().collect()
}

/// Where a record is found: where it was found before, else under an address of ours.
fn address(extensions: &Extensions, id: &str) -> String {
    let before = kept(extensions).and_then(|resources| resources.first()?.get("@id")?.as_str().map(str::to_owned));
    before.unwrap_or_else(|| format!("{OWN}{id}"))
}

impl Writer<'_> {
    fn award_address(&self, award: &AwardId) -> String {
        self.catalogue.awards.get(award).map_or_else(|| format!("{OWN}{award}"), |award| address(&award.extensions, award.id.as_str()))
    }

    fn organization_address(&self, organization: &OrganizationId) -> String {
        let known = self.catalogue.organizations.get(organization);
        known.map_or_else(|| format!("{OWN}{organization}"), |known| address(&known.extensions, known.id.as_str()))
    }

    fn class_of(&self, award: &AwardId) -> &'static str {
        self.catalogue.awards.get(award).map_or("ceterms:Credential", |award| resource::class(award))
    }

    /// Counts what cannot be said.
    fn leave_out(&self, what: &str) {
        self.unsaid.borrow_mut().add(what);
    }

    fn leave_out_if(&self, is_there: bool, what: &str) {
        if is_there {
            self.leave_out(what);
        }
    }
}

/// A text in a language map.
fn words(text: &str) -> Value {
    json!({ "en": text })
}

/// A text in the language of the award it belongs to.
fn words_of(award: &Award, text: &str) -> Value {
    let mut map = Map::new();
    map.insert(award.language.clone().unwrap_or_else(|| "en".to_owned()), json!(text));
    Value::Object(map)
}
