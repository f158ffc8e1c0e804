//! The linear relaxation in floating point: a dual simplex over a dense tableau that is kept between calls.
//!
//! Every variable has bounds, so the basis stays dual feasible whatever bounds change: a call after a decision or after
//! going back needs few pivots. Rows are added when a solution violates them and dropped when they have become slack.
//! Nothing here is relied on: the multipliers that come out are turned into whole numbers and judged exactly
//! by `relaxation`; an error of rounding can only make a bound weaker.

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The least value under the rows at hand was found.
    Optimal,
    /// The value has passed the cutoff.
    Cutoff,
    /// This row of the tableau cannot be brought into its bounds.
    Infeasible(usize),
    /// Too many pivots.
    GaveUp,
}

const PIVOT: f64 = 1e-6;
const FEASIBLE: f64 = 1e-7;

/// A variable of the relaxation: columns first, then the surpluses of rows.
type Index = usize;

/// Where a variable stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// At a bound, in this position.
    Bound(usize),
    /// In this row.
    Basic(usize),
    /// Not in use: the surplus of a row that was dropped.
    Absent,
}

/// A minimisation over columns within [0, 1] and rows `Σ a·x >= b`.
pub struct Simplex {
    columns: usize,
    lower: Vec<f64>,
    upper: Vec<f64>,
    place: Vec<Place>,
    /// By position: the variable that stands at a bound there, and at which.
    bound: Vec<Index>,
    at_upper: Vec<bool>,
    /// By row: the variable that it defines, as constant (last) plus a combination of those at bounds.
    basic: Vec<Index>,
    table: Vec<Vec<f64>>,
    values: Vec<f64>,
    /// The objective as such a row.
    objective: Vec<f64>,
    /// By row of the caller: its surplus; and by surplus the row.
    surplus: Vec<Option<Index>>,
    source: Vec<u32>,
    free: Vec<Index>,
    /// By row: calls since which its surplus has been basic.
    idle: Vec<u32>,
    /// The objective as it was given.
    costs: Vec<f64>,
    /// Pivots since the tableau was computed from the rows.
    pub pivots: u32,
    /// Work done, in steps of about a tenth of a microsecond.
    pub work: u64,
}

impl Simplex {
    /// Minimises `objective`, without rows yet.
    pub fn new(objective: &[f64]) -> Self {
        let columns = objective.len();
        let mut row = objective.to_vec();
        row.push(0.0);
        Self {
            columns,
            lower: vec![0.0; columns],
            upper: vec![1.0; columns],
            place: (0..columns).map(Place::Bound).collect(),
            bound: (0..columns).collect(),
            at_upper: objective.iter().map(|c| *c < 0.0).collect(),
            basic: Vec::new(),
            table: Vec::new(),
            values: Vec::new(),
            objective: row,
            surplus: Vec::new(),
            source: Vec::new(),
            free: Vec::new(),
            idle: Vec::new(),
            costs: objective.to_vec(),
            pivots: 0,
            work: 0,
        }
    }

    /// Sets the bounds of a column.
    pub fn set_bounds(&mut self, column: usize, lower: f64, upper: f64) {
        self.lower[column] = lower;
        self.upper[column] = upper;
        if let Place::Bound(position) = self.place[column] {
            self.at_upper[position] = self.objective[position] < 0.0;
        }
    }

    /// Whether a row of the caller is in the tableau.
    pub fn has(&self, source: u32) -> bool {
        self.surplus.get(source as usize).is_some_and(Option::is_some)
    }

    /// Adds the caller's row number `source`.
    pub fn add(&mut self, source: u32, terms: &[(i64, u32)], bound: i64) {
        let width = self.columns;
        let mut row = vec![0.0; width + 1];
        for &(weight, column) in terms {
            let weight = weight as f64;
            match self.place[column as usize] {
                Place::Bound(position) => row[position] += weight,
                Place::Basic(at) => row.iter_mut().zip(&self.table[at]).for_each(|(a, b)| *a += weight * b),
                Place::Absent => {}
            }
        }
        row[width] -= bound as f64;
        let index = self.free.pop().unwrap_or(self.place.len());
        if index == self.place.len() {
            self.place.push(Place::Absent);
            self.lower.push(0.0);
            self.upper.push(f64::INFINITY);
            self.source.push(source);
        }
        self.place[index] = Place::Basic(self.basic.len());
        self.source[index - self.columns] = source;
        if self.surplus.len() <= source as usize {
            self.surplus.resize(source as usize + 1, None);
        }
        self.surplus[source as usize] = Some(index);
        self.basic.push(index);
        self.table.push(row);
        self.values.push(0.0);
        self.idle.push(0);
    }

