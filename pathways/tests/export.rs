//! What goes out: graphs, and learner records as drafts that imitate nobody.

use chrono::NaiveDate;
use pathways::bundled;
use pathways::graph::AwardGraph;
use pathways::interchange::contract::{read_learner, read_packs};
use pathways::interchange::graphs::{write_dot, write_graphml};
use pathways::interchange::records::{write_clr, write_elm};
use pathways::interchange::{SourceFile, convert};
use pathways::model::{AwardId, Catalogue};
use serde_json::{Value, json};

fn catalogue() -> Catalogue {
    let pack = json!({ "format": "cairn.catalogue/1", "id": "p", "version": "1", "organizations": [{ "id": "org:x", "name": "X & <Sons>" }],
        "awards": [
            { "id": "c", "title": "A <course> & \"more\"\u{1}", "kind": "course", "issuer": "org:x", "credits": [{ "value": 7.5, "unit": "ects" }], "effort": { "hours": 200 },
              "skills": [{ "name": "Mooring", "uri": "http://data.europa.eu/esco/skill/1" }], "level": { "framework": "EQF", "value": 6 } },
            { "id": "m", "title": "Master", "kind": "master", "issuer": "org:x", "requires": { "all": ["c", { "gate": "g", "label": "Admission" }] } },
            { "id": "other", "title": "Other", "kind": "course", "issuer": "org:x" }] });
    read_packs(&[SourceFile::new("pack", pack.to_string())]).expect("the pack is well formed").0
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day")
}

#[test]
fn graphml_has_every_node_and_edge_of_the_graph() {
    let (catalogue, _) = read_packs(&bundled::pack_files()).expect("the bundled catalogue is well formed");
    let text = write_graphml(&catalogue, None).expect("it is written to memory");
    let document = roxmltree::Document::parse(&text).expect("it is XML");
    let graph = AwardGraph::new(&catalogue);
    let count =
        |name: &str| document.descendants().filter(|node| node.has_tag_name(("http://graphml.graphdrawing.org/xmlns", name))).count();
    assert_eq!((count("node"), count("edge")), (graph.nodes().node_count(), graph.nodes().edge_count()));
}

#[test]
fn markup_in_names_stays_text_and_a_target_limits_the_graph() {
    let catalogue = catalogue();
    let target = AwardId::from("m");
    let text = write_graphml(&catalogue, Some(&target)).expect("it is written to memory");
    let document = roxmltree::Document::parse(&text).expect("it is XML");
    let texts: Vec<&str> = document.descendants().filter_map(|node| node.text()).collect();
    assert!(texts.contains(&"A <course> & \"more\"") && !texts.contains(&"Other"), "{texts:?}");
    assert!(write_dot(&catalogue, None).contains("Other") && !write_dot(&catalogue, Some(&target)).contains("Other"));
    let cone = AwardGraph::new(&catalogue).cone_catalogue(&target);
    assert_eq!(cone.awards.keys().map(AwardId::as_str).collect::<Vec<_>>(), ["c", "m"]);
}

