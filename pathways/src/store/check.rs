//! What the records of a pack that is coming in say of others.

use std::collections::HashSet;

use rusqlite::Connection;

use super::StoreError;
use super::derived::Derived;
use super::packs::{self, Wanted};
use crate::finding::{Finding, Severity};
use crate::interchange::contract::{Places, ReadPack};
use crate::lint::{self, References};
use crate::model::{Catalogue, Pack, Requirement};

/// What the records of a pack say of others, once all are written; what follows from them is derived on the way. Only what is
/// wrong in this pack is found: what is wrong in packs that are already there is no reason to refuse a good one.
pub(super) fn check(connection: &Connection, read: ReadPack, derived: &mut Derived<'_>) -> Result<Vec<Finding>, StoreError> {
    let ReadPack { pack, located, warnings } = read;
    let declared = |id: &str| located.get(id).is_some();
    let mut wanted = Wanted::default();
    let requirements = pack.awards.iter().flat_map(|award| award.requires.iter().chain(&award.recommends));
    let agreed = pack.recognitions.iter().flat_map(|recognition| std::iter::once(&recognition.from).chain(&recognition.requires));
    let of_requirements = requirements.chain(agreed).flat_map(Requirement::awards);
    let of_recognitions = pack.recognitions.iter().flat_map(|recognition| std::iter::once(&recognition.grants).chain(&recognition.into));
    wanted.awards.extend(of_requirements.chain(of_recognitions).map(|id| id.as_str()).filter(|id| !declared(id)).map(str::to_owned));
    let issuers = pack.awards.iter().flat_map(|award| std::iter::once(&award.issuer).chain(&award.platform));
    let organizations = issuers.chain(pack.recognitions.iter().map(|recognition| &recognition.by));
    wanted.organizations.extend(organizations.map(|id| id.as_str()).filter(|id| !declared(id)).map(str::to_owned));
    let gates = gates_of_two_kinds(connection, &pack, &located)?;
    let ids: Vec<_> = pack.awards.iter().map(|award| award.id.clone()).collect();
    let catalogue = Catalogue::from_packs(packs::read(connection, wanted)?.into_iter().chain(std::iter::once(pack)));
    derived.derive(ids.iter().filter_map(|id| catalogue.awards.get(id)), &catalogue)?;
    let places = [located];
    let found = lint::references(&catalogue, &places, References::Open);
    let own = found.into_iter().filter(|finding| finding.file == places[0].file());
    Ok(warnings.into_iter().chain(own).chain(gates).collect())
}

/// Gates of the pack to which a record elsewhere gives another kind.
fn gates_of_two_kinds(connection: &Connection, pack: &Pack, located: &Places) -> rusqlite::Result<Vec<Finding>> {
    let own = pack.awards.iter().flat_map(|award| award.requires.iter().map(|requires| (award.id.as_str(), requires)));
    let agreed = pack.recognitions.iter().flat_map(|recognition| {
        std::iter::once(&recognition.from).chain(&recognition.requires).map(|requirement| (recognition.id.as_str(), requirement))
    });
    let mut elsewhere = connection.prepare_cached("SELECT kind, source FROM gate WHERE gate = ?1 AND kind <> ?2 LIMIT 50")?;
    let (mut findings, mut seen) = (Vec::new(), HashSet::new());
    for (id, gate) in own.chain(agreed).flat_map(|(id, requirement)| requirement.gates().into_iter().map(move |gate| (id, gate))) {
        let Some(kind) = gate.kind.filter(|kind| seen.insert((&gate.gate, *kind))) else { continue };
        let others: Vec<(String, String)> =
            elsewhere.query_map([gate.gate.as_str(), kind.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        // Two kinds within one file are found where its records are compared.
        if let Some((other, by)) = others.into_iter().find(|(_, source)| located.get(source).is_none()) {
            let message = format!("The gate `{}` is of kind `{kind}` here and of kind `{other}` in `{by}`", gate.gate);
            let remedy = "Give it one kind, or make two gates of it".to_owned();
            findings.push(located.finding(Severity::Error, "gate-of-two-kinds", id, &[], message, remedy));
        }
    }
    Ok(findings)
}
