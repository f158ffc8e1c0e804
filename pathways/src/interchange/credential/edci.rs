//! Europass credentials of the previous generation, in XML.

use roxmltree::{Document, Node};

use super::claim::Claim;
use super::recipient::Stated;
use super::time;
use super::verdict::{Format, ProofCheck, Verdict};
use super::{Credential, Verifier};

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
        let mut verdict = Verdict::new(file, Format::Edci1);
        let sealed = document.descendants().any(|node| node.tag_name().namespace() == Some(SIGNATURE));
        if sealed {
            verdict.proof = ProofCheck::Sealed;
            verdict.say("it bears an electronic seal, whose certificates are not checked here");
        } else {
            verdict.say("it is not signed");
        }
        verdict.name = child(root, "title").and_then(words);
        let issuer = child(root, "issuer").and_then(|issuer| referred(document, issuer));
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
            .map(|achievement| {
                let specification = child(achievement, "specifiedBy").and_then(|given| referred(document, given));
                let process = child(achievement, "wasAwardedBy").and_then(|given| referred(document, given).or(Some(given)));
                let awarded =
                    process.and_then(|process| child(process, "awardingDate")).and_then(|date| time::lenient_instant(date.text()?.trim()));
                let body =
                    process.and_then(|process| child(process, "awardingBody")).and_then(|given| referred(document, given)).or(issuer);
                let credit = specification.and_then(|given| given.descendants().find(|node| node.tag_name().name() == "creditPoint"));
                let uri = |node: Node<'_, '_>| node.attribute("uri").map(str::to_owned);
                let skills = specification
                    .into_iter()
                    .flat_map(|given| given.descendants().filter(|node| node.tag_name().name() == "relatedESCOSkill"));
                Claim {
                    credential: root.attributes().find(|attribute| attribute.name() == "id").map(|id| id.value().to_owned()),
                    title: child(achievement, "title")
                        .and_then(words)
                        .or_else(|| specification.and_then(|given| child(given, "title")).and_then(words)),
                    identifiers: specification.into_iter().flat_map(|given| given.attribute("id")).map(str::to_owned).collect(),
                    alignments: skills.filter_map(uri).collect(),
                    issuer: None,
                    issuer_name: body.and_then(organisation_name),
                    issuer_url: None,
                    earned: awarded.map(|instant| instant.date_naive()).or(earned),
                    expires: instant("expirationDate").map(|instant| instant.date_naive()),
                    credits: credit.and_then(|node| node.text()).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()),
                    grade: None,
                    not_earned: None,
                    recipient: recipient.clone(),
                }
            })
            .collect();
        Credential { verdicts: vec![verdict], claims }
    }
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.is_element() && child.tag_name().name() == name)
}

/// The element that an `idref` names.
fn referred<'a, 'i>(document: &'a Document<'i>, node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    let id = node.attribute("idref")?;
    document.descendants().find(|candidate| candidate.attribute("id") == Some(id))
}

/// A text in English, else in the first language.
fn words(node: Node<'_, '_>) -> Option<String> {
    let texts = || node.children().filter(|child| child.tag_name().name() == "text");
    let english = texts().find(|text| text.attribute("lang").is_some_and(|language| language.eq_ignore_ascii_case("en")));
    let text = english.or_else(|| texts().next()).unwrap_or(node).text()?;
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(joined).filter(|text| !text.is_empty())
}

fn organisation_name(organisation: Node<'_, '_>) -> Option<String> {
    ["prefLabel", "legalName", "altLabel"].iter().find_map(|name| child(organisation, name).and_then(words))
}
