//! What could be changed, when asking what would open a closed target.

use super::Encoding;
use crate::model::{AwardKind, Cause};
use crate::planner::solver::Literal;
use crate::planner::world::{AwardNumber, WayNumber};

/// Something in the way that a change would remove.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// What is in the way.
    pub cause: Cause,
    /// Whose it is.
    pub id: String,
    /// What a sentence about it needs besides: minutes there and needed, a grade.
    pub detail: String,
}

impl Encoding<'_, '_> {
    /// The literal of a change, if changes are asked for.
    pub(super) fn change(&mut self, change: Change) -> Vec<Literal> {
        let Some(changes) = &mut self.changes else { return Vec::new() };
        vec![*changes.entry(change).or_insert_with(|| self.solver.variable(false))]
    }

    /// What could be changed, and the literal that stands for changing it.
    pub fn changes(&self) -> impl Iterator<Item = (&Change, Literal)> {
        self.changes.iter().flatten().map(|(change, literal)| (change, *literal))
    }

    /// An award that cannot be earned, or that no pack has, could be had by a change.
    pub(super) fn granted_anew(&mut self, number: AwardNumber) -> Vec<Literal> {
        let entry = &self.world.awards[number];
        let cause = match entry.award {
            None => Cause::MissingAward,
            Some(award) if !award.earnable || award.kind == AwardKind::TransferCredit => Cause::MissingAgreement,
            // Awards that wait for one another: somebody has to let one of them in.
            Some(_) if self.reach.is_circular(self.world, number) => Cause::MissingAgreement,
            Some(_) => return Vec::new(),
        };
        self.change(Change { cause, id: entry.id.to_string(), detail: String::new() })
    }

    /// What a pool, a list or a dealing asks for could be changed.
    pub(super) fn unless_credit(&mut self, unless: &[Literal], way: WayNumber) -> Vec<Literal> {
        let mut out = unless.to_vec();
        let id = self.world.awards[self.world.ways[way].award].id.to_string();
        out.extend(self.change(Change { cause: Cause::Credits, id, detail: String::new() }));
        out
    }
}
