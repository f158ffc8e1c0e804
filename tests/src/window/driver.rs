//! tauri-driver and what it starts, in folders of its own, ended with everything below it.

use std::fs::File;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Where the tests find tauri-driver; otherwise it is looked for where `cargo xtask test` builds it.
const DRIVER: &str = "CAIRN_TAURI_DRIVER";

/// A person's folders, for one test: the store, the settings and the caches of the window. They outlive a restart.
pub struct Home {
    folder: TempDir,
}

impl Home {
    /// Empty folders: the next start is a first start.
    ///
    /// # Panics
    /// When no temporary folder can be made.
    #[must_use]
    pub fn new() -> Self {
        Self { folder: TempDir::new().expect("a temporary folder") }
    }

    /// The path of a file that the window may write.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Has a program that is started use these folders.
    pub fn apply(&self, command: &mut Command) {
        let folders = ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "CAIRN_STORE"];
        for name in folders {
            command.env(name, self.folder.path().join(name.to_lowercase()));
        }
    }
}

impl Default for Home {
    fn default() -> Self {
        Self::new()
    }
}

/// A running tauri-driver. On Drop its whole process group ends, and with it the window.
pub struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts it and waits until both ports answer: tauri-driver listens before WebKitWebDriver does.
    ///
    /// # Panics
    /// When it is not there or does not answer in time.
    #[must_use]
    pub fn start(home: &Home, log: &Path) -> Self {
        let (port, native) = (free_port(), free_port());
        let log = File::create(log).expect("the log can be written");
        let mut command = Command::new(program());
        command.args(["--port", &port.to_string(), "--native-port", &native.to_string()]);
        // To a file: a pipe inherited by the window would outlive the driver.
        command.stdin(Stdio::null()).stdout(log.try_clone().expect("a second handle")).stderr(log);
        home.apply(&mut command);
        in_own_group(&mut command);
        let process = command.spawn().expect("tauri-driver starts; `cargo xtask test window` builds it");
        let driver = Self { process, port };
        for port in [port, native] {
            await_port(port);
        }
        driver
    }

    /// Where WebDriver clients connect.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Failures are ignored: the processes may be gone already.
        if cfg!(unix) {
            let group = format!("-{}", self.process.id());
            drop(Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status());
        }
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn program() -> PathBuf {
    let built = || crate::programs::root().join("target").join("tools").join("bin").join("tauri-driver");
    std::env::var_os(DRIVER).map_or_else(built, PathBuf::from)
}

#[cfg(unix)]
fn in_own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn in_own_group(_: &mut Command) {}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("a bound listener has an address").port()
}

fn await_port(port: u16) {
    let started = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        assert!(started.elapsed() < Duration::from_secs(20), "nothing listens on port {port} after 20 s");
        sleep(Duration::from_millis(50));
    }
}
