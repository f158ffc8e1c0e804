//! What verifying a credential found: one answer for each check, never a single yes or no.

use serde::Serialize;

/// Declares a check's possible answers with the words that the contract gives them.
macro_rules! answers {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// The word of the contract.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The answer that a word of the contract stands for.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

answers! {
    /// The kind of document.
    Format {
        /// A badge of Open Badges 3.0.
        OpenBadges3 = "openbadges-3.0",
        /// A badge of Open Badges 2.0.
        OpenBadges2 = "openbadges-2.0",
        /// A Comprehensive Learner Record 2.0.
        Clr2 = "clr-2.0",
        /// A European Digital Credential (European Learning Model 3).
        Elm3 = "elm-3",
        /// A Europass credential of the previous generation, in XML.
        Edci1 = "edci-1",
        /// A W3C Verifiable Credential 2.0 of no kind above.
        Vc2 = "vc-2.0",
        /// A W3C Verifiable Credential 1.1 of no kind above.
        Vc1 = "vc-1.1",
        /// No credential.
        None = "none",
    }
}

answers! {
    /// The signature, and nothing but the signature.
    ProofCheck {
        /// The signature fits the document and the key.
        Good = "good",
        /// It does not: the document was changed after signing, or another key signed it.
        Bad = "bad",
        /// There is no signature.
        Absent = "absent",
        /// The signature is not well formed, or uses what must be refused.
        Malformed = "malformed",
        /// A way of signing that is not known here.
        UnsupportedSuite = "unsupported-suite",
        /// The document uses terms of a context that does not come with Cairn.
        ContextUnknown = "context-unknown",
        /// The key cannot be had offline.
        KeyUnknown = "key-unknown",
        /// The issuer's server would have to be asked.
        Hosted = "hosted",
        /// An electronic seal with a chain of certificates, which is not checked here.
        Sealed = "sealed",
    }
}

answers! {
    /// Whether the key that signed belongs to the issuer that is named.
    IssuerCheck {
        /// It does: the issuer's identifier is the key, or an imported document of the issuer lists it.
        Bound = "bound",
        /// Nothing at hand says whether it does.
        Unproven = "unproven",
        /// It belongs to somebody else.
        Mismatch = "mismatch",
    }
}

answers! {
    /// The period of validity, at the clock that was given.
    TimeCheck {
        /// Within it, or there is none.
        Valid = "valid",
        /// Before it.
        NotYetValid = "not-yet-valid",
        /// After it.
        Expired = "expired",
    }
}

answers! {
    /// Whether the issuer has taken the credential back.
    StatusCheck {
        /// It names no list.
        None = "none",
        /// The list says that it stands.
        Good = "good",
        /// The list says that it was revoked.
        Revoked = "revoked",
        /// The list says that it is suspended.
        Suspended = "suspended",
        /// No list is at hand that could be relied upon.
        Unknown = "unknown",
    }
}

answers! {
    /// Whether a context defines every term of the document; what none defines is not covered by the signature.
    TermsCheck {
        /// All are defined.
        Defined = "defined",
        /// At least one is not.
        Undefined = "undefined",
        /// The contexts are not known, or the format has none.
        Unchecked = "unchecked",
    }
}

answers! {
    /// Required fields and their types.
    ShapeCheck {
        /// As the standard asks.
        Valid = "valid",
        /// Something is missing or has the wrong type.
        Invalid = "invalid",
    }
}

answers! {
    /// Whether it was issued to the learner who brings it in.
    RecipientCheck {
        /// An address, its hash or the name agrees.
        Matched = "matched",
        /// An address, or its hash, is another than every one that the learner has of its sort.
        Mismatch = "mismatch",
        /// Nothing can be compared.
        Unknown = "unknown",
    }
}

answers! {
    /// What the credential is good for.
    Evidence {
        /// It counts as proof of a held award.
        Verified = "verified",
        /// It is what its holder says: usable as a self-declared holding, and labelled so.
        Declared = "declared",
        /// A check failed: it is never counted as held.
        Rejected = "rejected",
    }
}

/// What became of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Passed.
    Passed,
    /// It could not be made: something is not at hand, or not known here.
    Open,
    /// Failed.
    Failed,
}

