//! The store of packs: first start, restart, imports that happen whole or not at all, and search.

mod store_world;

use std::collections::BTreeMap;

use pathways::bundled;
use pathways::estimate::Estimates;
use pathways::frameworks::Frameworks;
use pathways::interchange::SourceFile;
use pathways::model::{AwardKind, AwardStatus, Currency, Money, exact};
use pathways::store::{ImportError, SearchQuery, SearchResults, Store, StoreError, StorePath};
use store_world::{World, dump, pack, today};

fn found(results: &SearchResults) -> Vec<&str> {
    results.awards.iter().map(|award| award.as_str()).collect()
}

fn ask(words: &str) -> SearchQuery {
    SearchQuery { words: words.to_owned(), limit: 20, ..SearchQuery::default() }
}

#[test]
fn the_first_start_brings_the_bundled_catalogue_and_a_restart_keeps_it() {
    let world = World::new();
    let mut store = world.open();
    let report = store.ensure_bundled(today()).expect("the bundled packs go together");
    assert_eq!(report.packs.len(), bundled::packs().len());
    let catalogue = store.catalogue().expect("a catalogue");
    let direct = bundled::catalogue().expect("the bundled catalogue");
    assert_eq!(catalogue.awards, direct.awards);
    assert_eq!(catalogue.recognitions, direct.recognitions);
    assert_eq!(catalogue.organizations, direct.organizations);
    drop(store);
    let mut again = world.open();
    assert_eq!(again.ensure_bundled(today()).expect("nothing to do").packs, []);
    assert_eq!(again.packs().expect("packs").len(), bundled::packs().len());
}

#[test]
fn every_earnable_award_of_the_bundled_catalogue_has_hours_and_a_price() {
    let catalogue = bundled::catalogue().expect("the bundled catalogue");
    let started = std::time::Instant::now();
    let estimates = Estimates::new(&catalogue, Frameworks::bundled());
    println!("estimates for {} awards in {:?}", catalogue.awards.len(), started.elapsed());
    for award in catalogue.awards.values() {
        let (hours, cost) = (estimates.hours(&award.id), estimates.cost(&award.id));
        assert!(award.hours().is_none() || hours.is_none(), "{}: stated hours are estimated", award.id);
        assert!(award.cost.is_none() || cost.is_none(), "{}: a stated price is estimated", award.id);
        if award.can_be_earned() {
            assert!(award.hours().is_some() || hours.is_some(), "{}: no hours", award.id);
            assert!(award.cost.is_some() || cost.is_some(), "{}: no price", award.id);
        }
    }
}

#[test]
fn a_bundled_pack_that_somebody_replaced_stays_theirs() {
    let world = World::new();
    let mut store = world.open();
    store.ensure_bundled(today()).expect("the bundled packs go together");
    let id = "us-georgia-tech".into();
    let text = store.pack_text(&id).expect("a bundled pack").replace("\"2026-11-22\"", "\"my own\"");
    store.import_packs(&[SourceFile::new("mine.json", text)], today()).expect("a version of one's own");
    assert_eq!(store.ensure_bundled(today()).expect("nothing to do").packs, []);
    assert_eq!(store.pack_versions().expect("versions").get(&id).map(String::as_str), Some("my own"));
}

