//! The graph of a catalogue as a file for other programs: DOT for Graphviz, GraphML for graph editors.

use std::io::Cursor;

use petgraph::visit::{EdgeRef, IntoNodeReferences};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::graph::{AwardGraph, Link, Node, label};
use crate::model::{AwardId, Catalogue};

/// What a node or an edge says in GraphML: where, its name, and what kind of value it has.
const KEYS: [(&str, &str, &str); 6] = [
    ("node", "kind", "string"),
    ("node", "id", "string"),
    ("node", "label", "string"),
    ("node", "award_kind", "string"),
    ("node", "issuer", "string"),
    ("edge", "link", "string"),
];

/// The graph in the DOT language: all of it, or what a target rests on.
#[must_use]
pub fn write_dot(catalogue: &Catalogue, target: Option<&AwardId>) -> String {
    let graph = AwardGraph::new(catalogue);
    target.map_or_else(|| graph.dot_of_all(), |target| graph.dot(target))
}

/// The graph as GraphML: all of it, or what a target rests on. Edges lead from what rests to what it rests on.
///
/// # Errors
/// Never in practice: the text is written to memory.
pub fn write_graphml(catalogue: &Catalogue, target: Option<&AwardId>) -> std::io::Result<String> {
    let graph = AwardGraph::new(catalogue);
    let part = graph.section(target);
    let mut writer = Writer::new_with_indent(Cursor::new(Vec::new()), b' ', 1);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer.create_element("graphml").with_attribute(("xmlns", "http://graphml.graphdrawing.org/xmlns")).write_inner_content(|writer| {
        for (place, name, kind) in KEYS {
            let attributes = [("id", name), ("for", place), ("attr.name", name), ("attr.type", kind)];
            writer.create_element("key").with_attributes(attributes).write_empty()?;
        }
        writer.create_element("graph").with_attributes([("id", "catalogue"), ("edgedefault", "directed")]).write_inner_content(
            |writer| {
                for (index, node) in part.node_references() {
                    let name = format!("n{}", index.index());
                    writer.create_element("node").with_attribute(("id", name.as_str())).write_inner_content(|writer| {
                        for (key, value) in facts(node, catalogue) {
                            writer
                                .create_element("data")
                                .with_attribute(("key", key))
                                .write_text_content(BytesText::new(&allowed(&value)))?;
                        }
                        Ok(())
                    })?;
                }
                for edge in part.edge_references() {
                    let (from, to) = (format!("n{}", edge.source().index()), format!("n{}", edge.target().index()));
                    let attributes = [("source", from.as_str()), ("target", to.as_str())];
                    writer.create_element("edge").with_attributes(attributes).write_inner_content(|writer| {
                        let link = BytesText::new(link(*edge.weight()));
                        writer.create_element("data").with_attribute(("key", "link")).write_text_content(link)?;
                        Ok(())
                    })?;
                }
                Ok(())
            },
        )?;
        Ok(())
    })?;
    let mut text = String::from_utf8_lossy(&writer.into_inner().into_inner()).into_owned();
    text.push('\n');
    Ok(text)
}

fn facts(node: &Node<'_>, catalogue: &Catalogue) -> Vec<(&'static str, String)> {
    match node {
        Node::Award(id) => {
            let mut out = vec![("kind", "award".to_owned()), ("id", id.to_string()), ("label", catalogue.title(id).to_owned())];
            if let Some(award) = catalogue.awards.get(*id) {
                out.push(("award_kind", award.kind.as_str().to_owned()));
                out.push(("issuer", award.issuer.to_string()));
            }
            out
        }
        Node::Earn(id) => vec![("kind", "study".to_owned()), ("id", id.to_string()), ("label", "study".to_owned())],
        Node::Recognition(id) => {
            let title = catalogue.recognitions.get(*id).and_then(|recognition| recognition.title.clone());
            vec![("kind", "recognition".to_owned()), ("id", id.to_string()), ("label", title.unwrap_or_else(|| id.to_string()))]
        }
        Node::Requirement(requirement) => vec![("kind", "requirement".to_owned()), ("label", label(requirement))],
    }
}

fn link(link: Link) -> &'static str {
    match link {
        Link::Way => "way",
        Link::Needs => "needs",
        Link::Part => "part",
        Link::Names => "names",
    }
}

/// XML has no place for most control characters, however they are written.
fn allowed(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r')).collect()
}
