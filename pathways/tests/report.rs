//! The plan to take home: every format says the same, with sources, ages, and that nothing is official.

mod small_world;

use pathways::agreed::{self, AgreedPlan, StepState, mark};
use pathways::language::Language;
use pathways::model::exact::whole;
use pathways::model::provenance::AsOf;
use pathways::model::*;
use pathways::report::{Report, Subject, calendar, html, report, table};
use small_world::*;

/// A master's degree: a course with fixed dates, a block granted for a held course, and a course of unknown price.
fn world() -> Catalogue {
    let sourced = |award: Award, url: &str, read: &str| Award {
        sources: vec![Source { url: url.to_owned(), as_of: AsOf::parse(read), supports: Vec::new() }],
        ..award
    };
    let first = sourced(scheduled(course("first", 500, 120, 12), &["2027-02-01"], true), "https://a.example/first", "2026-09");
    let second = sourced(course("second", 0, 80, 8), "https://a.example/second", "2021");
    let granted = Recognition {
        title: Some("Old course & new block".to_owned()),
        within_months: Some(whole(60)),
        requires: Some(gate("admission")),
        ..recognition("rec:block", leaf("old"), "block")
    };
    let target = sourced(bundle("t", all(vec![leaf("first"), leaf("second"), leaf("block")])), "https://a.example/t", "2026-10-01");
    catalogue(vec![target, first, second, block("block"), course("old", 0, 10, 1)], vec![granted])
}

fn followed(catalogue: &Catalogue) -> (LearnerRecord, AgreedPlan) {
    let mut record = LearnerRecord { name: Some("Ada <Lovelace>".to_owned()), ..learner() };
    holds(&mut record, "old", "2025-06-01", Some(90));
    let mut second = earn(catalogue, "second", 0, 8);
    second.cost = whole(750);
    second.cost_estimated = true;
    second.notes.push("Cost estimated: the median price of a course".to_owned());
    let steps = vec![recognised("block", "rec:block", 0), second, earn(catalogue, "first", 8, 20), earn(catalogue, "t", 20, 20)];
    let mut route = route(&record, "t", steps);
    route.to_confirm.push("admission".into());
    route.estimated_cost = whole(750);
    let mut plan = AgreedPlan::new("t".into(), route, day("2026-11-24"), Default::default());
    plan.by = Some("Grace Hopper".to_owned());
    agreed::adopt(&mut record, plan);
    let mut plan = agreed::of(&record).expect("it can be read").expect("it is there");
    let done = StepState::Completed { on: day("2027-02-20"), grade: Some(whole(77)) };
    mark(&mut record, &mut plan, &"second".into(), done, day("2027-02-21")).expect("a step");
    (record, plan)
}

fn written(redacted: bool) -> (Report, String) {
    written_in(Language::English, redacted)
}

fn written_in(language: Language, redacted: bool) -> (Report, String) {
    let catalogue = world();
    let (record, plan) = followed(&catalogue);
    let subject = Subject { catalogue: &catalogue, record: &record, plan: &plan, today: day("2027-02-21"), redacted, language };
    (report(&subject), calendar(&subject))
}

#[test]
fn the_content_is_as_it_was() {
    insta::assert_json_snapshot!(written(false).0);
}

#[test]
fn the_page_is_as_it_was() {
    insta::assert_snapshot!(html(&written(false).0));
}

#[test]
fn the_table_is_as_it_was() {
    insta::assert_snapshot!(table(&written(false).0).expect("a table"));
}

#[test]
fn the_spanish_page_is_as_it_was() {
    insta::assert_snapshot!(html(&written_in(Language::Spanish, false).0));
}

#[test]
fn the_spanish_table_is_as_it_was() {
    insta::assert_snapshot!(table(&written_in(Language::Spanish, false).0).expect("a table"));
}

#[test]
fn the_calendars_are_as_they_were() {
    insta::assert_snapshot!("calendar_english", written(false).1.replace("\r\n", "\n"));
    insta::assert_snapshot!("calendar_spanish", written_in(Language::Spanish, false).1.replace("\r\n", "\n"));
}

/// What is not a title, a name or a source is in the language that was asked for.
#[test]
fn a_spanish_report_keeps_no_english_of_its_own() {
    let page = html(&written_in(Language::Spanish, false).0);
    let body = page.split("</style>").nth(1).expect("a body");
    let english = ["Route", "Unofficial", "confirm ", " is ", " was ", "estimated", "Glossary", "Source", "hours", "read ", ">planned"];
    for word in english {
        assert!(!body.contains(word), "{word}: {body}");
    }
    assert!(page.contains("<html lang=\"es\">") && page.contains("Por confirmar"));
}

#[test]
fn a_page_escapes_names_and_asks_nothing_of_the_network() {
    let page = html(&written(false).0);
    assert!(page.contains("Ada &lt;Lovelace&gt;") && !page.contains("<Lovelace>"));
    assert!(!page.contains("<script") && !page.contains("src="), "nothing is loaded");
    assert!(page.contains("Unofficial until the institution confirms it."));
    assert!(page.contains("out of date: check it again"));
}

#[test]
fn a_redacted_report_names_nobody_and_no_grade() {
    let page = html(&written(true).0);
    for secret in ["Lovelace", "Hopper", "grade 77"] {
        assert!(!page.contains(secret), "{secret}");
    }
    assert!(html(&written(false).0).contains("grade 77"));
}

#[test]
fn the_calendar_keeps_to_the_standard() {
    let text = written(false).1;
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!((lines[0], lines[lines.len() - 2]), ("BEGIN:VCALENDAR", "END:VCALENDAR"));
    assert!(lines.iter().all(|line| line.len() <= 75 && !line.contains('\n')), "lines are folded and end in CRLF");
    let starting = |start: &str| lines.iter().filter(|line| line.starts_with(start)).count();
    assert_eq!(starting("BEGIN:VEVENT"), starting("END:VEVENT"));
    assert_eq!(starting("BEGIN:VEVENT"), starting("BEGIN:VALARM"));
    assert_eq!((starting("PRODID:"), starting("VERSION:"), starting("DTEND")), (1, 1, 0), "a day that stands for itself has no end");
    assert!(starting("DTSTART;VALUE=DATE:20270301") > 0, "{text}");
    let mut names: Vec<&str> = lines.iter().filter(|line| line.starts_with("UID:")).copied().collect();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all, "every event has a name of its own");
}

#[cfg(feature = "pdf")]
#[test]
fn the_pdf_is_tagged_and_of_the_paper_asked_for() {
    use pathways::report::{Paper, pdf};
    let content = written(false).0;
    for (paper, box_of_page) in [(Paper::A4, "[0 0 595."), (Paper::Letter, "[0 0 612 ")] {
        let bytes = pdf(&content, paper).expect("a PDF");
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.starts_with("%PDF-"));
        assert!(text.contains("/MarkInfo") && text.contains("pdfuaid"), "it says that it is tagged, and by which standard");
        assert!(text.contains(box_of_page), "{paper:?}");
    }
}
