//! Choices among routes: totals, differences, what goes wrong, what opens a target.

use pathways::choice::{
    Clock, ClockKind, Delta, Exit, Failure, Instead, Limit, Opening, Outcome, PinPrice, PlanB, Risk, Saving, Savings, Shared, Steadiest,
    Totals, Unlock, WhatIf, no_regret, shelf_life,
};
use pathways::explain::choices;
use pathways::model::{self, AwardId, Currency, Money, OrganizationId, Pin, PinKind, Rational, Route, exact};

use super::plan::{self, currency, objective};
use super::{Viewer, award, fact, learner, search::count};
use crate::wire::choice::{
    self as wire, Barred, ClockView, DeltaView, ExitView, FragilityView, GateAnswer, Holding, InsteadView, OpeningView, OutcomeState,
    OutcomeView, PinPriceView, PinView, PlanBView, RiskView, RouteChoices, SavingView, SavingsView, SharedView, SteadiestView, Titled,
    TotalsView, UnlockView,
};
use crate::wire::learner::{ExcludedKind, GateState};

/// What a route asks of a person.
#[must_use]
pub fn totals(route: &Route) -> TotalsView {
    TotalsView {
        by: objective(route.by),
        proven: route.proven,
        cost: fact::money(&Money::from_major(route.cost, currency(route))),
        hours: fact::hours(route.hours),
        steps: count(route.earned_steps()),
        finish_week: route.finish_week,
        finish: route.finish.to_string(),
    }
}

/// What is more in a route than in another one.
#[must_use]
pub fn delta(delta: &Delta, currency: Currency) -> DeltaView {
    let small = |number: i64| i32::try_from(number).unwrap_or(if number < 0 { i32::MIN } else { i32::MAX });
    DeltaView {
        cost: fact::money(&Money::from_major(delta.cost, currency)),
        weeks: small(delta.weeks),
        hours: fact::hours(delta.hours),
        steps: small(delta.steps),
    }
}

/// What `after` asks beyond `before`; nothing where their currencies differ.
#[must_use]
pub fn between(before: &Route, after: &Route) -> Option<DeltaView> {
    (before.currency == after.currency).then(|| delta(&Delta::between(&Totals::from(before), &Totals::from(after)), currency(after)))
}

/// An award by name.
fn titled(id: &AwardId, viewer: &Viewer<'_>) -> Titled {
    Titled { id: id.to_string(), title: viewer.world.catalogue.title(id).to_owned() }
}

fn all_titled(ids: &[AwardId], viewer: &Viewer<'_>) -> Vec<Titled> {
    ids.iter().map(|id| titled(id, viewer)).collect()
}

fn outcome(outcome: &Outcome, change: Option<&Delta>, beside: &Route, viewer: &Viewer<'_>) -> OutcomeView {
    let state = match outcome {
        Outcome::Route(_) => OutcomeState::Route,
        Outcome::Held => OutcomeState::Held,
        Outcome::Closed(_) => OutcomeState::Closed,
        Outcome::Unsettled => OutcomeState::Unsettled,
    };
    let closed = if let Outcome::Closed(blockers) = outcome { &blockers[..] } else { &[] };
    OutcomeView {
        state,
        totals: outcome.route().map(totals),
        delta: change.map(|change| delta(change, currency(beside))),
        blockers: plan::each_blocker(closed, viewer),
    }
}

/// The steps that every route takes.
#[must_use]
pub fn in_every(routes: &[Route], viewer: &Viewer<'_>) -> Vec<SharedView> {
    let catalogue = &viewer.world.catalogue;
    let shared = |shared: Shared| SharedView {
        title: catalogue.title(&shared.award).to_owned(),
        text: choices::shared(catalogue, routes, &shared.award),
        start_week: shared.start_week,
        award: shared.award.to_string(),
    };
    no_regret(routes).into_iter().map(shared).collect()
}

/// What there is to know about one route beside its steps.
#[must_use]
pub fn route_choices(route: &Route, (exits, prices): (&[Exit], &[PinPrice]), viewer: &Viewer<'_>) -> RouteChoices {
    let catalogue = &viewer.world.catalogue;
    RouteChoices {
        exits: exits.iter().map(|exit| self::exit(exit, viewer)).collect(),
        shelf_life: shelf_life(catalogue, viewer.record, route).iter().map(|clock| self::clock(clock, viewer)).collect(),
        pins: prices
            .iter()
            .map(|price| PinPriceView {
                pin: pin(&price.pin),
                price: price.price.as_ref().map(|price| delta(price, currency(route))),
                text: choices::pin_price(catalogue, price, route.currency),
            })
            .collect(),
    }
}

