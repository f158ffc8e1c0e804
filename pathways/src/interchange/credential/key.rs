//! Public keys in the forms that credentials and their issuers use, and the check of a signature with one of them.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey};
use p256::ecdsa::signature::Verifier;
use serde_json::Value;

use super::document::text;

/// The shortest RSA modulus whose signatures are worth anything, in bytes.
const SHORTEST_RSA: usize = 256;

/// A public key.
#[derive(Clone)]
pub struct PublicKey {
    kind: Kind,
    /// What tells this key from any other.
    print: Vec<u8>,
}

#[derive(Clone)]
enum Kind {
    Ed25519(ed25519_dalek::VerifyingKey),
    P256(p256::ecdsa::VerifyingKey),
    P384(p384::ecdsa::VerifyingKey),
    Rsa(DecodingKey),
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.print == other.print
    }
}

impl std::fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.algorithm())
    }
}

impl PublicKey {
    /// From a multibase text with a multicodec head, as in `did:key` and `publicKeyMultibase`.
    pub(super) fn from_multibase(value: &str) -> Result<Self, String> {
        let bytes = multibase(value).ok_or_else(|| format!("the key `{}` is not written in base 58", shown(value)))?;
        match bytes.as_slice() {
            [0xed, 0x01, key @ ..] => Self::ed25519(key),
            [0x80, 0x24, key @ ..] => Self::p256(key),
            [0x81, 0x24, key @ ..] => Self::p384(key),
            _ => Err(format!("the key `{}` is of a kind that is not known here", shown(value))),
        }
    }

    /// From a JSON Web Key. One that holds a private part is refused: whoever published it no longer owns the key alone.
    pub(super) fn from_jwk(jwk: &Value) -> Result<Self, String> {
        if jwk.get("d").is_some() {
            return Err("the key holds its private part, so that anybody could have signed with it".to_owned());
        }
        let part = |name: &str| {
            let value = text(jwk, name).ok_or_else(|| format!("the key lacks `{name}`"))?;
            URL_SAFE_NO_PAD.decode(value).map_err(|_| format!("`{name}` of the key is not written in base64url"))
        };
        match (text(jwk, "kty"), text(jwk, "crv")) {
            (Some("OKP"), Some("Ed25519")) => Self::ed25519(&part("x")?),
            (Some("EC"), Some("P-256")) => Self::p256(&uncompressed(&part("x")?, &part("y")?)),
            (Some("EC"), Some("P-384")) => Self::p384(&uncompressed(&part("x")?, &part("y")?)),
            (Some("RSA"), _) => Self::rsa(&part("n")?, &part("e")?),
            (kind, curve) => Err(format!("keys of kind {} {} are not known here", kind.unwrap_or("?"), curve.unwrap_or_default())),
        }
    }

    /// From a PEM text of an RSA public key, as Open Badges 2.0 has them.
    pub(super) fn from_pem(pem: &str) -> Result<Self, String> {
        let key = DecodingKey::from_rsa_pem(pem.as_bytes()).map_err(|_| "the key is no RSA public key in PEM form".to_owned())?;
        let print = key.try_get_as_bytes().map_err(|_| "the key cannot be read".to_owned())?.to_vec();
        if print.len() < SHORTEST_RSA {
            return Err("the RSA key is shorter than 2048 bits".to_owned());
        }
        Ok(Self { kind: Kind::Rsa(key), print })
    }

    /// From the 32 bytes of an Ed25519 key in base 58, as `publicKeyBase58` has it.
    pub(super) fn from_base58(value: &str) -> Result<Self, String> {
        let bytes = bs58::decode(value).into_vec().map_err(|_| "the key is not written in base 58".to_owned())?;
        Self::ed25519(&bytes)
    }

