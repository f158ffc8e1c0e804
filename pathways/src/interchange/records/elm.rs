//! A learner record in the European Learning Model, as Europass reads it.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::{Held, LEARNER, NOTE, TITLE};
use crate::interchange::ctdl::ECTS;
use crate::model::{Catalogue, CreditUnit, LearnerRecord, exact};

/// What the addresses of ESCO skills begin with.
const ESCO_SKILL: &str = "http://data.europa.eu/esco/skill/";

/// The profile of credentials that are of no particular kind.
const GENERIC: &str = "http://data.europa.eu/snb/credential/e34929035b";

/// Writes a record as unsigned, self-asserted JSON-LD of the European Learning Model, made on `day`.
#[must_use]
pub fn write_elm(record: &LearnerRecord, catalogue: &Catalogue, day: NaiveDate) -> String {
    let claims: Vec<Value> = Held::all(&record.held, catalogue).map(|held| achievement(&held, catalogue)).collect();
    let person = json!({ "id": LEARNER, "type": "Person", "fullName": words(record.name.as_deref().unwrap_or("Learner")) });
    let mut subject = person.clone();
    subject["hasClaim"] = json!(claims);
    let time = time(day);
    let document = json!({
        "@context": ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"],
        "id": "urn:x-cairn:record",
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "issuer": person,
        "issuanceDate": time,
        "issued": time,
        "validFrom": time,
        "credentialProfiles": concept(GENERIC, "http://data.europa.eu/snb/credential/25831c2"),
        "displayParameter": {
            "id": "urn:x-cairn:record/display", "type": "DisplayParameter", "title": words(TITLE), "description": words(NOTE),
            "primaryLanguage": authority("language", "ENG"), "language": [authority("language", "ENG")]
        },
        "credentialSchema": { "id": "http://data.europa.eu/snb/model/ap/edc-generic-no-cv", "type": "ShaclValidator2017" },
        "credentialSubject": subject
    });
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

/// A concept of a list.
fn concept(id: &str, scheme: &str) -> Value {
    json!({ "id": id, "type": "Concept", "inScheme": { "id": scheme, "type": "ConceptScheme" } })
}

/// A concept of an authority table of the Publications Office.
fn authority(table: &str, code: &str) -> Value {
    let scheme = format!("http://publications.europa.eu/resource/authority/{table}");
    concept(&format!("{scheme}/{code}"), &scheme)
}

fn words(text: &str) -> Value {
    json!({ "en": text })
}

fn time(day: NaiveDate) -> String {
    format!("{}T00:00:00Z", day.format("%Y-%m-%d"))
}

fn achievement(held: &Held<'_>, catalogue: &Catalogue) -> Value {
    let address = held.address();
    let mut process = json!({ "id": format!("{address}#awarding"), "type": "AwardingProcess", "awardingDate": time(held.entry.earned) });
    if let Some((id, name)) = held.issuer(catalogue) {
        let mut body = json!({ "id": id, "type": "Organisation", "legalName": words(&name) });
        if let Some(country) = held.country(catalogue) {
            let address =
                json!({ "id": format!("{id}#address"), "type": "Address", "countryCode": authority("country", country.alpha3()) });
            body["location"] = json!({ "id": format!("{id}#location"), "type": "Location", "address": address });
        }
        process["awardingBody"] = body;
    }
    let mut out = json!({
        "id": format!("{address}#held"),
        "type": "LearningAchievement",
        "title": words(held.title()),
        "additionalNote": { "id": format!("{address}#note"), "type": "Note", "noteLiteral": words(NOTE) },
        "awardedBy": process.clone(),
        "specifiedBy": specification(held)
    });
    if let Some(grade) = held.entry.grade {
        let grade = words(&format!("{} of 100", exact::decimal(grade, 9)));
        out["provenBy"] = json!({
            "id": format!("{address}#assessment"), "type": "LearningAssessment", "title": words(held.title()), "awardedBy": process,
            "grade": { "id": format!("{address}#grade"), "type": "Note", "noteLiteral": grade }
        });
    }
    out
}

fn specification(held: &Held<'_>) -> Value {
    let mut out = Map::new();
    let is_qualification = held.award.is_some_and(|award| award.kind.is_qualification());
    out.insert("id".to_owned(), json!(held.address()));
    out.insert("type".to_owned(), json!(if is_qualification { "Qualification" } else { "LearningAchievementSpecification" }));
    out.insert("title".to_owned(), words(held.title()));
    let Some(award) = held.award else { return Value::Object(out) };
    if let Some(level) = award.level.as_ref().filter(|level| level.framework == "EQF") {
        let id = format!("http://data.europa.eu/snb/eqf/{}", level.value);
        out.insert("eqfLevel".to_owned(), json!({ "id": id, "type": "Concept" }));
    }
    if let Some(credit) = award.credits.iter().find(|credit| credit.unit == CreditUnit::Ects) {
        let point = exact::decimal(credit.value, 9);
        let framework = json!({ "id": ECTS, "type": "Concept" });
        out.insert(
            "creditPoint".to_owned(),
            json!([{ "id": format!("{}#credit", held.address()), "type": "CreditPoint", "framework": framework, "point": point }]),
        );
    }
    if let Some(page) = award.url.as_ref() {
        let id = format!("{}#page", held.address());
        out.insert("homepage".to_owned(), json!({ "id": id, "type": "WebResource", "contentURL": page }));
    }
    if let Some(text) = award.description.as_deref() {
        out.insert("description".to_owned(), words(text));
    }
    if let Some(hours) = award.hours().filter(|hours| hours.is_integer()) {
        out.insert("volumeOfLearning".to_owned(), json!(format!("PT{}H", hours.to_integer())));
    }
    let outcomes: Vec<Value> = award
        .skills
        .iter()
        .enumerate()
        .map(|(number, skill)| {
            let mut outcome = json!({ "id": format!("{}#outcome-{}", held.address(), number + 1), "type": "LearningOutcome", "title": words(&skill.name) });
            if let Some(uri) = skill.uri.as_ref().filter(|uri| uri.starts_with(ESCO_SKILL)) {
                outcome["relatedESCOSkill"] = json!([{ "id": uri, "type": "Concept", "prefLabel": words(&skill.name) }]);
            }
            outcome
        })
        .collect();
    if !outcomes.is_empty() {
        out.insert("learningOutcome".to_owned(), json!(outcomes));
    }
    Value::Object(out)
}
