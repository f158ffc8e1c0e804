//! Whether a credential was issued to the learner who brings it in.
//!
//! A credential names its recipient by an address (a DID, an e-mail address), by the hash of one, or by a name. An address
//! can agree or disagree; a name only agrees, since people are called differently in different places.

use std::fmt::Write;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::document::{id_of, label_at, many, member, text};
use super::verdict::{RecipientCheck, Verdict};
use crate::model::LearnerRecord;

/// The key of a learner record under which its identities stand: e-mail addresses, DIDs, student numbers.
pub const IDENTITIES_KEY: &str = "x-identities";

/// Who a learner is, as far as credentials can be compared with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipient {
    name: Option<String>,
    identities: Vec<String>,
}

impl Recipient {
    /// The learner of a record: the name, and what stands under [`IDENTITIES_KEY`].
    #[must_use]
    pub fn of(record: &LearnerRecord) -> Self {
        let stated = record.extensions.iter().filter(|(key, _)| key == IDENTITIES_KEY);
        let texts = stated.flat_map(|(_, value)| match value {
            Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
            one => one.as_str().into_iter().collect::<Vec<_>>(),
        });
        Self { name: record.name.clone(), identities: texts.map(plain).filter(|identity| !identity.is_empty()).collect() }
    }

    /// With one more address.
    #[must_use]
    pub fn also(mut self, identity: &str) -> Self {
        self.identities.push(plain(identity));
        self
    }

    /// Whether nothing is known that could be compared.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.name.is_none() && self.identities.is_empty()
    }

    /// Compares with what a credential states and says in the verdict what came of it.
    pub(super) fn check(&self, stated: &[Stated], verdict: &mut Verdict) {
        let answers: Vec<RecipientCheck> = stated.iter().map(|one| self.compare(one)).collect();
        let found = [RecipientCheck::Matched, RecipientCheck::Mismatch].into_iter().find(|answer| answers.contains(answer));
        let found = found.unwrap_or(RecipientCheck::Unknown);
        verdict.recipient = Some(found);
        match found {
            RecipientCheck::Matched => {}
            RecipientCheck::Mismatch => verdict.say("it was issued to somebody else than the learner"),
            RecipientCheck::Unknown => {
                let named = stated.iter().find_map(|one| if let Stated::Name(name) = one { Some(name) } else { None });
                match (named, &self.name) {
                    (Some(name), Some(own)) => verdict.say(format!("it names {name} as its recipient, and the record is that of {own}")),
                    _ => verdict.say("nothing in the record says whether it was issued to the learner"),
                }
            }
        }
    }

    fn compare(&self, stated: &Stated) -> RecipientCheck {
        let unless = |same: bool, comparable: bool| match (same, comparable) {
            (true, _) => RecipientCheck::Matched,
            (false, true) => RecipientCheck::Mismatch,
            (false, false) => RecipientCheck::Unknown,
        };
        match stated {
            Stated::Name(name) => {
                let same = self.name.as_deref().is_some_and(|own| alike(own, name));
                unless(same, false)
            }
            Stated::Address(address) => {
                let address = plain(address);
                let same = self.identities.contains(&address);
                unless(same, self.identities.iter().any(|own| same_sort(own, &address)))
            }
            Stated::Hashed { hash, salt, of } => {
                let own = self.identities.iter().chain(&self.name);
                let same = own.flat_map(|own| [own.clone(), own.to_lowercase(), format!("mailto:{own}")]).any(|own| fits(hash, &own, salt));
                let comparable = match of {
                    Some(of) => *of != Kind::Other && self.identities.iter().any(|own| kind(own) == *of),
                    None => !self.identities.is_empty(),
                };
                unless(same, comparable && hash.starts_with("sha256$"))
            }
        }
    }
}

/// What a credential states about its recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stated {
    Name(String),
    Address(String),
    Hashed { hash: String, salt: String, of: Option<Kind> },
}

