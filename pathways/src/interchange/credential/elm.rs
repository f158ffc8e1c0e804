//! European Digital Credentials (European Learning Model 3), as JSON-LD, bare or sealed (JAdES).

use std::collections::HashMap;

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

/// The framework of ECTS credit points; labels differ between languages, the address does not.
const ECTS: &str = "http://data.europa.eu/snb/education-credit/6fcec5c5af";

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
            nodes.achievements(many(subject, "hasClaim"), credential, &mut claims, 0);
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

/// Nodes by identifier: the same node may be spelled out once and referred to elsewhere.
struct Nodes<'v>(HashMap<&'v str, &'v Value>);

impl<'v> Nodes<'v> {
    fn of(root: &'v Value) -> Self {
        let mut nodes: HashMap<&str, &Value> = HashMap::new();
        let mut open = vec![root];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(list) => open.extend(list),
                Value::Object(map) => {
                    if let Some(id) = id_of(value) {
                        let known = nodes.get(id).and_then(|node| node.as_object()).map_or(0, serde_json::Map::len);
                        if map.len() > known {
                            nodes.insert(id, value);
                        }
                    }
                    open.extend(map.values());
                }
                _ => {}
            }
        }
        Self(nodes)
    }

    /// The fullest form of a node that is given whole or by its identifier.
    fn full(&self, value: &'v Value) -> &'v Value {
        match id_of(value).and_then(|id| self.0.get(id)) {
            Some(node) if value.as_object().map_or(0, serde_json::Map::len) < 3 => node,
            _ => value,
        }
    }

    fn at(&self, value: &'v Value, field: &str) -> Option<&'v Value> {
        many(value, field).into_iter().next().map(|inner| self.full(inner))
    }

    fn achievements(&self, claims: Vec<&'v Value>, credential: &Value, out: &mut Vec<Claim>, depth: usize) {
        for achievement in claims.into_iter().map(|one| self.full(one)) {
            let kind = texts(achievement, "type").first().copied().unwrap_or("LearningAchievement");
            if kind == "LearningAchievement" {
                out.push(self.claim(achievement, credential));
            }
            // Parts of an achievement are achievements of their own.
            if depth < 8 {
                self.achievements(many(achievement, "hasPart"), credential, out, depth + 1);
            }
        }
    }

    fn claim(&self, achievement: &'v Value, credential: &Value) -> Claim {
        let specification = self.at(achievement, "specifiedBy");
        let awarding = self.at(achievement, "awardedBy");
        let body = awarding.and_then(|process| self.at(process, "awardingBody"));
        let points: Vec<&Value> = specification.map(|given| many(given, "creditPoint")).unwrap_or_default();
        let ects = points.iter().find(|point| member(point, "framework").and_then(id_of) == Some(ECTS));
        let skills = specification.map(|given| many(given, "learningOutcome")).unwrap_or_default().into_iter();
        let skills = skills.flat_map(|outcome| many(self.full(outcome), "relatedESCOSkill")).filter_map(id_of).map(str::to_owned);
        let identifier = |node: &Value| {
            many(node, "identifier").into_iter().filter_map(|one| text(one, "notation")).map(str::to_owned).collect::<Vec<_>>()
        };
        let mut identifiers: Vec<String> = specification.and_then(id_of).into_iter().chain(id_of(achievement)).map(str::to_owned).collect();
        identifiers.extend(specification.map(identifier).unwrap_or_default());
        identifiers.extend(specification.into_iter().flat_map(|given| many(given, "homepage")).filter_map(id_of).map(str::to_owned));
        let day = |value: &Value, fields: &[&str]| {
            fields.iter().find_map(|field| time::lenient_instant(text(value, field)?)).map(|instant| instant.date_naive())
        };
        let grade = self.at(achievement, "provenBy").and_then(|proof| self.at(proof, "grade"));
        let issuer = member(credential, "issuer");
        Claim {
            credential: text(credential, "id").map(str::to_owned),
            title: label_at(achievement, "title").or_else(|| specification.and_then(|given| label_at(given, "title"))),
            identifiers,
            alignments: skills.collect(),
            issuer: body.and_then(id_of).or_else(|| issuer.and_then(id_of)).map(str::to_owned),
            issuer_name: body.and_then(|body| label_at(body, "legalName")).or_else(|| claim::issuer_name(credential)),
            issuer_url: body
                .and_then(|body| self.at(body, "homepage"))
                .and_then(|page| text(page, "contentURL").or_else(|| id_of(page)))
                .map(str::to_owned),
            earned: awarding
                .and_then(|process| day(process, &["awardingDate"]))
                .or_else(|| day(credential, &["issued", "issuanceDate", "validFrom"])),
            expires: day(credential, &["validUntil", "expirationDate"]),
            credits: ects
                .or(points.first())
                .and_then(|point| member(point, "point"))
                .and_then(|point| point.as_str().map(str::to_owned).or_else(|| point.is_number().then(|| point.to_string()))),
            grade: grade.and_then(|note| member(note, "noteLiteral").or(Some(note))).and_then(label),
            not_earned: None,
            recipient: many(credential, "credentialSubject").first().and_then(|subject| label_at(subject, "fullName")),
        }
    }
}
