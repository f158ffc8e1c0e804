//! `cairn search`: full-text search in the store's catalogue.

use std::path::Path;

use clap::Args;
use pathways::store::SearchQuery;
use serde_json::json;

use crate::{Answer, input, refuse};

/// Find awards by words; beginnings of words, accents and typing errors are forgiven.
#[derive(Args)]
pub struct Search {
    /// The words.
    #[arg(required = true)]
    words: Vec<String>,
    /// At most so many.
    #[arg(long, default_value_t = 20)]
    limit: usize,
}

impl Search {
    /// Runs the subcommand.
    pub fn run(&self, json: bool, folder: Option<&Path>) -> Answer {
        let store = input::store(folder)?;
        let query = SearchQuery { words: self.words.join(" "), limit: self.limit, ..SearchQuery::default() };
        let found = store.search(&query).map_err(refuse)?;
        let catalogue = store.rows(&found.awards).map_err(refuse)?.catalogue;
        let rows = found.awards.iter().filter_map(|id| catalogue.awards.get(id));
        if json {
            let rows: Vec<_> = rows
                .map(|a| json!({ "id": a.id.as_str(), "title": a.title, "kind": a.kind.as_str(), "issuer": a.issuer.as_str() }))
                .collect();
            println!("{}", json!({ "total": found.total, "more": found.more, "awards": rows }));
            return Ok(());
        }
        for award in rows {
            println!("{:<40} {} — {}, {}", award.id.as_str(), award.title, award.kind, catalogue.organization_name(&award.issuer));
        }
        println!("{}{} found", if found.more { "more than " } else { "" }, found.total);
        Ok(())
    }
}