fn exit(exit: &Exit, viewer: &Viewer<'_>) -> ExitView {
    ExitView {
        after: titled(&exit.after, viewer),
        week: exit.week,
        day: exit.day.to_string(),
        gained: all_titled(&exit.gained, viewer),
        claimable: all_titled(&exit.claimable, viewer),
    }
}

fn clock(clock: &Clock, viewer: &Viewer<'_>) -> ClockView {
    let kind = match clock.kind {
        ClockKind::Window(_) => "window",
        ClockKind::Agreement(_) => "agreement",
        ClockKind::Validity => "validity",
        ClockKind::Exception => "exception",
    };
    ClockView {
        kind: kind.to_owned(),
        award: titled(&clock.award, viewer),
        credit: clock.credit.as_ref().map(fact::credit),
        use_by: clock.use_by.to_string(),
        used_on: clock.used_on.map(|day| day.to_string()),
        days_to_spare: clock.days_to_spare().and_then(|days| i32::try_from(days).ok()),
        text: choices::clock(&viewer.world.catalogue, clock),
    }
}

/// What happens if a gate stays shut.
#[must_use]
pub fn plan_b(b: &PlanB, route: &Route, target: &AwardId, viewer: &Viewer<'_>) -> PlanBView {
    let answer = GateAnswer { gate: b.gate.to_string(), state: GateState::Unmet };
    PlanBView {
        gate: learner::question(&b.gate, viewer.world.gates().get(&b.gate), viewer),
        relying: count(b.relying),
        outcome: outcome(&b.outcome, b.delta.as_ref(), route, viewer),
        text: choices::plan_b(&viewer.world.catalogue, target, b, route.currency),
        what_if: wire::WhatIf { gates: Some(vec![answer]), ..wire::WhatIf::default() },
    }
}

/// What can go wrong.
#[must_use]
pub fn fragility(risks: &[Risk], steadiest: Option<&Steadiest>, route: &Route, target: &AwardId, viewer: &Viewer<'_>) -> FragilityView {
    let catalogue = &viewer.world.catalogue;
    let risk = |risk: &Risk| {
        let (kind, recognition, run) = match &risk.failure {
            Failure::Failed(_) => ("failed", None, None),
            Failure::Refused(id) => ("refused", Some(id.to_string()), None),
            Failure::Cancelled(_, day) => ("cancelled", None, Some(day.to_string())),
        };
        RiskView {
            kind: kind.to_owned(),
            award: titled(&risk.award, viewer),
            recognition,
            run,
            outcome: outcome(&risk.outcome, risk.delta.as_ref(), route, viewer),
            text: choices::risk(catalogue, target, risk, route.currency),
        }
    };
    FragilityView {
        risks: risks.iter().map(risk).collect(),
        steadiest: steadiest.map(|steady| SteadiestView {
            route: count(steady.route),
            worst: steady.worst.as_ref().map(|worst| choices::failure(catalogue, worst)),
            worst_finish_week: steady.worst_finish,
        }),
    }
}

/// What is saved.
#[must_use]
pub fn savings(savings: &Savings, route: &Route, target: &AwardId, viewer: &Viewer<'_>) -> SavingsView {
    let catalogue = &viewer.world.catalogue;
    let saving = |of: Option<Titled>, without: &str, saving: &Saving| SavingView {
        of,
        outcome: outcome(&saving.outcome, saving.saved.as_ref(), route, viewer),
        text: choices::saving(catalogue, target, without, saving, route.currency),
    };
    let quoted = |title: &str| format!("“{title}”");
    let by_agreement = savings.by_agreement.iter().map(|(id, one)| {
        let title = catalogue.recognitions.get(id).and_then(|r| r.title.clone()).unwrap_or_else(|| id.to_string());
        saving(Some(Titled { id: id.to_string(), title: title.clone() }), &quoted(&title), one)
    });
    SavingsView {
        held: saving(None, "what is held", &savings.held),
        recognition: saving(None, "any agreement", &savings.recognition),
        by_award: savings.by_award.iter().map(|(id, one)| saving(Some(titled(id, viewer)), &quoted(catalogue.title(id)), one)).collect(),
        by_agreement: by_agreement.collect(),
    }
}

