//! What a command reads: packs, records and plans from files or standard input.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use chrono::Local;
use clap::Args;
use pathways::bundled;
use pathways::estimate::Estimates;
use pathways::finding::Finding;
use pathways::frameworks::Frameworks;
use pathways::interchange::contract::{read_learner, read_packs, read_plan};
use pathways::interchange::{BatchItem, SourceFile, read_batch, read_occupation, unpack};
use pathways::model::{AwardId, Catalogue, LearnerRecord, Plan};
use pathways::skills::skill_target;
use pathways::store::{Passphrase, Store, StorePath, account};

use crate::plan::Terms;
use crate::{Refused, refuse};

/// Which packs form the catalogue.
#[derive(Args)]
pub struct Packs {
    /// Catalogue packs, together one catalogue; `-` is standard input. Without: the bundled catalogue.
    #[arg(long = "pack", value_name = "FILE", num_args = 1..)]
    packs: Vec<PathBuf>,
}

/// The same, for a subcommand whose last arguments are not packs: each pack has its own `--pack`.
#[derive(Args)]
pub struct EachPack {
    /// A catalogue pack; several together form one catalogue; `-` is standard input. Without: the bundled catalogue.
    #[arg(long = "pack", value_name = "FILE", num_args = 1)]
    packs: Vec<PathBuf>,
}

/// A question about one record.
#[derive(Args)]
pub struct Question {
    /// The learner record; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    learner: PathBuf,
    #[command(flatten)]
    packs: EachPack,
    #[command(flatten)]
    pub terms: Terms,
}

impl Question {
    /// Reads the packs and the record.
    pub fn read(&self) -> Result<(World, LearnerRecord), Refused> {
        Ok((self.packs.read(&[])?, learner(&self.learner)?))
    }
}

/// A catalogue and the estimates for what it leaves unknown.
pub struct World {
    pub catalogue: Catalogue,
    pub estimates: Estimates,
}

impl World {
    /// Makes a set of skills an award of the catalogue, and says which it is. What names a file is the profile of an occupation,
    /// and stands for its essential skills.
    pub fn want_skills(&mut self, skills: &[String], record: &LearnerRecord) -> Result<AwardId, Refused> {
        let mut wanted = Vec::new();
        for skill in skills {
            let path = Path::new(skill);
            if !path.is_file() {
                wanted.push(skill.clone());
                continue;
            }
            let profile = read_occupation(&file(path)?).map_err(|why| refuse(format!("{skill}: {why}.")))?;
            let (essential, optional) = (profile.essential.len(), profile.optional.len());
            let title = profile.title.as_deref().unwrap_or(skill);
            eprintln!("cairn: {title}: {essential} essential skills are planned for; {optional} others that it names are not");
            wanted.extend(profile.essential.into_iter().map(|skill| skill.uri));
        }
        let found = skill_target(&self.catalogue, &wanted, record.preferences.currency);
        for skill in found.wanted.iter().filter(|skill| skill.awards.is_empty()) {
            eprintln!("cairn: no award of the catalogue develops the skill {}", skill.uri);
        }
        self.catalogue = found.catalogue;
        Ok(found.target)
    }
}

impl Packs {
    /// What a question about targets can touch: from the packs, or, where none is named and a store is, from the store without
    /// reading more of it. Warnings are not shown here (`cairn check` does).
    pub fn toward(&self, folder: Option<&Path>, targets: &[AwardId], record: &LearnerRecord) -> Result<World, Refused> {
        match folder {
            Some(folder) if self.packs.is_empty() => {
                let part = store(Some(folder))?.toward(targets, record).map_err(refuse)?;
                Ok(World { catalogue: part.catalogue, estimates: part.estimates })
            }
            _ => self.read(),
        }
    }

    /// The whole catalogue: from the packs, or, where none is named and a store is, from the store.
    pub fn whole(&self, folder: Option<&Path>) -> Result<World, Refused> {
        match folder {
            Some(folder) if self.packs.is_empty() => {
                let catalogue = store(Some(folder))?.catalogue().map_err(refuse)?;
                let estimates = Estimates::new(&catalogue, Frameworks::bundled());
                Ok(World { catalogue, estimates })
            }
            _ => self.read(),
        }
    }

