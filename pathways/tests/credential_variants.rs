//! Credentials that say less, more or something else than the usual ones: what a token alone says of its validity, proofs
//! without contexts, images with a badge of each generation, documents of issuers in other forms, whose credential it is.

mod issuing;

use chrono::{DateTime, Utc};
use issuing::{Issuer, png, svg};
use pathways::interchange::SourceFile;
use pathways::interchange::credential::{
    Evidence, Format, IssuerCheck, ProofCheck, Recipient, RecipientCheck, ShapeCheck, StatusCheck, TimeCheck, TrustStore, Verdict, Verifier,
};
use serde_json::{Value, json};

fn clock() -> DateTime<Utc> {
    "2026-06-01T00:00:00Z".parse().expect("it is an instant")
}

fn judged_by(verifier: &Verifier, content: impl Into<Vec<u8>>) -> Vec<Verdict> {
    verifier.verify(&SourceFile::new("file", content)).into_iter().flat_map(|credential| credential.verdicts).collect()
}

fn first(content: impl Into<Vec<u8>>) -> Verdict {
    judged_by(&Verifier::new(clock()), content).remove(0)
}

fn badge(issuer: &Issuer) -> Value {
    issuer.badge("urn:uuid:7c1f0a52-0d0d-4e0e-9a2b-7a5d5a1f00aa", "Applied Statistics", "Riverbank College")
}

#[test]
fn what_only_the_token_says_of_its_validity_counts() {
    let issuer = Issuer::new(1);
    let with = |claim: &str, value: Value| {
        let mut claims = badge(&issuer);
        claims[claim] = value;
        first(issuer.token(&claims, json!({})))
    };
    // 2026-05-01 is 1777593600.
    assert_eq!((with("exp", json!(1_777_593_600)).time, with("exp", json!(1_977_593_600)).time), (TimeCheck::Expired, TimeCheck::Valid));
    assert_eq!(with("exp", json!("1977593600")).shape, ShapeCheck::Invalid, "a text is no number");
    let mut later = badge(&issuer);
    later["nbf"] = json!(1_977_593_600);
    later.as_object_mut().expect("it is an object").remove("validFrom");
    assert_eq!(first(issuer.token(&later, json!({}))).time, TimeCheck::NotYetValid);
    assert_eq!(with("iss", json!({ "id": issuer.did })).issuer, IssuerCheck::Mismatch, "`iss` is a text");
    assert_eq!(with("iss", json!(issuer.did)).evidence(), Evidence::Verified);
}

#[test]
fn an_unsigned_token_is_refused_however_it_is_spelled() {
    let issuer = Issuer::new(1);
    for none in ["none", "None", "NONE"] {
        assert_eq!(first(issuer.token(&badge(&issuer), json!({ "alg": none }))).proof, ProofCheck::Malformed);
    }
    let partly = first(format!("{}~WyJzYWx0Il0~", issuer.token(&badge(&issuer), json!({}))));
    assert_eq!((partly.proof, partly.evidence()), (ProofCheck::UnsupportedSuite, Evidence::Rejected));
}

