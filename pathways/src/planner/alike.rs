//! Awards that are alike: exchanging two of them changes nothing in any requirement, price or date. Of such awards the
//! search may take the first ones first, and need not look at the same choice over and over.

use std::collections::BTreeMap;

use super::reach::Reach;
use super::support::worth;
use super::world::{AwardNumber, World};
use crate::model::{Rational, Requirement};

/// Where an award stands: the place of the expression that holds it, its worth or least grade there, and the caps over it.
type Standing = (usize, Option<Rational>, Vec<usize>);

/// Groups of awards that are alike, two or more in each, in the order of their numbers.
pub fn alike(world: &World<'_>, reach: &Reach) -> Vec<Vec<AwardNumber>> {
    let mut standings: Vec<Vec<Standing>> = vec![Vec::new(); world.awards.len()];
    let mut place = 0;
    for (_, way) in world.ways.iter().enumerate().filter(|(number, _)| reach.ways[*number]) {
        for requirement in [way.requires, way.from].into_iter().flatten() {
            place += 1;
            stand(world, requirement, place, &mut place, &mut standings);
        }
    }
    // Whom an exception or a pin names is like nobody else.
    let singled = |number: AwardNumber| {
        let id = world.awards[number].id;
        world.rulings.iter().any(|r| r.exception.award == *id || r.adds() == Some(id)) || super::pins::names(world, id)
    };
    let mut groups: BTreeMap<String, Vec<AwardNumber>> = BTreeMap::new();
    for (number, standing) in standings.iter_mut().enumerate().skip(1) {
        let mut ways = world.awards[number].ways.iter().filter(|&&w| reach.ways[w]);
        let (Some(&way), None, None) = (ways.next(), ways.next(), world.awards[number].held) else { continue };
        let change = world.is_change(way);
        let way = &world.ways[way];
        if way.recognition.is_some() || way.requires.is_some() || !way.obstacles.is_empty() || singled(number) {
            continue;
        }
        standing.sort();
        let key = format!("{} {} {} {} {} {change} {:?} {standing:?}", way.cost, way.hours, way.length, way.load, way.scheduled, way.weeks);
        groups.entry(key).or_default().push(number);
    }
    let mut groups: Vec<Vec<AwardNumber>> = groups.into_values().filter(|group| group.len() > 1).collect();
    groups.sort();
    groups
}

fn stand(world: &World<'_>, e: &Requirement, holder: usize, last: &mut usize, out: &mut [Vec<Standing>]) {
    match e {
        Requirement::Award { award, min_grade } => out[world.numbers[award]].push((holder, *min_grade, Vec::new())),
        Requirement::Credits(pool) => {
            *last += 1;
            for entry in &pool.from {
                let number = world.numbers[&entry.award];
                let caps = (0..pool.at_most.len()).filter(|&i| pool.at_most[i].from.contains(&entry.award)).collect();
                out[number].push((*last, Some(worth(world, number, entry.counts, pool)), caps));
            }
        }
        Requirement::All { .. } | Requirement::Any(_) | Requirement::AtLeast { .. } | Requirement::Gate(_) => {
            *last += 1;
            let own = *last;
            for child in e.children() {
                stand(world, child, own, last, out);
            }
        }
    }
}
