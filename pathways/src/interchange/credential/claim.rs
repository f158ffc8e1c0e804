//! What a credential says: who achieved what, when, with which credit and grade.

use chrono::NaiveDate;
use serde_json::Value;

use super::document::{id_of, label, label_at, many, member, text, texts};
use super::time;
use crate::frameworks::Annex;
use crate::interchange::elm::Specification;
use crate::model::exact;

/// One achievement that a credential states.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// The identifier of the credential.
    pub credential: Option<String>,
    /// What was achieved.
    pub title: Option<String>,
    /// Everything that identifies what was achieved: addresses, CTIDs, codes.
    pub identifiers: Vec<String>,
    /// What it is aligned with: addresses and codes of other vocabularies.
    pub alignments: Vec<String>,
    /// The issuer's identifier.
    pub issuer: Option<String>,
    /// The issuer's name.
    pub issuer_name: Option<String>,
    /// The issuer's page.
    pub issuer_url: Option<String>,
    /// The day of the award.
    pub earned: Option<NaiveDate>,
    /// The last day on which it is valid.
    pub expires: Option<NaiveDate>,
    /// Credit as it is written; the standard names no unit, so a person must say which one it is.
    pub credits: Option<String>,
    /// The result as it is written.
    pub grade: Option<String>,
    /// Why it does not count as earned, for example because the course is in progress.
    pub not_earned: Option<String>,
    /// Who achieved it, as far as the credential says.
    pub recipient: Option<String>,
    /// What the European Learning Model says beyond that; empty for other standards.
    pub specified: Specification,
    /// The scheme by which it was graded; grades of two schemes do not compare.
    pub grading: Option<String>,
    /// What of Annex I of the European Approach the credential states; `None`: it follows another standard.
    pub annex: Option<Annex>,
}

/// The claims of an Open Badges 3.0 credential; none for other kinds of Verifiable Credentials.
pub(super) fn of_badge(credential: &Value) -> Vec<Claim> {
    let subjects = many(credential, "credentialSubject").into_iter();
    subjects
        .filter_map(|subject| Some((subject, member(subject, "achievement")?)))
        .map(|(subject, achievement)| claim(credential, subject, achievement))
        .collect()
}

fn claim(credential: &Value, subject: &Value, achievement: &Value) -> Claim {
    let day = |fields: &[&str]| {
        fields.iter().find_map(|field| time::lenient_instant(text(credential, field)?)).map(|instant| instant.date_naive())
    };
    let credits = member(subject, "creditsEarned").or_else(|| member(achievement, "creditsAvailable"));
    let results = many(subject, "result");
    let unfinished = results.iter().filter_map(|result| text(result, "status")).find(|status| *status != "Completed");
    let issuer = member(credential, "issuer");
    let mut identifiers: Vec<String> = id_of(achievement).into_iter().map(str::to_owned).collect();
    identifiers.extend(text(achievement, "humanCode").map(str::to_owned));
    identifiers.extend(many(achievement, "otherIdentifier").into_iter().filter_map(|other| text(other, "identifier")).map(str::to_owned));
    Claim {
        credential: text(credential, "id").map(str::to_owned),
        title: label_at(achievement, "name").or_else(|| label_at(credential, "name")),
        identifiers,
        alignments: alignments(achievement),
        issuer: issuer.and_then(id_of).map(str::to_owned),
        issuer_name: issuer.and_then(|issuer| label_at(issuer, "name")),
        issuer_url: issuer.and_then(|issuer| text(issuer, "url")).map(str::to_owned),
        earned: day(&["awardedDate", "validFrom", "issuanceDate"]),
        expires: day(&["validUntil", "expirationDate"]),
        credits: credits.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)),
        grade: results.iter().find_map(|result| grade(result, achievement)),
        not_earned: unfinished
            .map(|status| format!("its result has the status {status}"))
            .or_else(|| results.iter().find_map(|result| falls_short(result, achievement))),
        recipient: recipient(subject),
        ..Claim::default()
    }
}

/// The addresses and codes that a thing is aligned with.
fn alignments(achievement: &Value) -> Vec<String> {
    let fields = ["targetUrl", "targetCode"];
    many(achievement, "alignment")
        .into_iter()
        .flat_map(|one| fields.iter().filter_map(|field| text(one, field)))
        .map(str::to_owned)
        .collect()
}

