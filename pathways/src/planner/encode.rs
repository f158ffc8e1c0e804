//! The problem in the solver's terms.
//!
//! One literal per award (it is achieved) and per way (it is used). A way that is used needs its requirement; a
//! requirement holds through literals "this way rests on that award". Those are also the edges along which time
//! runs (with weeks: the later ends no earlier than the earlier plus its own length) and along which no circle may
//! close (mutual recognition founds nothing).

use std::collections::{BTreeMap, HashMap};

use num_integer::Integer;
use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;

use super::alike::alike;
use super::foundation::foundation;
use super::reach::Reach;
use super::rulings::{RulingNumber, reliable_by};
use super::solver::{Linear, Literal, Solver, Term, WeekVariable, Work};
use super::support::{Achieved, worth};
use super::world::{AwardNumber, WayNumber, World};
use super::{PlanError, calendar, energy};
use crate::model::exact::{self, Rational};
use crate::model::{AwardId, AwardKind, Cause, CreditPool, ExceptionKind, Gate, GateState, Pin, PinKind, Requirement};

/// The value of an expression, as far as it is known beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Truth {
    No,
    Yes,
    When(Literal),
}

/// Which requirement of a way: its window applies to `from` alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Part {
    Requires,
    From,
}

/// "This way rests on that award."
struct Use {
    literal: Literal,
    way: WayNumber,
    on: AwardNumber,
}

/// A quantity that a route has a total of, as integers: value = units / `per`.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// By way.
    pub units: Vec<i64>,
    /// Units for one.
    pub per: i128,
}

impl Quantity {
    /// Scales exact values of the ways to integers.
    ///
    /// # Errors
    /// When the integers would be too large to add up.
    pub fn new(values: &[Rational], what: &str) -> Result<Self, PlanError> {
        let too_large = || PlanError::TooLarge(what.to_owned());
        let mut per: i128 = 1;
        for value in values {
            per = per.lcm(value.denom());
            if per > 1 << 60 {
                return Err(too_large());
            }
        }
        let limit = i64::MAX / 8 / (values.len().max(1) as i64);
        let units = values.iter().map(|v| i64::try_from((v * Rational::from_integer(per)).to_integer()).ok().filter(|u| *u <= limit));
        Ok(Self { units: units.collect::<Option<Vec<i64>>>().ok_or_else(too_large)?, per })
    }

    /// A total of units as an exact value.
    pub fn value(&self, units: i64) -> Rational {
        Rational::new(units.into(), self.per)
    }
}

/// The problem, encoded.
pub struct Encoding<'w, 'a> {
    world: &'w World<'a>,
    reach: &'w Reach,
    /// The solver that holds it.
    pub solver: Solver,
    awards: Vec<Truth>,
    ways: Vec<Option<Literal>>,
    /// By award: the week by which it is achieved.
    ends: Vec<Option<WeekVariable>>,
    /// The same in study weeks: other variables only where there are breaks.
    study: Vec<Option<WeekVariable>>,
    /// By way and ruling that is not always in force: the way starts while it is.
    in_force: HashMap<(WayNumber, RulingNumber), Literal>,
    uses: Vec<Use>,
    used: HashMap<(WayNumber, Part, AwardNumber), Literal>,
    horizon: Option<u32>,
    /// What could be changed, when asking what would open a closed target: each change with its literal.
    changes: Option<BTreeMap<Change, Literal>>,
}

/// Something in the way that a change would remove.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// What is in the way.
    pub cause: Cause,
    /// Whose it is.
    pub id: String,
    /// What a sentence about it needs besides: minutes there and needed, a grade.
    pub detail: String,
}

type Dealt = BTreeMap<AwardNumber, Literal>;

impl<'w, 'a> Encoding<'w, 'a> {
    /// Encodes the problem; with a horizon, in time: the target is achieved by that week.
    pub fn new(world: &'w World<'a>, reach: &'w Reach, horizon: Option<u32>) -> Self {
        Self::build(world, reach, horizon, None)
    }

    /// The same with everything that could be changed left open, at the price of a literal each: see [`Self::changes`].
    pub fn changeable(world: &'w World<'a>, reach: &'w Reach, horizon: Option<u32>) -> Self {
        Self::build(world, reach, horizon, Some(BTreeMap::new()))
    }

    fn build(world: &'w World<'a>, reach: &'w Reach, horizon: Option<u32>, changes: Option<BTreeMap<Change, Literal>>) -> Self {
        let mut encoding = Self {
            world,
            reach,
            solver: Solver::default(),
            awards: vec![Truth::No; world.awards.len()],
            ways: vec![None; world.ways.len()],
            ends: vec![None; world.awards.len()],
            study: vec![None; world.awards.len()],
            in_force: HashMap::new(),
            uses: Vec::new(),
            used: HashMap::new(),
            horizon,
            changes,
        };
        for (number, award) in world.awards.iter().enumerate() {
            encoding.awards[number] = if award.held.is_some() {
                Truth::Yes
            } else if reach.achievable(world, number) || encoding.changes.is_some() {
                Truth::When(encoding.solver.variable(false))
            } else {
                Truth::No
            };
        }
        for way in (0..world.ways.len()).filter(|&w| reach.ways[w]) {
            let award = world.ways[way].award;
            let only = encoding.changes.is_none() && reach.ways_of(world, award).count() == 1;
            // The only way is used exactly when its award is achieved.
            let used = encoding.award(award).filter(|_| only);
            encoding.ways[way] = Some(used.unwrap_or_else(|| encoding.solver.variable(false)));
        }
        if let Some(horizon) = horizon {
            for number in 0..world.awards.len() {
                if matches!(encoding.awards[number], Truth::When(_)) {
                    encoding.ends[number] = Some(encoding.solver.week_variable(horizon));
                }
            }
            encoding.count_study_weeks(horizon);
        }
        for number in 0..world.awards.len() {
            encoding.achieve(number);
        }
        for pin in &world.request.record.pins {
            encoding.pin(pin);
        }
        if encoding.changes.is_none() {
            encoding.take_in_order();
            let rules = foundation(world, reach, |number| encoding.award(number), |way| encoding.ways[way]);
            encoding.solver.found(rules);
        }
        encoding.share();
        encoding.require_truth(&[], encoding.awards[0]);
        encoding
    }

