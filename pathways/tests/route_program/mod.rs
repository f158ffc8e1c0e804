//! A question of cost, hours or steps as an integer program, written down from the contract alone for an established solver
//! (microlp through good_lp). Nothing here is shared with the planner.

use std::collections::{BTreeMap, BTreeSet};

use good_lp::{Constraint, Expression, ProblemVariables, Solution, SolverModel, Variable, constraint, microlp, variable};
use pathways::model::{AwardId, Catalogue, CreditPool, GateState, LearnerRecord, Objective, Rational, Requirement, credit};

/// What an award contributes where it is named: nothing yet decided, or a part dealt out by `distinct`.
type Present = BTreeMap<AwardId, Expression>;

struct Program<'a> {
    catalogue: &'a Catalogue,
    record: &'a LearnerRecord,
    variables: ProblemVariables,
    rows: Vec<Constraint>,
    /// Awards that each award can come to rest on, over any number of steps.
    below: BTreeMap<AwardId, BTreeSet<AwardId>>,
    /// Places in an order of the steps, for awards that lie on a circle.
    order: BTreeMap<AwardId, Variable>,
}

/// The least value by the objective; `None`: no route. The program must be small: nothing limits the time.
pub fn least(catalogue: &Catalogue, record: &LearnerRecord, target: &AwardId, objective: Objective) -> Option<i128> {
    let below = below(catalogue, record, target);
    let mut program = Program { catalogue, record, variables: ProblemVariables::new(), rows: Vec::new(), below, order: BTreeMap::new() };
    let (present, total) = program.steps(target, objective);
    let wanted = present[target].clone();
    program.rows.push(constraint!(wanted >= 1));
    let Program { variables, rows, .. } = program;
    let mut model = variables.minimise(total.clone()).using(microlp);
    for row in rows {
        model = model.with(row);
    }
    match model.solve() {
        Ok(solution) => {
            let value = solution.eval(&total);
            assert!((value - value.round()).abs() < 1e-4, "the program's optimum {value} is no whole number");
            Some(value.round() as i128)
        }
        Err(good_lp::ResolutionError::Infeasible) => None,
        Err(error) => panic!("the other solver fails: {error}"),
    }
}

/// What the target and every award under it can come to rest on.
fn below(catalogue: &Catalogue, record: &LearnerRecord, target: &AwardId) -> BTreeMap<AwardId, BTreeSet<AwardId>> {
    let direct = |id: &AwardId| -> BTreeSet<AwardId> {
        let granting = catalogue.granting(id).flat_map(|r| std::iter::once(&r.from).chain(&r.requires));
        let all = catalogue.awards[id].requires.iter().chain(granting).flat_map(Requirement::awards);
        all.filter(|a| !is_held(record, a)).cloned().collect()
    };
    let closure = |from: &AwardId| {
        let (mut seen, mut open) = (BTreeSet::new(), direct(from).into_iter().collect::<Vec<_>>());
        while let Some(id) = open.pop() {
            if seen.insert(id.clone()) {
                open.extend(direct(&id));
            }
        }
        seen
    };
    let mut cone = closure(target);
    cone.insert(target.clone());
    cone.into_iter().map(|id| (id.clone(), closure(&id))).collect()
}

fn is_held(record: &LearnerRecord, award: &AwardId) -> bool {
    record.held.iter().any(|held| held.award == *award)
}

fn number(value: Rational) -> f64 {
    *value.numer() as f64 / *value.denom() as f64
}

impl<'a> Program<'a> {
    /// A way to each award at most, and what the ways chosen come to.
    fn steps(&mut self, target: &AwardId, objective: Objective) -> (Present, Expression) {
        let cone: Vec<AwardId> = self.below.keys().filter(|id| !is_held(self.record, id)).cloned().collect();
        let (mut present, mut ways, mut total) = (Present::new(), Vec::new(), Expression::default());
        for id in &cone {
            let award = &self.catalogue.awards[id];
            let mut any = Expression::default();
            if award.can_be_earned() {
                let taken = self.yes_or_no();
                total += taken
                    * match objective {
                        Objective::Cost => number(award.cost.as_ref().expect("every price is known").money.major()),
                        Objective::Hours => number(award.hours().expect("every effort is known")),
                        _ => 1.0,
                    };
                any += taken;
                ways.push((id.clone(), taken, award.requires.iter().collect::<Vec<_>>()));
            }
            for recognition in self.catalogue.granting(id) {
                let used = self.yes_or_no();
                if let (Objective::Cost, Some(fee)) = (objective, &recognition.fee) {
                    total += used * number(fee.major());
                }
                any += used;
                ways.push((id.clone(), used, std::iter::once(&recognition.from).chain(&recognition.requires).collect()));
            }
            let done = self.yes_or_no();
            self.rows.push(constraint!(done <= any));
            present.insert(id.clone(), done.into());
            if self.below[id].contains(id) {
                let place = self.variables.add(variable().min(0).max(cone.len() as f64));
                self.order.insert(id.clone(), place);
            }
        }
        for held in &self.record.held {
            present.insert(held.award.clone(), Expression::from(1.0));
        }
        assert!(present.contains_key(target), "the target is not held");
        for (achieves, taken, needs) in ways {
            for need in needs {
                let holds = self.holds(need, &present, &achieves);
                self.rows.push(constraint!(Expression::from(taken) <= holds));
            }
        }
        (present, total)
    }

