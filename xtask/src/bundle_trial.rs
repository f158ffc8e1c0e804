//! A .deb as a person meets it: installed, started on a display of its own, measured, and removed without a trace.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::process::{answer, run_here};
use crate::project::target;

/// The name that Tauri gives the package, after the product.
const PACKAGE: &str = "cairn";
/// What must be there once it is installed, and gone once it is removed.
const INSTALLED: &[&str] = &[
    "/usr/bin/cairn",
    "/usr/bin/cairn-desktop",
    "/usr/share/applications/Cairn.desktop",
    "/usr/share/icons/hicolor/128x128/apps/cairn-desktop.png",
    "/usr/share/man/man1/cairn.1",
    "/usr/share/man/man1/cairn-plan.1",
    "/usr/share/bash-completion/completions/cairn",
    "/usr/share/zsh/vendor-completions/_cairn",
    "/usr/share/fish/vendor_completions.d/cairn.fish",
    "/usr/share/mime/packages/org.cairn.planner.xml",
    "/usr/share/doc/cairn/copyright",
];
/// How long the first start may take on a busy machine.
const START: Duration = Duration::from_secs(60);

/// Installs the package, starts what it brought, prints what was measured, and removes it.
///
/// # Errors
/// With the first thing that is not as it should be; the package is removed then, too.
pub fn try_out(package: &Path) -> Outcome {
    if answer("id", &["-u"]).is_none_or(|id| id != "0") {
        return Err("the trial installs a package, so it needs root: `sudo -E cargo xtask bundle --try`".into());
    }
    if answer("dpkg-query", &["--show", PACKAGE]).is_some() {
        return Err(format!("a package {PACKAGE} is installed already; remove it first: `apt-get remove {PACKAGE}`"));
    }
    let path = package.to_string_lossy();
    run_here(Command::new("apt-get").args(["--quiet", "--yes", "--no-install-recommends", "install", &path]))?;
    let used = use_it();
    run_here(Command::new("dpkg").args(["--purge", PACKAGE]))?;
    used?;
    match INSTALLED.iter().find(|path| Path::new(path).exists()) {
        Some(left) => Err(format!("{left} is still there after the package was removed")),
        None => {
            println!("installer: {} MB; installed, started, removed without a trace", megabytes(package));
            Ok(())
        }
    }
}

fn use_it() -> Outcome {
    if let Some(missing) = INSTALLED.iter().find(|path| !Path::new(path).exists()) {
        return Err(format!("the package has no {missing}"));
    }
    let entry = fs::read_to_string("/usr/share/applications/Cairn.desktop").map_err(|error| error.to_string())?;
    for line in ["Exec=cairn-desktop %F", "MimeType=", "application/vnd.cairn.catalogue+json", "Categories=Education"] {
        if !entry.contains(line) {
            return Err(format!("the desktop entry lacks `{line}`:\n{entry}"));
        }
    }
    let version = answer("/usr/bin/cairn", &["--version"]).ok_or("the installed command does not run")?;
    println!(
        "command: {version}, {} MB; window: {} MB",
        megabytes("/usr/bin/cairn".as_ref()),
        megabytes("/usr/bin/cairn-desktop".as_ref())
    );
    let home = target().join("installer/home");
    for start in ["first start", "second start"] {
        let (took, memory) = start_window(&home)?;
        println!(
            "{start}: {:.1} s to a window that has asked for the catalogue, {memory} MB in memory with its web processes",
            took.as_secs_f64()
        );
    }
    fs::remove_dir_all(&home).map_err(|error| format!("{}: {error}", home.display()))
}

/// Starts the window in folders of its own, waits until the page has opened the store, and ends it.
fn start_window(home: &Path) -> Result<(Duration, u64), String> {
    let store = home.join("store");
    // The copy of the day is made once the page has asked for what it shows.
    drop(fs::remove_dir_all(store.join("backups")));
    let mut command = Command::new("xvfb-run");
    command.args(["--auto-servernum", "--server-args", "-screen 0 1280x800x24", "cairn-desktop"]);
    for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
        command.env(name, home);
    }
    command.env("CAIRN_STORE", &store).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    in_own_group(&mut command);
    let began = Instant::now();
    let running = Group(command.spawn().map_err(|error| format!("xvfb-run does not start: {error}"))?);
    while fs::read_dir(store.join("backups")).map_or(0, Iterator::count) == 0 {
        if began.elapsed() > START {
            return Err(format!("the installed window did not open its store within {} s", START.as_secs()));
        }
        sleep(Duration::from_millis(50));
    }
    let took = began.elapsed();
    // What is still being drawn is counted, too.
    sleep(Duration::from_secs(3));
    let memory = memory_of_group(running.0.id());
    Ok((took, memory))
}

/// A child and what it started; ended on drop.
struct Group(Child);

impl Drop for Group {
    fn drop(&mut self) {
        for signal in ["-TERM", "-KILL"] {
            drop(Command::new("kill").args([signal, "--", &format!("-{}", self.0.id())]).stderr(Stdio::null()).status());
            sleep(Duration::from_secs(1));
        }
        drop(self.0.wait());
    }
}

#[cfg(unix)]
fn in_own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn in_own_group(_: &mut Command) {}

/// The memory of a process group in megabytes, what is shared counted in equal parts (PSS); the display is left out.
fn memory_of_group(group: u32) -> u64 {
    let listed = answer("ps", &["-eo", "pid=,pgid=,comm="]).unwrap_or_default();
    let own = listed.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let (pid, its, name) = (words.next()?, words.next()?, words.next()?);
        (its == group.to_string() && name != "Xvfb").then(|| pid.to_owned())
    });
    let shares = own.filter_map(|pid| {
        let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
        text.lines().find_map(|line| line.strip_prefix("Pss:")?.split_whitespace().next()?.parse::<u64>().ok())
    });
    shares.sum::<u64>() / 1024
}

fn megabytes(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |facts| facts.len().div_ceil(1_000_000))
}
