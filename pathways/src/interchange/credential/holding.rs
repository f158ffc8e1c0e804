//! From a credential to a held award of the learner record.

use serde_json::json;

use super::Credential;
use super::claim::Claim;
use super::verdict::Evidence;
use crate::model::{AwardId, HeldAward, LearnerRecord, Rational, exact};

/// The key under which a held award names its evidence.
pub const EVIDENCE_KEY: &str = "x-evidence";

/// Why a credential does not make an award held. The record is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotHeld {
    /// A check failed.
    #[error("a check of the credential failed ({0}), so that it does not count; an authority can still grant the award as an exception")]
    Rejected(String),
    /// It states something that is not earned.
    #[error("it does not count as earned: {0}")]
    NotEarned(String),
    /// Nobody knows when.
    #[error("the credential does not say when the award was earned; enter it by hand, with the day")]
    NoDate,
}

/// Records the award as held, on the evidence of a credential. An award that is held already is renewed when the credential
/// is the later one.
///
/// # Errors
/// When the credential is no evidence.
pub fn hold(record: &mut LearnerRecord, award: &AwardId, credential: &Credential, claim: &Claim, fingerprint: &str) -> Result<(), NotHeld> {
    let evidence = credential.evidence();
    if evidence == Evidence::Rejected {
        let reasons = credential.verdicts.first().map(|verdict| verdict.reasons.join("; ")).unwrap_or_default();
        return Err(NotHeld::Rejected(reasons));
    }
    if let Some(why) = &claim.not_earned {
        return Err(NotHeld::NotEarned(why.clone()));
    }
    let earned = claim.earned.ok_or(NotHeld::NoDate)?;
    let mut note = json!({ "sha256": fingerprint, "checked": evidence.as_str() });
    if let (Some(map), Some(grade)) = (note.as_object_mut(), &claim.grade) {
        map.insert("grade".to_owned(), json!(grade));
    }
    if let (Some(map), Some(credits)) = (note.as_object_mut(), &claim.credits) {
        map.insert("credits".to_owned(), json!(credits));
    }
    let grade = claim.grade.as_deref().and_then(percent);
    match record.held.iter_mut().find(|held| held.award == *award) {
        Some(held) => {
            if earned >= held.earned {
                held.earned = earned;
                held.expires = claim.expires;
                held.grade = grade.or(held.grade);
            }
            held.extensions.retain(|(key, _)| key != EVIDENCE_KEY);
            held.extensions.push((EVIDENCE_KEY.to_owned(), note));
        }
        None => record.held.push(HeldAward {
            award: award.clone(),
            earned,
            grade,
            expires: claim.expires,
            extensions: vec![(EVIDENCE_KEY.to_owned(), note)],
        }),
    }
    Ok(())
}

/// A grade of the record, which is 0 to 100. Letters and points need a person: each institution reads them its own way.
fn percent(grade: &str) -> Option<Rational> {
    let value = exact::parse(grade.trim().strip_suffix('%')?.trim())?;
    (value >= exact::whole(0) && value <= exact::whole(100)).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::super::verdict::{Format, IssuerCheck, ProofCheck, TermsCheck, Verdict};
    use super::*;

    fn credential(proof: ProofCheck) -> Credential {
        let mut verdict = Verdict::new("badge.json", Format::OpenBadges3);
        verdict.proof = proof;
        verdict.issuer = IssuerCheck::Bound;
        verdict.terms = TermsCheck::Defined;
        Credential { verdicts: vec![verdict], claims: Vec::new() }
    }

    fn claim(day: &str, grade: Option<&str>) -> Claim {
        Claim { earned: day.parse().ok(), grade: grade.map(str::to_owned), ..Claim::default() }
    }

    #[test]
    fn a_failed_credential_is_never_held() {
        let mut record = LearnerRecord::default();
        let award = AwardId::from("a:b");
        let bad = hold(&mut record, &award, &credential(ProofCheck::Bad), &claim("2025-01-01", None), "f");
        assert!(matches!(bad, Err(NotHeld::Rejected(_))));
        let unfinished = Claim { not_earned: Some("in progress".to_owned()), ..claim("2025-01-01", None) };
        assert!(matches!(hold(&mut record, &award, &credential(ProofCheck::Good), &unfinished, "f"), Err(NotHeld::NotEarned(_))));
        assert_eq!(hold(&mut record, &award, &credential(ProofCheck::Good), &Claim::default(), "f"), Err(NotHeld::NoDate));
        assert_eq!(record, LearnerRecord::default());
    }

    #[test]
    fn a_later_credential_renews_and_an_earlier_one_does_not() {
        let mut record = LearnerRecord::default();
        let award = AwardId::from("a:b");
        let good = credential(ProofCheck::Good);
        hold(&mut record, &award, &good, &claim("2025-01-01", Some("87.5 %")), "one").expect("it is held");
        hold(&mut record, &award, &credential(ProofCheck::Absent), &claim("2024-01-01", Some("A")), "two").expect("it is held");
        let held = &record.held[0];
        assert_eq!((record.held.len(), held.earned.to_string().as_str(), held.grade), (1, "2025-01-01", exact::parse("87.5")));
        assert_eq!(held.extensions[0].1, json!({ "sha256": "two", "checked": "declared", "grade": "A" }));
    }
}
