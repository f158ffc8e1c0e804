//! From nodes to awards.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use indexmap::IndexMap;
use serde_json::{Value, json};

use super::super::conversion::{Claim, Conversion, Terms};
use super::super::credential::document::id_of;
use super::super::source::SourceFile;
use super::super::words::{all, slug};
use super::nodes::{Nodes, classes, local};
use super::specification::{Specification, mode};
use super::{CLASSES, KEY, Name, finding};
use crate::finding::{Finding, Severity};
use crate::frameworks::{Annex, AnnexElement};
use crate::model::{
    Award, AwardId, AwardKind, AwardStatus, Confidence, Cost, Currency, Delivery, Effort, Gate, GateKind, Money, Organization,
    OrganizationId, Pack, PackHeader, Requirement, exact,
};

/// The terms that become facts of an award; all others are counted.
const READ: [&str; 27] = [
    "id",
    "type",
    "title",
    "description",
    "definition",
    "homepage",
    "landingPage",
    "eqfLevel",
    "creditPoint",
    "volumeOfLearning",
    "maximumDuration",
    "duration",
    "learningOutcome",
    "entryRequirement",
    "hasPart",
    "isPartOf",
    "priceDetail",
    "mode",
    "providedBy",
    "awardingBody",
    "awardingOpportunity",
    "learningAchievementSpecification",
    "dcType",
    "entitlesTo",
    "identifier",
    "provenBy",
    "accreditation",
];

/// The most skills of all awards together: a few outcomes may be named by very many awards.
const MOST_OF_ALL_SKILLS: usize = 500_000;

/// A document that is being read.
pub(super) struct Reader<'v> {
    file: &'v SourceFile,
    nodes: Nodes<'v>,
    described: Vec<&'v Value>,
    /// The ids given so far, by the identifier of the node.
    ids: RefCell<HashMap<String, AwardId>>,
    taken: RefCell<HashSet<AwardId>>,
    organizations: RefCell<IndexMap<OrganizationId, Organization>>,
    warnings: RefCell<Vec<Finding>>,
    unmapped: RefCell<Terms>,
    claims: RefCell<Vec<Claim>>,
    /// How many skills the awards have so far.
    skills: Cell<usize>,
}

impl<'v> Reader<'v> {
    pub(super) fn new(file: &'v SourceFile, document: &'v Value, described: Vec<&'v Value>) -> Self {
        Self {
            file,
            nodes: Nodes::of(document),
            described,
            ids: RefCell::default(),
            taken: RefCell::default(),
            organizations: RefCell::default(),
            warnings: RefCell::default(),
            unmapped: RefCell::default(),
            claims: RefCell::default(),
            skills: Cell::default(),
        }
    }

    pub(super) fn conversion(self, day: NaiveDate) -> Conversion {
        let is_opportunity = |node: &&&Value| classes(node).contains(&"LearningOpportunity");
        // Opportunities of a specification say where, when and for how much the same award is offered.
        let mut offers: BTreeMap<usize, Vec<&Value>> = BTreeMap::new();
        let mut alone: Vec<&Value> = Vec::new();
        let specifications: Vec<&Value> = self.described.iter().filter(|node| !is_opportunity(node)).copied().collect();
        let places: HashMap<Name<'_>, usize> = specifications.iter().enumerate().map(|(place, node)| (Name::of(node), place)).collect();
        for opportunity in self.described.iter().filter(is_opportunity) {
            let specified = self.nodes.at(opportunity, "learningAchievementSpecification");
            let place = specified.and_then(|wanted| places.get(&Name::of(wanted)).copied());
            match place {
                Some(place) => offers.entry(place).or_default().push(opportunity),
                None => alone.push(opportunity),
            }
        }
        let mut awards = Vec::new();
        for (place, node) in specifications.iter().enumerate() {
            awards.extend(self.award(node, offers.get(&place).map_or(&[][..], Vec::as_slice)));
        }
        awards.extend(alone.into_iter().filter_map(|node| self.award(node, &[node])));
        let title = awards.first().map(|award: &Award| award.title.clone());
        let id = awards.first().map_or_else(|| "elm:empty".to_owned(), |award| award.id.to_string());
        let header = PackHeader {
            id: id.as_str().into(),
            title,
            version: day.to_string(),
            description: None,
            url: None,
            sources: Vec::new(),
            confidence: Confidence::Stated,
            extensions: Vec::new(),
        };
        let organizations = self.organizations.into_inner().into_values().collect();
        Conversion {
            pack: Pack { header, organizations, awards, recognitions: Vec::new() },
            unmapped: self.unmapped.into_inner().counted(),
            claims: self.claims.into_inner(),
            warnings: self.warnings.into_inner(),
        }
    }

