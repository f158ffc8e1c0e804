//! Credentials in every form, issued here with a key of our own, and hostile ones.

mod issuing;

use chrono::{DateTime, Utc};
use issuing::{Issuer, png, svg};
use pathways::interchange::SourceFile;
use pathways::interchange::credential::{
    Evidence, IssuerCheck, ProofCheck, ShapeCheck, StatusCheck, TermsCheck, TimeCheck, TrustStore, Verdict, Verifier,
};
use serde_json::{Value, json};

fn clock() -> DateTime<Utc> {
    "2026-06-01T00:00:00Z".parse().expect("it is an instant")
}

fn judged_by(verifier: &Verifier, content: impl Into<Vec<u8>>) -> Vec<Verdict> {
    verifier.verify(&SourceFile::new("file", content)).into_iter().flat_map(|credential| credential.verdicts).collect()
}

fn only(content: impl Into<Vec<u8>>) -> Verdict {
    let mut verdicts = judged_by(&Verifier::new(clock()), content);
    assert_eq!(verdicts.len(), 1, "{verdicts:#?}");
    verdicts.remove(0)
}

fn badge(issuer: &Issuer) -> Value {
    issuer.badge("urn:uuid:7c1f0a52-0d0d-4e0e-9a2b-7a5d5a1f00aa", "Applied Statistics", "Riverbank College")
}

#[test]
fn a_badge_verifies_in_every_form() {
    let issuer = Issuer::new(1);
    let json = issuer.signed(badge(&issuer)).to_string();
    let token = issuer.token(&badge(&issuer), json!({}));
    let forms: [(&str, Vec<u8>); 6] = [
        ("json", json.clone().into()),
        ("token", format!("{token}\n").into()),
        ("png, before the image", png("openbadgecredential", &[&json], false)),
        ("png, after the image", png("openbadgecredential", &[&token], true)),
        ("svg", svg(&json).into()),
        ("svg with a token", svg(&token).into()),
    ];
    for (form, content) in forms {
        let verdict = only(content);
        assert_eq!((verdict.evidence(), verdict.reasons.len()), (Evidence::Verified, 0), "{form}: {verdict:#?}");
        assert_eq!((verdict.name.as_deref(), verdict.issuer_name.as_deref()), (Some("Applied Statistics"), Some("Riverbank College")));
    }
}

#[test]
fn what_is_changed_after_signing_is_seen() {
    let issuer = Issuer::new(1);
    let mut changed = issuer.signed(badge(&issuer));
    changed["credentialSubject"]["achievement"]["name"] = json!("Advanced Statistics");
    assert_eq!(only(changed.to_string()).proof, ProofCheck::Bad);

    let mut other = badge(&issuer);
    other["issuer"]["id"] = json!(Issuer::new(2).did);
    let verdict = only(issuer.signed(other).to_string());
    assert_eq!((verdict.proof, verdict.issuer, verdict.evidence()), (ProofCheck::Good, IssuerCheck::Mismatch, Evidence::Rejected));

    let mut added = badge(&issuer);
    added["credentialSubject"]["finalGrade"] = json!("A+");
    let verdict = only(issuer.signed(added).to_string());
    assert_eq!((verdict.terms, verdict.evidence()), (TermsCheck::Undefined, Evidence::Rejected));
}

#[test]
fn the_document_cannot_give_standard_terms_another_meaning() {
    let issuer = Issuer::new(1);
    let mut swapped = badge(&issuer);
    swapped["@context"] = json!([swapped["@context"][0], swapped["@context"][1], { "awardedDate": "https://x.example/#other" }]);
    let verdict = only(issuer.signed(swapped).to_string());
    assert_eq!((verdict.shape, verdict.evidence()), (ShapeCheck::Invalid, Evidence::Rejected), "{verdict:#?}");
}

