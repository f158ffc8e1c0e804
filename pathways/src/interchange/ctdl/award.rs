//! Resources as awards.

use super::super::words::all;
use super::Import;
use super::facts::Target;
use super::profile::Role;
use super::requirement::Subject;
use super::terms::{OWN, award_kind, is_component, is_ctid};
use super::tree::Datum;
use crate::model::{
    Award, AwardKind, AwardStatus, Confidence, Delivery, DeliveryMode, Effort, Level, OrganizationId, Requirement, Skill, exact,
};

/// Properties that say what must be there before, and what they are called for people.
const BEFORE: [&str; 3] = ["ceterms:entryCondition", "ceterms:coPrerequisite", "ceterms:corequisite"];

impl<'t> Import<'t> {
    /// The award that an entity is. `None`: it is none, or stands for one that is described elsewhere.
    pub fn award(&self, index: usize) -> Option<Award> {
        if !self.is_award(index) || self.stands_for.contains_key(&index) {
            return None;
        }
        let issuer = self.owner_of(index);
        let subject = Subject::new(self.award_id(index), issuer.clone());
        self.check_ctid(index);
        let kind = self.kind(index);
        let requires = self.requires(&subject, index);
        let recommends = self.recommends(&subject, index);
        let page = self.address(index, "ceterms:subjectWebpage");
        let mut credits = self.all_credits(index, &issuer);
        for size in subject.size.take() {
            if credits.iter().all(|credit| credit.unit != size.unit) {
                credits.push(size);
            }
        }
        let groups = requires.as_ref().is_some_and(|r| !r.awards().is_empty()) && self.is_group(index);
        let own_effort = self.effort(index);
        Some(Award {
            id: subject.id.clone(),
            title: self.title(index),
            kind,
            platform: self.platform(index, &issuer),
            issuer,
            url: page.clone(),
            description: self.text(index, "ceterms:description"),
            level: self.level(index),
            credits,
            cost: self.cost(index),
            effort: own_effort.or_else(|| groups.then(|| Effort { hours: Some(exact::whole(0)), weeks: Some(0) })),
            delivery: self.delivery(index),
            earnable: kind != AwardKind::TransferCredit,
            requires,
            recommends,
            validity_months: self.validity(index),
            skills: self.skills(index, subject.skills.take()),
            language: self.language(index),
            status: self.status(index),
            sources: self.sources(index, page.as_deref()),
            confidence: Confidence::Stated,
            extensions: self.kept_of(index),
        })
    }

    fn title(&self, index: usize) -> String {
        self.text(index, "ceterms:name").unwrap_or_else(|| {
            self.notes.warn(
                self.tree.entities[index].place,
                "no-name",
                "This has no name; its description or address stands for it",
                "Add `ceterms:name`",
            );
            self.label(index)
        })
    }

    fn kind(&self, index: usize) -> AwardKind {
        let types = &self.tree.entities[index].types;
        let kinds = types.iter().filter_map(|class| award_kind(class));
        let stated = kinds.max_by_key(|kind| *kind != AwardKind::Other).unwrap_or(AwardKind::Other);
        if !types.iter().any(|class| class == "ceterms:CredentialComponent") {
            return stated;
        }
        let typed = self.concepts(index, "ceterms:credentialType");
        typed.iter().find_map(|class| award_kind(&format!("ceterms:{class}"))).unwrap_or_else(|| {
            self.unread(index, "ceterms:credentialType");
            stated
        })
    }

    /// Whether an entity only holds others together and is no study by itself.
    fn is_group(&self, index: usize) -> bool {
        let types = &self.tree.entities[index].types;
        types
            .iter()
            .any(|class| is_component(class) && !matches!(class.as_str(), "ceterms:CourseComponent" | "ceterms:AssessmentComponent"))
    }

    fn requires(&self, subject: &Subject, index: usize) -> Option<Requirement> {
        let mut parts = self.profiles(subject, index, "ceterms:requires", Role::Requires);
        for term in BEFORE {
            let found = self.profiles(subject, index, term, Role::Entry);
            if term == "ceterms:corequisite" && !found.is_empty() {
                let message = "What must be studied at the same time is read as required before, which is always allowed";
                self.notes.warn(self.tree.entities[index].place, "corequisite", message, "Nothing, if it may be done before");
            }
            parts.extend(found);
        }
        for item in self.items(index, "ceterms:prerequisite") {
            parts.extend(self.target(item).map(|target| self.leaf(subject, &target, item.place)));
        }
        parts.extend(self.component_requirements(subject, index));
        for (component, award) in &self.stands_for {
            if *award == index && self.has(*component, "ceterms:hasCondition") {
                parts.extend(self.own_requirements(subject, *component));
            }
        }
        all(parts)
    }

    /// Advice: what is recommended, what prepares for it, what comes before it, and the parts of a programme that says
    /// nothing of which are needed.
    fn recommends(&self, subject: &Subject, index: usize) -> Option<Requirement> {
        let mut parts = self.profiles(subject, index, "ceterms:recommends", Role::Advice);
        parts.extend(self.profiles(subject, index, "ceterms:preparationFrom", Role::Advice));
        for term in ["ceterms:precededBy", "ceterms:hasPart"] {
            for item in self.items(index, term) {
                if let Some(target @ Target::Known(_)) = self.target(item) {
                    parts.push(self.leaf(subject, &target, item.place));
                }
            }
        }
        if self.has(index, "ceterms:hasPart") && !self.has(index, "ceterms:requires") {
            let message = "The parts of this programme are listed, and nothing says which of them are needed; they are shown as advice";
            self.notes.warn(self.tree.entities[index].place, "parts-only", message, "Add the requirement if there is one");
        }
        parts.dedup();
        all(parts)
    }

