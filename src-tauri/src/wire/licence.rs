//! What Cairn is built from.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A part of Cairn that others have made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct LicenceRow {
    /// Its name in its registry.
    pub name: String,
    /// The version that is built in.
    pub version: String,
    /// Its licence, an SPDX expression.
    pub licence: String,
}
