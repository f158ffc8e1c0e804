//! Many learners from one table (CSV): a row for each award that somebody holds, or a row for each person.
//!
//! A person says which column means what; a guess by the names of the columns is offered. All is read or nothing.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::SourceFile;
use crate::finding::{Finding, Severity};
use crate::model::{AwardId, Currency, HeldAward, LearnerRecord, exact};

/// What a column can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The person's name; rows of one name are one person.
    Name,
    /// The id of an award that is held.
    Award,
    /// When it was earned.
    Earned,
    /// Its grade, 0 to 100.
    Grade,
    /// The first day of the plan.
    Start,
    /// Study hours a week.
    HoursPerWeek,
    /// The currency of totals.
    Currency,
    /// A tag.
    Tag,
}

impl Field {
    /// All, in the order in which a person is asked.
    pub const ALL: [Self; 8] =
        [Self::Name, Self::Award, Self::Earned, Self::Grade, Self::Start, Self::HoursPerWeek, Self::Currency, Self::Tag];

    /// Words by which a column of this meaning is often called.
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Name => &["name", "learner", "student"],
            Self::Award => &["award", "credential", "course", "code"],
            Self::Earned => &["earned", "date", "completed", "issued"],
            Self::Grade => &["grade", "mark", "score"],
            Self::Start => &["start"],
            Self::HoursPerWeek => &["hours"],
            Self::Currency => &["currency"],
            Self::Tag => &["tag", "cohort", "group"],
        }
    }
}

/// Which column means what, by its place from 0.
pub type Columns = BTreeMap<Field, usize>;

/// A person of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// The record.
    pub record: LearnerRecord,
    /// Tags.
    pub tags: Vec<String>,
}

/// The names of the columns.
///
/// # Errors
/// When the file is no table.
pub fn headers(file: &SourceFile) -> Result<Vec<String>, Vec<Finding>> {
    let mut reader = reader(file);
    let headers = reader.headers().map_err(|error| vec![broken(file, &error)])?;
    Ok(headers.iter().map(|name| name.trim().to_owned()).collect())
}

/// A guess by the names of the columns; a column has one meaning.
#[must_use]
pub fn guess(headers: &[String]) -> Columns {
    let mut columns = Columns::new();
    for field in Field::ALL {
        let named = |header: &String| field.words().iter().any(|word| header.to_lowercase().contains(word));
        let place = headers.iter().enumerate().find(|(at, header)| named(header) && !columns.values().any(|taken| taken == at));
        if let Some((at, _)) = place {
            columns.insert(field, at);
        }
    }
    columns
}

/// The people of a table.
///
/// # Errors
/// With every finding, each with its line and column: the table is taken as a whole or not at all.
pub fn people(file: &SourceFile, columns: &Columns) -> Result<Vec<Person>, Vec<Finding>> {
    let mut people: Vec<Person> = Vec::new();
    let mut findings = Vec::new();
    if !columns.contains_key(&Field::Name) {
        let what = ("no-name-column", "No column is said to hold the names".to_owned(), "Say which column holds the names");
        return Err(vec![finding(file, 1, 0, what)]);
    }
    let mut reader = reader(file);
    for (row, line) in reader.records().zip(2_u32..) {
        match row {
            Ok(row) => {
                let mut row = Row { file, columns, row: &row, line, findings: &mut findings };
                row.read(&mut people);
            }
            Err(error) => findings.push(broken(file, &error)),
        }
    }
    if findings.is_empty() { Ok(people) } else { Err(findings) }
}

fn reader(file: &SourceFile) -> csv::Reader<&[u8]> {
    let bytes = file.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&file.bytes);
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |delimiter: u8| first.iter().filter(|byte| **byte == delimiter).count();
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',');
    csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(bytes)
}

fn finding(file: &SourceFile, line: u32, column: u32, (code, message, remedy): (&str, String, &str)) -> Finding {
    Finding {
        severity: Severity::Error,
        code: code.to_owned(),
        file: file.name.clone(),
        line,
        column,
        pointer: String::new(),
        message,
        remedy: remedy.to_owned(),
        id: None,
    }
}

fn broken(file: &SourceFile, error: &csv::Error) -> Finding {
    let line = error.position().map_or(0, |position| u32::try_from(position.line()).unwrap_or(0));
    finding(
        file,
        line,
        0,
        ("table", format!("The table cannot be read: {error}"), "Save it as CSV in UTF-8, with as many fields in each row as in the first"),
    )
}

/// A row being read.
struct Row<'r> {
    file: &'r SourceFile,
    columns: &'r Columns,
    row: &'r csv::StringRecord,
    line: u32,
    findings: &'r mut Vec<Finding>,
}

