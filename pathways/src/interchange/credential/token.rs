//! Credentials as compact JSON Web Signatures (VC-JWT, and the signed badges of Open Badges 2.0).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use super::Verifier;
use super::document::{self, id_of, many, member, text};
use super::integrity::ProofOutcome;
use super::time;
use super::trust::Resolution;
use super::verdict::{IssuerCheck, ProofCheck};

/// A token taken apart. Nothing in it is checked yet.
#[derive(Clone, Debug)]
pub(super) struct Token {
    header: Value,
    /// The payload.
    pub claims: Value,
    signed: String,
    signature: Vec<u8>,
}

/// Whether a text looks like a compact token: three parts in base64url.
pub(super) fn is_token(text: &str) -> bool {
    let mut parts = text.split('.');
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'='));
    let first = parts.next().is_some_and(|part| part.starts_with("ey") && plain(part));
    let second = parts.next().is_some_and(|part| !part.is_empty() && plain(part));
    first && second && parts.next().is_some_and(plain) && parts.next().is_none()
}

impl Token {
    /// Takes a compact token apart.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let mut parts = text.split('.');
        let (Some(header), Some(payload), Some(signature), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err("a token has three parts".to_owned());
        };
        let part = |name: &str, part: &str| {
            let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| format!("the {name} of the token is not written in base64url"))?;
            let text = String::from_utf8(bytes).map_err(|_| format!("the {name} of the token is not UTF-8"))?;
            document::read_text(&text).map_err(|why| format!("the {name} of the token cannot be read: {why}"))
        };
        let bytes = URL_SAFE_NO_PAD.decode(signature).map_err(|_| "the signature of the token is not written in base64url".to_owned())?;
        Ok(Self {
            header: part("header", header)?,
            claims: part("payload", payload)?,
            signed: format!("{header}.{payload}"),
            signature: bytes,
        })
    }

    /// The credential that the token carries: the payload itself (2.0), or its claim `vc` (1.1), with what the claims add.
    pub(super) fn credential(&self) -> Value {
        let mut credential = self.claims.get("vc").unwrap_or(&self.claims).clone();
        let old = self.claims.get("vc").is_some();
        let Some(map) = credential.as_object_mut() else { return credential };
        if old {
            let stamp = |name: &str| {
                let instant = self.moment(name)?.ok()?;
                Some(json!(instant.to_rfc3339_opts(SecondsFormat::Secs, true)))
            };
            let additions = [
                ("issuer", self.claims.get("iss").cloned(), &["issuer"][..]),
                ("id", self.claims.get("jti").cloned(), &["id"][..]),
                ("issuanceDate", stamp("nbf"), &["issuanceDate", "validFrom"][..]),
                ("expirationDate", stamp("exp"), &["expirationDate", "validUntil"][..]),
            ];
            for (key, value, present) in additions {
                if let Some(value) = value
                    && !present.iter().any(|key| map.contains_key(*key))
                {
                    map.insert(key.to_owned(), value);
                }
            }
        } else {
            // The registered claims are the token's, not the credential's.
            for claim in ["iss", "sub", "jti", "nbf", "exp", "iat", "aud"] {
                map.remove(claim);
            }
        }
        credential
    }

    /// Where the claims of the token and the credential contradict each other, in words; the issuer apart.
    pub(super) fn contradictions(&self, credential: &Value) -> Vec<String> {
        let mut out = Vec::new();
        let mut differ = |claim: &str, field: &str, same: bool| {
            if !same {
                out.push(format!("`{claim}` of the token and `{field}` of the credential differ"));
            }
        };
        if let Some(jti) = text(&self.claims, "jti") {
            differ("jti", "id", text(credential, "id").is_none_or(|id| id == jti));
        }
        if let Some(sub) = text(&self.claims, "sub") {
            let subjects = many(credential, "credentialSubject");
            let ids: Vec<&str> = subjects.iter().filter_map(|subject| id_of(subject)).collect();
            differ("sub", "credentialSubject.id", ids.is_empty() || ids.contains(&sub));
        }
        let mut same_time = |claim: &str, fields: [&str; 2]| {
            let Some(field) = fields.into_iter().find(|field| member(credential, field).is_some()) else { return };
            let Some(Ok(claimed)) = self.moment(claim) else { return };
            let stated = text(credential, field).and_then(time::lenient_instant).map(|instant| instant.timestamp());
            differ(claim, field, stated == Some(claimed.timestamp()));
        };
        same_time("nbf", ["validFrom", "issuanceDate"]);
        same_time("exp", ["validUntil", "expirationDate"]);
        for claim in ["nbf", "exp"] {
            if self.moment(claim) == Some(Err(())) {
                out.push(format!("`{claim}` of the token must be a number of seconds"));
            }
        }
        out
    }

    /// A claim that is a point in time, in seconds since 1970.
    fn moment(&self, claim: &str) -> Option<Result<DateTime<Utc>, ()>> {
        let seconds = member(&self.claims, claim)?;
        let whole = seconds.as_i64().or_else(|| seconds.as_f64().map(|float| float.floor() as i64));
        Some(whole.and_then(|whole| DateTime::from_timestamp(whole, 0)).ok_or(()))
    }

    /// Whether the token says that somebody else issued the credential.
    fn names_other_issuer(&self, issuer: Option<&str>) -> bool {
        member(&self.claims, "iss").is_some_and(|iss| iss.as_str() != issuer || issuer.is_none())
    }
}

