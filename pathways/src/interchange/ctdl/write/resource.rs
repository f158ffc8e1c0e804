//! Organizations and awards as resources.

use serde_json::{Map, Value, json};

use super::super::credit::ECTS;
use super::super::ids::ctid;
use super::super::terms::award_kind;
use super::{Writer, address, words, words_of};
use crate::model::{
    Award, AwardKind, AwardStatus, Cost, Credit, CreditUnit, DeliveryMode, Effort, Level, Organization, OrganizationKind, Rational, exact,
};

/// The class of CTDL that an award is.
pub(super) fn class(award: &Award) -> &'static str {
    match award.kind {
        AwardKind::Course | AwardKind::Module | AwardKind::Capstone => "ceterms:Course",
        AwardKind::Component | AwardKind::TransferCredit => "ceterms:LearningProgram",
        AwardKind::Exam => "ceterms:AssessmentProfile",
        AwardKind::Badge => "ceterms:DigitalBadge",
        AwardKind::Microcredential
        | AwardKind::Micromasters
        | AwardKind::Microbachelors
        | AwardKind::Mastertrack
        | AwardKind::Specialization
        | AwardKind::Nanodegree => "ceterms:MicroCredential",
        AwardKind::Certificate | AwardKind::UndergraduateCertificate => "ceterms:Certificate",
        AwardKind::ProfessionalCertificate => "ceterms:ProfessionalCertificate",
        AwardKind::Certification => "ceterms:Certification",
        AwardKind::Licence => "ceterms:License",
        AwardKind::GraduateCertificate | AwardKind::GraduateDiploma => "ceterms:PostBaccalaureateCertificate",
        AwardKind::Associate => "ceterms:AssociateDegree",
        AwardKind::Bachelor => "ceterms:BachelorDegree",
        AwardKind::Master => "ceterms:MasterDegree",
        AwardKind::Doctorate => "ceterms:DoctoralDegree",
        AwardKind::Other => "ceterms:Credential",
    }
}

/// Whether a class is a credential: its credit and its skills then stand in what it requires.
pub(super) fn is_credential(class: &str) -> bool {
    !matches!(class, "ceterms:Course" | "ceterms:LearningProgram" | "ceterms:AssessmentProfile")
}

