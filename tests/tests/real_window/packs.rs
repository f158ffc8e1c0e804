//! The catalogue: a pack is taken out and comes back, files of other forms come in, what cannot is named.

use cairn_tests::window::{Home, Window, wanted};

const PACK: &str = "us-georgia-tech";
const CTDL: &str = r#"{"@context":"https://credreg.net/ctdl/schema/context/json","@graph":[
  {"@id":"https://example.org/o","@type":"ceterms:CredentialOrganization","ceterms:name":{"en":"Harbour College"}},
  {"@id":"https://example.org/c","@type":"ceterms:Certificate","ceterms:name":{"en":"Welding"},
   "ceterms:ownedBy":["https://example.org/o"],"ceterms:keyword":{"en":["steel"]}}]}"#;

#[tokio::test]
async fn a_pack_is_taken_out_and_back_and_catalogues_of_other_forms_are_dropped() {
    if !wanted() {
        return;
    }
    let home = Home::new();
    let window = Window::open(&home, "packs").await;
    window.click("welcome-learner").await;
    window.click("rail-catalogue").await;
    let row = |hook: &str| format!("[data-testid='{hook}'][data-pack='{PACK}']");
    window.matching(&row("pack-row")).await;
    let before = window.count("pack-row").await;
    window.click_matching(&format!("{} [data-testid='pack-remove']", row("pack-row"))).await;
    window.matching(&row("removed-pack")).await;
    assert_eq!(window.count("pack-row").await, before - 1);
    window.click("rail-mine").await;
    window.part_of("held-row", "edx:gtx-isye6501x").await;
    window.click("undo").await;
    window.click("rail-catalogue").await;
    window.matching(&row("pack-row")).await;
    assert_eq!(window.count("removed-pack").await, 0);

    let folder = tempfile::tempdir().expect("a folder");
    let (good, bad) = (folder.path().join("registry.jsonld"), folder.path().join("broken.json"));
    std::fs::write(&good, CTDL).expect("it is written");
    std::fs::write(&bad, r#"{ "format": "cairn.catalogue/1", "#).expect("it is written");
    window.drop_files(&[&good, &bad]).await;
    window.part("conversion").await;
    window.part("refused-file").await;
    assert_eq!(window.count("pack-row").await, before + 1);
    let said = window.text().await;
    assert!(said.contains("line 1"), "the refusal names its place; the page says:\n{said}");
    window.picture("report").await;
    window.assert_accessible("the report of an import").await;
    window.close().await;
}
