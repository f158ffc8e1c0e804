//! Names in CTDL documents: prefixes, identities, the kinds that classes stand for.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::model::{AwardKind, OrganizationKind};

/// Where Cairn's own ids live in a CTDL document.
pub(super) const OWN: &str = "urn:x-cairn:";

/// What the address of a gate ends with where it stands as the condition of a component: elsewhere it is a profile.
pub(super) const AS_CONDITION: &str = "#condition";

/// The prefixes that CTDL documents use, each with the address that it stands for.
const PREFIXES: [(&str, &str); 26] = [
    ("ceterms", "https://purl.org/ctdl/terms/"),
    ("ceasn", "https://purl.org/ctdlasn/terms/"),
    ("asn", "http://purl.org/ASN/schema/core/"),
    ("qdata", "https://credreg.net/qdata/terms/"),
    ("schema", "https://schema.org/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("meta", "https://credreg.net/meta/terms/"),
    ("elm", "http://data.europa.eu/snb/model/elm/"),
    ("creditUnit", "https://purl.org/ctdl/vocabs/creditUnit/"),
    ("audLevel", "https://purl.org/ctdl/vocabs/audLevel/"),
    ("logic", "https://purl.org/ctdl/vocabs/logic/"),
    ("compare", "https://purl.org/ctdl/vocabs/compare/"),
    ("array", "https://purl.org/ctdl/vocabs/array/"),
    ("credentialStat", "https://purl.org/ctdl/vocabs/credentialStat/"),
    ("lifeCycle", "https://purl.org/ctdl/vocabs/lifeCycle/"),
    ("costType", "https://purl.org/ctdl/vocabs/costType/"),
    ("deliver", "https://purl.org/ctdl/vocabs/deliver/"),
    ("deliveryType", "https://purl.org/ctdl/vocabs/deliveryType/"),
    ("orgType", "https://purl.org/ctdl/vocabs/orgType/"),
    ("agentSector", "https://purl.org/ctdl/vocabs/agentSector/"),
    ("dcterms", "http://purl.org/dc/terms/"),
];

/// Terms that drafts write without a prefix, and that are then read as CTDL's.
const BARE: [&str; 37] = [
    "Pathway",
    "PathwayComponent",
    "CredentialComponent",
    "CourseComponent",
    "AssessmentComponent",
    "CompetencyComponent",
    "BasicComponent",
    "JobComponent",
    "SelectionComponent",
    "ComponentCondition",
    "ConditionProfile",
    "Credential",
    "Course",
    "LearningProgram",
    "name",
    "description",
    "ctid",
    "subjectWebpage",
    "hasDestinationComponent",
    "hasPart",
    "isPartOf",
    "hasCondition",
    "targetComponent",
    "requiredNumber",
    "logicalOperator",
    "hasConstraint",
    "proxyFor",
    "creditValue",
    "ownedBy",
    "offeredBy",
    "requires",
    "recommends",
    "prerequisite",
    "precedes",
    "precededBy",
    "hasChild",
    "isChildOf",
];

/// How one document names things: the fixed prefixes, and what its context adds to them.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    declared: BTreeMap<String, String>,
}

impl Names {
    /// Takes a prefix from a document's context. The fixed ones cannot be changed.
    pub fn declare(&mut self, prefix: &str, address: &str) {
        if address.contains(':') && PREFIXES.iter().all(|(known, _)| *known != prefix) {
            self.declared.insert(prefix.to_owned(), address.to_owned());
        }
    }

