//! The map of a route: from what is held, through requirements, to the target; what could stand in is faded.
//!
//! An edge only ever leads from what is achieved earlier to what rests on it, so the map has no circles.

mod standing;

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use num_traits::Zero;
use pathways::explain::transfer::granted;
use pathways::model::credit::worth;
use pathways::model::{AwardId, CreditPool, Gate, GateState, Rational, Requirement, Route, Way, exact};

use super::{Viewer, fact, learner, requirement};
use crate::wire::fact::Credit;
use crate::wire::learner::GateState as Answer;
use crate::wire::map::{EdgeKind, MapEdge, MapNode, MapView, NodeKind, Progress, Rank};

/// How many awards that could stand in are drawn beside one choice.
const MOST_BESIDE: usize = 40;

/// A map, and with it what each step is there for.
#[derive(Debug, Default)]
pub struct Drawn {
    /// The map.
    pub map: MapView,
    /// By award: what rests on it, and in which part.
    pub serves: HashMap<AwardId, Vec<(AwardId, String)>>,
}

/// Draws a route to `target`, with at most `alternatives` awards that could stand in.
#[must_use]
pub fn draw(route: &Route, target: &AwardId, alternatives: usize, viewer: &Viewer<'_>) -> Drawn {
    let mut drawing = Drawing::new(route, target, alternatives, viewer);
    drawing.award(target);
    for step in &route.steps {
        drawing.award(&step.award);
    }
    drawing.finish()
}

struct Drawing<'a> {
    viewer: &'a Viewer<'a>,
    target: &'a AwardId,
    /// When each award is achieved: 0 for what is held, then the steps in order.
    turn: HashMap<&'a AwardId, usize>,
    ways: HashMap<&'a AwardId, &'a Way>,
    /// What is achieved without study: held, or recognised for what is.
    without_study: HashSet<&'a AwardId>,
    /// How many more awards that could stand in may be drawn.
    alternatives: usize,
    nodes: IndexMap<String, MapNode>,
    edges: Vec<MapEdge>,
    serves: HashMap<AwardId, Vec<(AwardId, String)>>,
}

/// Where edges lead: an award's node or one of its stations.
#[derive(Clone)]
struct Sink<'a> {
    node: String,
    owner: &'a AwardId,
    turn: usize,
    edge: EdgeKind,
    rides: Rides,
    /// The place in the owner's requirement: the same in every route, so that maps can be laid over each other.
    place: String,
}

impl Sink<'_> {
    /// The same, for one part of a requirement.
    fn part(&self, number: usize) -> Self {
        Self { place: format!("{}/{number}", self.place), ..self.clone() }
    }
}

/// What rides on an edge.
#[derive(Clone, Default)]
struct Rides {
    credit: Option<Credit>,
    of: Option<Credit>,
    min_grade: Option<String>,
}

impl<'a> Drawing<'a> {
    fn new(route: &'a Route, target: &'a AwardId, alternatives: usize, viewer: &'a Viewer<'a>) -> Self {
        let counting = viewer.record.held.iter().filter(|held| !learner::has_expired(held, viewer));
        let mut turn: HashMap<&AwardId, usize> = counting.map(|held| (&held.award, 0)).collect();
        turn.extend(route.steps.iter().enumerate().map(|(number, step)| (&step.award, number + 1)));
        let ways: HashMap<&AwardId, &Way> = route.steps.iter().map(|step| (&step.award, &step.way)).collect();
        let without_study = turn.keys().filter(|award| !ways.contains_key(*award)).copied().collect();
        let (nodes, edges, serves) = (IndexMap::new(), Vec::new(), HashMap::new());
        let mut drawing = Self { viewer, target, turn, ways, without_study, alternatives, nodes, edges, serves };
        for step in &route.steps {
            if let Way::Recognition(id) = &step.way
                && let Some(recognition) = viewer.world.catalogue.recognitions.get(id)
                && drawing.satisfied(&recognition.from, &|award| drawing.without_study.contains(award))
            {
                drawing.without_study.insert(&step.award);
            }
        }
        drawing
    }

