//! Digital credentials: read, verified offline, and judged check by check.
//!
//! Open Badges 2.0 and 3.0 (as JSON, as tokens, baked into PNG and SVG), Comprehensive Learner Records 2.0, W3C Verifiable
//! Credentials, European Digital Credentials and Europass credentials in XML. Nothing is fetched: contexts come with Cairn,
//! keys come from identifiers that are keys or from documents that the user imported, status lists are supplied as files.

mod baked;
mod claim;
mod contexts;
pub(super) mod document;
mod edci;
mod elm;
mod guard;
mod holding;
mod integrity;
mod key;
#[cfg(test)]
mod known_answers;
mod linked;
mod matching;
mod openbadges2;
mod recipient;
mod shape;
mod status;
mod time;
mod token;
mod trust;
mod vc;
mod verdict;

pub use claim::Claim;
pub use contexts::Contexts;
pub use document::LARGEST_CREDENTIAL;
pub use holding::{EVIDENCE_KEY, NotHeld, hold};
pub use matching::{Candidate, Decision, MatchReason, Matches, matches};
pub use recipient::{IDENTITIES_KEY, Recipient};
pub use trust::TrustStore;
pub use verdict::{
    Check, Evidence, Format, IssuerCheck, Outcome, ProofCheck, RecipientCheck, ShapeCheck, StatusCheck, TermsCheck, TimeCheck, Verdict,
};

use chrono::{DateTime, Utc};
use serde_json::Value;

use self::document::{many, member, text, texts};
use self::status::StatusList;
use self::token::Token;
use super::{BatchItem, SourceFile};

/// How deep credentials may lie inside one another: a presentation holds a record, which holds badges.
const MOST_LEVELS: usize = 4;

/// The most credentials of one file.
const MOST_CREDENTIALS: usize = 1_000;

/// A credential: the verdict on it for each of its proofs, best first, and what it states.
#[derive(Clone, Debug)]
pub struct Credential {
    /// At least one. A credential with several proofs is as good as the best of them.
    pub verdicts: Vec<Verdict>,
    /// What was achieved; none for credentials that are about something else, or that are refused.
    pub claims: Vec<Claim>,
}

impl Credential {
    fn refused(file: &str, reason: impl Into<String>) -> Self {
        Self { verdicts: vec![Verdict::refusal(file, reason)], claims: Vec::new() }
    }

    /// What the credential is good for.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        self.verdicts.iter().map(Verdict::evidence).min().unwrap_or(Evidence::Rejected)
    }
}

/// Whether a file means to be a credential, by its content; whether it is well formed is for [`Verifier::verify`] to say.
#[must_use]
pub fn is_credential(file: &SourceFile) -> bool {
    if file.bytes.starts_with(baked::PNG) {
        return true;
    }
    let Ok(text) = std::str::from_utf8(&file.bytes) else { return false };
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.starts_with('<') || token::is_token(text) {
        return true;
    }
    let means_to_be = |document: &Value| {
        vc::is_credential(document)
            || elm::is_european(document)
            || elm::sealed_payload(document).is_some()
            || openbadges2::is_of_second_generation(document)
            || texts(document, "type").iter().any(|kind| kind.ends_with("Presentation") || *kind == "EnvelopedVerifiableCredential")
    };
    match document::read(file) {
        Ok(Value::Array(list)) => list.iter().any(means_to_be),
        Ok(document) => means_to_be(&document),
        // One that cannot be read is told why.
        Err(_) => ["\"VerifiableCredential\"", "\"credentialSubject\"", "w3id.org/openbadges/v2", "\"VerifiablePresentation\""]
            .iter()
            .any(|mark| text.contains(mark)),
    }
}

/// Verifies credentials at a stated clock, with the documents of issuers and the status lists that are at hand.
#[derive(Clone, Debug)]
pub struct Verifier {
    clock: DateTime<Utc>,
    trust: TrustStore,
    lists: Vec<StatusList>,
    contexts: Contexts,
    recipient: Recipient,
}

impl Verifier {
    /// A verifier that trusts nobody in particular and knows no lists.
    #[must_use]
    pub fn new(clock: DateTime<Utc>) -> Self {
        Self { clock, trust: TrustStore::default(), lists: Vec::new(), contexts: Contexts::bundled(), recipient: Recipient::default() }
    }

    /// With documents of issuers.
    #[must_use]
    pub fn trusting(mut self, trust: TrustStore) -> Self {
        self.trust = trust;
        self
    }

    /// For credentials that this learner brings in: who they were issued to is checked as well.
    #[must_use]
    pub fn brought_by(mut self, recipient: Recipient) -> Self {
        self.recipient = recipient;
        self
    }

