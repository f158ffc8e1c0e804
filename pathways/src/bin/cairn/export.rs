//! `cairn export`: catalogues and learner records for other programs.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::Local;
use clap::{Args, ValueEnum};
use pathways::graph::AwardGraph;
use pathways::interchange::contract::write_learner;
use pathways::interchange::records::{write_clr, write_elm};
use pathways::interchange::{CatalogueForm, catalogue_text};
use pathways::model::{AwardId, LearnerRecord};
use serde_json::{Value, json};

use crate::input::{self, Packs};
use crate::{Answer, Refused, refuse};

/// Write a catalogue, its graph, or a learner record in another form; to standard output, or to a file.
///
/// Catalogues: pack (the contract's JSON), ctdl (pathways, condition profiles and transfer values in CTDL JSON-LD), graphml and
/// dot (the graph of what rests on what). With --target, only what that award rests on.
/// Records: record (the contract's JSON), clr (shape of a Comprehensive Learner Record 2.0), elm (European Learning Model, for
/// Europass): both unsigned and marked as self-asserted. originals: the credentials of the store's open learner as the files
/// that came, byte for byte, into the folder named by --output.
#[derive(Args)]
pub struct Export {
    /// The form.
    #[arg(long, value_enum)]
    format: Format,
    #[command(flatten)]
    packs: Packs,
    /// Only what this award rests on.
    #[arg(long, value_name = "ID")]
    target: Option<String>,
    /// The learner record, for record, clr and elm; without it that of the store's open learner.
    #[arg(long, value_name = "FILE")]
    learner: Option<PathBuf>,
    /// Where to write; without it standard output. For originals a folder.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Pack,
    Ctdl,
    Graphml,
    Dot,
    Record,
    Clr,
    Elm,
    Originals,
}

impl Export {
    /// Runs the subcommand.
    pub fn run(&self, json: bool, folder: Option<&Path>) -> Answer {
        let today = Local::now().date_naive();
        let text = match self.format {
            Format::Originals => return self.originals(json, folder),
            Format::Record => write_learner(&self.record(folder)?),
            Format::Clr => write_clr(&self.record(folder)?, &self.packs.whole(folder)?.catalogue, today),
            Format::Elm => write_elm(&self.record(folder)?, &self.packs.whole(folder)?.catalogue, today),
            Format::Pack | Format::Ctdl | Format::Graphml | Format::Dot => self.catalogue_text(folder)?,
        };
        let is_json = !matches!(self.format, Format::Graphml | Format::Dot);
        match &self.output {
            Some(path) => {
                write(path, text.as_bytes())?;
                if json {
                    println!("{}", json!({ "written": path.display().to_string() }));
                }
            }
            None if json && !is_json => println!("{}", json!({ "text": text })),
            None => print!("{text}"),
        }
        Ok(())
    }

    fn catalogue_text(&self, folder: Option<&Path>) -> Result<String, Refused> {
        let whole = self.packs.whole(folder)?.catalogue;
        let target = self.target.as_deref().map(AwardId::from);
        if let Some(target) = &target
            && !whole.awards.contains_key(target)
        {
            return Err(refuse(format!("no award has the id {target}; `cairn search` finds ids by words")));
        }
        let catalogue = target.as_ref().map(|target| AwardGraph::new(&whole).cone_catalogue(target)).unwrap_or(whole);
        let form = match self.format {
            Format::Graphml => CatalogueForm::Graphml,
            Format::Dot => CatalogueForm::Dot,
            Format::Ctdl => CatalogueForm::Ctdl,
            _ => CatalogueForm::Pack,
        };
        let written = catalogue_text(catalogue, form, target.as_ref()).map_err(refuse)?;
        for unsaid in &written.unsaid {
            eprintln!("cairn: CTDL cannot say `{}`: {} left out", unsaid.term, unsaid.count);
        }
        Ok(written.text)
    }

    /// The record that is named, else the one that is open in the store.
    fn record(&self, folder: Option<&Path>) -> Result<LearnerRecord, Refused> {
        if let Some(path) = &self.learner {
            return input::learner(path);
        }
        let store = input::store(folder)?;
        let id = store.current_learner().map_err(refuse)?;
        let id = id.ok_or_else(|| refuse("no learner is open in the store; name a record with --learner FILE"))?;
        Ok(store.learner(id).map_err(refuse)?.record)
    }

    /// Every file that was kept as evidence, as it came.
    fn originals(&self, json: bool, folder: Option<&Path>) -> Answer {
        let Some(into) = &self.output else {
            return Err(refuse("name the folder for the files with --output FOLDER"));
        };
        let store = input::store(folder)?;
        let id = store.current_learner().map_err(refuse)?.ok_or_else(|| refuse("no learner is open in the store"))?;
        fs::create_dir_all(into).map_err(|error| refuse(format!("{}: {error}", into.display())))?;
        let mut written: Vec<Value> = Vec::new();
        for kept in store.evidence(id).map_err(refuse)? {
            let Some(file) = store.evidence_file(id, &kept.fingerprint).map_err(refuse)? else { continue };
            // Only the last part of a name, so that no name leads out of the folder; the fingerprint keeps names apart.
            let last = file.name.rsplit(['/', '\\']).next().unwrap_or("credential");
            let name = format!("{}-{last}", kept.fingerprint.chars().take(12).collect::<String>());
            write(&into.join(&name), &file.bytes)?;
            written.push(json!(name));
        }
        if json {
            println!("{}", json!({ "written": written }));
        } else {
            println!("{} files written to {}", written.len(), into.display());
        }
        Ok(())
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Refused> {
    fs::write(path, bytes).map_err(|error| refuse(format!("{} cannot be written: {error}", path.display())))
}
