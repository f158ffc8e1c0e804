//! Documents as RDF: canonical N-Quads to be hashed, and the search for what no context defines.

use std::collections::BTreeSet;

use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf_canon as old;
use rdf_canon::{CanonicalizationOptions, canonicalize_with};
use serde_json::{Map, Value, json};
use sha2::{Sha256, Sha384};

use super::contexts::{Contexts, redefines};
use super::document::is_absolute;

/// The most statements of one document. The fullest badge that was seen has 300.
const MOST_QUADS: usize = 20_000;

/// What terms resolve to that no context defines.
const UNDEFINED: &str = "urn:x-undefined:";

/// What addresses resolve to that are not absolute.
const RELATIVE: &str = "x-relative://unsigned/";

/// Why a document has no canonical form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LinkedError {
    /// It names a context that does not come with Cairn.
    ContextUnknown(String),
    /// It is no JSON-LD, or must not be processed.
    Malformed(String),
}

impl LinkedError {
    pub(super) fn reason(&self) -> String {
        match self {
            Self::ContextUnknown(url) => {
                format!("the context {url} does not come with Cairn and is not fetched, so that its terms have no known meaning")
            }
            Self::Malformed(why) => why.clone(),
        }
    }
}

/// Which hash the canonicalisation works with; it decides how blank nodes are labelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hash {
    Sha256,
    Sha384,
}

/// The canonical N-Quads of a document (RDFC-1.0).
pub(super) fn canonical(document: &Value, contexts: &Contexts, hash: Hash) -> Result<String, LinkedError> {
    let mut dataset = old::Dataset::new();
    for quad in quads(document, contexts, None)? {
        dataset.insert(&older(quad)?);
    }
    canonical_dataset(&dataset, hash).map_err(LinkedError::Malformed)
}

/// The canonical form of a dataset. A graph that is made to take for ever is refused.
pub(super) fn canonical_dataset(dataset: &old::Dataset, hash: Hash) -> Result<String, String> {
    let options = CanonicalizationOptions::default();
    let form = match hash {
        Hash::Sha256 => canonicalize_with::<Sha256>(dataset, &options),
        Hash::Sha384 => canonicalize_with::<Sha384>(dataset, &options),
    };
    form.map_err(|error| format!("the document has no canonical form that could be computed ({error})"))
}

/// The terms that no context defines, and addresses that are not absolute: canonicalisation drops both without a word, so
/// that a signature does not cover them.
pub(super) fn undefined_terms(document: &Value, contexts: &Contexts) -> Result<BTreeSet<String>, LinkedError> {
    let mut guarded = document.clone();
    guard(&mut guarded);
    let mut found = BTreeSet::new();
    for quad in quads(&guarded, contexts, Some(RELATIVE))? {
        let mut note = |iri: &str| {
            if let Some(term) = iri.strip_prefix(UNDEFINED) {
                found.insert(term.to_owned());
            } else if let Some(rest) = iri.strip_prefix(RELATIVE) {
                found.insert(format!("the relative address `{rest}`"));
            }
        };
        if let oxrdf::NamedOrBlankNode::NamedNode(node) = &quad.subject {
            note(node.as_str());
        }
        note(quad.predicate.as_str());
        if let oxrdf::Term::NamedNode(node) = &quad.object {
            note(node.as_str());
        }
        if let oxrdf::Term::Literal(literal) = &quad.object {
            note(literal.datatype().as_str());
        }
    }
    Ok(found)
}

/// Appends a vocabulary for everything undefined to each `@context`, embedded credentials included.
fn guard(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(guard),
        Value::Object(map) => {
            for (key, inner) in map.iter_mut() {
                if key == "@context" {
                    let vocabulary = json!({ "@vocab": UNDEFINED });
                    match inner {
                        Value::Array(list) => list.push(vocabulary),
                        one => *one = json!([one.take(), vocabulary]),
                    }
                } else {
                    guard(inner);
                }
            }
        }
        _ => {}
    }
}

