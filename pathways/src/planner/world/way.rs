//! A way to achieve an award: by study or by an agreement, with its price, its hours and its length.

use num_traits::Zero;

use super::price::to_cents;
use super::{AwardNumber, Obstacle, World};
use crate::model::exact::{self, Rational};
use crate::model::{Award, AwardStatus, Recognition, Requirement};
use crate::planner::PlanError;
use crate::planner::calendar::{self, Weeks};
use crate::planner::rulings::RulingNumber;

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

impl<'a> World<'a> {
    pub(super) fn by_study(&self, number: AwardNumber, award: &'a Award) -> Result<WayEntry<'a>, PlanError> {
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
            AwardStatus::Active => {}
            AwardStatus::Retired => obstacles.push(Obstacle::Retired(award.id.clone())),
            AwardStatus::Planned => obstacles.push(Obstacle::NotActive(award.id.clone())),
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

    pub(super) fn by_recognition(&self, number: AwardNumber, award: &'a Award, recognition: &'a Recognition) -> WayEntry<'a> {
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
}
