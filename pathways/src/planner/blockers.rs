//! What closes a target, and the fewest changes that would open it.

use super::Session;
use crate::model::Blocker;

/// The smallest set of causes.
pub fn blockers(_session: &Session<'_, '_>, _stop: &dyn Fn() -> bool) -> Vec<Blocker> {
    Vec::new()
}
