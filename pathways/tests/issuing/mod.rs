//! An issuer for tests: signs badges with a key of its own and bakes them into images.

#![allow(dead_code, reason = "each test uses its part of it")]

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signer, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// An issuer whose identifier is its key.
pub struct Issuer {
    key: SigningKey,
    /// The `did:key`.
    pub did: String,
}

impl Issuer {
    /// From a seed, always the same.
    pub fn new(seed: u8) -> Self {
        let key = SigningKey::from_bytes(&[seed; 32]);
        let multikey = [&[0xed, 0x01], key.verifying_key().as_bytes().as_slice()].concat();
        Self { did: format!("did:key:z{}", bs58::encode(multikey).into_string()), key }
    }

    /// The key as a JSON Web Key.
    pub fn jwk(&self) -> Value {
        json!({ "kty": "OKP", "crv": "Ed25519", "x": URL_SAFE_NO_PAD.encode(self.key.verifying_key().as_bytes()) })
    }

    /// A badge of this issuer, not signed.
    pub fn badge(&self, achievement: &str, title: &str, issuer_name: &str) -> Value {
        json!({
            "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
            "id": "urn:uuid:3b1f0a52-0d0d-4e0e-9a2b-7a5d5a1f0001",
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "issuer": { "id": self.did, "type": ["Profile"], "name": issuer_name },
            "validFrom": "2026-05-01T00:00:00Z",
            "credentialSubject": {
                "id": "did:example:learner", "type": ["AchievementSubject"],
                "achievement": {
                    "id": achievement, "type": ["Achievement"], "name": title, "description": "Passed.",
                    "criteria": { "narrative": "Pass the exam." }
                }
            }
        })
    }

    /// The badge with an eddsa-jcs-2022 proof.
    pub fn signed(&self, mut badge: Value) -> Value {
        let key = self.did.strip_prefix("did:key:").unwrap_or_default();
        let mut proof = json!({
            "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "created": "2026-05-01T09:00:00Z",
            "verificationMethod": format!("{}#{key}", self.did), "proofPurpose": "assertionMethod", "@context": badge["@context"]
        });
        let hash = |value: &Value| Sha256::digest(serde_json_canonicalizer::to_vec(value).expect("it has a canonical form"));
        let message = [hash(&proof), hash(&badge)].concat();
        proof["proofValue"] = json!(format!("z{}", bs58::encode(self.key.sign(&message).to_bytes()).into_string()));
        badge["proof"] = proof;
        badge
    }

    /// The badge as a token, with this header beside the algorithm.
    pub fn token(&self, badge: &Value, header: Value) -> String {
        let mut whole = json!({ "alg": "EdDSA", "typ": "JWT" });
        if let (Some(all), Some(more)) = (whole.as_object_mut(), header.as_object()) {
            all.extend(more.clone());
        }
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&whole), part(badge));
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(self.key.sign(signed.as_bytes()).to_bytes()))
    }
}

/// A PNG of one pixel that carries texts in chunks of this keyword, before or after the image data.
pub fn png(keyword: &str, texts: &[&str], after: bool) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, 1, 1);
    encoder.set_color(png::ColorType::Rgb);
    if !after {
        for text in texts {
            encoder.add_itxt_chunk(keyword.to_owned(), (*text).to_owned()).expect("the chunk is added");
        }
    }
    let mut writer = encoder.write_header().expect("it is written to memory");
    writer.write_image_data(&[20, 90, 90]).expect("it is written to memory");
    if after {
        for text in texts {
            writer.write_text_chunk(&png::text_metadata::ITXtChunk::new(keyword, *text)).expect("it is written to memory");
        }
    }
    writer.finish().expect("it is written to memory");
    out
}

/// An SVG that carries a text.
pub fn svg(text: &str) -> String {
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" width="8" height="8"><openbadges:credential><![CDATA[{text}]]></openbadges:credential><rect width="8" height="8"/></svg>"#
    )
}
