//! The catalogue: all packs that are loaded together, as one world of awards, recognitions and organizations.

use indexmap::IndexMap;

use super::Extensions;
use super::award::Award;
use super::id::{AwardId, GateId, OrganizationId, PackId, RecognitionId};
use super::provenance::{Confidence, Source};
use super::recognition::Recognition;
use super::requirement::{Gate, Requirement};
use super::terms::terms;

terms! {
    /// Kinds of organizations.
    OrganizationKind {
        /// A university.
        University = "university",
        /// A college.
        College = "college",
        /// A platform.
        Platform = "platform",
        /// A company.
        Company = "company",
        /// An awarding body.
        AwardingBody = "awarding-body",
        /// A regulator.
        Regulator = "regulator",
        /// Anything else.
        Other = "other",
    }
}

/// Who awards, hosts or recognises.
#[derive(Clone, Debug, PartialEq)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// What it is.
    pub kind: Option<OrganizationKind>,
    /// Its page.
    pub url: Option<String>,
    /// What a person should know.
    pub description: Option<String>,
    /// Where its facts come from.
    pub sources: Vec<Source>,
    /// How sure they are.
    pub confidence: Confidence,
    /// Keys that begin with `x-`, kept.
    pub extensions: Extensions,
}

/// A catalogue pack: one file of facts.
#[derive(Clone, Debug, PartialEq)]
pub struct Pack {
    /// What the file says of itself.
    pub header: PackHeader,
    /// Its organizations.
    pub organizations: Vec<Organization>,
    /// Its awards.
    pub awards: Vec<Award>,
    /// Its recognitions.
    pub recognitions: Vec<Recognition>,
}

/// What a pack says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct PackHeader {
    /// Its id.
    pub id: PackId,
    /// Its title.
    pub title: Option<String>,
    /// Its version, in the author's own scheme.
    pub version: String,
    /// What a person should know.
    pub description: Option<String>,
    /// Its page.
    pub url: Option<String>,
    /// Where its facts come from.
    pub sources: Vec<Source>,
    /// How sure they are.
    pub confidence: Confidence,
    /// Keys that begin with `x-`, kept.
    pub extensions: Extensions,
}

/// Packs loaded together. Ids are unique over all of them; references may dangle (the reader reports them, the planner plans around them).
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// What each pack says of itself, in the order of loading.
    pub packs: Vec<PackHeader>,
    /// All organizations by id.
    pub organizations: IndexMap<OrganizationId, Organization>,
    /// All awards by id.
    pub awards: IndexMap<AwardId, Award>,
    /// All recognitions by id.
    pub recognitions: IndexMap<RecognitionId, Recognition>,
    /// Recognitions by the award that they grant, in the order of loading.
    granting: IndexMap<AwardId, Vec<RecognitionId>>,
}

impl Catalogue {
    /// Joins packs. An id that stands twice keeps its first meaning; the reader refuses such packs before they come here.
    #[must_use]
    pub fn from_packs(packs: impl IntoIterator<Item = Pack>) -> Self {
        let mut catalogue = Self::default();
        for pack in packs {
            catalogue.packs.push(pack.header);
            for organization in pack.organizations {
                catalogue.organizations.entry(organization.id.clone()).or_insert(organization);
            }
            for award in pack.awards {
                catalogue.awards.entry(award.id.clone()).or_insert(award);
            }
            for recognition in pack.recognitions {
                if !catalogue.recognitions.contains_key(&recognition.id) {
                    catalogue.granting.entry(recognition.grants.clone()).or_default().push(recognition.id.clone());
                    catalogue.recognitions.insert(recognition.id.clone(), recognition);
                }
            }
        }
        catalogue
    }

    /// A gate as a source describes it: the first that carries a label, else the first; `None`: no pack asks it.
    #[must_use]
    pub fn gate(&self, id: &GateId) -> Option<&Gate> {
        let own = self.awards.values().filter_map(|award| award.requires.as_ref());
        let agreed = self.recognitions.values().flat_map(|recognition| std::iter::once(&recognition.from).chain(&recognition.requires));
        let mut asked = own.chain(agreed).flat_map(Requirement::gates).filter(|gate| gate.gate == *id);
        let first = asked.next()?;
        Some(if first.label.is_some() { first } else { asked.find(|gate| gate.label.is_some()).unwrap_or(first) })
    }

    /// All records as one pack, under what the first pack says of itself. `None`: there is no pack.
    #[must_use]
    pub fn into_pack(self) -> Option<Pack> {
        Some(Pack {
            header: self.packs.into_iter().next()?,
            organizations: self.organizations.into_values().collect(),
            awards: self.awards.into_values().collect(),
            recognitions: self.recognitions.into_values().collect(),
        })
    }

    /// The recognitions that grant `award`; each is an alternative.
    pub fn granting(&self, award: &AwardId) -> impl Iterator<Item = &Recognition> {
        self.granting.get(award).into_iter().flatten().filter_map(|id| self.recognitions.get(id))
    }

    /// An award's title, or its id when no pack has it.
    #[must_use]
    pub fn title<'a>(&'a self, award: &'a AwardId) -> &'a str {
        self.awards.get(award).map_or(award.as_str(), |a| a.title.as_str())
    }

    /// An organization's name, or its id when no pack has it.
    #[must_use]
    pub fn organization_name<'a>(&'a self, organization: &'a OrganizationId) -> &'a str {
        self.organizations.get(organization).map_or(organization.as_str(), |o| o.name.as_str())
    }
}
