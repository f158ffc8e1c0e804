//! What is said of every form of credential, check by check, held against what was said before (`tests/credentials/verdicts.json`). The
//! window puts the same verdicts into English and Spanish, and holds those against its own snapshots.
//!
//! `CAIRN_RENEW=1 cargo test --workspace --test credential_snapshots` renews the file; look at what changed before it is committed.

mod issuing;

use std::path::Path;

use chrono::{DateTime, Utc};
use issuing::{Issuer, png, svg};
use pathways::interchange::SourceFile;
use pathways::interchange::credential::{Check, Outcome, Recipient, TrustStore, Verifier};
use serde_json::{Value, json};

fn clock() -> DateTime<Utc> {
    "2026-06-01T00:00:00Z".parse().expect("it is an instant")
}

fn badge() -> Value {
    Issuer::new(1).badge("urn:uuid:7c1f0a52-0d0d-4e0e-9a2b-7a5d5a1f00aa", "Applied Statistics", "Riverbank College")
}

fn with(place: &str, value: Value) -> Value {
    let mut out = badge();
    let (parent, key) = place.rsplit_once('/').expect("a place");
    out.pointer_mut(parent).expect("the place is there")[key] = value;
    out
}

fn without(place: &str) -> Value {
    let mut out = badge();
    let (parent, key) = place.rsplit_once('/').expect("a place");
    out.pointer_mut(parent).and_then(Value::as_object_mut).expect("the place is there").remove(key);
    out
}

fn signed(badge: Value) -> Value {
    Issuer::new(1).signed(badge)
}

/// A signed badge whose proof is changed afterwards.
fn proof(key: &str, value: Value) -> Value {
    let mut out = signed(badge());
    out["proof"][key] = value;
    out
}

fn listed(purpose: &str, index: u32) -> Value {
    signed(with(
        "/credentialStatus",
        json!({ "id": "https://college.example/status/1#0", "type": "BitstringStatusListEntry", "statusPurpose": purpose,
            "statusListIndex": index.to_string(), "statusListCredential": format!("https://college.example/status/{purpose}") }),
    ))
}

/// A list in which every eighth entry is set.
fn status_list(purpose: &str) -> SourceFile {
    use base64::Engine;
    use std::io::Write;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(&[1_u8; 16_384]).expect("it is written to memory");
    let packed = packer.finish().expect("it is written to memory");
    let issuer = Issuer::new(1);
    let id = format!("https://college.example/status/{purpose}");
    let list = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"], "id": id, "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.did, "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": { "id": format!("{id}#list"), "type": "BitstringStatusList", "statusPurpose": purpose,
            "encodedList": format!("u{}", base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(packed)) }
    });
    SourceFile::new("list", issuer.signed(list).to_string())
}

const EUROPASS: &str = r#"<europassCredential xmlns="http://data.europa.eu/snb" xmlns:cred="http://data.europa.eu/europass/model/credentials/w3c#"><cred:issued>2021-09-03T10:00:04Z</cred:issued><cred:issuer idref="o"/><title><text lang="en">Sewing</text></title><credentialSubject><achievements><learningAchievement><title><text lang="en">Seams</text></title></learningAchievement></achievements></credentialSubject><agentReferences><organization id="o"><prefLabel><text lang="en">School</text></prefLabel></organization></agentReferences></europassCredential>"#;

fn european() -> Value {
    json!({ "@context": ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"], "id": "urn:c:1",
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"], "issuer": { "id": Issuer::new(1).did, "type": "Organisation", "legalName": { "en": "School" } },
        "issuanceDate": "2024-01-01T00:00:00Z", "credentialSubject": { "id": "urn:p:1", "type": "Person", "fullName": { "en": "Ada Lovelace" },
            "hasClaim": { "id": "urn:a:1", "type": "LearningAchievement", "title": { "en": "Seams" } } } })
}

fn assertion(expires: &str) -> String {
    json!({ "@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "https://x.example/1",
        "recipient": { "type": "email", "identity": "ada@example.org" }, "badge": { "type": "BadgeClass", "id": "https://x.example/b", "name": "Seams",
            "issuer": { "id": "https://x.example/i", "name": "School" } }, "verification": { "type": "hosted" },
        "issuedOn": "2024-01-01T00:00:00Z", "expires": expires })
    .to_string()
}

