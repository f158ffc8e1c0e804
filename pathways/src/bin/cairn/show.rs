//! `cairn show`: one award with its sources and what recognises it.

use std::path::Path;

use clap::Args;
use pathways::frameworks::{Annex, AnnexElement};
use pathways::interchange::contract::{award_to_json, recognition_to_json};
use pathways::model::{AwardId, Catalogue, Recognition, Source, exact};
use serde_json::json;

use crate::input::Packs;
use crate::{Answer, refuse};

/// Show an award: facts, sources, what grants it and what it counts for.
#[derive(Args)]
pub struct Show {
    /// The award.
    id: String,
    #[command(flatten)]
    packs: Packs,
}

impl Show {
    /// Runs the subcommand.
    pub fn run(&self, json: bool, folder: Option<&Path>) -> Answer {
        let id = AwardId::from(self.id.as_str());
        let catalogue = self.packs.around(folder, &id)?;
        let Some(award) = catalogue.awards.get(&id) else {
            return Err(refuse(format!("no pack that is loaded has “{id}”. Look for it with `cairn search`.")));
        };
        let granted_by: Vec<&Recognition> = catalogue.granting(&id).collect();
        let recognised_by: Vec<&Recognition> = catalogue.recognitions.values().filter(|r| r.from.awards().contains(&&id)).collect();
        if json {
            let list = |of: &[&Recognition]| of.iter().map(|r| recognition_to_json(r)).collect::<Vec<_>>();
            println!(
                "{}",
                json!({ "award": award_to_json(award), "granted_by": list(&granted_by), "recognised_by": list(&recognised_by) })
            );
            return Ok(());
        }
        println!("{} ({id})", award.title);
        println!("  {} of {}", award.kind, catalogue.organization_name(&award.issuer));
        for credit in &award.credits {
            println!("  {} {}", exact::decimal(credit.value, 4), credit.unit);
        }
        match &award.cost {
            Some(cost) if cost.per_month => println!("  {} a month", cost.money),
            Some(cost) => println!("  {}", cost.money),
            None => println!("  cost unknown"),
        }
        match award.hours() {
            Some(hours) => println!("  {} hours", exact::decimal(hours, 2)),
            None => println!("  hours unknown"),
        }
        if let Some(description) = &award.description {
            println!("  {description}");
        }
        if let Some(annex) = Annex::of_award(award, &catalogue) {
            println!("  {}", said_of(&annex));
        }
        sources(&award.sources);
        recognitions(&catalogue, "Granted by", &granted_by);
        recognitions(&catalogue, "Recognised by", &recognised_by);
        Ok(())
    }
}

/// What a micro-credential leaves out of what the European Approach asks of one.
pub fn said_of(annex: &Annex) -> String {
    let missing: Vec<&str> = annex.missing().into_iter().map(AnnexElement::as_str).collect();
    let asked = "European Approach to micro-credentials, Annex I";
    if missing.is_empty() {
        format!("{asked}: everything mandatory is stated")
    } else {
        format!("{asked}: not stated: {}", missing.join(", "))
    }
}

fn sources(sources: &[Source]) {
    for source in sources {
        let age = source.as_of.map_or_else(|| "undated".to_owned(), |as_of| as_of.to_string());
        let supports = if source.supports.is_empty() { String::new() } else { format!(" for {}", source.supports.join(", ")) };
        println!("  source ({age}){supports}: {}", source.url);
    }
}

fn recognitions(catalogue: &Catalogue, heading: &str, list: &[&Recognition]) {
    if list.is_empty() {
        return;
    }
    println!("{heading}");
    for recognition in list {
        let title = recognition.title.as_deref().unwrap_or(recognition.id.as_str());
        println!("  {} — {title} ({})", catalogue.organization_name(&recognition.by), recognition.id);
        println!("    grants {}", catalogue.title(&recognition.grants));
        sources(&recognition.sources);
    }
}
