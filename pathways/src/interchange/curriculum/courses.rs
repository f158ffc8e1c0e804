//! The courses of a curriculum, and what each requires.

use std::collections::HashMap;

use super::table::{Notes, Row, Table};
use crate::interchange::words::all;
use crate::model::Requirement;
use crate::model::exact::{self, Rational};

/// Columns that awards of the contract say.
pub(super) const MAPPED: [&str; 9] =
    ["Course ID", "Course Name", "Prefix", "Number", "Prerequisites", "Corequisites", "Strict-Corequisites", "Credit Hours", "Institution"];

/// A course.
pub(super) struct Course<'a> {
    pub row: &'a Row,
    pub id: String,
    pub title: String,
    pub credits: Option<Rational>,
    pub institution: Option<String>,
    pub is_additional: bool,
    base: &'a str,
}

impl<'a> Course<'a> {
    /// All courses of a file; what stands twice is reported.
    pub fn all(table: &'a Table, base: &'a str, notes: &mut Notes) -> Vec<Self> {
        let mut courses: Vec<Self> = Vec::new();
        let mut lines: HashMap<&str, u32> = HashMap::new();
        for row in &table.rows {
            let number = row.get("Course ID");
            if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
                notes.error(row.line, "invalid-id", format!("“{number}” is no number of a course"), "Give the course a number of its own");
                continue;
            }
            if let Some(line) = lines.insert(number, row.line) {
                notes.error(
                    row.line,
                    "duplicate-id",
                    format!("The course number {number} already stands on line {line}"),
                    "Give one of the two another number",
                );
                continue;
            }
            let text = row.get("Credit Hours");
            let credits = exact::parse(text).filter(|credits| *credits >= exact::whole(0));
            if credits.is_none() {
                notes.warn(row.line, "no-number", format!("“{text}” is no number of credit hours; they are left unknown"), "Enter them");
            }
            let code = [row.get("Prefix"), row.get("Number")].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ");
            let name = row.get("Course Name");
            if name.is_empty() {
                notes.error(row.line, "missing-key", format!("The course {number} has no name"), "Fill in `Course Name`");
            }
            courses.push(Self {
                row,
                id: format!("curriculum:{base}/{number}"),
                title: if code.is_empty() { name.to_owned() } else { format!("{code} {name}") },
                credits,
                institution: Some(row.get("Institution").to_owned()).filter(|name| !name.is_empty()),
                is_additional: row.is_additional,
                base,
            });
        }
        courses
    }

    /// The courses that a column names; older files part them by commas.
    fn named<'s>(&'s self, column: &str) -> impl Iterator<Item = &'s str> {
        self.row.get(column).split([';', ',']).map(str::trim).filter(|number| !number.is_empty())
    }
}

/// What each course requires and recommends. Prerequisites come before. Corequisites may be taken together; before is always
/// allowed, so they are required as well, unless that would make two courses wait for each other: they are advice then.
pub(super) fn requirements(courses: &[Course<'_>], notes: &mut Notes) -> Vec<(Option<Requirement>, Option<Requirement>)> {
    let places: HashMap<&str, usize> = courses.iter().enumerate().map(|(place, course)| (course.row.get("Course ID"), place)).collect();
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); courses.len()];
    let mut missing: Vec<Vec<String>> = vec![Vec::new(); courses.len()];
    let mut advice: Vec<Vec<usize>> = vec![Vec::new(); courses.len()];
    for (place, course) in courses.iter().enumerate() {
        for number in course.named("Prerequisites") {
            match places.get(number) {
                Some(&other) => before[place].push(other),
                None => missing[place].push(dangling(course, number, notes)),
            }
        }
    }
    for column in ["Strict-Corequisites", "Corequisites"] {
        for (place, course) in courses.iter().enumerate() {
            for number in course.named(column) {
                match places.get(number) {
                    Some(&other) if other == place || reaches(&before, other, place) => {
                        let message = format!(
                            "Course {number} must be taken together with this one, and each waits for the other; it is shown as advice"
                        );
                        notes.warn(course.row.line, "corequisite", message, "Plan the two for the same term");
                        advice[place].push(other);
                    }
                    Some(&other) => before[place].push(other),
                    None => missing[place].push(dangling(course, number, notes)),
                }
            }
        }
    }
    let leaves = |list: &[usize]| list.iter().map(|&other| Requirement::award(courses[other].id.as_str())).collect::<Vec<_>>();
    (0..courses.len())
        .map(|place| {
            let mut needed = leaves(&before[place]);
            needed.extend(missing[place].iter().map(|id| Requirement::award(id.as_str())));
            needed.dedup();
            (all(needed), all(leaves(&advice[place])))
        })
        .collect()
}

fn dangling(course: &Course<'_>, number: &str, notes: &mut Notes) -> String {
    let message = format!("Course {number} is required here, and no row describes it");
    notes.warn(course.row.line, "dangling-reference", message, "Add the course, or correct the number");
    format!("curriculum:{}/{}", course.base, super::slug(number))
}

/// Whether `from` rests on `to`.
fn reaches(before: &[Vec<usize>], from: usize, to: usize) -> bool {
    let mut open = vec![from];
    let mut seen = vec![false; before.len()];
    while let Some(place) = open.pop() {
        if place == to {
            return true;
        }
        if !std::mem::replace(&mut seen[place], true) {
            open.extend(&before[place]);
        }
    }
    false
}