/// What the result says that it is measured by.
fn described<'v>(result: &Value, achievement: &'v Value) -> Option<&'v Value> {
    let wanted = text(result, "resultDescription")?;
    many(achievement, "resultDescription").into_iter().find(|description| text(description, "id") == Some(wanted))
}

/// A result: its value, else the name of the level that was reached. One on the scale from 0 to 100 is a percentage.
fn grade(result: &Value, achievement: &Value) -> Option<String> {
    if let Some(value) = member(result, "value").and_then(label) {
        let is_hundred = |description: &Value| {
            let end = |field: &str| member(description, field).and_then(number);
            end("valueMin") == Some(exact::whole(0)) && end("valueMax") == Some(exact::whole(100))
        };
        let is_percent = exact::parse(value.trim()).is_some() && described(result, achievement).is_some_and(is_hundred);
        return Some(if is_percent { format!("{} %", value.trim()) } else { value });
    }
    let level = text(result, "achievedLevel")?;
    let levels = many(achievement, "resultDescription").into_iter().flat_map(|description| many(description, "rubricCriterionLevel"));
    let named = levels.into_iter().find(|candidate| text(candidate, "id") == Some(level)).and_then(|candidate| label_at(candidate, "name"));
    Some(named.unwrap_or_else(|| level.to_owned()))
}

/// Why a result is not enough: it lies below the value or the level that its description requires. What cannot be compared falls short
/// of nothing.
fn falls_short(result: &Value, achievement: &Value) -> Option<String> {
    let description = described(result, achievement)?;
    let below = |reached: &str, required: &str, scale: &[&str]| {
        let place = |wanted: &str| scale.iter().position(|one| *one == wanted);
        match (place(reached), place(required)) {
            (Some(reached), Some(required)) => reached < required,
            _ => {
                matches!((exact::parse(reached.trim()), exact::parse(required.trim())), (Some(reached), Some(required)) if reached < required)
            }
        }
    };
    if let (Some(reached), Some(required)) = (member(result, "value").and_then(label), member(description, "requiredValue").and_then(label))
    {
        // Allowed values are ordered from low to high, but for letters that begin with the best one, as many write them.
        let mut scale = texts(description, "allowedValue");
        if text(description, "resultType") == Some("LetterGrade") && scale.first().is_some_and(|first| first.starts_with('A')) {
            scale.reverse();
        }
        return below(&reached, &required, &scale).then(|| format!("its result {reached} is below {required}, which is required"));
    }
    let (reached, required) = (text(result, "achievedLevel")?, text(description, "requiredLevel")?);
    let levels = many(description, "rubricCriterionLevel");
    let scale: Vec<&str> = levels.iter().filter_map(|level| text(level, "id")).collect();
    let name = |id: &str| {
        levels.iter().find(|level| text(level, "id") == Some(id)).and_then(|level| label_at(level, "name")).unwrap_or_else(|| id.to_owned())
    };
    let is_below = scale.contains(&reached) && scale.contains(&required) && below(reached, required, &scale);
    is_below.then(|| format!("its result {} is below {}, which is required", name(reached), name(required)))
}

/// A number, written as such or as a text.
fn number(value: &Value) -> Option<exact::Rational> {
    exact::parse(value.as_str().map_or_else(|| value.to_string(), str::to_owned).trim())
}

fn recipient(subject: &Value) -> Option<String> {
    let plain = many(subject, "identifier").into_iter().filter(|identity| member(identity, "hashed") != Some(&Value::Bool(true)));
    let identity = plain.filter_map(|identity| text(identity, "identityHash")).next();
    label_at(subject, "name").or_else(|| identity.map(str::to_owned)).or_else(|| id_of(subject).map(str::to_owned))
}

/// The title of a credential for a verdict: what was achieved, else its own name.
pub(super) fn title(credential: &Value) -> Option<String> {
    let achieved = many(credential, "credentialSubject").into_iter().filter_map(|subject| member(subject, "achievement"));
    let mut achieved = achieved.filter_map(|achievement| label_at(achievement, "name"));
    achieved.next().or_else(|| label_at(credential, "name")).or_else(|| texts(credential, "type").last().map(|kind| (*kind).to_owned()))
}

/// The issuer's name as the credential states it.
pub(super) fn issuer_name(credential: &Value) -> Option<String> {
    let issuer = member(credential, "issuer")?;
    label_at(issuer, "name").or_else(|| label_at(issuer, "legalName")).or_else(|| label_at(issuer, "prefLabel"))
}
