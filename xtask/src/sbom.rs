//! `cargo xtask sbom`: what Cairn is built from, as a CycloneDX document for others and as the list that the window shows.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use crate::Outcome;
use crate::process::shown;
use crate::project::{cargo, interface, root, target};

/// The packages that are shipped; what only builds or tests them is no part of Cairn.
const SHIPPED: &[&str] = &["cairn-desktop", "cairn-pathways"];

/// Modules whose licence stands in a file beside them and not in the lock file.
const BESIDE: &[(&str, &str)] = &[("svelte-toolbelt", "MIT")];

/// A part: where it comes from, its licence, and its checksum.
struct Part {
    registry: &'static str,
    name: String,
    version: String,
    licence: String,
    hash: Option<(&'static str, String)>,
}

/// Writes `target/sbom/cairn.cdx.json` and `src-tauri/licences.json`.
///
/// # Errors
/// When cargo cannot tell what is built in, a lock file cannot be read, or a part states no licence.
pub fn sbom() -> Outcome {
    let mut parts = crates()?;
    parts.extend(modules()?);
    if let Some(part) = parts.iter().find(|part| part.licence.is_empty()) {
        return Err(format!("{} {} states no licence; it cannot be part of Cairn", part.name, part.version));
    }
    parts.sort_by(|one, other| (&one.name, &one.version).cmp(&(&other.name, &other.version)));
    let folder = target().join("sbom");
    let document = folder.join("cairn.cdx.json");
    let list = root().join("src-tauri/licences.json");
    let rows: Vec<String> =
        parts.iter().map(|part| json!({ "name": part.name, "version": part.version, "licence": part.licence }).to_string()).collect();
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for (path, text) in [(&document, format!("{:#}\n", cyclonedx(&parts))), (&list, format!("[\n{}\n]\n", rows.join(",\n")))] {
        fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    println!("{} parts: {} and {}", parts.len(), document.display(), list.display());
    Ok(())
}

/// The crates that are linked into what is shipped, on any system.
fn crates() -> Result<Vec<Part>, String> {
    let lock = read("Cargo.lock")?;
    let sums = checksums(&lock);
    let mut found = BTreeMap::new();
    for package in SHIPPED {
        let mut tree = Command::new(cargo());
        tree.args([
            "tree",
            "--locked",
            "--target",
            "all",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}\t{l}",
            "--package",
            package,
        ]);
        let output = tree.current_dir(root()).output().map_err(|error| format!("{}: {error}", shown(&tree)))?;
        if !output.status.success() {
            return Err(format!("`{}` failed: {}", shown(&tree), String::from_utf8_lossy(&output.stderr)));
        }
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            if let Some((name, version, licence)) = package_of(line) {
                found.insert((name, version), licence);
            }
        }
    }
    let part = |((name, version), licence): ((String, String), String)| {
        let hash = sums.get(&(name.clone(), version.clone())).map(|sum| ("SHA-256", sum.clone()));
        Part { registry: "cargo", name, version, licence, hash }
    };
    Ok(found.into_iter().map(part).collect())
}

