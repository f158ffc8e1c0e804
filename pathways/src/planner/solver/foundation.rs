//! Nothing founds itself: what rests on something in a circle needs a way in from outside it.
//!
//! Atoms are literals that hold by rules alone; a rule gives its atom once its own literal holds and its body is
//! satisfied. Whatever can no longer be reached from what stands outside every circle cannot hold. The relaxation
//! gets the same as rows: of a set of atoms, none holds more than the rules that enter the set together.

use super::{Conflict, Literal, Solver};

/// Number of an atom.
pub type Atom = usize;

/// What a rule rests on. It may ask for less than the truth: only what it rules out is relied on.
#[derive(Clone, Debug)]
pub enum Body {
    /// Always satisfied.
    Open,
    /// Never satisfied.
    Closed,
    /// When the atom holds.
    Atom(Atom),
    /// When at least so many hold.
    AtLeast(usize, Vec<Body>),
    /// When the weights of the atoms that hold, together with the first number, reach the second.
    Sum(i64, i64, Vec<(i64, Atom)>),
}

impl Body {
    fn holds(&self, has: &dyn Fn(Atom) -> bool) -> bool {
        match self {
            Self::Open => true,
            Self::Closed => false,
            Self::Atom(atom) => has(*atom),
            Self::AtLeast(count, of) => of.iter().filter(|body| body.holds(has)).take(*count).count() >= *count,
            Self::Sum(base, need, of) => base + of.iter().filter(|(_, atom)| has(*atom)).map(|(w, _)| w).sum::<i64>() >= *need,
        }
    }

    fn atoms(&self, out: &mut Vec<Atom>) {
        match self {
            Self::Open | Self::Closed => {}
            Self::Atom(atom) => out.push(*atom),
            Self::AtLeast(_, of) => of.iter().for_each(|body| body.atoms(out)),
            Self::Sum(_, _, of) => out.extend(of.iter().map(|t| t.1)),
        }
    }
}

struct Rule {
    head: Atom,
    literal: Literal,
    body: Body,
    atoms: Vec<Atom>,
}

/// Atoms and the rules that give them.
#[derive(Default)]
pub struct Foundation {
    atoms: Vec<Literal>,
    /// By atom: whether it lies on a circle. The others are taken to be founded.
    circular: Vec<bool>,
    rules: Vec<Rule>,
    /// By atom: the rules that give it, and those that rest on it.
    giving: Vec<Vec<usize>>,
    resting: Vec<Vec<usize>>,
    /// By literal: whether some atom's way in, as it was found last, relies on it.
    relied: Vec<bool>,
    /// The atoms for which no way in was found last.
    without: Vec<Atom>,
    /// Whether something that is relied on has become false since the last look.
    changed: bool,
}

impl Foundation {
    /// A new atom.
    pub fn atom(&mut self, literal: Literal, circular: bool) -> Atom {
        self.atoms.push(literal);
        self.circular.push(circular);
        self.giving.push(Vec::new());
        self.resting.push(Vec::new());
        self.atoms.len() - 1
    }

    /// A rule: `literal` gives `head` once `body` is satisfied.
    pub fn rule(&mut self, head: Atom, literal: Literal, body: Body) {
        let mut atoms = Vec::new();
        body.atoms(&mut atoms);
        atoms.sort_unstable();
        atoms.dedup();
        self.giving[head].push(self.rules.len());
        for &atom in &atoms {
            self.resting[atom].push(self.rules.len());
        }
        self.rules.push(Rule { head, literal, body, atoms });
    }

    /// `literal` has become true.
    pub fn note(&mut self, literal: Literal) {
        self.changed |= self.relied.get((!literal).index()).is_some_and(|relied| *relied);
    }

    /// By atom: whether it can be reached by rules that are `usable`, from atoms that are. `through`: the rule by which.
    fn reached(&self, alive: &dyn Fn(Atom) -> bool, usable: &dyn Fn(usize) -> bool, through: &mut dyn FnMut(usize)) -> Vec<bool> {
        let mut reached: Vec<bool> = (0..self.atoms.len()).map(|a| !self.circular[a] && alive(a)).collect();
        let mut queue: Vec<usize> = (0..self.rules.len()).collect();
        while let Some(number) = queue.pop() {
            let rule = &self.rules[number];
            if reached[rule.head] || !alive(rule.head) || !usable(number) || !rule.body.holds(&|a| reached[a]) {
                continue;
            }
            reached[rule.head] = true;
            through(number);
            queue.extend(&self.resting[rule.head]);
        }
        reached
    }

    /// Remembers by which rules every atom that can be reached is reached.
    fn rely(&mut self, sources: &[usize], reached: &[bool]) {
        self.changed = false;
        self.relied.fill(false);
        for rule in sources.iter().map(|&number| &self.rules[number]) {
            self.relied[rule.literal.index()] = true;
            for &atom in rule.atoms.iter().filter(|&&atom| reached[atom]) {
                self.relied[self.atoms[atom].index()] = true;
            }
        }
        self.without = (0..reached.len()).filter(|&atom| self.circular[atom] && !reached[atom]).collect();
    }

