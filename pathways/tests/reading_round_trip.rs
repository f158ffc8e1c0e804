//! What is written reads back equal, whatever it is.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use pathways::interchange::SourceFile;
use pathways::interchange::contract::{plan_to_json, read_learner, read_pack, read_plan, write_learner, write_pack, write_plan};
use pathways::model::*;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

fn id() -> impl Strategy<Value = String> {
    "[a-z0-9][a-z0-9.:/_-]{0,6}"
}

fn number() -> impl Strategy<Value = Rational> {
    (0..1_000_000_000_000_i128, 0..1_000_000_000_i128).prop_map(|(whole, nano)| Rational::new(whole * 1_000_000_000 + nano, 1_000_000_000))
}

fn grade() -> impl Strategy<Value = Rational> {
    (0..=10_000_i128).prop_map(|hundredths| Rational::new(hundredths, 100))
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (0..40_000_u64).prop_map(|days| NaiveDate::from_ymd_opt(1990, 1, 1).expect("a day") + chrono::Days::new(days))
}

fn currency() -> impl Strategy<Value = Currency> {
    select(vec![Currency::USD, Currency::EUR, Currency::KRW, Currency::KWD, Currency::INR])
}

fn money() -> impl Strategy<Value = Money> {
    (number(), currency()).prop_map(|(amount, currency)| Money::from_major(amount, currency))
}

fn unit() -> impl Strategy<Value = CreditUnit> {
    select(vec!["ects", "us-semester", "us-quarter", "cats", "sg-mc", "org:ugc:credit"])
        .prop_map(|text| CreditUnit::parse(text).expect("a unit"))
}

fn as_of() -> impl Strategy<Value = AsOf> {
    select(vec!["2024", "2024-05", "2024-05-31"]).prop_map(|text| AsOf::parse(text).expect("an age"))
}

fn extensions() -> impl Strategy<Value = Extensions> {
    let value =
        prop_oneof![any::<bool>().prop_map(serde_json::Value::from), any::<i64>().prop_map(Into::into), ".{0,5}".prop_map(Into::into)];
    btree_map("x-[a-z]{1,4}", value, 0..3).prop_map(|map| map.into_iter().collect())
}

fn text() -> impl Strategy<Value = String> {
    ".{0,12}"
}

fn requirement() -> impl Strategy<Value = Requirement> {
    let leaf = prop_oneof![
        (id(), option::of(grade())).prop_map(|(award, min_grade)| Requirement::Award { award: award.into(), min_grade }),
        pool(),
        (id(), option::of(select(GateKind::ALL)), option::of(text())).prop_map(|(gate, kind, label)| Requirement::Gate(Gate {
            gate: gate.into(),
            kind,
            label,
            met_by: None
        })),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            (vec(inner.clone(), 0..3), any::<bool>()).prop_map(|(of, distinct)| Requirement::All { of, distinct }),
            vec(inner.clone(), 0..3).prop_map(Requirement::Any),
            (0..4_u32, vec(inner.clone(), 0..3)).prop_map(|(count, of)| Requirement::AtLeast { count, of }),
            (id(), inner).prop_map(|(gate, met_by)| Requirement::Gate(Gate {
                gate: gate.into(),
                kind: None,
                label: None,
                met_by: Some(Box::new(met_by))
            })),
        ]
    })
}

fn pool() -> impl Strategy<Value = Requirement> {
    (number(), unit(), btree_map(id(), option::of(number()), 0..4), vec((number(), option::of(text())), 0..3)).prop_map(
        |(credits, unit, from, caps)| {
            let names: Vec<AwardId> = from.keys().map(|award| award.as_str().into()).collect();
            // Nested: each cap covers one award fewer.
            let at_most = caps.into_iter().enumerate().map(|(i, (credits, reason))| Cap {
                credits,
                from: names.iter().skip(i).cloned().collect(),
                reason,
            });
            let at_most = at_most.collect();
            let from = from.into_iter().map(|(award, counts)| PoolEntry { award: award.into(), counts }).collect();
            Requirement::Credits(CreditPool { credits, unit, from, at_most })
        },
    )
}

fn sources() -> impl Strategy<Value = Vec<Source>> {
    vec((text(), option::of(as_of()), vec(text(), 0..2)).prop_map(|(url, as_of, supports)| Source { url, as_of, supports }), 0..2)
}

prop_compose! {
    fn cost()(money in money(), per_month in any::<bool>(), basis in option::of(text()), as_of in option::of(as_of())) -> Cost {
        Cost { money, per_month, basis, as_of }
    }
}

prop_compose! {
    fn delivery()(
        mode in option::of(select(DeliveryMode::ALL)), pacing in option::of(select(Pacing::ALL)),
        starts in option::of(vec(day(), 0..3)), repeats_yearly in any::<bool>(),
    ) -> Delivery {
        Delivery { mode, pacing, starts, repeats_yearly }
    }
}

