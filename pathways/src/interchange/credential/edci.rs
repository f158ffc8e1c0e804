//! Europass credentials of the previous generation, in XML.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use roxmltree::{Document, Node};

use super::claim::Claim;
use super::elm::MOST_CLAIMS;
use super::recipient::Stated;
use super::time;
use super::verdict::{Format, ProofCheck, Verdict};
use super::{Credential, Verifier};
use crate::frameworks::{Annex, AnnexElement};
use crate::interchange::elm::{self, MOST_ENTITLEMENTS, MOST_SKILLS, Specification, cut};
use crate::model::Skill;

const NAMESPACE: &str = "http://data.europa.eu/snb";
const SIGNATURE: &str = "http://www.w3.org/2000/09/xmldsig#";

/// Whether the document is such a credential.
pub(super) fn is_europass(document: &Document<'_>) -> bool {
    let name = document.root_element().tag_name();
    name.namespace() == Some(NAMESPACE) && name.name() == "europassCredential"
}

impl Verifier {
    /// Judges a Europass credential in XML: read for what it says; its seal is not checked.
    pub(super) fn europass(&self, file: &str, document: &Document<'_>) -> Credential {
        let root = document.root_element();
        let references = References::in_document(document);
        let mut verdict = Verdict::new(file, Format::Edci1);
        let sealed = document.descendants().any(|node| node.tag_name().namespace() == Some(SIGNATURE));
        if sealed {
            verdict.proof = ProofCheck::Sealed;
            verdict.say("it bears an electronic seal, whose certificates are not checked here");
        } else {
            verdict.say("it is not signed");
        }
        verdict.name = child(root, "title").and_then(words);
        let issuer = child(root, "issuer").and_then(|issuer| references.of(issuer));
        verdict.issuer_name = issuer.and_then(organisation_name);
        let instant = |name: &str| child(root, name).and_then(|node| time::lenient_instant(node.text()?.trim()));
        verdict.time = time::check(instant("validFrom"), instant("expirationDate").or_else(|| instant("validUntil")), self.clock);
        super::vc::say_time(&mut verdict, self.clock);
        let Some(subject) = child(root, "credentialSubject") else {
            verdict.misshapen("`credentialSubject` is missing");
            return Credential { verdicts: vec![verdict], claims: Vec::new() };
        };
        for (name, missing) in
            [("title", verdict.name.is_none()), ("issuer", child(root, "issuer").is_none()), ("issued", instant("issued").is_none())]
        {
            if missing {
                verdict.misshapen(format!("`{name}` is missing"));
            }
        }
        if !self.recipient.is_unknown() {
            let name = child(subject, "fullName").and_then(words);
            self.recipient.check(&name.map(Stated::Name).into_iter().collect::<Vec<_>>(), &mut verdict);
        }
        let claimed = ["achievements", "activities", "assessments", "entitlements"].iter().any(|name| child(subject, name).is_some());
        if !claimed {
            verdict.misshapen("`credentialSubject` must claim something: achievements, activities, assessments or entitlements");
        }
        let achieved = subject.descendants().filter(|node| {
            let name = node.tag_name().name();
            (name == "learningAchievement" || name == "qualificationAwarded") && node.is_element()
        });
        let recipient = child(subject, "fullName").and_then(words);
        let earned = instant("issued").map(|instant| instant.date_naive());
        let claims = achieved
            .take(MOST_CLAIMS)
            .map(|achievement| {
                let specification = child(achievement, "specifiedBy").and_then(|given| references.of(given));
                let process = child(achievement, "wasAwardedBy").and_then(|given| references.of(given).or(Some(given)));
                let awarded =
                    process.and_then(|process| child(process, "awardingDate")).and_then(|date| time::lenient_instant(date.text()?.trim()));
                let body = process.and_then(|process| child(process, "awardingBody")).and_then(|given| references.of(given)).or(issuer);
                let assessment = ["wasDerivedFrom", "provenBy"]
                    .iter()
                    .find_map(|name| child(achievement, name))
                    .map(|given| references.of(given).unwrap_or(given));
                let specified = specification.map(|given| specification_of(&references, given)).unwrap_or_default();
                Claim {
                    credential: root.attributes().find(|attribute| attribute.name() == "id").map(|id| cut(id.value())),
                    title: child(achievement, "title")
                        .and_then(words)
                        .or_else(|| specification.and_then(|given| child(given, "title")).and_then(words)),
                    identifiers: specification.map(identifiers).unwrap_or_default(),
                    alignments: specified.skills.iter().filter_map(|skill| skill.uri.clone()).collect(),
                    issuer: None,
                    issuer_name: body.and_then(organisation_name),
                    issuer_url: body.and_then(page),
                    earned: awarded.map(|instant| instant.date_naive()).or(earned),
                    expires: instant("expirationDate").map(|instant| instant.date_naive()),
                    credits: specification.and_then(|given| {
                        ["ECTSCreditPoints", "hasECTSCreditPoints", "creditPoints", "creditPoint"]
                            .iter()
                            .find_map(|name| inner_text(given, name))
                    }),
                    grade: assessment.and_then(|proof| child(proof, "grade")).and_then(words),
                    not_earned: None,
                    recipient: recipient.clone(),
                    grading: assessment
                        .and_then(|proof| child(proof, "specifiedBy"))
                        .and_then(|given| references.of(given))
                        .and_then(|given| child(given, "gradingScheme"))
                        .and_then(|scheme| child(scheme, "title"))
                        .and_then(words),
                    annex: Some(annex(&references, achievement, specification, body, recipient.is_some(), earned.is_some())),
                    specified,
                }
            })
            .collect();
        Credential { verdicts: vec![verdict], claims }
    }
}

