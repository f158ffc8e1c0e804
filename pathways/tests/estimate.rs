//! Estimates: which rule applies, what it says, and that no stated fact is ever replaced.

use pathways::estimate::{Estimates, RuleKind};
use pathways::frameworks::Frameworks;
use pathways::model::{
    Award, AwardKind, AwardStatus, Catalogue, Confidence, Cost, Credit, CreditPool, CreditUnit, Currency, Effort, Level, Money,
    Organization, Pack, PackHeader, PoolEntry, Rational, Requirement, exact,
};

fn award(id: &str, kind: AwardKind, issuer: &str) -> Award {
    Award {
        id: id.into(),
        title: id.to_owned(),
        kind,
        issuer: issuer.into(),
        platform: None,
        url: None,
        description: None,
        level: None,
        credits: Vec::new(),
        cost: None,
        effort: None,
        delivery: None,
        earnable: true,
        requires: None,
        recommends: None,
        validity_months: None,
        skills: Vec::new(),
        language: None,
        status: AwardStatus::Active,
        sources: Vec::new(),
        confidence: Confidence::Stated,
        extensions: Vec::new(),
    }
}

fn credits(value: i128, unit: &str) -> Vec<Credit> {
    vec![Credit { value: exact::whole(value), unit: CreditUnit::parse(unit).expect("a unit of the contract") }]
}

fn price(amount: i128, currency: Currency) -> Option<Cost> {
    Some(Cost { money: Money::from_major(exact::whole(amount), currency), per_month: false, basis: None, as_of: None })
}

fn hours(hours: i128) -> Option<Effort> {
    Some(Effort { hours: Some(exact::whole(hours)), weeks: Some(0) })
}

fn level(framework: &str, value: &str) -> Option<Level> {
    Some(Level { framework: framework.to_owned(), value: value.to_owned() })
}

fn catalogue(awards: Vec<Award>) -> Catalogue {
    let organization = |id: &str, country: Option<&str>| Organization {
        id: id.into(),
        name: format!("The {id}"),
        country: country.map(str::to_owned),
        kind: None,
        url: None,
        description: None,
        sources: Vec::new(),
        confidence: Confidence::Stated,
        extensions: Vec::new(),
    };
    let header = PackHeader {
        id: "test".into(),
        title: None,
        version: "1".to_owned(),
        description: None,
        url: None,
        sources: Vec::new(),
        confidence: Confidence::Stated,
        extensions: Vec::new(),
    };
    let organizations = vec![organization("org:a", Some("GB")), organization("org:b", Some("GB")), organization("org:c", Some("US"))];
    Catalogue::from_packs([Pack { header, organizations, awards, recognitions: Vec::new() }])
}

fn estimates(awards: Vec<Award>) -> Estimates {
    Estimates::new(&catalogue(awards), Frameworks::bundled())
}

fn hours_of(estimates: &Estimates, id: &str) -> Option<(Rational, RuleKind, usize)> {
    estimates.hours(&id.into()).map(|e| (e.hours, e.kind, e.awards))
}

fn price_of(estimates: &Estimates, id: &str) -> Option<(String, RuleKind, usize)> {
    estimates.cost(&id.into()).map(|e| (e.money.to_string(), e.kind, e.awards))
}

#[test]
fn a_stated_fact_is_never_estimated() {
    let mut free = award("free", AwardKind::Course, "org:a");
    (free.cost, free.effort) = (price(0, Currency::GBP), hours(0));
    let mut full = award("full", AwardKind::Course, "org:a");
    (full.cost, full.effort, full.credits) = (price(900, Currency::GBP), hours(150), credits(15, "cats"));
    let estimates = estimates(vec![free, full, award("none", AwardKind::Course, "org:a")]);
    for id in ["free", "full"] {
        assert_eq!(estimates.hours(&id.into()), None, "{id}");
        assert_eq!(estimates.cost(&id.into()), None, "{id}");
    }
    assert!(estimates.hours(&"none".into()).is_some() && estimates.cost(&"none".into()).is_some());
}

#[test]
fn what_cannot_be_earned_needs_no_estimate() {
    let mut full = award("full", AwardKind::Course, "org:a");
    (full.cost, full.effort) = (price(900, Currency::GBP), hours(150));
    let mut retired = award("retired", AwardKind::Course, "org:a");
    retired.status = AwardStatus::Retired;
    let mut granted = award("granted", AwardKind::Course, "org:a");
    granted.earnable = false;
    let block = award("block", AwardKind::TransferCredit, "org:a");
    let estimates = estimates(vec![full, retired, granted, block]);
    for id in ["retired", "granted", "block"] {
        assert_eq!((estimates.hours(&id.into()), estimates.cost(&id.into())), (None, None), "{id}");
    }
}