#[test]
fn records_for_others_are_self_asserted_and_unsigned() {
    let record = json!({ "format": "cairn.learner/1", "name": "Ada", "held": [
        { "award": "c", "earned": "2025-06-01", "grade": 88.5, "expires": "2030-06-01" }, { "award": "unknown:award", "earned": "2024-01-02" }] });
    let (record, _) = read_learner(&SourceFile::new("learner", record.to_string())).expect("the record is well formed");
    let clr: Value = serde_json::from_str(&write_clr(&record, &catalogue(), day())).expect("it is JSON");
    let held = &clr["credentialSubject"]["verifiableCredential"];
    assert_eq!(held.as_array().map(Vec::len), Some(2));
    assert_eq!(held[0]["credentialSubject"]["achievement"]["creator"]["name"], "X & <Sons>");
    assert_eq!(
        (held[0]["awardedDate"].as_str(), held[0]["validUntil"].as_str()),
        (Some("2025-06-01T00:00:00Z"), Some("2030-06-01T23:59:59Z"))
    );
    assert_eq!(held[0]["credentialSubject"]["result"][0]["value"], "88.5");
    assert_eq!(held[1]["credentialSubject"]["achievement"]["name"], "unknown:award");
    let elm: Value = serde_json::from_str(&write_elm(&record, &catalogue(), day())).expect("it is JSON");
    let claim = &elm["credentialSubject"]["hasClaim"][0];
    assert_eq!(claim["specifiedBy"]["creditPoint"][0]["point"], "7.5");
    assert_eq!(claim["specifiedBy"]["eqfLevel"]["id"], "http://data.europa.eu/snb/eqf/6");
    assert_eq!(claim["specifiedBy"]["learningOutcome"][0]["relatedESCOSkill"][0]["id"], "http://data.europa.eu/esco/skill/1");
    assert_eq!(claim["awardedBy"]["awardingDate"], "2025-06-01T00:00:00Z");
    for document in [&clr, &elm] {
        let text = document.to_string();
        assert!(!text.contains("\"proof\"") && !text.contains("EndorsementCredential") && text.contains("Self-asserted"));
        assert_eq!(document["issuer"]["id"], document["credentialSubject"]["id"]);
    }
}

#[test]
fn a_refused_file_does_not_keep_the_others_from_being_taken() {
    let good = json!({ "@graph": [{ "@id": "https://x.example/1", "@type": "ceterms:Course", "ceterms:name": "A" }] }).to_string();
    let files = [
        SourceFile::new("bad.json", r#"{"ceterms:name": "A""#),
        SourceFile::new("good.json", good),
        SourceFile::new("plan.csv", "Curriculum,Ships\nCourses\nCourse ID,Course Name,Credit Hours\n1,Knots,3\n"),
        SourceFile::new("bad.csv", "Curriculum,Ships\n"),
    ];
    let converted = convert(&files, day());
    let packs: Vec<&str> = converted.conversions.iter().map(|conversion| conversion.pack.header.id.as_str()).collect();
    assert_eq!(packs, ["ctdl:x.example/1", "curriculum:ships"]);
    let refused: Vec<&str> = converted.refused.iter().map(|finding| finding.file.as_str()).collect();
    assert!(refused.contains(&"bad.json") && refused.contains(&"bad.csv") && !refused.contains(&"good.json"));
}

#[test]
fn documents_that_are_too_many_to_be_read_together_become_several_packs_without_doubles() {
    let padding = "x".repeat(13 * 1024 * 1024);
    let document = |n: u8, name: Option<&str>| {
        let mut graph = vec![
            json!({ "@id": format!("https://x.example/{n}"), "@type": "ceterms:Course", "ceterms:name": { "en": format!("Course {n}") },
            "ceterms:description": { "en": padding }, "ceterms:ownedBy": ["https://x.example/o"], "ceterms:prerequisite": ["https://x.example/1"] }),
        ];
        graph.extend(name.map(
            |name| json!({ "@id": "https://x.example/o", "@type": "ceterms:CredentialOrganization", "ceterms:name": { "en": name } }),
        ));
        SourceFile::new(format!("{n}.json"), json!({ "@graph": graph }).to_string())
    };
    let converted = convert(&[document(1, None), document(2, Some("Harbour College")), document(3, None)], day());
    assert_eq!((converted.conversions.len(), converted.refused.len()), (3, 0));
    let organizations: Vec<&str> =
        converted.conversions.iter().flat_map(|one| &one.pack.organizations).map(|organization| organization.name.as_str()).collect();
    assert_eq!(organizations, ["Harbour College"], "the pack that describes it has it");
    let packs: Vec<SourceFile> = converted.conversions.iter().filter_map(|conversion| conversion.pack_file()).collect();
    let (catalogue, _) = read_packs(&packs).expect("the packs go together");
    assert_eq!(catalogue.awards.len(), 3);
    let large = SourceFile::new("large.json", format!("{{\"@graph\":[{{\"@type\":\"ceterms:Course\"}}{}]}}", " ".repeat(25 * 1024 * 1024)));
    let refused = convert(&[large], day()).refused;
    assert_eq!(refused[0].code, "too-large");
}