/// A line of the tree, `name v1.2.3 (…)<tab>licence`; none for what is ours.
fn package_of(line: &str) -> Option<(String, String, String)> {
    let (package, licence) = line.split_once('\t')?;
    let mut words = package.split_whitespace();
    let (name, version) = (words.next()?, words.next()?.trim_start_matches('v'));
    // A path in brackets: a member of this workspace.
    if words.any(|word| word.starts_with("(/") || word.contains(":\\")) {
        return None;
    }
    // Both marks are of old: the slash meant "or".
    let licence = licence.trim_end_matches(" (*)").replace('/', " OR ");
    Some((name.to_owned(), version.to_owned(), licence.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// The checksums of the lock file by name and version.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let value = |part: &str, key: &str| {
        part.lines().find_map(|line| Some(line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"')?.to_owned()))
    };
    lock.split("[[package]]").filter_map(|part| Some(((value(part, "name")?, value(part, "version")?), value(part, "checksum")?))).collect()
}

/// The modules that the pages are built from.
fn modules() -> Result<Vec<Part>, String> {
    let path = interface().join("package-lock.json");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let lock: Value = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    let packages = lock["packages"].as_object().ok_or("ui/package-lock.json lists no packages")?;
    let shipped = packages.iter().filter(|(path, facts)| !path.is_empty() && facts["dev"] != true && facts["peer"] != true);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let part = |(path, facts): (&String, &Value)| Part {
        registry: "npm",
        name: name_of(path).to_owned(),
        version: text(&facts["version"]),
        licence: facts["license"].as_str().map_or_else(|| beside(name_of(path)), str::to_owned),
        hash: facts["integrity"].as_str().and_then(|sum| sum.strip_prefix("sha512-")).and_then(hexadecimal).map(|sum| ("SHA-512", sum)),
    };
    Ok(shipped.map(part).collect())
}

/// `node_modules/a/node_modules/@b/c` is `@b/c`.
fn name_of(path: &str) -> &str {
    path.rsplit("node_modules/").next().unwrap_or(path)
}

fn beside(module: &str) -> String {
    BESIDE.iter().find(|(name, _)| *name == module).map_or_else(String::new, |(_, licence)| (*licence).to_owned())
}

/// Base64 as hexadecimal digits, as CycloneDX writes checksums.
fn hexadecimal(base64: &str) -> Option<String> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut hex = String::new();
    let (mut bits, mut count) = (0_u32, 0);
    for byte in base64.trim_end_matches('=').bytes() {
        bits = (bits << 6) | u32::try_from(DIGITS.iter().position(|digit| *digit == byte)?).ok()?;
        count += 6;
        if count >= 8 {
            count -= 8;
            hex.push_str(&format!("{:02x}", (bits >> count) & 0xff));
        }
    }
    Some(hex)
}

fn cyclonedx(parts: &[Part]) -> Value {
    let component = |part: &Part| {
        let address = format!("pkg:{}/{}@{}", part.registry, part.name.replace('@', "%40"), part.version);
        let mut component = json!({
            "type": "library", "bom-ref": address, "name": part.name, "version": part.version, "purl": address,
            "licenses": [{ "expression": part.licence }],
        });
        if let Some((algorithm, content)) = &part.hash {
            component["hashes"] = json!([{ "alg": algorithm, "content": content }]);
        }
        component
    };
    json!({
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": { "component": { "type": "application", "bom-ref": "cairn", "name": "Cairn", "version": env!("CARGO_PKG_VERSION"),
            "licenses": [{ "expression": "MIT OR Apache-2.0" }] } },
        "components": parts.iter().map(component).collect::<Vec<_>>(),
    })
}

fn read(path: &str) -> Result<String, String> {
    fs::read_to_string(root().join(path)).map_err(|error| format!("{path}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_from_the_tree_and_the_lock() {
        let read = package_of("adler2 v2.0.1\t0BSD OR MIT/Apache-2.0 (*)");
        assert_eq!(read, Some(("adler2".into(), "2.0.1".into(), "0BSD OR MIT OR Apache-2.0".into())));
        assert_eq!(package_of("cairn-pathways v0.1.0 (/home/x/cairn/pathways)\tMIT OR Apache-2.0"), None);
        assert!(package_of("serde_derive v1.0.229 (proc-macro)\tMIT").is_some());
        let sums =
            checksums("[[package]]\nname = \"a\"\nversion = \"1\"\nchecksum = \"ff\"\n\n[[package]]\nname = \"b\"\nversion = \"1\"\n");
        assert_eq!(sums.into_iter().collect::<Vec<_>>(), [(("a".to_owned(), "1".to_owned()), "ff".to_owned())]);
    }

    #[test]
    fn checksums_of_npm_become_hexadecimal() {
        assert_eq!(hexadecimal("/wAQ").as_deref(), Some("ff0010"));
        assert_eq!(hexadecimal("/w==").as_deref(), Some("ff"));
        assert_eq!(hexadecimal("?"), None);
    }
}
