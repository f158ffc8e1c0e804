//! The running application: the store, the world that it holds, and the requests under way.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{Local, Utc};
use pathways::bundled;
use pathways::interchange::{SourceFile, contract};
use pathways::model::{AwardId, LearnerRecord, Preferences};
use pathways::store::{LearnerId, Passphrase, Resealed, Store, StorePath, StoredLearner};

use crate::commands::{Offered, privacy};
use crate::fault;
use crate::view::{self, Viewer};
use crate::wire::catalogue::Role;
use crate::wire::fault::Fault;
use crate::wire::learner::LearnerView;
use crate::world::World;

/// The setting that holds the role chosen at first start.
const ROLE: &str = "role";
/// The setting that holds the sample learners by the name of their file.
const SAMPLES: &str = "samples";

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
            *slot = Some(Opened { store, last: None });
            Ok(resealed)
        })
        .await
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

/// The open store.
pub struct Opened {
    /// What is kept.
    pub store: Store,
    /// The part of the catalogue that was read last for a question about targets: the next question is often the same.
    last: Option<(Seeds, Arc<World>)>,
}

/// What a part of the catalogue depends on: the targets, what the record speaks of, and the state of the packs.
#[derive(PartialEq)]
struct Seeds {
    targets: Vec<AwardId>,
    record: LearnerRecord,
    packs: i64,
}

impl Opened {
    fn open(path: StorePath) -> Result<Self, Fault> {
        let mut store = Store::open(&path)?;
        let me: Option<String> = store.setting(privacy::ME)?;
        store.acted_by(&privacy::actor(me.as_deref()));
        let today = Local::now().date_naive();
        store.ensure_bundled(today)?;
        // The copy of the day is made beside the window, which need not wait for it. Should it fail, the next start tries again.
        std::thread::spawn(move || Store::open(&path).and_then(|store| store.back_up_daily(today)));
        Ok(Self { store, last: None })
    }

