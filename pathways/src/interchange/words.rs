//! What readers of other forms have in common: ids from names, and requirements from parts.

use crate::model::Requirement;

/// The characters of an id that a text has.
pub(super) fn slug(text: &str) -> String {
    let text = text.trim_start_matches("https://").trim_start_matches("http://").to_lowercase();
    let plain: String = text.chars().map(|c| if c.is_ascii_alphanumeric() || ".:/_-".contains(c) { c } else { '-' }).collect();
    let plain = plain.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    if plain.is_empty() { "unnamed".to_owned() } else { plain.to_owned() }
}

/// All of the parts; a single part alone. `None`: there is none.
pub(super) fn all(mut parts: Vec<Requirement>) -> Option<Requirement> {
    match parts.len() {
        0 => None,
        1 => parts.pop(),
        _ => Some(Requirement::All { of: parts, distinct: false }),
    }
}

/// Any of the parts; a single part alone. `None`: there is none.
pub(super) fn any(mut parts: Vec<Requirement>) -> Option<Requirement> {
    match parts.len() {
        0 => None,
        1 => parts.pop(),
        _ => Some(Requirement::Any(parts)),
    }
}
