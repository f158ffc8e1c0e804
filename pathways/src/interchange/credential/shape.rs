//! Required fields and their types: W3C Verifiable Credentials, and what Open Badges 3.0 and CLR 2.0 ask beyond them.

use serde_json::Value;

use super::document::{is_absolute, many, member, text, texts};
use super::time;
use super::verdict::{Format, Verdict};

pub(super) const VC1: &str = "https://www.w3.org/2018/credentials/v1";
pub(super) const VC2: &str = "https://www.w3.org/ns/credentials/v2";

/// Checks a Verifiable Credential of either generation and says what is wrong with it.
pub(super) fn check(credential: &Value, verdict: &mut Verdict) {
    let first = many(credential, "@context").first().and_then(|context| context.as_str()).map(str::to_owned);
    let second_generation = first.as_deref() == Some(VC2);
    if !second_generation && first.as_deref() != Some(VC1) {
        verdict.misshapen("the first context must be that of Verifiable Credentials 1.1 or 2.0");
    }
    types(credential, verdict);
    if credential.get("id").is_some() && !single_address(credential.get("id")) {
        verdict.misshapen("`id` must be one absolute address");
    }
    issuer(credential, verdict);
    subjects(credential, verdict);
    period(credential, second_generation, verdict);
    for (field, needs_id) in [
        ("credentialStatus", false),
        ("credentialSchema", true),
        ("evidence", false),
        ("refreshService", false),
        ("termsOfUse", false),
        ("proof", false),
    ] {
        typed_objects(credential, field, needs_id, verdict);
    }
    for field in ["name", "description"] {
        if member(credential, field).is_some_and(|value| !is_label(value)) {
            verdict.misshapen(format!("`{field}` must be a text, or a text with its language"));
        }
    }
    match verdict.format {
        Format::OpenBadges3 => badge(credential, verdict),
        Format::Clr2 => record(credential, verdict),
        _ => {}
    }
}

fn types(credential: &Value, verdict: &mut Verdict) {
    let all = many(credential, "type");
    if all.iter().any(|kind| !kind.is_string()) {
        verdict.misshapen("`type` must be a text or a list of texts");
    }
    if !all.iter().any(|kind| *kind == "VerifiableCredential") {
        verdict.misshapen("`type` must have VerifiableCredential in it");
    }
}

fn issuer(credential: &Value, verdict: &mut Verdict) {
    let wrong = match credential.get("issuer") {
        None => false,
        Some(Value::String(id)) => !is_absolute(id),
        Some(issuer @ Value::Object(_)) => issuer.get("id").is_some() && !single_address(issuer.get("id")),
        Some(_) => true,
    };
    if wrong {
        verdict.misshapen("`issuer` must be an absolute address, or an object whose `id` is one");
    }
}

fn subjects(credential: &Value, verdict: &mut Verdict) {
    let subjects = many(credential, "credentialSubject");
    if subjects.is_empty() {
        verdict.misshapen("`credentialSubject` is missing");
    }
    for subject in subjects {
        if subject.as_object().is_none_or(serde_json::Map::is_empty) {
            verdict.misshapen("`credentialSubject` must claim something");
        } else if subject.get("id").is_some() && !single_address(subject.get("id")) {
            verdict.misshapen("`credentialSubject.id` must be one absolute address");
        }
    }
}

fn period(credential: &Value, second_generation: bool, verdict: &mut Verdict) {
    let (from, until) = if second_generation { ("validFrom", "validUntil") } else { ("issuanceDate", "expirationDate") };
    for field in ["validFrom", "validUntil", "issuanceDate", "expirationDate", "awardedDate"] {
        let wrong = credential.get(field).is_some_and(|value| value.as_str().and_then(time::instant).is_none());
        if wrong {
            verdict.misshapen(format!("`{field}` must be a date and time with its zone, such as 2025-03-01T00:00:00Z"));
        }
    }
    let at = |field: &str| text(credential, field).and_then(time::instant);
    if at(from).zip(at(until)).is_some_and(|(from, until)| from > until) {
        verdict.misshapen(format!("`{from}` is later than `{until}`"));
    }
    if !second_generation && credential.get("issuanceDate").is_none() && credential.get("validFrom").is_none() {
        verdict.misshapen("`issuanceDate` is missing");
    }
}