/// What sort of address it is; addresses of different sorts cannot disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Email,
    Did,
    Other,
}

fn kind(identity: &str) -> Kind {
    if identity.starts_with("did:") {
        Kind::Did
    } else if identity.contains('@') && !identity.contains(':') {
        Kind::Email
    } else {
        Kind::Other
    }
}

/// Whether two addresses can disagree: e-mail addresses, and DIDs of one method. Numbers and other names are too many to tell.
fn same_sort(one: &str, other: &str) -> bool {
    let method = |did: &str| did.split(':').nth(1).map(str::to_owned);
    match (kind(one), kind(other)) {
        (Kind::Email, Kind::Email) => true,
        (Kind::Did, Kind::Did) => method(one) == method(other),
        _ => false,
    }
}

/// An address as it is compared: e-mail addresses without their scheme and in small letters.
fn plain(identity: &str) -> String {
    let identity = identity.trim();
    let address = identity.strip_prefix("mailto:").unwrap_or(identity);
    if kind(address) == Kind::Email { address.to_lowercase() } else { identity.to_owned() }
}

/// Whether one name has all the words of the other.
fn alike(one: &str, other: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let (one, other) = (words(one), words(other));
    let within = |few: &[String], all: &[String]| !few.is_empty() && few.iter().all(|word| all.contains(word));
    within(&one, &other) || within(&other, &one)
}