impl Writer<'_> {
    pub fn organization(&self, organization: &Organization) -> Value {
        let mut out = Map::new();
        out.insert("@id".to_owned(), json!(address(&organization.extensions, organization.id.as_str())));
        out.insert("@type".to_owned(), json!("ceterms:CredentialOrganization"));
        put(&mut out, "ceterms:ctid", ctid(&organization.extensions).map(|ctid| json!(ctid)));
        out.insert("ceterms:name".to_owned(), words(&organization.name));
        put(&mut out, "ceterms:description", organization.description.as_deref().map(words));
        put(&mut out, "ceterms:subjectWebpage", organization.url.as_ref().map(|url| json!(url)));
        let kind = organization.kind.and_then(|kind| match kind {
            OrganizationKind::University => Some("orgType:FourYear"),
            OrganizationKind::College => Some("orgType:TwoYear"),
            OrganizationKind::Platform => Some("orgType:PrimarilyOnline"),
            OrganizationKind::Company => Some("orgType:Business"),
            OrganizationKind::AwardingBody => Some("orgType:CertificationBody"),
            OrganizationKind::Regulator => Some("orgType:Regulator"),
            OrganizationKind::Other => None,
        });
        put(&mut out, "ceterms:agentType", kind.map(|kind| json!([kind])));
        let place = |country: &String| json!([{ "@type": "ceterms:Place", "ceterms:addressCountry": words(country) }]);
        put(&mut out, "ceterms:address", organization.country.as_ref().map(place));
        self.leave_out_if(!organization.sources.is_empty(), "organization sources");
        Value::Object(out)
    }

    /// An award as a resource; with a pathway when only that can say what it requires. Blocks of credit stand in the transfer
    /// value profiles that grant them.
    pub fn award(&self, award: &Award) -> Vec<Value> {
        if award.kind == AwardKind::TransferCredit {
            self.leave_out_if(self.catalogue.granting(&award.id).all(|recognition| recognition.into.is_none()), "transfer-credit");
            return Vec::new();
        }
        let class = class(award);
        let mut out = Map::new();
        out.insert("@id".to_owned(), json!(self.award_address(&award.id)));
        out.insert("@type".to_owned(), json!(class));
        put(&mut out, "ceterms:ctid", ctid(&award.extensions).map(|ctid| json!(ctid)));
        out.insert("ceterms:name".to_owned(), words_of(award, &award.title));
        put(&mut out, "ceterms:description", award.description.as_deref().map(|text| words_of(award, text)));
        put(&mut out, "ceterms:subjectWebpage", award.url.as_ref().map(|url| json!(url)));
        put(&mut out, "ceterms:inLanguage", award.language.as_ref().map(|tag| json!([tag])));
        out.insert("ceterms:ownedBy".to_owned(), json!([self.organization_address(&award.issuer)]));
        put(&mut out, "ceterms:offeredBy", award.platform.as_ref().map(|platform| json!([self.organization_address(platform)])));
        if let Some(level) = &award.level {
            let (term, value) = self::level(level);
            out.insert(term.to_owned(), value);
        }
        put(&mut out, "ceterms:estimatedCost", award.cost.as_ref().map(|cost| json!([self.cost(cost)])));
        put(&mut out, "ceterms:estimatedDuration", award.effort.as_ref().and_then(|effort| self.duration(effort)).map(|d| json!([d])));
        self.delivery(&mut out, award, class);
        self.status(&mut out, award, class);
        self.amounts(&mut out, award, class);
        if is_credential(class) {
            let months = award.validity_months.map(|months| json!(format!("P{months}M")));
            put(&mut out, "ceterms:renewalFrequency", months);
        } else {
            self.leave_out_if(award.validity_months.is_some(), "validity_months");
        }
        let pathway = self.requirements(&mut out, award);
        self.leave_out_if(award_kind(class) != Some(award.kind), "kind");
        self.leave_out_if(!award.earnable, "earnable");
        self.leave_out_if(!award.sources.is_empty(), "sources");
        self.leave_out_if(award.confidence != crate::model::Confidence::Stated, "confidence");
        std::iter::once(Value::Object(out)).chain(pathway).collect()
    }

    /// Credit and skills where the class has them.
    fn amounts(&self, out: &mut Map<String, Value>, award: &Award, class: &str) {
        let points: Vec<Value> = award.credits.iter().filter(|credit| credit.unit == CreditUnit::Ects).map(credit_point).collect();
        put(out, "elm:creditPoint", Some(json!(points)).filter(|_| !points.is_empty()));
        let values: Vec<Value> =
            award.credits.iter().filter(|credit| credit.unit != CreditUnit::Ects).map(|credit| value_profile(credit, award)).collect();
        let skills: Vec<Value> = award.skills.iter().map(alignment).collect();
        if is_credential(class) {
            let mut profile = Map::new();
            profile.insert("@type".to_owned(), json!("ceterms:ConditionProfile"));
            put(&mut profile, "ceterms:creditValue", Some(json!(values)).filter(|_| !values.is_empty()));
            put(&mut profile, "ceterms:targetCompetency", Some(json!(skills)).filter(|_| !skills.is_empty()));
            if profile.len() > 1 {
                out.insert("ceterms:requires".to_owned(), json!([profile]));
            }
        } else {
            put(out, "ceterms:creditValue", Some(json!(values)).filter(|_| !values.is_empty()));
            let term = if class == "ceterms:AssessmentProfile" { "ceterms:assesses" } else { "ceterms:teaches" };
            put(out, term, Some(json!(skills)).filter(|_| !skills.is_empty()));
        }
    }

    fn cost(&self, cost: &Cost) -> Value {
        let mut out = Map::new();
        out.insert("@type".to_owned(), json!("ceterms:CostProfile"));
        put(&mut out, "ceterms:name", cost.basis.as_deref().map(words));
        out.insert("ceterms:price".to_owned(), number(cost.money.major()));
        out.insert("ceterms:currency".to_owned(), json!(cost.money.currency.code()));
        out.insert("ceterms:directCostType".to_owned(), json!("costType:AggregateCost"));
        put(&mut out, "ceterms:paymentPattern", cost.per_month.then(|| words(super::super::credit::PER_MONTH)));
        self.leave_out_if(cost.as_of.is_some(), "cost/as_of");
        Value::Object(out)
    }

    fn duration(&self, effort: &Effort) -> Option<Value> {
        let mut out = Map::new();
        put(&mut out, "ceterms:exactDuration", effort.weeks.map(|weeks| json!(format!("P{weeks}W"))));
        if let Some(hours) = effort.hours {
            let minutes = hours * exact::whole(60);
            self.leave_out_if(!minutes.is_integer(), "effort/hours");
            let (whole, rest) = (minutes.to_integer() / 60, minutes.to_integer() % 60);
            let rest = if rest == 0 { String::new() } else { format!("{rest}M") };
            put(&mut out, "ceterms:timeRequired", minutes.is_integer().then(|| json!(format!("PT{whole}H{rest}"))));
        }
        if out.is_empty() {
            return None;
        }
        out.insert("@type".to_owned(), json!("ceterms:DurationProfile"));
        Some(Value::Object(out))
    }

    fn delivery(&self, out: &mut Map<String, Value>, award: &Award, class: &str) {
        let Some(delivery) = &award.delivery else { return };
        let term = if is_credential(class) { "ceterms:learningDeliveryType" } else { "ceterms:deliveryType" };
        let mode = delivery.mode.map(|mode| match mode {
            DeliveryMode::Online => "deliveryType:OnlineOnly",
            DeliveryMode::OnCampus => "deliveryType:InPerson",
            DeliveryMode::Blended => "deliveryType:BlendedDelivery",
        });
        put(out, term, mode.map(|mode| json!([mode])));
        self.leave_out_if(delivery.pacing.is_some(), "delivery/pacing");
        self.leave_out_if(delivery.starts.is_some(), "delivery/starts");
    }

    fn status(&self, out: &mut Map<String, Value>, award: &Award, class: &str) {
        match (award.status, is_credential(class)) {
            (AwardStatus::Active, _) => {}
            (AwardStatus::Retired, true) => put(out, "ceterms:credentialStatusType", Some(json!("credentialStat:Deprecated"))),
            (AwardStatus::Retired, false) => put(out, "ceterms:lifeCycleStatusType", Some(json!("lifeCycle:Ceased"))),
            (AwardStatus::Planned, false) => put(out, "ceterms:lifeCycleStatusType", Some(json!("lifeCycle:Developing"))),
            (AwardStatus::Planned, true) => self.leave_out("status"),
        }
    }
}

