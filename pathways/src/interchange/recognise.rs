//! What a file is, by its content. Names and endings say nothing.

use super::batch::is_archive;
use super::credential;
use super::json;
use super::source::SourceFile;
use super::{ctdl, curriculum, elm};

/// The kinds of files that can be brought in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A catalogue pack of the contract.
    Pack,
    /// A learner record of the contract.
    LearnerRecord,
    /// A plan of the contract.
    Plan,
    /// A digital credential, well formed or not.
    Credential,
    /// A catalogue in CTDL, well formed or not.
    Ctdl,
    /// A curriculum or degree plan of Curricular Analytics.
    Curriculum,
    /// A catalogue in the European Learning Model.
    Elm,
    /// A zip archive of files.
    Archive,
    /// None of these.
    Unknown,
}

/// Recognises a file by its content.
#[must_use]
pub fn recognise(file: &SourceFile) -> FileKind {
    if is_archive(&file.bytes) {
        return FileKind::Archive;
    }
    match declared_format(file).as_deref() {
        Some(format) if format.starts_with("cairn.catalogue/") => FileKind::Pack,
        Some(format) if format.starts_with("cairn.learner/") => FileKind::LearnerRecord,
        Some(format) if format.starts_with("cairn.plan/") => FileKind::Plan,
        _ if credential::is_credential(file) => FileKind::Credential,
        _ if ctdl::is_ctdl(&file.bytes) => FileKind::Ctdl,
        _ if elm::is_elm(&file.bytes) => FileKind::Elm,
        _ if curriculum::is_curriculum(&file.bytes) => FileKind::Curriculum,
        _ => FileKind::Unknown,
    }
}

/// The format that a file of the contract declares.
fn declared_format(file: &SourceFile) -> Option<String> {
    let (_, root) = file.json().ok()?;
    let format = json::members(root)?.into_iter().find(|member| member.key == "format")?;
    json::text(format.value).map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_recognised_by_what_is_in_them() {
        let kind = |text: &[u8]| recognise(&SourceFile::new("x", text));
        assert_eq!(kind(br#"{"format": "cairn.catalogue/1"}"#), FileKind::Pack);
        assert_eq!(kind(br#"{"held": [], "format": "cairn.learner/1"}"#), FileKind::LearnerRecord);
        assert_eq!(kind(br#"{"format": "cairn.plan/1"}"#), FileKind::Plan);
        assert_eq!(kind(b"PK\x03\x04"), FileKind::Archive);
        for credential in [
            &b"\x89PNG\r\n\x1a\n"[..],
            b" <svg/>",
            b"eyJ.e30.c2ln\n",
            br#"{"type": ["VerifiableCredential"]}"#,
            br#"[{"credentialSubject": {}}]"#,
        ] {
            assert_eq!(kind(credential), FileKind::Credential, "{}", String::from_utf8_lossy(credential));
        }
        assert_eq!(kind(br#"{"ceterms:name": "x"}"#), FileKind::Ctdl);
        assert_eq!(kind(b"Curriculum,Ships,,\n"), FileKind::Curriculum);
        for other in [&b""[..], b"a,b", b"{}", b"[1]"] {
            assert_eq!(kind(other), FileKind::Unknown);
        }
    }
}
