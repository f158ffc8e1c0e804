//! Backups as rows.

use pathways::store::Backup;

use crate::wire::backup::BackupRow;

/// Backups as rows, the latest first.
#[must_use]
pub fn rows(backups: &[Backup], best: Option<&Backup>) -> Vec<BackupRow> {
    let row = |backup: &Backup| BackupRow {
        name: backup.name(),
        day: backup.day.to_string(),
        reason: backup.reason.as_str().to_owned(),
        kilobytes: u32::try_from(backup.bytes.div_ceil(1024)).unwrap_or(u32::MAX),
        best: Some(backup) == best,
    };
    backups.iter().map(row).collect()
}
