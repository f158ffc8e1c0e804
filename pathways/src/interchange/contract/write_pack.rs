//! Catalogue packs as JSON.

use serde_json::Value;

use super::pack::FORMAT;
use super::written::{Json, Object, money, texts};
use crate::model::{
    Award, AwardStatus, Confidence, Cost, CreditPool, Delivery, Effort, Extensions, Gate, Level, Organization, Pack, Recognition,
    Requirement, Source,
};

/// A pack as the text of a file. Reading it again gives the same pack.
#[must_use]
pub fn write_pack(pack: &Pack) -> String {
    let header = &pack.header;
    let mut out = Object::default();
    out.put("format", FORMAT);
    out.put("id", header.id.as_str());
    out.put_some("title", header.title.as_ref());
    out.put("version", &header.version);
    about(&mut out, header.url.as_ref(), header.description.as_ref(), &header.sources, header.confidence);
    out.put("organizations", Json::List(pack.organizations.iter().map(organization).collect()));
    out.put("awards", Json::List(pack.awards.iter().map(award).collect()));
    out.put("recognitions", Json::List(pack.recognitions.iter().map(recognition).collect()));
    finished(out, &header.extensions).to_file()
}

/// An award as in a pack.
#[must_use]
pub fn award_to_json(subject: &Award) -> Value {
    award(subject).to_value()
}

/// A recognition as in a pack.
#[must_use]
pub fn recognition_to_json(subject: &Recognition) -> Value {
    recognition(subject).to_value()
}

/// An organization as in a pack.
#[must_use]
pub fn organization_to_json(subject: &Organization) -> Value {
    organization(subject).to_value()
}

fn finished(mut object: Object, extensions: &Extensions) -> Json {
    object.put_extensions(extensions);
    object.into()
}

fn about(out: &mut Object, url: Option<&String>, description: Option<&String>, sources: &[Source], confidence: Confidence) {
    out.put_some("url", url);
    out.put_some("description", description);
    out.put_list("sources", sources.iter().map(source).collect());
    if confidence != Confidence::Stated {
        out.put("confidence", confidence.as_str());
    }
}

fn source(source: &Source) -> Json {
    let mut out = Object::default();
    out.put("url", &source.url);
    out.put_some("as_of", source.as_of.map(|as_of| as_of.to_string()));
    out.put_list("supports", texts(&source.supports));
    out.into()
}

fn organization(organization: &Organization) -> Json {
    let mut out = Object::default();
    out.put("id", organization.id.as_str());
    out.put("name", &organization.name);
    out.put_some("country", organization.country.as_ref());
    out.put_some("kind", organization.kind.map(|kind| kind.as_str()));
    about(&mut out, organization.url.as_ref(), organization.description.as_ref(), &organization.sources, organization.confidence);
    finished(out, &organization.extensions)
}

fn award(award: &Award) -> Json {
    let mut out = Object::default();
    out.put("id", award.id.as_str());
    out.put("title", &award.title);
    out.put("kind", award.kind.as_str());
    out.put("issuer", award.issuer.as_str());
    out.put_some("platform", award.platform.as_ref().map(|platform| platform.as_str()));
    out.put_some("level", award.level.as_ref().map(level));
    out.put_list("credits", award.credits.iter().map(credit).collect());
    out.put_some("cost", award.cost.as_ref().map(cost));
    out.put_some("effort", award.effort.as_ref().map(effort));
    out.put_some("delivery", award.delivery.as_ref().map(delivery));
    if !award.earnable {
        out.put("earnable", false);
    }
    out.put_some("requires", award.requires.as_ref().map(requirement));
    out.put_some("recommends", award.recommends.as_ref().map(requirement));
    out.put_some("validity_months", award.validity_months);
    let skills = award.skills.iter().map(|skill| {
        let mut out = Object::default();
        out.put("name", &skill.name);
        out.put_some("uri", skill.uri.as_ref());
        out.into()
    });
    out.put_list("skills", skills.collect());
    out.put_some("language", award.language.as_ref());
    if award.status != AwardStatus::Active {
        out.put("status", award.status.as_str());
    }
    about(&mut out, award.url.as_ref(), award.description.as_ref(), &award.sources, award.confidence);
    finished(out, &award.extensions)
}

fn level(level: &Level) -> Json {
    let mut out = Object::default();
    out.put("framework", &level.framework);
    // What reads as a number was written as one.
    let digits = level.value.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
    let number = digits && serde_json::from_str::<serde_json::Number>(&level.value).is_ok();
    out.put("value", if number { Json::Number(level.value.clone()) } else { Json::Text(level.value.clone()) });
    out.into()
}

