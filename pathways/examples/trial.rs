use pathways::{estimate::Estimates, frameworks::Frameworks, interchange::contract::*, interchange::*, model::*, planner::*};
use std::time::{Duration, Instant};
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let which = std::env::args().nth(2).unwrap_or_else(|| "all".into());
    let filter = std::env::args().nth(3).unwrap_or_default();
    let limit: f64 = std::env::args().nth(4).map_or(20.0, |s| s.parse().unwrap());
    let mut names: Vec<_> = std::fs::read_dir(&dir).unwrap().map(|e| e.unwrap().path()).collect();
    names.sort();
    let mut bad = 0;
    for case in names {
        let name = case.file_name().unwrap().to_string_lossy().to_string();
        if !name.contains(&filter) {
            continue;
        }
        let mut packs: Vec<SourceFile> = vec![];
        for f in std::fs::read_dir(&case).unwrap() {
            let p = f.unwrap().path();
            if p.file_name().unwrap().to_string_lossy().starts_with("pack") {
                packs.push(SourceFile::new(p.to_string_lossy().to_string(), std::fs::read(&p).unwrap()));
            }
        }
        let (catalogue, _) = match read_packs(&packs) {
            Ok(x) => x,
            Err(e) => {
                println!("{name}: packs refused: {}", e[0]);
                continue;
            }
        };
        let (record, _) = read_learner(&SourceFile::new("learner", std::fs::read(case.join("learner.json")).unwrap())).unwrap();
        let expect: serde_json::Value = serde_json::from_slice(&std::fs::read(case.join("expect.json")).unwrap()).unwrap();
        let est = Estimates::new(&catalogue, Frameworks::bundled());
        let target: AwardId = expect["target"].as_str().unwrap().into();
        let objs: Vec<Objective> = match which.as_str() {
            "all" => vec![Objective::Cost, Objective::Hours, Objective::Steps, Objective::Finish, Objective::Front],
            "three" => vec![Objective::Cost, Objective::Hours, Objective::Steps],
            o => vec![Objective::parse(o).unwrap()],
        };
        let strict = expect["strict"].as_bool().unwrap_or(false);
        let t = Instant::now();
        let plan = plan(
            &Request {
                catalogue: &catalogue,
                estimates: &est,
                record: &record,
                target: &target,
                objectives: &objs,
                strict,
                without_estimates: false,
                time_limit: Duration::from_secs_f64(limit),
            },
            &Unwatched,
        )
        .unwrap();
        let el = t.elapsed();
        let mut problems = vec![];
        if plan.status.as_str() != expect["status"].as_str().unwrap() {
            problems.push(format!("status {} expected {}", plan.status, expect["status"]));
        }
        let mut front = vec![];
        for r in &plan.routes {
            let f = |x: Rational| *x.numer() as f64 / *x.denom() as f64;
            let (key, val) = match r.by {
                Objective::Cost => ("cost", f(r.cost)),
                Objective::Hours => ("hours", f(r.hours)),
                Objective::Steps => ("steps", r.earned_steps() as f64),
                Objective::Finish => ("finish_week", r.finish_week as f64),
                Objective::Front => {
                    front.push((f(r.cost), r.finish_week));
                    continue;
                }
            };
            if let Some(want) = expect["by"][key].as_f64() {
                if (want - val).abs() > 0.006 {
                    problems.push(format!("{key} {val} expected {want} proven {}", r.proven));
                }
            }
            if !r.proven {
                problems.push(format!("{key} {val} not proven bound {}", f(r.bound)));
            }
        }
        if let (Some(w), false) = (expect["front"].as_array(), front.is_empty()) {
            let w: Vec<(f64, u32)> = w.iter().map(|p| (p[0].as_f64().unwrap(), p[1].as_u64().unwrap() as u32)).collect();
            if w != front {
                problems.push(format!("front {front:?} expected {w:?}"));
            }
        }
        if plan.status == PlanStatus::Unreachable {
            if plan.blockers.is_empty() {
                problems.push("no blockers".into());
            }
        }
        let audit = pathways::audit::audit(&catalogue, &record, strict, &plan);
        for v in &audit {
            for r in &plan.routes {
                eprintln!("{} c{} f{} h{} s{}", r.by, r.cost, r.finish_week, r.hours, r.earned_steps());
            }
            problems.push(format!("audit {:?}: {}", v.route, v.message));
        }
        let times: Vec<String> = plan.routes.iter().map(|r| format!("{}:{:.1}", r.by, r.solve_micros as f64 / 1000.)).collect();
        if !problems.is_empty() {
            bad += 1;
        }
        println!(
            "{name} {:.1}ms [{}] {}",
            el.as_secs_f64() * 1000.,
            times.join(" "),
            if problems.is_empty() { "ok".into() } else { format!("BAD {problems:?}") }
        );
    }
    println!("{bad} bad");
}
