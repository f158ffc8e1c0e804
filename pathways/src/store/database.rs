//! Opening the database and keeping its form up to date.

use std::fs;
use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::ErrorCode::{CannotOpen, DatabaseCorrupt, NotADatabase, PermissionDenied, ReadOnly};
use rusqlite::OpenFlags;
use rusqlite_migration::{M, Migrations};

use super::backup::{self, BackupReason, verify};
use super::seal::{self, is_plain};
use super::{Store, StoreError, StorePath};

/// Every step of the database's form, oldest first. A step that has shipped is never edited: a change is a new file.
const STEPS: &[M<'static>] = &[
    M::up(include_str!("migrations/2026-11-24_1_first.sql")),
    M::up(include_str!("migrations/2026-11-24_2_whole.sql")),
    M::up(include_str!("migrations/2026-11-24_3_evidence.sql")),
    M::up(include_str!("migrations/2026-11-24_4_advising.sql")),
    M::up(include_str!("migrations/2026-11-24_5_removed.sql")),
    M::up(include_str!("migrations/2026-11-24_6_activity.sql")),
    M::up(include_str!("migrations/2026-11-24_7_touched.sql")),
];

/// Stores smaller than this, in bytes, are checked page by page when they are opened; larger ones when they are backed up.
const CHECKED_AT_START: u64 = 32 << 20;

/// Who did what is done when nobody says who.
const ACTOR: &str = "this machine";

/// How many backups are tried to tell a wrong passphrase from a damaged store.
const TRIED_BACKUPS: usize = 3;

/// How long a write waits for another process to finish its own.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why a store can be looked at and not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookOnly {
    /// A newer version of Cairn has written it.
    Newer,
    /// Its folder or its file cannot be written to.
    Unwritable,
}

impl Store {
    /// Opens the store of a folder as [`Store::open`] does; one of a newer version of Cairn, or one that cannot be written to, is
    /// opened to be looked at.
    ///
    /// # Errors
    /// As [`Store::open`], when the store cannot even be looked at.
    pub fn open_or_look(path: &StorePath) -> Result<(Self, Option<LookOnly>), StoreError> {
        let error = match Self::open(path) {
            Ok(store) => return Ok((store, None)),
            Err(error) => error,
        };
        match &error {
            StoreError::Newer { .. } => Ok((Self::open_read_only(path)?, Some(LookOnly::Newer))),
            StoreError::ReadOnly | StoreError::Folder { .. } | StoreError::File { .. } => Self::look_at_unwritable(path, error),
            StoreError::Database(source) if matches!(source.sqlite_error_code(), Some(CannotOpen | PermissionDenied)) => {
                Self::look_at_unwritable(path, error)
            }
            _ => Err(error),
        }
    }

    /// Looks at a store that cannot be written to. One of an older form cannot be brought up to date and so not be read; why it
    /// could not be opened is the answer then, as it is where there is no store at all.
    fn look_at_unwritable(path: &StorePath, error: StoreError) -> Result<(Self, Option<LookOnly>), StoreError> {
        let Ok(store) = Self::open_read_only(path) else { return Err(error) };
        let form: Option<usize> = store.connection.pragma_query_value(None, "user_version", |row| row.get(0)).ok();
        if form == Some(STEPS.len()) { Ok((store, Some(LookOnly::Unwritable))) } else { Err(error) }
    }

    /// Opens the store of a folder, making both when they are not there, and brings an older one up to date.
    ///
    /// # Errors
    /// When the folder cannot be used, or the store is damaged, newer than this program, or cannot be brought up to date.
    pub fn open(path: &StorePath) -> Result<Self, StoreError> {
        fs::create_dir_all(path.folder()).map_err(|source| StoreError::Folder { path: path.folder().to_owned(), source })?;
        path.finish_restore()?;
        let file = path.database();
        let path = &unlocked(path)?;
        let damaged = |source: rusqlite::Error| damaged(path, source);
        let mut connection = seal::connect(&file, path.passphrase.as_ref(), OpenFlags::default()).map_err(damaged)?;
        connection.busy_timeout(PATIENCE).map_err(damaged)?;
        // The first statement that reads the file: before it nothing is known, and a newer store must not be touched at all.
        let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(damaged)?;
        let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
        if found > known {
            return Err(StoreError::Newer { path: file, found, known });
        }
        let size = fs::metadata(&file).map_or(0, |facts| facts.len());
        if size < CHECKED_AT_START {
            let answer: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(damaged)?;
            if answer != "ok" {
                return Err(StoreError::Damaged { path: file, source: rusqlite::Error::InvalidParameterName(answer) });
            }
        }
        connection.pragma_update(None, "journal_mode", "WAL").map_err(damaged)?;
        // Every change is on the disk when it is said to be kept, even if the power fails then.
        connection.pragma_update(None, "synchronous", "FULL").map_err(damaged)?;
        connection.pragma_update(None, "foreign_keys", true).map_err(damaged)?;
        if found > 0 && found < known {
            let written = fs::metadata(&file).and_then(|facts| facts.modified());
            let day = written.map_or(NaiveDate::MIN, |time| DateTime::<Utc>::from(time).date_naive());
            backup::back_up(&connection, path, BackupReason::Upgrade, day)?;
        }
        Migrations::from_slice(STEPS).to_latest(&mut connection).map_err(|source| StoreError::Migration { path: file.clone(), source })?;
        connection.set_prepared_statement_cache_capacity(128);
        path.finish_sealing(&connection);
        let mut store = Self { connection, path: path.clone(), actor: ACTOR.to_owned() };
        store.derive_anew()?;
        Ok(store)
    }

