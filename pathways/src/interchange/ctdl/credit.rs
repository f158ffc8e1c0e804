//! Credit, prices, time: the amounts of an award.

use super::super::words::any;
use super::Import;
use super::facts::Target;
use super::notes::Place;
use super::requirement::Subject;
use super::tree::Datum;
use crate::model::credit::worth;
use crate::model::exact::{self, Rational};
use crate::model::{Cost, Credit, CreditPool, CreditUnit, Currency, Effort, GateKind, Money, OrganizationId, PoolEntry, Requirement};

/// ECTS has no concept in CTDL: it comes as a credit point of the European Learning Model.
pub(in crate::interchange) const ECTS: &str = "http://data.europa.eu/snb/education-credit/6fcec5c5af";

/// The kind of cost that is the whole of it.
const TOTAL: &str = "AggregateCost";

/// How a subscription is told from a price.
pub(super) const PER_MONTH: &str = "per month";

impl<'t> Import<'t> {
    /// The credit that a property states. Ranges are no amount; they stay unread.
    pub fn credits(&self, entity: usize, term: &str, owner: &OrganizationId) -> Vec<Credit> {
        let mut credits = Vec::new();
        for item in self.items(entity, term) {
            let amount = match &item.datum {
                Datum::Number(_) | Datum::Text { .. } => self.number_of(item).map(|value| (value, self.own_unit(owner, "credit"))),
                Datum::Entity(index) => self.value_profile(*index, owner, item.place),
                Datum::Flag(_) | Datum::Link(_) => match self.target(item) {
                    Some(Target::Known(index)) => self.value_profile(index, owner, item.place),
                    _ => None,
                },
            };
            match amount {
                Some((value, unit)) if value >= exact::whole(0) => credits.push(Credit { value, unit }),
                _ => self.unread(entity, term),
            }
        }
        credits
    }

    fn value_profile(&self, index: usize, owner: &OrganizationId, at: Place<'t>) -> Option<(Rational, CreditUnit)> {
        let value = if self.has(index, "schema:value") {
            self.number(index, "schema:value")?
        } else {
            let least = self.number(index, "schema:minValue");
            let most = self.number(index, "schema:maxValue");
            if least != most || least.is_none() {
                self.notes.warn(
                    at,
                    "credit-range",
                    "Credit is stated as a range or not in numbers; it is left unknown",
                    "Enter the amount by hand",
                );
                return None;
            }
            least?
        };
        if self.is_a(index, "schema:ValueProfile") {
            let message = "`schema:ValueProfile` is read as `ceterms:ValueProfile`";
            self.notes.once(at, "misspelt-class", message, "Correct the class");
        }
        let unit = self.concepts(index, "ceterms:creditUnitType").into_iter().next();
        let unit = match unit.as_deref() {
            Some("DegreeeCredit") => {
                self.notes.warn(
                    at,
                    "misspelt-term",
                    "`creditUnit:DegreeeCredit` is read as `creditUnit:DegreeCredit`",
                    "Correct the spelling",
                );
                self.own_unit(owner, "DegreeCredit")
            }
            Some(name) => self.unit(owner, name),
            None => self.text(index, "schema:description").and_then(|text| CreditUnit::parse(&text)).unwrap_or_else(|| {
                self.unread(index, "schema:description");
                self.own_unit(owner, "credit")
            }),
        };
        Some((value, unit))
    }

    /// Credit points of the European Learning Model.
    pub fn credit_points(&self, entity: usize) -> Vec<Credit> {
        let mut credits = Vec::new();
        for index in self.entities(entity, "elm:creditPoint") {
            let is_ects = self.address(index, "elm:framework").as_deref() == Some(ECTS);
            match self.number(index, "elm:point").filter(|_| is_ects) {
                Some(value) => credits.push(Credit { value, unit: CreditUnit::Ects }),
                None => self.unread(entity, "elm:creditPoint"),
            }
        }
        credits
    }

    /// A unit by the name of its concept, or in the contract's word.
    pub fn unit(&self, owner: &OrganizationId, name: &str) -> CreditUnit {
        match name {
            "SemesterHour" => CreditUnit::UsSemester,
            "QuarterHour" => CreditUnit::UsQuarter,
            name => CreditUnit::parse(name).unwrap_or_else(|| self.own_unit(owner, name)),
        }
    }

