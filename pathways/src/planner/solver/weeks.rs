//! Whole-number variables for weeks, and what ties them: differences, and the hours that a week has.
//!
//! A variable with values 0..=last is a row of literals "at least t" for t in 1..=last; its bounds are read off
//! them. Constraints infer bounds and explain every inference by such literals, so weeks take part in learning.

use super::{Conflict, Linear, Literal, Solver};

/// A week variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WeekVariable(u32);

struct Range {
    /// `at_least[t - 1]`: the week is t or later.
    at_least: Vec<Literal>,
    earliest: u32,
    latest: u32,
}

/// When `condition` holds, `later >= earlier + distance`.
struct Difference {
    condition: Option<Literal>,
    earlier: WeekVariable,
    later: WeekVariable,
    distance: i64,
}

/// A stretch of work: for `length` weeks up to its end it takes `load` a week, if `condition` holds.
#[derive(Clone, Copy)]
pub struct Work {
    pub condition: Literal,
    pub end: WeekVariable,
    pub length: u32,
    pub load: i64,
}

/// Work that is certain to run in the weeks from `from` and before `until`.
#[derive(Clone, Copy)]
struct Certain {
    work: usize,
    from: i64,
    until: i64,
}

/// A stretch of weeks with the same certain load.
#[derive(Clone, Copy)]
struct Stretch {
    from: i64,
    until: i64,
    load: i64,
}

/// All week variables and their constraints.
#[derive(Default)]
pub struct Weeks {
    ranges: Vec<Range>,
    /// By SAT variable: the week variable and the t of the literal "at least t".
    meaning: Vec<Option<(WeekVariable, u32)>>,
    differences: Vec<Difference>,
    /// By week variable: the differences that name it.
    touching: Vec<Vec<u32>>,
    /// By SAT variable: the differences that it conditions.
    conditioned: Vec<Vec<u32>>,
    work: Vec<Work>,
    /// By SAT variable: whether it conditions work.
    works: Vec<bool>,
    capacity: i64,
    /// Bounds as they were before each change, by place in the trail of changes.
    undo: Vec<(Literal, WeekVariable, u32, u32)>,
    /// Differences to look at.
    queue: Vec<u32>,
    queued: Vec<bool>,
    /// Whether a bound of work or its condition has changed.
    reload: bool,
}

impl Weeks {
    pub fn grow(&mut self) {
        self.meaning.push(None);
        self.conditioned.push(Vec::new());
        self.works.push(false);
    }

    fn wake(&mut self, difference: u32) {
        if !self.queued[difference as usize] {
            self.queued[difference as usize] = true;
            self.queue.push(difference);
        }
    }

    /// `literal` has become true.
    pub fn note(&mut self, literal: Literal) {
        let variable = literal.variable() as usize;
        if let Some((week, t)) = self.meaning[variable] {
            let range = &mut self.ranges[week.0 as usize];
            let before = (range.earliest, range.latest);
            if literal.is_positive() {
                range.earliest = range.earliest.max(t);
            } else {
                range.latest = range.latest.min(t - 1);
            }
            if before != (range.earliest, range.latest) {
                self.undo.push((literal, week, before.0, before.1));
                self.reload = true;
                for at in 0..self.touching[week.0 as usize].len() {
                    let difference = self.touching[week.0 as usize][at];
                    self.wake(difference);
                }
            }
        }
        for at in 0..self.conditioned[variable].len() {
            let difference = self.conditioned[variable][at];
            self.wake(difference);
        }
        self.reload |= self.works[variable];
    }

    /// `literal` is no longer true; the newest comes first.
    pub fn forget(&mut self, literal: Literal) {
        if let Some(&(changed, week, earliest, latest)) = self.undo.last()
            && changed == literal
        {
            let range = &mut self.ranges[week.0 as usize];
            (range.earliest, range.latest) = (earliest, latest);
            self.undo.pop();
        }
    }

