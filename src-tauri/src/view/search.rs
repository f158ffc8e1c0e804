//! Questions to the catalogue, and the counts beside the answers.

use pathways::answer::order::{Column, Values, order};
use pathways::model::{AwardKind, AwardStatus, Currency, LearnerRecord, Money, Pacing, Rational, exact};
use pathways::store;

use super::{Viewer, award};
use crate::fault;
use crate::wire::fault::Fault;
use crate::wire::search::{FacetValue, Facets, SearchQuery, SearchResults, SortColumn};

/// More rows than this are never sent at once.
const MOST_ROWS: u32 = 500;

/// Of more matches than these, the best are put in order; who wants another order among all narrows the search.
const MOST_SORTED: usize = 5_000;

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
        offset: if query.sort.is_some() { 0 } else { size(query.offset) },
        limit: if query.sort.is_some() { MOST_SORTED } else { size(query.limit.min(MOST_ROWS)) },
    })
}

fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Puts what was found in the order that is asked for and keeps the rows that are.
pub fn sort(found: &mut store::SearchResults, query: &SearchQuery, viewer: &Viewer<'_>) {
    let Some(column) = query.sort else { return };
    let preferences = &viewer.record.preferences;
    let values = Values {
        catalogue: &viewer.world.catalogue,
        estimates: &viewer.world.estimates,
        currency: preferences.currency.unwrap_or(Currency::USD),
        rates: &preferences.rates,
        recognised_by: &|award| viewer.world.recognised_by(award),
    };
    order(&mut found.awards, self::column(column), query.descending, &values);
    found.awards = std::mem::take(&mut found.awards).into_iter().skip(size(query.offset)).take(size(query.limit.min(MOST_ROWS))).collect();
}

fn column(column: SortColumn) -> Column {
    match column {
        SortColumn::Title => Column::Title,
        SortColumn::Kind => Column::Kind,
        SortColumn::Level => Column::Level,
        SortColumn::Credits => Column::Credits,
        SortColumn::Cost => Column::Cost,
        SortColumn::Hours => Column::Hours,
        SortColumn::Recognised => Column::Recognised,
    }
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
