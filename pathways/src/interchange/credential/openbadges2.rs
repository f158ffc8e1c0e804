//! Open Badges 2.0: assertions, hosted or signed.

use serde_json::Value;

use super::claim::Claim;
use super::document::{id_of, is_absolute, label_at, many, member, text, texts};
use super::integrity::ProofOutcome;
use super::recipient;
use super::time;
use super::token::Token;
use super::trust::Resolution;
use super::verdict::{Format, IssuerCheck, ProofCheck, StatusCheck, Verdict};
use super::{Credential, Verifier};

const CONTEXT: &str = "https://w3id.org/openbadges/v2";

/// Whether a document belongs to Open Badges 2.0.
pub(super) fn is_of_second_generation(document: &Value) -> bool {
    let named = many(document, "@context").iter().any(|context| context.as_str().is_some_and(|url| url.contains("w3id.org/openbadges")));
    let kinds = texts(document, "type");
    named || (kinds.contains(&"Assertion") && document.get("badge").is_some())
}

/// Why a document of the standard that is no assertion is refused.
pub(super) fn refusal(kind: &str) -> String {
    format!("a document of the type {kind} is none that anybody earns; the credential of Open Badges 2.0 is the Assertion")
}

impl Verifier {
    /// Judges an assertion; `token` is the signature that it came in.
    pub(super) fn assertion(&self, file: &str, assertion: &Value, token: Option<&Token>) -> Credential {
        let mut verdict = Verdict::new(file, Format::OpenBadges2);
        shape(assertion, &mut verdict);
        let badge = self.described(member(assertion, "badge"));
        let issuer = badge.and_then(|badge| self.described(member(badge, "issuer")));
        let issuer_id = issuer.and_then(id_of).or_else(|| badge.and_then(|badge| member(badge, "issuer")).and_then(id_of));
        verdict.name = badge.and_then(|badge| label_at(badge, "name"));
        verdict.issuer_name = issuer.and_then(|issuer| label_at(issuer, "name"));
        if badge.is_none() {
            verdict.say("the assertion names the badge only by its address, which is not looked up");
        }
        let outcome = match token {
            Some(token) => self.signed_assertion(assertion, issuer_id, token),
            None if verification(assertion).is_some_and(|kind| kind.to_ascii_lowercase().contains("signed")) => {
                ProofOutcome::new(ProofCheck::Absent).noting("the assertion says that it is signed, and no signature came with it")
            }
            None => ProofOutcome::new(ProofCheck::Hosted).noting("the issuer's server would have to be asked, which is not done"),
        };
        verdict.proof = outcome.proof;
        verdict.suite = outcome.suite;
        verdict.issuer = outcome.issuer;
        verdict.reasons.extend(outcome.notes);
        let instant = |field: &str| text(assertion, field).and_then(time::lenient_instant);
        verdict.time = time::check(instant("issuedOn"), instant("expires"), self.clock);
        self.revocation(assertion, issuer, &mut verdict);
        super::vc::say_time(&mut verdict, self.clock);
        if !self.recipient.is_unknown() {
            self.recipient.check(&recipient::of_assertion(assertion), &mut verdict);
        }
        let claim = Claim {
            credential: text(assertion, "id").map(str::to_owned),
            title: verdict.name.clone(),
            identifiers: badge.or(member(assertion, "badge")).and_then(id_of).into_iter().map(str::to_owned).collect(),
            alignments: badge.map(alignments).unwrap_or_default(),
            issuer: issuer_id.map(str::to_owned),
            issuer_name: verdict.issuer_name.clone(),
            issuer_url: issuer.and_then(|issuer| text(issuer, "url")).map(str::to_owned),
            earned: instant("issuedOn").map(|instant| instant.date_naive()),
            expires: instant("expires").map(|instant| instant.date_naive()),
            recipient: member(assertion, "recipient")
                .filter(|who| who.get("hashed") != Some(&Value::Bool(true)))
                .and_then(|who| text(who, "identity"))
                .map(str::to_owned),
            ..Claim::default()
        };
        Credential { verdicts: vec![verdict], claims: vec![claim] }
    }

