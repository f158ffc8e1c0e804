//! `cairn bench`: generated catalogues of every family, planned by every objective.

mod families;
#[cfg(feature = "highs")]
mod rival;

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use pathways::estimate::Estimates;
use pathways::frameworks::Frameworks;
use pathways::interchange::SourceFile;
use pathways::interchange::contract::{read_learner, read_packs};
use pathways::model::{AwardId, Catalogue, LearnerRecord, Objective, Rational, Route};
use pathways::planner::{Program, Request, Unwatched, plan, program};
use serde_json::{Value, json};

use crate::{Answer, Refused, refuse};
use families::Family;

/// Plan generated catalogues and tell how long it takes.
#[derive(Args)]
pub struct Bench {
    /// Only this family; may be given several times.
    #[arg(long, value_enum)]
    family: Vec<Family>,
    /// How many catalogues of each size.
    #[arg(long, default_value = "3", value_name = "NUMBER")]
    seeds: u64,
    /// Only catalogues of so many awards, instead of each family's own sizes.
    #[arg(long, value_name = "AWARDS")]
    size: Option<usize>,
    /// Seconds for each question.
    #[arg(long, default_value = "60", value_name = "SECONDS")]
    time_limit: u64,
    /// Also write each catalogue, its record and its integer programs into this folder, for other solvers.
    #[arg(long, value_name = "DIR")]
    export: Option<PathBuf>,
}

/// One question and its answer.
struct Row {
    name: String,
    objective: Objective,
    value: Option<Rational>,
    proven: bool,
    routes: usize,
    milliseconds: f64,
    /// What HiGHS says to the same question, where it is compiled in and the question is one of a sum.
    highs: Option<Rival>,
}

/// The answer of another solver.
struct Rival {
    value: Option<Rational>,
    milliseconds: f64,
}

impl Bench {
    /// Runs the subcommand.
    pub fn run(&self, json: bool) -> Answer {
        let families = if self.family.is_empty() { Family::ALL.to_vec() } else { self.family.clone() };
        let mut rows: Vec<Row> = Vec::new();
        for family in families {
            let sizes = self.size.map_or_else(|| family.sizes().to_vec(), |size| vec![size]);
            for (size, seed) in sizes.iter().flat_map(|&size| (1..=self.seeds).map(move |seed| (size, seed))) {
                self.instance(family, size, seed, json, &mut rows)?;
            }
        }
        if json {
            println!("{}", Value::Array(rows.iter().map(Row::to_json).collect()));
        } else {
            summary(&rows);
        }
        Ok(())
    }

    fn instance(&self, family: Family, size: usize, seed: u64, json: bool, rows: &mut Vec<Row>) -> Answer {
        let name = format!("{}-{size}-{seed}", family.name());
        let (pack, learner) = family.instance(size, seed);
        let (catalogue, record) = read(&pack, &learner)?;
        let estimates = Estimates::new(&catalogue, Frameworks::bundled());
        if let Some(folder) = &self.export {
            save(&folder.join(&name).join("pack.json"), &pack)?;
            save(&folder.join(&name).join("learner.json"), &learner)?;
        }
        for objective in [Objective::Cost, Objective::Finish, Objective::Hours, Objective::Steps, Objective::Front] {
            let request = Request {
                catalogue: &catalogue,
                estimates: &estimates,
                record: &record,
                target: &AwardId::from("target"),
                objectives: &[objective],
                strict: false,
                without_estimates: false,
                time_limit: Duration::from_secs(self.time_limit),
            };
            let began = std::time::Instant::now();
            let answer = plan(&request, &Unwatched).map_err(refuse)?;
            let milliseconds = began.elapsed().as_secs_f64() * 1000.0;
            let proven = !answer.routes.is_empty() && answer.routes.iter().all(|route| route.proven);
            let value = answer.routes.first().map(|route| value(objective, route));
            let program = if self.asks_others() { program(&request, objective).map_err(refuse)? } else { None };
            let highs = program.as_ref().and_then(|program| rival(program, self.time_limit));
            let row = Row { name: name.clone(), objective, value, proven, routes: answer.routes.len(), milliseconds, highs };
            if !json {
                println!("{}", row.line());
            }
            if let Some(highs) = row.highs.as_ref().and_then(|highs| highs.value).filter(|highs| proven && Some(*highs) != value) {
                let highs = pathways::model::exact::decimal(highs, 2);
                return Err(refuse(format!("{name} by {}: HiGHS proves {highs}. Please report this.", objective.as_str())));
            }
            rows.push(row);
            if let (Some(folder), Some(program)) = (&self.export, program) {
                save(&folder.join(&name).join(format!("{}.program.json", objective.as_str())), &json!(program))?;
            }
        }
        Ok(())
    }
}