/// The statements of a document, with bundled contexts only.
fn quads(document: &Value, contexts: &Contexts, base: Option<&str>) -> Result<Vec<oxrdf::Quad>, LinkedError> {
    check_contexts(document, contexts)?;
    let text = document.to_string();
    let mut parser = JsonLdParser::new();
    if let Some(base) = base {
        parser = parser.with_base_iri(base).map_err(|error| LinkedError::Malformed(error.to_string()))?;
    }
    let bundled = contexts.clone();
    let parsing = parser.for_slice(&text).with_load_document_callback(move |url, _| match bundled.get(url) {
        Some(text) => Ok(JsonLdRemoteDocument { document: text.as_bytes().to_vec(), document_url: url.to_owned() }),
        None => Err(format!("{url} does not come with Cairn").into()),
    });
    let mut out = Vec::new();
    for quad in parsing {
        let quad = quad.map_err(|error| LinkedError::Malformed(format!("the document is no JSON-LD that can be relied upon: {error}")))?;
        if out.len() == MOST_QUADS {
            return Err(LinkedError::Malformed(format!("the document makes more than {MOST_QUADS} statements")));
        }
        out.push(quad);
    }
    Ok(out)
}

/// Every context must be bundled, and none written into the document may give a standard term another meaning.
fn check_contexts(value: &Value, contexts: &Contexts) -> Result<(), LinkedError> {
    match value {
        Value::Array(list) => list.iter().try_for_each(|one| check_contexts(one, contexts)),
        Value::Object(map) => map
            .iter()
            .try_for_each(|(key, inner)| if key == "@context" { check_context(inner, contexts) } else { check_contexts(inner, contexts) }),
        _ => Ok(()),
    }
}

fn check_context(context: &Value, contexts: &Contexts) -> Result<(), LinkedError> {
    match context {
        Value::String(url) if contexts.get(url).is_some() => Ok(()),
        Value::String(url) => Err(LinkedError::ContextUnknown(url.clone())),
        Value::Array(list) => list.iter().try_for_each(|one| check_context(one, contexts)),
        Value::Object(terms) => check_inline(terms, contexts),
        _ => Err(LinkedError::Malformed("a context is neither an address nor an object".to_owned())),
    }
}

fn check_inline(terms: &Map<String, Value>, contexts: &Contexts) -> Result<(), LinkedError> {
    for (term, meaning) in terms {
        if redefines(term, meaning) {
            return Err(LinkedError::Malformed(format!("the document gives the standard term `{term}` a meaning of its own")));
        }
        if term == "@import" || term == "@base" {
            return Err(LinkedError::Malformed(format!("the document's own context uses `{term}`, which is not followed")));
        }
        if !term.starts_with('@') {
            let iri = meaning.as_str().or_else(|| meaning.get("@id").and_then(Value::as_str));
            if iri.is_some_and(|iri| !iri.starts_with('@') && !is_absolute(iri)) {
                return Err(LinkedError::Malformed(format!("the document's own context gives `{term}` a meaning that is no address")));
            }
        }
        if let Some(scoped) = meaning.get("@context") {
            check_context(scoped, contexts)?;
        }
    }
    Ok(())
}

/// A statement in the types that the canonicalisation works with, which are one version older.
fn older(quad: oxrdf::Quad) -> Result<old::Quad, LinkedError> {
    let named = |node: oxrdf::NamedNode| old::NamedNode::new_unchecked(node.into_string());
    let blank = |node: oxrdf::BlankNode| old::BlankNode::new_unchecked(node.into_string());
    let subject: old::Subject = match quad.subject {
        oxrdf::NamedOrBlankNode::NamedNode(node) => named(node).into(),
        oxrdf::NamedOrBlankNode::BlankNode(node) => blank(node).into(),
    };
    let object: old::Term = match quad.object {
        oxrdf::Term::NamedNode(node) => named(node).into(),
        oxrdf::Term::BlankNode(node) => blank(node).into(),
        oxrdf::Term::Literal(literal) => match literal.language() {
            Some(language) => old::Literal::new_language_tagged_literal_unchecked(literal.value(), language).into(),
            None => {
                let datatype = old::NamedNode::new_unchecked(literal.datatype().as_str());
                old::Literal::new_typed_literal(literal.value(), datatype).into()
            }
        },
        #[allow(unreachable_patterns, reason = "there are further kinds of terms when another crate switches on RDF 1.2")]
        _ => return Err(LinkedError::Malformed("the document makes a statement about a statement".to_owned())),
    };
    let graph: old::GraphName = match quad.graph_name {
        oxrdf::GraphName::NamedNode(node) => named(node).into(),
        oxrdf::GraphName::BlankNode(node) => blank(node).into(),
        oxrdf::GraphName::DefaultGraph => old::GraphName::DefaultGraph,
    };
    Ok(old::Quad::new(subject, named(quad.predicate), object, graph))
}
