//! What the packs and the record say of one award, one way, one day: the facts against which a plan is judged.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use num_traits::CheckedMul;

use crate::model::exact::{ceil, days_per_month, whole};
use crate::model::{
    Award, AwardId, AwardKind, AwardStatus, Catalogue, ExceptionKind, GateId, GateState, HeldAward, LearnerRecord, Money, PinKind,
    Rational, Requirement, Way,
};

/// Duration and load of earning an award (contract 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// Length in weeks, breaks not counted.
    pub weeks: i128,
    /// Minutes in each of them.
    pub load: i128,
}

/// One learner's world.
pub(super) struct World<'a> {
    pub catalogue: &'a Catalogue,
    pub record: &'a LearnerRecord,
    pub strict: bool,
    /// The first day of week 0.
    pub start: NaiveDate,
    /// What is held and valid on the first day.
    pub held: BTreeMap<&'a AwardId, &'a HeldAward>,
}

impl<'a> World<'a> {
    /// `None` when the record names no start.
    pub fn new(catalogue: &'a Catalogue, record: &'a LearnerRecord, strict: bool) -> Option<Self> {
        let start = record.preferences.start?;
        let valid = |held: &&HeldAward| match held.expires {
            Some(last) => start <= last,
            None => catalogue
                .awards
                .get(&held.award)
                .and_then(|award| award.validity_months)
                .is_none_or(|months| whole((start - held.earned).num_days()) <= whole(months) * days_per_month()),
        };
        let held = record.held.iter().filter(valid).map(|held| (&held.award, held)).collect();
        Some(Self { catalogue, record, strict, start, held })
    }

    /// Whether nothing remains to be achieved: held, or granted everywhere by an exception in force on the first day.
    pub fn is_held(&self, award: &AwardId) -> bool {
        let granted = |e: &&crate::model::Exception| {
            e.kind == ExceptionKind::Grant
                && e.award == *award
                && e.within.is_none()
                && e.date <= self.start
                && e.until.is_none_or(|until| self.start <= until)
        };
        self.held.contains_key(award) || self.record.exceptions.iter().any(|e| granted(&e))
    }

    /// The first day of a week; the last day of the calendar for weeks beyond it.
    pub fn day(&self, week: u32) -> NaiveDate {
        self.start.checked_add_days(Days::new(7 * u64::from(week))).unwrap_or(NaiveDate::MAX)
    }

    /// Minutes of study in a week; `None`: unlimited, the record does not say.
    pub fn minutes(&self) -> Option<Rational> {
        self.record.preferences.hours_per_week.map(|hours| hours * whole(60))
    }

    /// What satisfies an answer that is not known yet.
    pub fn gate_is_open(&self, gate: &GateId, relied_upon: bool) -> bool {
        match self.record.gate(gate) {
            GateState::Met => true,
            GateState::Unmet => false,
            GateState::Unknown => relied_upon && !self.strict,
        }
    }

    /// Whether any requirement of the catalogue asks for the gate. `likely` is looked at first, for speed alone.
    pub fn names_gate(&self, gate: &GateId, likely: &[&Requirement]) -> bool {
        let asks = |e: &Requirement| e.gates().iter().any(|g| g.gate == *gate);
        let awards = || self.catalogue.awards.values().filter_map(|a| a.requires.as_ref());
        let recognitions = || self.catalogue.recognitions.values().flat_map(|r| std::iter::once(&r.from).chain(&r.requires));
        likely.iter().any(|e| asks(e)) || awards().any(asks) || recognitions().any(asks)
    }

    /// Amount in the learner's currency, in major units; `None` when no rate is given.
    pub fn amount(&self, money: &Money) -> Option<Rational> {
        match self.record.preferences.currency {
            Some(currency) if currency != money.currency => {
                self.record.preferences.rates.get(money.currency.code()).and_then(|rate| money.major().checked_mul(rate))
            }
            _ => Some(money.major()),
        }
    }

