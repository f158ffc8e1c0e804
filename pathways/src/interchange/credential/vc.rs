//! W3C Verifiable Credentials: badges, learner records, and those of no kind that Cairn knows.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::claim;
use super::document::{id_of, many, member, text, texts};
use super::integrity::{self, ProofOutcome};
use super::linked::{LinkedError, undefined_terms};
use super::recipient;
use super::shape;
use super::status;
use super::time;
use super::token::Token;
use super::verdict::{Format, ProofCheck, TermsCheck, TimeCheck, Verdict};
use super::{Credential, Verifier};

/// Whether a document means to be a Verifiable Credential, well formed or not.
pub(super) fn is_credential(document: &Value) -> bool {
    let context = many(document, "@context").iter().any(|context| *context == shape::VC1 || *context == shape::VC2);
    let kinds = texts(document, "type");
    let known = ["VerifiableCredential", "OpenBadgeCredential", "AchievementCredential", "ClrCredential", "EndorsementCredential"];
    (context && !kinds.contains(&"VerifiablePresentation"))
        || kinds.iter().any(|kind| known.contains(kind))
        || document.get("credentialSubject").is_some()
}

fn format(credential: &Value) -> Format {
    let kinds = texts(credential, "type");
    if kinds.contains(&"ClrCredential") {
        Format::Clr2
    } else if kinds.iter().any(|kind| matches!(*kind, "OpenBadgeCredential" | "AchievementCredential")) {
        Format::OpenBadges3
    } else if many(credential, "@context").first().is_some_and(|context| *context == shape::VC1) {
        Format::Vc1
    } else {
        Format::Vc2
    }
}

impl Verifier {
    /// Judges a credential with the proofs that it has; `token` is the signature that it came in.
    pub(super) fn verifiable(&self, file: &str, credential: &Value, token: Option<&Token>) -> Credential {
        let mut verdict = Verdict::new(file, format(credential));
        verdict.name = claim::title(credential);
        verdict.issuer_name = claim::issuer_name(credential);
        let issuer = member(credential, "issuer").and_then(id_of);
        shape::check(credential, &mut verdict);
        if issuer.is_none() {
            verdict.refuse("the credential names no issuer");
        }
        self.check_terms(&integrity::unsecured(credential), &mut verdict);
        status::check(credential, &self.lists, &mut verdict);
        if let Some(token) = token {
            for contradiction in token.contradictions(credential) {
                verdict.misshapen(contradiction);
            }
        }
        if !self.recipient.is_unknown() {
            self.recipient.check(&recipient::of_subjects(credential, token.and_then(|token| text(&token.claims, "sub"))), &mut verdict);
        }
        let outcomes = match token {
            Some(token) => vec![self.token(token, issuer)],
            None => {
                let proofs = integrity::proofs(credential);
                let absent = || vec![ProofOutcome::new(ProofCheck::Absent).noting("it is not signed")];
                if proofs.is_empty() { absent() } else { proofs.into_iter().map(|proof| self.proof(credential, proof, issuer)).collect() }
            }
        };
        let mut verdicts: Vec<Verdict> = outcomes.into_iter().map(|outcome| self.with_outcome(&verdict, credential, outcome)).collect();
        // One good proof suffices: the best stands first.
        verdicts.sort_by_key(|verdict| (verdict.evidence(), verdict.proof));
        let claims = if verdicts[0].format == Format::OpenBadges3 { claim::of_badge(credential) } else { Vec::new() };
        Credential { verdicts, claims }
    }

    pub(super) fn with_outcome(&self, general: &Verdict, credential: &Value, outcome: ProofOutcome) -> Verdict {
        let mut verdict = general.clone();
        let instant = |fields: [&str; 2]| fields.iter().find_map(|field| time::lenient_instant(text(credential, field)?));
        let until = instant(["validUntil", "expirationDate"]).into_iter().chain(outcome.expires).min();
        let from = instant(["validFrom", "issuanceDate"]).into_iter().chain(outcome.begins).max();
        verdict.time = time::check(from, until, self.clock);
        say_time(&mut verdict, self.clock);
        verdict.proof = outcome.proof;
        verdict.suite = outcome.suite;
        verdict.issuer = outcome.issuer;
        if let Some(refusal) = outcome.refusal {
            verdict.refuse(refusal);
        }
        if !outcome.undefined.is_empty() {
            verdict.terms = TermsCheck::Undefined;
            verdict.say(undefined_reason(&outcome.undefined));
        }
        for note in outcome.notes {
            verdict.say(note);
        }
        verdict
    }

    /// Looks for terms that no context defines, in a document without its proofs.
    pub(super) fn check_terms(&self, credential: &Value, verdict: &mut Verdict) {
        if member(credential, "@context").is_none() {
            return verdict.say("the document names no context, so that its terms have no known meaning");
        }
        match undefined_terms(credential, &self.contexts) {
            Ok(undefined) if undefined.is_empty() => verdict.terms = TermsCheck::Defined,
            Ok(undefined) => {
                verdict.terms = TermsCheck::Undefined;
                verdict.say(undefined_reason(&undefined));
                if texts(credential, "type").iter().any(|kind| undefined.contains(*kind)) {
                    verdict.misshapen("each `type` must be an address, or a term that a context defines");
                }
            }
            Err(error @ LinkedError::ContextUnknown(_)) => verdict.say(error.reason()),
            Err(error) => verdict.misshapen(error.reason()),
        }
    }
}

fn undefined_reason(undefined: &BTreeSet<String>) -> String {
    let shown: Vec<&str> = undefined.iter().take(5).map(String::as_str).collect();
    let more = if undefined.len() > shown.len() { format!(" and {} more", undefined.len() - shown.len()) } else { String::new() };
    format!("no context defines {}{more}: a signature does not cover it, and anybody could have added it", shown.join(", "))
}

/// Says why a credential is not in its period of validity.
pub(super) fn say_time(verdict: &mut Verdict, clock: DateTime<Utc>) {
    let day = clock.date_naive();
    match verdict.time {
        TimeCheck::Valid => {}
        TimeCheck::Expired => verdict.say(format!("it expired before {day}")),
        TimeCheck::NotYetValid => verdict.say(format!("it is not yet valid on {day}")),
    }
}
