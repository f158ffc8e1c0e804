//! Plans and routes.

use num_traits::Zero;
use pathways::estimate::indicative_rate;
use pathways::explain::exception;
use pathways::ledger::{self, Fate, Ledger};
use pathways::model::{AwardId, Currency, Money, Objective, OrganizationId, Plan, PlanStatus, Rational, Route, Step, Way, exact};

use super::{Viewer, award, calendar, choice, fact, learner, map, recognition};
use crate::wire::fact::{Certainty, Credit, Fact, SourceRef, Split};
use crate::wire::plan::{self, AssumptionView, Blocker, Contact, PlanView, RouteView, Saved, ServesView, StepView, Unofficial};

/// How many awards that could stand in are drawn beside the routes of a plan, all together.
const MOST_ALTERNATIVES: usize = 240;

/// The objective of the wire.
#[must_use]
pub fn objective(by: Objective) -> plan::Objective {
    match by {
        Objective::Cost => plan::Objective::Cost,
        Objective::Finish => plan::Objective::Finish,
        Objective::Hours => plan::Objective::Hours,
        Objective::Steps => plan::Objective::Steps,
        Objective::Front => plan::Objective::Front,
    }
}

/// A value in the objective's own measure, in words.
#[must_use]
pub fn measure(by: Objective, value: Rational, currency: Currency) -> String {
    match by {
        Objective::Cost | Objective::Front => Money::from_major(value, currency).to_string(),
        Objective::Finish => format!("{} weeks", exact::decimal(value, 0)),
        Objective::Hours => format!("{} hours", fact::hours(value)),
        Objective::Steps => format!("{} awards", exact::decimal(value, 0)),
    }
}

/// The currency of a route. A record without one has totals without one.
#[must_use]
pub fn currency(route: &Route) -> Currency {
    route.currency.unwrap_or(Currency::XXX)
}

/// A plan, beside the one by the record as it stands if that was asked for; `None` when no pack has the target.
#[must_use]
pub fn view(plan: &Plan, beside: Option<&Plan>, viewer: &Viewer<'_>) -> Option<PlanView> {
    let catalogue = &viewer.world.catalogue;
    let target = catalogue.awards.get(&plan.target)?;
    Some(PlanView {
        target: award::row(target, viewer),
        status: match plan.status {
            PlanStatus::Routes => plan::PlanStatus::Routes,
            PlanStatus::Held => plan::PlanStatus::Held,
            PlanStatus::Unreachable => plan::PlanStatus::Unreachable,
            PlanStatus::UnknownTarget => plan::PlanStatus::UnknownTarget,
        },
        routes: plan.routes.iter().map(|route| self::route(route, plan, beside, viewer)).collect(),
        no_regret: choice::in_every(&plan.routes, viewer),
        beside: beside.map(|beside| beside.routes.iter().map(choice::totals).collect()),
        blockers: blockers(plan, viewer),
        notes: plan.notes.clone(),
        unofficial: unofficial(plan, &target.issuer, viewer),
    })
}

/// What is in the way of a target, and what would open it.
#[must_use]
pub fn blockers(plan: &Plan, viewer: &Viewer<'_>) -> Vec<Blocker> {
    each_blocker(&plan.blockers, viewer)
}

/// Causes why there is no route.
#[must_use]
pub fn each_blocker(blockers: &[pathways::model::Blocker], viewer: &Viewer<'_>) -> Vec<Blocker> {
    let blocker = |blocker: &pathways::model::Blocker| Blocker {
        cause: blocker.cause.to_string(),
        id: blocker.id.clone(),
        title: title_of(&blocker.id, viewer),
        change: blocker.change.clone(),
    };
    blockers.iter().map(blocker).collect()
}

fn title_of(id: &str, viewer: &Viewer<'_>) -> Option<String> {
    let catalogue = &viewer.world.catalogue;
    let award = catalogue.awards.get(id).map(|award| award.title.clone());
    let organization = || catalogue.organizations.get(id).map(|organization| organization.name.clone());
    let gate = || viewer.world.gates().get(id).and_then(|(gate, _)| gate.label.clone());
    let recognition = || catalogue.recognitions.get(id).and_then(|recognition| recognition.title.clone());
    award.or_else(organization).or_else(gate).or_else(recognition)
}

fn unofficial(plan: &Plan, issuer: &OrganizationId, viewer: &Viewer<'_>) -> Unofficial {
    let catalogue = &viewer.world.catalogue;
    let mut organizations = vec![issuer];
    for step in plan.routes.iter().flat_map(|route| &route.steps) {
        if let Way::Recognition(id) = &step.way
            && let Some(recognition) = catalogue.recognitions.get(id)
            && !organizations.contains(&&recognition.by)
        {
            organizations.push(&recognition.by);
        }
    }
    let contact = |id: &OrganizationId| Contact {
        name: catalogue.organization_name(id).to_owned(),
        url: catalogue.organizations.get(id).and_then(|organization| organization.url.clone()),
    };
    Unofficial { text: "Unofficial until the institution confirms it.".to_owned(), ask: organizations.into_iter().map(contact).collect() }
}

