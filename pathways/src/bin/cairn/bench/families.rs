//! Families of generated catalogues: the same seed and size give the same catalogue on every machine.

use clap::ValueEnum;
use serde_json::{Value, json};

/// A kind of catalogue that is hard in its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Family {
    /// Courses stack into microcredentials, certificates and a degree, over two institutions that recognise one another.
    Nested,
    /// Parts are shared by many, and credit sums are awkward: adding up estimates goes wrong.
    Sharing,
    /// Awards recognise one another in circles.
    Mutual,
    /// Terms, weekly hours and windows decide.
    Schedule,
    /// A small cone in a large catalogue.
    Registry,
}

impl Family {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Nested, Self::Sharing, Self::Mutual, Self::Schedule, Self::Registry];

    /// The sizes, in awards, of an ordinary run.
    pub fn sizes(self) -> &'static [usize] {
        match self {
            Self::Nested => &[40, 80, 140],
            Self::Sharing => &[30, 50, 70],
            Self::Mutual => &[30, 60, 100],
            Self::Schedule => &[8, 12, 16],
            Self::Registry => &[1_000, 10_000],
        }
    }

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nested => "nested",
            Self::Sharing => "sharing",
            Self::Mutual => "mutual",
            Self::Schedule => "schedule",
            Self::Registry => "registry",
        }
    }

    /// A pack and a learner record; the target is `target`.
    pub fn instance(self, size: usize, seed: u64) -> (Value, Value) {
        let mut pack = Pack::new(seed.wrapping_mul(31).wrapping_add(size as u64));
        match self {
            Self::Nested => nested(&mut pack, size),
            Self::Sharing => sharing(&mut pack, size),
            Self::Mutual => mutual(&mut pack, size),
            Self::Schedule => schedule(&mut pack, size),
            Self::Registry => registry(&mut pack, size),
        }
        let learner = json!({
            "format": "cairn.learner/1", "name": "Benchmark", "held": [], "gates": {},
            "preferences": { "start": "2027-01-04", "hours_per_week": if self == Self::Schedule { 12 } else { 15 }, "currency": "EUR" }
        });
        (pack.written(&format!("bench-{}-{size}-{seed}", self.name())), learner)
    }
}

/// A pack in the making, with its source of numbers.
struct Pack {
    state: u64,
    awards: Vec<Value>,
    recognitions: Vec<Value>,
}

impl Pack {
    fn new(seed: u64) -> Self {
        let mut pack = Self { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1, awards: Vec::new(), recognitions: Vec::new() };
        for _ in 0..8 {
            pack.below(2);
        }
        pack
    }

    /// A number from 0 to just below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 16) as usize % end.max(1)
    }

    /// Some of the names, each once.
    fn some(&mut self, names: &[String], count: usize) -> Vec<String> {
        let mut left = names.to_vec();
        let mut out = Vec::new();
        while out.len() < count && !left.is_empty() {
            let at = self.below(left.len());
            out.push(left.swap_remove(at));
        }
        out
    }

    fn course(&mut self, id: &str, credits: f64, requires: Option<Value>) {
        let (cost, hours, weeks) = (100 + 25 * self.below(50), 60 + 5 * self.below(25), 4 + self.below(10));
        self.award(id, "course", cost, (hours, weeks), Some(credits), requires);
    }

    fn bundle(&mut self, id: &str, kind: &str, requires: Value) {
        let cost = 25 * self.below(12);
        self.award(id, kind, cost, (0, 0), None, Some(requires));
    }

    fn award(&mut self, id: &str, kind: &str, cost: usize, effort: (usize, usize), credits: Option<f64>, requires: Option<Value>) {
        let mut award = json!({
            "id": id, "title": id, "kind": kind, "issuer": "org:bench",
            "cost": { "amount": cost, "currency": "EUR" }, "effort": { "hours": effort.0, "weeks": effort.1 }
        });
        if let Some(credits) = credits {
            award["credits"] = json!([{ "value": credits, "unit": "ects" }]);
        }
        if let Some(requires) = requires {
            award["requires"] = requires;
        }
        self.awards.push(award);
    }

    fn recognise(&mut self, from: Value, grants: &str, fee: usize) {
        let id = format!("rec:{}", self.recognitions.len());
        self.recognitions
            .push(json!({ "id": id, "by": "org:bench", "from": from, "grants": grants, "fee": { "amount": fee, "currency": "EUR" } }));
    }

    fn written(self, id: &str) -> Value {
        json!({
            "format": "cairn.catalogue/1", "id": id, "version": "1",
            "organizations": [{ "id": "org:bench", "name": "Benchmark", "kind": "other" }],
            "awards": self.awards, "recognitions": self.recognitions
        })
    }
}

fn names(prefix: &str, count: usize) -> Vec<String> {
    (0..count).map(|i| format!("{prefix}{i}")).collect()
}

/// A pool with a limit on what its first half counts.
fn pool(need: f64, from: &[String]) -> Value {
    json!({ "credits": need, "unit": "ects", "from": from,
        "at_most": [{ "credits": (need / 2.0).floor(), "from": from[..from.len() / 2], "reason": "introductory level" }] })
}