/// What a learning specification or qualification says.
fn specification_of<'a, 'i>(references: &References<'a, 'i>, given: Node<'a, 'i>) -> Specification {
    let level = child(given, "EQFLevel").or_else(|| child(given, "eqfLevel")).and_then(|level| level.attribute("uri"));
    let credits = ["ECTSCreditPoints", "hasECTSCreditPoints"].iter().find_map(|name| inner_text(given, name));
    let outcomes = given.descendants().filter(|node| node.is_element() && node.tag_name().name() == "learningOutcome");
    let mut skills: Vec<Skill> = Vec::new();
    for outcome in outcomes.take(MOST_SKILLS).map(|outcome| references.of(outcome).unwrap_or(outcome)) {
        let title = ["prefLabel", "name", "title"].iter().find_map(|name| child(outcome, name)).and_then(words);
        let named = outcome.children().filter(|node| node.tag_name().name().eq_ignore_ascii_case("relatedESCOSkill"));
        let mut named: Vec<Skill> = named
            .take(MOST_SKILLS)
            .filter_map(|skill| {
                let uri = skill.attribute("uri")?;
                let name = child(skill, "targetName").and_then(words).or_else(|| title.clone()).unwrap_or_else(|| cut(uri));
                Some(Skill { name, uri: Some(cut(uri)) })
            })
            .collect();
        if named.is_empty() {
            named.extend(title.map(|name| Skill { name, uri: None }));
        }
        skills.extend(named);
        if skills.len() >= MOST_SKILLS {
            break;
        }
    }
    let mut known = HashSet::new();
    skills.retain(|skill| known.insert((skill.name.clone(), skill.uri.clone())));
    Specification {
        level: level.and_then(elm::level),
        credits: credits.and_then(|text| elm::ects(&text)).into_iter().collect(),
        hours: inner_text(given, "volumeOfLearning").and_then(|text| elm::hours(&text)),
        weeks: ["maximumDuration", "duration"].iter().find_map(|name| elm::weeks(&inner_text(given, name)?)),
        skills,
        prerequisites: ["entryRequirementsNote", "entryRequirement"].iter().find_map(|name| child(given, name)).and_then(words),
        entitles: given
            .descendants()
            .filter(|node| node.tag_name().name() == "entitlementSpecification")
            .take(MOST_ENTITLEMENTS)
            .filter_map(|node| child(references.of(node).unwrap_or(node), "title").and_then(words))
            .collect(),
    }
}

/// Everything that identifies what was learned.
fn identifiers(given: Node<'_, '_>) -> Vec<String> {
    let codes = given.children().filter(|node| matches!(node.tag_name().name(), "identifier" | "qualificationCode"));
    let codes = codes.take(50).filter_map(|node| node.attribute("uri").or_else(|| node.text()).map(|text| cut(text.trim())));
    given.attribute("id").map(cut).into_iter().chain(codes).chain(page(given)).filter(|text| !text.is_empty()).collect()
}

