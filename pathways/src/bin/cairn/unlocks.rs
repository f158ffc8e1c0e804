//! `cairn unlocks`: what the record brings closer.

use std::path::PathBuf;

use clap::Args;
use pathways::choice::{Unlock, unlocks};
use pathways::explain::unlocks::closer;
use pathways::interchange::contract::plan_to_json;
use pathways::model::{LearnerRecord, Objective, Plan, exact};
use serde_json::json;

use crate::input::{self, Packs, World};
use crate::plan::Terms;
use crate::progress::Bar;
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
    /// Lower bounds of what remains, for all at once and without a search.
    #[arg(long)]
    bounds: bool,
}

impl Unlocks {
    /// Runs the subcommand.
    pub fn run(&self, json: bool) -> Answer {
        let world = self.packs.read()?;
        let record = input::learner(&self.learner)?;
        let closer = closer(&world.catalogue, &record);
        if self.bounds {
            let ranked = unlocks(&world.catalogue, &world.estimates, &record, self.terms.strict, &closer, &|| false);
            print_bounds(&world, &record, &ranked.unwrap_or_default(), json);
            return Ok(());
        }
        let mut plans: Vec<Plan> = Vec::new();
        let bar = Bar::new(closer.len(), "qualifications planned");
        for target in closer {
            plans.push(self.terms.plan(&world, &record, &target, &[Objective::Cost, Objective::Hours, Objective::Steps])?);
            bar.done();
        }
        drop(bar);
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

fn print_bounds(world: &World, record: &LearnerRecord, ranked: &[Unlock], json: bool) {
    let currency = record.preferences.currency;
    if json {
        let one = |unlock: &Unlock| {
            let remains = unlock.remains.map(|r| json!({ "cost": exact::to_number(r.cost), "hours": exact::to_number(r.hours), "steps": exact::to_number(exact::whole(exact::ceil(r.steps))) }));
            json!({ "target": unlock.award.as_str(), "at_least": remains, "currency": currency.map(|c| c.code()) })
        };
        println!("{}", json!({ "x-bounds": ranked.iter().map(one).collect::<Vec<_>>() }));
        return;
    }
    for unlock in ranked {
        println!("{} ({})", world.catalogue.title(&unlock.award), unlock.award);
        match unlock.remains {
            Some(remains) => println!(
                "  remaining at least: {}{}, {} hours, {} to earn",
                text::number(remains.cost),
                currency.map(|c| format!(" {}", c.code())).unwrap_or_default(),
                text::number(remains.hours),
                exact::ceil(remains.steps)
            ),
            None => println!("  closed"),
        }
    }
}
