//! Single values of the contract: texts, ids, numbers, dates, words of closed lists. Each reports what is wrong and goes on.

use chrono::{Datelike, NaiveDate};
use num_traits::{Signed, Zero};

use super::json::{self, Node, Shape};
use super::reading::{Object, Reading, listed, nearest};
use crate::model::award::{AwardKind, AwardStatus, DeliveryMode, Pacing};
use crate::model::exact::{self, Rational};
use crate::model::id::is_id;
use crate::model::{AsOf, Cause, Confidence, CreditUnit, Currency, GateKind, GateState, Objective, OrganizationKind, PlanStatus};

/// A closed list of words.
pub(super) trait Word: Copy + 'static {
    fn all() -> &'static [Self];
    fn word(self) -> &'static str;
    fn read(text: &str) -> Option<Self>;
}

macro_rules! words {
    ($($name:ty),+) => {
        $(impl Word for $name {
            fn all() -> &'static [Self] { Self::ALL }
            fn word(self) -> &'static str { self.as_str() }
            fn read(text: &str) -> Option<Self> { Self::parse(text) }
        })+
    };
}
words!(AwardKind, AwardStatus, Cause, Confidence, DeliveryMode, GateKind, GateState, Objective, OrganizationKind, Pacing, PlanStatus);

/// The credit units that the contract defines, as it spells them.
const UNITS: [&str; 10] = ["ects", "us-semester", "us-quarter", "cats", "scqf", "ie-ects", "nz", "au-eftsl", "sg-mc", "ca-credit"];

/// Which numbers a place allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bounds {
    /// 0 or more.
    NotNegative,
    /// More than 0.
    Positive,
    /// 0 to 100.
    Grade,
    /// Any.
    Any,
}

impl<'t> Reading<'t> {
    /// An optional text.
    pub fn text(&mut self, object: &Object<'t>, key: &str) -> Option<String> {
        let node = object.get(key)?;
        self.text_of(node, key)
    }

    /// A text that must be there.
    pub fn required_text(&mut self, object: &Object<'t>, key: &str) -> Option<String> {
        let node = self.required(object, key)?;
        self.text_of(node, key)
    }

    pub fn text_of(&mut self, node: Node<'t>, what: &str) -> Option<String> {
        let text = json::text(node);
        if text.is_none() {
            self.wrong_type(node, &format!("`{what}`"), "a text");
        }
        text.map(std::borrow::Cow::into_owned)
    }

    /// An id.
    pub fn id_of(&mut self, node: Node<'t>, what: &str) -> Option<String> {
        let text = self.text_of(node, what)?;
        if is_id(&text) {
            return Some(text);
        }
        self.error(
            "invalid-id",
            node,
            format!("`{}` is not an id", shortened(&text)),
            "Ids have small letters, digits and `.:/_-`, and begin with a letter or digit",
        );
        None
    }

    /// An optional id.
    pub fn id<T: From<String>>(&mut self, object: &Object<'t>, key: &str) -> Option<T> {
        let node = object.get(key)?;
        self.id_of(node, key).map(T::from)
    }

    /// An id that must be there.
    pub fn required_id<T: From<String>>(&mut self, object: &Object<'t>, key: &str) -> Option<T> {
        let node = self.required(object, key)?;
        self.id_of(node, key).map(T::from)
    }

    /// A number within bounds, exactly as its digits say.
    pub fn number_of(&mut self, node: Node<'t>, what: &str, bounds: Bounds) -> Option<Rational> {
        if Shape::of(node) != Shape::Number {
            self.wrong_type(node, &format!("`{what}`"), "a number");
            return None;
        }
        let Some(number) = exact::parse(node.get()) else {
            self.error(
                "number-out-of-range",
                node,
                format!("`{what}` is {}, larger or finer than any real value", shortened(node.get())),
                "Use at most twelve digits before the point and nine after it",
            );
            return None;
        };
        let (within, needed) = match bounds {
            Bounds::NotNegative => (!number.is_negative(), "0 or more"),
            Bounds::Positive => (number.is_positive(), "more than 0"),
            Bounds::Grade => (!number.is_negative() && number <= exact::whole(100), "from 0 to 100"),
            Bounds::Any => (true, "a number"),
        };
        if !within {
            self.error(
                "number-out-of-range",
                node,
                format!("`{what}` is {}, but must be {needed}", shortened(node.get())),
                format!("Write a number that is {needed}"),
            );
        }
        within.then_some(number)
    }

    /// An optional number.
    pub fn number(&mut self, object: &Object<'t>, key: &str, bounds: Bounds) -> Option<Rational> {
        let node = object.get(key)?;
        self.number_of(node, key, bounds)
    }

    /// A number that must be there.
    pub fn required_number(&mut self, object: &Object<'t>, key: &str, bounds: Bounds) -> Option<Rational> {
        let node = self.required(object, key)?;
        self.number_of(node, key, bounds)
    }

    /// A whole number, 0 or more.
    pub fn whole_of(&mut self, node: Node<'t>, what: &str) -> Option<u32> {
        let number = self.number_of(node, what, Bounds::NotNegative)?;
        if !number.is_integer() {
            self.error(
                "not-whole",
                node,
                format!("`{what}` is {}, but must be a whole number", shortened(node.get())),
                "Write a whole number, 0 or more",
            );
            return None;
        }
        let whole = u32::try_from(number.to_integer()).ok();
        if whole.is_none() {
            self.error(
                "number-out-of-range",
                node,
                format!("`{what}` is {}, larger than any real value", node.get()),
                "Correct the number",
            );
        }
        whole
    }

