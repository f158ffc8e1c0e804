//! The prospective student: who takes a MicroMasters, credits of how many, what it spares, and what it leads to. Once by mouse,
//! once by keyboard alone.

use cairn_tests::window::{Home, Window, wanted};
use thirtyfour::Key;

const MICROMASTERS: &str = "edx:gtx-analytics-mm";
const WORDS: &str = "gtx analytics micromasters";
const DEGREE: (&str, &str) = ("gt:oms-analytics", "online master of science in analytics");
const OPEN: &str = "button[data-open]";

/// The choice of what Explore lists.
fn mode(name: &str) -> String {
    format!("label:has([data-testid='mode-{name}'])")
}

#[tokio::test]
async fn a_prospective_student_finds_who_takes_a_micromasters_by_mouse() {
    if !wanted() {
        return;
    }
    let home = Home::new();
    let window = Window::open(&home, "looking").await;
    window.click("welcome-explorer").await;
    window.write("explore-search", WORDS).await;
    window.part_of("explore-row", MICROMASTERS).await;
    window.click_within("explore-row", MICROMASTERS, "explore-compare").await;
    window.click_matching(&mode("compare")).await;
    window.part("compare-table").await;
    window.click_matching(&mode("awards")).await;
    window.click_matching(&format!("[data-testid='explore-row'][data-award='{MICROMASTERS}'] {OPEN}")).await;
    window.matching(&format!("[data-testid='award-page'][data-award='{MICROMASTERS}'] article")).await;
    window.click("award-recognised").await;
    window.part("transfer-row").await;
    let said = window.text().await;
    for column in ["Who takes it", "Credit", "Money spared"] {
        assert!(said.contains(column), "the table tells {column}; the page says:\n{said}");
    }
    window.picture("who-takes-it").await;
    window.assert_accessible("who takes an award").await;
    window.close().await;
}

#[tokio::test]
async fn a_prospective_student_does_the_same_by_keyboard_alone_and_comes_to_routes() {
    if !wanted() {
        return;
    }
    let home = Home::new();
    let window = Window::open(&home, "looking-by-keyboard").await;
    window.part("welcome-explorer").await;
    window.tab_to("[data-testid='welcome-explorer']").await;
    window.press(Key::Enter.value().to_string()).await;
    window.part("explore-row").await;
    window.press("/").await;
    window.press(WORDS).await;
    window.matching(&format!("[data-testid='explore-row']:first-child[data-award='{MICROMASTERS}']")).await;
    window.tab_to(OPEN).await;
    window.press("c").await;
    window.matching(&format!("[data-testid='explore-compare'][data-award='{MICROMASTERS}'][aria-pressed='true']")).await;
    window.press(Key::Enter.value().to_string()).await;
    window.matching(&format!("[data-testid='award-page'][data-award='{MICROMASTERS}'] article")).await;
    window.tab_to("[data-testid='award-page'] [role='tab']").await;
    window.press(Key::Right.value().to_string()).await;
    window.press(Key::Right.value().to_string()).await;
    window.matching("[data-testid='award-recognised'][aria-selected='true']").await;
    window.part("transfer-row").await;

    window.press(Key::Control + "k").await;
    window.part("commands-search").await;
    window.press(DEGREE.1).await;
    window.matching(&format!("[data-entry='plan-{}']", DEGREE.0)).await;
    // The list begins at its top again when later results of the search come in.
    let mark = format!("[data-entry='plan-{}'][data-selected]", DEGREE.0);
    window.press_until(Key::Down, &mark).await;
    window.press(Key::Enter.value().to_string()).await;
    window.part("route-card").await;
    window.picture("routes").await;
    window.close().await;
}
