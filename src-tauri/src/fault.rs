//! Faults: every error of the library as what the window shows, with a code that stays.

use pathways::agreed::{FormError, RepairError, StepError};
use pathways::answer::AnswerError;
use pathways::finding::{Finding, Severity};
use pathways::planner::PlanError;
use pathways::store::{ImportError, StoreError};

use crate::view::learner::finding;
use crate::wire::fault::Fault;

/// The codes that a fault can carry. The window branches on them, so they stay as they are.
pub const CODES: &[&str] = &[
    "bad-field",
    "cancelled",
    "conflict",
    "file-unreadable",
    "file-unwritable",
    "import-refused",
    "no-attachment",
    "no-hours-per-week",
    "no-agreed-plan",
    "no-backup",
    "no-learner",
    "no-link",
    "no-pack",
    "no-plan",
    "no-session",
    "no-start",
    "not-evidence",
    "report",
    "route-gone",
    "shell",
    "store-damaged",
    "store-failed",
    "store-in-use",
    "store-locked",
    "store-folder",
    "store-newer",
    "store-no-place",
    "store-read-only",
    "store-unreadable",
    "store-upgrade",
    "too-large",
    "trust-refused",
    "unknown-award",
    "wrong-passphrase",
];

/// A fault from its parts.
#[must_use]
pub fn fault(code: &'static str, message: impl Into<String>, place: Option<String>, remedy: &str) -> Fault {
    debug_assert!(CODES.contains(&code), "{code} is no code of a fault");
    // The code alone: a message may name a file or what was entered.
    tracing::warn!(code, "a fault");
    Fault { code: code.to_owned(), message: message.into(), place, remedy: Some(remedy.to_owned()), findings: Vec::new() }
}

/// A field of a call that cannot be read.
#[must_use]
pub fn field(name: &str, why: &str) -> Fault {
    fault("bad-field", format!("The field {name} cannot be used: {why}."), Some(name.to_owned()), "Correct the field and try again.")
}

/// A credential does not make an award held.
#[must_use]
pub fn not_evidence(why: &impl std::fmt::Display, remedy: &str) -> Fault {
    fault("not-evidence", sentence(&why.to_string()), None, remedy)
}

/// A document did not come into the trust store.
#[must_use]
pub fn trust_refused(path: &str, why: &impl std::fmt::Display) -> Fault {
    fault("trust-refused", sentence(&why.to_string()), Some(path.to_owned()), "Choose a DID document, a key set or a status list.")
}

/// No pack has the award.
#[must_use]
pub fn unknown_award(id: &str) -> Fault {
    fault("unknown-award", format!("No pack has the award {id}."), Some(id.to_owned()), "Import the pack that describes it.")
}

/// A file that is refused.
#[must_use]
pub fn refused(findings: &[Finding]) -> Fault {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let place = findings.first().map(|finding| finding.file.clone());
    let message = format!("The file has {errors} {} and nothing was imported.", if errors == 1 { "error" } else { "errors" });
    let fault = fault("import-refused", message, place, "Correct what is listed and import it again; what you had is unchanged.");
    Fault { findings: findings.iter().map(finding).collect(), ..fault }
}

