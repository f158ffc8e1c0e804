//! The JSON-LD contexts that come with Cairn. Any other is unknown; none is ever fetched.
//!
//! Those of the W3C come from the crate `ssi-contexts`. Those that no package carries are tables of terms beside this file,
//! from which the contexts are built.

mod table;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, LazyLock};

use serde_json::Value;

/// Contexts by their exact address.
#[derive(Clone, Debug)]
pub struct Contexts {
    by_url: Arc<HashMap<String, Arc<str>>>,
}

static BUNDLED: LazyLock<Contexts> = LazyLock::new(|| {
    let mut by_url: HashMap<String, Arc<str>> = HashMap::new();
    for (url, text) in PACKAGED {
        by_url.insert((*url).to_owned(), Arc::from(*text));
    }
    for text in TABLES {
        for (url, context) in table::contexts(text) {
            by_url.insert(url, Arc::from(context.to_string()));
        }
    }
    Contexts { by_url: Arc::new(by_url) }
});

/// Terms that bundled contexts define, at any depth, with their meanings.
static TERMS: LazyLock<BTreeMap<String, BTreeSet<String>>> = LazyLock::new(|| {
    let mut terms = BTreeMap::new();
    for text in BUNDLED.by_url.values() {
        if let Ok(context) = serde_json::from_str::<Value>(text) {
            collect_terms(&context, &mut terms);
        }
    }
    terms
});

const TABLES: &[&str] = &[include_str!("openbadges.json"), include_str!("clr.json"), include_str!("w3c.json"), include_str!("elm.json")];

const PACKAGED: &[(&str, &str)] = &[
    ("https://www.w3.org/2018/credentials/v1", ssi_contexts::CREDENTIALS_V1),
    ("https://www.w3.org/ns/credentials/v2", ssi_contexts::CREDENTIALS_V2),
    ("https://w3id.org/security/data-integrity/v1", ssi_contexts::W3ID_DATA_INTEGRITY_V1),
    ("https://w3id.org/security/data-integrity/v2", ssi_contexts::W3ID_DATA_INTEGRITY_V2),
    ("https://w3id.org/security/suites/ed25519-2020/v1", ssi_contexts::W3ID_ED2020_V1),
    ("https://w3id.org/security/suites/jws-2020/v1", ssi_contexts::W3ID_JWS2020_V1),
    ("https://w3id.org/security/v1", ssi_contexts::SECURITY_V1),
    ("https://w3id.org/security/v2", ssi_contexts::SECURITY_V2),
    ("https://w3id.org/vc/status-list/2021/v1", ssi_contexts::STATUS_LIST_2021_V1),
    ("https://w3id.org/vc-revocation-list-2020/v1", ssi_contexts::REVOCATION_LIST_2020_V1),
    ("https://www.w3.org/ns/did/v1", ssi_contexts::DID_V1),
    ("https://purl.imsglobal.org/spec/ob/v3p0/context.json", ssi_contexts::JFF_VC_EDU_PLUGFEST_2022_2),
    ("https://purl.imsglobal.org/spec/ob/v3p0/context/ob_v3p0.jsonld", ssi_contexts::JFF_VC_EDU_PLUGFEST_2022_2),
];

impl Contexts {
    /// The contexts that come with Cairn.
    #[must_use]
    pub fn bundled() -> Self {
        BUNDLED.clone()
    }

    /// These contexts and further ones, for tests of other people's vectors. In the product nothing is added: a context that
    /// defines every term would switch off the check of undefined terms.
    #[must_use]
    pub fn with(&self, more: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut by_url = (*self.by_url).clone();
        by_url.extend(more.into_iter().map(|(url, text)| (url, Arc::from(text))));
        Self { by_url: Arc::new(by_url) }
    }

    /// The text of a context.
    #[must_use]
    pub fn get(&self, url: &str) -> Option<&str> {
        self.by_url.get(url).map(AsRef::as_ref)
    }

    /// The addresses, in order.
    #[must_use]
    pub fn urls(&self) -> BTreeMap<&str, &str> {
        self.by_url.iter().map(|(url, text)| (url.as_str(), text.as_ref())).collect()
    }
}

/// Whether a document gives a term of the bundled contexts another meaning. Its fields are read by their names.
pub(super) fn redefines(term: &str, meaning: &Value) -> bool {
    let same = |meanings: &BTreeSet<String>| meaning.as_str().is_some_and(|meaning| meanings.contains(meaning));
    TERMS.get(term).is_some_and(|meanings| !same(meanings))
}

fn collect_terms(context: &Value, terms: &mut BTreeMap<String, BTreeSet<String>>) {
    match context {
        Value::Array(list) => list.iter().for_each(|one| collect_terms(one, terms)),
        Value::Object(map) => {
            for (key, value) in map {
                if key == "@context" {
                    collect_terms(value, terms);
                } else if !key.starts_with('@') {
                    let meanings = terms.entry(key.clone()).or_default();
                    meanings.extend(value.as_str().or_else(|| value.get("@id").and_then(Value::as_str)).map(str::to_owned));
                    if let Some(scoped) = value.get("@context") {
                        collect_terms(scoped, terms);
                    }
                }
            }
        }
        _ => {}
    }
}
