//! Credentials in the store: kept, matched, accepted, undone, remembered.

mod issuing;

use chrono::{DateTime, Utc};
use issuing::{Issuer, png};
use pathways::interchange::credential::{EVIDENCE_KEY, Evidence};
use pathways::interchange::{BatchItem, SourceFile};
use pathways::model::{AwardId, LearnerRecord};
use pathways::store::{AcceptError, ClaimPlace, Granting, LearnerId, Received, Store, StorePath, TrustKind};
use serde_json::json;

const PACK: &str = r#"{"format":"cairn.catalogue/1","id":"p","version":"1",
    "organizations":[{"id":"org:river","name":"Riverbank College","url":"https://riverbank.example","sources":[{"url":"https://riverbank.example"}],"confidence":"stated"}],
    "awards":[{"id":"river:stat","title":"Applied Statistics","kind":"course","issuer":"org:river","url":"https://riverbank.example/stat","sources":[{"url":"https://riverbank.example"}],"confidence":"stated"},
              {"id":"river:prob","title":"Probability","kind":"course","issuer":"org:river","sources":[{"url":"https://riverbank.example"}],"confidence":"stated"}]}"#;

struct World {
    store: Store,
    learner: LearnerId,
    _folder: tempfile::TempDir,
}

fn clock() -> DateTime<Utc> {
    "2026-06-01T00:00:00Z".parse().expect("it is an instant")
}

fn world() -> World {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = Store::open(&StorePath::new(folder.path())).expect("a store");
    store.import_packs(&[SourceFile::new("p.json", PACK)], clock().date_naive()).expect("the pack is good");
    let learner = store.add_learner(&LearnerRecord::default(), clock()).expect("a learner");
    World { store, learner, _folder: folder }
}

impl World {
    fn receive(&mut self, content: impl Into<Vec<u8>>) -> Received {
        let item = BatchItem::File(SourceFile::new("badge", content));
        self.store.receive_credentials(self.learner, &[item], clock()).expect("it is taken in").remove(0)
    }

    fn record(&self) -> LearnerRecord {
        self.store.learner(self.learner).expect("the learner").record
    }
}

fn place(received: &Received) -> ClaimPlace {
    ClaimPlace { fingerprint: received.fingerprint.clone().expect("it was kept"), credential: 0, claim: 0 }
}

fn award(id: &str) -> AwardId {
    id.into()
}

#[test]
fn a_certain_match_is_accepted_and_undone_and_the_file_stays_byte_for_byte() {
    let mut world = world();
    let issuer = Issuer::new(1);
    let badge = issuer.signed(issuer.badge("https://riverbank.example/stat", "Statistik", "Riverbank College"));
    let baked = png("openbadgecredential", &[&badge.to_string()], true);
    let received = world.receive(baked.clone());
    let one = &received.credentials[0];
    assert_eq!((one.credential.evidence(), one.matches[0].certain), (Evidence::Verified, true));
    assert_eq!(world.record(), LearnerRecord::default(), "nothing is held before it is accepted");

    let place = place(&received);
    world.store.accept_match(world.learner, &place, &award("river:stat"), "Applied Statistics", clock()).expect("it is held");
    let held = &world.record().held[0];
    assert_eq!((held.award.as_str(), held.earned.to_string().as_str()), ("river:stat", "2026-05-01"));
    assert_eq!(held.extensions[0].0, EVIDENCE_KEY);
    assert_eq!(held.extensions[0].1["checked"], "verified");

    let kept = world.store.evidence_file(world.learner, &place.fingerprint).expect("the store answers").expect("it is kept");
    assert_eq!(kept.bytes, baked);
    assert_eq!(world.store.undo(world.learner, clock()).expect("it is undone").as_deref(), Some("Held: Applied Statistics"));
    assert!(world.record().held.is_empty());
    assert_eq!(world.store.evidence(world.learner).expect("the store answers").len(), 1);
    world.receive(baked);
    assert_eq!(world.store.evidence(world.learner).expect("the store answers").len(), 1, "the same file is kept once");
}

#[test]
fn a_forged_badge_is_kept_and_never_held_without_an_exception() {
    let mut world = world();
    let issuer = Issuer::new(1);
    let mut forged = issuer.signed(issuer.badge("https://riverbank.example/stat", "Statistik", "Riverbank College"));
    forged["validFrom"] = json!("2025-01-01T00:00:00Z");
    let received = world.receive(forged.to_string());
    assert_eq!(received.credentials[0].credential.evidence(), Evidence::Rejected);
    let place = place(&received);
    let refused = world.store.accept_match(world.learner, &place, &award("river:stat"), "", clock());
    assert!(matches!(refused, Err(AcceptError::NotHeld(_))), "{refused:?}");
    assert!(world.record().held.is_empty());
    let granting = Granting { authority: "Registrar".to_owned(), reason: "The paper original was seen".to_owned() };
    world.store.grant_despite(world.learner, &place, &award("river:stat"), &granting, clock()).expect("it is granted");
    let record = world.record();
    assert!(record.held.is_empty() && record.exceptions[0].authority == "Registrar");
}