    /// Draws an award that is achieved, and all that it rests on.
    fn award(&mut self, id: &AwardId) -> String {
        let Some((&id, &turn)) = self.turn.get_key_value(id) else { return self.stand_in(id) };
        let node = id.to_string();
        if self.nodes.contains_key(&node) {
            return node;
        }
        let way = self.ways.get(id).copied();
        let kind = match way {
            _ if id == self.target => NodeKind::Target,
            None => NodeKind::Held,
            Some(Way::Earn) => NodeKind::Planned,
            Some(Way::Recognition(_)) => NodeKind::Recognised,
        };
        self.award_node(id, kind);
        let catalogue = &self.viewer.world.catalogue;
        let sink = |edge, rides, place: &str| Sink { node: node.clone(), owner: id, turn, edge, rides, place: place.to_owned() };
        match way {
            None => {}
            Some(Way::Earn) => {
                if let Some(requires) = catalogue.awards.get(id).and_then(|award| award.requires.as_ref()) {
                    self.requirement(requires, &sink(EdgeKind::Requires, Rides::default(), "requires"), false);
                }
            }
            Some(Way::Recognition(recognition)) => {
                if let Some(recognition) = catalogue.recognitions.get(recognition) {
                    let (credit, of) = granted(recognition, catalogue);
                    let rides = Rides { credit: credit.as_ref().map(fact::credit), of: of.as_ref().map(fact::credit), min_grade: None };
                    self.requirement(&recognition.from, &sink(EdgeKind::Recognition, rides, "from"), false);
                    if let Some(requires) = &recognition.requires {
                        self.requirement(requires, &sink(EdgeKind::Requires, Rides::default(), "conditions"), false);
                    }
                }
            }
        }
        node
    }

    /// Draws what of a requirement the route relies on, and beside choices what could stand in.
    fn requirement(&mut self, requirement: &'a Requirement, sink: &Sink<'a>, choice: bool) {
        match requirement {
            Requirement::Award { award, min_grade } => {
                if self.before(award, sink) && self.reaches(award, *min_grade) {
                    let min_grade = min_grade.map(|grade| exact::decimal(grade, 2));
                    self.lead(award, sink, Rides { min_grade, ..sink.rides.clone() }, part(sink.edge));
                } else if choice {
                    self.alternative(award, sink);
                }
            }
            Requirement::All { of, .. } => {
                of.iter().enumerate().for_each(|(number, part)| self.requirement(part, &sink.part(number), false));
            }
            Requirement::Any(of) => {
                self.met(of, sink);
                self.alternatives(of.iter().filter_map(leaf), sink);
            }
            Requirement::AtLeast { count, of } => self.count(*count, of, sink),
            Requirement::Credits(pool) => self.credits(pool, sink),
            Requirement::Gate(gate) => self.gate(gate, sink),
        }
    }

    /// Draws those of some parts that the route meets.
    fn met(&mut self, of: &'a [Requirement], sink: &Sink<'a>) {
        for (number, part) in of.iter().enumerate() {
            if self.holds(part, sink) {
                self.requirement(part, &sink.part(number), false);
            }
        }
    }

    fn count(&mut self, count: u32, of: &'a [Requirement], sink: &Sink<'a>) {
        let most = usize::try_from(count).unwrap_or(usize::MAX);
        let have = of.iter().filter(|part| self.satisfied(part, &|award| self.without_study.contains(award))).count().min(most);
        let reached = of.iter().filter(|part| self.holds(part, sink)).count().min(most);
        let progress = Progress {
            have: have.to_string(),
            planned: reached.saturating_sub(have).to_string(),
            need: count.to_string(),
            unit: "awards".to_owned(),
            options: u32::try_from(of.len()).unwrap_or(u32::MAX),
        };
        let station = self.station(progress, sink);
        self.met(of, &station);
        self.alternatives(of.iter().filter_map(leaf), &station);
    }