    /// Opens a store to look at it only: one of a newer version of Cairn, or one in a folder that cannot be written to. Whatever
    /// would change it fails, and what this version does not understand is not there.
    ///
    /// # Errors
    /// When there is no store, or it is damaged.
    pub fn open_read_only(path: &StorePath) -> Result<Self, StoreError> {
        let file = path.database();
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let path = &unlocked(path)?;
        let open = |still: bool| -> rusqlite::Result<_> {
            let passphrase = path.passphrase.as_ref();
            let connection = if still { seal::connect_still(&file, passphrase)? } else { seal::connect(&file, passphrase, flags)? };
            connection.busy_timeout(PATIENCE)?;
            connection.query_row("SELECT count(*) FROM pack", [], |_| Ok(()))?;
            Ok(connection)
        };
        // Beside a file in write-ahead mode SQLite writes even when it reads. Where it cannot, and no change waits in that log, the
        // file is read as one that nobody changes.
        let connection = match open(false) {
            Err(source) if matches!(source.sqlite_error_code(), Some(CannotOpen | ReadOnly)) && !has_log(&file) => open(true),
            other => other,
        };
        let connection = connection.map_err(|source| damaged(path, source))?;
        connection.set_prepared_statement_cache_capacity(128);
        Ok(Self { connection, path: path.clone(), actor: ACTOR.to_owned() })
    }
}

fn has_log(file: &Path) -> bool {
    fs::metadata(backup::beside(file, "-wal")).is_ok_and(|facts| facts.len() > 0)
}

/// The place with the passphrase that its store needs; a store that is not encrypted needs none.
fn unlocked(path: &StorePath) -> Result<StorePath, StoreError> {
    let file = path.database();
    if path.is_encrypted() && path.passphrase.is_none() {
        return Err(StoreError::Locked { path: file });
    }
    let plain = !file.exists() || is_plain(&file);
    Ok(path.clone().with_passphrase(path.passphrase.clone().filter(|_| !plain)))
}

fn damaged(path: &StorePath, source: rusqlite::Error) -> StoreError {
    let file = path.database();
    match source.sqlite_error_code() {
        // A wrong passphrase and a damaged first page look alike. One that opens a backup is right, and so the store is damaged.
        Some(NotADatabase) if path.passphrase.is_some() && !opens_a_backup(path) => StoreError::WrongPassphrase { path: file },
        Some(DatabaseCorrupt | NotADatabase) => StoreError::Damaged { path: file, source },
        _ => source.into(),
    }
}

fn opens_a_backup(path: &StorePath) -> bool {
    let sealed = path.files_beside().into_iter().filter(|file| !is_plain(file));
    sealed.take(TRIED_BACKUPS).any(|file| verify(&file, path.passphrase.as_ref()).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_of_the_form_applies() {
        Migrations::from_slice(STEPS).validate().expect("every step is sound SQL");
    }

    #[test]
    fn every_table_of_the_program_is_strict() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let store = Store::open(&StorePath::new(folder.path())).expect("a new store");
        let loose: Vec<String> = store
            .connection
            .prepare("SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'")
            .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
            .expect("a list of tables");
        assert_eq!(loose, Vec::<String>::new());
        let pragma = |name: &str| store.connection.pragma_query_value(None, name, |row| row.get::<_, String>(0)).ok();
        assert_eq!(pragma("journal_mode").as_deref(), Some("wal"));
        let keys: i64 = store.connection.pragma_query_value(None, "foreign_keys", |row| row.get(0)).expect("a pragma");
        assert_eq!(keys, 1);
    }
}
