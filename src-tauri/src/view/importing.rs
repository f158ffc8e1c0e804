//! Catalogues that came in, and packs that were taken out.

use std::collections::HashMap;

use pathways::interchange::{Conversion, FileKind, Unmapped};
use pathways::store::{CataloguesImport, LearnerId, RefusedFile, Removal, RemovedPack, Touched};

use super::catalogue::changes;
use super::learner::finding;
use super::search::count;
use crate::fault::sentence;
use crate::wire::importing::{
    ClaimedCredit, ConversionView, ImportView, OtherFile, OtherKind, RefusedView, RemovalView, RemovedRow, TermCount, TouchedLearner,
    TouchedView,
};

/// What became of the files, with the names of what changed.
#[must_use]
pub fn import(done: &CataloguesImport, names: &HashMap<String, String>) -> ImportView {
    ImportView {
        packs: done.report.packs.iter().map(|pack| changes(pack, names)).collect(),
        conversions: done.conversions.iter().map(conversion).collect(),
        warnings: done.report.warnings.iter().map(finding).collect(),
        refused: done.refused.iter().map(refused).collect(),
        others: done.others.iter().map(|(file, kind)| OtherFile { file: file.name.clone(), kind: other(*kind) }).collect(),
        touched: touched(&done.report.touched),
    }
}

fn touched(touched: &Touched) -> TouchedView {
    let learner = |(id, name): &(LearnerId, String)| TouchedLearner { id: id.to_string(), name: name.clone() };
    TouchedView { total: count(touched.total), first: touched.first.iter().map(learner).collect() }
}

fn conversion(conversion: &Conversion) -> ConversionView {
    let pack = &conversion.pack;
    let claim = |claim: &pathways::interchange::Claim| ClaimedCredit {
        by: claim.by.clone(),
        from: claim.from.clone(),
        toward: claim.toward.clone(),
        reason: sentence(&claim.reason),
    };
    ConversionView {
        title: pack.header.title.clone().unwrap_or_else(|| pack.header.id.to_string()),
        awards: count(pack.awards.len()),
        recognitions: count(pack.recognitions.len()),
        organizations: count(pack.organizations.len()),
        unmapped: terms(&conversion.unmapped),
        claims: conversion.claims.iter().map(claim).collect(),
        warnings: conversion.warnings.iter().map(finding).collect(),
    }
}

/// Terms with their counts.
#[must_use]
pub fn terms(unmapped: &[Unmapped]) -> Vec<TermCount> {
    unmapped.iter().map(|one| TermCount { term: one.term.clone(), count: count(one.count) }).collect()
}

fn refused(file: &RefusedFile) -> RefusedView {
    RefusedView { file: file.file.clone(), reason: sentence(&file.reason), findings: file.findings.iter().map(finding).collect() }
}

fn other(kind: FileKind) -> OtherKind {
    match kind {
        FileKind::LearnerRecord => OtherKind::Record,
        FileKind::Credential => OtherKind::Credential,
        FileKind::Plan => OtherKind::Plan,
        FileKind::Pack | FileKind::Ctdl | FileKind::Curriculum | FileKind::Elm | FileKind::Archive | FileKind::Unknown => {
            OtherKind::Unknown
        }
    }
}

/// A pack that was taken out.
#[must_use]
pub fn removed(pack: RemovedPack) -> RemovedRow {
    RemovedRow {
        title: pack.title.unwrap_or_else(|| pack.id.to_string()),
        id: pack.id.to_string(),
        version: pack.version,
        awards: count(pack.awards),
        bundled: pack.bundled,
        removed: pack.removed.to_string(),
    }
}

/// What taking a pack out leaves behind.
#[must_use]
pub fn removal(removal: Removal) -> RemovalView {
    RemovalView { naming: removal.naming, learners: count(removal.learners) }
}
