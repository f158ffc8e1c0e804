//! The running application: the store, the world that it holds, and the requests under way. What is done with the open store is
//! in `opened`, what opens and shuts an encrypted one in `locking`.

mod locking;
mod opened;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use opened::Opened;
use pathways::store::{Passphrase, StorePath};

use crate::commands::Offered;
use crate::fault;
use crate::wire::fault::Fault;

/// The application, shared by all commands.
#[derive(Clone, Default)]
pub struct App {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    /// The folder of the store when it is named explicitly.
    folder: Option<PathBuf>,
    /// Opened by the first command that needs it, so that the window is there before; a failure is tried again.
    opened: Mutex<Option<Opened>>,
    /// What opens an encrypted store; forgotten when the window locks.
    passphrase: Mutex<Option<Passphrase>>,
    running: Mutex<HashMap<String, Arc<AtomicBool>>>,
    offered: Mutex<Offered>,
    /// Files that were opened from outside and wait for the page.
    arrived: Mutex<Vec<PathBuf>>,
}

/// A panic elsewhere leaves no half-done change: the store works in transactions, and the rest is replaced as a whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl App {
    /// The application over a store in a folder.
    #[must_use]
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { inner: Arc::new(Inner { folder: Some(folder.into()), ..Inner::default() }) }
    }

    /// Runs work on the open store, off the main thread.
    ///
    /// # Errors
    /// When the store cannot be opened, and with whatever the work fails.
    pub async fn with<T, W>(&self, work: W) -> Result<T, Fault>
    where
        T: Send + 'static,
        W: FnOnce(&mut Opened) -> Result<T, Fault> + Send + 'static,
    {
        let app = self.clone();
        aside(move || {
            let mut slot = lock(&app.inner.opened);
            if slot.is_none() {
                *slot = Some(Opened::open(app.path()?)?);
            }
            slot.as_mut().map_or_else(|| Err(fault::fault("shell", "The store is not open.", None, "Start Cairn again.")), work)
        })
        .await
    }

    /// Runs work on the folder of the store, which need not be open.
    ///
    /// # Errors
    /// When no folder can be found, and with whatever the work fails.
    pub async fn apart<T, W>(&self, work: W) -> Result<T, Fault>
    where
        T: Send + 'static,
        W: FnOnce(&StorePath) -> Result<T, Fault> + Send + 'static,
    {
        let app = self.clone();
        aside(move || work(&app.path()?)).await
    }

    /// Closes the store and runs work on its folder; the next command opens it again.
    ///
    /// # Errors
    /// As [`App::apart`].
    pub async fn closed<T, W>(&self, work: W) -> Result<T, Fault>
    where
        T: Send + 'static,
        W: FnOnce(&StorePath) -> Result<T, Fault> + Send + 'static,
    {
        let app = self.clone();
        aside(move || {
            let mut slot = lock(&app.inner.opened);
            *slot = None;
            work(&app.path()?)
        })
        .await
    }

    /// Where the store lies, with what opens it.
    fn path(&self) -> Result<StorePath, Fault> {
        let passphrase = lock(&self.inner.passphrase).clone();
        Ok(StorePath::find(self.inner.folder.as_deref())?.with_passphrase(passphrase))
    }

    /// Begins a request that can be cancelled.
    #[must_use]
    pub fn begin(&self, request: &str) -> Running {
        let flag = Arc::new(AtomicBool::new(false));
        lock(&self.inner.running).insert(request.to_owned(), Arc::clone(&flag));
        Running { app: self.clone(), request: request.to_owned(), flag }
    }

    /// What the window may choose from: the routes and repairs that were computed last.
    pub fn offered<T>(&self, look: impl FnOnce(&mut Offered) -> T) -> T {
        look(&mut lock(&self.inner.offered))
    }

    /// Keeps files that were opened from outside until the page asks for them.
    pub fn arrive(&self, files: Vec<PathBuf>) {
        lock(&self.inner.arrived).extend(files);
    }

    /// The files that have arrived since this was asked last.
    #[must_use]
    pub fn arrived(&self) -> Vec<PathBuf> {
        std::mem::take(&mut *lock(&self.inner.arrived))
    }

    /// Cancels a request; one that has ended is left alone.
    pub fn cancel(&self, request: &str) {
        if let Some(flag) = lock(&self.inner.running).get(request) {
            flag.store(true, Ordering::Relaxed);
        }
    }
}

/// Runs work on a thread where it may block.
///
/// # Errors
/// With whatever the work fails, and when it panics.
pub async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T, Fault> + Send + 'static) -> Result<T, Fault> {
    let ended = tauri::async_runtime::spawn_blocking(work).await;
    ended.unwrap_or_else(|error| Err(fault::fault("shell", format!("The work broke off: {error}."), None, "Try again.")))
}

/// A request under way; dropping it ends it.
pub struct Running {
    app: App,
    request: String,
    flag: Arc<AtomicBool>,
}

impl Running {
    /// Whether the person has cancelled it.
    #[must_use]
    pub fn cancelled(&self) -> bool {
        self.flag.load(Ordering::Relaxed)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        lock(&self.app.inner.running).remove(&self.request);
    }
}