fn typed_objects(credential: &Value, field: &str, needs_id: bool, verdict: &mut Verdict) {
    for value in many(credential, field) {
        let empty_proof = field == "proof" && value.as_object().is_some_and(serde_json::Map::is_empty);
        let kinds = many(value, "type");
        if !empty_proof && (!value.is_object() || kinds.is_empty() || kinds.iter().any(|kind| !kind.is_string())) {
            verdict.misshapen(format!("each `{field}` must be an object with a `type`"));
        }
        let id = value.get("id");
        if (needs_id || id.is_some()) && !single_address(id) {
            verdict.misshapen(format!("`{field}.id` must be one absolute address"));
        }
    }
}

fn badge(credential: &Value, verdict: &mut Verdict) {
    named_issuer(credential, verdict);
    dated(credential, verdict);
    if !credential.get("credentialSubject").is_some_and(Value::is_object) {
        verdict.misshapen("a badge has one `credentialSubject`");
        return;
    }
    for subject in many(credential, "credentialSubject") {
        of_type(subject, "AchievementSubject", "`credentialSubject`", verdict);
        match member(subject, "achievement") {
            None => verdict.say("the badge does not say what was achieved"),
            Some(achievement @ Value::Object(_)) => check_achievement(achievement, verdict),
            Some(Value::String(_)) => verdict.say("the badge names what was achieved only by its address, which is not looked up"),
            Some(_) => verdict.misshapen("`achievement` must be an object or an address"),
        }
        for result in many(subject, "result") {
            of_type(result, "Result", "each `result`", verdict);
        }
        if member(subject, "creditsEarned").is_some_and(|credits| !credits.is_number()) {
            verdict.misshapen("`creditsEarned` must be a number");
        }
        let identified = member(subject, "id").is_some() || member(subject, "identifier").is_some();
        if !identified {
            verdict.say("the badge does not say who earned it");
        }
    }
}

fn check_achievement(achievement: &Value, verdict: &mut Verdict) {
    of_type(achievement, "Achievement", "`achievement`", verdict);
    for field in ["id", "name", "criteria"] {
        if member(achievement, field).is_none() {
            verdict.misshapen(format!("`achievement.{field}` is missing"));
        }
    }
    if member(achievement, "creditsAvailable").is_some_and(|credits| !credits.is_number()) {
        verdict.misshapen("`creditsAvailable` must be a number");
    }
    for description in many(achievement, "resultDescription") {
        of_type(description, "ResultDescription", "each `resultDescription`", verdict);
    }
    for alignment in many(achievement, "alignment") {
        of_type(alignment, "Alignment", "each `alignment`", verdict);
        if member(alignment, "targetUrl").is_none() || member(alignment, "targetName").is_none() {
            verdict.misshapen("each `alignment` must have `targetUrl` and `targetName`");
        }
    }
}

fn record(credential: &Value, verdict: &mut Verdict) {
    named_issuer(credential, verdict);
    dated(credential, verdict);
    let subjects = many(credential, "credentialSubject");
    if subjects.len() != 1 {
        verdict.misshapen("a learner record has one `credentialSubject`");
    }
    for subject in subjects {
        of_type(subject, "ClrSubject", "`credentialSubject`", verdict);
        for association in many(subject, "association") {
            let complete = ["associationType", "sourceId", "targetId"].iter().all(|field| text(association, field).is_some());
            if !complete {
                verdict.misshapen("each `association` must have `associationType`, `sourceId` and `targetId`");
            }
        }
    }
}

/// What the W3C leaves open and 1EdTech requires.
fn dated(credential: &Value, verdict: &mut Verdict) {
    if member(credential, "id").is_none() {
        verdict.misshapen("`id` is missing");
    }
    if member(credential, "validFrom").is_none() && member(credential, "issuanceDate").is_none() {
        verdict.misshapen("`validFrom` is missing");
    }
}

fn named_issuer(credential: &Value, verdict: &mut Verdict) {
    match member(credential, "issuer") {
        Some(Value::Object(_)) => {
            let issuer = &credential["issuer"];
            of_type(issuer, "Profile", "`issuer`", verdict);
        }
        Some(_) => {}
        None => verdict.misshapen("`issuer` is missing"),
    }
}

fn of_type(value: &Value, kind: &str, what: &str, verdict: &mut Verdict) {
    if !texts(value, "type").contains(&kind) {
        verdict.misshapen(format!("{what} must have the type {kind}"));
    }
}

fn single_address(value: Option<&Value>) -> bool {
    value.and_then(Value::as_str).is_some_and(is_absolute)
}

fn is_label(value: &Value) -> bool {
    match value {
        Value::String(_) => true,
        Value::Array(list) => list.iter().all(is_label),
        Value::Object(map) => {
            map.get("@value").is_some_and(Value::is_string)
                && map.keys().all(|key| matches!(key.as_str(), "@value" | "@language" | "@direction"))
        }
        _ => false,
    }
}
