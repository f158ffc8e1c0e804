//! European Digital Credentials (European Learning Model 3), as JSON-LD, bare or sealed (JAdES).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::claim::{self, Claim};
use super::document::{self, id_of, label, label_at, many, member, text, texts};
use super::integrity::{self, ProofOutcome};
use super::recipient;
use super::time;
use super::token::Token;
use super::verdict::{Format, ProofCheck, Verdict};
use super::{Credential, Verifier};
use crate::frameworks::{Annex, AnnexElement};
use crate::interchange::ctdl::ECTS;
use crate::interchange::elm::{MOST_ENTITLEMENTS, Nodes, Specification, classes, cut};

/// How deep the parts of an achievement are followed.
const MOST_PARTS: usize = 8;

/// The most identifiers of one achievement that are looked at.
const MOST_IDENTIFIERS: usize = 50;

/// The most achievements of one credential.
pub(super) const MOST_CLAIMS: usize = 1_000;

pub(super) fn is_european(document: &Value) -> bool {
    let kinds = [texts(document, "type"), texts(document, "@type")].concat();
    kinds.iter().any(|kind| kind.rsplit([':', '/', '#']).next() == Some("EuropeanDigitalCredential"))
}

/// The credential inside a JAdES envelope, whose payload is the text itself or its base64url form.
pub(super) fn sealed_payload(document: &Value) -> Option<Result<Value, String>> {
    let payload = text(document, "payload")?;
    if document.get("signatures").is_none() && document.get("signature").is_none() {
        return None;
    }
    if payload.trim_start().starts_with('{') {
        return Some(document::read_text(payload));
    }
    let decoded = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    Some(decoded.ok_or_else(|| "the payload of the seal cannot be read".to_owned()).and_then(|text| document::read_text(&text)))
}

/// What a European credential came in.
pub(super) enum Seal<'t> {
    /// A JAdES envelope around it.
    Envelope,
    /// A token.
    Token(&'t Token),
    /// Whatever proofs stand inside it.
    Inside,
}

impl Verifier {
    /// Judges a European credential. Seals need chains of certificates, which are not checked: it is at best a declaration.
    pub(super) fn european(&self, file: &str, credential: &Value, seal: Seal<'_>) -> Credential {
        let mut verdict = Verdict::new(file, Format::Elm3);
        verdict.name = credential_title(credential);
        verdict.issuer_name = claim::issuer_name(credential);
        let issuer = member(credential, "issuer").and_then(id_of);
        // A proof of the kind that badges have is checked like theirs; everything else is a seal.
        let outcomes: Vec<ProofOutcome> = match seal {
            Seal::Envelope => Vec::new(),
            Seal::Token(token) => vec![self.token(token, issuer)],
            Seal::Inside => {
                let known = integrity::proofs(credential).into_iter().filter(|proof| integrity::is_known(proof));
                known.map(|proof| self.proof(credential, proof, issuer)).collect()
            }
        };
        if outcomes.is_empty() {
            if matches!(seal, Seal::Envelope) || !integrity::proofs(credential).is_empty() {
                verdict.proof = ProofCheck::Sealed;
                verdict.say("it bears an electronic seal, whose certificates are not checked here");
            } else {
                verdict.say("it is not signed");
            }
        }
        self.check_terms(&integrity::unsecured(credential), &mut verdict);
        shape(credential, &mut verdict);
        let instant = |fields: [&str; 3]| fields.iter().find_map(|field| time::lenient_instant(text(credential, field)?));
        let without_zone = |field: &&str| {
            text(credential, field).is_some_and(|stated| time::instant(stated).is_none() && time::lenient_instant(stated).is_some())
        };
        if ["validFrom", "validUntil", "expirationDate", "issuanceDate"].iter().any(without_zone) {
            verdict.say("its times name no zone and were taken as UTC");
        }
        let until = instant(["validUntil", "expirationDate", "validUntil"]);
        verdict.time = time::check(instant(["validFrom", "issuanceDate", "issued"]), until, self.clock);
        if outcomes.is_empty() {
            super::vc::say_time(&mut verdict, self.clock);
        }
        if !self.recipient.is_unknown() {
            self.recipient.check(&recipient::of_subjects(credential, None), &mut verdict);
        }
        super::status::check(credential, &self.lists, &mut verdict);
        let nodes = Nodes::of(credential);
        let mut claims = Vec::new();
        for subject in many(credential, "credentialSubject") {
            let subject = nodes.full(subject);
            let claimed = nodes.all(subject, "hasClaim");
            achievements(&nodes, claimed, subject, credential, &mut claims, 0);
        }
        let mut verdicts: Vec<Verdict> = outcomes.into_iter().map(|outcome| self.with_outcome(&verdict, credential, outcome)).collect();
        verdicts.sort_by_key(|verdict| (verdict.evidence(), verdict.proof));
        Credential { verdicts: if verdicts.is_empty() { vec![verdict] } else { verdicts }, claims }
    }
}

