//! The map of a route: from what is held, through requirements, to the target; what could stand in is faded.
//!
//! An edge only ever leads from what is achieved earlier to what rests on it, so the map has no circles.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use num_traits::Zero;
use pathways::model::credit::worth;
use pathways::model::{AwardId, AwardStatus, CreditPool, Gate, GateState, Rational, Requirement, Route, Way, exact};

use super::{Viewer, learner, requirement};
use crate::wire::map::{EdgeKind, MapEdge, MapNode, MapView, NodeKind, Progress};

/// How many awards that could stand in are shown beside one choice.
const MOST_ALTERNATIVES: usize = 4;

/// A map, and with it what each step is there for.
#[derive(Debug, Default)]
pub struct Drawn {
    /// The map.
    pub map: MapView,
    /// By award: what rests on it, and in which part.
    pub serves: HashMap<AwardId, Vec<(AwardId, String)>>,
}

/// Draws a route to `target`.
#[must_use]
pub fn draw(route: &Route, target: &AwardId, viewer: &Viewer<'_>) -> Drawn {
    let mut drawing = Drawing::new(route, target, viewer);
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
    label: Option<String>,
}

impl<'a> Drawing<'a> {
    fn new(route: &'a Route, target: &'a AwardId, viewer: &'a Viewer<'a>) -> Self {
        let counting = viewer.record.held.iter().filter(|held| !learner::has_expired(held, viewer));
        let mut turn: HashMap<&AwardId, usize> = counting.map(|held| (&held.award, 0)).collect();
        turn.extend(route.steps.iter().enumerate().map(|(number, step)| (&step.award, number + 1)));
        let ways: HashMap<&AwardId, &Way> = route.steps.iter().map(|step| (&step.award, &step.way)).collect();
        let without_study = turn.keys().filter(|award| !ways.contains_key(*award)).copied().collect();
        let mut drawing =
            Self { viewer, target, turn, ways, without_study, nodes: IndexMap::new(), edges: Vec::new(), serves: HashMap::new() };
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
        self.node(&node, kind, self.viewer.world.catalogue.title(id), self.issuer(id), Some(id));
        let catalogue = &self.viewer.world.catalogue;
        let sink = |edge, label| Sink { node: node.clone(), owner: id, turn, edge, label };
        match way {
            None => {}
            Some(Way::Earn) => {
                if let Some(requires) = catalogue.awards.get(id).and_then(|award| award.requires.as_ref()) {
                    self.requirement(requires, &sink(EdgeKind::Requires, None), false);
                }
            }
            Some(Way::Recognition(recognition)) => {
                if let Some(recognition) = catalogue.recognitions.get(recognition) {
                    let credit = catalogue.awards.get(id).and_then(|award| award.credits.first());
                    let label = credit.map(|credit| format!("{} {}", exact::decimal(credit.value, 3), credit.unit));
                    self.requirement(&recognition.from, &sink(EdgeKind::Recognition, label), false);
                    if let Some(requires) = &recognition.requires {
                        self.requirement(requires, &sink(EdgeKind::Requires, None), false);
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
                    let grade = min_grade.map(|grade| format!("at least {}", exact::decimal(grade, 2)));
                    self.lead(award, sink, grade.or_else(|| sink.label.clone()), part(sink.edge));
                } else if choice {
                    self.alternative(award, sink);
                }
            }
            Requirement::All { of, .. } => of.iter().for_each(|part| self.requirement(part, sink, false)),
            Requirement::Any(of) => {
                let met: Vec<&Requirement> = of.iter().filter(|part| self.holds(part, sink)).collect();
                met.into_iter().for_each(|part| self.requirement(part, sink, false));
                self.alternatives(of.iter().filter_map(leaf), sink);
            }
            Requirement::AtLeast { count, of } => self.count(*count, of, sink),
            Requirement::Credits(pool) => self.credits(pool, sink),
            Requirement::Gate(gate) => self.gate(gate, sink),
        }
    }

    fn count(&mut self, count: u32, of: &'a [Requirement], sink: &Sink<'a>) {
        let done = of.iter().filter(|part| self.satisfied(part, &|award| self.without_study.contains(award))).count();
        let need = count.to_string();
        let have = done.min(usize::try_from(count).unwrap_or(usize::MAX)).to_string();
        let title = format!("{count} of {}", of.len());
        let station = self.station(&title, Progress { have, need, unit: "awards".to_owned() }, sink);
        for part in of.iter().filter(|part| self.holds(part, sink)).collect::<Vec<_>>() {
            self.requirement(part, &station, false);
        }
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
        let already = counted.iter().filter(|(award, _)| self.without_study.contains(award)).map(|(_, worth)| *worth).sum::<Rational>();
        let need = exact::decimal(pool.credits, 3);
        let progress = Progress { have: exact::decimal(already.min(pool.credits), 3), need: need.clone(), unit: pool.unit.to_string() };
        let station = self.station(&format!("{need} {}", pool.unit), progress, sink);
        for (award, worth) in counted.iter().filter(|(award, _)| self.before(award, sink)).copied().collect::<Vec<_>>() {
            let worth = exact::decimal(worth, 3);
            let phrase = format!("{worth} of {need} {}", pool.unit);
            self.lead(award, &Sink { edge: EdgeKind::Credit, ..station.clone() }, Some(worth), phrase);
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
            GateState::Met => "Met",
            GateState::Unmet => "Not met",
            GateState::Unknown => "To confirm",
        };
        self.node(&node, NodeKind::Gate, &requirement::label(gate), Some(answer.to_owned()), None);
        self.edge(&node, &sink.node, EdgeKind::Requires, None);
    }

    fn station(&mut self, title: &str, progress: Progress, sink: &Sink<'a>) -> Sink<'a> {
        let number = self.nodes.keys().filter(|key| key.starts_with(&format!("{}#", sink.owner))).count();
        let node = format!("{}#{number}", sink.owner);
        let of = self.viewer.world.catalogue.title(sink.owner).to_owned();
        self.node(&node, NodeKind::Requirement, title, Some(of), None);
        if let Some(station) = self.nodes.get_mut(&node) {
            station.progress = Some(progress);
        }
        self.edge(&node, &sink.node, sink.edge, sink.label.clone());
        Sink { node, edge: EdgeKind::Requires, label: None, ..sink.clone() }
    }

    fn lead(&mut self, award: &AwardId, sink: &Sink<'a>, label: Option<String>, phrase: String) {
        let from = self.award(award);
        self.edge(&from, &sink.node, sink.edge, label);
        let serves = self.serves.entry(award.clone()).or_default();
        if !serves.iter().any(|(owner, _)| owner == sink.owner) {
            serves.push((sink.owner.clone(), phrase));
        }
    }

    /// Awards that could stand in, those that are open to the learner first.
    fn alternatives(&mut self, awards: impl Iterator<Item = &'a AwardId>, sink: &Sink<'a>) {
        let mut others: Vec<&AwardId> = awards.filter(|award| !self.turn.contains_key(award)).collect();
        others.sort_by_key(|award| self.bar(award).is_some());
        for award in others.into_iter().take(MOST_ALTERNATIVES) {
            self.alternative(award, sink);
        }
    }

    fn alternative(&mut self, award: &AwardId, sink: &Sink<'a>) {
        // An award that the route achieves later stands in its own place already.
        if !self.turn.contains_key(award) {
            let from = self.stand_in(award);
            self.edge(&from, &sink.node, EdgeKind::Alternative, None);
        }
    }

    fn stand_in(&mut self, award: &AwardId) -> String {
        let bar = self.bar(award);
        let kind = if bar.is_some() { NodeKind::Barred } else { NodeKind::Alternative };
        let node = award.to_string();
        self.node(&node, kind, self.viewer.world.catalogue.title(award), bar.or_else(|| self.issuer(award)), Some(award));
        node
    }

    /// Why an award cannot be a new step.
    fn bar(&self, award: &AwardId) -> Option<String> {
        let preferences = &self.viewer.record.preferences;
        let Some(award) = self.viewer.world.catalogue.awards.get(award) else { return Some("In no pack".to_owned()) };
        let issuers = [Some(&award.issuer), award.platform.as_ref()];
        let barred = issuers.into_iter().flatten().any(|organization| preferences.exclude_organizations.contains(organization));
        match award.status {
            _ if barred || preferences.exclude_awards.contains(&award.id) => Some("Excluded by you".to_owned()),
            AwardStatus::Retired => Some("Retired".to_owned()),
            AwardStatus::Planned => Some("Not offered yet".to_owned()),
            AwardStatus::Active => None,
        }
    }

    fn before(&self, award: &AwardId, sink: &Sink<'_>) -> bool {
        self.turn.get(award).is_some_and(|turn| *turn < sink.turn)
    }

    /// Whether a held award's grade is enough; one that is unknown, or yet to be earned, is relied upon.
    fn reaches(&self, award: &AwardId, min_grade: Option<Rational>) -> bool {
        let held = self.viewer.record.held.iter().find(|held| held.award == *award && !self.ways.contains_key(award));
        match (min_grade, held.and_then(|held| held.grade)) {
            (Some(least), Some(grade)) => grade >= least,
            _ => true,
        }
    }

    fn holds(&self, requirement: &Requirement, sink: &Sink<'_>) -> bool {
        self.satisfied(requirement, &|award| self.before(award, sink))
    }

    /// Whether a requirement holds, for drawing: caps are the planner's business and have been kept.
    fn satisfied(&self, requirement: &Requirement, achieved: &dyn Fn(&AwardId) -> bool) -> bool {
        match requirement {
            Requirement::Award { award, min_grade } => achieved(award) && self.reaches(award, *min_grade),
            Requirement::All { of, .. } => of.iter().all(|part| self.satisfied(part, achieved)),
            Requirement::Any(of) => of.iter().any(|part| self.satisfied(part, achieved)),
            Requirement::AtLeast { count, of } => {
                of.iter().filter(|part| self.satisfied(part, achieved)).count() >= usize::try_from(*count).unwrap_or(usize::MAX)
            }
            Requirement::Credits(pool) => {
                let awards = &self.viewer.world.catalogue.awards;
                let own = |award: &AwardId| worth(&awards.get(award)?.credits, &pool.unit).map(|(value, _)| value);
                let counted = pool.from.iter().filter(|entry| achieved(&entry.award));
                counted.filter_map(|entry| entry.counts.or_else(|| own(&entry.award))).sum::<Rational>() >= pool.credits
            }
            Requirement::Gate(gate) => {
                self.viewer.record.gate(&gate.gate) != GateState::Unmet
                    || gate.met_by.as_deref().is_some_and(|met_by| self.satisfied(met_by, achieved))
            }
        }
    }

    fn issuer(&self, award: &AwardId) -> Option<String> {
        let catalogue = &self.viewer.world.catalogue;
        catalogue.awards.get(award).map(|award| catalogue.organization_name(&award.issuer).to_owned())
    }

    fn node(&mut self, id: &str, kind: NodeKind, title: &str, subtitle: Option<String>, award: Option<&AwardId>) {
        let node = || MapNode {
            id: id.to_owned(),
            kind,
            title: title.to_owned(),
            subtitle,
            award: award.map(ToString::to_string),
            progress: None,
            depth: 0,
        };
        self.nodes.entry(id.to_owned()).or_insert_with(node);
    }

    fn edge(&mut self, from: &str, to: &str, kind: EdgeKind, label: Option<String>) {
        let edge = MapEdge { from: from.to_owned(), to: to.to_owned(), kind, label };
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