#[test]
fn hours_come_from_credits_first() {
    let of = |id: &str, value, unit: &str| {
        let mut course = award(id, AwardKind::Course, "org:a");
        course.credits = credits(value, unit);
        course
    };
    let estimates = estimates(vec![of("uk", 15, "cats"), of("eu", 5, "ects"), of("us", 3, "us-semester"), of("quarter", 3, "us-quarter")]);
    assert_eq!(hours_of(&estimates, "uk"), Some((exact::whole(150), RuleKind::OfficialHours, 0)));
    assert_eq!(hours_of(&estimates, "eu"), Some((Rational::new(275, 2), RuleKind::OfficialHours, 0)));
    assert_eq!(hours_of(&estimates, "us"), Some((exact::whole(135), RuleKind::OfficialHours, 0)));
    assert_eq!(hours_of(&estimates, "quarter"), Some((exact::whole(110), RuleKind::OfficialHours, 0)));
    let rule = &estimates.hours(&"eu".into()).expect("estimated").rule;
    assert_eq!(rule, "5 ECTS credits, at the official 25 to 30 hours each: the middle of the range, 27.5");
}

#[test]
fn an_own_unit_is_worth_what_its_other_courses_take() {
    let of = |id: &str, value, known: Option<i128>| {
        let mut course = award(id, AwardKind::Course, "org:a");
        course.credits = credits(value, "org:a:point");
        course.effort = known.and_then(hours);
        course
    };
    let estimates = estimates(vec![of("a", 10, Some(120)), of("b", 4, Some(40)), of("unknown", 6, None)]);
    assert_eq!(hours_of(&estimates, "unknown"), Some((exact::whole(66), RuleKind::HoursPerCredit, 2)));
}

#[test]
fn hours_without_credit_are_the_median_of_the_nearest_kin() {
    let of = |id: &str, kind, at: Option<Level>, known: Option<i128>| {
        let mut one = award(id, kind, "org:a");
        one.level = at;
        one.effort = known.and_then(hours);
        one
    };
    let estimates = estimates(vec![
        of("m7", AwardKind::Module, level("RQF", "7"), Some(100)),
        of("e7", AwardKind::Module, level("EQF", "7"), Some(200)),
        of("m4", AwardKind::Module, level("RQF", "4"), Some(10)),
        of("n8", AwardKind::Module, level("NZQCF", "8"), Some(60)),
        of("same-level", AwardKind::Module, level("NFQ-IE", "9"), None),
        of("not-in-europe", AwardKind::Module, level("AQF", "8"), None),
        of("same-kind", AwardKind::Module, None, None),
        of("other-kind", AwardKind::Exam, None, None),
    ]);
    assert_eq!(hours_of(&estimates, "same-level"), Some((exact::whole(150), RuleKind::HoursOfKindAndLevel, 2)));
    assert_eq!(hours_of(&estimates, "not-in-europe"), Some((exact::whole(60), RuleKind::HoursOfKindAndLevel, 1)));
    assert_eq!(hours_of(&estimates, "same-kind"), Some((exact::whole(80), RuleKind::HoursOfKind, 4)));
    assert_eq!(hours_of(&estimates, "other-kind"), Some((exact::whole(80), RuleKind::HoursOfAll, 4)));
}

