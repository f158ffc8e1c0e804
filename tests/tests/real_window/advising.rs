//! The plan that lives: agreed, followed, broken, repaired, taken home; and two learners at an advisor's table.

use cairn_tests::window::{Home, Window, wanted};
use serde_json::json;

/// Where the sample learner is going, by the words a person would type.
const TARGET: (&str, &str) = ("gt:oms-analytics", "Master of Science in Analytics");
const MICROMASTERS: &str = "edx:gtx-analytics-mm";

/// Opens the window as somebody, and agrees the first route that is shown.
async fn agreed(home: &Home, name: &str, role: &str) -> Window {
    let window = Window::open(home, name).await;
    window.click(role).await;
    window.click("rail-routes").await;
    window.choose("target-search", TARGET.1, "target-option", TARGET.0).await;
    window.part("route-card").await;
    window.click("adopt-route").await;
    window.part("plan-progress").await;
    window
}

#[tokio::test]
async fn a_learner_follows_a_plan_gives_a_step_up_repairs_it_and_takes_it_home() {
    if !wanted() {
        return;
    }
    let home = Home::new();
    let window = agreed(&home, "plan", "welcome-learner").await;
    window.assert_accessible("plan").await;
    window.picture("agreed").await;

    // A step is completed; the next, on which the credit rests, is given up.
    let first = window.first_award("agreed-step").await;
    window.click_within("agreed-step", &first, "move-step-completed").await;
    window.write("step-grade", "88").await;
    window.click("step-save").await;
    window.part_with("agreed-step", &first, "data-state", "completed").await;
    window.click_within("agreed-step", MICROMASTERS, "move-step-dropped").await;
    window.click("step-save").await;
    window.matching("[data-testid='plan-drift'][data-breaks='true']").await;
    window.picture("broken").await;

    window.click("seek-repairs").await;
    window.part("repair").await;
    window.picture("repairs").await;
    window.click("undo").await;
    window.matching("[data-testid='plan-drift'][data-breaks='false']").await;

    let calendar = home.file("plan.ics");
    let ask = json!({ "ask": { "path": calendar, "format": "ics", "letter": false, "redacted": false, "language": "en" } });
    window.call("write_report", ask).await;
    let written = std::fs::read_to_string(&calendar).expect("the calendar was written");
    assert!(written.starts_with("BEGIN:VCALENDAR") && written.contains("BEGIN:VALARM"), "{written}");
    window.close().await;

    let window = Window::open(&home, "plan-again").await;
    window.click("rail-plan").await;
    window.part_with("agreed-step", &first, "data-state", "completed").await;
    window.close().await;
}

#[tokio::test]
async fn an_advisor_sees_two_learners_grants_a_substitution_and_writes_both_plans() {
    if !wanted() {
        return;
    }
    let home = Home::new();
    let window = agreed(&home, "advising", "welcome-advisor").await;
    window.click("rail-learners").await;
    window.click("tab-exceptions").await;
    window.choose("exception-award", "ISYE 6501", "exception-award-option", "edx:gtx-isye6501x").await;
    window.choose("exception-with", "6.431x", "exception-with-option", "mitx:6.431x").await;
    window.write("exception-reason", "The syllabus was compared").await;
    window.write("exception-authority", "Programme director").await;
    window.click("exception-save").await;
    window.part("exception-row").await;
    window.picture("exceptions").await;
    window.assert_accessible("exceptions").await;

    for (place, name) in ["first.html", "second.html"].into_iter().enumerate() {
        if place == 1 {
            window.call("new_learner", json!({ "name": "Second learner" })).await;
            window
                .call(
                    "set_preferences",
                    json!({ "edit": { "start": "2027-01-04", "hours_per_week": "10", "currency": "USD",
                "budget": null, "deadline": null, "rates": [] } }),
                )
                .await;
            window.reload().await;
            window.click("rail-routes").await;
            window.choose("target-search", TARGET.1, "target-option", TARGET.0).await;
            window.part("route-card").await;
            window.click("adopt-route").await;
            window.part("plan-progress").await;
        }
        let path = home.file(name);
        let ask = json!({ "ask": { "path": path, "format": "html", "letter": false, "redacted": false, "language": "en" } });
        window.call("write_report", ask).await;
        let page = std::fs::read_to_string(&path).expect("the page was written");
        assert!(page.contains("Unofficial until the institution confirms it.") && page.contains("Sources"), "{name}");
    }

    window.click("rail-learners").await;
    window.click("recheck").await;
    window.matching("[data-testid='triage-row'] .stands, [data-testid='triage-row'] .broken").await;
    window.picture("learners").await;
    window.assert_accessible("learners").await;
    window.close().await;
}