impl Bench {
    /// Whether questions are stated for other solvers too.
    fn asks_others(&self) -> bool {
        cfg!(feature = "highs") || self.export.is_some()
    }
}

#[cfg(feature = "highs")]
fn rival(program: &Program, seconds: u64) -> Option<Rival> {
    let solved = rival::solve(program, seconds);
    let value = solved.proven.map(|value| Rational::new(i128::from(value), program.per));
    Some(Rival { value, milliseconds: solved.milliseconds })
}

#[cfg(not(feature = "highs"))]
fn rival(_program: &Program, _seconds: u64) -> Option<Rival> {
    None
}

impl Row {
    fn line(&self) -> String {
        let value = self.value.map_or_else(|| "no route".to_owned(), |value| pathways::model::exact::decimal(value, 2));
        let value = if self.objective == Objective::Front { format!("{} routes", self.routes) } else { value };
        let proven = if self.proven { "proven" } else { "not proven" };
        let highs = self.highs.as_ref().map_or_else(String::new, |highs| {
            format!("   HiGHS {} {:>10.1} ms", if highs.value.is_some() { "proven    " } else { "not proven" }, highs.milliseconds)
        });
        format!("{:<20} {:<7} {value:>12}  {proven:<10} {:>10.1} ms{highs}", self.name, self.objective.as_str(), self.milliseconds)
    }

    fn to_json(&self) -> Value {
        json!({ "instance": self.name, "by": self.objective.as_str(), "value": self.value.map(|v| pathways::model::exact::decimal(v, 2)),
            "proven": self.proven, "routes": self.routes, "ms": self.milliseconds,
            "highs": self.highs.as_ref().map(|highs| json!({ "proven": highs.value.is_some(), "ms": highs.milliseconds })) })
    }
}

/// What a route is best by.
fn value(objective: Objective, route: &Route) -> Rational {
    let whole = |number: usize| Rational::from_integer(number as i128);
    match objective {
        Objective::Cost | Objective::Front => route.cost,
        Objective::Finish => whole(route.finish_week as usize),
        Objective::Hours => route.hours,
        Objective::Steps => whole(route.earned_steps()),
    }
}

fn summary(rows: &[Row]) {
    let mut times: Vec<f64> = rows.iter().map(|row| row.milliseconds).collect();
    times.sort_by(f64::total_cmp);
    let Some((middle, slowest)) = times.get(times.len() / 2).zip(times.last()) else { return };
    let proven = rows.iter().filter(|row| row.proven).count();
    println!("{} questions, {proven} proven; median {middle:.1} ms, slowest {slowest:.1} ms", rows.len());
    let mut ratios: Vec<f64> = rows
        .iter()
        .filter(|row| row.proven)
        .filter_map(|row| row.highs.as_ref().filter(|highs| highs.value.is_some()).map(|highs| highs.milliseconds / row.milliseconds))
        .collect();
    ratios.sort_by(f64::total_cmp);
    if let Some(middle) = ratios.get(ratios.len() / 2) {
        println!("HiGHS takes {middle:.1} times as long at the median of the {} questions that both prove", ratios.len());
    }
}

fn read(pack: &Value, learner: &Value) -> Result<(Catalogue, LearnerRecord), Refused> {
    let file = |name: &str, value: &Value| SourceFile::new(name.to_owned(), value.to_string().into_bytes());
    let wrong = |findings: Vec<pathways::finding::Finding>| refuse(findings.first().map_or_else(String::new, ToString::to_string));
    let (catalogue, _) = read_packs(&[file("pack.json", pack)]).map_err(wrong)?;
    let (record, _) = read_learner(&file("learner.json", learner)).map_err(wrong)?;
    Ok((catalogue, record))
}

fn save(path: &Path, value: &Value) -> Answer {
    let written = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(path, value.to_string()));
    written.map_err(|error| refuse(format!("{} cannot be written: {error}. Check the path and the permissions.", path.display())))
}
