//! The ledger of a route.

use pathways::ledger::{Fate, Ledger};
use pathways::model::{Catalogue, Conversion};

use super::fact;
use crate::wire::ledger::{CreditUse, LedgerEntry, LedgerLine, LedgerOwn, LedgerView};

/// A ledger with titles.
#[must_use]
pub fn view(ledger: &Ledger, catalogue: &Catalogue) -> LedgerView {
    let lines = ledger.lines.iter().enumerate().map(|(number, line)| LedgerLine {
        requirement: format!("{}#{number}", line.of),
        label: line.label.clone(),
        need: line.need.as_ref().map(fact::credit),
        have: line.have.as_ref().map(fact::credit),
        met: line.met,
        entries: line.entries.iter().map(|entry| self::entry(entry, catalogue)).collect(),
    });
    let own = ledger.own.iter().map(|own| LedgerOwn {
        award: own.award.to_string(),
        title: catalogue.title(&own.award).to_owned(),
        used: match own.fate {
            Fate::Applied => CreditUse::Applied,
            Fate::Excess => CreditUse::Excess,
            Fate::Unusable => CreditUse::Unusable,
        },
        credits: own.credits.as_ref().map(fact::credit),
        why: own.why.clone(),
    });
    LedgerView { lines: lines.collect(), own: own.collect() }
}

fn entry(entry: &pathways::ledger::Entry, catalogue: &Catalogue) -> LedgerEntry {
    LedgerEntry {
        award: entry.award.to_string(),
        title: catalogue.title(&entry.award).to_owned(),
        credits: entry.applied.as_ref().map(fact::credit),
        excess: entry.excess.as_ref().map(fact::credit),
        converted: matches!(entry.conversion, Some(Conversion::Converted(_))),
        held: entry.held,
    }
}