    /// With other contexts than the bundled ones.
    #[must_use]
    pub fn with_contexts(mut self, contexts: Contexts) -> Self {
        self.contexts = contexts;
        self
    }

    /// Adds a status list. It is verified itself; one that does not verify leaves the status of its credentials unknown.
    ///
    /// # Errors
    /// In words, when the file is no status list.
    pub fn add_status_list(&mut self, file: &SourceFile) -> Result<(), String> {
        let no_list = || "this is no status list".to_owned();
        let text = std::str::from_utf8(&file.bytes).map_err(|_| no_list())?.trim();
        let (document, token) = if token::is_token(text) {
            let token = Token::read(text)?;
            (token.credential(), Some(token))
        } else {
            (document::read(file)?, None)
        };
        let list = if vc::is_credential(&document) {
            let judged = self.verifiable(&file.name, &document, token.as_ref());
            judged.verdicts.first().and_then(|verdict| StatusList::of_credential(&document, verdict))
        } else {
            StatusList::of_revocations(&document)
        };
        self.lists.push(list.ok_or_else(no_list)?);
        Ok(())
    }

    /// Judges every credential of a file. A file that is none gives one verdict that says why.
    #[must_use]
    pub fn verify(&self, file: &SourceFile) -> Vec<Credential> {
        if file.bytes.len() > LARGEST_CREDENTIAL {
            let limit = LARGEST_CREDENTIAL >> 20;
            return vec![Credential::refused(&file.name, format!("the file is larger than the {limit} MB that a credential may have"))];
        }
        let mut out = Vec::new();
        if let Err(reason) = self.content(&file.name, &file.bytes, &mut out) {
            out.push(Credential::refused(&file.name, reason));
        }
        out
    }

    /// The same for a file of a batch; what the batch refused is a verdict as well, so that a summary lists everything.
    #[must_use]
    pub fn verify_item(&self, item: &BatchItem) -> Vec<Credential> {
        match item {
            BatchItem::File(file) => self.verify(file),
            BatchItem::Refused { name, reason } => vec![Credential::refused(name, reason)],
        }
    }

