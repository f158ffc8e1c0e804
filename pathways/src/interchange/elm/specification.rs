//! What a specification of an achievement says: credit, level, workload, outcomes, what one must have before.

use std::collections::HashSet;

use serde_json::Value;

use super::super::credential::document::id_of;
use super::super::ctdl::{Duration, ECTS, parse_duration};
use super::nodes::{Nodes, cut};
use crate::model::{Credit, CreditUnit, DeliveryMode, Level, Rational, Skill, exact};

/// The most skills of one specification.
pub(in crate::interchange) const MOST_SKILLS: usize = 500;

/// The most entitlements of one specification.
pub(in crate::interchange) const MOST_ENTITLEMENTS: usize = 50;

/// What the addresses of levels of the European Qualifications Framework begin with.
const EQF: &str = "http://data.europa.eu/snb/eqf/";

/// What a specification says, in the model's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Specification {
    /// The level, where it is one of the European Qualifications Framework.
    pub level: Option<Level>,
    /// Credit whose unit is stated: ECTS.
    pub credits: Vec<Credit>,
    /// The workload in hours.
    pub hours: Option<Rational>,
    /// The nominal length in whole weeks.
    pub weeks: Option<u32>,
    /// What is learned, with ESCO skills where the outcomes name them.
    pub skills: Vec<Skill>,
    /// What one must have before, in words.
    pub prerequisites: Option<String>,
    /// What it entitles to, in words.
    pub entitles: Vec<String>,
}

impl Specification {
    /// Of a node of the classes `Qualification`, `LearningAchievementSpecification`, `LearningOpportunity`.
    pub(in crate::interchange) fn of<'v>(nodes: &Nodes<'v>, node: &'v Value) -> Self {
        Self {
            level: nodes.ids(node, "eqfLevel").into_iter().find_map(level),
            credits: credits(nodes, node),
            hours: nodes.plain(node, "volumeOfLearning").and_then(|text| hours(&text)),
            weeks: ["maximumDuration", "duration"].iter().find_map(|term| weeks(&nodes.plain(node, term)?)),
            skills: skills(nodes, node),
            prerequisites: nodes.note(node, "entryRequirement"),
            entitles: nodes
                .all(node, "entitlesTo")
                .into_iter()
                .filter_map(|one| nodes.label(one, "title"))
                .take(MOST_ENTITLEMENTS)
                .collect(),
        }
    }
}

pub(in crate::interchange) fn level(address: &str) -> Option<Level> {
    let value = address.strip_prefix(EQF)?;
    let is_level = matches!(value.parse::<u8>(), Ok(1..=8)) && value.len() == 1;
    is_level.then(|| Level { framework: "EQF".to_owned(), value: value.to_owned() })
}

/// Credit points in ECTS: the framework is told by its address, labels differ between languages.
fn credits<'v>(nodes: &Nodes<'v>, node: &'v Value) -> Vec<Credit> {
    let of_ects = |&point: &&'v Value| nodes.ids(point, "framework").contains(&ECTS);
    let points = nodes.all(node, "creditPoint").into_iter().filter(of_ects);
    points.filter_map(|point| ects(&nodes.plain(point, "point")?)).take(1).collect()
}

/// Credit points in ECTS.
pub(in crate::interchange) fn ects(text: &str) -> Option<Credit> {
    let value = exact::parse(text.trim())?;
    (value >= exact::whole(0)).then_some(Credit { value, unit: CreditUnit::Ects })
}

/// A workload in hours; one that is stated in days or months is no amount of study.
pub(in crate::interchange) fn hours(text: &str) -> Option<Rational> {
    let Duration { days, hours } = parse_duration(text.trim())?;
    (days == exact::whole(0)).then_some(hours)
}

pub(in crate::interchange) fn weeks(text: &str) -> Option<u32> {
    let Duration { days, .. } = parse_duration(text.trim())?;
    u32::try_from(exact::ceil(days / exact::whole(7))).ok().filter(|weeks| *weeks > 0)
}

/// The skills of the outcomes; an outcome that names none is one itself.
fn skills<'v>(nodes: &Nodes<'v>, node: &'v Value) -> Vec<Skill> {
    let (mut out, mut known) = (Vec::new(), HashSet::new());
    for outcome in nodes.all(node, "learningOutcome") {
        let title = nodes.label(outcome, "title");
        let named = ["relatedESCOSkill", "relatedSkill"].iter().flat_map(|term| nodes.all(outcome, term));
        let mut named: Vec<Skill> = named
            .take(MOST_SKILLS)
            .filter_map(|skill| {
                let uri = id_of(skill).map(cut)?;
                let name = nodes.label(skill, "prefLabel").or_else(|| title.clone()).unwrap_or_else(|| uri.clone());
                Some(Skill { name, uri: Some(uri) })
            })
            .collect();
        if named.is_empty() {
            named.extend(title.map(|name| Skill { name, uri: None }));
        }
        out.extend(named.into_iter().filter(|skill| known.insert((skill.name.clone(), skill.uri.clone()))));
        if out.len() >= MOST_SKILLS {
            break;
        }
    }
    out
}

/// How one takes part, by the English label of the concept; other languages and codes stay unread.
pub(super) fn mode<'v>(nodes: &Nodes<'v>, node: &'v Value) -> Option<DeliveryMode> {
    let stated = nodes.at(node, "mode").and_then(|mode| nodes.label(mode, "prefLabel"))?.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| stated.contains(word));
    if has(&["blended", "hybrid"]) {
        Some(DeliveryMode::Blended)
    } else if has(&["online"]) {
        Some(DeliveryMode::Online)
    } else if has(&["presential", "on site", "onsite", "on-site", "face to face", "face-to-face"]) {
        Some(DeliveryMode::OnCampus)
    } else {
        None
    }
}