    /// Where it is taken, when one other organization offers it.
    fn platform(&self, index: usize, issuer: &OrganizationId) -> Option<OrganizationId> {
        let offering = self.agents(index, "ceterms:offeredBy");
        match &offering[..] {
            [only] if only != issuer && self.has(index, "ceterms:ownedBy") => Some(only.clone()),
            _ => None,
        }
    }

    /// A level of a named framework, else the audience level.
    fn level(&self, index: usize) -> Option<Level> {
        for alignment in self.entities(index, "ceterms:atLevel") {
            let framework = self.text(alignment, "ceterms:frameworkName");
            let value = self.text(alignment, "ceterms:targetNodeName").or_else(|| self.text(alignment, "ceterms:targetName"));
            for term in ["ceterms:framework", "ceterms:targetNode"] {
                self.items(alignment, term);
            }
            if let (Some(framework), Some(value)) = (framework, value) {
                return Some(Level { framework, value });
            }
            self.unread(index, "ceterms:atLevel");
        }
        let audience = self.concepts(index, "ceterms:audienceLevelType").into_iter().next()?;
        Some(Level { framework: "CTDL".to_owned(), value: audience })
    }

    fn delivery(&self, index: usize) -> Option<Delivery> {
        let modes: Vec<String> = ["ceterms:deliveryType", "ceterms:learningDeliveryType", "ceterms:assessmentDeliveryType"]
            .iter()
            .flat_map(|term| self.concepts(index, term))
            .collect();
        let has = |word: &str| modes.iter().any(|mode| mode == word);
        let mode = if has("BlendedDelivery") || (has("OnlineOnly") && has("InPerson")) {
            DeliveryMode::Blended
        } else if has("OnlineOnly") {
            DeliveryMode::Online
        } else if has("InPerson") {
            DeliveryMode::OnCampus
        } else {
            for term in ["ceterms:deliveryType", "ceterms:learningDeliveryType", "ceterms:assessmentDeliveryType"] {
                self.unread(index, term);
            }
            return None;
        };
        Some(Delivery { mode: Some(mode), ..Delivery::default() })
    }

    fn validity(&self, index: usize) -> Option<u32> {
        let item = self.items(index, "ceterms:renewalFrequency").first()?;
        let Datum::Text { .. } = &item.datum else {
            self.unread(index, "ceterms:renewalFrequency");
            return None;
        };
        let span = self.duration(index, "ceterms:renewalFrequency")?;
        u32::try_from((span.days / exact::days_per_month()).round().to_integer()).ok()
    }

    fn skills(&self, index: usize, mut skills: Vec<Skill>) -> Vec<Skill> {
        for term in ["ceterms:teaches", "ceterms:assesses"] {
            for item in self.items(index, term) {
                skills.extend(self.skill(item));
            }
        }
        let mut out: Vec<Skill> = Vec::with_capacity(skills.len());
        for skill in skills {
            if !out.contains(&skill) {
                out.push(skill);
            }
        }
        out
    }

    fn language(&self, index: usize) -> Option<String> {
        let tags: Vec<String> = self
            .items(index, "ceterms:inLanguage")
            .iter()
            .filter_map(|item| match &item.datum {
                Datum::Text { text, .. } => Some(text.clone()),
                _ => None,
            })
            .collect();
        let tag = tags
            .iter()
            .find(|tag| oxilangtag::LanguageTag::parse(tag.as_str()).is_ok_and(|tag| (2..=3).contains(&tag.primary_language().len())));
        if tag.is_none() || tags.len() > 1 {
            self.unread(index, "ceterms:inLanguage");
        }
        tag.cloned()
    }

    fn status(&self, index: usize) -> AwardStatus {
        let stated = ["ceterms:credentialStatusType", "ceterms:lifeCycleStatusType"]
            .iter()
            .find_map(|term| self.concepts(index, term).into_iter().next());
        match stated.as_deref() {
            Some("Deprecated" | "Ceased" | "Suspended" | "TeachOut") => AwardStatus::Retired,
            Some("Developing") => AwardStatus::Planned,
            Some("Ceasing") => {
                self.notes.warn(
                    self.tree.entities[index].place,
                    "ceasing",
                    "This is about to cease; it still counts as active",
                    "Check until when it can be begun",
                );
                AwardStatus::Active
            }
            _ => AwardStatus::Active,
        }
    }

    /// A CTID that is none is reported and not repaired; the address then says what the resource is.
    pub fn check_ctid(&self, index: usize) {
        for item in self.items(index, "ceterms:ctid") {
            let Datum::Text { text, .. } = &item.datum else { continue };
            if !is_ctid(text) {
                let message = format!("“{text}” is no CTID: `ce-` and a UUID in lower case");
                self.notes.warn(item.place, "bad-ctid", &message, "Publish it with its right CTID; its address is used until then");
            } else if let Some(id) = self.tree.entities[index].id.as_deref().filter(|id| !id.starts_with("_:") && !id.starts_with(OWN)) {
                let last = super::terms::local(id);
                if is_ctid(last) && last != text {
                    self.notes.warn(
                        item.place,
                        "ctid-differs",
                        &format!("The CTID differs from the one in the address, {last}; the CTID holds"),
                        "Correct one of the two",
                    );
                }
            }
        }
    }
}