    /// An achieved award needs a way; a way that is used achieves it, in its weeks, on its requirement.
    fn achieve(&mut self, number: AwardNumber) {
        let Truth::When(achieved) = self.awards[number] else { return };
        let mut support = vec![!achieved];
        support.extend(self.granted_anew(number));
        for &way in &self.world.awards[number].ways {
            let Some(used) = self.ways[way] else { continue };
            support.push(used);
            self.solver.clause(&[!used, achieved]);
            let entry = &self.world.ways[way];
            for obstacle in &entry.obstacles {
                let removed = self.change(obstacle.change());
                self.solver.clause(&[&[!used], &removed[..]].concat());
            }
            if let Some(end) = self.ends[number] {
                self.place(way, used, end);
            }
            if let Some(requirement) = entry.requires {
                self.require(&[!used], way, Part::Requires, requirement, &Dealt::new());
            }
            if let Some(requirement) = entry.from {
                self.require(&[!used], way, Part::From, requirement, &Dealt::new());
            }
        }
        self.solver.clause(&support);
    }

    /// The literal of a change, if changes are asked for.
    fn change(&mut self, change: Change) -> Vec<Literal> {
        let Some(changes) = &mut self.changes else { return Vec::new() };
        vec![*changes.entry(change).or_insert_with(|| self.solver.variable(false))]
    }

    /// What could be changed, and the literal that stands for changing it.
    pub fn changes(&self) -> impl Iterator<Item = (&Change, Literal)> {
        self.changes.iter().flatten().map(|(change, literal)| (change, *literal))
    }

    /// An award that cannot be earned, or that no pack has, could be had by a change.
    fn granted_anew(&mut self, number: AwardNumber) -> Vec<Literal> {
        let entry = &self.world.awards[number];
        let cause = match entry.award {
            None => Cause::MissingAward,
            Some(award) if !award.earnable || award.kind == AwardKind::TransferCredit => Cause::MissingAgreement,
            // Awards that wait for one another: somebody has to let one of them in.
            Some(_) if self.reach.is_circular(self.world, number) => Cause::MissingAgreement,
            Some(_) => return Vec::new(),
        };
        self.change(Change { cause, id: entry.id.to_string(), detail: String::new() })
    }

    /// The weeks of achievement once more, counted without breaks.
    fn count_study_weeks(&mut self, horizon: u32) {
        let breaks = &self.world.breaks;
        if breaks.is_empty() {
            self.study.clone_from(&self.ends);
            return;
        }
        let last = breaks.study_week(horizon);
        for number in 0..self.ends.len() {
            let Some(end) = self.ends[number] else { continue };
            let study = self.solver.week_variable(last);
            for week in 1..=last {
                let in_calendar = self.solver.at_least(end, i64::from(breaks.calendar_week(week - 1)) + 1);
                if let (Ok(counted), Ok(calendar)) = (self.solver.at_least(study, week.into()), in_calendar) {
                    self.solver.clause(&[!counted, calendar]);
                    self.solver.clause(&[!calendar, counted]);
                }
            }
            self.study[number] = Some(study);
        }
    }

    /// The weeks in which a way may end.
    fn place(&mut self, way: WayNumber, used: Literal, end: WeekVariable) {
        let entry = &self.world.ways[way];
        let length = i64::from(entry.length);
        self.week_clause(used, end, None, length);
        if let (Some(study), false, true) = (self.study[entry.award], self.world.breaks.is_empty(), entry.length > 0) {
            self.week_clause(used, study, None, length);
            // Study ends with a week in which it ran.
            let (world, horizon) = (self.world, self.horizon.unwrap_or(0));
            for &broken in world.breaks.weeks().iter().take_while(|&&week| week < horizon) {
                self.week_clause(used, end, Some(i64::from(broken) + 1), i64::from(broken) + 2);
            }
        }
        let Some(weeks) = self.world.start_weeks(entry, self.horizon.unwrap_or(0)) else { return };
        let award = self.world.awards[entry.award].id.to_string();
        let late = match entry.recognition {
            Some(recognition) => Change { cause: Cause::LapsedAgreement, id: recognition.id.to_string(), detail: String::new() },
            None => Change { cause: Cause::NoStart, id: award, detail: String::new() },
        };
        let late = [&[!used], &self.change(late)[..]].concat();
        if let (calendar::Weeks::Between(..), Some(first), Some(last)) = (&entry.weeks, weeks.first(), weeks.last()) {
            self.week_clause(used, end, None, i64::from(*first) + length);
            self.not_after(&late, end, i64::from(*last) + length);
            return;
        }
        let mut after = None;
        for week in weeks {
            self.week_clause(used, end, after, i64::from(week) + length);
            after = Some(i64::from(week) + length + 1);
        }
        match after {
            Some(after) => self.not_after(&late, end, after - 1),
            None => self.solver.clause(&late),
        }
    }

    /// When `used` and the end is not before `after`: it is not before `then`.
    fn week_clause(&mut self, used: Literal, end: WeekVariable, after: Option<i64>, then: i64) {
        let mut clause = vec![!used];
        if let Some(after) = after {
            match self.solver.at_least(end, after) {
                Ok(literal) => clause.push(!literal),
                Err(true) => {}
                Err(false) => return,
            }
        }
        match self.solver.at_least(end, then) {
            Ok(literal) => clause.push(literal),
            Err(true) => return,
            Err(false) => {}
        }
        self.solver.clause(&clause);
    }