#[test]
fn a_token_of_the_first_generation_takes_from_its_claims_what_the_credential_leaves_out() {
    let issuer = Issuer::new(1);
    let mut old = badge(&issuer);
    old["@context"] = json!(["https://www.w3.org/2018/credentials/v1", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"]);
    for field in ["validFrom", "id"] {
        old.as_object_mut().expect("it is an object").remove(field);
    }
    let claims = |exp: i64| json!({ "vc": old, "iss": issuer.did, "jti": "urn:uuid:1", "nbf": 1_777_593_600, "exp": exp, "sub": "did:example:learner" });
    let good = first(issuer.token(&claims(1_977_593_600), json!({})));
    assert_eq!((good.evidence(), good.reasons.as_slice()), (Evidence::Verified, [].as_slice()));
    assert_eq!(first(issuer.token(&claims(1_777_593_601), json!({}))).time, TimeCheck::Expired);
}

#[test]
fn a_proof_must_have_real_dates_and_may_leave_out_its_contexts() {
    let issuer = Issuer::new(1);
    let mut signed = issuer.signed(badge(&issuer));
    signed["proof"].as_object_mut().expect("it is an object").remove("@context");
    assert_eq!(first(signed.to_string()).evidence(), Evidence::Verified, "the contexts are signed all the same");
    signed["credentialSubject"]["achievement"]["name"] = json!("Advanced Statistics");
    assert_eq!(first(signed.to_string()).proof, ProofCheck::Bad);
    for (field, value) in [("created", json!("yesterday")), ("expires", json!(5)), ("expires", json!("2027-01-01"))] {
        let mut wrong = issuer.signed(badge(&issuer));
        wrong["proof"][field] = value;
        assert_eq!(first(wrong.to_string()).proof, ProofCheck::Malformed, "{field}");
    }
}

#[test]
fn an_image_may_carry_a_badge_of_each_generation() {
    let issuer = Issuer::new(1);
    let new = issuer.signed(badge(&issuer)).to_string();
    let old = r#"{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"https://x.example/1","recipient":{"type":"email","identity":"a@x.example"},"badge":{"type":"BadgeClass","id":"https://x.example/b","name":"Seams","issuer":{"id":"https://x.example/i","name":"School"}},"verification":{"type":"hosted"},"issuedOn":"2024-01-01T00:00:00Z"}"#;
    let both = svg(&new).replace(
        "<rect",
        &format!(r#"<o:assertion xmlns:o="http://openbadges.org" verify="https://x.example/1"><![CDATA[{old}]]></o:assertion><rect"#),
    );
    let formats: Vec<Format> = judged_by(&Verifier::new(clock()), both).iter().map(|verdict| verdict.format).collect();
    assert_eq!(formats, [Format::OpenBadges3, Format::OpenBadges2]);
    let verdict = first(png("openbadges", &[old], false));
    assert_eq!((verdict.format, verdict.evidence()), (Format::OpenBadges2, Evidence::Declared));
}

#[test]
fn documents_of_issuers_come_in_several_forms() {
    let issuer = Issuer::new(3);
    let id = "did:web:college.example";
    let mut hosted = badge(&issuer);
    hosted["issuer"]["id"] = json!(id);
    let token = issuer.token(&hosted, json!({ "kid": format!("{id}#key-1") }));
    let judge = |document: &Value| {
        let mut trust = TrustStore::default();
        trust.add(&SourceFile::new("document", document.to_string()), None).map(|()| {
            let verdict = judged_by(&Verifier::new(clock()).trusting(trust), token.clone()).remove(0);
            (verdict.proof, verdict.issuer)
        })
    };
    let method = json!([{ "id": format!("{id}#key-1"), "type": "JsonWebKey2020", "controller": id, "publicKeyJwk": issuer.jwk() }]);
    let bound = Ok((ProofCheck::Good, IssuerCheck::Bound));
    let plain = json!({ "id": id, "verificationMethod": method, "assertionMethod": [format!("{id}#key-1")] });
    assert_eq!(judge(&plain), bound);
    assert_eq!(judge(&json!({ "didDocument": plain, "didResolutionMetadata": {} })), bound, "as a resolver gives it");
    assert_eq!(judge(&json!([{ "x": 1 }, plain])), bound, "one of several");
    assert_eq!(judge(&json!({ "id": id, "assertionMethod": method })), bound, "the key stands where it is used");
    assert_eq!(judge(&json!({ "id": id, "verificationMethod": method })), bound, "nothing is said of any purpose");
    let login = json!({ "id": id, "verificationMethod": method, "authentication": [format!("{id}#key-1")] });
    assert_eq!(judge(&login).map(|found| found.0), Ok(ProofCheck::KeyUnknown), "a key for logging in");
    let mut enciphering = issuer.jwk();
    (enciphering["kid"], enciphering["use"]) = (json!("key-1"), json!("enc"));
    assert!(judge(&json!({ "issuer": id, "keys": [enciphering] })).is_err(), "a key for enciphering");
    assert!(judge(&json!([{ "x": 1 }])).is_err());
}

#[test]
fn european_credentials_with_a_signature_like_that_of_badges_are_verified() {
    let issuer = Issuer::new(5);
    let european = json!({ "@context": ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"],
        "id": "urn:c:1", "type": ["VerifiableCredential", "EuropeanDigitalCredential"], "issuer": { "id": issuer.did, "type": "Organisation", "legalName": { "en": "School" } },
        "issuanceDate": "2024-01-01T00:00:00Z", "credentialSubject": { "id": "urn:p:1", "type": "Person", "fullName": { "en": "Ada Lovelace" },
            "hasClaim": { "id": "urn:a:1", "type": "LearningAchievement", "title": { "en": "Seams" } } } });
    for content in [issuer.signed(european.clone()).to_string(), issuer.token(&european, json!({}))] {
        let credential = Verifier::new(clock()).verify(&SourceFile::new("file", content)).remove(0);
        let verdict = &credential.verdicts[0];
        assert_eq!((verdict.format, verdict.proof, verdict.issuer), (Format::Elm3, ProofCheck::Good, IssuerCheck::Bound), "{verdict:#?}");
        assert_eq!(credential.claims[0].title.as_deref(), Some("Seams"));
    }
    let mut changed = issuer.signed(european);
    changed["credentialSubject"]["hasClaim"]["title"]["en"] = json!("Sails");
    assert_eq!(first(changed.to_string()).proof, ProofCheck::Bad);
}

#[test]
fn who_it_was_issued_to_is_checked_when_somebody_brings_it() {
    let issuer = Issuer::new(1);
    let to = |subject: &str| {
        let mut one = badge(&issuer);
        one["credentialSubject"]["id"] = json!(subject);
        issuer.signed(one).to_string()
    };
    let ada = Verifier::new(clock()).brought_by(Recipient::default().also("ada@example.org").also("did:key:zAda"));
    let judge = |subject: &str| {
        let verdict = judged_by(&ada, to(subject)).remove(0);
        (verdict.recipient, verdict.evidence())
    };
    assert_eq!(judge("did:key:zAda"), (Some(RecipientCheck::Matched), Evidence::Verified));
    assert_eq!(judge("did:key:zBob"), (Some(RecipientCheck::Mismatch), Evidence::Rejected));
    assert_eq!(judge("did:web:bob.example"), (Some(RecipientCheck::Unknown), Evidence::Verified), "nothing to compare it with");
    assert_eq!(first(to("did:key:zBob")).recipient, None, "nobody in particular brings it");
    let shown = serde_json::to_value(first(to("did:key:zBob"))).expect("it is JSON");
    assert!(shown.get("recipient").is_none(), "the contract's object has no such member");
}

#[test]
fn a_plain_revocation_list_revokes_by_the_identifier() {
    let issuer = Issuer::new(1);
    let mut one = badge(&issuer);
    one["@context"] = json!([one["@context"][0], one["@context"][1], "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"]);
    one["credentialStatus"] = json!({ "id": "https://college.example/revs", "type": "1EdTechRevocationList" });
    let status = |revoked: &str| {
        let mut verifier = Verifier::new(clock());
        let list = json!({ "id": "https://college.example/revs", "issuer": issuer.did, "revokedCredential": [{ "id": revoked }] });
        verifier.add_status_list(&SourceFile::new("list", list.to_string())).expect("it is a list");
        judged_by(&verifier, issuer.signed(one.clone()).to_string()).remove(0)
    };
    let id = one["id"].as_str().expect("it has an id").to_owned();
    assert_eq!((status(&id).status, status(&id).evidence()), (StatusCheck::Revoked, Evidence::Rejected));
    assert_eq!((status("urn:x:other").status, status("urn:x:other").evidence()), (StatusCheck::Good, Evidence::Verified));
}

#[test]
fn a_result_is_compared_with_what_its_description_requires() {
    let issuer = Issuer::new(1);
    let claim = |description: Value, result: Value| {
        let mut one = badge(&issuer);
        let mut description = description;
        (description["id"], description["type"], description["name"]) = (json!("urn:uuid:d"), json!(["ResultDescription"]), json!("Grade"));
        one["credentialSubject"]["achievement"]["resultDescription"] = json!([description]);
        let mut result = result;
        (result["type"], result["resultDescription"]) = (json!(["Result"]), json!("urn:uuid:d"));
        one["credentialSubject"]["result"] = json!([result]);
        let judged = Verifier::new(clock()).verify(&SourceFile::new("file", issuer.signed(one).to_string())).remove(0);
        assert_eq!(judged.evidence(), Evidence::Verified, "{:#?}", judged.verdicts);
        let claim = judged.claims[0].clone();
        (claim.grade, claim.not_earned.is_some())
    };
    let letters = json!({ "resultType": "LetterGrade", "allowedValue": ["F", "D", "C", "B", "A"], "requiredValue": "C" });
    let said = |grade: &str, fails: bool| (Some(grade.to_owned()), fails);
    assert_eq!(claim(letters.clone(), json!({ "value": "B" })), said("B", false));
    assert_eq!(claim(letters.clone(), json!({ "value": "C" })), said("C", false));
    assert_eq!(claim(letters.clone(), json!({ "value": "D" })), said("D", true));
    assert_eq!(claim(letters, json!({ "value": "Pass" })), said("Pass", false), "what is not on the scale cannot be compared");
    let best_first = json!({ "resultType": "LetterGrade", "allowedValue": ["A", "B", "C", "D", "F"], "requiredValue": "C" });
    assert_eq!(claim(best_first.clone(), json!({ "value": "B" })), said("B", false), "letters that begin with the best one");
    assert_eq!(claim(best_first, json!({ "value": "D" })), said("D", true));
    let points = json!({ "resultType": "Percent", "valueMin": "0", "valueMax": "100", "requiredValue": "60" });
    assert_eq!(claim(points.clone(), json!({ "value": "88.5" })), said("88.5 %", false));
    assert_eq!(claim(points, json!({ "value": "9" })), said("9 %", true), "numbers are compared as numbers");
    let other = json!({ "resultType": "RawScore", "valueMin": "0", "valueMax": "20" });
    assert_eq!(claim(other, json!({ "value": "15" })), said("15", false), "another scale is not converted");
    let rubric = json!({ "resultType": "RubricCriterionLevel", "requiredLevel": "urn:uuid:l2", "rubricCriterionLevel": [
        { "id": "urn:uuid:l1", "type": ["RubricCriterionLevel"], "name": "Novice" }, { "id": "urn:uuid:l2", "type": ["RubricCriterionLevel"], "name": "Able" }] });
    assert_eq!(claim(rubric.clone(), json!({ "achievedLevel": "urn:uuid:l2" })), said("Able", false));
    assert_eq!(claim(rubric, json!({ "achievedLevel": "urn:uuid:l1" })), said("Novice", true));
}
