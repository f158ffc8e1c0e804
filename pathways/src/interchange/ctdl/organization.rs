//! Organizations: those that the documents describe, and those that they only name.

use super::Import;
use super::facts::Target;
use super::terms::{is_organization, organization_kind};
use super::tree::shown;
use crate::model::{Confidence, Organization, OrganizationId, Source};

/// Countries as documents name them in words, with their codes.
const COUNTRIES: [(&str, &str); 12] = [
    ("united states", "US"),
    ("united states of america", "US"),
    ("usa", "US"),
    ("canada", "CA"),
    ("united kingdom", "GB"),
    ("australia", "AU"),
    ("new zealand", "NZ"),
    ("ireland", "IE"),
    ("india", "IN"),
    ("germany", "DE"),
    ("france", "FR"),
    ("singapore", "SG"),
];

impl Import<'_> {
    /// Takes every organization that is described.
    pub fn take_organizations(&self) {
        for (index, entity) in self.tree.entities.iter().enumerate() {
            if entity.same_as.is_none() && entity.types.iter().any(|class| is_organization(class)) {
                self.organization(index);
            }
        }
    }

    fn organization(&self, index: usize) -> OrganizationId {
        let id: OrganizationId = self.record_id("org:", index).into();
        if self.organizations.borrow().contains_key(&id) {
            return id;
        }
        self.check_ctid(index);
        let kinds = self.concepts(index, "ceterms:agentType");
        let page = self.address(index, "ceterms:subjectWebpage");
        let organization = Organization {
            id: id.clone(),
            name: self.text(index, "ceterms:name").unwrap_or_else(|| self.label(index)),
            country: self.country(index),
            kind: kinds.iter().find_map(|kind| organization_kind(kind)),
            url: page.clone(),
            description: self.text(index, "ceterms:description"),
            sources: self.sources(index, page.as_deref()),
            confidence: Confidence::Stated,
            extensions: self.kept_of(index),
        };
        self.organizations.borrow_mut().insert(id.clone(), organization);
        id
    }

    fn country(&self, index: usize) -> Option<String> {
        let places = self.entities(index, "ceterms:address");
        let found = places.iter().find_map(|&place| {
            let name = self.text(place, "ceterms:addressCountry")?;
            let is_code = name.len() == 2 && name.bytes().all(|b| b.is_ascii_uppercase());
            if is_code {
                Some(name)
            } else {
                COUNTRIES.iter().find(|(word, _)| *word == name.to_lowercase()).map(|(_, code)| (*code).to_owned())
            }
        });
        if found.is_none() {
            self.unread(index, "ceterms:address");
        }
        found
    }

    /// Who owns what an entity describes: its owner, else who offers it, else the owner of its pathway.
    pub fn owner_of(&self, index: usize) -> OrganizationId {
        self.stated_owner(index).or_else(|| self.stated_owner(*self.pathway_of.get(&index)?)).unwrap_or_else(|| self.nobody(index))
    }

    /// Who owns an entity, as far as it says so.
    pub fn stated_owner(&self, index: usize) -> Option<OrganizationId> {
        self.agents(index, "ceterms:ownedBy").into_iter().chain(self.agents(index, "ceterms:offeredBy")).next()
    }

    /// The organizations of a property.
    pub fn agents(&self, index: usize, term: &str) -> Vec<OrganizationId> {
        let items = self.items(index, term);
        items
            .iter()
            .filter_map(|item| Some((self.target(item)?, item.place)))
            .map(|(target, at)| match target {
                Target::Known(agent) => self.organization(agent),
                Target::Unknown(address) => {
                    let id: OrganizationId = self.id_of_address("org:", &address).into();
                    if !self.organizations.borrow().contains_key(&id) {
                        let name = shown(&address);
                        let message = format!("Nothing in these documents describes the organization {name}");
                        self.notes.warn(
                            at,
                            "dangling-organization",
                            &message,
                            "Import its document as well; until then its address stands for its name",
                        );
                        self.placeholder(
                            &id,
                            name,
                            "The documents name this organization and do not describe it: its address stands for its name.",
                        );
                    }
                    id
                }
            })
            .collect()
    }

    /// The organization that stands for none.
    fn nobody(&self, index: usize) -> OrganizationId {
        let id: OrganizationId = format!("{}/issuer-not-stated", self.pack_id().replacen("ctdl:", "org:", 1)).into();
        let message = "Nothing says who awards this, nor of others in this file that lack an owner";
        self.notes.once(self.tree.entities[index].place, "no-issuer", message, "Add `ceterms:ownedBy`");
        self.placeholder(&id, "Issuer not stated".to_owned(), "Stands for the issuer of awards whose documents name none.");
        id
    }

    fn placeholder(&self, id: &OrganizationId, name: String, why: &str) {
        self.organizations.borrow_mut().entry(id.clone()).or_insert_with(|| Organization {
            id: id.clone(),
            name,
            country: None,
            kind: None,
            url: None,
            description: Some(why.to_owned()),
            sources: Vec::new(),
            confidence: Confidence::Assumed,
            extensions: Vec::new(),
        });
    }

    /// Where a record can be read: its address in the Registry, else its page.
    pub fn sources(&self, index: usize, page: Option<&str>) -> Vec<Source> {
        let own = self.tree.entities[self.tree.gathered(index)].id.as_deref().filter(|id| id.starts_with("http"));
        own.or(page).map(|url| Source { url: url.to_owned(), as_of: None, supports: Vec::new() }).into_iter().collect()
    }
}
