//! Plans and facts as text for people.

use std::fmt::Write;

use chrono::TimeDelta;
use pathways::model::{Catalogue, Objective, Plan, PlanStatus, Rational, Route, Way, exact};

/// A plan, well set.
pub fn plan(catalogue: &Catalogue, plan: &Plan) -> String {
    let mut out = String::new();
    let title = catalogue.title(&plan.target);
    let _ = match plan.status {
        PlanStatus::Held => writeln!(out, "{title} is already held."),
        PlanStatus::UnknownTarget => writeln!(out, "No pack that is loaded has “{}”. Look for it with `cairn search`.", plan.target),
        PlanStatus::Unreachable => writeln!(out, "There is no route to {title}. In the way:"),
        PlanStatus::Routes => writeln!(out, "Routes to {title} ({})", plan.target),
    };
    for blocker in &plan.blockers {
        let _ = writeln!(out, "  {} ({}): {}", blocker.cause, blocker.id, blocker.change);
    }
    for (at, one) in plan.routes.iter().enumerate() {
        // A route that is best by several measures is set once, under all its names.
        let same = |other: &&Route| other.steps == one.steps && other.to_confirm == one.to_confirm;
        if plan.routes[..at].iter().any(|other| same(&other)) {
            continue;
        }
        out.push('\n');
        let names: Vec<String> = plan.routes[at..].iter().filter(same).map(name).collect();
        route(&mut out, catalogue, one, &names.join(", "));
    }
    for note in &plan.notes {
        let _ = writeln!(out, "\nNote: {note}.");
    }
    if plan.status == PlanStatus::Routes {
        let issuer = catalogue.awards.get(&plan.target).map(|a| catalogue.organization_name(&a.issuer)).unwrap_or_default();
        let _ = writeln!(out, "\nUnofficial until the institution confirms it: ask {issuer} before you enrol.");
    }
    out
}

/// What a route is best by, and how surely.
fn name(route: &Route) -> String {
    let name = match route.by {
        Objective::Cost => "Cheapest",
        Objective::Finish => "Soonest",
        Objective::Hours => "Least study",
        Objective::Steps => "Fewest awards to earn",
        Objective::Front => "Trade-off of cost and finish",
    };
    let proof = if route.proven { "proven".to_owned() } else { format!("not proven; no route has less than {}", number(route.bound)) };
    format!("{name} ({proof})")
}

fn route(out: &mut String, catalogue: &Catalogue, route: &Route, names: &str) {
    let currency = route.currency.map(|c| format!(" {}", c.code())).unwrap_or_default();
    let _ = writeln!(out, "{names}");
    let _ = writeln!(
        out,
        "  {}{currency}, {} hours, {} to earn, until {} (week {})",
        number(route.cost),
        number(route.hours),
        route.earned_steps(),
        route.finish,
        route.finish_week
    );
    if route.estimated_cost > exact::whole(0) || route.estimated_hours > exact::whole(0) {
        let _ = writeln!(out, "  of that estimated: {}{currency}, {} hours", number(route.estimated_cost), number(route.estimated_hours));
    }
    for step in &route.steps {
        let mark = |estimated| if estimated { "~" } else { "" };
        let how = match &step.way {
            Way::Earn => format!(
                "{}{}{currency}, {}{} h",
                mark(step.cost_estimated),
                number(step.cost),
                mark(step.hours_estimated),
                number(step.hours)
            ),
            Way::Recognition(id) => format!("recognised by {id}, {}{currency}", number(step.cost)),
        };
        let when = if step.start_week == step.end_week {
            day(route, step.end_week)
        } else {
            format!("{} – {}", day(route, step.start_week), day(route, step.end_week))
        };
        let issuer = catalogue.awards.get(&step.award).map(|award| catalogue.organization_name(&award.issuer)).unwrap_or_default();
        let _ = writeln!(out, "  {when:<23}  {}, {issuer} — {how}", catalogue.title(&step.award));
        for note in &step.notes {
            let _ = writeln!(out, "  {:<23}    {note}", "");
        }
    }
    for gate in &route.to_confirm {
        let _ = writeln!(out, "  to confirm: {}", label(catalogue, gate.as_str()));
    }
    for assumption in &route.assumptions {
        let _ = writeln!(out, "  assumed: a grade of {} or better in {}", number(assumption.min_grade), catalogue.title(&assumption.award));
    }
    for note in &route.notes {
        let _ = writeln!(out, "  note: {note}");
    }
}

/// The first day of a week of the route, counted back from its finish.
fn day(route: &Route, week: u32) -> String {
    let weeks_before = i64::from(route.finish_week) - i64::from(week);
    route.finish.checked_sub_signed(TimeDelta::weeks(weeks_before)).map_or_else(|| format!("week {week}"), |day| day.to_string())
}

/// A gate's question, or its id.
pub fn label(catalogue: &Catalogue, gate: &str) -> String {
    let requirements = catalogue.awards.values().filter_map(|a| a.requires.as_ref());
    let recognitions = catalogue.recognitions.values().flat_map(|r| std::iter::once(&r.from).chain(r.requires.as_ref()));
    requirements
        .chain(recognitions)
        .flat_map(|e| e.gates())
        .find(|g| g.gate.as_str() == gate && g.label.is_some())
        .and_then(|g| g.label.clone())
        .map_or_else(|| gate.to_owned(), |label| format!("{label} ({gate})"))
}

/// A number with at most two decimals.
pub fn number(value: Rational) -> String {
    exact::decimal(value, 2)
}
