//! The catalogue as a whole, and its packs.

use std::collections::HashMap;

use pathways::store::{CatalogueSize, Changes, ImportReport, PackChange, StoredPack};

use super::search::count;
use crate::wire::catalogue::{CatalogueSummary, PackArrival, PackChanges, PackRow};

/// How large and how new the catalogue is.
#[must_use]
pub fn summary(size: CatalogueSize) -> CatalogueSummary {
    CatalogueSummary {
        packs: count(size.packs),
        awards: count(size.awards),
        recognitions: count(size.recognitions),
        organizations: count(size.organizations),
        newest: size.newest.map(|age| age.to_string()),
        version: size.version.unwrap_or_default(),
    }
}

/// A pack with the ages of its sources.
#[must_use]
pub fn pack(stored: StoredPack) -> PackRow {
    PackRow {
        title: stored.title.unwrap_or_else(|| stored.id.to_string()),
        id: stored.id.to_string(),
        version: stored.version,
        awards: count(stored.awards),
        recognitions: count(stored.recognitions),
        newest: stored.newest.map(|age| age.to_string()),
        oldest: stored.oldest.map(|age| age.to_string()),
        bundled: stored.bundled,
    }
}

/// What an import changed of one pack, with the names of what it changed.
#[must_use]
pub fn changes(pack: &PackChange, names: &HashMap<String, String>) -> PackChanges {
    let kinds = [&pack.organizations, &pack.awards, &pack.recognitions];
    let total = |of: fn(&Changes) -> usize| count(kinds.iter().map(|changes| of(changes)).sum());
    let mut sentences = vec![match &pack.replaced {
        Some(old) => format!("Version {} replaces version {old}.", pack.version),
        None => format!("The pack is new, version {}.", pack.version),
    }];
    for changes in kinds {
        // The records of a new pack need no list: all are new.
        let added = changes.added.iter().filter(|_| pack.replaced.is_some());
        sentences.extend(added.map(|id| format!("{} is new.", name(id, names))));
        sentences
            .extend(changes.changed.iter().map(|record| format!("{}: {} changed.", name(&record.id, names), record.fields.join(", "))));
        sentences.extend(changes.removed.iter().map(|id| format!("{id} is gone.")));
    }
    PackChanges {
        pack: pack.id.to_string(),
        title: pack.title.clone().unwrap_or_else(|| pack.id.to_string()),
        arrival: match (&pack.replaced, pack.kept) {
            (None, _) => PackArrival::New,
            (Some(_), true) => PackArrival::Replaced,
            (Some(_), false) => PackArrival::Same,
        },
        added: total(|changes| changes.added.len()),
        changed: total(|changes| changes.changed.len()),
        removed: total(|changes| changes.removed.len()),
        sentences,
    }
}

/// The ids that the sentences about an import name.
pub fn named(report: &ImportReport) -> impl Iterator<Item = &str> {
    let replaced = report.packs.iter().filter(|pack| pack.replaced.is_some());
    let changes = replaced.flat_map(|pack| [&pack.organizations, &pack.awards, &pack.recognitions]);
    changes.flat_map(|changes| changes.added.iter().map(String::as_str).chain(changes.changed.iter().map(|record| record.id.as_str())))
}

fn name<'a>(id: &'a str, names: &'a HashMap<String, String>) -> &'a str {
    names.get(id).map_or(id, String::as_str)
}
