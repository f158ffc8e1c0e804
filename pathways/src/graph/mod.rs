//! What rests on what: a petgraph graph of awards, the ways to achieve them, and requirements.
//!
//! Edges lead from what rests to what it rests on: an award to its ways (study, recognitions), a way to its
//! requirements, a requirement to its parts and to the awards that it names. So the cone of a target is what can be
//! walked to from it, and what an award opens is what can be walked to against the edges.

mod reach;

use std::collections::{HashMap, HashSet};

use petgraph::Direction;
use petgraph::algo::tarjan_scc;
use petgraph::dot::{Config, Dot};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{Bfs, EdgeRef, Reversed};

use crate::model::{AwardId, Catalogue, OrganizationId, Pack, RecognitionId, Requirement};

/// A node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Node<'a> {
    /// An award; no pack need have it.
    Award(&'a AwardId),
    /// Achieving an award by study.
    Earn(&'a AwardId),
    /// Achieving an award by an agreement.
    Recognition(&'a RecognitionId),
    /// A condition, or a part of one.
    Requirement(&'a Requirement),
}

/// Why one node rests on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// The award is achieved by this way; its ways are alternatives.
    Way,
    /// The way needs the requirement.
    Needs,
    /// The requirement has the other as a part.
    Part,
    /// The requirement names the award.
    Names,
}

/// The graph of a catalogue.
pub struct AwardGraph<'a> {
    catalogue: &'a Catalogue,
    graph: DiGraph<Node<'a>, Link>,
    awards: HashMap<&'a AwardId, NodeIndex>,
}

impl<'a> AwardGraph<'a> {
    /// The graph of a whole catalogue: linear in its size.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue) -> Self {
        let mut graph = Self { catalogue, graph: DiGraph::new(), awards: HashMap::new() };
        for award in catalogue.awards.values() {
            let node = graph.award(&award.id);
            if award.earnable {
                let way = graph.graph.add_node(Node::Earn(&award.id));
                graph.graph.add_edge(node, way, Link::Way);
                graph.needs(way, award.requires.as_ref());
            }
        }
        for recognition in catalogue.recognitions.values() {
            let node = graph.award(&recognition.grants);
            let way = graph.graph.add_node(Node::Recognition(&recognition.id));
            graph.graph.add_edge(node, way, Link::Way);
            graph.needs(way, Some(&recognition.from));
            graph.needs(way, recognition.requires.as_ref());
        }
        graph
    }

    fn award(&mut self, id: &'a AwardId) -> NodeIndex {
        *self.awards.entry(id).or_insert_with(|| self.graph.add_node(Node::Award(id)))
    }

    fn needs(&mut self, way: NodeIndex, requirement: Option<&'a Requirement>) {
        if let Some(requirement) = requirement {
            let node = self.requirement(requirement);
            self.graph.add_edge(way, node, Link::Needs);
        }
    }

    fn requirement(&mut self, requirement: &'a Requirement) -> NodeIndex {
        let node = self.graph.add_node(Node::Requirement(requirement));
        match requirement {
            Requirement::Award { award, .. } => self.names(node, award),
            Requirement::Credits(pool) => pool.from.iter().for_each(|entry| self.names(node, &entry.award)),
            Requirement::All { of, .. } | Requirement::Any(of) | Requirement::AtLeast { of, .. } => {
                of.iter().for_each(|part| self.part(node, part));
            }
            Requirement::Gate(gate) => gate.met_by.iter().for_each(|part| self.part(node, part)),
        }
        node
    }

    fn part(&mut self, whole: NodeIndex, part: &'a Requirement) {
        let part = self.requirement(part);
        self.graph.add_edge(whole, part, Link::Part);
    }

    fn names(&mut self, requirement: NodeIndex, award: &'a AwardId) {
        let award = self.award(award);
        self.graph.add_edge(requirement, award, Link::Names);
    }

    /// Nodes and edges, for walks of another kind.
    #[must_use]
    pub fn nodes(&self) -> &DiGraph<Node<'a>, Link> {
        &self.graph
    }

    /// The awards on which a target could rest, itself first, then by distance. Empty when the catalogue does not know it.
    #[must_use]
    pub fn cone(&self, target: &AwardId) -> Vec<&'a AwardId> {
        let Some(start) = self.awards.get(target) else { return Vec::new() };
        let mut walk = Bfs::new(&self.graph, *start);
        std::iter::from_fn(|| walk.next(&self.graph)).filter_map(|node| self.award_at(node)).collect()
    }

    /// The awards that have `award` in a requirement of theirs, or of a recognition that grants them.
    #[must_use]
    pub fn opens(&self, award: &AwardId) -> Vec<&'a AwardId> {
        let mut opened = Vec::new();
        let mut open: Vec<NodeIndex> = self.awards.get(award).into_iter().flat_map(|node| self.resting_on(*node)).collect();
        while let Some(node) = open.pop() {
            match self.award_at(node) {
                Some(award) if opened.contains(&award) => {}
                Some(award) => opened.push(award),
                None => open.extend(self.resting_on(node)),
            }
        }
        opened.sort();
        opened
    }

    /// Every award in whose cone `award` lies, the nearest first, itself left out.
    #[must_use]
    pub fn opens_in_the_end(&self, award: &AwardId) -> Vec<&'a AwardId> {
        let Some(start) = self.awards.get(award) else { return Vec::new() };
        let against = Reversed(&self.graph);
        let mut walk = Bfs::new(against, *start);
        std::iter::from_fn(|| walk.next(against)).skip(1).filter_map(|node| self.award_at(node)).collect()
    }

    /// Awards that rest on one another in a circle (mutual recognition), each circle by id; the circles in the same order.
    #[must_use]
    pub fn components(&self) -> Vec<Vec<&'a AwardId>> {
        let mut circles: Vec<Vec<&AwardId>> = tarjan_scc(&self.graph)
            .into_iter()
            .filter(|nodes| nodes.len() > 1)
            .map(|nodes| {
                let mut awards: Vec<&AwardId> = nodes.into_iter().filter_map(|node| self.award_at(node)).collect();
                awards.sort();
                awards
            })
            .collect();
        circles.sort();
        circles
    }

    /// The nodes and edges of the whole graph, or of what a target rests on; none when no pack has the target.
    #[must_use]
    pub fn section(&self, target: Option<&AwardId>) -> DiGraph<Node<'a>, Link> {
        let Some(target) = target else { return self.graph.clone() };
        let mut kept = vec![false; self.graph.node_count()];
        if let Some(start) = self.awards.get(target) {
            let mut walk = Bfs::new(&self.graph, *start);
            std::iter::from_fn(|| walk.next(&self.graph)).for_each(|node| kept[node.index()] = true);
        }
        self.graph.filter_map(|index, node| kept[index.index()].then_some(*node), |_, link| Some(*link))
    }

    /// The part of the catalogue on which a target rests: its awards, what grants them, and whose they are.
    #[must_use]
    pub fn cone_catalogue(&self, target: &AwardId) -> Catalogue {
        let awards: HashSet<&AwardId> = self.cone(target).into_iter().collect();
        let mut whole = self.catalogue.clone();
        whole.awards.retain(|id, _| awards.contains(id));
        let recognitions = whole.recognitions.into_values().filter(|recognition| awards.contains(&recognition.grants)).collect::<Vec<_>>();
        let issuers = whole.awards.values().flat_map(|award| std::iter::once(&award.issuer).chain(&award.platform));
        let named: HashSet<OrganizationId> = issuers.chain(recognitions.iter().map(|recognition| &recognition.by)).cloned().collect();
        let organizations = whole.organizations.into_values().filter(|organization| named.contains(&organization.id)).collect();
        let mut headers = whole.packs.into_iter();
        let Some(header) = headers.next() else { return Catalogue::default() };
        let pack = Pack { header, organizations, awards: whole.awards.into_values().collect(), recognitions };
        let mut part = Catalogue::from_packs([pack]);
        part.packs.extend(headers);
        part
    }

    /// What a target rests on, in the DOT language of Graphviz: awards as boxes, ways as ellipses, requirements as diamonds.
    #[must_use]
    pub fn dot(&self, target: &AwardId) -> String {
        self.drawn(&self.section(Some(target)))
    }

    /// The whole graph in the DOT language.
    #[must_use]
    pub fn dot_of_all(&self) -> String {
        self.drawn(&self.graph)
    }

    fn drawn(&self, part: &DiGraph<Node<'a>, Link>) -> String {
        let title = |award: &AwardId| self.catalogue.title(award).replace('\\', "\\\\").replace('"', "\\\"");
        let box_of = |_: &_, (_, node): (NodeIndex, &Node<'_>)| match node {
            Node::Award(award) => format!("shape=box label=\"{}\"", title(award)),
            Node::Earn(_) => "shape=ellipse label=\"study\"".to_owned(),
            Node::Recognition(id) => format!("shape=ellipse label=\"{id}\""),
            Node::Requirement(requirement) => format!("shape=diamond label=\"{}\"", label(requirement).replace('"', "\\\"")),
        };
        let dash = |_: &_, edge: petgraph::graph::EdgeReference<'_, Link>| {
            if *edge.weight() == Link::Way { "style=dashed".to_owned() } else { String::new() }
        };
        let dot = Dot::with_attr_getters(part, &[Config::EdgeNoLabel, Config::NodeNoLabel], &dash, &box_of);
        format!("{dot:?}")
    }

    fn award_at(&self, node: NodeIndex) -> Option<&'a AwardId> {
        match self.graph[node] {
            Node::Award(award) => Some(award),
            Node::Earn(_) | Node::Recognition(_) | Node::Requirement(_) => None,
        }
    }

    fn resting_on(&self, node: NodeIndex) -> Vec<NodeIndex> {
        self.graph.edges_directed(node, Direction::Incoming).map(|edge| edge.source()).collect()
    }
}

/// A requirement in a few words.
#[must_use]
pub fn label(requirement: &Requirement) -> String {
    match requirement {
        Requirement::Award { min_grade: None, .. } => "has".to_owned(),
        Requirement::Award { min_grade: Some(grade), .. } => format!("grade {grade}"),
        Requirement::All { distinct: false, .. } => "all".to_owned(),
        Requirement::All { distinct: true, .. } => "all, each award once".to_owned(),
        Requirement::Any(_) => "any".to_owned(),
        Requirement::AtLeast { count, .. } => format!("at least {count}"),
        Requirement::Credits(pool) => format!("{} {}", pool.credits, pool.unit),
        Requirement::Gate(gate) => gate.label.clone().unwrap_or_else(|| gate.gate.to_string()),
    }
}
