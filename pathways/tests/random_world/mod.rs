//! Small random catalogues that use every form of requirement, mutual recognition included.

use pathways::interchange::SourceFile;
use pathways::interchange::contract::{read_learner, read_packs};
use pathways::model::{Catalogue, LearnerRecord};
use serde_json::{Value, json};

/// A small generator of numbers, so that a seed is a world on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn some(&mut self, names: &[String], most: u64) -> Vec<String> {
        let count = 1 + self.roll(most);
        let mut out: Vec<String> = Vec::new();
        for _ in 0..count {
            let name = &names[self.roll(names.len() as u64) as usize];
            if !out.contains(name) {
                out.push(name.clone());
            }
        }
        out
    }
}

/// The world of a seed: awards `a0`… and the target `t`.
pub fn world(seed: u64) -> (Catalogue, LearnerRecord) {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    for _ in 0..8 {
        dice.roll(2);
    }
    let count = 3 + dice.roll(4);
    let names: Vec<String> = (0..count).map(|i| format!("a{i}")).collect();
    let mut awards: Vec<Value> = Vec::new();
    for (i, name) in names.iter().enumerate() {
        let mut award = json!({
            "id": name, "title": name, "kind": "course", "issuer": "org:x",
            "credits": [{ "value": (1 + dice.roll(8)) as f64 / 2.0, "unit": if dice.roll(4) == 0 { "us-semester" } else { "ects" } }],
            "cost": { "amount": dice.roll(6) * 10, "currency": "EUR" }, "effort": { "hours": dice.roll(5) * 5 }
        });
        match dice.roll(12) {
            0 => award["earnable"] = json!(false),
            1 => award["status"] = json!("retired"),
            _ => {}
        }
        if i > 0 && dice.roll(3) == 0 {
            award["requires"] = requirement(&mut dice, &names, 1);
        }
        awards.push(award);
    }
    let wanted = requirement(&mut dice, &names, 3);
    awards.push(json!({ "id": "t", "title": "T", "kind": "master", "issuer": "org:x",
        "cost": { "amount": 5, "currency": "EUR" }, "effort": { "hours": 1 }, "requires": wanted }));
    let recognitions: Vec<Value> = (0..dice.roll(4))
        .map(|i| {
            json!({ "id": format!("rec:{i}"), "by": "org:x", "from": requirement(&mut dice, &names, 1),
                "grants": names[dice.roll(count) as usize], "fee": { "amount": dice.roll(3) * 5, "currency": "EUR" } })
        })
        .collect();
    let pack = json!({ "format": "cairn.catalogue/1", "id": "random", "version": "1",
        "organizations": [{ "id": "org:x", "name": "X" }], "awards": awards, "recognitions": recognitions });
    let mut held: Vec<Value> = Vec::new();
    if dice.roll(3) == 0 {
        let mut one = json!({ "award": names[dice.roll(count) as usize], "earned": "2026-01-01" });
        if dice.roll(2) == 0 {
            one["grade"] = json!(dice.roll(101));
        }
        held.push(one);
    }
    let answer = ["met", "unmet", "unknown"][dice.roll(3) as usize];
    let record = json!({ "format": "cairn.learner/1", "held": held, "gates": { "g": answer },
        "preferences": { "start": "2027-01-04", "hours_per_week": 10, "currency": "EUR" } });
    let (catalogue, _) = read_packs(&[SourceFile::new("random", pack.to_string())]).expect("the pack is well formed");
    let (record, _) = read_learner(&SourceFile::new("learner", record.to_string())).expect("the record is well formed");
    (catalogue, record)
}

fn requirement(dice: &mut Dice, names: &[String], depth: u64) -> Value {
    let leaf = |dice: &mut Dice| json!(names[dice.roll(names.len() as u64) as usize]);
    let children = |dice: &mut Dice, most: u64| -> Vec<Value> {
        (0..1 + dice.roll(most)).map(|_| if depth > 0 { requirement(dice, names, depth - 1) } else { leaf(dice) }).collect()
    };
    match dice.roll(if depth == 0 { 3 } else { 9 }) {
        0 | 1 => leaf(dice),
        2 => json!({ "award": leaf(dice), "min_grade": 50 + dice.roll(40) }),
        3 => json!({ "all": children(dice, 3) }),
        4 => json!({ "all": children(dice, 3), "distinct": true }),
        5 => json!({ "any": children(dice, 3) }),
        6 => {
            let of = children(dice, 4);
            json!({ "at_least": dice.roll(of.len() as u64 + 1), "of": of })
        }
        7 => {
            let from = dice.some(names, 5);
            let mut pool = json!({ "credits": 1 + dice.roll(10), "unit": "ects", "from": from });
            if from.len() > 1 && dice.roll(2) == 0 {
                pool["at_most"] = json!([{ "credits": dice.roll(4), "from": from[..from.len() / 2 + 1] }]);
            }
            pool
        }
        _ => {
            let mut gate = json!({ "gate": "g", "kind": "other" });
            if dice.roll(2) == 0 {
                gate["met_by"] = leaf(dice);
            }
            gate
        }
    }
}
