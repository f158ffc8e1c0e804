//! Random catalogues of four or five awards in which time decides: start dates, prerequisites, agreements with windows and ends, breaks,
//! few weekly hours, subscriptions, a deadline or a budget.
#![allow(dead_code, reason = "each caller uses its own part")]

use chrono::{Days, NaiveDate};
use pathways::interchange::SourceFile;
use pathways::interchange::contract::{read_learner, read_packs};
use pathways::model::{Catalogue, LearnerRecord};
use serde_json::{Value, json};

/// The last week in which anything of these worlds begins on a date.
pub const LAST_DATE: u64 = 8;

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
                (*state >> 20) % sides
            }
            // Where there are no more, all that follows is the first of its kind.
            Self::Bytes(bytes) => {
                let Some((first, rest)) = bytes.split_first() else { return 0 };
                *bytes = rest;
                u64::from(*first) % sides
            }
        }
    }

    fn one<'a>(&mut self, names: &'a [String]) -> &'a str {
        &names[self.roll(names.len() as u64) as usize]
    }

    /// A day of the first weeks.
    fn day(&mut self) -> NaiveDate {
        start() + Days::new(self.roll(7 * LAST_DATE + 1))
    }
}

/// The first day of week 0.
pub fn start() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 1, 4).expect("a day")
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

fn made(mut dice: Dice<'_>) -> (Catalogue, LearnerRecord) {
    let names: Vec<String> = (0..3 + dice.roll(2)).map(|i| format!("a{i}")).collect();
    let mut awards: Vec<Value> = names.iter().map(|id| award(&mut dice, id, &names)).collect();
    let wanted = requirement(&mut dice, &names, 2);
    awards.push(json!({ "id": "t", "title": "T", "kind": "master", "issuer": "org:x", "cost": { "amount": 5, "currency": "EUR" },
        "effort": { "hours": 4 * dice.roll(3), "weeks": dice.roll(2) }, "requires": wanted }));
    let recognitions: Vec<Value> = (0..dice.roll(4)).map(|at| recognition(&mut dice, at, &names)).collect();
    let pack = json!({ "format": "cairn.catalogue/1", "id": "timed", "version": "1",
        "organizations": [{ "id": "org:x", "name": "X" }], "awards": awards, "recognitions": recognitions });
    let mut preferences = json!({ "start": start(), "hours_per_week": 4 + dice.roll(8), "currency": "EUR" });
    if dice.roll(3) == 0 {
        let from = dice.day();
        preferences["breaks"] = json!([{ "from": from, "until": from + Days::new(dice.roll(15)) }]);
    }
    match dice.roll(8) {
        0 => preferences["deadline"] = json!(start() + Days::new(14 + dice.roll(60))),
        1 => preferences["budget"] = json!(60 + 20 * dice.roll(12)),
        _ => {}
    }
    let held = match dice.roll(3) {
        0 => json!([{ "award": dice.one(&names), "earned": start() - Days::new(dice.roll(50)) }]),
        _ => json!([]),
    };
    let record = json!({ "format": "cairn.learner/1", "held": held, "preferences": preferences });
    let (catalogue, _) = read_packs(&[SourceFile::new("timed", pack.to_string())]).expect("the pack is well formed");
    let (record, _) = read_learner(&SourceFile::new("learner", record.to_string())).expect("the record is well formed");
    (catalogue, record)
}

fn award(dice: &mut Dice<'_>, id: &str, names: &[String]) -> Value {
    let hours = 3 * dice.roll(9);
    // What takes longer tends to be cheaper, so that there is something to choose.
    let cost = 10 * dice.roll(4) + 5 * (24 - hours);
    let mut award = json!({ "id": id, "title": id, "kind": "course", "issuer": "org:x",
        "credits": [{ "value": 1 + dice.roll(6), "unit": "ects" }], "cost": { "amount": cost, "currency": "EUR" },
        "effort": { "hours": hours, "weeks": dice.roll(4) } });
    match dice.roll(10) {
        0 => award["earnable"] = json!(false),
        1 | 2 => award["cost"]["per"] = json!("month"),
        _ => {}
    }
    if dice.roll(3) == 0 {
        let mut starts: Vec<NaiveDate> = (0..1 + dice.roll(2)).map(|_| dice.day()).collect();
        starts.sort_unstable();
        starts.dedup();
        award["delivery"] = json!({ "mode": "online", "pacing": "scheduled", "starts": starts });
    }
    if dice.roll(2) == 0 {
        award["requires"] = requirement(dice, names, 1);
    }
    award
}

fn recognition(dice: &mut Dice<'_>, at: u64, names: &[String]) -> Value {
    let mut recognition = json!({ "id": format!("rec:{at}"), "by": "org:x", "from": requirement(dice, names, 1), "grants": dice.one(names),
        "fee": { "amount": 5 * dice.roll(8), "currency": "EUR" } });
    if dice.roll(2) == 0 {
        recognition["within_months"] = json!(dice.roll(6) as f64 / 4.0);
    }
    if dice.roll(3) == 0 {
        recognition["requires"] = json!(dice.one(names));
    }
    match dice.roll(5) {
        0 => recognition["valid"] = json!({ "from": dice.day() }),
        1 => recognition["valid"] = json!({ "until": dice.day() }),
        _ => {}
    }
    recognition
}

fn requirement(dice: &mut Dice<'_>, names: &[String], depth: u32) -> Value {
    if depth == 0 {
        return json!(dice.one(names));
    }
    let children =
        |dice: &mut Dice<'_>, most: u64| -> Vec<Value> { (0..1 + dice.roll(most)).map(|_| requirement(dice, names, depth - 1)).collect() };
    match dice.roll(6) {
        0 => json!(dice.one(names)),
        1 | 2 => json!({ "all": children(dice, 3) }),
        3 => json!({ "any": children(dice, 3) }),
        4 => {
            let of = children(dice, 4);
            json!({ "at_least": 1 + dice.roll(of.len() as u64), "of": of })
        }
        _ => json!({ "credits": 2 + dice.roll(8), "unit": "ects", "from": names }),
    }
}