    /// An award and what stands around it: from the packs, or, where none is named and a store is, from the store.
    pub fn around(&self, folder: Option<&Path>, award: &AwardId) -> Result<Catalogue, Refused> {
        match folder {
            Some(folder) if self.packs.is_empty() => Ok(store(Some(folder))?.around(award).map_err(refuse)?.catalogue),
            _ => Ok(self.read()?.catalogue),
        }
    }

    /// Reads the packs; warnings are not shown here (`cairn check` does).
    pub fn read(&self) -> Result<World, Refused> {
        world(&self.packs)
    }
}

impl EachPack {
    /// Reads the packs, and `more` that stood elsewhere on the command line.
    pub fn read(&self, more: &[PathBuf]) -> Result<World, Refused> {
        world(&[&self.packs, more].concat())
    }
}

fn world(packs: &[PathBuf]) -> Result<World, Refused> {
    let files = if packs.is_empty() { bundled::pack_files() } else { read_files(packs)? };
    let (catalogue, _) = read_packs(&files).map_err(|findings| refuse_all(&findings))?;
    let estimates = Estimates::new(&catalogue, Frameworks::bundled());
    Ok(World { catalogue, estimates })
}

/// Opens the store in a folder, by default the application's own, with the bundled catalogue in it.
pub fn store(folder: Option<&Path>) -> Result<Store, Refused> {
    let path = StorePath::find(folder).map_err(refuse)?;
    let passphrase = path.is_encrypted().then(passphrase).flatten();
    let mut store = Store::open(&path.with_passphrase(passphrase)).map_err(refuse)?;
    store.acted_by(&account());
    store.ensure_bundled(Local::now().date_naive()).map_err(refuse)?;
    Ok(store)
}

/// What opens an encrypted store: the environment variable says it, else whoever sits at the terminal is asked.
fn passphrase() -> Option<Passphrase> {
    let given = std::env::var(Passphrase::VARIABLE).ok().filter(|text| !text.is_empty());
    let asked = || {
        let asks = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
        asks.then(|| rpassword::prompt_password("Passphrase of the store: ").ok()).flatten()
    };
    given.or_else(asked).map(Passphrase::new)
}

/// Reads a learner record.
pub fn learner(path: &Path) -> Result<LearnerRecord, Refused> {
    let (record, _) = read_learner(&file(path)?).map_err(|findings| refuse_all(&findings))?;
    Ok(record)
}

/// The files of some records: a folder stands for every `.json` file in it, by name.
pub fn records(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Refused> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let entries =
            std::fs::read_dir(path).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>());
        let entries = entries.map_err(|error| refuse(format!("{} cannot be read: {error}. Check the permissions.", path.display())))?;
        let mut inside: Vec<PathBuf> = entries.into_iter().filter(|file| file.extension().is_some_and(|e| e == "json")).collect();
        if inside.is_empty() {
            return Err(refuse(format!("{} has no .json file. Name a folder of learner records.", path.display())));
        }
        inside.sort();
        files.extend(inside);
    }
    Ok(files)
}

/// Reads a plan.
pub fn plan(path: &Path) -> Result<Plan, Refused> {
    read_plan(&file(path)?).map_err(|findings| refuse_all(&findings))
}

/// Reads files as they are.
pub fn read_files(paths: &[PathBuf]) -> Result<Vec<SourceFile>, Refused> {
    paths.iter().map(|path| file(path)).collect()
}

/// The files that a path stands for: those of a folder and those of an archive, or itself.
pub fn batch(path: &Path) -> Result<Vec<BatchItem>, Refused> {
    if path == Path::new("-") {
        return Ok(unpack(file(path)?));
    }
    read_batch(path).map_err(|error| refuse(format!("{} cannot be read: {error}. Check the path and the permissions.", path.display())))
}

fn file(path: &Path) -> Result<SourceFile, Refused> {
    let name = path.display().to_string();
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    let bytes = bytes.map_err(|error| refuse(format!("{name} cannot be read: {error}. Check the path and the permissions.")))?;
    Ok(SourceFile::new(name, bytes))
}

fn refuse_all(findings: &[Finding]) -> Refused {
    for finding in findings {
        eprintln!("{finding}");
    }
    Refused
}
