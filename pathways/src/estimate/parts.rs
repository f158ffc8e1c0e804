//! Which part of an award's credit is its own, so that nothing is estimated twice.
//!
//! A pack states what an award costs and takes *beyond what it requires*. A degree or a bundle that requires the awards which
//! make it up has nothing beyond them, and an estimate from its full credit would count every course twice. Therefore:
//!
//! - An award of a kind that bundles (MicroMasters, specialization, certificate, degree, …) whose requirement names awards has as
//!   its own only the credit that those do not bring: 36 credits of which the named courses bring 36 leave nothing, an honours
//!   degree of 120 that requires a diploma of 90 leaves 30. Where that cannot be computed, it has nothing of its own.
//! - Any other award with a requirement that names awards and a stated effort of zero hours and zero weeks is such a bundle
//!   too, unless it is an assessment or a course: those have a fee of their own.
//! - For all other awards a requirement is a prerequisite, and the whole award is its own.

use num_traits::Zero;

use crate::model::{Award, AwardKind, Catalogue, Credit, CreditUnit, Rational, Requirement, credit, exact};

/// What of an award is its own.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Own {
    /// All of it.
    Everything,
    /// Nothing: what it requires carries cost and effort.
    Nothing,
    /// Only this credit; what it requires brings the rest.
    Rest(Credit),
}

/// Whether the awards that it requires make it up, so that its own price and hours are what it asks beyond theirs.
#[must_use]
pub fn is_made_of_parts(award: &Award) -> bool {
    award.requires.as_ref().is_some_and(|r| !r.awards().is_empty()) && (bundles(award.kind) || is_effortless_bundle(award))
}

fn is_effortless_bundle(award: &Award) -> bool {
    let states_no_effort = award.effort.as_ref().is_some_and(|e| e.hours.is_some_and(|h| h.is_zero()) && e.weeks.unwrap_or(0) == 0);
    states_no_effort && !is_taken_by_itself(award.kind)
}

/// What of the award is its own.
pub(super) fn own(award: &Award, catalogue: &Catalogue) -> Own {
    let Some(requirement) = award.requires.as_ref().filter(|_| is_made_of_parts(award)) else {
        return Own::Everything;
    };
    if is_effortless_bundle(award) {
        return Own::Nothing;
    }
    let rest = award.credits.first().and_then(|own| {
        let brought = credit_of(requirement, &own.unit, catalogue)?;
        (brought < own.value).then(|| Credit { value: own.value - brought, unit: own.unit.clone() })
    });
    rest.map_or(Own::Nothing, Own::Rest)
}

/// Kinds whose requirement names what completes them rather than what must come before.
fn bundles(kind: AwardKind) -> bool {
    match kind {
        AwardKind::Certificate
        | AwardKind::Micromasters
        | AwardKind::Microbachelors
        | AwardKind::Mastertrack
        | AwardKind::ProfessionalCertificate
        | AwardKind::Specialization
        | AwardKind::Nanodegree
        | AwardKind::UndergraduateCertificate
        | AwardKind::GraduateCertificate
        | AwardKind::GraduateDiploma
        | AwardKind::Associate
        | AwardKind::Bachelor
        | AwardKind::Master
        | AwardKind::Doctorate => true,
        AwardKind::Course
        | AwardKind::Module
        | AwardKind::Exam
        | AwardKind::Capstone
        | AwardKind::Component
        | AwardKind::TransferCredit
        | AwardKind::Badge
        | AwardKind::Microcredential
        | AwardKind::Certification
        | AwardKind::Licence
        | AwardKind::Other => false,
    }
}

/// Kinds that are sat or studied by themselves: no hours of study do not make them free.
fn is_taken_by_itself(kind: AwardKind) -> bool {
    matches!(
        kind,
        AwardKind::Course | AwardKind::Module | AwardKind::Exam | AwardKind::Capstone | AwardKind::Certification | AwardKind::Licence
    )
}

/// The least credit that satisfying the requirement brings; `None` when an award that it may rest on states none in that unit.
fn credit_of(requirement: &Requirement, unit: &CreditUnit, catalogue: &Catalogue) -> Option<Rational> {
    let each = |of: &[Requirement]| of.iter().map(|child| credit_of(child, unit, catalogue)).collect::<Option<Vec<_>>>();
    match requirement {
        Requirement::Award { award, .. } => credit::worth(&catalogue.awards.get(award)?.credits, unit).map(|(value, _)| value),
        Requirement::All { of, .. } => Some(each(of)?.into_iter().sum()),
        Requirement::Any(of) => each(of)?.into_iter().min(),
        Requirement::AtLeast { count, of } => {
            let mut values = each(of)?;
            values.sort_unstable();
            Some(values.into_iter().take(usize::try_from(*count).ok()?).sum())
        }
        Requirement::Credits(pool) if pool.unit == *unit => Some(pool.credits),
        Requirement::Credits(pool) => Some(pool.credits * pool.unit.to_ects()? / unit.to_ects()?),
        Requirement::Gate(_) => Some(exact::whole(0)),
    }
}