fn route(route: &Route, plan: &Plan, beside: Option<&Plan>, viewer: &Viewer<'_>) -> RouteView {
    let target = &plan.target;
    let counterpart = |other: &&Route| other.by == route.by && other.by != Objective::Front;
    let before = beside.and_then(|plan| plan.routes.iter().find(counterpart));
    let drawn = map::draw(route, target, MOST_ALTERNATIVES / plan.routes.len().max(1), viewer);
    let ledger = ledger::ledger(&viewer.world.catalogue, viewer.record, route, target);
    let steps: Vec<StepView> = route.steps.iter().map(|step| self::step(step, route, &drawn, viewer)).collect();
    let sum_by = |certainty: Certainty, cost: bool| -> Rational {
        let certain = |view: &StepView| if cost { view.cost.certainty } else { view.hours.certainty };
        let parts = route.steps.iter().zip(&steps).filter(|(_, view)| certain(view) == certainty);
        parts.map(|(step, _)| if cost { step.cost } else { step.hours }).sum()
    };
    let money = |amount| fact::money(&Money::from_major(amount, currency(route)));
    let assumptions = route.assumptions.iter().map(|assumption| AssumptionView {
        award: assumption.award.to_string(),
        title: viewer.world.catalogue.title(&assumption.award).to_owned(),
        min_grade: exact::decimal(assumption.min_grade, 2),
    });
    RouteView {
        by: objective(route.by),
        delta: before.and_then(|before| choice::between(before, route)),
        proven: route.proven,
        bound: (!route.proven).then(|| measure(route.by, route.bound, currency(route))),
        cost: money(route.cost),
        cost_split: split(|certainty| money(sum_by(certainty, true))),
        hours: fact::hours(route.hours),
        hours_split: split(|certainty| fact::hours(sum_by(certainty, false))),
        finish_week: route.finish_week,
        finish: route.finish.to_string(),
        to_confirm: route.to_confirm.iter().map(|id| learner::question(id, viewer.world.gates().get(id), viewer)).collect(),
        assumptions: assumptions.collect(),
        saved: saved(route, &ledger, viewer),
        ledger: super::ledger::view(&ledger, &viewer.world.catalogue),
        map: drawn.map,
        calendar: calendar::view(route, viewer),
        steps,
        notes: route.notes.clone(),
        exceptions: route.exceptions.iter().map(|exception| exception::sentence(&viewer.world.catalogue, exception)).collect(),
    }
}

fn split<T>(part: impl Fn(Certainty) -> T) -> Split<T> {
    Split {
        stated: part(Certainty::Stated),
        derived: part(Certainty::Derived),
        assumed: part(Certainty::Assumed),
        estimated: part(Certainty::Estimated),
    }
}

fn step(step: &Step, route: &Route, drawn: &map::Drawn, viewer: &Viewer<'_>) -> StepView {
    let catalogue = &viewer.world.catalogue;
    let award = catalogue.awards.get(&step.award);
    let recognition = match &step.way {
        Way::Earn => None,
        Way::Recognition(id) => catalogue.recognitions.get(id).map(|recognition| recognition::row(recognition, viewer)),
    };
    let day = |week: u32| {
        let start = route.finish - chrono::Days::new(7 * u64::from(route.finish_week));
        (start + chrono::Days::new(7 * u64::from(week))).to_string()
    };
    let (cost, hours) = match (&recognition, award) {
        (Some(row), _) => (row.fee.clone(), Fact { note: Some("A recognition takes no study".to_owned()), ..Fact::unknown() }),
        (None, Some(award)) => (fact::cost(award, &viewer.world.estimates), fact::study_hours(award, &viewer.world.estimates)),
        (None, None) => (Fact::unknown(), Fact::unknown()),
    };
    let serves = drawn.serves.get(&step.award).into_iter().flatten();
    StepView {
        award: step.award.to_string(),
        title: catalogue.title(&step.award).to_owned(),
        kind: award.map_or("other", |award| award.kind.as_str()).to_owned(),
        issuer_name: award.map_or_else(String::new, |award| catalogue.organization_name(&award.issuer).to_owned()),
        way: step.way.as_str().to_owned(),
        recognition,
        start: day(step.start_week),
        end: day(step.end_week),
        start_week: step.start_week,
        end_week: step.end_week,
        listed: listed(&cost, route),
        cost: counted(cost, fact::money(&Money::from_major(step.cost, currency(route))), step.cost_estimated),
        hours: counted(hours, fact::hours(step.hours), step.hours_estimated),
        serves: serves
            .map(|(owner, part)| ServesView { award: owner.to_string(), title: catalogue.title(owner).to_owned(), part: part.clone() })
            .collect(),
        notes: step.notes.clone(),
        url: award.and_then(|award| award.url.clone()),
    }
}

