//! What leaves the window for others.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A picture to keep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "format", content = "data", rename_all = "lowercase")]
pub enum Picture {
    /// Text of an SVG document.
    Svg(String),
    /// A PNG file in base64.
    Png(String),
}
