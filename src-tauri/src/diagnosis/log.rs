//! The log: one JSON object a line, a file a day, a week of them.

use std::path::Path;

use tracing::subscriber::set_global_default;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry;

/// How many days are kept.
const DAYS: usize = 7;
/// What the names of the files begin with.
pub(super) const NAME: &str = "cairn";

/// Begins to write the log into a folder. What stands in the way is said on standard error: Cairn works without a log.
pub fn begin(folder: &Path) {
    let files = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix(NAME)
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder);
    match files {
        Ok(files) => {
            let lines = fmt::layer().json().flatten_event(true).with_current_span(false).with_span_list(false).with_writer(files);
            // Whoever began one before, a test for example, goes on with it.
            drop(set_global_default(registry().with(ours()).with(lines)));
        }
        Err(error) => eprintln!("Cairn keeps no log: {error}"),
    }
}

/// Lines of Cairn itself: other people's libraries might write what a person has entered.
fn ours() -> tracing_subscriber::filter::Targets {
    tracing_subscriber::filter::Targets::new().with_target("cairn_desktop", LevelFilter::INFO)
}
