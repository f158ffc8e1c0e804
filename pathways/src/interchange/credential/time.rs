//! Points in time as credentials write them, and the period of validity.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use super::verdict::TimeCheck;

/// A point in time with its zone (RFC 3339, fractions and offsets allowed).
pub(super) fn instant(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text).ok().map(|instant| instant.to_utc())
}

/// The same, or one without a zone, which is then UTC, or a plain day, which begins at midnight.
pub(super) fn lenient_instant(text: &str) -> Option<DateTime<Utc>> {
    instant(text)
        .or_else(|| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok().map(|local| local.and_utc()))
        .or_else(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0).map(|local| local.and_utc()))
}

/// Whether the clock stands between two points, both included.
pub(super) fn check(from: Option<DateTime<Utc>>, until: Option<DateTime<Utc>>, clock: DateTime<Utc>) -> TimeCheck {
    if until.is_some_and(|until| clock > until) {
        TimeCheck::Expired
    } else if from.is_some_and(|from| clock < from) {
        TimeCheck::NotYetValid
    } else {
        TimeCheck::Valid
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_need_a_zone_unless_read_leniently() {
        assert_eq!(instant("2025-01-01T01:00:00+01:00"), instant("2025-01-01T00:00:00.000Z"));
        assert!(instant("2025-01-01T00:00:00").is_none() && instant("Sat 25 Feb 2023").is_none());
        assert_eq!(lenient_instant("2025-01-01"), instant("2025-01-01T00:00:00Z"));
        assert!(lenient_instant("2025-02-30").is_none());
    }

    #[test]
    fn both_ends_of_the_period_belong_to_it() {
        let at = |text| instant(text).expect("it is an instant");
        let (from, until) = (Some(at("2025-01-01T00:00:00Z")), Some(at("2025-02-01T00:00:00Z")));
        assert_eq!(check(from, until, at("2025-01-01T00:00:00Z")), TimeCheck::Valid);
        assert_eq!(check(from, until, at("2025-02-01T00:00:00Z")), TimeCheck::Valid);
        assert_eq!(check(from, until, at("2025-02-01T00:00:01Z")), TimeCheck::Expired);
        assert_eq!(check(from, until, at("2024-12-31T23:59:59Z")), TimeCheck::NotYetValid);
    }
}
