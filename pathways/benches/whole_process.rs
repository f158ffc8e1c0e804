//! How long `cairn plan` takes as a whole process, beside what it cannot do without: a process that reads the same packs. And how
//! long an established solver (microlp) takes for the same question, stated as an integer program.
//!
//!     cargo bench -p cairn-pathways --bench whole_process
//!
//! Times are on the clock; on a busy machine compare the rows of one run only.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use criterion::{BenchmarkGroup, Criterion, measurement::WallTime};
use good_lp::{Expression, ProblemVariables, SolverModel, Variable, WithTimeLimit, constraint, microlp, variable};
use pathways::bundled;
use pathways::estimate::Estimates;
use pathways::frameworks::Frameworks;
use pathways::interchange::SourceFile;
use pathways::interchange::contract::{read_learner, read_packs};
use pathways::model::{AwardId, Catalogue, LearnerRecord, Objective};
use pathways::planner::{Program, Request, program};

const OBJECTIVES: [Objective; 5] = [Objective::Cost, Objective::Finish, Objective::Hours, Objective::Steps, Objective::Front];

/// Every so manieth qualification of the bundled catalogue is planned.
const EVERY: usize = 25;

fn cairn() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cairn"));
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn runs(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, command: impl Fn() -> Command) {
    group.bench_function(name, |bench| bench.iter(|| command().status().expect("the command starts")));
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue").join(name)
}

fn learner(name: &str) -> (LearnerRecord, AwardId) {
    let file = folder("learners").join(name);
    let (record, _) = read_learner(&SourceFile::new(name, std::fs::read(file).expect("a sample"))).expect("a record");
    let target = record.extensions.iter().find(|(key, _)| key == "x-target").and_then(|(_, value)| value.as_str());
    let target = AwardId::from(target.expect("a sample names what it is for"));
    (record, target)
}

fn plan(target: &AwardId, learner: &str, by: &str) -> Command {
    let mut command = cairn();
    command.args(["plan", "--json", "--by", by, "--target", target.as_str(), "--learner"]).arg(folder("learners").join(learner));
    command
}

/// The whole bundled catalogue: reading it, and planning in it.
fn processes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("process");
    group.sample_size(20).measurement_time(Duration::from_secs(2)).warm_up_time(Duration::from_millis(300));
    let mut packs: Vec<PathBuf> =
        std::fs::read_dir(folder("packs")).expect("the packs").map(|entry| entry.expect("a file").path()).collect();
    packs.sort();
    runs(&mut group, "starts and does nothing", || {
        let mut command = cairn();
        command.arg("--version");
        command
    });
    runs(&mut group, "reads the packs (check)", || {
        let mut command = cairn();
        command.arg("check").args(&packs);
        command
    });
    for file in ["learner.json", "advised.json", "explorer.json"] {
        let (_, target) = learner(file);
        for by in OBJECTIVES.map(Objective::as_str).into_iter().chain(["all"]) {
            runs(&mut group, &format!("plans {target} by {by}"), || plan(&target, file, by));
        }
    }
    let catalogue = bundled::catalogue().expect("the bundled packs go together");
    for award in catalogue.awards.values().filter(|award| award.kind.is_qualification()).step_by(EVERY) {
        runs(&mut group, &format!("plans {} by cost", award.id), || plan(&award.id, "explorer.json", "cost"));
    }
    group.finish();
    let mut group = criterion.benchmark_group("function");
    group.sample_size(20);
    let files = bundled::pack_files();
    group.bench_function("reads the packs", |bench| bench.iter(|| black_box(read_packs(&files).expect("the bundled packs"))));
    group.finish();
}

/// The sample learners' questions by a sum, as integer programs: stated by the planner, solved by microlp.
fn programs(criterion: &mut Criterion) {
    let catalogue = bundled::catalogue().expect("the bundled packs go together");
    let estimates = Estimates::new(&catalogue, Frameworks::bundled());
    let mut group = criterion.benchmark_group("microlp");
    group.sample_size(10).measurement_time(Duration::from_secs(2)).warm_up_time(Duration::from_millis(300));
    for file in ["learner.json", "advised.json", "explorer.json"] {
        let (record, target) = learner(file);
        for objective in [Objective::Cost, Objective::Hours, Objective::Steps] {
            let Some(program) = stated(&catalogue, &estimates, &record, &target, objective) else { continue };
            group.bench_function(format!("solves {target} by {}", objective.as_str()), |bench| bench.iter(|| black_box(solved(&program))));
        }
    }
    group.finish();
}

fn stated(catalogue: &Catalogue, estimates: &Estimates, record: &LearnerRecord, target: &AwardId, objective: Objective) -> Option<Program> {
    let request = Request {
        catalogue,
        estimates,
        record,
        target,
        objectives: &[objective],
        strict: false,
        without_estimates: false,
        time_limit: Duration::from_secs(60),
    };
    program(&request, objective).expect("the samples say enough")
}

/// The optimum, or an error when there is none within ten seconds.
fn solved(program: &Program) -> Result<f64, good_lp::ResolutionError> {
    let mut variables = ProblemVariables::new();
    let all: Vec<Variable> = (0..program.variables).map(|_| variables.add(variable().binary())).collect();
    let literal = |number: i64| -> Expression {
        let variable = all[number.unsigned_abs() as usize - 1];
        if number > 0 { variable.into() } else { 1.0 - variable }
    };
    let sum = |terms: &[(i64, i64)]| -> Expression { terms.iter().map(|&(weight, number)| literal(number) * weight as f64).sum() };
    // On a circle what rests on another comes later in an order.
    let most = 1 + program.rests.iter().map(|&(_, later, earlier)| later.max(earlier)).max().unwrap_or(0);
    let order: Vec<Variable> = (0..most).map(|_| variables.add(variable().min(0).max(most as f64))).collect();
    let total = sum(&program.objective);
    let mut model = variables.minimise(total.clone()).using(microlp).with_time_limit(10.0);
    for (terms, bound) in &program.rows {
        model = model.with(constraint!(sum(terms) >= *bound as f64));
    }
    for &(number, later, earlier) in &program.rests {
        model = model.with(constraint!(order[later] - order[earlier] >= 1.0 - (most as f64 + 1.0) * (1.0 - literal(number))));
    }
    model.solve().map(|solution| good_lp::Solution::eval(&solution, &total))
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    processes(&mut criterion);
    programs(&mut criterion);
    criterion.final_summary();
}
