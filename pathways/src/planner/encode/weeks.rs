//! The problem in time: the weeks in which ways start and end, breaks, and the hours that study shares.

use super::{Change, Encoding};
use crate::model::Cause;
use crate::planner::solver::{Literal, Term, WeekVariable, Work};
use crate::planner::world::WayNumber;
use crate::planner::{calendar, energy};

impl Encoding<'_, '_> {
    /// The weeks of achievement once more, counted without breaks.
    pub(super) fn count_study_weeks(&mut self, horizon: u32) {
        let breaks = &self.world.breaks;
        if breaks.is_empty() {
            self.study.clone_from(&self.ends);
            return;
        }
        let last = breaks.study_week(horizon);
        for number in 0..self.ends.len() {
            let Some(end) = self.ends[number] else { continue };
            let study = self.solver.week_variable(last);
            for week in 1..=last {
                let in_calendar = self.solver.at_least(end, i64::from(breaks.calendar_week(week - 1)) + 1);
                if let (Ok(counted), Ok(calendar)) = (self.solver.at_least(study, week.into()), in_calendar) {
                    self.solver.clause(&[!counted, calendar]);
                    self.solver.clause(&[!calendar, counted]);
                }
            }
            self.study[number] = Some(study);
        }
    }

    /// The weeks in which a way may end.
    pub(super) fn place(&mut self, way: WayNumber, used: Literal, end: WeekVariable) {
        let entry = &self.world.ways[way];
        let length = i64::from(entry.length);
        self.week_clause(used, end, None, length);
        if let (Some(study), false, true) = (self.study[entry.award], self.world.breaks.is_empty(), entry.length > 0) {
            self.week_clause(used, study, None, length);
            // Study ends with a week in which it ran.
            let (world, horizon) = (self.world, self.horizon.unwrap_or(0));
            for &broken in world.breaks.weeks().iter().take_while(|&&week| week < horizon) {
                self.week_clause(used, end, Some(i64::from(broken) + 1), i64::from(broken) + 2);
            }
        }
        let Some(weeks) = self.world.start_weeks(entry, self.horizon.unwrap_or(0)) else { return };
        let award = self.world.awards[entry.award].id.to_string();
        let late = match entry.recognition {
            Some(recognition) => Change { cause: Cause::LapsedAgreement, id: recognition.id.to_string(), detail: String::new() },
            None => Change { cause: Cause::NoStart, id: award, detail: String::new() },
        };
        let late = [&[!used], &self.change(late)[..]].concat();
        if let (calendar::Weeks::Between(..), Some(first), Some(last)) = (&entry.weeks, weeks.first(), weeks.last()) {
            self.week_clause(used, end, None, i64::from(*first) + length);
            self.not_after(&late, end, i64::from(*last) + length);
            return;
        }
        let mut after = None;
        for week in weeks {
            self.week_clause(used, end, after, i64::from(week) + length);
            after = Some(i64::from(week) + length + 1);
        }
        match after {
            Some(after) => self.not_after(&late, end, after - 1),
            None => self.solver.clause(&late),
        }
    }

    /// When `used` and the end is not before `after`: it is not before `then`.
    fn week_clause(&mut self, used: Literal, end: WeekVariable, after: Option<i64>, then: i64) {
        let mut clause = vec![!used];
        if let Some(after) = after {
            match self.solver.at_least(end, after) {
                Ok(literal) => clause.push(!literal),
                Err(true) => {}
                Err(false) => return,
            }
        }
        match self.solver.at_least(end, then) {
            Ok(literal) => clause.push(literal),
            Err(true) => return,
            Err(false) => {}
        }
        self.solver.clause(&clause);
    }

    /// Unless one of `unless` holds, the end is not after `last`.
    pub(super) fn not_after(&mut self, unless: &[Literal], end: WeekVariable, last: i64) {
        let mut clause = unless.to_vec();
        match self.solver.at_least(end, last + 1) {
            Ok(literal) => clause.push(!literal),
            Err(true) => {}
            Err(false) => return,
        }
        self.solver.clause(&clause);
    }

    /// Study shares the hours of each week.
    pub(super) fn share(&mut self) {
        if self.horizon.is_none() {
            return;
        }
        let work: Vec<Work> = (0..self.world.ways.len())
            .filter_map(|way| {
                let entry = &self.world.ways[way];
                let end = self.study[entry.award]?;
                Some(Work { condition: self.ways[way]?, end, length: entry.length, load: entry.load })
            })
            .filter(|w| w.length > 0 && w.load > 0)
            .collect();
        // Study ends with the target at the latest: what goes on after it is in no route.
        if self.changes.is_none()
            && let Some(end) = self.study[0]
        {
            self.ends[0].into_iter().for_each(|week| self.solver.relax_week(week));
            let studies: Vec<energy::Study> = work.iter().map(|w| (w.length, w.load)).collect();
            for bound in energy::bounds(&studies, self.world.minutes_per_week) {
                let taken = bound.weights.into_iter().zip(&work).map(|(weight, w)| (weight, w.condition)).filter(|w| w.0 > 0);
                self.solver.last_at_least(end, &taken.collect::<Vec<_>>(), bound.each_week);
            }
        }
        self.solver.share(work, self.world.minutes_per_week);
    }

    /// The literal "the way starts in this week or later"; `Err` tells its fixed value.
    pub(super) fn starts_at_least(&self, way: WayNumber, week: u32) -> Result<Literal, bool> {
        let entry = &self.world.ways[way];
        let (end, week) = match entry.length {
            0 => (self.ends[entry.award], week),
            length => (self.study[entry.award], self.world.breaks.study_week(week).saturating_add(length)),
        };
        // Without time every way starts in week 0.
        end.map_or(Err(week == 0), |end| self.solver.at_least(end, week.into()))
    }

    /// The week of the finish, as literals that weigh one week each.
    pub fn finish_terms(&self) -> Vec<Term> {
        let weeks = 1..=self.horizon.unwrap_or(0);
        let at_least = weeks.filter_map(|week| self.solver.at_least(self.ends[0]?, i64::from(week)).ok());
        at_least.map(|literal| Term { weight: 1, literal }).collect()
    }

    /// The target is not achieved before `week`.
    pub fn finish_not_before(&mut self, week: u32) {
        match self.ends[0].map(|end| self.solver.at_least(end, week.into())) {
            Some(Ok(literal)) => self.solver.clause(&[literal]),
            Some(Err(false)) => self.solver.clause(&[]),
            Some(Err(true)) | None => {}
        }
    }

    /// The target is achieved by `week`.
    pub fn finish_by(&mut self, week: i64) {
        if let Some(end) = self.ends[0] {
            self.not_after(&[], end, week);
        }
    }
}

pub(super) fn negated(bound: Result<Literal, bool>) -> Result<Literal, bool> {
    bound.map(|literal| !literal).map_err(|fixed| !fixed)
}
