//! Catalogues in CTDL: shapes, requirement expressions, pitfalls, transfer; what is refused and what is reported.

use chrono::NaiveDate;
use pathways::finding::{Finding, Severity};
use pathways::interchange::contract::{award_to_json, read_packs, recognition_to_json, write_pack};
use pathways::interchange::ctdl::{is_ctdl, read_ctdl};
use pathways::interchange::{Conversion, SourceFile};
use serde_json::{Value, json};

const CONTEXT: &str = "https://credreg.net/ctdl/schema/context/json";

fn ctid(number: u32) -> String {
    format!("ce-00000000-0000-4000-8000-{number:012}")
}

fn address(number: u32) -> String {
    format!("https://credentialengineregistry.org/resources/{}", ctid(number))
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day")
}

fn read_files(files: &[(&str, String)]) -> Result<Conversion, Vec<Finding>> {
    let files: Vec<SourceFile> = files.iter().map(|(name, text)| SourceFile::new(*name, text.as_bytes())).collect();
    let conversion = read_ctdl(&files, day())?;
    let text = write_pack(&conversion.pack);
    let again = read_packs(&[SourceFile::new("pack", text.as_bytes())]).unwrap_or_else(|findings| panic!("{findings:#?}\n{text}"));
    assert_eq!(again.0.awards.len(), conversion.pack.awards.len(), "the pack reads back");
    Ok(conversion)
}

