//! What the last model says: the steps that it takes, and the circles that it would rest on.

use std::collections::HashMap;

use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;

use super::{Encoding, Truth};
use crate::model::Cause;
use crate::planner::solver::Literal;
use crate::planner::support::Achieved;
use crate::planner::world::{AwardNumber, WayNumber};

impl Encoding<'_, '_> {
    /// The ways that the last model uses, one for each award, in an order in which each rests on earlier ones; and
    /// the awards that rest on one another alone.
    fn founded(&self) -> (Vec<(AwardNumber, WayNumber)>, DiGraphMap<AwardNumber, ()>) {
        let mut open: Vec<WayNumber> = (0..self.ways.len()).filter(|&w| self.ways[w].is_some_and(|l| self.solver.model(l))).collect();
        open.sort_by_key(|&w| (self.world.ways[w].cost, self.world.ways[w].hours, w));
        let mut rests: HashMap<WayNumber, Vec<AwardNumber>> = HashMap::new();
        for used in self.uses.iter().filter(|u| self.solver.model(u.literal)) {
            rests.entry(used.way).or_default().push(used.on);
        }
        // What a change would grant rests on nothing.
        let granted = |id: &str| {
            self.changes()
                .any(|(c, l)| c.id == id && matches!(c.cause, Cause::MissingAward | Cause::MissingAgreement) && self.solver.model(l))
        };
        let mut founded: Vec<bool> = self.world.awards.iter().map(|a| self.changes.is_some() && granted(a.id.as_str())).collect();
        let mut picks = Vec::new();
        loop {
            let before = open.len();
            open.retain(|&way| {
                let award = self.world.ways[way].award;
                if !founded[award] && rests.get(&way).is_none_or(|on| on.iter().all(|&a| founded[a])) {
                    founded[award] = true;
                    picks.push((award, way));
                }
                !founded[award]
            });
            if open.len() == before {
                break;
            }
        }
        let mut circular = DiGraphMap::new();
        for &way in &open {
            for &on in rests.get(&way).into_iter().flatten().filter(|&&on| !founded[on]) {
                circular.add_edge(self.world.ways[way].award, on, ());
            }
        }
        (picks, circular)
    }

    /// The ways that the last model uses, one for each award.
    pub fn picks(&self) -> Vec<(AwardNumber, WayNumber)> {
        self.founded().0
    }

    /// The steps of the last model, in their weeks.
    pub fn steps(&self) -> Vec<Achieved> {
        self.picks()
            .into_iter()
            .map(|(award, way)| Achieved { award, way, end: self.ends[award].map_or(0, |end| self.solver.week(end)) })
            .collect()
    }

    /// Forbids what the last model founds on itself: of every set whose awards rest on one another alone, each
    /// needs a way of one of them that rests on nothing in the set. Whether there was any such set.
    pub fn break_circles(&mut self) -> bool {
        let circular = self.founded().1;
        let alone = |set: &[AwardNumber]| set.len() == 1 && !circular.contains_edge(set[0], set[0]);
        let circles: Vec<Vec<AwardNumber>> = tarjan_scc(&circular).into_iter().filter(|set| !alone(set)).collect();
        for set in &circles {
            self.found_outside(set);
        }
        !circles.is_empty()
    }

    /// An award of the set is achieved only if a way of one of them rests on nothing in the set.
    fn found_outside(&mut self, set: &[AwardNumber]) {
        let mut outside: Vec<Literal> = set.iter().flat_map(|&award| self.granted_anew(award)).collect();
        for way in set.iter().flat_map(|&a| &self.world.awards[a].ways) {
            let Some(used) = self.ways[*way] else { continue };
            let inner: Vec<Literal> = self.uses.iter().filter(|u| u.way == *way && set.contains(&u.on)).map(|u| u.literal).collect();
            if inner.is_empty() {
                outside.push(used);
                continue;
            }
            let independent = self.solver.variable(false);
            self.solver.clause(&[!independent, used]);
            for rests in inner {
                self.solver.clause(&[!independent, !rests]);
            }
            outside.push(independent);
        }
        for &award in set {
            if let Truth::When(achieved) = self.awards[award] {
                let mut clause = outside.clone();
                clause.push(!achieved);
                self.solver.clause(&clause);
            }
        }
    }
}