#[test]
fn relative_addresses_are_refused() {
    let issuer = Issuer::new(1);
    let mut relative = badge(&issuer);
    relative["credentialSubject"]["achievement"]["image"] = json!("me.png");
    let verdict = only(issuer.signed(relative).to_string());
    assert_eq!(verdict.terms, TermsCheck::Undefined, "{verdict:#?}");
}

#[test]
fn the_period_of_validity_is_judged_at_the_clock() {
    let issuer = Issuer::new(1);
    let mut until = badge(&issuer);
    until["validUntil"] = json!("2026-05-31T23:59:59Z");
    assert_eq!(only(issuer.signed(until.clone()).to_string()).time, TimeCheck::Expired);
    let before = Verifier::new("2026-05-20T00:00:00Z".parse().expect("it is an instant"));
    assert_eq!(judged_by(&before, issuer.signed(until.clone()).to_string())[0].evidence(), Evidence::Verified);
    until["validFrom"] = json!("2026-07-01T00:00:00Z");
    let verdict = only(issuer.signed(until).to_string());
    assert_eq!(verdict.shape, ShapeCheck::Invalid, "it ends before it begins");
}

#[test]
fn keys_of_hosted_issuers_come_from_imported_documents_only() {
    let issuer = Issuer::new(3);
    let mut hosted = badge(&issuer);
    hosted["issuer"]["id"] = json!("https://college.example/issuer");
    let token = issuer.token(&hosted, json!({ "kid": "key-1" }));
    let alone = only(token.clone());
    assert_eq!((alone.proof, alone.issuer, alone.evidence()), (ProofCheck::KeyUnknown, IssuerCheck::Unproven, Evidence::Declared));

    let mut key = issuer.jwk();
    key["kid"] = json!("key-1");
    let with = |document: Value, of: Option<&str>| {
        let mut trust = TrustStore::default();
        trust.add(&SourceFile::new("keys.json", document.to_string()), of).expect("it is usable");
        judged_by(&Verifier::new(clock()).trusting(trust), token.clone()).remove(0)
    };
    let bound = with(json!({ "keys": [key] }), Some("https://college.example/issuer"));
    assert_eq!((bound.proof, bound.issuer, bound.evidence()), (ProofCheck::Good, IssuerCheck::Bound, Evidence::Verified));
    let elsewhere = with(json!({ "keys": [key] }), Some("https://other.example/issuer"));
    assert_eq!(elsewhere.proof, ProofCheck::KeyUnknown, "another issuer's keys do not count");
    let unnamed = with(json!({ "keys": [key] }), None);
    assert!(unnamed.issuer == IssuerCheck::Bound && unnamed.reasons.iter().any(|reason| reason.contains("names no issuer")));

    // A key for logging in must not sign credentials.
    let method = |relation: &str| {
        json!({ "id": "https://college.example/issuer", relation: ["#key-1"],
        "verificationMethod": [{ "id": "#key-1", "type": "JsonWebKey", "controller": "https://college.example/issuer", "publicKeyJwk": issuer.jwk() }] })
    };
    assert_eq!(with(method("assertionMethod"), None).issuer, IssuerCheck::Bound);
    let mut login = method("authentication");
    login["assertionMethod"] = json!([]);
    assert_eq!(with(login, None).proof, ProofCheck::KeyUnknown);
}

