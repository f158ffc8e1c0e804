//! Packs that are too large to be read as a whole.

use std::path::Path;
use std::time::Duration;

use chrono::Local;
use indicatif::{ProgressBar, ProgressStyle};
use pathways::interchange::LARGEST_FILE;
use pathways::store::{ImportError, ImportProgress, ImportReport, ImportStage, ImportWatch, Store};

/// Whether a file is larger than what is read as a whole.
pub fn is_large(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|facts| facts.is_file() && facts.len() > LARGEST_FILE as u64)
}

/// Imports a large pack in portions, with progress where that can be seen.
pub fn import(store: &mut Store, path: &Path) -> Result<ImportReport, ImportError> {
    let bar = Bar::new();
    let report = store.import_pack_file(path, Local::now().date_naive(), &bar);
    bar.0.finish_and_clear();
    report
}

/// Progress on standard error, where that is a terminal.
struct Bar(ProgressBar);

impl Bar {
    fn new() -> Self {
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{msg:9} {bar:40} {bytes}/{total_bytes} {elapsed}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }
}

impl ImportWatch for Bar {
    fn progress(&self, progress: ImportProgress) {
        self.0.set_message(match progress.stage {
            ImportStage::Looking => "Looking",
            ImportStage::Reading => "Reading",
            ImportStage::Checking => "Checking",
        });
        self.0.set_length(progress.total);
        self.0.set_position(progress.done);
    }
}