    /// Drops rows that have not mattered for `calls` calls.
    pub fn drop_idle(&mut self, calls: u32) {
        let mut row = 0;
        while row < self.basic.len() {
            let index = self.basic[row];
            if index < self.columns || self.values[row] < 1e-6 {
                self.idle[row] = 0;
                row += 1;
                continue;
            }
            self.idle[row] += 1;
            if self.idle[row] <= calls {
                row += 1;
                continue;
            }
            self.surplus[self.source[index - self.columns] as usize] = None;
            self.place[index] = Place::Absent;
            self.free.push(index);
            self.basic.swap_remove(row);
            self.table.swap_remove(row);
            self.values.swap_remove(row);
            self.idle.swap_remove(row);
            if let Some(&moved) = self.basic.get(row) {
                self.place[moved] = Place::Basic(row);
            }
        }
    }

    fn at(&self, position: usize) -> f64 {
        let index = self.bound[position];
        if self.at_upper[position] { self.upper[index] } else { self.lower[index] }
    }

    /// The value of a column.
    pub fn value(&self, column: usize) -> f64 {
        match self.place[column] {
            Place::Bound(position) => self.at(position),
            Place::Basic(row) => self.values[row],
            Place::Absent => 0.0,
        }
    }

    /// The objective's value.
    pub fn total(&self) -> f64 {
        self.objective[self.columns] + (0..self.columns).map(|p| self.objective[p] * self.at(p)).sum::<f64>()
    }

    fn evaluate(&mut self) {
        let here: Vec<(usize, f64)> = (0..self.columns).map(|p| (p, self.at(p))).filter(|v| v.1 != 0.0).collect();
        for (value, row) in self.values.iter_mut().zip(&self.table) {
            *value = row[self.columns] + here.iter().map(|(p, v)| row[*p] * v).sum::<f64>();
        }
    }

    /// Pivots until the value under the rows at hand is least, or it passes `cutoff`.
    pub fn minimise(&mut self, cutoff: f64, most: u32) -> Ended {
        self.evaluate();
        for _ in 0..most {
            if self.total() > cutoff {
                return Ended::Cutoff;
            }
            let Some((row, goal)) = self.leaving() else { return Ended::Optimal };
            let Some(position) = self.entering(row, goal) else { return Ended::Infeasible(row) };
            self.pivot(row, position, goal);
        }
        Ended::GaveUp
    }

