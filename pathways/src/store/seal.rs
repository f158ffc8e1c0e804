//! Encryption at rest. SQLCipher encrypts every page of the store with a key that it derives from a passphrase; who does not
//! know the passphrase sees the size of the file and nothing of what is in it.
//!
//! A passphrase comes, changes and goes by writing the whole database anew under the next one. Backups and the files that were
//! kept when backups were restored follow it, and what stood in the old files is overwritten before they are removed.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Once;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use zeroize::Zeroizing;

use super::activity::Action;
use super::backup::verify;
use super::{Store, StoreError, StorePath};

/// Says that the store beside it is encrypted; without it a file that is no database would count as damaged.
const MARK: &str = "encrypted.txt";

const MARK_TEXT: &str = "The Cairn store in this folder is encrypted with a passphrase, and so are its backups.\n\
    Nobody can read them without it, and a passphrase that is forgotten cannot be recovered.\n";

/// The first bytes of a database that is not encrypted.
const PLAIN: &[u8; 16] = b"SQLite format 3\0";

/// The setting that holds the passphrase of before while backups and kept files follow the next one. The store that holds it is
/// encrypted under the next one.
const BEFORE: &str = "passphrase-before";

/// How a file is called that will take the place of another, while it is written.
pub(super) const NEXT: &str = "sealing";
/// How a file is called that was replaced, until it is overwritten.
pub(super) const REPLACED: &str = "replaced";

/// The secret from which the key is derived. It is wiped from memory when it is no longer used, and never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// The environment variable that gives it to the command.
    pub const VARIABLE: &'static str = "CAIRN_PASSPHRASE";

    /// How many characters it has at least.
    pub const SHORTEST: usize = 8;

    /// A passphrase as somebody typed it.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// What became of the files beside the store when the passphrase changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resealed {
    /// How many backups and kept files now stand under the new passphrase, or under none.
    pub followed: usize,
    /// Those that could not be read and are as they were.
    pub left: Vec<PathBuf>,
}

impl StorePath {
    /// Whether the store is encrypted.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        let file = self.database();
        file.exists() && self.folder().join(MARK).exists() && !is_plain(&file)
    }

    /// Backups, and the files that were kept when backups were restored.
    pub(super) fn files_beside(&self) -> Vec<PathBuf> {
        let folder = self.backup_folder();
        let backups = self.backups().into_iter().map(|backup| folder.join(backup.name()));
        let entries = fs::read_dir(self.folder()).into_iter().flatten().flatten().map(|entry| entry.path());
        let is_kept = |path: &PathBuf| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            name.starts_with("kept-") && name.ends_with(".sqlite3")
        };
        backups.chain(entries.filter(is_kept)).collect()
    }

    /// Finishes a change of passphrase that was interrupted: nothing stays readable that should not be, and nothing stays under the
    /// passphrase of before.
    pub(super) fn finish_sealing(&self, store: &Connection) {
        let entries = [self.folder().to_owned(), self.backup_folder()].into_iter().filter_map(|folder| fs::read_dir(folder).ok());
        let files = entries.flatten().flatten().map(|entry| entry.path());
        for file in files.filter(|file| file.extension().is_some_and(|ending| ending == NEXT || ending == REPLACED)) {
            drop(shred(&file));
        }
        let Some(passphrase) = &self.passphrase else { return };
        for file in self.files_beside().into_iter().filter(|file| is_plain(file)) {
            drop(reseal(&file, None, Some(passphrase)));
        }
        if let Ok(Some(before)) = passphrase_before(store) {
            for file in self.files_beside().into_iter().filter(|file| verify(file, Some(passphrase)).is_err()) {
                drop(reseal(&file, Some(&before), Some(passphrase)));
            }
            // Should this fail, the next start looks once more.
            drop(forget_before(store));
        }
    }

    /// Puts the files beside the store under the next passphrase, or under none.
    fn reseal_beside(&self, next: Option<&Passphrase>) -> Resealed {
        let mut resealed = Resealed::default();
        for beside in self.files_beside() {
            match reseal(&beside, self.passphrase.as_ref(), next) {
                Ok(()) => resealed.followed += 1,
                Err(_) => resealed.left.push(beside),
            }
        }
        resealed
    }
}

