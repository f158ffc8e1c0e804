//! What becomes of everything that the learner holds.

use std::collections::BTreeSet;

use super::evidence::{Evidence, expired_on};
use super::{Fate, Line, Own};
use crate::model::{AwardId, Credit, HeldAward, Recognition, Requirement, Way, exact};

/// A statement for each held award; two where a part of its credit counts and a part is left over.
pub fn own(evidence: &Evidence<'_>, target: &AwardId, lines: &[Line]) -> Vec<Own> {
    evidence.record.held.iter().flat_map(|held| fate(evidence, target, lines, held)).collect()
}

fn fate(evidence: &Evidence<'_>, target: &AwardId, lines: &[Line], held: &HeldAward) -> Vec<Own> {
    let say = |fate, credits, why: String| Own { award: held.award.clone(), fate, credits, why };
    let catalogue = evidence.catalogue;
    if let Some(day) = expired_on(catalogue, evidence.record, held) {
        return vec![say(Fate::Unusable, None, format!("It ran out on {day}, before the start."))];
    }
    let Some(award) = catalogue.awards.get(&held.award) else {
        return vec![say(Fate::Unusable, None, "No pack that is loaded has this award.".to_owned())];
    };
    let whole = award.credits.first().cloned();
    let mut out = Vec::new();
    let mut named = false;
    for line in lines {
        for entry in line.entries.iter().filter(|entry| entry.award == held.award) {
            named = true;
            let of = catalogue.title(&line.of);
            match &entry.applied {
                Some(credit) if credit.value > exact::whole(0) => {
                    out.push(say(Fate::Applied, Some(credit.clone()), format!("It counts toward “{}” of {of}.", line.label)));
                }
                Some(_) => {}
                None => out.push(say(Fate::Applied, whole.clone(), format!("It satisfies “{}” of {of}.", line.label))),
            }
            if let Some(excess) = &entry.excess {
                out.push(say(Fate::Excess, Some(excess.clone()), excess_reason(evidence, line, excess)));
            }
        }
    }
    if !named {
        out.push(unused(evidence, target, held, whole));
    }
    out
}

fn excess_reason(evidence: &Evidence<'_>, line: &Line, excess: &Credit) -> String {
    let of = evidence.catalogue.title(&line.of);
    let amount = format!("{} {}", exact::decimal(excess.value, 4), excess.unit);
    if line.met {
        format!("{amount} are more than “{}” of {of} can take up.", line.label)
    } else {
        format!("{amount} lie above what a cap of “{}” of {of} lets count.", line.label)
    }
}

/// Why a held award appears nowhere in the route.
fn unused(evidence: &Evidence<'_>, target: &AwardId, held: &HeldAward, whole: Option<Credit>) -> Own {
    let say = |fate, why: String| Own { award: held.award.clone(), fate, credits: whole.clone(), why };
    let catalogue = evidence.catalogue;
    let title = catalogue.title(target);
    let cone = cone(evidence, target);
    let users: Vec<&Recognition> =
        catalogue.recognitions.values().filter(|r| cone.contains(&r.grants) && r.from.awards().contains(&&held.award)).collect();
    let taken = |r: &&&Recognition| evidence.route.steps.iter().any(|s| s.way == Way::Recognition(r.id.clone()));
    if let Some(recognition) = users.iter().find(|r| too_low(&r.from, held)) {
        let name = recognition.title.as_deref().unwrap_or(recognition.id.as_str());
        return say(Fate::Unusable, format!("Its grade is below what “{name}” asks for."));
    }
    if let Some(recognition) = users.iter().find(|r| too_old(evidence, r, held)) {
        let name = recognition.title.as_deref().unwrap_or(recognition.id.as_str());
        let months = exact::decimal(recognition.within_months.unwrap_or_else(|| exact::whole(0)), 1);
        return say(Fate::Unusable, format!("“{name}” accepts what was earned within {months} months; this is older."));
    }
    if let Some(recognition) = users.iter().find(taken) {
        let name = recognition.title.as_deref().unwrap_or(recognition.id.as_str());
        return say(Fate::Excess, format!("“{name}” is satisfied without it."));
    }
    if let Some(recognition) = users.first() {
        let name = recognition.title.as_deref().unwrap_or(recognition.id.as_str());
        return say(Fate::Excess, format!("It could count by “{name}”; this route does without that agreement."));
    }
    if cone.contains(&held.award) {
        return say(Fate::Excess, format!("It could count toward {title}; this route meets the requirement in another way."));
    }
    say(Fate::Unusable, format!("No requirement and no agreement on the way to {title} names it."))
}

fn too_low(e: &Requirement, held: &HeldAward) -> bool {
    let mut low = false;
    e.walk(&mut |e| {
        if let Requirement::Award { award, min_grade: Some(least) } = e {
            low |= *award == held.award && held.grade.is_some_and(|grade| grade < *least);
        }
    });
    low
}

fn too_old(evidence: &Evidence<'_>, recognition: &Recognition, held: &HeldAward) -> bool {
    let (Some(months), Some(start)) = (recognition.within_months, evidence.record.preferences.start) else { return false };
    exact::whole((start - held.earned).num_days()) > months * exact::days_per_month()
}

/// Every award that the target could rest on.
fn cone(evidence: &Evidence<'_>, target: &AwardId) -> BTreeSet<AwardId> {
    let mut cone = BTreeSet::new();
    let mut queue = vec![target.clone()];
    while let Some(award) = queue.pop() {
        if !cone.insert(award.clone()) {
            continue;
        }
        if let Some(requirement) = evidence.catalogue.awards.get(&award).and_then(|a| a.requires.as_ref()) {
            queue.extend(requirement.awards().into_iter().cloned());
        }
        for recognition in evidence.catalogue.granting(&award) {
            queue.extend(recognition.from.awards().into_iter().cloned());
            queue.extend(recognition.requires.iter().flat_map(|e| e.awards()).cloned());
        }
    }
    cone
}
