//! The plan of record as it stands in a learner record: the key `x-agreed`, with the route as the contract writes plans.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use num_traits::Zero;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

use super::{AgreedPlan, StepState};
use crate::finding::Finding;
use crate::interchange::SourceFile;
use crate::interchange::contract;
use crate::model::{AwardId, LearnerRecord, PackId, Plan, PlanStatus, Rational, exact};

/// The key of the learner record that holds it.
pub const KEY: &str = "x-agreed";

/// Why what stands in the record is no plan of record.
#[derive(Debug, thiserror::Error)]
pub enum FormError {
    /// Its form is not the one that this program writes.
    #[error("the agreed plan in the record ({KEY}) cannot be read ({0}); take it out of the file, or agree a plan anew")]
    Form(#[from] serde_json::Error),
    /// The route in it is none.
    #[error("the agreed plan in the record ({KEY}) cannot be read: {}", .0.first().map_or_else(String::new, ToString::to_string))]
    Plan(Vec<Finding>),
    /// It has no route.
    #[error("the agreed plan in the record ({KEY}) has no route; agree a plan anew")]
    NoRoute,
    /// A grade or an amount that is out of range.
    #[error("the agreed plan in the record ({KEY}) has the number {0}, which is too large or too fine")]
    Number(String),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    agreed: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(default, rename = "spent", skip_serializing_if = "Option::is_none")]
    spent_before: Option<Number>,
    #[serde(default)]
    packs: BTreeMap<String, String>,
    #[serde(default)]
    steps: Vec<StepForm>,
    plan: Value,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StepForm {
    award: String,
    state: StateForm,
    on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    grade: Option<Number>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum StateForm {
    Enrolled,
    Completed,
    Dropped,
}

/// Reads the plan of record; `None`: the record has none.
pub(super) fn read(record: &LearnerRecord) -> Result<Option<AgreedPlan>, FormError> {
    let Some((_, value)) = record.extensions.iter().find(|(key, _)| key == KEY) else { return Ok(None) };
    let form: Form = serde_json::from_value(value.clone())?;
    let text = form.plan.to_string();
    let Plan { target, routes, .. } = contract::read_plan(&SourceFile::new("the agreed plan", text)).map_err(FormError::Plan)?;
    let route = routes.into_iter().next().ok_or(FormError::NoRoute)?;
    let mut states = BTreeMap::new();
    for step in form.steps {
        states.insert(AwardId::from(step.award.as_str()), state(step)?);
    }
    let packs = form.packs.into_iter().map(|(id, version)| (PackId::from(id), version)).collect();
    let spent_before = form.spent_before.map(number).transpose()?.unwrap_or_default();
    Ok(Some(AgreedPlan { target, route, agreed: form.agreed, by: form.by, spent_before, packs, states }))
}

fn state(step: StepForm) -> Result<StepState, FormError> {
    let on = step.on;
    Ok(match step.state {
        StateForm::Enrolled => StepState::Enrolled { on },
        StateForm::Dropped => StepState::Dropped { on, why: step.why },
        StateForm::Completed => StepState::Completed { on, grade: step.grade.map(number).transpose()? },
    })
}

fn number(number: Number) -> Result<Rational, FormError> {
    exact::parse(&number.to_string()).ok_or_else(|| FormError::Number(number.to_string()))
}

/// Writes the plan of record into the record, in the place of the one before; `None` takes it out.
pub(super) fn write(record: &mut LearnerRecord, plan: Option<&AgreedPlan>) {
    let place = record.extensions.iter().position(|(key, _)| key == KEY);
    let Some(plan) = plan else {
        if let Some(place) = place {
            record.extensions.remove(place);
        }
        return;
    };
    let value = to_value(plan);
    match place {
        Some(place) => record.extensions[place].1 = value,
        None => record.extensions.push((KEY.to_owned(), value)),
    }
}

fn to_value(plan: &AgreedPlan) -> Value {
    let written = Plan {
        target: plan.target.clone(),
        status: PlanStatus::Routes,
        routes: vec![plan.route.clone()],
        blockers: Vec::new(),
        notes: Vec::new(),
    };
    let step = |(award, state): (&AwardId, &StepState)| {
        let award = award.to_string();
        Some(match state {
            StepState::Planned => return None,
            StepState::Enrolled { on } => StepForm { award, state: StateForm::Enrolled, on: *on, grade: None, why: None },
            StepState::Completed { on, grade } => {
                StepForm { award, state: StateForm::Completed, on: *on, grade: grade.map(exact::to_number), why: None }
            }
            StepState::Dropped { on, why } => StepForm { award, state: StateForm::Dropped, on: *on, grade: None, why: why.clone() },
        })
    };
    let form = Form {
        agreed: plan.agreed,
        by: plan.by.clone(),
        spent_before: (!plan.spent_before.is_zero()).then(|| exact::to_number(plan.spent_before)),
        packs: plan.packs.iter().map(|(id, version)| (id.to_string(), version.clone())).collect(),
        steps: plan.states.iter().filter_map(step).collect(),
        plan: contract::plan_to_json(&written),
    };
    // Texts, dates and numbers: there is nothing in the form that JSON cannot hold.
    serde_json::to_value(form).unwrap_or_default()
}
