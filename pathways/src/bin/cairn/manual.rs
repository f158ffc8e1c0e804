//! `cairn manual`: the manual pages and the shells' completions, made from the arguments as they are declared.

use std::fs::{create_dir_all, write};
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Answer, Cairn, refuse};

/// Write the manual pages and the completions of the shells, for installers.
#[derive(Args)]
pub struct Manual {
    /// The folder to write into.
    folder: PathBuf,
}

impl Manual {
    /// Runs it.
    pub fn run(&self) -> Answer {
        self.pages().and_then(|()| self.completions()).map_err(|error| refuse(format!("{}: {error}", self.folder.display())))
    }

    fn pages(&self) -> io::Result<()> {
        let folder = self.made("man1")?;
        let mut command = Cairn::command();
        command.build();
        page(&command, "cairn", &folder)?;
        for part in command.get_subcommands().filter(|part| !part.is_hide_set() && part.get_name() != "help") {
            page(part, &format!("cairn-{}", part.get_name()), &folder)?;
        }
        Ok(())
    }

    fn completions(&self) -> io::Result<()> {
        for (shell, file) in [
            (Shell::Bash, "bash/cairn"),
            (Shell::Zsh, "zsh/_cairn"),
            (Shell::Fish, "fish/cairn.fish"),
            (Shell::PowerShell, "powershell/_cairn.ps1"),
        ] {
            let mut written = Vec::new();
            clap_complete::generate(shell, &mut Cairn::command(), "cairn", &mut written);
            let path = Path::new(file);
            write(
                self.made(path.parent().and_then(Path::to_str).unwrap_or_default())?.join(path.file_name().unwrap_or_default()),
                written,
            )?;
        }
        Ok(())
    }

    fn made(&self, name: &str) -> io::Result<PathBuf> {
        let folder = self.folder.join(name);
        create_dir_all(&folder)?;
        Ok(folder)
    }
}

fn page(command: &clap::Command, name: &str, folder: &Path) -> io::Result<()> {
    let mut written = Vec::new();
    clap_mangen::Man::new(command.clone()).title(name.to_uppercase()).render(&mut written)?;
    write(folder.join(format!("{name}.1")), written)
}
