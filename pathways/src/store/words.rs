//! The words of awards: the full-text index, and the reading of what a person typed.
//!
//! What is typed is taken word by word; each word stands for everything that begins with it, and accents make no difference.
//! A word that no award has is taken for the nearest words that awards have.

use rusqlite::{Connection, params};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::{Award, Catalogue};

/// How many near words stand in for one that is unknown.
const MOST_NEAR_WORDS: usize = 5;

/// A word that no award has, and what was searched instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// As it was typed.
    pub typed: String,
    /// The nearest words of the catalogue, the most frequent first.
    pub taken: Vec<String>,
}

/// What was typed, understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Understood {
    /// For each word what it may be.
    words: Vec<Vec<String>>,
    pub(super) corrections: Vec<Correction>,
}

impl Understood {
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// As an FTS5 expression: every word, or with `widened` any of them.
    pub(super) fn expression(&self, widened: bool) -> String {
        let alternatives = |word: &Vec<String>| {
            let quoted: Vec<String> = word.iter().map(|term| format!("\"{term}\"*")).collect();
            format!("({})", quoted.join(" OR "))
        };
        let words: Vec<String> = self.words.iter().map(alternatives).collect();
        words.join(if widened { " OR " } else { " AND " })
    }

    pub(super) fn has_several_words(&self) -> bool {
        self.words.len() > 1
    }
}

/// Understands what was typed.
pub(super) fn understand(connection: &Connection, typed: &str) -> rusqlite::Result<Understood> {
    let mut understood = Understood::default();
    for word in typed.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let folded = folded(word);
        if folded.is_empty() {
            continue;
        }
        if is_known(connection, &folded)? {
            understood.words.push(vec![folded]);
            continue;
        }
        let near = near(connection, &folded)?;
        if near.is_empty() {
            understood.words.push(vec![folded]);
        } else {
            understood.corrections.push(Correction { typed: word.to_owned(), taken: near.clone() });
            understood.words.push(near);
        }
    }
    Ok(understood)
}

/// A word as the index has it: in lower case and without accents.
fn folded(word: &str) -> String {
    word.nfd().filter(|c| !is_combining_mark(*c)).nfc().flat_map(char::to_lowercase).collect()
}

/// Whether a word of the catalogue begins so.
fn is_known(connection: &Connection, word: &str) -> rusqlite::Result<bool> {
    let after = format!("{word}\u{10ffff}");
    connection.prepare_cached("SELECT 1 FROM award_word WHERE term >= ?1 AND term < ?2 LIMIT 1")?.exists([word, &after])
}

/// The nearest words of the catalogue: one typing error in words of four and five letters, two in longer ones.
fn near(connection: &Connection, word: &str) -> rusqlite::Result<Vec<String>> {
    let length = word.chars().count();
    let most = match length {
        0..=3 => return Ok(Vec::new()),
        4 | 5 => 1,
        _ => 2,
    };
    // Numbers are course codes: the nearest one is another course.
    if word.chars().any(|c| c.is_ascii_digit()) {
        return Ok(Vec::new());
    }
    let mut found: Vec<(usize, i64, String)> = Vec::new();
    let mut statement = connection.prepare_cached("SELECT term, doc FROM award_word WHERE length(term) >= ?1")?;
    let mut rows = statement.query([i64::try_from(length.saturating_sub(most)).unwrap_or(0)])?;
    while let Some(row) = rows.next()? {
        let term = row.get_ref(0)?.as_str()?;
        let distance = distance(word, term, length);
        if distance <= most {
            found.push((distance, -row.get::<_, i64>(1)?, term.to_owned()));
        }
    }
    found.sort();
    let nearest = found.first().map_or(0, |(distance, _, _)| *distance);
    Ok(found.into_iter().take_while(|(distance, _, _)| *distance == nearest).take(MOST_NEAR_WORDS).map(|(_, _, term)| term).collect())
}

/// Typing errors between a word and a term, or the beginning of the term: the word may not be finished.
fn distance(word: &str, term: &str, length: usize) -> usize {
    let beginning = term.char_indices().nth(length).map(|(end, _)| &term[..end]);
    let of_beginning = beginning.map_or(usize::MAX, |beginning| strsim::osa_distance(word, beginning));
    of_beginning.min(strsim::osa_distance(word, term))
}

/// Puts the words of an award into the index, in the place of those that it had.
pub(super) fn put(connection: &Connection, number: i64, award: &Award, catalogue: &Catalogue) -> rusqlite::Result<()> {
    let skills: Vec<&str> = award.skills.iter().map(|skill| skill.name.as_str()).collect();
    let platform = award.platform.as_ref().map_or("", |platform| catalogue.organization_name(platform));
    let issuer = format!("{} {platform}", catalogue.organization_name(&award.issuer));
    let code = format!("{} {}", award.id, award.kind.as_str().replace('-', " "));
    connection.prepare_cached("DELETE FROM award_text WHERE rowid = ?1")?.execute([number])?;
    connection
        .prepare_cached("INSERT INTO award_text (rowid, title, issuer, skills, description, code) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![number, award.title, issuer, skills.join(" "), award.description.as_deref().unwrap_or_default(), code])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_as_the_index_folds_them() {
        assert_eq!(folded("Médicale"), "medicale");
        assert_eq!(folded("ŁÓDŹ"), "łodz");
        assert_eq!(folded("컴퓨터"), "컴퓨터");
    }

    #[test]
    fn an_unfinished_word_is_compared_with_the_beginning() {
        assert_eq!(distance("analitic", "analytics", 8), 1);
        assert_eq!(distance("suply", "supply", 5), 1);
        assert_eq!(distance("recieve", "receive", 7), 1);
    }
}
