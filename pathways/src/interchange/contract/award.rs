//! Awards (contract 1.1).

use std::collections::HashSet;

use super::super::json::{self, Node, Shape};
use super::super::reading::{Object, Reading};
use super::super::values::{Bounds, shortened};
use super::requirement;
use super::shared::{about, money};
use crate::model::{Award, AwardKind, AwardStatus, Confidence, Cost, Credit, CreditUnit, Delivery, Effort, Level, Skill};

/// The keys of an award.
pub(super) const KEYS: [&str; 21] = [
    "id",
    "title",
    "kind",
    "issuer",
    "platform",
    "url",
    "description",
    "level",
    "credits",
    "cost",
    "effort",
    "delivery",
    "earnable",
    "requires",
    "recommends",
    "validity_months",
    "skills",
    "language",
    "status",
    "sources",
    "confidence",
];

/// Reads an award whose keys have been checked.
pub(super) fn award<'t>(r: &mut Reading<'t>, object: &Object<'t>) -> Option<Award> {
    let id = r.required_id(object, "id");
    let title = r.required_text(object, "title");
    let kind = r.required(object, "kind").and_then(|n| r.word_of::<AwardKind>(n, "kind"));
    let issuer = r.required_id(object, "issuer");
    let platform = r.id(object, "platform");
    let about = about(r, object);
    let level = object.get("level").and_then(|n| level(r, n));
    let credits = object.get("credits").map(|n| credits(r, n)).unwrap_or_default();
    let cost = object.get("cost").and_then(|n| cost(r, n));
    let effort = object.get("effort").and_then(|n| effort(r, n));
    let delivery = object.get("delivery").and_then(|n| delivery(r, n));
    let earnable = r.flag(object, "earnable");
    if kind == Some(AwardKind::TransferCredit) && earnable != Some(false) {
        r.error(
            "earnable-transfer-credit",
            object.get("earnable").or(object.get("kind"))?,
            "A block of transfer credit is never earnable",
            "Add `\"earnable\": false`",
        );
    }
    if about.confidence == Confidence::Assumed && about.description.as_deref().is_none_or(str::is_empty) {
        r.error(
            "assumed-without-description",
            object.get("confidence")?,
            "The confidence is `assumed`, and no description says how the gap was filled",
            "Add a `description` that says how",
        );
    }
    let requires = requirement::optional(r, object, "requires");
    let recommends = requirement::optional(r, object, "recommends");
    let validity_months = r.whole(object, "validity_months");
    let skills = object.get("skills").map(|n| skills(r, n)).unwrap_or_default();
    let language = object.get("language").and_then(|n| language(r, n));
    let status = r.word(object, "status").unwrap_or(AwardStatus::Active);
    let extensions = r.take_extensions(object.node);
    Some(Award {
        id: id?,
        title: title?,
        kind: kind?,
        issuer: issuer?,
        platform,
        url: about.url,
        description: about.description,
        level,
        credits,
        cost,
        effort,
        delivery,
        earnable: earnable.unwrap_or(true),
        requires,
        recommends,
        validity_months,
        skills,
        language,
        status,
        sources: about.sources,
        confidence: about.confidence,
        extensions,
    })
}

fn level<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Option<Level> {
    let object = r.object(node, "a level", &["framework", "value"])?;
    let framework = r.required_text(&object, "framework");
    let value = r.required(&object, "value").and_then(|n| match Shape::of(n) {
        // A number as it is written: `7`, `7.5`.
        Shape::Number => Some(n.get().to_owned()),
        Shape::Text => json::text(n).map(|text| text.into_owned()),
        _ => {
            r.wrong_type(n, "`value` of a level", "a number or a text");
            None
        }
    });
    Some(Level { framework: framework?, value: value? })
}

fn credits<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Vec<Credit> {
    let mut out = Vec::new();
    let mut stated: HashSet<CreditUnit> = HashSet::new();
    for entry in r.list(node, "`credits`").unwrap_or_default() {
        let Some(object) = r.object(entry, "a credit", &["value", "unit"]) else { continue };
        let value = r.required_number(&object, "value", Bounds::NotNegative);
        let unit = r.required(&object, "unit").and_then(|n| r.unit_of(n));
        if let Some(unit) = &unit
            && !stated.insert(unit.clone())
        {
            r.error("duplicate-unit", entry, format!("The credit in `{unit}` is stated twice"), "Keep one of the two");
        }
        out.extend(value.zip(unit).map(|(value, unit)| Credit { value, unit }));
    }
    out
}

fn cost<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Option<Cost> {
    let object = r.object(node, "a cost", &["amount", "currency", "basis", "as_of", "per"])?;
    let money = money(r, &object);
    let basis = r.text(&object, "basis");
    let as_of = r.as_of(&object);
    let per_month = only_word(r, &object, "per", "month");
    Some(Cost { money: money?, per_month, basis, as_of })
}

fn effort<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Option<Effort> {
    let object = r.object(node, "an effort", &["hours", "weeks"])?;
    Some(Effort { hours: r.number(&object, "hours", Bounds::NotNegative), weeks: r.whole(&object, "weeks") })
}

fn delivery<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Option<Delivery> {
    let object = r.object(node, "a delivery", &["mode", "pacing", "starts", "repeats"])?;
    let mode = r.word(&object, "mode");
    let pacing = r.word(&object, "pacing");
    let starts = object.get("starts").and_then(|n| r.list(n, "`starts`"));
    let starts = starts.map(|list| list.into_iter().filter_map(|day| r.day_of(day, "starts")).collect());
    Some(Delivery { mode, pacing, starts, repeats_yearly: only_word(r, &object, "repeats", "yearly") })
}

/// A key that, where it stands, has one word only.
fn only_word<'t>(r: &mut Reading<'t>, object: &Object<'t>, key: &str, word: &str) -> bool {
    let Some(node) = object.get(key) else { return false };
    let Some(text) = r.text_of(node, key) else { return false };
    if text != word {
        r.unknown_word(node, key, &text, &[word]);
    }
    text == word
}

fn skills<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Vec<Skill> {
    let mut out = Vec::new();
    for entry in r.list(node, "`skills`").unwrap_or_default() {
        let Some(object) = r.object(entry, "a skill", &["name", "uri"]) else { continue };
        let name = r.required_text(&object, "name");
        let uri = r.text(&object, "uri");
        out.extend(name.map(|name| Skill { name, uri }));
    }
    out
}

fn language<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Option<String> {
    let text = r.text_of(node, "language")?;
    if oxilangtag::LanguageTag::parse(text.as_str()).is_err() {
        r.error(
            "invalid-language",
            node,
            format!("`{}` is no BCP 47 language tag", shortened(&text)),
            "Write a tag such as en, pt-BR or zh-Hant",
        );
        return None;
    }
    Some(text)
}
