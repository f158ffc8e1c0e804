//! What follows from what holds: first by clauses and sums, then by weeks and foundation, last by the relaxation.

use super::{Conflict, Literal, Reason, Solver, Watch};

impl Solver {
    /// Propagates facts at the top level.
    pub(super) fn settle(&mut self) {
        if self.propagate().is_some() {
            self.consistent = false;
        }
    }

    pub(super) fn propagate(&mut self) -> Option<Conflict> {
        loop {
            while self.head < self.trail.len() {
                let literal = self.trail[self.head];
                self.head += 1;
                // The sums must follow every literal that has been passed, also when a conflict ends the pass early.
                let tight = self.linear.note(literal);
                self.weeks.note(literal);
                self.foundation.note(literal);
                if let Some(conflict) = self.propagate_clauses(literal) {
                    return Some(conflict);
                }
                if tight && let Some(conflict) = self.propagate_linear(literal) {
                    return Some(conflict);
                }
            }
            match self.propagate_weeks() {
                Ok(true) => continue,
                Ok(false) => {}
                Err(conflict) => return Some(conflict),
            }
            match self.propagate_foundation() {
                Ok(true) => continue,
                Ok(false) => {}
                Err(conflict) => return Some(conflict),
            }
            match self.propagate_relaxation() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(conflict) => return Some(conflict),
            }
        }
    }

    fn propagate_clauses(&mut self, literal: Literal) -> Option<Conflict> {
        let mut list = std::mem::take(&mut self.watches[literal.index()]);
        self.work += 1 + (list.len() + self.linear.touched(literal)) as u64 / 4;
        let falsified = !literal;
        let mut kept = 0;
        let mut conflict = None;
        let mut at = 0;
        while at < list.len() {
            let watch = list[at];
            at += 1;
            if self.values[watch.other.index()] > 0 {
                list[kept] = watch;
                kept += 1;
                continue;
            }
            let Some(clause) = self.clauses[watch.clause as usize].as_mut() else { continue };
            if clause.literals[0] == falsified {
                clause.literals.swap(0, 1);
            }
            let first = clause.literals[0];
            if self.values[first.index()] > 0 {
                list[kept] = Watch { clause: watch.clause, other: first };
                kept += 1;
                continue;
            }
            let values = &self.values;
            if let Some(next) = (2..clause.literals.len()).find(|&k| values[clause.literals[k].index()] >= 0) {
                clause.literals.swap(1, next);
                let watched = clause.literals[1];
                self.watches[(!watched).index()].push(Watch { clause: watch.clause, other: first });
                continue;
            }
            list[kept] = Watch { clause: watch.clause, other: first };
            kept += 1;
            if self.values[first.index()] < 0 {
                conflict = Some(Conflict::Clause(watch.clause));
                break;
            }
            self.enqueue(first, Reason::Clause(watch.clause));
        }
        while at < list.len() {
            list[kept] = list[at];
            kept += 1;
            at += 1;
        }
        list.truncate(kept);
        // A clause never watches the negation of a literal that it is leaving, so nothing was pushed here meanwhile.
        self.watches[literal.index()] = list;
        conflict
    }
}
