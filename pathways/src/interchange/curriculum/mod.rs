//! Curricula and degree plans in the CSV form of Curricular Analytics.
//!
//! A file has a few lines of keyword and value, then the line `Courses`, a row of column names and one row for each course; a
//! degree plan says besides in which term each course stands, and may have `Additional Courses`. Every course becomes an
//! award, and so does the degree, which requires all courses of the curriculum.

mod courses;
mod table;

use chrono::NaiveDate;
use serde_json::{Map, Value};

use self::courses::{Course, requirements};
use self::table::{Notes, Table};
use super::conversion::{Conversion, Terms};
use super::source::SourceFile;
use super::words::slug;
use crate::finding::{Finding, Severity};
use crate::model::{
    Award, AwardKind, AwardStatus, Confidence, Credit, CreditUnit, Extensions, Organization, OrganizationId, Pack, PackHeader, Requirement,
};

/// The key under which rows are kept.
const KEY: &str = "x-curriculum";

/// Whether a file is one of Curricular Analytics: its first keyword is `Curriculum`.
#[must_use]
pub fn is_curriculum(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let line = text.split(|&b| b == b'\n' || b == b'\r').find(|line| !line.iter().all(u8::is_ascii_whitespace)).unwrap_or_default();
    let keyword = line.split(|&b| b == b',').next().unwrap_or_default();
    String::from_utf8_lossy(keyword).trim().trim_matches('"').eq_ignore_ascii_case("curriculum")
}

/// Reads a curriculum or a degree plan. `day` becomes the version of the pack.
///
/// # Errors
/// Every finding, if one of them is an error: nothing is taken then.
pub fn read_curriculum(file: &SourceFile, day: NaiveDate) -> Result<Conversion, Vec<Finding>> {
    let mut notes = Notes::new(&file.name);
    let Some(table) = Table::read(file, &mut notes) else { return Err(notes.findings) };
    let pack = Curriculum::new(&table).pack(&table, day, &mut notes);
    if notes.findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(notes.findings);
    }
    let mut unmapped = Terms::default();
    for (key, _) in table.keywords.iter().filter(|(key, _)| matches!(key.as_str(), "CIP")) {
        unmapped.add(key.clone());
    }
    for row in &table.rows {
        for (column, _) in row.values.iter().filter(|(column, value)| !courses::MAPPED.contains(&column.as_str()) && !value.is_empty()) {
            unmapped.add(format!("Courses {column}"));
        }
    }
    table.others.iter().for_each(|(section, _)| unmapped.add(section.clone()));
    Ok(Conversion { pack, unmapped: unmapped.counted(), claims: Vec::new(), warnings: notes.findings })
}

/// What a file says of the whole.
struct Curriculum {
    title: String,
    plan: Option<String>,
    base: String,
    institution: Option<String>,
    unit: CreditUnit,
    kind: AwardKind,
}

impl Curriculum {
    fn new(table: &Table) -> Self {
        let title = table.keyword("Curriculum").unwrap_or_default().to_owned();
        let plan = table.keyword("Degree Plan").map(str::to_owned);
        let institution = table.keyword("Institution").map(str::to_owned);
        let mut base = slug(&title);
        if let Some(institution) = &institution {
            base = format!("{}/{base}", slug(institution));
        }
        if let Some(plan) = &plan {
            base = format!("{base}/{}", slug(plan));
        }
        let owner = organization_id(institution.as_deref());
        let unit = match table.keyword("System Type").map(str::to_lowercase).as_deref() {
            Some("semester") => CreditUnit::UsSemester,
            Some("quarter") => CreditUnit::UsQuarter,
            _ => CreditUnit::Own { organization: owner, name: "credit-hour".to_owned() },
        };
        let kind = degree_kind(table.keyword("Degree Type").unwrap_or_default());
        Self { title, plan, base, institution, unit, kind }
    }