    /// An optional whole number, 0 or more.
    pub fn whole(&mut self, object: &Object<'t>, key: &str) -> Option<u32> {
        let node = object.get(key)?;
        self.whole_of(node, key)
    }

    /// An optional `true` or `false`.
    pub fn flag(&mut self, object: &Object<'t>, key: &str) -> Option<bool> {
        let node = object.get(key)?;
        match node.get() {
            "true" => Some(true),
            "false" => Some(false),
            _ => {
                self.wrong_type(node, &format!("`{key}`"), "true or false");
                None
            }
        }
    }

    /// A day of the calendar.
    pub fn day_of(&mut self, node: Node<'t>, what: &str) -> Option<NaiveDate> {
        let text = self.text_of(node, what)?;
        let form = text.len() == 10 && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
        let day = if form { NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok().filter(|day| day.year() > 0) } else { None };
        if day.is_none() {
            let why = if form { "is no day of the calendar" } else { "is no date" };
            self.error("invalid-date", node, format!("`{what}` `{}` {why}", shortened(&text)), "Write the day as YYYY-MM-DD");
        }
        day
    }

    /// An optional day.
    pub fn day(&mut self, object: &Object<'t>, key: &str) -> Option<NaiveDate> {
        let node = object.get(key)?;
        self.day_of(node, key)
    }

    /// A day that must be there.
    pub fn required_day(&mut self, object: &Object<'t>, key: &str) -> Option<NaiveDate> {
        let node = self.required(object, key)?;
        self.day_of(node, key)
    }

    /// Reports a span that ends before it begins; places it at `until`.
    pub fn in_order(&mut self, object: &Object<'t>, from: Option<NaiveDate>, until: Option<NaiveDate>) {
        if let (Some(from), Some(until), Some(at)) = (from, until, object.member("until"))
            && until < from
        {
            self.error(
                "ends-before-it-begins",
                at.name,
                format!("It ends on {until}, before it begins on {from}"),
                "Correct one of the two days",
            );
        }
    }

    /// An optional age of a fact.
    pub fn as_of(&mut self, object: &Object<'t>) -> Option<AsOf> {
        let node = object.get("as_of")?;
        let text = self.text_of(node, "as_of")?;
        let as_of = AsOf::parse(&text);
        if as_of.is_none() {
            self.error(
                "invalid-as-of",
                node,
                format!("`as_of` `{}` is no year, month or day", shortened(&text)),
                "Write YYYY, YYYY-MM or YYYY-MM-DD",
            );
        }
        as_of
    }

    /// A word of a closed list.
    pub fn word_of<W: Word>(&mut self, node: Node<'t>, what: &str) -> Option<W> {
        let text = self.text_of(node, what)?;
        let word = W::read(&text);
        if word.is_none() {
            let words: Vec<&str> = W::all().iter().map(|w| w.word()).collect();
            self.unknown_word(node, what, &text, &words);
        }
        word
    }

    /// An optional word of a closed list.
    pub fn word<W: Word>(&mut self, object: &Object<'t>, key: &str) -> Option<W> {
        let node = object.get(key)?;
        self.word_of(node, key)
    }

    /// Reports a word that is none of `words`.
    pub fn unknown_word(&mut self, node: Node<'t>, what: &str, text: &str, words: &[&str]) {
        let remedy = match nearest(text, words) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => format!("Write one of {}", listed(words)),
        };
        self.error("unknown-word", node, format!("`{what}` `{}` is not one of the defined values", shortened(text)), remedy);
    }

    /// A credit unit.
    pub fn unit_of(&mut self, node: Node<'t>) -> Option<CreditUnit> {
        let text = self.text_of(node, "unit")?;
        let unit = CreditUnit::parse(&text);
        if unit.is_none() {
            let remedy = match nearest(&text, &UNITS) {
                Some(near) => format!("Did you mean `{near}`?"),
                None => format!("Write one of {}, or an issuer's own unit as `org:<id>:<unit>`", listed(&UNITS)),
            };
            self.error("invalid-unit", node, format!("`{}` is no credit unit", shortened(&text)), remedy);
        }
        unit
    }

    /// An ISO 4217 currency.
    pub fn currency_of(&mut self, node: Node<'t>) -> Option<Currency> {
        let text = self.text_of(node, "currency")?;
        let currency = currency(&text);
        if currency.is_none() {
            self.invalid_currency(node, &text);
        }
        currency
    }

    pub fn invalid_currency(&mut self, at: Node<'t>, text: &str) {
        let remedy = match currency(&text.to_ascii_uppercase()) {
            Some(meant) => format!("Did you mean `{}`?", meant.code()),
            None => "Write the three capital letters of a currency, as USD, EUR or INR".to_owned(),
        };
        self.error("invalid-currency", at, format!("`{}` is no ISO 4217 currency", shortened(text)), remedy);
    }
}

/// Reads an ISO 4217 code, in capitals only.
pub(super) fn currency(code: &str) -> Option<Currency> {
    if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) { Currency::from_code(code) } else { None }
}

/// Whether hours are whole minutes.
pub(super) fn is_whole_minutes(hours: Rational) -> bool {
    (hours * exact::whole(60)).fract().is_zero()
}

/// A text short enough for a finding.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST { text.to_owned() } else { text.chars().take(MOST).chain(['…']).collect() }
}
