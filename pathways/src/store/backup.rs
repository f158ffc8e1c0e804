//! Backups: copies of the whole database, made before what could go wrong and once a day, verified when they are made, and kept
//! by age.
//!
//! A backup is a database like the store itself. Restoring puts it in the place of the store, whose file is kept beside it;
//! a restore that is interrupted is finished when the store is opened next.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process;

use chrono::{Datelike, NaiveDate};
use rusqlite::{Connection, OpenFlags};

use super::seal::{self, Passphrase};
use super::{Store, StoreError, StorePath};

/// The folder of the backups, in the folder of the store.
const FOLDER: &str = "backups";

/// Held by whoever makes a backup, in this process or another.
const TURN: &str = "turn.lock";

/// A restore that has been decided: the file that becomes the store.
const RESTORING: &str = "restoring.sqlite3";

/// Stores larger than this are copied at most once a day, whatever the reason: most of them is catalogue.
const LARGE: u64 = 64 << 20;

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BackupReason {
    /// The first of a day.
    Daily,
    /// Before packs came in.
    Import,
    /// Before the form of the store was brought up to date.
    Upgrade,
    /// A person asked for it.
    Asked,
}

impl BackupReason {
    /// As it stands in the file's name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Import => "import",
            Self::Upgrade => "upgrade",
            Self::Asked => "asked",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Daily, Self::Import, Self::Upgrade, Self::Asked].into_iter().find(|reason| reason.as_str() == text)
    }
}

/// A backup: a file named by its day, its number on that day, and its reason.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Backup {
    /// The day on which it was made.
    pub day: NaiveDate,
    /// Its number on that day, from 1.
    pub number: u32,
    /// Why it was made.
    pub reason: BackupReason,
    /// Its size in bytes.
    pub bytes: u64,
}

impl Backup {
    /// The name of its file, by which it is asked for.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}_{:03}_{}.sqlite3", self.day, self.number, self.reason.as_str())
    }

    fn from_file(path: &Path) -> Option<Self> {
        let mut parts = path.file_name()?.to_str()?.strip_suffix(".sqlite3")?.split('_');
        let (day, number, reason) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, BackupReason::parse(parts.next()?)?);
        Some(Self { day, number, reason, bytes: fs::metadata(path).ok()?.len() })
    }
}

impl StorePath {
    pub(super) fn backup_folder(&self) -> PathBuf {
        self.folder().join(FOLDER)
    }

    /// The backups, the latest first.
    #[must_use]
    pub fn backups(&self) -> Vec<Backup> {
        let entries = fs::read_dir(self.backup_folder()).into_iter().flatten().flatten();
        let mut backups: Vec<Backup> = entries.filter_map(|entry| Backup::from_file(&entry.path())).collect();
        backups.sort_by(|a, b| b.cmp(a));
        backups
    }

    /// The latest backup that is sound: each is opened and checked, from the latest on. One of a day after `today` was made while
    /// the clock was wrong, and is older than it says: it comes after all others.
    #[must_use]
    pub fn best_backup(&self, today: NaiveDate) -> Option<Backup> {
        let (future, past): (Vec<Backup>, Vec<Backup>) = self.backups().into_iter().partition(|backup| backup.day > today);
        let sound = |backup: &Backup| verify(&self.backup_folder().join(backup.name()), self.passphrase.as_ref()).is_ok();
        past.into_iter().chain(future).find(sound)
    }

    /// Puts a backup in the place of the store. The file that was the store is kept in the same folder, whatever its state;
    /// its new name is returned. No store of this folder may be open in this process.
    ///
    /// # Errors
    /// When there is no such backup, or it is not sound (nothing has changed then); when files cannot be written or renamed.
    pub fn restore(&self, name: &str) -> Result<Option<PathBuf>, StoreError> {
        let backup =
            self.backups().into_iter().find(|backup| backup.name() == name).ok_or_else(|| StoreError::NoBackup(name.to_owned()))?;
        let source = self.backup_folder().join(backup.name());
        verify(&source, self.passphrase.as_ref())?;
        let part = self.folder().join("restoring.part");
        let copied = fs::copy(&source, &part).and_then(|_| File::options().write(true).open(&part)?.sync_all());
        if copied.is_ok() && self.is_encrypted() && seal::is_plain(&part) {
            seal::reseal(&part, None, self.passphrase.as_ref())?;
        }
        let decided = copied.and_then(|()| fs::rename(&part, self.folder().join(RESTORING)));
        decided.map_err(|source| StoreError::File { path: part, source })?;
        self.finish_restore()
    }

    /// Carries out a restore that has been decided, now or before a crash. Returns where the file that was the store is kept.
    pub(super) fn finish_restore(&self) -> Result<Option<PathBuf>, StoreError> {
        let restoring = self.folder().join(RESTORING);
        if !restoring.exists() {
            return Ok(None);
        }
        let database = self.database();
        let kept = (1..).map(|number| self.folder().join(format!("kept-{number}.sqlite3"))).find(|path| !path.exists());
        let kept = kept.filter(|_| database.exists());
        let renamed = || -> io::Result<()> {
            for ending in ["-wal", "-shm"] {
                let beside = beside(&database, ending);
                // What the log holds belongs to the file that is kept; left here, it would be taken for that of the backup.
                match &kept {
                    Some(kept) if beside.exists() => fs::rename(&beside, self::beside(kept, ending))?,
                    _ if beside.exists() => fs::remove_file(&beside)?,
                    _ => {}
                }
            }
            if let Some(kept) = &kept {
                fs::rename(&database, kept)?;
            }
            fs::rename(&restoring, &database)
        };
        renamed().map_err(|source| StoreError::File { path: database.clone(), source })?;
        Ok(kept)
    }
}

