//! `cairn check`: every finding about packs.

use std::path::PathBuf;

use chrono::Local;
use clap::Args;
use pathways::finding::Severity;
use pathways::interchange::contract::check_packs;
use serde_json::json;

use crate::{Answer, Refused, input};

/// Read packs together and report every finding; exit 1 on an error.
#[derive(Args)]
pub struct Check {
    /// The packs; `-` is standard input.
    #[arg(required = true, value_name = "PACK")]
    packs: Vec<PathBuf>,
}

impl Check {
    /// Runs the subcommand.
    pub fn run(&self, json: bool) -> Answer {
        let files = input::read_files(&self.packs)?;
        let findings = check_packs(&files, Local::now().date_naive());
        let errors = findings.iter().filter(|f| f.severity == Severity::Error).count();
        if json {
            println!("{}", json!({ "errors": errors, "warnings": findings.len() - errors, "findings": findings }));
        } else {
            for finding in &findings {
                println!("{finding}");
            }
            println!("{} read: {errors} errors, {} warnings", files.len(), findings.len() - errors);
        }
        if errors == 0 { Ok(()) } else { Err(Refused) }
    }
}
