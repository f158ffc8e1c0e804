//! `cairn why`: why a route holds an award, or does not; why a target is closed.

use clap::Args;
use pathways::choice::{Again, choosing, openings, replacing};
use pathways::explain::choices;
use pathways::explain::why::{about, reasons};
use pathways::model::{AwardId, Objective, PlanStatus};
use serde_json::json;

use crate::input::Question;
use crate::progress::Bar;
use crate::{Answer, refuse};

/// Explain the cheapest route, one award of it, or why there is none and what would open one.
#[derive(Args)]
pub struct Why {
    /// The award that is wanted.
    #[arg(long, value_name = "ID")]
    target: String,
    #[command(flatten)]
    question: Question,
    /// The award asked about; without: every step of the route.
    award: Option<String>,
}

impl Why {
    /// Runs the subcommand.
    pub fn run(&self, json: bool) -> Answer {
        let (world, record) = self.question.read()?;
        let target = AwardId::from(self.target.as_str());
        let plan = self.question.terms.plan(&world, &record, &target, &[Objective::Cost])?;
        let bar = Bar::new(1, "solved again");
        let request = self.question.terms.request(&world, &record, &target, &[Objective::Cost]);
        let again = Again::new(&request, &bar);
        let mut sentences = match &self.award {
            None => reasons(&world.catalogue, &record, &plan),
            Some(award) => {
                let award = AwardId::from(award.as_str());
                if !world.catalogue.awards.contains_key(&award) {
                    return Err(refuse(format!("no pack that is loaded has “{award}”. Look for it with `cairn search`.")));
                }
                let mut said = about(&world.catalogue, &record, &plan, &award);
                if let Some(route) = plan.routes.first().filter(|_| award != target && !record.held.iter().any(|h| h.award == award)) {
                    let chosen = !route.steps.iter().any(|step| step.award == award);
                    let found = if chosen { choosing(&again, route, &award) } else { replacing(&again, route, &award) };
                    said.push(choices::instead(&world.catalogue, &target, &found.map_err(refuse)?, chosen, route.currency));
                }
                said
            }
        };
        let opened = if plan.status == PlanStatus::Unreachable { openings(&again, &plan.blockers).map_err(refuse)? } else { Vec::new() };
        let opened: Vec<String> = opened.iter().map(|opening| choices::opening(&world.catalogue, opening)).collect();
        drop(bar);
        if json {
            let blockers: Vec<_> =
                plan.blockers.iter().map(|b| json!({ "cause": b.cause.as_str(), "id": b.id, "change": b.change })).collect();
            println!(
                "{}",
                json!({ "target": self.target, "status": plan.status.as_str(), "award": self.award, "reasons": sentences,
                    "blockers": blockers, "x-openings": opened })
            );
            return Ok(());
        }
        sentences.extend(opened);
        for sentence in sentences {
            println!("{sentence}");
        }
        Ok(())
    }
}
