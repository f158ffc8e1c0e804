//! Transfer value and advanced standing: an agreement only when the receiving side says so itself.

use super::super::conversion::Claim;
use super::super::words::all;
use super::facts::Target;
use super::notes::Place;
use super::profile::Role;
use super::requirement::Subject;
use super::tree::shown;
use super::{Import, Records};
use crate::model::{
    Award, AwardId, AwardKind, AwardStatus, Confidence, Credit, Gate, GateKind, OrganizationId, Recognition, Requirement, Validity, exact,
};

/// One direction of credit: from what, toward what, on whose word.
struct Transfer<'t> {
    index: usize,
    place: Place<'t>,
    by: OrganizationId,
    from: Vec<(Target, Place<'t>)>,
    toward: Vec<usize>,
    unknown_toward: Vec<String>,
    value: Vec<Credit>,
    valid: Option<Validity>,
    is_over: bool,
}

impl<'t> Import<'t> {
    /// The recognitions and claims that an entity states.
    pub fn transfers(&self, index: usize, records: &mut Records) {
        if self.is_a(index, "ceterms:TransferValueProfile") {
            self.transfer_value(index, records);
        } else if self.is_a(index, "ceterms:TransferAgreement") {
            self.agreement(index);
        } else if self.is_award(index) {
            self.advanced_standing(index, records);
        }
    }

    fn transfer_value(&self, index: usize, records: &mut Records) {
        self.check_ctid(index);
        let mut owners = self.agents(index, "ceterms:ownedBy");
        let targets = |term: &str| {
            let items = self.items(index, term).iter();
            items.filter_map(|item| Some((self.target(item)?, item.place))).collect::<Vec<_>>()
        };
        let (mut toward, mut unknown_toward) = (Vec::new(), Vec::new());
        for (target, _) in targets("ceterms:transferValueFor") {
            match target {
                Target::Known(known) if self.is_award(known) => toward.push(self.stands_for.get(&known).copied().unwrap_or(known)),
                Target::Known(known) => unknown_toward.push(self.label(known)),
                Target::Unknown(address) => unknown_toward.push(shown(&address)),
            }
        }
        let mut valid = Validity { from: self.date(index, "ceterms:startDate"), until: self.date(index, "ceterms:endDate") };
        for agreement in self.agreements_on(index) {
            owners.extend(self.asserted_by(agreement));
            valid.from = valid.from.or_else(|| self.date(agreement, "ceterms:dateEffective"));
            valid.until = valid.until.or_else(|| self.date(agreement, "ceterms:expirationDate"));
        }
        let status = self.concepts(index, "ceterms:lifeCycleStatusType");
        let by = owners.iter().find(|owner| toward.iter().any(|&award| self.is_side_of(award, owner))).or(owners.first()).cloned();
        let by = by.unwrap_or_else(|| self.owner_of(index));
        let transfer = Transfer {
            index,
            place: self.tree.entities[index].place,
            value: self.credits(index, "ceterms:transferValue", &by),
            by,
            from: targets("ceterms:transferValueFrom"),
            toward,
            unknown_toward,
            valid: Some(valid).filter(|valid| *valid != Validity::default()),
            is_over: status.iter().any(|status| matches!(status.as_str(), "Ceased" | "Suspended" | "Developing")),
        };
        self.settle(transfer, records);
    }

    /// The agreements that a transfer value profile is part of.
    fn agreements_on(&self, profile: usize) -> Vec<usize> {
        let all = 0..self.tree.entities.len();
        all.filter(|&index| self.tree.entities[index].same_as.is_none() && self.is_a(index, "ceterms:TransferAgreement"))
            .filter(|&index| self.entities(index, "ceterms:hasTransferValueProfile").contains(&profile))
            .collect()
    }

    /// On whose word an agreement stands.
    fn asserted_by(&self, agreement: usize) -> Vec<OrganizationId> {
        ["ceterms:ownedBy", "ceterms:assertedBy", "ceasn:creator"].iter().flat_map(|term| self.agents(agreement, term)).collect()
    }

    /// Its sides are read; what it says beyond them is kept.
    fn agreement(&self, index: usize) {
        self.check_ctid(index);
        for term in ["ceterms:sendingOrganization", "ceterms:receivingOrganization"] {
            self.agents(index, term);
        }
    }

    /// Whether an organization is on the side of an award: it owns or offers it, or is a department of who does.
    fn is_side_of(&self, award: usize, organization: &OrganizationId) -> bool {
        let own = [self.agents(award, "ceterms:ownedBy"), self.agents(award, "ceterms:offeredBy")].concat();
        own.contains(organization)
            || own.iter().any(|owner| self.is_department(owner, organization) || self.is_department(organization, owner))
    }

