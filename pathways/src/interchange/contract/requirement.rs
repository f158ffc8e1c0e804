//! Requirement expressions (contract 1.2).

use std::collections::HashSet;

use super::super::json::{self, Node, Shape};
use super::super::reading::{Object, Reading, listed, nearest};
use super::super::values::Bounds;
use crate::model::{AwardId, Cap, CreditPool, Gate, PoolEntry, Requirement};

/// The keys that decide which form an expression has.
const FORMS: [&str; 6] = ["award", "all", "any", "at_least", "credits", "gate"];

/// Reads an expression; its nesting is limited with that of the file.
pub(super) fn requirement<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Option<Requirement> {
    match Shape::of(node) {
        Shape::Text => return r.id_of(node, "award").map(Requirement::award),
        Shape::Object => {}
        _ => {
            r.wrong_type(node, "a requirement", "an award id or an object");
            return None;
        }
    }
    let keys: Vec<String> = json::members(node).unwrap_or_default().into_iter().map(|m| m.key.into_owned()).collect();
    let forms: Vec<&str> = FORMS.into_iter().filter(|form| keys.iter().any(|key| key == form)).collect();
    match forms[..] {
        ["award"] => award(r, node),
        ["all"] => all(r, node),
        ["any"] => {
            let object = r.object(node, "an `any` requirement", &["any"])?;
            children(r, &object, "any").map(Requirement::Any)
        }
        ["at_least"] => {
            let object = r.object(node, "an `at_least` requirement", &["at_least", "of"])?;
            let count = object.get("at_least").and_then(|n| r.whole_of(n, "at_least"));
            let of = children(r, &object, "of");
            Some(Requirement::AtLeast { count: count?, of: of? })
        }
        ["credits"] => pool(r, node),
        ["gate"] => gate(r, node),
        [] => {
            let near = keys.iter().find_map(|key| nearest(key, &FORMS));
            let remedy = near.map_or_else(|| format!("Give it one of {}", listed(&FORMS)), |near| format!("Did you mean `{near}`?"));
            r.error("expression-form", node, "This requirement has none of the defined forms", remedy);
            None
        }
        _ => {
            let message = format!("A requirement has exactly one form, this has {}", listed(&forms));
            r.error("expression-form", node, message, "Put them as children into an `all` or an `any`");
            None
        }
    }
}

/// An optional expression under a key.
pub(super) fn optional<'t>(r: &mut Reading<'t>, object: &Object<'t>, key: &str) -> Option<Requirement> {
    let node = object.get(key)?;
    requirement(r, node)
}

fn children<'t>(r: &mut Reading<'t>, object: &Object<'t>, key: &str) -> Option<Vec<Requirement>> {
    let node = r.required(object, key)?;
    let elements = r.list(node, &format!("`{key}`"))?;
    // Every child is read, so that all findings are reported; with one that failed, the positions of the others would lie.
    let read: Vec<_> = elements.into_iter().map(|element| requirement(r, element)).collect();
    read.into_iter().collect()
}

fn award<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Option<Requirement> {
    let object = r.object(node, "an award requirement", &["award", "min_grade"])?;
    let award = r.required_id(&object, "award");
    let min_grade = r.number(&object, "min_grade", Bounds::Grade);
    Some(Requirement::Award { award: award?, min_grade })
}

fn all<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Option<Requirement> {
    let object = r.object(node, "an `all` requirement", &["all", "distinct"])?;
    let distinct = r.flag(&object, "distinct").unwrap_or(false);
    children(r, &object, "all").map(|of| Requirement::All { of, distinct })
}

fn gate<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Option<Requirement> {
    let object = r.object(node, "a gate", &["gate", "kind", "label", "met_by"])?;
    let gate = r.required_id(&object, "gate");
    let kind = r.word(&object, "kind");
    let label = r.text(&object, "label");
    let met_by = optional(r, &object, "met_by").map(Box::new);
    Some(Requirement::Gate(Gate { gate: gate?, kind, label, met_by }))
}

