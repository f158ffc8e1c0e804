//! Every conformance case: the planner finds the proven optimum, and two judges that share nothing with it accept the plan:
//! the audit of the library, and `check.py` on what the `cairn` command prints.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

use cairn_tests::cases::{self, Case};
use cairn_tests::programs::program;
use pathways::audit::audit;
use pathways::estimate::Estimates;
use pathways::frameworks::Frameworks;
use pathways::model::{Objective, Plan, Rational, Route};
use pathways::planner::{self, Request, Unwatched};

/// For one question. A planner that needs it has not proven its answer.
const TIME_LIMIT: Duration = Duration::from_secs(60);

/// Up to this many awards in the cone, the time objectives are asked for as well; every smaller case states its answer.
const SMALL: u64 = 25;

/// A case and what the planner answered to each question.
struct Answered {
    case: Case,
    plans: Vec<Plan>,
}

impl Answered {
    fn routes(&self, by: Objective) -> impl Iterator<Item = &Route> {
        self.plans.iter().flat_map(|plan| &plan.routes).filter(move |route| route.by == by)
    }
}

#[test]
fn every_optimum_is_found_and_proven() {
    each_case(|answered| {
        let case = &answered.case;
        if let Some(plan) = answered.plans.iter().find(|plan| plan.status.as_str() != case.expected.status) {
            return Err(format!("status {} where {} is right", plan.status.as_str(), case.expected.status));
        }
        for (objective, best) in case.expected.best.iter().filter(|(by, _)| small(case) || *by != Objective::Finish) {
            let route = answered.routes(*objective).next().ok_or(format!("no route by {objective:?}"))?;
            let found = value(route);
            if !close(found, *best) {
                return Err(format!("by {objective:?}: {found} (bound {}) where {best} is the optimum", route.bound));
            }
            if !route.proven {
                return Err(format!("by {objective:?}: not proven within {TIME_LIMIT:?}"));
            }
        }
        Ok(())
    });
}

#[test]
fn every_front_is_whole() {
    each_case(|answered| {
        let Some(mut expected) = answered.case.expected.front.clone().filter(|_| small(&answered.case)) else { return Ok(()) };
        let mut found: Vec<_> = answered.routes(Objective::Front).map(|route| (route.cost, week(route))).collect();
        found.sort();
        expected.sort();
        let agree = |(found, expected): (&(Rational, Rational), &(Rational, Rational))| close(found.0, expected.0) && found.1 == expected.1;
        if found.len() == expected.len() && found.iter().zip(&expected).all(agree) {
            return Ok(());
        }
        Err(format!("front {} where {} is right", points(&found), points(&expected)))
    });
}

/// A case lists all known reasons; the smallest change may need fewer of them, but never another.
#[test]
fn blockers_are_known_reasons_and_no_more_than_needed() {
    each_case(|answered| {
        let known = &answered.case.expected.blockers;
        for plan in answered.plans.iter().filter(|_| !known.is_empty()) {
            let named: Vec<_> = plan.blockers.iter().map(|it| (it.cause.as_str().to_owned(), it.id.clone())).collect();
            if named.is_empty() || named.len() > known.len() || named.iter().any(|one| !known.contains(one)) {
                return Err(format!("blockers {named:?} where {known:?} are known"));
            }
        }
        Ok(())
    });
}

#[test]
fn every_plan_passes_the_audit() {
    each_case(|Answered { case, plans }| {
        let violations: Vec<_> = plans.iter().flat_map(|plan| audit(&case.catalogue, &case.record, case.expected.strict, plan)).collect();
        if violations.is_empty() { Ok(()) } else { Err(format!("{violations:#?}")) }
    });
}

#[test]
fn every_small_plan_that_the_command_prints_passes_the_checker() {
    let Some(cairn) = command_and_python() else { return };
    let checker = concat!(env!("CARGO_MANIFEST_DIR"), "/conformance/check.py");
    let scratch = tempfile::tempdir().expect("a scratch folder");
    each_case(|Answered { case, .. }| {
        if !small(case) {
            return Ok(());
        }
        let packs = || case.packs.iter().flat_map(|pack| ["--pack".into(), pack.clone().into_os_string()]);
        let mut command = Command::new(&cairn);
        command.args(["plan", "--json", "--by", "all", "--target", case.expected.target.as_str()]);
        command.arg("--learner").arg(&case.learner).args(packs());
        if case.expected.strict {
            command.arg("--strict");
        }
        let answer = command.output().map_err(|error| format!("cairn did not start: {error}"))?;
        if !answer.status.success() {
            return Err(format!("cairn exits with {}: {}", answer.status, String::from_utf8_lossy(&answer.stderr)));
        }
        let plan = scratch.path().join(format!("{}.json", case.name));
        fs::write(&plan, &answer.stdout).map_err(|error| error.to_string())?;
        let mut judge = Command::new("python3");
        judge.arg(checker).arg(&plan).args(packs()).arg("--learner").arg(&case.learner).arg("--expect").arg(&case.expectation);
        let verdict = judge.output().map_err(|error| format!("check.py did not start: {error}"))?;
        if verdict.status.success() {
            return Ok(());
        }
        Err(format!("{}{}", String::from_utf8_lossy(&verdict.stdout), String::from_utf8_lossy(&verdict.stderr)))
    });
}

