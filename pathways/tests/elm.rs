//! The European Learning Model: catalogues in, what credentials specify, Annex I, and the export that Europass reads.

use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};
use pathways::frameworks::{Annex, AnnexElement};
use pathways::interchange::contract::{read_learner, read_packs, write_pack};
use pathways::interchange::credential::{Claim, Verifier};
use pathways::interchange::elm::read_elm;
use pathways::interchange::records::write_elm;
use pathways::interchange::{FileKind, SourceFile, convert, recognise};
use pathways::model::{AwardKind, Catalogue, CreditUnit, DeliveryMode, Requirement, exact};
use serde_json::{Value, json};

const ECTS: &str = "http://data.europa.eu/snb/education-credit/6fcec5c5af";

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day")
}

fn school() -> Value {
    json!({ "id": "https://school.example/", "type": "Organisation", "legalName": { "en": "School of Sails" },
        "location": { "id": "urn:l", "type": "Location", "address": { "id": "urn:a", "type": "Address",
            "countryCode": { "id": "http://publications.europa.eu/resource/authority/country/IRL", "type": "Concept" } } } })
}

fn specification() -> Value {
    json!({ "id": "https://school.example/sails", "type": "LearningAchievementSpecification", "title": { "ga": "Seolta", "en": "Sails" },
        "dcType": { "id": "urn:k", "type": "Concept", "prefLabel": { "en": "Micro-credential" } },
        "eqfLevel": { "id": "http://data.europa.eu/snb/eqf/6", "type": "Concept" },
        "creditPoint": [{ "id": "urn:c1", "type": "CreditPoint", "framework": { "id": "urn:other" }, "point": "9" },
                        { "id": "urn:c2", "type": "CreditPoint", "framework": { "id": ECTS, "prefLabel": { "de": "Leistungspunkte" } }, "point": "7.5" }],
        "volumeOfLearning": "PT187H30M", "maximumDuration": "P3M",
        "learningOutcome": [{ "id": "urn:o1", "type": "LearningOutcome", "title": { "en": "Cut a sail" },
              "relatedESCOSkill": [{ "id": "http://data.europa.eu/esco/skill/1", "type": "Concept", "prefLabel": { "en": "sailmaking" } }] },
            { "id": "urn:o2", "type": "LearningOutcome", "title": { "en": "Mend a sail" } }],
        "entryRequirement": { "id": "urn:n", "type": "Note", "noteLiteral": { "en": "A steady hand" } },
        "mode": { "id": "urn:m", "type": "Concept", "prefLabel": { "en": "Blended" } },
        "awardingOpportunity": { "id": "urn:ao", "type": "AwardingOpportunity", "awardingBody": school() },
        "thematicArea": { "id": "http://data.europa.eu/snb/isced-f/0723", "type": "Concept" },
        "entitlesTo": { "id": "urn:e", "type": "LearningEntitlementSpecification", "title": { "en": "Entry to Rigging" },
            "limitQualification": { "id": "urn:q", "type": "Qualification", "title": { "en": "Rigging" } } } })
}

fn catalogue_of(documents: &[Value]) -> (Catalogue, pathways::interchange::Conversion) {
    let files: Vec<SourceFile> =
        documents.iter().enumerate().map(|(at, one)| SourceFile::new(format!("{at}.jsonld"), one.to_string())).collect();
    assert!(files.iter().all(|file| recognise(file) == FileKind::Elm));
    let mut converted = convert(&files, day());
    assert!(converted.refused.is_empty(), "{:#?}", converted.refused);
    let conversion = converted.conversions.remove(0);
    let file = SourceFile::new("pack", write_pack(&conversion.pack));
    let (catalogue, _) = read_packs(&[file]).unwrap_or_else(|findings| panic!("the pack is no pack: {findings:#?}"));
    (catalogue, conversion)
}

