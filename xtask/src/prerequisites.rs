//! The two tools that must be there before anything else: Rust and Node.

use std::process::Command;

use crate::Outcome;
use crate::process::{answer, run_here};
use crate::project::{cargo, npm};

/// The workspace's `rust-version`.
const RUST: Version = (1, 90);
/// What Vite 8 asks for.
const NODE: Version = (20, 19);

/// Major and minor.
type Version = (u32, u32);

/// Checks Rust and Node.
///
/// # Errors
/// Names what is missing or too old and where to get it.
pub fn check_tools() -> Outcome {
    let rust = answer("rustc", &["--version"]);
    require("Rust", rust.as_deref(), RUST, "install it from https://rustup.rs, or run `rustup update stable`")?;
    let node = answer("node", &["--version"]);
    require("Node", node.as_deref(), NODE, "install it from https://nodejs.org (the LTS release will do)")?;
    if answer(npm(), &["--version"]).is_none() {
        return Err("npm is not on the PATH though Node is; it comes with Node from https://nodejs.org".into());
    }
    Ok(())
}

/// Checks that cargo can format and lint, adding the components through rustup where that is possible.
///
/// # Errors
/// When they are missing and cannot be added.
pub fn check_components() -> Outcome {
    let missing: Vec<&str> = [("fmt", "rustfmt"), ("clippy", "clippy")]
        .into_iter()
        .filter(|(command, _)| answer(&cargo(), &[command, "--version"]).is_none())
        .map(|(_, component)| component)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    if answer("rustup", &["--version"]).is_none() {
        return Err(format!("the Rust components {} are missing; add them with your Rust installer", missing.join(" and ")));
    }
    run_here(Command::new("rustup").args(["component", "add"]).args(&missing))
}

fn require(name: &str, printed: Option<&str>, least: Version, remedy: &str) -> Outcome {
    let wanted = format!("{}.{}", least.0, least.1);
    let Some(printed) = printed else {
        return Err(format!("{name} {wanted} or newer is needed and was not found on the PATH; {remedy}"));
    };
    match version_in(printed) {
        Some(found) if found >= least => Ok(()),
        Some(found) => Err(format!("{name} {wanted} or newer is needed, and {}.{} is installed; {remedy}", found.0, found.1)),
        None => Err(format!("{name} says `{printed}`, which is no version; {remedy}")),
    }
}

/// The first `major.minor` in what a tool prints about itself: `rustc 1.95.0 (…)`, `v20.20.2`.
fn version_in(printed: &str) -> Option<Version> {
    let word =
        printed.split_whitespace().map(|word| word.trim_start_matches('v')).find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    let mut parts = word.split('.').map(str::parse);
    Some((parts.next()?.ok()?, parts.next()?.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_the_tools_print_them() {
        assert_eq!(version_in("rustc 1.95.0 (f2d3ce0bd 2026-03-21)"), Some((1, 95)));
        assert_eq!(version_in("v20.20.2"), Some((20, 20)));
        assert_eq!(version_in("command not found"), None);
    }

    #[test]
    fn an_old_node_is_refused_with_both_versions_and_a_remedy() {
        let refused = require("Node", Some("v18.20.4"), NODE, "install it").expect_err("18 is too old");
        assert!(refused.contains("20.19") && refused.contains("18.20") && refused.contains("install it"), "{refused}");
        assert!(require("Node", Some("v20.19.0"), NODE, "").is_ok());
        assert!(require("Node", None, NODE, "install it").expect_err("absent").contains("not found"));
    }
}
