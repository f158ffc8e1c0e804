//! Learner records (contract 2 and 5).

use std::collections::{BTreeMap, HashSet};

use super::super::json::{self, Member, Node};
use super::super::reading::{Object, Reading, nearest};
use super::super::source::SourceFile;
use super::super::values::{Bounds, currency, is_whole_minutes, shortened};
use super::pack::is_format;
use crate::finding::Finding;
use crate::model::id::is_id;
use crate::model::{
    AwardId, Break, Exception, ExceptionKind, GateId, GateState, HeldAward, LearnerRecord, Pin, PinKind, Preferences, Rational,
};

/// The format that a learner record declares.
pub(super) const FORMAT: &str = "cairn.learner/1";

/// Reads a learner record. An award that no pack has is kept; who joins the record with packs reports it.
///
/// # Errors
/// Every finding, if one of them is an error: the file is no learner record of the contract.
pub fn read_learner(file: &SourceFile) -> Result<(LearnerRecord, Vec<Finding>), Vec<Finding>> {
    let (text, root) = file.json().map_err(|refused| vec![*refused])?;
    let mut r = Reading::new(&file.name, text, root);
    let record = record(&mut r, root);
    match record {
        Some(record) if r.is_clean() => Ok((record, Vec::new())),
        _ => Err(r.findings()),
    }
}

fn record<'t>(r: &mut Reading<'t>, root: Node<'t>) -> Option<LearnerRecord> {
    let object = r.object(root, "a learner record", &["format", "name", "held", "gates", "preferences", "exceptions", "pins"])?;
    if !is_format(r, &object, FORMAT) {
        return None;
    }
    let name = r.text(&object, "name");
    let held = object.get("held").map(|n| held(r, n)).unwrap_or_default();
    let gates = object.get("gates").map(|n| gates(r, n)).unwrap_or_default();
    let preferences = object.get("preferences").and_then(|n| preferences(r, n)).unwrap_or_default();
    let mut exceptions = Vec::new();
    for node in object.get("exceptions").and_then(|n| r.list(n, "`exceptions`")).unwrap_or_default() {
        exceptions.extend(exception(r, node));
    }
    let mut pins = Vec::new();
    for node in object.get("pins").and_then(|n| r.list(n, "`pins`")).unwrap_or_default() {
        pins.extend(pin(r, node));
    }
    r.subject = None;
    let extensions = r.take_extensions(root);
    Some(LearnerRecord { name, held, gates, preferences, exceptions, pins, extensions })
}

fn held<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Vec<HeldAward> {
    let mut out = Vec::new();
    let mut seen = HashSet::new();
    for entry in r.list(node, "`held`").unwrap_or_default() {
        let Some(object) = about_award(r, entry, "a held award", &["award", "earned", "grade", "expires"]) else { continue };
        let award: Option<AwardId> = r.required_id(&object, "award");
        let earned = r.required_day(&object, "earned");
        let grade = r.number(&object, "grade", Bounds::Grade);
        let expires = r.day(&object, "expires");
        let extensions = r.take_extensions(entry);
        if let (Some(award), Some(at)) = (&award, object.get("award"))
            && !seen.insert(award.clone())
        {
            r.error(
                "duplicate-award",
                at,
                format!("`{award}` is listed twice in `held`"),
                "Keep the newer entry; a renewal replaces the earlier one",
            );
        }
        if let (Some(award), Some(earned)) = (award, earned) {
            out.push(HeldAward { award, earned, grade, expires, extensions });
        }
    }
    r.subject = None;
    out
}

/// An object about an award: findings name that award.
fn about_award<'t>(r: &mut Reading<'t>, node: Node<'t>, what: &'static str, keys: &[&str]) -> Option<Object<'t>> {
    let members = json::members(node).unwrap_or_default();
    r.subject = members.iter().find(|m| m.key == "award").and_then(|m| json::text(m.value)).map(|id| shortened(&id));
    r.object(node, what, keys)
}

fn gates<'t>(r: &mut Reading<'t>, node: Node<'t>) -> BTreeMap<GateId, GateState> {
    let mut out = BTreeMap::new();
    let is_answer =
        |member: &Member<'t>| is_id(&member.key) && json::text(member.value).is_some_and(|text| GateState::parse(&text).is_some());
    for member in r.dictionary(node, "`gates`", is_answer).unwrap_or_default() {
        if !is_id(&member.key) {
            r.error(
                "invalid-id",
                member.name,
                format!("`{}` is not the id of a gate", shortened(&member.key)),
                "Ids have small letters, digits and `.:/_-`, and begin with a letter or digit",
            );
            continue;
        }
        r.subject = Some(shortened(&member.key));
        if let Some(state) = r.word_of(member.value, "the answer to a gate") {
            out.insert(member.key.as_ref().into(), state);
        }
    }
    r.subject = None;
    out
}

const PREFERENCE_KEYS: [&str; 8] = ["start", "hours_per_week", "currency", "budget", "deadline", "exclude", "rates", "breaks"];