/// One check of a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// Which, in the contract's word.
    pub name: &'static str,
    /// The answer, in the contract's word.
    pub answer: &'static str,
    /// What it means.
    pub outcome: Outcome,
}

/// Everything that is known about one credential after the checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The file, and inside an archive its path there.
    pub file: String,
    /// The kind of document.
    pub format: Format,
    /// The title of what was achieved, else of the credential.
    pub name: Option<String>,
    /// The issuer's name as the credential states it.
    pub issuer_name: Option<String>,
    /// The signature.
    pub proof: ProofCheck,
    /// The way of signing.
    pub suite: Option<String>,
    /// The issuer and the key.
    pub issuer: IssuerCheck,
    /// The period of validity.
    pub time: TimeCheck,
    /// Revocation and suspension.
    pub status: StatusCheck,
    /// Definition of terms.
    pub terms: TermsCheck,
    /// Fields and types.
    pub shape: ShapeCheck,
    /// The recipient; none when nobody in particular brings it in.
    pub recipient: Option<RecipientCheck>,
    /// Something outside the axes forbids using it: a wrong purpose, no issuer.
    pub refused: bool,
    /// In words, everything that kept it from being verified, and what else a person should know.
    pub reasons: Vec<String>,
}

impl Verdict {
    /// A verdict before the first check: nothing is proven, nothing has failed.
    pub(super) fn new(file: &str, format: Format) -> Self {
        Self {
            file: file.to_owned(),
            format,
            name: None,
            issuer_name: None,
            proof: ProofCheck::Absent,
            suite: None,
            issuer: IssuerCheck::Unproven,
            time: TimeCheck::Valid,
            status: StatusCheck::None,
            terms: TermsCheck::Unchecked,
            shape: ShapeCheck::Valid,
            recipient: None,
            refused: false,
            reasons: Vec::new(),
        }
    }

    /// The verdict on a file that is no credential, or that must not be read further.
    pub(super) fn refusal(file: &str, reason: impl Into<String>) -> Self {
        let mut verdict = Self::new(file, Format::None);
        verdict.shape = ShapeCheck::Invalid;
        verdict.refused = true;
        verdict.reasons.push(reason.into());
        verdict
    }

    pub(super) fn say(&mut self, reason: impl Into<String>) {
        let reason = reason.into();
        if !self.reasons.contains(&reason) {
            self.reasons.push(reason);
        }
    }

    pub(super) fn misshapen(&mut self, reason: impl Into<String>) {
        self.shape = ShapeCheck::Invalid;
        self.say(reason);
    }

    pub(super) fn refuse(&mut self, reason: impl Into<String>) {
        self.refused = true;
        self.say(reason);
    }

    /// Every check with what became of it.
    #[must_use]
    pub fn checks(&self) -> Vec<Check> {
        let proof = match self.proof {
            ProofCheck::Good => Outcome::Passed,
            ProofCheck::Bad | ProofCheck::Malformed => Outcome::Failed,
            _ => Outcome::Open,
        };
        let issuer = match self.issuer {
            IssuerCheck::Bound => Outcome::Passed,
            IssuerCheck::Unproven => Outcome::Open,
            IssuerCheck::Mismatch => Outcome::Failed,
        };
        let status = match self.status {
            StatusCheck::None | StatusCheck::Good => Outcome::Passed,
            StatusCheck::Unknown => Outcome::Open,
            StatusCheck::Revoked | StatusCheck::Suspended => Outcome::Failed,
        };
        let terms = match self.terms {
            TermsCheck::Defined => Outcome::Passed,
            // Open Badges 2.0 gives its terms their meaning by its specification, not by a context.
            TermsCheck::Unchecked if self.format == Format::OpenBadges2 => Outcome::Passed,
            TermsCheck::Unchecked => Outcome::Open,
            TermsCheck::Undefined => Outcome::Failed,
        };
        let passed_if = |passed: bool| if passed { Outcome::Passed } else { Outcome::Failed };
        let recipient = self.recipient.map(|found| {
            let outcome = match found {
                RecipientCheck::Matched => Outcome::Passed,
                RecipientCheck::Mismatch => Outcome::Failed,
                RecipientCheck::Unknown => Outcome::Open,
            };
            Check { name: "recipient", answer: found.as_str(), outcome }
        });
        let of_document = [
            Check { name: "proof", answer: self.proof.as_str(), outcome: proof },
            Check { name: "issuer", answer: self.issuer.as_str(), outcome: issuer },
            Check { name: "time", answer: self.time.as_str(), outcome: passed_if(self.time == TimeCheck::Valid) },
            Check { name: "status", answer: self.status.as_str(), outcome: status },
            Check { name: "terms", answer: self.terms.as_str(), outcome: terms },
            Check { name: "shape", answer: self.shape.as_str(), outcome: passed_if(self.shape == ShapeCheck::Valid) },
        ];
        of_document.into_iter().chain(recipient).collect()
    }