    /// The atoms among the `lost` on which `start` hangs: each rule of theirs fails outside, or rests on more of them.
    fn hanging(&self, start: Atom, lost: &[bool], usable: &dyn Fn(usize) -> bool) -> Vec<bool> {
        let mut set = vec![false; self.atoms.len()];
        let mut queue = vec![start];
        while let Some(atom) = queue.pop() {
            if std::mem::replace(&mut set[atom], true) {
                continue;
            }
            for &number in self.giving[atom].iter().filter(|&&number| usable(number)) {
                queue.extend(self.rules[number].atoms.iter().filter(|&&a| lost[a] && !set[a]));
            }
        }
        set
    }

    /// The rules that give an atom of the set without resting on it.
    fn entering<'f>(&'f self, set: &'f [bool]) -> impl Iterator<Item = &'f Rule> {
        let inside = (0..set.len()).filter(|&a| set[a]).flat_map(|a| &self.giving[a]);
        inside.map(|&number| &self.rules[number]).filter(|rule| rule.body.holds(&|a| !set[a]))
    }

    /// Rows `Σ entering - atom >= 0` that a solution violates, as positive and negative literals.
    pub fn violated(&self, value: &dyn Fn(Literal) -> f64) -> Vec<(Vec<Literal>, Literal)> {
        let mut out: Vec<(Vec<Literal>, Literal)> = Vec::new();
        for least in [1e-6, 0.05, 0.15, 0.3, 0.45, 0.6] {
            let usable = |number: usize| value(self.rules[number].literal) >= least;
            let reached = self.reached(&|_| true, &usable, &mut |_| {});
            let lost: Vec<bool> = reached.iter().map(|r| !r).collect();
            for atom in (0..self.atoms.len()).filter(|&a| lost[a] && value(self.atoms[a]) > 0.01) {
                let set = self.hanging(atom, &lost, &usable);
                let entering: Vec<Literal> = self.entering(&set).map(|rule| rule.literal).collect();
                let through: f64 = entering.iter().map(|l| value(*l)).sum();
                let row = (entering, self.atoms[atom]);
                if value(row.1) - through > 0.02 && !out.contains(&row) {
                    out.push(row);
                }
            }
        }
        out
    }
}

impl Solver {
    /// Demands that what holds by rules is founded.
    pub fn found(&mut self, mut foundation: Foundation) {
        self.backtrack(0);
        foundation.relied = vec![false; self.values.len()];
        foundation.changed = true;
        self.foundation = foundation;
    }

    /// What can no longer be founded is false. Whether anything was inferred.
    pub(super) fn propagate_foundation(&mut self) -> Result<bool, Conflict> {
        // The ways in that were found last still lead in while nothing of them is false; what had none and is not false any more needs one.
        let open = |atom: &Atom| self.value(self.foundation.atoms[*atom]) != Some(false);
        if self.foundation.rules.is_empty() || !(self.foundation.changed || self.foundation.without.iter().any(open)) {
            return Ok(false);
        }
        let mut foundation = std::mem::take(&mut self.foundation);
        let result = self.infer_unfounded(&mut foundation);
        self.foundation = foundation;
        result
    }

    fn infer_unfounded(&mut self, foundation: &mut Foundation) -> Result<bool, Conflict> {
        self.work += foundation.rules.len() as u64 / 8;
        let alive: Vec<bool> = foundation.atoms.iter().map(|&l| self.value(l) != Some(false)).collect();
        let usable: Vec<bool> = foundation.rules.iter().map(|rule| self.value(rule.literal) != Some(false)).collect();
        let mut sources: Vec<usize> = Vec::new();
        let reached = foundation.reached(&|a| alive[a], &|number| usable[number], &mut |number| sources.push(number));
        foundation.rely(&sources, &reached);
        let foundation = &*foundation;
        let lost: Vec<bool> = (0..alive.len()).map(|a| alive[a] && !reached[a]).collect();
        let mut inferred = false;
        for atom in (0..lost.len()).filter(|&a| lost[a]) {
            let literal = foundation.atoms[atom];
            if self.value(literal) == Some(false) {
                continue;
            }
            let set = foundation.hanging(atom, &lost, &|number| usable[number]);
            let mut why: Vec<Literal> = Vec::new();
            for rule in foundation.entering(&set) {
                if self.value(rule.literal) == Some(false) {
                    why.push(rule.literal);
                } else {
                    why.extend(
                        rule.atoms.iter().filter(|&&a| !set[a]).map(|&a| foundation.atoms[a]).filter(|l| self.value(*l) == Some(false)),
                    );
                }
            }
            why.retain(|l| self.levels[l.variable() as usize] > 0);
            why.sort_unstable();
            why.dedup();
            if self.value(literal) == Some(true) {
                why.push(!literal);
                return Err(Conflict::Explained(why));
            }
            self.explain(!literal, &why);
            inferred = true;
        }
        Ok(inferred)
    }
}
