//! Sentences about choices: what goes wrong, what is refused, what would open a target, what runs out.

use crate::choice::{Clock, ClockKind, Delta, Failure, Instead, Limit, Opening, Outcome, PinPrice, PlanB, Risk, Saving, WhatIf};
use crate::model::{
    AwardId, Catalogue, Currency, Gate, GateId, GateState, Pin, PinKind, Rational, RecognitionId, Requirement, Route, exact,
};

/// A step that fails, is refused or does not run.
#[must_use]
pub fn risk(catalogue: &Catalogue, target: &AwardId, risk: &Risk, currency: Option<Currency>) -> String {
    let what = failure(catalogue, &risk.failure);
    format!("If {what}, {}", remains(catalogue, target, &risk.outcome, risk.delta.as_ref(), currency))
}

/// What went wrong, as a clause.
#[must_use]
pub fn failure(catalogue: &Catalogue, failure: &Failure) -> String {
    match failure {
        Failure::Failed(award) => format!("“{}” is failed", catalogue.title(award)),
        Failure::Refused(id) => format!("“{}” is not applied", agreement(catalogue, id)),
        Failure::Cancelled(award, day) => format!("the run of “{}” in the week of {day} does not take place", catalogue.title(award)),
    }
}

/// A gate that stays shut.
#[must_use]
pub fn plan_b(catalogue: &Catalogue, target: &AwardId, plan_b: &PlanB, currency: Option<Currency>) -> String {
    let question = plan_b.asked.as_ref().map_or_else(|| plan_b.gate.to_string(), label);
    format!("If “{question}” is answered with no, {}", remains(catalogue, target, &plan_b.outcome, plan_b.delta.as_ref(), currency))
}

fn remains(catalogue: &Catalogue, target: &AwardId, outcome: &Outcome, delta: Option<&Delta>, currency: Option<Currency>) -> String {
    match (outcome, delta) {
        (Outcome::Route(_), Some(delta)) if delta.cost == exact::whole(0) && delta.weeks == 0 => {
            "another route costs as much and finishes as soon.".to_owned()
        }
        (Outcome::Route(_), Some(delta)) => format!("the best that remains {}.", compared(delta, currency)),
        (Outcome::Closed(_), _) => format!("no route to “{}” remains.", catalogue.title(target)),
        _ => "what remains was not found in time.".to_owned(),
    }
}

/// More or less money and time, as a predicate: "costs 300 USD more and finishes 2 weeks later".
#[must_use]
pub fn compared(delta: &Delta, currency: Option<Currency>) -> String {
    let zero = exact::whole(0);
    let money = match delta.cost {
        more if more > zero => format!("costs {} more", amount(more, currency)),
        less if less < zero => format!("costs {} less", amount(-less, currency)),
        _ => "costs as much".to_owned(),
    };
    let weeks = |count: i64| format!("{count} {}", if count == 1 { "week" } else { "weeks" });
    let time = match delta.weeks {
        later if later > 0 => format!("finishes {} later", weeks(later)),
        sooner if sooner < 0 => format!("finishes {} sooner", weeks(-sooner)),
        _ => "finishes as soon".to_owned(),
    };
    format!("{money} and {time}")
}

/// What stands in a step's place, or what choosing an award leads to.
#[must_use]
pub fn instead(catalogue: &Catalogue, target: &AwardId, instead: &Instead, chosen: bool, currency: Option<Currency>) -> String {
    let title = catalogue.title(&instead.award);
    let clause = if chosen { format!("With “{title}”") } else { format!("Without “{title}”") };
    match (&instead.outcome, &instead.delta) {
        (Outcome::Route(_), Some(delta)) => {
            let comes: Vec<String> =
                instead.comes.iter().filter(|id| **id != instead.award).map(|id| format!("“{}”", catalogue.title(id))).collect();
            let comes = if comes.is_empty() { String::new() } else { format!(", by {}", comes.join(", ")) };
            format!("{clause} the best route {}{comes}.", compared(delta, currency))
        }
        (Outcome::Closed(_), _) if chosen => format!("No route to “{}” needs “{title}”.", catalogue.title(target)),
        (Outcome::Closed(_), _) => format!("{clause} there is no route to “{}”.", catalogue.title(target)),
        _ => format!("{clause} no route was found in time."),
    }
}

/// What a held award, an agreement, or all of them save.
#[must_use]
pub fn saving(catalogue: &Catalogue, target: &AwardId, without: &str, saving: &Saving, currency: Option<Currency>) -> String {
    match (&saving.outcome, &saving.saved) {
        (Outcome::Route(_), Some(saved)) if saved.is_nothing() => format!("Without {without} the best route asks as much."),
        (Outcome::Route(_), Some(saved)) => format!("Without {without} the best route {}.", compared(saved, currency)),
        (Outcome::Closed(_), _) => format!("Without {without} there is no route to “{}”.", catalogue.title(target)),
        _ => format!("What {without} saves was not found in time."),
    }
}

/// A pin and its price.
#[must_use]
pub fn pin_price(catalogue: &Catalogue, price: &PinPrice, currency: Option<Currency>) -> String {
    let wish = wish(catalogue, &price.pin);
    match &price.price {
        Some(delta) if delta.is_nothing() => format!("{wish} costs nothing."),
        Some(delta) => format!("With “{wish}” the route {} than without.", compared(delta, currency)),
        None => format!("What “{wish}” costs was not found in time."),
    }
}

