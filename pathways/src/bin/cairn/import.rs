//! `cairn import`: packs, learner records and credentials into the store, each recognised by its content.

use std::collections::HashMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use chrono::{Local, Utc};
use clap::Args;
use pathways::finding::Finding;
use pathways::interchange::{BatchItem, Conversion, FileKind, SourceFile, read_batch, unpack};
use pathways::model::{AwardId, LearnerRecord, Pack};
use pathways::store::{CataloguesImport, ClaimPlace, ImportError, LearnerId, Received, Store, Unwatched};
use serde_json::{Value, json};

use crate::{Answer, Refused, input, large, refuse};

/// Bring files into the store; the format is recognised by the content. Folders and zip archives are taken as a whole.
#[derive(Args)]
pub struct Import {
    /// The files; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Record the awards as held whose match with a credential is certain; without it they are only proposed.
    #[arg(long)]
    accept: bool,
}

/// What became of the files.
#[derive(Default)]
struct Summary {
    imported: Vec<Value>,
    refused: Vec<Value>,
    credentials: Vec<Value>,
    catalogues: Vec<Value>,
    lines: Vec<String>,
}

impl Import {
    /// Runs the subcommand.
    pub fn run(&self, json: bool, folder: Option<&Path>) -> Answer {
        let mut store = input::store(folder)?;
        let mut summary = Summary::default();
        let mut items = Vec::new();
        for path in &self.files {
            if large::is_large(path) {
                summary.large(&mut store, path)?;
                continue;
            }
            match read_batch_or_input(path) {
                Ok(read) => items.extend(read),
                Err(why) => summary.refuse(&path.display().to_string(), &format!("it cannot be read ({why})")),
            }
        }
        let done = store.import_items(items, Local::now().date_naive(), &Unwatched).map_err(refuse)?;
        summary.catalogues(&done);
        let mut credentials = Vec::new();
        for (file, kind) in done.others {
            match kind {
                FileKind::LearnerRecord => summary.learner(&mut store, &file)?,
                FileKind::Credential => credentials.push(BatchItem::File(file)),
                FileKind::Plan => summary.refuse(&file.name, "a plan is computed anew from a record and packs; import those"),
                FileKind::Archive => summary.refuse(&file.name, "an archive inside an archive is not opened; unpack it first"),
                _ => summary.refuse(&file.name, "this is no pack, no catalogue, no learner record and no credential that is known here"),
            }
        }
        if !credentials.is_empty() {
            self.credentials(&mut store, &credentials, &mut summary)?;
        }
        summary.print(json);
        if summary.refused.is_empty() { Ok(()) } else { Err(Refused) }
    }

    fn credentials(&self, store: &mut Store, items: &[BatchItem], summary: &mut Summary) -> Result<(), Refused> {
        let learner = open_learner(store)?;
        let received = store.receive_credentials(learner, items, Utc::now()).map_err(refuse)?;
        let matches = || received.iter().flat_map(|file| &file.credentials).flat_map(|one| &one.matches);
        let found = matches().flat_map(|found| &found.candidates).map(|candidate| candidate.award.as_str());
        let titles = store.names(found).map_err(refuse)?;
        for file in &received {
            for (number, one) in file.credentials.iter().enumerate() {
                let Some(verdict) = one.credential.verdicts.first() else { continue };
                let mut entry = json!(verdict);
                let mut matches = Vec::new();
                for (claim, found) in one.matches.iter().enumerate() {
                    let candidates: Vec<Value> =
                        found.candidates.iter().map(|c| json!({ "award": c.award.as_str(), "score": c.score })).collect();
                    let held =
                        if self.accept && found.certain { self.accept(store, learner, file, (number, claim), &titles) } else { None };
                    let shown = found.candidates.first().map_or_else(
                        || "no award of the catalogue fits".to_owned(),
                        |c| {
                            let how = if held == Some(true) {
                                "held"
                            } else if found.certain {
                                "certain"
                            } else {
                                "doubtful"
                            };
                            format!("{} ({}), {how}", title_of(&titles, &c.award), c.award)
                        },
                    );
                    summary.lines.push(format!("{}: {} — {shown}", file.file, verdict.evidence().as_str()));
                    matches.push(json!({ "candidates": candidates, "certain": found.certain, "held": held.unwrap_or(false) }));
                }
                if one.matches.is_empty() {
                    summary.lines.push(format!("{}: {} — {}", file.file, verdict.evidence().as_str(), verdict.reasons.join("; ")));
                }
                if let Some(map) = entry.as_object_mut() {
                    map.insert("matches".to_owned(), json!(matches));
                }
                summary.credentials.push(entry);
            }
        }
        Ok(())
    }

    /// Takes the certain match of a claim; says why when it cannot be taken.
    fn accept(
        &self,
        store: &mut Store,
        learner: LearnerId,
        file: &Received,
        place: (usize, usize),
        titles: &HashMap<String, String>,
    ) -> Option<bool> {
        let fingerprint = file.fingerprint.clone()?;
        let award = file.credentials[place.0].matches[place.1].candidates.first()?.award.clone();
        let place = ClaimPlace { fingerprint, credential: place.0, claim: place.1 };
        match store.accept_match(learner, &place, &award, title_of(titles, &award), Utc::now()) {
            Ok(()) => Some(true),
            Err(why) => {
                eprintln!("cairn: {}: {why}.", file.file);
                Some(false)
            }
        }
    }
}

