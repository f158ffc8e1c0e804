//! Fills a store with learners who have agreed plans on the bundled catalogue, and measures what an advisor waits for: the list, a
//! search, a tag, looking at everyone, and looking again after a pack has changed.
//!
//! `cargo run --release -p cairn-pathways --example learners -- 5000 FOLDER`
//!
//! The folder must not hold a store yet. The same number gives the same learners.

use std::error::Error;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use chrono::{NaiveDate, NaiveTime};
use pathways::agreed::{self, AgreedPlan};
use pathways::answer::answer;
use pathways::bundled;
use pathways::estimate::Estimates;
use pathways::frameworks::Frameworks;
use pathways::interchange::SourceFile;
use pathways::interchange::contract::read_learner;
use pathways::model::{AwardId, Catalogue, LearnerRecord, Objective};
use pathways::planner::{Request, Unwatched};
use pathways::store::{LearnerId, Store, StorePath, TriageOnly, TriageQuery};

const TARGETS: [&str; 3] = ["gt:oms-analytics", "edx:gtx-analytics-mm", "ou:ma-msc-open"];
const NAMES: [&str; 10] = ["Ada", "Bo", "Chiara", "Dara", "Efua", "Farid", "Greta", "Hugo", "Ines", "Jonas"];
const FAMILIES: [&str; 10] = ["Abbott", "Brand", "Costa", "Diallo", "Endo", "Fischer", "Garcia", "Haddad", "Iversen", "Jansen"];
const TAGS: [&str; 4] = ["spring", "autumn", "part-time", "scholarship"];
/// As many as the window looks at before it tells how far it is.
const BATCH: usize = 500;
/// How often each question is put; the middle one is told.
const TIMES: usize = 21;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(Ok(learners)), Some(folder)) = (arguments.next().map(|number| number.parse::<usize>()), arguments.next()) else {
        eprintln!("learners NUMBER FOLDER: how many learners, and where the store is to be");
        std::process::exit(2);
    };
    let path = StorePath::new(PathBuf::from(folder));
    if path.database().exists() {
        eprintln!("{} holds a store already; name another folder", path.database().display());
        std::process::exit(2);
    }
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).ok_or("a day")?;
    let mut store = Store::open(&path)?;
    store.ensure_bundled(today)?;
    let models = models(&store.catalogue()?, today)?;
    println!("{} different plans", models.len());
    let people: Vec<(LearnerRecord, Vec<String>)> = (0..learners).map(|number| person(&models, number)).collect();
    let at = today.and_time(NaiveTime::MIN).and_utc();
    timed("adding them", || Ok(store.add_learners(&people, at)?.len()))?;

    look_again(&mut store, today, "looking at everyone")?;
    let first = TriageQuery { limit: 100, ..TriageQuery::default() };
    let asked = |store: &Store, query: &TriageQuery| -> Result<usize, Box<dyn Error>> { Ok(store.triage(query, today)?.total) };
    repeated("the first page of the list", || asked(&store, &first))?;
    repeated("a search for one letter", || asked(&store, &TriageQuery { words: "a".into(), ..first.clone() }))?;
    repeated("a search for a name", || asked(&store, &TriageQuery { words: "costa 12".into(), ..first.clone() }))?;
    repeated("one tag", || asked(&store, &TriageQuery { tag: Some("spring".into()), ..first.clone() }))?;
    repeated("the last page", || asked(&store, &TriageQuery { offset: learners.saturating_sub(100), ..first.clone() }))?;
    repeated("the menu of learners", || Ok(store.learners()?.len()))?;

    let changed = dearer("edx:gtx-isye6501x")?;
    let report = timed("importing a pack in which one course is dearer", || Ok(store.import_packs(&[changed], today)?))?;
    println!("  touches {} plans", report.touched.total);
    let touched = TriageQuery { only: Some(TriageOnly::Touched), ..first };
    repeated("the list of touched plans", || asked(&store, &touched))?;
    look_again(&mut store, today, "looking at those again")?;
    Ok(())
}

