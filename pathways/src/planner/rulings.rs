//! What authorities have decided for this learner (contract 5), as it bears on the ways of a cone.
//!
//! An exception bears on the requirement of the award or of the recognition that its `in` names, or on every one, on the
//! day on which the step starts whose requirement it is.

use chrono::NaiveDate;

use super::support::Reliance;
use super::world::{AwardNumber, WayEntry, WayNumber, World};
use crate::model::{AwardId, Exception, ExceptionKind, Rational, Requirement};

/// Number of a ruling.
pub type RulingNumber = usize;

/// An exception of the record that is in force in some week of the plan.
pub struct Ruling<'a> {
    /// As it stands in the record.
    pub exception: &'a Exception,
    /// The first week on whose first day it is in force.
    pub first: u32,
    /// The last; `None`: without end.
    pub last: Option<u32>,
}

impl<'a> Ruling<'a> {
    /// The rulings of a record, in its order.
    pub fn all(exceptions: &'a [Exception], start: NaiveDate) -> Vec<Self> {
        let ruling = |exception: &'a Exception| {
            let first = u32::try_from(((exception.date - start).num_days().max(0) + 6) / 7).ok()?;
            let last = match exception.until {
                Some(until) if until < start => return None,
                Some(until) => Some(u32::try_from((until - start).num_days() / 7).ok()?),
                None => None,
            };
            last.is_none_or(|last| first <= last).then_some(Self { exception, first, last })
        };
        exceptions.iter().filter_map(ruling).collect()
    }

    /// Whether it is in force on the first day of a week.
    pub fn in_force(&self, week: u32) -> bool {
        self.first <= week && self.last.is_none_or(|last| week <= last)
    }

    /// Whether it is in force in every week.
    pub fn is_always_in_force(&self) -> bool {
        self.first == 0 && self.last.is_none()
    }

    /// Whether it takes away: it then holds without being relied on.
    pub fn denies(&self) -> bool {
        self.exception.kind == ExceptionKind::Deny
    }

    /// Whether it bears on the requirement of the award or recognition of this id.
    pub fn bears_on(&self, scope: &str) -> bool {
        self.exception.within.as_ref().is_none_or(|within| within.as_str() == scope)
    }

    /// The awards on which a requirement could rely by it, beyond those that it names.
    pub fn adds(&self) -> Option<&'a AwardId> {
        match &self.exception.kind {
            ExceptionKind::Substitute { with } => Some(with),
            ExceptionKind::AlsoAllow { .. } => Some(&self.exception.award),
            ExceptionKind::Waive | ExceptionKind::Grant | ExceptionKind::Deny => None,
        }
    }
}

/// Whether an award is held by a grant that is in force at the start, everywhere.
pub fn is_granted(rulings: &[Ruling<'_>], award: &AwardId) -> bool {
    let grants = |r: &Ruling<'_>| r.exception.kind == ExceptionKind::Grant && r.exception.within.is_none() && r.in_force(0);
    rulings.iter().any(|r| r.exception.award == *award && grants(r))
}

/// What the rulings make of one way's requirements in one week.
pub struct Reading<'w, 'a> {
    rulings: Vec<&'w Ruling<'a>>,
}

impl<'w, 'a> Reading<'w, 'a> {
    /// The rulings on a way that are in force in `week` and relied on; denials hold always. `None`: whatever the week, in the
    /// learner's favour.
    pub fn new(world: &'w World<'a>, way: WayNumber, week: Option<u32>, reliance: &Reliance) -> Self {
        let holds = |number: &RulingNumber| {
            let ruling = &world.rulings[*number];
            let relied = ruling.denies() || reliance.exceptions.as_ref().is_none_or(|relied| relied.contains(number));
            let in_force = match week {
                Some(week) => ruling.in_force(week),
                None => !ruling.denies() || ruling.is_always_in_force(),
            };
            relied && in_force
        };
        Self { rulings: world.ways[way].rulings.iter().filter(|n| holds(n)).map(|n| &world.rulings[*n]).collect() }
    }

    fn of<'s>(&'s self, award: &'s AwardId) -> impl Iterator<Item = &'a ExceptionKind> + 's {
        self.rulings.iter().filter(move |r| r.exception.award == *award).map(|r| &r.exception.kind)
    }

    /// Whether a leaf that names the award is satisfied as it is.
    pub fn waives(&self, award: &AwardId) -> bool {
        self.of(award).any(|kind| *kind == ExceptionKind::Waive)
    }

    /// Whether the award does not count.
    pub fn denies(&self, award: &AwardId) -> bool {
        self.of(award).any(|kind| *kind == ExceptionKind::Deny)
    }

    /// The awards that stand in for this one, in the record's order.
    pub fn stand_ins<'s>(&'s self, award: &'s AwardId) -> impl Iterator<Item = &'a AwardId> + 's {
        self.of(award).filter_map(|kind| if let ExceptionKind::Substitute { with } = kind { Some(with) } else { None })
    }

    /// The days since which the award is held by grant.
    pub fn grants<'s>(&'s self, award: &'s AwardId) -> impl Iterator<Item = NaiveDate> + 's {
        let grants = move |r: &&&Ruling<'a>| r.exception.award == *award && r.exception.kind == ExceptionKind::Grant;
        self.rulings.iter().filter(grants).map(|r| r.exception.date)
    }

    /// The awards that pools accept beyond their lists, and for how much.
    pub fn also_allowed(&self) -> impl Iterator<Item = (&'a AwardId, Option<Rational>)> {
        self.rulings.iter().filter_map(|r| match &r.exception.kind {
            ExceptionKind::AlsoAllow { counts } => Some((&r.exception.award, *counts)),
            _ => None,
        })
    }

    /// Every award on which an expression could rely.
    pub fn reliable(&self, world: &World<'a>, e: &Requirement) -> Vec<AwardNumber> {
        reliable(world, &self.rulings, e)
    }
}

/// Every award on which an expression of a way could rely, whatever the week.
pub fn reliable_by(world: &World<'_>, way: &WayEntry<'_>, e: &Requirement) -> Vec<AwardNumber> {
    let rulings: Vec<&Ruling<'_>> = way.rulings.iter().map(|n| &world.rulings[*n]).collect();
    reliable(world, &rulings, e)
}

fn reliable(world: &World<'_>, rulings: &[&Ruling<'_>], e: &Requirement) -> Vec<AwardNumber> {
    let mut out: Vec<AwardNumber> = e.awards().into_iter().map(|id| world.numbers[id]).collect();
    let mut has_pool = false;
    if !rulings.is_empty() {
        e.walk(&mut |e| has_pool |= matches!(e, Requirement::Credits(_)));
    }
    for ruling in rulings {
        let concerned = match ruling.exception.kind {
            ExceptionKind::Substitute { .. } => out.contains(&world.numbers[&ruling.exception.award]),
            ExceptionKind::AlsoAllow { .. } => has_pool,
            _ => false,
        };
        if concerned && let Some(award) = ruling.adds() {
            out.push(world.numbers[award]);
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}