#[test]
fn an_unsigned_badge_is_held_as_declared() {
    let mut world = world();
    let issuer = Issuer::new(1);
    let received = world.receive(issuer.badge("https://riverbank.example/stat", "Statistik", "Riverbank College").to_string());
    world.store.accept_match(world.learner, &place(&received), &award("river:stat"), "", clock()).expect("it is held");
    assert_eq!(world.record().held[0].extensions[0].1["checked"], "declared");
}

#[test]
fn decisions_are_shared_with_later_imports() {
    let mut world = world();
    let issuer = Issuer::new(1);
    let badge = |day: &str| {
        let mut badge = issuer.badge("urn:x:prob-1", "Chance and risk", "Riverbank College");
        badge["validFrom"] = json!(format!("{day}T00:00:00Z"));
        issuer.signed(badge).to_string()
    };
    let received = world.receive(badge("2026-05-01"));
    assert!(!received.credentials[0].matches[0].certain);
    world.store.accept_match(world.learner, &place(&received), &award("river:prob"), "Probability", clock()).expect("it is held");
    let later = world.receive(badge("2026-05-02"));
    let matches = &later.credentials[0].matches[0];
    assert!(matches.certain && matches.candidates[0].award.as_str() == "river:prob");
    world.store.leave_unmatched(world.learner, &place(&later), clock()).expect("it is decided");
    assert!(world.receive(badge("2026-05-03")).credentials[0].matches[0].candidates.is_empty());
}

#[test]
fn what_no_award_fits_becomes_an_award_of_ones_own() {
    let mut world = world();
    let issuer = Issuer::new(1);
    let received = world.receive(issuer.signed(issuer.badge("urn:x:1", "Töpfern I", "Volkshochschule")).to_string());
    let place = place(&received);
    let id = world.store.private_award(world.learner, &place, clock()).expect("it is made");
    assert_eq!(world.store.private_award(world.learner, &place, clock()).expect("it is there"), id, "it is made once");
    let other = world.receive(issuer.signed(issuer.badge("urn:x:2", "Weben", "Volkshochschule")).to_string());
    let second = world.store.private_award(world.learner, &self::place(&other), clock()).expect("it is made");
    let catalogue = world.store.catalogue().expect("a catalogue");
    let made = &catalogue.awards[&id];
    assert!(made.title == "Töpfern I" && !made.can_be_earned() && catalogue.organization_name(&made.issuer) == "Volkshochschule");
    assert!(catalogue.awards.contains_key(&second) && catalogue.awards.contains_key("river:stat"));
    world.store.accept_match(world.learner, &place, &id, "Töpfern I", clock()).expect("it is held");
    assert_eq!(world.record().held[0].award, id);
}

#[test]
fn the_trust_store_binds_hosted_issuers() {
    let mut world = world();
    let issuer = Issuer::new(4);
    let mut hosted = issuer.badge("https://riverbank.example/stat", "Statistik", "Riverbank College");
    hosted["issuer"]["id"] = json!("https://riverbank.example/issuer");
    let token = issuer.token(&hosted, json!({ "kid": "k" }));
    assert_eq!(world.receive(token.clone()).credentials[0].credential.evidence(), Evidence::Declared);
    let mut key = issuer.jwk();
    key["kid"] = json!("k");
    let file = SourceFile::new("jwks.json", json!({ "keys": [key] }).to_string());
    let kind = world.store.add_trust_document(&file, Some("https://riverbank.example/issuer"), clock()).expect("it is usable");
    assert_eq!(kind, TrustKind::Issuer);
    assert_eq!(world.receive(token.clone()).credentials[0].credential.evidence(), Evidence::Verified);
    let documents = world.store.trust_documents().expect("the store answers");
    world.store.remove_trust_document(documents[0].id).expect("it is removed");
    assert_eq!(world.receive(token).credentials[0].credential.evidence(), Evidence::Declared);
    assert!(world.store.add_trust_document(&SourceFile::new("x", "{}"), None, clock()).is_err());
}

#[test]
fn a_file_that_holds_no_credential_is_named_and_not_kept() {
    let mut world = world();
    let received = world.receive("{}");
    assert!(received.fingerprint.is_none() && received.credentials[0].credential.evidence() == Evidence::Rejected);
    assert!(world.store.evidence(world.learner).expect("the store answers").is_empty());
}
