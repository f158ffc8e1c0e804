//! Which variable to decide next: a binary heap by activity, ties by number so that runs repeat.

use super::literal::Variable;

/// Variables by falling activity.
#[derive(Default)]
pub struct Order {
    activity: Vec<f64>,
    heap: Vec<Variable>,
    place: Vec<u32>,
}

const ABSENT: u32 = u32::MAX;

impl Order {
    pub fn add(&mut self, activity: f64) {
        let variable = self.activity.len() as Variable;
        self.activity.push(activity);
        self.place.push(ABSENT);
        self.insert(variable);
    }

    pub fn insert(&mut self, variable: Variable) {
        if self.place[variable as usize] == ABSENT {
            self.place[variable as usize] = self.heap.len() as u32;
            self.heap.push(variable);
            self.up(self.heap.len() - 1);
        }
    }

    pub fn pop(&mut self) -> Option<Variable> {
        let top = *self.heap.first()?;
        let last = self.heap.pop()?;
        self.place[top as usize] = ABSENT;
        if last != top {
            self.heap[0] = last;
            self.place[last as usize] = 0;
            self.down(0);
        }
        Some(top)
    }

    /// Raises the activity; returns the new value.
    pub fn bump(&mut self, variable: Variable, by: f64) -> f64 {
        let activity = &mut self.activity[variable as usize];
        *activity += by;
        let value = *activity;
        let place = self.place[variable as usize];
        if place != ABSENT {
            self.up(place as usize);
        }
        value
    }

    /// How much a variable has taken part in conflicts lately.
    pub fn activity(&self, variable: Variable) -> f64 {
        self.activity[variable as usize]
    }

    /// The largest activity of any variable.
    pub fn largest(&self) -> f64 {
        self.activity.iter().copied().fold(0.0, f64::max)
    }

    /// Scales every activity down; the order stays.
    pub fn rescale(&mut self, by: f64) {
        self.activity.iter_mut().for_each(|a| *a *= by);
    }

    fn before(&self, a: Variable, b: Variable) -> bool {
        let (x, y) = (self.activity[a as usize], self.activity[b as usize]);
        x > y || (x == y && a < b)
    }

    fn up(&mut self, mut at: usize) {
        let variable = self.heap[at];
        while at > 0 {
            let parent = (at - 1) / 2;
            if !self.before(variable, self.heap[parent]) {
                break;
            }
            self.heap[at] = self.heap[parent];
            self.place[self.heap[at] as usize] = at as u32;
            at = parent;
        }
        self.heap[at] = variable;
        self.place[variable as usize] = at as u32;
    }

    fn down(&mut self, mut at: usize) {
        let variable = self.heap[at];
        loop {
            let mut child = 2 * at + 1;
            if child >= self.heap.len() {
                break;
            }
            if child + 1 < self.heap.len() && self.before(self.heap[child + 1], self.heap[child]) {
                child += 1;
            }
            if !self.before(self.heap[child], variable) {
                break;
            }
            self.heap[at] = self.heap[child];
            self.place[self.heap[at] as usize] = at as u32;
            at = child;
        }
        self.heap[at] = variable;
        self.place[variable as usize] = at as u32;
    }
}