    /// A term with its prefix: `ceterms:name` from the full address, from another prefix for it, or bare.
    pub fn term<'a>(&self, name: &'a str) -> Cow<'a, str> {
        if BARE.contains(&name) {
            let prefix = if matches!(name, "hasChild" | "isChildOf") { "ceasn" } else { "ceterms" };
            return Cow::Owned(format!("{prefix}:{name}"));
        }
        let full = self.address(name);
        // The schema.org and CTDL addresses are met with http and https alike.
        let plain = |address: &str| address.trim_start_matches("https:").trim_start_matches("http:").to_owned();
        let wanted = plain(&full);
        match PREFIXES.iter().find_map(|(prefix, address)| Some((prefix, wanted.strip_prefix(&plain(address))?))) {
            Some((prefix, local)) => Cow::Owned(format!("{prefix}:{local}")),
            None => Cow::Borrowed(name),
        }
    }

    /// The full address of a reference; what has no known prefix stays as it is.
    pub fn address<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let Some((prefix, local)) = text.split_once(':').filter(|(_, local)| !local.starts_with("//")) else {
            return Cow::Borrowed(text);
        };
        let known = PREFIXES.iter().find(|(known, _)| *known == prefix).map(|(_, address)| *address);
        match known.or_else(|| self.declared.get(prefix).map(String::as_str)) {
            Some(address) => Cow::Owned(format!("{address}{local}")),
            None => Cow::Borrowed(text),
        }
    }
}

/// Whether a name is one of CTDL's without its prefix.
pub(super) fn is_bare(name: &str) -> bool {
    BARE.contains(&name)
}

/// The last part of a term or address: `Active` of `credentialStat:Active`.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(['/', '#', ':']).next().unwrap_or(name)
}

/// Whether the text is a CTID: `ce-` and a UUID in lower case.
pub(super) fn is_ctid(text: &str) -> bool {
    let Some(uuid) = text.strip_prefix("ce-") else { return false };
    let groups: Vec<&str> = uuid.split('-').collect();
    let hexadecimal = |group: &str| group.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12]) && groups.iter().all(|group| hexadecimal(group))
}

/// What two references have in common when they mean the same thing: the CTID, wherever it stands, else the address.
pub(super) fn identity(address: &str) -> &str {
    let last = local(address);
    if is_ctid(last) { last } else { address }
}

/// Whether a text can be a reference at all: an address, or a node of the document. `(143 URIs)` cannot.
pub(super) fn is_reference(text: &str) -> bool {
    let scheme = text.split_once(':').map(|(scheme, rest)| (scheme, !rest.is_empty()));
    is_ctid(text)
        || scheme.is_some_and(|(scheme, rest)| {
            rest && !scheme.is_empty()
                && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-._".contains(&b))
                && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"{}|^`\\".contains(c))
        })
}

/// What a class of CTDL is as an award. `None`: it is none.
pub(super) fn award_kind(class: &str) -> Option<AwardKind> {
    Some(match class.strip_prefix("ceterms:")? {
        "Course" | "LearningOpportunityProfile" | "LearningOpportunity" | "CourseComponent" => AwardKind::Course,
        "LearningProgram" => AwardKind::Component,
        "AssessmentProfile" | "Assessment" | "AssessmentComponent" => AwardKind::Exam,
        "Badge" | "DigitalBadge" | "OpenBadge" => AwardKind::Badge,
        "MicroCredential" => AwardKind::Microcredential,
        "Certification" => AwardKind::Certification,
        "License" => AwardKind::Licence,
        "ProfessionalCertificate" => AwardKind::ProfessionalCertificate,
        "PostBaccalaureateCertificate" | "PostMasterCertificate" => AwardKind::GraduateCertificate,
        "AssociateDegree"
        | "AssociateOfAppliedArtsDegree"
        | "AssociateOfAppliedScienceDegree"
        | "AssociateOfArtsDegree"
        | "AssociateOfScienceDegree" => AwardKind::Associate,
        "BachelorDegree" | "BachelorOfArtsDegree" | "BachelorOfScienceDegree" => AwardKind::Bachelor,
        "MasterDegree" | "MasterOfArtsDegree" | "MasterOfScienceDegree" => AwardKind::Master,
        "DoctoralDegree" | "ProfessionalDoctorate" | "ResearchDoctorate" => AwardKind::Doctorate,
        "Certificate"
        | "AcademicCertificate"
        | "ApprenticeshipCertificate"
        | "BasicTechnicalCertificate"
        | "CertificateOfCompletion"
        | "CertificateOfParticipation"
        | "GeneralEducationLevel1Certificate"
        | "GeneralEducationLevel2Certificate"
        | "HigherEducationLevel1Certificate"
        | "HigherEducationLevel2Certificate"
        | "JourneymanCertificate"
        | "MasterCertificate"
        | "PreApprenticeshipCertificate"
        | "ProficiencyCertificate"
        | "SecondaryEducationCertificate"
        | "TechnicalLevel1Certificate"
        | "TechnicalLevel2Certificate"
        | "TechnicalLevel3Certificate"
        | "WorkBasedLearningCertificate" => AwardKind::Certificate,
        "Credential"
        | "Degree"
        | "Diploma"
        | "SpecialistDegree"
        | "GeneralEducationDevelopment"
        | "SecondarySchoolDiploma"
        | "QualityAssuranceCredential"
        | "CredentialComponent" => AwardKind::Other,
        "PathwayComponent"
        | "BasicComponent"
        | "SelectionComponent"
        | "CollectionComponent"
        | "CocurricularComponent"
        | "ExtracurricularComponent"
        | "CompetencyComponent"
        | "JobComponent"
        | "WorkExperienceComponent"
        | "MultiComponent" => AwardKind::Component,
        _ => return None,
    })
}