    /// A unit that is worth something with one organization only.
    fn own_unit(&self, owner: &OrganizationId, name: &str) -> CreditUnit {
        let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' }).collect();
        CreditUnit::Own { organization: owner.clone(), name: if plain.is_empty() { "credit".to_owned() } else { plain } }
    }

    /// All credit that an award states, wherever it stands.
    pub fn all_credits(&self, entity: usize, owner: &OrganizationId) -> Vec<Credit> {
        let mut credits = self.credit_points(entity);
        credits.extend(self.credits(entity, "ceterms:creditValue", owner));
        for (value, unit) in [("ceterms:creditUnitValue", "ceterms:creditUnitType"), ("ceterms:creditHourValue", "ceterms:creditHourType")]
        {
            if credits.is_empty() && self.has(entity, value) {
                let unit = self.concepts(entity, unit).into_iter().next();
                let unit = self.unit(owner, unit.as_deref().unwrap_or("credit"));
                credits.extend(self.number(entity, value).map(|value| Credit { value, unit }));
            }
        }
        credits.dedup();
        credits
    }

    /// Enough credit from some awards. Awards of which nothing is known, or not in the unit, leave a question.
    pub fn pool(&self, subject: &Subject, credits: Rational, unit: Option<&CreditUnit>, targets: &[Target], at: Place<'t>) -> Requirement {
        let stated: Vec<(Target, Vec<Credit>)> = targets
            .iter()
            .map(|target| match target {
                Target::Known(index) if self.is_award(*index) => {
                    let award = self.stands_for.get(index).copied().unwrap_or(*index);
                    let mut credits = if self.is_block(award) {
                        let value = self.value_profile(award, &subject.owner, at);
                        value.map(|(value, unit)| Credit { value, unit }).into_iter().collect()
                    } else {
                        self.all_credits(award, &self.owner_of(award))
                    };
                    credits.extend(self.all_credits(*index, &self.owner_of(*index)));
                    (Target::Known(award), credits)
                }
                target => (target.clone(), Vec::new()),
            })
            .collect();
        let counts = |unit: &CreditUnit| stated.iter().filter(|(_, credits)| worth(credits, unit).is_some()).count();
        let candidates = stated.iter().flat_map(|(_, credits)| credits).map(|credit| &credit.unit);
        // The first of those that count most.
        let most = candidates.clone().map(&counts).max();
        let best = unit.or_else(|| candidates.clone().find(|candidate| Some(counts(candidate)) == most)).cloned();
        let mut from: Vec<PoolEntry> = Vec::new();
        if let Some(best) = &best {
            for (target, _) in stated.iter().filter(|(_, credits)| worth(credits, best).is_some()) {
                let award = self.award_id_of(target);
                if from.iter().all(|entry| entry.award != award) {
                    from.push(PoolEntry { award, counts: None });
                }
            }
        }
        let is_whole = best.as_ref().is_some_and(|best| counts(best) == stated.len());
        let pool =
            best.filter(|_| !from.is_empty()).map(|unit| Requirement::Credits(CreditPool { credits, unit, from, at_most: Vec::new() }));
        if let (Some(pool), true) = (&pool, is_whole) {
            return pool.clone();
        }
        self.notes.warn(
            at,
            "credit-unknown",
            "So much credit is asked for from awards of which some do not state theirs in one unit; whether it is reached is asked",
            "State the credit of each of them",
        );
        let question =
            subject.gate(GateKind::Other, format!("{} credits from the awards that the source names", exact::decimal(credits, 2)));
        any(pool.into_iter().chain([question]).collect()).unwrap_or(Requirement::Any(Vec::new()))
    }

