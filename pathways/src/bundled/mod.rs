//! The bundled catalogue, the sample learners and the tables beside them, compiled into the program.
//!
//! The lists are explicit so that a file that is missing or left over fails the build or a test, not a start.

use crate::finding::Finding;
use crate::interchange::SourceFile;
use crate::interchange::contract;
use crate::model::Catalogue;

/// A file that is compiled into the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BundledFile {
    /// Its file name, without a folder.
    pub name: &'static str,
    /// Its content.
    pub text: &'static str,
}

macro_rules! bundled {
    ($folder:literal: $($name:literal,)+) => {
        &[$(BundledFile { name: $name, text: include_str!(concat!("../../catalogue/", $folder, "/", $name)) },)+]
    };
}

const PACKS: &[BundledFile] = bundled! { "packs":
    "au-acu.json",
    "au-csu-it-masters.json",
    "au-deakin.json",
    "au-macquarie-global-mba.json",
    "au-melbourne-unsw-micromasters.json",
    "ca-athabasca-med.json",
    "ca-bcit-athabasca-ladders.json",
    "ca-calgary-med.json",
    "ch-mas-sustainable-building.json",
    "eu-ireland.json",
    "eu-louvain-international-law.json",
    "in-iit-madras.json",
    "in-ugc-swayam.json",
    "kr-academic-credit-bank.json",
    "nz-massey-wellington.json",
    "sg-hk-hkuspace.json",
    "sg-nus-ntu.json",
    "sg-sit-csm.json",
    "uk-acca.json",
    "uk-cima-cgma.json",
    "uk-nested-stacks.json",
    "uk-open-university.json",
    "uk-university-of-london.json",
    "us-career-certificates.json",
    "us-columbia-kelley-micromasters.json",
    "us-community-college-ladders.json",
    "us-cu-boulder.json",
    "us-degree-completion.json",
    "us-georgia-tech.json",
    "us-harvard-extension.json",
    "us-illinois.json",
    "us-mitx-micromasters.json",
    "us-organizations.json",
    "us-performance-admission.json",
    "us-professional-certifications.json",
    "us-rn-to-bsn.json",
    "us-snhu-certifications.json",
    "us-uopeople.json",
    "us-wgu.json",
    "za-unisa-accounting.json",
};

const LEARNERS: &[BundledFile] = bundled! { "learners":
    "learner.json",
    "advised.json",
    "explorer.json",
};

/// The comparability table of frameworks and credit units.
pub(crate) const FRAMEWORKS: &str = include_str!("../../catalogue/frameworks.json");

/// Indicative exchange rates.
pub(crate) const RATES: &str = include_str!("../../catalogue/rates.json");

/// The bundled catalogue packs, by file name.
#[must_use]
pub fn packs() -> &'static [BundledFile] {
    PACKS
}

/// The sample learner records: one who holds credentials, one who is advised, one who explores.
#[must_use]
pub fn learners() -> &'static [BundledFile] {
    LEARNERS
}

/// The bundled packs as files to read.
#[must_use]
pub fn pack_files() -> Vec<SourceFile> {
    PACKS.iter().map(|file| SourceFile { name: file.name.to_owned(), bytes: file.text.as_bytes().to_vec() }).collect()
}

/// The bundled catalogue as one world.
///
/// # Errors
/// The findings of the reader; a test sees to it that there are none.
pub fn catalogue() -> Result<Catalogue, Vec<Finding>> {
    contract::read_packs(&pack_files()).map(|(catalogue, _warnings)| catalogue)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_in(folder: &str) -> Vec<String> {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue").join(folder);
        let mut names: Vec<String> = std::fs::read_dir(path)
            .expect("the folder is part of the sources")
            .map(|entry| entry.expect("a readable entry").file_name().into_string().expect("a name in UTF-8"))
            .collect();
        names.sort();
        names
    }

    #[test]
    fn every_file_of_the_folders_is_bundled() {
        for (folder, files) in [("packs", packs()), ("learners", learners())] {
            let mut bundled: Vec<String> = files.iter().map(|f| f.name.to_owned()).collect();
            bundled.sort();
            assert_eq!(bundled, names_in(folder), "{folder}");
        }
    }

    #[test]
    fn every_sample_learner_speaks_of_the_bundled_catalogue() {
        let catalogue = catalogue().expect("the bundled packs go together");
        let requirements = catalogue.awards.values().filter_map(|award| award.requires.as_ref());
        let conditions = catalogue.recognitions.values().filter_map(|recognition| recognition.requires.as_ref());
        let gates: Vec<_> = requirements.chain(conditions).flat_map(|r| r.gates()).map(|gate| gate.gate.clone()).collect();
        for file in learners() {
            let (record, warnings) = contract::read_learner(&SourceFile::new(file.name, file.text)).expect(file.name);
            assert_eq!(warnings, [], "{}", file.name);
            let preferences = &record.preferences;
            assert!(preferences.start.is_some() && preferences.hours_per_week.is_some() && preferences.currency.is_some(), "{}", file.name);
            let target = record.extensions.iter().find(|(key, _)| key == "x-target").and_then(|(_, value)| value.as_str());
            let target = target.expect("a sample names what it is for");
            assert!(catalogue.awards[target].kind.is_qualification(), "{target}");
            for held in &record.held {
                assert!(catalogue.awards.contains_key(&held.award), "{}: {}", file.name, held.award);
            }
            for gate in record.gates.keys() {
                assert!(gates.contains(gate), "{}: {gate}", file.name);
            }
        }
    }
}