prop_compose! {
    fn award(id: String)(
        head in (text(), select(AwardKind::ALL), self::id(), option::of(self::id()), option::of(text()), text()),
        facts in (option::of(select(vec!["7", "7.50", "AHE", "07"])), btree_map(unit(), number(), 0..3), option::of(cost()), option::of(delivery())),
        effort in option::of((option::of(number()), option::of(any::<u32>()))),
        rules in (any::<bool>(), option::of(requirement()), option::of(requirement()), option::of(any::<u32>())),
        rest in (option::of(text()), option::of(select(vec!["en", "pt-BR", "zh-Hant"])), select(AwardStatus::ALL), sources(), select(Confidence::ALL)),
        extensions in extensions(),
    ) -> Award {
        let (title, kind, issuer, platform, url, description) = head;
        let (level, credits, cost, delivery) = facts;
        let (earnable, requires, recommends, validity_months) = rules;
        let (skill, language, status, sources, confidence) = rest;
        Award {
            id: id.as_str().into(),
            title,
            kind,
            issuer: issuer.into(),
            platform: platform.map(Into::into),
            url,
            description: Some(format!("d{description}")),
            level: level.map(|value| Level { framework: "EQF".into(), value: value.into() }),
            credits: credits.into_iter().map(|(unit, value)| Credit { unit, value }).collect(),
            cost,
            effort: effort.map(|(hours, weeks)| Effort { hours, weeks: weeks.map(|w| w % 1000) }),
            delivery,
            earnable: earnable && kind != AwardKind::TransferCredit,
            requires,
            recommends,
            validity_months,
            skills: skill.into_iter().map(|name| Skill { uri: Some(name.clone()), name }).collect(),
            language: language.map(Into::into),
            status,
            sources,
            confidence,
            extensions,
        }
    }
}

prop_compose! {
    fn recognition(id: String)(
        head in (option::of(text()), self::id(), self::id(), option::of(self::id())), from in requirement(), requires in option::of(requirement()),
        within_months in option::of(number()), fee in option::of(money()), valid in option::of(option::of(day())),
        rest in (option::of(text()), option::of(text()), sources(), extensions()),
    ) -> Recognition {
        let (title, by, grants, into) = head;
        let (url, description, sources, extensions) = rest;
        Recognition {
            id: id.as_str().into(), title, by: by.into(), from, grants: grants.into(), into: into.map(Into::into), requires, within_months, fee,
            valid: valid.map(|until| Validity { from: None, until }), url, description, sources, confidence: Confidence::Derived, extensions,
        }
    }
}

fn pack() -> impl Strategy<Value = Pack> {
    let header = (id(), option::of(text()), text(), option::of(text()), sources(), extensions()).prop_map(
        |(id, title, version, url, sources, extensions)| PackHeader {
            id: id.into(),
            title,
            version,
            description: None,
            url,
            sources,
            confidence: Confidence::Stated,
            extensions,
        },
    );
    (header, btree_set(id(), 0..5)).prop_flat_map(|(header, ids)| {
        let name = |i: usize, prefix: &str| ids.iter().nth(i).map(|id| format!("{prefix}{id}"));
        let organizations = name(0, "o/").map(|id| {
            (text(), option::of(select(OrganizationKind::ALL)), extensions()).prop_map(move |(name, kind, extensions)| Organization {
                id: id.as_str().into(),
                name,
                country: Some("DE".into()),
                kind,
                url: None,
                description: None,
                sources: Vec::new(),
                confidence: Confidence::Stated,
                extensions,
            })
        });
        let organizations: Vec<_> = organizations.into_iter().collect();
        let awards: Vec<_> = (0..ids.len()).filter_map(|i| name(i, "a/")).map(award).collect();
        let recognitions: Vec<_> = (0..ids.len()).filter_map(|i| name(i, "r/")).map(recognition).collect();
        (Just(header), organizations, awards, recognitions).prop_map(|(header, organizations, awards, recognitions)| Pack {
            header,
            organizations,
            awards,
            recognitions,
        })
    })
}

fn exception() -> impl Strategy<Value = Exception> {
    let kind = prop_oneof![
        id().prop_map(|with| ExceptionKind::Substitute { with: with.into() }),
        option::of(number()).prop_map(|counts| ExceptionKind::AlsoAllow { counts }),
        select(vec![ExceptionKind::Waive, ExceptionKind::Grant, ExceptionKind::Deny]),
    ];
    (kind, id(), option::of(id()), text(), text(), day(), option::of(day()), extensions()).prop_map(
        |(kind, award, within, reason, authority, date, until, extensions)| Exception {
            kind,
            award: award.into(),
            within: within.map(Into::into),
            reason,
            authority,
            date,
            until,
            extensions,
        },
    )
}

