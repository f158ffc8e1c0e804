//! `cairn why`: why a route holds an award, or does not; why a target is closed.

use std::path::PathBuf;

use clap::Args;
use pathways::explain::why::{about, reasons};
use pathways::model::{AwardId, Objective};
use serde_json::json;

use crate::input::{self, EachPack};
use crate::plan::Terms;
use crate::{Answer, refuse};

/// Explain the cheapest route, one award of it, or why there is none.
#[derive(Args)]
pub struct Why {
    /// The award that is wanted.
    #[arg(long, value_name = "ID")]
    target: String,
    /// The learner record; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    learner: PathBuf,
    #[command(flatten)]
    packs: EachPack,
    #[command(flatten)]
    terms: Terms,
    /// The award asked about; without: every step of the route.
    award: Option<String>,
}

impl Why {
    /// Runs the subcommand.
    pub fn run(&self, json: bool) -> Answer {
        let world = self.packs.read(&[])?;
        let record = input::learner(&self.learner)?;
        let target = AwardId::from(self.target.as_str());
        let plan = self.terms.plan(&world, &record, &target, &[Objective::Cost])?;
        let sentences = match &self.award {
            None => reasons(&world.catalogue, &record, &plan),
            Some(award) => {
                let award = AwardId::from(award.as_str());
                if !world.catalogue.awards.contains_key(&award) {
                    return Err(refuse(format!("no pack that is loaded has “{award}”. Look for it with `cairn search`.")));
                }
                about(&world.catalogue, &record, &plan, &award)
            }
        };
        if json {
            let blockers: Vec<_> =
                plan.blockers.iter().map(|b| json!({ "cause": b.cause.as_str(), "id": b.id, "change": b.change })).collect();
            println!(
                "{}",
                json!({ "target": self.target, "status": plan.status.as_str(), "award": self.award, "reasons": sentences, "blockers": blockers })
            );
            return Ok(());
        }
        for sentence in sentences {
            println!("{sentence}");
        }
        Ok(())
    }
}
