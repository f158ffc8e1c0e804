//! The front of a small world by trying everything: each choice of ways, and each week for each of its steps.
//!
//! Slow and plain on purpose, written from section 3 of the contract; nothing is shared with the planner or with the audit.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use pathways::model::{AwardId, Catalogue, LearnerRecord, Rational, Recognition, Requirement};

/// A requirement over the numbers of awards.
enum Need {
    One(usize),
    AtLeast(usize, Vec<Need>),
    Credits(Rational, Vec<(usize, Rational)>),
}

/// A way to an award, as a step can take it.
struct Way {
    award: usize,
    cost: Rational,
    /// Working weeks, and minutes in each.
    weeks: u32,
    load: i128,
    /// Whether it must run without a break, and the weeks in which it may start; `None`: any.
    unbroken: bool,
    starts: Option<Vec<u32>>,
    needs: Vec<Need>,
    /// `from` of an agreement, and the days within which it must have been earned.
    from: Option<(Need, Option<Rational>)>,
}

struct World {
    start: NaiveDate,
    ways: Vec<Vec<Way>>,
    /// When what is held was earned, in days before the start.
    held: Vec<Option<i64>>,
    minutes: i128,
    broken: Vec<bool>,
    budget: Option<Rational>,
    target: usize,
}

/// Weeks that are looked at; the worlds are over before.
const HORIZON: u32 = 60;

/// The (cost, finish week) of every route that none dominates, the cheapest first; empty: there is no route.
pub fn front(catalogue: &Catalogue, record: &LearnerRecord, target: &str) -> Vec<(Rational, u32)> {
    let world = World::new(catalogue, record, target);
    let mut choices: Vec<(Rational, Vec<&Way>)> = vec![(Rational::from_integer(0), Vec::new())];
    for ways in &world.ways {
        choices = choices
            .into_iter()
            .flat_map(|(cost, chosen)| {
                let with = |way| (cost + way_cost(way), chosen.iter().copied().chain([way]).collect());
                std::iter::once((cost, chosen.clone())).chain(ways.iter().map(with)).collect::<Vec<_>>()
            })
            .collect();
    }
    choices.retain(|(cost, chosen)| {
        world.budget.is_none_or(|budget| *cost <= budget) && chosen.iter().any(|way| way.award == world.target) && world.grounded(chosen)
    });
    choices.sort_by_key(|(cost, chosen)| (*cost, chosen.len()));
    let latest = record.preferences.deadline.map_or(HORIZON, |day| (day - world.start).num_days().div_euclid(7).max(-1) as u32);
    let mut sooner = if latest == u32::MAX { 0 } else { latest.min(HORIZON) + 1 };
    let mut front: Vec<(Rational, u32)> = Vec::new();
    for (cost, chosen) in choices {
        let mut search = Weeks { world: &world, left: chosen, ends: BTreeMap::new(), load: vec![0; HORIZON as usize + 1], sooner };
        search.place(0);
        if search.sooner < sooner {
            sooner = search.sooner;
            front.retain(|(before, _)| *before < cost);
            front.push((cost, sooner));
        }
    }
    front
}

fn way_cost(way: &Way) -> Rational {
    way.cost
}

fn whole(number: impl Into<i128>) -> Rational {
    Rational::from_integer(number.into())
}

