//! What one learner's record makes of the cone of a target: which awards could take part, by which ways, at what
//! price, for how long. Everything is numbered here; the search sees numbers alone.

use std::collections::{BTreeSet, HashMap};

use chrono::{Duration, NaiveDate};
use num_traits::Zero;

use super::breaks::Breaks;
use super::calendar::{self, Weeks};
use super::encode::Change;
use super::rulings::{self, Ruling, RulingNumber};
use super::support::Achieved;
use super::{PlanError, Request};
use crate::estimate::indicative_rate;
use crate::model::exact::{self, Rational};
use crate::model::{Award, AwardId, Cause, GateId, GateState, HeldAward, Money, PinKind, Recognition, RecognitionId, Requirement, Way};

/// Number of an award in the cone.
pub type AwardNumber = usize;
/// Number of a way in the cone.
pub type WayNumber = usize;

/// An award in the cone.
pub struct AwardEntry<'a> {
    /// Its id.
    pub id: &'a AwardId,
    /// Its facts; `None`: no pack has it.
    pub award: Option<&'a Award>,
    /// What the learner holds of it, if that counts at the start.
    pub held: Option<&'a HeldAward>,
    /// The ways to achieve it.
    pub ways: Vec<WayNumber>,
}

/// A way to achieve an award of the cone.
pub struct WayEntry<'a> {
    /// The award that it achieves.
    pub award: AwardNumber,
    /// The agreement; `None`: by study.
    pub recognition: Option<&'a Recognition>,
    /// What must hold, without regard to age.
    pub requires: Option<&'a Requirement>,
    /// What must hold within the agreement's window.
    pub from: Option<&'a Requirement>,
    /// Exceptions of the record that bear on what must hold.
    pub rulings: Vec<RulingNumber>,
    /// The awards on which it could rest: those that its requirements name, and by ruling those beside them.
    pub rests_on: Vec<AwardNumber>,
    /// Price in major units of the learner's currency (of the pack's own, if the record names none).
    pub cost: Rational,
    /// Whether the price is estimated.
    pub cost_estimated: bool,
    /// Study hours.
    pub hours: Rational,
    /// Whether the hours are estimated.
    pub hours_estimated: bool,
    /// Weeks that it lasts.
    pub length: u32,
    /// Minutes a week that it takes.
    pub load: i64,
    /// Weeks in which it may start, breaks not regarded: see [`World::start_weeks`].
    pub weeks: Weeks,
    /// Whether it runs on its provider's dates: a break does not prolong it, it must not meet one.
    pub scheduled: bool,
    /// For a window of the agreement: how many whole weeks may pass between the end of what it rests on and its use.
    pub window: Option<Rational>,
    /// What stands in its way. Empty: nothing. A way that is obstructed takes part only when asking what would open the target.
    pub obstacles: Vec<Obstacle>,
}

/// Something that bars a way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Obstacle {
    /// The award is retired.
    Retired(AwardId),
    /// The award is planned, not active.
    NotActive(AwardId),
    /// The award is excluded.
    ExcludedAward(AwardId),
    /// A pin says to avoid it.
    Avoided(AwardId),
    /// Its issuer, its platform, or the recognising organization is excluded.
    ExcludedOrganization(String),
    /// The agreement is not in force at any time of the plan.
    Lapsed(RecognitionId),
    /// The weekly load alone exceeds the hours: minutes needed, minutes there.
    TooHeavy(AwardId, i64, i64),
    /// A scheduled award without any start from the learner's start on.
    NoStart(AwardId),
    /// Its cost or hours are unknown, and only what is known was wanted.
    Unknown(AwardId),
}

