//! What the library says, in the languages that it speaks: sentences, days, amounts, units of credit.
//!
//! The library words its sentences in English where they arise. [`Language::said`] puts them into another language by a phrasebook
//! that the window shares; what has no translation, and what is quoted from a source, stays as it is.

mod phrasebook;

use std::sync::OnceLock;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use phrasebook::Phrasebook;

/// A language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub enum Language {
    /// As the library is written.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Spanish.
    #[serde(rename = "es")]
    Spanish,
}

const MONTHS: [[&str; 12]; 2] = [
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"],
];

/// Units of credit: as the contract writes them, in English, in Spanish.
const UNITS: &[(&str, &str, &str)] = &[
    ("ects", "ECTS", "ECTS"),
    ("ie-ects", "ECTS", "ECTS"),
    ("us-semester", "US semester credits", "créditos semestrales de EE. UU."),
    ("us-quarter", "US quarter credits", "créditos trimestrales de EE. UU."),
    ("cats", "UK CATS credits", "créditos CATS del Reino Unido"),
    ("scqf", "SCQF credits", "créditos SCQF"),
    ("nz", "NZ credits", "créditos de Nueva Zelanda"),
    ("au-eftsl", "EFTSL", "EFTSL"),
    ("sg-mc", "Singapore MC", "MC de Singapur"),
    ("ca-credit", "Canadian credits", "créditos de Canadá"),
];

impl Language {
    /// The language of a BCP 47 tag; `None`: the library does not speak it.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        match tag.split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
            "en" => Some(Self::English),
            "es" => Some(Self::Spanish),
            _ => None,
        }
    }

    /// Its BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
        }
    }

    /// A sentence of the library in this language, with its days and amounts written as this language has them.
    #[must_use]
    pub fn said(self, sentence: &str) -> String {
        let worded = match self {
            Self::English => None,
            Self::Spanish => spanish().say(sentence),
        };
        self.written(worded.as_deref().unwrap_or(sentence))
    }

    /// A day with its month in words.
    #[must_use]
    pub fn day(self, day: NaiveDate) -> String {
        let month = MONTHS[self as usize].get(day.month0() as usize).copied().unwrap_or_default();
        format!("{} {month} {}", day.day(), day.year())
    }

    /// The name of a unit of credit; an issuer's own unit by its last part.
    #[must_use]
    pub fn unit(self, unit: &str) -> &str {
        let known = UNITS.iter().find(|(id, ..)| *id == unit);
        known.map_or_else(
            || unit.rsplit(':').next().unwrap_or(unit),
            |(_, english, spanish)| match self {
                Self::English => english,
                Self::Spanish => spanish,
            },
        )
    }

    /// A text with days, units, and (where a comma would be read as a decimal one) thousands as this language writes them.
    #[must_use]
    pub fn written(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let apart = out.chars().next_back().is_none_or(|before| !before.is_alphanumeric() && !matches!(before, '-' | '/' | '.' | ','));
            if apart && first.is_ascii_digit() {
                let (written, length) = self.number(rest);
                out.push_str(&written);
                rest = &rest[length..];
            } else {
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
        out
    }

    /// What begins with a digit, and how much of the text it is.
    fn number(self, text: &str) -> (String, usize) {
        let ends = |length: usize| text[length..].chars().next().is_none_or(|next| !next.is_alphanumeric() && !matches!(next, '-' | '/'));
        if let Some(day) = text.get(..10).and_then(|day| day.parse::<NaiveDate>().ok())
            && ends(10)
        {
            return (self.day(day), 10);
        }
        let length = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.')).unwrap_or(text.len());
        let digits = text[..length].trim_end_matches([',', '.']);
        let mut groups = digits.split('.').next().unwrap_or_default().split(',');
        let grouped = groups.next().is_some_and(|first| first.len() <= 3) && digits.contains(',') && groups.all(|group| group.len() == 3);
        let mut written = digits.to_owned();
        if self == Self::Spanish && grouped {
            written = written.replace(',', "\u{a0}");
        }
        let mut length = digits.len();
        if let Some(word) = text[length..].strip_prefix(' ') {
            let word = &word[..word.find(|c: char| !c.is_ascii_lowercase() && c != '-').unwrap_or(word.len())];
            if UNITS.iter().any(|(id, ..)| *id == word) {
                written = format!("{written}\u{a0}{}", self.unit(word));
                length += 1 + word.len();
            }
        }
        (written, length.max(1))
    }
}

fn spanish() -> &'static Phrasebook {
    static BOOK: OnceLock<Phrasebook> = OnceLock::new();
    BOOK.get_or_init(|| Phrasebook::read(include_str!("es.json")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_put_into_words() {
        let say = |text: &str| Language::Spanish.said(text);
        assert_eq!(say("It ran out on 2026-01-01, before the start."), "Caducó el 1 ene 2026, antes del comienzo.");
        assert_eq!(
            say("Hours estimated: The median of 12 awards of kind course with known hours"),
            "Horas estimadas: La mediana de 12 credenciales de tipo curso con horas conocidas"
        );
        assert_eq!(say("Something that nobody has translated"), "Something that nobody has translated");
    }

    #[test]
    fn amounts_are_written_so_that_nobody_reads_a_decimal_comma() {
        assert_eq!(Language::Spanish.written("12,345.50 USD and 6.431x, 1,2"), "12\u{a0}345.50 USD and 6.431x, 1,2");
        assert_eq!(Language::English.written("12,345.50 USD by 2027-02-01."), "12,345.50 USD by 1 Feb 2027.");
        assert_eq!(Language::English.written("6 us-semester are 12 ects"), "6\u{a0}US semester credits are 12\u{a0}ECTS");
        assert_eq!(Language::English.written("course-2026-01-01 and 2026-01-01T"), "course-2026-01-01 and 2026-01-01T");
    }

    #[test]
    fn a_tag_names_its_language() {
        assert_eq!(Language::of_tag("es-MX"), Some(Language::Spanish));
        assert_eq!(Language::of_tag("EN"), Some(Language::English));
        assert_eq!(Language::of_tag("de"), None);
    }

    #[test]
    fn the_phrasebook_is_read() {
        assert!(spanish().len() > 150);
    }
}