/// What would stand in a step's place, or what choosing an award leads to.
#[must_use]
pub fn instead(instead: &Instead, chosen: bool, route: &Route, target: &AwardId, viewer: &Viewer<'_>) -> InsteadView {
    let kind = if chosen { wire::PinKind::Take } else { wire::PinKind::Avoid };
    let pin = PinView { kind, award: instead.award.to_string(), toward: None };
    InsteadView {
        award: titled(&instead.award, viewer),
        outcome: outcome(&instead.outcome, instead.delta.as_ref(), route, viewer),
        comes: all_titled(&instead.comes, viewer),
        goes: all_titled(&instead.goes, viewer),
        text: choices::instead(&viewer.world.catalogue, target, instead, chosen, route.currency),
        what_if: wire::WhatIf { pin: Some(vec![pin]), ..wire::WhatIf::default() },
    }
}

/// A change of the record that opens a closed target.
#[must_use]
pub fn opening(opening: &Opening, viewer: &Viewer<'_>) -> OpeningView {
    OpeningView {
        what_if: what_if(&opening.what_if),
        changes: choices::changes(&viewer.world.catalogue, &opening.what_if, opening.route.currency),
        totals: totals(&opening.route),
    }
}

/// A qualification and what remains to it at least.
#[must_use]
pub fn unlock(unlock: &Unlock, viewer: &Viewer<'_>) -> Option<UnlockView> {
    let award = viewer.world.catalogue.awards.get(&unlock.award)?;
    let currency = viewer.record.preferences.currency.unwrap_or(Currency::XXX);
    let remains = unlock.remains;
    Some(UnlockView {
        award: award::row(award, viewer),
        cost: remains.map(|remains| fact::money(&Money::from_major(remains.cost, currency))),
        hours: remains.map(|remains| fact::hours(remains.hours)),
        steps: remains.and_then(|remains| u32::try_from(exact::ceil(remains.steps)).ok()),
    })
}

fn pin(pin: &Pin) -> PinView {
    let (kind, toward) = match &pin.kind {
        PinKind::Count { toward } => (wire::PinKind::Count, Some(toward.to_string())),
        PinKind::Take => (wire::PinKind::Take, None),
        PinKind::Avoid => (wire::PinKind::Avoid, None),
    };
    PinView { kind, award: pin.award.to_string(), toward }
}

/// A change as the window sends it back.
fn what_if(change: &WhatIf) -> wire::WhatIf {
    let awards = |ids: &[AwardId]| ids.iter().map(|id| Barred { kind: ExcludedKind::Award, id: id.to_string() }).collect::<Vec<_>>();
    let organizations =
        |ids: &[OrganizationId]| ids.iter().map(|id| Barred { kind: ExcludedKind::Organization, id: id.to_string() }).collect::<Vec<_>>();
    let some = |barred: Vec<Barred>| (!barred.is_empty()).then_some(barred);
    let decimal = |value: Rational| exact::decimal(value, 2);
    let gates = change.gates.iter().map(|(gate, state)| GateAnswer {
        gate: gate.to_string(),
        state: match state {
            model::GateState::Met => GateState::Met,
            model::GateState::Unmet => GateState::Unmet,
            model::GateState::Unknown => GateState::Unknown,
        },
    });
    let hold = change.hold.iter().map(|held| Holding {
        award: held.award.to_string(),
        earned: held.earned.to_string(),
        grade: held.grade.map(decimal),
        expires: held.expires.map(|day| day.to_string()),
    });
    wire::WhatIf {
        start: change.start.map(|day| day.to_string()),
        hours_per_week: change.hours_per_week.map(decimal),
        currency: change.currency.map(|currency| currency.code().to_owned()),
        budget: if let Limit::Set(budget) = change.budget { Some(decimal(budget)) } else { None },
        no_budget: (change.budget == Limit::Lifted).then_some(true),
        deadline: if let Limit::Set(deadline) = change.deadline { Some(deadline.to_string()) } else { None },
        no_deadline: (change.deadline == Limit::Lifted).then_some(true),
        gates: Some(gates.collect()).filter(|gates: &Vec<_>| !gates.is_empty()),
        hold: Some(hold.collect()).filter(|hold: &Vec<_>| !hold.is_empty()),
        drop: Some(change.drop.iter().map(ToString::to_string).collect()).filter(|drop: &Vec<_>| !drop.is_empty()),
        exclude: some(awards(&change.exclude_awards).into_iter().chain(organizations(&change.exclude_organizations)).collect()),
        allow: some(awards(&change.allow_awards).into_iter().chain(organizations(&change.allow_organizations)).collect()),
        pin: Some(change.pin.iter().map(pin).collect()).filter(|pins: &Vec<_>| !pins.is_empty()),
        release: Some(change.release.iter().map(ToString::to_string).collect()).filter(|release: &Vec<_>| !release.is_empty()),
    }
}
