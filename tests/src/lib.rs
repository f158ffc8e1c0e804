//! What the tests of Cairn as a whole share: the programs under test and the window.

pub mod programs;
pub mod window;