    /// Unless one of `unless` holds, the end is not after `last`.
    fn not_after(&mut self, unless: &[Literal], end: WeekVariable, last: i64) {
        let mut clause = unless.to_vec();
        match self.solver.at_least(end, last + 1) {
            Ok(literal) => clause.push(!literal),
            Err(true) => {}
            Err(false) => return,
        }
        self.solver.clause(&clause);
    }

    /// Of awards that are alike, a later one is taken only with the earlier.
    fn take_in_order(&mut self) {
        for group in alike(self.world, self.reach) {
            for pair in group.windows(2) {
                if let (Truth::When(first), Truth::When(second)) = (self.awards[pair[0]], self.awards[pair[1]]) {
                    self.solver.clause(&[!second, first]);
                }
            }
        }
    }

    /// Study shares the hours of each week.
    fn share(&mut self) {
        if self.horizon.is_none() {
            return;
        }
        let work: Vec<Work> = (0..self.world.ways.len())
            .filter_map(|way| {
                let entry = &self.world.ways[way];
                let end = self.study[entry.award]?;
                Some(Work { condition: self.ways[way]?, end, length: entry.length, load: entry.load })
            })
            .filter(|w| w.length > 0 && w.load > 0)
            .collect();
        // Study ends with the target at the latest: what goes on after it is in no route.
        if self.changes.is_none()
            && let Some(end) = self.study[0]
        {
            self.ends[0].into_iter().for_each(|week| self.solver.relax_week(week));
            for bound in energy::bounds(&work, self.world.minutes_per_week) {
                self.solver.last_at_least(end, &bound.weights, bound.each_week);
            }
        }
        self.solver.share(work, self.world.minutes_per_week);
    }

    /// Demands an expression unless one of `unless` holds.
    fn require(&mut self, unless: &[Literal], way: WayNumber, part: Part, e: &Requirement, dealt: &Dealt) {
        match e {
            Requirement::All { of, distinct: false } => {
                for child in of {
                    self.require(unless, way, part, child, dealt);
                }
            }
            Requirement::All { of, distinct: true } => {
                let children = self.deal(way, part, of, dealt);
                for (child, dealt) in of.iter().zip(children) {
                    self.require(unless, way, part, child, &dealt);
                }
            }
            Requirement::Award { .. } | Requirement::Any(_) | Requirement::Gate(_) => {
                let mut clause = unless.to_vec();
                if self.alternatives(way, part, e, dealt, &mut clause) {
                    self.solver.clause(&clause);
                }
            }
            Requirement::AtLeast { count, of } => {
                let terms = of.iter().map(|child| (1, self.truth(way, part, child, dealt))).collect();
                let unless = self.unless_credit(unless, way);
                self.sum(&unless, terms, i64::from(*count));
            }
            Requirement::Credits(pool) => self.pool(unless, way, part, pool, dealt),
        }
    }

    fn require_truth(&mut self, unless: &[Literal], truth: Truth) {
        let mut clause = unless.to_vec();
        match truth {
            Truth::Yes => return,
            Truth::No => {}
            Truth::When(literal) => clause.push(literal),
        }
        self.solver.clause(&clause);
    }

    /// Adds what makes the expression hold to a clause; `false`: it holds anyway.
    fn alternatives(&mut self, way: WayNumber, part: Part, e: &Requirement, dealt: &Dealt, clause: &mut Vec<Literal>) -> bool {
        match e {
            Requirement::Any(of) => {
                if of.is_empty() {
                    let id = self.world.awards[self.world.ways[way].award].id.to_string();
                    clause.extend(self.change(Change { cause: Cause::EmptyAny, id, detail: String::new() }));
                }
                of.iter().all(|child| self.alternatives(way, part, child, dealt, clause))
            }
            Requirement::Gate(Gate { gate, met_by, label, .. }) => match self.world.gate(gate) {
                GateState::Met | GateState::Unknown => false,
                GateState::Unmet => {
                    let detail = label.clone().unwrap_or_default();
                    clause.extend(self.change(Change { cause: Cause::UnmetGate, id: gate.to_string(), detail }));
                    met_by.as_ref().is_none_or(|e| self.alternatives(way, part, e, dealt, clause))
                }
            },
            Requirement::Award { .. } | Requirement::All { .. } | Requirement::AtLeast { .. } | Requirement::Credits(_) => {
                match self.truth(way, part, e, dealt) {
                    Truth::Yes => return false,
                    Truth::No => {}
                    Truth::When(literal) => clause.push(literal),
                }
                true
            }
        }
    }

    /// A literal that implies the expression.
    fn truth(&mut self, way: WayNumber, part: Part, e: &Requirement, dealt: &Dealt) -> Truth {
        match e {
            Requirement::Award { award, min_grade } => self.named(way, part, award, *min_grade, dealt),
            Requirement::Gate(_) | Requirement::Any(_) => {
                let mut clause = Vec::new();
                if !self.alternatives(way, part, e, dealt, &mut clause) {
                    return Truth::Yes;
                }
                match clause[..] {
                    [] => Truth::No,
                    [only] => Truth::When(only),
                    _ => {
                        let holds = self.solver.variable(false);
                        clause.push(!holds);
                        self.solver.clause(&clause);
                        Truth::When(holds)
                    }
                }
            }
            Requirement::All { of, .. } if of.is_empty() => Truth::Yes,
            Requirement::All { of, distinct: false } if of.len() == 1 => self.truth(way, part, &of[0], dealt),
            Requirement::All { .. } | Requirement::AtLeast { .. } | Requirement::Credits(_) => {
                let holds = self.solver.variable(false);
                self.require(&[!holds], way, part, e, dealt);
                Truth::When(holds)
            }
        }
    }

