//! What can be achieved at all, and what of it matters: shrinks the cone before any search.

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::support::{Achieved, Reliance, Support};
use super::world::{AwardNumber, WayNumber, World};

/// The part of the cone that takes part in a search.
pub struct Reach {
    /// By way: whether it takes part.
    pub ways: Vec<bool>,
    /// By award: its strongly connected part; awards of one part recognise one another.
    pub parts: Vec<usize>,
}

impl Reach {
    /// The ways to an award that take part.
    pub fn ways_of<'w>(&'w self, world: &'w World<'_>, award: AwardNumber) -> impl Iterator<Item = WayNumber> + 'w {
        world.awards[award].ways.iter().copied().filter(|&way| self.ways[way])
    }

    /// All ways that take part.
    pub fn all_ways(&self) -> impl Iterator<Item = WayNumber> + '_ {
        (0..self.ways.len()).filter(|&way| self.ways[way])
    }

    /// Whether the award can be achieved by a way that takes part.
    pub fn achievable(&self, world: &World<'_>, award: AwardNumber) -> bool {
        self.ways_of(world, award).next().is_some()
    }

    /// Whether the award could rest on itself, over others or at once.
    pub fn is_circular(&self, world: &World<'_>, award: AwardNumber) -> bool {
        let names_itself = |&way: &usize| world.ways[way].rests_on.contains(&award);
        self.parts.iter().filter(|part| **part == self.parts[award]).count() > 1 || world.awards[award].ways.iter().any(names_itself)
    }
}

/// The ways among `candidates` that can be used when time, money and windows do not matter, and that the target could rest on.
pub fn reach(world: &World<'_>, candidates: &[bool]) -> Reach {
    let mut ways = possible(world, candidates);
    let needed = relevant(world, &ways);
    for (way, possible) in ways.iter_mut().enumerate() {
        *possible &= needed[world.ways[way].award];
    }
    let parts = parts(world, &ways);
    Reach { ways, parts }
}

/// Everything takes part: for asking what would open a closed target.
pub fn everything(world: &World<'_>) -> Reach {
    let ways = vec![true; world.ways.len()];
    let parts = parts(world, &ways);
    Reach { ways, parts }
}

fn possible(world: &World<'_>, candidates: &[bool]) -> Vec<bool> {
    let reliance = Reliance::default();
    let mut support = Support::timeless(world, &reliance);
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); world.awards.len()];
    for (number, way) in world.ways.iter().enumerate() {
        for &on in &way.rests_on {
            users[on].push(number);
        }
    }
    let mut ways = vec![false; world.ways.len()];
    let mut queue: Vec<usize> = (0..ways.len()).filter(|&w| candidates[w]).collect();
    while let Some(way) = queue.pop() {
        if ways[way] || !support.holds(way, 0) {
            continue;
        }
        ways[way] = true;
        let award = world.ways[way].award;
        if !support.achieved(award) {
            let step = Achieved { award, way, end: 0 };
            support.achieve(step.award, step.end);
            queue.extend(users[award].iter().copied().filter(|&w| candidates[w] && !ways[w]));
        }
    }
    ways
}

/// By award: whether the target, award 0, could rest on it.
fn relevant(world: &World<'_>, ways: &[bool]) -> Vec<bool> {
    let mut needed = vec![false; world.awards.len()];
    let mut queue = vec![0];
    while let Some(award) = queue.pop() {
        if std::mem::replace(&mut needed[award], true) {
            continue;
        }
        for &way in world.awards[award].ways.iter().filter(|&&w| ways[w]) {
            queue.extend(&world.ways[way].rests_on);
        }
    }
    needed
}

fn parts(world: &World<'_>, ways: &[bool]) -> Vec<usize> {
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(world.awards.len(), ways.len());
    let nodes: Vec<NodeIndex> = world.awards.iter().map(|_| graph.add_node(())).collect();
    for (_, way) in world.ways.iter().enumerate().filter(|(n, _)| ways[*n]) {
        for &on in &way.rests_on {
            graph.update_edge(nodes[way.award], nodes[on], ());
        }
    }
    let mut parts = vec![0; world.awards.len()];
    for (part, members) in tarjan_scc(&graph).into_iter().enumerate() {
        for node in members {
            parts[node.index()] = part;
        }
    }
    parts
}