impl World {
    fn new(catalogue: &Catalogue, record: &LearnerRecord, target: &str) -> Self {
        let numbers: BTreeMap<&AwardId, usize> = catalogue.awards.keys().enumerate().map(|(at, id)| (id, at)).collect();
        let start = record.preferences.start.expect("a start");
        let minutes = (record.preferences.hours_per_week.expect("weekly hours") * whole(60)).to_integer();
        let day = |week: u32| start + Days::new(7 * u64::from(week));
        let breaks = &record.preferences.breaks;
        let touched = |week| breaks.iter().any(|gap| gap.from <= day(week) + Days::new(6) && gap.until >= day(week));
        let mut world = Self {
            start,
            ways: Vec::new(),
            held: catalogue
                .awards
                .keys()
                .map(|id| record.held.iter().find(|held| held.award == *id).map(|held| (start - held.earned).num_days()))
                .collect(),
            minutes,
            broken: (0..=2 * HORIZON).map(touched).collect(),
            budget: record.preferences.budget,
            target: numbers[&AwardId::from(target)],
        };
        for (award, id) in catalogue.awards.keys().enumerate() {
            let study = catalogue.awards[id].can_be_earned().then(|| world.study(catalogue, id, &numbers));
            let granted = catalogue.granting(id).map(|recognition| world.granted(catalogue, recognition, award, &numbers));
            let ways: Vec<Way> = study.flatten().into_iter().chain(granted).collect();
            world.ways.push(if world.held[award].is_some() { Vec::new() } else { ways });
        }
        world
    }

    /// By study; `None`: its load alone is too much.
    fn study(&self, catalogue: &Catalogue, id: &AwardId, numbers: &BTreeMap<&AwardId, usize>) -> Option<Way> {
        let award = &catalogue.awards[id];
        let (hours, nominal) = (award.hours().expect("known hours"), i128::from(award.weeks()));
        let weekly = whole(self.minutes) / whole(60);
        let weeks = if award.is_scheduled() { nominal } else { nominal.max((hours / weekly).ceil().to_integer()) };
        let load = if weeks == 0 { 0 } else { (whole(60) * hours / whole(weeks)).ceil().to_integer() };
        if award.is_scheduled() && load > self.minutes {
            return None;
        }
        let cost = award.cost.as_ref().expect("a known price");
        let months = if cost.per_month { (whole(48 * 7 * weeks) / whole(1461)).ceil().max(whole(1)) } else { whole(1) };
        let starts = award.delivery.as_ref().and_then(|delivery| delivery.starts.as_ref()).filter(|_| award.is_scheduled()).map(|dates| {
            let weeks = dates.iter().filter(|date| **date >= self.start).map(|date| (*date - self.start).num_days());
            weeks.map(|days| (days + 6).div_euclid(7) as u32).collect()
        });
        Some(Way {
            award: numbers[id],
            cost: cost.money.major() * months,
            weeks: u32::try_from(weeks).expect("few weeks"),
            load,
            unbroken: award.is_scheduled(),
            starts,
            needs: award.requires.iter().map(|e| need(catalogue, e, numbers)).collect(),
            from: None,
        })
    }

    fn granted(&self, catalogue: &Catalogue, recognition: &Recognition, award: usize, numbers: &BTreeMap<&AwardId, usize>) -> Way {
        let days = recognition.within_months.map(|months| months * Rational::new(1461, 48));
        let in_force = |week: &u32| recognition.in_force(self.start + Days::new(7 * u64::from(*week)));
        Way {
            award,
            cost: recognition.fee.as_ref().map_or(whole(0), |fee| fee.major()),
            weeks: 0,
            load: 0,
            unbroken: false,
            starts: recognition.valid.map(|_| (0..=HORIZON).filter(in_force).collect()),
            needs: recognition.requires.iter().map(|e| need(catalogue, e, numbers)).collect(),
            from: Some((need(catalogue, &recognition.from, numbers), days)),
        }
    }

    /// Whether the ways hold one another up when weeks are left aside.
    fn grounded(&self, chosen: &[&Way]) -> bool {
        let (mut there, mut left) = (self.held.iter().map(Option::is_some).collect::<Vec<_>>(), chosen.to_vec());
        loop {
            let before = left.len();
            left.retain(|way| {
                let ready = way.needs.iter().chain(way.from.iter().map(|(from, _)| from)).all(|need| need.holds(&|award| there[award]));
                there[way.award] |= ready;
                !ready
            });
            if left.is_empty() || left.len() == before {
                return left.is_empty();
            }
        }
    }
}

