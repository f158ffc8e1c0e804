//! A learner record in the shape of a Comprehensive Learner Record 2.0.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::{Held, LEARNER, NOTE, TITLE};
use crate::model::{AwardKind, Catalogue, LearnerRecord, exact};

const CONTEXTS: [&str; 3] = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
];

/// Writes a record as an unsigned, self-asserted CLR, made on `day`.
#[must_use]
pub fn write_clr(record: &LearnerRecord, catalogue: &Catalogue, day: NaiveDate) -> String {
    let credentials: Vec<Value> = Held::all(&record.held, catalogue).map(|held| credential(&held, record, catalogue)).collect();
    let document = json!({
        "@context": CONTEXTS,
        "id": "urn:x-cairn:record",
        "type": ["VerifiableCredential", "ClrCredential"],
        "issuer": learner(record),
        "name": TITLE,
        "description": NOTE,
        "validFrom": time(day),
        "credentialSubject": { "id": LEARNER, "type": ["ClrSubject"], "verifiableCredential": credentials }
    });
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn learner(record: &LearnerRecord) -> Value {
    json!({ "id": LEARNER, "type": ["Profile"], "name": record.name.as_deref().unwrap_or("Learner") })
}

fn time(day: NaiveDate) -> String {
    format!("{}T00:00:00Z", day.format("%Y-%m-%d"))
}

fn credential(held: &Held<'_>, record: &LearnerRecord, catalogue: &Catalogue) -> Value {
    let mut subject = json!({ "id": LEARNER, "type": ["AchievementSubject"] });
    let mut achievement = achievement(held, catalogue);
    if let Some(grade) = held.entry.grade {
        let id = format!("{}#grade", held.address());
        achievement.insert(
            "resultDescription".to_owned(),
            json!([{ "id": id, "type": ["ResultDescription"], "name": "Grade", "resultType": "Percent", "valueMin": "0", "valueMax": "100" }]),
        );
        subject["result"] = json!([{ "type": ["Result"], "resultDescription": id, "value": exact::decimal(grade, 9) }]);
    }
    subject["achievement"] = Value::Object(achievement);
    let mut out = json!({
        "@context": [CONTEXTS[0], CONTEXTS[2]],
        "id": format!("urn:x-cairn:record/{}", held.entry.award),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": learner(record),
        "name": format!("Self-asserted: {}", held.title()),
        "validFrom": time(held.entry.earned),
        "awardedDate": time(held.entry.earned),
        "credentialSubject": subject
    });
    if let Some(expires) = held.entry.expires {
        out["validUntil"] = json!(format!("{}T23:59:59Z", expires.format("%Y-%m-%d")));
    }
    out
}

fn achievement(held: &Held<'_>, catalogue: &Catalogue) -> Map<String, Value> {
    let mut out = Map::new();
    out.insert("id".to_owned(), json!(held.address()));
    out.insert("type".to_owned(), json!(["Achievement"]));
    out.insert("name".to_owned(), json!(held.title()));
    let credit = held.award.and_then(|award| award.credits.first());
    // The format has no unit: it stands in words.
    let amount = credit.map(|credit| format!(" Credit: {} {}.", exact::decimal(credit.value, 9), credit.unit)).unwrap_or_default();
    out.insert("criteria".to_owned(), json!({ "narrative": format!("{NOTE}{amount}") }));
    let description = held.award.and_then(|award| award.description.as_deref()).unwrap_or(held.title());
    out.insert("description".to_owned(), json!(description));
    if let Some(award) = held.award {
        out.insert("achievementType".to_owned(), json!(kind(award.kind)));
        let skills = award.skills.iter().filter_map(|skill| {
            let uri = skill.uri.as_ref()?;
            Some(json!({ "type": ["Alignment"], "targetName": skill.name, "targetUrl": uri }))
        });
        let skills: Vec<Value> = skills.collect();
        if !skills.is_empty() {
            out.insert("alignment".to_owned(), json!(skills));
        }
    }
    if let Some(credit) = credit {
        out.insert("creditsAvailable".to_owned(), Value::Number(exact::to_number(credit.value)));
    }
    if let Some((id, name)) = held.issuer(catalogue) {
        out.insert("creator".to_owned(), json!({ "id": id, "type": ["Profile"], "name": name }));
    }
    out
}

/// The achievement type of an award.
fn kind(kind: AwardKind) -> &'static str {
    match kind {
        AwardKind::Course | AwardKind::Module | AwardKind::Capstone => "Course",
        AwardKind::Exam => "Assessment",
        AwardKind::Badge => "Badge",
        AwardKind::Microcredential | AwardKind::Micromasters | AwardKind::Microbachelors | AwardKind::Mastertrack => "MicroCredential",
        AwardKind::Specialization | AwardKind::Nanodegree => "MicroCredential",
        AwardKind::Certification => "Certification",
        AwardKind::Licence => "License",
        AwardKind::Associate => "AssociateDegree",
        AwardKind::Bachelor => "BachelorDegree",
        AwardKind::Master => "MasterDegree",
        AwardKind::Doctorate => "DoctoralDegree",
        AwardKind::Certificate
        | AwardKind::ProfessionalCertificate
        | AwardKind::UndergraduateCertificate
        | AwardKind::GraduateCertificate
        | AwardKind::GraduateDiploma => "Certificate",
        AwardKind::Component | AwardKind::TransferCredit | AwardKind::Other => "Achievement",
    }
}
