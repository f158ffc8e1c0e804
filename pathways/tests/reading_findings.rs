//! What is wrong with a file is said with its place, its code and a remedy, and all of it at once.

use chrono::NaiveDate;
use pathways::finding::{Finding, Severity};
use pathways::interchange::contract::{check_packs, read_learner, read_pack, read_packs, read_plan};
use pathways::interchange::{LARGEST_FILE, SourceFile};
use proptest::prelude::*;

const PACK: &str = r#"{
 "format": "cairn.catalogue/1", "id": "small", "version": "1",
 "organizations": [ { "id": "org:a", "name": "A" } ],
 "awards": [
  { "id": "c:1", "title": "Eins – «1»", "kind": "course", "issuer": "org:a", "credits": [ { "value": 3, "unit": "ects" } ],
    "cost": { "amount": 10.5, "currency": "EUR", "as_of": "2026-01" }, "effort": { "hours": 30, "weeks": 4 },
    "delivery": { "pacing": "scheduled", "starts": [ "2027-01-04" ], "repeats": "yearly", "x-note": [ 1, null ] } },
  { "id": "d:1", "title": "Degree", "kind": "master", "issuer": "org:a",
    "requires": { "all": [ { "award": "c:1", "min_grade": 70 }, { "any": [ "c:1", { "gate": "g:1", "kind": "test", "met_by": "c:1" } ] },
      { "credits": 3, "unit": "ects", "from": [ { "award": "c:1", "counts": 3 } ], "at_most": [ { "credits": 3, "from": [ "c:1" ] } ] } ] } }
 ],
 "recognitions": [ { "id": "r:1", "by": "org:a", "from": { "at_least": 1, "of": [ "c:1" ] }, "grants": "d:1", "valid": { "until": "2030-01-01" } } ]
}"#;

const LEARNER: &str = r#"{ "format": "cairn.learner/1", "name": "L",
 "held": [ { "award": "c:1", "earned": "2026-01-01", "grade": 80 } ], "gates": { "g:1": "met" },
 "preferences": { "start": "2027-01-04", "hours_per_week": 7.5, "currency": "EUR", "rates": { "USD": 0.9 },
   "breaks": [ { "from": "2027-07-01", "until": "2027-07-31" } ] },
 "exceptions": [ { "kind": "waive", "award": "c:1", "reason": "r", "authority": "a", "date": "2026-01-01" } ],
 "pins": [ { "kind": "count", "award": "c:1", "toward": "d:1" } ] }"#;

const PLAN: &str = r#"{ "format": "cairn.plan/1", "target": "d:1", "status": "routes", "blockers": [],
 "routes": [ { "by": "cost", "proven": true, "bound": 10.5, "cost": 10.5, "currency": "EUR", "hours": 30, "finish_week": 4, "finish": "2027-02-01",
   "steps": [ { "award": "c:1", "way": "earn", "start_week": 0, "end_week": 4, "cost": 10.5, "hours": 30 },
              { "award": "d:1", "way": "r:1", "start_week": 4, "end_week": 4, "cost": 0, "hours": 0 } ],
   "to_confirm": [], "assumptions": [ { "award": "c:1", "min_grade": 70 } ] } ] }"#;

fn file(text: impl Into<Vec<u8>>) -> SourceFile {
    SourceFile::new("f.json", text)
}

fn refused(text: impl Into<Vec<u8>>) -> Vec<Finding> {
    read_pack(&file(text)).expect_err("the pack is refused")
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day of the calendar")
}

#[test]
fn the_small_files_of_these_tests_are_sound() {
    assert!(read_pack(&file(PACK)).is_ok());
    assert!(read_learner(&file(LEARNER)).is_ok());
    assert!(read_plan(&file(PLAN)).is_ok());
}

#[test]
fn every_finding_of_a_bad_pack_is_reported() {
    let bad = SourceFile::new("deliberately-bad.json", include_bytes!("packs/deliberately-bad.json").to_vec());
    let findings = check_packs(&[bad], day());
    let rendered = findings.iter().map(|f| format!("{f}\n    at {}\n", f.pointer)).collect::<String>();
    insta::assert_snapshot!(rendered);
}

