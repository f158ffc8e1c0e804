//! Requirements as pathways: components that stand for awards, and conditions over them.

use serde_json::{Map, Value, json};

use super::super::terms::{AS_CONDITION, OWN};
use super::profile::kind_name;
use super::resource::{is_credential, put};
use super::{Writer, words, words_of};
use crate::model::{Award, AwardId, CreditPool, CreditUnit, Gate, Requirement, exact};

/// A pathway that is being written.
struct Pathway<'a> {
    award: &'a Award,
    /// The awards that it names, in order.
    named: Vec<AwardId>,
}

impl Pathway<'_> {
    /// The address of the component that stands for an award.
    fn component(&mut self, award: &AwardId) -> String {
        let place = self.named.iter().position(|named| named == award).unwrap_or_else(|| {
            self.named.push(award.clone());
            self.named.len() - 1
        });
        format!("{OWN}{}/pathway/{}", self.award.id, place + 1)
    }
}

impl Writer<'_> {
    /// A pathway that ends in an award, with the component of everything that it names.
    pub fn pathway(&self, award: &Award, requires: &Requirement) -> Vec<Value> {
        let mut pathway = Pathway { award, named: Vec::new() };
        let condition = self.condition(requires, &mut pathway);
        let end = format!("{OWN}{}/pathway/end", award.id);
        let address = format!("{OWN}{}/pathway", award.id);
        let parts: Vec<(AwardId, String)> =
            pathway.named.clone().into_iter().map(|named| (named.clone(), pathway.component(&named))).collect();
        let page = award.url.as_ref().map(|url| json!(url));
        let mut whole = Map::new();
        whole.insert("@id".to_owned(), json!(address));
        whole.insert("@type".to_owned(), json!("ceterms:Pathway"));
        whole.insert("ceterms:name".to_owned(), words_of(award, &award.title));
        whole.insert("ceterms:description".to_owned(), words(&format!("What completes {}", award.title)));
        put(&mut whole, "ceterms:subjectWebpage", page.clone());
        whole.insert("ceterms:inLanguage".to_owned(), json!([award.language.as_deref().unwrap_or("en")]));
        whole.insert("ceterms:ownedBy".to_owned(), json!([self.organization_address(&award.issuer)]));
        whole.insert("ceterms:hasDestinationComponent".to_owned(), json!([end]));
        let all: Vec<&String> = std::iter::once(&end).chain(parts.iter().map(|(_, component)| component)).collect();
        whole.insert("ceterms:hasPart".to_owned(), json!(all));
        let mut last = self.component(&award.id, &end, &address);
        last.insert("ceterms:isDestinationComponentOf".to_owned(), json!([address]));
        last.insert("ceterms:hasCondition".to_owned(), json!([condition]));
        let mut out = vec![Value::Object(whole), Value::Object(last)];
        out.extend(parts.iter().map(|(named, component)| Value::Object(self.component(named, component, &address))));
        out
    }

    fn component(&self, award: &AwardId, component: &str, pathway: &str) -> Map<String, Value> {
        let class = match self.class_of(award) {
            "ceterms:AssessmentProfile" => "ceterms:AssessmentComponent",
            class if is_credential(class) => "ceterms:CredentialComponent",
            "ceterms:Course" => "ceterms:CourseComponent",
            _ => "ceterms:BasicComponent",
        };
        let mut out = Map::new();
        out.insert("@id".to_owned(), json!(component));
        out.insert("@type".to_owned(), json!(class));
        out.insert("ceterms:name".to_owned(), words(self.catalogue.title(award)));
        out.insert("ceterms:proxyFor".to_owned(), json!(self.award_address(award)));
        out.insert("ceterms:isPartOf".to_owned(), json!([pathway]));
        out
    }

    fn condition(&self, requirement: &Requirement, pathway: &mut Pathway<'_>) -> Value {
        match requirement {
            Requirement::Award { .. } => self.counted(1, std::slice::from_ref(requirement), pathway),
            Requirement::All { of, distinct } => {
                self.leave_out_if(*distinct, "requires/distinct");
                self.counted(of.len(), of, pathway)
            }
            Requirement::Any(of) => self.counted(1, of, pathway),
            Requirement::AtLeast { count, of } => self.counted(*count as usize, of, pathway),
            Requirement::Credits(pool) => self.pool(pool, pathway),
            Requirement::Gate(gate) => self.asked(gate, pathway),
        }
    }

    fn counted(&self, count: usize, of: &[Requirement], pathway: &mut Pathway<'_>) -> Value {
        let mut out = empty();
        out.insert("ceterms:requiredNumber".to_owned(), json!(count));
        let (mut targets, mut nested) = (Vec::new(), Vec::new());
        for part in of {
            match part {
                Requirement::Award { award, min_grade } => {
                    self.leave_out_if(min_grade.is_some(), "min_grade");
                    let component = json!(pathway.component(award));
                    // A target stands in the list once: the same award again is a condition of its own.
                    if targets.contains(&component) {
                        nested.push(self.condition(part, pathway));
                    } else {
                        targets.push(component);
                    }
                }
                other => nested.push(self.condition(other, pathway)),
            }
        }
        put(&mut out, "ceterms:targetComponent", Some(json!(targets)).filter(|_| !targets.is_empty()));
        put(&mut out, "ceterms:hasCondition", Some(json!(nested)).filter(|_| !nested.is_empty()));
        Value::Object(out)
    }

    fn pool(&self, pool: &CreditPool, pathway: &mut Pathway<'_>) -> Value {
        let mut out = empty();
        let credits = exact::decimal(pool.credits, 9);
        out.insert("ceterms:description".to_owned(), words(&format!("{credits} {} from these", pool.unit)));
        let targets: Vec<String> = pool.from.iter().map(|entry| pathway.component(&entry.award)).collect();
        put(&mut out, "ceterms:targetComponent", Some(json!(targets)).filter(|_| !targets.is_empty()));
        let unit = match pool.unit {
            CreditUnit::UsSemester => "creditUnit:SemesterHour".to_owned(),
            CreditUnit::UsQuarter => "creditUnit:QuarterHour".to_owned(),
            ref other => other.to_string(),
        };
        out.insert(
            "ceterms:hasConstraint".to_owned(),
            json!([
                { "@type": "ceterms:Constraint", "ceterms:leftAction": "array:Sum", "ceterms:leftSource": ["ceterms:creditValue"],
                  "ceterms:comparator": "compare:GTEQ", "ceterms:rightSource": [credits] },
                { "@type": "ceterms:Constraint", "ceterms:leftSource": ["ceterms:creditUnitType"], "ceterms:comparator": "compare:EQ", "ceterms:rightSource": [unit] }
            ]),
        );
        self.leave_out_if(!pool.at_most.is_empty(), "at_most");
        self.leave_out_if(pool.from.iter().any(|entry| entry.counts.is_some()), "counts");
        Value::Object(out)
    }

    /// A question for a person is a condition without targets.
    fn asked(&self, gate: &Gate, pathway: &mut Pathway<'_>) -> Value {
        let mut out = empty();
        out.insert("@id".to_owned(), json!(format!("{OWN}{}{AS_CONDITION}", gate.gate)));
        put(&mut out, "ceterms:name", gate.kind.map(kind_name));
        out.insert("ceterms:description".to_owned(), words(gate.label.as_deref().unwrap_or(gate.gate.as_str())));
        let question = Value::Object(out);
        match &gate.met_by {
            None => question,
            Some(other) => {
                let mut either = empty();
                either.insert("ceterms:requiredNumber".to_owned(), json!(1));
                either.insert("ceterms:hasCondition".to_owned(), json!([question, self.condition(other, pathway)]));
                Value::Object(either)
            }
        }
    }
}

fn empty() -> Map<String, Value> {
    let mut out = Map::new();
    out.insert("@type".to_owned(), json!("ceterms:ComponentCondition"));
    out
}