/// An edit that would break the contract.
#[must_use]
pub fn refused_edit(findings: &[Finding]) -> Fault {
    let first = findings.first();
    let message = first.map_or_else(|| "The change cannot be kept.".to_owned(), |finding| format!("{}.", finding.message));
    let remedy = first.map_or_else(|| "Undo it.".to_owned(), |finding| format!("{}.", finding.remedy));
    fault("bad-field", message, first.map(|finding| finding.pointer.clone()), &remedy)
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        let message = error.to_string();
        let (code, place, remedy) = match error {
            StoreError::NoPlace => ("store-no-place", None, "Name a folder with the environment variable CAIRN_STORE."),
            StoreError::Folder { path, .. } => {
                ("store-folder", Some(path), "Check the permissions of the folder, or name another with CAIRN_STORE.")
            }
            StoreError::Newer { path, .. } => ("store-newer", Some(path), "Update Cairn, or name another folder with CAIRN_STORE."),
            StoreError::Damaged { path, .. } => ("store-damaged", Some(path), "Restore a backup; the damaged file is kept beside it."),
            StoreError::Locked { path } => ("store-locked", Some(path), "Type the passphrase."),
            StoreError::WrongPassphrase { path } => ("wrong-passphrase", Some(path), "Type it again."),
            StoreError::ShortPassphrase => {
                return fault("bad-field", sentence(&message), Some("next".to_owned()), "Choose a longer one.");
            }
            StoreError::InUse => ("store-in-use", None, "Close the other program and try again."),
            StoreError::Migration { path, .. } => {
                ("store-upgrade", Some(path), "The file was left as it was. Copy it away, then try again.")
            }
            StoreError::Unreadable { findings, .. } => {
                let fault = fault("store-unreadable", message, None, "Import the pack or the record again.");
                return Fault { findings: findings.iter().map(finding).collect(), ..fault };
            }
            StoreError::Value { .. } => ("store-unreadable", None, "Choose the value again."),
            StoreError::NoSession => ("no-session", None, "Start a session with the learner."),
            StoreError::File { path, .. } => ("store-folder", Some(path), "Check the free space and the permissions of the folder."),
            StoreError::NoBackup(_) => ("no-backup", None, "Choose one of the backups that are listed."),
            StoreError::NoPack(_) => ("no-pack", None, "Choose one of the packs that are listed."),
            StoreError::NoLearner(_) => ("no-learner", None, "Choose one of the learners that are listed."),
            StoreError::NoPlan(_) => ("no-plan", None, "Choose one of the plans that are listed."),
            StoreError::ReadOnly => (
                "store-read-only",
                None,
                "Update Cairn, or check the permissions of the folder; what is kept can be looked at and exported.",
            ),
            StoreError::Database(_) => ("store-failed", None, "Nothing was changed. Try again."),
        };
        fault(code, sentence(&message), place.map(|path| path.display().to_string()), remedy)
    }
}

impl From<FormError> for Fault {
    fn from(error: FormError) -> Self {
        fault("no-agreed-plan", sentence(&error.to_string()), None, "Undo the last edit, or agree a plan anew.")
    }
}

impl From<StepError> for Fault {
    fn from(error: StepError) -> Self {
        let field = match &error {
            StepError::NoStep(_) => "award",
            StepError::InTheFuture { .. } => "on",
            StepError::GradeRange => "grade",
        };
        fault("bad-field", sentence(&error.to_string()), Some(field.to_owned()), "Correct the field and try again.")
    }
}

impl From<AnswerError> for Fault {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::Plan(error) => error.into(),
            AnswerError::Refused(_) => fault("no-plan", sentence(&error.to_string()), None, "Report this with the record and the packs."),
        }
    }
}

impl From<RepairError> for Fault {
    fn from(error: RepairError) -> Self {
        match error {
            RepairError::Answer(error) => error.into(),
        }
    }
}

impl From<ImportError> for Fault {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Refused { findings } => refused(&findings),
            ImportError::File { ref path, .. } => {
                let place = Some(path.display().to_string());
                fault("file-unreadable", sentence(&error.to_string()), place, "Check that it is there and that you may read it.")
            }
            ImportError::Cancelled => {
                fault("cancelled", "The import was stopped and nothing was imported.", None, "Import the file again when you like.")
            }
            ImportError::Store(error) => error.into(),
        }
    }
}

impl From<PlanError> for Fault {
    fn from(error: PlanError) -> Self {
        match error {
            PlanError::NoStart => {
                fault("no-start", "The record does not say when to start.", Some("start".to_owned()), "Set a start date under Mine.")
            }
            PlanError::NoHoursPerWeek => fault(
                "no-hours-per-week",
                "The record does not say how many hours a week there are.",
                Some("hours_per_week".to_owned()),
                "Set the hours a week under Mine.",
            ),
            PlanError::TooLarge(_) => fault("too-large", sentence(&error.to_string()), None, "Correct the numbers in the pack."),
        }
    }
}

/// An error's text as a sentence: a capital first, a full stop last.
#[must_use]
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}
