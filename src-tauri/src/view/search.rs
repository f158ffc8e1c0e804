//! Questions to the catalogue, and the counts beside the answers.

use pathways::model::{AwardKind, AwardStatus, Currency, LearnerRecord, Money, Pacing, Rational, exact};
use pathways::store;

use super::{Viewer, award};
use crate::fault;
use crate::wire::fault::Fault;
use crate::wire::search::{FacetValue, Facets, SearchQuery, SearchResults};

/// More rows than this are never sent at once.
const MOST_ROWS: u32 = 500;

/// The question as the store understands it.
///
/// # Errors
/// When a field holds a word that is none of the contract's; the fault names the field.
pub fn question(query: &SearchQuery, record: &LearnerRecord) -> Result<store::SearchQuery, Fault> {
    let word = |field: &'static str| move || fault::field(field, "the value is none of the contract's");
    let currency = match &query.currency {
        Some(code) => Some(Currency::from_code(code).ok_or_else(word("currency"))?),
        None => record.preferences.currency,
    };
    let max_cost = match (query.max_cost_minor, currency) {
        (Some(minor), Some(currency)) => Some(Money { minor: Rational::from_integer(minor.into()), currency }),
        (Some(_), None) => return Err(fault::field("max_cost_minor", "a price needs a currency")),
        (None, _) => None,
    };
    let ects =
        |value: f64| exact::parse(&value.to_string()).ok_or_else(|| fault::field("min_credit_ects", "the number is not a credit value"));
    let levels = query.levels.iter().map(|level| level.parse().map_err(|_| word("levels")()));
    Ok(store::SearchQuery {
        words: query.words.clone(),
        kinds: query.kinds.iter().map(|kind| AwardKind::parse(kind).ok_or_else(word("kinds"))).collect::<Result<_, _>>()?,
        issuers: query.issuers.iter().map(|id| id.as_str().into()).collect(),
        platforms: query.platforms.iter().map(|id| id.as_str().into()).collect(),
        countries: query.countries.clone(),
        levels: levels.collect::<Result<_, _>>()?,
        min_credit_ects: query.min_credit_ects.map(ects).transpose()?,
        max_cost,
        currency,
        rates: record.preferences.rates.clone(),
        pacing: query.pacing.as_deref().map(|text| Pacing::parse(text).ok_or_else(word("pacing"))).transpose()?,
        status: query.status.as_deref().map(|text| AwardStatus::parse(text).ok_or_else(word("status"))).transpose()?,
        qualifications_only: query.qualifications_only,
        offset: usize::try_from(query.offset).unwrap_or(usize::MAX),
        limit: usize::try_from(query.limit.min(MOST_ROWS)).unwrap_or(usize::MAX),
    })
}

/// The answer with its rows.
#[must_use]
pub fn results(found: &store::SearchResults, viewer: &Viewer<'_>) -> SearchResults {
    SearchResults { total: count(found.total), rows: award::rows(&found.awards, viewer), facets: facets(&found.facets) }
}

/// The counts beside an answer.
#[must_use]
pub fn facets(facets: &store::Facets) -> Facets {
    Facets {
        kinds: values(&facets.kinds),
        issuers: values(&facets.issuers),
        platforms: values(&facets.platforms),
        countries: values(&facets.countries),
        levels: values(&facets.levels),
        pacing: values(&facets.pacings),
        status: values(&facets.statuses),
    }
}

fn values(counts: &[store::FacetCount]) -> Vec<FacetValue> {
    counts.iter().map(|facet| FacetValue { value: facet.value.clone(), label: facet.label.clone(), count: count(facet.count) }).collect()
}

/// A count for the wire.
#[must_use]
pub fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
