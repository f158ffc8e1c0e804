//! What opens an encrypted store and shuts it: the passphrase, while the window is unlocked.

use chrono::Utc;
use pathways::store::{Passphrase, Resealed, StorePath};

use super::{App, Opened, aside, lock};
use crate::commands::Offered;
use crate::wire::fault::Fault;

impl App {
    /// Opens an encrypted store; the passphrase is kept in memory until the window locks.
    ///
    /// # Errors
    /// When the passphrase does not open it.
    pub async fn unlock(&self, passphrase: Passphrase) -> Result<(), Fault> {
        let app = self.clone();
        aside(move || {
            let mut slot = lock(&app.inner.opened);
            let path = StorePath::find(app.inner.folder.as_deref())?.with_passphrase(Some(passphrase.clone()));
            let opened = Opened::open(path);
            // What opens a backup of a damaged store is needed to restore it.
            if opened.as_ref().err().is_none_or(|fault| fault.code == "store-damaged") {
                *lock(&app.inner.passphrase) = Some(passphrase);
            }
            *slot = Some(opened?);
            Ok(())
        })
        .await
    }

    /// Closes the store and forgets the passphrase, and with it all that was computed from records.
    ///
    /// # Errors
    /// When the work breaks off.
    pub async fn lock(&self) -> Result<(), Fault> {
        let app = self.clone();
        aside(move || {
            let mut slot = lock(&app.inner.opened);
            *slot = None;
            *lock(&app.inner.passphrase) = None;
            *lock(&app.inner.offered) = Offered::default();
            Ok(())
        })
        .await
    }

    /// Encrypts the store with a passphrase, changes it, or removes it. When it fails, the store is opened as it was.
    ///
    /// # Errors
    /// As [`Store::change_passphrase`].
    pub async fn change_passphrase(&self, next: Option<Passphrase>) -> Result<Resealed, Fault> {
        let app = self.clone();
        aside(move || {
            let mut slot = lock(&app.inner.opened);
            let opened = match slot.take() {
                Some(opened) => opened,
                None => Opened::open(app.path()?)?,
            };
            let (store, resealed) = opened.store.change_passphrase(next.clone(), Utc::now())?;
            *lock(&app.inner.passphrase) = next;
            *slot = Some(Opened::of(store));
            Ok(resealed)
        })
        .await
    }
}
