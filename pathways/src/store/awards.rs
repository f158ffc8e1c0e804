//! Search: which awards are meant, in one pass over those whose words fit.
//!
//! Each row is held against every restriction. A row that keeps all of them is found; a row that breaks only one is what the
//! facet of that one would find without it, and is counted there.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{OptionalExtension, Row, params};

use super::packs::ids;
use super::query::{Facets, Scale, SearchQuery, Tally};
use super::words::{self, Correction};
use super::{Store, StoreError, derived};
use crate::estimate::indicative_rate;
use crate::frameworks::Frameworks;
use crate::model::{AwardId, Currency, Level, Money, Rational, exact, money};

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchResults {
    /// How many awards there are in all; with `more`, at least so many.
    pub total: usize,
    /// Whether counting was ended early: so many awards answer the question that their exact number helps nobody. The facets
    /// then count those that were counted.
    pub more: bool,
    /// Those from `offset` on, at most `limit`, the best first.
    pub awards: Vec<AwardId>,
    /// Counts by facet.
    pub facets: Facets,
    /// Words that no award has, and what was searched instead.
    pub corrections: Vec<Correction>,
    /// No award has all the words: these have some of them.
    pub widened: bool,
}

/// Counting ends with so many awards: a question that has more answers is not finished.
const MOST_COUNTED: usize = 20_000;

/// Steps of the credit facet, in ECTS.
const CREDIT_STEPS: [i64; 7] = [1, 5, 10, 30, 60, 120, 180];

/// Steps of the cost facet, in major units of the asked currency.
const COST_STEPS: [i64; 7] = [0, 100, 500, 1_000, 5_000, 10_000, 25_000];

const COLUMNS: &str = "SELECT award.id, award.kind, award.issuer, award.platform, organization.country, award.level_framework,
  award.level_value, award.ects_micro, award.price_minor, award.price_currency, award.pacing, award.status, award.qualification FROM";

/// Weights of the columns of `award_text`: title, issuer, skills, description, code.
/// People look for what they can plan toward: a qualification comes before its courses, and those before blocks and parts.
const RANK: &str = "bm25(award_text, 12.0, 4.0, 4.0, 1.0, 8.0)
  * CASE WHEN award.qualification THEN 1.6 WHEN award.kind IN ('transfer-credit', 'component') THEN 0.6 ELSE 1.0 END";

impl Store {
    /// Answers a question about the catalogue.
    ///
    /// # Errors
    /// When the database fails.
    pub fn search(&self, query: &SearchQuery) -> Result<SearchResults, StoreError> {
        let understood = words::understand(&self.connection, &query.words)?;
        let mut results = self.pass(query, (!understood.is_empty()).then(|| understood.expression(false)))?;
        if results.total == 0 && understood.has_several_words() {
            let widened = self.pass(query, Some(understood.expression(true)))?;
            if widened.total > 0 {
                results = SearchResults { widened: true, ..widened };
            }
        }
        results.corrections = understood.corrections;
        Ok(results)
    }

    fn pass(&self, query: &SearchQuery, expression: Option<String>) -> Result<SearchResults, StoreError> {
        if expression.is_none() && query.restricts_nothing() {
            let size = self.size()?;
            if size.awards > MOST_COUNTED {
                return self.everything(query, size.awards);
            }
        }
        let mut pass = Pass::new(query);
        let organization = "LEFT JOIN organization ON organization.id = award.issuer";
        let most = match &expression {
            Some(expression) => self.row_of_the_last_counted(expression)?,
            None => None,
        };
        let matching = "award_text JOIN award ON award.number = award_text.rowid";
        let mut statement = self.connection.prepare_cached(&match (&expression, most) {
            (Some(_), None) => format!(
                "{COLUMNS} {matching} {organization} WHERE award_text MATCH ?1 ORDER BY {RANK}, award.title COLLATE NOCASE, award.id"
            ),
            // A rank looks at every match. Of this many none stands out by its words; qualifications do.
            (Some(_), Some(_)) => format!(
                "{COLUMNS} {matching} {organization} WHERE award_text MATCH ?1 AND award_text.rowid < ?2
                 ORDER BY award.qualification DESC, award.title COLLATE NOCASE, award.id"
            ),
            (None, _) => format!("{COLUMNS} award {organization} ORDER BY award.qualification DESC, award.title COLLATE NOCASE, award.id"),
        })?;
        let mut rows = match (&expression, most) {
            (Some(expression), Some(most)) => statement.query(params![expression, most])?,
            (Some(expression), None) => statement.query([expression])?,
            (None, _) => statement.query([])?,
        };
        let mut more = most.is_some();
        while let Some(row) = rows.next()? {
            pass.row(row)?;
            if expression.is_none() && pass.total > MOST_COUNTED {
                more = true;
                break;
            }
        }
        drop(rows);
        let names = self.organization_names()?;
        Ok(SearchResults { more, ..pass.results(&names) })
    }