#[test]
fn prices_come_from_the_issuer_then_the_country_then_the_kind() {
    let of = |id: &str, kind, issuer: &str, value: Option<(i128, &str)>, known: Option<Cost>| {
        let mut one = award(id, kind, issuer);
        one.credits = value.map(|(value, unit)| credits(value, unit)).unwrap_or_default();
        one.cost = known;
        one
    };
    let course = AwardKind::Course;
    let estimates = estimates(vec![
        of("a1", course, "org:a", Some((30, "cats")), price(1500, Currency::GBP)),
        of("a2", course, "org:a", Some((15, "ects")), price(2100, Currency::GBP)),
        of("at-issuer", course, "org:a", Some((10, "cats")), None),
        of("in-country", course, "org:b", Some((10, "cats")), None),
        of("kind-in-country", course, "org:b", None, None),
        of("kind", course, "org:c", None, None),
        of("other", AwardKind::Licence, "org:c", None, None),
    ]);
    // 1,500 for 15 ECTS and 2,100 for 15 ECTS: 100 and 140 a credit, 120 in the middle; 10 UK credits are 5 ECTS.
    assert_eq!(price_of(&estimates, "at-issuer"), Some(("600 GBP".to_owned(), RuleKind::PricePerCreditOfIssuer, 2)));
    assert_eq!(price_of(&estimates, "in-country"), Some(("600 GBP".to_owned(), RuleKind::PricePerCreditOfCountryAndKind, 2)));
    assert_eq!(price_of(&estimates, "kind-in-country"), Some(("1,800 GBP".to_owned(), RuleKind::PriceOfKindInCountry, 2)));
    assert_eq!(price_of(&estimates, "kind"), Some(("1,800 GBP".to_owned(), RuleKind::PriceOfKind, 2)));
    assert_eq!(price_of(&estimates, "other"), Some(("1,800 GBP".to_owned(), RuleKind::PriceOfAll, 2)));
    let rule = &estimates.cost(&"at-issuer".into()).expect("estimated").rule;
    assert_eq!(rule, "5 ECTS credits at 120 GBP each, the median price of a credit among 2 awards of The org:a");
}

#[test]
fn a_bundle_counts_nothing_twice() {
    let course = |id: &str, value| {
        let mut one = award(id, AwardKind::Course, "org:c");
        (one.credits, one.cost, one.effort) = (credits(value, "us-semester"), price(300 * value, Currency::USD), hours(45 * value));
        one
    };
    let requires_both = || Some(Requirement::All { of: vec![Requirement::award("x"), Requirement::award("y")], distinct: false });
    let mut certificate = award("certificate", AwardKind::GraduateCertificate, "org:c");
    (certificate.credits, certificate.requires) = (credits(6, "us-semester"), requires_both());
    let mut uncounted = award("uncounted", AwardKind::Micromasters, "org:c");
    uncounted.requires = requires_both();
    let mut longer = award("longer", AwardKind::Master, "org:c");
    longer.credits = credits(20, "us-semester");
    longer.requires = Some(Requirement::Credits(CreditPool {
        credits: exact::whole(16),
        unit: CreditUnit::UsSemester,
        from: vec![PoolEntry { award: "x".into(), counts: None }],
        at_most: Vec::new(),
    }));
    let mut next = award("next", AwardKind::Course, "org:c");
    (next.credits, next.requires) = (credits(3, "us-semester"), Some(Requirement::award("x")));
    let mut exam = award("exam", AwardKind::Exam, "org:c");
    (exam.effort, exam.requires) = (hours(0), Some(Requirement::award("x")));
    let estimates = estimates(vec![course("x", 3), course("y", 3), certificate, uncounted, longer, next, exam]);
    for id in ["certificate", "uncounted"] {
        assert_eq!(hours_of(&estimates, id), Some((exact::whole(0), RuleKind::PartsCarry, 0)), "{id}");
        assert_eq!(price_of(&estimates, id), Some(("0 USD".to_owned(), RuleKind::PartsCarry, 0)), "{id}");
    }
    assert_eq!(hours_of(&estimates, "longer"), Some((exact::whole(180), RuleKind::OfficialHours, 0)), "4 credits beyond its parts");
    assert_eq!(price_of(&estimates, "longer"), Some(("1,200 USD".to_owned(), RuleKind::PricePerCreditOfIssuer, 2)));
    assert_eq!(hours_of(&estimates, "next"), Some((exact::whole(135), RuleKind::OfficialHours, 0)), "a prerequisite is no part");
    assert_eq!(price_of(&estimates, "exam").map(|p| p.1), Some(RuleKind::PriceOfAll), "no study does not make an exam free");
}

#[test]
fn subscriptions_and_bundles_are_no_evidence() {
    let mut monthly = award("monthly", AwardKind::Course, "org:a");
    monthly.cost = price(39, Currency::USD).map(|cost| Cost { per_month: true, ..cost });
    let mut bundle = award("bundle", AwardKind::Specialization, "org:a");
    (bundle.cost, bundle.effort, bundle.requires) = (price(0, Currency::GBP), hours(0), Some(Requirement::award("monthly")));
    let estimates = estimates(vec![monthly, bundle, award("unknown", AwardKind::Course, "org:a")]);
    assert_eq!(estimates.cost(&"unknown".into()), None, "nothing supports a price");
    assert_eq!(estimates.hours(&"unknown".into()), None, "nothing supports hours");
}
