//! Stories of people at the real window, from the first start on.

/// `cargo xtask test` leaves this module to the stage that has a display.
mod real_window {
    mod advising;

    use cairn_tests::window::{Home, Window, wanted};

    /// Two courses of the MITx MicroMasters in Statistics and Data Science, by the words a person would type.
    const HELD: [(&str, &str, &str); 2] = [("mitx:6.431x", "6.431x", "2025-12-15"), ("mitx:18.6501x", "18.6501x", "2026-05-10")];
    const TARGET: (&str, &str) = ("gt:oms-analytics", "Master of Science in Analytics");
    const PLACES: [&str; 7] = ["rail-home", "rail-explore", "rail-mine", "rail-routes", "rail-plan", "rail-learners", "rail-catalogue"];

    #[tokio::test]
    async fn a_learner_comes_from_courses_held_to_routes_and_finds_all_again_after_a_restart() {
        if !wanted() {
            return;
        }
        let home = Home::new();
        let window = Window::open(&home, "learner").await;
        window.part("welcome-learner").await;
        window.assert_accessible("welcome").await;
        window.click("welcome-learner").await;

        window.click("rail-mine").await;
        for (award, words, earned) in HELD {
            window.choose("hold-search", words, "hold-option", award).await;
            window.set_date("hold-earned", earned).await;
            window.click("hold-save").await;
            window.part_of("held-row", award).await;
        }
        window.picture("mine").await;

        window.click("rail-routes").await;
        window.choose("target-search", TARGET.1, "target-option", TARGET.0).await;
        // Routes that are the same share a card, so only the first is certain.
        window.part("route-card").await;
        window.click("tab-map").await;
        window.part("route-map").await;
        window.part("map-node").await;
        window.picture("map").await;
        window.click("tab-timeline").await;
        window.part("route-timeline").await;
        window.click("tab-ledger").await;
        window.part("route-ledger").await;
        let said = window.text().await;
        assert!(said.contains("CSE 6040x"), "the ledger accounts for what is held; the page says:\n{said}");
        window.picture("ledger").await;
        window.close().await;

        let window = Window::open(&home, "learner-again").await;
        window.click("rail-mine").await;
        for (award, _, _) in HELD {
            window.part_of("held-row", award).await;
        }
        assert_eq!(window.count("welcome-learner").await, 0, "the welcome is for the first start only");
        window.close().await;
    }

    #[tokio::test]
    async fn every_place_is_accessible() {
        if !wanted() {
            return;
        }
        let home = Home::new();
        let window = Window::open(&home, "places").await;
        window.click("welcome-learner").await;
        for place in PLACES {
            window.click(place).await;
            window.picture(place).await;
            window.assert_accessible(place).await;
        }
        window.close().await;
    }
}
