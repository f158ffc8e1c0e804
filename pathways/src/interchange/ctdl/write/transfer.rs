//! Recognitions as transfer value profiles.

use serde_json::{Map, Value, json};

use super::super::ids::ctid;
use super::super::terms::OWN;
use super::resource::{put, value_profile};
use super::{Writer, address, words};
use crate::model::{AwardKind, Recognition, Requirement};

impl Writer<'_> {
    /// `None`: CTDL has nothing that it counts for.
    pub fn recognition(&self, recognition: &Recognition) -> Option<Value> {
        let granted = self.catalogue.awards.get(&recognition.grants)?;
        let is_block = granted.kind == AwardKind::TransferCredit;
        let toward = if is_block { recognition.into.as_ref() } else { Some(&recognition.grants) };
        let Some(toward) = toward else {
            self.leave_out("recognition");
            return None;
        };
        let mut out = Map::new();
        out.insert("@id".to_owned(), json!(address(&recognition.extensions, recognition.id.as_str())));
        out.insert("@type".to_owned(), json!("ceterms:TransferValueProfile"));
        put(&mut out, "ceterms:ctid", ctid(&recognition.extensions).map(|ctid| json!(ctid)));
        put(&mut out, "ceterms:name", recognition.title.as_deref().map(words));
        put(&mut out, "ceterms:description", recognition.description.as_deref().map(words));
        put(&mut out, "ceterms:subjectWebpage", recognition.url.as_ref().map(|url| json!(url)));
        out.insert("ceterms:ownedBy".to_owned(), json!([self.organization_address(&recognition.by)]));
        if let Some(valid) = recognition.valid {
            put(&mut out, "ceterms:startDate", valid.from.map(|day| json!(day.to_string())));
            put(&mut out, "ceterms:endDate", valid.until.map(|day| json!(day.to_string())));
        }
        if is_block {
            let mut values: Vec<Value> = granted.credits.iter().map(|credit| value_profile(credit, granted)).collect();
            if let Some(Value::Object(first)) = values.first_mut() {
                first.insert("@id".to_owned(), json!(format!("{OWN}{}", granted.id)));
            }
            put(&mut out, "ceterms:transferValue", Some(json!(values)).filter(|_| !values.is_empty()));
        } else {
            self.leave_out_if(recognition.into.is_some(), "recognition/into");
        }
        out.insert("ceterms:transferValueFor".to_owned(), json!([self.award_address(toward)]));
        self.from(&mut out, recognition, granted)?;
        self.leave_out_if(recognition.fee.is_some(), "recognition/fee");
        self.leave_out_if(recognition.within_months.is_some(), "recognition/within_months");
        self.leave_out_if(!recognition.sources.is_empty(), "recognition/sources");
        Some(Value::Object(out))
    }

    /// One award is what the value comes from; anything else is a condition.
    fn from(&self, out: &mut Map<String, Value>, recognition: &Recognition, granted: &crate::model::Award) -> Option<()> {
        let mut conditions = Vec::new();
        match &recognition.from {
            Requirement::Award { award, min_grade: None } => {
                out.insert("ceterms:transferValueFrom".to_owned(), json!([self.award_address(award)]));
            }
            other => conditions.push(other),
        }
        conditions.extend(&recognition.requires);
        let mut profiles = Vec::new();
        for condition in conditions {
            match self.profiles(condition, granted) {
                Some(more) => profiles.extend(more),
                None => {
                    self.leave_out("recognition");
                    return None;
                }
            }
        }
        put(out, "ceterms:requires", Some(json!(profiles)).filter(|_| !profiles.is_empty()));
        Some(())
    }
}
