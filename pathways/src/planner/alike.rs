//! Awards that are alike: exchanging two of them, each with what serves it alone, changes nothing in any requirement, price or
//! date. Of such awards the search may take the first ones first, and need not look at the same choice over and over.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::reach::Reach;
use super::support::worth;
use super::world::{AwardNumber, WayNumber, World};
use crate::model::{Gate, Rational, Requirement};

/// Where an award stands: the place of the expression that holds it, its worth or least grade there, and the caps over it.
type Standing = (usize, Option<Rational>, Vec<usize>);

/// Awards with the same portrait and standing, and those that the portrait names.
#[derive(Default)]
struct Group {
    members: Vec<AwardNumber>,
    names: BTreeSet<AwardNumber>,
}

/// How deep what serves an award alone may be nested.
const DEEPEST: usize = 12;

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
    for standing in &mut standings {
        standing.sort();
    }
    let portrait = Portraits { world, reach, standings: &standings };
    let mut groups: BTreeMap<(String, &[Standing]), Group> = BTreeMap::new();
    for number in (1..world.awards.len()).filter(|&number| portrait.can_be_exchanged(number)) {
        let mut own = Portrait::default();
        if portrait.draw(number, &mut own, 0).is_some() {
            own.tell_order();
            let group = groups.entry((own.text, &standings[number][..])).or_default();
            group.members.push(number);
            group.names.extend(own.names);
        }
    }
    // What rests on one of its own group cannot be exchanged with it.
    let apart = |group: &Group| group.members.len() > 1 && !group.members.iter().any(|member| group.names.contains(member));
    let mut groups: Vec<Vec<AwardNumber>> = groups.into_values().filter(apart).map(|group| group.members).collect();
    groups.sort();
    groups
}

/// All that bears on achieving an award, written down; what serves this award alone is written out in its place.
#[derive(Default)]
struct Portrait {
    text: String,
    /// Awards that it names by their numbers: others may rest on them too.
    names: BTreeSet<AwardNumber>,
    /// Awards written out in their places, as they come.
    own: Vec<AwardNumber>,
}

impl Portrait {
    /// What is exchanged along keeps the order of its numbers, so that what is alike among it stays in order.
    fn tell_order(&mut self) {
        let place = |number: &AwardNumber| self.own.iter().filter(|other| *other < number).count();
        let order: Vec<usize> = self.own.iter().map(place).collect();
        self.text.push_str(&format!("{order:?}"));
    }
}

struct Portraits<'p, 'a> {
    world: &'p World<'a>,
    reach: &'p Reach,
    standings: &'p [Vec<Standing>],
}

impl Portraits<'_, '_> {
    /// Whom an exception or a pin names is like nobody else.
    fn can_be_exchanged(&self, number: AwardNumber) -> bool {
        let entry = &self.world.awards[number];
        let ruled = || self.world.rulings.iter().any(|r| r.exception.award == *entry.id || r.adds() == Some(entry.id));
        number > 0
            && entry.held.is_none()
            && self.reach.achievable(self.world, number)
            && !ruled()
            && !super::pins::names(self.world, entry.id)
    }

    /// Writes the award's ways; `None`: it cannot be told apart in a few words.
    fn draw(&self, number: AwardNumber, out: &mut Portrait, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        for way in self.reach.ways_of(self.world, number) {
            self.draw_way(way, out, depth)?;
        }
        Some(())
    }

    fn draw_way(&self, number: WayNumber, out: &mut Portrait, depth: usize) -> Option<()> {
        let way = &self.world.ways[number];
        if !way.obstacles.is_empty() {
            return None;
        }
        let (by_study, change) = (way.recognition.is_none(), self.world.is_change(number));
        let terms = (way.cost, way.hours, way.length, way.load, way.scheduled, way.window);
        write!(out.text, "|{by_study} {change} {terms:?} {:?} {:?}", way.weeks, way.rulings).ok()?;
        for requirement in [way.requires, way.from] {
            out.text.push('/');
            if let Some(e) = requirement {
                self.draw_requirement(e, out, depth)?;
            }
        }
        Some(())
    }

    fn draw_requirement(&self, e: &Requirement, out: &mut Portrait, depth: usize) -> Option<()> {
        match e {
            Requirement::Award { award, min_grade } => {
                self.draw_award(self.world.numbers[award], out, depth)?;
                write!(out.text, "{min_grade:?}").ok()?;
            }
            Requirement::All { distinct, .. } => write!(out.text, "all {distinct}").ok()?,
            Requirement::Any(_) => write!(out.text, "any").ok()?,
            Requirement::AtLeast { count, .. } => write!(out.text, "{count} of").ok()?,
            Requirement::Gate(Gate { gate, .. }) => write!(out.text, "gate {:?}", gate.as_str()).ok()?,
            Requirement::Credits(pool) => {
                write!(out.text, "{:?} of", pool.credits).ok()?;
                for entry in &pool.from {
                    let number = self.world.numbers[&entry.award];
                    self.draw_award(number, out, depth)?;
                    let caps: Vec<usize> = (0..pool.at_most.len()).filter(|&i| pool.at_most[i].from.contains(&entry.award)).collect();
                    write!(out.text, "{:?} {caps:?}", worth(self.world, number, entry.counts, pool)).ok()?;
                }
                for cap in &pool.at_most {
                    write!(out.text, "<{:?}", cap.credits).ok()?;
                }
            }
        }
        let children = match e {
            Requirement::Award { .. } | Requirement::Credits(_) => return Some(()),
            _ => e.children(),
        };
        out.text.push('(');
        for child in children {
            self.draw_requirement(child, out, depth)?;
            out.text.push(',');
        }
        out.text.push(')');
        Some(())
    }

    /// An award that nothing else names is written out: it is exchanged along with the award that it serves.
    fn draw_award(&self, number: AwardNumber, out: &mut Portrait, depth: usize) -> Option<()> {
        if self.standings[number].len() > 1 || !self.can_be_exchanged(number) {
            out.names.insert(number);
            return write!(out.text, "#{number}").ok();
        }
        out.own.push(number);
        out.text.push('{');
        self.draw(number, out, depth + 1)?;
        out.text.push('}');
        Some(())
    }
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
