//! The route as a layered graph.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

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

/// How far a requirement is met before any further study.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Progress {
    /// What counts already, without further study, decimal.
    pub have: String,
    /// What is needed, decimal.
    pub need: String,
    /// In what: a credit unit, or `awards`.
    pub unit: String,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MapNode {
    /// Unique within the map.
    pub id: String,
    /// What it is.
    pub kind: NodeKind,
    /// What it is called.
    pub title: String,
    /// The issuer, the reason it is barred, or the answer to a gate.
    pub subtitle: Option<String>,
    /// The award that it stands for.
    pub award: Option<String>,
    /// How far it is met, for requirements.
    pub progress: Option<Progress>,
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
    /// Credit that rides on it, or a least grade.
    pub label: Option<String>,
}