    /// Whether a leaf that names an award holds: by the award, by what stands in for it, or by a waiver.
    fn named(&mut self, way: WayNumber, part: Part, award: &AwardId, grade: Option<Rational>, dealt: &Dealt) -> Truth {
        let world = self.world;
        let mut options = vec![self.counts(way, part, world.numbers[award], grade, dealt)];
        for &ruling in &world.ways[way].rulings {
            let exception = world.rulings[ruling].exception;
            match &exception.kind {
                ExceptionKind::Waive if exception.award == *award => options.push(self.in_force(way, ruling)),
                ExceptionKind::Substitute { with } if exception.award == *award => {
                    let stands_in = self.counts(way, part, world.numbers[with], grade, dealt);
                    let in_force = self.in_force(way, ruling);
                    options.push(self.both(in_force, stands_in));
                }
                _ => {}
            }
        }
        self.any_of(&options)
    }

    /// Whether the way can rest on an award.
    fn leaf(&mut self, way: WayNumber, part: Part, award: AwardNumber, dealt: &Dealt) -> Truth {
        self.counts(way, part, award, None, dealt)
    }

    /// Whether the way can rest on an award of at least that grade: achieved, held or granted, and not denied.
    fn counts(&mut self, way: WayNumber, part: Part, award: AwardNumber, grade: Option<Rational>, dealt: &Dealt) -> Truth {
        let world = self.world;
        let entry = &world.awards[award];
        let about = |kind: fn(&ExceptionKind) -> bool| {
            let rulings = world.ways[way].rulings.iter().copied();
            rulings.filter(move |&n| world.rulings[n].exception.award == *entry.id && kind(&world.rulings[n].exception.kind))
        };
        let denials: Vec<RulingNumber> = about(|kind| *kind == ExceptionKind::Deny).collect();
        let lifted = if denials.is_empty() {
            Vec::new()
        } else {
            self.change(Change { cause: Cause::Exclusion, id: entry.id.to_string(), detail: "denied".to_owned() })
        };
        if lifted.is_empty() && denials.iter().any(|&n| world.rulings[n].is_always_in_force()) {
            return Truth::No;
        }
        let too_low = grade.filter(|least| entry.held.is_some_and(|held| !world.grade_reached(held, *least)));
        let mut options = Vec::new();
        match (too_low, dealt.get(&award)) {
            (Some(least), _) => {
                let detail = exact::decimal(least, 2);
                let raised = self.change(Change { cause: Cause::Grade, id: entry.id.to_string(), detail });
                options.extend(raised.into_iter().map(Truth::When));
            }
            // The share that is dealt implies that the award counts.
            (None, Some(&share)) => return Truth::When(share),
            (None, None) => options.push(self.rests_on(way, part, award)),
        }
        if grade.is_none() || !world.request.strict {
            for ruling in about(|kind| *kind == ExceptionKind::Grant).collect::<Vec<_>>() {
                let granted = self.granted(way, part, ruling);
                options.push(match dealt.get(&award) {
                    Some(&share) => self.both(granted, Truth::When(share)),
                    None => granted,
                });
            }
        }
        let counts = self.any_of(&options);
        self.outside(way, &denials, &lifted, counts)
    }

    /// Whether the way starts while a ruling is in force. Without time it may.
    fn in_force(&mut self, way: WayNumber, ruling: RulingNumber) -> Truth {
        let entry = &self.world.rulings[ruling];
        if self.horizon.is_none() || entry.is_always_in_force() {
            return Truth::Yes;
        }
        if let Some(&literal) = self.in_force.get(&(way, ruling)) {
            return Truth::When(literal);
        }
        let literal = self.solver.variable(false);
        self.in_force.insert((way, ruling), literal);
        let begun = self.starts_at_least(way, entry.first);
        self.solver_clause(&[!literal], &[begun]);
        if let Some(last) = entry.last {
            let over = self.starts_at_least(way, last + 1);
            self.solver_clause(&[!literal], &[negated(over)]);
        }
        Truth::When(literal)
    }

    /// Whether an award granted by a ruling counts for the way.
    fn granted(&mut self, way: WayNumber, part: Part, ruling: RulingNumber) -> Truth {
        let in_force = self.in_force(way, ruling);
        if part == Part::Requires {
            return in_force;
        }
        match self.world.last_week_in_window(self.world.rulings[ruling].exception.date, &self.world.ways[way]) {
            None => Truth::No,
            Some(Some(last)) if self.horizon.is_some_and(|horizon| last < horizon) => {
                let recent = self.solver.variable(false);
                let over = self.starts_at_least(way, last + 1);
                self.solver_clause(&[!recent], &[negated(over)]);
                self.both(in_force, Truth::When(recent))
            }
            Some(_) => in_force,
        }
    }

    /// The same, but not while one of the denials is in force.
    fn outside(&mut self, way: WayNumber, denials: &[RulingNumber], lifted: &[Literal], counts: Truth) -> Truth {
        if denials.is_empty() || counts == Truth::No || (self.horizon.is_none() && lifted.is_empty()) {
            return counts;
        }
        let literal = self.solver.variable(false);
        self.require_truth(&[!literal], counts);
        for &denial in denials {
            if self.horizon.is_none() && !self.world.rulings[denial].is_always_in_force() {
                continue;
            }
            let begun = self.starts_at_least(way, self.world.rulings[denial].first);
            let over = self.world.rulings[denial].last.map_or(Err(false), |last| self.starts_at_least(way, last + 1));
            self.solver_clause(&[&[!literal], lifted].concat(), &[negated(begun), over]);
        }
        Truth::When(literal)
    }

