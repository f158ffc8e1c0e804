//! `cairn compare`: targets side by side.

use clap::Args;
use pathways::choice::{Delta, Totals};
use pathways::explain::choices;
use pathways::interchange::contract::plan_to_json;
use pathways::model::{AwardId, Objective, PlanStatus};
use serde_json::json;

use crate::input::Question;
use crate::{Answer, text};

/// By what the targets are compared.
const OBJECTIVES: [Objective; 4] = [Objective::Cost, Objective::Finish, Objective::Hours, Objective::Steps];

/// Put targets side by side: the best route to each by cost, finish, hours and steps, and what it asks beyond the first.
#[derive(Args)]
pub struct Compare {
    #[command(flatten)]
    question: Question,
    /// The targets.
    #[arg(required = true, value_name = "TARGET")]
    targets: Vec<String>,
}

impl Compare {
    /// Runs the subcommand.
    pub fn run(&self, json: bool) -> Answer {
        let (world, record) = self.question.read()?;
        let mut plans = Vec::new();
        for target in &self.targets {
            let target = AwardId::from(target.as_str());
            plans.push(self.question.terms.plan(&world, &record, &target, &OBJECTIVES)?);
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
                // What it asks beyond the route to the first target.
                if let Some(first) = plans[0].routes.iter().find(|first| first.by == route.by && first.currency == route.currency)
                    && plan.target != plans[0].target
                {
                    let delta = Delta::between(&Totals::from(first), &Totals::from(route));
                    println!("             {} than {}", choices::compared(&delta, route.currency), world.catalogue.title(&plans[0].target));
                }
            }
        }
        Ok(())
    }
}
