//! The route as a layered graph.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fact::Credit;
use super::learner::GateState;

/// Nodes and edges from what is held to the target.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MapView {
    /// The nodes, by depth.
    pub nodes: Vec<MapNode>,
    /// The edges; both ends are among the nodes.
    pub edges: Vec<MapEdge>,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum NodeKind {
    /// An award that is held.
    Held,
    /// A step by study.
    Planned,
    /// A step by recognition.
    Recognised,
    /// A requirement of an award: a station that others lead to.
    Requirement,
    /// A gate.
    Gate,
    /// The target.
    Target,
    /// An award that could stand in.
    Alternative,
    /// An award that could stand in if it were not barred.
    Barred,
}

/// From how far away a node is still worth drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Rank {
    /// The target, qualifications on the way, agreements and gates.
    Programme,
    /// Requirements of these.
    Requirement,
    /// Courses, modules and parts.
    Award,
}

/// Why an award cannot be a new step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Bar {
    /// The learner excluded it, or who offers it.
    Excluded,
    /// It is offered no more.
    Retired,
    /// It is not offered yet.
    Planned,
    /// No pack has it.
    Missing,
}

/// How far a requirement is met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Progress {
    /// What counts already, without further study, decimal.
    pub have: String,
    /// What the route adds by study as far as it is needed, decimal.
    pub planned: String,
    /// What is needed, decimal.
    pub need: String,
    /// In what: a credit unit, or `awards`.
    pub unit: String,
    /// How many awards or parts there are to choose from.
    pub options: u32,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MapNode {
    /// Unique within the map.
    pub id: String,
    /// What it is.
    pub kind: NodeKind,
    /// From how far away it is still worth drawing.
    pub rank: Rank,
    /// What it is called; for a requirement the award that asks it.
    pub title: String,
    /// Who awards it.
    pub issuer: Option<String>,
    /// The award that it stands for.
    pub award: Option<String>,
    /// How far it is met, for requirements.
    pub progress: Option<Progress>,
    /// The learner's answer, for gates.
    pub gate: Option<GateState>,
    /// Why it is barred.
    pub bar: Option<Bar>,
    /// How many more awards could stand in here than are drawn.
    pub more: u32,
    /// Its layer: greater than that of every node that leads to it.
    pub depth: u32,
}

/// What an edge says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum EdgeKind {
    /// It is needed there.
    Requires,
    /// It is recognised as that.
    Recognition,
    /// It counts credit there.
    Credit,
    /// It could stand in there.
    Alternative,
}

/// An edge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MapEdge {
    /// From which node.
    pub from: String,
    /// To which node.
    pub to: String,
    /// What it says.
    pub kind: EdgeKind,
    /// Credit that rides on it.
    pub credit: Option<Credit>,
    /// Of how much: what the requirement needs, or what the whole programme has.
    pub of: Option<Credit>,
    /// The least grade that is asked, 0 to 100.
    pub min_grade: Option<String>,
}
