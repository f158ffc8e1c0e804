//! The learner record.

use std::collections::HashSet;

use pathways::finding::{Finding, Severity};
use pathways::model::{AwardId, Gate, GateId, HeldAward, Money, exact};
use pathways::store::StoredLearner;

use super::{Viewer, fact, requirement};
use crate::wire::fault::FindingView;
use crate::wire::learner::{Excluded, GateQuestion, GateState, HeldState, HeldView, LearnerView, PreferencesView, RateView};
use crate::world::agreed_gates;

/// How many titles of awards a question names.
const MOST_ASKING: usize = 6;

/// A stored learner as the viewer sees it. `target`: the qualification that was planned toward last.
#[must_use]
pub fn learner(stored: &StoredLearner, target: Option<&AwardId>, viewer: &Viewer<'_>) -> LearnerView {
    let held: Vec<HeldView> = stored.record.held.iter().map(|held| held_award(held, viewer)).collect();
    LearnerView {
        id: stored.id.to_string(),
        name: stored.name.clone(),
        sample: stored.record.extensions.iter().any(|(key, _)| key == "x-about"),
        problems: problems(&held),
        held,
        gates: questions(target, viewer),
        preferences: preferences(viewer),
        exceptions: super::exception::exceptions(viewer),
        can_undo: stored.undo.is_some(),
        can_redo: stored.redo.is_some(),
    }
}

fn held_award(held: &HeldAward, viewer: &Viewer<'_>) -> HeldView {
    let award = viewer.world.catalogue.awards.get(&held.award);
    HeldView {
        award: held.award.to_string(),
        title: viewer.world.catalogue.title(&held.award).to_owned(),
        kind: award.map(|award| award.kind.to_string()),
        issuer_name: award.map(|award| viewer.world.catalogue.organization_name(&award.issuer).to_owned()),
        earned: held.earned.to_string(),
        grade: held.grade.map(|grade| exact::decimal(grade, 2)),
        expires: held.expires.map(|day| day.to_string()),
        state: match award {
            None => HeldState::UnknownAward,
            Some(_) if has_expired(held, viewer) => HeldState::Expired,
            Some(_) => HeldState::Valid,
        },
    }
}

/// Whether a held award has expired by the start of the plan, by its own date or the award's validity (contract 2).
#[must_use]
pub fn has_expired(held: &HeldAward, viewer: &Viewer<'_>) -> bool {
    let start = viewer.record.preferences.start.unwrap_or(viewer.today);
    let months = viewer.world.catalogue.awards.get(&held.award).and_then(|award| award.validity_months);
    let outlived = |months: u32| exact::whole((start - held.earned).num_days()) > exact::whole(months) * exact::days_per_month();
    held.expires.map_or_else(|| months.is_some_and(outlived), |last| last < start)
}

fn problems(held: &[HeldView]) -> Vec<FindingView> {
    let warning = |one: &HeldView, message: String, remedy: &str| FindingView {
        severity: "warning".to_owned(),
        message,
        place: Some(one.award.clone()),
        remedy: Some(remedy.to_owned()),
    };
    let problem = |one: &HeldView| match one.state {
        HeldState::Valid => None,
        HeldState::Expired => {
            Some(warning(one, format!("{} has expired before the start and does not count.", one.title), "Renew it, or correct its dates."))
        }
        HeldState::UnknownAward => Some(warning(
            one,
            format!("No pack has the award {}; it is kept and does not count.", one.award),
            "Import the pack that describes it.",
        )),
    };
    held.iter().filter_map(problem).collect()
}

/// Every gate once: those on the way to the target first, then those beside what is held, then those that are answered.
/// Gates that concern neither are asked where they come up, not here.
fn questions(target: Option<&AwardId>, viewer: &Viewer<'_>) -> Vec<GateQuestion> {
    let mut near: Vec<&GateId> = target.map_or_else(Vec::new, |target| viewer.world.gates_toward(target));
    for held in &viewer.record.held {
        for recognition in viewer.world.taking(&held.award) {
            near.extend(agreed_gates(recognition));
            near.extend(recognition.into.iter().flat_map(|into| viewer.world.own_gates(into)));
        }
    }
    near.extend(viewer.record.gates.keys());
    let asked = viewer.world.gates();
    let mut seen = HashSet::new();
    near.into_iter().filter(|id| seen.insert((*id).clone())).map(|id| question(id, asked.get(id), viewer)).collect()
}

/// A gate as a question.
#[must_use]
pub fn question(id: &GateId, asked: Option<&(Gate, Vec<AwardId>)>, viewer: &Viewer<'_>) -> GateQuestion {
    let titles = asked.map_or(&[][..], |(_, by)| by).iter().map(|award| viewer.world.catalogue.title(award).to_owned());
    GateQuestion {
        id: id.to_string(),
        kind: asked.map_or("other", |(gate, _)| requirement::kind(gate)).to_owned(),
        label: asked.map_or_else(|| id.to_string(), |(gate, _)| requirement::label(gate)),
        state: match viewer.record.gate(id) {
            pathways::model::GateState::Met => GateState::Met,
            pathways::model::GateState::Unmet => GateState::Unmet,
            pathways::model::GateState::Unknown => GateState::Unknown,
        },
        asked_by: titles.take(MOST_ASKING).collect(),
    }
}

fn preferences(viewer: &Viewer<'_>) -> PreferencesView {
    let preferences = &viewer.record.preferences;
    let catalogue = &viewer.world.catalogue;
    let budget = preferences.budget.zip(preferences.currency);
    let rates = preferences.rates.iter();
    let awards = preferences.exclude_awards.iter();
    let organizations = preferences.exclude_organizations.iter();
    PreferencesView {
        start: preferences.start.map(|day| day.to_string()),
        hours_per_week: preferences.hours_per_week.map(|hours| exact::decimal(hours, 4)),
        currency: preferences.currency.map(|currency| currency.code().to_owned()),
        budget: budget.map(|(amount, currency)| fact::money(&Money::from_major(amount, currency))),
        deadline: preferences.deadline.map(|day| day.to_string()),
        rates: rates.map(|(currency, rate)| RateView { currency: currency.clone(), rate: exact::decimal(*rate, 9) }).collect(),
        exclude_awards: awards.map(|id| Excluded { id: id.to_string(), title: catalogue.title(id).to_owned() }).collect(),
        exclude_organizations: organizations
            .map(|id| Excluded { id: id.to_string(), title: catalogue.organization_name(id).to_owned() })
            .collect(),
    }
}

/// A finding as the window shows it.
#[must_use]
pub fn finding(finding: &Finding) -> FindingView {
    let line = (finding.line > 0).then(|| format!("line {}, column {}", finding.line, finding.column));
    let pointer = (!finding.pointer.is_empty()).then(|| finding.pointer.clone());
    let place: Vec<String> = [Some(finding.file.clone()), line, pointer, finding.id.clone()].into_iter().flatten().collect();
    FindingView {
        severity: match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
        .to_owned(),
        message: format!("{}.", finding.message),
        place: (!place.is_empty()).then(|| place.join(" · ")),
        remedy: Some(format!("{}.", finding.remedy)),
    }
}
