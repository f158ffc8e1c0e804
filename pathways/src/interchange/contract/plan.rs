//! Plans (contract 4), as this program or another wrote them.

use std::collections::HashSet;

use num_traits::Zero;

use super::super::json::Node;
use super::super::reading::{Object, Reading};
use super::super::source::SourceFile;
use super::super::values::Bounds;
use super::learner::exception;
use super::pack::is_format;
use crate::finding::Finding;
use crate::model::exact::{self, Rational};
use crate::model::{Assumption, Blocker, Objective, Plan, PlanStatus, Route, Step, Way};

/// The format that a plan declares.
pub(super) const FORMAT: &str = "cairn.plan/1";

/// Reads a plan: its form alone. Whether its routes are legal is for the audit to say.
///
/// # Errors
/// Every finding: the file is no plan of the contract.
pub fn read_plan(file: &SourceFile) -> Result<Plan, Vec<Finding>> {
    let (text, root) = file.json().map_err(|refused| vec![*refused])?;
    let mut r = Reading::new(&file.name, text, root);
    let plan = plan(&mut r, root);
    match plan {
        Some(plan) if r.is_clean() => Ok(plan),
        _ => Err(r.findings()),
    }
}

fn plan<'t>(r: &mut Reading<'t>, root: Node<'t>) -> Option<Plan> {
    let object = r.object(root, "a plan", &["format", "target", "status", "routes", "blockers", "notes"])?;
    if !is_format(r, &object, FORMAT) {
        return None;
    }
    let target = r.required_text(&object, "target");
    let status: Option<PlanStatus> = r.required(&object, "status").and_then(|n| r.word_of(n, "status"));
    let routes_at = r.required(&object, "routes");
    let mut routes = Vec::new();
    let route_nodes = routes_at.and_then(|n| r.list(n, "`routes`"));
    for node in route_nodes.iter().flatten() {
        routes.extend(route(r, node));
    }
    let blockers_at = r.required(&object, "blockers");
    let mut blockers = Vec::new();
    let blocker_nodes = blockers_at.and_then(|n| r.list(n, "`blockers`"));
    for node in blocker_nodes.iter().flatten() {
        blockers.extend(blocker(r, node));
    }
    if let (Some(status), Some(at), Some(nodes)) = (status, routes_at, &route_nodes)
        && (status == PlanStatus::Routes) == nodes.is_empty()
    {
        let number = if nodes.is_empty() { "there is no route" } else { "there are routes" };
        r.error(
            "status-and-routes",
            at,
            format!("The status is `{status}`, and {number}"),
            "A plan has routes exactly when its status is `routes`",
        );
    }
    if let (Some(PlanStatus::Unreachable), Some(at), Some(nodes)) = (status, blockers_at, &blocker_nodes)
        && nodes.is_empty()
    {
        r.error("status-and-blockers", at, "The status is `unreachable`, and no blocker is named", "Name what is in the way");
    }
    let notes = texts(r, &object, "notes");
    Some(Plan { target: target?.into(), status: status?, routes, blockers, notes })
}

fn texts<'t>(r: &mut Reading<'t>, object: &Object<'t>, key: &str) -> Vec<String> {
    let list = object.get(key).and_then(|n| r.list(n, &format!("`{key}`"))).unwrap_or_default();
    list.into_iter().filter_map(|n| r.text_of(n, key)).collect()
}

fn blocker<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Option<Blocker> {
    let object = r.object(node, "a blocker", &["cause", "id", "change"])?;
    let cause = r.required(&object, "cause").and_then(|n| r.word_of(n, "cause"));
    let id = r.required_id(&object, "id");
    let change = r.required_text(&object, "change");
    if let (Some(change), Some(at)) = (&change, object.get("change"))
        && change.is_empty()
    {
        r.error("empty-text", at, "`change` says nothing", "Write what to change, as a sentence");
    }
    Some(Blocker { cause: cause?, id: id?, change: change? })
}

const ROUTE_KEYS: [&str; 14] = [
    "by",
    "proven",
    "bound",
    "cost",
    "currency",
    "hours",
    "finish_week",
    "finish",
    "steps",
    "to_confirm",
    "assumptions",
    "notes",
    "estimated",
    "exceptions",
];