/// Whether a hash is that of the identity followed by the salt. MD5 is broken, so that it proves nothing and is not computed.
fn fits(hash: &str, identity: &str, salt: &str) -> bool {
    let Some(digest) = hash.strip_prefix("sha256$") else { return false };
    let computed = Sha256::digest(format!("{identity}{salt}").as_bytes()).iter().fold(String::new(), |mut hex, byte| {
        // Writing to a text cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    computed == digest.to_ascii_lowercase()
}

/// What the subjects of a Verifiable Credential say of themselves; `sub` is the claim of the token that it came in.
pub(super) fn of_subjects(credential: &Value, sub: Option<&str>) -> Vec<Stated> {
    let mut out: Vec<Stated> = sub.map(|sub| Stated::Address(sub.to_owned())).into_iter().collect();
    for subject in many(credential, "credentialSubject") {
        out.extend(id_of(subject).map(|id| Stated::Address(id.to_owned())));
        for field in ["name", "fullName"] {
            out.extend(label_at(subject, field).map(Stated::Name));
        }
        if let (Some(given), Some(family)) = (label_at(subject, "givenName"), label_at(subject, "familyName")) {
            out.push(Stated::Name(format!("{given} {family}")));
        }
        out.extend(text(subject, "email").map(|email| Stated::Address(email.to_owned())));
        for identity in many(subject, "identifier") {
            let stated = text(identity, "identityHash").map(|stated| identity_object(identity, stated, text(identity, "identityType")));
            out.extend(stated);
        }
    }
    out
}

/// The recipient of an assertion of Open Badges 2.0.
pub(super) fn of_assertion(assertion: &Value) -> Vec<Stated> {
    let recipient = member(assertion, "recipient");
    recipient.and_then(|who| Some(identity_object(who, text(who, "identity")?, text(who, "type")))).into_iter().collect()
}

fn identity_object(object: &Value, stated: &str, kind: Option<&str>) -> Stated {
    let is_hash = stated.starts_with("sha256$") || stated.starts_with("md5$");
    if is_hash && member(object, "hashed") != Some(&Value::Bool(false)) {
        let of = match kind {
            Some("email" | "emailAddress") => Some(Kind::Email),
            Some(_) => Some(Kind::Other),
            None => None,
        };
        return Stated::Hashed { hash: stated.to_owned(), salt: text(object, "salt").unwrap_or_default().to_owned(), of };
    }
    if kind == Some("name") { Stated::Name(stated.to_owned()) } else { Stated::Address(stated.to_owned()) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::verdict::{Evidence, Format, IssuerCheck, ProofCheck, TermsCheck};
    use super::*;

    fn ada() -> Recipient {
        Recipient { name: Some("Ada Lovelace".to_owned()), identities: Vec::new() }.also("Ada@Example.org").also("did:key:zAda")
    }

    fn judged(subject: Value) -> (RecipientCheck, Evidence) {
        let mut verdict = Verdict::new("badge.json", Format::OpenBadges3);
        (verdict.proof, verdict.issuer, verdict.terms) = (ProofCheck::Good, IssuerCheck::Bound, TermsCheck::Defined);
        ada().check(&of_subjects(&json!({ "credentialSubject": subject }), None), &mut verdict);
        (verdict.recipient.expect("it was checked"), verdict.evidence())
    }

    #[test]
    fn an_address_agrees_or_disagrees() {
        let matched = (RecipientCheck::Matched, Evidence::Verified);
        let other = (RecipientCheck::Mismatch, Evidence::Rejected);
        let unknown = (RecipientCheck::Unknown, Evidence::Verified);
        assert_eq!(judged(json!({ "id": "did:key:zAda" })), matched);
        assert_eq!(judged(json!({ "id": "did:key:zBob" })), other);
        assert_eq!(judged(json!({ "id": "mailto:ada@example.org" })), matched);
        assert_eq!(judged(json!({ "id": "urn:uuid:1" })), unknown, "the record has no address of that sort");
        assert_eq!(judged(json!({ "id": "did:key:zBob", "email": "ada@example.org" })), matched, "one that agrees is enough");
    }

    #[test]
    fn a_name_alone_only_agrees() {
        assert_eq!(judged(json!({ "name": "LOVELACE, Ada" })).0, RecipientCheck::Matched);
        assert_eq!(judged(json!({ "fullName": { "en": "Ada" } })).0, RecipientCheck::Matched);
        assert_eq!(judged(json!({ "name": "Bob" })), (RecipientCheck::Unknown, Evidence::Verified));
        assert_eq!(judged(json!({})).0, RecipientCheck::Unknown);
    }

    #[test]
    fn a_hash_is_that_of_an_address_and_its_salt() {
        let hash = |identity: &str, salt: &str| {
            let digest: String = Sha256::digest(format!("{identity}{salt}")).iter().map(|byte| format!("{byte:02X}")).collect();
            json!({ "identifier": { "type": "IdentityObject", "hashed": true, "salt": salt, "identityType": "emailAddress",
                "identityHash": format!("sha256${digest}") } })
        };
        assert_eq!(judged(hash("ada@example.org", "s4")).0, RecipientCheck::Matched);
        assert_eq!(judged(hash("bob@example.org", "s4")).0, RecipientCheck::Mismatch);
        let mut other_salt = hash("ada@example.org", "s4");
        other_salt["identifier"]["salt"] = json!("s5");
        assert_eq!(judged(other_salt).0, RecipientCheck::Mismatch);
        let broken = json!({ "identifier": [{ "hashed": true, "identityHash": "md5$00", "identityType": "emailAddress" }] });
        assert_eq!(judged(broken).0, RecipientCheck::Unknown, "MD5 proves nothing");
        let of_old = of_assertion(&json!({ "recipient": { "type": "email", "hashed": false, "identity": "ada@example.org" } }));
        assert_eq!(ada().compare(&of_old[0]), RecipientCheck::Matched);
    }

    #[test]
    fn the_record_says_who_the_learner_is() {
        let record = LearnerRecord {
            name: Some("Ada".to_owned()),
            extensions: vec![(IDENTITIES_KEY.to_owned(), json!(["mailto:ada@example.org", 7, "S-1"]))],
            ..LearnerRecord::default()
        };
        assert_eq!(
            Recipient::of(&record),
            Recipient { name: record.name.clone(), identities: Vec::new() }.also("ADA@example.org").also("S-1")
        );
        assert!(Recipient::of(&LearnerRecord::default()).is_unknown());
    }
}
