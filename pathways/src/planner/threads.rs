//! The objectives of one request on several threads: whoever waits at the window waits less.
//!
//! Objectives do not depend on one another, and each is searched for by one thread from its own beginning, so that which thread
//! takes which, and when, changes nothing of the routes.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use super::search::Quantities;
use super::session::{Answered, Clock, Session};
use crate::model::Route;

/// The objectives that no thread has taken yet: by their places, from `first` and before `end`.
struct Open {
    first: usize,
    end: usize,
}

impl Open {
    /// The next, and how many there were. One thread begins at the end: the front stands there, and takes longest.
    fn take(&mut self, from_the_end: bool) -> Option<(usize, usize)> {
        let left = self.end - self.first;
        if left == 0 {
            return None;
        }
        if from_the_end {
            self.end -= 1;
            return Some((self.end, left));
        }
        self.first += 1;
        Some((self.first - 1, left))
    }
}

/// As [`Session::routes`], on so many threads.
pub fn routes(session: &Session<'_, '_>, quantities: &Quantities, threads: usize, began: Instant) -> Vec<Route> {
    let (world, limits, watch) = (session.world, session.limits, session.watch);
    let request = &world.request;
    let open = Mutex::new(Open { first: 0, end: request.objectives.len() });
    let closed = AtomicBool::new(false);
    let unfinished = AtomicBool::new(false);
    let answers: Mutex<Vec<Option<Answered>>> = Mutex::new(request.objectives.iter().map(|_| None).collect());
    let work = |from_the_end: bool| {
        loop {
            let taken = open.lock().unwrap_or_else(PoisonError::into_inner).take(from_the_end);
            let Some((place, left)) = taken else { return };
            let clock = Clock::new(began, request.time_limit, watch);
            clock.share(left.div_ceil(threads) as u32);
            let stop = || closed.load(Ordering::Relaxed) || clock.stops();
            let session = Session::new(world, quantities, limits, &stop, watch);
            let answered = session.answered(request.objectives[place]);
            closed.fetch_or(answered.closed, Ordering::Relaxed);
            unfinished.fetch_or(session.unfinished.get(), Ordering::Relaxed);
            answers.lock().unwrap_or_else(PoisonError::into_inner)[place] = Some(answered);
        }
    };
    std::thread::scope(|scope| {
        for number in 1..threads {
            let work = &work;
            scope.spawn(move || work(number == 1));
        }
        work(false);
    });
    if closed.into_inner() {
        return Vec::new();
    }
    session.unfinished.set(unfinished.into_inner());
    answers.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().flatten().flat_map(|answered| answered.routes).collect()
}