impl Obstacle {
    /// The change that removes it.
    pub fn change(&self) -> Change {
        let (cause, id, detail) = match self {
            Self::Retired(award) => (Cause::Retired, award.to_string(), String::new()),
            Self::NotActive(award) => (Cause::NotActive, award.to_string(), String::new()),
            Self::ExcludedAward(award) => (Cause::Exclusion, award.to_string(), String::new()),
            Self::Avoided(award) => (Cause::Exclusion, award.to_string(), "pin".to_owned()),
            Self::ExcludedOrganization(organization) => (Cause::Exclusion, organization.clone(), String::new()),
            Self::Lapsed(recognition) => (Cause::LapsedAgreement, recognition.to_string(), String::new()),
            Self::TooHeavy(award, needed, there) => (Cause::WeeklyHours, award.to_string(), format!("{needed} {there}")),
            Self::NoStart(award) => (Cause::NoStart, award.to_string(), String::new()),
            Self::Unknown(award) => (Cause::MissingAgreement, award.to_string(), "estimates".to_owned()),
        };
        Change { cause, id, detail }
    }
}

/// The learner's view of the cone.
pub struct World<'a> {
    /// The request.
    pub request: Request<'a>,
    /// The first day of week 0.
    pub start: NaiveDate,
    /// Study hours a week.
    pub hours_per_week: Rational,
    /// Study minutes a week.
    pub minutes_per_week: i64,
    /// Weeks in which no study runs.
    pub breaks: Breaks,
    /// Exceptions of the record that are in force in some week.
    pub rulings: Vec<Ruling<'a>>,
    /// The awards, the target first.
    pub awards: Vec<AwardEntry<'a>>,
    /// Numbers by id.
    pub numbers: HashMap<&'a AwardId, AwardNumber>,
    /// The ways.
    pub ways: Vec<WayEntry<'a>>,
    /// Held awards that no longer count at the start.
    pub expired: Vec<&'a HeldAward>,
    /// The ways that were agreed before, to be kept as far as possible; `None`: nothing was.
    pub kept: Option<BTreeSet<WayNumber>>,
}

impl<'a> World<'a> {
    /// Gathers the cone: everything that the target could rest on.
    ///
    /// # Errors
    /// When the record lacks what planning needs.
    pub fn new(request: &Request<'a>) -> Result<Self, PlanError> {
        let preferences = &request.record.preferences;
        let start = preferences.start.ok_or(PlanError::NoStart)?;
        let hours_per_week = preferences.hours_per_week.ok_or(PlanError::NoHoursPerWeek)?;
        let minutes = hours_per_week * exact::whole(60);
        let mut world = Self {
            request: *request,
            start,
            hours_per_week,
            minutes_per_week: i64::try_from(minutes.floor().to_integer()).unwrap_or(i64::MAX >> 20),
            breaks: Breaks::new(&preferences.breaks, start),
            rulings: Ruling::all(&request.record.exceptions, start),
            awards: Vec::new(),
            numbers: HashMap::new(),
            ways: Vec::new(),
            expired: Vec::new(),
            kept: None,
        };
        let mut held: HashMap<&AwardId, &HeldAward> = HashMap::new();
        for entry in &request.record.held {
            let award = request.catalogue.awards.get(&entry.award);
            if expired(entry, award, start) {
                world.expired.push(entry);
            } else {
                held.insert(&entry.award, entry);
            }
        }
        world.number(request.target, &held);
        let mut next = 0;
        while next < world.awards.len() {
            world.gather(next, &held)?;
            next += 1;
        }
        Ok(world)
    }

    fn number(&mut self, id: &'a AwardId, held: &HashMap<&AwardId, &'a HeldAward>) -> AwardNumber {
        if let Some(&number) = self.numbers.get(id) {
            return number;
        }
        let number = self.awards.len();
        self.numbers.insert(id, number);
        let award = self.request.catalogue.awards.get(id);
        self.awards.push(AwardEntry { id, award, held: held.get(id).copied(), ways: Vec::new() });
        number
    }