    /// The literal "the way starts in this week or later"; `Err` tells its fixed value.
    fn starts_at_least(&self, way: WayNumber, week: u32) -> Result<Literal, bool> {
        let entry = &self.world.ways[way];
        let (end, week) = match entry.length {
            0 => (self.ends[entry.award], week),
            length => (self.study[entry.award], self.world.breaks.study_week(week).saturating_add(length)),
        };
        // Without time every way starts in week 0.
        end.map_or(Err(week == 0), |end| self.solver.at_least(end, week.into()))
    }

    /// A clause of literals and of bounds of weeks.
    fn solver_clause(&mut self, literals: &[Literal], bounds: &[Result<Literal, bool>]) {
        if !bounds.contains(&Err(true)) {
            let clause: Vec<Literal> = literals.iter().copied().chain(bounds.iter().filter_map(|b| b.ok())).collect();
            self.solver.clause(&clause);
        }
    }

    fn any_of(&mut self, options: &[Truth]) -> Truth {
        if options.contains(&Truth::Yes) {
            return Truth::Yes;
        }
        let mut open: Vec<Literal> =
            options.iter().filter_map(|o| if let Truth::When(literal) = o { Some(*literal) } else { None }).collect();
        match open[..] {
            [] => Truth::No,
            [only] => Truth::When(only),
            _ => {
                let holds = self.solver.variable(false);
                open.push(!holds);
                self.solver.clause(&open);
                Truth::When(holds)
            }
        }
    }

    fn both(&mut self, a: Truth, b: Truth) -> Truth {
        match (a, b) {
            (Truth::No, _) | (_, Truth::No) => Truth::No,
            (Truth::Yes, other) | (other, Truth::Yes) => other,
            (Truth::When(a), Truth::When(b)) => {
                let holds = self.solver.variable(false);
                self.solver.clause(&[!holds, a]);
                self.solver.clause(&[!holds, b]);
                Truth::When(holds)
            }
        }
    }

    fn rests_on(&mut self, way: WayNumber, part: Part, award: AwardNumber) -> Truth {
        let entry = &self.world.ways[way];
        let window = entry.window.filter(|_| part == Part::From);
        let last_week = match (self.world.awards[award].held, window) {
            (Some(held), Some(_)) => match self.world.last_week_in_window(held.earned, entry) {
                None => {
                    let id = entry.recognition.map(|r| r.id.to_string()).unwrap_or_default();
                    let detail = self.world.awards[award].id.to_string();
                    return self.change(Change { cause: Cause::Window, id, detail }).first().map_or(Truth::No, |l| Truth::When(*l));
                }
                Some(last) => last.filter(|last| self.horizon.is_some_and(|horizon| *last < horizon)),
            },
            _ => None,
        };
        let achieved = match self.awards[award] {
            Truth::No => return Truth::No,
            Truth::Yes if last_week.is_none() => return Truth::Yes,
            Truth::Yes => None,
            // Without time, only mutual recognition needs to know who rests on whom.
            Truth::When(literal) if self.horizon.is_none() && self.reach.parts[award] != self.reach.parts[entry.award] => {
                return Truth::When(literal);
            }
            Truth::When(literal) => Some(literal),
        };
        if let Some(&literal) = self.used.get(&(way, part, award)) {
            return Truth::When(literal);
        }
        let literal = self.solver.variable(false);
        self.used.insert((way, part, award), literal);
        let own_end = self.ends[entry.award];
        // Study waits for study weeks, everything else for the calendar.
        let times = if entry.length > 0 { &self.study } else { &self.ends };
        match (achieved, last_week, own_end) {
            (Some(achieved), _, _) => {
                self.solver.clause(&[!literal, achieved]);
                self.uses.push(Use { literal, way, on: award });
                if let (Some(earlier), Some(later)) = (times[award], times[entry.award]) {
                    self.solver.difference(Some(literal), earlier, later, i64::from(entry.length));
                    if let Some(days) = window {
                        let weeks = (days / exact::whole(7)).floor().to_integer();
                        self.solver.difference(Some(literal), later, earlier, -i64::try_from(weeks).unwrap_or(i64::from(u32::MAX)));
                    }
                }
            }
            (None, Some(last), Some(end)) => self.not_after(&[!literal], end, i64::from(last)),
            (None, _, _) => {}
        }
        Truth::When(literal)
    }

    /// Deals the awards that several children name: each counts toward one of them.
    fn deal(&mut self, way: WayNumber, part: Part, of: &[Requirement], dealt: &Dealt) -> Vec<Dealt> {
        let mut naming: BTreeMap<AwardNumber, Vec<usize>> = BTreeMap::new();
        for (i, child) in of.iter().enumerate() {
            for award in reliable_by(self.world, &self.world.ways[way], child) {
                let children = naming.entry(award).or_default();
                if children.last() != Some(&i) {
                    children.push(i);
                }
            }
        }
        let mut out = vec![dealt.clone(); of.len()];
        for (award, children) in naming.into_iter().filter(|(_, children)| children.len() > 1) {
            let whole = self.leaf(way, part, award, dealt);
            if whole == Truth::No {
                continue;
            }
            let shares: Vec<Literal> = children.iter().map(|_| self.solver.variable(false)).collect();
            for (&child, &share) in children.iter().zip(&shares) {
                if let Truth::When(literal) = whole {
                    self.solver.clause(&[!share, literal]);
                }
                out[child].insert(award, share);
            }
            let once = shares.len() as i64 - 1;
            let mut terms: Vec<(i64, Literal)> = shares.iter().map(|&l| (1, !l)).collect();
            terms.extend(self.unless_credit(&[], way).into_iter().map(|l| (once, l)));
            self.solver.linear(Linear { terms, bound: once });
        }
        out
    }

