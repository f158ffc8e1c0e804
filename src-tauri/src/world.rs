//! The catalogue with what is computed from it once: estimates, and who stands beside whom.

use std::collections::{BTreeSet, HashMap};

use pathways::estimate::Estimates;
use pathways::frameworks::Frameworks;
use pathways::model::{AwardId, Catalogue, Gate, GateId, Recognition, RecognitionId};

/// All that answers about awards need. It is replaced as a whole when the catalogue changes.
pub struct World {
    /// The catalogue.
    pub catalogue: Catalogue,
    /// Estimates for what it leaves unknown.
    pub estimates: Estimates,
    taken_by: HashMap<AwardId, Vec<RecognitionId>>,
    named_by: HashMap<AwardId, Vec<AwardId>>,
    gates: HashMap<GateId, (Gate, Vec<AwardId>)>,
}

impl World {
    /// From a catalogue.
    #[must_use]
    pub fn new(catalogue: Catalogue) -> Self {
        let estimates = Estimates::new(&catalogue, Frameworks::bundled());
        let mut taken_by: HashMap<AwardId, Vec<RecognitionId>> = HashMap::new();
        for recognition in catalogue.recognitions.values() {
            for award in recognition.from.awards().into_iter().collect::<BTreeSet<_>>() {
                taken_by.entry(award.clone()).or_default().push(recognition.id.clone());
            }
        }
        let mut named_by: HashMap<AwardId, Vec<AwardId>> = HashMap::new();
        for award in catalogue.awards.values() {
            for named in award.requires.iter().flat_map(|requires| requires.awards()).collect::<BTreeSet<_>>() {
                named_by.entry(named.clone()).or_default().push(award.id.clone());
            }
        }
        let gates = gates(&catalogue);
        Self { catalogue, estimates, taken_by, named_by, gates }
    }

    /// The agreements in whose `from` the award stands.
    pub fn taking(&self, award: &AwardId) -> impl Iterator<Item = &Recognition> {
        self.taken_by.get(award).into_iter().flatten().filter_map(|id| self.catalogue.recognitions.get(id))
    }

    /// The awards in whose requirement the award stands.
    pub fn naming(&self, award: &AwardId) -> impl Iterator<Item = &AwardId> {
        self.named_by.get(award).into_iter().flatten()
    }

    /// Every gate of the catalogue, each with the awards that ask it.
    #[must_use]
    pub fn gates(&self) -> &HashMap<GateId, (Gate, Vec<AwardId>)> {
        &self.gates
    }

    /// What the award leads to directly: awards that require it, and those that an agreement grants for it or counts it into.
    #[must_use]
    pub fn opened_by(&self, award: &AwardId) -> Vec<&AwardId> {
        let granted = self.taking(award).flat_map(|recognition| [Some(&recognition.grants), recognition.into.as_ref()]).flatten();
        let opened: BTreeSet<&AwardId> = self.naming(award).chain(granted).filter(|id| *id != award).collect();
        opened.into_iter().collect()
    }

    /// The qualifications that the award is a part of, directly or as a part of a part.
    #[must_use]
    pub fn whole_of(&self, award: &AwardId) -> Vec<&AwardId> {
        let mut seen: BTreeSet<&AwardId> = BTreeSet::new();
        let mut next: Vec<&AwardId> = self.naming(award).collect();
        while let Some(id) = next.pop() {
            if id != award && seen.insert(id) {
                next.extend(self.naming(id));
            }
        }
        let qualifies = |id: &&AwardId| self.catalogue.awards.get(*id).is_some_and(|award| award.kind.is_qualification());
        seen.into_iter().filter(qualifies).collect()
    }
}

/// Gates by id. An agreement asks on behalf of the award that it counts into, or else of the one that it grants.
fn gates(catalogue: &Catalogue) -> HashMap<GateId, (Gate, Vec<AwardId>)> {
    let own = catalogue.awards.values().flat_map(|award| award.requires.iter().map(|requires| (requires, &award.id)));
    let agreed = catalogue.recognitions.values().flat_map(|recognition| {
        let asks = recognition.into.as_ref().unwrap_or(&recognition.grants);
        std::iter::once(&recognition.from).chain(&recognition.requires).map(move |requirement| (requirement, asks))
    });
    let mut gates: HashMap<GateId, (Gate, Vec<AwardId>)> = HashMap::new();
    for (requirement, asks) in own.chain(agreed) {
        for gate in requirement.gates() {
            let (_, by) = gates.entry(gate.gate.clone()).or_insert_with(|| (gate.clone(), Vec::new()));
            if !by.contains(asks) {
                by.push(asks.clone());
            }
        }
    }
    gates
}
