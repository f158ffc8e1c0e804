//! Many files at once: a folder, or a zip archive. What cannot be taken is named with its reason, and the rest goes on.

use std::fs;
use std::io::{self, Cursor, Read};
use std::path::Path;

use zip::ZipArchive;

use super::source::{LARGEST_FILE, SourceFile};

/// The most files of one folder or archive.
const MOST_FILES: usize = 10_000;

/// The most that an archive may hold after unpacking, in bytes.
const LARGEST_ARCHIVE: usize = 4 * LARGEST_FILE;

/// How deep folders may lie inside one another.
const MOST_LEVELS: usize = 32;

/// The first bytes of a zip archive.
const ZIP: &[u8] = b"PK\x03\x04";

/// One file of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BatchItem {
    /// A file to be read further.
    File(SourceFile),
    /// What cannot be taken, and why.
    Refused {
        /// The path, and inside an archive the path there.
        name: String,
        /// Why, a sentence without a full stop.
        reason: String,
    },
}

impl BatchItem {
    fn refused(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Refused { name: name.into(), reason: reason.into() }
    }
}

/// Whether the content is a zip archive.
#[must_use]
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP)
}

/// The files that a path stands for: itself, what its archive holds, or all files of the folder and of the archives in it.
/// Hidden files are passed over; links are not followed, and named.
///
/// # Errors
/// When the path cannot be read at all.
pub fn read_batch(path: &Path) -> io::Result<Vec<BatchItem>> {
    let mut out = Vec::new();
    if fs::metadata(path)?.is_dir() {
        folder(path, 0, &mut out)?;
    } else {
        out.extend(unpack(read_limited(path)?));
    }
    Ok(out)
}

fn folder(path: &Path, level: usize, out: &mut Vec<BatchItem>) -> io::Result<()> {
    let mut entries: Vec<fs::DirEntry> = fs::read_dir(path)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, name) = (entry.path(), entry.path().display().to_string());
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if out.len() >= MOST_FILES {
            out.push(BatchItem::refused(
                name,
                format!("more than {MOST_FILES} files are not read at once; this one and those after it were left out"),
            ));
            return Ok(());
        }
        let kind = entry.file_type()?;
        if kind.is_dir() && level < MOST_LEVELS {
            // A folder that cannot be entered does not keep the others from being read.
            if let Err(error) = folder(&path, level + 1, out) {
                out.push(BatchItem::refused(name, format!("the folder cannot be read ({error})")));
            }
        } else if kind.is_dir() {
            out.push(BatchItem::refused(name, format!("folders lie inside one another more than {MOST_LEVELS} deep")));
        } else if kind.is_symlink() {
            out.push(BatchItem::refused(name, "it is a link, which is not followed"));
        } else if kind.is_file() {
            match read_limited(&path) {
                Ok(file) => out.extend(unpack(file)),
                Err(error) => out.push(BatchItem::refused(name, format!("the file cannot be read ({error})"))),
            }
        }
    }
    Ok(())
}

/// A file up to one byte more than the largest that is read: whoever reads it further then says that it is too large.
fn read_limited(path: &Path) -> io::Result<SourceFile> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(LARGEST_FILE as u64 + 1).read_to_end(&mut bytes)?;
    Ok(SourceFile::new(path.display().to_string(), bytes))
}

/// The files of an archive in their order; any other file as it is. Nothing is written to disk, and an archive inside an
/// archive is not opened.
#[must_use]
pub fn unpack(file: SourceFile) -> Vec<BatchItem> {
    if !is_archive(&file.bytes) {
        return vec![BatchItem::File(file)];
    }
    let mut archive = match ZipArchive::new(Cursor::new(&file.bytes)) {
        Ok(archive) => archive,
        Err(error) => return vec![BatchItem::refused(file.name, format!("the archive is damaged ({error})"))],
    };
    if archive.len() > MOST_FILES {
        let reason = format!("the archive holds {} files, more than the {MOST_FILES} that are read at once", archive.len());
        return vec![BatchItem::refused(file.name, reason)];
    }
    let mut out = Vec::new();
    let mut left = LARGEST_ARCHIVE;
    for index in 0..archive.len() {
        let mut entry = match archive.by_index(index) {
            Ok(entry) => entry,
            Err(error) => {
                out.push(BatchItem::refused(format!("{} (file {})", file.name, index + 1), format!("it cannot be unpacked ({error})")));
                continue;
            }
        };
        let name = format!("{}/{}", file.name, entry.name().escape_debug());
        if leads_out(entry.name()) || entry.enclosed_name().is_none() {
            out.push(BatchItem::refused(name, "its path leads out of the archive, which no honest archive needs"));
            continue;
        }
        let hidden = entry.name().split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
        if entry.is_dir() || hidden {
            continue;
        }
        if entry.is_symlink() {
            out.push(BatchItem::refused(name, "it is a link, which is not followed"));
            continue;
        }
        let mut bytes = Vec::new();
        let limit = left.min(LARGEST_FILE);
        match entry.by_ref().take(limit as u64 + 1).read_to_end(&mut bytes) {
            Err(error) => out.push(BatchItem::refused(name, format!("it cannot be unpacked ({error})"))),
            Ok(_) if bytes.len() > limit => {
                out.push(BatchItem::refused(name, format!("unpacked it is larger than the {} MB that are read", LARGEST_FILE >> 20)));
                left = left.saturating_sub(bytes.len());
            }
            Ok(_) if is_archive(&bytes) => {
                out.push(BatchItem::refused(name, "an archive inside an archive is not opened; unpack it first"))
            }
            Ok(_) => {
                left -= bytes.len();
                out.push(BatchItem::File(SourceFile::new(name, bytes)));
            }
        }
        if left == 0 {
            out.push(BatchItem::refused(
                &file.name,
                format!("the archive holds more than {} MB; the rest was left out", LARGEST_ARCHIVE >> 20),
            ));
            break;
        }
    }
    out
}

