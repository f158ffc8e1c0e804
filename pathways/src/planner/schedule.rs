//! A good schedule quickly: steps are placed one by one, each in the first week that has room. The exact search
//! starts from here and either improves it or proves that nothing is better.

use super::support::{Achieved, Reliance, Support};
use super::world::{AwardNumber, WayEntry, WayNumber, World};

/// Which step goes first where several could.
#[derive(Clone, Copy)]
enum Rule {
    /// What can start first.
    Earliest,
    /// What the most weeks still wait for.
    LongestTail,
    /// What takes longest.
    Longest,
}

/// Places the steps in weeks. `None`: no order was found that keeps every window and date; there may be one all the same.
pub fn schedule(world: &World<'_>, picks: &[(AwardNumber, WayNumber)]) -> Option<Vec<Achieved>> {
    let tails = tails(world, picks);
    [Rule::Earliest, Rule::LongestTail, Rule::Longest]
        .into_iter()
        .filter_map(|rule| place_all(world, picks, &tails, rule))
        .min_by_key(|steps| finish(steps))
}

/// The week in which the target, award 0, is achieved.
pub fn finish(steps: &[Achieved]) -> u32 {
    steps.iter().find(|s| s.award == 0).map_or(0, |s| s.end)
}

/// Weeks of the longest chain from each pick to the end, by the awards that requirements name.
fn tails(world: &World<'_>, picks: &[(AwardNumber, WayNumber)]) -> Vec<u64> {
    let mut tails = vec![0_u64; picks.len()];
    for _ in 0..picks.len() {
        let mut changed = false;
        for &(_, way) in picks {
            let entry = &world.ways[way];
            let own = picks.iter().position(|p| p.1 == way).map_or(0, |i| tails[i]) + u64::from(entry.length);
            for on in &entry.rests_on {
                if let Some(i) = picks.iter().position(|p| p.0 == *on)
                    && tails[i] < own
                    && own < 100_000
                {
                    tails[i] = own;
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    tails
}

/// A step that waits to be placed.
struct Waiting {
    pick: usize,
    /// The first week in which it could start, by what is placed so far.
    start: Option<u32>,
}

fn place_all(world: &World<'_>, picks: &[(AwardNumber, WayNumber)], tails: &[u64], rule: Rule) -> Option<Vec<Achieved>> {
    let reliance = Reliance::default();
    let mut support = Support::new(world, &reliance);
    let mut placed: Vec<Achieved> = Vec::with_capacity(picks.len());
    let first = |pick: usize, support: &Support<'_, '_>, placed: &[Achieved]| first_week(world, support, placed, picks[pick].1);
    let mut waiting: Vec<Waiting> = (0..picks.len()).map(|pick| Waiting { pick, start: first(pick, &support, &placed) }).collect();
    while !waiting.is_empty() {
        let mut choice: Option<((u64, u64, usize), usize, u32)> = None;
        for (at, &Waiting { pick: i, start }) in waiting.iter().enumerate() {
            let Some(start) = start else { continue };
            let (week, tail, length) = (u64::from(start), tails[i], u64::from(world.ways[picks[i].1].length));
            let key = match rule {
                Rule::Earliest => (week, u64::MAX - tail, i),
                Rule::LongestTail => (u64::MAX - tail - length, week, i),
                Rule::Longest => (week / 13, u64::MAX - length, i),
            };
            // What takes no time costs nothing to have now.
            let key = if length == 0 { (0, week, i) } else { key };
            if choice.is_none_or(|c| key < c.0) {
                choice = Some((key, at, start));
            }
        }
        let (_, at, start) = choice?;
        let (award, way) = picks[waiting.remove(at).pick];
        let step = Achieved { award, way, end: world.breaks.end(start, world.ways[way].length) };
        support.achieve(step.award, step.end);
        placed.push(step);
        // Only what rests on the step, or would run beside it, can start in another week now.
        for other in &mut waiting {
            let entry = &world.ways[picks[other.pick].1];
            let meets = |from: u32| entry.length > 0 && from < step.end && start < world.breaks.end(from, entry.length);
            if entry.rests_on.contains(&award) || other.start.is_some_and(meets) {
                other.start = first(other.pick, &support, &placed);
            }
        }
    }
    Some(placed)
}

/// The first week in which the way can start, resting on what is placed.
fn first_week(world: &World<'_>, support: &Support<'_, '_>, placed: &[Achieved], way: WayNumber) -> Option<u32> {
    let entry = &world.ways[way];
    let changes = entry.rulings.iter().map(|&n| &world.rulings[n]).flat_map(|r| [Some(r.first), r.last.map(|last| last + 1)]);
    let ends = placed.iter().filter(|p| entry.rests_on.contains(&p.award)).map(|p| p.end);
    let mut events: Vec<u32> = ends.chain([0]).chain(changes.flatten()).collect();
    events.sort_unstable();
    events.dedup();
    let released = events.into_iter().find(|&week| support.holds(way, week))?;
    let mut week = released;
    loop {
        week = world.next_start(entry, week)?;
        match blocked_until(world, placed, way, week) {
            Some(later) => week = later,
            None => return support.holds(way, week).then_some(week),
        }
    }
}

/// The first week after which the way, started in `start`, could have room; `None`: it has room now.
fn blocked_until(world: &World<'_>, placed: &[Achieved], way: WayNumber, start: u32) -> Option<u32> {
    let WayEntry { load, length, .. } = world.ways[way];
    let end = world.breaks.end(start, length);
    let studies: Vec<(u32, u32, i64)> = placed
        .iter()
        .filter(|p| world.ways[p.way].length > 0 && p.end > start)
        .map(|p| (world.start_of(p), p.end, world.ways[p.way].load))
        .collect();
    let running = |week: u32| studies.iter().filter(move |(from, until, _)| *from <= week && week < *until);
    let weeks = studies.iter().map(|s| s.0).filter(|&w| w > start && w < end).chain([start]);
    weeks
        .filter(|_| length > 0)
        .filter(|&week| running(week).map(|s| s.2).sum::<i64>() + load > world.minutes_per_week)
        .filter_map(|week| running(week).map(|s| s.1).min())
        .max()
}