    /// After going back: nothing is waiting.
    pub fn rewind(&mut self) {
        for difference in self.queue.drain(..) {
            self.queued[difference as usize] = false;
        }
        self.reload = !self.work.is_empty();
    }
}

impl Solver {
    /// A new week variable with values 0..=last.
    pub fn week_variable(&mut self, last: u32) -> WeekVariable {
        self.backtrack(0);
        let week = WeekVariable(self.weeks.ranges.len() as u32);
        let at_least: Vec<Literal> = (1..=last).map(|_| self.auxiliary(false)).collect();
        for (i, literal) in at_least.iter().enumerate() {
            let variable = literal.variable() as usize;
            self.weeks.meaning[variable] = Some((week, i as u32 + 1));
            self.decidable[variable] = false;
        }
        for pair in at_least.windows(2) {
            self.clause(&[!pair[1], pair[0]]);
        }
        self.weeks.ranges.push(Range { at_least, earliest: 0, latest: last });
        self.weeks.touching.push(Vec::new());
        week
    }

    /// The literal "the week is t or later"; `Err` tells its fixed value where t lies outside the range.
    pub fn at_least(&self, week: WeekVariable, t: i64) -> Result<Literal, bool> {
        let range = &self.weeks.ranges[week.0 as usize];
        if t <= 0 {
            return Err(true);
        }
        usize::try_from(t - 1).ok().and_then(|i| range.at_least.get(i)).copied().ok_or(false)
    }

    /// The week's value in the last model.
    pub fn week(&self, week: WeekVariable) -> u32 {
        self.weeks.ranges[week.0 as usize].at_least.iter().take_while(|&&l| self.model(l)).count() as u32
    }

    /// When `condition` holds (always, if there is none): `later >= earlier + distance`.
    pub fn difference(&mut self, condition: Option<Literal>, earlier: WeekVariable, later: WeekVariable, distance: i64) {
        self.backtrack(0);
        let id = self.weeks.differences.len() as u32;
        self.weeks.touching[earlier.0 as usize].push(id);
        self.weeks.touching[later.0 as usize].push(id);
        if let Some(condition) = condition {
            self.weeks.conditioned[condition.variable() as usize].push(id);
        }
        self.weeks.differences.push(Difference { condition, earlier, later, distance });
        self.weeks.queued.push(false);
        self.weeks.wake(id);
    }

    /// The linear relaxation knows of this week. Of few: each is many variables.
    pub fn relax_week(&mut self, week: WeekVariable) {
        for literal in &self.weeks.ranges[week.0 as usize].at_least {
            self.relaxable[literal.variable() as usize] = true;
        }
    }

    /// The week is at least the sum of the weights of the literals that hold, over `each_week`.
    pub fn last_at_least(&mut self, week: WeekVariable, weights: &[(i64, Literal)], each_week: i64) {
        self.relax_week(week);
        let weeks: Vec<Literal> = self.weeks.ranges[week.0 as usize].at_least.clone();
        let bound = weights.iter().map(|w| w.0).sum();
        let terms = weeks.into_iter().map(|literal| (each_week, literal)).chain(weights.iter().map(|&(weight, l)| (weight, !l))).collect();
        self.linear(Linear { terms, bound });
    }

    /// The work that shares `capacity` in every week.
    pub fn share(&mut self, work: Vec<Work>, capacity: i64) {
        self.backtrack(0);
        for task in &work {
            self.weeks.works[task.condition.variable() as usize] = true;
        }
        self.weeks.work = work;
        self.weeks.capacity = capacity;
        self.weeks.reload = true;
    }

    /// Decides a week once everything else is decided: the earliest possible start first.
    pub(super) fn choose_week(&mut self) -> Option<Literal> {
        let open = self.weeks.ranges.iter().filter(|r| r.earliest < r.latest).min_by_key(|r| (r.earliest, r.latest))?;
        open.at_least.get(open.earliest as usize).map(|&l| !l)
    }

