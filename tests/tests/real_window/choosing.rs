//! The choice between routes: sliders, plan B, a target that is closed and opened again, and the tabs by keyboard.

use cairn_tests::window::{Home, Window, wanted};

const TARGET: (&str, &str) = ("gt:oms-analytics", "Master of Science in Analytics");
const CHOSEN: &str = "[data-testid='route-card'][aria-pressed='true']";
const TOLD: &str = "[data-testid='wish-deltas'][data-state='told']";

/// Opens the window as the sample learner, with the routes to the target.
async fn routes(home: &Home, name: &str) -> Window {
    let window = Window::open(home, name).await;
    window.click("welcome-learner").await;
    window.click("rail-routes").await;
    window.choose("target-search", TARGET.1, "target-option", TARGET.0).await;
    window.part("route-card").await;
    window
}

/// The finish of the route that is looked at, as an ISO date.
async fn finish(window: &Window) -> String {
    let card = window.matching(CHOSEN).await;
    card.attr("data-finish").await.expect("the card answers").expect("the card says when the route ends")
}

#[tokio::test]
async fn more_hours_a_week_bring_the_finish_forward_and_are_kept_only_when_one_says_so() {
    if !wanted() {
        return;
    }
    let home = Home::new();
    let window = routes(&home, "hours").await;
    window.slide("wish-hours", 5).await;
    window.matching(TOLD).await;
    let slow = finish(&window).await;
    window.slide("wish-hours", 15).await;
    window.matching(&format!("{TOLD}[data-hours='15']")).await;
    let fast = finish(&window).await;
    assert!(fast < slow, "15 hours a week end on {fast}, 5 on {slow}");
    window.picture("tried").await;
    window.assert_accessible("what is tried out").await;
    window.click("wish-keep").await;
    window.matching("[data-testid='wish-deltas'][data-state='idle']").await;
    // What was kept is what was seen, as soon as the record has been planned anew.
    window.matching(&format!("{CHOSEN}[data-finish='{fast}']")).await;
    window.close().await;
}

#[tokio::test]
async fn a_closed_gate_has_a_plan_b_and_a_closed_target_is_opened_by_one_click() {
    if !wanted() {
        return;
    }
    let home = Home::new();
    let window = routes(&home, "plan-b").await;
    // What becomes of the plan if the admission is refused is worked out as soon as one looks, and seen by one click.
    window.click("tab-why").await;
    window.matching("[data-testid='plan-b'] [data-testid='outcome']").await;
    window.picture("why").await;
    window.assert_accessible("why").await;
    window.click("try-plan-b").await;
    window.matching("[data-testid='wish-deltas']:is([data-state='told'], [data-state='closed'])").await;
    window.picture("refused").await;
    window.click("wish-reset").await;
    window.part("route-card").await;

    // A budget that no route keeps: why, and what would open the target.
    window.slide("wish-budget", 0).await;
    window.part("blockers").await;
    window.part("apply-change").await;
    window.picture("closed").await;
    window.assert_accessible("a closed target").await;
    window.click("apply-change").await;
    window.part("route-card").await;
    window.close().await;
}

#[tokio::test]
async fn the_tabs_of_a_route_are_walked_by_keyboard() {
    if !wanted() {
        return;
    }
    let home = Home::new();
    let window = routes(&home, "tabs").await;
    for (tab, pane) in
        [("tab-map", "route-map"), ("tab-timeline", "route-timeline"), ("tab-ledger", "route-ledger"), ("tab-why", "route-why")]
    {
        window.part(pane).await;
        window.picture(pane).await;
        window.assert_accessible(pane).await;
        window.press_right(tab).await;
    }
    window.part("route-compare").await;
    window.close().await;
}
