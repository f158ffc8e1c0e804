//! An award as a row and as a page.

use pathways::estimate::is_made_of_parts;
use pathways::frameworks::Frameworks;
use pathways::model::{Award, AwardId, Delivery};

use super::{Viewer, fact, recognition, requirement};
use crate::wire::award::{AwardFacts, AwardPage};
use crate::wire::fact::Fact;
use crate::wire::search::AwardRow;

/// An award in a table.
#[must_use]
pub fn row(award: &Award, viewer: &Viewer<'_>) -> AwardRow {
    let catalogue = &viewer.world.catalogue;
    let eqf = award.level.as_ref().and_then(|level| Frameworks::bundled().eqf(level));
    AwardRow {
        id: award.id.to_string(),
        title: award.title.clone(),
        kind: award.kind.to_string(),
        issuer: award.issuer.to_string(),
        issuer_name: catalogue.organization_name(&award.issuer).to_owned(),
        platform_name: award.platform.as_ref().map(|platform| catalogue.organization_name(platform).to_owned()),
        country: catalogue.organizations.get(&award.issuer).and_then(|issuer| issuer.country.clone()),
        level: award.level.as_ref().map(|level| format!("{} {}", level.framework, level.value)),
        level_eqf: eqf.map(|eqf| eqf.level.to_string()),
        credits: award.credits.iter().map(fact::credit).collect(),
        made_of_parts: is_made_of_parts(award),
        cost: fact::cost(award, &viewer.world.estimates),
        hours: fact::study_hours(award, &viewer.world.estimates),
        status: award.status.to_string(),
        recognised_by: u32::try_from(viewer.world.recognised_by(&award.id)).unwrap_or(u32::MAX),
        held: viewer.holds(&award.id),
    }
}

/// Rows of the awards that the catalogue has.
#[must_use]
pub fn rows<'i>(ids: impl IntoIterator<Item = &'i AwardId>, viewer: &Viewer<'_>) -> Vec<AwardRow> {
    ids.into_iter().filter_map(|id| viewer.world.catalogue.awards.get(id)).map(|award| row(award, viewer)).collect()
}

/// All that is known of an award.
#[must_use]
pub fn page(award: &Award, viewer: &Viewer<'_>) -> AwardPage {
    let world = viewer.world;
    AwardPage {
        row: row(award, viewer),
        description: award.description.clone(),
        url: award.url.clone(),
        issuer_url: world.catalogue.organizations.get(&award.issuer).and_then(|issuer| issuer.url.clone()),
        facts: facts(award, viewer),
        skills: award.skills.iter().map(|skill| skill.name.clone()).collect(),
        requires: award.requires.as_ref().map(|requires| requirement::tree(requires, viewer)),
        recommends: award.recommends.as_ref().map(|recommends| requirement::tree(recommends, viewer)),
        recognised_by: world.taking(&award.id).map(|taking| recognition::row(taking, viewer)).collect(),
        granted_by: world.catalogue.granting(&award.id).map(|granting| recognition::row(granting, viewer)).collect(),
        opens: rows(world.opened_by(&award.id), viewer),
        part_of: rows(world.whole_of(&award.id), viewer),
        sources: fact::all_sources(&award.sources),
    }
}

fn facts(award: &Award, viewer: &Viewer<'_>) -> AwardFacts {
    let delivery = award.delivery.as_ref();
    let starts = delivery.and_then(|delivery| delivery.starts.as_ref());
    let credits: Vec<_> = award.credits.iter().map(fact::credit).collect();
    AwardFacts {
        credits: fact::of_award(award, "credits", (!credits.is_empty()).then_some(credits)),
        cost: fact::cost(award, &viewer.world.estimates),
        cost_basis: award.cost.as_ref().and_then(|cost| cost.basis.clone()),
        per_month: award.cost.as_ref().is_some_and(|cost| cost.per_month),
        hours: fact::study_hours(award, &viewer.world.estimates),
        weeks: fact::of_award(award, "effort", award.effort.as_ref().and_then(|effort| effort.weeks)),
        level: level(award),
        delivery: fact::of_award(award, "delivery", delivery.and_then(in_words)),
        starts: fact::of_award(award, "delivery", starts.map(|starts| starts.iter().map(ToString::to_string).collect())),
        validity_months: fact::of_award(award, "validity_months", award.validity_months),
        language: fact::of_award(award, "language", award.language.clone()),
        status: fact::of_award(award, "status", Some(award.status.to_string())),
    }
}

/// A level, with the European one that compares; one that has none is said to be not comparable.
fn level(award: &Award) -> Fact<String> {
    let Some(level) = &award.level else { return Fact::unknown() };
    let stated = format!("{} {}", level.framework, level.value);
    let (text, note) = match Frameworks::bundled().eqf(level) {
        Some(eqf) if level.framework != "EQF" => (format!("{stated} (EQF {})", eqf.level), eqf.note.map(str::to_owned)),
        Some(_) => (stated, None),
        None => (stated, Some("Not comparable with a level of the European framework".to_owned())),
    };
    let fact = fact::of_award(award, "level", Some(text));
    Fact { note: fact.note.or(note), ..fact }
}

fn in_words(delivery: &Delivery) -> Option<String> {
    let words = [delivery.mode.map(|mode| mode.as_str()), delivery.pacing.map(|pacing| pacing.as_str())];
    let mut text: Vec<&str> = words.into_iter().flatten().collect();
    if delivery.repeats_yearly {
        text.push("every year");
    }
    (!text.is_empty()).then(|| text.join(", "))
}