    /// Adds the ways of an award, and what they rest on.
    fn gather(&mut self, number: AwardNumber, held: &HashMap<&AwardId, &'a HeldAward>) -> Result<(), PlanError> {
        let entry = &self.awards[number];
        let (Some(award), None) = (entry.award, entry.held) else { return Ok(()) };
        if rulings::is_granted(&self.rulings, &award.id) {
            return Ok(());
        }
        if award.earnable && award.kind != crate::model::AwardKind::TransferCredit {
            let way = self.by_study(number, award)?;
            self.add(way, held);
        }
        let recognitions: Vec<&Recognition> = self.request.catalogue.granting(&award.id).collect();
        for recognition in recognitions {
            let way = self.by_recognition(number, award, recognition);
            self.add(way, held);
        }
        Ok(())
    }

    fn add(&mut self, mut way: WayEntry<'a>, held: &HashMap<&AwardId, &'a HeldAward>) {
        let scope = way.recognition.map_or(self.awards[way.award].id.as_str(), |r| r.id.as_str());
        way.rulings = (0..self.rulings.len()).filter(|&n| self.rulings[n].bears_on(scope)).collect();
        let requirements = || [way.requires, way.from].into_iter().flatten();
        for id in requirements().flat_map(Requirement::awards) {
            self.number(id, held);
        }
        for &ruling in &way.rulings {
            let exception = self.rulings[ruling].exception;
            self.number(&exception.award, held);
            if let Some(award) = self.rulings[ruling].adds() {
                self.number(award, held);
            }
        }
        let mut rests_on: Vec<AwardNumber> = requirements().flat_map(|e| rulings::reliable_by(self, &way, e)).collect();
        rests_on.sort_unstable();
        rests_on.dedup();
        way.rests_on = rests_on;
        self.awards[way.award].ways.push(self.ways.len());
        self.ways.push(way);
    }

    fn by_study(&self, number: AwardNumber, award: &'a Award) -> Result<WayEntry<'a>, PlanError> {
        let estimates = self.request.estimates;
        let too_large = || PlanError::TooLarge(award.id.to_string());
        let known_hours = award.hours();
        let hours = known_hours.or_else(|| estimates.hours(&award.id).map(|e| e.hours)).unwrap_or_else(Rational::zero);
        let weeks = award.weeks();
        let stretch = u32::try_from(exact::ceil(hours / self.hours_per_week)).map_err(|_| too_large())?;
        // A scheduled award of unknown hours is never taken to be heavier than the learner's week.
        let length = if award.is_scheduled() && known_hours.is_some() { weeks } else { weeks.max(stretch) };
        if length > 5_200 {
            return Err(too_large());
        }
        let load = if length == 0 { Rational::zero() } else { hours * exact::whole(60) / exact::whole(length) };
        let load = i64::try_from(exact::ceil(load)).map_err(|_| too_large())?;
        let known_price = award.cost.as_ref().and_then(|c| Some((self.stated(&c.money)?, c.per_month)));
        let (price, per_month, price_known) = match (known_price, &award.cost) {
            (Some((price, per_month)), _) => (price, per_month, !per_month || known_hours.is_some()),
            (None, Some(cost)) => (self.indicative(&cost.money), cost.per_month, false),
            (None, None) => (estimates.cost(&award.id).map_or_else(Rational::zero, |e| self.indicative(&e.money)), false, false),
        };
        let cost = if per_month { price * exact::whole(calendar::months(length)) } else { price };
        let mut obstacles = Vec::new();
        match award.status {
            crate::model::AwardStatus::Active => {}
            crate::model::AwardStatus::Retired => obstacles.push(Obstacle::Retired(award.id.clone())),
            crate::model::AwardStatus::Planned => obstacles.push(Obstacle::NotActive(award.id.clone())),
        }
        self.exclusions(award, None, &mut obstacles);
        if award.is_scheduled() && load > self.minutes_per_week {
            obstacles.push(Obstacle::TooHeavy(award.id.clone(), load, self.minutes_per_week));
        }
        let starts = calendar::starts(award, self.start);
        if starts.is_none() {
            obstacles.push(Obstacle::NoStart(award.id.clone()));
        }
        if self.request.without_estimates && !(price_known && known_hours.is_some()) {
            obstacles.push(Obstacle::Unknown(award.id.clone()));
        }
        Ok(WayEntry {
            award: number,
            recognition: None,
            requires: award.requires.as_ref(),
            from: None,
            rulings: Vec::new(),
            rests_on: Vec::new(),
            cost: if price_known { cost } else { to_cents(cost) },
            cost_estimated: !price_known,
            hours,
            hours_estimated: known_hours.is_none(),
            length,
            load,
            weeks: starts.unwrap_or(Weeks::Any),
            scheduled: award.is_scheduled(),
            window: None,
            obstacles,
        })
    }

    fn by_recognition(&self, number: AwardNumber, award: &'a Award, recognition: &'a Recognition) -> WayEntry<'a> {
        let known = recognition.fee.as_ref().map_or(Some(Rational::zero()), |fee| self.stated(fee));
        let mut obstacles = Vec::new();
        self.exclusions(award, Some(recognition), &mut obstacles);
        let weeks = calendar::in_force(recognition, self.start);
        if weeks.is_none() {
            obstacles.push(Obstacle::Lapsed(recognition.id.clone()));
        }
        if self.request.without_estimates && known.is_none() {
            obstacles.push(Obstacle::Unknown(award.id.clone()));
        }
        WayEntry {
            award: number,
            recognition: Some(recognition),
            requires: recognition.requires.as_ref(),
            from: Some(&recognition.from),
            rulings: Vec::new(),
            rests_on: Vec::new(),
            cost: known.unwrap_or_else(|| recognition.fee.as_ref().map_or_else(Rational::zero, |fee| to_cents(self.indicative(fee)))),
            cost_estimated: known.is_none(),
            hours: Rational::zero(),
            hours_estimated: false,
            length: 0,
            load: 0,
            weeks: weeks.unwrap_or(Weeks::Any),
            scheduled: false,
            window: recognition.within_months.map(|months| months * exact::days_per_month()),
            obstacles,
        }
    }

