//! What the tests of Cairn as a whole share: the conformance cases, the programs under test, and the window.

pub mod cases;
pub mod connections;
pub mod programs;
pub mod running;
pub mod window;
