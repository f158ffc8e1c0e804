//! Hours of awards that state none.

use super::evidence::{Ask, Group, Medians, worths};
use super::parts::{self, Own};
use super::words::{counted, credits_phrase, number};
use super::{HoursEstimate, RuleKind};
use crate::frameworks::Frameworks;
use crate::model::{Award, Catalogue, Credit, CreditUnit, Rational, exact};

/// The first rule that applies; `None` when nothing in the catalogue supports any.
pub(super) fn estimate(award: &Award, catalogue: &Catalogue, frameworks: &Frameworks, medians: &dyn Medians) -> Option<HoursEstimate> {
    let credits = match parts::own(award, catalogue) {
        Own::Nothing => {
            let rule = "Its parts carry the effort: nothing is added for completing them".to_owned();
            return Some(HoursEstimate { hours: exact::whole(0), kind: RuleKind::PartsCarry, awards: 0, rule });
        }
        Own::Everything => award.credits.clone(),
        Own::Rest(rest) => vec![rest],
    };
    official(&credits, frameworks).or_else(|| per_credit(&credits, medians)).or_else(|| median(award, frameworks, medians))
}

/// Credits × the unit's official hours. A unit whose owners name no hours but that converts to ECTS is counted in ECTS.
fn official(credits: &[Credit], frameworks: &Frameworks) -> Option<HoursEstimate> {
    let hours_of = |unit: &CreditUnit| frameworks.unit(unit).and_then(|facts| facts.hours);
    let positive = || credits.iter().filter(|credit| credit.value > exact::whole(0));
    let (credit, converted, per_credit) = positive().find_map(|credit| Some((credit, None, hours_of(&credit.unit)?))).or_else(|| {
        positive().find_map(|credit| Some((credit, Some(credit.value * credit.unit.to_ects()?), hours_of(&CreditUnit::Ects)?)))
    })?;
    let value = converted.unwrap_or(credit.value);
    let exactly = value * per_credit.midpoint();
    let hours = if converted.is_some() { to_quarters(exactly) } else { exactly };
    let mut rule = credits_phrase(credit.value, &credit.unit);
    if let Some(ects) = converted {
        rule += &format!(", which are {}", credits_phrase(ects, &CreditUnit::Ects));
    }
    rule += &if per_credit.is_range() {
        format!(
            ", at the official {} to {} hours each: the middle of the range, {}",
            number(per_credit.least),
            number(per_credit.most),
            number(per_credit.midpoint())
        )
    } else {
        format!(", at the usual {} hours each", number(per_credit.midpoint()))
    };
    Some(HoursEstimate { hours, kind: RuleKind::OfficialHours, awards: 0, rule })
}

/// Credits × the median hours of a credit, for units that are an issuer's own.
fn per_credit(credits: &[Credit], medians: &dyn Medians) -> Option<HoursEstimate> {
    let (unit, value, (hours, awards)) = worths(credits).into_iter().find_map(|(unit, value)| {
        let median = medians.hours(&Group::HoursOfUnit(&unit))?;
        Some((unit, value, median))
    })?;
    let rule = format!(
        "{} at {} hours each, the median of {} with hours in that unit",
        credits_phrase(value, &unit),
        number(hours),
        counted(awards, "award")
    );
    Some(HoursEstimate { hours: to_quarters(value * hours), kind: RuleKind::HoursPerCredit, awards, rule })
}

/// The median of awards that are alike.
fn median(award: &Award, frameworks: &Frameworks, medians: &dyn Medians) -> Option<HoursEstimate> {
    let level = award.level.as_ref().map(|level| Group::HoursOfKindLevel(award.kind, frameworks.group(level)));
    let ((hours, awards), kind, alike) = level
        .and_then(|group| medians.hours(&group))
        .map(|m| (m, RuleKind::HoursOfKindAndLevel, format!("of kind {} at a comparable level", award.kind)))
        .or_else(|| medians.hours(&Group::HoursOfKind(award.kind)).map(|m| (m, RuleKind::HoursOfKind, format!("of kind {}", award.kind))))
        .or_else(|| medians.hours(&Group::Hours).map(|m| (m, RuleKind::HoursOfAll, "of any kind".to_owned())))?;
    let rule = format!("The median of {} {alike} with known hours", counted(awards, "award"));
    Some(HoursEstimate { hours: to_quarters(hours), kind, awards, rule })
}

/// To the nearest quarter of an hour, half up.
fn to_quarters(hours: Rational) -> Rational {
    (hours * exact::whole(4)).round() / exact::whole(4)
}