fn credit(credit: &crate::model::Credit) -> Json {
    let mut out = Object::default();
    out.put("value", credit.value);
    out.put("unit", credit.unit.to_string());
    out.into()
}

fn cost(cost: &Cost) -> Json {
    let mut out = money(&cost.money);
    if cost.per_month {
        out.put("per", "month");
    }
    out.put_some("basis", cost.basis.as_ref());
    out.put_some("as_of", cost.as_of.map(|as_of| as_of.to_string()));
    out.into()
}

fn effort(effort: &Effort) -> Json {
    let mut out = Object::default();
    out.put_some("hours", effort.hours);
    out.put_some("weeks", effort.weeks);
    out.into()
}

fn delivery(delivery: &Delivery) -> Json {
    let mut out = Object::default();
    out.put_some("mode", delivery.mode.map(|mode| mode.as_str()));
    out.put_some("pacing", delivery.pacing.map(|pacing| pacing.as_str()));
    out.put_some("starts", delivery.starts.as_ref().map(|starts| Json::List(starts.iter().map(|&day| day.into()).collect())));
    if delivery.repeats_yearly {
        out.put("repeats", "yearly");
    }
    out.into()
}

fn recognition(recognition: &Recognition) -> Json {
    let mut out = Object::default();
    out.put("id", recognition.id.as_str());
    out.put_some("title", recognition.title.as_ref());
    out.put("by", recognition.by.as_str());
    out.put("from", requirement(&recognition.from));
    out.put("grants", recognition.grants.as_str());
    out.put_some("into", recognition.into.as_ref().map(|into| into.as_str()));
    out.put_some("requires", recognition.requires.as_ref().map(requirement));
    out.put_some("within_months", recognition.within_months);
    out.put_some("fee", recognition.fee.as_ref().map(money));
    out.put_some(
        "valid",
        recognition.valid.map(|valid| {
            let mut out = Object::default();
            out.put_some("from", valid.from);
            out.put_some("until", valid.until);
            out
        }),
    );
    about(&mut out, recognition.url.as_ref(), recognition.description.as_ref(), &recognition.sources, recognition.confidence);
    finished(out, &recognition.extensions)
}

/// A requirement as in a pack.
pub(super) fn requirement(requirement: &Requirement) -> Json {
    let list = |of: &[Requirement]| Json::List(of.iter().map(self::requirement).collect());
    let mut out = Object::default();
    match requirement {
        Requirement::Award { award, min_grade: None } => return award.as_str().into(),
        Requirement::Award { award, min_grade } => {
            out.put("award", award.as_str());
            out.put_some("min_grade", *min_grade);
        }
        Requirement::All { of, distinct } => {
            out.put("all", list(of));
            if *distinct {
                out.put("distinct", true);
            }
        }
        Requirement::Any(of) => out.put("any", list(of)),
        Requirement::AtLeast { count, of } => {
            out.put("at_least", *count);
            out.put("of", list(of));
        }
        Requirement::Credits(pool) => credit_pool(&mut out, pool),
        Requirement::Gate(gate) => self::gate(&mut out, gate),
    }
    out.into()
}

fn credit_pool(out: &mut Object, pool: &CreditPool) {
    out.put("credits", pool.credits);
    out.put("unit", pool.unit.to_string());
    let entry = |entry: &crate::model::PoolEntry| match entry.counts {
        None => entry.award.as_str().into(),
        Some(counts) => {
            let mut out = Object::default();
            out.put("award", entry.award.as_str());
            out.put("counts", counts);
            out.into()
        }
    };
    out.put("from", Json::List(pool.from.iter().map(entry).collect()));
    let cap = |cap: &crate::model::Cap| {
        let mut out = Object::default();
        out.put("credits", cap.credits);
        out.put("from", Json::List(cap.from.iter().map(|award| award.as_str().into()).collect()));
        out.put_some("reason", cap.reason.as_ref());
        out.into()
    };
    out.put_list("at_most", pool.at_most.iter().map(cap).collect());
}

fn gate(out: &mut Object, gate: &Gate) {
    out.put("gate", gate.gate.as_str());
    out.put_some("kind", gate.kind.map(|kind| kind.as_str()));
    out.put_some("label", gate.label.as_ref());
    out.put_some("met_by", gate.met_by.as_ref().map(|inner| requirement(inner)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_written_as_they_were() {
        let written = |value: &str| level(&Level { framework: "EQF".into(), value: value.into() }).to_value()["value"].clone();
        assert_eq!(written("7"), 7);
        for text in ["07", "7 ", "AHE", "", "-"] {
            assert_eq!(written(text), text);
        }
        assert_eq!(requirement(&Requirement::Any(Vec::new())).to_value(), serde_json::json!({"any": []}));
    }
}