impl Store {
    /// Encrypts the store with a passphrase, changes it, or removes it (`None`); the backups follow. The store is closed when this
    /// fails, and is as it was.
    ///
    /// # Errors
    /// When the passphrase is too short, another program has the store open, or files cannot be written.
    pub fn change_passphrase(self, next: Option<Passphrase>, at: DateTime<Utc>) -> Result<(Self, Resealed), StoreError> {
        if next.as_ref().is_some_and(|next| next.text().chars().count() < Passphrase::SHORTEST) {
            return Err(StoreError::ShortPassphrase);
        }
        let Self { connection, path, actor } = self;
        let before = path.passphrase.clone();
        // Leaving the log of changes needs the store alone; from then on nobody else may write what would not come along.
        let mode: String = connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
        if mode != "delete" {
            return Err(StoreError::InUse);
        }
        connection.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;")?;
        let (file, part, old) = (path.database(), path.database().with_extension(NEXT), path.database().with_extension(REPLACED));
        let exported = export(&connection, next.as_ref(), &part).and_then(|()| match (&before, &next) {
            (Some(before), Some(next)) => remember_before(&part, before, next),
            _ => Ok(()),
        });
        drop(connection);
        if let Err(error) = exported {
            drop(shred(&part));
            return Err(error);
        }
        let mark = path.folder().join(MARK);
        let replaced = || -> io::Result<()> {
            if next.is_some() {
                write_whole(&mark, MARK_TEXT.as_bytes())?;
            }
            replace(&file, &part, &old)?;
            if next.is_none() && mark.exists() {
                fs::remove_file(&mark)?;
            }
            Ok(())
        };
        let replaced = || replaced().map_err(|source| StoreError::File { path: file.clone(), source });
        // Whenever this breaks off, the store opens with one passphrase and knows how to bring the files beside it under the same
        // one. So they follow a store that is encrypted, and go before one that will not be.
        let resealed = if let Some(next) = &next {
            replaced()?;
            let resealed = path.reseal_beside(Some(next));
            forget_before(&connect(&file, Some(next), OpenFlags::default())?)?;
            resealed
        } else {
            let resealed = path.reseal_beside(None);
            replaced()?;
            resealed
        };
        let action = match (&before, &next) {
            (None, _) => Action::PassphraseSet,
            (Some(_), Some(_)) => Action::PassphraseChanged,
            (Some(_), None) => Action::PassphraseRemoved,
        };
        let mut store = Self::open(&path.with_passphrase(next))?;
        store.actor = actor;
        store.note(action, None, at)?;
        Ok((store, resealed))
    }

    /// Whether a passphrase is the one under which the store is open.
    #[must_use]
    pub fn is_passphrase(&self, passphrase: &Passphrase) -> bool {
        self.path.passphrase.as_ref() == Some(passphrase)
    }

    /// Whether the store is encrypted.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.path.passphrase.is_some()
    }
}

/// Whether a file begins as a database does that is not encrypted.
pub(super) fn is_plain(file: &Path) -> bool {
    let mut first = [0; 16];
    File::open(file).and_then(|mut file| file.read_exact(&mut first)).is_ok() && &first == PLAIN
}

/// Opens a database of the store's, encrypted or not. Nothing may have been read that is not what the passphrase makes readable.
pub(super) fn connect(file: &Path, passphrase: Option<&Passphrase>, flags: OpenFlags) -> rusqlite::Result<Connection> {
    // SQLite calls itself initialised before SQLCipher has added its part: of two threads that open the first two databases of a
    // process at once, one could get a connection that knows no encryption. So the first is opened alone.
    static INITIALISED: Once = Once::new();
    INITIALISED.call_once(|| drop(Connection::open_in_memory()));
    let connection = Connection::open_with_flags(file, flags)?;
    key(&connection, file, passphrase)?;
    Ok(connection)
}

/// Opens a database that nobody changes, in a folder that cannot be written to.
pub(super) fn connect_still(file: &Path, passphrase: Option<&Passphrase>) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let path = file.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23").replace('\\', "/");
    let root = if path.starts_with('/') { "" } else { "/" };
    let connection = Connection::open_with_flags(format!("file:{root}{path}?immutable=1"), flags)?;
    key(&connection, file, passphrase)?;
    Ok(connection)
}

