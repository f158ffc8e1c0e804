//! Profiles of occupations: which skills one asks for.
//!
//! ESCO (an occupation of its interface in JSON; the CSV files of relations and of skills), O\*NET (the tables of skills,
//! abilities and knowledge), and CTDL (occupations and jobs with their competencies, frameworks of CTDL-ASN). Skills are
//! identified as the file identifies them; nothing is looked up and nothing is aligned by its name.

use std::collections::BTreeSet;

use serde_json::Value;

use super::source::SourceFile;

/// The importance from which O\*NET calls a descriptor important, on its scale of 1 to 5.
const IMPORTANT: f64 = 3.0;

/// The most skills of one profile; the fullest occupation of ESCO has about 150.
const MOST_SKILLS: usize = 2_000;

/// A skill as a profile names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileSkill {
    /// Its address or code.
    pub uri: String,
    /// What it is called, for people.
    pub name: Option<String>,
}

/// What an occupation asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OccupationProfile {
    /// What the occupation is called.
    pub title: Option<String>,
    /// The skills that it cannot do without, each once.
    pub essential: Vec<ProfileSkill>,
    /// The skills that help.
    pub optional: Vec<ProfileSkill>,
}

impl OccupationProfile {
    fn add(&mut self, essential: bool, uri: &str, name: Option<&str>) {
        let list = if essential { &mut self.essential } else { &mut self.optional };
        let uri = uri.trim();
        if !uri.is_empty() && !list.iter().any(|skill| skill.uri == uri) {
            list.push(ProfileSkill { uri: uri.to_owned(), name: name.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned) });
        }
    }

    fn checked(mut self) -> Result<Self, String> {
        let essential: BTreeSet<&str> = self.essential.iter().map(|skill| skill.uri.as_str()).collect();
        let doubled: Vec<String> =
            self.optional.iter().filter(|skill| essential.contains(skill.uri.as_str())).map(|skill| skill.uri.clone()).collect();
        self.optional.retain(|skill| !doubled.contains(&skill.uri));
        if self.essential.is_empty() {
            return Err("it names no skill that is essential, so that there is nothing to plan for".to_owned());
        }
        if self.essential.len() + self.optional.len() > MOST_SKILLS {
            return Err(format!("it names more than {MOST_SKILLS} skills; give the profile of one occupation"));
        }
        Ok(self)
    }
}

/// Reads the profile of one occupation.
///
/// # Errors
/// In words: what the file is not, or which occupations it has when it has several.
pub fn read_occupation(file: &SourceFile) -> Result<OccupationProfile, String> {
    let bytes = file.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&file.bytes);
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    if matches!(first, Some(b'{' | b'[')) {
        let plain = SourceFile::new(file.name.clone(), bytes);
        let (text, _) = plain.json().map_err(|finding| format!("{} (line {}). {}", finding.message, finding.line, finding.remedy))?;
        let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        return of_json(&value).checked();
    }
    of_table(bytes)?.checked()
}

fn of_json(value: &Value) -> OccupationProfile {
    let mut profile = OccupationProfile::default();
    if let Some(links) = value.get("_links").or_else(|| value.get("hasEssentialSkill").map(|_| value)) {
        profile.title = words(value.get("title")).or_else(|| words(value.get("preferredLabel")));
        for (relation, essential) in
            [("hasEssentialSkill", true), ("hasEssentialKnowledge", true), ("hasOptionalSkill", false), ("hasOptionalKnowledge", false)]
        {
            for skill in many(links.get(relation)) {
                let uri = skill.as_str().or_else(|| skill.get("uri")?.as_str()).unwrap_or_default();
                profile.add(essential, uri, words(skill.get("title")).as_deref());
            }
        }
        return profile;
    }
    let nodes = match value {
        Value::Array(list) => list.iter().collect(),
        one => one.get("@graph").map_or_else(|| vec![one], |graph| many(Some(graph))),
    };
    let has =
        |node: &Value, kinds: &[&str]| many(node.get("@type")).iter().any(|kind| kind.as_str().is_some_and(|kind| kinds.contains(&kind)));
    for node in nodes {
        let name = || words(node.get("ceterms:name")).or_else(|| words(node.get("ceasn:name")));
        if has(node, &["ceterms:Occupation", "ceterms:Job", "ceterms:WorkRole", "ceterms:Task"]) {
            profile.title = profile.title.take().or_else(name);
            competencies(node, true, &mut profile);
            for (relation, essential) in [("ceterms:requires", true), ("ceterms:recommends", false)] {
                many(node.get(relation)).into_iter().for_each(|condition| competencies(condition, essential, &mut profile));
            }
        } else if has(node, &["ceasn:CompetencyFramework"]) {
            profile.title = profile.title.take().or_else(name);
        } else if has(node, &["ceasn:Competency"]) {
            let text = words(node.get("ceasn:competencyText")).or_else(|| words(node.get("ceasn:competencyLabel")));
            profile.add(true, node.get("@id").and_then(Value::as_str).unwrap_or_default(), text.as_deref());
        }
    }
    profile
}

