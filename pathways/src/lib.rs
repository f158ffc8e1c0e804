//! Cairn's domain library: microcredentials, degrees, and the exact routes between them.
//!
//! Dependencies point one way: `store` and `interchange` → `planner` → `graph` → `model`.
//! Nothing below `store`, `interchange` and the `cairn` command touches a file, and nothing reads the clock:
//! dates come in as values.

pub mod agreed;
pub mod answer;
pub mod audit;
pub mod bundled;
pub mod choice;
pub mod estimate;
pub mod explain;
pub mod finding;
pub mod frameworks;
pub mod graph;
pub mod interchange;
pub mod language;
pub mod ledger;
pub mod lint;
pub mod model;
pub mod planner;
pub mod report;
pub mod skills;
pub mod store;
