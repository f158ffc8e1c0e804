//! What a credential says: who achieved what, when, with which credit and grade.

use chrono::NaiveDate;
use serde_json::Value;

use super::document::{id_of, label, label_at, many, member, text, texts};
use super::time;

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
        not_earned: unfinished.map(|status| format!("its result has the status {status}")),
        recipient: recipient(subject),
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

/// A result: its value, else the name of the level that was reached.
fn grade(result: &Value, achievement: &Value) -> Option<String> {
    if let Some(value) = member(result, "value").and_then(label) {
        return Some(value);
    }
    let level = text(result, "achievedLevel")?;
    let levels = many(achievement, "resultDescription").into_iter().flat_map(|description| many(description, "rubricCriterionLevel"));
    let named = levels.into_iter().find(|candidate| text(candidate, "id") == Some(level)).and_then(|candidate| label_at(candidate, "name"));
    Some(named.unwrap_or_else(|| level.to_owned()))
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
