//! Weeks, months and dates as the contract counts them (section 3).

use chrono::{Datelike, Duration, NaiveDate};

use crate::model::{Award, Recognition};

/// Weeks in which something may begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Weeks {
    /// Any week.
    Any,
    /// From the first to the last, both included; no last: without end.
    Between(u32, Option<u32>),
    /// These weeks, rising; with `yearly`, the list goes on beyond its end as far as asked for.
    Listed {
        /// The start days, from the learner's start on; each may recur yearly.
        days: Vec<NaiveDate>,
        /// Whether each day recurs in every later year.
        yearly: bool,
        /// The learner's start.
        start: NaiveDate,
    },
}

impl Weeks {
    /// The weeks up to `horizon`; `None`: every week.
    pub fn listed(&self, horizon: u32) -> Option<Vec<u32>> {
        match self {
            Self::Any => None,
            Self::Between(first, last) => Some((*first..=last.unwrap_or(horizon).min(horizon)).collect()),
            Self::Listed { days, yearly, start } => {
                let last = *start + Duration::weeks(i64::from(horizon));
                let mut weeks = Vec::new();
                for &day in days {
                    for year in day.year()..=if *yearly { last.year() } else { day.year() } {
                        let occurrence = in_year(day, year);
                        if occurrence >= *start && occurrence >= day && occurrence <= last {
                            weeks.push(week_of(occurrence, *start));
                        }
                    }
                }
                weeks.sort_unstable();
                weeks.dedup();
                Some(weeks)
            }
        }
    }

    /// The first of the weeks not before `week`; `None`: none comes.
    pub fn next(&self, week: u32) -> Option<u32> {
        match self {
            Self::Any => Some(week),
            Self::Between(first, last) => Some(week.max(*first)).filter(|w| last.is_none_or(|last| *w <= last)),
            Self::Listed { days, yearly, start } => {
                let earliest = *start + Duration::weeks(i64::from(week) - 1);
                days.iter()
                    .filter_map(|&day| {
                        let years = if *yearly { day.year().max(earliest.year())..=earliest.year() + 1 } else { day.year()..=day.year() };
                        years.map(|year| in_year(day, year)).find(|&o| o > earliest && o >= *start && o >= day)
                    })
                    .map(|occurrence| week_of(occurrence, *start))
                    .min()
            }
        }
    }
}

/// The day of a later year: 29 February is the 28th in years without one.
fn in_year(day: NaiveDate, year: i32) -> NaiveDate {
    day.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 2, 28)).unwrap_or(day)
}

/// The week k with the day in (start + 7(k-1), start + 7k].
fn week_of(day: NaiveDate, start: NaiveDate) -> u32 {
    u32::try_from(((day - start).num_days() + 6) / 7).unwrap_or(0)
}

/// The weeks in which an award may start; `None`: it never does.
pub fn starts(award: &Award, start: NaiveDate) -> Option<Weeks> {
    let delivery = award.delivery.as_ref().filter(|_| award.is_scheduled());
    let Some((days, yearly)) = delivery.and_then(|d| Some((d.starts.as_ref()?, d.repeats_yearly))) else { return Some(Weeks::Any) };
    let days: Vec<NaiveDate> = days.iter().copied().filter(|&day| yearly || day >= start).collect();
    (!days.is_empty()).then_some(Weeks::Listed { days, yearly, start })
}

/// The weeks in whose first day an agreement is in force; `None`: in none from the start on.
pub fn in_force(recognition: &Recognition, start: NaiveDate) -> Option<Weeks> {
    let Some(valid) = recognition.valid else { return Some(Weeks::Any) };
    let first = valid.from.map_or(0, |from| ((from - start).num_days().max(0) + 6) / 7);
    let last = match valid.until {
        Some(until) if until < start => return None,
        Some(until) => Some((until - start).num_days() / 7),
        None => None,
    };
    if last.is_some_and(|last| last < first) {
        return None;
    }
    Some(Weeks::Between(u32::try_from(first).ok()?, last.and_then(|last| u32::try_from(last).ok())))
}

/// Months of subscription for a step of so many weeks, of 365.25/12 days each: ceil(48·7·d / 1461), at least one.
pub fn months(weeks: u32) -> i64 {
    (i64::from(weeks) * 48 * 7).div_euclid(1461).max(0) + i64::from((i64::from(weeks) * 336) % 1461 != 0 || weeks == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn a_start_falls_into_the_week_that_ends_with_its_day() {
        let start = day("2027-01-04");
        let weeks = |days: &[&str], yearly| Weeks::Listed { days: days.iter().map(|d| day(d)).collect(), yearly, start };
        assert_eq!(weeks(&["2027-01-04", "2027-01-05", "2027-01-11", "2027-01-12"], false).listed(100), Some(vec![0, 1, 2]));
        assert_eq!(weeks(&["2024-02-29"], true).listed(120), Some(vec![8, 61, 113]));
        assert_eq!(weeks(&["2024-02-29"], true).next(9), Some(61));
        assert_eq!(weeks(&["2026-12-01"], false).next(0), None);
    }

    #[test]
    fn next_agrees_with_the_list() {
        let start = day("2027-01-04");
        let weeks = Weeks::Listed { days: vec![day("2027-01-13"), day("2025-08-25")], yearly: true, start };
        let listed = weeks.listed(300).expect("dates are known");
        for week in 0..240 {
            assert_eq!(weeks.next(week), listed.iter().copied().find(|&w| w >= week), "week {week}");
        }
    }

    #[test]
    fn subscriptions_count_months_begun() {
        assert_eq!([0, 1, 4, 5, 13, 14, 26].map(months), [1, 1, 1, 2, 3, 4, 6]);
    }
}
