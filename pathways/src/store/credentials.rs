//! Credentials coming in: verified, kept, matched to awards; and what becomes of a match.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::params;
use serde_json::{Value, json};

use super::{ImportError, LearnerId, Store, StoreError};
use crate::interchange::credential::{Claim, Credential, Decision, Format, Matches, NotHeld, Recipient, hold, matches};
use crate::interchange::ctdl::ctid_in;
use crate::interchange::elm::Specification;
use crate::interchange::{BatchItem, SourceFile};
use crate::model::{AwardId, Catalogue, Exception, ExceptionKind, PackId, exact};

/// The most words of a title that are looked up.
const MOST_WORDS: usize = 12;

/// The pack of the awards that somebody made from credentials.
const PRIVATE_PACK: &str = "private";

/// A file that came in, with the verdicts on what is in it.
#[derive(Clone, Debug)]
pub struct Received {
    /// Its name.
    pub file: String,
    /// By which it is kept as evidence; `None`: it holds no credential, and was not kept.
    pub fingerprint: Option<String>,
    /// Its credentials, at least one, which may be a refusal.
    pub credentials: Vec<ReceivedCredential>,
}

/// A credential that came in, with the awards that it may stand for.
#[derive(Clone, Debug)]
pub struct ReceivedCredential {
    /// The verdicts and what it states.
    pub credential: Credential,
    /// For each of its claims, in their order.
    pub matches: Vec<Matches>,
}

/// Names a claim of a credential that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimPlace {
    /// The file.
    pub fingerprint: String,
    /// The credential in the file, from 0.
    pub credential: usize,
    /// The claim in the credential, from 0.
    pub claim: usize,
}

/// Who decided that an award is granted although the credential failed a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granting {
    /// Who decided.
    pub authority: String,
    /// Why.
    pub reason: String,
}

