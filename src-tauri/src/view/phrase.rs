//! Requirements in a line, for places where a tree has no room.

use pathways::model::{Catalogue, Requirement, exact};

/// How many parts are named before the rest is counted.
const MOST_NAMED: usize = 4;

/// A requirement in a line.
#[must_use]
pub fn requirement(requirement: &Requirement, catalogue: &Catalogue) -> String {
    let parts = |of: &[Requirement], between: &str| listed(of.iter().map(|part| phrase(part, catalogue)).collect(), between);
    match requirement {
        Requirement::Award { award, min_grade: None } => catalogue.title(award).to_owned(),
        Requirement::Award { award, min_grade: Some(grade) } => {
            format!("{} with at least {}", catalogue.title(award), exact::decimal(*grade, 2))
        }
        Requirement::All { of, .. } => parts(of, "and"),
        Requirement::Any(of) => parts(of, "or"),
        Requirement::AtLeast { count, of } => format!("{count} of {}", parts(of, "and")),
        Requirement::Credits(pool) => {
            let titles = pool.from.iter().map(|entry| catalogue.title(&entry.award).to_owned()).collect();
            format!("{} {} from {}", exact::decimal(pool.credits, 3), pool.unit, listed(titles, "and"))
        }
        Requirement::Gate(gate) => gate.label.clone().unwrap_or_else(|| gate.gate.to_string()),
    }
}

/// As a part of another: in brackets where it would be misread.
fn phrase(part: &Requirement, catalogue: &Catalogue) -> String {
    let text = requirement(part, catalogue);
    match part {
        Requirement::All { of, .. } | Requirement::Any(of) if of.len() > 1 => format!("({text})"),
        _ => text,
    }
}

fn listed(mut parts: Vec<String>, between: &str) -> String {
    if parts.len() > MOST_NAMED {
        let rest = parts.len() - (MOST_NAMED - 1);
        parts.truncate(MOST_NAMED - 1);
        parts.push(format!("{rest} more"));
    }
    match parts.as_slice() {
        [] => "nothing".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {between} {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use pathways::model::{Catalogue, Requirement};

    use super::requirement;

    #[test]
    fn lists_are_read_out_and_long_ones_counted() {
        let leaf = |id: &str| Requirement::award(id);
        let all = |of: Vec<Requirement>| Requirement::All { of, distinct: false };
        let catalogue = Catalogue::default();
        let nested = all(vec![leaf("a"), Requirement::Any(vec![leaf("b"), leaf("c")])]);
        assert_eq!(requirement(&nested, &catalogue), "a and (b or c)");
        let long = all(["a", "b", "c", "d", "e", "f"].map(leaf).to_vec());
        assert_eq!(requirement(&long, &catalogue), "a, b, c and 3 more");
        assert_eq!(requirement(&Requirement::Any(Vec::new()), &catalogue), "nothing");
    }
}