    fn credits(&mut self, pool: &'a CreditPool, sink: &Sink<'a>) {
        let own = |award: &AwardId| worth(&self.viewer.world.catalogue.awards.get(award)?.credits, &pool.unit).map(|(value, _)| value);
        let amount = |award: &AwardId, counts: Option<Rational>| counts.or_else(|| own(award)).unwrap_or_else(Rational::zero);
        let counted: Vec<(&AwardId, Rational)> = pool
            .from
            .iter()
            .map(|entry| (&entry.award, amount(&entry.award, entry.counts)))
            .filter(|(_, worth)| !worth.is_zero())
            .collect();
        let sum = |counts: &dyn Fn(&AwardId) -> bool| -> Rational {
            counted.iter().filter(|(award, _)| counts(award)).map(|(_, worth)| *worth).sum::<Rational>().min(pool.credits)
        };
        let have = sum(&|award| self.without_study.contains(award));
        let reached = sum(&|award| self.without_study.contains(award) || self.before(award, sink));
        let need = exact::decimal(pool.credits, 3);
        let progress = Progress {
            have: exact::decimal(have, 3),
            planned: exact::decimal(reached - have, 3),
            need: need.clone(),
            unit: pool.unit.to_string(),
            options: u32::try_from(pool.from.len()).unwrap_or(u32::MAX),
        };
        let station = self.station(progress, sink);
        let of = Some(Credit { value: need.clone(), unit: pool.unit.to_string() });
        for (award, worth) in counted.iter().filter(|(award, _)| self.before(award, sink)).copied().collect::<Vec<_>>() {
            let worth = exact::decimal(worth, 3);
            let phrase = format!("{worth} of {need} {}", pool.unit);
            let credit = Some(Credit { value: worth, unit: pool.unit.to_string() });
            let rides = Rides { credit, of: of.clone(), min_grade: None };
            self.lead(award, &Sink { edge: EdgeKind::Credit, ..station.clone() }, rides, phrase);
        }
        self.alternatives(counted.iter().map(|(award, _)| *award), &station);
    }

    fn gate(&mut self, gate: &'a Gate, sink: &Sink<'a>) {
        let state = self.viewer.record.gate(&gate.gate);
        if let Some(met_by) = gate.met_by.as_deref()
            && state != GateState::Met
            && self.holds(met_by, sink)
        {
            return self.requirement(met_by, sink, false);
        }
        let node = format!("gate:{}", gate.gate);
        let answer = match state {
            GateState::Met => Answer::Met,
            GateState::Unmet => Answer::Unmet,
            GateState::Unknown => Answer::Unknown,
        };
        self.node(&node, || MapNode { gate: Some(answer), ..blank(NodeKind::Gate, Rank::Programme, &requirement::label(gate)) });
        self.edge(&node, &sink.node, EdgeKind::Requires, Rides::default());
    }

