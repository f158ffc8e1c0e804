//! Data Integrity proofs: signatures that stand inside the document.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256, Sha384};

use super::Verifier;
use super::document::{id_of, many, member, text};
use super::key::{PublicKey, multibase};
use super::linked::{Hash, LinkedError, canonical, undefined_terms};
use super::time;
use super::verdict::{IssuerCheck, ProofCheck};

/// What checking one proof found.
#[derive(Clone, Debug)]
pub(super) struct ProofOutcome {
    pub proof: ProofCheck,
    pub suite: Option<String>,
    pub issuer: IssuerCheck,
    /// For people.
    pub notes: Vec<String>,
    /// Why it must not be used although its mathematics may hold.
    pub refusal: Option<String>,
    /// Terms of the proof that no context defines.
    pub undefined: BTreeSet<String>,
    /// From when on the proof itself holds.
    pub begins: Option<DateTime<Utc>>,
    /// When the proof itself lapses.
    pub expires: Option<DateTime<Utc>>,
}

impl ProofOutcome {
    pub(super) fn new(proof: ProofCheck) -> Self {
        Self {
            proof,
            suite: None,
            issuer: IssuerCheck::Unproven,
            notes: Vec::new(),
            refusal: None,
            undefined: BTreeSet::new(),
            begins: None,
            expires: None,
        }
    }

