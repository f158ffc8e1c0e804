//! What axe-core finds wrong with the page that is shown.

use std::fs;

use serde_json::{Value, json};

use super::session::{Window, within};
use crate::programs::root;

/// Each violation with the first places where it occurs, in axe-core's words.
const JUDGE: &str = "const done = arguments[arguments.length - 1];
    axe.run().then(
        (found) => done(found.violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`)),
        (error) => done([`axe-core failed: ${error}`]));";

impl Window {
    /// Asserts that axe-core finds nothing in the place that is shown.
    ///
    /// # Panics
    /// With every violation, and when axe-core is not installed.
    pub async fn assert_accessible(&self, place: &str) {
        let path = root().join("ui/node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}; run `cargo xtask ui`", path.display()));
        within("loading axe-core", self.page.execute(axe, vec![])).await;
        let judged = within("axe-core", self.page.execute_async(JUDGE, vec![])).await;
        let violations = match judged.json() {
            Value::Array(violations) => violations.clone(),
            other => vec![json!(format!("axe-core answered {other}"))],
        };
        assert!(violations.is_empty(), "{place}: {violations:#?}");
    }
}
