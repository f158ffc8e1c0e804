//! Recognitions as rows.

use pathways::explain::transfer::granted;
use pathways::model::{Currency, Money, Recognition, exact};

use super::{Viewer, fact, phrase, requirement};
use crate::wire::fact::{Certainty, Fact};
use crate::wire::recognition::RecognitionRow;

/// An agreement as a row.
#[must_use]
pub fn row(recognition: &Recognition, viewer: &Viewer<'_>) -> RecognitionRow {
    let catalogue = &viewer.world.catalogue;
    let (credits, of_credits) = granted(recognition, catalogue);
    let from_text = phrase::requirement(&recognition.from, catalogue);
    let grants_title = catalogue.title(&recognition.grants).to_owned();
    let valid = recognition.valid.unwrap_or_default();
    RecognitionRow {
        id: recognition.id.to_string(),
        title: recognition.title.clone().unwrap_or_else(|| format!("{from_text} counts as {grants_title}")),
        by: recognition.by.to_string(),
        by_name: catalogue.organization_name(&recognition.by).to_owned(),
        from: Some(requirement::tree(&recognition.from, viewer)),
        from_text,
        grants: recognition.grants.to_string(),
        grants_title,
        into: recognition.into.as_ref().map(ToString::to_string),
        into_title: recognition.into.as_ref().map(|into| catalogue.title(into).to_owned()),
        credits: credits.as_ref().map(fact::credit),
        of_credits: of_credits.as_ref().map(fact::credit),
        conditions: recognition.requires.as_ref().map(|requires| requirement::tree(requires, viewer)),
        fee: fee(recognition, viewer),
        within_months: recognition.within_months.and_then(|months| exact::decimal(months, 3).parse().ok()),
        valid_from: valid.from.map(|day| day.to_string()),
        valid_until: valid.until.map(|day| day.to_string()),
        in_force: recognition.in_force(viewer.today),
        sources: fact::all_sources(&recognition.sources),
        certainty: fact::certainty(recognition.confidence),
    }
}

fn fee(recognition: &Recognition, viewer: &Viewer<'_>) -> Fact<crate::wire::fact::Money> {
    let sources = fact::sources(&recognition.sources, "fee", None);
    if let Some(fee) = &recognition.fee {
        return Fact { value: Some(fact::money(fee)), certainty: fact::certainty(recognition.confidence), sources, note: None };
    }
    // The contract: an absent fee is none.
    let none = Money::zero(viewer.record.preferences.currency.unwrap_or(Currency::USD));
    let note = Some("The agreement names no fee".to_owned());
    Fact { value: Some(fact::money(&none)), certainty: Certainty::Derived, sources, note }
}
