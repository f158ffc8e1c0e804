//! What goes out as CTDL comes back the same, as far as both sides can say it; and what came as CTDL goes out as it came.

mod random_world;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use chrono::NaiveDate;
use pathways::bundled;
use pathways::interchange::SourceFile;
use pathways::interchange::contract::{award_to_json, read_packs};
use pathways::interchange::ctdl::{read_ctdl, write_ctdl};
use pathways::model::credit::worth;
use pathways::model::{Award, AwardKind, AwardStatus, Catalogue, Recognition, Requirement};
use proptest::prelude::*;
use serde_json::{Value, json};

fn through_ctdl(catalogue: &Catalogue) -> Catalogue {
    let text = write_ctdl(catalogue).text;
    let day = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    let conversion = read_ctdl(&[SourceFile::new("export.json", text.as_bytes())], day).unwrap_or_else(|findings| panic!("{findings:#?}"));
    Catalogue::from_packs([conversion.pack])
}

/// A requirement without what does not change its meaning: order, nesting, names for the same count. `None`: CTDL cannot say it.
fn plain(requirement: &Requirement, catalogue: &Catalogue) -> Option<Value> {
    let all = |parts: Vec<Value>| joined("all", parts);
    Some(match requirement {
        Requirement::Award { award, min_grade: None } => json!(award.as_str()),
        Requirement::Award { .. } | Requirement::All { distinct: true, .. } => return None,
        Requirement::All { of, .. } => all(parts(of, catalogue)?),
        Requirement::Any(of) => joined("any", parts(of, catalogue)?),
        Requirement::AtLeast { count, of } => {
            let parts = parts(of, catalogue)?;
            match *count as usize {
                n if n == parts.len() => all(parts),
                1 => joined("any", parts),
                n => {
                    let mut parts: Vec<String> = parts.iter().map(Value::to_string).collect();
                    parts.sort();
                    json!({ "at_least": n, "of": parts })
                }
            }
        }
        Requirement::Credits(pool) => {
            let states = |id| catalogue.awards.get(id).is_some_and(|award: &Award| worth(&award.credits, &pool.unit).is_some());
            let is_said = pool.at_most.is_empty() && pool.from.iter().all(|entry| entry.counts.is_none() && states(&entry.award));
            if !is_said || pool.from.is_empty() {
                return None;
            }
            let from: BTreeSet<&str> = pool.from.iter().map(|entry| entry.award.as_str()).collect();
            json!({ "credits": pool.credits.to_string(), "unit": pool.unit.to_string(), "from": from })
        }
        Requirement::Gate(gate) => {
            let label = gate.label.as_deref().unwrap_or(gate.gate.as_str());
            let own = json!({ "gate": gate.gate.as_str(), "kind": gate.kind.map_or("other", |kind| kind.as_str()), "label": label.trim() });
            match &gate.met_by {
                Some(other) => joined("any", vec![own, plain(other, catalogue)?]),
                None => own,
            }
        }
    })
}

fn parts(of: &[Requirement], catalogue: &Catalogue) -> Option<Vec<Value>> {
    of.iter().map(|part| plain(part, catalogue)).collect()
}

fn joined(word: &str, parts: Vec<Value>) -> Value {
    let inner = parts.into_iter().flat_map(|part| match part.get(word).and_then(Value::as_array) {
        Some(list) => list.clone(),
        None => vec![part],
    });
    let mut sorted: BTreeMap<String, Value> = inner.map(|part| (part.to_string(), part)).collect();
    if sorted.len() == 1 {
        return sorted.pop_first().map(|(_, part)| part).unwrap_or_default();
    }
    json!({ word: sorted.into_values().collect::<Vec<_>>() })
}