#[test]
fn tokens_that_prove_nothing_are_told_apart() {
    let issuer = Issuer::new(1);
    let mut hosted = badge(&issuer);
    hosted["issuer"]["id"] = json!("https://college.example/issuer");
    let own_key = only(issuer.token(&hosted, json!({ "jwk": issuer.jwk() })));
    assert_eq!((own_key.proof, own_key.issuer), (ProofCheck::Good, IssuerCheck::Unproven));
    let mut private = issuer.jwk();
    private["d"] = json!("AAAA");
    assert_eq!(only(issuer.token(&hosted, json!({ "jwk": private }))).proof, ProofCheck::Malformed);
    assert_eq!(only(issuer.token(&badge(&issuer), json!({ "alg": "HS256" }))).proof, ProofCheck::Malformed);
    assert_eq!(only(issuer.token(&badge(&issuer), json!({ "alg": "ES256" }))).proof, ProofCheck::Malformed, "the key decides");
    assert_eq!(only(issuer.token(&badge(&issuer), json!({ "crit": ["b64"], "b64": false }))).proof, ProofCheck::Malformed);
    let mut claims = badge(&issuer);
    claims["iss"] = json!("did:key:z6MkhWqdDBPojHA7cprTGTt5yHv5yUi1B8cnXn8ReLumkw6E");
    assert_eq!(only(issuer.token(&claims, json!({}))).issuer, IssuerCheck::Mismatch);
    for (claim, value) in [("jti", json!("urn:x:other")), ("sub", json!("did:example:other")), ("nbf", json!(1)), ("exp", json!(1))] {
        let mut claims = badge(&issuer);
        claims["validUntil"] = json!("2030-01-01T00:00:00Z");
        claims[claim] = value;
        assert_eq!(only(issuer.token(&claims, json!({}))).evidence(), Evidence::Rejected, "{claim}");
    }
}

#[test]
fn a_record_is_judged_part_by_part() {
    let (outer, inner) = (Issuer::new(1), Issuer::new(2));
    let mut forged = inner.signed(badge(&inner));
    forged["name"] = json!("Changed");
    let record = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
                     "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "urn:uuid:1", "type": ["VerifiableCredential", "ClrCredential"],
        "issuer": { "id": outer.did, "type": ["Profile"], "name": "Registrar" },
        "validFrom": "2026-05-01T00:00:00Z", "name": "Transcript",
        "credentialSubject": { "id": "did:example:learner", "type": ["ClrSubject"],
            "verifiableCredential": [inner.signed(badge(&inner)), inner.token(&badge(&inner), json!({})), forged] }
    });
    let verdicts = judged_by(&Verifier::new(clock()), outer.signed(record).to_string());
    let shown: Vec<(&str, &str)> = verdicts.iter().map(|verdict| (verdict.format.as_str(), verdict.evidence().as_str())).collect();
    assert_eq!(
        shown,
        [("clr-2.0", "verified"), ("openbadges-3.0", "verified"), ("openbadges-3.0", "verified"), ("openbadges-3.0", "rejected")]
    );
}

#[test]
fn of_several_proofs_one_good_one_suffices_and_each_is_reported() {
    let issuer = Issuer::new(1);
    let mut both = issuer.signed(badge(&issuer));
    both["proof"] = json!([{ "type": "FutureProof2031", "proofPurpose": "assertionMethod" }, both["proof"]]);
    let credentials = Verifier::new(clock()).verify(&SourceFile::new("file", both.to_string()));
    assert_eq!((credentials.len(), credentials[0].evidence()), (1, Evidence::Verified));
    let shown: Vec<&str> = credentials[0].verdicts.iter().map(|verdict| verdict.proof.as_str()).collect();
    assert_eq!(shown, ["good", "unsupported-suite"]);
}

