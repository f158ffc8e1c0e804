//! JSON one level at a time. A value stays a slice of the file until somebody reads it, so that every value knows its
//! place, every number keeps its exact digits, and a key that stands twice is seen twice.

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

/// A value in the text of a file.
pub(super) type Node<'t> = &'t RawValue;

/// A key and its value.
#[derive(Clone, Debug)]
pub(super) struct Member<'t> {
    /// The key, escapes resolved.
    pub key: Cow<'t, str>,
    /// The key as it stands in the file.
    pub name: Node<'t>,
    /// The value.
    pub value: Node<'t>,
}

/// What a value is, by its first character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Object,
    List,
    Text,
    Number,
    Boolean,
    Null,
}

impl Shape {
    pub(super) fn of(node: Node<'_>) -> Self {
        match node.get().as_bytes().first() {
            Some(b'{') => Self::Object,
            Some(b'[') => Self::List,
            Some(b'"') => Self::Text,
            Some(b't' | b'f') => Self::Boolean,
            Some(b'n') => Self::Null,
            _ => Self::Number,
        }
    }

    /// As findings call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Object => "an object",
            Self::List => "a list",
            Self::Text => "a text",
            Self::Number => "a number",
            Self::Boolean => "true or false",
            Self::Null => "null",
        }
    }
}

/// Where a value begins in `text`, of which it must be a part.
pub(super) fn offset(text: &str, node: Node<'_>) -> usize {
    (node.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// The members of an object in their order. `None`: no object, or a key that is no text (a lone surrogate).
pub(super) fn members(node: Node<'_>) -> Option<Vec<Member<'_>>> {
    if Shape::of(node) != Shape::Object {
        return None;
    }
    let mut parser = serde_json::Deserializer::from_str(node.get());
    parser.deserialize_map(Level).ok()?.into_iter().map(|(name, value)| Some(Member { key: text(name)?, name, value })).collect()
}

/// The elements of a list in their order. `None`: no list.
pub(super) fn elements(node: Node<'_>) -> Option<Vec<Node<'_>>> {
    if Shape::of(node) == Shape::List { serde_json::from_str(node.get()).ok() } else { None }
}

/// A text, escapes resolved. `None`: no text, or one with a lone surrogate.
pub(super) fn text(node: Node<'_>) -> Option<Cow<'_, str>> {
    let inner = node.get().strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') { serde_json::from_str(node.get()).ok().map(Cow::Owned) } else { Some(Cow::Borrowed(inner)) }
}

struct Level;

impl<'t> Visitor<'t> for Level {
    type Value = Vec<(Node<'t>, Node<'t>)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'t>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut out = Vec::new();
        while let Some(member) = map.next_entry()? {
            out.push(member);
        }
        Ok(out)
    }
}

/// One token of a JSON pointer, escaped (RFC 6901).
pub(super) fn escaped(token: &str) -> Cow<'_, str> {
    if token.contains(['~', '/']) { Cow::Owned(token.replace('~', "~0").replace('/', "~1")) } else { Cow::Borrowed(token) }
}

/// A token as it was before it was escaped.
pub(super) fn unescaped(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

/// The JSON pointers, relative to `root`, of the places `wanted` (ascending offsets in `text`): of a key and of what it
/// stands for alike. One pass over the text, whatever their number; made only when there is something to report.
pub(super) fn pointers(text: &str, root: Node<'_>, wanted: &[usize]) -> Vec<String> {
    let mut out = Vec::with_capacity(wanted.len());
    descend(text, root, &mut String::new(), wanted, &mut out);
    out
}

fn descend(text: &str, node: Node<'_>, pointer: &mut String, wanted: &[usize], out: &mut Vec<String>) {
    let start = offset(text, node);
    let here = wanted.partition_point(|&at| at <= start);
    out.extend(std::iter::repeat_n(pointer.clone(), here));
    let mut rest = &wanted[here..];
    let mut child = |token: &str, value: Node<'_>, out: &mut Vec<String>| {
        let end = offset(text, value) + value.get().len();
        let (inside, after) = rest.split_at(rest.partition_point(|&at| at < end));
        rest = after;
        if !inside.is_empty() {
            let length = pointer.len();
            pointer.push('/');
            pointer.push_str(&escaped(token));
            descend(text, value, pointer, inside, out);
            pointer.truncate(length);
        }
    };
    if here < wanted.len() {
        for member in members(node).unwrap_or_default() {
            child(&member.key, member.value, out);
        }
        for (index, value) in elements(node).unwrap_or_default().into_iter().enumerate() {
            child(&index.to_string(), value, out);
        }
    }
    let missed = rest.len();
    out.extend(std::iter::repeat_n(pointer.clone(), missed));
}

/// The value at a path of tokens, with the key that names it (for an element of a list: itself).
pub(super) fn at_path<'t>(root: Node<'t>, path: &[String]) -> Option<(Node<'t>, Node<'t>)> {
    let mut found = (root, root);
    for token in path {
        found = match Shape::of(found.1) {
            Shape::Object => members(found.1)?.into_iter().find(|m| m.key == *token).map(|m| (m.name, m.value))?,
            _ => elements(found.1)?.get(token.parse::<usize>().ok()?).map(|&e| (e, e))?,
        };
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(text: &str) -> Node<'_> {
        serde_json::from_str(text).expect("the test's text is JSON")
    }

    #[test]
    fn a_level_keeps_order_places_digits_and_repetitions() {
        let text = " {\"b\" : 1.50,\n \"a\":[ 1, {}], \"b\":\"x\\n\"} ";
        let found = members(root(text)).expect("an object");
        let shown: Vec<_> = found.iter().map(|m| (m.key.as_ref(), m.value.get(), offset(text, m.name))).collect();
        assert_eq!(shown, [("b", "1.50", 2), ("a", "[ 1, {}]", 15), ("b", "\"x\\n\"", 29)]);
        assert_eq!(super::text(found[2].value).as_deref(), Some("x\n"));
        assert_eq!(elements(found[1].value).map(|e| e.len()), Some(2));
        assert!(members(found[1].value).is_none() && elements(root(text)).is_none());
    }

    #[test]
    fn lone_surrogates_are_no_text() {
        assert_eq!(text(root(r#""\ud800""#)), None);
        assert!(members(root(r#"{"\ud800":1}"#)).is_none());
    }

    #[test]
    fn pointers_of_many_places_come_in_one_pass() {
        let text = r#"{"a/b":[10,{"c":true}],"d":2}"#;
        let at = |what: &str| text.find(what).expect("it is in the text");
        let wanted = [0, at("10"), at("\"c\""), at("true"), at("\"d\"")];
        assert_eq!(pointers(text, root(text), &wanted), ["", "/a~1b/0", "/a~1b/1/c", "/a~1b/1/c", "/d"]);
    }
}
