//! Distinct children of a requirement: an award that several of them name is dealt to one.

use std::collections::BTreeMap;

use super::{Encoding, Part, Truth};
use crate::model::Requirement;
use crate::planner::rulings::reliable_by;
use crate::planner::solver::{Linear, Literal};
use crate::planner::world::{AwardNumber, WayNumber};

pub(super) type Dealt = BTreeMap<AwardNumber, Literal>;

impl Encoding<'_, '_> {
    /// Deals the awards that several children name: each counts toward one of them.
    pub(super) fn deal(&mut self, way: WayNumber, part: Part, of: &[Requirement], dealt: &Dealt) -> Vec<Dealt> {
        let mut naming: BTreeMap<AwardNumber, Vec<usize>> = BTreeMap::new();
        for (i, child) in of.iter().enumerate() {
            for award in reliable_by(self.world, &self.world.ways[way], child) {
                let children = naming.entry(award).or_default();
                if children.last() != Some(&i) {
                    children.push(i);
                }
            }
        }
        let mut out = vec![dealt.clone(); of.len()];
        for (award, children) in naming.into_iter().filter(|(_, children)| children.len() > 1) {
            let whole = self.leaf(way, part, award, dealt);
            if whole == Truth::No {
                continue;
            }
            let shares: Vec<Literal> = children.iter().map(|_| self.solver.variable(false)).collect();
            for (&child, &share) in children.iter().zip(&shares) {
                if let Truth::When(literal) = whole {
                    self.solver.clause(&[!share, literal]);
                }
                out[child].insert(award, share);
            }
            let once = shares.len() as i64 - 1;
            let mut terms: Vec<(i64, Literal)> = shares.iter().map(|&l| (1, !l)).collect();
            terms.extend(self.unless_credit(&[], way).into_iter().map(|l| (once, l)));
            self.solver.linear(Linear { terms, bound: once });
        }
        out
    }
}