fn preferences<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Option<Preferences> {
    let object = r.object(node, "the preferences", &PREFERENCE_KEYS)?;
    let hours_per_week = r.number(&object, "hours_per_week", Bounds::Positive);
    if let (Some(hours), Some(at)) = (hours_per_week, object.get("hours_per_week"))
        && !is_whole_minutes(hours)
    {
        r.error(
            "hours-per-week",
            at,
            format!("`hours_per_week` is {}, which is not a whole number of minutes", at.get()),
            "Write a multiple of 1/60, as 10, 7.5 or 0.25",
        );
    }
    let mut out = Preferences {
        start: r.day(&object, "start"),
        hours_per_week,
        currency: object.get("currency").and_then(|n| r.currency_of(n)),
        budget: r.number(&object, "budget", Bounds::NotNegative),
        deadline: r.day(&object, "deadline"),
        rates: object.get("rates").map(|n| rates(r, n)).unwrap_or_default(),
        ..Preferences::default()
    };
    if let Some(exclude) = object.get("exclude").and_then(|n| r.object(n, "`exclude`", &["awards", "organizations"])) {
        out.exclude_awards = ids(r, &exclude, "awards");
        out.exclude_organizations = ids(r, &exclude, "organizations");
    }
    for entry in object.get("breaks").and_then(|n| r.list(n, "`breaks`")).unwrap_or_default() {
        let Some(span) = r.object(entry, "a break", &["from", "until"]) else { continue };
        let (from, until) = (r.required_day(&span, "from"), r.required_day(&span, "until"));
        r.in_order(&span, from, until);
        out.breaks.extend(from.zip(until).map(|(from, until)| Break { from, until }));
    }
    Some(out)
}

fn ids<'t, T: From<String>>(r: &mut Reading<'t>, object: &Object<'t>, key: &str) -> Vec<T> {
    let list = object.get(key).and_then(|n| r.list(n, &format!("`exclude.{key}`"))).unwrap_or_default();
    list.into_iter().filter_map(|n| r.id_of(n, key).map(T::from)).collect()
}

fn rates<'t>(r: &mut Reading<'t>, node: Node<'t>) -> BTreeMap<String, Rational> {
    let mut out = BTreeMap::new();
    for member in r.dictionary(node, "`rates`", |_| false).unwrap_or_default() {
        if currency(&member.key).is_none() {
            r.invalid_currency(member.name, &member.key);
        }
        if let Some(rate) = r.number_of(member.value, "a rate", Bounds::Positive) {
            out.insert(member.key.into_owned(), rate);
        }
    }
    out
}

/// The kinds of exceptions, in the contract's order.
const EXCEPTIONS: [&str; 5] = ["substitute", "waive", "also-allow", "grant", "deny"];

pub(super) fn exception<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Option<Exception> {
    let kind = kind_of(r, node, "an exception", &EXCEPTIONS)?;
    let mut keys = vec!["kind", "award", "in", "reason", "authority", "date", "until"];
    match kind.as_str() {
        "substitute" => keys.push("with"),
        "also-allow" => keys.push("counts"),
        _ => {}
    }
    let object = about_award(r, node, "an exception", &keys)?;
    let award = r.required_id(&object, "award");
    let kind = match kind.as_str() {
        "substitute" => r.required_id(&object, "with").map(|with| ExceptionKind::Substitute { with }),
        "also-allow" => Some(ExceptionKind::AlsoAllow { counts: r.number(&object, "counts", Bounds::NotNegative) }),
        "waive" => Some(ExceptionKind::Waive),
        "grant" => Some(ExceptionKind::Grant),
        _ => Some(ExceptionKind::Deny),
    };
    let within = r.id(&object, "in");
    let reason = r.required_text(&object, "reason");
    let authority = r.required_text(&object, "authority");
    let date = r.required_day(&object, "date");
    let until = r.day(&object, "until");
    let extensions = r.take_extensions(node);
    r.subject = None;
    Some(Exception { kind: kind?, award: award?, within, reason: reason?, authority: authority?, date: date?, until, extensions })
}

fn pin<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Option<Pin> {
    let kind = kind_of(r, node, "a pin", &["count", "take", "avoid"])?;
    let keys: &[&str] = if kind == "count" { &["kind", "award", "toward"] } else { &["kind", "award"] };
    let object = about_award(r, node, "a pin", keys)?;
    let award = r.required_id(&object, "award");
    let kind = match kind.as_str() {
        "count" => r.required_id(&object, "toward").map(|toward| PinKind::Count { toward }),
        "take" => Some(PinKind::Take),
        _ => Some(PinKind::Avoid),
    };
    r.subject = None;
    Some(Pin { kind: kind?, award: award? })
}

/// The kind of an exception or pin, which decides what other keys it has.
fn kind_of<'t>(r: &mut Reading<'t>, node: Node<'t>, what: &str, kinds: &[&str]) -> Option<String> {
    let Some(members) = json::members(node) else {
        r.wrong_type(node, what, "an object");
        return None;
    };
    let Some(member) = members.iter().find(|m| m.key == "kind") else {
        let near = members.iter().find_map(|m| nearest(&m.key, &["kind"])).is_some();
        let remedy = if near { "Did you mean `kind`?" } else { "Add `kind`" };
        r.error("missing-key", node, format!("`kind` is missing in {what}"), remedy);
        return None;
    };
    let kind = r.text_of(member.value, "kind")?;
    if !kinds.contains(&kind.as_str()) {
        r.unknown_word(member.value, "kind", &kind, kinds);
        return None;
    }
    Some(kind)
}