/// Why a match was not taken. Nothing has changed then.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// The evidence is not there.
    #[error("the credential is no longer kept; import its file again")]
    NoEvidence,
    /// It is no evidence.
    #[error(transparent)]
    NotHeld(#[from] NotHeld),
    /// The award that was made from it is not well formed.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// Takes in files of credentials for a learner: each is verified with the trust store, kept byte for byte, and matched
    /// with the awards of the catalogue. Nothing is held yet.
    ///
    /// # Errors
    /// When there is no such learner, or the database fails.
    pub fn receive_credentials(
        &mut self,
        learner: LearnerId,
        items: &[BatchItem],
        clock: DateTime<Utc>,
    ) -> Result<Vec<Received>, StoreError> {
        let verifier = self.verifier(clock)?.brought_by(Recipient::of(&self.learner(learner)?.record));
        let decisions = self.match_decisions()?;
        let mut out = Vec::with_capacity(items.len());
        for item in items {
            let judged = verifier.verify_item(item);
            let is_one = judged.iter().any(|credential| credential.verdicts.iter().any(|verdict| verdict.format != Format::None));
            let (file, fingerprint) = match item {
                BatchItem::File(file) if is_one => (file.name.clone(), Some(self.keep_evidence(learner, file, clock)?)),
                BatchItem::File(file) => (file.name.clone(), None),
                BatchItem::Refused { name, .. } => (name.clone(), None),
            };
            let mut credentials = Vec::with_capacity(judged.len());
            for credential in judged {
                let mut found = Vec::with_capacity(credential.claims.len());
                for claim in &credential.claims {
                    let decided = decisions.get(&claim.key());
                    let catalogue = self.like(claim, decided)?;
                    found.push(matches(&catalogue, claim, decided));
                }
                credentials.push(ReceivedCredential { credential, matches: found });
            }
            out.push(Received { file, fingerprint, credentials });
        }
        Ok(out)
    }

    /// Records the award as held on the evidence of a claim, and remembers the decision for later credentials of the kind. The
    /// evidence is verified once more: what was shown before proves nothing.
    ///
    /// # Errors
    /// When the credential is no evidence or is no longer kept, or the database fails.
    pub fn accept_match(
        &mut self,
        learner: LearnerId,
        place: &ClaimPlace,
        award: &AwardId,
        title: &str,
        clock: DateTime<Utc>,
    ) -> Result<(), AcceptError> {
        let (credential, claim) = self.claim(learner, place, clock)?;
        let mut record = self.learner(learner)?.record;
        hold(&mut record, award, &credential, &claim, &place.fingerprint)?;
        self.save_learner(learner, &record, &format!("Held: {title}"), clock)?;
        self.decide_match(&claim.key(), Some(award), clock)?;
        Ok(())
    }

    /// Grants the award by an exception although the credential failed a check. The record says who decided, and why.
    ///
    /// # Errors
    /// When the credential is no longer kept, or the database fails.
    pub fn grant_despite(
        &mut self,
        learner: LearnerId,
        place: &ClaimPlace,
        award: &AwardId,
        granting: &Granting,
        clock: DateTime<Utc>,
    ) -> Result<(), AcceptError> {
        self.claim(learner, place, clock)?;
        let mut record = self.learner(learner)?.record;
        record.exceptions.push(Exception {
            kind: ExceptionKind::Grant,
            award: award.clone(),
            within: None,
            reason: granting.reason.clone(),
            authority: granting.authority.clone(),
            date: clock.date_naive(),
            until: None,
            extensions: vec![("x-evidence".to_owned(), json!({ "sha256": place.fingerprint, "checked": "rejected" }))],
        });
        self.save_learner(learner, &record, &format!("Granted: {award}"), clock)?;
        Ok(())
    }

    /// Remembers that no award of the catalogue is meant by a claim.
    ///
    /// # Errors
    /// When the credential is no longer kept, or the database fails.
    pub fn leave_unmatched(&mut self, learner: LearnerId, place: &ClaimPlace, clock: DateTime<Utc>) -> Result<(), AcceptError> {
        let (_, claim) = self.claim(learner, place, clock)?;
        Ok(self.decide_match(&claim.key(), None, clock)?)
    }

    /// Makes an award of one's own from a claim that no award of the catalogue fits. It says only what the credential says, and
    /// cannot be earned again.
    ///
    /// # Errors
    /// When the credential is no longer kept, the award would not be well formed, or the database fails.
    pub fn private_award(&mut self, learner: LearnerId, place: &ClaimPlace, clock: DateTime<Utc>) -> Result<AwardId, AcceptError> {
        let (_, claim) = self.claim(learner, place, clock)?;
        let existing = self.pack_text(&PackId::from(PRIVATE_PACK)).ok();
        let (id, pack) = with_private_award(existing.as_deref(), &claim, clock.date_naive());
        if let Some(pack) = pack {
            self.import_packs(&[SourceFile::new("private.json", pack.to_string())], clock.date_naive())?;
        }
        Ok(id)
    }

    /// The awards that may be meant by a claim: those that it names, and those whose titles share words with it. A catalogue may
    /// have a million awards, which are not all read for a badge.
    fn like(&self, claim: &Claim, decided: Option<&Decision>) -> Result<Catalogue, StoreError> {
        let mut found: BTreeSet<AwardId> = decided.into_iter().flatten().cloned().collect();
        let named = claim.identifiers.iter().chain(&claim.alignments).map(String::as_str);
        // The same resource of the Registry stands under several addresses; its CTID is the same everywhere.
        let named = named.flat_map(|name| std::iter::once(name).chain(ctid_in(name).filter(|ctid| *ctid != name)));
        let mut by_name = self.connection.prepare_cached("SELECT id FROM award WHERE id = ?1 OR instr(raw, ?2) > 0 LIMIT 20")?;
        for name in named.filter(|name| name.chars().count() > 3) {
            // Names inside a record stand between quotation marks, or with a slash or parameters after them.
            let inside = format!("\"{}", name.trim_end_matches('/'));
            let ids = by_name.query_map(params![name, inside], |row| row.get::<_, String>(0))?;
            for id in ids {
                found.insert(id?.into());
            }
        }
        let words: Vec<String> = claim
            .title
            .iter()
            .flat_map(|title| title.split(|c: char| !c.is_alphanumeric()))
            .filter(|word| word.chars().count() > 1)
            .take(MOST_WORDS)
            .map(|word| format!("\"{word}\""))
            .collect();
        if !words.is_empty() {
            let mut by_words = self.connection.prepare_cached(
                "SELECT award.id FROM award_text JOIN award ON award.number = award_text.rowid
                 WHERE award_text MATCH ?1 ORDER BY rank LIMIT 60",
            )?;
            let ids = by_words.query_map([format!("title : ({})", words.join(" OR "))], |row| row.get::<_, String>(0))?;
            for id in ids {
                found.insert(id?.into());
            }
        }
        Ok(self.rows(&found)?.catalogue)
    }

    fn claim(&self, learner: LearnerId, place: &ClaimPlace, clock: DateTime<Utc>) -> Result<(Credential, Claim), AcceptError> {
        let file = self.evidence_file(learner, &place.fingerprint)?.ok_or(AcceptError::NoEvidence)?;
        let recipient = Recipient::of(&self.learner(learner)?.record);
        let mut judged = self.verifier(clock)?.brought_by(recipient).verify(&file);
        if place.credential >= judged.len() {
            return Err(AcceptError::NoEvidence);
        }
        let credential = judged.swap_remove(place.credential);
        let claim = credential.claims.get(place.claim).cloned().ok_or(AcceptError::NoEvidence)?;
        Ok((credential, claim))
    }
}

