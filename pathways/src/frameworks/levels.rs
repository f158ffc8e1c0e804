//! Levels: their place in the European framework, and which of two is higher.

use std::cmp::Ordering;

use super::Frameworks;
use super::table::{Correspondence, FrameworkSource, Map};
use crate::model::Level;

/// A level's place in the European Qualifications Framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EqfLevel<'a> {
    /// The level, 1 to 8.
    pub level: u8,
    /// How sure the correspondence is.
    pub confidence: Correspondence,
    /// Where it can be read; empty for the framework itself and for assumptions.
    pub sources: Vec<&'a FrameworkSource>,
    /// What a person should know about this framework's correspondence.
    pub note: Option<&'a str>,
}

/// Which of two levels is higher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelComparison {
    /// The first against the second.
    pub ordering: Ordering,
    /// How sure that is: as sure as the weaker of the correspondences used.
    pub confidence: Correspondence,
}

/// What makes two levels the same for statistics: one place in the European framework, or, where a level has none, the
/// level itself. AQF 8 and NZQCF 8 are not comparable with Europe but with each other, and share a group.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LevelGroup {
    /// A place in the European framework.
    Eqf(u8),
    /// A level that is comparable within its own framework only.
    Own(Level),
}

impl Frameworks {
    /// A level's place in the European framework. `None`: not comparable, because the bodies in charge left it without an
    /// equivalent, or because nothing is known about the framework.
    #[must_use]
    pub fn eqf(&self, level: &Level) -> Option<EqfLevel<'_>> {
        let framework = self.table.frameworks.get(&level.framework)?;
        if framework.reference {
            let place = level.value.parse().ok().filter(|value| framework.levels.contains(value))?;
            return Some(EqfLevel { level: place, confidence: Correspondence::Official, sources: Vec::new(), note: None });
        }
        let map = framework.to_eqf.as_ref()?;
        let place = place_in(map, level)?;
        Some(EqfLevel {
            level: place,
            confidence: map.confidence,
            sources: self.table.cited(&map.sources),
            note: map.note.as_deref().or(framework.note.as_deref()),
        })
    }

    /// Compares two levels. `None`: not comparable.
    ///
    /// Levels of one framework are compared there; Australian and New Zealand ones directly, level by level; all others by
    /// their places in the European framework.
    #[must_use]
    pub fn compare(&self, a: &Level, b: &Level) -> Option<LevelComparison> {
        if a.framework == b.framework
            && let (Ok(first), Ok(second)) = (a.value.parse::<u8>(), b.value.parse::<u8>())
        {
            return Some(LevelComparison { ordering: first.cmp(&second), confidence: Correspondence::Official });
        }
        if let (Some(first), Some(second)) = (self.in_nzqcf(a), self.in_nzqcf(b)) {
            return Some(LevelComparison { ordering: first.0.cmp(&second.0), confidence: first.1.max(second.1) });
        }
        let (first, second) = (self.eqf(a)?, self.eqf(b)?);
        Some(LevelComparison { ordering: first.level.cmp(&second.level), confidence: first.confidence.max(second.confidence) })
    }

    /// The group in which an award of this level is counted.
    #[must_use]
    pub fn group(&self, level: &Level) -> LevelGroup {
        if let Some(place) = self.eqf(level) {
            return LevelGroup::Eqf(place.level);
        }
        match self.in_nzqcf(level) {
            Some((value, _)) => LevelGroup::Own(Level { framework: NZQCF.to_owned(), value: value.to_string() }),
            None => LevelGroup::Own(level.clone()),
        }
    }

    /// A level's place in the New Zealand framework, for those that are compared with it directly.
    fn in_nzqcf(&self, level: &Level) -> Option<(u8, Correspondence)> {
        let framework = self.table.frameworks.get(&level.framework)?;
        if level.framework == NZQCF {
            return Some((level.value.parse().ok()?, Correspondence::Official));
        }
        let map = framework.to_nzqcf.as_ref()?;
        Some((place_in(map, level)?, map.confidence))
    }
}

const NZQCF: &str = "NZQCF";

fn place_in(map: &Map, level: &Level) -> Option<u8> {
    map.map.get(&level.value).copied().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(framework: &str, value: &str) -> Level {
        Level { framework: framework.to_owned(), value: value.to_owned() }
    }

    fn place(framework: &str, value: &str) -> Option<(u8, Correspondence)> {
        Frameworks::bundled().eqf(&level(framework, value)).map(|l| (l.level, l.confidence))
    }

    #[test]
    fn levels_have_the_places_that_the_bodies_agreed_on() {
        assert_eq!(place("EQF", "7"), Some((7, Correspondence::Official)));
        assert_eq!(place("RQF", "4"), Some((5, Correspondence::Official)));
        assert_eq!(place("SCQF", "10"), Some((6, Correspondence::Official)));
        assert_eq!(place("NFQ-IE", "9"), Some((7, Correspondence::Official)));
        assert_eq!(place("AQF", "9"), Some((7, Correspondence::Derived)));
        assert_eq!(place("US", "master"), Some((7, Correspondence::Assumed)));
    }

    #[test]
    fn what_has_no_equivalent_is_not_comparable() {
        for (framework, value) in
            [("NZQCF", "8"), ("AQF", "8"), ("AQF", "1"), ("HKQF", "5"), ("CA", "master"), ("NQF-ZA", "5"), ("EQF", "9"), ("EQF", "x")]
        {
            assert_eq!(place(framework, value), None, "{framework} {value}");
        }
        assert_eq!(Frameworks::bundled().compare(&level("NZQCF", "8"), &level("RQF", "7")), None);
    }

    #[test]
    fn a_correspondence_names_its_sources() {
        let place = Frameworks::bundled().eqf(&level("NFQ-IE", "8")).expect("a level of the table");
        assert!(place.sources.iter().any(|s| s.url.starts_with("https://")), "{place:?}");
        let assumed = Frameworks::bundled().eqf(&level("US", "bachelor")).expect("a level of the table");
        assert!(assumed.sources.is_empty() && assumed.note.is_some());
    }

    #[test]
    fn two_levels_compare_in_one_framework_directly_or_through_europe() {
        let compare = |a: (&str, &str), b: (&str, &str)| {
            Frameworks::bundled().compare(&level(a.0, a.1), &level(b.0, b.1)).map(|c| (c.ordering, c.confidence))
        };
        assert_eq!(compare(("HKQF", "5"), ("HKQF", "6")), Some((Ordering::Less, Correspondence::Official)));
        assert_eq!(compare(("AQF", "8"), ("NZQCF", "8")), Some((Ordering::Equal, Correspondence::Official)));
        assert_eq!(compare(("SCQF", "11"), ("NFQ-IE", "8")), Some((Ordering::Greater, Correspondence::Official)));
        assert_eq!(compare(("US", "bachelor"), ("RQF", "6")), Some((Ordering::Equal, Correspondence::Assumed)));
    }

    #[test]
    fn levels_without_a_european_place_form_their_own_groups() {
        let group = |framework: &str, value: &str| Frameworks::bundled().group(&level(framework, value));
        assert_eq!(group("RQF", "7"), LevelGroup::Eqf(7));
        assert_eq!(group("AQF", "8"), group("NZQCF", "8"));
        assert_ne!(group("HKQF", "5"), group("NQF-ZA", "5"));
    }
}