    /// The row before which counting ends; `None`: all matches are counted.
    fn row_of_the_last_counted(&self, expression: &str) -> Result<Option<i64>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT rowid FROM award_text WHERE award_text MATCH ?1 ORDER BY rowid LIMIT 1 OFFSET ?2")?;
        Ok(statement.query_row(params![expression, MOST_COUNTED], |row| row.get(0)).optional()?)
    }

    /// The whole catalogue where it is too large to go through: the first in its order, and the counts that are kept. Credits
    /// and prices are not counted then.
    fn everything(&self, query: &SearchQuery, total: usize) -> Result<SearchResults, StoreError> {
        let sql = "SELECT id FROM award ORDER BY qualification DESC, title COLLATE NOCASE, id LIMIT ?1 OFFSET ?2";
        let page = ids(&self.connection, sql, params![query.limit, query.offset])?;
        let mut counted = Pass::new(query);
        let mut statement = self.connection.prepare_cached("SELECT facet, value, sum(awards) FROM pack_count GROUP BY facet, value")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let awards: usize = row.get(2)?;
            let text = |column| row.get_ref(column).and_then(|value| Ok(value.as_str()?));
            counted.counted(text(0)?, text(1)?, awards);
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT country, sum(awards) FROM pack_count JOIN organization ON organization.id = value
             WHERE facet = 'issuer' AND country IS NOT NULL GROUP BY country",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            counted.countries.add_many(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?, row.get(1)?);
        }
        let names = self.organization_names()?;
        let mut results = counted.results(&names);
        (results.facets.credits, results.facets.costs) = (Vec::new(), Vec::new());
        Ok(SearchResults { total, awards: page.into_iter().map(AwardId::from).collect(), ..results })
    }

    fn organization_names(&self) -> Result<HashMap<String, String>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT id, name FROM organization")?;
        Ok(statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
    }
}

/// The restrictions, by their place in the list of those that a row breaks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Restriction {
    Kind,
    Issuer,
    Platform,
    Country,
    Level,
    Credit,
    Cost,
    Pacing,
    Status,
    Qualification,
}

struct Pass<'a> {
    query: &'a SearchQuery,
    min_credit: Option<i64>,
    currency: Currency,
    max_minor: Option<i64>,
    rates: HashMap<String, Option<Rational>>,
    levels: BTreeMap<(String, String), Option<u8>>,
    total: usize,
    found: Vec<AwardId>,
    kinds: Tally,
    issuers: Tally,
    platforms: Tally,
    countries: Tally,
    level_counts: Tally,
    credits: Scale,
    costs: Scale,
    pacings: Tally,
    statuses: Tally,
    qualifications: usize,
}

impl<'a> Pass<'a> {
    fn new(query: &'a SearchQuery) -> Self {
        let micro = |ects: Rational| i64::try_from((ects * exact::whole(1_000_000)).floor().to_integer()).unwrap_or(i64::MAX);
        let currency = query.max_cost.map(|money| money.currency).or(query.currency).unwrap_or(Currency::USD);
        let per_major = i64::try_from(money::minor_per_major(currency)).unwrap_or(1);
        Self {
            query,
            min_credit: query.min_credit_ects.map(micro),
            currency,
            max_minor: query.max_cost.map(|money| i64::try_from(money.minor.floor().to_integer()).unwrap_or(i64::MAX)),
            rates: HashMap::new(),
            levels: BTreeMap::new(),
            total: 0,
            found: Vec::new(),
            kinds: Tally::default(),
            issuers: Tally::default(),
            platforms: Tally::default(),
            countries: Tally::default(),
            level_counts: Tally::default(),
            credits: Scale::new(CREDIT_STEPS.map(|step| (step * 1_000_000, step.to_string()))),
            costs: Scale::new(COST_STEPS.map(|step| (step * per_major, (step * per_major).to_string()))),
            pacings: Tally::default(),
            statuses: Tally::default(),
            qualifications: 0,
        }
    }

