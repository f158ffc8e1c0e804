//! Random catalogues of 20 to 60 awards: courses stack into microcredentials, certificates and a master, and institutions recognise
//! one another's, in circles too. Too large for trying everything, small enough for an integer program.

use pathways::interchange::SourceFile;
use pathways::interchange::contract::{read_learner, read_packs};
use pathways::model::{Catalogue, LearnerRecord};
use serde_json::{Value, json};

/// A small generator of numbers, so that a seed is a world on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 20) as usize % sides.max(1)
    }

    fn one<'a>(&mut self, names: &'a [String]) -> &'a str {
        &names[self.roll(names.len())]
    }

    /// Some of the names, each once.
    fn some(&mut self, names: &[String], count: usize) -> Vec<String> {
        let mut left = names.to_vec();
        (0..count.min(names.len()))
            .map(|_| {
                let at = self.roll(left.len());
                left.swap_remove(at)
            })
            .collect()
    }
}

/// The world of a seed; the target is `t`.
pub fn world(seed: u64) -> (Catalogue, LearnerRecord) {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    for _ in 0..8 {
        dice.roll(2);
    }
    let size = 20 + dice.roll(41);
    let courses: Vec<String> = (0..size * 6 / 10).map(|i| format!("c{i}")).collect();
    let mut awards: Vec<Value> = courses.iter().enumerate().map(|(i, id)| course(&mut dice, id, &courses[..i])).collect();
    let micros: Vec<String> = (0..size / 5).map(|i| format!("m{i}")).collect();
    for id in &micros {
        let parts = requirement(&mut dice, &courses, 1);
        awards.push(bundle(&mut dice, id, "microcredential", parts));
    }
    let lower: Vec<String> = courses.iter().chain(&micros).cloned().collect();
    let certificates: Vec<String> = (0..size - courses.len() - micros.len() - 1).map(|i| format!("z{i}")).collect();
    for id in &certificates {
        let from = if dice.roll(2) == 0 { &micros } else { &lower };
        let parts = requirement(&mut dice, from, 2);
        awards.push(bundle(&mut dice, id, "certificate", parts));
    }
    let all: Vec<String> = lower.iter().chain(&certificates).cloned().collect();
    let (core, electives) = (dice.some(&certificates, 3), dice.some(&courses, 10));
    let mut wanted =
        vec![json!({ "at_least": core.len().min(2), "of": core }), pool(&mut dice, &electives), requirement(&mut dice, &all, 2)];
    wanted.truncate(2 + dice.roll(2));
    awards.push(bundle(&mut dice, "t", "master", json!({ "all": wanted })));
    let mut recognitions: Vec<Value> = Vec::new();
    for _ in 0..size / 4 {
        let (grants, level) = if dice.roll(3) == 0 { (dice.one(&lower), &lower) } else { (dice.one(&courses), &courses) };
        let from = if dice.roll(3) == 0 { requirement(&mut dice, level, 1) } else { json!(dice.one(level)) };
        recognitions.push(json!({ "id": format!("rec:{}", recognitions.len()), "by": "org:x", "from": from, "grants": grants,
            "fee": { "amount": 5 * dice.roll(8), "currency": "EUR" } }));
    }
    let held = dice.roll(4);
    let held: Vec<Value> = dice
        .some(&lower, held)
        .into_iter()
        .map(|id| match dice.roll(3) {
            0 => json!({ "award": id, "earned": "2026-01-01" }),
            _ => json!({ "award": id, "earned": "2026-01-01", "grade": dice.roll(101) }),
        })
        .collect();
    let pack = json!({ "format": "cairn.catalogue/1", "id": "middle", "version": "1",
        "organizations": [{ "id": "org:x", "name": "X" }], "awards": awards, "recognitions": recognitions });
    let answer = ["met", "unmet", "unknown"][dice.roll(3)];
    let record = json!({ "format": "cairn.learner/1", "held": held,
        "gates": { "g0": answer, "g1": "unmet" },
        "preferences": { "start": "2027-01-04", "hours_per_week": 10, "currency": "EUR" } });
    let (catalogue, _) = read_packs(&[SourceFile::new("middle", pack.to_string())]).expect("the pack is well formed");
    let (record, _) = read_learner(&SourceFile::new("learner", record.to_string())).expect("the record is well formed");
    (catalogue, record)
}

fn course(dice: &mut Dice, id: &str, earlier: &[String]) -> Value {
    let unit = if dice.roll(5) == 0 { "us-semester" } else { "ects" };
    let mut award = json!({ "id": id, "title": id, "kind": "course", "issuer": "org:x",
        "credits": [{ "value": (4 + dice.roll(12)) as f64 / 2.0, "unit": unit }],
        "cost": { "amount": 20 + 10 * dice.roll(30), "currency": "EUR" }, "effort": { "hours": 20 + 5 * dice.roll(25) } });
    match dice.roll(14) {
        0 => award["earnable"] = json!(false),
        1 => award["status"] = json!("retired"),
        _ => {}
    }
    if earlier.len() > 2 && dice.roll(3) == 0 {
        award["requires"] = if dice.roll(2) == 0 { json!(dice.one(earlier)) } else { json!({ "any": dice.some(earlier, 2) }) };
    }
    award
}

fn bundle(dice: &mut Dice, id: &str, kind: &str, requires: Value) -> Value {
    json!({ "id": id, "title": id, "kind": kind, "issuer": "org:x", "credits": [{ "value": 6, "unit": "ects" }],
        "cost": { "amount": 10 * dice.roll(10), "currency": "EUR" }, "effort": { "hours": dice.roll(8) }, "requires": requires })
}

/// A pool, often with caps, sometimes one inside the other.
fn pool(dice: &mut Dice, from: &[String]) -> Value {
    let entries: Vec<Value> =
        from.iter().map(|id| if dice.roll(5) == 0 { json!({ "award": id, "counts": 1 + dice.roll(7) }) } else { json!(id) }).collect();
    let mut pool = json!({ "credits": 5 + dice.roll(from.len() * 3), "unit": "ects", "from": entries });
    let half = from.len() / 2;
    match dice.roll(3) {
        0 if half > 1 => {
            let outer = 6 + dice.roll(12);
            pool["at_most"] =
                json!([{ "credits": outer, "from": from[..half + 1] }, { "credits": 3 + dice.roll(6), "from": from[..half] }]);
        }
        1 if half > 0 => pool["at_most"] = json!([{ "credits": 4 + dice.roll(10), "from": from[..half] }]),
        _ => {}
    }
    pool
}

fn requirement(dice: &mut Dice, names: &[String], depth: usize) -> Value {
    if depth == 0 {
        return match dice.roll(8) {
            0 => json!({ "award": dice.one(names), "min_grade": 40 + dice.roll(50) }),
            _ => json!(dice.one(names)),
        };
    }
    let children = |dice: &mut Dice, count: usize| -> Vec<Value> { (0..count).map(|_| requirement(dice, names, depth - 1)).collect() };
    match dice.roll(8) {
        0 | 1 => json!({ "all": children(dice, 2) }),
        2 => json!({ "all": children(dice, 3), "distinct": true }),
        3 => json!({ "any": children(dice, 3) }),
        4 | 5 => {
            let of = children(dice, 4);
            json!({ "at_least": 1 + dice.roll(3), "of": of })
        }
        6 => {
            let count = 4 + dice.roll(5);
            let from = dice.some(names, count);
            pool(dice, &from)
        }
        _ => {
            let mut gate = json!({ "gate": format!("g{}", dice.roll(2)), "kind": "other" });
            gate["met_by"] = requirement(dice, names, depth - 1);
            gate
        }
    }
}
