//! Small random catalogues that use every form of requirement, mutual recognition included.
#![allow(dead_code, reason = "each caller uses its own part")]

use pathways::interchange::SourceFile;
use pathways::interchange::contract::{read_learner, read_packs};
use pathways::model::{Catalogue, LearnerRecord};
use serde_json::{Value, json};

/// A small generator of numbers, so that a seed is a world on every machine; or bytes, each of which is a number.
enum Dice<'b> {
    Seed(u64),
    Bytes(&'b [u8]),
}

impl Dice<'_> {
    fn roll(&mut self, sides: u64) -> u64 {
        match self {
            Self::Seed(state) => {
                *state ^= *state << 13;
                *state ^= *state >> 7;
                *state ^= *state << 17;
                *state % sides
            }
            // Where there are no more, all that follows is the first of its kind.
            Self::Bytes(bytes) => {
                let Some((first, rest)) = bytes.split_first() else { return 0 };
                *bytes = rest;
                u64::from(*first) % sides
            }
        }
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
    let mut dice = Dice::Seed(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    for _ in 0..8 {
        dice.roll(2);
    }
    made(dice)
}

/// The world that bytes describe; any bytes do.
pub fn world_of(bytes: &[u8]) -> (Catalogue, LearnerRecord) {
    made(Dice::Bytes(bytes))
}

/// The inputs of a target of fuzzing that were kept, each with what it is called: its digits.
pub fn kept(target: &str) -> Vec<(String, Vec<u8>)> {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/kept").join(format!("{target}.hex"));
    let text = std::fs::read_to_string(file).expect("the inputs that were kept");
    let byte = |pair: &[u8]| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()).expect("two digits");
    text.lines().map(|line| (line.to_owned(), line.as_bytes().chunks(2).map(byte).collect())).collect()
}

fn made(mut dice: Dice<'_>) -> (Catalogue, LearnerRecord) {
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

fn requirement(dice: &mut Dice<'_>, names: &[String], depth: u64) -> Value {
    let leaf = |dice: &mut Dice<'_>| json!(names[dice.roll(names.len() as u64) as usize]);
    let children = |dice: &mut Dice<'_>, most: u64| -> Vec<Value> {
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
