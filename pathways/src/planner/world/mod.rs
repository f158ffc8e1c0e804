//! What one learner's record makes of the cone of a target: which awards could take part, by which ways, at what
//! price, for how long. Everything is numbered here; the search sees numbers alone.

mod cone;
mod obstacle;
mod price;
mod starts;
mod way;

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

pub use obstacle::Obstacle;
pub use way::WayEntry;

use super::breaks::Breaks;
use super::rulings::{self, Ruling};
use super::{PlanError, Request};
use crate::model::exact::{self, Rational};
use crate::model::{Award, AwardId, GateId, GateState, HeldAward, Way};

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

    /// Whether the learner has the award at the start: held, or granted everywhere.
    pub fn has_at_start(&self, award: AwardNumber) -> bool {
        let entry = &self.awards[award];
        entry.held.is_some() || rulings::is_granted(&self.rulings, entry.id)
    }

    /// Which way this is, as plans write it.
    pub fn way(&self, way: WayNumber) -> Way {
        self.ways[way].recognition.map_or(Way::Earn, |r| Way::Recognition(r.id.clone()))
    }
}

/// Whether what is held no longer counts at the start (contract 2).
fn expired(held: &HeldAward, award: Option<&Award>, start: NaiveDate) -> bool {
    match (held.expires, award.and_then(|a| a.validity_months)) {
        (Some(last), _) => last < start,
        (None, Some(months)) => exact::whole((start - held.earned).num_days()) > exact::whole(months) * exact::days_per_month(),
        (None, None) => false,
    }
}