    /// What the credential is good for: a failed check rejects it, an open one makes it a declaration. Who it was issued to is often
    /// written in a way that nobody can compare: that alone takes nothing from it.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        let recipient_open = |check: &Check| check.name == "recipient" && check.outcome == Outcome::Open;
        let worst = self.checks().into_iter().filter(|check| !recipient_open(check)).map(|check| check.outcome).max();
        match worst {
            _ if self.refused => Evidence::Rejected,
            Some(Outcome::Failed) => Evidence::Rejected,
            Some(Outcome::Open) => Evidence::Declared,
            _ => Evidence::Verified,
        }
    }
}

impl Serialize for Verdict {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut out = serializer.serialize_struct("Verdict", 13 + usize::from(self.recipient.is_some()))?;
        out.serialize_field("file", &self.file)?;
        out.serialize_field("format", &self.format)?;
        out.serialize_field("name", &self.name)?;
        out.serialize_field("issuer_name", &self.issuer_name)?;
        out.serialize_field("proof", &self.proof)?;
        out.serialize_field("suite", &self.suite)?;
        out.serialize_field("issuer", &self.issuer)?;
        out.serialize_field("time", &self.time)?;
        out.serialize_field("status", &self.status)?;
        out.serialize_field("terms", &self.terms)?;
        out.serialize_field("shape", &self.shape)?;
        if let Some(recipient) = self.recipient {
            out.serialize_field("recipient", &recipient)?;
        }
        out.serialize_field("evidence", &self.evidence())?;
        out.serialize_field("reasons", &self.reasons)?;
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn perfect() -> Verdict {
        let mut verdict = Verdict::new("badge.json", Format::OpenBadges3);
        verdict.proof = ProofCheck::Good;
        verdict.issuer = IssuerCheck::Bound;
        verdict.terms = TermsCheck::Defined;
        verdict
    }

    #[test]
    fn one_failed_check_rejects_and_one_open_check_declares() {
        let after = |change: fn(&mut Verdict)| {
            let mut verdict = perfect();
            change(&mut verdict);
            verdict.evidence()
        };
        assert_eq!(perfect().evidence(), Evidence::Verified);
        let failures: [fn(&mut Verdict); 9] = [
            |v| v.proof = ProofCheck::Bad,
            |v| v.proof = ProofCheck::Malformed,
            |v| v.issuer = IssuerCheck::Mismatch,
            |v| v.time = TimeCheck::Expired,
            |v| v.time = TimeCheck::NotYetValid,
            |v| v.status = StatusCheck::Revoked,
            |v| v.terms = TermsCheck::Undefined,
            |v| v.shape = ShapeCheck::Invalid,
            |v| v.refuse("its purpose is another one"),
        ];
        for failure in failures {
            assert_eq!(after(failure), Evidence::Rejected);
        }
        let open: [fn(&mut Verdict); 5] = [
            |v| v.proof = ProofCheck::Absent,
            |v| v.proof = ProofCheck::ContextUnknown,
            |v| v.issuer = IssuerCheck::Unproven,
            |v| v.status = StatusCheck::Unknown,
            |v| v.terms = TermsCheck::Unchecked,
        ];
        for change in open {
            assert_eq!(after(change), Evidence::Declared);
        }
    }
}
