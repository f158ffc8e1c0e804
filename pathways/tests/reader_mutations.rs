//! Damaged files of every other kind that is read: catalogues, curricula, what verification relies on, archives, profiles. However
//! a file is damaged, reading it ends, without a panic, in something well formed or in a refusal that says where and why, and
//! nothing else of the batch is lost. (`credential_forms.rs` does the same to credentials.)
//!
//! The damage follows from a fixed seed. `CAIRN_MUTATIONS` sets how many damaged files of each kind are read.

mod issuing;

use std::io::{Cursor, Write};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDate, Utc};
use issuing::Issuer;
use pathways::finding::{Finding, Severity};
use pathways::interchange::contract::{read_learner, read_packs};
use pathways::interchange::credential::{Evidence, StatusCheck, TrustStore, Verifier};
use pathways::interchange::ctdl::read_ctdl;
use pathways::interchange::curriculum::read_curriculum;
use pathways::interchange::{BatchItem, Conversion, SourceFile, convert, read_occupation, recognise, unpack};
use serde_json::{Value, json};

/// Damage that follows from a seed alone.
struct Damage(u64);

impl Damage {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % below.max(1)
    }

    /// The bytes with one to four changes: bytes, pieces of syntax, pieces of the file itself, an end too early.
    fn of(&mut self, seed: &[u8]) -> Vec<u8> {
        let pieces: [&[u8]; 18] = [
            b"{",
            b"}",
            b"[",
            b"]",
            b"\"",
            b",",
            b":",
            b"null",
            b"-1",
            b"1e308",
            b"99999999999999999999",
            b"\\u0000",
            b"\xff",
            b"\n",
            b"\"\"",
            b"@id",
            b"<!--",
            b"\xf0\x9f\x98\x80",
        ];
        let mut bytes = seed.to_vec();
        for _ in 0..=self.next(4) {
            let at = self.next(bytes.len());
            let end = (at + self.next(60)).min(bytes.len());
            match self.next(7) {
                0 if at < bytes.len() => bytes[at] = (self.next(256)) as u8,
                1 if self.next(4) == 0 => bytes.truncate(at),
                2 => drop(bytes.splice(at..at, pieces[self.next(pieces.len())].iter().copied())),
                3 => drop(bytes.drain(at..end)),
                4 => {
                    let piece = bytes[at..end].to_vec();
                    let to = self.next(bytes.len());
                    drop(bytes.splice(to..to, piece));
                }
                5 if at < bytes.len() => bytes[at] ^= 1 << self.next(8),
                _ => drop(bytes.splice(at..end, pieces[self.next(pieces.len())].iter().copied())),
            }
        }
        bytes
    }
}