prop_compose! {
    fn learner()(
        name in option::of(text()),
        held in btree_map(id(), (day(), option::of(grade()), option::of(day()), extensions()), 0..4),
        gates in btree_map(id(), select(GateState::ALL), 0..3),
        start in option::of(day()), minutes in option::of(1..6000_i128), currency in option::of(currency()), budget in option::of(number()),
        deadline in option::of(day()), exclude in (vec(id(), 0..2), vec(id(), 0..2)), rate in option::of(number()),
        breaks in vec((day(), 0..60_u64), 0..2), exceptions in vec(exception(), 0..3), pins in vec((0..3, id(), id()), 0..3), extensions in extensions(),
    ) -> LearnerRecord {
        LearnerRecord {
            name,
            held: held.into_iter().map(|(award, (earned, grade, expires, extensions))| HeldAward { award: award.into(), earned, grade, expires, extensions }).collect(),
            gates: gates.into_iter().map(|(gate, state)| (gate.into(), state)).collect(),
            preferences: Preferences {
                start,
                hours_per_week: minutes.map(|quarters| Rational::new(quarters, 4)),
                currency,
                budget,
                deadline,
                exclude_awards: exclude.0.into_iter().map(Into::into).collect(),
                exclude_organizations: exclude.1.into_iter().map(Into::into).collect(),
                rates: rate.map(|rate| BTreeMap::from([("GBP".to_owned(), rate + Rational::new(1, 4))])).unwrap_or_default(),
                breaks: breaks.into_iter().map(|(from, days)| Break { from, until: from + chrono::Days::new(days) }).collect(),
            },
            exceptions,
            pins: pins.into_iter().map(|(kind, award, toward)| Pin {
                kind: match kind { 0 => PinKind::Take, 1 => PinKind::Avoid, _ => PinKind::Count { toward: toward.into() } },
                award: award.into(),
            }).collect(),
            extensions,
        }
    }
}

/// How many cases are drawn: as `PROPTEST_CASES` says, which a number that stands in the code would overrule.
fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(96)))]

    #[test]
    fn packs_read_back_as_written(pack in pack()) {
        let text = write_pack(&pack);
        match read_pack(&SourceFile::new("written.json", text.clone())) {
            Ok(read) => prop_assert_eq!(read.pack, pack),
            Err(findings) => prop_assert!(false, "{:?}\n{}", findings, text),
        }
    }

    #[test]
    fn learner_records_read_back_as_written(record in learner()) {
        let text = write_learner(&record);
        match read_learner(&SourceFile::new("written.json", text.clone())) {
            Ok((read, _)) => prop_assert_eq!(read, record),
            Err(findings) => prop_assert!(false, "{:?}\n{}", findings, text),
        }
    }
}

/// A plan with everything that a plan can hold.
fn full_plan() -> Plan {
    let day = NaiveDate::from_ymd_opt(2027, 1, 4).expect("a day");
    let step = |award: &str, way, estimated| Step {
        award: award.into(),
        way,
        start_week: 0,
        end_week: 13,
        cost: Rational::new(1001, 8),
        hours: Rational::new(301, 2),
        cost_estimated: estimated,
        hours_estimated: false,
        notes: vec!["How it was estimated".into()],
    };
    let route = Route {
        by: Objective::Cost,
        proven: false,
        bound: Rational::from_integer(100),
        cost: Rational::new(1001, 8),
        currency: Some(Currency::USD),
        hours: Rational::new(301, 2),
        finish_week: 13,
        finish: day + chrono::Days::new(91),
        steps: vec![step("c:1", Way::Earn, true), step("d:1", Way::Recognition("r:1".into()), false)],
        to_confirm: vec!["g:1".into()],
        assumptions: vec![Assumption { award: "c:1".into(), min_grade: Rational::from_integer(70) }],
        estimated_cost: Rational::new(1001, 8),
        estimated_hours: Rational::from_integer(0),
        exceptions: vec![Exception {
            kind: ExceptionKind::Waive,
            award: "c:2".into(),
            within: None,
            reason: "r".into(),
            authority: "a".into(),
            date: day,
            until: None,
            extensions: Vec::new(),
        }],
        notes: vec!["Note".into()],
        solve_micros: 1234,
    };
    Plan { target: "d:1".into(), status: PlanStatus::Routes, routes: vec![route], blockers: Vec::new(), notes: vec!["A note".into()] }
}

#[test]
fn plans_read_back_as_written() {
    let plan = full_plan();
    assert_eq!(read_plan(&SourceFile::new("plan.json", write_plan(&plan))).expect("it was just written"), plan);
    assert_eq!(plan_to_json(&plan), serde_json::from_str::<serde_json::Value>(&write_plan(&plan)).expect("a plan is JSON"));
    insta::assert_snapshot!(write_plan(&plan));
}