/// The pack of private awards with one more, and its id; no pack when the award is in it already.
fn with_private_award(existing: Option<&str>, claim: &Claim, today: NaiveDate) -> (AwardId, Option<Value>) {
    let title = claim.title.as_deref().unwrap_or("Credential without a title");
    let issuer = claim.issuer_name.as_deref().or(claim.issuer.as_deref()).unwrap_or("Unknown issuer");
    let organization = format!("private:{}", slug(issuer));
    let id = format!("{organization}/{}", slug(title));
    let fresh = || json!({ "format": "cairn.catalogue/1", "id": PRIVATE_PACK, "title": "Awards of your own", "version": "", "organizations": [], "awards": [] });
    let mut pack = existing.and_then(|text| serde_json::from_str::<Value>(text).ok()).filter(Value::is_object).unwrap_or_else(fresh);
    let has = |pack: &Value, list: &str, id: &str| pack[list].as_array().is_some_and(|all| all.iter().any(|one| one["id"] == *id));
    if has(&pack, "awards", &id) {
        return (id.into(), None);
    }
    let source = claim.credential.as_deref().or(claim.identifiers.first().map(String::as_str)).unwrap_or("urn:x-cairn:credential");
    let sources = json!([{ "url": source, "as_of": today.to_string(), "supports": ["title", "issuer"] }]);
    let known = has(&pack, "organizations", &organization);
    let mut push = |list: &str, value: Value| {
        if let Some(all) = pack[list].as_array_mut() {
            all.push(value);
        } else {
            pack[list] = json!([value]);
        }
    };
    if !known {
        push("organizations", json!({ "id": organization, "name": issuer, "sources": sources, "confidence": "stated" }));
    }
    let mut award = json!({
        "id": id, "title": title, "kind": "other", "issuer": organization, "earnable": false,
        "description": "Made from a credential that no award of the catalogue fits.", "sources": sources, "confidence": "stated"
    });
    specify(&mut award, &claim.specified);
    push("awards", award);
    let count = pack["awards"].as_array().map_or(0, Vec::len);
    pack["version"] = json!(format!("{today}.{count}"));
    (id.into(), Some(pack))
}

/// What the credential says of the award beyond its title: level, credit whose unit it states, workload, skills.
fn specify(award: &mut Value, specified: &Specification) {
    if let Some(level) = &specified.level {
        let value = level.value.parse::<u8>().map_or_else(|_| json!(level.value), |number| json!(number));
        award["level"] = json!({ "framework": level.framework, "value": value });
    }
    let credits: Vec<Value> = specified
        .credits
        .iter()
        .map(|credit| json!({ "value": exact::to_number(credit.value), "unit": credit.unit.to_string() }))
        .collect();
    if !credits.is_empty() {
        award["credits"] = json!(credits);
    }
    if let Some(hours) = specified.hours {
        award["effort"] = json!({ "hours": exact::to_number(hours) });
    }
    let skills = specified.skills.iter().map(|skill| match &skill.uri {
        Some(uri) => json!({ "name": skill.name, "uri": uri }),
        None => json!({ "name": skill.name }),
    });
    let skills: Vec<Value> = skills.collect();
    if !skills.is_empty() {
        award["skills"] = json!(skills);
    }
}

/// A text as part of an id.
fn slug(text: &str) -> String {
    let small: String = text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let words: Vec<&str> = small.split('-').filter(|word| !word.is_empty()).collect();
    let joined: String = words.join("-").chars().take(80).collect();
    if joined.is_empty() {
        // A title in another script still needs an id of its own.
        super::fingerprint(text.as_bytes()).chars().take(16).collect()
    } else {
        joined
    }
}