fn pool<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Option<Requirement> {
    let object = r.object(node, "a credit pool", &["credits", "unit", "from", "at_most"])?;
    let credits = r.required_number(&object, "credits", Bounds::NotNegative);
    let unit = r.required(&object, "unit").and_then(|n| r.unit_of(n));
    let list = r.required(&object, "from").and_then(|n| r.list(n, "`from`"));
    let mut from = Vec::new();
    let mut members: HashSet<AwardId> = HashSet::new();
    let mut whole = true;
    for entry in list.iter().flatten() {
        let Some((at, entry)) = pool_entry(r, entry) else {
            whole = false;
            continue;
        };
        if members.insert(entry.award.clone()) {
            from.push(entry);
        } else {
            whole = false;
            r.error(
                "duplicate-award",
                at,
                format!("`{}` is listed twice in one pool", entry.award),
                "Keep one of the two; an award stands in a pool once",
            );
        }
    }
    let at_most = object.get("at_most").map(|n| caps(r, n, &members)).unwrap_or_default();
    list.filter(|_| whole)?;
    Some(Requirement::Credits(CreditPool { credits: credits?, unit: unit?, from, at_most }))
}

/// An entry of a pool, and the place of its award.
fn pool_entry<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Option<(Node<'t>, PoolEntry)> {
    match Shape::of(node) {
        Shape::Text => r.id_of(node, "award").map(|award| (node, PoolEntry { award: award.into(), counts: None })),
        Shape::Object => {
            let object = r.object(node, "an entry of a pool", &["award", "counts"])?;
            let award = r.required_id(&object, "award");
            let counts = r.number(&object, "counts", Bounds::NotNegative);
            Some((object.get("award")?, PoolEntry { award: award?, counts }))
        }
        _ => {
            r.wrong_type(node, "an entry of a pool", "an award id or an object with `award` and `counts`");
            None
        }
    }
}

fn caps<'t>(r: &mut Reading<'t>, node: Node<'t>, members: &HashSet<AwardId>) -> Vec<Cap> {
    let mut out: Vec<(usize, Cap, HashSet<AwardId>)> = Vec::new();
    for (index, entry) in r.list(node, "`at_most`").unwrap_or_default().into_iter().enumerate() {
        let Some(object) = r.object(entry, "a cap", &["credits", "from", "reason"]) else { continue };
        let credits = r.required_number(&object, "credits", Bounds::NotNegative);
        let reason = r.text(&object, "reason");
        let Some(list) = r.required(&object, "from").and_then(|n| r.list(n, "`from` of a cap")) else { continue };
        let mut from = Vec::new();
        let mut covered = HashSet::new();
        for name in list {
            let Some(award) = r.id_of(name, "award").map(AwardId::from) else { continue };
            if !members.contains(&award) {
                r.error(
                    "cap-outside-pool",
                    name,
                    format!("The cap names `{award}`, which is not in the pool"),
                    "Remove it from the cap or add it to the pool",
                );
            }
            if covered.insert(award.clone()) {
                from.push(award);
            } else {
                r.error("duplicate-award", name, format!("`{award}` is listed twice in one cap"), "Keep one of the two");
            }
        }
        for (earlier, _, other) in &out {
            let apart = covered.is_disjoint(other);
            if !apart && !covered.is_subset(other) && !other.is_subset(&covered) {
                r.error(
                    "caps-overlap",
                    entry,
                    format!("The caps {earlier} and {index} of this pool overlap, and neither holds the other"),
                    "Two caps of a pool cover different awards, or one covers all of the other's",
                );
            }
        }
        if let Some(credits) = credits {
            out.push((index, Cap { credits, from, reason }, covered));
        }
    }
    out.into_iter().map(|(_, cap, _)| cap).collect()
}