fn shape(credential: &Value, verdict: &mut Verdict) {
    for field in ["issuer", "credentialSubject"] {
        if member(credential, field).is_none() {
            verdict.misshapen(format!("`{field}` is missing"));
        }
    }
    for field in ["validFrom", "validUntil", "issuanceDate", "expirationDate", "issued"] {
        if member(credential, field).is_some_and(|value| value.as_str().and_then(time::lenient_instant).is_none()) {
            verdict.misshapen(format!("`{field}` must be a date and time"));
        }
    }
}

fn credential_title(credential: &Value) -> Option<String> {
    let display = member(credential, "displayParameter");
    label_at(credential, "title").or_else(|| many(display?, "title").into_iter().find_map(label))
}

/// The achievements that a credential claims, and those that are parts of others.
fn achievements<'v>(
    nodes: &Nodes<'v>,
    claimed: Vec<&'v Value>,
    subject: &'v Value,
    credential: &'v Value,
    out: &mut Vec<Claim>,
    depth: usize,
) {
    for achievement in claimed {
        // Nodes that name each other as parts would otherwise be followed without end.
        if out.len() >= MOST_CLAIMS {
            return;
        }
        let kinds = classes(achievement);
        let is_one = kinds.is_empty() || kinds.contains(&"LearningAchievement");
        if is_one {
            out.push(claim(nodes, achievement, subject, credential));
        }
        // Parts of an achievement are achievements of their own.
        if is_one && depth < MOST_PARTS {
            achievements(nodes, nodes.all(achievement, "hasPart"), subject, credential, out, depth + 1);
        }
    }
}

fn claim<'v>(nodes: &Nodes<'v>, achievement: &'v Value, subject: &'v Value, credential: &'v Value) -> Claim {
    let specification = nodes.at(achievement, "specifiedBy");
    let awarding = nodes.at(achievement, "awardedBy");
    let issuer = nodes.at(credential, "issuer");
    let body = awarding.and_then(|process| nodes.at(process, "awardingBody"));
    let points: Vec<&Value> = specification.map(|given| nodes.all(given, "creditPoint")).unwrap_or_default();
    let ects = points.iter().copied().find(|&point| nodes.ids(point, "framework").contains(&ECTS));
    let mut specified = specification.map(|given| Specification::of(nodes, given)).unwrap_or_default();
    let entitled = nodes.all(achievement, "entitlesTo").into_iter().filter_map(|one| nodes.label(one, "title"));
    specified.entitles.extend(entitled.take(MOST_ENTITLEMENTS));
    let mut identifiers: Vec<String> = specification.and_then(id_of).into_iter().chain(id_of(achievement)).map(cut).collect();
    if let Some(given) = specification {
        let notations = ["identifier", "qualificationCode"].iter().flat_map(|term| nodes.all(given, term));
        identifiers.extend(notations.take(MOST_IDENTIFIERS).filter_map(|one| nodes.plain(one, "notation")));
        identifiers.extend(nodes.page(given, "homepage"));
    }
    let day = |value: &'v Value, fields: &[&str]| {
        fields.iter().find_map(|field| time::lenient_instant(&nodes.plain(value, field)?)).map(|instant| instant.date_naive())
    };
    let proof = nodes.all(achievement, "provenBy").into_iter().find(|proof| nodes.has(proof, "grade"));
    let grading = proof.and_then(|proof| nodes.at(proof, "specifiedBy")).and_then(|given| nodes.at(given, "gradingScheme"));
    Claim {
        credential: text(credential, "id").map(cut),
        title: nodes.label(achievement, "title").or_else(|| specification.and_then(|given| nodes.label(given, "title"))),
        identifiers,
        alignments: specified.skills.iter().filter_map(|skill| skill.uri.clone()).collect(),
        issuer: body.and_then(id_of).or_else(|| issuer.and_then(id_of)).map(cut),
        issuer_name: body.and_then(|body| nodes.label(body, "legalName")).or_else(|| claim::issuer_name(credential).as_deref().map(cut)),
        issuer_url: body.and_then(|body| nodes.page(body, "homepage")),
        earned: awarding
            .and_then(|process| day(process, &["awardingDate"]))
            .or_else(|| day(credential, &["issued", "issuanceDate", "validFrom"])),
        expires: day(credential, &["validUntil", "expirationDate"]),
        credits: nodes.at(achievement, "creditReceived").or(ects).or(points.first().copied()).and_then(|point| nodes.plain(point, "point")),
        grade: proof.and_then(|proof| nodes.note(proof, "grade")),
        recipient: person(nodes, subject),
        grading: grading.and_then(|scheme| nodes.label(scheme, "title").or_else(|| id_of(scheme).map(cut))),
        annex: Some(annex(nodes, achievement, subject, credential)),
        specified,
        not_earned: None,
    }
}

