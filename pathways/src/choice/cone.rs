//! The part of a catalogue that a question is about.

use std::collections::BTreeSet;

use crate::model::{AwardId, Catalogue, Confidence, ExceptionKind, LearnerRecord, Pack, PackHeader, Recognition, RecognitionId};

/// What the target could rest on, exceptions of the record included. Ways keep their order, so plans are those of the whole.
pub fn cone(catalogue: &Catalogue, record: &LearnerRecord, target: &AwardId) -> Catalogue {
    let mut seen: BTreeSet<&AwardId> = BTreeSet::new();
    let mut open: Vec<&AwardId> = vec![target];
    for exception in &record.exceptions {
        open.push(&exception.award);
        if let ExceptionKind::Substitute { with } = &exception.kind {
            open.push(with);
        }
    }
    let mut recognitions: BTreeSet<&RecognitionId> = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        open.extend(catalogue.awards.get(id).and_then(|award| award.requires.as_ref()).into_iter().flat_map(|e| e.awards()));
        for recognition in catalogue.granting(id) {
            recognitions.insert(&recognition.id);
            open.extend(recognition.from.awards());
            open.extend(recognition.requires.iter().flat_map(|e| e.awards()));
        }
    }
    let mut places: Vec<usize> = seen.into_iter().filter_map(|id| catalogue.awards.get_index_of(id)).collect();
    places.sort_unstable();
    let mut agreements: Vec<usize> = recognitions.into_iter().filter_map(|id| catalogue.recognitions.get_index_of(id)).collect();
    agreements.sort_unstable();
    let awards: Vec<_> = places.into_iter().filter_map(|at| catalogue.awards.get_index(at)).map(|(_, award)| award.clone()).collect();
    let issuers: BTreeSet<_> = awards.iter().flat_map(|award| std::iter::once(&award.issuer).chain(&award.platform)).collect();
    let organizations = issuers.into_iter().filter_map(|id| catalogue.organizations.get(id)).cloned().collect();
    let recognitions = agreements.into_iter().filter_map(|at| catalogue.recognitions.get_index(at)).map(|(_, r)| r.clone()).collect();
    Catalogue::from_packs([Pack { header: header(target), organizations, awards, recognitions }])
}

/// The same catalogue without some agreements.
pub fn without(catalogue: &Catalogue, refused: impl Fn(&Recognition) -> bool) -> Catalogue {
    Catalogue::from_packs([Pack {
        header: header(&AwardId::from("part")),
        organizations: catalogue.organizations.values().cloned().collect(),
        awards: catalogue.awards.values().cloned().collect(),
        recognitions: catalogue.recognitions.values().filter(|r| !refused(r)).cloned().collect(),
    }])
}

fn header(target: &AwardId) -> PackHeader {
    PackHeader {
        id: target.as_str().into(),
        title: None,
        version: String::new(),
        description: None,
        url: None,
        sources: Vec::new(),
        confidence: Confidence::Stated,
        extensions: Vec::new(),
    }
}