/// Does something with many damaged copies of a file.
fn damaged(seed: &[u8], mut with: impl FnMut(Vec<u8>)) {
    let count = std::env::var("CAIRN_MUTATIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(250);
    let mut damage = Damage(0x00c0_ffee_0dd5_eed5);
    (0..count).for_each(|_| with(damage.of(seed)));
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day")
}

fn clock() -> DateTime<Utc> {
    "2026-06-01T00:00:00Z".parse().expect("it is an instant")
}

const CURRICULUM: &str = "Curriculum,Ships,,,,,,,,\nInstitution,Harbour State,,,,,,,,\nDegree Type,BS,,,,,,,,\nSystem Type,semester,,,,,,,,\nCIP,14.2201,,,,,,,,\nCourses,,,,,,,,,\nCourse ID,Course Name,Prefix,Number,Prerequisites,Corequisites,Strict-Corequisites,Credit Hours,Institution,Canonical Name\n1,\"Hulls, old\",SH,101,,2,,3,,\n2,Sails,SH,102,1,,,4.5,,Rigging\n3,Ropes,SH,103,1;2,,,,,\n";

fn catalogue() -> String {
    let at = |number: u32| format!("https://x.example/resources/ce-00000000-0000-4000-8000-00000000000{number}");
    let ctid = |number: u32| format!("ce-00000000-0000-4000-8000-00000000000{number}");
    json!({ "@context": "https://credreg.net/ctdl/schema/context/json", "@graph": [
        { "@id": at(1), "@type": "ceterms:Certificate", "ceterms:ctid": ctid(1), "ceterms:name": { "en-US": "Sailor" }, "ceterms:ownedBy": [at(5)],
          "ceterms:estimatedCost": [{ "@type": "ceterms:CostProfile", "ceterms:price": "120.50", "ceterms:currency": "USD", "ceterms:directCostType": "costType:Tuition" }],
          "ceterms:estimatedDuration": [{ "@type": "ceterms:DurationProfile", "ceterms:exactDuration": "P10W", "ceterms:timeRequired": "PT90H" }],
          "ceterms:requires": [{ "@type": "ceterms:ConditionProfile", "ceterms:targetLearningOpportunity": [at(2)], "ceterms:minimumAge": 18,
            "ceterms:alternativeCondition": [{ "@type": "ceterms:ConditionProfile", "ceterms:targetCredential": [at(3)] }],
            "ceterms:creditValue": [{ "@type": "ceterms:ValueProfile", "schema:value": 6, "ceterms:creditUnitType": "creditUnit:SemesterHour" }] }] },
        { "@id": at(2), "@type": "ceterms:Course", "ceterms:ctid": ctid(2), "ceterms:name": { "en": ["Knots"] }, "ceterms:ownedBy": at(5), "ceterms:codedNotation": "KN 1",
          "ceterms:teaches": [{ "@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNode": "https://x.example/s", "ceterms:targetNodeName": { "en": "Tying" } }] },
        { "@id": at(3), "@type": "ceterms:Pathway", "ceterms:ctid": ctid(3), "ceterms:name": "Way", "ceterms:ownedBy": at(5),
          "ceterms:hasDestinationComponent": "_:d", "ceterms:hasPart": ["_:d", "_:e"] },
        { "@id": "_:d", "@type": "ceterms:CredentialComponent", "ceterms:name": "End", "ceterms:proxyFor": at(1), "ceterms:hasCondition": [{ "@type": "ceterms:ComponentCondition",
          "ceterms:requiredNumber": 1, "ceterms:targetComponent": ["_:e"], "ceterms:hasConstraint": [{ "@type": "ceterms:Constraint", "ceterms:leftAction": "array:Sum",
            "ceterms:leftSource": ["ceterms:creditValue"], "ceterms:comparator": "compare:GTEQ", "ceterms:rightSource": ["3"] }] }] },
        { "@id": "_:e", "@type": "ceterms:CourseComponent", "ceterms:name": "Part", "ceterms:proxyFor": at(2), "ceterms:precedes": "_:d" },
        { "@id": at(4), "@type": "ceterms:TransferValueProfile", "ceterms:ctid": ctid(4), "ceterms:name": "Counts", "ceterms:ownedBy": at(5), "ceterms:startDate": "2024-01-01",
          "ceterms:transferValueFrom": [at(2)], "ceterms:transferValueFor": [at(3)],
          "ceterms:transferValue": [{ "@type": "ceterms:ValueProfile", "schema:value": "3", "ceterms:creditUnitType": [{ "ceterms:targetNode": "creditUnit:SemesterHour" }] }] },
        { "@id": at(5), "@type": "ceterms:CredentialOrganization", "ceterms:ctid": ctid(5), "ceterms:name": { "en": "Harbour State" } } ] })
    .to_string()
}

/// What was taken can be written as a pack and read again; what was refused says where and why.
fn taken_or_refused(read: Result<Conversion, Vec<Finding>>, bytes: &[u8]) {
    let shown = || String::from_utf8_lossy(bytes).into_owned();
    match read {
        Ok(conversion) => {
            if let Some(pack) = conversion.pack_file() {
                read_packs(&[pack]).unwrap_or_else(|findings| panic!("what was taken is no pack: {findings:#?}\n{}", shown()));
            }
        }
        Err(findings) => {
            let refusal = |finding: &Finding| {
                finding.severity == Severity::Error
                    && finding.file == "damaged"
                    && !finding.message.is_empty()
                    && !finding.remedy.is_empty()
            };
            assert!(findings.iter().any(refusal), "{findings:#?}\n{}", shown());
        }
    }
}

#[test]
fn damaged_catalogues_are_packs_or_refused_with_the_place() {
    let good = catalogue();
    let whole = read_ctdl(&[SourceFile::new("damaged", good.as_bytes())], day()).expect("it is good to begin with");
    assert!(whole.pack.awards.len() >= 2 && whole.pack.recognitions.len() + whole.claims.len() > 0, "{:#?}", whole.pack);
    damaged(good.as_bytes(), |bytes| taken_or_refused(read_ctdl(&[SourceFile::new("damaged", &bytes[..])], day()), &bytes));
}

#[test]
fn damaged_curricula_are_packs_or_refused_with_the_place() {
    read_curriculum(&SourceFile::new("damaged", CURRICULUM), day()).expect("it is good to begin with");
    damaged(CURRICULUM.as_bytes(), |bytes| taken_or_refused(read_curriculum(&SourceFile::new("damaged", &bytes[..]), day()), &bytes));
}

#[test]
fn a_damaged_file_of_a_batch_takes_nothing_from_the_others() {
    let curriculum = SourceFile::new("good.csv", CURRICULUM);
    damaged(catalogue().as_bytes(), |bytes| {
        let files = [SourceFile::new("damaged", bytes), curriculum.clone()];
        let converted = convert(&files, day());
        let has = |title: &str| converted.conversions.iter().any(|one| one.pack.awards.iter().any(|award| award.title == title));
        assert!(has("SH 101 Hulls, old"), "{:#?}", converted.refused);
        assert!(converted.refused.iter().all(|finding| finding.file == "damaged"), "{:#?}", converted.refused);
        assert!(converted.conversions.len() == 2 || !converted.refused.is_empty(), "the damaged file is neither taken nor refused");
    });
}

#[test]
fn damaged_documents_of_issuers_never_vouch_for_a_stranger() {
    let (college, stranger) = (Issuer::new(3), Issuer::new(4));
    let id = "https://college.example/issuer";
    let document = json!({ "@context": "https://www.w3.org/ns/did/v1", "id": id, "assertionMethod": ["#key-1"],
        "verificationMethod": [{ "id": "#key-1", "type": "JsonWebKey", "controller": id, "publicKeyJwk": college.jwk() }] });
    let mut key = college.jwk();
    key["kid"] = json!("key-1");
    let set = json!({ "issuer": id, "keys": [key] });
    let badge = |by: &Issuer| {
        let mut hosted = by.badge("urn:uuid:7c1f0a52-0d0d-4e0e-9a2b-7a5d5a1f00aa", "Knots", "College");
        hosted["issuer"]["id"] = json!(id);
        by.token(&hosted, json!({ "kid": "key-1" }))
    };
    let (honest, forged) = (SourceFile::new("honest", badge(&college)), SourceFile::new("forged", badge(&stranger)));
    for good in [document, set] {
        let judge = |bytes: &[u8], badge: &SourceFile| {
            let mut trust = TrustStore::default();
            let added = trust.add(&SourceFile::new("damaged", bytes), None);
            assert!(added.is_ok() || added.is_err_and(|why| !why.is_empty()));
            Verifier::new(clock()).trusting(trust).verify(badge)[0].evidence()
        };
        assert_eq!(judge(good.to_string().as_bytes(), &honest), Evidence::Verified);
        damaged(good.to_string().as_bytes(), |bytes| {
            assert_ne!(judge(&bytes, &forged), Evidence::Verified, "{}", String::from_utf8_lossy(&bytes))
        });
    }
}

#[test]
fn a_damaged_status_list_never_clears_what_was_revoked() {
    let issuer = Issuer::new(1);
    let mut bits = vec![0_u8; 16_384];
    bits[2] = 0b0000_0001;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(&bits).expect("it is written to memory");
    let packed = packer.finish().expect("it is written to memory");
    let address = "https://college.example/status/1";
    let list = issuer.signed(json!({ "@context": ["https://www.w3.org/ns/credentials/v2"], "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"], "issuer": issuer.did, "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": { "id": format!("{address}#list"), "type": "BitstringStatusList", "statusPurpose": "revocation",
            "encodedList": format!("u{}", URL_SAFE_NO_PAD.encode(packed)) } }));
    let mut badge = issuer.badge("urn:uuid:7c1f0a52-0d0d-4e0e-9a2b-7a5d5a1f00aa", "Knots", "College");
    badge["credentialStatus"] = json!({ "id": format!("{address}#23"), "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
        "statusListIndex": "23", "statusListCredential": address });
    let badge = SourceFile::new("badge", issuer.signed(badge).to_string());
    damaged(list.to_string().as_bytes(), |bytes| {
        let mut verifier = Verifier::new(clock());
        let added = verifier.add_status_list(&SourceFile::new("damaged", &bytes[..]));
        assert!(added.is_ok() || added.is_err_and(|why| !why.is_empty()));
        let status = verifier.verify(&badge)[0].verdicts[0].status;
        assert!(matches!(status, StatusCheck::Revoked | StatusCheck::Unknown), "{status:?}: {}", String::from_utf8_lossy(&bytes));
    });
}