/// The price as it is stated, where that is in another currency than the route's.
fn listed(cost: &Fact<crate::wire::fact::Money>, route: &Route) -> Option<crate::wire::fact::Money> {
    cost.value.clone().filter(|money| money.currency != currency(route).code() && money.minor > 0)
}

/// A fact of the award with the value that the route counts: converted to its currency, months counted. What the award's
/// parts carry is derived from them.
fn counted<T>(fact: Fact<T>, value: T, estimated: bool) -> Fact<T> {
    let certainty = match fact.certainty {
        _ if estimated => Certainty::Estimated,
        Certainty::Unknown | Certainty::Estimated => Certainty::Derived,
        certain => certain,
    };
    Fact { value: Some(value), certainty, ..fact }
}

/// What the learner gains by what is held: the credit that the ledger applies, and the prices of the awards that are relied
/// upon, each in the route's currency. A price that is estimated, or converted at an indicative rate, makes the sum estimated;
/// awards without any price are counted in the note, and without any priced award the sum is unknown.
fn saved(route: &Route, ledger: &Ledger, viewer: &Viewer<'_>) -> Saved {
    let applied: Vec<_> = ledger.own.iter().filter(|own| own.fate == Fate::Applied).collect();
    let mut credit: Vec<pathways::model::Credit> = Vec::new();
    for amount in applied.iter().filter_map(|own| own.credits.as_ref()) {
        match credit.iter_mut().find(|sum| sum.unit == amount.unit) {
            Some(sum) => sum.value += amount.value,
            None => credit.push(amount.clone()),
        }
    }
    let credit: Vec<Credit> = credit.iter().filter(|sum| !sum.value.is_zero()).map(fact::credit).collect();
    let relied_on: std::collections::BTreeSet<&AwardId> = applied.iter().map(|own| &own.award).collect();
    let prices: Vec<Price> = relied_on.iter().filter_map(|award| price(award, currency(route), viewer)).collect();
    let silent = relied_on.len() - prices.len();
    let note = match (prices.len(), silent) {
        (0, 0) => "The route relies on nothing that is held".to_owned(),
        (_, 0) => "The prices of the held awards that the route relies on".to_owned(),
        _ => format!("{silent} of the {} held awards that the route relies on have no known price", relied_on.len()),
    };
    let money = match prices.iter().map(|price| price.certainty).max() {
        None => Fact { note: Some(note), ..Fact::unknown() },
        Some(certainty) => {
            let total = Money::from_major(prices.iter().map(|price| price.amount).sum(), currency(route));
            let sources = prices.into_iter().flat_map(|price| price.sources).collect();
            Fact { value: Some(fact::money(&total)), certainty, sources, note: Some(note) }
        }
    };
    Saved { awards: super::search::count(relied_on.len()), credit, money }
}

/// A price in major units of the route's currency.
struct Price {
    amount: Rational,
    certainty: Certainty,
    sources: Vec<SourceRef>,
}

/// An award's price, stated or else estimated. A subscription has none: how long it was paid is not known.
fn price(award: &AwardId, currency: Currency, viewer: &Viewer<'_>) -> Option<Price> {
    let award = viewer.world.catalogue.awards.get(award)?;
    let (money, certainty, sources) = match &award.cost {
        Some(cost) if cost.per_month => return None,
        Some(cost) => (cost.money, fact::certainty(award.confidence), fact::sources(&award.sources, "cost", cost.as_of)),
        None => (viewer.world.estimates.cost(&award.id)?.money, Certainty::Estimated, Vec::new()),
    };
    let (rate, rate_certainty) = rate(money.currency, currency, viewer)?;
    Some(Price { amount: money.major() * rate, certainty: certainty.max(rate_certainty), sources })
}

/// Units of `to` for one of `from`, and how sure that is: the learner's own rate is assumed, an indicative one estimated.
#[must_use]
pub fn rate(from: Currency, to: Currency, viewer: &Viewer<'_>) -> Option<(Rational, Certainty)> {
    if from == to {
        return Some((exact::one(), Certainty::Stated));
    }
    let own = viewer.record.preferences.rates.get(from.code()).map(|rate| (*rate, Certainty::Assumed));
    own.or_else(|| indicative_rate(from, to).map(|rate| (rate, Certainty::Estimated)))
}