    fn exclusions(&self, award: &Award, recognition: Option<&Recognition>, out: &mut Vec<Obstacle>) {
        let preferences = &self.request.record.preferences;
        if preferences.exclude_awards.contains(&award.id) {
            out.push(Obstacle::ExcludedAward(award.id.clone()));
        }
        if self.request.record.pins.iter().any(|pin| pin.kind == PinKind::Avoid && pin.award == award.id) {
            out.push(Obstacle::Avoided(award.id.clone()));
        }
        let concerned = [Some(&award.issuer), award.platform.as_ref(), recognition.map(|r| &r.by)];
        for organization in concerned.into_iter().flatten() {
            if preferences.exclude_organizations.contains(organization) {
                out.push(Obstacle::ExcludedOrganization(organization.to_string()));
            }
        }
        out.sort();
        out.dedup();
    }

    /// An amount in major units of the learner's currency, if the record lets it be converted.
    fn stated(&self, money: &Money) -> Option<Rational> {
        let preferences = &self.request.record.preferences;
        match preferences.currency {
            None => Some(money.major()),
            Some(currency) if currency == money.currency => Some(money.major()),
            Some(_) => Some(money.major() * preferences.rates.get(money.currency.code())?),
        }
    }

    /// The same by an indicative rate where the record has none: an estimate. Nothing where there is no rate at all.
    fn indicative(&self, money: &Money) -> Rational {
        self.stated(money).unwrap_or_else(|| {
            let rate = self.request.record.preferences.currency.and_then(|currency| indicative_rate(money.currency, currency));
            rate.map_or_else(Rational::zero, |rate| money.major() * rate)
        })
    }