    /// The awards of a pool sum to enough, caps regarded: for every choice of caps that do not overlap, what they
    /// let through and what lies outside them together suffice.
    fn pool(&mut self, unless: &[Literal], way: WayNumber, part: Part, pool: &CreditPool, dealt: &Dealt) {
        let entries = self.entries(way, part, pool, dealt);
        let mut per = *pool.credits.denom();
        for value in entries.iter().map(|e| e.1).chain(pool.at_most.iter().map(|c| c.credits)) {
            per = per.lcm(value.denom());
        }
        let unless = &self.unless_credit(unless, way);
        let scaled = |value: Rational| i64::try_from((value * Rational::from_integer(per)).to_integer()).unwrap_or(i64::MAX >> 20);
        let caps: Vec<(i64, Vec<AwardNumber>)> = pool
            .at_most
            .iter()
            .map(|cap| (scaled(cap.credits), cap.from.iter().filter_map(|id| self.world.numbers.get(id).copied()).collect()))
            .collect();
        let mut parts: Vec<(i64, Truth, AwardNumber)> = entries.into_iter().map(|(n, v, t)| (scaled(v), t, n)).collect();
        let need = scaled(pool.credits);
        if caps.len() <= 5 {
            for choice in 0..1_usize << caps.len() {
                let chosen: Vec<&(i64, Vec<AwardNumber>)> = (0..caps.len()).filter(|i| choice >> i & 1 == 1).map(|i| &caps[i]).collect();
                let overlap = (0..chosen.len()).any(|i| (0..i).any(|j| chosen[i].1.iter().any(|a| chosen[j].1.contains(a))));
                if overlap {
                    continue;
                }
                let open = parts.iter().filter(|p| !chosen.iter().any(|c| c.1.contains(&p.2))).map(|p| (p.0, p.1)).collect();
                self.sum(unless, open, need - chosen.iter().map(|c| c.0).sum::<i64>());
            }
            return;
        }
        self.capped(&mut parts, caps);
        self.sum(unless, parts.into_iter().map(|p| (p.0, p.1)).collect(), need);
    }

    /// What a pool counts: the award of the place, its worth, and when it counts. By exception other awards fill a place or come
    /// beside the list; each fills one place.
    fn entries(&mut self, way: WayNumber, part: Part, pool: &CreditPool, dealt: &Dealt) -> Vec<(AwardNumber, Rational, Truth)> {
        let world = self.world;
        let listed = |id: &AwardId| pool.from.iter().any(|entry| entry.award == *id);
        let mut entries: Vec<(AwardNumber, Rational, Truth)> = Vec::new();
        let mut places: BTreeMap<AwardNumber, Vec<Literal>> = BTreeMap::new();
        for entry in &pool.from {
            let number = world.numbers[&entry.award];
            let mut options = vec![self.leaf(way, part, number, dealt)];
            for &ruling in &world.ways[way].rulings {
                let exception = world.rulings[ruling].exception;
                let ExceptionKind::Substitute { with } = &exception.kind else { continue };
                if exception.award == entry.award && !listed(with) {
                    options.push(self.fill(way, part, ruling, with, dealt, &mut places));
                }
            }
            let truth = self.any_of(&options);
            entries.push((number, worth(world, number, entry.counts, pool), truth));
        }
        for &ruling in &world.ways[way].rulings {
            let exception = world.rulings[ruling].exception;
            let ExceptionKind::AlsoAllow { counts } = exception.kind else { continue };
            if !listed(&exception.award) {
                let number = world.numbers[&exception.award];
                let truth = self.fill(way, part, ruling, &exception.award, dealt, &mut places);
                entries.push((number, worth(world, number, counts, pool), truth));
            }
        }
        for literals in places.into_values().filter(|literals| literals.len() > 1) {
            let bound = literals.len() as i64 - 1;
            self.solver.linear(Linear { terms: literals.into_iter().map(|l| (1, !l)).collect(), bound });
        }
        entries
    }

    /// An award fills a place of a pool by a ruling.
    fn fill(
        &mut self,
        way: WayNumber,
        part: Part,
        ruling: RulingNumber,
        with: &AwardId,
        dealt: &Dealt,
        places: &mut BTreeMap<AwardNumber, Vec<Literal>>,
    ) -> Truth {
        let number = self.world.numbers[with];
        let counts = self.leaf(way, part, number, dealt);
        let in_force = self.in_force(way, ruling);
        let fills = self.both(in_force, counts);
        if fills == Truth::No {
            return Truth::No;
        }
        let place = self.solver.variable(false);
        self.require_truth(&[!place], fills);
        places.entry(number).or_default().push(place);
        Truth::When(place)
    }

    /// Many caps: what a cap lets through becomes a binary number of its own, from the innermost outwards.
    fn capped(&mut self, parts: &mut Vec<(i64, Truth, AwardNumber)>, mut caps: Vec<(i64, Vec<AwardNumber>)>) {
        caps.sort_by_key(|c| c.1.len());
        for (most, members) in caps {
            let (inside, outside): (Vec<_>, Vec<_>) = parts.drain(..).partition(|p| members.contains(&p.2));
            *parts = outside;
            let Some(first) = inside.first().map(|p| p.2) else { continue };
            let mut terms: Vec<(i64, Truth)> = inside.iter().map(|p| (p.0, p.1)).collect();
            let mut left = most;
            let mut weight = 1;
            let mut total = 0;
            while left > 0 {
                let value = weight.min(left);
                let bit = self.solver.variable(false);
                parts.push((value, Truth::When(bit), first));
                terms.push((value, Truth::When(!bit)));
                left -= value;
                total += value;
                weight *= 2;
            }
            self.sum(&[], terms, total);
        }
    }