    /// Whether anything was inferred.
    pub(super) fn propagate_weeks(&mut self) -> Result<bool, Conflict> {
        let before = self.trail.len();
        while let Some(id) = self.weeks.queue.pop() {
            self.weeks.queued[id as usize] = false;
            self.infer_difference(id)?;
            if self.trail.len() > before {
                return Ok(true);
            }
        }
        if self.weeks.reload {
            self.weeks.reload = false;
            self.work += 2 * self.weeks.work.len() as u64;
            self.infer_load()?;
        }
        Ok(self.trail.len() > before)
    }

    /// The literals, all false now, that say why `week >= t` (t at most its earliest value).
    fn why_at_least(&self, week: WeekVariable, t: i64, out: &mut Vec<Literal>) {
        if let Ok(literal) = self.at_least(week, t) {
            out.push(!literal);
        }
    }

    /// The literals, all false now, that say why `week <= t` (t at least its latest value).
    fn why_at_most(&self, week: WeekVariable, t: i64, out: &mut Vec<Literal>) {
        if let Ok(literal) = self.at_least(week, t + 1) {
            out.push(literal);
        }
    }

    /// Sets `literal`, or reports that it is false already.
    fn infer_by(&mut self, literal: Result<Literal, bool>, others: Vec<Literal>) -> Result<(), Conflict> {
        match literal {
            Err(true) => Ok(()),
            Err(false) => Err(Conflict::Explained(others)),
            Ok(literal) => match self.value(literal) {
                Some(true) => Ok(()),
                Some(false) => {
                    let mut all = others;
                    all.push(literal);
                    Err(Conflict::Explained(all))
                }
                None => {
                    self.explain(literal, &others);
                    Ok(())
                }
            },
        }
    }

    fn infer_difference(&mut self, id: u32) -> Result<(), Conflict> {
        let Difference { condition, earlier, later, distance } = self.weeks.differences[id as usize];
        let holds = condition.map_or(Some(true), |c| self.value(c));
        if holds == Some(false) {
            return Ok(());
        }
        let low = i64::from(self.weeks.ranges[earlier.0 as usize].earliest);
        let high = i64::from(self.weeks.ranges[later.0 as usize].latest);
        if holds.is_none() {
            if low + distance > high
                && let Some(condition) = condition
            {
                let mut why = Vec::new();
                self.why_at_least(earlier, low, &mut why);
                self.why_at_most(later, low + distance - 1, &mut why);
                self.explain(!condition, &why);
            }
            return Ok(());
        }
        if i64::from(self.weeks.ranges[later.0 as usize].earliest) < low + distance {
            let mut why: Vec<Literal> = condition.iter().map(|&c| !c).collect();
            self.why_at_least(earlier, low, &mut why);
            let literal = self.at_least(later, low + distance);
            self.infer_by(literal, why)?;
        }
        if i64::from(self.weeks.ranges[earlier.0 as usize].latest) > high - distance {
            let mut why: Vec<Literal> = condition.iter().map(|&c| !c).collect();
            self.why_at_most(later, high, &mut why);
            let literal = self.at_least(earlier, high - distance + 1).map(|l| !l).map_err(|fixed| !fixed);
            self.infer_by(literal, why)?;
        }
        Ok(())
    }