    fn row(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        let text = |column| row.get_ref(column).and_then(|value| Ok(value.as_str_or_null()?));
        let (kind, issuer) = (text(1)?.unwrap_or_default(), text(2)?.unwrap_or_default());
        let (platform, country) = (text(3)?, text(4)?);
        let level = text(5)?.zip(text(6)?).and_then(|(framework, value)| self.level(framework, value));
        let credit: Option<i64> = row.get(7)?;
        let price = row.get::<_, Option<i64>>(8)?.zip(text(9)?).and_then(|(minor, code)| self.converted(minor, code));
        let (pacing, status) = (text(10)?.unwrap_or_default(), text(11)?.unwrap_or_default());
        let qualification: bool = row.get(12)?;

        let query = self.query;
        let among =
            |list: &[String], value: Option<&str>| list.is_empty() || value.is_some_and(|value| list.iter().any(|one| one == value));
        let keeps = [
            (Restriction::Kind, query.kinds.is_empty() || query.kinds.iter().any(|one| one.as_str() == kind)),
            (Restriction::Issuer, query.issuers.is_empty() || query.issuers.iter().any(|one| one.as_str() == issuer)),
            (
                Restriction::Platform,
                query.platforms.is_empty() || platform.is_some_and(|platform| query.platforms.iter().any(|one| one.as_str() == platform)),
            ),
            (Restriction::Country, among(&query.countries, country)),
            (Restriction::Level, query.levels.is_empty() || level.is_some_and(|level| query.levels.contains(&level))),
            (Restriction::Credit, self.min_credit.is_none_or(|least| credit.is_some_and(|credit| credit >= least))),
            (Restriction::Cost, self.max_minor.is_none_or(|most| price.is_some_and(|price| price <= most))),
            (Restriction::Pacing, query.pacing.is_none_or(|one| one.as_str() == pacing)),
            (Restriction::Status, query.status.is_none_or(|one| one.as_str() == status)),
            (Restriction::Qualification, !query.qualifications_only || qualification),
        ];
        let mut broken = keeps.iter().filter(|(_, keeps)| !keeps).map(|(restriction, _)| *restriction);
        let (first, second) = (broken.next(), broken.next());
        if second.is_some() {
            return Ok(());
        }
        let counts_for = |restriction| first.is_none_or(|broken| broken == restriction);
        if counts_for(Restriction::Kind) {
            self.kinds.add(kind);
        }
        if counts_for(Restriction::Issuer) {
            self.issuers.add(issuer);
        }
        if let Some(platform) = platform.filter(|_| counts_for(Restriction::Platform)) {
            self.platforms.add(platform);
        }
        if let Some(country) = country.filter(|_| counts_for(Restriction::Country)) {
            self.countries.add(country);
        }
        if let Some(level) = level.filter(|_| counts_for(Restriction::Level)) {
            self.level_counts.add(&level.to_string());
        }
        if let Some(credit) = credit.filter(|_| counts_for(Restriction::Credit)) {
            self.credits.add(|step| credit >= step);
        }
        if let Some(price) = price.filter(|_| counts_for(Restriction::Cost)) {
            self.costs.add(|step| price <= step);
        }
        if counts_for(Restriction::Pacing) {
            self.pacings.add(pacing);
        }
        if counts_for(Restriction::Status) {
            self.statuses.add(status);
        }
        if counts_for(Restriction::Qualification) {
            self.qualifications += usize::from(qualification);
        }
        if first.is_none() {
            if self.total >= query.offset && self.found.len() < query.limit {
                self.found.push(text(0)?.unwrap_or_default().into());
            }
            self.total += 1;
        }
        Ok(())
    }

    /// Awards that have been counted before.
    fn counted(&mut self, facet: &str, value: &str, awards: usize) {
        match facet {
            "kind" => self.kinds.add_many(value, awards),
            "issuer" => self.issuers.add_many(value, awards),
            "platform" => self.platforms.add_many(value, awards),
            "level" => {
                if let Some(level) = derived::level_of(value).and_then(|(framework, value)| self.level(framework, value)) {
                    self.level_counts.add_many(&level.to_string(), awards);
                }
            }
            "pacing" => self.pacings.add_many(value, awards),
            "status" => self.statuses.add_many(value, awards),
            _ => self.qualifications += awards,
        }
    }

    /// A level's place in the European framework; there are few different levels and many rows.
    fn level(&mut self, framework: &str, value: &str) -> Option<u8> {
        let key = (framework.to_owned(), value.to_owned());
        *self.levels.entry(key).or_insert_with_key(|(framework, value)| {
            let level = Level { framework: framework.clone(), value: value.clone() };
            Frameworks::bundled().eqf(&level).map(|place| place.level)
        })
    }

    /// A price in minor units of the asked currency, rounded up so that "at most" stays true. `None`: no rate is known.
    fn converted(&mut self, minor: i64, code: &str) -> Option<i64> {
        if code == self.currency.code() {
            return Some(minor);
        }
        let currency = Currency::from_code(code)?;
        let rate = match self.rates.get(code) {
            Some(rate) => *rate,
            None => {
                let rate = self.query.rates.get(code).copied().or_else(|| indicative_rate(currency, self.currency));
                self.rates.insert(code.to_owned(), rate);
                rate
            }
        }?;
        let price = Money { minor: exact::whole(minor), currency };
        let converted = Money::from_major(price.major() * rate, self.currency);
        i64::try_from(exact::ceil(converted.minor)).ok()
    }

    fn results(self, names: &HashMap<String, String>) -> SearchResults {
        let same = |value: &str| value.to_owned();
        let named = |value: &str| names.get(value).cloned().unwrap_or_else(|| value.to_owned());
        SearchResults {
            total: self.total,
            awards: self.found,
            facets: Facets {
                kinds: self.kinds.by_count(same),
                issuers: self.issuers.by_count(named),
                platforms: self.platforms.by_count(named),
                countries: self.countries.by_count(same),
                levels: self.level_counts.by_value(same),
                credits: self.credits.counts(),
                costs: self.costs.counts(),
                pacings: self.pacings.by_count(same),
                statuses: self.statuses.by_count(same),
                qualifications: self.qualifications,
            },
            more: false,
            corrections: Vec::new(),
            widened: false,
        }
    }
}
