//! `cairn audit`: judges a plan with code that shares nothing with the search.

use std::path::PathBuf;

use clap::Args;
use pathways::audit::audit;
use serde_json::json;

use crate::input::{self, EachPack};
use crate::{Answer, Refused};

/// Check a plan rule by rule; exit 1 when a rule is broken.
#[derive(Args)]
pub struct Audit {
    /// The plan; `-` is standard input.
    plan: PathBuf,
    /// More packs, as after `--pack A B`.
    #[arg(value_name = "PACK", hide = true)]
    more: Vec<PathBuf>,
    /// The learner record.
    #[arg(long, value_name = "FILE")]
    learner: PathBuf,
    #[command(flatten)]
    packs: EachPack,
    /// The skills that the plan is for, when it was made with `cairn plan --skills`.
    #[arg(long, value_name = "URI", value_delimiter = ',')]
    skills: Vec<String>,
    /// Unknown gates and unknown grades count as unmet.
    #[arg(long)]
    strict: bool,
}

impl Audit {
    /// Runs the subcommand.
    pub fn run(&self, json: bool) -> Answer {
        let mut world = self.packs.read(&self.more)?;
        let record = input::learner(&self.learner)?;
        if !self.skills.is_empty() {
            world.want_skills(&self.skills, &record)?;
        }
        let plan = input::plan(&self.plan)?;
        let violations = audit(&world.catalogue, &record, self.strict, &plan);
        if json {
            let list: Vec<_> = violations.iter().map(|v| json!({ "route": v.route, "rule": v.rule, "message": v.to_string() })).collect();
            println!("{}", json!({ "legal": violations.is_empty(), "violations": list }));
        } else if violations.is_empty() {
            println!("The plan is legal.");
        }
        for violation in violations.iter().filter(|_| !json) {
            match violation.route {
                Some(route) => println!("route {route}: {violation}"),
                None => println!("{violation}"),
            }
        }
        if violations.is_empty() { Ok(()) } else { Err(Refused) }
    }
}