pub(super) fn beside(database: &Path, ending: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Opens a copy and has the database check every page and every index of it.
pub(super) fn verify(path: &Path, passphrase: Option<&Passphrase>) -> Result<(), StoreError> {
    let damaged = |source| StoreError::Damaged { path: path.to_owned(), source };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = seal::connect(path, passphrase, flags).map_err(damaged)?;
    let answer: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(damaged)?;
    let readable: Result<i64, _> = connection.query_row("SELECT count(*) FROM learner", [], |row| row.get(0));
    readable.map_err(damaged)?;
    if answer == "ok" { Ok(()) } else { Err(damaged(rusqlite::Error::InvalidParameterName(answer))) }
}

impl Store {
    /// Makes a backup on the day `today` and verifies it; then removes those that are too old (see [`kept`]). `None`: the store
    /// is large and has been copied on that day already.
    ///
    /// # Errors
    /// When the copy cannot be made or is not sound. Nothing else has changed then, and older backups are there as before.
    pub fn back_up(&self, reason: BackupReason, today: NaiveDate) -> Result<Option<Backup>, StoreError> {
        back_up(&self.connection, &self.path, reason, today)
    }

    /// Makes the backup of the day, unless it has been made, by this program or by another one.
    ///
    /// # Errors
    /// As [`Store::back_up`].
    pub fn back_up_daily(&self, today: NaiveDate) -> Result<Option<Backup>, StoreError> {
        self.back_up(BackupReason::Daily, today)
    }
}

/// As [`Store::back_up`], for a database that is not a store of this form yet.
pub(super) fn back_up(
    connection: &Connection,
    path: &StorePath,
    reason: BackupReason,
    today: NaiveDate,
) -> Result<Option<Backup>, StoreError> {
    let folder = path.backup_folder();
    let unwritable = |source| StoreError::File { path: folder.clone(), source };
    fs::create_dir_all(&folder).map_err(unwritable)?;
    // The backup of the day and one before an import would take the same number, and two programs would each make that of the day.
    // Where the file system knows no locks, the name of the part still keeps them apart.
    let turn = File::options().create(true).truncate(false).write(true).open(folder.join(TURN)).map_err(unwritable)?;
    drop(turn.lock());
    let before = path.backups();
    let of_today = before.iter().filter(|backup| backup.day == today);
    if reason == BackupReason::Daily && of_today.clone().any(|backup| backup.reason == reason) {
        return Ok(None);
    }
    let large = fs::metadata(path.database()).is_ok_and(|facts| facts.len() > LARGE);
    if large && reason != BackupReason::Asked && of_today.clone().next().is_some() {
        return Ok(None);
    }
    let number = of_today.map(|backup| backup.number).max().unwrap_or(0) + 1;
    let mut backup = Backup { day: today, number, reason, bytes: 0 };
    remove_parts(&folder).map_err(unwritable)?;
    let (part, whole) = (folder.join(format!("part-{}.sqlite3", process::id())), folder.join(backup.name()));
    let made = connection
        .execute("VACUUM INTO ?1", [part.to_string_lossy()])
        .map_err(StoreError::from)
        .and_then(|_| verify(&part, path.passphrase.as_ref()));
    if let Err(error) = made {
        // Half a copy helps nobody; that it cannot be removed is no second error.
        drop(fs::remove_file(&part));
        return Err(error);
    }
    let synced = File::options().write(true).open(&part).and_then(|file| file.sync_all());
    synced.and_then(|()| fs::rename(&part, &whole)).map_err(unwritable)?;
    backup.bytes = fs::metadata(&whole).map_err(unwritable)?.len();
    let mut all = before;
    all.insert(0, backup.clone());
    let keep = kept(&all, today);
    for old in all.iter().filter(|one| !keep.contains(*one)) {
        fs::remove_file(folder.join(old.name())).map_err(unwritable)?;
    }
    Ok(Some(backup))
}

/// Removes what is left of copies that were broken off. It is called by whoever has the turn, so none of them is being written.
fn remove_parts(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("part") {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Which backups are kept: the latest five, all of the last three days, one a day for two weeks, one a month for a year.
/// A clock that was wrong does no harm: what lies in the future counts as of today, and the latest five always stay.
#[must_use]
pub fn kept(backups: &[Backup], today: NaiveDate) -> BTreeSet<Backup> {
    let mut latest_first: Vec<&Backup> = backups.iter().collect();
    latest_first.sort_by(|a, b| b.cmp(a));
    let (mut days, mut months) = (BTreeSet::new(), BTreeSet::new());
    let keeps = |(place, backup): (usize, &&Backup)| {
        let age = (today - backup.day).num_days().max(0);
        let first_of_day = days.insert(backup.day);
        let first_of_month = months.insert((backup.day.year(), backup.day.month()));
        place < 5 || age <= 3 || (age <= 14 && first_of_day) || (age <= 366 && first_of_month)
    };
    let mut keeps = keeps;
    latest_first.iter().enumerate().filter(|one| keeps((one.0, one.1))).map(|(_, backup)| (*backup).clone()).collect()
}
