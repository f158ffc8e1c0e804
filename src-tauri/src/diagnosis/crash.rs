//! Failures of the program itself (panics): a report beside the log, which the next start offers.

use std::backtrace::Backtrace;
use std::fs;
use std::panic::{PanicHookInfo, set_hook, take_hook};
use std::path::{Path, PathBuf};

use chrono::Utc;

use super::named;

/// What the name of a report begins with until it has been offered, and afterwards.
const NEW: &str = "failure-";
const OFFERED: &str = "offered-";
/// How many reports are kept once they have been offered.
const KEPT: usize = 5;

/// Writes a report of every panic into a folder, and then does what was done before.
pub fn report_failures(folder: PathBuf) {
    let before = take_hook();
    set_hook(Box::new(move |panic| {
        let place = panic.location().map(|place| format!("{}:{}", place.file(), place.line())).unwrap_or_default();
        tracing::error!(place, "a failure of the program");
        // Nothing can be done about a report that cannot be written; the message on standard error remains.
        drop(write(&folder, &report(panic, &place)));
        before(panic);
    }));
}

/// The message of a panic is left out when it was put together at run time: it may hold what a person has entered.
fn report(panic: &PanicHookInfo<'_>, place: &str) -> String {
    let message = panic.payload().downcast_ref::<&'static str>().unwrap_or(&"(a message that may hold personal data is left out)");
    let thread = std::thread::current().name().unwrap_or("unnamed").to_owned();
    format!(
        "Cairn {} failed at {}\n{} {}\nplace: {place}\nthread: {thread}\nmessage: {message}\n\n{}\n",
        env!("CARGO_PKG_VERSION"),
        Utc::now().format("%Y-%m-%dT%H:%M:%SZ"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        Backtrace::force_capture()
    )
}

fn write(folder: &Path, text: &str) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join(format!("{NEW}{}.txt", Utc::now().format("%Y%m%d-%H%M%S-%f"))), text)
}

/// The latest report that has not been offered yet.
#[must_use]
pub fn last(folder: &Path) -> Option<String> {
    named(folder, NEW).first().and_then(|path| fs::read_to_string(path).ok())
}

/// Puts the reports away once they have been offered; the oldest of those go.
///
/// # Errors
/// When a report cannot be renamed.
pub fn put_away(folder: &Path) -> std::io::Result<()> {
    for path in named(folder, NEW) {
        let name = path.file_name().map(|name| name.to_string_lossy().replacen(NEW, OFFERED, 1)).unwrap_or_default();
        fs::rename(&path, folder.join(name))?;
    }
    for path in named(folder, OFFERED).into_iter().skip(KEPT) {
        fs::remove_file(path)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_offered_once_holds_no_personal_data_and_is_kept_a_while() {
        let folder = tempfile::tempdir().expect("a folder");
        let logs = folder.path().join("logs");
        assert_eq!(last(&logs), None);
        report_failures(logs.clone());
        let name = String::from("Amara");
        for _ in 0..KEPT + 2 {
            let name = name.clone();
            std::thread::spawn(move || panic!("{name} holds nothing")).join().expect_err("it panics");
        }
        let report = last(&logs).expect("a report");
        assert!(report.contains("crash.rs:") && report.contains(env!("CARGO_PKG_VERSION")), "{report}");
        assert!(!report.contains("Amara"), "{report}");
        put_away(&logs).expect("renamed");
        assert_eq!(last(&logs), None);
        assert_eq!(named(&logs, OFFERED).len(), KEPT);
    }
}