    fn content(&self, name: &str, bytes: &[u8], out: &mut Vec<Credential>) -> Result<(), String> {
        if bytes.starts_with(baked::PNG) {
            self.every_text(name, &baked::png(bytes)?, out);
            return Ok(());
        }
        if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
            return Err("the file is UTF-16; save it as UTF-8".to_owned());
        }
        let text = std::str::from_utf8(bytes).map_err(|error| {
            format!("this is no credential: it is neither a PNG nor text in UTF-8 (byte {} cannot stand there)", error.valid_up_to())
        })?;
        if text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
            let document = baked::xml(text)?;
            if edci::is_europass(&document) {
                out.push(self.europass(name, &document));
                return Ok(());
            }
            if document.root_element().tag_name().name() == "svg" {
                self.every_text(name, &baked::svg(&document)?, out);
                return Ok(());
            }
            return Err("this XML document is neither a badge nor a Europass credential".to_owned());
        }
        self.text(name, text, out)
    }

    /// The badges of an image: at most one of each generation.
    fn every_text(&self, name: &str, texts: &[String], out: &mut Vec<Credential>) {
        for text in texts {
            if let Err(reason) = self.text(name, text, out) {
                out.push(Credential::refused(name, reason));
            }
        }
    }

    /// A token or a JSON document.
    fn text(&self, name: &str, text: &str, out: &mut Vec<Credential>) -> Result<(), String> {
        let trimmed = text.trim();
        if token::is_token(trimmed) {
            return self.signed(name, trimmed, 0, out);
        }
        if trimmed.split_once('~').is_some_and(|(first, _)| token::is_token(first)) {
            let mut refused = Credential::refused(name, "a token of which parts are disclosed one by one (SD-JWT) is not read here");
            refused.verdicts[0].proof = ProofCheck::UnsupportedSuite;
            out.push(refused);
            return Ok(());
        }
        if trimmed.starts_with("https://") || trimmed.starts_with("http://") {
            return Err("it holds only the address of a credential, which is not fetched".to_owned());
        }
        let document = document::read(&SourceFile::new(name, text.as_bytes()))?;
        self.document(name, &document, 0, out)
    }

    fn signed(&self, name: &str, text: &str, level: usize, out: &mut Vec<Credential>) -> Result<(), String> {
        let token = match Token::read(text) {
            Ok(token) => token,
            Err(reason) => {
                let mut refused = Credential::refused(name, reason);
                refused.verdicts[0].proof = ProofCheck::Malformed;
                out.push(refused);
                return Ok(());
            }
        };
        let credential = token.credential();
        if openbadges2::is_of_second_generation(&credential) {
            out.push(self.assertion(name, &credential, Some(&token)));
            return Ok(());
        }
        if elm::is_european(&credential) {
            out.push(self.european(name, &credential, elm::Seal::Token(&token)));
            return Ok(());
        }
        if let Some(presentation) = token.claims.get("vp") {
            return self.embedded(name, many(presentation, "verifiableCredential"), level, out);
        }
        if texts(&credential, "type").contains(&"VerifiablePresentation") {
            return self.embedded(name, many(&credential, "verifiableCredential"), level, out);
        }
        if !vc::is_credential(&credential) {
            return Err("the token carries no credential".to_owned());
        }
        let judged = self.verifiable(name, &credential, Some(&token));
        out.push(judged);
        self.parts(name, &credential, level, out)
    }

    fn document(&self, name: &str, document: &Value, level: usize, out: &mut Vec<Credential>) -> Result<(), String> {
        if let Value::Array(list) = document {
            return self.embedded(name, list.iter().collect(), level, out);
        }
        if !document.is_object() {
            return Err("this is no credential: the document is no object".to_owned());
        }
        if let Some(payload) = elm::sealed_payload(document) {
            let payload = payload?;
            return if elm::is_european(&payload) {
                out.push(self.european(name, &payload, elm::Seal::Envelope));
                Ok(())
            } else {
                Err("the sealed document is no European Digital Credential".to_owned())
            };
        }
        let kinds = [texts(document, "type"), texts(document, "@type")].concat();
        if elm::is_european(document) {
            out.push(self.european(name, document, elm::Seal::Inside));
            return Ok(());
        }
        if kinds.iter().any(|kind| matches!(*kind, "EnvelopedVerifiableCredential" | "EnvelopedVerifiablePresentation")) {
            let token =
                text(document, "id").and_then(|id| id.strip_prefix("data:")).and_then(|data| data.split_once(',')).map(|(_, token)| token);
            let token = token.filter(|token| token::is_token(token)).ok_or("the envelope holds no token that is known here")?;
            return self.signed(name, token, level, out);
        }
        if kinds.iter().any(|kind| matches!(*kind, "VerifiablePresentation" | "EuropeanDigitalPresentation")) {
            return self.embedded(name, many(document, "verifiableCredential"), level, out);
        }
        if openbadges2::is_of_second_generation(document) {
            let other = ["BadgeClass", "Issuer", "Profile", "CryptographicKey", "RevocationList", "Endorsement"];
            return match kinds.iter().find(|kind| other.contains(kind)) {
                Some(kind) => Err(openbadges2::refusal(kind)),
                None => {
                    out.push(self.assertion(name, document, None));
                    Ok(())
                }
            };
        }
        if let Some(graph) = member(document, "@graph") {
            let european = many(document, "@graph").into_iter().find(|node| elm::is_european(node));
            let credential = european.ok_or("the graph holds no credential")?;
            let mut whole = credential.clone();
            if let Some(map) = whole.as_object_mut() {
                map.insert("@graph".to_owned(), graph.clone());
                map.extend(document.get("@context").map(|context| ("@context".to_owned(), context.clone())));
            }
            out.push(self.european(name, &whole, elm::Seal::Inside));
            return Ok(());
        }
        if !vc::is_credential(document) {
            let kind = kinds.first().map_or_else(String::new, |kind| format!(" (its type is {kind})"));
            return Err(format!("this is no credential that is known here{kind}"));
        }
        let judged = self.verifiable(name, document, None);
        out.push(judged);
        self.parts(name, document, level, out)
    }

    /// The credentials inside a learner record: each has its own issuer and proof, and the outer proof does not vouch for them.
    fn parts(&self, name: &str, credential: &Value, level: usize, out: &mut Vec<Credential>) -> Result<(), String> {
        let parts = many(credential, "credentialSubject").into_iter().flat_map(|subject| many(subject, "verifiableCredential"));
        self.embedded(name, parts.collect(), level, out)
    }

    /// Judges what lies inside something else. What is wrong with one does not keep the others from being judged.
    fn embedded(&self, name: &str, parts: Vec<&Value>, level: usize, out: &mut Vec<Credential>) -> Result<(), String> {
        if parts.is_empty() {
            return Ok(());
        }
        if level == MOST_LEVELS {
            return Err(format!("credentials lie inside one another more than {MOST_LEVELS} deep"));
        }
        for part in parts {
            if out.len() == MOST_CREDENTIALS {
                return Err(format!("the file holds more than {MOST_CREDENTIALS} credentials"));
            }
            let judged = match part {
                Value::String(token) if token::is_token(token) => self.signed(name, token, level + 1, out),
                Value::Object(_) => self.document(name, part, level + 1, out),
                _ => Err("a part of the file is no credential".to_owned()),
            };
            if let Err(reason) = judged {
                out.push(Credential::refused(name, reason));
            }
        }
        Ok(())
    }
}
