//! Where the store lies.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::{Passphrase, StoreError};

/// The folder that holds the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorePath {
    folder: PathBuf,
    pub(super) passphrase: Option<Passphrase>,
}

impl StorePath {
    /// The environment variable that names the folder.
    pub const VARIABLE: &'static str = "CAIRN_STORE";

    /// A folder that is named explicitly.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), passphrase: None }
    }

    /// The folder that is named explicitly, else by `CAIRN_STORE`, else the platform's folder for application data.
    ///
    /// # Errors
    /// When none is named and the platform has none.
    pub fn find(explicit: Option<&Path>) -> Result<Self, StoreError> {
        Self::choose(explicit, std::env::var_os(Self::VARIABLE))
    }

    /// As [`StorePath::find`], with the variable's value given.
    fn choose(explicit: Option<&Path>, variable: Option<OsString>) -> Result<Self, StoreError> {
        if let Some(folder) = explicit {
            return Ok(Self::new(folder));
        }
        if let Some(folder) = variable.filter(|value| !value.is_empty()) {
            return Ok(Self::new(folder));
        }
        let folders = ProjectDirs::from("org", "Cairn", "Cairn").ok_or(StoreError::NoPlace)?;
        Ok(Self::new(folders.data_dir()))
    }

    /// The same place, whose store is opened with a passphrase, or with none.
    #[must_use]
    pub fn with_passphrase(self, passphrase: Option<Passphrase>) -> Self {
        Self { passphrase, ..self }
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The database file.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.folder.join("cairn.sqlite3")
    }
}

/// The name of the account that runs this program, for the log of what was done.
#[must_use]
pub fn account() -> String {
    let named = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(|variable| std::env::var(variable).ok());
    named.filter(|name| !name.is_empty()).unwrap_or_else(|| "this machine".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_comes_before_the_variable_and_the_platform() {
        let choose = |explicit: Option<&str>, variable: Option<&str>| {
            StorePath::choose(explicit.map(Path::new), variable.map(OsString::from)).expect("a folder").folder
        };
        assert_eq!(choose(Some("/a"), Some("/b")), Path::new("/a"));
        assert_eq!(choose(None, Some("/b")), Path::new("/b"));
        let platform = choose(None, Some(""));
        assert!(platform.to_string_lossy().to_lowercase().contains("cairn"), "{}", platform.display());
    }
}
