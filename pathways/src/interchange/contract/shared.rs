//! What packs, organizations, awards and recognitions share: descriptions, sources, money.

use super::super::json::Node;
use super::super::reading::{Object, Reading};
use super::super::values::Bounds;
use crate::model::{Confidence, Money, Source};

/// The keys that every record of a pack may have.
pub(super) struct About {
    pub url: Option<String>,
    pub description: Option<String>,
    pub sources: Vec<Source>,
    pub confidence: Confidence,
}

pub(super) fn about<'t>(r: &mut Reading<'t>, object: &Object<'t>) -> About {
    About {
        url: r.text(object, "url"),
        description: r.text(object, "description"),
        sources: object.get("sources").map(|node| sources(r, node)).unwrap_or_default(),
        confidence: r.word(object, "confidence").unwrap_or(Confidence::Stated),
    }
}

fn sources<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Vec<Source> {
    let mut out = Vec::new();
    for entry in r.list(node, "`sources`").unwrap_or_default() {
        let Some(object) = r.object(entry, "a source", &["url", "as_of", "supports"]) else { continue };
        let url = r.required_text(&object, "url");
        let as_of = r.as_of(&object);
        let mut supports = Vec::new();
        if let Some(list) = object.get("supports") {
            for key in r.list(list, "`supports`").unwrap_or_default() {
                supports.extend(r.text_of(key, "supports"));
            }
        }
        out.extend(url.map(|url| Source { url, as_of, supports }));
    }
    out
}

/// `amount` and `currency` of an object that has them.
pub(super) fn money<'t>(r: &mut Reading<'t>, object: &Object<'t>) -> Option<Money> {
    let amount = r.required_number(object, "amount", Bounds::NotNegative);
    let currency = r.required(object, "currency").and_then(|node| r.currency_of(node));
    Some(Money::from_major(amount?, currency?))
}
