//! Dealing awards out where each may count toward one child alone.

use std::collections::BTreeSet;

use super::evidence::{Evidence, Only};
use crate::model::{AwardId, Requirement};

/// The awards that count toward each child, so that every child holds; `None`: there is no such dealing.
pub fn deal(evidence: &Evidence<'_>, of: &[Requirement], only: Only<'_>) -> Option<Vec<BTreeSet<AwardId>>> {
    let named: Vec<BTreeSet<AwardId>> =
        of.iter().map(|child| evidence.reliable(child).into_iter().filter(|a| evidence.has(a, None, only)).collect()).collect();
    let mut shared: Vec<AwardId> = Vec::new();
    for award in named.iter().flatten() {
        if !shared.contains(award) && named.iter().filter(|set| set.contains(award)).count() > 1 {
            shared.push(award.clone());
        }
    }
    let own = named.iter().map(|set| set.iter().filter(|a| !shared.contains(a)).cloned().collect()).collect();
    place(evidence, of, &named, &shared, own)
}

/// Gives the first shared award to each child that names it in turn, and looks on.
fn place(
    evidence: &Evidence<'_>,
    of: &[Requirement],
    named: &[BTreeSet<AwardId>],
    shared: &[AwardId],
    dealt: Vec<BTreeSet<AwardId>>,
) -> Option<Vec<BTreeSet<AwardId>>> {
    let open: Vec<usize> = (0..of.len()).filter(|&i| !evidence.holds(&of[i], Some(&dealt[i]))).collect();
    if open.is_empty() {
        return Some(dealt);
    }
    let hopeless = open.iter().any(|&i| {
        let most: BTreeSet<AwardId> = dealt[i].iter().chain(shared.iter().filter(|a| named[i].contains(*a))).cloned().collect();
        !evidence.holds(&of[i], Some(&most))
    });
    let (award, rest) = shared.split_first()?;
    if hopeless {
        return None;
    }
    for &child in open.iter().filter(|&&i| named[i].contains(award)) {
        let mut next = dealt.clone();
        next[child].insert(award.clone());
        if let Some(found) = place(evidence, of, named, rest, next) {
            return Some(found);
        }
    }
    place(evidence, of, named, rest, dealt)
}
