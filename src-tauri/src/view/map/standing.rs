//! How an award stands in the route that is drawn: achieved before, good enough, or barred.

use pathways::model::credit::worth;
use pathways::model::{AwardId, AwardStatus, GateState, Rational, Requirement};

use super::{Drawing, Sink};
use crate::wire::map::Bar;

impl Drawing<'_> {
    /// Why an award cannot be a new step.
    pub(super) fn bar(&self, award: &AwardId) -> Option<Bar> {
        let preferences = &self.viewer.record.preferences;
        let Some(award) = self.viewer.world.catalogue.awards.get(award) else { return Some(Bar::Missing) };
        let issuers = [Some(&award.issuer), award.platform.as_ref()];
        let barred = issuers.into_iter().flatten().any(|organization| preferences.exclude_organizations.contains(organization));
        match award.status {
            _ if barred || preferences.exclude_awards.contains(&award.id) => Some(Bar::Excluded),
            AwardStatus::Retired => Some(Bar::Retired),
            AwardStatus::Planned => Some(Bar::Planned),
            AwardStatus::Active => None,
        }
    }

    pub(super) fn before(&self, award: &AwardId, sink: &Sink<'_>) -> bool {
        self.turn.get(award).is_some_and(|turn| *turn < sink.turn)
    }

    /// Whether a held award's grade is enough; one that is unknown, or yet to be earned, is relied upon.
    pub(super) fn reaches(&self, award: &AwardId, min_grade: Option<Rational>) -> bool {
        let held = self.viewer.record.held.iter().find(|held| held.award == *award && !self.ways.contains_key(award));
        match (min_grade, held.and_then(|held| held.grade)) {
            (Some(least), Some(grade)) => grade >= least,
            _ => true,
        }
    }

    pub(super) fn holds(&self, requirement: &Requirement, sink: &Sink<'_>) -> bool {
        self.satisfied(requirement, &|award| self.before(award, sink))
    }

    /// Whether a requirement holds, for drawing: caps are the planner's business and have been kept.
    pub(super) fn satisfied(&self, requirement: &Requirement, achieved: &dyn Fn(&AwardId) -> bool) -> bool {
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
}