    /// The key of a `did:key` or `did:jwk` identifier, with or without a fragment; `None` for any other identifier.
    pub(super) fn of_did(identifier: &str) -> Option<Result<Self, String>> {
        let did = identifier.split('#').next().unwrap_or_default();
        if let Some(value) = did.strip_prefix("did:key:") {
            if identifier.split_once('#').is_some_and(|(_, fragment)| fragment != value) {
                return Some(Err("the fragment of the did:key is another key".to_owned()));
            }
            return Some(Self::from_multibase(value));
        }
        let value = did.strip_prefix("did:jwk:")?;
        let jwk = URL_SAFE_NO_PAD.decode(value).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        Some(match jwk.as_deref().map(super::document::read_text) {
            Some(Ok(jwk)) => Self::from_jwk(&jwk),
            _ => Err("the did:jwk holds no key".to_owned()),
        })
    }

    fn ed25519(bytes: &[u8]) -> Result<Self, String> {
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| "an Ed25519 key has 32 bytes".to_owned())?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(&bytes).map_err(|_| "the Ed25519 key is no point of its curve".to_owned())?;
        if key.is_weak() {
            return Err("the Ed25519 key is weak: signatures by it prove nothing".to_owned());
        }
        Ok(Self { kind: Kind::Ed25519(key), print: bytes.to_vec() })
    }

    fn p256(bytes: &[u8]) -> Result<Self, String> {
        let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(bytes).map_err(|_| "the P-256 key is no point of its curve".to_owned())?;
        Ok(Self { print: key.to_sec1_point(true).as_bytes().to_vec(), kind: Kind::P256(key) })
    }

    fn p384(bytes: &[u8]) -> Result<Self, String> {
        let key = p384::ecdsa::VerifyingKey::from_sec1_bytes(bytes).map_err(|_| "the P-384 key is no point of its curve".to_owned())?;
        Ok(Self { print: key.to_sec1_point(true).as_bytes().to_vec(), kind: Kind::P384(key) })
    }

    fn rsa(modulus: &[u8], exponent: &[u8]) -> Result<Self, String> {
        let modulus: &[u8] = &modulus[modulus.iter().take_while(|byte| **byte == 0).count()..];
        if modulus.len() < SHORTEST_RSA || modulus.len() > 1024 || exponent.len() > 8 {
            return Err("the RSA key is shorter than 2048 bits, or absurdly long".to_owned());
        }
        let kind = Kind::Rsa(DecodingKey::from_rsa_raw_components(modulus, exponent));
        Ok(Self { kind, print: [modulus, b"/", exponent].concat() })
    }

    /// The JWS algorithm that the key decides on; the header of a token has no say in it.
    pub(super) fn algorithm(&self) -> &'static str {
        match self.kind {
            Kind::Ed25519(_) => "EdDSA",
            Kind::P256(_) => "ES256",
            Kind::P384(_) => "ES384",
            Kind::Rsa(_) => "RS256",
        }
    }

    /// Whether `signature` is this key's over `message`.
    pub(super) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match &self.kind {
            Kind::Ed25519(key) => {
                ed25519_dalek::Signature::from_slice(signature).is_ok_and(|signature| key.verify_strict(message, &signature).is_ok())
            }
            Kind::P256(key) => p256::ecdsa::Signature::from_slice(signature).is_ok_and(|signature| key.verify(message, &signature).is_ok()),
            Kind::P384(key) => p384::ecdsa::Signature::from_slice(signature).is_ok_and(|signature| key.verify(message, &signature).is_ok()),
            Kind::Rsa(key) => {
                let signature = URL_SAFE_NO_PAD.encode(signature);
                jsonwebtoken::crypto::verify(&signature, message, key, Algorithm::RS256).unwrap_or(false)
            }
        }
    }
}

/// The bytes of a multibase text in base 58 (`z`).
pub(super) fn multibase(value: &str) -> Option<Vec<u8>> {
    // Longer than any key or signature: decoding base 58 takes the square of its length.
    let digits = value.strip_prefix('z').filter(|digits| digits.len() <= 512)?;
    bs58::decode(digits).into_vec().ok()
}

fn uncompressed(x: &[u8], y: &[u8]) -> Vec<u8> {
    [&[0x04], x, y].concat()
}

fn shown(value: &str) -> String {
    if value.chars().count() > 60 { value.chars().take(60).chain("…".chars()).collect() } else { value.to_owned() }
}
