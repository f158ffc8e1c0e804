//! `cairn compare`: targets side by side.

use std::path::PathBuf;

use clap::Args;
use pathways::interchange::contract::plan_to_json;
use pathways::model::{AwardId, Objective, PlanStatus};
use serde_json::json;

use crate::input::{self, EachPack};
use crate::plan::Terms;
use crate::{Answer, text};

/// Put targets side by side: the best route to each by cost, hours and steps.
#[derive(Args)]
pub struct Compare {
    /// The learner record; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    learner: PathBuf,
    #[command(flatten)]
    packs: EachPack,
    #[command(flatten)]
    terms: Terms,
    /// The targets.
    #[arg(required = true, value_name = "TARGET")]
    targets: Vec<String>,
}

impl Compare {
    /// Runs the subcommand.
    pub fn run(&self, json: bool) -> Answer {
        let world = self.packs.read(&[])?;
        let record = input::learner(&self.learner)?;
        let mut plans = Vec::new();
        for target in &self.targets {
            let target = AwardId::from(target.as_str());
            plans.push(self.terms.plan(&world, &record, &target, &[Objective::Cost, Objective::Hours, Objective::Steps])?);
        }
        if json {
            println!("{}", json!({ "plans": plans.iter().map(plan_to_json).collect::<Vec<_>>() }));
            return Ok(());
        }
        for plan in &plans {
            println!("{} ({})", world.catalogue.title(&plan.target), plan.target);
            if plan.status != PlanStatus::Routes {
                println!("  {}", plan.status);
            }
            for blocker in &plan.blockers {
                println!("  {}", blocker.change);
            }
            for route in &plan.routes {
                let currency = route.currency.map(|c| format!(" {}", c.code())).unwrap_or_default();
                println!(
                    "  by {:<6} {:>12}{currency} {:>8} hours {:>3} to earn, until {}",
                    route.by.as_str(),
                    text::number(route.cost),
                    text::number(route.hours),
                    route.earned_steps(),
                    route.finish
                );
            }
        }
        Ok(())
    }
}