fn transcript() -> Value {
    let mut forged = signed(badge());
    forged["credentialSubject"]["achievement"]["name"] = json!("Advanced Statistics");
    signed(json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
                     "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "urn:uuid:1", "type": ["VerifiableCredential", "ClrCredential"],
        "issuer": { "id": Issuer::new(1).did, "type": ["Profile"], "name": "Registrar" }, "validFrom": "2026-05-01T00:00:00Z", "name": "Transcript",
        "credentialSubject": { "id": "did:example:learner", "type": ["ClrSubject"], "verifiableCredential": [signed(badge()), forged] }
    }))
}

/// Every case: a name, and the file.
fn cases() -> Vec<(&'static str, Vec<u8>)> {
    let issuer = Issuer::new(1);
    let hosted = with("/issuer/id", json!("https://college.example/issuer"));
    let text = |value: Value| value.to_string().into_bytes();
    let good = signed(badge()).to_string();
    let mut changed = signed(badge());
    changed["credentialSubject"]["achievement"]["name"] = json!("Advanced Statistics");
    let mut tampered = issuer.token(&badge(), json!({}));
    tampered.replace_range(60..61, if tampered.as_bytes()[60] == b'A' { "B" } else { "A" });
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(good.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    vec![
        ("json good", good.clone().into_bytes()),
        ("json proof bad", text(changed)),
        ("json proof absent", text(badge())),
        ("json proof malformed", text(proof("proofValue", json!("not base 58")))),
        ("json proof unsupported", text(proof("cryptosuite", json!("eddsa-2022")))),
        ("json proof context unknown", {
            let mut far = badge();
            far["@context"] = json!([far["@context"][0], "https://evil.example/context.json"]);
            let mut far = signed(far);
            far["proof"]["cryptosuite"] = json!("eddsa-rdfc-2022");
            text(far)
        }),
        ("json proof key unknown", text(proof("verificationMethod", json!("https://elsewhere.example/key")))),
        ("json proof for another purpose", text(proof("proofPurpose", json!("authentication")))),
        ("json proof of a chain", text(proof("previousProof", json!("urn:x:before")))),
        ("json issuer mismatch", text(signed(with("/issuer/id", json!(Issuer::new(2).did))))),
        ("json issuer unproven", text(signed(hosted.clone()))),
        ("json issuer missing", text(signed(without("/issuer")))),
        ("json time not yet", text(signed(with("/validFrom", json!("2027-01-01T00:00:00Z"))))),
        ("json time expired", text(signed(with("/validUntil", json!("2026-05-31T00:00:00Z"))))),
        ("json status good", text(listed("revocation", 6))),
        ("json status revoked", text(listed("revocation", 7))),
        ("json status suspended", text(listed("suspension", 7))),
        ("json status unknown", text(listed("message", 7))),
        ("json status out of range", text(listed("revocation", 9_999_999))),
        ("json terms undefined", text(signed(with("/credentialSubject/finalGrade", json!("A+"))))),
        ("json terms relative", text(signed(with("/credentialSubject/achievement/image", json!("me.png"))))),
        ("json shape invalid", text(signed(without("/credentialSubject/achievement/criteria")))),
        ("json recipient another", text(signed(with("/credentialSubject/id", json!("did:key:zBob"))))),
        ("token good", issuer.token(&badge(), json!({})).into_bytes()),
        ("token changed", tampered.into_bytes()),
        ("token unsigned", issuer.token(&badge(), json!({ "alg": "none" })).into_bytes()),
        ("token with its own key", issuer.token(&hosted, json!({ "jwk": issuer.jwk() })).into_bytes()),
        (
            "token with a trusted key",
            issuer.token(&with("/issuer/id", json!("https://trusted.example/issuer")), json!({ "kid": "k" })).into_bytes(),
        ),
        ("token of parts", format!("{}~WyJzYWx0Il0~", issuer.token(&badge(), json!({}))).into_bytes()),
        ("png good", png("openbadgecredential", &[&good], true)),
        ("png without a badge", png("comment", &["x"], false)),
        ("png with two badges", png("openbadgecredential", &[&good, &good], false)),
        ("svg good", svg(&good).into_bytes()),
        ("svg with an address", svg("https://college.example/badge.json").into_bytes()),
        ("open badges 2 hosted", assertion("2030-01-01T00:00:00Z").into_bytes()),
        ("open badges 2 expired", assertion("2025-01-01T00:00:00Z").into_bytes()),
        ("open badges 2 png", png("openbadges", &[&assertion("2030-01-01T00:00:00Z")], false)),
        ("learner record", text(transcript())),
        ("european unsigned", text(european())),
        ("european signed", text(signed(european()))),
        ("european sealed", text(json!({ "payload": european().to_string(), "signatures": [{ "protected": "e30", "signature": "AA" }] }))),
        ("europass xml", EUROPASS.as_bytes().to_vec()),
        ("europass xml with a document type", [b"<!DOCTYPE x>".as_slice(), EUROPASS.as_bytes()].concat()),
        ("no credential", b"{}".to_vec()),
        ("a key twice", good.replacen("\"id\"", "\"id\":\"urn:x:y\",\"id\"", 1).into_bytes()),
        ("utf-16", utf16),
        ("latin-1", b"{\"name\": \"Caf\xe9\"}".to_vec()),
        ("a byte order mark", [b"\xef\xbb\xbf".as_slice(), good.as_bytes()].concat()),
        ("half a surrogate", good.replacen("Applied", "\\ud800", 1).into_bytes()),
        ("a number out of range", good.replacen("\"Passed.\"", "1e999", 1).into_bytes()),
        ("nested without end", format!("{}{}", "[".repeat(5_000), "]".repeat(5_000)).into_bytes()),
    ]
}

#[test]
fn verdicts_are_those_of_before() {
    let trusted = Issuer::new(1);
    let mut key = trusted.jwk();
    key["kid"] = json!("k");
    let mut trust = TrustStore::default();
    let keys = SourceFile::new("keys", json!({ "keys": [key] }).to_string());
    trust.add(&keys, Some("https://trusted.example/issuer")).expect("they are usable");
    let ada = Recipient::default().also("ada@example.org").also("did:key:zAda");
    let mut verifier = Verifier::new(clock()).trusting(trust).brought_by(ada);
    for purpose in ["revocation", "suspension"] {
        verifier.add_status_list(&status_list(purpose)).expect("it is a list");
    }
    let mut found = Vec::new();
    for (name, content) in cases() {
        for credential in verifier.verify(&SourceFile::new(name, content)) {
            for verdict in &credential.verdicts {
                let mut said = serde_json::to_value(verdict).expect("it is JSON");
                let outcome = |check: &Check| match check.outcome {
                    Outcome::Passed => "passed",
                    Outcome::Failed => "failed",
                    Outcome::Open => "open",
                };
                said["x-outcomes"] = verdict.checks().iter().map(|check| (check.name.to_owned(), json!(outcome(check)))).collect();
                found.push(said);
            }
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/credentials/verdicts.json");
    if std::env::var_os("CAIRN_RENEW").is_some() {
        let lines: Vec<String> = found.iter().map(|one| serde_json::to_string(one).expect("it is JSON")).collect();
        std::fs::write(&path, format!("[\n{}\n]\n", lines.join(",\n"))).expect("it is written");
    }
    let text = std::fs::read_to_string(&path).expect("the snapshot is there");
    let before: Vec<Value> = serde_json::from_str(&text).expect("the snapshot is JSON");
    for (now, then) in found.iter().zip(&before) {
        assert_eq!(now, then, "{}", now["file"]);
    }
    assert_eq!(found.len(), before.len());
    // Every answer of every check of the contract occurs.
    for (axis, answers) in [
        ("proof", &["good", "bad", "absent", "malformed", "unsupported-suite", "context-unknown", "key-unknown", "hosted", "sealed"][..]),
        ("issuer", &["bound", "unproven", "mismatch"]),
        ("time", &["valid", "not-yet-valid", "expired"]),
        ("status", &["none", "good", "revoked", "suspended", "unknown"]),
        ("terms", &["defined", "undefined", "unchecked"]),
        ("shape", &["valid", "invalid"]),
        ("evidence", &["verified", "declared", "rejected"]),
    ] {
        for answer in answers {
            assert!(found.iter().any(|one| one[axis] == *answer), "{axis} {answer} does not occur");
        }
    }
}