    fn award(&self, node: &'v Value, offers: &[&'v Value]) -> Option<Award> {
        let nodes = &self.nodes;
        let Some(title) = nodes.label(node, "title") else {
            self.warn("no-title", id_of(node), "This has no title and was left out", "Add a title");
            return None;
        };
        let id = self.id(node, &title);
        let said = Specification::of(nodes, node);
        let offered: Vec<Specification> = offers.iter().map(|&offer| Specification::of(nodes, offer)).collect();
        let issuer = self.awarding_body(node, offers);
        let provider = offers.iter().find_map(|&offer| nodes.at(offer, "providedBy")).map(|body| self.organization(body));
        let mut parts: Vec<Requirement> = nodes
            .all(node, "hasPart")
            .into_iter()
            .map(|part| Requirement::award(self.id(part, &nodes.label(part, "title").unwrap_or_default())))
            .collect();
        let before = said.prerequisites.clone().or_else(|| offered.iter().find_map(|one| one.prerequisites.clone()));
        parts.extend(before.map(|text| {
            let gate = format!("{id}/entry").as_str().into();
            Requirement::Gate(Gate { gate, kind: Some(GateKind::Other), label: Some(text), met_by: None })
        }));
        let hours = said.hours.or_else(|| offered.iter().find_map(|one| one.hours));
        let weeks = said.weeks.or_else(|| offered.iter().find_map(|one| one.weeks));
        let mode = std::iter::once(node).chain(offers.iter().copied()).find_map(|one| mode(nodes, one));
        self.claim_entitlements(node, &title, &issuer);
        let skills = self.skills.get() + said.skills.len();
        self.skills.set(skills);
        if skills > MOST_OF_ALL_SKILLS {
            let message = format!("The document names more than {MOST_OF_ALL_SKILLS} skills");
            let refusal = finding(self.file, Severity::Error, "too-large", None, &message, "Split it into several documents");
            self.warnings.borrow_mut().push(refusal);
            return None;
        }
        self.count(node);
        let others = offers.iter().copied().filter(|offer| !std::ptr::eq(*offer, node));
        let kept: Vec<Value> = std::iter::once(node).chain(others).map(|node| self.kept(node)).collect();
        let mut extensions = vec![(KEY.to_owned(), Value::Array(kept))];
        let beyond = annex_beyond(nodes, node);
        if !beyond.is_empty() {
            extensions.push((Annex::KEY.to_owned(), json!(beyond)));
        }
        let kind = self.kind(node);
        Some(Award {
            id,
            title,
            kind,
            platform: provider.filter(|provider| *provider != issuer),
            issuer,
            url: ["homepage", "landingPage"].iter().find_map(|term| nodes.page(node, term)).filter(|page| page.starts_with("http")),
            description: ["description", "definition"].iter().find_map(|term| nodes.label(node, term)),
            level: said.level,
            credits: said.credits,
            cost: self.cost(offers),
            effort: (hours.is_some() || weeks.is_some()).then_some(Effort { hours, weeks }),
            delivery: mode.map(|mode| Delivery { mode: Some(mode), ..Delivery::default() }),
            earnable: true,
            requires: all(parts),
            recommends: None,
            validity_months: None,
            skills: said.skills,
            language: None,
            status: AwardStatus::Active,
            sources: Vec::new(),
            confidence: Confidence::Stated,
            extensions,
        })
    }

    /// A node as it came. What is an award of its own within it is kept with that one, and named here.
    fn kept(&self, node: &Value) -> Value {
        match node {
            Value::Object(map) => Value::Object(map.iter().map(|(key, value)| (key.clone(), self.kept_within(value))).collect()),
            other => other.clone(),
        }
    }

    fn kept_within(&self, value: &Value) -> Value {
        match value {
            Value::Array(list) => list.iter().map(|one| self.kept_within(one)).collect(),
            Value::Object(map) if map.len() > 2 && classes(value).iter().any(|class| CLASSES.contains(class)) => {
                let title = self.nodes.label(value, "title").unwrap_or_default();
                let own = || format!("urn:x-cairn:{}", self.id(value, &title));
                json!({ "id": id_of(value).map_or_else(own, str::to_owned), "type": map.get("type").or_else(|| map.get("@type")) })
            }
            Value::Object(_) => self.kept(value),
            other => other.clone(),
        }
    }

    /// The same node gets the same id in every import; two that would get the same one are told apart by a number.
    fn id(&self, node: &Value, title: &str) -> AwardId {
        let name = id_of(node).filter(|id| !id.starts_with("_:")).map_or_else(|| title.to_owned(), str::to_owned);
        let mut ids = self.ids.borrow_mut();
        if let Some(id) = ids.get(&name) {
            return id.clone();
        }
        let plain = format!("elm:{}", slug(&name));
        let mut taken = self.taken.borrow_mut();
        let mut id = AwardId::from(plain.as_str());
        let mut number = 2;
        while !taken.insert(id.clone()) {
            id = AwardId::from(format!("{plain}-{number}").as_str());
            number += 1;
        }
        ids.insert(name, id.clone());
        id
    }

    fn awarding_body(&self, node: &'v Value, offers: &[&'v Value]) -> OrganizationId {
        let of = |node: &'v Value| {
            let direct = self.nodes.at(node, "awardingBody");
            direct.or_else(|| self.nodes.at(node, "awardingOpportunity").and_then(|process| self.nodes.at(process, "awardingBody")))
        };
        let body = of(node).or_else(|| offers.iter().find_map(|&offer| self.nodes.at(offer, "providedBy")));
        match body {
            Some(body) => self.organization(body),
            None => self.unstated(),
        }
    }

    fn organization(&self, node: &'v Value) -> OrganizationId {
        let nodes = &self.nodes;
        let name = ["legalName", "prefLabel", "altLabel"].iter().find_map(|term| nodes.label(node, term));
        let address = id_of(node).filter(|id| !id.starts_with("_:"));
        let Some(shown) = name.clone().or_else(|| address.map(str::to_owned)) else { return self.unstated() };
        let id = OrganizationId::from(format!("org:{}", slug(address.unwrap_or(&shown))).as_str());
        // Many awards may name the same one, which is looked at once.
        if self.organizations.borrow().contains_key(&id) {
            return id;
        }
        let organization = Organization {
            id: id.clone(),
            name: shown,
            country: country(nodes, node),
            kind: None,
            url: nodes.page(node, "homepage").filter(|page| page.starts_with("http")),
            description: None,
            sources: Vec::new(),
            confidence: if name.is_some() { Confidence::Stated } else { Confidence::Assumed },
            extensions: vec![(KEY.to_owned(), self.kept(node))],
        };
        self.organizations.borrow_mut().insert(id.clone(), organization);
        id
    }

    fn unstated(&self) -> OrganizationId {
        let id = OrganizationId::from("org:institution-not-stated");
        self.organizations.borrow_mut().entry(id.clone()).or_insert_with(|| Organization {
            id: id.clone(),
            name: "Institution not stated".to_owned(),
            country: None,
            kind: None,
            url: None,
            description: Some("Stands for the institution, which the file does not name.".to_owned()),
            sources: Vec::new(),
            confidence: Confidence::Assumed,
            extensions: Vec::new(),
        });
        id
    }

    /// What kind of award it is, as far as the English label of its type says so.
    fn kind(&self, node: &'v Value) -> AwardKind {
        let said: Vec<String> = self.nodes.all(node, "dcType").into_iter().filter_map(|kind| self.nodes.label(kind, "prefLabel")).collect();
        let said = said.join(" ").to_lowercase();
        let has = |word: &str| said.contains(word);
        if has("micro-credential") || has("microcredential") {
            AwardKind::Microcredential
        } else if has("bachelor") {
            AwardKind::Bachelor
        } else if has("master") {
            AwardKind::Master
        } else if has("doctor") {
            AwardKind::Doctorate
        } else if has("module") {
            AwardKind::Module
        } else if has("course") || (said.is_empty() && classes(node).contains(&"LearningOpportunity")) {
            AwardKind::Course
        } else if has("certificate") {
            AwardKind::Certificate
        } else {
            AwardKind::Other
        }
    }

    /// The price, if there is one and the same for everybody.
    fn cost(&self, offers: &[&'v Value]) -> Option<Cost> {
        let nodes = &self.nodes;
        let details: Vec<&Value> = offers.iter().flat_map(|&offer| nodes.all(offer, "priceDetail")).collect();
        let prices: Vec<Option<Money>> = details
            .iter()
            .map(|&detail| {
                let amount = nodes.at(detail, "amount").unwrap_or(detail);
                let value = exact::parse(nodes.plain(amount, "value")?.trim()).filter(|value| *value >= exact::whole(0))?;
                let code = nodes.ids(amount, "unit").into_iter().next()?;
                Some(Money::from_major(value, Currency::from_code(local(code))?))
            })
            .collect();
        let first = *prices.first()?;
        if first.is_none() || prices.iter().any(|price| *price != first) {
            let place = offers.first().and_then(|offer| id_of(offer));
            let message = "Several prices hold for different people, or one is not in numbers; the price is left unknown";
            self.warn("cost-needs-choice", place, message, "Enter the price that holds");
            return None;
        }
        let basis =
            details.first().and_then(|detail| ["prefLabel", "title", "description"].iter().find_map(|term| nodes.label(detail, term)));
        Some(Cost { money: first?, per_month: false, basis, as_of: None })
    }

    fn claim_entitlements(&self, node: &'v Value, title: &str, issuer: &OrganizationId) {
        for entitlement in self.nodes.all(node, "entitlesTo") {
            let specified = self.nodes.at(entitlement, "specifiedBy").unwrap_or(entitlement);
            let toward = self.nodes.all(specified, "limitQualification").into_iter();
            let toward: Vec<String> =
                toward.filter_map(|one| self.nodes.label(one, "title").or_else(|| id_of(one).map(str::to_owned))).collect();
            let by = self.organizations.borrow().get(issuer).map_or_else(|| issuer.to_string(), |issuer| issuer.name.clone());
            self.claims.borrow_mut().push(Claim {
                title: self.nodes.label(entitlement, "title"),
                by,
                from: vec![title.to_owned()],
                toward,
                reason: "an entitlement says what an award opens, and not which credit the receiving side counts".to_owned(),
            });
        }
    }

    /// Counts the terms that become no fact.
    fn count(&self, node: &Value) {
        let class = classes(node).first().copied().unwrap_or("node");
        for term in node.as_object().into_iter().flat_map(serde_json::Map::keys).map(|key| local(key)) {
            if !READ.contains(&term) && term != "context" {
                self.unmapped.borrow_mut().add(format!("{class} {term}"));
            }
        }
    }

    fn warn(&self, code: &str, id: Option<&str>, message: &str, remedy: &str) {
        self.warnings.borrow_mut().push(finding(self.file, Severity::Warning, code, id, message, remedy));
    }
}

/// What the source states of Annex I beyond what an award can say.
fn annex_beyond<'v>(nodes: &Nodes<'v>, node: &'v Value) -> Vec<&'static str> {
    let stated = [
        (AnnexElement::Assessment, nodes.has(node, "provenBy")),
        (AnnexElement::QualityAssurance, nodes.has(node, "accreditation")),
        (AnnexElement::Stackability, nodes.has(node, "entitlesTo") || nodes.has(node, "isPartOf")),
    ];
    stated.into_iter().filter(|(_, is_stated)| *is_stated).map(|(element, _)| element.as_str()).collect()
}

/// The country of an organisation, in two letters.
pub(in crate::interchange) fn country<'v>(nodes: &Nodes<'v>, organisation: &'v Value) -> Option<String> {
    let places = nodes.all(organisation, "location").into_iter();
    let addresses = places.flat_map(|place| nodes.all(place, "address"));
    let codes = addresses.flat_map(|address| nodes.ids(address, "countryCode"));
    codes.filter_map(|code| isocountry::CountryCode::for_alpha3(local(code)).ok()).map(|code| code.alpha2().to_owned()).next()
}
