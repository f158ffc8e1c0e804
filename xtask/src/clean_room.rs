//! `cargo xtask clean-room`: the README's two commands from a clean clone in a minimal Debian, where nothing was installed by hand.
//!
//! The room is made by debootstrap and holds Debian's smallest set of packages, the certificates of the registries, and the C
//! compiler without which Rust cannot link on Linux (Debian's own `rustc` depends on it, and rustup asks for it). Rust and Node
//! are copies of those on the PATH; crates that cargo has at hand are copied, too, which saves their download and nothing else.
//! Everything else (libraries, WebKit, its driver, a display) has to come by the two commands themselves.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::process::{answer, run_here};
use crate::project::{root, target};
use crate::{Outcome, prerequisites, system_packages};

/// What is there besides Debian's smallest set.
const BESIDES: &str = "ca-certificates,gcc,libc6-dev";
/// Where Debian keeps the certificates that it trusts, in one file.
const CERTIFICATES: &str = "etc/ssl/certs/ca-certificates.crt";
/// Where Rust, Node and the clone lie in the room.
const ENTER: &str = "mount -t proc proc \"$1/proc\" && mount --rbind /dev \"$1/dev\" && cd / && \
    exec chroot \"$1\" /usr/bin/env -i HOME=/root TERM=dumb LANG=C.UTF-8 PATH=/opt/rust/bin:/opt/node/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Makes the room and runs the two commands in it; names of stages go to the second one. With `--again` the room that is there is
/// used once more, as a person would who had called the commands before.
///
/// # Errors
/// When the room cannot be made, or a command fails in it.
pub fn clean_room(arguments: &[String]) -> Outcome {
    let again = arguments.iter().any(|argument| argument == "--again");
    let stages: Vec<&str> = arguments.iter().map(String::as_str).filter(|argument| *argument != "--again").collect();
    if answer("id", &["-u"]).is_none_or(|id| id != "0") || answer("dpkg-query", &["--version"]).is_none() {
        return Err("the clean room is made by debootstrap and entered by chroot, so it needs Debian or Ubuntu, and root".into());
    }
    prerequisites::check_tools()?;
    let room = target().join("clean-room");
    if !again {
        system_packages::ensure(&["debootstrap"])?;
        make(&room)?;
    }
    let began = Instant::now();
    within(&room, &["cargo", "xtask", "run"])?;
    let ran = began.elapsed().as_secs();
    let began = Instant::now();
    let tested = within(&room, &[&["cargo", "xtask", "test"][..], &stages].concat());
    println!("clean room: `cargo xtask run` {ran} s, `cargo xtask test` {} s", began.elapsed().as_secs());
    tested
}

fn make(room: &Path) -> Outcome {
    if room.exists() {
        fs::remove_dir_all(room).map_err(|error| format!("{}: {error}", room.display()))?;
    }
    fs::create_dir_all(room).map_err(|error| format!("{}: {error}", room.display()))?;
    let suite = answer("sh", &["-c", ". /etc/os-release && echo $VERSION_CODENAME"]).filter(|name| !name.is_empty());
    let suite = suite.ok_or("/etc/os-release does not say which Debian this is")?;
    let mut bootstrap = Command::new("debootstrap");
    bootstrap.args(["--variant=minbase", &format!("--include={BESIDES}"), &suite]).arg(room);
    run_here(&mut bootstrap)?;
    // The registries may be reached through a proxy that this machine trusts.
    for file in [CERTIFICATES, "etc/resolv.conf"] {
        fs::copy(Path::new("/").join(file), room.join(file)).map_err(|error| format!("/{file}: {error}"))?;
    }
    let rust = answer("rustc", &["--print", "sysroot"]).ok_or("rustc does not say where it lies")?;
    for part in ["bin", "lib", "libexec"].iter().filter(|part| Path::new(&rust).join(part).exists()) {
        copy(&Path::new(&rust).join(part), &room.join("opt/rust").join(part))?;
    }
    let node = answer("node", &["-p", "process.execPath"]).ok_or("node does not say where it lies")?;
    copy(Path::new(&node), &room.join("opt/node/bin/node"))?;
    let modules = answer("npm", &["root", "--global"]).ok_or("npm does not say where it lies")?;
    copy(&Path::new(&modules).join("npm"), &room.join("opt/node/lib/node_modules/npm"))?;
    for name in ["npm", "npx"] {
        run_here(
            Command::new("ln")
                .arg("-s")
                .arg(format!("../lib/node_modules/npm/bin/{name}-cli.js"))
                .arg(room.join("opt/node/bin").join(name)),
        )?;
    }
    for part in ["cache", "index"] {
        let kept = cargo_home().join("registry").join(part);
        if kept.exists() {
            copy(&kept, &room.join("root/.cargo/registry").join(part))?;
        }
    }
    run_here(Command::new("git").args(["clone", "--quiet", "--no-hardlinks"]).arg(root()).arg(room.join("cairn")))
}

fn cargo_home() -> PathBuf {
    let home = || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cargo");
    std::env::var_os("CARGO_HOME").map_or_else(home, PathBuf::from)
}

fn copy(from: &Path, to: &Path) -> Outcome {
    let folder = to.parent().unwrap_or(to);
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    run_here(Command::new("cp").arg("--archive").arg("--dereference").arg(from).arg(to))
}

/// Runs a command in the room's clone. What is mounted for it is gone when it ends, however it ends.
fn within(room: &Path, words: &[&str]) -> Outcome {
    println!("── in the clean room: {}", words.join(" "));
    let mut command = Command::new("unshare");
    command.args(["--mount", "--propagation", "private", "--fork", "sh", "-c"]);
    // Nothing of this machine's environment goes along but how many jobs cargo may run at once.
    let jobs = std::env::var("CARGO_BUILD_JOBS").map(|jobs| format!(" CARGO_BUILD_JOBS={jobs}")).unwrap_or_default();
    let certificates = format!(" SSL_CERT_FILE=/{CERTIFICATES} NODE_EXTRA_CA_CERTS=/{CERTIFICATES}");
    command.arg(format!("{ENTER}{jobs}{certificates} sh -c 'cd /cairn && exec \"$@\"' sh {}", words.join(" "))).arg("sh").arg(room);
    run_here(&mut command)
}
