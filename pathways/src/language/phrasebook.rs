//! Sentences with holes, and what they are in another language.

use std::collections::{BTreeMap, HashMap};

/// A part of a sentence as it is written in the library.
#[derive(Debug)]
enum Part {
    Text(String),
    /// `{}`: anything.
    Any,
    /// `{#}`: a number.
    Number,
}

/// Sentences and their translations. The English of each stands with `{}` for what is filled in and `{#}` for a number; the translation
/// names the holes `{1}`, `{2}` … in its own order. A hole written `{1!}` is itself translated where it is a known phrase.
#[derive(Debug, Default)]
pub(super) struct Phrasebook {
    whole: HashMap<String, String>,
    /// Those with holes, the ones with most words of their own first: they are the better match.
    holed: Vec<(Vec<Part>, String)>,
}

impl Phrasebook {
    /// Reads a phrasebook: subjects, each with pairs of sentences. What cannot be read says nothing.
    pub(super) fn read(text: &str) -> Self {
        let subjects: BTreeMap<String, Vec<(String, String)>> = serde_json::from_str(text).unwrap_or_default();
        let mut pairs: Vec<(String, String)> = subjects.into_values().flatten().collect();
        pairs.sort_by_key(|(english, _)| std::cmp::Reverse(english.len()));
        let mut book = Self::default();
        for (english, translation) in pairs {
            if english.contains("{}") || english.contains("{#}") {
                book.holed.push((parts(&english), translation));
            } else {
                book.whole.insert(english, translation);
            }
        }
        book
    }

    /// How many sentences it has.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.whole.len() + self.holed.len()
    }

    /// The translation; `None`: the phrase is not known.
    pub(super) fn say(&self, text: &str) -> Option<String> {
        if let Some(known) = self.whole.get(text) {
            return Some(known.clone());
        }
        self.holed.iter().find_map(|(parts, translation)| {
            let mut held = Vec::new();
            fits(parts, text, &mut held).then(|| self.filled(translation, &held))
        })
    }

    fn filled(&self, translation: &str, held: &[&str]) -> String {
        let mut out = String::new();
        let mut rest = translation;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((hole, after)) = after.split_once('}') else { break };
            let (number, further) = hole.strip_suffix('!').map_or((hole, false), |number| (number, true));
            let filling = number.parse::<usize>().ok().and_then(|number| held.get(number.checked_sub(1)?)).copied().unwrap_or_default();
            out.push_str(&further.then(|| self.say(filling)).flatten().unwrap_or_else(|| filling.to_owned()));
            rest = after;
        }
        out + rest
    }
}

fn parts(english: &str) -> Vec<Part> {
    let mut out = Vec::new();
    let mut rest = english;
    while let Some(at) = rest.find("{}").into_iter().chain(rest.find("{#}")).min() {
        if at > 0 {
            out.push(Part::Text(rest[..at].to_owned()));
        }
        let is_any = rest[at..].starts_with("{}");
        out.push(if is_any { Part::Any } else { Part::Number });
        rest = &rest[at + if is_any { 2 } else { 3 }..];
    }
    if !rest.is_empty() {
        out.push(Part::Text(rest.to_owned()));
    }
    out
}

/// Whether a text is the sentence; then `held` has what fills its holes, each as short as can be.
fn fits<'t>(parts: &[Part], text: &'t str, held: &mut Vec<&'t str>) -> bool {
    let Some((first, further)) = parts.split_first() else { return text.is_empty() };
    if let Part::Text(own) = first {
        return text.strip_prefix(own.as_str()).is_some_and(|rest| fits(further, rest, held));
    }
    let most = match first {
        Part::Number => text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(text.len()),
        _ => text.len(),
    };
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= most);
    for end in ends {
        held.push(&text[..end]);
        if fits(further, &text[end..], held) {
            return true;
        }
        held.pop();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled_in_their_own_order() {
        let book =
            Phrasebook::read(r#"{"a": [["{} of {}", "{2} / {1}"], ["{#} of {}", "n{1} {2!}"], ["x of {} y", "{1!}"], ["red", "rojo"]]}"#);
        assert_eq!(book.say("a of b").as_deref(), Some("b / a"));
        assert_eq!(book.say("4 of red").as_deref(), Some("n4 rojo"));
        assert_eq!(book.say("x of red y").as_deref(), Some("rojo"));
        assert_eq!(book.say("blue"), None);
        assert_eq!(book.say("of "), None);
    }
}