/// Samples with a plan to each target, by cost and by finish.
fn models(catalogue: &Catalogue, today: NaiveDate) -> Result<Vec<LearnerRecord>, Box<dyn Error>> {
    let estimates = Estimates::new(catalogue, Frameworks::bundled());
    let mut models = Vec::new();
    for sample in bundled::learners() {
        let (record, _) = read_learner(&SourceFile::new(sample.name, sample.text)).map_err(|findings| format!("{findings:?}"))?;
        for target in TARGETS.map(AwardId::from) {
            let request = Request {
                catalogue,
                estimates: &estimates,
                record: &record,
                target: &target,
                objectives: &[Objective::Cost, Objective::Finish],
                strict: false,
                without_estimates: false,
                time_limit: Duration::from_secs(10),
            };
            for route in answer(&request, &Unwatched)?.routes {
                let mut record = record.clone();
                agreed::adopt(&mut record, AgreedPlan::new(target.clone(), route, today, Default::default()));
                models.push(record);
            }
        }
    }
    Ok(models)
}

fn person(models: &[LearnerRecord], number: usize) -> (LearnerRecord, Vec<String>) {
    let name = format!("{} {} {number}", NAMES[number % NAMES.len()], FAMILIES[(number / NAMES.len()) % FAMILIES.len()]);
    let record = LearnerRecord { name: Some(name), ..models[number % models.len()].clone() };
    (record, vec![TAGS[number % TAGS.len()].to_owned()])
}

/// The bundled pack of an award, in which the award costs more.
fn dearer(award: &str) -> Result<SourceFile, Box<dyn Error>> {
    for file in bundled::packs() {
        let mut pack: serde_json::Value = serde_json::from_str(file.text)?;
        let awards = pack["awards"].as_array_mut().ok_or("a pack has awards")?;
        let Some(found) = awards.iter_mut().find(|one| one["id"] == award) else { continue };
        found["cost"] = serde_json::json!({ "amount": 4321, "currency": "USD" });
        pack["version"] = "2099-01-01".into();
        return Ok(SourceFile::new(file.name, pack.to_string()));
    }
    Err(format!("no bundled pack has {award}").into())
}

/// Looks at everyone who asks for it, as the window does.
fn look_again(store: &mut Store, today: NaiveDate, what: &str) -> Result<(), Box<dyn Error>> {
    let ids: Vec<LearnerId> = store.stale_learners(today)?;
    let broken = timed(what, || {
        let mut broken = 0;
        for part in ids.chunks(BATCH) {
            let batch = store.to_look_at(part)?;
            let found = agreed::look(&batch.learners, &batch.catalogue, today);
            broken += found.iter().filter(|(_, triage)| triage.broken > 0).count();
            store.keep_triage(&found, today)?;
        }
        Ok(broken)
    })?;
    println!("  {} learners, {broken} plans broken", ids.len());
    Ok(())
}

fn timed<T>(what: &str, work: impl FnOnce() -> Result<T, Box<dyn Error>>) -> Result<T, Box<dyn Error>> {
    let started = Instant::now();
    let done = work()?;
    println!("{what}: {:.2} s", started.elapsed().as_secs_f64());
    Ok(done)
}

fn repeated(what: &str, mut ask: impl FnMut() -> Result<usize, Box<dyn Error>>) -> Result<(), Box<dyn Error>> {
    let mut times = Vec::with_capacity(TIMES);
    let mut total = 0;
    for _ in 0..TIMES {
        let started = Instant::now();
        total = ask()?;
        times.push(started.elapsed());
    }
    times.sort();
    println!(
        "{what}: {:.1} ms, at most {:.1} ms ({total} learners)",
        times[TIMES / 2].as_secs_f64() * 1e3,
        times[TIMES - 1].as_secs_f64() * 1e3
    );
    Ok(())
}