#[test]
fn damaged_archives_give_files_and_refusals_with_reasons() {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("one/badge.json", "{\"a\": 1}".repeat(40)), ("plan.csv", CURRICULUM.to_owned()), ("two.json", catalogue())] {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("it is written to memory");
        writer.write_all(text.as_bytes()).expect("it is written to memory");
    }
    let good = writer.finish().expect("it is written to memory").into_inner();
    assert_eq!(unpack(SourceFile::new("damaged", &good[..])).len(), 3);
    damaged(&good, |bytes| {
        let items = unpack(SourceFile::new("damaged", bytes));
        assert!(!items.is_empty());
        for item in items {
            match item {
                BatchItem::File(file) => drop(recognise(&file)),
                BatchItem::Refused { name, reason } => assert!(name.starts_with("damaged") && !reason.is_empty()),
            }
        }
    });
}

#[test]
fn damaged_files_of_the_contract_are_read_or_refused_with_the_place() {
    let record = r#"{"format":"cairn.learner/1","name":"Ada","held":[{"award":"a:b","earned":"2025-06-01","grade":88}],"gates":{"g:a":"met"},"preferences":{"start":"2027-01-04","hours_per_week":10,"currency":"USD","budget":20000,"rates":{"EUR":1.08}}}"#;
    let pack = r#"{"format":"cairn.catalogue/1","id":"p","version":"1","organizations":[{"id":"org:a","name":"A","sources":[{"url":"https://a.example"}],"confidence":"stated"}],"awards":[{"id":"a:b","title":"B","kind":"course","issuer":"org:a","cost":{"amount":12.5,"currency":"USD"},"requires":{"any":["a:c",{"count":1,"of":["a:d"]}]},"sources":[{"url":"https://a.example"}],"confidence":"stated"}],"recognitions":[]}"#;
    let is_refusal = |findings: &[Finding]| findings.iter().any(|one| one.severity == Severity::Error && !one.message.is_empty());
    damaged(record.as_bytes(), |bytes| {
        let read = read_learner(&SourceFile::new("damaged", &bytes[..]));
        assert!(read.as_ref().map_or_else(|findings| is_refusal(findings), |_| true));
    });
    damaged(pack.as_bytes(), |bytes| {
        let read = read_packs(&[SourceFile::new("damaged", &bytes[..])]);
        assert!(read.as_ref().map_or_else(|findings| is_refusal(findings), |_| true));
    });
}

#[test]
fn damaged_profiles_are_read_or_refused() {
    let occupation: Value = json!({ "title": "Rigger", "_links": { "hasEssentialSkill": [{ "uri": "http://data.europa.eu/esco/skill/1", "title": "a" }],
        "hasOptionalSkill": [{ "uri": "http://data.europa.eu/esco/skill/2" }] } });
    let table = "occupationUri\trelationType\tskillUri\no:1\tessential\thttp://data.europa.eu/esco/skill/1\no:1\toptional\tu:2\n";
    for good in [occupation.to_string(), table.to_owned()] {
        read_occupation(&SourceFile::new("damaged", good.as_bytes())).expect("it is good to begin with");
        damaged(good.as_bytes(), |bytes| {
            let read = read_occupation(&SourceFile::new("damaged", bytes));
            assert!(read.map_or_else(|why| !why.is_empty(), |profile| !profile.essential.is_empty()));
        });
    }
}
