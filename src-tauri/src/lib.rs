//! Cairn's window: a thin shell over the `pathways` library.

pub mod wire;