    fn station(&mut self, progress: Progress, sink: &Sink<'a>) -> Sink<'a> {
        let node = format!("{}#{}", sink.owner, sink.place);
        let of = self.viewer.world.catalogue.title(sink.owner);
        self.node(&node, || MapNode { progress: Some(progress), ..blank(NodeKind::Requirement, Rank::Requirement, of) });
        self.edge(&node, &sink.node, sink.edge, sink.rides.clone());
        Sink { node, edge: EdgeKind::Requires, rides: Rides::default(), ..sink.clone() }
    }

    fn lead(&mut self, award: &AwardId, sink: &Sink<'a>, rides: Rides, phrase: String) {
        let from = self.award(award);
        self.edge(&from, &sink.node, sink.edge, rides);
        let serves = self.serves.entry(award.clone()).or_default();
        if !serves.iter().any(|(owner, _)| owner == sink.owner) {
            serves.push((sink.owner.clone(), phrase));
        }
    }

    /// Awards that could stand in, those that are open to the learner first.
    fn alternatives(&mut self, awards: impl Iterator<Item = &'a AwardId>, sink: &Sink<'a>) {
        let mut others: Vec<&AwardId> = awards.filter(|award| !self.turn.contains_key(award)).collect();
        others.sort_by_key(|award| self.bar(award).is_some());
        let drawn = others.len().min(MOST_BESIDE).min(self.alternatives);
        self.alternatives -= drawn;
        for award in &others[..drawn] {
            self.alternative(award, sink);
        }
        if let Some(node) = self.nodes.get_mut(&sink.node) {
            node.more += u32::try_from(others.len() - drawn).unwrap_or(u32::MAX);
        }
    }

    fn alternative(&mut self, award: &AwardId, sink: &Sink<'a>) {
        // An award that the route achieves later stands in its own place already.
        if !self.turn.contains_key(award) {
            let from = self.stand_in(award);
            self.edge(&from, &sink.node, EdgeKind::Alternative, Rides::default());
        }
    }

    fn stand_in(&mut self, award: &AwardId) -> String {
        let kind = if self.bar(award).is_some() { NodeKind::Barred } else { NodeKind::Alternative };
        self.award_node(award, kind);
        award.to_string()
    }

    fn award_node(&mut self, id: &AwardId, kind: NodeKind) {
        let catalogue = &self.viewer.world.catalogue;
        let award = catalogue.awards.get(id);
        let recognised = matches!(kind, NodeKind::Target | NodeKind::Recognised);
        let programme = recognised || award.is_some_and(|award| award.kind.is_qualification());
        let rank = if programme { Rank::Programme } else { Rank::Award };
        let bar = (kind == NodeKind::Barred).then(|| self.bar(id)).flatten();
        self.node(id.as_str(), || MapNode {
            issuer: award.map(|award| catalogue.organization_name(&award.issuer).to_owned()),
            award: Some(id.to_string()),
            bar,
            ..blank(kind, rank, catalogue.title(id))
        });
    }

    fn node(&mut self, id: &str, node: impl FnOnce() -> MapNode) {
        self.nodes.entry(id.to_owned()).or_insert_with(|| MapNode { id: id.to_owned(), ..node() });
    }

    fn edge(&mut self, from: &str, to: &str, kind: EdgeKind, rides: Rides) {
        let Rides { credit, of, min_grade } = rides;
        let edge = MapEdge { from: from.to_owned(), to: to.to_owned(), kind, credit, of, min_grade };
        if !self.edges.contains(&edge) {
            self.edges.push(edge);
        }
    }

    /// Gives each node its layer: one more than the deepest that leads to it.
    fn finish(mut self) -> Drawn {
        for _ in 0..self.nodes.len() {
            let mut moved = false;
            for edge in &self.edges {
                let least = self.nodes.get(&edge.from).map_or(0, |from| from.depth + 1);
                if let Some(to) = self.nodes.get_mut(&edge.to)
                    && to.depth < least
                {
                    to.depth = least;
                    moved = true;
                }
            }
            if !moved {
                break;
            }
        }
        let mut nodes: Vec<MapNode> = self.nodes.into_values().collect();
        nodes.sort_by_key(|node| node.depth);
        Drawn { map: MapView { nodes, edges: self.edges }, serves: self.serves }
    }
}

fn blank(kind: NodeKind, rank: Rank, title: &str) -> MapNode {
    let (id, title) = (String::new(), title.to_owned());
    MapNode { id, kind, rank, title, issuer: None, award: None, progress: None, gate: None, bar: None, more: 0, depth: 0 }
}

fn leaf(requirement: &Requirement) -> Option<&AwardId> {
    match requirement {
        Requirement::Award { award, .. } => Some(award),
        _ => None,
    }
}

fn part(edge: EdgeKind) -> String {
    match edge {
        EdgeKind::Recognition => "recognised",
        EdgeKind::Requires | EdgeKind::Credit | EdgeKind::Alternative => "required",
    }
    .to_owned()
}
