//! Choosing among routes.

use std::collections::BTreeMap;

use pathways::choice::{Limit, WhatIf};
use pathways::model::{Currency, GateState, HeldAward, Pin, PinKind};

use super::learner::{date, number};
use crate::fault;
use crate::wire::choice as wire;
use crate::wire::fault::Fault;
use crate::wire::learner::{self, ExcludedKind};

/// The changes that the window asks for.
pub(super) fn what_if(ask: wire::WhatIf) -> Result<WhatIf, Fault> {
    let code = |code: String| Currency::from_code(&code).ok_or_else(|| fault::field("currency", "it is no currency code such as USD"));
    let mut out = WhatIf {
        start: ask.start.map(|day| date("start", &day)).transpose()?,
        hours_per_week: ask.hours_per_week.map(|hours| number("hours_per_week", &hours)).transpose()?,
        currency: ask.currency.map(code).transpose()?,
        budget: limit(ask.budget.map(|budget| number("budget", &budget)).transpose()?, ask.no_budget),
        deadline: limit(ask.deadline.map(|day| date("deadline", &day)).transpose()?, ask.no_deadline),
        gates: ask.gates.into_iter().flatten().map(|answer| (answer.gate.into(), gate(answer.state))).collect::<BTreeMap<_, _>>(),
        hold: ask.hold.into_iter().flatten().map(holding).collect::<Result<_, Fault>>()?,
        drop: ask.drop.into_iter().flatten().map(Into::into).collect(),
        pin: ask.pin.into_iter().flatten().map(pin).collect::<Result<_, Fault>>()?,
        release: ask.release.into_iter().flatten().map(Into::into).collect(),
        ..WhatIf::default()
    };
    for wire::Barred { kind, id } in ask.exclude.into_iter().flatten() {
        match kind {
            ExcludedKind::Award => out.exclude_awards.push(id.into()),
            ExcludedKind::Organization => out.exclude_organizations.push(id.into()),
        }
    }
    for wire::Barred { kind, id } in ask.allow.into_iter().flatten() {
        match kind {
            ExcludedKind::Award => out.allow_awards.push(id.into()),
            ExcludedKind::Organization => out.allow_organizations.push(id.into()),
        }
    }
    Ok(out)
}

fn limit<T>(value: Option<T>, none: Option<bool>) -> Limit<T> {
    match value {
        _ if none == Some(true) => Limit::Lifted,
        Some(value) => Limit::Set(value),
        None => Limit::Kept,
    }
}

fn gate(state: learner::GateState) -> GateState {
    match state {
        learner::GateState::Met => GateState::Met,
        learner::GateState::Unmet => GateState::Unmet,
        learner::GateState::Unknown => GateState::Unknown,
    }
}

fn holding(held: wire::Holding) -> Result<HeldAward, Fault> {
    Ok(HeldAward {
        award: held.award.into(),
        earned: date("earned", &held.earned)?,
        grade: held.grade.map(|grade| number("grade", &grade)).transpose()?,
        expires: held.expires.map(|day| date("expires", &day)).transpose()?,
        extensions: Vec::new(),
    })
}

fn pin(pin: wire::PinView) -> Result<Pin, Fault> {
    let kind = match (pin.kind, pin.toward) {
        (wire::PinKind::Count, Some(toward)) => PinKind::Count { toward: toward.into() },
        (wire::PinKind::Count, None) => return Err(fault::field("toward", "it must say where the award shall count")),
        (wire::PinKind::Take, _) => PinKind::Take,
        (wire::PinKind::Avoid, _) => PinKind::Avoid,
    };
    Ok(Pin { kind, award: pin.award.into() })
}
