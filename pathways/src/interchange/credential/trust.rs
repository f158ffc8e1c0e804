//! Where an issuer's keys are known from: documents that the user imported, and identifiers that are keys themselves.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::document::{self, id_of, many, member, text, texts};
use super::key::PublicKey;
use super::time;
use super::verdict::IssuerCheck;
use crate::interchange::SourceFile;

/// Documents of issuers: DID documents, key sets, and what Open Badges 2.0 calls profiles, keys and badge classes.
#[derive(Clone, Debug, Default)]
pub struct TrustStore {
    controllers: Vec<Controller>,
    key_sets: Vec<KeySet>,
    /// Open Badges 2.0: whose badge it is stands in other documents.
    badges: Vec<Value>,
}

#[derive(Clone, Debug)]
struct Controller {
    id: String,
    methods: Vec<Method>,
}

#[derive(Clone, Debug)]
struct Method {
    id: String,
    key: Result<PublicKey, String>,
    revoked: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug)]
struct KeySet {
    issuer: Option<String>,
    keys: Vec<(Option<String>, PublicKey)>,
}

/// The keys that a signature may be checked with, and what they say about the issuer.
#[derive(Clone, Debug)]
pub(super) struct Resolution {
    /// None: the keys cannot be had, and why.
    pub keys: Result<Vec<PublicKey>, String>,
    pub binding: IssuerCheck,
    pub note: Option<String>,
}

impl Resolution {
    fn of(key: PublicKey, binding: IssuerCheck, note: impl Into<Option<String>>) -> Self {
        Self { keys: Ok(vec![key]), binding, note: note.into() }
    }

    fn none(why: impl Into<String>, binding: IssuerCheck) -> Self {
        Self { keys: Err(why.into()), binding, note: None }
    }
}

impl TrustStore {
    /// Adds a document. `issuer` says whose key set it is when the file does not.
    ///
    /// # Errors
    /// In words, when the file holds no keys and describes no issuer.
    pub fn add(&mut self, file: &SourceFile, issuer: Option<&str>) -> Result<(), String> {
        let value = document::read(file)?;
        if let Value::Array(documents) = &value {
            let usable = documents.iter().filter(|document| self.add_document(document, issuer).is_ok()).count();
            return if usable > 0 {
                Ok(())
            } else {
                Err("none of these is a DID document, a key set or a document of an issuer".to_owned())
            };
        }
        self.add_document(&value, issuer)
    }

    fn add_document(&mut self, value: &Value, issuer: Option<&str>) -> Result<(), String> {
        // Resolvers of DIDs put the document into an envelope.
        let value = member(value, "didDocument").unwrap_or(value);
        if let Some(Value::Array(keys)) = value.get("keys") {
            let named = issuer.or_else(|| ["issuer", "iss", "id", "controller"].iter().find_map(|key| text(value, key)));
            return self.add_keys(keys, named);
        }
        if value.get("kty").is_some() {
            return self.add_keys(std::slice::from_ref(value), issuer);
        }
        if value.get("verificationMethod").is_some() || value.get("assertionMethod").is_some() {
            let controller = controller(value)?;
            self.controllers.push(controller);
            return Ok(());
        }
        let types = texts(value, "type");
        if let Some(pem) = text(value, "publicKeyPem") {
            let owner = member(value, "owner").and_then(id_of).ok_or("the key does not name its owner")?;
            let id = text(value, "id").ok_or("the key has no id")?;
            let method = Method { id: id.to_owned(), key: PublicKey::from_pem(pem), revoked: None };
            self.controllers.push(Controller { id: owner.to_owned(), methods: vec![method] });
            return Ok(());
        }
        if types.iter().any(|kind| matches!(*kind, "BadgeClass" | "Issuer" | "Profile")) && text(value, "id").is_some() {
            self.badges.push(value.clone());
            return Ok(());
        }
        Err("this is neither a DID document nor a key set nor a document of an issuer".to_owned())
    }

    fn add_keys(&mut self, keys: &[Value], issuer: Option<&str>) -> Result<(), String> {
        let signing = keys.iter().filter(|jwk| text(jwk, "use").is_none_or(|used| used == "sig"));
        let keys: Vec<(Option<String>, PublicKey)> =
            signing.filter_map(|jwk| Some((text(jwk, "kid").map(str::to_owned), PublicKey::from_jwk(jwk).ok()?))).collect();
        if keys.is_empty() {
            return Err("the key set holds no key that is known here (Ed25519, P-256, P-384, RSA from 2048 bits)".to_owned());
        }
        self.key_sets.push(KeySet { issuer: issuer.map(str::to_owned), keys });
        Ok(())
    }

