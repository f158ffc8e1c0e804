//! The learner record.

use std::collections::HashMap;

use pathways::finding::{Finding, Severity};
use pathways::model::{AwardId, Gate, GateId, HeldAward, Money, Requirement, exact};
use pathways::store::StoredLearner;

use super::{Viewer, fact, requirement};
use crate::wire::fault::FindingView;
use crate::wire::learner::{Excluded, GateQuestion, GateState, HeldState, HeldView, LearnerView, PreferencesView, RateView};

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
        can_undo: stored.undo.is_some(),
        can_redo: stored.redo.is_some(),
    }
}

fn held_award(held: &HeldAward, viewer: &Viewer<'_>) -> HeldView {
    let award = viewer.world.catalogue.awards.get(&held.award);
    let start = viewer.record.preferences.start.unwrap_or(viewer.today);
    let months = award.and_then(|award| award.validity_months);
    let outlived = |months: u32| exact::whole((start - held.earned).num_days()) > exact::whole(months) * exact::days_per_month();
    let expired = held.expires.map_or_else(|| months.is_some_and(outlived), |last| last < start);
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
            Some(_) if expired => HeldState::Expired,
            Some(_) => HeldState::Valid,
        },
    }
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
    let mut near: Vec<&GateId> = target.map_or_else(Vec::new, |target| gates_toward(target, viewer));
    for held in &viewer.record.held {
        for recognition in viewer.world.taking(&held.award) {
            near.extend([Some(&recognition.from), recognition.requires.as_ref()].into_iter().flatten().flat_map(gate_ids));
            near.extend(recognition.into.iter().flat_map(|into| own_gates(into, viewer)));
        }
    }
    near.extend(viewer.record.gates.keys());
    let asked = viewer.world.gates();
    let mut seen = std::collections::HashSet::new();
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

fn gate_ids(requirement: &Requirement) -> Vec<&GateId> {
    requirement.gates().into_iter().map(|gate| &gate.gate).collect()
}

fn own_gates<'a>(award: &AwardId, viewer: &Viewer<'a>) -> Vec<&'a GateId> {
    viewer.world.catalogue.awards.get(award).and_then(|award| award.requires.as_ref()).map_or_else(Vec::new, gate_ids)
}

/// The gates in the cone of the target, nearest first.
fn gates_toward<'a>(target: &AwardId, viewer: &Viewer<'a>) -> Vec<&'a GateId> {
    let catalogue = &viewer.world.catalogue;
    let Some((target, _)) = catalogue.awards.get_key_value(target) else { return Vec::new() };
    let mut gates = Vec::new();
    let mut seen: HashMap<&AwardId, ()> = HashMap::new();
    let mut queue = std::collections::VecDeque::from([target]);
    while let Some(id) = queue.pop_front() {
        if seen.insert(id, ()).is_some() {
            continue;
        }
        let requires = catalogue.awards.get(id).and_then(|award| award.requires.as_ref());
        let agreed = catalogue.granting(id).flat_map(|recognition| [Some(&recognition.from), recognition.requires.as_ref()]);
        for requirement in agreed.chain([requires]).flatten() {
            gates.extend(gate_ids(requirement));
            queue.extend(requirement.awards());
        }
    }
    gates
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
