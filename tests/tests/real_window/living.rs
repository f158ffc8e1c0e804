//! The advisor's day and the learner's year: sessions, a catalogue that changes under plans, a missed grade.

use std::path::Path;

use cairn_tests::programs::root;
use cairn_tests::window::{Home, Window, wanted};
use serde_json::{Value, json};

const TARGET: (&str, &str) = ("gt:oms-analytics", "Master of Science in Analytics");
/// A course of the MicroMasters on which the route to the target rests.
const COURSE: &str = "edx:gtx-isye6501x";

/// Agrees the first route to the target that is shown.
async fn agree(window: &Window, target: (&str, &str)) {
    window.click("rail-routes").await;
    window.choose("target-search", target.1, "target-option", target.0).await;
    window.part("route-card").await;
    window.click("adopt-route").await;
    window.part("plan-progress").await;
}

/// Writes the plan of record as a PDF, and says that it is one.
async fn printed(window: &Window, path: &Path) {
    let ask = json!({ "ask": { "path": path, "format": "pdf", "letter": false, "redacted": false, "language": "en" } });
    window.call("write_report", ask).await;
    let bytes = std::fs::read(path).expect("the PDF was written");
    assert!(bytes.starts_with(b"%PDF-") && bytes.len() > 20_000, "{} bytes", bytes.len());
}

/// The bundled pack of the target in a later version, in which the course is no longer offered.
fn later_version(path: &Path) {
    let text = std::fs::read_to_string(root().join("pathways/catalogue/packs/us-georgia-tech.json")).expect("the pack");
    let mut pack: Value = serde_json::from_str(&text).expect("JSON");
    pack["version"] = "2099-01-01".into();
    let awards = pack["awards"].as_array_mut().expect("awards");
    awards.iter_mut().find(|award| award["id"] == COURSE).expect("the course")["status"] = "retired".into();
    std::fs::write(path, pack.to_string()).expect("it is written");
}

#[tokio::test]
async fn an_advisor_takes_two_learners_through_sessions_and_repairs_the_plan_that_a_new_version_breaks() {
    if !wanted() {
        return;
    }
    let home = Home::new();
    let window = Window::open(&home, "sessions").await;
    window.click("welcome-advisor").await;
    agree(&window, TARGET).await;

    // The first learner: what is tried is dropped as a whole, a substitution with its document is kept as a whole.
    window.click("rail-learners").await;
    window.click("tab-session").await;
    window.write("session-advisor", "Grace Hopper").await;
    window.click("session-start").await;
    window.write("session-notes", "Works part time.").await;
    window.click("what-if-begin").await;
    window.part("what-if-drop").await;
    window.call("exclude", json!({ "kind": "award", "id": "gt:isye7406", "excluded": true })).await;
    window.click("what-if-drop").await;
    window.part("what-if-begin").await;
    window.click("what-if-begin").await;
    window.part("what-if-keep").await;
    let document = home.file("syllabus.txt");
    std::fs::write(&document, "The syllabus, compared.").expect("the document is written");
    let edit = json!({ "kind": "substitute", "award": "edx:gtx-cse6040x", "with": "ou:m811", "within": null, "counts": null,
        "reason": "The syllabus was compared", "authority": "Programme director", "date": "2026-11-20", "until": null, "attachment": document });
    window.call("grant_exception", json!({ "edit": edit })).await;
    window.click("what-if-keep").await;
    window.part("what-if-begin").await;
    window.write("session-questions", "Is the language test needed?").await;
    window.write("session-next-step", "Send the transcript").await;
    window.set_date("session-next-date", "2026-12-08").await;
    window.picture("session").await;
    window.click("session-end").await;
    window.matching("[data-testid='session-past'][open]").await;
    let said = window.text().await;
    for decided in ["Exception: CSE 6040x", "Is the language test needed?", "Send the transcript", "Dec 8, 2026", "Grace Hopper"] {
        assert!(said.contains(decided), "{decided} stands in the summary; the page says:\n{said}");
    }
    assert!(!said.contains("Excluded"), "what was tried and dropped is no decision:\n{said}");
    assert_eq!(window.count_in("session-past", "input, textarea, button").await, 0, "a past session is only read");
    window.picture("summary").await;
    window.click("tab-exceptions").await;
    window.part("exception-row").await;
    assert!(window.text().await.contains("syllabus.txt"), "the document stands with the exception");
    printed(&window, &home.file("first.pdf")).await;

    // The second holds the course already.
    window.call("new_learner", json!({ "name": "Ines Marques" })).await;
    let wishes = json!({ "start": "2027-01-04", "hours_per_week": "10", "currency": "USD", "budget": null, "deadline": null, "rates": [] });
    window.call("set_preferences", json!({ "edit": wishes })).await;
    window.call("hold", json!({ "award": COURSE, "earned": "2025-12-15", "grade": "90", "expires": null })).await;
    window.reload().await;
    agree(&window, TARGET).await;
    window.click("rail-learners").await;
    window.click("tab-session").await;
    window.click("session-start").await;
    window.write("session-next-step", "Enrol").await;
    window.click("session-end").await;
    window.part("session-past").await;
    printed(&window, &home.file("second.pdf")).await;
    window.click("tab-learners").await;
    window.click("recheck").await;
    window.matching("[data-testid='triage-row'] .stands").await;

    // A new version of the pack: whose plans it touches stands beside what it changes.
    let pack = home.file("us-georgia-tech.json");
    later_version(&pack);
    window.click("rail-catalogue").await;
    window.part("pack-row").await;
    window.drop_files(&[&pack]).await;
    window.matching("[data-testid='touched-plans'][data-total='2']").await;
    window.picture("touched").await;
    window.assert_accessible("whose plans an import touches").await;
    window.click("touched-all").await;
    window.part("triage-row").await;
    assert_eq!(window.count("triage-row").await, 2, "both plans rest on the course");
    window.click("recheck").await;
    window.click("rail-home").await;
    window.part("broken-plan").await;
    assert_eq!(window.count("broken-plan").await, 1, "who holds the course goes on as agreed");
    window.picture("attention").await;
    window.assert_accessible("what needs attention").await;
    window.click("broken-plan").await;
    window.matching("[data-testid='plan-drift'][data-breaks='true']").await;
    window.click("seek-repairs").await;
    window.click_matching("[data-testid='repair'][data-which='smallest'] [data-testid='take-repair']").await;
    window.matching("[data-testid='plan-drift'][data-breaks='false']").await;
    window.picture("repaired").await;
    window.click("version-compare").await;
    window.part("version-difference").await;
    window.click("rail-home").await;
    window.part("attention").await;
    window.gone("broken-plan").await;
    window.close().await;
}

