//! `cairn unlocks`: what the record brings closer.

use std::path::PathBuf;

use clap::Args;
use pathways::explain::unlocks::closer;
use pathways::interchange::contract::plan_to_json;
use pathways::model::{Objective, Plan};
use serde_json::json;

use crate::input::{self, Packs};
use crate::plan::Terms;
use crate::{Answer, text};

/// List every qualification that the record brings closer, with what remains by each objective.
#[derive(Args)]
pub struct Unlocks {
    /// The learner record; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    learner: PathBuf,
    #[command(flatten)]
    packs: Packs,
    #[command(flatten)]
    terms: Terms,
}

impl Unlocks {
    /// Runs the subcommand.
    pub fn run(&self, json: bool) -> Answer {
        let world = self.packs.read()?;
        let record = input::learner(&self.learner)?;
        let mut plans: Vec<Plan> = Vec::new();
        for target in closer(&world.catalogue, &record) {
            plans.push(self.terms.plan(&world, &record, &target, &[Objective::Cost, Objective::Hours, Objective::Steps])?);
        }
        plans.sort_by_key(|plan| (plan.routes.is_empty(), plan.routes.first().map(|r| r.cost), plan.target.clone()));
        if json {
            println!("{}", json!({ "unlocks": plans.iter().map(plan_to_json).collect::<Vec<_>>() }));
            return Ok(());
        }
        for plan in &plans {
            println!("{} ({})", world.catalogue.title(&plan.target), plan.target);
            match plan.routes.first() {
                Some(route) => {
                    let currency = route.currency.map(|c| format!(" {}", c.code())).unwrap_or_default();
                    let least = |objective| plan.routes.iter().find(|r| r.by == objective);
                    let hours = least(Objective::Hours).map_or_else(String::new, |r| text::number(r.hours));
                    let steps = least(Objective::Steps).map_or(0, |r| r.earned_steps());
                    println!("  remaining at least: {}{currency}, {hours} hours, {steps} to earn", text::number(route.cost));
                }
                None => println!("  closed: {}", plan.blockers.first().map_or("no route was found in time", |b| b.change.as_str())),
            }
        }
        Ok(())
    }
}
