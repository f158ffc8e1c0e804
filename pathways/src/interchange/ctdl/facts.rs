//! What an entity says, fact by fact. Reading a property marks it: what is never read is what the contract cannot say.

use chrono::NaiveDate;

use super::Import;
use super::notes::Place;
use super::terms::{is_reference, local};
use super::tree::{Datum, Item, reference};
use crate::model::Rational;
use crate::model::exact;

/// What a reference leads to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Target {
    /// Something that a document describes.
    Known(usize),
    /// Something that none describes.
    Unknown(String),
}

/// How long something takes (ISO 8601).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::interchange) struct Duration {
    /// Its calendar part in days; months and years have 365.25/12 and 365.25.
    pub days: Rational,
    /// Its clock part in hours.
    pub hours: Rational,
}

impl<'t> Import<'t> {
    /// The values of a property, which is marked as read.
    pub fn items(&self, entity: usize, term: &str) -> &[Item<'t>] {
        let entity = &self.tree.entities[self.tree.gathered(entity)];
        entity.used.set(true);
        let Some(property) = entity.properties.get(term) else { return &[] };
        property.used.set(true);
        &property.items
    }

    /// Whether a property is there, without reading it.
    pub fn has(&self, entity: usize, term: &str) -> bool {
        self.tree.entities[self.tree.gathered(entity)].properties.get(term).is_some_and(|property| !property.items.is_empty())
    }

    /// Takes back that a property was read: what it says found no place after all.
    pub fn unread(&self, entity: usize, term: &str) {
        if let Some(property) = self.tree.entities[self.tree.gathered(entity)].properties.get(term) {
            property.used.set(false);
        }
    }

    /// The entities that stand as, or are referred to by, the values of a property; what is no entity is passed over.
    pub fn entities(&self, entity: usize, term: &str) -> Vec<usize> {
        let targets = self.items(entity, term).iter().filter_map(|item| self.peek(item));
        targets.filter_map(|target| if let Target::Known(index) = target { Some(index) } else { None }).collect()
    }

    /// The texts of a property in the language that is preferred: English, else the first.
    pub fn texts(&self, entity: usize, term: &str) -> Vec<String> {
        preferred(self.items(entity, term))
    }

    /// The first text of a property in the language that is preferred.
    pub fn text(&self, entity: usize, term: &str) -> Option<String> {
        self.texts(entity, term).into_iter().map(|text| text.trim().to_owned()).find(|text| !text.is_empty())
    }

    /// The first text or address of a property.
    pub fn address(&self, entity: usize, term: &str) -> Option<String> {
        self.items(entity, term).iter().find_map(|item| match &item.datum {
            Datum::Text { text, .. } => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Datum::Link(address) => Some(address.clone()),
            _ => None,
        })
    }

    /// A number, written as one or as a text.
    pub fn number_of(&self, item: &Item<'t>) -> Option<Rational> {
        match &item.datum {
            Datum::Number(digits) => exact::parse(digits),
            Datum::Text { text, .. } => exact::parse(text.trim()),
            _ => None,
        }
    }

    /// The first number of a property; one that is none is reported.
    pub fn number(&self, entity: usize, term: &str) -> Option<Rational> {
        let item = self.items(entity, term).first()?;
        let number = self.number_of(item);
        if number.is_none() {
            self.notes.warn(item.place, "no-number", &format!("`{term}` is no number that can be read"), "Correct it, or enter it by hand");
            self.unread(entity, term);
        }
        number
    }

    /// The first date of a property. A time of day is passed over.
    pub fn date(&self, entity: usize, term: &str) -> Option<NaiveDate> {
        let item = self.items(entity, term).first()?;
        let Datum::Text { text, .. } = &item.datum else { return None };
        let date = text.get(..10).and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
        if date.is_none() {
            self.notes.warn(item.place, "no-date", &format!("`{term}` is no date"), "Correct it, or enter it by hand");
            self.unread(entity, term);
        }
        date
    }

    /// The first duration of a property.
    pub fn duration(&self, entity: usize, term: &str) -> Option<Duration> {
        let item = self.items(entity, term).first()?;
        let duration = if let Datum::Text { text, .. } = &item.datum { parse_duration(text.trim()) } else { None };
        if duration.is_none() {
            self.notes.warn(item.place, "no-duration", &format!("`{term}` is no ISO 8601 duration"), "Correct it, or enter it by hand");
            self.unread(entity, term);
        }
        duration
    }

    /// The concepts of a property by their last name, however they are written: `Active` of `credentialStat:Active`.
    pub fn concepts(&self, entity: usize, term: &str) -> Vec<String> {
        self.items(entity, term).iter().filter_map(|item| self.concept_of(item)).collect()
    }

    /// A concept by its last name: a compact address, a link, or an alignment object.
    pub fn concept_of(&self, item: &Item<'t>) -> Option<String> {
        match &item.datum {
            Datum::Text { text, .. } => Some(local(text).to_owned()),
            Datum::Link(address) => Some(local(address).to_owned()),
            Datum::Entity(index) => {
                let node = self.address(*index, "ceterms:targetNode").map(|node| local(&node).to_owned());
                let name = self.text(*index, "ceterms:targetNodeName").or_else(|| self.text(*index, "ceterms:targetName"));
                for term in ["ceterms:framework", "ceterms:frameworkName"] {
                    self.items(*index, term);
                }
                node.or(name)
            }
            Datum::Number(_) | Datum::Flag(_) => None,
        }
    }

