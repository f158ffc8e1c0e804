//! Requirement expressions: what must hold before an award is achieved or a recognition is used (contract 1.2).
//! CTDL: `ConditionProfile`, `ComponentCondition`.

use super::credit::CreditUnit;
use super::exact::Rational;
use super::id::{AwardId, GateId};
use super::terms::terms;

/// A condition over achieved awards and gates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Requirement {
    /// That award is achieved, with at least that grade (0 to 100) when one is named.
    Award {
        /// The award.
        award: AwardId,
        /// The least grade, 0 to 100.
        min_grade: Option<Rational>,
    },
    /// Every child holds. With `distinct`, no award counts toward two of the direct children.
    All {
        /// The children.
        of: Vec<Requirement>,
        /// Whether an award counts wholly toward one child only.
        distinct: bool,
    },
    /// At least one child holds.
    Any(Vec<Requirement>),
    /// At least `count` children hold.
    AtLeast {
        /// How many.
        count: u32,
        /// The children.
        of: Vec<Requirement>,
    },
    /// The achieved awards of a pool sum to enough credit.
    Credits(CreditPool),
    /// A person or body decides.
    Gate(Gate),
}

/// So many credits from a list of awards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditPool {
    /// How many credits are needed, in `unit`.
    pub credits: Rational,
    /// The unit in which the pool counts.
    pub unit: CreditUnit,
    /// The awards that may count; each stands here once.
    pub from: Vec<PoolEntry>,
    /// Caps over parts of the pool: disjoint or nested.
    pub at_most: Vec<Cap>,
}

/// An award in a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolEntry {
    /// The award.
    pub award: AwardId,
    /// Its worth in this pool, in the pool's unit; overrides the award's own value.
    pub counts: Option<Rational>,
}

/// A limit on what some awards of a pool contribute together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cap {
    /// The most that counts, in the pool's unit.
    pub credits: Rational,
    /// The awards that it covers.
    pub from: Vec<AwardId>,
    /// Why there is a cap, in the source's words.
    pub reason: Option<String>,
}

/// A condition that a person or body decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// Its id; the learner record answers by it.
    pub gate: GateId,
    /// What kind of decision it is.
    pub kind: Option<GateKind>,
    /// The question as the source puts it.
    pub label: Option<String>,
    /// What satisfies it without a decision.
    pub met_by: Option<Box<Requirement>>,
}

terms! {
    /// Kinds of gates.
    GateKind {
        /// Admission to a programme.
        Admission = "admission",
        /// A degree held before.
        PriorDegree = "prior-degree",
        /// Proof of a language.
        Language = "language",
        /// Years of work.
        WorkExperience = "work-experience",
        /// A test.
        Test = "test",
        /// A least age.
        Age = "age",
        /// Residency.
        Residency = "residency",
        /// Somebody's approval.
        Approval = "approval",
        /// Anything else.
        Other = "other",
    }
}

impl Requirement {
    /// A plain leaf.
    #[must_use]
    pub fn award(id: impl Into<AwardId>) -> Self {
        Self::Award { award: id.into(), min_grade: None }
    }

    /// The direct children, `met_by` of a gate included.
    #[must_use]
    pub fn children(&self) -> &[Requirement] {
        match self {
            Self::All { of, .. } | Self::Any(of) | Self::AtLeast { of, .. } => of,
            Self::Gate(Gate { met_by: Some(inner), .. }) => std::slice::from_ref(inner),
            Self::Award { .. } | Self::Credits(_) | Self::Gate(_) => &[],
        }
    }

    /// Calls `visit` for this expression and all that it holds, outermost first.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Requirement)) {
        visit(self);
        for child in self.children() {
            child.walk(visit);
        }
    }

    /// Every award that the expression names, in order, repetitions included; caps name nothing new.
    #[must_use]
    pub fn awards(&self) -> Vec<&AwardId> {
        let mut out = Vec::new();
        self.walk(&mut |e| match e {
            Self::Award { award, .. } => out.push(award),
            Self::Credits(pool) => out.extend(pool.from.iter().map(|entry| &entry.award)),
            Self::All { .. } | Self::Any(_) | Self::AtLeast { .. } | Self::Gate(_) => {}
        });
        out
    }

    /// Every gate that the expression names, in order, repetitions included.
    #[must_use]
    pub fn gates(&self) -> Vec<&Gate> {
        let mut out = Vec::new();
        self.walk(&mut |e| {
            if let Self::Gate(gate) = e {
                out.push(gate);
            }
        });
        out
    }
}