fn key(connection: &Connection, file: &Path, passphrase: Option<&Passphrase>) -> rusqlite::Result<()> {
    let Some(passphrase) = passphrase.filter(|_| !is_plain(file)) else { return Ok(()) };
    // What a wrong passphrase meets is an error like any other, and not for the terminal.
    connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
    connection.pragma_update(None, "key", passphrase.text())
}

/// Notes in a store that is not in its place yet which passphrase the files beside it are under.
fn remember_before(part: &Path, before: &Passphrase, next: &Passphrase) -> Result<(), StoreError> {
    let text = serde_json::to_string(before.text()).map_err(|source| StoreError::Value { what: "a passphrase".to_owned(), source })?;
    let text = Zeroizing::new(text);
    let connection = connect(part, Some(next), OpenFlags::default())?;
    connection.execute("INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)", params![BEFORE, *text])?;
    Ok(())
}

fn passphrase_before(store: &Connection) -> rusqlite::Result<Option<Passphrase>> {
    let text: Option<String> = store.query_row("SELECT value FROM setting WHERE key = ?1", [BEFORE], |row| row.get(0)).optional()?;
    Ok(text.map(Zeroizing::new).and_then(|text| serde_json::from_str(&text).ok()).map(Passphrase::new))
}

fn forget_before(store: &Connection) -> rusqlite::Result<()> {
    store.pragma_update(None, "secure_delete", true)?;
    store.execute("DELETE FROM setting WHERE key = ?1", [BEFORE])?;
    Ok(())
}

/// Writes a database anew under another passphrase, or under none, and verifies it.
fn export(connection: &Connection, next: Option<&Passphrase>, part: &Path) -> Result<(), StoreError> {
    let unusable = |source| StoreError::File { path: part.to_owned(), source };
    if part.exists() {
        shred(part).map_err(unusable)?;
    }
    let form: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    connection.execute("ATTACH DATABASE ?1 AS sealed KEY ?2", params![part.to_string_lossy(), next.map_or("", Passphrase::text)])?;
    let exported = connection
        .query_row("SELECT sqlcipher_export('sealed')", [], |_| Ok(()))
        .and_then(|()| connection.execute_batch(&format!("PRAGMA sealed.user_version = {form};")));
    connection.execute_batch("DETACH DATABASE sealed")?;
    exported?;
    verify(part, next)?;
    File::options().write(true).open(part).and_then(|file| file.sync_all()).map_err(unusable)
}

/// Puts a file under another passphrase.
pub(super) fn reseal(file: &Path, before: Option<&Passphrase>, next: Option<&Passphrase>) -> Result<(), StoreError> {
    verify(file, before)?;
    let connection = connect(file, before, OpenFlags::default())?;
    let (part, old) = (file.with_extension(NEXT), file.with_extension(REPLACED));
    export(&connection, next, &part)?;
    drop(connection);
    replace(file, &part, &old).map_err(|source| StoreError::File { path: file.to_owned(), source })
}

/// Puts one file in the place of another, which is overwritten and removed.
pub(super) fn replace(file: &Path, by: &Path, old: &Path) -> io::Result<()> {
    if old.exists() {
        shred(old)?;
    }
    // A second name keeps what is replaced within reach; where the file system has none, it can only be removed.
    let reachable = fs::hard_link(file, old).is_ok();
    fs::rename(by, file)?;
    if reachable { shred(old) } else { Ok(()) }
}

/// Overwrites a file and removes it.
pub(super) fn shred(file: &Path) -> io::Result<()> {
    let mut left = fs::metadata(file)?.len();
    let mut open = File::options().write(true).open(file)?;
    let zeros = vec![0; 1 << 16];
    while left > 0 {
        let portion = left.min(zeros.len() as u64);
        open.write_all(&zeros[..usize::try_from(portion).unwrap_or(zeros.len())])?;
        left -= portion;
    }
    open.sync_all()?;
    drop(open);
    fs::remove_file(file)
}

fn write_whole(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut open = File::create(file)?;
    open.write_all(bytes)?;
    open.sync_all()
}
