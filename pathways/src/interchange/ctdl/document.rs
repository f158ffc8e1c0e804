//! The shapes in which CTDL comes: a graph of the Registry, bare resources, lists, envelopes, expanded JSON-LD.

use serde_json::{Map, Value};

use super::super::json::{self, Node, Shape};
use super::notes::{Notes, Place};
use super::terms::Names;
use super::tree::Tree;

/// A document within a file: what surrounds its resources.
pub(super) struct Document<'t> {
    /// How it names things.
    pub names: Names,
    /// Its own keys and those of its envelope, resources left out.
    pub around: Map<String, Value>,
    /// Its resources, as entities of the tree.
    pub resources: Vec<usize>,
    /// Where it begins.
    pub place: Place<'t>,
}

/// Takes the documents of a file.
pub(super) fn take<'t>(tree: &mut Tree<'t>, notes: &Notes<'t>, documents: &mut Vec<Document<'t>>, place: Place<'t>) {
    if Shape::of(place.node) == Shape::List {
        let elements = json::elements(place.node).unwrap_or_default();
        let is_document = |node: &Node<'_>| has(node, "@graph") || has(node, "decoded_resource");
        let (documents_here, resources): (Vec<_>, Vec<_>) = elements.into_iter().partition(is_document);
        for node in documents_here {
            take(tree, notes, documents, place.at(node));
        }
        if !resources.is_empty() {
            one(tree, notes, documents, place, &resources, Map::new());
        }
    } else if Shape::of(place.node) != Shape::Object {
        notes.error(place, "no-ctdl", "This is no CTDL: neither a resource nor a list of resources", "Choose the file that was meant");
    } else if let Some(resource) = get(place.node, "decoded_resource") {
        let mut around = Map::new();
        for member in notes.members(place, "this envelope").unwrap_or_default() {
            if !matches!(member.key.as_ref(), "decoded_resource" | "inner_resource" | "resource") {
                around.extend(notes.kept(place.at(member.value)).map(|value| (member.key.into_owned(), value)));
            }
        }
        graph(tree, notes, documents, place.at(resource), around);
    } else if has(place.node, "envelope_id") || has(place.node, "envelope_type") {
        notes.error(
            place,
            "envelope-encoded",
            "The envelope holds its resource only in encoded form",
            "Download it with `decoded_resource`, as the Registry offers it",
        );
    } else {
        graph(tree, notes, documents, place, Map::new());
    }
}

fn graph<'t>(tree: &mut Tree<'t>, notes: &Notes<'t>, documents: &mut Vec<Document<'t>>, place: Place<'t>, mut around: Map<String, Value>) {
    let Some(graph) = get(place.node, "@graph") else {
        one(tree, notes, documents, place, &[place.node], around);
        return;
    };
    for member in notes.members(place, "this document").unwrap_or_default() {
        if member.key != "@graph" {
            around.extend(notes.kept(place.at(member.value)).map(|value| (member.key.into_owned(), value)));
        }
    }
    let resources = json::elements(graph).unwrap_or_else(|| vec![graph]);
    one(tree, notes, documents, place, &resources, around);
}

fn one<'t>(
    tree: &mut Tree<'t>,
    notes: &Notes<'t>,
    documents: &mut Vec<Document<'t>>,
    place: Place<'t>,
    resources: &[Node<'t>],
    around: Map<String, Value>,
) {
    let mut names = Names::default();
    if let Some(context) = get(place.node, "@context") {
        declare(&mut names, context);
    }
    let place = Place { document: documents.len(), ..place };
    let mut taken = Vec::new();
    for &node in resources {
        let at = place.at(node);
        let Some(index) = tree.take(notes, &names, at, None) else { continue };
        if tree.entities[index].types.is_empty() {
            notes.error(
                at,
                "no-type",
                "This resource does not say what it is: `@type` is missing",
                "Add `@type`, or choose the file that was meant",
            );
        } else if tree.entities[index].types.iter().any(|class| class.ends_with("VerifiableCredential")) {
            notes.error(at, "wrong-format", "This is a credential that somebody holds, not a catalogue", "Import it into a learner record");
        }
        taken.push(index);
    }
    documents.push(Document { names, around, resources: taken, place });
}

fn declare(names: &mut Names, context: Node<'_>) {
    for part in json::elements(context).unwrap_or_else(|| vec![context]) {
        for member in json::members(part).unwrap_or_default() {
            if let Some(address) = json::text(member.value) {
                names.declare(&member.key, &address);
            }
        }
    }
}

fn get<'t>(node: Node<'t>, key: &str) -> Option<Node<'t>> {
    json::members(node)?.into_iter().find(|member| member.key == key).map(|member| member.value)
}

fn has(node: Node<'_>, key: &str) -> bool {
    get(node, key).is_some()
}