impl Row<'_> {
    fn text(&self, field: Field) -> Option<&str> {
        self.row.get(*self.columns.get(&field)?).filter(|text| !text.is_empty())
    }

    /// A field in its type; what cannot be read is a finding.
    fn value<T>(&mut self, field: Field, read: impl Fn(&str) -> Option<T>, wanted: &str) -> Option<T> {
        let text = self.text(field)?.to_owned();
        let value = read(&text);
        if value.is_none() {
            let column = self.columns.get(&field).map_or(0, |at| u32::try_from(at + 1).unwrap_or(0));
            let message = format!("“{text}” is not {wanted}");
            self.findings.push(finding(self.file, self.line, column, ("value", message, "Correct the field, or choose another column")));
        }
        value
    }

    fn read(&mut self, people: &mut Vec<Person>) {
        let Some(name) = self.text(Field::Name).map(str::to_owned) else {
            self.findings.push(finding(
                self.file,
                self.line,
                0,
                ("no-name", "The row names nobody".to_owned(), "Enter the name, or remove the row"),
            ));
            return;
        };
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        let number = |text: &str| exact::parse(&text.replace(',', "."));
        let award = self.value(Field::Award, |text| is_id(text).then(|| AwardId::from(text)), "an award's id, such as mitx:ctl-sc0x");
        let earned = self.value(Field::Earned, day, "a day, such as 2026-05-31");
        let grade = self.value(
            Field::Grade,
            |text| number(text).filter(|n| (exact::whole(0)..=exact::whole(100)).contains(n)),
            "a grade from 0 to 100",
        );
        let start = self.value(Field::Start, day, "a day, such as 2027-01-04");
        let hours = self.value(Field::HoursPerWeek, |text| number(text).filter(|n| *n > exact::whole(0)), "a number of hours above zero");
        let currency = self.value(Field::Currency, Currency::from_code, "a currency code, such as USD");
        let tag = self.text(Field::Tag).map(str::to_owned);
        let place = people.iter().position(|person| person.record.name.as_deref() == Some(name.as_str())).unwrap_or_else(|| {
            people.push(Person { record: LearnerRecord { name: Some(name.clone()), ..LearnerRecord::default() }, tags: Vec::new() });
            people.len() - 1
        });
        if award.is_some() && earned.is_none() && self.text(Field::Earned).is_none() {
            let message = format!("{name} holds an award without the day on which it was earned");
            self.findings.push(finding(self.file, self.line, 0, ("no-day", message, "Enter the day, or leave the award out")));
        }
        let person = &mut people[place];
        if let (Some(award), Some(earned)) = (award, earned) {
            person.record.held.retain(|held| held.award != award);
            person.record.held.push(HeldAward { award, earned, grade, expires: None, extensions: Vec::new() });
        }
        let preferences = &mut person.record.preferences;
        preferences.start = start.or(preferences.start);
        preferences.hours_per_week = hours.or(preferences.hours_per_week);
        preferences.currency = currency.or(preferences.currency);
        person.tags.extend(tag.filter(|tag| !person.tags.contains(tag)));
    }
}

/// Whether a text can be an id of the contract.
fn is_id(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".:/_-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str =
        "Student;Course code;Date earned;Mark;Cohort\nAda;x:one;2026-01-31;81,5;spring\nAda;x:two;2026-02-28;;spring\nBo;;;;autumn\n";

    #[test]
    fn rows_of_one_name_are_one_person() {
        let file = SourceFile::new("t.csv", TABLE);
        let columns = guess(&headers(&file).expect("headers"));
        assert_eq!(columns.get(&Field::Tag), Some(&4));
        let people = people(&file, &columns).expect("people");
        assert_eq!(people.len(), 2);
        assert_eq!(people[0].record.held.len(), 2);
        assert_eq!(people[0].record.held[0].grade, exact::parse("81.5"));
        assert_eq!(people[1].tags, ["autumn"]);
    }

    #[test]
    fn everything_that_is_wrong_is_found_with_its_place() {
        let file = SourceFile::new("t.csv", "Name,Award,Earned,Grade\nAda,X One,yesterday,101\n,x:one,2026-01-01,\n");
        let columns = guess(&headers(&file).expect("headers"));
        let found = people(&file, &columns).expect_err("findings");
        let places: Vec<(u32, u32)> = found.iter().map(|finding| (finding.line, finding.column)).collect();
        assert_eq!(places, [(2, 2), (2, 3), (2, 4), (3, 0)]);
    }
}
