//! Catalogues coming in, in whatever form and however many: packs, CTDL, curricula, folders and archives of them.

use std::fs;
use std::path::PathBuf;

use chrono::NaiveDate;

use super::Store;
use super::import::{ImportError, ImportProgress, ImportReport, ImportStage, ImportWatch};
use crate::finding::{Finding, Severity};
use crate::interchange::{BatchItem, Conversion, FileKind, LARGEST_FILE, SourceFile, contract, convert, read_batch, recognise};

/// What became of files that were to bring catalogues in.
#[derive(Debug, Default)]
pub struct CataloguesImport {
    /// What changed in the store.
    pub report: ImportReport,
    /// Catalogues in other forms that came in: what their packs cannot say.
    pub conversions: Vec<Conversion>,
    /// Files that were refused; they did not keep the others from coming in.
    pub refused: Vec<RefusedFile>,
    /// The files of packs that came in.
    pub taken: Vec<String>,
    /// Files that hold something else, which comes in elsewhere.
    pub others: Vec<(SourceFile, FileKind)>,
}

/// A file that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedFile {
    /// Its name, inside an archive or folder with the path there.
    pub file: String,
    /// Why, a sentence without a full stop.
    pub reason: String,
    /// Everything that is wrong with it.
    pub findings: Vec<Finding>,
}

impl Store {
    /// Imports every catalogue that the paths hold, each recognised by its content, on the day `today`. A file is taken whole or
    /// not at all, and what is taken comes in one transaction.
    ///
    /// # Errors
    /// When a path cannot be read at all, the person cancels, or the database fails. Nothing has changed then.
    pub fn import_catalogues(
        &mut self,
        paths: &[PathBuf],
        today: NaiveDate,
        watch: &dyn ImportWatch,
    ) -> Result<CataloguesImport, ImportError> {
        if let [path] = paths
            && fs::metadata(path).is_ok_and(|facts| facts.is_file() && facts.len() > LARGEST_FILE as u64)
        {
            let report = self.import_pack_file(path, today, watch)?;
            return Ok(CataloguesImport { report, taken: vec![path.display().to_string()], ..CataloguesImport::default() });
        }
        let mut items = Vec::new();
        for path in paths {
            if watch.cancelled() {
                return Err(ImportError::Cancelled);
            }
            items.extend(read_batch(path).map_err(|source| ImportError::File { path: path.clone(), source })?);
        }
        self.import_items(items, today, watch)
    }

    /// The same for files that have been read already.
    ///
    /// # Errors
    /// When the person cancels, or the database fails. Nothing has changed then.
    pub fn import_items(
        &mut self,
        items: Vec<BatchItem>,
        today: NaiveDate,
        watch: &dyn ImportWatch,
    ) -> Result<CataloguesImport, ImportError> {
        let mut done = CataloguesImport::default();
        let (packs, catalogues) = done.sort(items, watch)?;
        done.taken = packs.iter().map(|file| file.name.clone()).collect();
        let converted = convert(&catalogues, today);
        done.refuse_by_file(&converted.refused);
        let mut files = packs;
        files.extend(converted.conversions.iter().filter_map(Conversion::pack_file));
        done.conversions = converted.conversions;
        let total = files.iter().map(|file| file.bytes.len() as u64).sum();
        watch.progress(ImportProgress { stage: ImportStage::Checking, done: 0, total });
        // One that does not go with the catalogue is left out, and the others are tried without it.
        while !files.is_empty() {
            if watch.cancelled() {
                return Err(ImportError::Cancelled);
            }
            match self.import_packs(&files, today) {
                Ok(report) => {
                    done.report = report;
                    break;
                }
                Err(ImportError::Refused { findings }) => {
                    let before = files.len();
                    done.refuse_by_file(&findings);
                    files.retain(|file| !done.refused.iter().any(|refused| refused.file == file.name));
                    if files.len() == before {
                        return Err(ImportError::Refused { findings });
                    }
                }
                Err(error) => return Err(error),
            }
        }
        done.taken.retain(|name| !done.refused.iter().any(|refused| refused.file == *name));
        let came = |conversion: &Conversion| done.report.packs.iter().any(|change| change.id == conversion.pack.header.id);
        done.conversions.retain(|conversion| conversion.pack_file().is_none() || came(conversion));
        Ok(done)
    }
}

impl CataloguesImport {
    /// Sorts what came: packs that can be read, and catalogues in other forms. All else is noted.
    fn sort(&mut self, items: Vec<BatchItem>, watch: &dyn ImportWatch) -> Result<(Vec<SourceFile>, Vec<SourceFile>), ImportError> {
        let (mut packs, mut catalogues) = (Vec::new(), Vec::new());
        let size = |item: &BatchItem| if let BatchItem::File(file) = item { file.bytes.len() as u64 } else { 0 };
        let total = items.iter().map(size).sum();
        let mut passed = 0;
        for item in items {
            if watch.cancelled() {
                return Err(ImportError::Cancelled);
            }
            passed += size(&item);
            match item {
                BatchItem::Refused { name, reason } => self.refused.push(RefusedFile { file: name, reason, findings: Vec::new() }),
                BatchItem::File(file) => match recognise(&file) {
                    FileKind::Pack => match contract::read_pack(&file) {
                        Ok(_) => packs.push(file),
                        Err(findings) => self.refuse_by_file(&findings),
                    },
                    FileKind::Ctdl | FileKind::Curriculum | FileKind::Elm => catalogues.push(file),
                    // What begins like JSON and is none is told with the place where it breaks off.
                    FileKind::Unknown if means_json(&file.bytes) => match file.well_formed() {
                        Ok(()) => self.others.push((file, FileKind::Unknown)),
                        Err(finding) => self.refuse_by_file(&[*finding]),
                    },
                    kind => self.others.push((file, kind)),
                },
            }
            watch.progress(ImportProgress { stage: ImportStage::Reading, done: passed, total });
        }
        Ok((packs, catalogues))
    }

    /// Notes the files in which there are errors, each with its own.
    fn refuse_by_file(&mut self, findings: &[Finding]) {
        for finding in findings.iter().filter(|finding| finding.severity == Severity::Error) {
            match self.refused.iter_mut().find(|refused| refused.file == finding.file) {
                Some(refused) => refused.findings.push(finding.clone()),
                None => self.refused.push(RefusedFile {
                    file: finding.file.clone(),
                    reason: "it has errors".to_owned(),
                    findings: vec![finding.clone()],
                }),
            }
        }
    }
}

/// Whether a file means to be JSON, in whatever encoding.
fn means_json(bytes: &[u8]) -> bool {
    let marks: [&[u8]; 3] = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"];
    marks.iter().any(|mark| bytes.starts_with(mark)) || matches!(bytes.trim_ascii_start().first(), Some(b'{' | b'['))
}