    fn yes_or_no(&mut self) -> Variable {
        self.variables.add(variable().binary())
    }

    /// A variable that is at most 1 and, where it is 1, makes the requirement hold.
    fn holds(&mut self, e: &Requirement, present: &Present, achieves: &AwardId) -> Expression {
        match e {
            Requirement::Award { award, min_grade } => {
                let held = self.record.held.iter().find(|held| held.award == *award);
                let too_low = held.and_then(|held| held.grade).zip(*min_grade).is_some_and(|(grade, least)| grade < least);
                if too_low { Expression::from(0.0) } else { self.relied_on(award, present, achieves) }
            }
            Requirement::All { of, distinct } => {
                let hands = if *distinct { self.dealt(of, present) } else { vec![present.clone(); of.len()] };
                let holds = self.yes_or_no();
                for (child, hand) in of.iter().zip(&hands) {
                    let child = self.holds(child, hand, achieves);
                    self.rows.push(constraint!(Expression::from(holds) <= child));
                }
                holds.into()
            }
            Requirement::Any(of) => self.enough(1, of, present, achieves),
            Requirement::AtLeast { count, of } => self.enough(*count, of, present, achieves),
            Requirement::Credits(pool) => self.summed(pool, present, achieves),
            Requirement::Gate(gate) => match (self.record.gate(&gate.gate), &gate.met_by) {
                (GateState::Met | GateState::Unknown, _) => Expression::from(1.0),
                (GateState::Unmet, Some(instead)) => self.holds(instead, present, achieves),
                (GateState::Unmet, None) => Expression::from(0.0),
            },
        }
    }

    fn enough(&mut self, count: u32, of: &[Requirement], present: &Present, achieves: &AwardId) -> Expression {
        let holds = self.yes_or_no();
        let children: Expression = of.iter().map(|child| self.holds(child, present, achieves)).sum();
        self.rows.push(constraint!(f64::from(count) * holds <= children));
        holds.into()
    }

    /// An award that a step rests on: it is there, and on a circle it comes earlier.
    fn relied_on(&mut self, award: &AwardId, present: &Present, achieves: &AwardId) -> Expression {
        let Some(there) = present.get(award).cloned() else { return Expression::from(0.0) };
        let circle = self.below.get(award).is_some_and(|below| below.contains(achieves)) && !is_held(self.record, award);
        let (true, Some(&earlier), Some(&later)) = (circle, self.order.get(award), self.order.get(achieves)) else { return there };
        let relied = self.yes_or_no();
        let most = self.below.len() as f64 + 1.0;
        self.rows.push(constraint!(Expression::from(relied) <= there));
        self.rows.push(constraint!(later - earlier >= 1.0 - most * (1.0 - relied)));
        relied.into()
    }

    /// Each award goes to one of the children at most.
    fn dealt(&mut self, of: &[Requirement], present: &Present) -> Vec<Present> {
        let mut hands = vec![Present::new(); of.len()];
        let named: Vec<BTreeSet<&AwardId>> = of.iter().map(|child| child.awards().into_iter().collect()).collect();
        let all: BTreeSet<&AwardId> = named.iter().flatten().copied().collect();
        for award in all {
            let Some(there) = present.get(award).cloned() else { continue };
            let mut given = Expression::default();
            for (hand, _) in hands.iter_mut().zip(&named).filter(|(_, names)| names.contains(award)) {
                let part = self.yes_or_no();
                given += part;
                hand.insert(award.clone(), part.into());
            }
            self.rows.push(constraint!(given <= there));
        }
        hands
    }

    /// The credits of a pool: what is under a cap is summed up under it, from the smallest caps outwards.
    fn summed(&mut self, pool: &CreditPool, present: &Present, achieves: &AwardId) -> Expression {
        let mut counted: Vec<(BTreeSet<&AwardId>, Expression)> = Vec::new();
        for entry in &pool.from {
            let worth = entry
                .counts
                .unwrap_or_else(|| credit::worth(&self.catalogue.awards[&entry.award].credits, &pool.unit).expect("it converts").0);
            let relied = self.relied_on(&entry.award, present, achieves);
            counted.push((BTreeSet::from([&entry.award]), relied * number(worth)));
        }
        let mut caps: Vec<_> = pool.at_most.iter().map(|cap| (cap.from.iter().collect::<BTreeSet<_>>(), number(cap.credits))).collect();
        caps.sort_by_key(|(from, _)| from.len());
        for (from, most) in caps {
            let (inside, outside): (Vec<_>, Vec<_>) = counted.into_iter().partition(|(awards, _)| awards.is_subset(&from));
            let sum: Expression = inside.into_iter().map(|(_, credits)| credits).sum();
            let capped = self.variables.add(variable().min(0).max(most));
            self.rows.push(constraint!(Expression::from(capped) <= sum));
            counted = outside;
            counted.push((from, capped.into()));
        }
        let holds = self.yes_or_no();
        let sum: Expression = counted.into_iter().map(|(_, credits)| credits).sum();
        self.rows.push(constraint!(number(pool.credits) * holds <= sum));
        holds.into()
    }
}
