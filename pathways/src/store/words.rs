//! The words of awards: the full-text index, and the reading of what a person typed.
//!
//! What is typed is taken word by word; each word stands for everything that begins with it, and accents make no difference.
//! A word that no award has is taken for the nearest words that awards have.

use rusqlite::{Connection, Transaction, params};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::PackId;

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

/// Takes the awards of a pack out of the index, before they leave the table.
pub(super) fn forget(transaction: &Transaction<'_>, pack: i64) -> rusqlite::Result<()> {
    transaction.execute("DELETE FROM award_text WHERE rowid IN (SELECT number FROM award WHERE pack = ?1)", [pack])?;
    Ok(())
}

/// Indexes the awards of packs, and those of other packs that an organization in them issues or hosts.
pub(super) fn index(transaction: &Transaction<'_>, packs: &[&PackId]) -> rusqlite::Result<()> {
    let mut numbers: Vec<i64> = Vec::new();
    for pack in packs {
        let mut statement = transaction.prepare_cached(
            "SELECT award.number FROM award JOIN pack ON pack.number = award.pack WHERE pack.id = ?1
             UNION SELECT award.number FROM award JOIN organization o ON o.id IN (award.issuer, award.platform)
               JOIN pack ON pack.number = o.pack WHERE pack.id = ?1",
        )?;
        for number in statement.query_map([pack.as_str()], |row| row.get(0))? {
            numbers.push(number?);
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    let mut text = transaction.prepare_cached(
        "SELECT title, kind, id, raw,
           coalesce((SELECT name FROM organization WHERE id = issuer), issuer),
           coalesce((SELECT name FROM organization WHERE id = platform), platform, '')
         FROM award WHERE number = ?1",
    )?;
    let mut insert = transaction
        .prepare_cached("INSERT INTO award_text (rowid, title, issuer, skills, description, code) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    let mut delete = transaction.prepare_cached("DELETE FROM award_text WHERE rowid = ?1")?;
    for number in numbers {
        delete.execute([number])?;
        text.query_row([number], |row| {
            let (title, kind, id): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let words: Words = serde_json::from_str(row.get_ref(3)?.as_str()?).unwrap_or_default();
            let skills: Vec<&str> = words.skills.iter().map(|skill| skill.name.as_str()).collect();
            let issuer = format!("{} {}", row.get::<_, String>(4)?, row.get::<_, String>(5)?);
            let code = format!("{id} {}", kind.replace('-', " "));
            insert.execute(params![number, title, issuer, skills.join(" "), words.description, code])
        })?;
    }
    Ok(())
}

/// What of a record's text is searched besides its columns.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Words {
    description: String,
    skills: Vec<SkillName>,
}

#[derive(serde::Deserialize)]
struct SkillName {
    name: String,
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