    /// What a value refers to. `None`: it is no reference, and the import is refused.
    pub fn target(&self, item: &Item<'t>) -> Option<Target> {
        let target = self.peek(item);
        match &target {
            None => self.not_a_reference(item.place),
            Some(Target::Unknown(address)) => self.check_prefix(item.place, address),
            Some(Target::Known(_)) => {}
        }
        target
    }

    /// What a value refers to, if it is a reference.
    pub fn peek(&self, item: &Item<'t>) -> Option<Target> {
        let address = match &item.datum {
            Datum::Entity(index) => return Some(Target::Known(self.tree.gathered(*index))),
            Datum::Link(address) => address.clone(),
            Datum::Text { text, language: None } if is_reference(text) => {
                reference(&self.documents[item.place.document].names, text, item.place.document)
            }
            _ => return None,
        };
        Some(self.tree.find(&address).map_or(Target::Unknown(address), |index| Target::Known(self.tree.gathered(index))))
    }

    fn not_a_reference(&self, at: Place<'t>) {
        self.notes.error(
            at,
            "no-reference",
            "A resource is referred to here by something that is no address",
            "Put the address or the CTID of the resource here; what is meant cannot be guessed",
        );
    }

    fn check_prefix(&self, at: Place<'t>, address: &str) {
        let scheme = address.split_once(':').filter(|(_, rest)| !rest.starts_with("//")).map(|(scheme, _)| scheme);
        if scheme.is_some_and(|scheme| !matches!(scheme, "_" | "urn" | "did" | "mailto" | "tag" | "http" | "https")) {
            let message = "A prefix is used that the document does not declare; such references are taken as they are";
            self.notes.once(at, "undeclared-prefix", message, "Declare the prefix in `@context`");
        }
    }
}

/// The texts in English if there are any, else in the language of the first.
fn preferred(items: &[Item<'_>]) -> Vec<String> {
    let language_of = |language: &Option<String>| language.as_deref().map(str::to_ascii_lowercase);
    let texts: Vec<(&String, Option<String>)> = items
        .iter()
        .filter_map(|item| match &item.datum {
            Datum::Text { text, language } => Some((text, language_of(language))),
            _ => None,
        })
        .collect();
    let is_english = |language: &Option<String>| language.as_deref().is_some_and(|tag| tag == "en" || tag.starts_with("en-"));
    let exact = texts.iter().map(|(_, language)| language).find(|language| language.as_deref() == Some("en"));
    let chosen = exact.or_else(|| texts.iter().map(|(_, l)| l).find(|l| is_english(l))).or_else(|| texts.first().map(|(_, l)| l)).cloned();
    let Some(chosen) = chosen else { return Vec::new() };
    texts.into_iter().filter(|(_, language)| *language == chosen).map(|(text, _)| text.clone()).collect()
}

/// Reads `P1Y2M3W4DT5H6M7S`.
pub(in crate::interchange) fn parse_duration(text: &str) -> Option<Duration> {
    let rest = text.strip_prefix('P')?;
    let (calendar, clock) = rest.split_once('T').unwrap_or((rest, ""));
    let year = exact::days_per_month() * exact::whole(12);
    let days = sum(calendar, &[('Y', year), ('M', exact::days_per_month()), ('W', exact::whole(7)), ('D', exact::whole(1))])?;
    let hours = sum(clock, &[('H', exact::whole(1)), ('M', Rational::new(1, 60)), ('S', Rational::new(1, 3600))])?;
    let is_something = !rest.is_empty() && !rest.ends_with('T');
    is_something.then_some(Duration { days, hours })
}

fn sum(text: &str, units: &[(char, Rational)]) -> Option<Rational> {
    let (mut total, mut rest, mut units) = (exact::whole(0), text, units);
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')?;
        let number = exact::parse(&rest[..end].replace(',', "."))?;
        let unit = rest[end..].chars().next()?;
        let at = units.iter().position(|(name, _)| *name == unit)?;
        // Past this bound no study lasts, and sums stay exact.
        if number > exact::whole(1_000_000) {
            return None;
        }
        total += number * units[at].1;
        units = &units[at + 1..];
        rest = &rest[end + unit.len_utf8()..];
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_exactly() {
        let read = |text: &str| parse_duration(text).map(|d| (d.days, d.hours));
        assert_eq!(read("P10M"), Some((exact::days_per_month() * exact::whole(10), exact::whole(0))));
        assert_eq!(read("PT1H30M"), Some((exact::whole(0), Rational::new(3, 2))));
        assert_eq!(read("P2W3D"), Some((exact::whole(17), exact::whole(0))));
        assert_eq!(read("P0.5D").map(|d| d.0), Some(Rational::new(1, 2)));
        for bad in ["", "P", "PT", "P1", "1M", "PM", "P1H", "P3D2W", "P1MT", "P99999999999Y"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
