//! `cairn plan`: routes to a target.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueEnum};
use pathways::answer::{AnswerError, answer, answer_keeping};
use pathways::interchange::contract::write_plan;
use pathways::model::{AwardId, LearnerRecord, Objective, Plan, Way};
use pathways::planner::{Request, Unwatched};

use crate::cohort::Cohort;
use crate::input::{self, Packs, World};
use crate::progress::Progress;
use crate::{Answer, Refused, refuse, text};

/// Compute routes to a target and print a plan.
#[derive(Args)]
pub struct PlanCommand {
    #[command(flatten)]
    target: Wanted,
    /// The learner record; `-` is standard input. Several, or a folder of records: each is planned, one JSON line for each.
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    learner: Vec<PathBuf>,
    #[command(flatten)]
    packs: Packs,
    /// A plan that was agreed before: of all routes, those with the fewest steps that its first route does not have.
    #[arg(long, value_name = "PLAN")]
    keep: Option<PathBuf>,
    /// What the route shall be best by; `all`: one route for each objective, and the front.
    #[arg(long, value_enum, default_value = "all")]
    by: By,
    #[command(flatten)]
    terms: Terms,
}

/// What is wanted.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub struct Wanted {
    /// The award that is wanted.
    #[arg(long, value_name = "ID")]
    target: Option<String>,
    /// Skills that are wanted, by their addresses, or the profile of an occupation (ESCO, O*NET, CTDL; JSON or a table): the
    /// cheapest awards that develop all of them.
    #[arg(long, value_name = "URI|FILE", value_delimiter = ',')]
    skills: Vec<String>,
}

impl Wanted {
    /// The award to plan for, and what the question can touch. Skills become an award of the whole catalogue.
    fn world(&self, packs: &Packs, store: Option<&Path>, record: &LearnerRecord) -> Result<(World, AwardId), Refused> {
        match &self.target {
            Some(target) => {
                let target = AwardId::from(target.as_str());
                Ok((packs.toward(store, std::slice::from_ref(&target), record)?, target))
            }
            None => {
                let mut world = packs.whole(store)?;
                let target = world.want_skills(&self.skills, record)?;
                Ok((world, target))
            }
        }
    }
}

/// The terms on which routes are sought.
#[derive(Args)]
pub struct Terms {
    /// Unknown gates and unknown grades count as unmet.
    #[arg(long)]
    pub strict: bool,
    /// Only routes whose every cost and hour is known.
    #[arg(long)]
    without_estimates: bool,
    /// After so many seconds the best routes found are printed with their bounds.
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    time_limit: Duration,
}

#[derive(Clone, Copy, ValueEnum)]
enum By {
    Cost,
    Finish,
    Hours,
    Steps,
    Front,
    All,
}

impl By {
    fn objectives(self) -> &'static [Objective] {
        match self {
            Self::Cost => &[Objective::Cost],
            Self::Finish => &[Objective::Finish],
            Self::Hours => &[Objective::Hours],
            Self::Steps => &[Objective::Steps],
            Self::Front => &[Objective::Front],
            Self::All => &[Objective::Cost, Objective::Finish, Objective::Hours, Objective::Steps, Objective::Front],
        }
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| format!("“{text}” is no number of seconds"))?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

impl Terms {
    /// Plans and judges.
    pub fn plan(&self, world: &World, record: &LearnerRecord, target: &AwardId, objectives: &[Objective]) -> Result<Plan, Refused> {
        answer(&self.request(world, record, target, objectives), &Progress::new()).map_err(refuse)
    }

    /// The same without a word about how the work goes.
    pub fn plan_unwatched(
        &self,
        world: &World,
        record: &LearnerRecord,
        target: &AwardId,
        objectives: &[Objective],
    ) -> Result<Plan, AnswerError> {
        answer(&self.request(world, record, target, objectives), &Unwatched)
    }

    /// The question on these terms.
    pub fn request<'a>(
        &self,
        world: &'a World,
        record: &'a LearnerRecord,
        target: &'a AwardId,
        objectives: &'a [Objective],
    ) -> Request<'a> {
        Request {
            catalogue: &world.catalogue,
            estimates: &world.estimates,
            record,
            target,
            objectives,
            strict: self.strict,
            without_estimates: self.without_estimates,
            time_limit: self.time_limit,
        }
    }
}

impl PlanCommand {
    /// Runs the subcommand.
    pub fn run(&self, json: bool, store: Option<&Path>) -> Answer {
        let record = match &self.learner[..] {
            [file] if !file.is_dir() => input::learner(file)?,
            _ if self.keep.is_some() => return Err(refuse("--keep goes with one record. Name one with --learner, or leave --keep out.")),
            several => return self.cohort(several, store),
        };
        let (world, target) = self.target.world(&self.packs, store, &record)?;
        let plan = match &self.keep {
            Some(file) => {
                let agreed = steps(&input::plan(file)?);
                let request = self.terms.request(&world, &record, &target, self.by.objectives());
                answer_keeping(&request, &agreed, &Progress::new()).map_err(refuse)?
            }
            None => self.terms.plan(&world, &record, &target, self.by.objectives())?,
        };
        if json {
            print!("{}", write_plan(&plan));
        } else {
            print!("{}", text::plan(&world.catalogue, &plan));
        }
        Ok(())
    }
}

impl PlanCommand {
    /// Plans for many records.
    fn cohort(&self, paths: &[PathBuf], store: Option<&Path>) -> Answer {
        let cohort = Cohort::read(&input::records(paths)?);
        let (world, target) = self.target.world(&self.packs, store, &cohort.together())?;
        cohort.plan(&|record| self.terms.plan_unwatched(&world, record, &target, self.by.objectives()))
    }
}

/// The steps of a plan's first route.
fn steps(plan: &Plan) -> Vec<(AwardId, Way)> {
    plan.routes.first().into_iter().flat_map(|route| &route.steps).map(|step| (step.award.clone(), step.way.clone())).collect()
}