    /// Names the steps that were agreed before.
    pub fn keep(&mut self, agreed: &[(AwardId, Way)]) {
        let is_agreed = |way: &WayNumber| {
            let award = self.awards[self.ways[*way].award].id;
            agreed.iter().any(|(id, how)| id == award && *how == self.way(*way))
        };
        self.kept = Some((0..self.ways.len()).filter(is_agreed).collect());
    }

    /// Whether a way is a change of what was agreed.
    pub fn is_change(&self, way: WayNumber) -> bool {
        self.kept.as_ref().is_some_and(|kept| !kept.contains(&way))
    }

    /// The day on which a week begins.
    pub fn day(&self, week: u32) -> NaiveDate {
        self.start + Duration::weeks(i64::from(week))
    }

    /// Whether a gate may be relied on without a decision still to come being negative.
    pub fn gate(&self, gate: &GateId) -> GateState {
        match self.request.record.gate(gate) {
            GateState::Unknown if self.request.strict => GateState::Unmet,
            state => state,
        }
    }

    /// Whether a held award reaches a grade. An unknown grade is relied on, unless strict.
    pub fn grade_reached(&self, held: &HeldAward, least: Rational) -> bool {
        held.grade.map_or(!self.request.strict, |grade| grade >= least)
    }

    /// The last week in which what was earned on a day is young enough for a way's window; `None`: never.
    pub fn last_week_in_window(&self, earned: NaiveDate, way: &WayEntry<'_>) -> Option<Option<u32>> {
        let Some(days) = way.window else { return Some(None) };
        let age = exact::whole((self.start - earned).num_days());
        let left = ((days - age) / exact::whole(7)).floor().to_integer();
        u32::try_from(left).ok().map(Some)
    }

    /// Whether the learner has the award at the start: held, or granted everywhere.
    pub fn has_at_start(&self, award: AwardNumber) -> bool {
        let entry = &self.awards[award];
        entry.held.is_some() || rulings::is_granted(&self.rulings, entry.id)
    }

    /// The week in which a step starts.
    pub fn start_of(&self, step: &Achieved) -> u32 {
        self.breaks.start(step.end, self.ways[step.way].length)
    }

    /// The weeks up to `horizon` in which a way may start; `None`: every week (study then waits for the end of a break).
    pub fn start_weeks(&self, way: &WayEntry<'_>, horizon: u32) -> Option<Vec<u32>> {
        let listed = way.weeks.listed(horizon);
        if !way.scheduled || way.length == 0 || self.breaks.is_empty() {
            return listed;
        }
        let clear = |week: &u32| self.breaks.are_clear_of(*week, way.length);
        Some(listed.unwrap_or_else(|| (0..=horizon).collect()).into_iter().filter(clear).collect())
    }

    /// The first week not before `week` in which a way may start; `None`: none comes.
    pub fn next_start(&self, way: &WayEntry<'_>, week: u32) -> Option<u32> {
        let mut week = week;
        loop {
            week = way.weeks.next(week)?;
            if way.length == 0 {
                return Some(week);
            }
            if !way.scheduled {
                return Some(self.breaks.calendar_week(self.breaks.study_week(week)));
            }
            if self.breaks.are_clear_of(week, way.length) {
                return Some(week);
            }
            week += 1;
        }
    }

    /// Which way this is, as plans write it.
    pub fn way(&self, way: WayNumber) -> Way {
        self.ways[way].recognition.map_or(Way::Earn, |r| Way::Recognition(r.id.clone()))
    }
}

/// An estimate is no finer than a cent.
fn to_cents(amount: Rational) -> Rational {
    (amount * exact::whole(100)).round() / exact::whole(100)
}

/// Whether what is held no longer counts at the start (contract 2).
fn expired(held: &HeldAward, award: Option<&Award>, start: NaiveDate) -> bool {
    match (held.expires, award.and_then(|a| a.validity_months)) {
        (Some(last), _) => last < start,
        (None, Some(months)) => exact::whole((start - held.earned).num_days()) > exact::whole(months) * exact::days_per_month(),
        (None, None) => false,
    }
}