#[test]
fn a_specification_becomes_an_award_with_its_facts() {
    let mut document = specification();
    document["@context"] = json!("http://data.europa.eu/snb/model/context/edc-ap");
    let (catalogue, conversion) = catalogue_of(&[document.clone()]);
    let award = &catalogue.awards["elm:school.example/sails"];
    assert_eq!((award.title.as_str(), award.kind), ("Sails", AwardKind::Microcredential));
    assert_eq!(award.level.as_ref().map(|level| (level.framework.as_str(), level.value.as_str())), Some(("EQF", "6")));
    assert_eq!(award.credits.len(), 1, "only the framework that is ECTS by its address counts");
    assert_eq!((award.credits[0].value, &award.credits[0].unit), (exact::parse("7.5").expect("a number"), &CreditUnit::Ects));
    assert_eq!((award.hours(), award.weeks()), (exact::parse("187.5"), 14));
    assert_eq!(award.delivery.as_ref().and_then(|delivery| delivery.mode), Some(DeliveryMode::Blended));
    let skills: Vec<(&str, Option<&str>)> = award.skills.iter().map(|skill| (skill.name.as_str(), skill.uri.as_deref())).collect();
    assert_eq!(skills, [("sailmaking", Some("http://data.europa.eu/esco/skill/1")), ("Mend a sail", None)]);
    let Some(Requirement::Gate(gate)) = &award.requires else { panic!("{:?}", award.requires) };
    assert_eq!(gate.label.as_deref(), Some("A steady hand"));
    let issuer = &catalogue.organizations[&award.issuer];
    assert_eq!((issuer.name.as_str(), issuer.country.as_deref()), ("School of Sails", Some("IE")));
    // What the award opens is claimed, not agreed; what has no place is counted; the node is kept as it came.
    assert_eq!(
        (conversion.claims[0].by.as_str(), conversion.claims[0].toward.as_slice()),
        ("School of Sails", &["Rigging".to_owned()][..])
    );
    assert!(conversion.unmapped.iter().any(|one| one.term == "LearningAchievementSpecification thematicArea" && one.count == 1));
    // The qualification in it is an award of its own, which keeps the rest.
    let mut kept = document.clone();
    kept["entitlesTo"]["limitQualification"] = json!({ "id": "urn:q", "type": "Qualification" });
    assert_eq!(award.extensions.iter().find(|(key, _)| key == "x-elm").map(|(_, kept)| &kept[0]), Some(&kept));
    assert_eq!(catalogue.awards["elm:urn:q"].title, "Rigging");
    let missing = Annex::of_award(award, &catalogue).expect("it is a micro-credential").missing();
    assert_eq!(missing, [AnnexElement::Assessment, AnnexElement::QualityAssurance]);
}

#[test]
fn an_opportunity_says_where_and_for_how_much_and_parts_are_required() {
    let mut provider = school();
    (provider["id"], provider["legalName"]) = (json!("https://quay.example/"), json!({ "en": "Quay" }));
    let price = |amount: &str| {
        json!({ "id": format!("urn:p{amount}"), "type": "PriceDetail", "amount": { "id": format!("urn:am{amount}"), "type": "Amount",
        "value": amount, "unit": { "id": "http://publications.europa.eu/resource/authority/currency/EUR", "type": "Concept" } } })
    };
    let graph = |prices: Value| {
        json!({ "@context": { "elm": "http://data.europa.eu/snb/model/elm/", "dc": "http://purl.org/dc/terms/" }, "@graph": [
        { "@id": "urn:whole", "@type": "elm:Qualification", "dc:title": { "@language": "en", "@value": "Shipwright" },
          "elm:hasPart": ["urn:keel", "urn:mast"], "elm:EQFLevel": "http://data.europa.eu/snb/eqf/5" },
        { "@id": "urn:keel", "@type": ["elm:LearningAchievementSpecification"], "dc:title": [{ "@language": "fr", "@value": "Quille" }, { "@language": "en", "@value": "Keel" }] },
        { "@id": "urn:mast", "@type": "elm:LearningAchievementSpecification", "dc:title": "Mast" },
        { "@id": "urn:offer", "@type": "elm:LearningOpportunity", "dc:title": "Keel in spring", "elm:learningAchievementSpecification": "urn:keel",
          "elm:providedBy": provider, "elm:priceDetail": prices, "elm:duration": "P10W" }] })
    };
    let (catalogue, _) = catalogue_of(&[graph(json!([price("450.50")]))]);
    let keel = &catalogue.awards["elm:urn:keel"];
    assert_eq!(keel.cost.as_ref().map(|cost| cost.money.to_string()).as_deref(), Some("450.50 EUR"));
    assert_eq!((keel.title.as_str(), keel.weeks(), catalogue.organization_name(&keel.issuer)), ("Keel", 10, "Quay"));
    let whole = &catalogue.awards["elm:urn:whole"];
    let parts: Vec<&str> = whole.requires.as_ref().expect("it has parts").awards().into_iter().map(|id| id.as_str()).collect();
    assert_eq!(parts, ["elm:urn:keel", "elm:urn:mast"]);
    assert!(!catalogue.awards.contains_key("elm:urn:offer"), "an offer of an award is no award of its own");
    let (catalogue, conversion) = catalogue_of(&[graph(json!([price("450.50"), price("500")]))]);
    assert!(catalogue.awards["elm:urn:keel"].cost.is_none(), "which of two prices holds is not for the reader to choose");
    assert!(conversion.warnings.iter().any(|finding| finding.code == "cost-needs-choice"));
}