/// Catalogues that nobody wrote: the optimum is found by trying every set of steps with the checker's reading of the contract, and
/// the audit of the command refuses a disturbed route exactly when the checker does.
#[test]
fn drawn_catalogues_are_planned_and_audited_as_the_checker_judges() {
    let Some(cairn) = command_and_python() else { return };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/conformance/drawn.py");
    let judged = Command::new("python3").args([script, "--to", "60", "--cairn"]).arg(cairn).output().expect("python3 starts");
    let told = String::from_utf8_lossy(&judged.stdout);
    assert!(judged.status.success(), "{told}{}", String::from_utf8_lossy(&judged.stderr));
    assert!(told.contains(" routes") && told.contains(" audits"), "nothing was judged: {told}");
}

/// The `cairn` command, where it is built and a Python runs the checker.
fn command_and_python() -> Option<PathBuf> {
    let Some(cairn) = program("cairn") else {
        println!("skipped: the `cairn` command has not been built (cargo build --bin cairn)");
        return None;
    };
    if Command::new("python3").arg("--version").output().is_err() {
        println!("skipped: there is no python3 here to run check.py");
        return None;
    }
    Some(cairn)
}

fn small(case: &Case) -> bool {
    case.expected.cone <= SMALL
}

/// Small cases are asked for everything at once, so that routes are judged against one another; large ones piece by piece,
/// so that one slow objective leaves time to the others.
fn ask(case: Case) -> Answered {
    use Objective::{Cost, Finish, Front, Hours, Steps};
    let questions: &[&[Objective]] = if small(&case) { &[&[Cost, Finish, Hours, Steps, Front]] } else { &[&[Cost], &[Hours], &[Steps]] };
    let estimates = Estimates::new(&case.catalogue, Frameworks::bundled());
    let answer = |objectives: &&[Objective]| {
        let request = Request {
            catalogue: &case.catalogue,
            estimates: &estimates,
            record: &case.record,
            target: &case.expected.target,
            objectives,
            strict: case.expected.strict,
            without_estimates: false,
            time_limit: TIME_LIMIT,
        };
        planner::plan(&request, &Unwatched).unwrap_or_else(|error| panic!("{}: {error}", case.name))
    };
    let plans = questions.iter().map(answer).collect();
    Answered { case, plans }
}

/// All cases, planned once for all tests, on as many threads as there are processors.
fn answered() -> &'static [Answered] {
    static ANSWERED: OnceLock<Vec<Answered>> = OnceLock::new();
    ANSWERED.get_or_init(|| {
        let cases = cases::all();
        assert!(cases.len() >= 100, "only {} cases were found", cases.len());
        let (waiting, done) = (Mutex::new(cases.into_iter()), Mutex::new(Vec::new()));
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    loop {
                        let next = waiting.lock().expect("no thread fails with the lock").next();
                        let Some(case) = next else { break };
                        let answered = ask(case);
                        done.lock().expect("no thread fails with the lock").push(answered);
                    }
                });
            }
        });
        done.into_inner().expect("no thread failed with the lock")
    })
}

/// Judges every case and fails with all that is wrong.
fn each_case(judge: impl Fn(&Answered) -> Result<(), String>) {
    let judged = answered().iter().filter_map(|one| judge(one).err().map(|what| format!("{}: {what}", one.case.name)));
    let failures: Vec<String> = judged.collect();
    assert!(failures.is_empty(), "{} of {} cases fail:\n{}", failures.len(), answered().len(), failures.join("\n"));
}

/// What a route is best by, in its own measure.
fn value(route: &Route) -> Rational {
    match route.by {
        Objective::Cost => route.cost,
        Objective::Hours => route.hours,
        Objective::Steps => Rational::from_integer(i128::try_from(route.earned_steps()).expect("few steps")),
        Objective::Finish | Objective::Front => week(route),
    }
}

fn week(route: &Route) -> Rational {
    Rational::from_integer(i128::from(route.finish_week))
}

/// The cases state amounts to the cent.
fn close(found: Rational, expected: Rational) -> bool {
    let difference = if found > expected { found - expected } else { expected - found };
    difference < Rational::new(6, 1000)
}

fn points(front: &[(Rational, Rational)]) -> String {
    front.iter().map(|(cost, week)| format!("({cost}, {week})")).collect::<Vec<_>>().join(" ")
}
