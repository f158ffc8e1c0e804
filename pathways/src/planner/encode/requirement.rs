//! Requirements: what a way needs becomes clauses, down to the awards that it rests on.

use super::{Change, Dealt, Encoding, Part, Truth, Use};
use crate::model::exact::{self, Rational};
use crate::model::{AwardId, Cause, ExceptionKind, Gate, GateState, Requirement};
use crate::planner::rulings::RulingNumber;
use crate::planner::solver::Literal;
use crate::planner::world::{AwardNumber, WayNumber};

impl Encoding<'_, '_> {
    /// Demands an expression unless one of `unless` holds.
    pub(super) fn require(&mut self, unless: &[Literal], way: WayNumber, part: Part, e: &Requirement, dealt: &Dealt) {
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
    pub(super) fn leaf(&mut self, way: WayNumber, part: Part, award: AwardNumber, dealt: &Dealt) -> Truth {
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
}