/// The competencies that a node or a condition aims at: addresses, or alignments with a target.
fn competencies(node: &Value, essential: bool, profile: &mut OccupationProfile) {
    for field in
        ["ceterms:targetCompetency", "ceterms:hasSkill", "ceterms:abilityEmbodied", "ceterms:knowledgeEmbodied", "ceterms:skillEmbodied"]
    {
        for target in many(node.get(field)) {
            let address = target.as_str().or_else(|| ["ceterms:targetNode", "@id"].iter().find_map(|key| target.get(*key)?.as_str()));
            profile.add(essential, address.unwrap_or_default(), words(target.get("ceterms:targetNodeName")).as_deref());
        }
    }
}

fn many(value: Option<&Value>) -> Vec<&Value> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(list)) => list.iter().collect(),
        Some(one) => vec![one],
    }
}

/// A text, or that of a language map: English first, else the first.
fn words(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => words(list.first()),
        Value::Object(map) => {
            let english = map.iter().find(|(language, _)| language.to_ascii_lowercase().starts_with("en"));
            words(english.or_else(|| map.iter().next()).map(|(_, text)| text))
        }
        _ => None,
    }
}

fn of_table(bytes: &[u8]) -> Result<OccupationProfile, String> {
    let head = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let delimiter = [b'\t', b';', b','].into_iter().max_by_key(|mark| head.iter().filter(|byte| *byte == mark).count()).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(bytes);
    let unreadable = |error: csv::Error| format!("the table cannot be read: {error}");
    let columns: Vec<String> = reader.headers().map_err(unreadable)?.iter().map(|name| name.trim().to_ascii_lowercase()).collect();
    let column = |names: &[&str]| names.iter().find_map(|name| columns.iter().position(|column| column == name));
    let occupation = column(&["occupationuri", "o*net-soc code"]);
    let occupation_name = column(&["occupationlabel", "title"]);
    let Some(uri) = column(&["skilluri", "concepturi", "element id"]) else {
        return Err(
            "this is no profile that is known here: neither an occupation in JSON nor a table with the column skillUri, conceptUri or \
                    Element ID"
                .to_owned(),
        );
    };
    let name = column(&["skilllabel", "preferredlabel", "element name"]);
    let (relation, scale, importance) = (column(&["relationtype"]), column(&["scale id"]), column(&["data value"]));
    let mut profile = OccupationProfile::default();
    let mut occupations: BTreeSet<String> = BTreeSet::new();
    for row in reader.records() {
        let row = row.map_err(unreadable)?;
        let at = |column: Option<usize>| column.and_then(|column| row.get(column)).map(str::trim).filter(|text| !text.is_empty());
        let Some(address) = at(Some(uri)) else { continue };
        let essential = match (at(relation), at(scale)) {
            (Some(relation), _) => relation.eq_ignore_ascii_case("essential"),
            // O*NET has a row for each scale; that of importance says what the occupation cannot do without.
            (None, Some(scale)) if scale != "IM" => continue,
            (None, Some(_)) => at(importance).and_then(|value| value.parse::<f64>().ok()).is_some_and(|value| value >= IMPORTANT),
            (None, None) => true,
        };
        occupations.extend(at(occupation).map(str::to_owned));
        if occupations.len() > 1 {
            let shown: Vec<&str> = occupations.iter().map(String::as_str).collect();
            return Err(format!("the table has several occupations ({}, …); keep the rows of one", shown.join(", ")));
        }
        profile.title = profile.title.take().or_else(|| at(occupation_name).map(str::to_owned));
        profile.add(essential, address, at(name));
    }
    Ok(profile)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Title, essential skills, optional skills.
    type Found = Result<(Option<String>, Vec<String>, Vec<String>), String>;

    fn read(text: &str) -> Found {
        let profile = read_occupation(&SourceFile::new("profile", text))?;
        let uris = |skills: &[ProfileSkill]| skills.iter().map(|skill| skill.uri.clone()).collect();
        Ok((profile.title.clone(), uris(&profile.essential), uris(&profile.optional)))
    }

    fn found(title: &str, essential: &[&str], optional: &[&str]) -> Found {
        let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
        Ok((Some(title.to_owned()).filter(|title| !title.is_empty()), texts(essential), texts(optional)))
    }

    #[test]
    fn occupations_of_esco() {
        let json = r#"{"className":"Occupation","title":"data analyst","_links":{
            "hasEssentialSkill":[{"uri":"http://data.europa.eu/esco/skill/1","title":"a"},{"uri":"http://data.europa.eu/esco/skill/1"}],
            "hasOptionalSkill":[{"uri":"http://data.europa.eu/esco/skill/2"},{"uri":"http://data.europa.eu/esco/skill/1"}]}}"#;
        let expected = found("data analyst", &["http://data.europa.eu/esco/skill/1"], &["http://data.europa.eu/esco/skill/2"]);
        assert_eq!(read(json), expected);
        let table = "occupationUri,occupationLabel,relationType,skillType,skillUri,skillLabel\n\
            o:1,data analyst,essential,skill,http://data.europa.eu/esco/skill/1,a\n\
            o:1,data analyst,optional,knowledge,http://data.europa.eu/esco/skill/2,b\n";
        assert_eq!(read(table), expected);
        let several = format!("{table}o:2,other,essential,skill,http://data.europa.eu/esco/skill/3,c\n");
        assert!(read(&several).expect_err("which one").contains("several occupations (o:1, o:2"));
        let list = "\u{feff}conceptUri,preferredLabel,altLabels\nu:1,one,\"uno\nun\"\nu:2,two,\n";
        assert_eq!(read(list), found("", &["u:1", "u:2"], &[]));
    }

    #[test]
    fn occupations_of_onet_by_importance() {
        let table = "O*NET-SOC Code\tTitle\tElement ID\tElement Name\tScale ID\tData Value\n\
            15-2051.00\tData Scientists\t2.A.1.a\tReading\tIM\t4.12\n\
            15-2051.00\tData Scientists\t2.A.1.a\tReading\tLV\t4.5\n\
            15-2051.00\tData Scientists\t2.B.3.j\tRepairing\tIM\t1.00\n";
        assert_eq!(read(table), found("Data Scientists", &["2.A.1.a"], &["2.B.3.j"]));
    }

    #[test]
    fn occupations_and_frameworks_of_ctdl() {
        let job = r#"{"@type":"ceterms:Occupation","ceterms:name":{"en-US":"Welder"},
            "ceterms:requires":[{"@type":"ceterms:ConditionProfile","ceterms:targetCompetency":[{"ceterms:targetNode":"https://x.example/c/1","ceterms:targetNodeName":{"en":"Welds"}}]}],
            "ceterms:recommends":{"ceterms:targetCompetency":"https://x.example/c/2"}}"#;
        assert_eq!(read(job), found("Welder", &["https://x.example/c/1"], &["https://x.example/c/2"]));
        let framework = r#"{"@graph":[{"@type":"ceasn:CompetencyFramework","ceasn:name":{"en":"F"}},
            {"@type":"ceasn:Competency","@id":"https://x.example/c/1","ceasn:competencyText":{"en":"Welds"}}]}"#;
        assert_eq!(read(framework), found("F", &["https://x.example/c/1"], &[]));
    }

    #[test]
    fn what_is_no_profile_says_so() {
        assert!(read("a,b\n1,2\n").expect_err("no profile").contains("no profile that is known here"));
        assert!(read("{}").expect_err("nothing in it").contains("no skill that is essential"));
        assert!(read("{\"a\": ").expect_err("no JSON").contains("line 1"));
        assert!(read("conceptUri\n\"\n").is_err());
    }
}