    /// A thing that is given whole, or by an address that an imported document has.
    fn described<'v>(&'v self, value: Option<&'v Value>) -> Option<&'v Value> {
        match value? {
            Value::String(id) => self.trust.badge_document(id),
            whole @ Value::Object(_) => Some(whole),
            _ => None,
        }
    }

    fn signed_assertion(&self, assertion: &Value, issuer: Option<&str>, token: &Token) -> ProofOutcome {
        let creator = ["verification", "verify"].iter().find_map(|field| {
            let verification = member(assertion, field)?;
            ["creator", "url"].iter().find_map(|field| text(verification, field))
        });
        let resolution = match creator {
            Some(creator) => self.trust.method(creator, issuer, self.clock),
            None => Resolution {
                keys: Err("the assertion does not say which key signed".to_owned()),
                binding: IssuerCheck::Unproven,
                note: None,
            },
        };
        let mut outcome = self.token_with(token, resolution);
        if issuer.is_none() && outcome.issuer == IssuerCheck::Mismatch {
            outcome.issuer = IssuerCheck::Unproven;
            outcome
                .notes
                .push("whose badge it is stands in documents that are not at hand; import the BadgeClass and the issuer".to_owned());
        }
        outcome
    }

    fn revocation(&self, assertion: &Value, issuer: Option<&Value>, verdict: &mut Verdict) {
        if member(assertion, "revoked") == Some(&Value::Bool(true)) {
            verdict.status = StatusCheck::Revoked;
            verdict.say("the assertion itself says that it was revoked");
            return;
        }
        let Some(id) = text(assertion, "id") else { return };
        let named = issuer.and_then(|issuer| member(issuer, "revocationList")).and_then(id_of);
        if self.lists.iter().any(|list| list.revokes(id)) {
            verdict.status = StatusCheck::Revoked;
            verdict.say("the revocation list that was supplied has it");
        } else if let Some(named) = named {
            let at_hand = self.lists.iter().any(|list| list.has_id(named));
            verdict.status = if at_hand { StatusCheck::Good } else { StatusCheck::Unknown };
            if !at_hand {
                verdict.say(format!("whether it was revoked is not known: the list {named} is not at hand"));
            }
        }
    }
}

fn verification(assertion: &Value) -> Option<&str> {
    ["verification", "verify"].iter().find_map(|field| text(member(assertion, field)?, "type"))
}

fn shape(assertion: &Value, verdict: &mut Verdict) {
    if !many(assertion, "@context").iter().any(|context| *context == CONTEXT) {
        verdict.misshapen(format!("`@context` must be {CONTEXT}"));
    }
    if !texts(assertion, "type").contains(&"Assertion") {
        verdict.misshapen("`type` must be Assertion");
    }
    if !text(assertion, "id").is_some_and(is_absolute) {
        verdict.misshapen("`id` must be an absolute address");
    }
    let recipient = member(assertion, "recipient");
    if !recipient.is_some_and(|who| text(who, "type").is_some() && text(who, "identity").is_some()) {
        verdict.misshapen("`recipient` must have `type` and `identity`");
    }
    match member(assertion, "badge") {
        Some(Value::Object(_)) => {}
        Some(Value::String(address)) if is_absolute(address) => {}
        _ => verdict.misshapen("`badge` must be a BadgeClass or its address"),
    }
    if verification(assertion).is_none() {
        verdict.misshapen("`verification` must have a `type`");
    }
    for (field, required) in [("issuedOn", true), ("expires", false)] {
        let wrong = match member(assertion, field) {
            None => required,
            Some(value) => value.as_str().and_then(time::lenient_instant).is_none(),
        };
        if wrong {
            verdict.misshapen(format!("`{field}` must be a date and time such as 2025-03-01T00:00:00Z"));
        }
    }
}

fn alignments(badge: &Value) -> Vec<String> {
    let fields = ["targetUrl", "targetCode", "url"];
    let all = [many(badge, "alignment"), many(badge, "alignments")].concat();
    all.into_iter().flat_map(|one| fields.iter().filter_map(|field| text(one, field))).map(str::to_owned).collect()
}
