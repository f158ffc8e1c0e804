//! What bars a way, and the change that would remove it.

use super::World;
use crate::model::{Award, AwardId, Cause, PinKind, Recognition, RecognitionId};
use crate::planner::encode::Change;

/// Something that bars a way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Obstacle {
    /// The award is retired.
    Retired(AwardId),
    /// The award is planned, not active.
    NotActive(AwardId),
    /// The award is excluded.
    ExcludedAward(AwardId),
    /// A pin says to avoid it.
    Avoided(AwardId),
    /// Its issuer, its platform, or the recognising organization is excluded.
    ExcludedOrganization(String),
    /// The agreement is not in force at any time of the plan.
    Lapsed(RecognitionId),
    /// The weekly load alone exceeds the hours: minutes needed, minutes there.
    TooHeavy(AwardId, i64, i64),
    /// A scheduled award without any start from the learner's start on.
    NoStart(AwardId),
    /// Its cost or hours are unknown, and only what is known was wanted.
    Unknown(AwardId),
}

impl Obstacle {
    /// The change that removes it.
    pub fn change(&self) -> Change {
        let (cause, id, detail) = match self {
            Self::Retired(award) => (Cause::Retired, award.to_string(), String::new()),
            Self::NotActive(award) => (Cause::NotActive, award.to_string(), String::new()),
            Self::ExcludedAward(award) => (Cause::Exclusion, award.to_string(), String::new()),
            Self::Avoided(award) => (Cause::Exclusion, award.to_string(), "pin".to_owned()),
            Self::ExcludedOrganization(organization) => (Cause::Exclusion, organization.clone(), String::new()),
            Self::Lapsed(recognition) => (Cause::LapsedAgreement, recognition.to_string(), String::new()),
            Self::TooHeavy(award, needed, there) => (Cause::WeeklyHours, award.to_string(), format!("{needed} {there}")),
            Self::NoStart(award) => (Cause::NoStart, award.to_string(), String::new()),
            Self::Unknown(award) => (Cause::MissingAgreement, award.to_string(), "estimates".to_owned()),
        };
        Change { cause, id, detail }
    }
}

impl World<'_> {
    pub(super) fn exclusions(&self, award: &Award, recognition: Option<&Recognition>, out: &mut Vec<Obstacle>) {
        let preferences = &self.request.record.preferences;
        if preferences.exclude_awards.contains(&award.id) {
            out.push(Obstacle::ExcludedAward(award.id.clone()));
        }
        if self.request.record.pins.iter().any(|pin| pin.kind == PinKind::Avoid && pin.award == award.id) {
            out.push(Obstacle::Avoided(award.id.clone()));
        }
        let concerned = [Some(&award.issuer), award.platform.as_ref(), recognition.map(|r| &r.by)];
        for organization in concerned.into_iter().flatten() {
            if preferences.exclude_organizations.contains(organization) {
                out.push(Obstacle::ExcludedOrganization(organization.to_string()));
            }
        }
        out.sort();
        out.dedup();
    }
}
