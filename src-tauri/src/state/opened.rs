//! The open store: what the window's commands read of it, and how an edit is kept.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Local, Utc};
use pathways::bundled;
use pathways::interchange::{SourceFile, contract};
use pathways::model::{AwardId, LearnerRecord, Preferences};
use pathways::store::{LearnerId, LookOnly, Store, StorePath, StoredLearner};

use crate::commands::privacy;
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

/// The open store.
pub struct Opened {
    /// What is kept.
    pub store: Store,
    /// The part of the catalogue that was read last for a question about targets: the next question is often the same.
    last: Option<(Seeds, Arc<World>)>,
    /// Why nothing can be changed; `None` where everything can.
    pub look_only: Option<LookOnly>,
    /// Whose record is open where that cannot be kept.
    looked_at: Option<LearnerId>,
}

/// What a part of the catalogue depends on: the targets, what the record speaks of, and the state of the packs.
#[derive(PartialEq)]
struct Seeds {
    targets: Vec<AwardId>,
    record: LearnerRecord,
    packs: i64,
}

impl Opened {
    /// Opens the store; one that a newer version has written, or that cannot be written to, is opened to be looked at.
    pub(super) fn open(path: StorePath) -> Result<Self, Fault> {
        let (mut store, look_only) = Store::open_or_look(&path)?;
        let me: Option<String> = store.setting(privacy::ME)?;
        store.acted_by(&privacy::actor(me.as_deref()));
        if look_only.is_none() {
            let today = Local::now().date_naive();
            store.ensure_bundled(today)?;
            // The copy of the day is made beside the window, which need not wait for it. Should it fail, the next start tries again.
            std::thread::spawn(move || Store::open(&path).and_then(|store| store.back_up_daily(today)));
        }
        Ok(Self { look_only, ..Self::of(store) })
    }

    /// A store that can be changed.
    pub(super) fn of(store: Store) -> Self {
        Self { store, last: None, look_only: None, looked_at: None }
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
        Ok(self.look_only.is_none() && self.store.setting::<Role>(ROLE)?.is_none())
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
        let current = self.looked_at.map_or_else(|| self.store.current_learner(), |id| Ok(Some(id)))?;
        let id = match current {
            Some(id) => id,
            None => {
                let first = self.store.learners()?.first().map(|learner| learner.id);
                let id = first.map_or_else(|| self.sample(Role::Learner), Ok)?;
                self.open_learner(id)?;
                id
            }
        };
        Ok(self.store.learner(id)?)
    }

    /// Opens a learner. In a store that can only be looked at that holds until the window closes.
    ///
    /// # Errors
    /// When there is no such learner, or the store fails.
    pub fn open_learner(&mut self, id: LearnerId) -> Result<(), Fault> {
        if self.look_only.is_some() {
            self.store.learner(id)?;
            self.looked_at = Some(id);
            return Ok(());
        }
        Ok(self.store.open_learner(id)?)
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

    /// Remembers the target that the learner asks for, where the store can be changed.
    ///
    /// # Errors
    /// When the store fails.
    pub fn keep_target(&mut self, learner: LearnerId, target: &AwardId) -> Result<(), Fault> {
        if self.look_only.is_some() {
            return Ok(());
        }
        Ok(self.store.set_setting(&target_key(learner), target.as_str())?)
    }
}

fn target_key(learner: LearnerId) -> String {
    format!("target-{learner}")
}