    /// The document with this id that describes a badge or its issuer (Open Badges 2.0).
    pub(super) fn badge_document(&self, id: &str) -> Option<&Value> {
        self.badges.iter().find(|document| text(document, "id") == Some(id))
    }

    /// The keys of a verification method, for a credential of `issuer`.
    pub(super) fn method(&self, id: &str, issuer: Option<&str>, at: DateTime<Utc>) -> Resolution {
        let (base, fragment) = id.split_once('#').unwrap_or((id, ""));
        let of_issuer = |owner: &str| if Some(owner) == issuer { IssuerCheck::Bound } else { IssuerCheck::Mismatch };
        if let Some((owner, method)) = self.listed(id) {
            return match &method.key {
                _ if method.revoked.is_some_and(|revoked| revoked <= at) => {
                    Resolution::none("the issuer has revoked the key", IssuerCheck::Mismatch)
                }
                Ok(key) => Resolution::of(key.clone(), of_issuer(owner), None),
                Err(why) => Resolution::none(why.clone(), of_issuer(owner)),
            };
        }
        if let Some(key) = PublicKey::of_did(id) {
            return match key {
                Ok(key) if issuer == Some(base) => Resolution::of(key, IssuerCheck::Bound, None),
                Ok(key) => {
                    let binding = self.binding_of(&key, issuer).unwrap_or(IssuerCheck::Mismatch);
                    Resolution::of(key, binding, None)
                }
                Err(why) => Resolution::none(why, if issuer == Some(base) { IssuerCheck::Unproven } else { IssuerCheck::Mismatch }),
            };
        }
        if let Some(found) = self.key_set(id, fragment, issuer) {
            return found;
        }
        let same = issuer == Some(base);
        if fragment.starts_with('z') {
            return match PublicKey::from_multibase(fragment) {
                Ok(key) if !same => Resolution::of(key, IssuerCheck::Mismatch, None),
                Ok(key) if self.knows(base) => {
                    let note = format!("the imported document of {base} does not list the key that signed");
                    Resolution::of(key, IssuerCheck::Mismatch, note)
                }
                Ok(key) => {
                    let note = format!(
                        "the key is taken from the credential itself; import the DID document or the key set of {base} to see whose it is"
                    );
                    Resolution::of(key, IssuerCheck::Unproven, note)
                }
                Err(why) => Resolution::none(why, if same { IssuerCheck::Unproven } else { IssuerCheck::Mismatch }),
            };
        }
        let elsewhere = base.starts_with("did:") && !same;
        let binding = if elsewhere { IssuerCheck::Mismatch } else { IssuerCheck::Unproven };
        Resolution::none(format!("the key {id} is kept elsewhere; import the DID document or the key set of the issuer"), binding)
    }

    /// The keys of a token with this header, for a credential of `issuer`.
    pub(super) fn token(&self, header: &Value, issuer: Option<&str>, at: DateTime<Utc>) -> Resolution {
        let jwk = header.get("jwk").map(PublicKey::from_jwk);
        if let Some(Err(why)) = &jwk {
            return Resolution::none(why.clone(), IssuerCheck::Unproven);
        }
        if let Some(kid) = text(header, "kid") {
            let found = match issuer {
                Some(issuer) if kid.starts_with('#') => self.method(&format!("{issuer}{kid}"), Some(issuer), at),
                Some(issuer) if !kid.contains(':') => self.method(&format!("{issuer}#{kid}"), Some(issuer), at),
                _ => self.method(kid, issuer, at),
            };
            if found.keys.is_ok() || jwk.is_none() {
                return found;
            }
        }
        if let Some(Ok(key)) = jwk {
            let binding = self.binding_of(&key, issuer).unwrap_or(IssuerCheck::Unproven);
            let note = (binding == IssuerCheck::Unproven)
                .then(|| "the key stands in the token itself and proves nothing about the issuer; import the issuer's key set".to_owned());
            return Resolution::of(key, binding, note);
        }
        let Some(issuer) = issuer else { return Resolution::none("the token names no key and no issuer", IssuerCheck::Unproven) };
        if let Some(key) = PublicKey::of_did(issuer) {
            return match key {
                Ok(key) => Resolution::of(key, IssuerCheck::Bound, None),
                Err(why) => Resolution::none(why, IssuerCheck::Unproven),
            };
        }
        let keys = self.keys_of(issuer);
        if keys.is_empty() {
            return Resolution::none("the token names no key; import the key set of the issuer", IssuerCheck::Unproven);
        }
        Resolution { keys: Ok(keys), binding: IssuerCheck::Bound, note: None }
    }