/// Whether a path inside an archive leads out of it, on any system.
fn leads_out(name: &str) -> bool {
    let is_drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with(['/', '\\']) || is_drive || name.split(['/', '\\']).any(|part| part == "..")
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(files: &[(&str, &[u8])]) -> SourceFile {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).expect("it is written to memory");
            writer.write_all(bytes).expect("it is written to memory");
        }
        SourceFile::new("a.zip", writer.finish().expect("it is written to memory").into_inner())
    }

    #[test]
    fn an_archive_gives_its_files_and_names_what_it_refuses() {
        let inner = archive(&[("x", b"1")]);
        let packed = archive(&[
            ("one/badge.json", b"{}"),
            ("../../etc/passwd", b"x"),
            (".hidden", b"x"),
            ("in.zip", &inner.bytes),
            ("two.json", b"[]"),
        ]);
        let shown: Vec<String> = unpack(packed)
            .into_iter()
            .map(|item| match item {
                BatchItem::File(file) => format!("{} {}", file.name, file.bytes.len()),
                BatchItem::Refused { name, reason } => format!("{name}: {reason}"),
            })
            .collect();
        assert_eq!(
            shown,
            [
                "a.zip/one/badge.json 2",
                "a.zip/../../etc/passwd: its path leads out of the archive, which no honest archive needs",
                "a.zip/in.zip: an archive inside an archive is not opened; unpack it first",
                "a.zip/two.json 2",
            ]
        );
    }

    #[test]
    fn paths_that_lead_out_and_links_are_named() {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["/etc/passwd", "..\\..\\x", "C:\\x", "a/../../x"] {
            writer.start_file(name, SimpleFileOptions::default()).expect("it is written to memory");
        }
        writer.add_symlink("link.json", "/etc/passwd", SimpleFileOptions::default()).expect("it is written to memory");
        let bytes = writer.finish().expect("it is written to memory").into_inner();
        let items = unpack(SourceFile::new("a.zip", bytes));
        assert_eq!(items.len(), 5);
        for item in items {
            assert!(
                matches!(&item, BatchItem::Refused { reason, .. } if reason.contains("out of the archive") || reason.contains("link")),
                "{item:?}"
            );
        }
    }

    #[test]
    fn a_bomb_is_refused_and_the_rest_goes_on() {
        let bomb = vec![0; LARGEST_FILE + 1];
        let items = unpack(archive(&[("bomb", &bomb), ("badge.json", b"{}")]));
        assert!(matches!(&items[0], BatchItem::Refused { reason, .. } if reason.contains("larger than")));
        assert!(matches!(&items[1], BatchItem::File(file) if file.bytes == b"{}"));
    }

    #[test]
    fn a_damaged_archive_is_refused() {
        let mut packed = archive(&[("badge.json", b"{}")]);
        packed.bytes.truncate(30);
        assert!(matches!(&unpack(packed)[..], [BatchItem::Refused { reason, .. }] if reason.contains("damaged")));
    }

    #[test]
    fn a_folder_is_read_in_order_without_hidden_files() {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in [("b.json", "2"), ("a.json", "1"), (".x", "0")] {
            fs::write(folder.path().join(name), text).expect("it is written");
        }
        fs::create_dir(folder.path().join("c")).expect("a folder");
        fs::write(folder.path().join("c/d.json"), "3").expect("it is written");
        let items = read_batch(folder.path()).expect("it is read");
        let texts: Vec<&[u8]> =
            items.iter().filter_map(|item| if let BatchItem::File(file) = item { Some(&file.bytes[..]) } else { None }).collect();
        assert_eq!(texts, [b"1", b"2", b"3"]);
        assert!(read_batch(&folder.path().join("none")).is_err());
    }
}
