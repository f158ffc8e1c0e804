//! Learning from conflicts: the first unique implication point, and which assumptions are to blame.

use super::{Clause, Conflict, Literal, Reason, Solver};

impl Solver {
    /// The false literals that made `literal` hold.
    fn because(&self, literal: Literal, out: &mut Vec<Literal>) {
        out.clear();
        let variable = literal.variable() as usize;
        match self.reasons[variable] {
            Reason::None => {}
            Reason::Clause(id) => {
                if let Some(clause) = &self.clauses[id as usize] {
                    out.extend(clause.literals.iter().copied().filter(|&l| l != literal));
                }
            }
            Reason::Linear(id) => self.blame_linear(id, Some(literal), self.places[variable], out),
            Reason::Explained { start, length } => {
                out.extend_from_slice(&self.explanations[start as usize..(start + length) as usize]);
            }
        }
    }

    /// Learns a clause from a conflict, goes back to where it first infers something, and infers it.
    pub(super) fn learn(&mut self, conflict: &Conflict) {
        let mut reason: Vec<Literal> = Vec::new();
        match conflict {
            Conflict::Clause(id) => {
                if let Some(clause) = &self.clauses[*id as usize] {
                    reason.extend_from_slice(&clause.literals);
                }
            }
            Conflict::Linear(id) => self.blame_linear(*id, None, u32::MAX, &mut reason),
            Conflict::Explained(literals) => reason.extend_from_slice(literals),
        }
        debug_assert!(reason.iter().all(|&l| self.value(l) == Some(false)), "a conflict is made of false literals");
        // Week constraints may fail on older decisions alone: go back to the newest level that takes part.
        let newest = reason.iter().map(|l| self.levels[l.variable() as usize]).max().unwrap_or(0);
        if newest == 0 {
            self.consistent = false;
            return;
        }
        if newest < self.level() {
            self.backtrack(newest);
        }
        let mut learned: Vec<Literal> = vec![reason[0]];
        let mut open = 0;
        let mut at = self.trail.len();
        loop {
            for &literal in &reason {
                let variable = literal.variable() as usize;
                if self.seen[variable] || self.levels[variable] == 0 {
                    continue;
                }
                self.seen[variable] = true;
                self.raise(literal);
                if self.levels[variable] == newest {
                    open += 1;
                } else {
                    learned.push(literal);
                }
            }
            let pivot = loop {
                at -= 1;
                let literal = self.trail[at];
                if self.seen[literal.variable() as usize] {
                    break literal;
                }
            };
            open -= 1;
            self.seen[pivot.variable() as usize] = false;
            if open == 0 {
                learned[0] = !pivot;
                break;
            }
            if let Reason::Clause(id) = self.reasons[pivot.variable() as usize] {
                self.raise_clause(id);
            }
            let mut next = std::mem::take(&mut reason);
            self.because(pivot, &mut next);
            reason = next;
        }
        let marked = learned.clone();
        let mut scratch = Vec::new();
        let redundant: Vec<bool> = learned.iter().enumerate().map(|(i, &l)| i > 0 && self.follows(l, &mut scratch)).collect();
        for literal in marked {
            self.seen[literal.variable() as usize] = false;
        }
        let mut keep = redundant.iter();
        learned.retain(|_| !keep.next().copied().unwrap_or(false));
        self.bump /= 0.95;
        self.clause_bump /= 0.999;
        self.adopt(learned);
    }

    /// Whether a literal of the learned clause is false by the others alone.
    fn follows(&self, literal: Literal, scratch: &mut Vec<Literal>) -> bool {
        if matches!(self.reasons[literal.variable() as usize], Reason::None) {
            return false;
        }
        self.because(!literal, scratch);
        scratch.iter().all(|l| self.seen[l.variable() as usize] || self.levels[l.variable() as usize] == 0)
    }

    fn adopt(&mut self, mut learned: Vec<Literal>) {
        if learned.len() == 1 {
            self.backtrack(0);
            match self.value(learned[0]) {
                None => self.enqueue(learned[0], Reason::None),
                Some(true) => {}
                Some(false) => self.consistent = false,
            }
            return;
        }
        let deepest = (1..learned.len()).max_by_key(|&i| self.levels[learned[i].variable() as usize]).unwrap_or(1);
        learned.swap(1, deepest);
        let mut levels: Vec<u32> = learned.iter().map(|l| self.levels[l.variable() as usize]).collect();
        levels.sort_unstable();
        levels.dedup();
        self.backtrack(self.levels[learned[1].variable() as usize]);
        let first = learned[0];
        let id = self.attach(Clause { literals: learned, learned: true, activity: self.clause_bump, levels: levels.len() as u32 });
        self.enqueue(first, Reason::Clause(id));
    }

    fn raise(&mut self, literal: Literal) {
        if self.order.bump(literal.variable(), self.bump) > 1e100 {
            self.order.rescale(1e-100);
            self.bump *= 1e-100;
        }
    }

    fn raise_clause(&mut self, id: u32) {
        let Some(clause) = self.clauses[id as usize].as_mut() else { return };
        clause.activity += self.clause_bump;
        if clause.activity > 1e100 {
            for clause in self.clauses.iter_mut().flatten() {
                clause.activity *= 1e-100;
            }
            self.clause_bump *= 1e-100;
        }
    }

    /// `failed` is an assumption that the others have made false: collects those that did.
    pub(super) fn blame(&mut self, failed: Literal) {
        self.core = vec![failed];
        let mut marked = vec![false; self.levels.len()];
        marked[failed.variable() as usize] = true;
        let mut reason = Vec::new();
        for place in (0..self.trail.len()).rev() {
            let literal = self.trail[place];
            let variable = literal.variable() as usize;
            if !marked[variable] || self.levels[variable] == 0 {
                continue;
            }
            if matches!(self.reasons[variable], Reason::None) {
                if literal != !failed {
                    self.core.push(literal);
                }
                continue;
            }
            self.because(literal, &mut reason);
            for other in &reason {
                marked[other.variable() as usize] = true;
            }
        }
    }
}
