//! Every public fixture is judged as its provenance says. They lie beside the repository; without them these tests say that
//! they were skipped.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use pathways::interchange::SourceFile;
use pathways::interchange::credential::{ShapeCheck, TrustStore, Verdict, Verifier};

fn fixtures(folder: &str) -> Option<PathBuf> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found = above.map(|place| place.join("shared/fixtures").join(folder)).find(|path| path.is_dir());
    if found.is_none() {
        println!("skipped: no folder shared/fixtures/{folder} beside the repository");
    }
    found
}

fn read(path: &Path) -> SourceFile {
    SourceFile::new(
        path.file_name().and_then(|name| name.to_str()).unwrap_or_default(),
        std::fs::read(path).expect("the fixture can be read"),
    )
}

fn verifier() -> Verifier {
    Verifier::new("2026-01-01T00:00:00Z".parse().expect("it is an instant"))
}

/// All files of a folder, each with its verdicts in short: proof issuer time status terms shape evidence.
fn judged(folder: &Path, verifier: &Verifier) -> BTreeMap<String, Vec<Verdict>> {
    let mut out = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("the folder can be read").flatten() {
        let file = read(&entry.path());
        if [".md", ".nq", ".txt", ".ttl"].iter().any(|ending| file.name.ends_with(ending)) || file.name == "expected.json" {
            continue;
        }
        out.insert(file.name.clone(), verifier.verify(&file).into_iter().flat_map(|credential| credential.verdicts).collect());
    }
    out
}

fn short(verdict: &Verdict) -> String {
    let checks = [verdict.proof.as_str(), verdict.issuer.as_str(), verdict.time.as_str(), verdict.status.as_str(), verdict.terms.as_str()];
    format!("{} {} {}", checks.join(" "), verdict.shape.as_str(), verdict.evidence().as_str())
}