/// A pin, as a wish.
#[must_use]
pub fn wish(catalogue: &Catalogue, pin: &Pin) -> String {
    let title = catalogue.title(&pin.award);
    match &pin.kind {
        PinKind::Count { toward } => format!("Count {title} toward {}", catalogue.title(toward)),
        PinKind::Take => format!("Take {title}"),
        PinKind::Avoid => format!("Avoid {title}"),
    }
}

/// Until when something is to be used.
#[must_use]
pub fn clock(catalogue: &Catalogue, clock: &Clock) -> String {
    let title = catalogue.title(&clock.award);
    let until = clock.use_by;
    let credit =
        clock.credit.as_ref().map(|credit| format!(" for {} {}", exact::decimal(credit.value, 2), credit.unit)).unwrap_or_default();
    let used = clock.used_on.map(|day| format!(" The route does so on {day}.")).unwrap_or_default();
    match &clock.kind {
        ClockKind::Window(id) => format!("Use “{title}”{credit} by {until}: “{}” accepts nothing older.{used}", agreement(catalogue, id)),
        ClockKind::Agreement(id) => format!("Have “{title}” granted by {until}: “{}” ends then.{used}", agreement(catalogue, id)),
        ClockKind::Validity => format!("“{title}” runs out on {until}, before the finish; what was valid at the start counts to the end."),
        ClockKind::Exception => format!("The decision about “{title}” holds until {until}."),
    }
}

/// A change of the record that opens a closed target.
#[must_use]
pub fn opening(catalogue: &Catalogue, opening: &Opening) -> String {
    let Opening { what_if, route } = opening;
    let changes = changes(catalogue, what_if, route.currency).join("; ");
    format!("{changes}: then a route costs {} and finishes on {}.", amount(route.cost, route.currency), route.finish)
}

/// The changes of a record, each as a request.
#[must_use]
pub fn changes(catalogue: &Catalogue, what_if: &WhatIf, currency: Option<Currency>) -> Vec<String> {
    let mut out = Vec::new();
    for (gate, state) in &what_if.gates {
        let question = gate_of(catalogue, gate).map_or_else(|| gate.to_string(), label);
        out.push(match state {
            GateState::Met => format!("Have “{question}” answered with yes"),
            GateState::Unmet => format!("Take “{question}” as refused"),
            GateState::Unknown => format!("Leave “{question}” open"),
        });
    }
    out.extend(what_if.allow_awards.iter().map(|id| format!("Allow “{}” again", catalogue.title(id))));
    out.extend(what_if.allow_organizations.iter().map(|id| format!("Allow {} again", catalogue.organization_name(id))));
    out.extend(what_if.exclude_awards.iter().map(|id| format!("Bar “{}”", catalogue.title(id))));
    out.extend(what_if.exclude_organizations.iter().map(|id| format!("Bar {}", catalogue.organization_name(id))));
    out.extend(what_if.release.iter().map(|id| format!("Release the pin about “{}”", catalogue.title(id))));
    out.extend(what_if.pin.iter().map(|pin| wish(catalogue, pin)));
    out.extend(what_if.hold.iter().map(|held| format!("Hold “{}”", catalogue.title(&held.award))));
    out.extend(what_if.drop.iter().map(|id| format!("Do not hold “{}”", catalogue.title(id))));
    match what_if.budget {
        Limit::Set(budget) => out.push(format!("Set the budget to {}", amount(budget, currency))),
        Limit::Lifted => out.push("Set no budget".to_owned()),
        Limit::Kept => {}
    }
    match what_if.deadline {
        Limit::Set(deadline) => out.push(format!("Set the deadline to {deadline}")),
        Limit::Lifted => out.push("Set no deadline".to_owned()),
        Limit::Kept => {}
    }
    out.extend(what_if.hours_per_week.map(|hours| format!("Study {} hours a week", exact::decimal(hours, 2))));
    out.extend(what_if.start.map(|start| format!("Start on {start}")));
    out.extend(what_if.currency.map(|currency| format!("Count in {}", currency.code())));
    out
}

/// What every route does.
#[must_use]
pub fn shared(catalogue: &Catalogue, routes: &[Route], award: &AwardId) -> String {
    let title = catalogue.title(award);
    if routes.len() < 2 {
        format!("The route takes “{title}”.")
    } else {
        format!("Every route takes “{title}”, whatever is decided later.")
    }
}

fn amount(value: Rational, currency: Option<Currency>) -> String {
    let code = currency.map(|c| format!(" {}", c.code())).unwrap_or_default();
    format!("{}{code}", exact::decimal(value, 2))
}

fn agreement<'a>(catalogue: &'a Catalogue, id: &'a RecognitionId) -> &'a str {
    catalogue.recognitions.get(id).and_then(|r| r.title.as_deref()).unwrap_or(id.as_str())
}

fn label(gate: &Gate) -> String {
    gate.label.clone().unwrap_or_else(|| gate.gate.to_string())
}

fn gate_of<'a>(catalogue: &'a Catalogue, id: &GateId) -> Option<&'a Gate> {
    let own = catalogue.awards.values().filter_map(|award| award.requires.as_ref());
    let agreed = catalogue.recognitions.values().flat_map(|r| std::iter::once(&r.from).chain(&r.requires));
    own.chain(agreed).flat_map(Requirement::gates).find(|gate| gate.gate == *id)
}