    pub(super) fn noting(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Suite {
    EddsaRdfc,
    EddsaJcs,
    EcdsaRdfc,
    EcdsaJcs,
}

impl Suite {
    fn named(kind: &str, cryptosuite: Option<&str>) -> Option<Self> {
        match (kind, cryptosuite) {
            ("DataIntegrityProof", Some("eddsa-rdfc-2022")) | ("Ed25519Signature2020", None) => Some(Self::EddsaRdfc),
            ("DataIntegrityProof", Some("eddsa-jcs-2022")) => Some(Self::EddsaJcs),
            ("DataIntegrityProof", Some("ecdsa-rdfc-2019")) => Some(Self::EcdsaRdfc),
            ("DataIntegrityProof", Some("ecdsa-jcs-2019")) => Some(Self::EcdsaJcs),
            _ => None,
        }
    }

    fn takes(self, key: &PublicKey) -> bool {
        match self {
            Self::EddsaRdfc | Self::EddsaJcs => key.algorithm() == "EdDSA",
            Self::EcdsaRdfc | Self::EcdsaJcs => matches!(key.algorithm(), "ES256" | "ES384"),
        }
    }

    fn is_linked(self) -> bool {
        matches!(self, Self::EddsaRdfc | Self::EcdsaRdfc)
    }
}

/// The proofs of a document; none when the member is absent or empty.
pub(super) fn proofs(document: &Value) -> Vec<&Value> {
    many(document, "proof").into_iter().filter(|proof| !proof.as_object().is_some_and(Map::is_empty)).collect()
}

/// Whether a proof is of a suite that is checked here.
pub(super) fn is_known(proof: &Value) -> bool {
    Suite::named(text(proof, "type").unwrap_or_default(), text(proof, "cryptosuite")).is_some()
}

/// The document without its proofs.
pub(super) fn unsecured(document: &Value) -> Value {
    let mut out = document.clone();
    if let Some(map) = out.as_object_mut() {
        map.remove("proof");
    }
    out
}

impl Verifier {
    /// Checks one proof of a document.
    pub(super) fn proof(&self, document: &Value, proof: &Value, issuer: Option<&str>) -> ProofOutcome {
        let kind = text(proof, "type").unwrap_or_default();
        let cryptosuite = text(proof, "cryptosuite");
        let name = cryptosuite.unwrap_or(kind);
        let mut outcome = ProofOutcome::new(ProofCheck::Malformed);
        outcome.suite = Some(name.to_owned()).filter(|name| !name.is_empty());
        if let Some(purpose) = member(proof, "proofPurpose")
            && purpose != "assertionMethod"
        {
            outcome.refusal =
                Some(format!("the proof was made for another purpose ({purpose}); a credential is signed for assertionMethod"));
        } else if proof.get("proofPurpose").is_none() {
            outcome.refusal = Some("the proof does not say that it was made for assertionMethod".to_owned());
        }
        outcome.expires = text(proof, "expires").and_then(time::instant);
        let stamps = ["created", "expires"].into_iter();
        let mut wrong_stamps =
            stamps.filter(|field| member(proof, field).is_some_and(|value| value.as_str().and_then(time::instant).is_none()));
        if let Some(field) = wrong_stamps.next() {
            return outcome.noting(format!("`{field}` of the proof must be a date and time with its zone, such as 2025-03-01T00:00:00Z"));
        }
        let Some(suite) = Suite::named(kind, cryptosuite) else {
            outcome.proof = ProofCheck::UnsupportedSuite;
            let shown = if name.is_empty() { "a proof without a type" } else { name };
            return outcome.noting(format!("{shown} is a way of signing that is not known here"));
        };
        if proof.get("previousProof").is_some() {
            outcome.proof = ProofCheck::UnsupportedSuite;
            return outcome.noting("the proof is one of a chain, which is not followed here");
        }
        let Some(signature) = text(proof, "proofValue").and_then(multibase) else {
            return outcome.noting("the proof has no `proofValue` in base 58");
        };
        if suite.is_linked() {
            match undefined_terms(&with_context_of(proof, document), &self.contexts) {
                Ok(undefined) => outcome.undefined = undefined,
                Err(LinkedError::ContextUnknown(url)) => {
                    outcome.proof = ProofCheck::ContextUnknown;
                    outcome.notes.push(LinkedError::ContextUnknown(url).reason());
                }
                Err(error) => return outcome.noting(error.reason()),
            }
        }
        let Some(method) = member(proof, "verificationMethod").and_then(id_of) else {
            outcome.proof = ProofCheck::KeyUnknown;
            return outcome.noting("the proof does not say which key signed");
        };
        let resolution = self.trust.method(method, issuer, self.clock);
        outcome.notes.extend(resolution.note);
        if let Some(issuer) = issuer {
            outcome.issuer = resolution.binding;
            if outcome.issuer == IssuerCheck::Mismatch {
                outcome.notes.push(format!("the key {method} does not belong to the issuer {issuer}"));
            }
        }
        if outcome.proof == ProofCheck::ContextUnknown {
            return outcome;
        }
        let key = match resolution.keys {
            Ok(keys) => keys.into_iter().next(),
            Err(why) => {
                outcome.notes.push(why);
                None
            }
        };
        let Some(key) = key else {
            outcome.proof = ProofCheck::KeyUnknown;
            return outcome;
        };
        if !suite.takes(&key) {
            return outcome.noting(format!("the key is one for {}, which {name} does not sign with", key.algorithm()));
        }
        match self.signed_by(document, proof, suite, &key, &signature) {
            Ok(true) => outcome.proof = ProofCheck::Good,
            Ok(false) => {
                outcome.proof = ProofCheck::Bad;
                outcome
                    .notes
                    .push("the signature does not fit: the document was changed after it was signed, or another key signed it".to_owned());
            }
            Err(LinkedError::ContextUnknown(url)) => {
                outcome.proof = ProofCheck::ContextUnknown;
                outcome.notes.push(LinkedError::ContextUnknown(url).reason());
            }
            Err(error) => outcome.notes.push(error.reason()),
        }
        outcome
    }

    fn signed_by(&self, document: &Value, proof: &Value, suite: Suite, key: &PublicKey, signature: &[u8]) -> Result<bool, LinkedError> {
        let hash = if key.algorithm() == "ES384" { Hash::Sha384 } else { Hash::Sha256 };
        if !suite.is_linked() {
            let (options, plain) = plain_parts(document, proof)?;
            // There are signers that sign the contexts with the options and do not write them into the proof.
            let mut every_options = vec![options];
            if proof.get("@context").is_none() {
                every_options.push(with_context_of(&every_options[0], document));
            }
            for options in every_options {
                let message = digests(&jcs(&options)?, &jcs(&plain)?, hash);
                // There are signers that sort keys and leave numbers as they are written, such as 5.0, where RFC 8785 makes 5 of it.
                // Both forms stand for exactly this document.
                let written = || digests(as_written(&options).as_bytes(), as_written(&plain).as_bytes(), hash);
                if key.verifies(&message, signature) || key.verifies(&written(), signature) {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        let options = with_context_of(&without(proof, "proofValue"), document);
        let document = unsecured(document);
        let labelled = |labels: Hash| {
            let options = canonical(&options, &self.contexts, labels)?;
            let document = canonical(&document, &self.contexts, labels)?;
            Ok(key.verifies(&digests(options.as_bytes(), document.as_bytes(), hash), signature))
        };
        // For P-384 the recommendation labels blank nodes with SHA-384; there are signers that label with SHA-256 nevertheless.
        Ok(labelled(hash)? || (hash == Hash::Sha384 && labelled(Hash::Sha256)?))
    }
}

/// The proof with the contexts of the document.
fn with_context_of(proof: &Value, document: &Value) -> Value {
    let mut out = proof.clone();
    if let (Some(map), Some(context)) = (out.as_object_mut(), document.get("@context")) {
        map.insert("@context".to_owned(), context.clone());
    }
    out
}

/// The options and the document as the JCS suites sign them: a proof that has contexts of its own brings them to the document.
fn plain_parts(document: &Value, proof: &Value) -> Result<(Value, Value), LinkedError> {
    let options = without(proof, "proofValue");
    let mut document = unsecured(document);
    if let Some(context) = proof.get("@context") {
        let of_proof = many(proof, "@context");
        let of_document = many(&document, "@context");
        if !of_document.starts_with(&of_proof) {
            return Err(LinkedError::Malformed("the contexts of the document do not begin with those of the proof".to_owned()));
        }
        if let Some(map) = document.as_object_mut() {
            map.insert("@context".to_owned(), context.clone());
        }
    }
    Ok((options, document))
}

fn without(value: &Value, key: &str) -> Value {
    let mut out = value.clone();
    if let Some(map) = out.as_object_mut() {
        map.remove(key);
    }
    out
}

fn jcs(value: &Value) -> Result<Vec<u8>, LinkedError> {
    serde_json_canonicalizer::to_vec(value).map_err(|error| LinkedError::Malformed(format!("the document has no canonical form ({error})")))
}

/// The document with sorted keys and without blanks, each number as it is written.
fn as_written(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let sorted: BTreeMap<&String, &Value> = map.iter().collect();
            let members: Vec<String> = sorted.into_iter().map(|(key, inner)| format!("{}:{}", json!(key), as_written(inner))).collect();
            format!("{{{}}}", members.join(","))
        }
        Value::Array(list) => format!("[{}]", list.iter().map(as_written).collect::<Vec<_>>().join(",")),
        plain => plain.to_string(),
    }
}

/// The digest of the options followed by the digest of the document.
fn digests(options: &[u8], document: &[u8], hash: Hash) -> Vec<u8> {
    match hash {
        Hash::Sha256 => [Sha256::digest(options), Sha256::digest(document)].concat(),
        Hash::Sha384 => [Sha384::digest(options), Sha384::digest(document)].concat(),
    }
}