/// Compares the best verdict on each file with what is expected, and holds that no file is forgotten.
fn hold(found: &BTreeMap<String, Vec<Verdict>>, expected: &[(&str, &str)]) {
    let found: Vec<(String, String)> = found.iter().map(|(name, verdicts)| (name.clone(), short(&verdicts[0]))).collect();
    let mut expected: Vec<(String, String)> = expected.iter().map(|(name, verdict)| ((*name).to_owned(), (*verdict).to_owned())).collect();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn open_badges_3() {
    let Some(folder) = fixtures("openbadges3") else { return };
    let mut trust = TrustStore::default();
    trust.add(&read(&folder.join("dcc-did-web-legacy.did.json")), None).expect("it is a DID document");
    let mut verifier = verifier().trusting(trust);
    for list in ["dcc-statuslist-e5WK8CbZ1GjycuPombrj.json", "dcc-statuslist-tampered.json", "status-list.json"] {
        verifier.add_status_list(&read(&folder.join(list))).expect("it is a status list");
    }
    let good = "good bound valid none defined valid verified";
    let own_word = "good unproven valid none defined valid declared";
    let didkey = "dcc-v2_di_didKey_";
    let expected = [
        ("complete.json".to_owned(), "good unproven valid unknown defined valid declared"),
        ("dcc-did-web-legacy.did.json".to_owned(), "absent unproven valid none unchecked invalid rejected"),
        ("dcc-statuslist-e5WK8CbZ1GjycuPombrj.json".to_owned(), good),
        ("dcc-statuslist-tampered.json".to_owned(), "bad bound valid none defined valid rejected"),
        ("dcc-v1_di_didKey_legacyRegistry-noStatus-noExpiry-OBSpecExample.json".to_owned(), good),
        ("dcc-v1_di_didWeb_legacy-validStatus-noExpiry.json".to_owned(), "good bound valid good defined valid verified"),
        ("dcc-v2_both_didkey_legacy-noStatus-noExpiry-nonOBWithOBContext.json".to_owned(), good),
        ("dcc-v2_both_didkey_legacy-noStatus-noExpiry.json".to_owned(), good),
        (format!("{didkey}legacyRegistry-noStatus-noExpiry-OBSpecExample.json"), good),
        (format!("{didkey}legacyRegistry-noStatus-noExpiry-achievementTypeExample.json"), good),
        (format!("{didkey}legacyRegistry-noStatus-noExpiry-alignments.json"), good),
        (format!("{didkey}legacyRegistry-noStatus-noExpiry-identityHash.json"), good),
        (format!("{didkey}oidf-noStatus-notExpired-complexIssuer.json"), good),
        (format!("{didkey}oidf-noStatus-notExpired-notYetValid.json"), "good bound not-yet-valid none defined valid rejected"),
        (format!("{didkey}oidf-revokedStatus-noExpiry.json"), "good bound valid revoked defined valid rejected"),
        (format!("{didkey}twoOIDF-validStatus-expired.json"), "good bound expired good defined valid rejected"),
        ("dcc-v2_di_didweb_legacy-revokedStatus-noExpiry.json".to_owned(), "good bound valid revoked defined valid rejected"),
        ("dcc-v2_ed25519_didKey_legacy-noStatus-noExpiry-stringIssuerId.json".to_owned(), good),
        ("dcc-v2_ed25519_didKey_legacy-noStatus-noExpiry-tampered.json".to_owned(), "bad bound valid none defined valid rejected"),
        ("dcc-v2_ed25519_didKey_legacy-tamperedStatus-noExpiry.json".to_owned(), "good bound valid unknown defined valid declared"),
        ("dcc-v2_ed25519_didWeb_badDidWeb.json".to_owned(), own_word),
        ("endorsement-valid.json".to_owned(), own_word),
        ("simple-did-key-method.json".to_owned(), "good mismatch valid none defined valid rejected"),
        ("simple-eddsa-2022.json".to_owned(), "unsupported-suite unproven valid none defined valid declared"),
        ("simple-err-context.json".to_owned(), "bad mismatch valid none undefined invalid rejected"),
        ("simple-err-credential-subject-result-type.json".to_owned(), "bad unproven valid none undefined invalid rejected"),
        ("simple-err-expired.json".to_owned(), "good unproven expired none defined valid rejected"),
        ("simple-err-issuer.json".to_owned(), "good unproven valid none defined invalid rejected"),
        ("simple-err-proof-method.json".to_owned(), "key-unknown unproven valid none defined valid declared"),
        ("simple-err-proof-value.json".to_owned(), "bad unproven valid none defined valid rejected"),
        ("simple-json.png".to_owned(), own_word),
        ("simple-json.svg".to_owned(), own_word),
        ("simple-jwt.png".to_owned(), own_word),
        ("simple-jwt.svg".to_owned(), own_word),
        ("simple-multiple-proofs.json".to_owned(), own_word),
        ("simple-noproof.json".to_owned(), "absent unproven valid none defined valid declared"),
        ("simple.1ob".to_owned(), own_word),
        ("simple.json".to_owned(), own_word),
        ("simple.jwt".to_owned(), "key-unknown unproven valid none unchecked valid declared"),
        ("simple_v1.json".to_owned(), own_word),
        ("spec-vector-signed.json".to_owned(), own_word),
        ("status-list.json".to_owned(), own_word),
        ("status-revoked.json".to_owned(), "good unproven valid revoked defined valid rejected"),
    ];
    hold(&judged(&folder, &verifier), &expected.each_ref().map(|(name, verdict)| (name.as_str(), *verdict)));
}

#[test]
fn badges_made_for_this_project() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/credentials/made");
    hold(
        &judged(&folder, &verifier()),
        &[
            ("di-good.json", "good bound valid none defined valid verified"),
            ("di-grade-tampered.json", "bad bound valid none defined valid rejected"),
            ("di-jcs-good.json", "good bound valid none defined valid verified"),
            ("di-unsigned-property.json", "good bound valid none undefined valid rejected"),
            ("di-wrong-issuer.json", "good mismatch valid none defined valid rejected"),
            ("di-wrong-purpose.json", "good bound valid none defined valid rejected"),
            ("jwt-alg-none.jwt", "malformed unproven valid none defined valid rejected"),
            ("jwt-eddsa-good.jwt", "good bound valid none defined valid verified"),
            ("jwt-es256-good.jwt", "good unproven valid none defined valid declared"),
            ("jwt-expired.jwt", "good bound expired none defined valid rejected"),
            ("jwt-payload-tampered.jwt", "bad bound valid none defined valid rejected"),
        ],
    );
}

