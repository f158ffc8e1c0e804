//! `cairn verify`: digital credentials, checked offline.

use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use clap::Args;
use pathways::interchange::credential::{Credential, Evidence, Recipient, TrustStore, Verdict, Verifier};

use crate::show::said_of;
use crate::{Answer, Refused, input, refuse};

/// Check digital credentials offline: signature, issuer, validity, status; says which check failed.
#[derive(Args)]
pub struct Verify {
    /// Credentials: JSON, tokens, baked images, Europass XML; folders and zip archives of them; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The day (2026-01-31, at its first moment in UTC) or the moment at which validity is judged (default: now).
    #[arg(long, value_name = "DATE", value_parser = clock)]
    at: Option<DateTime<Utc>>,
    /// A DID document or key set of an issuer, or its documents of Open Badges 2.0.
    #[arg(long, value_name = "FILE", num_args = 1)]
    trust: Vec<PathBuf>,
    /// A status list that would otherwise be fetched.
    #[arg(long, value_name = "FILE", num_args = 1)]
    status_list: Vec<PathBuf>,
    /// The learner record of whoever brings the credentials: whether they were issued to that person is checked as well.
    #[arg(long, value_name = "FILE")]
    learner: Option<PathBuf>,
    /// An e-mail address or a DID of that person; may be given several times.
    #[arg(long, value_name = "ADDRESS", num_args = 1)]
    recipient: Vec<String>,
}

fn clock(text: &str) -> Result<DateTime<Utc>, String> {
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Ok(day.and_time(NaiveTime::MIN).and_utc());
    }
    DateTime::parse_from_rfc3339(text)
        .map(|instant| instant.to_utc())
        .map_err(|_| "write a day such as 2026-01-31, or a moment such as 2026-01-31T12:00:00Z".to_owned())
}

impl Verify {
    /// Runs the subcommand.
    pub fn run(&self, json: bool) -> Answer {
        let verifier = self.verifier()?;
        let mut judged: Vec<Credential> = Vec::new();
        let mut unread = false;
        for path in &self.files {
            match input::batch(path) {
                Ok(items) => judged.extend(items.iter().flat_map(|item| verifier.verify_item(item))),
                Err(Refused) => unread = true,
            }
        }
        if json {
            let verdicts: Vec<&Verdict> = judged.iter().flat_map(|credential| &credential.verdicts).collect();
            let text = serde_json::to_string(&verdicts).map_err(refuse)?;
            println!("{text}");
        } else {
            print!("{}", for_people(&judged));
        }
        if unread { Err(Refused) } else { Ok(()) }
    }

    /// The verifier with what is at hand. A document that is of no use is named; it changes nothing but what can be known.
    fn verifier(&self) -> Result<Verifier, Refused> {
        let mut trust = TrustStore::default();
        for file in input::read_files(&self.trust)? {
            if let Err(why) = trust.add(&file, None) {
                eprintln!("cairn: {}: {why}. Give a DID document or a key set in JSON.", file.name);
            }
        }
        let record = self.learner.as_deref().map(input::learner).transpose()?;
        let person = record.as_ref().map(Recipient::of).unwrap_or_default();
        let person = self.recipient.iter().fold(person, |person, address| person.also(address));
        let mut verifier = Verifier::new(self.at.unwrap_or_else(Utc::now)).trusting(trust).brought_by(person);
        for file in input::read_files(&self.status_list)? {
            if let Err(why) = verifier.add_status_list(&file) {
                eprintln!("cairn: {}: {why}. Give the status list that the credential names.", file.name);
            }
        }
        Ok(verifier)
    }
}

fn for_people(judged: &[Credential]) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    for credential in judged {
        for verdict in &credential.verdicts {
            one(verdict, &mut out);
        }
        for claim in &credential.claims {
            let Some(annex) = &claim.annex else { continue };
            let _ = writeln!(out, "  {}: {}", claim.title.as_deref().unwrap_or("no title"), said_of(annex));
        }
    }
    let verdicts = || judged.iter().flat_map(|credential| &credential.verdicts);
    let count = |evidence| verdicts().filter(|verdict| verdict.evidence() == evidence).count();
    let _ = writeln!(
        out,
        "{} credentials: {} verified, {} declared only, {} rejected",
        verdicts().count(),
        count(Evidence::Verified),
        count(Evidence::Declared),
        count(Evidence::Rejected)
    );
    out
}

fn one(verdict: &Verdict, out: &mut String) {
    use std::fmt::Write;
    let word = match verdict.evidence() {
        Evidence::Verified => "verified",
        Evidence::Declared => "declared only",
        Evidence::Rejected => "rejected",
    };
    let name = verdict.name.as_deref().unwrap_or("no title");
    let issuer = verdict.issuer_name.as_deref().map(|issuer| format!(", {issuer}")).unwrap_or_default();
    let _ = writeln!(out, "{}: {word} — {name}{issuer} ({})", verdict.file, verdict.format.as_str());
    let _ = writeln!(
        out,
        "  proof {}, issuer {}, time {}, status {}, terms {}, shape {}",
        verdict.proof.as_str(),
        verdict.issuer.as_str(),
        verdict.time.as_str(),
        verdict.status.as_str(),
        verdict.terms.as_str(),
        verdict.shape.as_str()
    );
    if let Some(recipient) = verdict.recipient {
        let _ = writeln!(out, "  recipient {}", recipient.as_str());
    }
    for reason in &verdict.reasons {
        let _ = writeln!(out, "  - {reason}");
    }
}