/// What both sides can say of an award.
fn said(award: &Award, catalogue: &Catalogue) -> Value {
    let full = award_to_json(award);
    let mut out = json!({ "kind": written_kind(award.kind) });
    for key in ["title", "issuer", "platform", "url", "description", "language", "skills", "effort"] {
        out[key] = full.get(key).cloned().unwrap_or_default();
    }
    // Offered by its issuer is not elsewhere.
    if award.platform.as_ref() == Some(&award.issuer) {
        out["platform"] = Value::Null;
    }
    out["level"] = json!(award.level.as_ref().map(|level| (&level.framework, &level.value)));
    out["cost"] = json!(award.cost.as_ref().map(|cost| (cost.money.to_string(), cost.per_month, cost.basis.as_deref().map(str::trim))));
    out["credits"] =
        json!(award.credits.iter().map(|credit| (credit.unit.to_string(), credit.value.to_string())).collect::<BTreeMap<_, _>>());
    out["mode"] = json!(award.delivery.as_ref().and_then(|delivery| delivery.mode).map(|mode| mode.as_str()));
    let is_credential = !matches!(written_kind(award.kind), "course" | "component" | "exam");
    if is_credential {
        out["validity"] = json!(award.validity_months);
    }
    if !(is_credential && award.status == AwardStatus::Planned) {
        out["status"] = json!(award.status.as_str());
    }
    out["requires"] = said_requirement(award.requires.as_ref(), catalogue);
    out
}

fn said_requirement(requirement: Option<&Requirement>, catalogue: &Catalogue) -> Value {
    let nothing = || json!({ "all": [] });
    requirement.map_or_else(nothing, |requirement| plain(requirement, catalogue).unwrap_or_else(|| json!("cannot be said")))
}

/// The kind as which CTDL's class comes back.
fn written_kind(kind: AwardKind) -> &'static str {
    match kind {
        AwardKind::Module | AwardKind::Capstone => "course",
        AwardKind::Micromasters
        | AwardKind::Microbachelors
        | AwardKind::Mastertrack
        | AwardKind::Specialization
        | AwardKind::Nanodegree => "microcredential",
        AwardKind::UndergraduateCertificate => "certificate",
        AwardKind::GraduateDiploma => "graduate-certificate",
        other => other.as_str(),
    }
}

fn said_recognition(recognition: &Recognition, catalogue: &Catalogue) -> Value {
    let from = said_requirement(Some(&recognition.from), catalogue);
    let requires = said_requirement(recognition.requires.as_ref(), catalogue);
    let valid = recognition.valid.map(|valid| (valid.from, valid.until));
    json!({ "title": recognition.title, "by": recognition.by, "grants": recognition.grants, "needs": joined("all", vec![from, requires]), "valid": valid })
}

fn assert_round_trip(before: &Catalogue) {
    let after = through_ctdl(before);
    for award in before.awards.values().filter(|award| award.kind != AwardKind::TransferCredit) {
        let again = after.awards.get(&award.id).unwrap_or_else(|| panic!("{} is lost", award.id));
        let (mut left, mut right) = (said(award, before), said(again, &after));
        if left["requires"] == "cannot be said" {
            left["requires"] = Value::Null;
            right["requires"] = Value::Null;
        }
        assert_eq!(left, right, "{}", award.id);
    }
    for recognition in before.recognitions.values() {
        let Some(granted) = before.awards.get(&recognition.grants) else { continue };
        let toward = if granted.kind == AwardKind::TransferCredit { recognition.into.as_ref() } else { Some(&recognition.grants) };
        let receives = toward
            .and_then(|id| before.awards.get(id))
            .is_some_and(|award| award.issuer == recognition.by || award.platform.as_ref() == Some(&recognition.by));
        let left = said_recognition(recognition, before);
        // What somebody else than the receiving side says comes back as a claim.
        if !receives
            || left.to_string().contains("cannot be said")
            || left.to_string().contains("at_least")
            || granted.credits.is_empty() && granted.kind == AwardKind::TransferCredit
        {
            continue;
        }
        match after.recognitions.get(&recognition.id) {
            Some(again) => assert_eq!(left, said_recognition(again, &after), "{}", recognition.id),
            None => assert!(write_ctdl(before).unsaid.iter().any(|unsaid| unsaid.term == "recognition"), "{} is lost", recognition.id),
        }
    }
}

#[test]
fn the_bundled_catalogue_comes_back() {
    let (catalogue, _) = read_packs(&bundled::pack_files()).expect("the bundled catalogue is well formed");
    assert_round_trip(&catalogue);
}