    /// Work that is certain to run in a week must fit there, and what does not fit beside it must wait.
    fn infer_load(&mut self) -> Result<(), Conflict> {
        let certain: Vec<Certain> = (0..self.weeks.work.len())
            .filter(|&i| self.value(self.weeks.work[i].condition) == Some(true))
            .filter_map(|work| {
                let task = self.weeks.work[work];
                let range = &self.weeks.ranges[task.end.0 as usize];
                let (from, until) = (i64::from(range.latest) - i64::from(task.length), i64::from(range.earliest));
                (from < until).then_some(Certain { work, from, until })
            })
            .collect();
        let mut events: Vec<(i64, i64)> = Vec::with_capacity(2 * certain.len());
        for part in &certain {
            events.push((part.from, self.weeks.work[part.work].load));
            events.push((part.until, -self.weeks.work[part.work].load));
        }
        events.sort_unstable();
        let mut profile: Vec<Stretch> = Vec::new();
        let mut load = 0;
        for (k, &(week, change)) in events.iter().enumerate() {
            load += change;
            let next = events.get(k + 1).map_or(week, |e| e.0);
            if next > week && load > 0 {
                if load > self.weeks.capacity {
                    return Err(Conflict::Explained(self.why_loaded(&certain, week, None, self.weeks.capacity)));
                }
                profile.push(Stretch { from: week, until: next, load });
            }
        }
        for work in 0..self.weeks.work.len() {
            let task = self.weeks.work[work];
            if self.value(task.condition) == Some(true) && task.length > 0 {
                self.push_later(work, &certain, &profile)?;
                self.push_earlier(work, &certain, &profile)?;
            }
        }
        Ok(())
    }

    /// Whether this work cannot run in the stretch, counting the rest alone.
    fn clashes(&self, work: usize, certain: &[Certain], stretch: Stretch) -> bool {
        let own = certain.iter().find(|c| c.work == work).is_some_and(|c| c.from <= stretch.from && stretch.from < c.until);
        !own && stretch.load + self.weeks.work[work].load > self.weeks.capacity
    }

    fn push_later(&mut self, work: usize, certain: &[Certain], profile: &[Stretch]) -> Result<(), Conflict> {
        let task = self.weeks.work[work];
        let length = i64::from(task.length);
        let earliest = i64::from(self.weeks.ranges[task.end.0 as usize].earliest) - length;
        let clash = profile.iter().find(|s| s.until > earliest && s.from < earliest + length && self.clashes(work, certain, **s));
        let Some(&stretch) = clash else { return Ok(()) };
        // A step of its own length at most has one week to blame; the next follows once the bounds have moved.
        let week = (earliest + length - 1).min(stretch.until - 1).max(stretch.from);
        let mut why = self.why_loaded(certain, week, Some(work), self.weeks.capacity - task.load);
        why.push(!task.condition);
        self.why_at_least(task.end, week + 1, &mut why);
        let literal = self.at_least(task.end, week + 1 + length);
        self.infer_by(literal, why)
    }

    fn push_earlier(&mut self, work: usize, certain: &[Certain], profile: &[Stretch]) -> Result<(), Conflict> {
        let task = self.weeks.work[work];
        let length = i64::from(task.length);
        let latest = i64::from(self.weeks.ranges[task.end.0 as usize].latest) - length;
        let clash = profile.iter().rev().find(|s| s.until > latest && s.from < latest + length && self.clashes(work, certain, **s));
        let Some(&stretch) = clash else { return Ok(()) };
        let week = latest.max(stretch.from);
        let mut why = self.why_loaded(certain, week, Some(work), self.weeks.capacity - task.load);
        why.push(!task.condition);
        self.why_at_most(task.end, week + length, &mut why);
        let literal = self.at_least(task.end, week + 1).map(|l| !l).map_err(|fixed| !fixed);
        self.infer_by(literal, why)
    }

    /// Why more than `most` of certain work, `except` one, runs in `week`: the heaviest first, no more than needed.
    fn why_loaded(&self, certain: &[Certain], week: i64, except: Option<usize>, most: i64) -> Vec<Literal> {
        let mut running: Vec<usize> =
            certain.iter().filter(|c| Some(c.work) != except && c.from <= week && week < c.until).map(|c| c.work).collect();
        running.sort_by_key(|&i| (std::cmp::Reverse(self.weeks.work[i].load), i));
        let mut why = Vec::new();
        let mut load = 0;
        for i in running {
            let task = self.weeks.work[i];
            why.push(!task.condition);
            self.why_at_least(task.end, week + 1, &mut why);
            self.why_at_most(task.end, week + i64::from(task.length), &mut why);
            load += task.load;
            if load > most {
                break;
            }
        }
        why
    }
}