/// Whether a class is a part of a pathway rather than a resource of its own.
pub(super) fn is_component(class: &str) -> bool {
    class.starts_with("ceterms:") && class.ends_with("Component")
}

/// Whether a class is an organization.
pub(super) fn is_organization(class: &str) -> bool {
    matches!(class, "ceterms:CredentialOrganization" | "ceterms:QACredentialOrganization" | "ceterms:Organization" | "ceterms:Agent")
}

/// What an organization is, by CTDL's `orgType`.
pub(super) fn organization_kind(concept: &str) -> Option<OrganizationKind> {
    Some(match local(concept) {
        "FourYear" => OrganizationKind::University,
        "TwoYear" | "Technical" => OrganizationKind::College,
        "PrimarilyOnline" => OrganizationKind::Platform,
        "Business" | "Vendor" => OrganizationKind::Company,
        "AssessmentBody" | "CertificationBody" | "ProfessionalAssociation" => OrganizationKind::AwardingBody,
        "Regulator" | "AccreditationBody" | "QualityAssurance" => OrganizationKind::Regulator,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ctids_are_lower_case_and_whole() {
        assert!(is_ctid("ce-22f0bd3f-538b-494c-a624-1cdcc33d55e5"));
        for bad in
            ["22f0bd3f-538b-494c-a624-1cdcc33d55e5", "ce-22F0BD3F-538B-494C-A624-1CDCC33D55E5", "ce-22f0bd3f-538b-494c-a624-1cdcc33d55e"]
        {
            assert!(!is_ctid(bad), "{bad}");
        }
        assert_eq!(identity("https://x/graph/ce-22f0bd3f-538b-494c-a624-1cdcc33d55e5"), "ce-22f0bd3f-538b-494c-a624-1cdcc33d55e5");
        assert_eq!(identity("https://x/resources/1"), "https://x/resources/1");
    }

    #[test]
    fn every_way_to_write_a_term_gives_one_name() {
        let mut names = Names::default();
        names.declare("ct", "https://purl.org/ctdl/terms/");
        names.declare("ceterms", "https://elsewhere.example/");
        for text in ["ceterms:name", "https://purl.org/ctdl/terms/name", "http://purl.org/ctdl/terms/name", "ct:name", "name"] {
            assert_eq!(names.term(text), "ceterms:name", "{text}");
        }
        assert_eq!(names.term("hasChild"), "ceasn:hasChild");
        assert_eq!(names.term("dcterms:title"), "dct:title");
        assert_eq!(names.term("defaultCredits"), "defaultCredits");
    }

    #[test]
    fn placeholders_are_no_references() {
        for good in ["https://example.org/a", "_:b1", "res:ce-1", "urn:x-cairn:a", "ce-22f0bd3f-538b-494c-a624-1cdcc33d55e5"] {
            assert!(is_reference(good), "{good}");
        }
        for bad in ["(143 URIs)", "", "name", ":x", "https://a b"] {
            assert!(!is_reference(bad), "{bad}");
        }
    }
}