    fn is_department(&self, of: &OrganizationId, organization: &OrganizationId) -> bool {
        let all = 0..self.tree.entities.len();
        let known = all.filter(|&index| self.has(index, "ceterms:department") || self.has(index, "ceterms:subOrganization"));
        known.into_iter().any(|index| {
            self.record_id("org:", index) == of.as_str()
                && ["ceterms:department", "ceterms:subOrganization"].iter().any(|term| self.agents(index, term).contains(organization))
        })
    }

    fn settle(&self, transfer: Transfer<'t>, records: &mut Records) {
        let owned = !transfer.toward.is_empty() && transfer.toward.iter().all(|&award| self.is_side_of(award, &transfer.by));
        let reason = if transfer.is_over {
            Some("the profile is not in force")
        } else if transfer.toward.is_empty() {
            Some("nothing that can be planned is named that it counts for")
        } else if !owned {
            Some("it is not the receiving side that says so")
        } else if transfer.from.is_empty() && !self.has(transfer.index, "ceterms:requires") {
            Some("nothing is named that counts")
        } else {
            None
        };
        if let Some(reason) = reason {
            self.claim(&transfer, reason);
            return;
        }
        let several = transfer.toward.len() > 1;
        for (number, &award) in transfer.toward.iter().enumerate() {
            let suffix = if several { format!("/{}", number + 1) } else { String::new() };
            self.recognise(&transfer, award, &suffix, records);
        }
    }

    fn recognise(&self, transfer: &Transfer<'t>, award: usize, suffix: &str, records: &mut Records) {
        let id = format!("{}{suffix}", self.record_id("rec:", transfer.index));
        let subject = Subject::new(AwardId::from(id.as_str()), transfer.by.clone());
        let requires = all(self.profiles(&subject, transfer.index, "ceterms:requires", Role::Entry));
        let (from, requires) = match (self.from(&subject, transfer), requires) {
            (Some(from), requires) => (from, requires),
            (None, Some(requires)) => (requires, None),
            (None, None) => return,
        };
        let receiving = self.award_id(award);
        let title = self.text(transfer.index, "ceterms:name");
        // Credit for a course is the course; credit toward a programme is a block of credit in it.
        let is_part = self.kind_is_part(award) || transfer.value.is_empty();
        let (grants, into) = if is_part { (receiving, None) } else { (self.block(transfer, award, suffix, records), Some(receiving)) };
        records.recognitions.push(Recognition {
            id: id.into(),
            title,
            by: transfer.by.clone(),
            from,
            grants,
            into,
            requires,
            within_months: None,
            fee: None,
            valid: transfer.valid,
            url: self.address(transfer.index, "ceterms:subjectWebpage"),
            description: self.text(transfer.index, "ceterms:description"),
            sources: self.sources(transfer.index, None),
            confidence: Confidence::Stated,
            extensions: self.kept_of(transfer.index),
        });
    }

    fn kind_is_part(&self, award: usize) -> bool {
        let kinds = self.tree.entities[award].types.iter().filter_map(|class| super::terms::award_kind(class));
        kinds.into_iter().any(|kind| matches!(kind, AwardKind::Course | AwardKind::Exam)) || self.is_component(award)
    }

    /// A block of credit toward a programme.
    fn block(&self, transfer: &Transfer<'t>, award: usize, suffix: &str, records: &mut Records) -> AwardId {
        let own = self.entities(transfer.index, "ceterms:transferValue").into_iter().next();
        let own = own.and_then(|value| self.tree.entities[value].id.as_deref()?.strip_prefix(super::terms::OWN).map(str::to_owned));
        let id: AwardId = own.unwrap_or_else(|| format!("{}/credit{suffix}", self.record_id("ctdl:", transfer.index))).into();
        let amount = transfer.value.first().map_or_else(String::new, |credit| format!("{} credits ", exact::decimal(credit.value, 2)));
        let block = Award {
            id: id.clone(),
            title: format!("{amount}toward {}", self.label(award)),
            kind: AwardKind::TransferCredit,
            issuer: transfer.by.clone(),
            platform: None,
            url: None,
            description: None,
            level: None,
            credits: transfer.value.clone(),
            cost: None,
            effort: None,
            delivery: None,
            earnable: false,
            requires: None,
            recommends: None,
            validity_months: None,
            skills: Vec::new(),
            language: None,
            status: AwardStatus::Active,
            sources: self.sources(transfer.index, None),
            confidence: Confidence::Derived,
            extensions: Vec::new(),
        };
        records.awards.entry(id.clone()).or_insert(block);
        id
    }

