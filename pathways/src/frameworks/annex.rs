//! What a micro-credential should say of itself: Annex I of the European Approach (Council Recommendation 2022/C 243/02).

use std::collections::BTreeSet;

use crate::model::{Award, AwardKind, Catalogue};

/// An element of Annex I.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnnexElement {
    /// Who learned.
    Learner,
    /// What it is called.
    Title,
    /// Country or region of the issuer.
    Country,
    /// Who awards it.
    AwardingBody,
    /// When it was issued.
    Date,
    /// What was learned.
    Outcomes,
    /// The notional workload, in ECTS where possible.
    Workload,
    /// The level (EQF, QF-EHEA).
    Level,
    /// How it is assessed.
    Assessment,
    /// How one takes part.
    Participation,
    /// What assures its quality.
    QualityAssurance,
    /// What one must have before. Optional.
    Prerequisites,
    /// Supervision and identity check during the assessment. Optional.
    Supervision,
    /// The grade. Optional.
    Grade,
    /// How it integrates or stacks. Optional.
    Stackability,
    /// Anything further. Optional.
    Further,
}

impl AnnexElement {
    /// The mandatory elements, in the order of the Annex.
    pub const MANDATORY: [Self; 11] = [
        Self::Learner,
        Self::Title,
        Self::Country,
        Self::AwardingBody,
        Self::Date,
        Self::Outcomes,
        Self::Workload,
        Self::Level,
        Self::Assessment,
        Self::Participation,
        Self::QualityAssurance,
    ];

    /// As it is written down.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Learner => "learner",
            Self::Title => "title",
            Self::Country => "country of the issuer",
            Self::AwardingBody => "awarding body",
            Self::Date => "date of issuing",
            Self::Outcomes => "learning outcomes",
            Self::Workload => "workload",
            Self::Level => "level",
            Self::Assessment => "type of assessment",
            Self::Participation => "form of participation",
            Self::QualityAssurance => "quality assurance",
            Self::Prerequisites => "prerequisites",
            Self::Supervision => "supervision and identity check",
            Self::Grade => "grade",
            Self::Stackability => "stackability",
            Self::Further => "further information",
        }
    }
}

/// Which elements of Annex I are stated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annex {
    /// Those that are.
    pub stated: BTreeSet<AnnexElement>,
    /// Whether it is about one person's credential; learner and date are asked of those only.
    pub of_a_person: bool,
}

impl Annex {
    /// The mandatory elements that are not stated, in the order of the Annex.
    #[must_use]
    pub fn missing(&self) -> Vec<AnnexElement> {
        let asked = |element: &AnnexElement| self.of_a_person || !matches!(element, AnnexElement::Learner | AnnexElement::Date);
        AnnexElement::MANDATORY.into_iter().filter(asked).filter(|element| !self.stated.contains(element)).collect()
    }

    /// What a catalogue says of an award. `None`: it is no micro-credential, and the Annex asks nothing of it.
    ///
    /// A pack has no key for assessment and quality assurance: for awards that came from the European Learning Model the source
    /// is asked, kept under `x-annex-1`.
    #[must_use]
    pub fn of_award(award: &Award, catalogue: &Catalogue) -> Option<Self> {
        let is_micro = matches!(
            award.kind,
            AwardKind::Microcredential
                | AwardKind::Micromasters
                | AwardKind::Microbachelors
                | AwardKind::Mastertrack
                | AwardKind::Nanodegree
        );
        if !is_micro {
            return None;
        }
        let organization = catalogue.organizations.get(&award.issuer);
        let mut stated = BTreeSet::from([AnnexElement::Title, AnnexElement::AwardingBody]);
        let mut state = |element, is_stated: bool| {
            if is_stated {
                stated.insert(element);
            }
        };
        state(AnnexElement::Country, organization.is_some_and(|organization| organization.country.is_some()));
        state(AnnexElement::Outcomes, !award.skills.is_empty());
        state(AnnexElement::Workload, !award.credits.is_empty() || award.hours().is_some());
        state(AnnexElement::Level, award.level.is_some());
        state(AnnexElement::Participation, award.delivery.as_ref().is_some_and(|delivery| delivery.mode.is_some()));
        state(AnnexElement::Prerequisites, award.requires.is_some());
        let kept = award.extensions.iter().find(|(key, _)| key == Self::KEY).and_then(|(_, value)| value.as_array());
        for element in kept.into_iter().flatten().filter_map(|word| word.as_str()).filter_map(Self::element) {
            state(element, true);
        }
        Some(Self { stated, of_a_person: false })
    }

    /// The key under which an award keeps what its source states beyond what a pack can say.
    pub const KEY: &str = "x-annex-1";

    fn element(word: &str) -> Option<AnnexElement> {
        [AnnexElement::Assessment, AnnexElement::QualityAssurance, AnnexElement::Supervision, AnnexElement::Stackability]
            .into_iter()
            .find(|element| element.as_str() == word)
    }
}