#[test]
fn the_same_import_gives_the_same_and_broken_documents_are_refused() {
    let mut document = specification();
    document["@context"] = json!("http://data.europa.eu/snb/model/context/edc-ap");
    let file = SourceFile::new("a", document.to_string());
    assert_eq!(read_elm(&file, day()), read_elm(&file, day()));
    let code = |text: String| read_elm(&SourceFile::new("a", text), day()).expect_err("it is refused")[0].code.clone();
    assert_eq!(code(document.to_string().replacen("\"title\"", "\"title\":1,\"title\"", 1)), "unreadable");
    assert_eq!(code("{".to_owned()), "syntax");
    assert_eq!(code(json!({ "@context": "x" }).to_string()), "no-awards");
    // A part that is itself a part of its part is kept as it is said; nothing is followed without end.
    let circle = json!([{ "id": "urn:data.europa.eu/snb", "type": "Qualification", "title": "A", "hasPart": "urn:b" },
                        { "id": "urn:b", "type": "Qualification", "title": "B", "hasPart": "urn:data.europa.eu/snb" }]);
    assert_eq!(read_elm(&SourceFile::new("a", circle.to_string()), day()).expect("it is taken").pack.awards.len(), 2);
}

fn clock() -> DateTime<Utc> {
    "2026-06-01T00:00:00Z".parse().expect("it is an instant")
}

fn claims(document: &Value) -> Vec<Claim> {
    Verifier::new(clock()).verify(&SourceFile::new("c.jsonld", document.to_string())).into_iter().flat_map(|one| one.claims).collect()
}

fn credential(achievement: Value) -> Value {
    json!({ "@context": ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"],
        "id": "urn:c:1", "type": ["VerifiableCredential", "EuropeanDigitalCredential"], "issuer": school(), "issued": "2026-01-05T00:00:00Z",
        "issuanceDate": "2026-01-05T00:00:00Z", "validFrom": "2026-01-05T00:00:00Z",
        "credentialSubject": { "id": "urn:p:1", "type": "Person", "givenName": { "en": "Ada" }, "familyName": { "en": "Lovelace" }, "hasClaim": achievement } })
}

#[test]
fn a_credential_says_level_credit_workload_skills_grading_and_what_it_opens() {
    let achievement = json!({ "id": "urn:a:1", "type": "LearningAchievement", "title": { "en": "Sails" }, "specifiedBy": specification(),
        "awardedBy": { "id": "urn:w", "type": "AwardingProcess", "awardingBody": school(), "awardingDate": "2026-01-04T00:00:00" },
        "entitlesTo": { "id": "urn:ent", "type": "LearningEntitlement", "title": { "en": "Guild membership" } },
        "provenBy": { "id": "urn:t", "type": "LearningAssessment", "title": { "en": "Exam" }, "grade": { "id": "urn:g", "type": "Note", "noteLiteral": { "en": "5 (outstanding)" } },
            "specifiedBy": { "id": "urn:ts", "type": "LearningAssessmentSpecification", "title": { "en": "Exam" }, "dcType": { "id": "urn:written" },
                "gradingScheme": { "id": "urn:gs", "type": "GradingScheme", "title": { "en": "One to five" } } } } });
    let found = claims(&credential(achievement));
    let claim = &found[0];
    assert_eq!(claim.specified.level.as_ref().map(|level| level.value.as_str()), Some("6"));
    assert_eq!((claim.credits.as_deref(), claim.specified.hours), (Some("7.5"), exact::parse("187.5")));
    assert_eq!((claim.grade.as_deref(), claim.grading.as_deref()), (Some("5 (outstanding)"), Some("One to five")));
    assert_eq!(claim.specified.entitles, ["Entry to Rigging", "Guild membership"]);
    assert_eq!((claim.issuer.as_deref(), claim.issuer_name.as_deref()), (Some("https://school.example/"), Some("School of Sails")));
    assert_eq!(claim.recipient.as_deref(), Some("Ada Lovelace"));
    assert_eq!(claim.earned, NaiveDate::from_ymd_opt(2026, 1, 4));
    let annex = claim.annex.as_ref().expect("it is European");
    assert_eq!(annex.missing(), [AnnexElement::QualityAssurance]);
    for stated in [AnnexElement::Prerequisites, AnnexElement::Grade, AnnexElement::Stackability] {
        assert!(annex.stated.contains(&stated), "{stated:?}");
    }
    let bare = claims(&credential(json!({ "id": "urn:a:1", "type": "LearningAchievement", "title": { "en": "Sails" } })));
    let missing = bare[0].annex.as_ref().expect("it is European").missing();
    assert_eq!(missing.len(), 7, "{missing:?}");
}

