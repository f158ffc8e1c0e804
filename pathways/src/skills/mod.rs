//! Skills as a target: the awards that develop them, by the same exact planner.
//!
//! A set of skills becomes an award that costs nothing and takes no time, and that requires for each skill any one of the
//! awards that develop it. So planning, explanation and audit work as for every other target. Skills are compared by their
//! address and by nothing else: what they are called is for people.

use std::collections::HashSet;

use crate::model::{
    Award, AwardId, AwardKind, AwardStatus, Catalogue, Confidence, Cost, Currency, Effort, Money, Organization, OrganizationId,
    Requirement, Skill, exact,
};

/// What ids of such targets begin with.
pub const PREFIX: &str = "skills:";

/// A skill that is wanted, and what develops it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedSkill {
    /// Its address.
    pub uri: String,
    /// What the catalogue calls it; its address when no award develops it.
    pub name: String,
    /// The awards that develop it, in the order of the catalogue.
    pub awards: Vec<AwardId>,
}

/// A catalogue with a set of skills as one more award.
#[derive(Clone, Debug)]
pub struct SkillTarget {
    /// The catalogue to plan with.
    pub catalogue: Catalogue,
    /// The award that stands for the skills.
    pub target: AwardId,
    /// The skills, each once, in the order in which they were named.
    pub wanted: Vec<WantedSkill>,
}

/// The skills that the awards of a catalogue develop and that have an address, each once.
#[must_use]
pub fn all_skills(catalogue: &Catalogue) -> Vec<WantedSkill> {
    let mut seen = HashSet::new();
    let skills = catalogue.awards.values().flat_map(|award| &award.skills).filter_map(|skill| skill.uri.as_deref());
    let uris: Vec<&str> = skills.filter(|uri| seen.insert(*uri)).collect();
    uris.into_iter().map(|uri| wanted(catalogue, uri)).collect()
}

/// Makes a set of skills a target. Prices are in `currency`, that of the learner, so that nothing has to be converted.
/// A skill that no award develops leaves the target unreachable, and the plan says so.
#[must_use]
pub fn skill_target(catalogue: &Catalogue, uris: &[String], currency: Option<Currency>) -> SkillTarget {
    let mut seen = HashSet::new();
    let uris = uris.iter().map(|uri| uri.trim()).filter(|uri| !uri.is_empty() && seen.insert(*uri));
    let wanted: Vec<WantedSkill> = uris.map(|uri| wanted(catalogue, uri)).collect();
    let target: AwardId = format!("{PREFIX}{:016x}", fingerprint(&wanted)).into();
    let issuer: OrganizationId = "org:skills".into();
    let of = wanted.iter().map(|skill| Requirement::Any(skill.awards.iter().map(|award| Requirement::award(award.clone())).collect()));
    let award = Award {
        id: target.clone(),
        title: wanted.iter().map(|skill| skill.name.as_str()).collect::<Vec<_>>().join(", "),
        kind: AwardKind::Other,
        issuer: issuer.clone(),
        platform: None,
        url: None,
        description: Some("A set of skills that somebody wants to have; no one awards it.".to_owned()),
        level: None,
        credits: Vec::new(),
        cost: Some(Cost { money: Money::zero(currency.unwrap_or(Currency::USD)), per_month: false, basis: None, as_of: None }),
        effort: Some(Effort { hours: Some(exact::whole(0)), weeks: Some(0) }),
        delivery: None,
        earnable: true,
        requires: Some(Requirement::All { of: of.collect(), distinct: false }),
        recommends: None,
        validity_months: None,
        skills: wanted.iter().map(|skill| Skill { name: skill.name.clone(), uri: Some(skill.uri.clone()) }).collect(),
        language: None,
        status: AwardStatus::Active,
        sources: Vec::new(),
        confidence: Confidence::Derived,
        extensions: Vec::new(),
    };
    let mut catalogue = catalogue.clone();
    catalogue.organizations.entry(issuer.clone()).or_insert_with(|| Organization {
        id: issuer,
        name: "Skills".to_owned(),
        country: None,
        kind: None,
        url: None,
        description: None,
        sources: Vec::new(),
        confidence: Confidence::Derived,
        extensions: Vec::new(),
    });
    catalogue.awards.insert(target.clone(), award);
    SkillTarget { catalogue, target, wanted }
}

fn wanted(catalogue: &Catalogue, uri: &str) -> WantedSkill {
    let develops = |award: &&Award| award.skills.iter().any(|skill| skill.uri.as_deref() == Some(uri));
    let awards: Vec<&Award> = catalogue.awards.values().filter(develops).collect();
    let named = awards.iter().flat_map(|award| &award.skills).find(|skill| skill.uri.as_deref() == Some(uri));
    WantedSkill {
        uri: uri.to_owned(),
        name: named.map_or_else(|| uri.to_owned(), |skill| skill.name.clone()),
        awards: awards.into_iter().map(|award| award.id.clone()).collect(),
    }
}

/// The same skills give the same id on every machine (FNV-1a).
fn fingerprint(wanted: &[WantedSkill]) -> u64 {
    let mut uris: Vec<&str> = wanted.iter().map(|skill| skill.uri.as_str()).collect();
    uris.sort_unstable();
    let bytes = uris.iter().flat_map(|uri| uri.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