    /// What a pool, a list or a dealing asks for could be changed.
    fn unless_credit(&mut self, unless: &[Literal], way: WayNumber) -> Vec<Literal> {
        let mut out = unless.to_vec();
        let id = self.world.awards[self.world.ways[way].award].id.to_string();
        out.extend(self.change(Change { cause: Cause::Credits, id, detail: String::new() }));
        out
    }

    /// Demands that the weights of what holds reach `need`, unless one of `unless` holds.
    fn sum(&mut self, unless: &[Literal], terms: Vec<(i64, Truth)>, mut need: i64) {
        let mut open: Vec<(i64, Literal)> = Vec::new();
        for (weight, truth) in terms {
            match truth {
                Truth::Yes => need -= weight,
                Truth::No => {}
                Truth::When(literal) => open.push((weight, literal)),
            }
        }
        if need <= 0 {
            return;
        }
        if open.iter().map(|t| t.0.min(need)).fold(0_i64, i64::saturating_add) < need {
            self.solver.clause(unless);
            return;
        }
        for term in &mut open {
            term.0 = term.0.min(need);
        }
        open.extend(unless.iter().map(|&l| (need, l)));
        self.solver.linear(Linear { terms: open, bound: need });
    }

    /// A wish of the learner. That what is pinned is not superfluous is seen to once there are steps: see [`Self::keeps_pins`].
    fn pin(&mut self, pin: &Pin) {
        let world = self.world;
        let unless = self.change(Change { cause: Cause::Exclusion, id: pin.award.to_string(), detail: "pin".to_owned() });
        let number = world.numbers.get(&pin.award).copied();
        match &pin.kind {
            PinKind::Avoid => {}
            PinKind::Take if number.is_some_and(|n| world.has_at_start(n)) => {}
            PinKind::Take => self.require_truth(&unless, number.map_or(Truth::No, |n| self.awards[n])),
            PinKind::Count { toward } => {
                let mut clause = unless;
                let toward = world.numbers.get(toward).copied().filter(|n| !world.has_at_start(*n));
                let ways: Vec<(WayNumber, Literal)> =
                    toward.iter().flat_map(|&n| &world.awards[n].ways).filter_map(|&w| Some((w, self.ways[w]?))).collect();
                for (at, &(way, used)) in ways.iter().enumerate() {
                    for (_, other) in &ways[at + 1..] {
                        self.solver.clause(&[!used, !*other]);
                    }
                    for (part, e) in [(Part::Requires, world.ways[way].requires), (Part::From, world.ways[way].from)] {
                        let Some((number, e)) = number.zip(e) else { continue };
                        if reliable_by(world, &world.ways[way], e).contains(&number) {
                            let counts = self.leaf(way, part, number, &Dealt::new());
                            if let Truth::When(literal) = self.both(Truth::When(used), counts) {
                                clause.push(literal);
                            }
                        }
                    }
                }
                self.solver.clause(&clause);
            }
        }
    }

    /// Whether every pin is kept by what remains of the last model once the superfluous is left out; what breaks a pin is
    /// forbidden. Without time this is not judged: what is superfluous depends on the weeks.
    pub fn keeps_pins(&mut self) -> bool {
        if self.horizon.is_none() || self.changes.is_some() {
            return true;
        }
        match super::pins::without_pin(self.world, &self.steps()) {
            None => true,
            Some((rest, reliance)) => {
                // A route that relies on less may need what this one does without: then only this very choice is forbidden.
                let others = if reliance.is_empty() { Vec::new() } else { self.ways.iter().flatten().copied().collect() };
                let others = others.into_iter().map(|used: Literal| if self.solver.model(used) { !used } else { used }).collect();
                self.forbid(&rest, others);
                false
            }
        }
    }

    /// Forbids, unless one of `unless` holds, that these ways are used with each resting on the others in time, as they do in
    /// these weeks.
    fn forbid(&mut self, steps: &[Achieved], unless: Vec<Literal>) {
        let mut clause = unless;
        for step in steps {
            let Some(used) = self.ways[step.way] else { continue };
            clause.push(!used);
            let entry = &self.world.ways[step.way];
            let times = if entry.length > 0 { &self.study } else { &self.ends };
            let start = self.world.start_of(step);
            for earlier in steps.iter().filter(|s| s.end <= start && entry.rests_on.contains(&s.award)) {
                let (Some(before), Some(after)) = (times[earlier.award], times[step.award]) else { continue };
                let late = self.solver.variable(false);
                self.solver.difference(Some(late), after, before, 1 - i64::from(entry.length));
                clause.push(late);
                if let Some(days) = entry.window {
                    let weeks = i64::try_from((days / exact::whole(7)).floor().to_integer()).unwrap_or(i64::from(u32::MAX));
                    let stale = self.solver.variable(false);
                    self.solver.difference(Some(stale), before, after, weeks + 1);
                    clause.push(stale);
                }
            }
        }
        self.solver.clause(&clause);
    }

    /// The weighted literals of a quantity.
    pub fn terms(&self, quantity: &Quantity) -> Vec<Term> {
        (0..self.ways.len())
            .filter_map(|w| Some(Term { weight: quantity.units[w], literal: self.ways[w]? }))
            .filter(|t| t.weight > 0)
            .collect()
    }

    /// The quantity's total is at most `most` units.
    pub fn limit(&mut self, quantity: &Quantity, most: i64) {
        let terms = self.terms(quantity);
        let all: i64 = terms.iter().map(|t| t.weight).sum();
        self.solver.linear(Linear { terms: terms.iter().map(|t| (t.weight, !t.literal)).collect(), bound: all - most });
    }