fn route<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Option<Route> {
    let object = r.object(node, "a route", &ROUTE_KEYS)?;
    let by: Option<Objective> = r.required(&object, "by").and_then(|n| r.word_of(n, "by"));
    let proven = r.required(&object, "proven").and_then(|_| r.flag(&object, "proven"));
    let bound = match proven {
        Some(false) => r.required_number(&object, "bound", Bounds::Any),
        _ => r.number(&object, "bound", Bounds::Any),
    };
    let cost = r.required_number(&object, "cost", Bounds::NotNegative);
    let currency = object.get("currency").and_then(|n| r.currency_of(n));
    let hours = r.required_number(&object, "hours", Bounds::NotNegative);
    let finish_week = r.required(&object, "finish_week").and_then(|n| r.whole_of(n, "finish_week"));
    let finish = r.required_day(&object, "finish");
    let steps = required_list(r, &object, "steps", step);
    let to_confirm = gates(r, &object);
    let assumptions = required_list(r, &object, "assumptions", assumption);
    let notes = texts(r, &object, "notes");
    let (mut estimated_cost, mut estimated_hours) = (Rational::zero(), Rational::zero());
    if let Some(estimated) = object.get("estimated").and_then(|n| r.object(n, "`estimated`", &["cost", "hours"])) {
        estimated_cost = r.number(&estimated, "cost", Bounds::NotNegative).unwrap_or_default();
        estimated_hours = r.number(&estimated, "hours", Bounds::NotNegative).unwrap_or_default();
    }
    let list = object.get("exceptions").and_then(|n| r.list(n, "`exceptions`")).unwrap_or_default();
    let exceptions = list.into_iter().filter_map(|n| exception(r, n)).collect();
    let solve_micros = object.get("x-solve-ms").and_then(|n| exact::parse(n.get())).map_or(0, |ms| (ms * exact::whole(1000)).to_integer());
    let mut route = Route {
        by: by?,
        proven: proven?,
        bound: Rational::zero(),
        cost: cost?,
        currency,
        hours: hours?,
        finish_week: finish_week?,
        finish: finish?,
        steps: steps?,
        to_confirm: to_confirm?,
        assumptions: assumptions?,
        estimated_cost,
        estimated_hours,
        exceptions,
        notes,
        solve_micros: u64::try_from(solve_micros).unwrap_or(0),
    };
    // A proven route that gives no bound is its own.
    route.bound = bound.unwrap_or_else(|| own_measure(&route));
    Some(route)
}

fn own_measure(route: &Route) -> Rational {
    match route.by {
        Objective::Cost | Objective::Front => route.cost,
        Objective::Finish => exact::whole(route.finish_week),
        Objective::Hours => route.hours,
        Objective::Steps => exact::whole(i128::try_from(route.earned_steps()).unwrap_or(i128::MAX)),
    }
}

fn required_list<'t, T>(
    r: &mut Reading<'t>,
    object: &Object<'t>,
    key: &str,
    read: impl Fn(&mut Reading<'t>, Node<'t>) -> Option<T>,
) -> Option<Vec<T>> {
    let node = r.required(object, key)?;
    let list = r.list(node, &format!("`{key}`"))?;
    Some(list.into_iter().filter_map(|element| read(r, element)).collect())
}

fn gates<'t>(r: &mut Reading<'t>, object: &Object<'t>) -> Option<Vec<crate::model::GateId>> {
    let mut seen = HashSet::new();
    let ids: Vec<Option<String>> = required_list(r, object, "to_confirm", |r, node| {
        let id = r.id_of(node, "to_confirm")?;
        Some((id, node))
    })?
    .into_iter()
    .map(|(id, node)| {
        if seen.insert(id.clone()) {
            return Some(id);
        }
        r.error("duplicate-gate", node, format!("`{id}` is listed twice in `to_confirm`"), "Keep one of the two");
        None
    })
    .collect();
    Some(ids.into_iter().flatten().map(Into::into).collect())
}

fn assumption<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Option<Assumption> {
    let object = r.object(node, "an assumption", &["award", "min_grade"])?;
    let award = r.required_id(&object, "award");
    let min_grade = r.required_number(&object, "min_grade", Bounds::Grade);
    Some(Assumption { award: award?, min_grade: min_grade? })
}

const STEP_KEYS: [&str; 8] = ["award", "way", "start_week", "end_week", "cost", "hours", "notes", "estimated"];

fn step<'t>(r: &mut Reading<'t>, node: Node<'t>) -> Option<Step> {
    let object = r.object(node, "a step", &STEP_KEYS)?;
    let award = r.required_id(&object, "award");
    let way: Option<String> = r.required_id(&object, "way");
    let start_week = r.required(&object, "start_week").and_then(|n| r.whole_of(n, "start_week"));
    let end_week = r.required(&object, "end_week").and_then(|n| r.whole_of(n, "end_week"));
    let cost = r.required_number(&object, "cost", Bounds::NotNegative);
    let hours = r.required_number(&object, "hours", Bounds::NotNegative);
    let notes = texts(r, &object, "notes");
    let estimated = r.flag(&object, "estimated").unwrap_or(false);
    // Which of the two is estimated is this program's own addition; a plan of another may mean either.
    let which: Option<Vec<String>> = object.get("x-estimated").and_then(|n| serde_json::from_str(n.get()).ok());
    let is = |key: &str| estimated && which.as_ref().is_none_or(|keys| keys.iter().any(|k| k == key));
    let way = match way?.as_str() {
        "earn" => Way::Earn,
        recognition => Way::Recognition(recognition.into()),
    };
    Some(Step {
        award: award?,
        way,
        start_week: start_week?,
        end_week: end_week?,
        cost: cost?,
        hours: hours?,
        cost_estimated: is("cost"),
        hours_estimated: is("hours"),
        notes,
    })
}
