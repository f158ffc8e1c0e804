//! The map of a plan: its stations in columns, and what leads to what.

use std::collections::BTreeMap;

use super::Subject;
use super::content::{Lead, Station};
use crate::model::{AwardId, Catalogue, Requirement, Step, Way};

/// The awards that a step names in its requirement, by the way that it is taken.
fn named<'a>(catalogue: &'a Catalogue, step: &Step) -> Vec<&'a AwardId> {
    let requirements: Vec<&Requirement> = match &step.way {
        Way::Earn => catalogue.awards.get(&step.award).and_then(|award| award.requires.as_ref()).into_iter().collect(),
        Way::Recognition(id) => {
            catalogue.recognitions.get(id).map(|one| std::iter::once(&one.from).chain(&one.requires).collect()).unwrap_or_default()
        }
    };
    requirements.into_iter().flat_map(|requirement| requirement.awards()).collect()
}

/// Columns of stations, and the leads between them.
pub(super) fn map(subject: &Subject<'_>) -> (Vec<Vec<Station>>, Vec<Lead>) {
    let (catalogue, plan, words) = (subject.catalogue, subject.plan, subject.words());
    let steps = &plan.route.steps;
    let is_step = |award: &AwardId| steps.iter().any(|step| step.award == *award);
    let is_held = |award: &AwardId| subject.record.held.iter().any(|held| held.award == *award);
    let mut leads: BTreeMap<&AwardId, Vec<&AwardId>> = BTreeMap::new();
    for step in steps {
        for on in named(catalogue, step) {
            let users = leads.entry(on).or_default();
            if (is_step(on) || is_held(on)) && !users.contains(&&step.award) {
                users.push(&step.award);
            }
        }
    }
    leads.retain(|_, users| !users.is_empty());
    let mut depth: BTreeMap<&AwardId, usize> = leads.keys().filter(|award| !is_step(award)).map(|award| (*award, 0)).collect();
    // The steps stand in an order in which each rests on earlier ones.
    for step in steps {
        let rests = leads.iter().filter(|(_, users)| users.contains(&&step.award)).filter_map(|(on, _)| depth.get(on)).max();
        let column = rests.map_or(0, |column| column + 1);
        depth.insert(&step.award, column);
    }
    // What rests on nothing stands beside what it is first needed for, and not far to the left of it.
    let first_use = |award: &AwardId| leads.get(award)?.iter().filter_map(|user| depth.get(user)).min().copied();
    let moved: Vec<(&AwardId, usize)> = (depth.iter().filter(|(_, column)| **column == 0))
        .filter_map(|(award, _)| Some((*award, first_use(award)?.saturating_sub(1))))
        .collect();
    depth.extend(moved);
    let last = depth.values().copied().max().unwrap_or(0);
    depth.insert(&plan.target, last);
    let mut columns: Vec<Vec<Station>> = vec![Vec::new(); last + 1];
    for (award, column) in depth {
        let way = steps.iter().find(|step| step.award == *award).map(|step| &step.way);
        let (kind, sign) = match way {
            _ if *award == plan.target => ("target", words.target),
            _ if is_held(award) => ("held", words.held),
            Some(Way::Recognition(_)) => ("recognised", words.recognised),
            _ => ("planned", words.planned),
        };
        let station = Station { title: catalogue.title(award).to_owned(), kind: kind.to_owned(), sign: sign.to_owned() };
        columns[column].push(station);
    }
    columns.retain(|column| !column.is_empty());
    let title = |award: &&AwardId| catalogue.title(award).to_owned();
    let order = |award: &AwardId| steps.iter().position(|step| step.award == *award).map_or(0, |place| place + 1);
    let mut leads: Vec<(&AwardId, Vec<&AwardId>)> = leads.into_iter().collect();
    leads.sort_by_key(|(from, _)| (order(from), *from));
    let leads = leads.iter().map(|(from, to)| Lead { from: title(from), to: to.iter().map(title).collect() }).collect();
    (columns, leads)
}