/// How many cases are drawn: as `PROPTEST_CASES` says, which a number that stands in the code would overrule.
fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(150), failure_persistence: None, max_shrink_iters: 0, ..ProptestConfig::default() })]

    #[test]
    fn random_catalogues_come_back(seed in any::<u64>()) {
        assert_round_trip(&random_world::world(seed).0);
    }
}

#[test]
fn what_came_as_ctdl_goes_out_as_it_came() {
    let document = json!({ "@context": "https://credreg.net/ctdl/schema/context/json", "@graph": [
        { "@id": "https://x.example/resources/ce-00000000-0000-4000-8000-000000000001", "@type": "ceterms:Course", "ceterms:ctid": "ce-00000000-0000-4000-8000-000000000001",
          "ceterms:name": { "en": "A" }, "ceterms:keyword": { "en": ["x"] }, "ceterms:ownedBy": ["https://x.example/o"] },
        { "@id": "https://x.example/o", "@type": "ceterms:CredentialOrganization", "ceterms:name": { "en": "O" } },
        { "@id": "https://x.example/p", "@type": "ceterms:Pathway", "ceterms:name": { "en": "P" } } ] });
    let day = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    let pack = read_ctdl(&[SourceFile::new("a.json", document.to_string())], day).expect("it is taken").pack;
    let text = write_ctdl(&Catalogue::from_packs([pack.clone()])).text;
    let written: Value = serde_json::from_str(&text).expect("it is JSON");
    for resource in document["@graph"].as_array().expect("a list") {
        assert!(written["@graph"].as_array().expect("a list").contains(resource), "{resource}");
    }
    let again = read_ctdl(&[SourceFile::new("b.json", text)], day).expect("it is taken").pack;
    assert_eq!(pack.awards, again.awards);
}

#[test]
fn an_award_that_requires_itself_comes_back_as_it_is() {
    let pack = json!({ "format": "cairn.catalogue/1", "id": "p", "version": "1", "organizations": [{ "id": "org:x", "name": "X" }], "awards": [
        { "id": "x:a", "title": "A", "kind": "course", "issuer": "org:x", "requires": "x:a" },
        { "id": "x:b", "title": "B", "kind": "course", "issuer": "org:x", "requires": { "at_least": 1, "of": ["x:b", { "all": ["x:a", "x:b"] }] } }] });
    assert_round_trip(&read_packs(&[SourceFile::new("pack", pack.to_string())]).expect("the pack is well formed").0);
}

#[test]
fn a_ctid_goes_out_where_a_record_came_with_one_and_none_is_made_up() {
    let ctid = |n: u8| format!("ce-00000000-0000-4000-8000-0000000000{n:02}");
    let pack = json!({ "format": "cairn.catalogue/1", "id": "p", "version": "1",
        "organizations": [{ "id": "org:x", "name": "X", "x-ctid": ctid(1) }, { "id": "org:y", "name": "Y" }],
        "awards": [
            { "id": "x:a", "title": "A", "kind": "course", "issuer": "org:x", "x-ctid": ctid(2) },
            { "id": "x:b", "title": "B", "kind": "certificate", "issuer": "org:y", "requires": "x:a" },
            { "id": "x:c", "title": "C", "kind": "course", "issuer": "org:x", "x-ctid": "00000000-0000-4000-8000-000000000003" }],
        "recognitions": [{ "id": "rec:1", "by": "org:y", "from": "x:a", "grants": "x:b", "x-ctid": ctid(4) }] });
    let (catalogue, _) = read_packs(&[SourceFile::new("pack", pack.to_string())]).expect("the pack is well formed");
    let ctids = |catalogue: &Catalogue| -> BTreeMap<String, String> {
        let written: Value = serde_json::from_str(&write_ctdl(catalogue).text).expect("it is JSON");
        let resources = written["@graph"].as_array().expect("a list").clone();
        let stated = |resource: &Value| Some((resource["@id"].as_str()?.to_owned(), resource.get("ceterms:ctid")?.as_str()?.to_owned()));
        resources.iter().filter_map(stated).collect()
    };
    let own = |id: &str, n: u8| (format!("urn:x-cairn:{id}"), ctid(n));
    let expected = BTreeMap::from([own("org:x", 1), own("x:a", 2), own("rec:1", 4)]);
    assert_eq!(ctids(&catalogue), expected, "a UUID alone is no CTID");
    let again = through_ctdl(&catalogue);
    assert_eq!(ctids(&again), expected);
    assert_eq!(again.awards.keys().map(|id| id.as_str()).collect::<Vec<_>>(), ["x:a", "x:b", "x:c"], "ids are those of before");
    assert_eq!(ctids(&through_ctdl(&again)), expected);
}

