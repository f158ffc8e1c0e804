//! The inputs that are kept with the sources: one file for a target, one input a line, in hexadecimal digits.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Outcome;
use crate::project::root;

/// The targets whose inputs are kept: worlds of a few dozen bytes, which the ordinary tests plan again.
pub const KEPT: &[&str] = &["planner", "scheduler"];

fn file(target: &str) -> PathBuf {
    root().join("pathways/fuzz/kept").join(format!("{target}.hex"))
}

/// Writes the kept inputs of a target into a folder, where libFuzzer finds them.
pub fn unpack(target: &str, folder: &Path) -> Outcome {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let text = fs::read_to_string(file(target)).unwrap_or_default();
    for (number, line) in text.lines().enumerate() {
        let bytes =
            bytes_of(line).ok_or_else(|| format!("{}: line {} is not in hexadecimal digits", file(target).display(), number + 1))?;
        let path = folder.join(format!("kept-{number}"));
        fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// Keeps the fewest inputs of a corpus that reach all that it reaches.
pub fn keep(target: &str, program: &Path, corpus: &Path, scratch: &Path) -> Outcome {
    if scratch.exists() {
        fs::remove_dir_all(scratch).map_err(|error| format!("{}: {error}", scratch.display()))?;
    }
    fs::create_dir_all(scratch).map_err(|error| format!("{}: {error}", scratch.display()))?;
    let mut merge = Command::new(program);
    merge.arg("-merge=1").arg(scratch).arg(corpus).stdin(Stdio::null()).stderr(Stdio::null());
    if !merge.status().is_ok_and(|status| status.success()) {
        return Err(format!("the inputs of {target} could not be merged"));
    }
    let inputs = fs::read_dir(scratch).into_iter().flatten().flatten().filter_map(|entry| fs::read(entry.path()).ok());
    let mut lines: Vec<String> = inputs.map(|bytes| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>() + "\n").collect();
    lines.sort_by_key(|line| (line.len(), line.clone()));
    fs::write(file(target), lines.concat()).map_err(|error| format!("{}: {error}", file(target).display()))
}

fn bytes_of(line: &str) -> Option<Vec<u8>> {
    let digits = line.as_bytes();
    let pairs = digits.chunks(2).map(|pair| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()));
    digits.len().is_multiple_of(2).then(|| pairs.collect()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_as_it_was_written() {
        assert_eq!(bytes_of("00ff10"), Some(vec![0, 255, 16]));
        assert_eq!(bytes_of(""), Some(Vec::new()));
        assert_eq!(bytes_of("0"), None);
        assert_eq!(bytes_of("zz"), None);
    }
}