    /// The ways that the last model uses, one for each award, in an order in which each rests on earlier ones; and
    /// the awards that rest on one another alone.
    fn founded(&self) -> (Vec<(AwardNumber, WayNumber)>, DiGraphMap<AwardNumber, ()>) {
        let mut open: Vec<WayNumber> = (0..self.ways.len()).filter(|&w| self.ways[w].is_some_and(|l| self.solver.model(l))).collect();
        open.sort_by_key(|&w| (self.world.ways[w].cost, self.world.ways[w].hours, w));
        let mut rests: HashMap<WayNumber, Vec<AwardNumber>> = HashMap::new();
        for used in self.uses.iter().filter(|u| self.solver.model(u.literal)) {
            rests.entry(used.way).or_default().push(used.on);
        }
        // What a change would grant rests on nothing.
        let granted = |id: &str| {
            self.changes()
                .any(|(c, l)| c.id == id && matches!(c.cause, Cause::MissingAward | Cause::MissingAgreement) && self.solver.model(l))
        };
        let mut founded: Vec<bool> = self.world.awards.iter().map(|a| self.changes.is_some() && granted(a.id.as_str())).collect();
        let mut picks = Vec::new();
        loop {
            let before = open.len();
            open.retain(|&way| {
                let award = self.world.ways[way].award;
                if !founded[award] && rests.get(&way).is_none_or(|on| on.iter().all(|&a| founded[a])) {
                    founded[award] = true;
                    picks.push((award, way));
                }
                !founded[award]
            });
            if open.len() == before {
                break;
            }
        }
        let mut circular = DiGraphMap::new();
        for &way in &open {
            for &on in rests.get(&way).into_iter().flatten().filter(|&&on| !founded[on]) {
                circular.add_edge(self.world.ways[way].award, on, ());
            }
        }
        (picks, circular)
    }

    /// The ways that the last model uses, one for each award.
    pub fn picks(&self) -> Vec<(AwardNumber, WayNumber)> {
        self.founded().0
    }

    /// The steps of the last model, in their weeks.
    pub fn steps(&self) -> Vec<Achieved> {
        self.picks()
            .into_iter()
            .map(|(award, way)| Achieved { award, way, end: self.ends[award].map_or(0, |end| self.solver.week(end)) })
            .collect()
    }

    /// Forbids what the last model founds on itself: of every set whose awards rest on one another alone, each
    /// needs a way of one of them that rests on nothing in the set. Whether there was any such set.
    pub fn break_circles(&mut self) -> bool {
        let circular = self.founded().1;
        let alone = |set: &[AwardNumber]| set.len() == 1 && !circular.contains_edge(set[0], set[0]);
        let circles: Vec<Vec<AwardNumber>> = tarjan_scc(&circular).into_iter().filter(|set| !alone(set)).collect();
        for set in &circles {
            self.found_outside(set);
        }
        !circles.is_empty()
    }

    /// An award of the set is achieved only if a way of one of them rests on nothing in the set.
    fn found_outside(&mut self, set: &[AwardNumber]) {
        let mut outside: Vec<Literal> = set.iter().flat_map(|&award| self.granted_anew(award)).collect();
        for way in set.iter().flat_map(|&a| &self.world.awards[a].ways) {
            let Some(used) = self.ways[*way] else { continue };
            let inner: Vec<Literal> = self.uses.iter().filter(|u| u.way == *way && set.contains(&u.on)).map(|u| u.literal).collect();
            if inner.is_empty() {
                outside.push(used);
                continue;
            }
            let independent = self.solver.variable(false);
            self.solver.clause(&[!independent, used]);
            for rests in inner {
                self.solver.clause(&[!independent, !rests]);
            }
            outside.push(independent);
        }
        for &award in set {
            if let Truth::When(achieved) = self.awards[award] {
                let mut clause = outside.clone();
                clause.push(!achieved);
                self.solver.clause(&clause);
            }
        }
    }

    /// The literal of an award, if it is open whether it is achieved.
    fn award(&self, award: AwardNumber) -> Option<Literal> {
        match self.awards[award] {
            Truth::When(literal) => Some(literal),
            Truth::Yes | Truth::No => None,
        }
    }

    /// The literal of a way, if it takes part.
    pub fn way(&self, way: WayNumber) -> Option<Literal> {
        self.ways[way]
    }

    /// Where a literal holds, the first award rests on the second.
    pub fn rests(&self) -> impl Iterator<Item = (Literal, AwardNumber, AwardNumber)> {
        self.uses.iter().map(|used| (used.literal, self.world.ways[used.way].award, used.on))
    }

    /// The week of the finish, as literals that weigh one week each.
    pub fn finish_terms(&self) -> Vec<Term> {
        let weeks = 1..=self.horizon.unwrap_or(0);
        let at_least = weeks.filter_map(|week| self.solver.at_least(self.ends[0]?, i64::from(week)).ok());
        at_least.map(|literal| Term { weight: 1, literal }).collect()
    }

    /// The target is achieved by `week`.
    pub fn finish_by(&mut self, week: i64) {
        if let Some(end) = self.ends[0] {
            self.not_after(&[], end, week);
        }
    }
}

fn negated(bound: Result<Literal, bool>) -> Result<Literal, bool> {
    bound.map(|literal| !literal).map_err(|fixed| !fixed)
}

/// One unit for each step that was not agreed.
pub fn count_changes(world: &World<'_>) -> Quantity {
    Quantity { units: (0..world.ways.len()).map(|way| i64::from(world.is_change(way))).collect(), per: 1 }
}

/// One unit for each earned award.
pub fn count_earned(world: &World<'_>) -> Quantity {
    Quantity { units: world.ways.iter().map(|w| if w.recognition.is_none() { 1 } else { 0 }).collect(), per: 1 }
}