/// A certificate of four steps: the cheap way through the pathway asks for a grade, the dear one does not.
fn graded_pack() -> String {
    let course = |id: &str, title: &str, price: u32| {
        json!({ "id": id, "kind": "course", "title": title, "issuer": "org:story", "cost": { "amount": price, "currency": "USD" },
            "effort": { "hours": 40, "weeks": 4 } })
    };
    let over = |id: &str, title: &str, requires: Value| {
        json!({ "id": id, "kind": "certificate", "title": title, "issuer": "org:story", "cost": { "amount": 0, "currency": "USD" },
            "effort": { "hours": 0, "weeks": 0 }, "requires": requires })
    };
    json!({
        "format": "cairn.catalogue/1", "id": "story", "version": "1",
        "organizations": [{ "id": "org:story", "name": "Story College", "country": "US" }],
        "awards": [
            course("story:sums", "Sums", 100), course("story:graphs", "Graphs", 110), course("story:proofs", "Proofs", 120),
            course("story:seminar", "Seminar on proofs", 400),
            over("story:pathway", "Pathway to the certificate", json!({ "any": [{ "award": "story:proofs", "min_grade": 80 }, "story:seminar"] })),
            over("story:certificate", "Certificate of the Story", json!({ "all": ["story:sums", "story:graphs", "story:pathway"] })),
        ]
    })
    .to_string()
}

#[tokio::test]
async fn a_learner_misses_a_grade_replans_and_exports_to_a_calendar() {
    if !wanted() {
        return;
    }
    let home = Home::new();
    let window = Window::open(&home, "graded").await;
    window.click("welcome-learner").await;
    let pack = home.file("story.json");
    std::fs::write(&pack, graded_pack()).expect("the pack is written");
    window.click("rail-catalogue").await;
    window.part("pack-row").await;
    window.drop_files(&[&pack]).await;
    window.part("imported-pack").await;
    agree(&window, ("story:certificate", "Certificate of the Story")).await;
    let completed = async |award: &str, grade: &str| {
        window.click_within("agreed-step", award, "move-step-completed").await;
        window.write("step-grade", grade).await;
        window.click("step-save").await;
        window.part_with("agreed-step", award, "data-state", "completed").await;
    };
    completed("story:sums", "91").await;
    completed("story:graphs", "74").await;
    window.matching("[data-testid='plan-drift'][data-breaks='false']").await;
    completed("story:proofs", "62").await;
    window.matching("[data-testid='plan-drift'][data-breaks='true']").await;
    let said = window.text().await;
    assert!(said.contains("Proofs was completed with 62; the plan needs 80 or better."), "it says what broke; the page says:\n{said}");
    window.picture("missed").await;

    window.click("seek-repairs").await;
    window.part("repairs").await;
    window.picture("repairs").await;
    window.click_matching("[data-testid='repair'][data-which='smallest'] [data-testid='take-repair']").await;
    window.part_of("agreed-step", "story:seminar").await;
    window.matching("[data-testid='plan-drift'][data-breaks='false']").await;

    let calendar = home.file("plan.ics");
    let ask = json!({ "ask": { "path": calendar, "format": "ics", "letter": false, "redacted": false, "language": "es" } });
    window.call("write_report", ask).await;
    let written = std::fs::read_to_string(&calendar).expect("the calendar was written");
    assert!(written.contains("BEGIN:VALARM") && written.contains("SUMMARY:Empiece Seminar on proofs"), "it speaks Spanish: {written}");
    assert!(!written.contains("start-story:sums"), "what is completed is due no longer");
    window.close().await;
}