#[test]
fn a_status_list_revokes_when_it_verifies_and_says_nothing_when_it_does_not() {
    use base64::Engine;
    use std::io::Write;
    let issuer = Issuer::new(1);
    let mut bits = vec![0_u8; 16_384];
    bits[2] = 0b0000_0001;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(&bits).expect("it is written to memory");
    let packed = packer.finish().expect("it is written to memory");
    let list = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"], "id": "https://college.example/status/1",
        "type": ["VerifiableCredential", "BitstringStatusListCredential"], "issuer": issuer.did, "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": { "id": "https://college.example/status/1#list", "type": "BitstringStatusList", "statusPurpose": "revocation",
            "encodedList": format!("u{}", base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(packed)) }
    });
    let with_status = |index: Value, purpose: &str| {
        let mut one = badge(&issuer);
        one["credentialStatus"] = json!({ "id": "https://college.example/status/1#0", "type": "BitstringStatusListEntry", "statusPurpose": purpose,
            "statusListIndex": index, "statusListCredential": "https://college.example/status/1" });
        issuer.signed(one).to_string()
    };
    let mut verifier = Verifier::new(clock());
    verifier.add_status_list(&SourceFile::new("list", issuer.signed(list.clone()).to_string())).expect("it is a list");
    let status = |verifier: &Verifier, content: String| judged_by(verifier, content)[0].status;
    assert_eq!(status(&verifier, with_status(json!("23"), "revocation")), StatusCheck::Revoked);
    assert_eq!(status(&verifier, with_status(json!(22), "revocation")), StatusCheck::Good);
    assert_eq!(status(&verifier, with_status(json!(131_072), "revocation")), StatusCheck::Unknown);
    assert_eq!(status(&verifier, with_status(json!(23), "suspension")), StatusCheck::Unknown);
    assert_eq!(status(&Verifier::new(clock()), with_status(json!(22), "revocation")), StatusCheck::Unknown);

    let mut tampered = issuer.signed(list);
    tampered["validFrom"] = json!("2026-01-02T00:00:00Z");
    let mut verifier = Verifier::new(clock());
    verifier.add_status_list(&SourceFile::new("list", tampered.to_string())).expect("it is a list");
    assert_eq!(status(&verifier, with_status(json!(22), "revocation")), StatusCheck::Unknown);
    assert!(verifier.add_status_list(&SourceFile::new("list", "{}")).is_err());
}

#[test]
fn hostile_files_are_refused_with_the_reason() {
    let issuer = Issuer::new(1);
    let signed = issuer.signed(badge(&issuer)).to_string();
    let refused = |content: Vec<u8>, word: &str| {
        let verdict = only(content);
        let found = verdict.reasons.iter().any(|reason| reason.contains(word));
        assert!(verdict.evidence() == Evidence::Rejected && found, "{word}: {verdict:#?}");
    };
    refused(signed.replacen("\"id\"", "\"id\":\"urn:x:y\",\"id\"", 1).into(), "stands twice");
    refused([b"\xff\xfe".as_slice(), b"{\0}\0"].concat(), "UTF-16");
    refused([b"\xef\xbb\xbf".as_slice(), signed.as_bytes()].concat(), "byte order mark");
    refused(b"\x00\x01\x02\xff".to_vec(), "neither a PNG nor text");
    refused(format!("{}{}", "[".repeat(500), "]".repeat(500)).into(), "inside one another");
    refused(vec![b' '; 17 * 1024 * 1024], "larger than");
    refused(png("openbadgecredential", &[&signed, &signed], false), "more than one badge");
    refused(png("comment", &["x"], false), "no badge");
    let mut damaged = png("openbadgecredential", &[&signed], false);
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    refused(damaged, "damaged");
    refused(svg("https://college.example/badge.json").into(), "not fetched");
    refused(b"<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><x>&f;</x>".to_vec(), "unknown entity");
    refused(b"<!DOCTYPE x><x/>".to_vec(), "document type");
    refused(b"{\"@context\": \"https://w3id.org/openbadges/v2\", \"type\": \"BadgeClass\"}".to_vec(), "BadgeClass");

    // A context elsewhere is never fetched: nothing is known of its terms.
    let mut remote = badge(&issuer);
    remote["@context"] = json!(["https://www.w3.org/ns/credentials/v2", "https://evil.example/context.json"]);
    let verdict = only(issuer.signed(remote).to_string());
    assert_eq!((verdict.terms, verdict.evidence()), (TermsCheck::Unchecked, Evidence::Declared), "{verdict:#?}");

    // Contexts that call themselves, and a presentation in a presentation in a presentation.
    let mut recursive = badge(&issuer);
    recursive["@context"] = json!(["https://www.w3.org/ns/credentials/v2", { "a": { "@id": "https://x.example/a", "@context": { "@import": "https://www.w3.org/ns/credentials/v2" } } }]);
    assert_eq!(only(issuer.signed(recursive).to_string()).evidence(), Evidence::Rejected);
    let mut nested = json!({ "type": "VerifiablePresentation" });
    for _ in 0..20 {
        nested = json!({ "type": "VerifiablePresentation", "verifiableCredential": [nested] });
    }
    refused(nested.to_string().into(), "inside one another");

    // Markup in a name is a name.
    let mut marked = badge(&issuer);
    marked["issuer"]["name"] = json!("<img src=x onerror=alert(1)>");
    assert_eq!(only(issuer.signed(marked).to_string()).issuer_name.as_deref(), Some("<img src=x onerror=alert(1)>"));
}

