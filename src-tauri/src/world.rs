//! A part of the catalogue with what is computed from it: estimates, and who stands beside whom.

use std::collections::{BTreeSet, HashMap};

use pathways::estimate::Estimates;
use pathways::frameworks::Frameworks;
use pathways::graph::AwardGraph;
use pathways::model::{AwardId, Catalogue, Gate, GateId, Recognition, RecognitionId, Requirement};
use pathways::store::Part;

/// All that one answer needs. It holds the part of the catalogue that the question can touch ([`Opened::toward`],
/// [`Opened::around`], [`Opened::rows`]): a catalogue may have a million awards, and no question reads them all.
///
/// [`Opened::toward`]: crate::state::Opened::toward
/// [`Opened::around`]: crate::state::Opened::around
/// [`Opened::rows`]: crate::state::Opened::rows
pub struct World {
    /// The part of the catalogue.
    pub catalogue: Catalogue,
    /// Estimates for what it leaves unknown.
    pub estimates: Estimates,
    taken_by: HashMap<AwardId, Vec<RecognitionId>>,
    named_by: HashMap<AwardId, Vec<AwardId>>,
    gates: HashMap<GateId, (Gate, Vec<AwardId>)>,
    recognised_by: HashMap<AwardId, usize>,
}

impl From<Part> for World {
    fn from(part: Part) -> Self {
        Self { recognised_by: part.recognised_by, ..Self::over(part.catalogue, part.estimates) }
    }
}

impl World {
    /// From a whole catalogue.
    #[must_use]
    pub fn new(catalogue: Catalogue) -> Self {
        let estimates = Estimates::new(&catalogue, Frameworks::bundled());
        Self::over(catalogue, estimates)
    }

    fn over(catalogue: Catalogue, estimates: Estimates) -> Self {
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
        Self { catalogue, estimates, taken_by, named_by, gates, recognised_by: HashMap::new() }
    }

    /// The agreements in whose `from` the award stands.
    pub fn taking(&self, award: &AwardId) -> impl Iterator<Item = &Recognition> {
        self.taken_by.get(award).into_iter().flatten().filter_map(|id| self.catalogue.recognitions.get(id))
    }

    /// In how many agreements the award stands, in the whole catalogue.
    #[must_use]
    pub fn recognised_by(&self, award: &AwardId) -> usize {
        self.recognised_by.get(award).copied().unwrap_or_else(|| self.taking(award).count())
    }

    /// The awards in whose requirement the award stands.
    fn naming(&self, award: &AwardId) -> impl Iterator<Item = &AwardId> {
        self.named_by.get(award).into_iter().flatten()
    }

    /// Every gate of this part, each with the awards that ask it.
    #[must_use]
    pub fn gates(&self) -> &HashMap<GateId, (Gate, Vec<AwardId>)> {
        &self.gates
    }

    /// What the award leads to directly: awards that rest on it, and programmes that an agreement counts it into.
    #[must_use]
    pub fn opened_by(&self, award: &AwardId) -> Vec<&AwardId> {
        let counted_into = self.taking(award).filter_map(|recognition| recognition.into.as_ref());
        let opened: BTreeSet<&AwardId> = AwardGraph::new(&self.catalogue).opens(award).into_iter().chain(counted_into).collect();
        opened.into_iter().filter(|id| *id != award).collect()
    }

    /// Every gate on the way to the award, those of the nearest awards first.
    #[must_use]
    pub fn gates_toward(&self, target: &AwardId) -> Vec<&GateId> {
        let cone = AwardGraph::new(&self.catalogue).cone(target);
        cone.into_iter().flat_map(|id| self.own_gates(id).into_iter().chain(self.catalogue.granting(id).flat_map(agreed_gates))).collect()
    }

    /// The gates that the award itself asks.
    #[must_use]
    pub fn own_gates(&self, award: &AwardId) -> Vec<&GateId> {
        self.catalogue.awards.get(award).and_then(|award| award.requires.as_ref()).map_or_else(Vec::new, gate_ids)
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

/// The gates that an agreement asks.
#[must_use]
pub fn agreed_gates(recognition: &Recognition) -> Vec<&GateId> {
    std::iter::once(&recognition.from).chain(&recognition.requires).flat_map(gate_ids).collect()
}

fn gate_ids(requirement: &Requirement) -> Vec<&GateId> {
    requirement.gates().into_iter().map(|gate| &gate.gate).collect()
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