#[test]
fn records_are_kept_byte_for_byte() {
    let world = World::new();
    let mut store = world.open();
    let text = pack("p", "1", r#"{ "id":"p:a","title":"A" ,  "kind":"course", "issuer":"org:p", "x-note": [1.50, "ü"] }"#);
    store.import_packs(&[SourceFile::new("p.json", text.clone())], today()).expect("a good pack");
    let kept = store.pack_text(&"p".into()).expect("the pack");
    assert!(kept.contains(r#"{ "id":"p:a","title":"A" ,  "kind":"course", "issuer":"org:p", "x-note": [1.50, "ü"] }"#), "{kept}");
    assert!(kept.contains(r#""x-origin": {"by":"test"}"#), "{kept}");
}

#[test]
fn an_import_with_a_bad_file_changes_nothing() {
    let world = World::new();
    let mut store = world.open();
    let good = |id: &str| SourceFile::new(format!("{id}.json"), pack(id, "1", &award(&format!("{id}:a"), id)));
    store.import_packs(&[good("p")], today()).expect("a good pack");
    let before = dump(&world);
    let bad: [(&str, Vec<u8>); 7] = [
        ("truncated", pack("q", "1", "{").into_bytes()),
        ("wrong type", pack("q", "1", &award("q:a", "q").replace("\"course\"", "7")).into_bytes()),
        ("not UTF-8", b"{\"format\":\"\xff\"}".to_vec()),
        ("nested", "[".repeat(200).into_bytes()),
        ("twice inside", pack("q", "1", &[award("q:a", "q"), award("q:a", "q")].join(",")).into_bytes()),
        ("an id of another pack", pack("q", "1", &award("p:a", "q")).into_bytes()),
        ("the same pack twice", pack("r", "2", &award("r:b", "r")).into_bytes()),
    ];
    for (what, bytes) in bad {
        let error = store.import_packs(&[good("r"), SourceFile::new("bad.json", bytes)], today()).expect_err(what);
        let ImportError::Refused { findings } = error else { panic!("{what}: {error}") };
        assert!(findings.iter().any(|finding| finding.file == "bad.json"), "{what}: {findings:?}");
        assert_eq!(dump(&world), before, "{what}");
    }
    assert_eq!(store.packs().expect("packs").len(), 1);
}

#[test]
fn a_new_version_replaces_the_old_one_and_says_what_changed() {
    let world = World::new();
    let mut store = world.open();
    let first = [award("p:a", "p"), award("p:b", "p"), award("p:c", "p")].join(",");
    store.import_packs(&[SourceFile::new("p.json", pack("p", "1", &first))], today()).expect("the first version");
    let priced = award("p:b", "p").replace("\"kind\"", "\"cost\":{\"amount\":5,\"currency\":\"USD\"},\"kind\"");
    let second = [award("p:a", "p"), priced, award("p:d", "p")].join(",");
    let report = store.import_packs(&[SourceFile::new("p.json", pack("p", "2", &second))], today()).expect("the second version");
    let change = &report.packs[0];
    assert_eq!((change.replaced.as_deref(), change.version.as_str()), (Some("1"), "2"));
    assert_eq!((change.awards.added.as_slice(), change.awards.removed.as_slice()), (&["p:d".to_owned()][..], &["p:c".to_owned()][..]));
    let changed: Vec<_> = change.awards.changed.iter().map(|record| (record.id.as_str(), record.fields.as_slice())).collect();
    assert_eq!(changed, [("p:b", &["cost".to_owned()][..])]);
    assert_eq!((change.awards.unchanged, change.organizations.unchanged), (1, 1));
    assert_eq!(store.packs().expect("packs").iter().map(|pack| pack.awards).collect::<Vec<_>>(), [3]);
    let catalogue = store.catalogue().expect("a catalogue");
    assert!(!catalogue.awards.contains_key("p:c") && catalogue.awards.contains_key("p:d"));
    let left = store.search(&ask("title")).expect("an answer");
    assert_eq!(found(&left), ["p:a", "p:b", "p:d"], "the index forgets too");
}

#[test]
fn words_are_found_by_their_beginning_without_accents_and_with_typing_errors() {
    let world = World::new();
    let mut store = world.open();
    store.ensure_bundled(today()).expect("the bundled packs go together");
    let finds = |words: &str, id: &str| {
        let results = store.search(&ask(words)).expect("an answer");
        assert!(found(&results).contains(&id), "{words}: {:?} {:?}", found(&results), results.corrections);
        results
    };
    finds("online master analytics georgia", "gt:oms-analytics");
    finds("suppl chai manag", "mit:scm-master");
    for typed in ["erganzungs", "Ergänzungsmodul", "ERGÀNZUNGSMODUL"] {
        assert_eq!(finds(typed, "enbau:cas-supplementary").corrections, [], "{typed}");
    }
    let corrected = finds("suply chian", "mit:scm-master").corrections;
    assert_eq!(corrected.iter().map(|one| one.typed.as_str()).collect::<Vec<_>>(), ["suply", "chian"]);
    assert!(corrected[0].taken.contains(&"supply".to_owned()), "{corrected:?}");
    assert_eq!(store.search(&ask("ISYE 9999x")).expect("an answer").corrections, [], "a course code is never corrected");
    let odd = store.search(&ask("\"* OR (NEAR:")).expect("signs are no query language");
    assert!(odd.total < 1319);
    let widened = store.search(&ask("analytics zzzzqq")).expect("an answer");
    assert!(widened.widened && widened.total > 0);
}

fn award(id: &str, pack: &str) -> String {
    format!(r#"{{"id":"{id}","title":"Title {}","kind":"course","issuer":"org:{pack}"}}"#, id.replace(':', " "))
}

#[test]
fn a_renamed_issuer_is_found_by_the_new_name_in_every_pack() {
    let world = World::new();
    let mut store = world.open();
    let issuer = |version: &str, name: &str| SourceFile::new("p.json", pack("p", version, "").replace("College p", name));
    let of_another_pack = award("q:a", "p");
    store
        .import_packs(&[issuer("1", "Riverbank"), SourceFile::new("q.json", pack("q", "1", &of_another_pack))], today())
        .expect("good packs");
    let finds = |store: &Store, words: &str| store.search(&ask(words)).expect("an answer").total;
    assert_eq!((finds(&store, "riverbank"), finds(&store, "hillside")), (1, 0));
    let report = store.import_packs(&[issuer("2", "Hillside")], today()).expect("a new version");
    assert_eq!(report.packs[0].organizations.changed[0].fields, ["name"]);
    assert_eq!((finds(&store, "riverbank"), finds(&store, "hillside")), (0, 1));
}

#[test]
fn facets_count_what_each_choice_would_find() {
    let world = World::new();
    let mut store = world.open();
    store.ensure_bundled(today()).expect("the bundled packs go together");
    let all = store.search(&ask("")).expect("an answer");
    assert_eq!(all.total, bundled::catalogue().expect("the bundled catalogue").awards.len());
    assert_eq!(all.awards.len(), 20);
    for kind in &all.facets.kinds {
        let query = SearchQuery { kinds: vec![AwardKind::parse(&kind.value).expect("a kind")], ..ask("") };
        let narrowed = store.search(&query).expect("an answer");
        assert_eq!(narrowed.total, kind.count, "{}", kind.value);
        assert_eq!(narrowed.facets.kinds, all.facets.kinds, "a facet does not restrict itself");
    }
    for country in &all.facets.countries {
        let query = SearchQuery { countries: vec![country.value.clone()], ..ask("") };
        assert_eq!(store.search(&query).expect("an answer").total, country.count, "{}", country.value);
    }
    for level in &all.facets.levels {
        let query = SearchQuery { levels: vec![level.value.parse().expect("a number")], ..ask("") };
        assert_eq!(store.search(&query).expect("an answer").total, level.count, "{}", level.value);
    }
    for step in &all.facets.credits {
        let query = SearchQuery { min_credit_ects: exact::parse(&step.value), ..ask("") };
        assert_eq!(store.search(&query).expect("an answer").total, step.count, "{}", step.value);
    }
    for step in &all.facets.costs {
        let minor = exact::parse(&step.value).expect("a number");
        let query = SearchQuery { max_cost: Some(Money { minor, currency: Currency::USD }), ..ask("") };
        assert_eq!(store.search(&query).expect("an answer").total, step.count, "{}", step.value);
    }
    let retired = SearchQuery { status: Some(AwardStatus::Retired), ..ask("") };
    let counted = all.facets.statuses.iter().find(|status| status.value == "retired").map(|status| status.count);
    assert_eq!(Some(store.search(&retired).expect("an answer").total), counted);
    let qualifications = SearchQuery { qualifications_only: true, ..ask("") };
    assert_eq!(store.search(&qualifications).expect("an answer").total, all.facets.qualifications);
}

#[test]
fn prices_compare_across_currencies_by_the_learners_rate() {
    let world = World::new();
    let mut store = world.open();
    let priced = |id: &str, amount: i64, currency: &str| {
        award(id, "p").replace("\"kind\"", &format!("\"cost\":{{\"amount\":{amount},\"currency\":\"{currency}\"}},\"kind\""))
    };
    let awards =
        [priced("p:cheap", 90, "EUR"), priced("p:dear", 100, "EUR"), priced("p:usd", 150, "USD"), award("p:unknown", "p")].join(",");
    store.import_packs(&[SourceFile::new("p.json", pack("p", "1", &awards))], today()).expect("a good pack");
    let rates = BTreeMap::from([("EUR".to_owned(), exact::parse("1.6").expect("a number"))]);
    let query = SearchQuery { max_cost: Some(Money::from_major(exact::whole(150), Currency::USD)), rates, ..ask("") };
    assert_eq!(found(&store.search(&query).expect("an answer")), ["p:cheap", "p:usd"]);
}

#[test]
fn pages_follow_one_another() {
    let world = World::new();
    let mut store = world.open();
    store.ensure_bundled(today()).expect("the bundled packs go together");
    let page = |offset, limit| store.search(&SearchQuery { offset, limit, ..ask("data") }).expect("an answer");
    let whole = page(0, 50);
    let halves = [page(0, 25).awards, page(25, 25).awards].concat();
    assert_eq!(whole.awards, halves);
    assert_eq!(page(whole.total, 10).awards, []);
}

#[test]
fn a_newer_store_is_refused_and_left_alone() {
    let world = World::new();
    drop(world.open());
    let path = StorePath::new(world.folder());
    rusqlite::Connection::open(path.database()).and_then(|c| c.pragma_update(None, "user_version", 99)).expect("a database");
    let before = std::fs::read(path.database()).expect("the file");
    let error = Store::open(&path).expect_err("a newer store");
    assert!(matches!(error, StoreError::Newer { found: 99, .. }), "{error}");
    assert!(error.to_string().contains("update Cairn"), "{error}");
    assert_eq!(std::fs::read(path.database()).expect("the file"), before);
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let world = World::new();
    let path = StorePath::new(world.folder());
    std::fs::write(path.database(), "this is no database, and it is long enough to be looked at as one".repeat(20)).expect("a file");
    let error = Store::open(&path).expect_err("no database");
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    assert!(std::fs::read_to_string(path.database()).expect("the file").starts_with("this is no database"));
}
