//! Which qualifications a record brings closer.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{AwardId, Catalogue, LearnerRecord};

/// Every qualification that is not held and could rest on something that is, in the catalogue's order.
#[must_use]
pub fn closer(catalogue: &Catalogue, record: &LearnerRecord) -> Vec<AwardId> {
    let mut opens: BTreeMap<&AwardId, Vec<&AwardId>> = BTreeMap::new();
    for award in catalogue.awards.values() {
        for on in award.requires.iter().flat_map(|e| e.awards()) {
            opens.entry(on).or_default().push(&award.id);
        }
    }
    for recognition in catalogue.recognitions.values() {
        for on in recognition.from.awards().into_iter().chain(recognition.requires.iter().flat_map(|e| e.awards())) {
            opens.entry(on).or_default().push(&recognition.grants);
        }
    }
    let held: BTreeSet<&AwardId> = record.held.iter().map(|h| &h.award).collect();
    let mut reached: BTreeSet<&AwardId> = BTreeSet::new();
    let mut queue: Vec<&AwardId> = held.iter().copied().collect();
    while let Some(award) = queue.pop() {
        for next in opens.get(award).into_iter().flatten().copied() {
            if reached.insert(next) {
                queue.push(next);
            }
        }
    }
    let wanted =
        |id: &AwardId| catalogue.awards.get(id).is_some_and(|a| a.kind.is_qualification()) && reached.contains(id) && !held.contains(id);
    catalogue.awards.keys().filter(|id| wanted(id)).cloned().collect()
}
