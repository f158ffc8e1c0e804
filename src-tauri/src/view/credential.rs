//! Credentials as the window shows them.

use std::collections::HashMap;

use pathways::interchange::credential::{Evidence, Format, MatchReason, Matches, Outcome, Verdict};
use pathways::store::{Received, ReceivedCredential, TrustDocument, TrustKind};

use crate::wire::credential::{CandidateView, CheckOutcome, CheckView, ClaimView, CredentialFile, CredentialView, EvidenceWord, TrustRow};

/// A file that came in; `titles` are those of the awards.
#[must_use]
pub fn file(received: &Received, titles: &HashMap<String, String>) -> CredentialFile {
    CredentialFile {
        file: short(&received.file),
        fingerprint: received.fingerprint.clone(),
        credentials: received.credentials.iter().map(|one| credential(one, titles)).collect(),
    }
}

/// The awards whose titles a file needs.
pub fn awards(received: &Received) -> impl Iterator<Item = &str> {
    let matches = received.credentials.iter().flat_map(|one| &one.matches);
    matches.flat_map(|found| &found.candidates).map(|candidate| candidate.award.as_str())
}

fn credential(received: &ReceivedCredential, titles: &HashMap<String, String>) -> CredentialView {
    let best = received.credential.verdicts.first();
    let claims = received.credential.claims.iter().zip(&received.matches).map(|(claim, found)| ClaimView {
        title: claim.title.clone(),
        issuer_name: claim.issuer_name.clone(),
        earned: claim.earned.map(|day| day.to_string()),
        expires: claim.expires.map(|day| day.to_string()),
        grade: claim.grade.clone(),
        recipient: claim.recipient.clone(),
        certain: found.certain,
        candidates: candidates(found, titles),
    });
    let not_earned = received.credential.claims.iter().filter_map(|claim| claim.not_earned.clone());
    CredentialView {
        name: best.and_then(|verdict| verdict.name.clone()),
        issuer_name: best.and_then(|verdict| verdict.issuer_name.clone()),
        format: best.map_or(Format::None, |verdict| verdict.format).as_str().to_owned(),
        evidence: match received.credential.evidence() {
            Evidence::Verified => EvidenceWord::Verified,
            Evidence::Declared => EvidenceWord::Declared,
            Evidence::Rejected => EvidenceWord::Rejected,
        },
        checks: best.map(checks).unwrap_or_default(),
        notes: best.into_iter().flat_map(|verdict| verdict.reasons.iter().cloned()).chain(not_earned).collect(),
        claims: claims.collect(),
    }
}

fn checks(verdict: &Verdict) -> Vec<CheckView> {
    if verdict.format == Format::None {
        return Vec::new();
    }
    let shown = verdict.checks().into_iter().map(|check| CheckView {
        check: check.name.to_owned(),
        outcome: match check.outcome {
            Outcome::Passed => CheckOutcome::Passed,
            Outcome::Failed => CheckOutcome::Failed,
            Outcome::Open => CheckOutcome::Open,
        },
        answer: check.answer.to_owned(),
    });
    shown.collect()
}

fn candidates(found: &Matches, titles: &HashMap<String, String>) -> Vec<CandidateView> {
    let reason = |reason: &MatchReason| {
        match reason {
            MatchReason::Remembered => "remembered",
            MatchReason::Identifier(_) => "identifier",
            MatchReason::Alignment(_) => "alignment",
            MatchReason::Code(_) => "code",
            MatchReason::Title(_) => "title",
            MatchReason::Issuer(_) => "issuer",
            MatchReason::OtherIssuer => "other-issuer",
        }
        .to_owned()
    };
    let shown = found.candidates.iter().map(|candidate| CandidateView {
        award: candidate.award.to_string(),
        title: titles.get(candidate.award.as_str()).cloned().unwrap_or_else(|| candidate.award.to_string()),
        score: u32::from(candidate.score),
        reasons: candidate.reasons.iter().map(reason).collect(),
    });
    shown.collect()
}

/// The documents of the trust store.
#[must_use]
pub fn trust(documents: Vec<TrustDocument>) -> Vec<TrustRow> {
    let row = |document: TrustDocument| TrustRow {
        id: document.id.to_string(),
        status_list: document.kind == TrustKind::StatusList,
        file: short(&document.file),
        issuer: document.issuer,
    };
    documents.into_iter().map(row).collect()
}

/// The last part of a path.
fn short(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
}