/// Replaces one part of the small pack and gives the first finding: code, pointer, id.
fn first(was: &str, is: &str) -> (String, String, Option<String>) {
    assert!(PACK.contains(was), "{was} is in the pack");
    let finding = refused(PACK.replacen(was, is, 1)).remove(0);
    assert_eq!(finding.severity, Severity::Error);
    assert!(finding.line > 0 && finding.column > 0 && !finding.message.is_empty() && !finding.remedy.is_empty(), "{finding}");
    (finding.code, finding.pointer, finding.id)
}

#[test]
fn malformed_parts_have_a_code_and_a_place() {
    for (was, is, code, pointer, id) in [
        (r#""version": "1""#, r#""version": 1"#, "wrong-type", "/version", Some("small")),
        (r#""version": "1","#, "", "missing-key", "", Some("small")),
        (r#""id": "small""#, r#""id": "Small""#, "invalid-id", "/id", None),
        ("cairn.catalogue/1", "cairn.catalogue/2", "wrong-format", "/format", None),
        (r#""name": "A""#, r#""name": "A", "name": "B""#, "duplicate-key", "/organizations/0/name", Some("org:a")),
        (r#""id": "d:1""#, r#""id": "c:1""#, "duplicate-id", "/awards/1/id", Some("c:1")),
        (r#""kind": "course""#, r#""kind": "curse""#, "unknown-word", "/awards/0/kind", Some("c:1")),
        (r#""kind": "course""#, r#""kind": "transfer-credit""#, "earnable-transfer-credit", "/awards/0/kind", Some("c:1")),
        (r#""amount": 10.5"#, r#""amount": 1e400"#, "number-out-of-range", "/awards/0/cost/amount", Some("c:1")),
        (r#""amount": 10.5"#, r#""amount": -0.01"#, "number-out-of-range", "/awards/0/cost/amount", Some("c:1")),
        (r#""currency": "EUR""#, r#""currency": "EURO""#, "invalid-currency", "/awards/0/cost/currency", Some("c:1")),
        (r#""as_of": "2026-01""#, r#""as_of": "01/2026""#, "invalid-as-of", "/awards/0/cost/as_of", Some("c:1")),
        (r#""weeks": 4"#, r#""weeks": 4.5"#, "not-whole", "/awards/0/effort/weeks", Some("c:1")),
        ("2027-01-04", "2027-02-29", "invalid-date", "/awards/0/delivery/starts/0", Some("c:1")),
        (r#""unit": "ects" } ]"#, r#""unit": "points" } ]"#, "invalid-unit", "/awards/0/credits/0/unit", Some("c:1")),
        (r#""min_grade": 70"#, r#""min_grade": 101"#, "number-out-of-range", "/awards/1/requires/all/0/min_grade", Some("d:1")),
        (r#""met_by": "c:1""#, r#""met_by": { "x": 1 }"#, "expression-form", "/awards/1/requires/all/1/any/1/met_by", Some("d:1")),
        (r#""counts": 3"#, r#""count": 3"#, "unknown-key", "/awards/1/requires/all/2/from/0/count", Some("d:1")),
        (
            r#""from": [ "c:1" ] } ]"#,
            r#""from": [ "c:2" ] } ]"#,
            "cap-outside-pool",
            "/awards/1/requires/all/2/at_most/0/from/0",
            Some("d:1"),
        ),
        (
            r#""until": "2030-01-01""#,
            r#""from": "2031-01-01", "until": "2030-01-01""#,
            "ends-before-it-begins",
            "/recognitions/0/valid/until",
            Some("r:1"),
        ),
        (r#""x-note": [ 1, null ]"#, r#""x-note": { "a": 1, "a": 2 }"#, "duplicate-key", "/awards/0/delivery/x-note/a", Some("c:1")),
    ] {
        assert_eq!(first(was, is), (code.into(), pointer.into(), id.map(Into::into)), "{is}");
    }
}

#[test]
fn lines_and_columns_are_those_of_an_editor() {
    let finding = refused(PACK.replacen("course", "curse", 1)).remove(0);
    assert_eq!((finding.line, finding.column), (5, 49));
    assert!(finding.remedy.contains("`course`"), "{}", finding.remedy);
}

/// Whatever stands where something else belongs: findings, not a panic, and never a pack.
#[test]
fn wrong_types_everywhere_are_findings() {
    let sound: serde_json::Value = serde_json::from_str(PACK).expect("JSON");
    let mut pointers = Vec::new();
    every_pointer(&sound, String::new(), &mut pointers);
    assert!(pointers.len() > 60);
    for pointer in pointers.iter().filter(|p| !p.contains("x-note")) {
        for wrong in [serde_json::json!(null), serde_json::json!([[]]), serde_json::json!({"?": 1}), serde_json::json!(-3.5)] {
            let mut broken = sound.clone();
            *broken.pointer_mut(pointer).expect("it is there") = wrong.clone();
            let findings = refused(serde_json::to_vec(&broken).expect("it can be written"));
            assert!(findings.iter().all(|f| f.line == 1 && f.column > 0), "{pointer} {wrong}");
            assert!(findings.iter().any(|f| f.pointer.starts_with(pointer.as_str())), "{pointer} {wrong}: {findings:?}");
        }
    }
}

fn every_pointer(value: &serde_json::Value, at: String, out: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(map) => map.iter().for_each(|(k, v)| every_pointer(v, format!("{at}/{k}"), out)),
        serde_json::Value::Array(list) => list.iter().enumerate().for_each(|(i, v)| every_pointer(v, format!("{at}/{i}"), out)),
        _ => {}
    }
    out.push(at);
}

#[test]
fn truncated_files_are_refused_where_they_end() {
    for (text, read) in [(PACK, 0), (LEARNER, 1), (PLAN, 2)] {
        for part in 0..50 {
            let cut = &text.as_bytes()[..text.len() * part / 50];
            let findings = match read {
                0 => read_pack(&file(cut)).err(),
                1 => read_learner(&file(cut)).err(),
                _ => read_plan(&file(cut)).err(),
            }
            .expect("half a file is no file");
            assert_eq!(findings.len(), 1);
            assert!(["empty-file", "syntax", "not-utf8"].contains(&findings[0].code.as_str()), "{part}: {}", findings[0]);
        }
    }
}

#[test]
fn what_is_no_pack_at_all_is_refused() {
    for (bytes, code) in [
        (b"".to_vec(), "empty-file"),
        (b"[]".to_vec(), "wrong-type"),
        (b"12".to_vec(), "wrong-type"),
        (b"{}".to_vec(), "missing-key"),
        (b"{} {}".to_vec(), "syntax"),
        (b"{\"format\": NaN}".to_vec(), "syntax"),
        (b"\xef\xbb\xbf{}".to_vec(), "byte-order-mark"),
        (b"\"\xc3\x28\"".to_vec(), "not-utf8"),
        (["[".repeat(200), "]".repeat(200)].concat().into_bytes(), "too-deep"),
        (format!("{{\"format\":{}1", "{\"a\":".repeat(200)).into_bytes(), "too-deep"),
        (LEARNER.as_bytes().to_vec(), "unknown-key"),
    ] {
        let findings = refused(bytes.clone());
        assert!(findings.iter().any(|f| f.code == code), "{code}: {findings:?}");
    }
}

#[test]
fn huge_files_are_refused_at_once() {
    let started = std::time::Instant::now();
    assert_eq!(refused(vec![b'['; 100_000_000])[0].code, "too-large");
    assert_eq!(refused(vec![b'['; LARGEST_FILE])[0].code, "too-deep");
    assert!(started.elapsed().as_secs() < 10);
}

#[test]
fn findings_of_a_file_of_garbage_are_limited() {
    let keys = (0..20_000).map(|n| format!("\"k{n}\":0")).collect::<Vec<_>>().join(",");
    let findings = refused(format!("{{{keys}}}"));
    assert_eq!(findings.len(), 10_001);
    assert_eq!(findings.last().map(|f| f.code.as_str()), Some("too-many-findings"));
}

#[test]
fn malformed_records_are_refused() {
    for (was, is, code, pointer) in [
        (r#""earned": "2026-01-01","#, "", "missing-key", "/held/0"),
        (r#""grade": 80"#, r#""grade": 100.1"#, "number-out-of-range", "/held/0/grade"),
        (r#"7.5"#, "0", "number-out-of-range", "/preferences/hours_per_week"),
        (r#"7.5"#, "7.51", "hours-per-week", "/preferences/hours_per_week"),
        (r#""met""#, r#""meet""#, "unknown-word", "/gates/g:1"),
        (r#""g:1""#, r#""G 1""#, "invalid-id", "/gates/G 1"),
        (r#""USD""#, r#""usd""#, "invalid-currency", "/preferences/rates/usd"),
        ("2027-07-31", "2027-06-30", "ends-before-it-begins", "/preferences/breaks/0/until"),
        (r#""waive""#, r#""forgive""#, "unknown-word", "/exceptions/0/kind"),
        (r#""waive""#, r#""substitute""#, "missing-key", "/exceptions/0"),
        (r#", "toward": "d:1""#, "", "missing-key", "/pins/0"),
    ] {
        let at = LEARNER.find(was).expect("it is in the record");
        let text = format!("{}{is}{}", &LEARNER[..at], &LEARNER[at + was.len()..]);
        let finding = read_learner(&file(text)).expect_err("the record is refused").remove(0);
        assert_eq!((finding.code.as_str(), finding.pointer.as_str()), (code, pointer), "{finding}");
    }
    let twice = LEARNER.replace("\"held\": [", "\"held\": [ { \"award\": \"c:1\", \"earned\": \"2020-01-01\" },");
    assert_eq!(read_learner(&file(twice)).expect_err("refused")[0].code, "duplicate-award");
}

#[test]
fn malformed_plans_are_refused() {
    for (was, is, code, pointer) in [
        (r#""proven": true, "bound": 10.5"#, r#""proven": false"#, "missing-key", "/routes/0"),
        (r#""status": "routes""#, r#""status": "held""#, "status-and-routes", "/routes"),
        (r#""to_confirm": []"#, r#""to_confirm": [ "g:1", "g:1" ]"#, "duplicate-gate", "/routes/0/to_confirm/1"),
        (r#""way": "earn""#, r#""way": "Earn""#, "invalid-id", "/routes/0/steps/0/way"),
    ] {
        let finding = read_plan(&file(PLAN.replacen(was, is, 1))).expect_err("the plan is refused").remove(0);
        assert_eq!((finding.code.as_str(), finding.pointer.as_str()), (code, pointer), "{finding}");
    }
}

/// A pack of courses with more of its own in place of `AWARDS` and `RECOGNITIONS`.
fn world(awards: &str, recognitions: &str) -> SourceFile {
    let course =
        |id: &str| format!(r#"{{"id":"{id}","title":"t","kind":"course","issuer":"org:a","credits":[{{"value":6,"unit":"ects"}}]}}"#);
    file(format!(
        r#"{{"format":"cairn.catalogue/1","id":"w","version":"1","organizations":[{{"id":"org:a","name":"A"}}],
            "awards":[{},{},{awards}],"recognitions":[{recognitions}]}}"#,
        course("c:1"),
        course("c:2")
    ))
}

fn award(id: &str, rest: &str) -> String {
    format!(
        r#"{{"id":"{id}","title":"t","kind":"certificate","issuer":"org:a","sources":[{{"url":"https://a.org","as_of":"2026"}}],{rest}}}"#
    )
}

/// Code and pointer of everything that is doubtful or wrong with one award, apart from sources.
fn doubts(awards: &str, recognitions: &str) -> Vec<(String, String)> {
    let found = check_packs(&[world(awards, recognitions)], day());
    found.into_iter().filter(|f| !f.code.ends_with("-source")).map(|f| (f.code, f.pointer)).collect()
}

#[test]
fn lint_finds_what_cannot_be() {
    for (rest, code, pointer) in [
        (r#""requires":{"all":["c:1",{"any":[]}]}"#, "impossible-requirement", "/awards/2/requires/all/1"),
        (r#""requires":{"at_least":3,"of":["c:1","c:2"]}"#, "impossible-requirement", "/awards/2/requires"),
        (r#""requires":{"credits":13,"unit":"ects","from":["c:1","c:2"]}"#, "impossible-requirement", "/awards/2/requires"),
        (
            r#""requires":{"credits":10,"unit":"ects","from":["c:1","c:2"],"at_most":[{"credits":3,"from":["c:1"]},{"credits":8,"from":["c:1","c:2"]}]}"#,
            "impossible-requirement",
            "/awards/2/requires",
        ),
        (r#""requires":"c:gone""#, "unknown-award", "/awards/2/requires"),
        (r#""platform":"org:gone""#, "unknown-organization", "/awards/2/platform"),
        (r#""requires":{"credits":1,"unit":"sg-mc","from":["c:1"]}"#, "does-not-convert", "/awards/2/requires/from/0"),
        (
            r#""requires":{"all":[{"gate":"g","kind":"age"},{"gate":"g","kind":"test"}]}"#,
            "gate-of-two-kinds",
            "/awards/2/requires/all/1/kind",
        ),
        (r#""earnable":false"#, "never-granted", "/awards/2/earnable"),
        (r#""requires":"a:1""#, "closed-cycle", "/awards/2"),
        (r#""cost":{"amount":1,"currency":"USD","as_of":"2020"}"#, "old-price", "/awards/2/cost/as_of"),
        (r#""delivery":{"pacing":"scheduled"}"#, "no-dates", "/awards/2/delivery"),
        (r#""delivery":{"pacing":"scheduled","starts":[]}"#, "no-start", "/awards/2/delivery/starts"),
        (r#""delivery":{"repeats":"yearly"}"#, "repeats-without-starts", "/awards/2/delivery/repeats"),
    ] {
        assert_eq!(doubts(&award("a:1", rest), ""), [(code.to_owned(), pointer.to_owned())], "{rest}");
    }
    assert!(
        doubts(&award("a:1", r#""requires":{"credits":12,"unit":"us-quarter","from":["c:1",{"award":"c:2","counts":9}]}"#), "").is_empty()
    );
}

#[test]
fn mutual_recognition_is_no_closed_cycle_when_one_can_be_earned() {
    let granting = |id: &str, from: &str, grants: &str| {
        format!(r#"{{"id":"{id}","by":"org:a","from":"{from}","grants":"{grants}","valid":{{"until":"2020-01-01"}}}}"#)
    };
    let both = [granting("r:1", "a:1", "a:2"), granting("r:2", "a:2", "a:1")].join(",");
    let closed = [award("a:1", r#""earnable":false"#), award("a:2", r#""requires":"a:1""#), award("a:3", r#""requires":"a:2""#)].join(",");
    let codes = |found: Vec<(String, String)>| found.into_iter().map(|(code, _)| code).collect::<Vec<_>>();
    assert_eq!(codes(doubts(&closed, &both)), ["closed-cycle", "lapsed-agreement", "lapsed-agreement"]);
    let open = [award("a:1", r#""earnable":false"#), award("a:2", r#""requires":"c:1""#)].join(",");
    assert_eq!(codes(doubts(&open, &both)), ["lapsed-agreement", "lapsed-agreement"]);
}

#[test]
fn what_no_pack_has_is_a_warning_to_planners() {
    let (catalogue, warnings) =
        read_packs(&[world(&award("a:1", r#""requires":"c:gone","platform":"org:gone""#), "")]).expect("it can be planned with");
    assert_eq!(catalogue.awards.len(), 3);
    let found: Vec<_> = warnings.iter().map(|f| (f.severity, f.code.as_str())).collect();
    assert_eq!(found, [(Severity::Warning, "unknown-organization"), (Severity::Warning, "unknown-award")]);
}

#[test]
fn two_packs_share_no_ids() {
    let mut other = file(PACK.replace("\"small\"", "\"other\"").replace("org:a", "org:b"));
    other.name = "other.json".to_owned();
    let findings = read_packs(&[file(PACK), other]).expect_err("ids stand twice");
    let found: Vec<_> = findings.iter().map(|f| (f.file.as_str(), f.code.as_str(), f.pointer.as_str())).collect();
    let twice = |pointer| ("other.json", "duplicate-id", pointer);
    assert_eq!(found, [twice("/awards/0/id"), twice("/awards/1/id"), twice("/recognitions/0/id")]);
    let again = read_packs(&[file(PACK), file(PACK)]).expect_err("the pack stands twice");
    assert_eq!((again[0].pointer.as_str(), again.len()), ("/id", 5));
}

proptest! {
    /// Bytes changed, removed, doubled: an answer, and every finding of a refusal lies in the file.
    #[test]
    fn mutated_files_never_panic(at in 0..PACK.len(), length in 0_usize..40, replacement in proptest::collection::vec(any::<u8>(), 0..6), which in 0_usize..3) {
        let text = [PACK, LEARNER, PLAN][which];
        let (from, until) = (at.min(text.len()), (at + length).min(text.len()));
        let bytes = [&text.as_bytes()[..from], &replacement, &text.as_bytes()[until..]].concat();
        let lines = u32::try_from(bytes.iter().filter(|b| **b == b'\n').count() + 1).expect("a small file");
        let findings = match which {
            0 => check_packs(&[file(bytes)], day()),
            1 => read_learner(&file(bytes)).err().unwrap_or_default(),
            _ => read_plan(&file(bytes)).err().unwrap_or_default(),
        };
        for finding in findings {
            prop_assert!(finding.line <= lines && (finding.column > 0 || finding.line == 0), "{}", finding);
        }
    }
}