/// Bytes that follow from a seed alone.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0)
    }
}

#[test]
fn mutated_files_of_every_form_are_judged_and_never_become_better() {
    let issuer = Issuer::new(1);
    let json = issuer.signed(badge(&issuer)).to_string();
    let token = issuer.token(&badge(&issuer), json!({}));
    let europass = r#"<europassCredential xmlns="http://data.europa.eu/snb" xmlns:cred="http://data.europa.eu/europass/model/credentials/w3c#"><cred:issued>2021-09-03T10:00:04Z</cred:issued><cred:issuer idref="o"/><title><text lang="en">Sewing</text></title><credentialSubject><achievements><learningAchievement><title><text lang="en">Seams</text></title></learningAchievement></achievements></credentialSubject><agentReferences><organization id="o"><prefLabel><text lang="en">School</text></prefLabel></organization></agentReferences></europassCredential>"#;
    let european = r#"{"@context":["https://www.w3.org/2018/credentials/v1","http://data.europa.eu/snb/model/context/edc-ap"],"id":"urn:c:1","type":["VerifiableCredential","EuropeanDigitalCredential"],"issuer":{"id":"urn:o:1","type":"Organisation","legalName":{"en":"School"}},"validFrom":"2024-01-01T00:00:00Z","credentialSubject":{"id":"urn:p:1","type":"Person","hasClaim":{"id":"urn:a:1","type":"LearningAchievement","title":{"en":"Seams"}}}}"#;
    let assertion = r#"{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"https://x.example/1","recipient":{"type":"email","identity":"a@x.example"},"badge":{"type":"BadgeClass","id":"https://x.example/b","name":"Seams","issuer":{"id":"https://x.example/i","name":"School"}},"verification":{"type":"hosted"},"issuedOn":"2024-01-01T00:00:00Z"}"#;
    let seeds: Vec<Vec<u8>> = vec![
        json.clone().into(),
        token.into(),
        png("openbadgecredential", &[&json], true),
        svg(&json).into(),
        europass.into(),
        european.into(),
        assertion.into(),
    ];
    let verifier = Verifier::new(clock());
    let mut noise = Noise(0x5eed_cafe_f00d_0001);
    for (number, seed) in seeds.iter().enumerate() {
        let best = verifier.verify(&SourceFile::new("seed", seed.clone()))[0].evidence();
        assert!(best <= Evidence::Declared, "seed {number} is good to begin with");
        for _ in 0..120 {
            let mut bytes = seed.clone();
            for _ in 0..=noise.next() % 4 {
                let at = noise.next() % bytes.len();
                match noise.next() % 4 {
                    0 => bytes[at] = (noise.next() % 256) as u8,
                    1 => bytes.truncate(at.max(1)),
                    2 => bytes.insert(at, b"{}[]\",:<>&\0"[noise.next() % 11]),
                    _ => drop(bytes.remove(at)),
                }
                if bytes.is_empty() {
                    bytes.push(b'{');
                }
            }
            let judged = verifier.verify(&SourceFile::new("mutated", bytes));
            assert!(!judged.is_empty() && judged.iter().all(|one| !one.verdicts.is_empty() && one.evidence() >= best));
        }
    }
}
