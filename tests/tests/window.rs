//! Stories of people at the real window, from the first start on.

#[path = "../../pathways/tests/issuing/mod.rs"]
mod issuing;

/// `cargo xtask test` leaves this module to the stage that has a display.
mod real_window {
    mod advising;
    mod choosing;
    mod connections;
    mod living;
    mod looking;
    mod opening;
    mod packs;

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

    /// The last course of a MicroMasters of which the sample learner holds the others.
    const BADGE: (&str, &str, &str) = ("edx:gtx-mgt6203x", "MGT 6203x Data Analytics for Business", "Georgia Institute of Technology");

    #[tokio::test]
    async fn a_baked_badge_is_verified_and_matched_and_the_route_shortens() {
        if !wanted() {
            return;
        }
        let home = Home::new();
        let folder = tempfile::tempdir().expect("a folder for the badge");
        let issuer = super::issuing::Issuer::new(7);
        let signed = issuer.signed(issuer.badge("urn:uuid:5c1f0a52-0d0d-4e0e-9a2b-7a5d5a1f0001", BADGE.1, BADGE.2));
        let badge = folder.path().join("badge.png");
        std::fs::write(&badge, super::issuing::png("openbadgecredential", &[&signed.to_string()], true)).expect("the badge is written");

        let window = Window::open(&home, "badge").await;
        window.click("welcome-learner").await;
        let steps = async || {
            window.click("rail-routes").await;
            window.choose("target-search", TARGET.1, "target-option", TARGET.0).await;
            window.part("route-card").await;
            window.click("tab-timeline").await;
            window.count_in("route-timeline", "ol > li").await
        };
        let before = steps().await;

        window.click("rail-mine").await;
        let held = window.count("held-row").await;
        window.part("credential-desk").await;
        window.drop_files(&[&badge]).await;
        let card = window.part("credential").await;
        let evidence = card.attr("data-evidence").await.expect("the card answers");
        assert_eq!(evidence.as_deref(), Some("verified"));
        window.picture("verified").await;
        window.assert_accessible("credential").await;
        window.part_of("accept-match", BADGE.0).await;
        window.click("accept-match").await;
        window.part_of("held-row", BADGE.0).await;
        assert_eq!(window.count("held-row").await, held + 1);
        window.picture("held").await;

        let after = steps().await;
        assert!(after < before, "the route shortens: {before} steps before, {after} after");
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