fn nested(pack: &mut Pack, size: usize) {
    let per = size / 2;
    let (courses, micros) = (per * 7 / 10, (per / 8).max(2));
    for house in ["u0", "u1"] {
        let course = names(&format!("{house}-c"), courses);
        for i in 0..courses {
            let requires = match pack.below(4) {
                0 if i > 2 => Some(json!(course[pack.below(i)])),
                1 if i > 2 => Some(json!({ "any": [course[pack.below(i)], course[pack.below(i)]] })),
                _ => None,
            };
            pack.course(&course[i], 6.0, requires);
        }
        let micro = names(&format!("{house}-micro"), micros);
        for id in &micro {
            let parts = pack.some(&course, 4);
            let requires = if pack.below(2) == 0 { json!({ "all": parts[..3] }) } else { json!({ "at_least": 3, "of": parts }) };
            pack.bundle(id, "microcredential", requires);
        }
        let certificate = names(&format!("{house}-cert"), 2);
        for id in &certificate {
            let (way_in, from) = (pack.some(&micro, 2), pack.some(&course, 7));
            pack.bundle(id, "graduate-certificate", json!({ "all": [{ "any": way_in }, pool(24.0, &from)] }));
        }
        pack.award(&format!("{house}-block"), "transfer-credit", 0, (0, 0), Some(18.0), None);
        if let Some(block) = pack.awards.last_mut() {
            block["earnable"] = json!(false);
        }
        let mut from = vec![format!("{house}-block")];
        from.extend(pack.some(&course, courses * 2 / 3));
        pack.bundle(&format!("{house}-master"), "master", json!({ "all": [{ "any": certificate }, pool(48.0, &from)] }));
    }
    for (there, here) in [("u0", "u1"), ("u1", "u0")] {
        let fee = 25 * pack.below(6);
        let micro = names(&format!("{there}-micro"), micros);
        let from = pack.some(&micro, 2);
        pack.recognise(json!({ "any": from }), &format!("{here}-block"), fee);
        for _ in 0..courses / 3 {
            let (from, to, fee) = (pack.below(courses), pack.below(courses), 25 * pack.below(8));
            pack.recognise(json!(format!("{there}-c{from}")), &format!("{here}-c{to}"), fee);
        }
    }
    pack.bundle("target", "master", json!({ "all": ["u0-master", { "any": ["u1-cert0", "u1-cert1"] }] }));
}

fn sharing(pack: &mut Pack, size: usize) {
    let base = names("b", size / 2);
    for id in &base {
        let credits = [4.0, 5.0, 6.0, 7.5, 9.0][pack.below(5)];
        pack.course(id, credits, None);
    }
    let mut below = base.clone();
    for (layer, count) in [(1, size / 4), (2, size / 6)] {
        let here = names(&format!("l{layer}-"), count);
        for id in &here {
            let requires = match pack.below(4) {
                0 => {
                    let two = pack.some(&below, 5);
                    json!({ "any": [{ "all": two[..2] }, { "all": two[2..4] }, { "all": [two[0], two[4]] }] })
                }
                1 => {
                    let five = pack.some(&below, 5);
                    json!({ "all": [{ "any": five[..3] }, { "any": five[1..4] }, { "any": five[2..] }], "distinct": true })
                }
                2 => json!({ "at_least": 3, "of": pack.some(&below, 6) }),
                _ => {
                    let from = pack.some(&base, 10);
                    pool(29.5, &from)
                }
            };
            pack.bundle(id, "certificate", requires);
        }
        below = here;
    }
    let (any, credits) = (pack.some(&below, 4), pack.some(&base, size * 2 / 5));
    pack.bundle("target", "master", json!({ "all": [{ "at_least": 3, "of": any }, pool(37.0, &credits)] }));
}

fn mutual(pack: &mut Pack, size: usize) {
    let all = names("m", size - 1);
    for id in &all {
        if pack.below(5) == 0 {
            pack.course(id, 6.0, None);
        } else {
            pack.award(id, "certificate", 0, (0, 0), Some(6.0), None);
            if let Some(award) = pack.awards.last_mut() {
                award["earnable"] = json!(false);
            }
        }
    }
    for id in &all {
        for _ in 0..2 + pack.below(2) {
            let (two, fee) = (pack.some(&all, 2), 10 * pack.below(10));
            let from = match pack.below(3) {
                0 => json!(two[0]),
                1 => json!({ "any": two }),
                _ => json!({ "all": two }),
            };
            pack.recognise(from, id, fee);
        }
    }
    let wanted = pack.some(&all, 3);
    pack.bundle("target", "master", json!({ "all": wanted }));
}

fn schedule(pack: &mut Pack, size: usize) {
    let all = names("s", size - 1);
    for (i, id) in all.iter().enumerate() {
        let requires = (i > 2 && pack.below(2) == 0).then(|| json!(all[pack.below(i)]));
        pack.course(id, 6.0, requires);
        if pack.below(3) == 0 {
            let day = if pack.below(2) == 0 { "2027-01-18" } else { "2027-09-06" };
            if let Some(award) = pack.awards.last_mut() {
                award["delivery"] = json!({ "mode": "on-campus", "pacing": "scheduled", "starts": [day], "repeats": "yearly" });
                award["effort"] = json!({ "hours": 72, "weeks": 12 });
            }
        }
    }
    let (some, from) = (pack.some(&all, 4), pack.some(&all, size * 2 / 3));
    pack.bundle("target", "certificate", json!({ "all": [{ "at_least": 2, "of": some }, pool(24.0, &from)] }));
}

fn registry(pack: &mut Pack, size: usize) {
    nested(pack, 60);
    let others = names("other-", size.saturating_sub(pack.awards.len()));
    for (i, id) in others.iter().enumerate() {
        let requires = (i > 0 && pack.below(3) == 0).then(|| json!(others[pack.below(i)]));
        pack.course(id, 6.0, requires);
    }
}
