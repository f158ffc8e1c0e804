//! Requirements as condition profiles, where those can say them.

use serde_json::{Map, Value, json};

use super::super::terms::OWN;
use super::resource::{put, value_profile};
use super::{Writer, words};
use crate::model::{Award, AwardId, Credit, Gate, GateKind, Requirement, exact};

impl Writer<'_> {
    /// Writes what an award requires and recommends. Returns the pathway that says it, when no profile can.
    pub fn requirements(&self, out: &mut Map<String, Value>, award: &Award) -> Vec<Value> {
        if let Some(recommends) = &award.recommends {
            match self.profiles(recommends, award) {
                Some(profiles) => put(out, "ceterms:recommends", Some(json!(profiles)).filter(|_| !profiles.is_empty())),
                None => self.leave_out("recommends"),
            }
        }
        let Some(requires) = &award.requires else { return Vec::new() };
        match self.profiles(requires, award) {
            Some(profiles) => {
                let mut all = out.get("ceterms:requires").and_then(Value::as_array).cloned().unwrap_or_default();
                all.extend(profiles);
                put(out, "ceterms:requires", Some(json!(all)).filter(|_| !all.is_empty()));
                Vec::new()
            }
            None => self.pathway(award, requires),
        }
    }

    /// Profiles that must all hold. `None`: no profile can say it.
    pub fn profiles(&self, requirement: &Requirement, award: &Award) -> Option<Vec<Value>> {
        match requirement {
            Requirement::All { of, distinct } => {
                // Only a pathway's reader could be told so, and CTDL has no word for it either.
                self.leave_out_if(*distinct, "requires/distinct");
                let (leaves, others): (Vec<_>, Vec<_>) =
                    of.iter().partition(|part| matches!(part, Requirement::Award { min_grade: None, .. }));
                let mut profiles = Vec::new();
                if !leaves.is_empty() {
                    let mut profile = empty();
                    self.targets(&mut profile, leaves.iter().flat_map(|leaf| leaf.awards()));
                    profiles.push(Value::Object(profile));
                }
                for part in others {
                    profiles.extend(self.profiles(part, award)?);
                }
                Some(profiles)
            }
            other => Some(vec![self.profile(other, award)?]),
        }
    }

    fn profile(&self, requirement: &Requirement, award: &Award) -> Option<Value> {
        let mut out = empty();
        match requirement {
            Requirement::Award { award, min_grade } => {
                self.targets(&mut out, [award]);
                if let Some(grade) = min_grade {
                    self.leave_out("min_grade");
                    let grade = exact::decimal(*grade, 2);
                    out.insert("ceterms:condition".to_owned(), words(&format!("A grade of at least {grade} of 100")));
                }
            }
            Requirement::All { .. } => {
                // One profile has one list of alternatives: two would have to be told apart.
                let mut profiles = self.profiles(requirement, award)?;
                let with_alternatives = |profile: &Value| profile.get("ceterms:alternativeCondition").is_some();
                if profiles.len() > 1 && profiles.iter().filter(|profile| with_alternatives(profile)).count() > 1 {
                    return None;
                }
                if profiles.len() == 1 {
                    return profiles.pop();
                }
                for profile in profiles {
                    let Value::Object(profile) = profile else { continue };
                    if profile.keys().any(|term| term != "@type" && out.contains_key(term)) || profile.contains_key("@id") {
                        return None;
                    }
                    out.extend(profile);
                }
            }
            Requirement::Any(of) => match &of[..] {
                [] => return None,
                [only] => return self.profile(only, award),
                several => {
                    let alternatives = several.iter().map(|part| self.profile(part, award)).collect::<Option<Vec<Value>>>()?;
                    out.insert("ceterms:alternativeCondition".to_owned(), json!(alternatives));
                }
            },
            Requirement::AtLeast { .. } => return None,
            Requirement::Credits(pool) => {
                let is_plain = pool.at_most.is_empty() && pool.from.len() > 1 && pool.from.iter().all(|entry| entry.counts.is_none());
                let has_concept = matches!(pool.unit, crate::model::CreditUnit::UsSemester | crate::model::CreditUnit::UsQuarter);
                if !is_plain || !has_concept {
                    return None;
                }
                self.targets(&mut out, pool.from.iter().map(|entry| &entry.award));
                let amount = Credit { value: pool.credits, unit: pool.unit.clone() };
                out.insert("ceterms:creditValue".to_owned(), value_profile(&amount, award));
            }
            Requirement::Gate(gate) => return self.question(gate, award),
        }
        Some(Value::Object(out))
    }

    /// A question for a person: its text is the condition, its kind the name.
    fn question(&self, gate: &Gate, award: &Award) -> Option<Value> {
        let mut out = empty();
        out.insert("@id".to_owned(), json!(format!("{OWN}{}", gate.gate)));
        put(&mut out, "ceterms:name", gate.kind.map(kind_name));
        out.insert("ceterms:condition".to_owned(), words(gate.label.as_deref().unwrap_or(gate.gate.as_str())));
        let question = Value::Object(out);
        match &gate.met_by {
            None => Some(question),
            Some(other) => {
                let mut either = empty();
                either.insert("ceterms:alternativeCondition".to_owned(), json!([question, self.profile(other, award)?]));
                Some(Value::Object(either))
            }
        }
    }

    /// Puts awards where their class is looked for.
    pub fn targets<'i>(&self, out: &mut Map<String, Value>, awards: impl IntoIterator<Item = &'i AwardId>) {
        for award in awards {
            let term = match self.class_of(award) {
                "ceterms:Course" | "ceterms:LearningProgram" => "ceterms:targetLearningOpportunity",
                "ceterms:AssessmentProfile" => "ceterms:targetAssessment",
                _ => "ceterms:targetCredential",
            };
            if let Value::Array(list) = out.entry(term).or_insert_with(|| json!([])) {
                list.push(json!(self.award_address(award)));
            }
        }
    }
}

fn empty() -> Map<String, Value> {
    let mut out = Map::new();
    out.insert("@type".to_owned(), json!("ceterms:ConditionProfile"));
    out
}

/// The kind of a question as its name.
pub(super) fn kind_name(kind: GateKind) -> Value {
    words(&kind.as_str().replace('-', " "))
}
