//! Why an award is in a route, or is not.

use crate::ledger::{Fate, ledger};
use crate::model::{AwardId, Catalogue, LearnerRecord, Plan, PlanStatus, Requirement, Route, Step, Way};

/// A sentence for each step of the first route; for a closed target, what is in the way.
#[must_use]
pub fn reasons(catalogue: &Catalogue, record: &LearnerRecord, plan: &Plan) -> Vec<String> {
    let title = catalogue.title(&plan.target);
    match (plan.status, plan.routes.first()) {
        (PlanStatus::Held, _) => vec![format!("{title} is already held.")],
        (PlanStatus::UnknownTarget, _) => vec![format!("No pack that is loaded has “{}”.", plan.target)],
        (_, None) => closed(title, plan),
        (_, Some(route)) => {
            let mut out: Vec<String> = route.steps.iter().map(|step| serves(catalogue, route, step, &plan.target)).collect();
            for own in ledger(catalogue, record, route, &plan.target).own.iter().filter(|own| own.fate != Fate::Applied) {
                out.push(format!("{} is held and not used: {}", catalogue.title(&own.award), own.why));
            }
            out
        }
    }
}

/// What there is to say about one award.
#[must_use]
pub fn about(catalogue: &Catalogue, record: &LearnerRecord, plan: &Plan, award: &AwardId) -> Vec<String> {
    let Some(route) = plan.routes.first() else { return reasons(catalogue, record, plan) };
    if let Some(step) = route.steps.iter().find(|s| s.award == *award) {
        return vec![serves(catalogue, route, step, &plan.target)];
    }
    let title = catalogue.title(award);
    let own: Vec<String> = ledger(catalogue, record, route, &plan.target)
        .own
        .into_iter()
        .filter(|own| own.award == *award)
        .map(|own| format!("{title} is held. {}", own.why))
        .collect();
    if !own.is_empty() {
        return own;
    }
    let users = users(catalogue, route, award);
    if users.is_empty() {
        return vec![format!("{title} is not in the route: nothing on the way to {} asks for it.", catalogue.title(&plan.target))];
    }
    let proof = if route.proven { "no route with it is better" } else { "no better route with it was found in time" };
    vec![format!("{title} is not in the route, though it could count toward {}: {proof} by {}.", users.join(" and "), route.by)]
}

fn closed(title: &str, plan: &Plan) -> Vec<String> {
    let mut out = vec![format!("There is no route to {title}.")];
    out.extend(plan.blockers.iter().map(|b| b.change.clone()));
    out.extend(plan.notes.iter().map(|note| format!("{note}.")));
    out
}

/// What a step of a route to `target` is for.
#[must_use]
pub fn serves(catalogue: &Catalogue, route: &Route, step: &Step, target: &AwardId) -> String {
    let title = catalogue.title(&step.award);
    let how = match &step.way {
        Way::Earn => "is earned".to_owned(),
        Way::Recognition(id) => match catalogue.recognitions.get(id).and_then(|r| r.title.as_deref()) {
            Some(agreement) => format!("is granted by “{agreement}”"),
            None => format!("is granted by {id}"),
        },
    };
    if step.award == *target {
        return format!("{title} {how}: it is what is wanted.");
    }
    let users = users(catalogue, route, &step.award);
    if users.is_empty() {
        return format!("{title} {how}.");
    }
    format!("{title} {how} because {} needs it.", users.join(" and "))
}

/// The steps of the route whose requirements name an award, each with how.
fn users(catalogue: &Catalogue, route: &Route, award: &AwardId) -> Vec<String> {
    let mut out = Vec::new();
    for step in &route.steps {
        let requirements: Vec<&Requirement> = match &step.way {
            Way::Earn => catalogue.awards.get(&step.award).and_then(|a| a.requires.as_ref()).into_iter().collect(),
            Way::Recognition(id) => {
                catalogue.recognitions.get(id).into_iter().flat_map(|r| std::iter::once(&r.from).chain(r.requires.as_ref())).collect()
            }
        };
        if requirements.iter().any(|e| e.awards().contains(&award)) {
            out.push(catalogue.title(&step.award).to_owned());
        }
    }
    out
}