fn title_of<'t>(titles: &'t HashMap<String, String>, award: &'t AwardId) -> &'t str {
    titles.get(award.as_str()).map_or(award.as_str(), String::as_str)
}

/// The learner whose credentials they are: the one who is open, else the first, else a new one.
fn open_learner(store: &mut Store) -> Result<LearnerId, Refused> {
    if let Some(id) = store.current_learner().map_err(refuse)? {
        return Ok(id);
    }
    let first = store.learners().map_err(refuse)?.first().map(|learner| learner.id);
    let id = match first {
        Some(id) => id,
        None => store.add_learner(&LearnerRecord::default(), Utc::now()).map_err(refuse)?,
    };
    store.open_learner(id).map_err(refuse)?;
    Ok(id)
}

/// The files of a path; standard input is one that may hold an archive.
fn read_batch_or_input(path: &Path) -> io::Result<Vec<BatchItem>> {
    if path != Path::new("-") {
        return read_batch(path);
    }
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes)?;
    Ok(unpack(SourceFile::new("-", bytes)))
}

impl Summary {
    fn refuse(&mut self, name: &str, reason: &str) {
        eprintln!("cairn: {name}: {reason}.");
        self.refused.push(json!({ "file": name, "reason": reason }));
    }

    fn took(&mut self, name: &str, kind: &str) {
        self.imported.push(json!({ "file": name, "kind": kind }));
        self.lines.push(format!("{name}: imported as a {kind}"));
    }

    fn learner(&mut self, store: &mut Store, file: &SourceFile) -> Result<(), Refused> {
        match store.import_learner(file, Utc::now()) {
            Ok((id, _)) => {
                store.open_learner(id).map_err(refuse)?;
                self.took(&file.name, "learner record");
                Ok(())
            }
            Err(ImportError::Refused { findings }) => {
                self.refuse_with(&file.name, "it has errors", &findings);
                Ok(())
            }
            Err(error) => Err(refuse(error)),
        }
    }

    /// A file that is larger than what is read at once; one that is refused does not keep the others from coming in.
    fn large(&mut self, store: &mut Store, path: &Path) -> Result<(), Refused> {
        let name = path.display().to_string();
        match large::import(store, path) {
            Ok(_) => self.took(&name, "pack"),
            Err(ImportError::Refused { findings }) => self.refuse_with(&name, "it has errors", &findings),
            Err(error @ ImportError::File { .. }) => self.refuse(&name, &error.to_string()),
            Err(error) => return Err(refuse(error)),
        }
        Ok(())
    }

    /// Catalogues: packs, and what a pack can say of those in other forms; the rest is listed.
    fn catalogues(&mut self, done: &CataloguesImport) {
        for refused in &done.refused {
            if refused.findings.is_empty() {
                self.refuse(&refused.file, &refused.reason);
            } else {
                self.refuse_with(&refused.file, &refused.reason, &refused.findings);
            }
        }
        done.taken.iter().for_each(|name| self.took(name, "pack"));
        done.conversions.iter().for_each(|conversion| self.converted(conversion));
    }

    fn refuse_with(&mut self, name: &str, reason: &str, findings: &[Finding]) {
        findings.iter().for_each(|finding| eprintln!("{finding}"));
        self.refused.push(json!({ "file": name, "reason": reason, "findings": findings }));
    }

    fn converted(&mut self, conversion: &Conversion) {
        let Pack { header, organizations, awards, recognitions } = &conversion.pack;
        let title = header.title.as_deref().unwrap_or(header.id.as_str());
        let counts = format!("{} awards, {} recognitions, {} organizations", awards.len(), recognitions.len(), organizations.len());
        self.lines.push(format!("{title} ({}): {counts}", header.id));
        self.lines.extend(conversion.warnings.iter().map(ToString::to_string));
        for claim in &conversion.claims {
            let toward = if claim.toward.is_empty() { "nothing named".to_owned() } else { claim.toward.join(", ") };
            self.lines.push(format!("Claimed by sender: {}, {} toward {toward}: {}", claim.by, claim.from.join(", "), claim.reason));
        }
        for unmapped in &conversion.unmapped {
            self.lines.push(format!("Kept, and not interpreted: {} × {}", unmapped.count, unmapped.term));
        }
        self.catalogues.push(json!({
            "pack": header.id, "title": header.title, "awards": awards.len(), "recognitions": recognitions.len(), "organizations": organizations.len(),
            "unmapped": conversion.unmapped, "claims": conversion.claims, "warnings": conversion.warnings
        }));
    }

    fn print(&self, json: bool) {
        if json {
            println!(
                "{}",
                json!({ "imported": self.imported, "catalogues": self.catalogues, "credentials": self.credentials, "refused": self.refused })
            );
            return;
        }
        for line in &self.lines {
            println!("{line}");
        }
        println!(
            "{} files imported, {} catalogues converted, {} credentials, {} refused",
            self.imported.len(),
            self.catalogues.len(),
            self.credentials.len(),
            self.refused.len()
        );
    }
}