/// Every class and every property that is written is one of CTDL's, and stands in the classes that CTDL allows it in.
#[test]
fn what_is_written_is_of_the_vocabulary() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/fixtures/ctdl/vocabulary-ctdl-schema.json");
    let Ok(text) = std::fs::read(&path) else {
        eprintln!("skipped: {} is not here", path.display());
        return;
    };
    let vocabulary: Value = serde_json::from_slice(&text).expect("the vocabulary is JSON");
    let terms: BTreeMap<&str, &Value> =
        vocabulary["@graph"].as_array().expect("a list").iter().filter_map(|term| Some((term["@id"].as_str()?, term))).collect();
    let (catalogue, _) = read_packs(&bundled::pack_files()).expect("the bundled catalogue is well formed");
    let mut documents = vec![write_ctdl(&catalogue).text];
    documents.extend((0..40).map(|seed| write_ctdl(&random_world::world(seed).0).text));
    let mut wrong = BTreeSet::new();
    for document in documents {
        let document: Value = serde_json::from_str(&document).expect("it is JSON");
        check(&document["@graph"], &terms, &mut wrong);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn check(value: &Value, terms: &BTreeMap<&str, &Value>, wrong: &mut BTreeSet<String>) {
    match value {
        Value::Array(list) => list.iter().for_each(|element| check(element, terms, wrong)),
        Value::Object(object) => {
            let class = object.get("@type").and_then(Value::as_str).unwrap_or_default();
            let is_foreign = class.starts_with("elm:") || class.is_empty();
            if !is_foreign && !terms.contains_key(class) {
                wrong.insert(format!("{class} is no class"));
            }
            for (term, inner) in object.iter().filter(|(term, _)| term.contains(':')) {
                let domain = terms.get(term.as_str()).map(|term| &term["schema:domainIncludes"]);
                let allows = |domain: &Value| {
                    domain.as_array().is_none_or(|classes| {
                        classes.iter().any(|one| one == class || one == "ceterms:Credential" && class.starts_with("ceterms:"))
                    })
                };
                if !term.starts_with("elm:") && !is_foreign && !domain.is_some_and(allows) {
                    wrong.insert(format!("{term} does not stand in {class}"));
                }
                // What stands in a property is of a class that CTDL allows there, or of one that it is a kind of.
                let ranges = terms.get(term.as_str()).map(|term| &term["schema:rangeIncludes"]);
                let of_class = |one: &Value| one.get("@type").and_then(Value::as_str).map(str::to_owned);
                let inside: Vec<String> = match inner {
                    Value::Array(list) => list.iter().filter_map(of_class).collect(),
                    one => of_class(one).into_iter().collect(),
                };
                for class in inside.iter().filter(|class| !class.starts_with("elm:")) {
                    let fits = |range: &Value| range.as_array().is_none_or(|classes| classes.iter().any(|one| one.as_str() == Some(class)));
                    if !term.starts_with("elm:") && !ranges.is_some_and(fits) {
                        wrong.insert(format!("{class} is no value of {term}"));
                    }
                }
                check(inner, terms, wrong);
            }
        }
        Value::String(text) => {
            let (prefix, _) = text.split_once(':').unwrap_or_default();
            let schemes = [
                "array",
                "audLevel",
                "compare",
                "costType",
                "creditUnit",
                "credentialStat",
                "deliveryType",
                "lifeCycle",
                "logic",
                "orgType",
            ];
            let is_concept = schemes.contains(&prefix);
            if is_concept && !terms.contains_key(text.as_str()) {
                wrong.insert(format!("{text} is no concept"));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
