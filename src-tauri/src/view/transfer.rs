//! Agreements with what they spare, in the learner's currency and weeks.

use pathways::explain::transfer::{Spared, SparedRule, Transfer};
use pathways::model::{Money, Rational, Requirement, exact};

use super::{Viewer, fact, recognition};
use crate::wire::fact::{Certainty, Fact};
use crate::wire::transfer::{Taken, TransferRow};

/// An agreement as a row of the table of what counts where.
#[must_use]
pub fn row(transfer: &Transfer<'_>, viewer: &Viewer<'_>) -> TransferRow {
    let catalogue = &viewer.world.catalogue;
    let recognition = transfer.recognition;
    let taken = |id: &pathways::model::AwardId| Taken {
        id: id.to_string(),
        title: catalogue.title(id).to_owned(),
        kind: catalogue.awards.get(id).map_or("other", |award| award.kind.as_str()).to_owned(),
    };
    let (money, original) = money(transfer.money.as_ref(), viewer);
    TransferRow {
        recognition: recognition::row(recognition, viewer),
        takes: recognition.from.awards().into_iter().map(taken).collect(),
        money,
        original,
        hours: hours(transfer.hours.as_ref()),
        weeks: transfer.hours.as_ref().and_then(|hours| weeks(hours.amount, viewer)),
        conditions: recognition.requires.as_ref().map_or(0, conditions),
        read: transfer.read.map(|read| read.to_string()),
    }
}

fn conditions(requires: &Requirement) -> u32 {
    let mut count = 0;
    requires.walk(&mut |part| count += u32::from(matches!(part, Requirement::Gate(_) | Requirement::Award { .. })));
    count
}

fn weeks(hours: Rational, viewer: &Viewer<'_>) -> Option<u32> {
    let a_week = viewer.record.preferences.hours_per_week.filter(|hours| *hours > exact::whole(0))?;
    u32::try_from(exact::ceil(hours / a_week)).ok()
}

/// In the learner's currency; the institution's own beside it where that is another.
fn money(spared: Option<&Spared<Money>>, viewer: &Viewer<'_>) -> (Fact<crate::wire::fact::Money>, Option<crate::wire::fact::Money>) {
    let Some(spared) = spared else { return (Fact::unknown(), None) };
    let (own, preferences) = (spared.amount, &viewer.record.preferences);
    let wanted = preferences.currency.unwrap_or(own.currency);
    let Some((rate, rate_certainty)) = super::plan::rate(own.currency, wanted, viewer) else {
        return (known(fact::money(&own), certainty(&spared.rule), price_rule(&spared.rule)), None);
    };
    let amount = Money::from_major(own.major() * rate, wanted);
    let original = (own.currency != wanted).then(|| fact::money(&own));
    (known(fact::money(&amount), certainty(&spared.rule).max(rate_certainty), price_rule(&spared.rule)), original)
}

fn hours(spared: Option<&Spared<Rational>>) -> Fact<String> {
    spared.map_or_else(Fact::unknown, |spared| {
        let sure = if spared.rule == SparedRule::Stated { Certainty::Derived } else { Certainty::Estimated };
        known(fact::hours(spared.amount), sure, hours_rule(&spared.rule))
    })
}

fn known<T>(value: T, certainty: Certainty, note: String) -> Fact<T> {
    Fact { value: Some(value), certainty, sources: Vec::new(), note: Some(note) }
}

/// A price that the institution states is still no promise of what is saved.
fn certainty(rule: &SparedRule) -> Certainty {
    if *rule == SparedRule::Stated { Certainty::Derived } else { Certainty::Estimated }
}

fn price_rule(rule: &SparedRule) -> String {
    match rule {
        SparedRule::PriceOfCredits { credits, each, awards } => format!(
            "{} {} at {} each, the median price of a credit among {awards} parts of the programme",
            exact::decimal(credits.value, 2),
            credits.unit,
            rounded(*each)
        ),
        SparedRule::Stated | SparedRule::HoursOfCredits { .. } => "What it costs to take the same there".to_owned(),
    }
}

fn hours_rule(rule: &SparedRule) -> String {
    match rule {
        SparedRule::HoursOfCredits { credits, each } => {
            format!("{} {} at {} official hours each", exact::decimal(credits.value, 2), credits.unit, exact::decimal(*each, 2))
        }
        SparedRule::Stated | SparedRule::PriceOfCredits { .. } => "What it takes to study the same there".to_owned(),
    }
}

fn rounded(money: Money) -> Money {
    Money { minor: exact::whole(money.rounded_minor()), ..money }
}
