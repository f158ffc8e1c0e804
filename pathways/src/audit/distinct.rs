//! `{"all": […], "distinct": true}`: whether the awards can be dealt out so that every child holds by its own.
//!
//! The awards that several children could rely on are dealt one after another. After each, only the ways of dealing that
//! differ in what the children still lack are kept: for a list or a pool that is a tally (how much has come together
//! under each cap), so that interchangeable awards do not multiply the work; for a nested expression it is the set dealt
//! to it. Every dealing is covered, so the answer is exact.

use std::collections::BTreeSet;

use num_traits::Zero;

use super::pool;
use super::satisfaction::{Only, Satisfaction};
use crate::model::exact::{one, whole};
use crate::model::{AwardId, Cap, Rational, Requirement};

/// How far a child has come.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Progress<'s> {
    /// It holds.
    Done,
    /// Tallies: first what falls under no cap, then what falls directly under each.
    Tally(Vec<Rational>),
    /// The awards dealt to it.
    Dealt(BTreeSet<&'s AwardId>),
}

/// What a child asks for.
enum Child<'s> {
    /// So much of what its members are worth, under caps.
    Tally { needed: Rational, members: Vec<(&'s AwardId, usize, Rational)>, caps: Vec<&'s Cap> },
    /// Anything else.
    Expression(&'s Requirement),
}

/// Whether every child holds with no award counted for two of them.
pub(super) fn holds<'s>(judge: &Satisfaction<'s>, children: &'s [Requirement], only: Only<'_>) -> bool {
    let reliable: Vec<BTreeSet<&'s AwardId>> =
        children.iter().map(|child| judge.reliable(child).into_iter().filter(|award| judge.has(award, None, only)).collect()).collect();
    let wanted = |award: &AwardId| reliable.iter().filter(|set| set.contains(award)).count();
    let all: BTreeSet<&'s AwardId> = reliable.iter().flatten().copied().collect();
    let (mut shared, single): (Vec<&AwardId>, Vec<&AwardId>) = all.into_iter().partition(|award| wanted(award) > 1);
    // Awards with few takers first: what cannot be avoided is decided before what leaves choice.
    shared.sort_by_key(|award| wanted(award));

    let asks: Vec<Child<'s>> = children.iter().map(|child| Child::new(judge, child)).collect();
    let mut first: Vec<Progress<'s>> = asks.iter().map(Child::untouched).collect();
    for (at, ask) in asks.iter().enumerate() {
        for award in single.iter().filter(|award| reliable[at].contains(*award)) {
            ask.deal(&mut first[at], award);
        }
        ask.settle(judge, &mut first[at]);
    }

    let mut states = BTreeSet::from([first]);
    for (dealt, award) in shared.iter().enumerate() {
        if states.iter().any(|state| state.iter().all(|progress| *progress == Progress::Done)) {
            return true;
        }
        let mut next = BTreeSet::new();
        for state in states {
            let takers = (0..asks.len()).filter(|at| state[*at] != Progress::Done && reliable[*at].contains(award));
            for taker in takers {
                let mut after = state.clone();
                asks[taker].deal(&mut after[taker], award);
                asks[taker].settle(judge, &mut after[taker]);
                if possible(judge, &asks, &reliable, &after, &shared[dealt + 1..]) {
                    next.insert(after);
                }
            }
            if possible(judge, &asks, &reliable, &state, &shared[dealt + 1..]) {
                next.insert(state);
            }
        }
        states = next;
    }
    states.iter().any(|state| state.iter().all(|progress| *progress == Progress::Done))
}

/// Whether each child alone could still be satisfied with all that is left to deal.
fn possible<'s>(
    judge: &Satisfaction<'s>,
    asks: &[Child<'s>],
    reliable: &[BTreeSet<&'s AwardId>],
    state: &[Progress<'s>],
    left: &[&'s AwardId],
) -> bool {
    asks.iter().enumerate().all(|(at, ask)| {
        let mut hopeful = state[at].clone();
        for award in left.iter().filter(|award| reliable[at].contains(*award)) {
            ask.deal(&mut hopeful, award);
        }
        ask.settle(judge, &mut hopeful);
        hopeful == Progress::Done
    })
}

impl<'s> Child<'s> {
    fn new(judge: &Satisfaction<'s>, requirement: &'s Requirement) -> Self {
        let expression = Self::Expression(requirement);
        if judge.rulings.change_reading() {
            return expression;
        }
        let count = |needed: usize, of: &'s [Requirement]| {
            let mut members = Vec::with_capacity(of.len());
            for child in of {
                let Requirement::Award { award, min_grade } = child else { return Self::Expression(requirement) };
                if members.iter().any(|(other, _, _)| *other == award) {
                    return Self::Expression(requirement);
                }
                members.push((award, 0, if judge.has(award, *min_grade, None) { one() } else { Rational::zero() }));
            }
            Self::Tally { needed: whole(i128::try_from(needed).unwrap_or(i128::MAX)), members, caps: Vec::new() }
        };
        match requirement {
            Requirement::Award { .. } => count(1, std::slice::from_ref(requirement)),
            Requirement::All { of, distinct: false } => count(of.len(), of),
            Requirement::Any(of) => count(1, of),
            Requirement::AtLeast { count: needed, of } => count(usize::try_from(*needed).unwrap_or(usize::MAX), of),
            Requirement::Credits(pool) => {
                let caps = pool::innermost_first(pool);
                let group = |award: &AwardId| caps.iter().position(|cap| cap.from.contains(award)).map_or(0, |at| at + 1);
                let worth = |entry| pool::worth(judge.catalogue, pool, entry).unwrap_or_else(Rational::zero);
                let members = pool.from.iter().map(|entry| (&entry.award, group(&entry.award), worth(entry))).collect();
                Self::Tally { needed: pool.credits, members, caps }
            }
            Requirement::All { .. } | Requirement::Gate(_) => expression,
        }
    }

    fn untouched(&self) -> Progress<'s> {
        match self {
            Self::Tally { caps, .. } => Progress::Tally(vec![Rational::zero(); caps.len() + 1]),
            Self::Expression(_) => Progress::Dealt(BTreeSet::new()),
        }
    }

    fn deal(&self, progress: &mut Progress<'s>, award: &'s AwardId) {
        match (self, progress) {
            (Self::Tally { members, .. }, Progress::Tally(sums)) => {
                if let Some((_, group, worth)) = members.iter().find(|(member, _, _)| *member == award) {
                    sums[*group] += worth;
                }
            }
            (_, Progress::Dealt(set)) => _ = set.insert(award),
            _ => {}
        }
    }

    /// Marks the child as done when it holds; else forgets differences that no longer matter.
    fn settle(&self, judge: &Satisfaction<'s>, progress: &mut Progress<'s>) {
        let done = match (self, &mut *progress) {
            (Self::Tally { needed, caps, .. }, Progress::Tally(sums)) => {
                for (cap, sum) in caps.iter().zip(sums.iter_mut().skip(1)) {
                    *sum = (*sum).min(cap.credits);
                }
                sums[0] + pool::settle(caps, sums[1..].to_vec()) >= *needed
            }
            (Self::Expression(requirement), Progress::Dealt(set)) => judge.holds(requirement, Some(set)),
            _ => false,
        };
        if done {
            *progress = Progress::Done;
        }
    }
}
