//! JSON to be written: keys in the contract's order, numbers with exactly the digits that they have.

use num_traits::Zero;
use serde::ser::{Error, SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::super::json::unescaped;
use crate::model::exact::{self, Rational};
use crate::model::{Extensions, Money};

/// The most decimals of a number that is written out in full; one with more, or without end, is rounded to nine.
const MOST_DECIMALS: usize = 18;
const ROUNDED_DECIMALS: usize = 9;

/// A JSON value that is being made.
#[derive(Clone, Debug)]
pub(super) enum Json {
    Text(String),
    /// A number, by its digits.
    Number(String),
    Flag(bool),
    List(Vec<Json>),
    Object(Object),
    /// A value that was kept as it came.
    Kept(Value),
}

/// An object that is being made.
#[derive(Clone, Debug, Default)]
pub(super) struct Object(Vec<(String, Json)>);

impl Object {
    pub fn put(&mut self, key: &str, value: impl Into<Json>) {
        self.0.push((key.to_owned(), value.into()));
    }

    /// Writes a key only when there is something to write.
    pub fn put_some<T: Into<Json>>(&mut self, key: &str, value: Option<T>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    /// Writes a list only when it has elements.
    pub fn put_list(&mut self, key: &str, list: Vec<Json>) {
        if !list.is_empty() {
            self.put(key, Json::List(list));
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts kept keys back where they stood. One that stood in a part which is no longer there goes with it.
    pub fn put_extensions(&mut self, extensions: &Extensions) {
        for (pointer, value) in extensions {
            let tokens: Vec<String> = pointer.split('/').map(unescaped).collect();
            put_back(self, &tokens, value);
        }
    }

    fn get_mut(&mut self, key: &str) -> Option<&mut Json> {
        self.0.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value)
    }
}

fn put_back(object: &mut Object, path: &[String], value: &Value) {
    let Some((first, rest)) = path.split_first() else { return };
    if rest.is_empty() {
        object.put(first, Json::Kept(value.clone()));
        return;
    }
    let mut place = object.get_mut(first);
    for (depth, token) in rest.iter().enumerate() {
        place = match place {
            Some(Json::Object(inside)) => return put_back(inside, &rest[depth..], value),
            Some(Json::List(list)) => token.parse::<usize>().ok().and_then(|index| list.get_mut(index)),
            // A leaf that is written as a bare id again becomes the object that it was.
            Some(leaf @ Json::Text(_)) if depth + 1 == rest.len() => {
                let mut inside = Object::default();
                inside.put("award", leaf.clone());
                inside.put(token, Json::Kept(value.clone()));
                *leaf = Json::Object(inside);
                return;
            }
            _ => return,
        };
    }
}

impl From<Object> for Json {
    fn from(object: Object) -> Self {
        Self::Object(object)
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Json {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<chrono::NaiveDate> for Json {
    fn from(day: chrono::NaiveDate) -> Self {
        Self::Text(day.format("%Y-%m-%d").to_string())
    }
}

impl From<u32> for Json {
    fn from(number: u32) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<bool> for Json {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<Rational> for Json {
    fn from(number: Rational) -> Self {
        Self::Number(exact::decimal(number, decimals(number).unwrap_or(ROUNDED_DECIMALS)))
    }
}

/// `amount` and `currency`.
pub(super) fn money(money: &Money) -> Object {
    let mut object = Object::default();
    object.put("amount", money.major());
    object.put("currency", money.currency.code());
    object
}

/// How many decimals write the number in full. `None`: its expansion has no end, or not within reason.
pub(super) fn decimals(number: Rational) -> Option<usize> {
    let ten = exact::whole(10);
    let mut scaled = number.fract();
    for count in 0..=MOST_DECIMALS {
        if scaled.is_zero() {
            return Some(count);
        }
        scaled = (scaled * ten).fract();
    }
    None
}

/// A list of texts.
pub(super) fn texts<T: AsRef<str>>(list: &[T]) -> Vec<Json> {
    list.iter().map(|text| text.as_ref().into()).collect()
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(digits) => RawValue::from_string(digits.clone()).map_err(S::Error::custom)?.serialize(serializer),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::List(list) => {
                let mut seq = serializer.serialize_seq(Some(list.len()))?;
                for element in list {
                    seq.serialize_element(element)?;
                }
                seq.end()
            }
            Self::Object(object) => {
                let mut map = serializer.serialize_map(Some(object.0.len()))?;
                for (key, value) in &object.0 {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
            Self::Kept(value) => value.serialize(serializer),
        }
    }
}

impl Json {
    /// As the text of a file: one space of indentation, as packs have it, and a newline at the end.
    pub fn to_file(&self) -> String {
        let mut out = Vec::new();
        let style = serde_json::ser::PrettyFormatter::with_indent(b" ");
        let written = self.serialize(&mut serde_json::Serializer::with_formatter(&mut out, style));
        debug_assert!(written.is_ok(), "every value of this tree can be written: {written:?}");
        out.push(b'\n');
        String::from_utf8_lossy(&out).into_owned()
    }

    /// As a value to embed in another document.
    pub fn to_value(&self) -> Value {
        let value = serde_json::to_value(self);
        debug_assert!(value.is_ok(), "every value of this tree can be written: {value:?}");
        value.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_every_digit() {
        let number = |text: &str| Json::from(exact::parse(text).expect("a number")).to_file();
        assert_eq!(number("123456789012.123456789"), "123456789012.123456789\n");
        assert_eq!(number("-0.5"), "-0.5\n");
        assert_eq!(Json::from(Rational::new(1, 3)).to_file(), "0.333333333\n");
    }

    #[test]
    fn kept_keys_return_to_their_place() {
        let mut part = Object::default();
        part.put("mode", "online");
        let mut object = Object::default();
        object.put("delivery", part);
        object.put("of", Json::List(vec!["a:b".into()]));
        let kept = |pointer: &str| (pointer.to_owned(), Value::from(1));
        object.put_extensions(&vec![kept("x-own"), kept("delivery/x-in"), kept("of/0/x-leaf"), kept("gone/x-y")]);
        let expected = serde_json::json!({"delivery": {"mode": "online", "x-in": 1}, "of": [{"award": "a:b", "x-leaf": 1}], "x-own": 1});
        assert_eq!(Json::from(object).to_value(), expected);
    }
}
