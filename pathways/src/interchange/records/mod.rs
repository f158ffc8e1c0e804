//! Learner records for others: as a Comprehensive Learner Record, and in the European Learning Model.
//!
//! Both are drafts without a signature, and say so: the learner is their issuer, and each thing held is what the learner
//! states. Whoever awarded it stands as its creator and signs nothing here. Original credentials go along as the files that
//! they are, from the store.

mod clr;
mod elm;

pub use clr::write_clr;
pub use elm::write_elm;

use isocountry::CountryCode;

use crate::model::{Award, Catalogue, HeldAward};

/// What such a record is called, so that nobody takes it for more.
const TITLE: &str = "Self-asserted learner record";

/// What it says of itself.
const NOTE: &str =
    "Self-asserted: the learner compiled this record and states what it holds. It is not signed, and no issuer has confirmed it.";

/// The address of the learner within the document.
const LEARNER: &str = "urn:x-cairn:learner";

/// A held award, with what the catalogue says of it.
struct Held<'a> {
    entry: &'a HeldAward,
    award: Option<&'a Award>,
}

impl<'a> Held<'a> {
    fn all(held: &'a [HeldAward], catalogue: &'a Catalogue) -> impl Iterator<Item = Self> {
        held.iter().map(|entry| Self { entry, award: catalogue.awards.get(&entry.award) })
    }

    fn title(&self) -> &str {
        self.award.map_or(self.entry.award.as_str(), |award| award.title.as_str())
    }

    fn address(&self) -> String {
        format!("urn:x-cairn:{}", self.entry.award)
    }

    /// The country of whoever awarded it.
    fn country(&self, catalogue: &Catalogue) -> Option<CountryCode> {
        CountryCode::for_alpha2(catalogue.organizations.get(&self.award?.issuer)?.country.as_deref()?).ok()
    }

    /// Who awarded it: its address and name.
    fn issuer(&self, catalogue: &Catalogue) -> Option<(String, String)> {
        let issuer = &self.award?.issuer;
        Some((format!("urn:x-cairn:{issuer}"), catalogue.organization_name(issuer).to_owned()))
    }
}
