//! Typed identifiers. One string type per kind of thing, so that an award can never stand where a gate belongs.
//!
//! Ids match `^[a-z0-9][a-z0-9.:/_-]*$` and are global over all packs that are loaded together (contract, preamble).

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Whether `text` has the form of an id.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let mut bytes = text.bytes();
    let first = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    bytes.next().is_some_and(first) && bytes.all(|b| first(b) || b".:/_-".contains(&b))
}

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &self.0)
            }
        }
    };
}

id_type!(
    /// Names an award: anything that can be achieved.
    AwardId
);
id_type!(
    /// Names an organization: an issuer, a platform, a recognising body.
    OrganizationId
);
id_type!(
    /// Names a recognition: an agreement that makes one thing count for another.
    RecognitionId
);
id_type!(
    /// Names a gate: a condition that a person or body decides.
    GateId
);
id_type!(
    /// Names a catalogue pack.
    PackId
);

#[cfg(test)]
mod tests {
    use super::is_id;

    #[test]
    fn ids_have_the_form_of_the_contract() {
        for good in ["a", "0", "org:mit", "rec:gt-1.2/x_y"] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", "A", ":a", "a b", "é", "a\n"] {
            assert!(!is_id(bad), "{bad:?}");
        }
    }
}
