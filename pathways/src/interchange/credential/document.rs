//! A JSON document, read strictly and within limits, and small ways of looking into it.

use serde_json::{Map, Number, Value};

use super::super::json::{self, Node, Shape};
use super::super::source::SourceFile;

/// The largest file that is taken for a credential, in bytes. Badges are a hundred times smaller, their images included.
pub const LARGEST_CREDENTIAL: usize = 16 * 1024 * 1024;

/// The most values in one document; the largest European credential that was seen has a tenth of it.
const MOST_VALUES: usize = 200_000;

/// A document as a value. Numbers are kept as JSON has them where a double can hold them.
///
/// # Errors
/// In words: what is wrong and where.
pub(in crate::interchange) fn read(file: &SourceFile) -> Result<Value, String> {
    if file.bytes.len() > LARGEST_CREDENTIAL {
        return Err(format!("the file has {} MB; no credential is larger than {} MB", file.bytes.len() >> 20, LARGEST_CREDENTIAL >> 20));
    }
    let (_, root) = file.json().map_err(|finding| {
        let place = if finding.line > 0 { format!(" (line {}, column {})", finding.line, finding.column) } else { String::new() };
        format!("{}{place}. {}", finding.message, finding.remedy)
    })?;
    let mut budget = MOST_VALUES;
    value(root, &mut budget)
}

/// The same from a text that was inside something else.
pub(in crate::interchange) fn read_text(text: &str) -> Result<Value, String> {
    read(&SourceFile::new("", text.as_bytes()))
}

fn value(node: Node<'_>, budget: &mut usize) -> Result<Value, String> {
    *budget = budget.checked_sub(1).ok_or_else(|| format!("the document has more than {MOST_VALUES} values"))?;
    Ok(match Shape::of(node) {
        Shape::Object => {
            let members = json::members(node).ok_or("a key of the document is no text (it has half of a surrogate pair)")?;
            let mut map = Map::new();
            for member in members {
                let key = member.key.into_owned();
                if map.contains_key(&key) {
                    return Err(format!("the key `{key}` stands twice in one object; two readers could see two documents"));
                }
                let inner = value(member.value, budget)?;
                map.insert(key, inner);
            }
            Value::Object(map)
        }
        Shape::List => {
            let elements = json::elements(node).ok_or("a list of the document cannot be read")?;
            Value::Array(elements.into_iter().map(|element| value(element, budget)).collect::<Result<_, _>>()?)
        }
        Shape::Text => {
            let text = json::text(node).ok_or("a text of the document has half of a surrogate pair")?;
            Value::String(text.into_owned())
        }
        Shape::Number => Value::Number(number(node.get())?),
        Shape::Boolean => Value::Bool(node.get() == "true"),
        Shape::Null => Value::Null,
    })
}

fn number(text: &str) -> Result<Number, String> {
    let number: Number = serde_json::from_str(text).map_err(|_| format!("the number {text} cannot be kept exactly enough"))?;
    Ok(number)
}

/// A member of an object.
pub(in crate::interchange) fn member<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    value.as_object()?.get(key).filter(|found| !found.is_null())
}

/// A text member.
pub(in crate::interchange) fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    member(value, key)?.as_str()
}

/// The values of a member that may be one or many; none when it is absent.
pub(in crate::interchange) fn many<'v>(value: &'v Value, key: &str) -> Vec<&'v Value> {
    match member(value, key) {
        None => Vec::new(),
        Some(Value::Array(list)) => list.iter().collect(),
        Some(one) => vec![one],
    }
}

/// The texts of a member that may be one or many.
pub(in crate::interchange) fn texts<'v>(value: &'v Value, key: &str) -> Vec<&'v str> {
    many(value, key).into_iter().filter_map(Value::as_str).collect()
}

/// The identifier of something that is given as a text or as an object with an `id`.
pub(in crate::interchange) fn id_of(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| text(value, "id")).or_else(|| text(value, "@id"))
}

/// A text for people: plain, a language object, a list of those, or a map of languages; English first, else the first.
pub(in crate::interchange) fn label(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => {
            let english = list.iter().find(|one| text(one, "@language").is_some_and(is_english));
            english.or(list.first()).and_then(label)
        }
        Value::Object(map) => {
            if let Some(text) = map.get("@value").and_then(Value::as_str) {
                return Some(text.to_owned());
            }
            let english = map.iter().find(|(language, _)| is_english(language.trim_start_matches('@')));
            english.or_else(|| map.iter().next()).and_then(|(_, value)| label(value))
        }
        _ => None,
    }
}

fn is_english(language: &str) -> bool {
    let language = language.to_ascii_lowercase();
    language == "en" || language.starts_with("en-")
}

/// The label of a member.
pub(in crate::interchange) fn label_at(value: &Value, key: &str) -> Option<String> {
    member(value, key).and_then(label).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Whether a text is an absolute URL or URN: a scheme, a colon, something after it, and no blanks.
pub(in crate::interchange) fn is_absolute(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let letters = scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    let blank =
        text.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`'));
    scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && letters && !rest.is_empty() && !blank
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_stand_twice_are_refused_at_any_depth() {
        let refused = read_text(r#"{"a":{"b":1,"\u0062":2}}"#).expect_err("it is refused");
        assert!(refused.contains("`b` stands twice"), "{refused}");
    }

    #[test]
    fn too_many_values_are_refused() {
        let text = format!("[{}0]", "0,".repeat(MOST_VALUES));
        assert!(read_text(&text).expect_err("it is refused").contains("more than"));
    }

    #[test]
    fn labels_prefer_english() {
        let label_of = |text: &str| label(&read_text(text).expect("it is JSON"));
        assert_eq!(label_of(r#"{"fr":"un","en-GB":["one"]}"#).as_deref(), Some("one"));
        assert_eq!(label_of(r#"[{"@value":"eins","@language":"de"},{"@value":"one","@language":"en"}]"#).as_deref(), Some("one"));
        assert_eq!(label_of(r#"{"@value":"uno","@language":"es"}"#).as_deref(), Some("uno"));
    }

    #[test]
    fn absolute_addresses_have_a_scheme_and_no_blanks() {
        assert!(is_absolute("urn:uuid:1") && is_absolute("did:key:z6") && is_absolute("https://a.example/b"));
        assert!(!is_absolute("b/c") && !is_absolute("https ://a.example") && !is_absolute("1:2") && !is_absolute("urn:"));
    }
}
