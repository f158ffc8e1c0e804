//! The catalogue as a whole, and its packs.

use pathways::interchange::{SourceFile, contract};
use pathways::model::provenance::{AsOf, Source};
use pathways::model::{AwardId, Catalogue};
use pathways::store::{Changes, ImportReport, StoredPack};

use super::search::count;
use crate::wire::catalogue::{CatalogueSummary, PackChanges, PackRow};

/// How large and how new the catalogue is.
#[must_use]
pub fn summary(catalogue: &Catalogue) -> CatalogueSummary {
    let sources = catalogue.awards.values().flat_map(|award| &award.sources);
    CatalogueSummary {
        packs: count(catalogue.packs.len()),
        awards: count(catalogue.awards.len()),
        recognitions: count(catalogue.recognitions.len()),
        organizations: count(catalogue.organizations.len()),
        newest: ages(sources).max().map(|age| age.to_string()),
        version: catalogue.packs.iter().map(|pack| pack.version.as_str()).max().unwrap_or_default().to_owned(),
    }
}

fn ages<'a>(sources: impl Iterator<Item = &'a Source>) -> impl Iterator<Item = AsOf> {
    sources.filter_map(|source| source.as_of)
}

/// A pack with the ages of its sources, which are read from its text.
#[must_use]
pub fn pack(stored: &StoredPack, text: &SourceFile) -> PackRow {
    let read = contract::read_pack(text).map(|read| read.pack).ok();
    let awards = read.iter().flat_map(|pack| &pack.awards).flat_map(|award| &award.sources);
    let recognitions = read.iter().flat_map(|pack| &pack.recognitions).flat_map(|recognition| &recognition.sources);
    let ages: Vec<AsOf> = ages(awards.chain(recognitions)).collect();
    PackRow {
        id: stored.id.to_string(),
        title: stored.title.clone().unwrap_or_else(|| stored.id.to_string()),
        version: stored.version.clone(),
        awards: count(stored.awards),
        recognitions: count(stored.recognitions),
        newest: ages.iter().max().map(ToString::to_string),
        oldest: ages.iter().min().map(ToString::to_string),
        bundled: stored.bundled,
    }
}

/// What an import of one pack changed; `None` when there was no pack.
#[must_use]
pub fn changes(report: &ImportReport, catalogue: &Catalogue) -> Option<PackChanges> {
    let pack = report.packs.first()?;
    let kinds = [&pack.organizations, &pack.awards, &pack.recognitions];
    let total = |of: fn(&Changes) -> usize| count(kinds.iter().map(|changes| of(changes)).sum());
    let mut sentences = vec![match &pack.replaced {
        Some(old) => format!("Version {} replaces version {old}.", pack.version),
        None => format!("The pack is new, version {}.", pack.version),
    }];
    for changes in kinds {
        // The records of a new pack need no list: all are new.
        let added = changes.added.iter().filter(|_| pack.replaced.is_some());
        sentences.extend(added.map(|id| format!("{} is new.", name(id, catalogue))));
        sentences
            .extend(changes.changed.iter().map(|record| format!("{}: {} changed.", name(&record.id, catalogue), record.fields.join(", "))));
        sentences.extend(changes.removed.iter().map(|id| format!("{id} is gone.")));
    }
    sentences.extend(report.warnings.iter().map(ToString::to_string));
    Some(PackChanges {
        pack: pack.id.to_string(),
        title: pack.title.clone().unwrap_or_else(|| pack.id.to_string()),
        added: total(|changes| changes.added.len()),
        changed: total(|changes| changes.changed.len()),
        removed: total(|changes| changes.removed.len()),
        sentences,
    })
}

fn name<'a>(id: &'a str, catalogue: &'a Catalogue) -> &'a str {
    let award = catalogue.awards.get(&AwardId::from(id)).map(|award| award.title.as_str());
    award.or_else(|| catalogue.organizations.get(id).map(|organization| organization.name.as_str())).unwrap_or(id)
}