    /// What a way costs; `None`: unknown.
    pub fn cost(&self, award: &Award, way: &Way) -> Option<Rational> {
        match way {
            Way::Earn => {
                let cost = award.cost.as_ref()?;
                let amount = self.amount(&cost.money)?;
                if !cost.per_month {
                    return Some(amount);
                }
                let months = ceil(Rational::new(48 * 7 * self.shape(award)?.weeks, 1461)).max(1);
                amount.checked_mul(&whole(months))
            }
            Way::Recognition(id) => match &self.catalogue.recognitions.get(id)?.fee {
                Some(fee) => self.amount(fee),
                None => Some(whole(0)),
            },
        }
    }

    /// Study hours of a way; `None`: unknown.
    pub fn hours(&self, award: &Award, way: &Way) -> Option<Rational> {
        match way {
            Way::Earn => award.hours(),
            Way::Recognition(_) => Some(whole(0)),
        }
    }

    /// Duration and load; `None` when the hours are unknown.
    pub fn shape(&self, award: &Award) -> Option<Shape> {
        Some(self.shape_with(award, award.hours()?))
    }

    /// Duration and load if the award takes so many hours.
    pub fn shape_with(&self, award: &Award, hours: Rational) -> Shape {
        let nominal = i128::from(award.weeks());
        let weeks = match self.record.preferences.hours_per_week {
            Some(per_week) if !award.is_scheduled() => nominal.max(ceil(hours / per_week)),
            _ => nominal,
        };
        let load = if weeks == 0 { 0 } else { ceil(hours * whole(60) / whole(weeks)) };
        Shape { weeks, load }
    }

    /// Whether the award may start in this week.
    pub fn starts_in(&self, award: &Award, week: u32) -> bool {
        let Some(delivery) = award.delivery.as_ref().filter(|_| award.is_scheduled()) else { return true };
        let Some(starts) = &delivery.starts else { return true };
        let last = self.day(week);
        let Some(before) = last.checked_sub_days(Days::new(7)) else { return false };
        let fits = |day: NaiveDate| self.start <= day && before < day && day <= last;
        let in_year = |start: NaiveDate, year: i32| start.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 2, 28));
        starts.iter().any(|start| {
            let years = start.year().max(before.year())..=last.year();
            fits(*start)
                || delivery.repeats_yearly
                    && years.filter_map(|y| in_year(*start, y)).any(|recurring| recurring >= *start && fits(recurring))
        })
    }

    /// Why a new step may not be this award by this way, whatever the week.
    pub fn barred(&self, award: &Award, way: &Way) -> Option<(&'static str, String)> {
        let preferences = &self.record.preferences;
        if preferences.exclude_awards.contains(&award.id) {
            return Some(("excluded", "the record excludes the award".to_owned()));
        }
        if self.record.pins.iter().any(|pin| pin.kind == PinKind::Avoid && pin.award == award.id) {
            return Some(("pin-avoid", "a pin says to avoid it".to_owned()));
        }
        let out = |organization: &_| preferences.exclude_organizations.contains(organization);
        if let Some(organization) = std::iter::once(&award.issuer).chain(&award.platform).find(|o| out(o)) {
            return Some(("excluded", format!("the record excludes {organization}, its issuer or platform")));
        }
        match way {
            Way::Recognition(id) => {
                let by = &self.catalogue.recognitions.get(id)?.by;
                out(by).then(|| ("excluded", format!("the record excludes {by}, which recognises it")))
            }
            Way::Earn if !award.earnable || award.kind == AwardKind::TransferCredit => {
                Some(("not-earnable", "it cannot be earned, only be granted by a recognition".to_owned()))
            }
            Way::Earn if award.status != AwardStatus::Active => {
                Some(("not-active", format!("its status is {}, it cannot be earned", award.status)))
            }
            Way::Earn => None,
        }
    }

    /// Whether a day of the week lies in a break.
    pub fn is_broken(&self, week: u32) -> bool {
        let (first, last) = (self.day(week), self.day(week).checked_add_days(Days::new(6)).unwrap_or(NaiveDate::MAX));
        self.record.preferences.breaks.iter().any(|b| b.from <= last && first <= b.until)
    }
}
