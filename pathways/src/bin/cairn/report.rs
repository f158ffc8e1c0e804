//! `cairn report`: a plan to take home.

use std::io::Write;
use std::path::PathBuf;

use chrono::{Local, NaiveDate};
use clap::{Args, ValueEnum};
use pathways::agreed::{self, AgreedPlan};
use pathways::language::Language;
use pathways::report::{Paper, Subject, calendar, html, pdf, report, table};

use crate::input::{self, Packs};
use crate::{Answer, refuse};

/// Write a plan as a document, a calendar or a table.
#[derive(Args)]
pub struct ReportCommand {
    /// The learner record; `-` is standard input. Its agreed plan is written.
    #[arg(long, value_name = "FILE")]
    learner: PathBuf,
    /// A plan whose first route is written instead of the agreed one.
    #[arg(long, value_name = "PLAN")]
    plan: Option<PathBuf>,
    #[command(flatten)]
    packs: Packs,
    /// What to write.
    #[arg(long, value_enum)]
    format: Format,
    /// The file to write (default: standard output).
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The paper of a PDF.
    #[arg(long, value_enum, default_value = "a4")]
    paper: PaperName,
    /// Leave out the name, grades, and who decided what.
    #[arg(long)]
    redacted: bool,
    /// The language. What is quoted from a source stays in the language of the source.
    #[arg(long, value_enum, default_value = "en", value_name = "LANGUAGE")]
    lang: LanguageName,
    /// The day of the report (default: today).
    #[arg(long, value_name = "DATE")]
    on: Option<NaiveDate>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Pdf,
    Html,
    Ics,
    Csv,
}

#[derive(Clone, Copy, ValueEnum)]
enum LanguageName {
    En,
    Es,
}

#[derive(Clone, Copy, ValueEnum)]
enum PaperName {
    A4,
    Letter,
}

impl ReportCommand {
    /// Runs the subcommand.
    pub fn run(&self, json: bool) -> Answer {
        let world = self.packs.read()?;
        let record = input::learner(&self.learner)?;
        let today = self.on.unwrap_or_else(|| Local::now().date_naive());
        let plan = match &self.plan {
            Some(file) => {
                let plan = input::plan(file)?;
                let target = plan.target.clone();
                let route = plan.routes.into_iter().next();
                let route = route.ok_or_else(|| refuse(format!("{} has no route to write; plan one that has", file.display())))?;
                let packs = world.catalogue.packs.iter().map(|pack| (pack.id.clone(), pack.version.clone())).collect();
                AgreedPlan::new(target, route, today, packs)
            }
            None => agreed::of(&record)
                .map_err(refuse)?
                .ok_or_else(|| refuse("the record has no agreed plan; agree one in the window, or name a plan with --plan"))?,
        };
        let language = match self.lang {
            LanguageName::En => Language::English,
            LanguageName::Es => Language::Spanish,
        };
        let subject = Subject { catalogue: &world.catalogue, record: &record, plan: &plan, today, redacted: self.redacted, language };
        let content = report(&subject);
        let bytes = if json {
            let mut text = serde_json::to_string_pretty(&content).map_err(refuse)?;
            text.push('\n');
            text.into_bytes()
        } else {
            match self.format {
                Format::Html => html(&content).into_bytes(),
                Format::Ics => calendar(&subject).into_bytes(),
                Format::Csv => table(&content).map_err(refuse)?.into_bytes(),
                Format::Pdf => {
                    let paper = match self.paper {
                        PaperName::A4 => Paper::A4,
                        PaperName::Letter => Paper::Letter,
                    };
                    pdf(&content, paper).map_err(refuse)?
                }
            }
        };
        match &self.out {
            Some(file) => std::fs::write(file, bytes),
            None => std::io::stdout().write_all(&bytes),
        }
        .map_err(|error| refuse(format!("the report cannot be written: {error}. Choose another place with --out.")))
    }
}