    /// What is recognised. Several members do not say whether all or any of them are meant: all of them surely do, one of
    /// them when somebody says so.
    fn from(&self, subject: &Subject, transfer: &Transfer<'t>) -> Option<Requirement> {
        let mut leaves: Vec<Requirement> = transfer.from.iter().map(|(target, at)| self.leaf(subject, target, *at)).collect();
        if leaves.len() < 2 {
            return leaves.pop();
        }
        self.notes.warn(
            transfer.place,
            "ambiguous-transfer",
            "Several things are named that count, and nothing says whether all or any one of them are needed",
            "Ask the receiving side; the learner record answers",
        );
        let mut question = subject.gate(GateKind::Approval, "Is one of the awards named by the agreement enough?");
        if let Requirement::Gate(Gate { gate, .. }) = &mut question {
            *gate = format!("{}/any-one", subject.id).into();
        }
        let one = Requirement::All { of: vec![Requirement::Any(leaves.clone()), question], distinct: false };
        Some(Requirement::Any(vec![Requirement::All { of: leaves, distinct: false }, one]))
    }

    fn claim(&self, transfer: &Transfer<'t>, reason: &str) {
        let called = |target: &Target| match target {
            Target::Known(index) => self.label(*index),
            Target::Unknown(address) => shown(address),
        };
        let organizations = self.organizations.borrow();
        let by = organizations.get(&transfer.by).map_or_else(|| transfer.by.to_string(), |organization| organization.name.clone());
        let toward = transfer.toward.iter().map(|&award| self.label(award)).chain(transfer.unknown_toward.iter().cloned()).collect();
        let from = transfer.from.iter().map(|(target, _)| called(target)).collect();
        let message = format!("Claimed by sender: {by} states credit that no route rests on, for {reason}");
        self.notes.warn(transfer.place, "claimed-by-sender", &message, "Ask the receiving side for its agreement");
        let title = self.text(transfer.index, "ceterms:name").or_else(|| self.text(transfer.index, "ceterms:description"));
        self.claims.borrow_mut().push(Claim { title, by, from, toward, reason: reason.to_owned() });
    }

    /// Advanced standing: with an amount of credit and on the word of the receiving side it is an agreement, else a claim.
    fn advanced_standing(&self, index: usize, records: &mut Records) {
        for (term, receives) in [("ceterms:advancedStandingFrom", true), ("ceterms:isAdvancedStandingFor", false)] {
            for item in self.items(index, term) {
                let Some(target) = self.target(item) else { continue };
                let profile = match target {
                    Target::Known(inner) if self.is_a(inner, "ceterms:ConditionProfile") => Some(inner),
                    _ => None,
                };
                let others: Vec<(Target, Place<'t>)> = match profile {
                    Some(inner) => ["ceterms:targetCredential", "ceterms:targetLearningOpportunity", "ceterms:targetAssessment"]
                        .iter()
                        .flat_map(|term| self.items(inner, term))
                        .filter_map(|item| Some((self.target(item)?, item.place)))
                        .collect(),
                    None => vec![(target.clone(), item.place)],
                };
                let asserted = profile.map(|inner| self.agents(inner, "ceterms:assertedBy")).unwrap_or_default();
                let by = asserted.into_iter().next().unwrap_or_else(|| self.owner_of(index));
                let value = profile.map(|inner| self.credits(inner, "ceterms:creditValue", &by)).unwrap_or_default();
                let known = |list: &[(Target, Place<'t>)]| -> Vec<usize> {
                    list.iter()
                        .filter_map(|(t, _)| if let Target::Known(i) = t { Some(*i) } else { None })
                        .filter(|&i| self.is_award(i))
                        .collect()
                };
                let here = (Target::Known(index), item.place);
                let (from, toward) = if receives { (others, vec![index]) } else { (vec![here], known(&others)) };
                let transfer = Transfer {
                    index: profile.unwrap_or(index),
                    place: item.place,
                    by,
                    from,
                    toward,
                    unknown_toward: Vec::new(),
                    valid: None,
                    is_over: false,
                    value,
                };
                if transfer.value.is_empty() {
                    self.claim(&transfer, "advanced standing is stated without an amount of credit");
                } else {
                    self.settle(transfer, records);
                }
            }
        }
    }
}