#[test]
fn achievements_that_are_parts_of_one_another_end() {
    let parts: Vec<Value> = (0..12).map(|n| json!(format!("urn:a:{n}"))).collect();
    let all: Vec<Value> = (0..12)
        .map(|n| json!({ "id": format!("urn:a:{n}"), "type": "LearningAchievement", "title": { "en": "A" }, "hasPart": parts }))
        .collect();
    assert_eq!(claims(&credential(json!(all))).len(), 1_000);
}

#[test]
fn europass_in_xml_says_its_skills_and_workload() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/fixtures/elm/credential-generic-profile-xsd_v1.2.xml");
    let Ok(bytes) = std::fs::read(&path) else {
        println!("skipped: {} is not here", path.display());
        return;
    };
    let found = Verifier::new(clock()).verify(&SourceFile::new("c.xml", bytes));
    let claim = &found[0].claims[0];
    assert_eq!(claim.specified.hours, exact::parse("100"));
    let skills: Vec<&str> = claim.specified.skills.iter().map(|skill| skill.name.as_str()).collect();
    assert_eq!(skills, ["create patterns for garments", "pattern grading", "e-tailoring", "adapt costumes"]);
    assert_eq!(claim.alignments.len(), 4);
    assert_eq!(claim.issuer_url.is_some(), claim.issuer_name.is_some());
    let missing = claim.annex.as_ref().expect("it is European").missing();
    assert!(missing.contains(&AnnexElement::Level) && !missing.contains(&AnnexElement::Participation), "{missing:?}");
}

#[test]
fn the_export_has_what_the_application_profile_asks_for_and_comes_back() {
    let pack = json!({ "format": "cairn.catalogue/1", "id": "p", "version": "1", "organizations": [{ "id": "org:x", "name": "X", "country": "IE" }],
        "awards": [{ "id": "c", "title": "Knots", "kind": "microcredential", "issuer": "org:x", "url": "https://x.example/knots", "credits": [{ "value": 7.5, "unit": "ects" }],
            "effort": { "hours": 200 }, "level": { "framework": "EQF", "value": 6 }, "skills": [{ "name": "Mooring", "uri": "http://data.europa.eu/esco/skill/1" }] }] });
    let (catalogue, _) = read_packs(&[SourceFile::new("pack", pack.to_string())]).expect("the pack is well formed");
    let record = json!({ "format": "cairn.learner/1", "name": "Ada", "held": [{ "award": "c", "earned": "2025-06-01", "grade": 88.5 }] });
    let (record, _) = read_learner(&SourceFile::new("learner", record.to_string())).expect("the record is well formed");
    let document: Value = serde_json::from_str(&write_elm(&record, &catalogue, day())).expect("it is JSON");
    for (place, asked) in [
        ("", &["credentialProfiles", "displayParameter", "issuer", "credentialSubject", "issued", "validFrom", "credentialSchema"][..]),
        ("/displayParameter", &["title", "primaryLanguage", "language"]),
        ("/credentialSubject", &["hasClaim"]),
        ("/credentialSubject/hasClaim/0", &["title", "awardedBy"]),
        ("/credentialSubject/hasClaim/0/awardedBy", &["awardingBody"]),
        ("/credentialSubject/hasClaim/0/awardedBy/awardingBody", &["legalName", "location"]),
        ("/credentialSubject/hasClaim/0/awardedBy/awardingBody/location/address", &["countryCode"]),
        ("/credentialSubject/hasClaim/0/provenBy", &["title", "grade", "awardedBy"]),
        ("/credentialSubject/hasClaim/0/specifiedBy/creditPoint/0", &["framework", "point"]),
        ("/credentialSubject/hasClaim/0/specifiedBy/homepage", &["contentURL"]),
    ] {
        for key in asked {
            assert!(document.pointer(place).and_then(|node| node.get(key)).is_some(), "{place} has no {key}");
        }
    }
    let judged =
        Verifier::new("2026-12-01T00:00:00Z".parse().expect("it is an instant")).verify(&SourceFile::new("out", document.to_string()));
    let verdict = &judged[0].verdicts[0];
    assert_eq!(
        (verdict.terms.as_str(), verdict.shape.as_str(), verdict.evidence().as_str()),
        ("defined", "valid", "declared"),
        "{verdict:#?}"
    );
    let claim = &judged[0].claims[0];
    assert_eq!(
        (claim.title.as_deref(), claim.credits.as_deref(), claim.specified.hours),
        (Some("Knots"), Some("7.5"), exact::parse("200"))
    );
    assert_eq!(claim.specified.skills.first().and_then(|skill| skill.uri.as_deref()), Some("http://data.europa.eu/esco/skill/1"));
}