    /// What an imported document says about a key of the issuer; `None` when nothing is known of the issuer's keys.
    fn binding_of(&self, key: &PublicKey, issuer: Option<&str>) -> Option<IssuerCheck> {
        let issuer = issuer?;
        if let Some(own) = PublicKey::of_did(issuer) {
            return Some(if own.as_ref() == Ok(key) { IssuerCheck::Bound } else { IssuerCheck::Mismatch });
        }
        let known = self.keys_of(issuer);
        if known.is_empty() {
            return None;
        }
        Some(if known.contains(key) { IssuerCheck::Bound } else { IssuerCheck::Mismatch })
    }

    fn keys_of(&self, issuer: &str) -> Vec<PublicKey> {
        let listed = self.controllers.iter().filter(|controller| controller.id == issuer);
        let listed = listed.flat_map(|controller| controller.methods.iter().filter_map(|method| method.key.clone().ok()));
        let sets = self.key_sets.iter().flat_map(|set| set.keys.iter().filter(|(kid, _)| set.is_of(kid.as_deref(), issuer)));
        listed.chain(sets.map(|(_, key)| key.clone())).collect()
    }

    fn knows(&self, issuer: &str) -> bool {
        self.controllers.iter().any(|controller| controller.id == issuer)
    }

    fn listed(&self, id: &str) -> Option<(&str, &Method)> {
        self.controllers.iter().find_map(|controller| {
            let method = controller.methods.iter().find(|method| method.id == id)?;
            Some((controller.id.as_str(), method))
        })
    }

    fn key_set(&self, id: &str, fragment: &str, issuer: Option<&str>) -> Option<Resolution> {
        let issuer = issuer?;
        let named = |kid: &Option<String>| kid.as_deref().is_some_and(|kid| kid == id || (!fragment.is_empty() && kid == fragment));
        let (set, key) = self.key_sets.iter().find_map(|set| {
            let (_, key) = set.keys.iter().find(|(kid, _)| named(kid) && set.is_of(kid.as_deref(), issuer))?;
            Some((set, key))
        })?;
        let note = set.issuer.is_none().then(|| format!("the imported key set names no issuer; it was taken to be that of {issuer}"));
        Some(Resolution::of(key.clone(), IssuerCheck::Bound, note))
    }
}

impl KeySet {
    /// A set that names no issuer is taken for the issuer at hand, unless the name of the key says otherwise.
    fn is_of(&self, kid: Option<&str>, issuer: &str) -> bool {
        match (&self.issuer, kid) {
            (Some(named), _) => named == issuer,
            (None, Some(kid)) if kid.contains(':') => kid.split('#').next() == Some(issuer),
            (None, _) => true,
        }
    }
}

fn controller(value: &Value) -> Result<Controller, String> {
    let id = text(value, "id").ok_or("the document has no id, so that nobody can tell whose keys these are")?;
    let absolute = |method: &str| if method.starts_with('#') { format!("{id}{method}") } else { method.to_owned() };
    let methods: Vec<&Value> = [many(value, "verificationMethod"), many(value, "assertionMethod")]
        .concat()
        .into_iter()
        .filter(|method| method.is_object())
        .collect();
    // Keys for other purposes, such as logging in, must not sign credentials.
    // A document that says of no key what it is for is taken to mean all of them for everything.
    let purposes = ["assertionMethod", "authentication", "keyAgreement", "capabilityInvocation", "capabilityDelegation"];
    let assertion: Option<Vec<String>> = purposes
        .iter()
        .any(|purpose| value.get(*purpose).is_some())
        .then(|| many(value, "assertionMethod").into_iter().filter_map(id_of).map(absolute).collect());
    let mut out = Vec::new();
    for method in methods {
        let Some(method_id) = text(method, "id").map(absolute) else { continue };
        let controlled = text(method, "controller").is_none_or(|owner| owner == id);
        if !controlled || assertion.as_ref().is_some_and(|allowed| !allowed.contains(&method_id)) {
            continue;
        }
        let key = if let Some(value) = text(method, "publicKeyMultibase") {
            PublicKey::from_multibase(value)
        } else if let Some(jwk) = member(method, "publicKeyJwk") {
            PublicKey::from_jwk(jwk)
        } else if let Some(value) = text(method, "publicKeyBase58") {
            PublicKey::from_base58(value)
        } else if let Some(pem) = text(method, "publicKeyPem") {
            PublicKey::from_pem(pem)
        } else {
            Err(format!("the document gives the key {method_id} in no form that is known here"))
        };
        let revoked = ["revoked", "expires"].iter().filter_map(|field| time::instant(text(method, field)?)).min();
        out.push(Method { id: method_id, key, revoked });
    }
    Ok(Controller { id: id.to_owned(), methods: out })
}
