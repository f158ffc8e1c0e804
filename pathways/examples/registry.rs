//! A registry of as many awards as asked for, as one pack on standard output: courses, certificates over courses, degrees over
//! certificates, and agreements between issuers. The same number gives the same bytes.
//!
//! `cargo run --release -p cairn-pathways --example registry -- 1000000 > registry.json`
//!
//! Awards come in families of a thousand. Within a family everything hangs together, so that the cone of its last degree,
//! `reg:<family>-degree`, holds the family; between families there is nothing. A second number writes that family alone.

use std::io::{self, BufWriter, Write};

const FAMILY: usize = 1_000;
const COURSES: usize = 900;
const CERTIFICATES: usize = 99;
const SUBJECTS: [&str; 12] = [
    "Analytics",
    "Biology",
    "Chemistry",
    "Design",
    "Economics",
    "Finance",
    "Geology",
    "History",
    "Law",
    "Nursing",
    "Robotics",
    "Statistics",
];
const LEVELS: [&str; 4] = ["Introduction to", "Methods of", "Advanced", "Topics in"];
const COUNTRIES: [&str; 6] = ["GB", "IE", "AU", "US", "NZ", "IN"];

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<usize>());
    let (Some(Ok(awards)), only) = (arguments.next(), arguments.next()) else {
        eprintln!("registry AWARDS [FAMILY]: how many awards, and which family of a thousand alone");
        std::process::exit(2);
    };
    let families = awards.div_ceil(FAMILY).max(1);
    let written: Vec<usize> = match only {
        Some(Ok(family)) => vec![family],
        _ => (0..families).collect(),
    };
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    write!(
        out,
        "{{\"format\":\"cairn.catalogue/1\",\"id\":\"registry\",\"title\":\"A generated registry\",\"version\":\"{awards}\",\n\"organizations\":["
    )?;
    for (at, family) in written.iter().enumerate() {
        let (comma, country) = (if at == 0 { "" } else { "," }, COUNTRIES[family % COUNTRIES.len()]);
        write!(
            out,
            "{comma}\n{{\"id\":\"org:reg-{family}\",\"name\":\"College {family}\",\"country\":\"{country}\",\"kind\":\"college\"}}"
        )?;
    }
    out.write_all(b"],\n\"awards\":[")?;
    for (at, family) in written.iter().enumerate() {
        for number in 0..FAMILY {
            out.write_all(if at + number == 0 { b"\n" } else { b",\n" })?;
            award(&mut out, *family, number)?;
        }
    }
    out.write_all(b"],\n\"recognitions\":[")?;
    for (at, family) in written.iter().enumerate() {
        for number in 0..FAMILY / 10 {
            out.write_all(if at + number == 0 { b"\n" } else { b",\n" })?;
            recognition(&mut out, *family, number)?;
        }
    }
    out.write_all(b"]}\n")?;
    out.flush()
}

/// A number that looks arbitrary and is always the same.
fn mixed(family: usize, number: usize, salt: u64) -> usize {
    let mut x = (family as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (number as u64).wrapping_mul(0xBF58_476D_1CE4_E5B9) ^ salt;
    x = (x ^ (x >> 30)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (x ^ (x >> 31)) as usize
}

fn award(out: &mut impl Write, family: usize, number: usize) -> io::Result<()> {
    let subject = SUBJECTS[mixed(family, number, 1) % SUBJECTS.len()];
    let source = "\"sources\":[{\"url\":\"https://registry.example/award\",\"as_of\":\"2026-11\"}]";
    let issuer = format!("org:reg-{family}");
    if number < COURSES {
        let level = LEVELS[mixed(family, number, 2) % LEVELS.len()];
        write!(
            out,
            "{{\"id\":\"reg:{family}-c{number}\",\"title\":\"{level} {subject} {number}\",\"kind\":\"course\",\"issuer\":\"{issuer}\",\"level\":{{\"framework\":\"EQF\",\"value\":{}}},\"credits\":[{{\"value\":5,\"unit\":\"ects\"}}],",
            5 + number % 3
        )?;
        // Three of four state a price, two of three their hours; the rest is estimated.
        if !number.is_multiple_of(4) {
            write!(out, "\"cost\":{{\"amount\":{},\"currency\":\"EUR\"}},", 100 + 10 * (mixed(family, number, 3) % 90))?;
        }
        if !number.is_multiple_of(3) {
            write!(out, "\"effort\":{{\"hours\":{},\"weeks\":6}},", 90 + 5 * (mixed(family, number, 4) % 20))?;
        }
        if number % 5 == 4 {
            write!(out, "\"requires\":\"reg:{family}-c{}\",", number - 1)?;
        }
        return write!(
            out,
            "\"description\":\"A course of the generated registry about {subject}, taught in six weeks with weekly exercises.\",{source}}}"
        );
    }
    if number < COURSES + CERTIFICATES {
        let certificate = number - COURSES;
        // Nine courses each; the next certificate stands in for a third of them.
        let of: Vec<String> = (0..9).map(|at| format!("\"reg:{family}-c{}\"", (certificate * 9 + at) % COURSES)).collect();
        return write!(
            out,
            "{{\"id\":\"reg:{family}-z{certificate}\",\"title\":\"Certificate in {subject} {certificate}\",\"kind\":\"graduate-certificate\",\"issuer\":\"{issuer}\",\"credits\":[{{\"value\":30,\"unit\":\"ects\"}}],\"requires\":{{\"at_least\":6,\"of\":[{}]}},{source}}}",
            of.join(",")
        );
    }
    let of: Vec<String> = (0..CERTIFICATES).map(|at| format!("\"reg:{family}-z{at}\"")).collect();
    write!(
        out,
        "{{\"id\":\"reg:{family}-degree\",\"title\":\"Master of {subject} {family}\",\"kind\":\"master\",\"issuer\":\"{issuer}\",\"credits\":[{{\"value\":90,\"unit\":\"ects\"}}],\"requires\":{{\"at_least\":3,\"of\":[{}]}},{source}}}",
        of.join(",")
    )
}

/// A course that stands in for another of the family.
fn recognition(out: &mut impl Write, family: usize, number: usize) -> io::Result<()> {
    let (from, grants) = (mixed(family, number, 5) % COURSES, number * 9);
    let from = if from == grants { (from + 1) % COURSES } else { from };
    write!(
        out,
        "{{\"id\":\"rec:reg-{family}-{number}\",\"by\":\"org:reg-{family}\",\"from\":\"reg:{family}-c{from}\",\"grants\":\"reg:{family}-c{grants}\",\"sources\":[{{\"url\":\"https://registry.example/agreement\",\"as_of\":\"2026-11\"}}]}}"
    )
}
