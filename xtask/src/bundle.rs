//! `cargo xtask bundle`: the installers, with the window, the command, its manual and its completions.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value, json};

use crate::process::{answer, run_here};
use crate::project::{cargo, root, target};
use crate::{Outcome, bundle_trial, interface, prerequisites, system_packages, tauri_cli};

/// A command that signs one file on Windows; `%1` stands for the file.
const SIGN: &str = "CAIRN_SIGN_COMMAND";
/// What the package needs beside the web view, which Tauri names itself: SQLCipher takes its arithmetic from OpenSSL.
const DEPENDS: &[&str] = &["libssl3"];
/// Debian's folders for what the command brings, and where the command writes it.
const SHELL_FILES: &[(&str, &str)] = &[
    ("bash/cairn", "/usr/share/bash-completion/completions/cairn"),
    ("zsh/_cairn", "/usr/share/zsh/vendor-completions/_cairn"),
    ("fish/cairn.fish", "/usr/share/fish/vendor_completions.d/cairn.fish"),
];

/// Builds the installers of this system, or the formats that are named; with `--try` the .deb is installed, used and removed.
///
/// # Errors
/// When something is missing that cannot be installed from here, a build fails, or the trial finds something wrong.
pub fn bundle(arguments: &[String]) -> Outcome {
    let trial = arguments.iter().any(|argument| argument == "--try");
    let mut formats: Vec<&str> = arguments.iter().map(String::as_str).filter(|argument| *argument != "--try").collect();
    if formats.is_empty() {
        formats = usual_formats();
    }
    if trial && !formats.contains(&"deb") {
        return Err("--try installs the .deb; name it among the formats, on Debian or Ubuntu".into());
    }
    prerequisites::check_tools()?;
    system_packages::ensure(system_packages::TO_RUN)?;
    tauri_cli::ensure()?;
    interface::build()?;
    let build = ["build", "--release", "--locked", "--package", "cairn-pathways", "--package", "cairn-desktop", "--bins"];
    run_here(Command::new(cargo()).args(build).current_dir(root()))?;
    let folder = target().join("installer");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    run_here(Command::new(release_program("cairn")).arg("manual").arg(&folder))?;
    let settings = folder.join("settings.json");
    let written = settings_of(&folder, &beside(&folder)?, std::env::var(SIGN).ok().filter(|command| !command.is_empty()).as_deref());
    fs::write(&settings, written.to_string()).map_err(|error| format!("{}: {error}", settings.display()))?;
    let mut make = tauri_cli::command(&["bundle", "--bundles", &formats.join(",")]);
    make.arg("--config").arg(&settings);
    run_here(&mut make)?;
    let made = target().join("release").join("bundle");
    println!("The installers are below {}", made.display());
    if trial { bundle_trial::try_out(&newest_deb(&made.join("deb"))?) } else { Ok(()) }
}

fn usual_formats() -> Vec<&'static str> {
    if cfg!(windows) {
        vec!["nsis", "msi"]
    } else if cfg!(target_os = "macos") {
        vec!["app", "dmg"]
    } else {
        vec!["deb"]
    }
}

fn release_program(name: &str) -> PathBuf {
    target().join("release").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// A copy of the command under the name by which Tauri looks for programs that go beside the window: with the target's triple.
fn beside(folder: &Path) -> Result<PathBuf, String> {
    let facts = answer("rustc", &["-vV"]).ok_or("rustc does not say for which system it compiles")?;
    let triple = facts.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("rustc does not name its target")?;
    let copy = folder.join(format!("cairn-{triple}{}", std::env::consts::EXE_SUFFIX));
    fs::copy(release_program("cairn"), &copy).map_err(|error| format!("{}: {error}", copy.display()))?;
    Ok(folder.join("cairn"))
}

/// What is added to `tauri.conf.json`: files that only exist once they are built, and how to sign.
fn settings_of(folder: &Path, command: &Path, sign: Option<&str>) -> Value {
    let mut files = Map::new();
    for (from, to) in SHELL_FILES {
        files.insert((*to).to_owned(), json!(folder.join(from)));
    }
    for page in fs::read_dir(folder.join("man1")).into_iter().flatten().flatten() {
        files.insert(format!("/usr/share/man/man1/{}", page.file_name().to_string_lossy()), json!(page.path()));
    }
    let packaging = root().join("src-tauri/packaging");
    files.insert("/usr/share/mime/packages/org.cairn.planner.xml".into(), json!(packaging.join("org.cairn.planner.xml")));
    files.insert("/usr/share/doc/cairn/copyright".into(), json!(packaging.join("copyright")));
    let mut bundle =
        json!({ "externalBin": [command], "linux": { "deb": { "depends": DEPENDS, "files": files }, "appimage": { "files": files } } });
    if let Some(sign) = sign {
        bundle["windows"] = json!({ "signCommand": sign });
    }
    json!({ "bundle": bundle })
}

fn newest_deb(folder: &Path) -> Result<PathBuf, String> {
    let packages = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    packages
        .filter(|path| path.extension().is_some_and(|ending| ending == "deb"))
        .max_by_key(|path| fs::metadata(path).and_then(|facts| facts.modified()).ok())
        .ok_or_else(|| format!("no .deb was made in {}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_installer_takes_the_command_its_completions_and_signs_when_told_how() {
        let settings = settings_of(Path::new("/made"), Path::new("/made/cairn"), None);
        assert_eq!(settings["bundle"]["externalBin"], json!(["/made/cairn"]));
        let files = &settings["bundle"]["linux"]["deb"]["files"];
        assert_eq!(files["/usr/share/bash-completion/completions/cairn"], "/made/bash/cairn");
        assert_eq!(settings["bundle"]["linux"]["deb"]["depends"], json!(["libssl3"]));
        assert!(settings["bundle"].get("windows").is_none());
        let signed = settings_of(Path::new("/made"), Path::new("/made/cairn"), Some("sign %1"));
        assert_eq!(signed["bundle"]["windows"]["signCommand"], "sign %1");
    }
}