#[test]
fn open_badges_2() {
    let Some(folder) = fixtures("openbadges2") else { return };
    let refused = "absent unproven valid none unchecked invalid rejected";
    let hosted = "hosted unproven valid none unchecked valid declared";
    let mut trust = TrustStore::default();
    trust.add(&read(&folder.join("key1.json")), None).expect("it is a key");
    let mut verifier = verifier().trusting(trust);
    verifier.add_status_list(&read(&folder.join("revocation-list.json"))).expect("it is a revocation list");
    hold(
        &judged(&folder, &verifier),
        &[
            ("assertion-with-data-image.json", hosted),
            ("assertion-with-endorsements.json", hosted),
            ("badgeclass-with-language.json", refused),
            ("badgeclass1.json", refused),
            ("basic-assertion-expired.json", "hosted unproven expired none unchecked valid rejected"),
            ("basic-assertion-invalid-context.json", "hosted unproven valid none unchecked invalid rejected"),
            ("basic-assertion.json", hosted),
            ("key1.json", refused),
            ("organization.json", refused),
            ("revocation-list.json", refused),
            ("simple-badge.png", hosted),
            ("simple-revoked.jwt", "key-unknown unproven valid revoked unchecked valid rejected"),
            ("simple.jwt", "good unproven valid none unchecked valid declared"),
        ],
    );
}

#[test]
fn learner_records() {
    let Some(folder) = fixtures("clr2") else { return };
    let found = judged(&folder, &verifier());
    let count = |name: &str| found[name].len();
    assert_eq!((count("complex.json"), count("simple.json"), count("simple.jwt")), (7, 2, 2));
    hold(
        &found,
        &[
            ("complex.json", "good mismatch valid none defined valid rejected"),
            ("simple.json", "good unproven valid none defined valid declared"),
            ("simple.jwt", "good unproven valid none unchecked valid declared"),
        ],
    );
}

#[test]
fn european_credentials() {
    let Some(folder) = fixtures("elm") else { return };
    let refused = "absent unproven valid none unchecked invalid rejected";
    hold(
        &judged(&folder, &verifier()),
        &[
            ("Sample.jsonld", refused),
            ("acc.json", refused),
            ("cred1.jsonld", "absent unproven expired none unchecked valid rejected"),
            ("credential-generic-contactPoint-choice-KO.xml", refused),
            ("credential-generic-profile-xsd_v1.2.xml", "absent unproven valid none unchecked valid declared"),
            ("credential-sample.jsonld", "absent unproven expired none undefined valid rejected"),
            ("credential-signed.jsonld", "sealed unproven expired none unchecked valid rejected"),
            ("credential_shouldValidate.jsonld", "absent unproven expired none unchecked valid rejected"),
            ("xxe_dos.xml", refused),
            ("xxe_entity.xml", refused),
        ],
    );
}

#[test]
fn shapes_of_verifiable_credentials() {
    let Some(folder) = fixtures("vc2-datamodel") else { return };
    let found = judged(&folder, &verifier());
    assert!(found.len() > 30);
    for (name, verdicts) in found {
        let expected = if name.ends_with("-ok.json") { ShapeCheck::Valid } else { ShapeCheck::Invalid };
        assert_eq!(verdicts[0].shape, expected, "{name}: {:#?}", verdicts[0].reasons);
    }
}