pub(super) fn put(out: &mut Map<String, Value>, term: &str, value: Option<Value>) {
    if let Some(value) = value {
        out.insert(term.to_owned(), value);
    }
}

/// A number as JSON writes it; as a text when JSON's readers would round it.
pub(super) fn number(value: Rational) -> Value {
    let written = exact::to_number(value);
    if exact::parse(&written.to_string()) == Some(value) { Value::Number(written) } else { json!(exact::decimal(value, 9)) }
}

fn level(level: &Level) -> (&'static str, Value) {
    if level.framework == "CTDL" {
        return ("ceterms:audienceLevelType", json!([format!("audLevel:{}", level.value)]));
    }
    let alignment = json!({ "@type": "ceterms:CredentialAlignmentObject", "ceterms:frameworkName": words(&level.framework), "ceterms:targetNodeName": words(&level.value) });
    ("ceterms:atLevel", json!([alignment]))
}

fn credit_point(credit: &Credit) -> Value {
    json!({ "@type": "elm:CreditPoint", "elm:framework": { "@id": ECTS }, "elm:point": exact::decimal(credit.value, 9) })
}

/// Credit as CTDL writes it. Units that it has no concept for stand in the description, in the contract's word.
pub(super) fn value_profile(credit: &Credit, award: &Award) -> Value {
    let mut out = Map::new();
    out.insert("@type".to_owned(), json!("ceterms:ValueProfile"));
    out.insert("schema:value".to_owned(), number(credit.value));
    match &credit.unit {
        CreditUnit::UsSemester => put(&mut out, "ceterms:creditUnitType", Some(json!("creditUnit:SemesterHour"))),
        CreditUnit::UsQuarter => put(&mut out, "ceterms:creditUnitType", Some(json!("creditUnit:QuarterHour"))),
        CreditUnit::Own { organization, name } if *organization == award.issuer && name == "credit" => {}
        unit => put(&mut out, "schema:description", Some(json!(unit.to_string()))),
    }
    Value::Object(out)
}

fn alignment(skill: &crate::model::Skill) -> Value {
    let mut out = Map::new();
    out.insert("@type".to_owned(), json!("ceterms:CredentialAlignmentObject"));
    put(&mut out, "ceterms:targetNode", skill.uri.as_ref().map(|uri| json!(uri)));
    out.insert("ceterms:targetNodeName".to_owned(), words(&skill.name));
    Value::Object(out)
}