impl Verifier {
    /// Checks the signature of a token for a credential of `issuer`.
    pub(super) fn token(&self, token: &Token, issuer: Option<&str>) -> ProofOutcome {
        let mut outcome = self.token_with(token, self.trust.token(&token.header, issuer, self.clock));
        if issuer.is_none() {
            outcome.issuer = IssuerCheck::Unproven;
        } else if token.names_other_issuer(issuer) {
            outcome.issuer = IssuerCheck::Mismatch;
            outcome.notes.push("the token names another issuer than the credential".to_owned());
        } else if outcome.issuer == IssuerCheck::Mismatch {
            outcome.notes.push(format!("the key of the token does not belong to the issuer {}", issuer.unwrap_or_default()));
        }
        outcome
    }

    /// Checks the signature of a token with keys that were found elsewhere. The key decides on the algorithm, the header
    /// only must not contradict it.
    pub(super) fn token_with(&self, token: &Token, resolution: Resolution) -> ProofOutcome {
        let algorithm = text(&token.header, "alg").unwrap_or_default();
        let mut outcome = ProofOutcome::new(ProofCheck::Malformed);
        outcome.suite = Some(algorithm.to_owned()).filter(|name| !name.is_empty());
        // What the token itself says of its validity counts beside what the credential says.
        outcome.begins = token.moment("nbf").and_then(Result::ok);
        outcome.expires = token.moment("exp").and_then(Result::ok);
        match algorithm {
            "RS256" | "ES256" | "ES384" | "EdDSA" | "Ed25519" => {}
            unsigned if unsigned.is_empty() || unsigned.eq_ignore_ascii_case("none") => {
                return outcome.noting("the token is not signed (its algorithm is none)");
            }
            shared if shared.starts_with("HS") => {
                return outcome.noting(format!("the token is signed with a shared secret ({shared}), which proves nothing to others"));
            }
            other => {
                outcome.proof = ProofCheck::UnsupportedSuite;
                return outcome.noting(format!("{other} is a way of signing that is not known here"));
            }
        }
        if token.header.get("crit").is_some() {
            return outcome.noting("the token demands an extension that is not known here");
        }
        outcome.issuer = resolution.binding;
        outcome.notes.extend(resolution.note);
        let keys = match resolution.keys {
            Ok(keys) => keys,
            Err(why) => {
                let private = token.header.get("jwk").is_some_and(|jwk| jwk.get("d").is_some());
                outcome.proof = if private { ProofCheck::Malformed } else { ProofCheck::KeyUnknown };
                return outcome.noting(why);
            }
        };
        let named = if algorithm == "Ed25519" { "EdDSA" } else { algorithm };
        let fitting: Vec<_> = keys.iter().filter(|key| key.algorithm() == named).collect();
        if fitting.is_empty() {
            return outcome.noting(format!("the token says {algorithm}, and its key is of another kind"));
        }
        if fitting.iter().any(|key| key.verifies(token.signed.as_bytes(), &token.signature)) {
            outcome.proof = ProofCheck::Good;
            return outcome;
        }
        outcome.proof = ProofCheck::Bad;
        outcome.noting("the signature does not fit: the token was changed after it was signed, or another key signed it")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_told_from_other_texts() {
        assert!(is_token("eyJhbGciOiJub25lIn0.e30.") && is_token("eyJ.e30.c2ln"));
        assert!(!is_token("eyJ.e30") && !is_token("a.b.c") && !is_token("eyJ.e30.x.y") && !is_token("{\"a\": 1}"));
    }
}
