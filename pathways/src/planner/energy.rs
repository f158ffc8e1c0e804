//! How many weeks a set of studies takes at least: what the hours of each week leave no way around.
//!
//! Hours are one such measure. Others make more of what cannot run side by side: studies that each take more than half
//! of a week's hours follow one another, whatever the rest. Functions that keep the sum of any loads that fit into a
//! week within the week's own value ("dual feasible" functions) turn each into an inequality that every schedule keeps.

/// A study: how many weeks it runs, and what it takes of each.
pub type Study = (u32, i64);

/// The weights of the studies that are taken, over `each_week`, are at most the weeks until the finish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// By study, in the order given.
    pub weights: Vec<i64>,
    /// What a week holds.
    pub each_week: i64,
}

/// Loads, as thresholds, that are tried.
const THRESHOLDS: usize = 8;

/// Inequalities that hold for every schedule whose steps all end by the finish.
pub fn bounds(work: &[Study], capacity: i64) -> Vec<Bound> {
    let mut out: Vec<Bound> = Vec::new();
    let mut add = |value: &dyn Fn(i64) -> i64| {
        let each_week = value(capacity);
        let weights: Vec<i64> = work.iter().map(|&(length, load)| i64::from(length) * value(load)).collect();
        let gains = out.first().is_none_or(|hours| {
            let over = |(own, by_hours): (&i64, &i64)| {
                i128::from(*own) * i128::from(hours.each_week) > i128::from(*by_hours) * i128::from(each_week)
            };
            weights.iter().zip(&hours.weights).any(over)
        });
        let bound = Bound { weights, each_week };
        if gains && !out.contains(&bound) {
            out.push(bound);
        }
    };
    add(&|load| load);
    let mut loads: Vec<i64> = work.iter().map(|w| w.1).filter(|load| 2 * load <= capacity).chain([capacity / 2]).collect();
    loads.sort_unstable();
    loads.dedup();
    let apart = loads.len().div_ceil(THRESHOLDS).max(1);
    for least in loads.into_iter().rev().step_by(apart).filter(|least| *least > 0) {
        // What leaves less than the threshold free takes the whole week; what is below it takes nothing.
        add(&|load| {
            if load > capacity - least {
                capacity
            } else if load < least {
                0
            } else {
                load
            }
        });
    }
    for parts in 2..=4_i64 {
        // Loads in units of a `parts`-th, rounded down, unless they are whole.
        add(&|load| if parts * load % capacity == 0 { load * (parts - 1) } else { parts * load / capacity * capacity });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every set of loads that fits into a week keeps within the week's value.
    #[test]
    fn what_fits_into_a_week_keeps_within_its_value() {
        for capacity in [7_i64, 10, 12] {
            let work: Vec<Study> = (1..=capacity).map(|load| (1, load)).collect();
            for bound in bounds(&work, capacity) {
                let weight = |load: i64| bound.weights[load as usize - 1];
                // The heaviest week by weight, over all sets of loads that fit.
                let mut most = vec![0; capacity as usize + 1];
                for room in 1..=capacity {
                    most[room as usize] = (1..=room).map(|load| weight(load) + most[(room - load) as usize]).max().unwrap_or(0);
                }
                assert!(most[capacity as usize] <= bound.each_week, "{bound:?}");
            }
        }
    }
}
