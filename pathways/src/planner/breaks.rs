//! Breaks: weeks in which no study runs (contract 5).
//!
//! Study counts in *study weeks*, the weeks without a break, numbered from 0: a step of d weeks always takes d of them
//! one after another, however long the break is that lies between. Calendar weeks matter to everything else: dates,
//! agreements, the finish.

use chrono::NaiveDate;

use crate::model::Break;

/// No plan looks further ahead, in weeks.
const LAST: i64 = 10_400;

/// The weeks from the start on that a break touches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Breaks {
    /// Calendar weeks, rising.
    broken: Vec<u32>,
}

impl Breaks {
    /// The weeks of which a day lies in a break.
    pub fn new(breaks: &[Break], start: NaiveDate) -> Self {
        let mut broken: Vec<u32> = Vec::new();
        for pause in breaks.iter().filter(|b| b.from <= b.until && b.until >= start) {
            let first = (pause.from - start).num_days().max(0) / 7;
            let last = ((pause.until - start).num_days() / 7).min(LAST);
            broken.extend((first..=last).filter_map(|week| u32::try_from(week).ok()));
        }
        broken.sort_unstable();
        broken.dedup();
        Self { broken }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.broken.is_empty()
    }

    /// The calendar weeks concerned.
    pub fn weeks(&self) -> &[u32] {
        &self.broken
    }

    /// The first calendar week that is free of breaks for good.
    pub fn over(&self) -> u32 {
        self.broken.last().map_or(0, |week| week + 1)
    }

    /// How many study weeks lie before a calendar week: the number of the first that begins then or later.
    pub fn study_week(&self, week: u32) -> u32 {
        week - self.broken.partition_point(|&broken| broken < week) as u32
    }

    /// The calendar week in which a study week falls.
    pub fn calendar_week(&self, study_week: u32) -> u32 {
        let mut week = study_week;
        for _ in self.broken.iter().take_while(|&&broken| {
            let passed = broken <= week;
            week += u32::from(passed);
            passed
        }) {}
        week
    }

    /// The calendar week at whose beginning study of so many weeks has ended that starts in `start` or as soon after as it can.
    pub fn end(&self, start: u32, length: u32) -> u32 {
        match length.checked_sub(1) {
            None => start,
            Some(more) => self.calendar_week(self.study_week(start) + more) + 1,
        }
    }

    /// The calendar week in which study of so many weeks started that has ended by `end`.
    pub fn start(&self, end: u32, length: u32) -> u32 {
        if length == 0 { end } else { self.calendar_week(self.study_week(end).saturating_sub(length)) }
    }

    /// Whether no break touches the weeks from `start` on.
    pub fn are_clear_of(&self, start: u32, length: u32) -> bool {
        self.broken.get(self.broken.partition_point(|&broken| broken < start)).is_none_or(|&broken| broken >= start.saturating_add(length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn study_passes_over_breaks() {
        // Weeks 1 and 2, and 5.
        let pauses = [("2027-01-13", "2027-01-20"), ("2027-02-08", "2027-02-08"), ("2026-01-01", "2026-12-31")];
        let pauses = pauses.map(|(from, until)| Break { from: day(from), until: day(until) });
        let breaks = Breaks::new(&pauses, day("2027-01-04"));
        assert_eq!(breaks.weeks(), [1, 2, 5]);
        assert_eq!((0..5).map(|w| breaks.calendar_week(w)).collect::<Vec<_>>(), [0, 3, 4, 6, 7]);
        assert_eq!((0..8).map(|w| breaks.study_week(w)).collect::<Vec<_>>(), [0, 1, 1, 1, 2, 3, 3, 4]);
        assert_eq!([breaks.end(0, 1), breaks.end(0, 2), breaks.end(1, 3), breaks.end(2, 0)], [1, 4, 7, 2]);
        assert_eq!([breaks.start(1, 1), breaks.start(4, 2), breaks.start(7, 3), breaks.start(2, 0)], [0, 0, 3, 2]);
        assert!(breaks.are_clear_of(3, 2) && !breaks.are_clear_of(3, 3) && breaks.are_clear_of(6, 500));
        assert_eq!(breaks.over(), 6);
    }

    #[test]
    fn without_breaks_nothing_changes() {
        let none = Breaks::default();
        assert!((0..50).all(|w| none.study_week(w) == w && none.calendar_week(w) == w && none.end(w, 7) == w + 7));
    }
}