/// The name of a person: in full, else put together.
fn person<'v>(nodes: &Nodes<'v>, subject: &'v Value) -> Option<String> {
    nodes.label(subject, "fullName").or_else(|| {
        let parts: Vec<String> = ["givenName", "familyName"].iter().filter_map(|term| nodes.label(subject, term)).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    })
}

/// What of Annex I a claim states.
fn annex<'v>(nodes: &Nodes<'v>, achievement: &'v Value, subject: &'v Value, credential: &'v Value) -> Annex {
    let specification: Vec<&Value> = nodes.all(achievement, "specifiedBy");
    let specified = |terms: &[&str]| specification.iter().any(|given| terms.iter().any(|term| nodes.has(given, term)));
    let awarding = nodes.at(achievement, "awardedBy");
    let body = awarding.and_then(|process| nodes.at(process, "awardingBody"));
    let assessments = nodes.all(achievement, "provenBy");
    let of_assessments: Vec<&Value> = assessments.iter().flat_map(|&one| nodes.all(one, "specifiedBy")).collect();
    let activities = nodes.all(achievement, "influencedBy");
    let of_activities: Vec<&Value> = activities.iter().flat_map(|&one| nodes.all(one, "specifiedBy")).collect();
    let located = |organisation: &'v Value| {
        nodes.all(organisation, "location").into_iter().any(|place| nodes.has(place, "spatialCode") || nodes.has(place, "address"))
    };
    let issuer = nodes.at(credential, "issuer");
    let all = [
        (AnnexElement::Learner, person(nodes, subject).is_some()),
        (AnnexElement::Title, nodes.has(achievement, "title") || specified(&["title"])),
        (AnnexElement::Country, [body, issuer].into_iter().flatten().any(located)),
        (AnnexElement::AwardingBody, body.is_some()),
        (
            AnnexElement::Date,
            awarding.is_some_and(|process| nodes.has(process, "awardingDate"))
                || ["issued", "issuanceDate"].iter().any(|term| nodes.has(credential, term)),
        ),
        (AnnexElement::Outcomes, specified(&["learningOutcome", "learningOutcomeSummary"])),
        (
            AnnexElement::Workload,
            specified(&["volumeOfLearning", "creditPoint"])
                || activities.iter().any(|one| nodes.has(one, "workload"))
                || of_activities.iter().any(|one| nodes.has(one, "volumeOfLearning")),
        ),
        (AnnexElement::Level, specified(&["eqfLevel", "nqfLevel", "educationLevel"])),
        (
            AnnexElement::Assessment,
            of_assessments.iter().any(|one| nodes.has(one, "dcType") || nodes.has(one, "category")) || specified(&["provenBy"]),
        ),
        (AnnexElement::Participation, specified(&["mode"]) || of_activities.iter().any(|one| nodes.has(one, "mode"))),
        (
            AnnexElement::QualityAssurance,
            specified(&["accreditation"]) || [body, issuer].iter().flatten().any(|one| nodes.has(one, "accreditation")),
        ),
        (AnnexElement::Prerequisites, specified(&["entryRequirement"])),
        (AnnexElement::Supervision, assessments.iter().any(|one| nodes.has(one, "idVerification"))),
        (AnnexElement::Grade, assessments.iter().any(|one| nodes.has(one, "grade"))),
        (
            AnnexElement::Stackability,
            nodes.has(achievement, "entitlesTo") || nodes.has(achievement, "isPartOf") || specified(&["entitlesTo", "isPartOf"]),
        ),
        (AnnexElement::Further, nodes.has(achievement, "additionalNote") || specified(&["additionalNote", "supplementaryDocument"])),
    ];
    Annex { stated: all.into_iter().filter(|(_, is_stated)| *is_stated).map(|(element, _)| element).collect(), of_a_person: true }
}