    /// What an award costs: a total, or the sum of parts of different kinds. Prices for some people only are alternatives, and
    /// which of them holds is not for the reader to choose.
    pub fn cost(&self, entity: usize) -> Option<Cost> {
        let mut profiles = self.entities(entity, "ceterms:estimatedCost");
        if profiles.is_empty() {
            for manifest in self.entities(entity, "ceterms:commonCosts") {
                profiles.extend(self.entities(manifest, "ceterms:estimatedCost"));
            }
            if profiles.is_empty() {
                self.unread(entity, "ceterms:commonCosts");
            }
        }
        let limits = [
            "ceterms:residencyType",
            "ceterms:audienceType",
            "ceterms:startDate",
            "ceterms:endDate",
            "ceterms:jurisdiction",
            "ceterms:condition",
        ];
        let mut prices = Vec::new();
        let mut left_out = false;
        let mut per_month = false;
        for &profile in &profiles {
            per_month |= self.is_monthly(profile);
            if limits.iter().any(|term| self.has(profile, term)) {
                left_out = true;
                continue;
            }
            match self.price(profile) {
                Some(price) => prices.push(price),
                None => left_out |= self.has(profile, "ceterms:price"),
            }
        }
        let total = prices.iter().position(|price| price.0 == TOTAL);
        let chosen: Vec<&(String, Money, Option<String>)> = match total {
            Some(at) => vec![&prices[at]],
            None => prices.iter().collect(),
        };
        let one_currency = chosen.windows(2).all(|pair| pair[0].1.currency == pair[1].1.currency);
        let kinds_differ = chosen.iter().enumerate().all(|(at, price)| chosen[..at].iter().all(|other| other.0 != price.0));
        if ((left_out || !one_currency || !kinds_differ) && total.is_none()) || (per_month && profiles.len() > 1) {
            self.notes.warn(
                self.tree.entities[entity].place,
                "cost-needs-choice",
                "Several prices hold for different people or times, or are not in numbers; the price is left unknown",
                "Enter the price that holds",
            );
            self.unread(entity, "ceterms:estimatedCost");
            return None;
        }
        let currency = chosen.first()?.1.currency;
        let minor = chosen.iter().fold(exact::whole(0), |sum, price| sum + price.1.minor);
        let names: Vec<String> = chosen.iter().filter_map(|price| price.2.clone()).collect();
        Some(Cost {
            money: Money { minor, currency },
            per_month,
            basis: Some(names.join(" + ")).filter(|names| !names.is_empty()),
            as_of: None,
        })
    }

    /// Whether a price is paid for each month; any other pattern of payment is none that the contract knows.
    fn is_monthly(&self, profile: usize) -> bool {
        let pattern = self.text(profile, "ceterms:paymentPattern");
        let monthly = pattern.is_some_and(|pattern| pattern.eq_ignore_ascii_case(PER_MONTH));
        if !monthly {
            self.unread(profile, "ceterms:paymentPattern");
        }
        monthly
    }

    /// The kind of a price, the price, and what it is called.
    fn price(&self, profile: usize) -> Option<(String, Money, Option<String>)> {
        if !self.has(profile, "ceterms:price") {
            return None;
        }
        let amount = self.number(profile, "ceterms:price").filter(|amount| *amount >= exact::whole(0))?;
        let code = self.text(profile, "ceterms:currency").and_then(|code| Currency::from_code(&code));
        let Some(currency) = code else {
            self.unread(profile, "ceterms:currency");
            self.unread(profile, "ceterms:price");
            return None;
        };
        let kind = self.concepts(profile, "ceterms:directCostType").into_iter().next().unwrap_or_default();
        let name = self.text(profile, "ceterms:name").or_else(|| self.text(profile, "ceterms:description"));
        Some((kind.clone(), Money::from_major(amount, currency), name.or(Some(kind)).filter(|name| !name.is_empty() && name != TOTAL)))
    }

    /// How long an award takes. Of a range, the longer: nobody is promised too much.
    pub fn effort(&self, entity: usize) -> Option<Effort> {
        let profiles = self.entities(entity, "ceterms:estimatedDuration");
        let profile = *profiles.first()?;
        if profiles.len() > 1 {
            let message = "Several durations are stated; the first is used";
            self.notes.warn(self.tree.entities[profile].place, "duration-needs-choice", message, "Check that it is the one that holds");
        }
        let span = if self.has(profile, "ceterms:exactDuration") {
            self.duration(profile, "ceterms:exactDuration")
        } else {
            let least = self.duration(profile, "ceterms:minimumDuration");
            self.duration(profile, "ceterms:maximumDuration").or(least)
        };
        let study = self.duration(profile, "ceterms:timeRequired").map(|time| time.hours + time.days * exact::whole(24));
        let (weeks, clock) = span.map_or((None, None), |span| {
            let weeks = u32::try_from(exact::ceil(span.days / exact::whole(7))).ok();
            let zero = exact::whole(0);
            (weeks.filter(|_| span.days > zero || span.hours == zero), Some(span.hours).filter(|hours| *hours > zero && span.days == zero))
        });
        let effort = Effort { hours: study.or(clock), weeks };
        if effort == Effort::default() {
            self.unread(entity, "ceterms:estimatedDuration");
            return None;
        }
        Some(effort)
    }
}