/// What of Annex I a claim states.
fn annex<'a, 'i>(
    references: &References<'a, 'i>,
    achievement: Node<'a, 'i>,
    specification: Option<Node<'a, 'i>>,
    body: Option<Node<'a, 'i>>,
    has_learner: bool,
    has_date: bool,
) -> Annex {
    let inside = |node: Node<'a, 'i>, names: &[&str]| {
        let found = references.inside(node);
        names.iter().any(|name| found.contains(name))
    };
    let specified = |names: &[&str]| specification.is_some_and(|given| inside(given, names));
    let follow = |name: &str| achievement.children().filter(|node| node.tag_name().name() == name).collect::<Vec<_>>();
    let specified_by = |nodes: Vec<Node<'a, 'i>>, names: &[&str]| {
        nodes.into_iter().any(|node| {
            inside(node, names)
                || child(node, "specifiedBy").and_then(|given| references.of(given)).is_some_and(|given| inside(given, names))
        })
    };
    let all = [
        (AnnexElement::Learner, has_learner),
        (AnnexElement::Title, inside(achievement, &["title"]) || specified(&["title"])),
        (AnnexElement::Country, body.is_some_and(|body| inside(body, &["country", "spatialCode"]))),
        (AnnexElement::AwardingBody, body.is_some()),
        (AnnexElement::Date, has_date || inside(achievement, &["awardingDate"])),
        (AnnexElement::Outcomes, specified(&["learningOutcome", "learningOutcomeDescription"])),
        (
            AnnexElement::Workload,
            specified(&["volumeOfLearning", "ECTSCreditPoints", "hasECTSCreditPoints", "creditPoints", "creditPoint"])
                || specified_by(follow("wasInfluencedBy"), &["workload"]),
        ),
        (AnnexElement::Level, specified(&["EQFLevel", "eqfLevel", "NQFLevel", "nqfLevel", "educationLevel"])),
        (
            AnnexElement::Assessment,
            specified(&["assessmentSpecification"]) || specified_by(follow("wasDerivedFrom"), &["type", "assessmentType"]),
        ),
        (AnnexElement::Participation, specified(&["mode"]) || specified_by(follow("wasInfluencedBy"), &["mode"])),
        (
            AnnexElement::QualityAssurance,
            specified(&["hasAccreditation", "accreditation"])
                || body.is_some_and(|body| inside(body, &["hasAccreditation", "accreditation"])),
        ),
        (AnnexElement::Prerequisites, specified(&["entryRequirementsNote", "entryRequirement"])),
        (AnnexElement::Supervision, specified_by(follow("wasDerivedFrom"), &["idVerification"])),
        (AnnexElement::Grade, follow("wasDerivedFrom").into_iter().any(|node| inside(node, &["grade"]))),
        (AnnexElement::Stackability, inside(achievement, &["entitlesTo", "entitledOwnerTo"]) || specified(&["entitlementSpecification"])),
        (AnnexElement::Further, inside(achievement, &["additionalNote"]) || specified(&["additionalNote", "supplementaryDocument"])),
    ];
    Annex { stated: all.into_iter().filter(|(_, is_stated)| *is_stated).map(|(element, _)| element).collect(), of_a_person: true }
}

/// The address of the page of something.
fn page(node: Node<'_, '_>) -> Option<String> {
    let page = child(node, "homepage").or_else(|| child(node, "homePage"))?;
    page.attribute("uri")
        .map(cut)
        .or_else(|| inner_text(page, "contentUrl"))
        .or_else(|| page.text().map(|text| cut(text.trim())))
        .filter(|text| !text.is_empty())
}

/// The plain text of a child.
fn inner_text(node: Node<'_, '_>, name: &str) -> Option<String> {
    child(node, name)?.text().map(|text| cut(text.trim())).filter(|text| !text.is_empty())
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.is_element() && child.tag_name().name() == name)
}

/// Elements by the `id` that others name.
struct References<'a, 'i> {
    nodes: HashMap<&'a str, Node<'a, 'i>>,
    /// What elements have inside, by their numbers: a thousand claims may rest on one specification.
    names: RefCell<HashMap<u32, Rc<HashSet<&'a str>>>>,
}

impl<'a, 'i> References<'a, 'i> {
    fn in_document(document: &'a Document<'i>) -> Self {
        let mut found = HashMap::new();
        for node in document.descendants() {
            if let Some(id) = node.attribute("id") {
                found.entry(id).or_insert(node);
            }
        }
        Self { nodes: found, names: RefCell::default() }
    }

    /// The element that an `idref` names.
    fn of(&self, node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
        self.nodes.get(node.attribute("idref")?).copied()
    }

    /// The names of the elements in an element, its own among them.
    fn inside(&self, node: Node<'a, 'i>) -> Rc<HashSet<&'a str>> {
        let mut names = self.names.borrow_mut();
        let found =
            names.entry(node.id().get()).or_insert_with(|| Rc::new(node.descendants().map(|inner| inner.tag_name().name()).collect()));
        Rc::clone(found)
    }
}

/// A text in English, else in the first language.
fn words(node: Node<'_, '_>) -> Option<String> {
    let texts = || node.children().filter(|child| child.tag_name().name() == "text");
    let english = texts().find(|text| text.attribute("lang").is_some_and(|language| language.eq_ignore_ascii_case("en")));
    let text = english.or_else(|| texts().next()).unwrap_or(node).text()?;
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(cut(&joined)).filter(|text| !text.is_empty())
}

fn organisation_name(organisation: Node<'_, '_>) -> Option<String> {
    ["prefLabel", "legalName", "altLabel"].iter().find_map(|name| child(organisation, name).and_then(words))
}
