//! Curricula and degree plans of Curricular Analytics.

use chrono::NaiveDate;
use pathways::finding::{Finding, Severity};
use pathways::interchange::contract::{award_to_json, read_packs, write_pack};
use pathways::interchange::curriculum::{is_curriculum, read_curriculum};
use pathways::interchange::{Conversion, SourceFile};
use serde_json::{Value, json};

const HEAD: &str =
    "Curriculum,Harbour Engineering,,\nInstitution,Harbour State,,\nDegree Type,BS,,\nSystem Type,quarter,,\nCIP,14.0801,,\nCourses,,,\n";
const COLUMNS: &str =
    "Course ID,Course Name,Prefix,Number,Prerequisites,Corequisites,Strict-Corequisites,Credit Hours,Institution,Canonical Name";

fn read(text: &str) -> Result<Conversion, Vec<Finding>> {
    let day = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    let conversion = read_curriculum(&SourceFile::new("plan.csv", text.as_bytes()), day)?;
    let pack = write_pack(&conversion.pack);
    read_packs(&[SourceFile::new("pack", pack)]).unwrap_or_else(|findings| panic!("{findings:#?}"));
    Ok(conversion)
}

fn award(conversion: &Conversion, id: &str) -> Value {
    award_to_json(conversion.pack.awards.iter().find(|award| award.id.as_str() == id).unwrap_or_else(|| panic!("{id} is an award")))
}

fn refused(text: &str) -> Vec<(String, u32)> {
    let findings = read(text).expect_err("the file is refused");
    findings.into_iter().filter(|finding| finding.severity == Severity::Error).map(|finding| (finding.code, finding.line)).collect()
}

#[test]
fn a_curriculum_becomes_courses_and_a_degree() {
    let rows = "1,Statics,ENG,101,,,,4,,\n2,Tides,OCE,110,,,,3,Coast College,Oceanography\n3,\"Piers, quays\",ENG,210,1;2,,,4.5,,\n4,Piers lab,ENG,210L,,3,,1,,\n";
    let text = format!("{HEAD}{COLUMNS}\n{rows}");
    assert!(is_curriculum(text.as_bytes()) && is_curriculum(format!("\u{feff}{text}").as_bytes()) && !is_curriculum(b"a,b\n"));
    let found = read(&text).expect("it is taken");
    let base = "curriculum:harbour-state/harbour-engineering";
    let id = |number: u32| format!("{base}/{number}");
    let piers = award(&found, &id(3));
    assert_eq!((piers["title"].clone(), piers["requires"].clone()), (json!("ENG 210 Piers, quays"), json!({ "all": [id(1), id(2)] })));
    assert_eq!(piers["credits"], json!([{ "value": 4.5, "unit": "us-quarter" }]));
    assert_eq!(award(&found, &id(4))["requires"], json!(id(3)));
    let degree = award(&found, base);
    assert_eq!((degree["kind"].clone(), degree["requires"].clone()), (json!("bachelor"), json!({ "all": [id(1), id(2), id(3), id(4)] })));
    assert_eq!(award(&found, &id(2))["issuer"], "org:coast-college");
    assert_eq!(award(&found, &id(2))["x-curriculum"]["Canonical Name"], "Oceanography");
    let unmapped: Vec<(&str, usize)> = found.unmapped.iter().map(|unmapped| (unmapped.term.as_str(), unmapped.count)).collect();
    assert_eq!(unmapped, [("CIP", 1), ("Courses Canonical Name", 1)]);
}

#[test]
fn a_degree_plan_keeps_its_terms_and_additional_courses() {
    let text = format!(
        "{}Courses,,\n{COLUMNS},Term\n1,Statics,ENG,101,,,,4,,,1\n2,Beams,ENG,102,\"1,9\",,,4,,,2\nAdditional Courses,,\n{COLUMNS},Term\n9,Algebra,MAT,90,,,,3,,,1\n",
        HEAD.replace("Courses,,,\n", "Degree Plan,Two terms,,\n")
    );
    let found = read(&text).expect("it is taken");
    let base = "curriculum:harbour-state/harbour-engineering/two-terms";
    let degree = award(&found, base);
    assert_eq!(degree["requires"], json!({ "all": [format!("{base}/1"), format!("{base}/2")] }));
    assert_eq!(degree["recommends"], json!({ "all": [format!("{base}/9")] }));
    assert_eq!(award(&found, &format!("{base}/2"))["requires"], json!({ "all": [format!("{base}/1"), format!("{base}/9")] }));
    assert_eq!(award(&found, &format!("{base}/2"))["x-curriculum"]["Term"], "2");
}

#[test]
fn courses_that_wait_for_each_other_stay_open() {
    let found = read(&format!("{HEAD}{COLUMNS}\n1,A,,,,,2,3,,\n2,B,,,,,1,3,,\n")).expect("it is taken");
    let base = "curriculum:harbour-state/harbour-engineering";
    assert_eq!(award(&found, &format!("{base}/1"))["requires"], json!(format!("{base}/2")));
    let second = award(&found, &format!("{base}/2"));
    assert_eq!((second.get("requires"), second["recommends"].clone()), (None, json!(format!("{base}/1"))));
    assert!(found.warnings.iter().any(|finding| finding.code == "corequisite" && finding.line == 9));
}

#[test]
fn what_is_wrong_is_named_by_its_line() {
    assert_eq!(refused("Curriculum,A\nInstitution,B\n"), [("missing-key".to_owned(), 1), ("no-courses".to_owned(), 0)]);
    assert_eq!(refused(&format!("{HEAD}{COLUMNS}\n1,A,,,,,,3,,\n1,B,,,,,,3,,\n")), [("duplicate-id".to_owned(), 9)]);
    assert_eq!(refused(&format!("{HEAD}{COLUMNS}\n1,A,,,2,3,,,3,,,7\n")), [("too-many-values".to_owned(), 8)]);
    assert_eq!(refused(&format!("{HEAD}Course ID,Course Name\n1,A\n")), [("missing-key".to_owned(), 7)]);
    assert!(read_curriculum(&SourceFile::new("x.csv", b"Curriculum,\xff\n".as_slice()), NaiveDate::MIN).is_err());
    let found = read(&format!("{HEAD}{COLUMNS}\n1,A,,,7,,,many,,\n")).expect("it is taken");
    let codes: Vec<&str> = found.warnings.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(codes, ["no-number", "dangling-reference"]);
}