fn read(document: &Value) -> Conversion {
    read_files(&[("catalogue.json", document.to_string())]).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

fn refused(document: &str) -> Vec<String> {
    let findings = read_files(&[("catalogue.json", document.to_owned())]).expect_err("the file is refused");
    findings.into_iter().filter(|finding| finding.severity == Severity::Error).map(|finding| finding.code).collect()
}

fn graph(resources: Value) -> Value {
    json!({ "@context": CONTEXT, "@id": "https://credentialengineregistry.org/graph/ce-00000000-0000-4000-8000-000000000000", "@graph": resources })
}

fn award(conversion: &Conversion, number: u32) -> Value {
    let id = format!("ctdl:{}", ctid(number));
    let found = conversion.pack.awards.iter().find(|award| award.id.as_str() == id);
    award_to_json(found.unwrap_or_else(|| panic!("{id} is an award")))
}

fn codes(conversion: &Conversion) -> Vec<&str> {
    conversion.warnings.iter().map(|finding| finding.code.as_str()).collect()
}

fn course(number: u32) -> Value {
    json!({ "@id": address(number), "@type": "ceterms:Course", "ceterms:ctid": ctid(number), "ceterms:name": { "en": format!("Course {number}") },
        "ceterms:ownedBy": [address(99)],
        "ceterms:creditValue": [{ "@type": "ceterms:ValueProfile", "schema:value": 3, "ceterms:creditUnitType": ["creditUnit:SemesterHour"] }] })
}

fn college() -> Value {
    json!({ "@id": address(99), "@type": "ceterms:CredentialOrganization", "ceterms:ctid": ctid(99), "ceterms:name": { "en-US": "Harbour College" },
        "ceterms:agentType": ["orgType:TwoYear"], "ceterms:address": [{ "@type": "ceterms:Place", "ceterms:addressCountry": { "en": "United States" } }] })
}

/// A pathway to component 1 with this condition over the components 2 to 5; what component 1 then requires.
fn under(condition: Value) -> (Value, Conversion) {
    let mut parts = vec![json!({ "@id": address(50), "@type": "ceterms:Pathway", "ceterms:name": "P", "ceterms:ownedBy": address(99),
        "ceterms:hasPart": (1..=5).map(address).collect::<Vec<_>>(), "ceterms:hasDestinationComponent": address(1) })];
    parts.push(
        json!({ "@id": address(1), "@type": "ceterms:CredentialComponent", "ceterms:name": "End", "ceterms:hasCondition": condition }),
    );
    parts.extend((2..=5).map(|n| json!({ "@id": address(n), "@type": "ceterms:CourseComponent", "ceterms:name": format!("C{n}"),
        "ceterms:creditValue": { "@type": "ceterms:ValueProfile", "schema:value": "3.0", "ceterms:creditUnitType": "creditUnit:SemesterHour" } })));
    parts.push(college());
    let conversion = read(&graph(Value::Array(parts)));
    (award(&conversion, 1)["requires"].clone(), conversion)
}

fn id(number: u32) -> String {
    format!("ctdl:{}", ctid(number))
}

fn targets(numbers: &[u32]) -> Vec<String> {
    numbers.iter().map(|&n| address(n)).collect()
}

#[test]
fn every_shape_gives_the_same_pack() {
    let expanded = json!([{ "@id": address(1), "@type": ["https://purl.org/ctdl/terms/Course"], "http://purl.org/ctdl/terms/name": [{ "@language": "en", "@value": "A" }],
        "https://purl.org/ctdl/terms/ctid": [{ "@value": ctid(1) }] }]);
    let bare = json!({ "@context": CONTEXT, "@id": address(1), "@type": "ceterms:Course", "ceterms:ctid": ctid(1), "ceterms:name": { "en": "A" } });
    let resource = json!({ "@id": address(1), "@type": "ceterms:Course", "ceterms:ctid": ctid(1), "ceterms:name": "A" });
    let envelope = json!({ "envelope_id": "1", "envelope_type": "resource_data", "resource": "ey…", "decoded_resource": { "@context": CONTEXT, "@graph": [resource] } });
    let shapes = [bare.clone(), expanded, json!({ "@graph": [resource] }), json!([resource]), envelope.clone(), json!([envelope])];
    for shape in shapes {
        let conversion = read(&shape);
        let found = award(&conversion, 1);
        assert_eq!((found["title"].as_str(), found["kind"].as_str()), (Some("A"), Some("course")), "{shape}");
    }
    let marked = format!("\u{feff}{bare}");
    assert!(is_ctdl(marked.as_bytes()));
    assert!(read_files(&[("bom.json", marked)]).is_ok());
    assert!(read(&json!({ "@context": CONTEXT, "@graph": [] })).pack.awards.is_empty());
}

#[test]
fn what_cannot_be_meant_is_refused() {
    assert_eq!(refused(r#"{"@graph":[]} {"@graph":[]}"#), ["syntax"]);
    assert_eq!(refused(r#"{"@graph":[{"@type":"ceterms:Course",},]}"#), ["syntax"]);
    assert_eq!(refused(r#"{"@type":"ceterms:Course","ceterms:name":"A","ceterms:name":"B"}"#), ["duplicate-key"]);
    assert_eq!(refused(r#"{"ceterms:name":"A"}"#), ["no-type"]);
    assert_eq!(refused(r#"{"@type":"schema:Recipe"}"#), ["no-ctdl"]);
    assert_eq!(refused(r#"{"envelope_id":"1","resource":"ey"}"#), ["envelope-encoded"]);
    let placeholder = graph(json!([{ "@id": address(1), "@type": "ceterms:CredentialComponent", "ceterms:name": "A",
        "ceterms:hasCondition": { "@type": "ceterms:ComponentCondition", "ceterms:targetComponent": ["(143 URIs)"] } }]));
    assert_eq!(refused(&placeholder.to_string()).iter().filter(|code| *code == "no-reference").count(), 1);
    let twice = graph(
        json!([{ "@id": "_:a", "@type": "ceterms:Course", "ceterms:name": "A" }, { "@id": "_:a", "@type": "ceterms:Course", "ceterms:name": "B" }]),
    );
    assert_eq!(refused(&twice.to_string()), ["node-defined-twice"]);
    assert_eq!(refused(&"[".repeat(500)), ["too-deep"]);
}

#[test]
fn conditions_of_components_keep_their_meaning() {
    let all = json!({ "all": [id(2), id(3)] });
    let with = |more: Value| {
        let mut condition = json!({ "@type": "ceterms:ComponentCondition", "ceterms:targetComponent": targets(&[2, 3]) });
        condition.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        under(condition)
    };
    assert_eq!(with(json!({ "ceterms:requiredNumber": 2 })).0, all);
    assert_eq!(with(json!({})).0, all);
    assert_eq!(with(json!({ "ceterms:logicalOperator": "logic:And" })).0, all);
    assert_eq!(with(json!({ "ceterms:requiredNumber": 1 })).0, json!({ "any": [id(2), id(3)] }));
    assert_eq!(
        with(json!({ "ceterms:logicalOperator": { "@id": "https://purl.org/ctdl/vocabs/logic/Or" } })).0,
        json!({ "any": [id(2), id(3)] })
    );
    let (both, found) = with(json!({ "ceterms:requiredNumber": 1, "ceterms:logicalOperator": "logic:And" }));
    assert_eq!(both, json!({ "any": [id(2), id(3)] }));
    assert!(codes(&found).contains(&"number-and-operator"));
    let (_, found) = with(json!({ "ceterms:logicalOperator": "logic:OnlyOne" }));
    assert!(codes(&found).contains(&"exactly-one"));
    let (impossible, found) = with(json!({ "ceterms:requiredNumber": 3 }));
    assert_eq!(impossible, json!({ "at_least": 3, "of": [id(2), id(3)] }));
    assert!(codes(&found).contains(&"unsatisfiable-number"));
}

#[test]
fn the_number_counts_targets_and_nested_conditions() {
    let nested = json!([{ "@type": "ceterms:ComponentCondition", "ceterms:requiredNumber": 2, "ceterms:targetComponent": targets(&[4]),
        "ceterms:hasCondition": [{ "@type": "ceterms:ComponentCondition", "ceterms:requiredNumber": 1, "ceterms:targetComponent": targets(&[2, 3]) }] }]);
    assert_eq!(under(nested).0, json!({ "all": [id(4), { "any": [id(2), id(3)] }] }));
    let two = json!([{ "@type": "ceterms:ComponentCondition", "ceterms:targetComponent": address(2) },
        { "@type": "ceterms:ComponentCondition", "ceterms:requiredNumber": 1, "ceterms:targetComponent": targets(&[3, 4]) }]);
    assert_eq!(under(two).0, json!({ "all": [id(2), { "any": [id(3), id(4)] }] }));
}

#[test]
fn sums_of_credit_are_pools_and_other_constraints_are_questions() {
    let constraint = |left: &str| json!({ "@type": "ceterms:Constraint", "ceterms:leftAction": "array:Sum", "ceterms:leftSource": [left], "ceterms:comparator": "compare:GTEQ", "ceterms:rightSource": ["6"] });
    let condition = |constraints: Value| {
        json!({ "@type": "ceterms:ComponentCondition", "ceterms:description": { "en": "Six credits" },
        "ceterms:targetComponent": targets(&[2, 3, 4]), "ceterms:hasConstraint": constraints })
    };
    let (pool, _) = under(condition(json!([constraint("ceterms:creditValue")])));
    assert_eq!(pool, json!({ "credits": 6, "unit": "us-semester", "from": [id(2), id(3), id(4)] }));
    let (unknown, found) = under(condition(json!([constraint("https://example.org/marks")])));
    assert_eq!(unknown["all"][0], json!({ "all": [id(2), id(3), id(4)] }));
    assert!(unknown["all"][1]["gate"].is_string(), "{unknown}");
    assert!(codes(&found).contains(&"needs-decision"));
}

#[test]
fn what_does_not_fit_is_reported_and_never_dropped() {
    let (dangling, found) = under(json!({ "@type": "ceterms:ComponentCondition", "ceterms:targetComponent": targets(&[2, 77]) }));
    assert_eq!(dangling, json!({ "all": [id(2), id(77)] }));
    assert!(codes(&found).contains(&"dangling-reference"));
    let circle = json!({ "@id": "_:c", "@type": "ceterms:ComponentCondition", "ceterms:hasCondition": ["_:c"], "ceterms:targetComponent": address(2) });
    let (circular, found) = under(circle);
    assert!(circular["all"][1]["gate"].is_string(), "{circular}");
    assert!(codes(&found).contains(&"circular-condition"));
    let (odd, found) = under(json!({ "@type": "ceterms:ComponentCondition", "ceterms:targetComponent": address(2), "reqNum": 1 }));
    assert!(odd["all"][1]["gate"].is_string());
    assert!(codes(&found).contains(&"unknown-condition-term"));
    let outside = graph(json!([
        { "@id": address(50), "@type": "ceterms:Pathway", "ceterms:name": "P", "ceterms:hasPart": [address(1)], "ceterms:hasDestinationComponent": address(1), "ceterms:ownedBy": address(99) },
        { "@id": address(1), "@type": "ceterms:BasicComponent", "ceterms:name": "A", "ceasn:hasChild": [address(3)],
          "ceterms:hasCondition": [{ "@type": "ceterms:ComponentCondition", "ceterms:targetComponent": [address(2)] }] },
        course(2), course(3), college() ]));
    let found = read(&outside);
    assert!(codes(&found).contains(&"outside-pathway") && codes(&found).contains(&"hierarchy-differs"), "{:?}", codes(&found));
}

#[test]
fn condition_profiles_hold_together_and_alternatives_are_any() {
    let credential = |requires: Value| {
        let conversion = read(&graph(
            json!([{ "@id": address(1), "@type": "ceterms:BachelorDegree", "ceterms:ctid": ctid(1), "ceterms:name": "B", "ceterms:ownedBy": address(99),
            "ceterms:requires": requires }, course(2), course(3), course(4), college()]),
        ));
        (award(&conversion, 1), conversion)
    };
    let profile = |more: Value| {
        let mut out = json!({ "@type": "ceterms:ConditionProfile" });
        out.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        out
    };
    let (found, _) = credential(json!([
        profile(json!({ "ceterms:targetLearningOpportunity": address(2) })),
        profile(json!({ "ceterms:targetLearningOpportunity": [address(3)] }))
    ]));
    assert_eq!((found["requires"].clone(), found["kind"].as_str()), (json!({ "all": [id(2), id(3)] }), Some("bachelor")));
    let alternatives = json!([
        profile(json!({ "ceterms:targetLearningOpportunity": address(2) })),
        profile(json!({ "ceterms:targetLearningOpportunity": targets(&[3, 4]) }))
    ]);
    let (found, _) = credential(profile(json!({ "ceterms:alternativeCondition": alternatives })));
    assert_eq!(found["requires"], json!({ "any": [id(2), { "all": [id(3), id(4)] }] }));
    let credits = json!({ "@type": "ceterms:ValueProfile", "schema:value": 6.0, "ceterms:creditUnitType": { "@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNode": "creditUnit:SemesterHour" } });
    let (found, _) =
        credential(profile(json!({ "ceterms:targetLearningOpportunity": targets(&[2, 3, 4]), "ceterms:creditValue": credits })));
    assert_eq!(found["requires"], json!({ "credits": 6, "unit": "us-semester", "from": [id(2), id(3), id(4)] }));
    let (found, _) = credential(profile(json!({ "ceterms:creditValue": credits })));
    assert_eq!((found["credits"].clone(), found.get("requires")), (json!([{ "value": 6, "unit": "us-semester" }]), None));
    let (found, _) = credential(profile(
        json!({ "ceterms:condition": { "en": ["A degree"] }, "ceterms:yearsOfExperience": 2, "ceterms:minimumAge": 18 }),
    ));
    let kinds: Vec<&str> = found["requires"]["all"].as_array().expect("gates").iter().filter_map(|gate| gate["kind"].as_str()).collect();
    assert_eq!(kinds, ["other", "work-experience", "age"]);
    let (found, _) = credential(json!({ "@id": address(2) }));
    assert_eq!(found["requires"], json!(id(2)));
}

#[test]
fn facts_of_an_award_are_read_exactly() {
    let conversion = read(&graph(
        json!([{ "@id": address(1), "@type": "ceterms:MicroCredential", "ceterms:ctid": ctid(1), "ceterms:name": { "de": "Häfen", "EN-us": "Harbours" },
        "ceterms:ownedBy": address(99), "ceterms:inLanguage": ["en"], "ceterms:audienceLevelType": ["audLevel:GraduateLevel"], "ceterms:subjectWebpage": "https://harbour.example/m",
        "ceterms:estimatedCost": [{ "@type": "ceterms:CostProfile", "ceterms:price": "120.50", "ceterms:currency": "USD", "ceterms:directCostType": "costType:Tuition" },
            { "@type": "ceterms:CostProfile", "ceterms:price": 10, "ceterms:currency": "USD", "ceterms:directCostType": "costType:Application" }],
        "ceterms:estimatedDuration": { "@type": "ceterms:DurationProfile", "ceterms:minimumDuration": "P3W", "ceterms:maximumDuration": "P5W", "ceterms:timeRequired": "PT40H" },
        "ceterms:renewalFrequency": "P2Y", "ceterms:credentialStatusType": "credentialStat:Deprecated",
        "ceterms:requires": { "@type": "ceterms:ConditionProfile", "ceterms:targetCompetency": [{ "@type": "ceterms:CredentialAlignmentObject",
            "ceterms:targetNode": "http://data.europa.eu/esco/skill/1", "ceterms:targetNodeName": { "en": "Mooring" } }] },
        "ceterms:keyword": { "en": ["a", "b"] } }, college()]),
    ));
    let found = award(&conversion, 1);
    assert_eq!(found["title"], "Harbours");
    assert_eq!(found["cost"]["amount"], json!(130.5));
    assert_eq!(found["effort"], json!({ "hours": 40, "weeks": 5 }));
    assert_eq!(
        (found["validity_months"].clone(), found["status"].clone(), found["language"].clone()),
        (json!(24), json!("retired"), json!("en"))
    );
    assert_eq!(found["skills"], json!([{ "name": "Mooring", "uri": "http://data.europa.eu/esco/skill/1" }]));
    assert_eq!(found["level"], json!({ "framework": "CTDL", "value": "GraduateLevel" }));
    assert_eq!(found["x-ctdl"]["ceterms:keyword"]["en"], json!(["a", "b"]));
    let terms: Vec<&str> = conversion.unmapped.iter().map(|unmapped| unmapped.term.as_str()).collect();
    assert_eq!(terms, ["ceterms:MicroCredential ceterms:keyword"]);
    let college = &conversion.pack.organizations[0];
    assert_eq!((college.country.as_deref(), college.kind.map(|kind| kind.as_str())), (Some("US"), Some("college")));
}

#[test]
fn prices_that_hold_for_some_only_are_left_unknown() {
    let price = |amount: u32, residency: &str| json!({ "@type": "ceterms:CostProfile", "ceterms:price": amount, "ceterms:currency": "USD", "ceterms:directCostType": "costType:Tuition", "ceterms:residencyType": residency });
    let conversion = read(&graph(
        json!([{ "@id": address(1), "@type": "ceterms:Certificate", "ceterms:ctid": ctid(1), "ceterms:name": "A", "ceterms:ownedBy": address(99),
        "ceterms:estimatedCost": [price(100, "residency:InState"), price(300, "residency:OutOfState")] }, college()]),
    ));
    assert_eq!(award(&conversion, 1).get("cost"), None);
    assert!(codes(&conversion).contains(&"cost-needs-choice"));
    assert!(conversion.unmapped.iter().any(|unmapped| unmapped.term.ends_with("ceterms:estimatedCost")));
}

/// Course 2 of the college for course 3 of the university, on the word of the organization of that number.
fn transfer(owner: u32, from: Value) -> Conversion {
    let mut receiving = course(3);
    receiving["ceterms:ownedBy"] = json!([address(98)]);
    let university =
        json!({ "@id": address(98), "@type": "ceterms:CredentialOrganization", "ceterms:ctid": ctid(98), "ceterms:name": "University" });
    read(&graph(
        json!([{ "@id": address(10), "@type": "ceterms:TransferValueProfile", "ceterms:ctid": ctid(10), "ceterms:name": "Equivalence", "ceterms:ownedBy": address(owner),
        "ceterms:transferValue": { "@type": "ceterms:ValueProfile", "schema:value": 3, "ceterms:creditUnitType": "creditUnit:SemesterHour" },
        "ceterms:transferValueFrom": from, "ceterms:transferValueFor": address(3), "ceterms:startDate": "2025-01-01", "ceterms:endDate": "2030-12-31" },
        course(2), receiving, course(4), college(), university]),
    ))
}

#[test]
fn only_the_receiving_side_recognises() {
    let agreed = transfer(98, json!(address(2)));
    let found = recognition_to_json(&agreed.pack.recognitions[0]);
    assert_eq!(
        (found["from"].clone(), found["grants"].clone(), found["by"].clone()),
        (json!(id(2)), json!(id(3)), json!(format!("org:{}", ctid(98))))
    );
    assert_eq!(found["valid"], json!({ "from": "2025-01-01", "until": "2030-12-31" }));
    let claimed = transfer(99, json!(address(2)));
    assert!(claimed.pack.recognitions.is_empty());
    assert_eq!((claimed.claims[0].by.as_str(), claimed.claims[0].toward[0].as_str()), ("Harbour College", "Course 3"));
    assert!(codes(&claimed).contains(&"claimed-by-sender"));
    let ambiguous = transfer(98, json!(targets(&[2, 4])));
    let found = recognition_to_json(&ambiguous.pack.recognitions[0]);
    assert_eq!(found["from"]["any"][0], json!({ "all": [id(2), id(4)] }));
    assert_eq!(found["from"]["any"][1]["all"][0], json!({ "any": [id(2), id(4)] }));
    assert!(found["from"]["any"][1]["all"][1]["gate"].is_string());
    assert!(codes(&ambiguous).contains(&"ambiguous-transfer"));
}

#[test]
fn advanced_standing_needs_an_amount_and_the_receiving_side() {
    let standing = |standing: Value| {
        let mut degree = json!({ "@id": address(1), "@type": "ceterms:BachelorDegree", "ceterms:ctid": ctid(1), "ceterms:name": "Degree", "ceterms:ownedBy": address(99) });
        degree["ceterms:advancedStandingFrom"] = standing;
        read(&graph(json!([degree, course(2), college()])))
    };
    let plain = standing(json!(address(2)));
    assert_eq!((plain.pack.recognitions.len(), plain.claims.len()), (0, 1));
    let amount = json!({ "@type": "ceterms:ValueProfile", "schema:value": 3, "ceterms:creditUnitType": "creditUnit:SemesterHour" });
    let agreed =
        standing(json!({ "@type": "ceterms:ConditionProfile", "ceterms:targetCredential": address(2), "ceterms:creditValue": amount }));
    let found = recognition_to_json(&agreed.pack.recognitions[0]);
    assert_eq!((found["from"].clone(), found["into"].clone()), (json!(id(2)), json!(id(1))));
    let granted = found["grants"].as_str().expect("an id");
    let block = agreed.pack.awards.iter().find(|award| award.id.as_str() == granted).expect("the block of credit");
    assert_eq!(award_to_json(block)["credits"], json!([{ "value": 3, "unit": "us-semester" }]));
}

#[test]
fn identities_are_ctids_and_blank_names_stay_within_their_document() {
    let sandbox = json!({ "@id": format!("https://sandbox.credentialengineregistry.org/resources/{}", ctid(2)), "@type": "ceterms:Course", "ceterms:ctid": ctid(2),
        "ceterms:name": "Two", "ceterms:ownedBy": ["_:owner"] });
    let owner = |name: &str| json!({ "@id": "_:owner", "@type": "ceterms:CredentialOrganization", "ceterms:name": name });
    let first = json!({ "@graph": [sandbox, owner("First")] });
    let second = json!({ "@graph": [{ "@id": address(1), "@type": "ceterms:Certificate", "ceterms:ctid": ctid(1), "ceterms:name": "One", "ceterms:ownedBy": "_:owner",
        "ceterms:requires": { "@type": "ceterms:ConditionProfile", "ceterms:targetLearningOpportunity": address(2) } }, owner("Second")] });
    let conversion = read_files(&[("a.json", first.to_string()), ("b.json", second.to_string())]).expect("both are taken");
    assert_eq!(award(&conversion, 1)["requires"], json!(id(2)));
    assert_eq!(conversion.pack.organizations.iter().map(|o| o.name.as_str()).collect::<Vec<_>>(), ["First", "Second"]);
    assert_ne!(award(&conversion, 1)["issuer"], award(&conversion, 2)["issuer"]);
    let bad = read(&graph(
        json!([{ "@id": "https://x.example/1", "@type": "ceterms:Course", "ceterms:ctid": "00000000-0000-4000-8000-000000000001", "ceterms:name": "A" }]),
    ));
    assert_eq!(codes(&bad).iter().filter(|code| **code == "bad-ctid").count(), 1);
    assert_eq!(bad.pack.awards[0].id.as_str(), "ctdl:x.example/1");
}

#[test]
fn a_component_that_only_stands_for_an_award_is_that_award() {
    let conversion = read(&graph(json!([
        { "@id": address(50), "@type": "ceterms:Pathway", "ceterms:name": "P", "ceterms:ownedBy": address(99), "ceterms:hasDestinationComponent": address(11), "ceterms:hasPart": targets(&[11, 12]) },
        { "@id": address(11), "@type": "ceterms:CredentialComponent", "ceterms:name": "End", "ceterms:proxyFor": address(1),
          "ceterms:hasCondition": { "@type": "ceterms:ComponentCondition", "ceterms:targetComponent": address(12) } },
        { "@id": address(12), "@type": "ceterms:CourseComponent", "ceterms:name": "Part", "ceterms:proxyFor": address(2) },
        { "@id": address(1), "@type": "ceterms:Certificate", "ceterms:ctid": ctid(1), "ceterms:name": "Certificate", "ceterms:ownedBy": address(99) },
        course(2), college()])));
    assert_eq!(conversion.pack.awards.len(), 2);
    assert_eq!(award(&conversion, 1)["requires"], json!(id(2)));
}

#[test]
fn findings_name_their_place() {
    let text = "{\"@graph\": [\n {\"@id\": \"https://x.example/1\", \"@type\": \"ceterms:Course\", \"ceterms:name\": \"A\",\n  \"ceterms:ctid\": \"nothing\"}\n]}";
    let conversion = read_files(&[("place.json", text.to_owned())]).expect("it is taken");
    let finding = conversion.warnings.iter().find(|finding| finding.code == "bad-ctid").expect("it is reported");
    assert_eq!((finding.file.as_str(), finding.line, finding.pointer.as_str()), ("place.json", 3, "/@graph/0/ceterms:ctid"));
}