    /// Computes the tableau anew from the rows, for the same basis: errors of rounding do not pile up.
    pub fn refresh<'r>(&mut self, row: impl Fn(u32) -> (&'r [(i64, u32)], i64)) {
        let mut fresh = Self::new(&self.costs);
        fresh.lower[..self.columns].copy_from_slice(&self.lower[..self.columns]);
        fresh.upper[..self.columns].copy_from_slice(&self.upper[..self.columns]);
        let mut sources: Vec<(u32, u32, bool)> = Vec::new();
        for (at, &index) in self.basic.iter().enumerate().filter(|b| *b.1 >= self.columns) {
            sources.push((self.source[index - self.columns], self.idle[at], true));
        }
        for &index in self.bound.iter().filter(|&&index| index >= self.columns) {
            sources.push((self.source[index - self.columns], 0, false));
        }
        sources.sort_unstable();
        let mut leaving: Vec<bool> = Vec::with_capacity(sources.len());
        for &(source, idle, stays) in &sources {
            let (terms, bound) = row(source);
            fresh.add(source, terms, bound);
            fresh.idle[leaving.len()] = idle;
            leaving.push(!stays);
        }
        for column in (0..self.columns).filter(|&c| matches!(self.place[c], Place::Basic(_))) {
            let Place::Bound(position) = fresh.place[column] else { continue };
            let size = |row: &usize| fresh.table[*row][position].abs();
            let best = (0..leaving.len()).filter(|&row| leaving[row]).max_by(|a, b| size(a).total_cmp(&size(b)).then(b.cmp(a)));
            if let Some(row) = best.filter(|row| size(row) > PIVOT) {
                leaving[row] = false;
                fresh.pivot(row, position, 0.0);
            }
        }
        for position in 0..self.columns {
            fresh.at_upper[position] = fresh.bound[position] < self.columns && fresh.objective[position] < 0.0;
        }
        fresh.pivots = 0;
        fresh.work += self.work;
        *self = fresh;
    }

    /// The row furthest outside its bounds for its size, and the bound that it has to come to.
    fn leaving(&self) -> Option<(usize, f64)> {
        let mut worst = 0.0;
        let mut found = None;
        for (row, (&index, &value)) in self.basic.iter().zip(&self.values).enumerate() {
            let (below, above) = (self.lower[index] - value, value - self.upper[index]);
            let outside = below.max(above);
            if outside <= FEASIBLE {
                continue;
            }
            let size: f64 = self.table[row][..self.columns].iter().map(|a| a * a).sum();
            let score = outside * outside / (1.0 + size);
            if score > worst {
                (worst, found) = (score, Some((row, if below > above { self.lower[index] } else { self.upper[index] })));
            }
        }
        found
    }

    /// The position whose variable takes the row's place; those passed on the way go to their other bound.
    fn entering(&mut self, row: usize, goal: f64) -> Option<usize> {
        let up = goal > self.values[row];
        let mut missing = (goal - self.values[row]).abs();
        let mut candidates: Vec<(f64, f64, usize)> = Vec::new();
        for (position, &entry) in self.table[row][..self.columns].iter().enumerate() {
            if entry.abs() < PIVOT {
                continue;
            }
            let index = self.bound[position];
            let helps = (entry > 0.0) == (up != self.at_upper[position]);
            if helps && self.lower[index] < self.upper[index] {
                candidates.push((self.objective[position].abs() / entry.abs(), entry.abs(), position));
            }
        }
        candidates.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        let mut passed = Vec::new();
        for &(_, size, position) in &candidates {
            let index = self.bound[position];
            let range = size * (self.upper[index] - self.lower[index]);
            if missing - range <= 0.0 {
                self.flip(&passed);
                return Some(position);
            }
            missing -= range;
            passed.push(position);
        }
        // Everything that helps goes as far as it can, and it does not suffice (beyond an error of rounding).
        if missing < FEASIBLE
            && let Some(last) = passed.pop()
        {
            self.flip(&passed);
            return Some(last);
        }
        None
    }

    fn flip(&mut self, positions: &[usize]) {
        for &position in positions {
            let index = self.bound[position];
            let range = self.upper[index] - self.lower[index];
            let change = if self.at_upper[position] { -range } else { range };
            self.at_upper[position] = !self.at_upper[position];
            for (value, row) in self.values.iter_mut().zip(&self.table) {
                *value += row[position] * change;
            }
        }
    }

    /// The row's variable goes to the bound `goal`; the one at `position` takes its place.
    fn pivot(&mut self, row: usize, position: usize, goal: f64) {
        self.pivots += 1;
        self.work += 20 + (self.table.len() * self.columns) as u64 / 200;
        let (leaves, enters) = (self.basic[row], self.bound[position]);
        let entry = self.table[row][position];
        let change = (goal - self.values[row]) / entry;
        let value = self.at(position) + change;
        for (other, line) in self.values.iter_mut().zip(&self.table) {
            *other += line[position] * change;
        }
        // x_enters = (x_leaves - the rest) / entry
        let mut line = std::mem::take(&mut self.table[row]);
        for a in &mut line {
            *a /= -entry;
        }
        line[position] = 1.0 / entry;
        let filled: Vec<u32> = (0..line.len()).filter(|&p| line[p] != 0.0 && p != position).map(|p| p as u32).collect();
        let dense = filled.len() * 3 > line.len();
        let substitute = |target: &mut Vec<f64>| {
            let factor = target[position];
            if factor.abs() < 1e-12 {
                target[position] = 0.0;
                return;
            }
            if dense {
                target.iter_mut().zip(&line).for_each(|(a, b)| *a += factor * b);
            } else {
                for &p in &filled {
                    target[p as usize] += factor * line[p as usize];
                }
            }
            target[position] = factor * line[position];
        };
        self.table.iter_mut().filter(|other| !other.is_empty()).for_each(substitute);
        substitute(&mut self.objective);
        for a in &mut line {
            if a.abs() < 1e-11 {
                *a = 0.0;
            }
        }
        self.table[row] = line;
        self.values[row] = value;
        self.basic[row] = enters;
        self.bound[position] = leaves;
        self.place[enters] = Place::Basic(row);
        self.place[leaves] = Place::Bound(position);
        self.at_upper[position] = goal == self.upper[leaves] && self.lower[leaves] < self.upper[leaves];
        self.idle[row] = 0;
    }

    /// The multipliers of the caller's rows that prove the bound, each above zero.
    pub fn prices(&self) -> Vec<(u32, f64)> {
        self.multipliers(|position| self.objective[position])
    }

    /// The multipliers of the caller's rows that prove that a row of the tableau cannot come into its bounds.
    pub fn ray(&self, row: usize) -> Vec<(u32, f64)> {
        let index = self.basic[row];
        let sign = if self.values[row] < self.lower[index] { -1.0 } else { 1.0 };
        let mut out = self.multipliers(|position| sign * self.table[row][position]);
        if index >= self.columns {
            out.push((self.source[index - self.columns], 1.0));
        }
        out
    }

    fn multipliers(&self, of: impl Fn(usize) -> f64) -> Vec<(u32, f64)> {
        let surpluses = (0..self.columns).filter(|&p| self.bound[p] >= self.columns);
        surpluses.map(|p| (self.source[self.bound[p] - self.columns], of(p))).filter(|m| m.1 > 1e-9).collect()
    }
}