fn need(catalogue: &Catalogue, e: &Requirement, numbers: &BTreeMap<&AwardId, usize>) -> Need {
    let each = |of: &[Requirement]| of.iter().map(|child| need(catalogue, child, numbers)).collect::<Vec<_>>();
    match e {
        Requirement::Award { award, .. } => Need::One(numbers[award]),
        Requirement::All { of, .. } => Need::AtLeast(of.len(), each(of)),
        Requirement::Any(of) => Need::AtLeast(1, each(of)),
        Requirement::AtLeast { count, of } => Need::AtLeast(*count as usize, each(of)),
        Requirement::Credits(pool) => {
            let worth = |award: &AwardId| catalogue.awards[award].credits[0].value;
            Need::Credits(pool.credits, pool.from.iter().map(|entry| (numbers[&entry.award], worth(&entry.award))).collect())
        }
        Requirement::Gate(_) => panic!("these worlds have no gates"),
    }
}

impl Need {
    fn holds(&self, there: &dyn Fn(usize) -> bool) -> bool {
        match self {
            Self::One(award) => there(*award),
            Self::AtLeast(count, of) => of.iter().filter(|child| child.holds(there)).count() >= *count,
            Self::Credits(least, of) => {
                of.iter().filter(|(award, _)| there(*award)).map(|(_, credits)| *credits).sum::<Rational>() >= *least
            }
        }
    }
}

/// Weeks for the steps of one choice: steps begin in the order in which they are placed.
struct Weeks<'w> {
    world: &'w World,
    left: Vec<&'w Way>,
    ends: BTreeMap<usize, u32>,
    load: Vec<i128>,
    /// The earliest finish found; whatever ends then or later is of no interest.
    sooner: u32,
}

impl Weeks<'_> {
    fn place(&mut self, from_week: u32) {
        if self.left.is_empty() {
            self.sooner = self.ends[&self.world.target];
            return;
        }
        for at in 0..self.left.len() {
            let way = self.left.swap_remove(at);
            let mut week = from_week;
            while let Some(end) = self.end(way, week) {
                if self.may_start(way, week, end) {
                    self.run(way, week, end, 1);
                    self.ends.insert(way.award, end);
                    self.place(week);
                    self.ends.remove(&way.award);
                    self.run(way, week, end, -1);
                }
                week += 1;
            }
            self.left.push(way);
            let last = self.left.len() - 1;
            self.left.swap(at, last);
        }
    }

    /// When a step ends that starts in this week, if that is soon enough.
    fn end(&self, way: &Way, week: u32) -> Option<u32> {
        let (mut end, mut left) = (week, way.weeks);
        while left > 0 && end < self.sooner {
            left -= u32::from(!self.world.broken[end as usize]);
            end += 1;
        }
        (left == 0 && end < self.sooner).then_some(end)
    }

    fn may_start(&self, way: &Way, week: u32, end: u32) -> bool {
        let (world, ends) = (self.world, &self.ends);
        let there = |award: usize| world.held[award].is_some() || ends.get(&award).is_some_and(|end| *end <= week);
        way.starts.as_ref().is_none_or(|weeks| weeks.contains(&week))
            && !(way.unbroken && end - week > way.weeks)
            && way.needs.iter().all(|need| need.holds(&there))
            && way.from.as_ref().is_none_or(|(from, days)| {
                from.holds(&|award| {
                    let ago = match world.held[award] {
                        Some(days) => days + 7 * i64::from(week),
                        None => ends.get(&award).map_or(0, |end| 7 * (i64::from(week) - i64::from(*end))),
                    };
                    there(award) && days.is_none_or(|days| whole(ago) <= days)
                })
            })
            && (week..end).all(|week| world.broken[week as usize] || self.load[week as usize] + way.load <= world.minutes)
    }

    fn run(&mut self, way: &Way, week: u32, end: u32, sign: i128) {
        for week in (week..end).filter(|week| !self.world.broken[*week as usize]) {
            self.load[week as usize] += sign * way.load;
        }
    }
}
