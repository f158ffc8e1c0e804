//! Where facts come from, how old they are, and how sure.

use std::fmt;

use chrono::NaiveDate;

use super::terms::terms;

terms! {
    /// How a fact came to stand in a pack.
    Confidence {
        /// The source says so.
        Stated = "stated",
        /// Computed from what sources say.
        Derived = "derived",
        /// A person filled the gap; the description says how.
        Assumed = "assumed",
    }
}

/// A source of facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it can be read.
    pub url: String,
    /// When it said so.
    pub as_of: Option<AsOf>,
    /// The keys of the record that it supports (`cost`, `credits`, …); empty: unspecified.
    pub supports: Vec<String>,
}

/// A year, a month or a day: how exactly the age of a fact is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AsOf {
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
}

impl AsOf {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let well_formed = text
            .split('-')
            .enumerate()
            .all(|(i, part)| part.len() == if i == 0 { 4 } else { 2 } && part.bytes().all(|b| b.is_ascii_digit()));
        if !well_formed {
            return None;
        }
        let mut parts = text.split('-').map(|part| part.parse::<u32>().ok());
        let year = i32::try_from(parts.next()??).ok()?;
        let (month, day) = match (parts.next(), parts.next(), parts.next()) {
            (None, _, _) => (None, None),
            (Some(month), None, _) => (Some(month?), None),
            (Some(month), Some(day), None) => (Some(month?), Some(day?)),
            _ => return None,
        };
        NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?;
        Some(Self { year, month, day })
    }

    /// The first day that it can mean: ages are counted from here, so a fact never looks younger than it is.
    #[must_use]
    pub fn earliest(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or(NaiveDate::MIN)
    }
}

impl fmt::Display for AsOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for AsOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::AsOf;

    #[test]
    fn ages_read_back_as_written() {
        for text in ["2024", "2024-05", "2024-05-31"] {
            assert_eq!(AsOf::parse(text).map(|a| a.to_string()).as_deref(), Some(text));
        }
        for bad in ["", "24", "2024-13", "2024-02-30", "2024-5", "2024-05-31-1", "x"] {
            assert_eq!(AsOf::parse(bad), None, "{bad}");
        }
    }
}