    fn pack(&self, table: &Table, day: NaiveDate, notes: &mut Notes) -> Pack {
        let courses = Course::all(table, &self.base, notes);
        if courses.is_empty() {
            notes.error(table.courses_at, "no-courses", "No course stands below `Courses`", "Add the courses of the curriculum");
        }
        let requirements = requirements(&courses, notes);
        let mut organizations: Vec<Organization> = Vec::new();
        let mut awards = Vec::new();
        for (course, (requires, recommends)) in courses.iter().zip(requirements) {
            let institution = course.institution.as_deref().or(self.institution.as_deref());
            self.name(&mut organizations, institution);
            let mut award = plain(course.id.clone(), course.title.clone(), AwardKind::Course, organization_id(institution));
            award.credits = course.credits.map(|value| Credit { value, unit: self.unit.clone() }).into_iter().collect();
            award.requires = requires;
            award.recommends = recommends;
            award.extensions = kept(course.row.values.iter().map(|(column, value)| (column.clone(), value.clone())));
            awards.push(award);
        }
        self.name(&mut organizations, self.institution.as_deref());
        let mut degree = plain(self.base_id(), self.title.clone(), self.kind, organization_id(self.institution.as_deref()));
        degree.description = self.plan.as_ref().map(|plan| format!("Degree plan: {plan}"));
        let leaf = |course: &Course| Requirement::award(course.id.as_str());
        let (required, additional): (Vec<&Course>, Vec<&Course>) = courses.iter().partition(|course| !course.is_additional);
        degree.requires = Some(Requirement::All { of: required.into_iter().map(leaf).collect(), distinct: false });
        if !additional.is_empty() {
            degree.recommends = Some(Requirement::All { of: additional.into_iter().map(leaf).collect(), distinct: false });
        }
        degree.extensions = kept(table.keywords.iter().cloned());
        awards.push(degree);
        let header = PackHeader {
            id: self.base_id().as_str().into(),
            title: Some(self.plan.clone().map_or_else(|| self.title.clone(), |plan| format!("{}: {plan}", self.title))),
            version: day.to_string(),
            description: None,
            url: None,
            sources: Vec::new(),
            confidence: Confidence::Stated,
            extensions: others(table),
        };
        Pack { header, organizations, awards, recognitions: Vec::new() }
    }

    fn base_id(&self) -> String {
        format!("curriculum:{}", self.base)
    }

    fn name(&self, organizations: &mut Vec<Organization>, name: Option<&str>) {
        let id = organization_id(name);
        if organizations.iter().any(|organization| organization.id == id) {
            return;
        }
        let unstated = "Stands for the institution, which the file does not name.".to_owned();
        organizations.push(Organization {
            id,
            name: name.unwrap_or("Institution not stated").to_owned(),
            country: None,
            kind: None,
            url: None,
            description: name.is_none().then_some(unstated),
            sources: Vec::new(),
            confidence: if name.is_some() { Confidence::Stated } else { Confidence::Assumed },
            extensions: Vec::new(),
        });
    }
}

fn organization_id(name: Option<&str>) -> OrganizationId {
    format!("org:{}", name.map_or_else(|| "institution-not-stated".to_owned(), slug)).into()
}

/// The degree that an abbreviation names.
fn degree_kind(text: &str) -> AwardKind {
    let plain: String = text.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_uppercase();
    match plain.as_str() {
        "AA" | "AS" | "AAS" | "AAA" | "AE" => AwardKind::Associate,
        "PHD" | "EDD" | "DBA" | "MD" | "JD" => AwardKind::Doctorate,
        kind if kind.starts_with('B') => AwardKind::Bachelor,
        kind if kind.starts_with('M') => AwardKind::Master,
        _ => AwardKind::Other,
    }
}

fn plain(id: String, title: String, kind: AwardKind, issuer: OrganizationId) -> Award {
    Award {
        id: id.into(),
        title,
        kind,
        issuer,
        platform: None,
        url: None,
        description: None,
        level: None,
        credits: Vec::new(),
        cost: None,
        effort: None,
        delivery: None,
        earnable: true,
        requires: None,
        recommends: None,
        validity_months: None,
        skills: Vec::new(),
        language: None,
        status: AwardStatus::Active,
        sources: Vec::new(),
        confidence: Confidence::Stated,
        extensions: Vec::new(),
    }
}

fn kept(values: impl Iterator<Item = (String, String)>) -> Extensions {
    let map: Map<String, Value> = values.filter(|(_, value)| !value.is_empty()).map(|(key, value)| (key, Value::from(value))).collect();
    if map.is_empty() { Vec::new() } else { vec![(KEY.to_owned(), Value::Object(map))] }
}

/// Sections that are not understood, row by row.
fn others(table: &Table) -> Extensions {
    let mut map = Map::new();
    for (section, row) in &table.others {
        if let Value::Array(rows) = map.entry(section.clone()).or_insert_with(|| Value::Array(Vec::new())) {
            rows.push(Value::from(row.clone()));
        }
    }
    if map.is_empty() { Vec::new() } else { vec![(KEY.to_owned(), Value::Object(map))] }
}
