//! Clauses: added, watched by two of their literals, and forgotten when what was learned grows large.

use std::collections::HashSet;

use super::{Literal, Reason, Solver};

pub(super) struct Clause {
    pub(super) literals: Vec<Literal>,
    pub(super) learned: bool,
    pub(super) activity: f64,
    /// How many decision levels it joins: the fewer, the more useful.
    pub(super) levels: u32,
}

#[derive(Clone, Copy)]
pub(super) struct Watch {
    pub(super) clause: u32,
    /// Another literal of the clause: when it holds, the clause need not be looked at.
    pub(super) other: Literal,
}

impl Solver {
    /// Adds a clause: at least one of the literals holds. Only between searches.
    pub fn clause(&mut self, literals: &[Literal]) {
        self.backtrack(0);
        if !self.consistent {
            return;
        }
        let mut kept: Vec<Literal> = Vec::with_capacity(literals.len());
        for &literal in literals {
            match self.value(literal) {
                Some(true) => return,
                Some(false) => {}
                None if kept.contains(&!literal) => return,
                None if kept.contains(&literal) => {}
                None => kept.push(literal),
            }
        }
        match kept[..] {
            [] => self.consistent = false,
            [only] => {
                self.enqueue(only, Reason::None);
                self.settle();
            }
            _ => {
                if self.relaxation.is_some() {
                    let terms: Vec<(i64, Literal)> = kept.iter().map(|l| (1, *l)).collect();
                    self.relax_row(&terms, 1);
                }
                self.attach(Clause { literals: kept, learned: false, activity: 0.0, levels: 0 });
            }
        }
    }

    pub(super) fn attach(&mut self, clause: Clause) -> u32 {
        let (first, second) = (clause.literals[0], clause.literals[1]);
        let learned = clause.learned;
        let id = match self.free_clauses.pop() {
            Some(id) => {
                self.clauses[id as usize] = Some(clause);
                id
            }
            None => {
                self.clauses.push(Some(clause));
                (self.clauses.len() - 1) as u32
            }
        };
        self.watches[(!first).index()].push(Watch { clause: id, other: second });
        self.watches[(!second).index()].push(Watch { clause: id, other: first });
        if learned {
            self.learned.push(id);
        }
        id
    }

    /// Forgets the less useful half of what was learned, once there is much of it. Only at the top level.
    pub(super) fn forget_clauses(&mut self) {
        if self.learned.len() < 4000 + self.clauses.len() / 4 {
            return;
        }
        let reasons: HashSet<u32> = self
            .trail
            .iter()
            .filter_map(|l| match self.reasons[l.variable() as usize] {
                Reason::Clause(id) => Some(id),
                _ => None,
            })
            .collect();
        let mut ranked: Vec<(u32, f64, u32)> = std::mem::take(&mut self.learned)
            .into_iter()
            .filter_map(|id| self.clauses[id as usize].as_ref().map(|c| (c.levels, c.activity, id)))
            .collect();
        ranked.sort_by(|a, b| a.0.min(6).cmp(&b.0.min(6)).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        let keep = ranked.len() / 2;
        for (rank, (levels, _, id)) in ranked.into_iter().enumerate() {
            if rank < keep || levels <= 2 || reasons.contains(&id) {
                self.learned.push(id);
            } else {
                self.clauses[id as usize] = None;
                self.free_clauses.push(id);
            }
        }
        self.rewatch();
    }

    /// Builds all watch lists anew: freed clause numbers must not be met in old lists.
    fn rewatch(&mut self) {
        for list in &mut self.watches {
            list.clear();
        }
        for (id, clause) in self.clauses.iter().enumerate() {
            if let Some(clause) = clause {
                let (first, second) = (clause.literals[0], clause.literals[1]);
                self.watches[(!first).index()].push(Watch { clause: id as u32, other: second });
                self.watches[(!second).index()].push(Watch { clause: id as u32, other: first });
            }
        }
    }
}
