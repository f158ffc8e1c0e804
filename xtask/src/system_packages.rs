//! The libraries and programs that come from the operating system: detected, and on Debian and Ubuntu installed.

use std::process::Command;

use crate::Outcome;
use crate::process::{answer, run_here, shown};

/// What the library and the command need to be built: SQLCipher takes its arithmetic from OpenSSL.
pub const TO_COMPILE: &[&str] = &["build-essential", "pkg-config", "libssl-dev"];
/// What the application needs to be built and opened.
pub const TO_RUN: &[&str] = &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev", "libssl-dev", "fonts-dejavu-core"];
/// What driving its window needs besides.
pub const TO_TEST: &[&str] = &["webkit2gtk-driver", "xvfb", "xauth", "strace"];

const FEDORA: &str = "sudo dnf install webkit2gtk4.1-devel openssl-devel && sudo dnf group install c-development";
const ARCH: &str = "sudo pacman -S --needed webkit2gtk-4.1 base-devel openssl librsvg";

/// Makes sure that the packages are there.
///
/// # Errors
/// When something is missing that cannot be installed from here; the message holds the exact command.
pub fn ensure(packages: &[&str]) -> Outcome {
    if cfg!(target_os = "macos") {
        return match answer("xcode-select", &["-p"]) {
            Some(_) => Ok(()),
            None => Err("Apple's command line tools are missing; run `xcode-select --install`".into()),
        };
    }
    if cfg!(windows) {
        // A missing linker or web view names itself when it is needed; there is nothing here to ask beforehand.
        println!(
            "Cairn needs Microsoft C++ Build Tools and WebView2 (part of Windows since 10 1803); see https://tauri.app/start/prerequisites/"
        );
        return Ok(());
    }
    if answer("dpkg-query", &["--version"]).is_some() {
        return ensure_debian(packages);
    }
    if answer("pkg-config", &["--exists", "webkit2gtk-4.1"]).is_some() {
        return Ok(());
    }
    let command = match answer("sh", &["-c", ". /etc/os-release && echo $ID $ID_LIKE"]).unwrap_or_default() {
        ids if ids.contains("fedora") || ids.contains("rhel") => FEDORA,
        ids if ids.contains("arch") => ARCH,
        _ => return Err("WebKitGTK 4.1 with its development files is missing; see https://tauri.app/start/prerequisites/".into()),
    };
    Err(format!("WebKitGTK 4.1 with its development files is missing; run `{command}`"))
}

/// Makes sure that the library and the command can be built, where the system says which packages it has.
///
/// # Errors
/// As [`ensure`].
pub fn ensure_to_compile() -> Outcome {
    if answer("dpkg-query", &["--version"]).is_some() { ensure_debian(TO_COMPILE) } else { Ok(()) }
}

fn ensure_debian(packages: &[&str]) -> Outcome {
    let missing: Vec<&str> = packages.iter().copied().filter(|package| !installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Installing from the system's packages: {}", missing.join(" "));
    let (mut update, mut install) = (apt()?, apt()?);
    update.arg("update");
    install.args(["install", "--yes", "--no-install-recommends"]).args(&missing);
    let by_hand = format!("install them by hand with `{}` and try again", shown(&install));
    // An outdated list of one source must not stop an installation that the others can serve.
    if let Err(what) = run_here(&mut update) {
        eprintln!("{what}; continuing with the package lists that are there");
    }
    run_here(&mut install).map_err(|what| format!("{what}; {by_hand}"))
}

fn installed(package: &str) -> bool {
    answer("dpkg-query", &["--show", "--showformat=${db:Status-Status}", package]).is_some_and(|status| status == "installed")
}

/// apt-get with the right to install: as root directly, else through sudo.
fn apt() -> Result<Command, String> {
    let root = answer("id", &["-u"]).is_some_and(|id| id == "0");
    if !root && answer("sudo", &["--version"]).is_none() {
        return Err("system packages are missing and neither root nor sudo is available; run this once as root".into());
    }
    let mut command = Command::new(if root { "env" } else { "sudo" });
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", "-o", "DPkg::Lock::Timeout=300"]);
    Ok(command)
}
