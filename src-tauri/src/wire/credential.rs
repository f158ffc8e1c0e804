//! Digital credentials that came in, with the checks on them and the awards they may stand for; and the trust store.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A file that came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CredentialFile {
    /// Its name.
    pub file: String,
    /// By which it is kept as evidence; `null`: it holds no credential.
    pub fingerprint: Option<String>,
    /// Its credentials, or one refusal.
    pub credentials: Vec<CredentialView>,
}

/// One credential with the checks on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CredentialView {
    /// What was achieved, or what it is called.
    pub name: Option<String>,
    /// Who issued it, as it says itself.
    pub issuer_name: Option<String>,
    /// The standard it follows.
    pub format: String,
    /// What it is good for.
    pub evidence: EvidenceWord,
    /// Each check; none when the file was refused before the checks.
    pub checks: Vec<CheckView>,
    /// What kept it from being verified, and what else a person should know.
    pub notes: Vec<String>,
    /// What it states.
    pub claims: Vec<ClaimView>,
}

/// What a credential is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum EvidenceWord {
    /// It proves a held award.
    Verified,
    /// It is what its holder says.
    Declared,
    /// A check failed.
    Rejected,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CheckView {
    /// Which: proof, issuer, time, status, terms or shape.
    pub check: String,
    /// What became of it.
    pub outcome: CheckOutcome,
    /// The answer, in the contract's word.
    pub answer: String,
}

/// What became of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum CheckOutcome {
    /// Passed.
    Passed,
    /// Failed.
    Failed,
    /// It could not be made here, offline.
    Open,
}

/// What a credential states was achieved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClaimView {
    /// What.
    pub title: Option<String>,
    /// Who awarded it.
    pub issuer_name: Option<String>,
    /// When.
    pub earned: Option<String>,
    /// Until when it is valid.
    pub expires: Option<String>,
    /// The result as it is written.
    pub grade: Option<String>,
    /// Who earned it.
    pub recipient: Option<String>,
    /// Whether the first award can be taken without a second look.
    pub certain: bool,
    /// The awards that may be meant, best first.
    pub candidates: Vec<CandidateView>,
}

/// An award that may be meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CandidateView {
    /// Its id.
    pub award: String,
    /// Its title.
    pub title: String,
    /// How alike, 0 to 100.
    pub score: u32,
    /// Why: remembered, identifier, alignment, code, title, issuer, other-issuer.
    pub reasons: Vec<String>,
}

/// Names a claim of a credential that was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClaimRef {
    /// The file.
    pub fingerprint: String,
    /// The credential in it, from 0.
    pub credential: u32,
    /// The claim in that, from 0.
    pub claim: u32,
}

/// A document of the trust store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TrustRow {
    /// Its id.
    pub id: String,
    /// Whether it is a list of what was revoked, rather than an issuer's keys.
    pub status_list: bool,
    /// The name of its file.
    pub file: String,
    /// Whose keys they are, when the document does not say.
    pub issuer: Option<String>,
}