    /// The part of the catalogue that a question about targets can touch: their cones, and all that the record speaks of. With no
    /// target: what the record speaks of.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn toward(&mut self, targets: &[AwardId], record: &LearnerRecord) -> Result<Arc<World>, Fault> {
        // Preferences and grades choose no records; without them an edit rarely reads anything again.
        let mut spoken = LearnerRecord { name: None, extensions: Vec::new(), ..record.clone() };
        spoken.preferences = Preferences {
            exclude_awards: spoken.preferences.exclude_awards,
            exclude_organizations: spoken.preferences.exclude_organizations,
            ..Preferences::default()
        };
        let seeds = Seeds { targets: targets.to_vec(), record: spoken, packs: self.store.pack_changes()? };
        if let Some((known, world)) = &self.last
            && *known == seeds
        {
            return Ok(Arc::clone(world));
        }
        let world = Arc::new(World::from(self.store.toward(targets, record)?));
        self.last = Some((seeds, Arc::clone(&world)));
        Ok(world)
    }

    /// An award with its neighbours, as its page shows them.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn around(&self, award: &AwardId) -> Result<World, Fault> {
        Ok(self.store.around(award)?.into())
    }

    /// Awards as rows of a list, without their neighbours.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn rows<'i>(&self, awards: impl IntoIterator<Item = &'i AwardId>) -> Result<World, Fault> {
        Ok(self.store.rows(awards)?.into())
    }

    /// What an award is called: its title, or its id when no pack has it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn called(&self, award: &AwardId) -> Result<String, Fault> {
        Ok(self.store.names([award.as_str()])?.remove(award.as_str()).unwrap_or_else(|| award.to_string()))
    }

    /// The title of an award that must be there.
    ///
    /// # Errors
    /// When no pack has the award, and when the store cannot be read.
    pub fn title(&self, award: &AwardId) -> Result<String, Fault> {
        self.store.names([award.as_str()])?.remove(award.as_str()).ok_or_else(|| fault::unknown_award(award.as_str()))
    }

    /// Whether nobody has chosen a role yet.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn first_start(&self) -> Result<bool, Fault> {
        Ok(self.store.setting::<Role>(ROLE)?.is_none())
    }

    /// Remembers the role and opens its sample learner.
    ///
    /// # Errors
    /// When the store fails.
    pub fn choose_role(&mut self, role: Role) -> Result<(), Fault> {
        let id = self.sample(role)?;
        self.store.open_learner(id)?;
        Ok(self.store.set_setting(ROLE, &role)?)
    }

    /// The sample learner of a role, brought in when it is not there.
    fn sample(&mut self, role: Role) -> Result<LearnerId, Fault> {
        let name = match role {
            Role::Learner => "learner.json",
            Role::Advisor => "advised.json",
            Role::Explorer => "explorer.json",
        };
        let mut samples: HashMap<String, String> = self.store.setting(SAMPLES)?.unwrap_or_default();
        let kept = samples.get(name).and_then(|id| id.parse::<LearnerId>().ok());
        if let Some(id) = kept
            && self.store.learners()?.iter().any(|learner| learner.id == id)
        {
            return Ok(id);
        }
        let text = bundled::learners().iter().find(|file| file.name == name).map_or("", |file| file.text);
        let (id, _warnings) = self.store.import_learner(&SourceFile::new(name, text), Utc::now())?;
        samples.insert(name.to_owned(), id.to_string());
        self.store.set_setting(SAMPLES, &samples)?;
        Ok(id)
    }

    /// The open learner. When none is open, the first in the list is, or a sample.
    ///
    /// # Errors
    /// When the store fails.
    pub fn learner(&mut self) -> Result<StoredLearner, Fault> {
        let id = match self.store.current_learner()? {
            Some(id) => id,
            None => {
                let first = self.store.learners()?.first().map(|learner| learner.id);
                let id = first.map_or_else(|| self.sample(Role::Learner), Ok)?;
                self.store.open_learner(id)?;
                id
            }
        };
        Ok(self.store.learner(id)?)
    }

    /// The open learner as the window shows it.
    ///
    /// # Errors
    /// When the store fails.
    pub fn learner_view(&mut self) -> Result<LearnerView, Fault> {
        let learner = self.learner()?;
        let target = self.target(&learner)?;
        let world = self.toward(target.as_slice(), &learner.record)?;
        Ok(view::learner::learner(&learner, target.as_ref(), &Viewer::today(&world, &learner.record)))
    }

    /// Changes the open learner's record and keeps it; `what` names the edit for undo.
    ///
    /// # Errors
    /// When the new record breaks the contract (nothing is kept then), and when the store fails.
    pub fn edit(&mut self, what: &str, change: impl FnOnce(&mut LearnerRecord)) -> Result<LearnerView, Fault> {
        let StoredLearner { id, mut record, .. } = self.learner()?;
        let before = record.clone();
        change(&mut record);
        if record != before {
            let text = contract::write_learner(&record);
            contract::read_learner(&SourceFile::new("the record", text)).map_err(|findings| fault::refused_edit(&findings))?;
            self.store.save_learner(id, &record, what, Utc::now())?;
        }
        self.learner_view()
    }

    /// The target that the learner last asked for, or the one that a sample suggests.
    fn target(&self, learner: &StoredLearner) -> Result<Option<AwardId>, Fault> {
        let suggested = || learner.record.extensions.iter().find(|(key, _)| key == "x-target").and_then(|(_, value)| value.as_str());
        let kept: Option<String> = self.store.setting(&target_key(learner.id))?;
        Ok(kept.or_else(|| suggested().map(str::to_owned)).map(AwardId::from))
    }

    /// Remembers the target that the learner asks for.
    ///
    /// # Errors
    /// When the store fails.
    pub fn keep_target(&mut self, learner: LearnerId, target: &AwardId) -> Result<(), Fault> {
        Ok(self.store.set_setting(&target_key(learner), target.as_str())?)
    }
}

fn target_key(learner: LearnerId) -> String {
    format!("target-{learner}")
}
