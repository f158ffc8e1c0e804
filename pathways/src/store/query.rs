//! What can be asked of the catalogue, and the counts that come back beside the answer.

use std::collections::{BTreeMap, HashMap};

use crate::model::{AwardKind, AwardStatus, Currency, Money, OrganizationId, Pacing, Rational};

/// A question. Empty lists and `None` do not restrict; several values of one list are alternatives, different lists all hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchQuery {
    /// What was typed; empty: everything, qualifications first, by title.
    pub words: String,
    /// Of these kinds.
    pub kinds: Vec<AwardKind>,
    /// By these issuers.
    pub issuers: Vec<OrganizationId>,
    /// On these platforms.
    pub platforms: Vec<OrganizationId>,
    /// Issued in these countries (ISO 3166-1 alpha-2).
    pub countries: Vec<String>,
    /// At these levels of the European framework. An award whose level is not comparable is at none of them.
    pub levels: Vec<u8>,
    /// With at least so much credit, in ECTS. Credit that does not convert does not count.
    pub min_credit_ects: Option<Rational>,
    /// With an own stated price of at most so much. Unknown prices, subscriptions and awards that are paid through their parts
    /// are left out.
    pub max_cost: Option<Money>,
    /// The currency in which `Facets::costs` is counted; `max_cost` has its own.
    pub currency: Option<Currency>,
    /// The learner's rates: units of the asked currency for one of the other. Indicative rates stand in for those that lack.
    pub rates: BTreeMap<String, Rational>,
    /// At this pace.
    pub pacing: Option<Pacing>,
    /// With this status.
    pub status: Option<AwardStatus>,
    /// Only what people plan toward: no courses and parts.
    pub qualifications_only: bool,
    /// How many rows to pass over.
    pub offset: usize,
    /// How many rows to return at most.
    pub limit: usize,
}

impl SearchQuery {
    /// Whether every award answers it.
    pub(super) fn restricts_nothing(&self) -> bool {
        let free = Self { currency: self.currency, rates: self.rates.clone(), offset: self.offset, limit: self.limit, ..Self::default() };
        *self == free
    }
}

/// A value of a facet, and how many awards have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetCount {
    /// The value: a word of the contract, an id, a country, a number.
    pub value: String,
    /// How a person reads it: an organization's name; otherwise the value again.
    pub label: String,
    /// How many awards would be found with it, all other restrictions kept.
    pub count: usize,
}

/// Counts beside an answer. Each facet is counted as if it did not restrict itself, so that a person sees the alternatives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By kind, the most frequent first.
    pub kinds: Vec<FacetCount>,
    /// By issuer, the most frequent first.
    pub issuers: Vec<FacetCount>,
    /// By platform, the most frequent first.
    pub platforms: Vec<FacetCount>,
    /// By country, the most frequent first.
    pub countries: Vec<FacetCount>,
    /// By level of the European framework, the lowest first.
    pub levels: Vec<FacetCount>,
    /// With at least so much credit in ECTS, cumulated.
    pub credits: Vec<FacetCount>,
    /// With a price of at most so many minor units of the asked currency, cumulated.
    pub costs: Vec<FacetCount>,
    /// By pace.
    pub pacings: Vec<FacetCount>,
    /// By status.
    pub statuses: Vec<FacetCount>,
    /// How many are qualifications.
    pub qualifications: usize,
}

/// Counts of one facet while rows go by.
#[derive(Debug, Default)]
pub(super) struct Tally(HashMap<String, usize>);

impl Tally {
    /// Counts a row with this value.
    pub(super) fn add(&mut self, value: &str) {
        self.add_many(value, 1);
    }

    /// Counts rows with this value. Values repeat, so that a new one is rarely allocated.
    pub(super) fn add_many(&mut self, value: &str, rows: usize) {
        match self.0.get_mut(value) {
            Some(count) => *count += rows,
            None => {
                self.0.insert(value.to_owned(), rows);
            }
        }
    }

    /// The counts, the most frequent first.
    pub(super) fn by_count(self, label: impl Fn(&str) -> String) -> Vec<FacetCount> {
        let mut counts = self.by_value(label);
        counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label)));
        counts
    }

    /// The counts in the order of the values.
    pub(super) fn by_value(self, label: impl Fn(&str) -> String) -> Vec<FacetCount> {
        let mut counts: Vec<FacetCount> =
            self.0.into_iter().map(|(value, count)| FacetCount { label: label(&value), value, count }).collect();
        counts.sort_by(|a, b| a.value.cmp(&b.value));
        counts
    }
}

/// Counts of steps on a scale while rows go by.
#[derive(Debug)]
pub(super) struct Scale {
    steps: Vec<(i64, String, usize)>,
}

impl Scale {
    /// A scale of steps, each with the value that it shows.
    pub(super) fn new(steps: impl IntoIterator<Item = (i64, String)>) -> Self {
        Self { steps: steps.into_iter().map(|(step, value)| (step, value, 0)).collect() }
    }

    /// Counts a row at every step that `reached` says of.
    pub(super) fn add(&mut self, reached: impl Fn(i64) -> bool) {
        for (step, _, count) in &mut self.steps {
            *count += usize::from(reached(*step));
        }
    }

    pub(super) fn counts(self) -> Vec<FacetCount> {
        self.steps.into_iter().map(|(_, value, count)| FacetCount { label: value.clone(), value, count }).collect()
    }
}
